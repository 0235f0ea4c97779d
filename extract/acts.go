package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// acts drafts what the sentence says happened other than harm to people, by
// the pack's patterns.
func (s *sentence) acts() {
	from := len(s.out)
	for i := s.a; i < s.b; i++ {
		for _, n := range s.entry(i).Acts {
			a := &s.p.Acts[n]
			m, ok := s.match(a.Elements, i, match{})
			if !ok || s.told(a.What, from, i, m.end) || s.elsewhere(a.Unless) {
				continue
			}
			d := draft{what: a.What, rule: a.Rule, path: "pattern", sent: s.n, trigger: i, q: s.noFigure(), parent: -1, repeats: -1, low: a.Low}
			d.unit = unit{s: i, e: m.end, head: i, count: count{s: i, e: i}}
			if a.Left {
				if s.countLeft(&d, a, i); a.People && !d.unit.hasQ {
					continue // "the clouds have left the area"
				}
			} else if m.found {
				d.q, d.unit.hasQ, d.unit.count = m.count.q, true, m.count
			}
			if a.Both {
				d.q = recount.Quantity{Low: 2, High: 2, Point: 2, Qualifier: recount.Exact, Row: "both"}
			}
			if a.Unit != "" && d.unit.hasQ {
				d.q.Unit = a.Unit
			}
			if f := a.What.Family(); f == recount.Notice || f == recount.Ground {
				s.label(&d, i)
			}
			s.moodOfAct(&d, i)
			s.aim(&d, m.end)
			s.agents(&d, i)
			s.out = append(s.out, d)
			if a.Add != "" {
				d.what, d.q, d.unit.hasQ = a.Add, s.noFigure(), false
				s.out = append(s.out, d)
			}
		}
	}
}

// elsewhere reports whether one of the phrases stands in the sentence.
func (s *sentence) elsewhere(phrases [][]int32) bool {
	if len(phrases) == 0 {
		return false
	}
	for i := s.a; i < s.b; i++ {
		if s.next(i, s.b, phrases) && !s.inName(i) && !s.inName(i+1) { // "the Prisoners' Club" is no club that plays
			return true
		}
	}
	return false
}

// noFigure is the quantity of what is said without a number.
func (pg *page) noFigure() recount.Quantity { return pg.p.Bounds["unknown"].Of(0) }

// told reports whether the sentence has said this already, in words that
// overlap tokens [i,end) or for what is said once a sentence.
func (s *sentence) told(what recount.What, from, i, end int) bool {
	for k := from; k < len(s.out); k++ {
		o := &s.out[k]
		if o.path != "pattern" {
			continue
		}
		if o.what.Family() == recount.Truce && what.Family() == recount.Truce && o.unit.s <= i && end <= o.unit.e {
			return true
		}
		if what.Family() == recount.Acts && o.what.Family() == recount.Acts && o.unit.s < end && i < o.unit.e {
			return true
		}
		if o.what == what && (what.Family() != recount.Acts || o.unit.s < end && i < o.unit.e) {
			return true
		}
	}
	return false
}

type match struct {
	end   int
	count count
	found bool
}

// match matches a pattern's elements from token i on. Gaps are short and few,
// so that trying them all costs little.
func (s *sentence) match(es []lexicon.Element, i int, m match) (match, bool) {
	if len(es) == 0 {
		m.end = i
		return m, true
	}
	e := es[0]
	switch {
	case e.Gap > 0:
		for k := i; k <= i+e.Gap && k <= s.b; k++ {
			if k > i && (s.mark(k-1, '.') || s.mark(k-1, ';') || s.mark(k-1, ':') || s.mark(k-1, '"') || s.mark(k-1, '(')) {
				return m, false
			}
			if r, ok := s.match(es[1:], k, m); ok {
				return r, true
			}
		}
		return m, false
	case e.Number:
		if c, ok := s.quantity(i); ok && !c.zero && !s.idle(c) {
			n := m
			n.count, n.found = c, true
			if r, ok := s.match(es[1:], c.e, n); ok {
				return r, true
			}
		}
	default:
		for _, w := range e.Words {
			if i+len(w) <= s.b && s.next(i, s.b, [][]int32{w}) {
				if r, ok := s.match(es[1:], i+len(w), m); ok {
					return r, true
				}
			}
		}
	}
	if e.Optional {
		return s.match(es[1:], i, m)
	}
	return m, false
}

// countLeft gives the draft the number that stands before token i, but for
// adjectives: "more than 100 suspected airstrikes", "a 72-hour ceasefire".
func (s *sentence) countLeft(d *draft, a *lexicon.Act, i int) {
	for k := i - 1; k >= s.a && k >= i-9; k-- {
		c, ok := s.quantity(k)
		if !ok || c.zero {
			if s.isMark(k) && !s.mark(k, '-') || s.has(k, lexicon.Verb|lexicon.Preposition|lexicon.Be|lexicon.And) && !s.starts(k) && !(a.People && s.has(k, lexicon.Be|lexicon.Have)) {
				break
			}
			continue
		}
		for back := k - 1; back >= s.a && back >= k-4; back-- { // take in its qualifiers
			if w, ok := s.quantity(back); ok && w.e == c.e {
				c, k = w, back
			}
		}
		if c.e > i || s.d.Tokens[i].Start-s.d.Tokens[c.e-1].End > 40 {
			return
		}
		if a.Unit != recount.Hours {
			if s.idle(c) {
				return
			}
			for m := c.e; m < i; m++ {
				if s.has(m, lexicon.Person) && a.People {
					d.unit.who, d.unit.family = s.entry(m).Who, s.entry(m).Family
					continue
				}
				if a.People && s.has(m, lexicon.Be|lexicon.Have) { // "families are leaving"
					continue
				}
				if s.barrier(m) && !s.mark(m, '-') && len(s.entry(m).Frames) == 0 || s.has(m, lexicon.Person|lexicon.Thing) {
					return
				}
			}
		} else if !s.mark(c.e, '-') {
			return
		}
		d.q, d.unit.hasQ, d.unit.count = c.q, true, c
		if d.unit.family {
			d.q.Unit = recount.Families
		}
		return
	}
	if s.indefiniteArticle(max(s.a, i-1)) && i > s.a || i-2 >= s.a && s.indefiniteArticle(i-2) && !s.isMark(i-1) {
		d.q = recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
	}
}

