package lexicon

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// A Registry knows sources and parties by the names that texts call them. It is
// shared by all packs.
type Registry struct {
	Names   *Phrases // class is the source's ID
	Parties *Phrases // class is the party's ID
	sources []KnownSource
	parties []KnownParty
	byID    map[recount.SourceID]int
	byHost  map[string]recount.SourceID
	byName  map[string]recount.SourceID // in small letters
}

// A KnownSource is a row of the registry's sources.
type KnownSource struct {
	recount.Source
	Names    []string // in English, the one shown first; a name after ~ is others' too and is not read
	Arabic   []string
	Hosts    []string // of its pages, without www.
	Page     string   // a public page where who they are can be checked
	From     int      // years; 0 if not stated
	Until    int      // 0 if not stated or still there
	StateRun bool     // speaks for a government
	World    bool     // reports on the whole world: its country says nothing of a report
}

// A KnownParty is a row of the registry's parties to conflicts.
type KnownParty struct {
	ID      recount.PartyID
	Kind    string // state, coalition, mission or group
	Country string
	Names   []string
	Arabic  []string
	Parent  recount.PartyID // whom it belongs to or fights for
	Page    string
	From    int
	Until   int
}

// Source returns what is known of a source.
func (r *Registry) Source(id recount.SourceID) (recount.Source, bool) {
	i, ok := r.byID[id]
	if !ok {
		return recount.Source{}, false
	}
	return r.sources[i].Source, true
}

// Home returns the land that an outlet reports from, "" for agencies, for
// monitors that watch a land from another, and for outlets of the whole world.
func (r *Registry) Home(id recount.SourceID) string {
	i, ok := r.byID[id]
	if !ok {
		return ""
	}
	s := &r.sources[i]
	if s.World || s.Kind != recount.Outlet && s.Kind != recount.State {
		return ""
	}
	return s.Country
}

// At returns the land that a source is in and speaks of, "" for agencies and others of
// the whole world.
func (r *Registry) At(id recount.SourceID) string {
	i, ok := r.byID[id]
	if !ok || r.sources[i].World || r.sources[i].Kind == recount.Wire || r.sources[i].Kind == recount.Party {
		return ""
	}
	return r.sources[i].Country
}

// Fights returns the land that a group is of, "" for states and their coalitions, which
// fight abroad too.
func (r *Registry) Fights(id recount.PartyID) string {
	for i := range r.parties {
		if p := &r.parties[i]; p.ID == id && p.Kind == "group" {
			return p.Country
		}
	}
	return ""
}

// Sources returns every source known, in the order of the table.
func (r *Registry) Sources() []KnownSource { return r.sources }

// KnownParties returns every party known, in the order of the table.
func (r *Registry) KnownParties() []KnownParty { return r.parties }

