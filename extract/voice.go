package extract

import (
	"net/url"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// A saying is somebody's words in the text: who, by which cue, and how far
// what they say reaches. All are tokens, half-open.
type saying struct {
	voice       recount.Voice
	party       recount.PartyID
	outer       *recount.Voice // who heard it: "told Reuters"
	cue, cueEnd int
	from, to    int // what is said
	class       string
	rule        string // of the cue, for traces
	accused     [2]int // tokens of who is accused
	src         [2]int // tokens of the source
	put         bool   // the cue itself tells of the figure: \"raised the toll\"
	again       bool   // by a pronoun, so said by somebody named before
}

// voices finds who says each draft, and what their verbs do to it.
func (pg *page) voices(r *recount.Report) {
	house := pg.house(r)
	said := map[int][]saying{}
	for i := range pg.out {
		d := &pg.out[i]
		list, done := said[d.sent]
		if !done {
			list = pg.sayings(d.sent)
			said[d.sent] = list
		}
		d.says = append(d.says, house...)
		for k := range list {
			if y := &list[k]; (y.from <= d.trigger || y.cue <= d.trigger && d.trigger < y.cueEnd && y.from >= y.cueEnd) && d.trigger < y.to {
				pg.attribute(d, y)
			}
		}
	}
}

// headlines gives a claim that a headline makes the voice of the claim below it
// that it sums up.
func (pg *page) headlines() {
	for i := range pg.out {
		d := &pg.out[i]
		if !pg.d.Sentences[d.sent].Head || len(d.sources) > 0 {
			continue
		}
		for k := i + 1; k < len(pg.out); k++ {
			o := &pg.out[k]
			if len(o.sources) > 0 && o.what == d.what && o.q.Low == d.q.Low && o.q.High == d.q.High && !o.part && d.q.Row != "unknown" {
				d.says, d.hedges = o.says, append(d.hedges, o.hedges...)
				pg.note(d, voiceHeadline, pg.span(o.trigger, o.trigger+1))
				break
			}
		}
	}
}

// attribute adds the voice of y to draft d, and what its verb says of it.
func (pg *page) attribute(d *draft, y *saying) {
	span := pg.span(y.cue, y.cueEnd)
	if y.outer != nil {
		d.says = append(d.says, *y.outer)
	}
	if v := y.voice.Source; v == "" || !slices.ContainsFunc(d.says[min(1, len(d.says)):], func(o recount.Voice) bool { return o.Source == v }) {
		d.says = append(d.says, y.voice) // each voice once, as far out as it stands
	}
	d.sources = append(d.sources, y.src)
	d.sayingAt = append(d.sayingAt, [2]int{min(y.src[0], y.cue), max(y.from, y.cueEnd+2)})
	if y.put { // what follows dates what happened
		d.sayingAt[len(d.sayingAt)-1] = y.src
	} else if y.to <= y.cue {
		d.sayingAt[len(d.sayingAt)-1] = [2]int{min(y.src[0], y.cue), 1 << 30}
	}
	pg.note(d, y.rule, span)
	switch y.class {
	case "deny":
		d.denied = true
	case "claim":
		d.hedges = append(d.hedges, recount.Hedge{Class: "claimed", Span: span})
	case "accuse":
		d.hedges = append(d.hedges, recount.Hedge{Class: "accused", Span: span})
		if y.accused[1] > y.accused[0] {
			d.blamed = append(d.blamed, pg.party(y.accused[0], y.accused[1]))
		}
	case "estimate":
		d.hedges = append(d.hedges, recount.Hedge{Class: "estimated", Span: span})
	case "believe":
		d.hedges = append(d.hedges, recount.Hedge{Class: "believed", Span: span})
	}
}

// house is the voice of the report itself: its outlet, and the agency that its
// dateline names.
func (pg *page) house(r *recount.Report) recount.Attribution {
	v := recount.Voice{Source: r.Source, Kind: recount.Outlet}
	if v.Source == "" {
		v.Source = recount.SourceID(r.ID)
		if u, err := url.Parse(r.URL); err == nil && u.Host != "" {
			v.Source = recount.SourceID(strings.TrimPrefix(u.Host, "www."))
		}
	}
	if s, ok := pg.p.Sources.Source(v.Source); ok {
		v.Kind = s.Kind
	}
	out := recount.Attribution{v}
	for n, x := range pg.d.Sentences {
		if n > 4 {
			break
		}
		for i := int(x.First) + 1; i < int(x.Last) && i < int(x.First)+14; i++ {
			if pg.d.Tokens[i-1].Mark != '(' {
				continue
			}
			if ph := pg.p.Sources.Names.At(&pg.p.Entries[pg.lex[i]], pg.lex[:x.Last], i); ph != nil {
				end := i + len(ph.Words)
				if end+1 < int(x.Last) && pg.d.Tokens[end].Mark == ')' && pg.d.Tokens[end+1].Mark == '-' {
					s, _ := pg.p.Sources.Source(recount.SourceID(ph.Class))
					if s.ID != v.Source {
						out = append(out, recount.Voice{Source: s.ID, Kind: s.Kind, Words: pg.span(i, end).In(pg.d.Raw), Span: pg.span(i, end)})
					}
					return out
				}
			}
		}
	}
	return out
}

// sayings finds the cues of one sentence with their sources, widest first.
func (pg *page) sayings(n int) []saying {
	x := pg.d.Sentences[n]
	s := &sentence{page: pg, n: n, a: int(x.First), b: int(x.Last)}
	var out []saying
	for i := s.a; i < s.b; {
		ph := pg.p.Cues.At(s.entry(i), pg.lex[:s.b], i)
		if ph == nil {
			i++
			continue
		}
		y := saying{cue: i, cueEnd: i + len(ph.Words), class: ph.Class, rule: ph.Rule}
		ok := false
		switch ph.Kind {
		case "according":
			ok = s.according(&y)
		case "citing":
			ok = s.citing(&y)
		case "by":
			ok = s.sourceRight(&y, y.cueEnd)
			y.from, y.to = s.a, y.cue
		case "accused":
			ok = s.accused(&y)
		case "put": // "X put the toll at …"
			if ok = s.sourceLeft(&y, y.cue); ok {
				y.from, y.to, y.put = y.cueEnd, s.clauseEnd(y.cueEnd), true
			}
		default:
			ok = !(y.class == "believe" && s.describes(&y)) && s.says(&y)
		}
		if ok {
			out = append(out, y)
		}
		i = y.cueEnd
	}
	// a cue's content does not reach into what another cue after it says before it
	for a := range out {
		for b := range out {
			if out[b].cue > out[a].cue && out[a].to > out[b].src[0] && out[a].from > out[a].cue && s.newVoice(&out[a], &out[b]) {
				out[a].to = min(out[a].to, out[b].src[0])
			}
		}
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k].to-out[k].from > out[k-1].to-out[k-1].from; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// describes reports whether a cue stands before people as an adjective does:
// "two additional suspected insurgents".
func (s *sentence) describes(y *saying) bool {
	if !s.has(y.cueEnd, lexicon.Person|lexicon.Demonym) && !s.has(y.cueEnd+1, lexicon.Person) {
		return false
	}
	k := y.cue - 1
	return k < s.a || s.d.Tokens[k].Kind == text.Number || len(s.entry(k).Frames) > 0 ||
		s.has(k, lexicon.NumberWord|lexicon.VagueWord|lexicon.Scale|lexicon.Determiner|lexicon.More|lexicon.Other|lexicon.Of|lexicon.And|lexicon.Preposition|lexicon.Adverb|lexicon.Verb)
}

// newVoice reports whether b begins a statement beside a's, not within it:
// "rebels say 40 died; the army says six", "…, while the army says".
func (s *sentence) newVoice(a, b *saying) bool {
	for i := a.cueEnd; i < b.src[0]; i++ {
		if s.mark(i, ';') || s.has(i, lexicon.But) {
			return true
		}
	}
	return false
}

// says reads "X said …", "…, X said" and "…, said X".
func (s *sentence) says(y *saying) bool {
	k, passive := y.cue-1, false
	for s.has(k, lexicon.Adverb|lexicon.Have|lexicon.Be) {
		passive = passive || s.has(k, lexicon.Be)
		k--
	}
	if passive && !s.is(y.cue, lexicon.GerundEnding) {
		return false // "it was reported", "two were reported killed": by nobody named
	}
	end := k + 1
	if s.sourceLeft(y, end) {
		if s.contentAfter(y.cueEnd) {
			y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		} else {
			y.from, y.to = s.a, y.src[0]
		}
		s.toldWhom(y)
		return true
	}
	// "X broadcast the announcement, saying: …": the subject of the clause speaks
	if s.mark(y.cue-1, ',') && s.is(y.cue, lexicon.GerundEnding) && s.clauseOpener(y) {
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	// "…," said the observatory
	if (s.mark(y.cue-1, ',') || s.mark(y.cue-1, '"')) && s.sourceRight(y, y.cueEnd) {
		y.from, y.to = s.a, y.cue
		return true
	}
	return false
}

// clauseOpener reads the first noun phrase of the sentence as the source.
func (s *sentence) clauseOpener(y *saying) bool {
	k := s.a
	for k < y.cue && !s.mark(k, ',') && (s.capital(k) || !s.has(k, lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal)) {
		k++
	}
	return k < y.cue && k > s.a && s.source(y, s.a, k)
}

// contentAfter reports whether something is said after the cue that ends at i.
func (s *sentence) contentAfter(i int) bool {
	for n := 0; n < 4 && s.has(i, lexicon.Adverb|lexicon.Weekday|lexicon.In) && !s.has(i, lexicon.Determiner); n++ {
		i++
	}
	if i >= s.b-1 || s.mark(i, '.') {
		return false
	}
	if s.mark(i, ',') { // "said," ends what was said before, unless the cue opened the sentence
		return false
	}
	// a told cue: what follows may be only the listener
	rest := 0
	for k := i; k < s.b; k++ {
		if s.word(k) || s.digits(k) {
			rest++
		}
	}
	return rest > 3
}

// clauseEnd returns where what is said from i on ends.
func (s *sentence) clauseEnd(i int) int {
	for k := i; k < s.b; k++ {
		if s.mark(k, ';') {
			return k
		}
	}
	return s.b
}

// sourceLeft reads the noun phrase that ends before token end as a source.
func (s *sentence) sourceLeft(y *saying, end int) bool {
	k := end - 1
	if s.mark(k, ',') { // "X, the head of the service, said"
		m := k - 1
		for m > s.a && m > k-24 && !s.mark(m, ',') && !s.mark(m, '"') {
			m--
		}
		if !s.mark(m, ',') {
			return false
		}
		k = m - 1
		for m := k; s.capital(m) || s.hyphen(m); m-- {
			k = m
		}
		if k > end-3 {
			return false
		}
		return s.source(y, k, end-1)
	}
	begin := end
	for k >= s.a && end-k < 18 {
		e := s.entry(k)
		if s.isMark(k) {
			if s.hyphen(k) || s.mark(k, '\'') || s.mark(k, 's') || s.mark(k, '.') && s.d.Tokens[k].Flags&text.Glued != 0 && k+1 < end {
				k--
				continue
			}
			if s.mark(k, ')') {
				for k > s.a && !s.mark(k, '(') {
					k--
				}
				k--
				continue
			}
			break
		}
		if e.Has(lexicon.Relative) { // "an official who declined to be named said"
			k--
			continue
		}
		if e.Has(lexicon.Preposition) && !s.linking(k) || e.Has(lexicon.That|lexicon.But|lexicon.Modal|lexicon.Condition) {
			break
		}
		if (e.Has(lexicon.Verb) || e.Has(lexicon.Be|lexicon.Have)) && !s.capital(k) && !s.relativeBefore(k) && !e.Has(lexicon.Person|lexicon.Thing) {
			break
		}
		if len(e.Frames) > 0 && !s.capital(k) || s.p.Cues.At(e, s.lex[:end], k) != nil && !s.capital(k) {
			break
		}
		begin = k
		k--
	}
	if begin >= end {
		return false
	}
	return s.source(y, begin, end)
}

// linking reports whether preposition k may stand inside a source's name: "for",
// "of", "in", "with".
func (s *sentence) linking(k int) bool {
	if k <= s.a+1 {
		return false
	}
	return (s.has(k, lexicon.In|lexicon.With) || s.is(k, lexicon.For)) && s.word(k-1) && !s.has(k-1, lexicon.Verb)
}

// relativeBefore reports whether a relative clause opens within a few words
// before token k.
func (s *sentence) relativeBefore(k int) bool {
	for m := k; m >= s.a && m > k-6; m-- {
		if s.has(m, lexicon.Relative) {
			return true
		}
		if s.mark(m, ',') {
			return false
		}
	}
	return false
}

// sourceRight reads the noun phrase that begins at token i as a source.
func (s *sentence) sourceRight(y *saying, i int) bool {
	k := i
	for k < s.b && k-i < 16 {
		e := s.entry(k)
		if s.isMark(k) && !s.mark(k, '-') && !s.mark(k, 's') && !s.mark(k, '\'') && !s.mark(k, '.') || s.mark(k, '.') && k+1 >= s.b {
			break
		}
		if k > i && (e.Has(lexicon.Preposition) && !s.linking(k) || (e.Has(lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.That) || len(e.Frames) > 0) && !s.capital(k)) {
			break
		}
		if k > i && (s.digits(k) || e.Has(lexicon.NumberWord|lexicon.Adverb) || s.p.Quantifiers.At(e, s.lex[:s.b], k) != nil && !e.Has(lexicon.Determiner|lexicon.Another)) {
			break
		}
		k++
	}
	if k == i {
		return false
	}
	return s.source(y, i, k)
}

// source says who the noun phrase [i,k) is. It returns false for what cannot speak.
func (s *sentence) source(y *saying, i, k int) bool {
	for i < k && (s.has(i, lexicon.And|lexicon.But) || s.isMark(i)) {
		i++
	}
	for k > i && (s.mark(k-1, ',') || s.mark(k-1, '-')) {
		k--
	}
	if i >= k {
		return false
	}
	y.src = [2]int{i, k}
	v := recount.Voice{Words: s.span(i, k).In(s.d.Raw), Span: s.span(i, k), Verb: y.class}
	if k-i == 1 && s.has(i, lexicon.Pronoun) {
		return s.spokenBefore(y, v)
	}
	known, kind := s.whoSpeaks(i, k)
	if known != nil {
		src, _ := s.p.Sources.Source(recount.SourceID(known.Class))
		v.Source, v.Kind = src.ID, src.Kind
		y.party = src.Party
	} else if kind != "" {
		v.Kind = kind
		if k-i <= 3 && s.has(i, lexicon.Determiner) && !s.indefiniteArticle(i) {
			s.knownBefore(&v, y)
		}
	} else if s.capital(i) || s.has(i, lexicon.Person) || s.has(k-1, lexicon.Person) || s.d.Shout {
		v.Kind = recount.Unnamed
	} else {
		return false
	}
	y.voice = v
	return true
}

// kinds of voices, the most telling first, where a phrase has several
var telling = []recount.SourceKind{recount.Medical, recount.Rescue, recount.Monitor, recount.UN, recount.State, recount.Wire, recount.Party,
	recount.Witness, recount.Official, recount.Outlet, recount.Social, recount.Unnamed}

// whoSpeaks finds a source known by name in [i,k), and the kind that its words tell.
func (s *sentence) whoSpeaks(i, k int) (*lexicon.Phrase, recount.SourceKind) {
	var known *lexicon.Phrase
	kinds := map[recount.SourceKind]bool{}
	for t := i; t < k; t++ {
		if ph := s.p.Sources.Names.At(s.entry(t), s.lex[:k], t); ph != nil && (s.capital(t) || s.d.Shout || len(ph.Words) > 1) {
			if known == nil || len(ph.Words) > len(known.Words) {
				known = ph
			}
			t += len(ph.Words) - 1
			continue
		}
		if kind, ok := s.p.Voices[strings.ToLower(s.d.Word(t))]; ok {
			kinds[kind] = true
		} else if s.lex[t] != 0 {
			if kind, ok := s.p.Voices[s.entry(t).Form]; ok {
				kinds[kind] = true
			}
		}
	}
	for _, kind := range telling {
		if kinds[kind] {
			return known, kind
		}
	}
	return known, ""
}

// spokenBefore gives a pronoun the last source that spoke before the sentence.
func (s *sentence) spokenBefore(y *saying, v recount.Voice) bool {
	for n := s.n - 1; n >= 0 && n >= s.n-4; n-- {
		list := s.page.sayings(n)
		for i := len(list) - 1; i >= 0; i-- {
			if !list[i].again || i == 0 {
				y.voice, y.party = list[i].voice, list[i].party
				y.voice.Verb, y.again = v.Verb, true
				return true
			}
		}
		x := s.d.Sentences[n]
		p := &sentence{page: s.page, n: n, a: int(x.First), b: int(x.Last)}
		for t := p.a; t < p.b && t < p.a+10; t++ { // "The rescue service gave the figures."
			if p.has(t, lexicon.Verb) || t+1 == p.b {
				if p.source(y, p.a, t) {
					y.voice.Verb, y.again = v.Verb, true
					y.src = [2]int{s.a, s.a + 1}
					return true
				}
				break
			}
		}
	}
	return false
}

// knownBefore gives "the monitor" the name of the monitor last spoken of.
func (s *sentence) knownBefore(v *recount.Voice, y *saying) {
	for n := s.n - 1; n >= 0 && n >= s.n-6; n-- {
		x := s.d.Sentences[n]
		for i := int(x.Last) - 1; i >= int(x.First); i-- {
			ph := s.p.Sources.Names.At(&s.p.Entries[s.lex[i]], s.lex[:x.Last], i)
			if ph == nil {
				continue
			}
			if src, _ := s.p.Sources.Source(recount.SourceID(ph.Class)); src.Kind == v.Kind {
				v.Source, y.party = src.ID, src.Party
				return
			}
		}
	}
}

// according reads "according to X, …" and "…, according to X".
func (s *sentence) according(y *saying) bool {
	if !s.sourceRight(y, y.cueEnd) {
		return false
	}
	if y.cue <= s.a+1 || s.mark(y.cue-1, ';') {
		y.from, y.to = y.src[1], s.clauseEnd(y.src[1])
	} else {
		y.from, y.to = s.a, y.cue
		for k := y.cue - 1; k > s.a; k-- {
			if s.mark(k, ';') {
				y.from = k
				break
			}
		}
	}
	return true
}

// citing reads "X, citing Y, reported …" and "X quoted Y as saying …".
func (s *sentence) citing(y *saying) bool {
	outer := *y
	k := y.cue
	if s.mark(k-1, ',') {
		k--
	}
	heard := s.sourceLeft(&outer, k)
	if !s.sourceRight(y, y.cueEnd) {
		return false
	}
	if heard {
		o := outer.voice
		y.outer = &o
	}
	y.class, y.voice.Verb = "say", "say"
	y.from, y.to = y.src[1], s.b
	if !heard || y.src[1] >= s.b-2 {
		y.from, y.to = s.a, y.cue
	}
	return true
}

// toldWhom reads who was told: "a nurse told AFP".
func (s *sentence) toldWhom(y *saying) {
	var o saying
	o.class = "report"
	if !s.has(y.cueEnd, lexicon.That|lexicon.Determiner) && s.sourceRight(&o, y.cueEnd) && o.voice.Source != "" &&
		(o.voice.Kind == recount.Wire || o.voice.Kind == recount.Outlet || o.voice.Kind == recount.State) {
		v := o.voice
		y.outer = &v
		if s.contentAfter(o.src[1]) {
			y.from, y.to = o.src[1], s.clauseEnd(o.src[1])
		} else {
			y.from, y.to = s.a, y.src[0]
		}
	}
}

// accused reads "X accused Y of …" and "X blamed Y for …".
func (s *sentence) accused(y *saying) bool {
	k := y.cue - 1
	for s.has(k, lexicon.Adverb|lexicon.Have) {
		k--
	}
	if !s.sourceLeft(y, k+1) {
		return false
	}
	e := y.cueEnd
	for e < s.b && e < y.cueEnd+8 && !s.has(e, lexicon.Of) && !s.is(e, lexicon.For) {
		e++
	}
	y.accused = [2]int{y.cueEnd, e}
	y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
	return true
}

// party says whom the words [i,k) name, if they name a party.
func (pg *page) party(i, k int) recount.Mention {
	m := recount.Mention{Words: pg.span(i, k).In(pg.d.Raw), Span: pg.span(i, k)}
	best := 0
	for t := i; t < k; t++ {
		if ph := pg.p.Sources.Parties.At(&pg.p.Entries[pg.lex[t]], pg.lex[:k], t); ph != nil && len(ph.Words) > best {
			best, m.Party = len(ph.Words), recount.PartyID(ph.Class)
		}
	}
	return m
}
