package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// longestTail is how many words may describe a noun that stands before them.
const longestTail = 5

// chunkHeads cuts a sentence of a language that puts the number first, then the
// noun, then what describes it: "three children of the village".
func (s *sentence) chunkHeads() {
	s.u = s.u[:0]
	for i := s.a; i < s.b; {
		if s.bracketed(i) {
			i++
		}
		if s.opensHead(i) {
			if c, ok := s.quantity(i); ok {
				next := s.countedHead(i, c)
				if next == i {
					next = s.uncounted(c)
				}
				i = next
				continue
			}
			if u, ok := s.head(i); ok {
				s.push(u)
				i = u.e
				continue
			}
		}
		i = s.single(i)
	}
}

// opensHead reports whether a phrase may begin with token i.
func (s *sentence) opensHead(i int) bool {
	e := s.entry(i)
	return s.d.Tokens[i].Kind == text.Number || e.Starts != 0 || len(e.Frames) > 0 ||
		e.Has(lexicon.NumberWord|lexicon.Scale|lexicon.VagueWord|lexicon.None|lexicon.Half|lexicon.Both|lexicon.Another|lexicon.Other|lexicon.Person|lexicon.Ordinal)
}

// definite reports whether token i bears its article or its owner.
func (s *sentence) definite(i int) bool {
	return i >= s.a && i < s.b && (s.d.Tokens[i].Flags&text.Definite != 0 || !s.known(i) && s.p.Articled(s.d.Word(i)))
}

// harmed returns the frame by which the noun at token i says what befell people
// whom it counts: "killed (men)", "bodies".
func (s *sentence) harmed(i int) *lexicon.Frame {
	fs := s.entryAt(i).Frames
	for k := range fs {
		if f := &fs[k]; f.Production == "person-noun" && s.allowed(f, i) {
			return f
		}
	}
	return nil
}

// oneOfThing reports whether the word at token i is a noun for no person, which "one" behind
// it describes.
func (s *sentence) oneOfThing(i int) bool {
	if s.entry(max(i, s.a)).Family {
		return s.has(i-1, lexicon.From)
	}
	return s.word(i) && !s.definite(i) && len(s.entry(i).Frames) == 0 && !s.has(i, lexicon.Person|lexicon.Verb|lexicon.Preposition|lexicon.In|lexicon.And|lexicon.Conjunction|lexicon.Adverb|lexicon.Not|lexicon.Includes|lexicon.That)
}

// countedHead puts the unit that number c begins, and returns the token after
// it; i itself if the number counts nothing.
func (s *sentence) countedHead(i int, c count) int {
	if s.idle(c) || s.p.VerbFirst && c.plain && s.has(c.s-1, lexicon.Year|lexicon.Month) && !s.has(c.e, lexicon.Person) && s.harmed(c.e) == nil { // "in April 15"; but "in April 15 dead"
		return i
	}
	if s.p.VerbFirst && c.plain && c.q.Low == 1 && !s.digits(c.num) && s.oneOfThing(c.s-1) { // "of one family"
		return i
	}
	u := unit{s: i, count: c, hasQ: true, head: -1}
	k := c.e
	of := s.has(k-1, lexicon.Of)
	if !of && s.has(k, lexicon.Of) && (s.has(k+1, lexicon.Person|lexicon.Them) || s.harmed(k+1) != nil || c.q.Qualifier == recount.Vague) {
		k, of = k+1, true
	}
	for s.mark(k, '"') || s.mark(k, '\'') {
		k, u.quoted = k+1, true
	}
	switch e := s.entryAt(k); {
	case e.Has(lexicon.Them) && e.Has(lexicon.Includes) && k == c.e && !s.countFollows(k+1): // "30 of them"
		u.kind, u.head, u.ofThem = bare, k, true
		k++
	case s.frame(k, "person-noun") != nil && (s.harmed(k) != nil || e.Has(lexicon.Person)):
		if u.kind, u.event, u.head = happened, s.harmed(k), k; u.event == nil {
			u.event = s.frame(k, "person-noun")
		}
		k = s.tail(&u, k+1)
		for of && s.definite(u.head) && s.has(k, lexicon.NumberWord) && s.definite(k) { // "two of the seventeen wounded"
			k++
		}
	case e.Has(lexicon.Them):
		u.kind, u.head, u.ofThem = bare, k, true
		k++
	case e.Has(lexicon.Person) && !e.Has(lexicon.Thing) && (len(e.Frames) == 0 || of):
		u.kind, u.head = people, k
		k = s.tail(&u, k+1)
	case e.Has(lexicon.Year) && s.besideTime(c):
		u.kind, k = bare, c.e
	case e.Has(lexicon.Thing | lexicon.Year), !e.Has(lexicon.By|lexicon.Preposition) && s.p.Weapons.At(e, s.lex[:s.b], k).Names(), len(e.Acts) > 0 && len(e.Frames) == 0:
		u.kind, u.thing, u.head = thing, true, k
		k++
	case k < s.b && !s.known(k) && s.word(k) && !s.barrier(k) && (!s.definite(k) || of || c.q.Qualifier == recount.Vague):
		u.kind, u.head = thing, k
		k++
	default:
		if u.kind, k = bare, c.e; c.q.Qualifier == recount.Vague && s.definite(c.e-1) { // "the dozens": people
			u.kind = people
		}
	}
	for u.quoted && (s.mark(k, '"') || s.mark(k, '\'')) {
		k++
	}
	if u.kind == bare && s.has(c.e-1, lexicon.Other) && c.e-1 > c.num { // "seven others"
		u.kind, u.head, u.others = people, c.e-1, true
	}
	if o := s.entryAt(k + 1).Who; u.kind == people && u.count.q.Low > 10 && s.has(k, lexicon.And) && s.has(k+1, lexicon.Person) && byAgeOrSex(u.who) && byAgeOrSex(o) && o != u.who { // "24 children and women"
		u.e = k
		s.mix(&u)
		k = u.e
	}
	if s.has(k, lexicon.Other) {
		u.count.adds, u.others = true, true
		if k++; u.kind == bare {
			u.kind, u.head = people, k-1
		}
	}
	if u.head >= 0 && s.has(u.head, lexicon.Other) {
		u.count.adds, u.others = true, true
	}
	k = s.bounded(&u, k)
	u.e = max(k, c.e)
	if u.head >= 0 && s.has(u.head, lexicon.Person) {
		u.family = s.entry(u.head).Family
	}
	if u.kind == people && c.q.Low == 1 && c.q.High == 1 {
		u.one = true
	}
	if c.zero && u.kind != people && u.kind != happened && !s.nobody(c) {
		return i
	}
	s.push(u)
	return u.e
}

