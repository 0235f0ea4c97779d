package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// A talk is what people said to each other about something, and the forms to say
// more.
type talk struct {
	Subject string
	Said    []remark
	For     string   // who looks after it, "" if nobody
	Me      string   // who looks at the page
	People  []string // to whom it may be given; none if nobody signs in here
	Gives   bool     // whether it may be given to others
	Writes  bool
	Seen    int64
	Back    string // the page
}

// A remark is one thing said, its words cut where they call somebody.
type remark struct {
	recount.Decision
	Words []called
	Href  string // to what it was said about, if that is not what the page is about
}

type called struct {
	Text string
	Name bool
}

var calls = regexp.MustCompile(`@[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*`)

// calling cuts a note where it calls somebody.
func calling(note string) (out []called) {
	at := 0
	for _, m := range calls.FindAllStringIndex(note, -1) {
		out = append(out, called{Text: note[at:m[0]]}, called{note[m[0]:m[1]], true})
		at = m[1]
	}
	return append(out, called{Text: note[at:]})
}

// talk puts together what was said about a subject and what belongs to it.
func (s *site) talk(q *http.Request, subject string, ds []recount.Decision) (*talk, error) {
	t := &talk{Subject: subject, Me: s.who(q).Name, Writes: s.writes(q), Gives: s.may(q, desk.Edits), Back: q.URL.Path}
	var err error
	if t.Seen, err = s.r.Size(q.Context()); err != nil {
		return nil, err
	}
	for _, dec := range ds {
		if dec.Act.Bears() {
			continue
		}
		r := remark{Decision: dec, Words: calling(dec.Why)}
		if dec.Subject != subject {
			r.Href = subjectPath(dec.Subject)
		} else if dec.Act == recount.Assign {
			t.For = dec.Value
		}
		t.Said = append(t.Said, r)
	}
	t.People, err = s.names(q.Context())
	return t, err
}

// names are the people who may sign in, by name.
func (s *site) names(ctx context.Context) (out []string, err error) {
	if s.people == nil {
		return nil, nil
	}
	all, err := s.people.All(ctx)
	for _, p := range all {
		if p.Ended.IsZero() {
			out = append(out, p.Name)
		}
	}
	return out, err
}

// subjectPath is the page about something, by its ID.
func subjectPath(id string) string {
	switch kind, _, _ := strings.Cut(id, ":"); kind {
	case "c":
		return "/claims/" + url.PathEscape(id)
	case "r":
		return "/reports/" + url.PathEscape(id)
	}
	return "/incidents/" + url.PathEscape(id)
}

// A signing is what somebody would sign, and who did.
type signing struct {
	recount.Signing
	Eyes     int
	State    string // to be signed
	Mine     string // what whoever looks said of it: "sign", "refuse" or nothing
	Alone    bool   // whoever looks is the only one who decided about it, and one more is wanted
	Releases []store.Release
	Changed  bool // since it last went out
}

// signing says how far an incident is signed off.
func (s *site) signing(q *http.Request, it store.IncidentItem, claims []recount.Claim, ds []recount.Decision) (*signing, error) {
	me := s.who(q).Name
	x := &signing{Signing: it.Incident.Signed, Eyes: s.desk.Eyes(), State: desk.StateOf(it.Incident, it.Tolls).String()}
	switch {
	case slices.Contains(x.By, me):
		x.Mine = string(recount.Sign)
	case slices.Contains(x.Back, me):
		x.Mine = string(recount.Refuse)
	}
	deciders := desk.Deciders(desk.AsJudged(claims, ds), ds)
	x.Alone = x.Eyes > 1 && len(deciders) == 1 && deciders[me]
	var err error
	x.Releases, err = s.r.ReleasesOf(q.Context(), append(it.Incident.Aliases, it.Incident.ID)...)
	x.Changed = len(x.Releases) > 0 && it.Incident.AsOf > x.Releases[0].AsOf
	return x, err
}

// remark enters a note, or who looks after something, and goes back to the page
// it came from.
func (s *site) remark(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	dec := recount.Decision{Act: recount.Act(f.Get("act")), Subject: f.Get("subject"), Why: f.Get("why")}
	switch dec.Act {
	case recount.Note:
	case recount.Assign:
		dec.Value = strings.TrimSpace(f.Get("for"))
		dec.Why = cmp.Or(strings.TrimSpace(dec.Why), "to look after")
	default:
		return fmt.Errorf("act %q: %w", dec.Act, recount.ErrInvalid)
	}
	if dec, err = s.decide(q, dec, seen); err != nil {
		return err
	}
	s.back(w, q, f.Get("back"), 0, dec)
	return nil
}