// ByHost returns the source whose pages stand under a host: "www.reuters.com".
func (r *Registry) ByHost(host string) (recount.SourceID, bool) {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	for host != "" {
		if id, ok := r.byHost[host]; ok {
			return id, true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return "", false
}

// ByName returns the source that bears a name and no more: "The Gazette", not
// "Gazette readers".
func (r *Registry) ByName(name string) (recount.SourceID, bool) {
	id, ok := r.byName[strings.ToLower(name)]
	return id, ok
}

// Registered returns the folder of the registry compiled in.
func Registered() (fs.FS, error) { return fs.Sub(Embedded(), registryDir) }

// SourcesIn reads the sources of a registry that adds to the one compiled in: a
// folder with a table sources.tsv of the same form. Who owns or runs them may
// stand in either.
func SourcesIn(fsys fs.FS) ([]KnownSource, error) {
	l := begin(fsys, Embedded(), ".")
	l.registry()
	parties := l.Sources.parties
	l = begin(fsys, fsys, ".")
	l.Sources = newRegistry()
	l.Sources.parties = parties
	l.table("sources.tsv", true, sourceColumns, l.source)
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	return l.Sources.sources, nil
}

// registryDir is the folder beside the packs that holds what they share.
const registryDir = "registry"

const (
	sourcesFile = registryDir + "/sources.tsv"
	partiesFile = registryDir + "/parties.tsv"
)

func newRegistry() *Registry {
	return &Registry{byID: map[recount.SourceID]int{}, byHost: map[string]recount.SourceID{}, byName: map[string]recount.SourceID{},
		Names:   &Phrases{bit: 1 << 6, byFirst: map[int32][]Phrase{}},
		Parties: &Phrases{bit: 1 << 7, byFirst: map[int32][]Phrase{}}}
}

// registry reads the sources and parties that all packs share.
func (l *loading) registry() {
	l.Sources = newRegistry()
	before := len(l.Entries)
	l.table(partiesFile, true, 8, l.party)
	l.table(sourcesFile, true, sourceColumns, l.source)
	l.parents()
	l.table("names.tsv", false, 2, l.names)
	for i := before; i < len(l.Entries); i++ { // a word of a name only stays a name
		l.Entries[i].Name = true
	}
}

const sourceColumns = 12

// source adds a source: id, kind, country, party, names, Arabic names, hosts,
// parent, page, years, world, relays.
func (l *loading) source(r row) error {
	if len(r.cells) < 9 {
		return bad("a source wants an id, a kind, a country, a party, names, Arabic names, hosts, a parent and a page")
	}
	s := KnownSource{Source: recount.Source{ID: recount.SourceID(r.cell(0)), Kind: recount.SourceKind(r.cell(1)), Country: r.cell(2),
		Party: recount.PartyID(r.cell(3)), Family: recount.SourceID(r.cell(7))},
		Names: list(r.cell(4), "|"), Arabic: list(r.cell(5), "|"), Hosts: strings.Fields(r.cell(6)), Page: r.cell(8)}
	for _, to := range strings.Fields(r.cell(11)) {
		s.Relays = append(s.Relays, recount.SourceID(to))
	}
	s.StateRun, s.World = s.Kind == recount.State, r.cell(10) == "world"
	if w := r.cell(10); w != "" && !s.World {
		return bad("%q after the years: want world, or nothing", w)
	}
	if !voiceKinds[r.cell(1)] {
		return oneOf("kind of source", r.cell(1), voiceKinds)
	}
	if _, twice := l.Sources.byID[s.ID]; twice {
		return bad("the source %s stands above already", s.ID)
	}
	if s.Party != "" && !slices.ContainsFunc(l.Sources.parties, func(p KnownParty) bool { return p.ID == s.Party }) {
		return bad("no party %q in %s", s.Party, partiesFile)
	}
	var err error
	if s.From, s.Until, err = l.known(string(s.ID), s.Country, s.Page, r.cell(9), s.Names); err != nil {
		return err
	}
	s.Name = strings.TrimPrefix(s.Names[0], "~")
	for _, h := range s.Hosts {
		if h != strings.ToLower(h) || !strings.Contains(h, ".") || strings.HasPrefix(h, "www.") {
			return bad("host %q: want it in lower case, without www.", h)
		}
		if old, twice := l.Sources.byHost[h]; twice {
			return bad("the host %s is that of %s already", h, old)
		}
		l.Sources.byHost[h] = s.ID
	}
	for _, name := range slices.Concat(s.Names, s.Arabic) {
		if name = strings.ToLower(name); l.Sources.byName[name] == "" && !strings.HasPrefix(name, "~") {
			l.Sources.byName[name] = s.ID
		}
	}
	l.Sources.byID[s.ID] = len(l.Sources.sources)
	l.Sources.sources = append(l.Sources.sources, s)
	return l.called(l.Sources.Names, string(s.ID), r.cell(1), slices.Concat(s.Names, s.Arabic))
}

// party adds a party: id, kind, country, names, Arabic names, parent, page, years.
func (l *loading) party(r row) error {
	if len(r.cells) < 7 {
		return bad("a party wants an id, a kind, a country, names, Arabic names, a parent and a page")
	}
	p := KnownParty{ID: recount.PartyID(r.cell(0)), Kind: r.cell(1), Country: r.cell(2), Names: list(r.cell(3), "|"), Arabic: list(r.cell(4), "|"),
		Parent: recount.PartyID(r.cell(5)), Page: r.cell(6)}
	if !partyKinds[p.Kind] {
		return oneOf("kind of party", p.Kind, partyKinds)
	}
	if slices.ContainsFunc(l.Sources.parties, func(o KnownParty) bool { return o.ID == p.ID }) {
		return bad("the party %s stands above already", p.ID)
	}
	var err error
	if p.From, p.Until, err = l.known(string(p.ID), p.Country, p.Page, r.cell(7), p.Names); err != nil {
		return err
	}
	l.Sources.parties = append(l.Sources.parties, p)
	return l.called(l.Sources.Parties, string(p.ID), "", slices.Concat(p.Names, p.Arabic))
}

// known checks what sources and parties have in common, and reads the years.
func (l *loading) known(id, country, page, years string, names []string) (from, until int, err error) {
	switch {
	case id == "" || id != strings.ToLower(id) || strings.ContainsAny(id, " ,|~"):
		return 0, 0, bad("id %q: want a short name in lower case without spaces", id)
	case country != "" && (len(country) != 2 || country != strings.ToUpper(country)):
		return 0, 0, bad("country %q: want two capital letters, or nothing", country)
	case len(names) == 0:
		return 0, 0, bad("no name")
	case !strings.HasPrefix(page, "https://") && !strings.HasPrefix(page, "http://"):
		return 0, 0, bad("page %q: want the address of a public page where who they are can be checked", page)
	case years == "":
		return 0, 0, nil
	}
	a, b, ok := strings.Cut(years, "-")
	if from, err = strconv.Atoi(a); err != nil || !ok || from < 1800 || from > 2200 {
		return 0, 0, bad("years %q: want 2013-2019 or 2013-", years)
	}
	if b != "" {
		if until, err = strconv.Atoi(b); err != nil || until < from || until > 2200 {
			return 0, 0, bad("years %q: want 2013-2019 or 2013-", years)
		}
	}
	return from, until, nil
}

// called enters the names by which one source or party is read. No two may have
// one name, unless it is marked with ~ and so is not read.
func (l *loading) called(s *Phrases, id, kind string, names []string) error {
	for _, n := range names {
		if strings.HasPrefix(n, "~") {
			continue
		}
		ph := Phrase{Class: id, Kind: kind, Text: n, Words: l.sequence(n)}
		if len(ph.Words) == 0 {
			return bad("an empty name: take out a |")
		}
		l.Entries[ph.Words[0]].Starts |= s.bit
		if old := s.add(ph); old != nil && old.Class != id {
			return bad("%q names %s already: mark both with ~ if both are called so", n, old.Class)
		}
	}
	return nil
}

// names adds what a language calls a source or a party of the registry: id, names
// parted by |.
func (l *loading) names(r row) error {
	id, names := r.cell(0), list(r.cell(1), "|")
	if len(names) == 0 {
		return bad("a row without names")
	}
	if s, ok := l.Sources.Source(recount.SourceID(id)); ok {
		return l.called(l.Sources.Names, id, string(s.Kind), names)
	}
	if i := slices.IndexFunc(l.Sources.parties, func(p KnownParty) bool { return string(p.ID) == id }); i >= 0 {
		return l.called(l.Sources.Parties, id, l.Sources.parties[i].Kind, names)
	}
	return bad("there is no source or party %q in the registry: add it there first", id)
}

// parents checks that who owns or runs somebody is known, and whom somebody
// passes on.
func (l *loading) parents() {
	for _, s := range l.Sources.sources {
		if _, ok := l.Sources.byID[s.Family]; s.Family != "" && (!ok || s.Family == s.ID) {
			l.faults = append(l.faults, Fault{sourcesFile, 0, "the parent " + string(s.Family) + " of " + string(s.ID) + " is no other source of the table"})
		}
	}
	for _, s := range l.Sources.sources {
		for _, to := range s.Relays {
			if _, ok := l.Sources.byID[to]; !ok || to == s.ID {
				l.faults = append(l.faults, Fault{sourcesFile, 0, "the source " + string(to) + " that " + string(s.ID) + " relays is no other source of the table"})
			}
		}
	}
	for _, p := range l.Sources.parties {
		if p.Parent != "" && (p.Parent == p.ID || !slices.ContainsFunc(l.Sources.parties, func(o KnownParty) bool { return o.ID == p.Parent })) {
			l.faults = append(l.faults, Fault{partiesFile, 0, "the parent " + string(p.Parent) + " of " + string(p.ID) + " is no other party of the table"})
		}
	}
}

// list cuts a cell into its parts; an empty cell has none.
func list(cell, sep string) []string {
	if cell == "" {
		return nil
	}
	out := strings.Split(cell, sep)
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}