// byAgeOrSex reports whether people are told by their age or sex alone, as children and
// women are: two such nouns behind one number share it.
func byAgeOrSex(v recount.Victims) bool {
	return v.Status == "" && v.Role == "" && (v.Age == "child" || v.Sex == "female")
}

// bounded takes in the words after a counted noun that bound its number: "18
// people at the least".
func (s *sentence) bounded(u *unit, k int) int {
	if k >= s.b {
		return k
	}
	ph := s.p.Quantifiers.At(s.entry(k), s.lex[:s.b], k)
	if ph == nil || !ph.Follows() {
		return k
	}
	if u.hasQ && (u.count.q.Row == "exact" || u.count.q.Row == "dual") {
		u.count.q = s.p.Bounds[ph.Class].Of(u.count.q.Low)
		u.count.plain = false
	}
	return k + len(ph.Words)
}

// tail takes in what describes the noun before token k, and says with it who the
// people are. It returns the token after it.
func (s *sentence) tail(u *unit, k int) int {
	first := k
	for n := 0; k < s.b && n < longestTail; n++ {
		e := s.entry(k)
		if s.barrier(k) && !e.Has(lexicon.Person) || s.d.Tokens[k].Kind == text.Number || e.Has(lexicon.NumberWord|lexicon.VagueWord|lexicon.Scale|lexicon.Includes|lexicon.Other|lexicon.Weekday|lexicon.Adverb) ||
			len(e.Frames) > 0 || s.page.time(s, k) != nil || s.p.Quantifiers.At(e, s.lex[:s.b], k) != nil {
			break
		}
		named := s.p.Sources.Parties.At(e, s.lex[:s.b], k)
		switch {
		case named != nil:
			k += len(named.Words)
			continue
		case e.Has(lexicon.Demonym), u.hasQ && e.Has(lexicon.Person) && e.Is(lexicon.PluralForm) && e.Who == (recount.Victims{}) && !s.definite(k) && s.is(u.head, lexicon.PluralForm) && s.entry(u.head).Who != (recount.Victims{}), e.Who != (recount.Victims{}) && (!e.Has(lexicon.Person) || s.agrees(u.head, k)), s.definite(k) && !s.definite(u.head):
			k++
			continue
		}
		break
	}
	if s.has(k, lexicon.Of) && s.has(k+1, lexicon.Person) && s.definite(k+1) && s.has(k+1, lexicon.Plural) && s.entry(k+1).Who != (recount.Victims{}) { // "12 of the civilians"
		k += 2
	}
	s.describeTail(u, first, k)
	return k
}

// agrees reports whether a noun for people at token k has the number of the one at
// token head, as one that describes it has.
func (s *sentence) agrees(head, k int) bool {
	return s.is(head, lexicon.PluralForm|lexicon.Dual) == s.is(k, lexicon.PluralForm|lexicon.Dual)
}

// describeTail fills in who the people of u are: from the noun, and from what
// stands after it in [i,k). What the tail says they do outweighs a noun that
// fits many: "members of the rescue service".
func (s *sentence) describeTail(u *unit, i, k int) {
	e := s.entry(u.head)
	if u.event == nil || e.Has(lexicon.Person) {
		u.who, u.family = e.Who, e.Family
	}
	if e.Label {
		u.who.Label = s.d.Word(u.head)
	}
	for ; i < k; i++ {
		w := s.entry(i).Who
		if w.Role != "" && u.who.Role == "" {
			u.who.Role, u.who.Status = w.Role, w.Status
		}
		u.addTo(w)
	}
}