// starts reports whether a qualifier of a number begins with token k.
func (s *sentence) starts(k int) bool {
	return s.p.Quantifiers.At(s.entry(k), s.lex[:s.b], k) != nil || s.has(k-1, lexicon.More)
}

// moodOfAct says whether an act is asserted: a modal or a governor like
// "threatened to" before it in its clause makes it not actual.
func (s *sentence) moodOfAct(d *draft, i int) {
	for k := i - 1; k >= s.a && k >= i-5; k-- {
		if s.isMark(k) && !s.mark(k, '-') {
			return
		}
		if s.has(k, lexicon.Modal|lexicon.Condition) || s.has(k, lexicon.Irrealis) && !s.has(k, lexicon.To|lexicon.Preposition) && d.what != recount.NoAdvance {
			d.reality, d.why.mood, d.why.moodAt = recount.NotActual, moodUnreal, k
			return
		}
		if (s.has(k, lexicon.Not) || s.p.VerbFirst && s.has(k, lexicon.Without)) && d.what != recount.NoAdvance {
			d.denied, d.why.mood, d.why.moodAt = true, moodDenied, k
			return
		}
	}
}

// aim reads what was hit: the phrase that follows after "on" or "against".
func (s *sentence) aim(d *draft, end int) {
	if f := d.what.Family(); f != recount.Acts && f != recount.Aid {
		return
	}
	for k := end; k < s.b && k < end+3; k++ {
		if !s.is(k, lexicon.Target) {
			continue
		}
		e := k + 1
		for e < s.b && e-k < 10 && (!s.isMark(e) || s.hyphen(e)) && (e == k+1 || len(s.entry(e).Frames) == 0) && (!s.has(e, lexicon.Verb|lexicon.Be|lexicon.And|lexicon.Relative|lexicon.That|lexicon.Have) || s.capital(e)) &&
			(!s.has(e, lexicon.Preposition) || s.has(e, lexicon.Of)) && s.entry(e).Weekday == 0 {
			e++
		}
		if e > k+1 && !s.has(k+1, lexicon.Weekday|lexicon.Month) {
			d.target = s.span(k+1, e)
		}
		return
	}
}

// agents notes the parties that the clause before an act names as its doers:
// "government forces launched 100 airstrikes", "a Russian airstrike".
func (s *sentence) agents(d *draft, i int) {
	if s.p.VerbFirst {
		s.agentBehind(d, i)
		return
	}
	if f := d.what.Family(); f != recount.Acts && f != recount.Aid && d.what != recount.OffensiveLaunched {
		return
	}
	first := i
	for first > s.a && i-first < 22 && !(s.isMark(first-1) && !s.hyphen(first-1) && !s.mark(first-1, 's')) && s.p.Cues.At(s.entry(first-1), s.lex[:s.b], first-1) == nil {
		first--
	}
	for k := first; k < i; k++ {
		ph := s.p.Sources.Parties.At(s.entry(k), s.lex[:i], k)
		if ph == nil || !s.capital(k) && len(ph.Words) < 2 || s.has(k-1, lexicon.In|lexicon.Of|lexicon.To|lexicon.From) {
			continue
		}
		end := k + len(ph.Words)
		does := i-end <= 2
		for v := end; v < i && !does; v++ {
			does = s.has(v, lexicon.Verb) || len(s.entry(v).Acts) > 0
		}
		if does {
			d.blamed = append(d.blamed, recount.Mention{Words: s.span(k, end).In(s.d.Raw), Party: recount.PartyID(ph.Class), Span: s.span(k, end)})
		}
		k = end - 1
	}
}

// agentBehind notes who stands just behind the verb that begins an act: "launched
// the planes", "took the forces of the government three villages".
func (s *sentence) agentBehind(d *draft, i int) {
	if f := d.what.Family(); f != recount.Acts && f != recount.Aid && f != recount.Ground || !s.has(i, lexicon.Verb) || i+1 >= d.unit.e {
		return
	}
	if ph := s.p.Sources.Parties.At(s.entry(i+1), s.lex[:s.b], i+1); ph != nil {
		d.blamed = append(d.blamed, s.party(i+1, i+1+len(ph.Words)))
	} else if s.has(i+1, lexicon.Person) {
		u := unit{head: i + 1}
		d.blamed = append(d.blamed, s.party(i+1, s.tail(&u, i+2)))
	}
}

// label keeps a party's own word for people, as that party's: "terrorist groups".
func (s *sentence) label(d *draft, i int) {
	for k := i; k < s.b && k < i+24; k++ {
		if e := s.entry(k); e.Label {
			end := k + 1
			if s.has(end, lexicon.Thing|lexicon.Group) && s.d.Tokens[end].Kind == text.Word {
				end++
			}
			d.unit.who.Label = s.span(k, end).In(s.d.Raw)
			return
		}
	}
}