// back leads to the page that something was decided on, which then says so.
func (s *site) back(w http.ResponseWriter, q *http.Request, page string, refused int, done ...recount.Decision) {
	u, err := url.Parse(local(page))
	if err != nil {
		u = &url.URL{Path: "/"}
	}
	v := u.Query()
	v.Del("done")
	v.Del("refused")
	var ids []string
	for _, dec := range done {
		ids = append(ids, string(dec.ID))
	}
	if len(ids) > 0 {
		v.Set("done", strings.Join(ids, ","))
	}
	if refused > 0 {
		v.Set("refused", strconv.Itoa(refused))
	}
	u.RawQuery = v.Encode()
	http.Redirect(w, q, u.String(), http.StatusSeeOther)
}

// What was just done is told on the page that it leads to, and can be taken back.
type done struct {
	recount.Decision        // the first of them
	N                int    // how many
	Same             bool   // all of them are about one thing
	Refused          int    // how many others could not be done
	IDs              string // of all, to be taken back
	Takes            bool   // whether they can be
	Seen             int64
	Back             string
}

// mostAtOnce is how many things are decided with one form.
const mostAtOnce = 100

// done reads from the address what was just done, if whoever looks did it.
func (s *site) done(q *http.Request) (*done, error) {
	v := q.URL.Query()
	refused, _ := strconv.Atoi(v.Get("refused"))
	ids := v.Get("done")
	if ids == "" && refused == 0 || !s.writes(q) {
		return nil, nil
	}
	x := &done{Refused: max(0, refused), IDs: ids, Takes: true}
	v.Del("done")
	v.Del("refused")
	x.Back = (&url.URL{Path: q.URL.Path, RawQuery: v.Encode()}).String()
	for id := range strings.SplitSeq(ids, ",") {
		dec, err := s.r.Decision(q.Context(), recount.DecisionID(id))
		switch {
		case errors.Is(err, recount.ErrNotFound):
			continue
		case err != nil:
			return nil, err
		case dec.By != s.by(q) || x.N == mostAtOnce:
			continue
		}
		if x.N++; x.N == 1 {
			x.Decision, x.Same = dec, true
		}
		x.Same = x.Same && dec.Subject == x.Subject
		x.Takes = x.Takes && dec.Act != recount.Note
	}
	if x.N == 0 && x.Refused == 0 {
		return nil, nil
	}
	var err error
	x.Seen, err = s.r.Size(q.Context())
	return x, err
}

// undo takes back what was just done, by deciding again.
func (s *site) undo(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	ids := strings.Split(f.Get("decision"), ",")
	if len(ids) > mostAtOnce {
		return fmt.Errorf("%d decisions at once: %w", len(ids), recount.ErrInvalid)
	}
	var made []recount.Decision
	ours := map[string]bool{}
	for _, id := range ids {
		dec, err := s.desk.Opposite(q.Context(), recount.DecisionID(id))
		if err != nil {
			return err
		}
		if dec.Why = "taken back"; ours[dec.Subject] {
			if seen, err = s.r.Size(q.Context()); err != nil { // with what was entered here itself
				return err
			}
		}
		ours[dec.Subject] = true
		if dec, err = s.decide(q, dec, seen); err != nil {
			return err
		}
		made = append(made, dec)
	}
	s.back(w, q, f.Get("back"), 0, made...)
	return nil
}

// bulk decides one thing about many, each on its own: what somebody else decided
// about meanwhile is left, and counted.
func (s *site) bulk(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	act := recount.Act(f.Get("act"))
	dec := recount.Decision{Act: act, Why: cmp.Or(strings.TrimSpace(f.Get("why")), stock[act])}
	switch act {
	case recount.Accept, recount.Reject:
	case recount.Grade:
		dec.Value = f.Get("grade")
	case recount.Assign:
		dec.Value, dec.Why = strings.TrimSpace(f.Get("for")), cmp.Or(dec.Why, "to look after")
	default:
		return fmt.Errorf("act %q: %w", act, recount.ErrInvalid)
	}
	ids := f["id"]
	if len(ids) == 0 || len(ids) > mostAtOnce {
		return fmt.Errorf("%d chosen: %w", len(ids), recount.ErrInvalid)
	}
	var made []recount.Decision
	refused := 0
	for _, id := range ids {
		dec.Subject = id
		one, err := s.decide(q, dec, seen)
		switch {
		case errors.Is(err, recount.ErrConflict):
			refused++
		case err != nil:
			return err
		default:
			made = append(made, one)
		}
	}
	s.back(w, q, f.Get("back"), refused, made...)
	return nil
}