// head reads a noun for people, or for people of whom it says what befell them,
// that has no number before it.
func (s *sentence) head(i int) (unit, bool) {
	e := s.entry(i)
	u := unit{kind: people, s: i, head: i, def: s.definite(i)}
	if e.Has(lexicon.Ordinal) && len(e.Frames) == 0 && !u.def && i > s.a && len(s.entry(i-1).Frames) > 0 && (i+1 == s.b || s.barrier(i+1)) { // "and wounded a fourth"
		u.kind, u.one, u.hasQ = bare, true, true
		u.count = count{q: recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}, s: i, e: i + 1, num: i, adds: true}
		u.e = i + 1
		return u, true
	}
	if e.Has(lexicon.Another) && i > s.a && s.frame(i-1, "verb-any") != nil { // "and one of them died"
		u.kind, u.one, u.hasQ, u.ofThem, u.e = bare, true, true, true, i+1
		u.count = count{q: recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}, s: i, e: i + 1, num: i}
		return u, true
	}
	if f := s.harmed(i); f != nil && !s.allSorts(i) {
		if !e.Is(lexicon.Dual|lexicon.PluralForm) && s.frame(i, "act-any") != nil { // "the wounding of"
			return u, false
		}
		if u.def && !(s.has(i+1, lexicon.NumberWord) && s.definite(i+1)) || !u.def && !e.Is(lexicon.Dual|lexicon.MaybeDual) && e.Is(lexicon.PluralForm) || e.Is(lexicon.MaybeDual) && !s.two(i+1) && !text.OfTwo(s.d.Word(i)) {
			return u, false
		}
		u.kind, u.event = happened, f
	} else if !e.Has(lexicon.Person) || e.Has(lexicon.Month) && len(s.entryAt(i-1).Frames) == 0 || e.Has(lexicon.Thing) || len(e.Frames) > 0 || e.Has(lexicon.NumberWord) {
		return u, false
	}
	u.quoted = s.mark(i-1, '"')
	u.others = e.Has(lexicon.Other)
	k := s.tail(&u, i+1)
	exact := func(n int, row string) { // which no word of its own says
		u.count = count{q: s.p.Bounds["exact"].Of(n), s: i, e: i, num: i}
		u.count.q.Row = row
	}
	switch {
	case u.def && s.has(k, lexicon.NumberWord) && s.definite(k) && (e.Has(lexicon.Plural) || e.Is(lexicon.PluralForm)): // "the eight dead"
		exact(int(s.entry(k).Value), "exact")
		u.hasQ, u.count.s, u.count.e, u.count.num = true, k, k+1, k
		k++
	case e.Is(lexicon.Dual) && !e.Is(lexicon.PluralForm), e.Is(lexicon.MaybeDual) && (s.two(k) || text.OfTwo(s.d.Word(i))):
		exact(2, "dual")
		if u.hasQ = true; s.two(k) {
			u.count.q.Row, u.count.s, u.count.e, u.count.num = "exact", k, k+1, k
			k++
		}
	case e.Is(lexicon.MaybeDual):
		u.plural = true
		u.count = count{q: s.p.Bounds["dual-or-plural"].Of(0), s: i, e: i + 1, num: i}
	case e.Has(lexicon.Plural) || e.Is(lexicon.PluralForm):
		u.plural = true
		u.count = count{q: s.p.Bounds["bare"].Of(0), s: i, e: i + 1, num: i}
	default:
		exact(1, "one")
		u.one = true
		if u.event != nil {
			u.hasQ = true
		}
		if s.has(k, lexicon.NumberWord) && s.entry(k).Value == 1 && !s.has(k+1, lexicon.NumberWord) { // "one child, one"
			u.hasQ, u.count.s, u.count.e, u.count.num, u.count.q.Row = true, k, k+1, k, "exact"
			k++
		}
	}
	if u.e = s.bounded(&u, k); u.family && u.one {
		if s.word(u.e) && !s.barrier(u.e) && s.has(u.e+1, lexicon.Of) { // "a family made up of five"
			u.e++
		}
		s.familyOf(&u)
	}
	return u, true
}

// allSorts reports whether token i is of a pair that tells what befell all who were
// counted, "fifteen men between dead and wounded", and not another one or two.
func (s *sentence) allSorts(i int) bool {
	if s.has(i-1, lexicon.And) && s.frame(i-2, "person-noun") != nil {
		i -= 2
	}
	return s.has(i-1, lexicon.Between) && !s.definite(i) && s.has(i+1, lexicon.And) && s.frame(i+2, "person-noun") != nil && !s.definite(i+2)
}

// countFollows reports whether a count or people follow at token i.
func (s *sentence) countFollows(i int) bool {
	return s.digits(i) || s.has(i, lexicon.NumberWord|lexicon.VagueWord|lexicon.Scale|lexicon.Person) || i < s.b && s.p.Quantifiers.At(s.entry(i), s.lex[:s.b], i) != nil
}

// two reports whether the word for two stands at token i.
func (s *sentence) two(i int) bool { return s.has(i, lexicon.NumberWord) && s.entry(i).Value == 2 }
