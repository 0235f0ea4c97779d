package extract

import (
	"cmp"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// kind is what a unit is.
type kind uint8

const (
	other    kind = iota // a word or mark by itself
	people               // a noun phrase for people
	bare                 // a number by itself
	thing                // a noun phrase for something else, or unknown, with a number
	name                 // a proper name
	trigger              // a word that says what happened
	happened             // a counted noun for what happened: "17 deaths"
)

// A unit is a phrase of the sentence: tokens [s,e).
type unit struct {
	kind   kind
	s, e   int
	head   int // token of the head noun
	count  count
	hasQ   bool
	one    bool           // one person, said or named
	plural bool           // people without a number: "civilians"
	def    bool           // "the soldiers", "the 12 dead"
	thing  bool           // counts no one: "12 days", "12 police cars"
	poss   bool           // followed by 's
	ofThem bool           // "six of them"
	state  *lexicon.Frame // what is said of them before the noun: "12 wounded soldiers"
	event  *lexicon.Frame // of a happened
	suffer bool           // of a happened: its noun is a word for people, "12 blessés"
	who    recount.Victims
	family bool
	quoted bool   // the noun stands in quotation marks
	others bool   // "others": than those spoken of, who may have suffered something else
	sex    string // of "he" or "she", which names no category of people
	age    int    // in years, where an age is told: of two ages, two people
}

func (s *sentence) frame(i int, productions ...string) *lexicon.Frame {
	if i < s.a || i >= s.b {
		return nil
	}
	fs := s.entry(i).Frames
	for k := range fs {
		for _, p := range productions {
			if fs[k].Production == p {
				return &fs[k]
			}
		}
	}
	return nil
}

// barrier reports whether token i cannot stand inside a noun phrase.
func (s *sentence) barrier(i int) bool {
	t := s.d.Tokens[i]
	if t.Kind == text.Mark {
		switch t.Mark {
		case '"', '\'':
			return false
		case '-':
			return t.Flags&text.Glued == 0
		}
		return true
	}
	e := s.entry(i)
	if e.Has(lexicon.Person | lexicon.Thing) {
		return e.Has(lexicon.Be | lexicon.Have | lexicon.Modal)
	}
	return e.Has(lexicon.Preposition|lexicon.Of|lexicon.And|lexicon.Or|lexicon.But|lexicon.Relative|lexicon.That|lexicon.Be|lexicon.Have|
		lexicon.Modal|lexicon.Verb|lexicon.Includes|lexicon.Pronoun|lexicon.Not|lexicon.None|lexicon.Month|lexicon.To) || len(e.Frames) > 0
}

// chunk cuts the sentence into units.
func (s *sentence) chunk() {
	s.u = s.u[:0]
	for i := s.a; i < s.b; {
		if !s.opens(i) {
			i = s.single(i)
			continue
		}
		if u, ok := s.ofAge(i); ok {
			s.push(u)
			i = u.e
			continue
		}
		if c, ok := s.quantity(i); ok && !s.bracketedAge(c) {
			if next := s.counted(i, c); next > i {
				i = next
				continue
			}
			if !s.is(c.num, lexicon.Article) { // "un quatrième" may be one all the same
				i = s.uncounted(c)
				continue
			}
		}
		if u, ok := s.noun(i); ok {
			if n := len(s.u); n > 0 && s.mark(u.s-1, '"') {
				u.quoted = true
			}
			s.push(u)
			i = u.e
			continue
		}
		i = s.single(i)
	}
}

// single puts a word or mark by itself, and returns the token after it.
func (s *sentence) single(i int) int {
	k := other
	if len(s.entry(i).Frames) > 0 {
		k = trigger
	}
	e := s.past(i)
	s.push(unit{kind: k, s: i, e: e, head: i})
	return e
}

// opens reports whether a phrase may begin with token i; most tokens begin none.
func (s *sentence) opens(i int) bool {
	if t := &s.d.Tokens[i]; t.Kind == text.Number || t.Flags&text.Capital != 0 || s.d.Shout {
		return true
	}
	e := s.entry(i)
	return e.Starts != 0 || e.Has(lexicon.NumberWord|lexicon.Scale|lexicon.VagueWord|lexicon.Determiner|lexicon.None|lexicon.Half|lexicon.Both|
		lexicon.Another|lexicon.Other|lexicon.Person|lexicon.Title) || e.Is(lexicon.Article)
}

// bracketedAge reports whether a number is the age of the one it follows: "his
// wife (30)".
func (s *sentence) bracketedAge(c count) bool {
	if n := len(s.u); n >= 2 && s.mark(c.s-1, '(') && s.mark(c.e, ')') && c.plain && c.q.Low < 110 {
		u := &s.u[n-2]
		return u.kind == people && u.one && !u.hasQ || u.kind == name && !s.listed(n-2)
	}
	return s.namedAge(c) || s.theirAges(c)
}

// theirAges reports whether a number is one of the ages of the people counted
// just before, one for each: "two brothers, 17 and 19,".
func (s *sentence) theirAges(c count) bool {
	if !c.plain || !s.digits(c.s) || c.q.Low >= 110 {
		return false
	}
	n, k := 1, len(s.u)-1
	for ; k >= 0 && !s.isPhrase(k); k-- {
		switch {
		case s.digits(s.u[k].s) && s.u[k].kind == other:
			n++
		case !s.umark(k, ',') && !s.uhas(k, lexicon.And):
			return false
		}
	}
	if k < 0 || s.u[k].kind != people || !s.u[k].hasQ || s.u[k].count.q.Low < 2 || !s.umark(k+1, ',') {
		return false
	}
	e := c.e
	for ; e < s.b && (s.mark(e, ',') && s.digits(e+1) || s.has(e, lexicon.And) && s.digits(e+1)); e += 2 {
		n++
	}
	return n == s.u[k].count.q.Low && !s.has(e, lexicon.Person|lexicon.Other) && len(s.entryAt(e).Frames) == 0
}

// namedAge reports whether a number is the age of those just named: "A. B., 26,
// and C. D. Jr. 26, were hurt", "A. B. and C. D., both 16, were".
func (s *sentence) namedAge(c count) bool {
	k := len(s.u) - 1
	if !c.plain || !s.digits(c.e-1) || c.q.Low >= 110 || c.e < s.b && !s.mark(c.e, ',') {
		return false
	}
	for s.uhas(k, lexicon.Both) {
		k--
	}
	if s.umark(k, '.') {
		k--
	}
	if s.umark(k, ',') {
		k--
	}
	return k > 0 && s.u[k].kind == name && !s.listed(k) && !s.uhas(k-1, lexicon.Preposition|lexicon.Of)
}

// listed reports whether name k is of a list of places: "in A (21), B (8)".
func (s *sentence) listed(k int) bool {
	for k--; k >= 0; k-- {
		u := &s.u[k]
		if u.kind == bare || u.kind == name || u.kind == other && s.capital(u.s) || s.umark(k, '(') || s.umark(k, ')') || s.umark(k, ',') || s.uhas(k, lexicon.And) {
			continue
		}
		return s.uhas(k, lexicon.Preposition) || s.umark(k, ':')
	}
	return false
}

func (s *sentence) push(u unit) {
	if u.e < s.b && s.mark(u.e, 's') {
		u.poss = true
	}
	s.u = append(s.u, u)
}

// aged reads an age that stands for the one who has it, "17-year-old", "17 year
// old": the token after it and the years, 0 years for a child of months.
func (s *sentence) aged(i int) (end, years int) {
	if s.d.Tokens[i].Kind != text.Number && !s.has(i, lexicon.NumberWord) {
		return 0, 0
	}
	v, bound, _, k, ok := s.number(i)
	if !ok || bound != nil || v > 120 {
		return 0, 0
	}
	if s.mark(k, '-') {
		k++
	}
	if !s.has(k, lexicon.Year) {
		return 0, 0
	}
	years = int(v)
	if u := s.page.time(s, k); u != nil && s.p.Times.Fact(u).Days < 365 {
		years = 0
	}
	if k++; s.mark(k, '-') {
		k++
	}
	if !s.has(k, lexicon.Aged) {
		return 0, 0
	}
	return k + 1, years
}

// ofAge reads one person told by an age: "a 3-year-old", "24-year-old A. B.",
// "the 17 year old male resident".
func (s *sentence) ofAge(i int) (unit, bool) {
	k, def := i, false
	if s.has(i, lexicon.Determiner) && !s.has(i, lexicon.More|lexicon.Other) && i+1 < s.b {
		k, def = i+1, !s.indefiniteArticle(i)
	}
	e, years := s.aged(k)
	if e == 0 || s.mark(e, '-') {
		return unit{}, false
	}
	u := unit{kind: people, s: i, e: e, head: e - 1, one: true, def: def, age: years,
		count: count{q: recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}, s: i, e: k + 1, num: k}}
	for n := e; n < s.b && n < e+4; n++ {
		if s.has(n, lexicon.Person) && !s.has(n, lexicon.Thing) {
			u.head = n
			u.e = n + 1
			continue
		}
		if s.capital(n) && !s.known(n) && n == u.e { // a name, or where the person is from
			o := s.properName(n)
			if u.head = o.head; !s.has(o.e, lexicon.Person) {
				u.e = o.e
				break
			}
			n, u.e = o.e-1, o.e
			continue
		}
		if s.barrier(n) || s.capital(n) {
			break
		}
	}
	if s.has(u.head, lexicon.Plural) {
		return unit{}, false
	}
	if s.has(u.head, lexicon.Person) {
		s.describe(&u, i)
	}
	if u.who.Age == "" && years < 18 {
		u.who.Age = "child"
	}
	return u, true
}

// uncounted puts the words of a number that counts nothing, and of a compound
// hyphenated to it, as words by themselves.
func (s *sentence) uncounted(c count) int {
	i := c.s
	for i < c.e {
		e := s.past(i)
		s.push(unit{s: i, e: e, head: i})
		i = e
	}
	for i+1 < s.b && s.mark(i, '-') && s.d.Tokens[i].Flags&text.Glued != 0 {
		s.push(unit{s: i, e: i + 2, head: i + 1})
		i += 2
	}
	return i
}

// idle reports whether a number counts nothing.
func (s *sentence) idle(c count) bool { return s.usedAs(c) != "" }

// usedAs says what a number that counts nothing stands for: a year, a day of the
// month, an age, a sum of money, a share, a clock time, a section; "" if it counts.
func (s *sentence) usedAs(c count) string {
	t := s.d.Tokens
	j, last := c.e, c.e-1
	if s.mark(j, '-') && t[j].Flags&text.Glued != 0 { // 10-year-old
		return "a part of a compound word"
	}
	if c.plain && s.has(c.s-1, lexicon.Of) && c.q.Low < 110 && s.has(c.s-2, lexicon.Person) && !s.has(c.s-2, lexicon.Plural) && !s.has(j, lexicon.Person) && !s.entry(c.s-2).Family && s.entry(c.s-2).Who.Role == "" {
		return "an age" // "a boy of 15"
	}
	if c.plain && s.has(j, lexicon.And|lexicon.Or) && (s.digits(j+1) || s.has(j+1, lexicon.NumberWord)) && s.has(j+2, lexicon.Year) {
		return "an age" // "17 and 23 years old"
	}
	if c.plain && s.digits(last) && s.has(j, lexicon.Determiner) && !s.has(j, lexicon.Other) && s.capital(c.s-1) {
		return "a name" // "told Channel 11 its carrier was killed"
	}
	if c.plain && s.digits(last) && s.is(c.s-1, lexicon.Numbered) && (s.d.Tokens[c.s-1].Flags&text.Capital != 0 || s.p.VerbFirst && (s.definite(c.s-1) || !s.has(j, lexicon.Person))) {
		return "a name" // "Brigade 104 fighters"
	}
	if s.digits(last) && c.plain {
		v := t[last].Value
		if v >= 1900 && v <= 2035 && s.width(last) == 4 {
			if s.has(last-1, lexicon.Preposition|lexicon.Month) || s.mark(last-1, ',') || j >= s.b || s.barrier(j) {
				return "a year"
			}
		}
		if s.mark(last-1, '$') || s.mark(last-1, ':') && t[last].Flags&text.Glued != 0 && t[last-1].Flags&text.Glued != 0 || s.mark(last-1, '/') || s.mark(last-1, '#') {
			return "a sum, a time or a number of something"
		}
	}
	if s.isMark(last-1) && strings.ContainsAny(s.d.Word(last-1), "£€") {
		return "a sum of money"
	}
	if s.ages(c.s) {
		return "an age"
	}
	if c.plain && s.mark(last-1, '.') && s.has(last-2, lexicon.Month) && !s.has(j, lexicon.Person) {
		return "a day of the month" // "Jan. 19"
	}
	if c.plain && (s.has(last-1, lexicon.Month) || s.has(last-1, lexicon.Aged)) && !s.has(j, lexicon.Person) {
		return "a day of the month or an age"
	}
	if s.has(c.s-1, lexicon.Aged) && !s.has(c.s-1, lexicon.Includes) {
		return "an age"
	}
	switch {
	case j >= s.b:
	case s.has(j, lexicon.Month) && !s.has(j, lexicon.Modal):
		return "a day of the month"
	case s.mark(j, ':') && j+1 < s.b && t[j+1].Flags&text.Glued != 0:
		return "a time of day"
	case s.mark(j, '%'), s.mark(j, '/'):
		return "a share"
	case s.has(j, lexicon.Year):
		return "a stretch of time or an age"
	}
	return ""
}

// ages reports whether the number at token i is one of several ages: "between
// the ages of 11 and 15", "aged 4 to 9".
func (s *sentence) ages(i int) bool {
	for k := i - 1; k >= s.a && k >= i-5; k-- {
		if s.has(k, lexicon.Aged) {
			return !s.has(k, lexicon.Includes) && k < i-1
		}
		if s.d.Tokens[k].Kind != text.Number && !s.has(k, lexicon.And|lexicon.Of|lexicon.To|lexicon.NumberWord) && !s.mark(k, '-') && !s.mark(k, ',') {
			return false
		}
	}
	return false
}

// counted puts the unit that number c begins, and returns the token after it;
// i itself if the number counts nothing.
func (s *sentence) counted(i int, c count) int {
	if s.idle(c) {
		return i
	}
	u := unit{s: i, count: c, hasQ: true, head: -1, def: s.has(i, lexicon.Determiner) && c.num > i}
	k := s.partitive(&u, c)
	begin := k
	found, k := s.headOf(&u, k)
	if !found {
		k = s.unknownHead(&u, begin, c)
		s.whoTheyWere(&u, begin)
	}
	if c.zero && u.kind != people && u.kind != happened && !s.nobody(c) { // "no names", "no word"
		return i
	}
	if u.kind == thing && s.is(c.num, lexicon.Article) && c.e == c.num+1 && c.num == i { // "un accord" counts no more than "an agreement"
		return i
	}
	u.e = max(k, c.e)
	if u.family = u.family && u.kind == people; u.family && s.is(c.num, lexicon.Article) { // "une famille de sept"
		s.familyOf(&u)
	}
	s.boundedAfter(&u)
	u.others = s.has(u.e-1, lexicon.Other) || u.head >= 0 && s.has(u.head, lexicon.Other)
	for i := c.e; i < u.head; i++ { // "three additional suspects", "eight other people"
		if s.has(i, lexicon.More|lexicon.Other) {
			u.count.adds = true
		}
		u.others = u.others || s.has(i, lexicon.Other)
	}
	if u.kind == people && (s.has(u.e, lexicon.And) || c.zero && s.has(u.e, lexicon.Or)) && s.has(u.e+1, lexicon.Plural) && len(s.entryAt(u.e+2).Frames) == 0 && u.event == nil && !u.thing {
		s.mix(&u) // "24 children and women"
	}
	if u.kind == people && c.q.Low == 1 && c.q.High == 1 {
		u.one = true
		if u.count.plain && s.is(c.num, lexicon.Article) { // "un soldat" is a soldier, "one" being the same word
			u.hasQ, u.count.q.Row, u.def = false, "one", false
		}
	}
	s.push(u)
	return u.e
}

// whoTheyWere reads who the people of a count are from the clause that says it:
// "most of whom were children". The word for them stands at token i.
func (s *sentence) whoTheyWere(u *unit, i int) {
	if !u.ofThem || u.kind != bare || !s.has(i, lexicon.Them) || !s.has(i+1, lexicon.Be) {
		return
	}
	m := i + 2
	if m < s.b && !s.barrier(m) && !s.has(m, lexicon.Person) {
		m++
	}
	if s.has(m, lexicon.Person) && !s.has(m, lexicon.Thing) {
		u.kind, u.who = people, s.entry(m).Who
	}
}

// mix takes "and women" into a counted phrase: what the two kinds of people do
// not share is not stated of all.
func (s *sentence) mix(u *unit) {
	o := s.entry(u.e + 1).Who
	u.head, u.e = u.e+1, u.e+2
	same := func(a *string, b string) {
		if *a != b {
			*a = ""
		}
	}
	same(&u.who.Status, o.Status)
	same(&u.who.Age, o.Age)
	same(&u.who.Sex, o.Sex)
	same(&u.who.Role, o.Role)
}

// nobody reports whether a zero stands for people by itself: "no one", "none".
func (s *sentence) nobody(c count) bool {
	return c.e-c.num > 1 || !s.is(c.num, lexicon.NeedsNoun)
}

// partitive passes over "of the" in "two of the soldiers" and notes "of them".
func (s *sentence) partitive(u *unit, c count) int {
	k := c.e
	of := k
	if !s.has(k, lexicon.Of) {
		if !s.has(k-1, lexicon.Of) {
			return k
		}
		of = k - 1
	}
	n := of + 1
	for s.has(n, lexicon.Determiner) {
		n++
	}
	switch {
	case s.has(n, lexicon.Them):
		u.ofThem = true
		if s.p.FreeOrder { // "двое из них дети"
			return n + 1
		}
		return n
	case s.has(n, lexicon.Person) || len(s.entryAt(n).Frames) > 0 && s.has(n+1, lexicon.Person), s.frame(n, "count-noun", "bodies") != nil:
		return n
	case n+1 < s.b && !s.barrier(n) && s.has(n+1, lexicon.Person), n+2 < s.b && !s.barrier(n) && !s.barrier(n+1) && s.has(n+2, lexicon.Person):
		return n // "one of the targeted commanders"
	case n+1 < s.b && !s.barrier(n) && (c.q.Qualifier == recount.Vague || s.has(c.e-1, lexicon.Scale)):
		return n
	}
	return k
}

func (s *sentence) entryAt(i int) *lexicon.Entry {
	if i < s.a || i >= s.b {
		return &s.p.Entries[0]
	}
	return s.entry(i)
}

// headOf looks for the head noun of a counted phrase from token k on.
func (s *sentence) headOf(u *unit, k int) (bool, int) {
	begin := k
	for limit := k + 7; k < s.b && k < limit; {
		if s.capital(k) && limit < begin+16 {
			limit++
		}
		if s.mark(k, '(') && k > begin {
			m := k
			for m < s.b && m < k+6 && !s.mark(m, ')') {
				m++
			}
			if s.mark(m, ')') && !s.digits(k+1) {
				limit += m - k + 1
				k = m + 1
				continue
			}
		}
		e := s.entry(k)
		if next, head, ok := s.stated(u, k); ok {
			if k = next; head {
				return true, k
			}
			continue
		}
		if len(e.Frames) > 0 {
			if !e.Has(lexicon.Person) || s.p.NounFirst {
				if f := s.counting(k); f != nil {
					u.kind, u.event, u.head, u.suffer = happened, f, k, s.forPeople(k)
					if s.p.NounFirst {
						k = s.adjectives(u, k+1)
						s.describe(u, begin)
						return true, k
					}
					return true, k + 1
				}
				if f := s.frame(k, "lives"); f != nil {
					u.kind, u.event, u.head = happened, f, k
					return true, k + 1
				}
			}
			if f := s.frame(k, "verb-ed", "adjective-dead", "adjective"); f != nil && f.Right == nil && k+1 < s.b &&
				(s.has(k+1, lexicon.Person) || s.frame(k+1, "bodies") != nil) && !s.has(k+1, lexicon.Them) {
				u.state = f
				k++
				continue
			}
		}
		if e.Has(lexicon.Other) && k+2 < s.b && (s.participle(k+1) || !s.barrier(k+1) && s.has(k+2, lexicon.Person) && !s.has(k+1, lexicon.Person)) {
			k++ // "several other suspected insurgents"
			continue
		}
		if e.Has(lexicon.Person) && !e.Has(lexicon.Thing) {
			return true, s.personHead(u, begin, k)
		}
		if s.barrier(k) && !s.participle(k) || e.Has(lexicon.Determiner) && !e.Has(lexicon.Other) && k > begin || s.p.NounFirst && !s.beforeNoun(k) {
			return false, k
		}
		k++
	}
	return false, k
}

// pastVerb reports whether the word at k is a verb in -ed that says no harm.
func (s *sentence) pastVerb(k int) bool {
	return s.has(k, lexicon.Verb) && s.is(k, lexicon.PastEnding) && len(s.entry(k).Frames) == 0
}

// participle reports whether the verb at k only describes the people who
// follow: "twelve identified civilians".
func (s *sentence) participle(k int) bool {
	return s.has(k, lexicon.Verb) && s.is(k, lexicon.PastEnding) && s.has(k+1, lexicon.Person) && !s.has(k+1, lexicon.Them)
}

// personHead makes u a phrase for people whose first noun is at k, taking in
// the nouns that follow it: "Syrian soldiers", "police officers".
func (s *sentence) personHead(u *unit, begin, k int) int {
	u.kind, u.head = people, k
	k = s.past(k)
	if s.p.NounFirst {
		k = s.adjectives(u, k)
		s.describe(u, begin)
		return k
	}
	for k < s.b && s.compounds(u.head) && (s.has(k, lexicon.Person) && !(s.has(k, lexicon.Other) && !s.has(k-1, lexicon.Demonym)) ||
		s.has(u.head, lexicon.Demonym) && !s.known(k) && s.d.Tokens[k].Kind == text.Word && s.d.Tokens[k].Flags&text.Capital == 0) {
		u.head = k
		k++
	}
	if m := s.furtherHead(u.head, k); m > 0 {
		u.head, k = m, m+1
	}
	if s.hyphen(k) && k+1 < s.b { // "soldier-guide"
		k += 2
	}
	if !s.p.FreeOrder && s.has(k, lexicon.Thing) && len(s.entry(k).Frames) == 0 && s.d.Tokens[k].Flags&text.Capital == 0 {
		u.thing, u.head = true, k
		k++
	}
	if f := s.frame(k, "count-noun", "bodies"); f != nil && !u.thing && s.allowed(f, k) {
		u.kind, u.event, u.head = happened, f, k
		k++
	}
	s.describe(u, begin)
	return k
}

// describe fills in who the people of u are, from its head and the words before.
func (s *sentence) describe(u *unit, begin int) {
	e := s.entry(u.head)
	if u.event == nil {
		u.who, u.family = e.Who, e.Family
		if e.Label {
			u.who.Label = s.d.Word(u.head)
		}
	}
	for i := max(begin, s.a); i < u.head; i++ {
		if s.has(i, lexicon.Him) {
			continue // "her child"
		}
		s.describedBy(u, i)
	}
	for i := u.head + 1; s.p.NounFirst && i < u.head+5 && s.describing(i); i++ {
		s.describedBy(u, i)
	}
}

// describedBy adds to who the people of u are what the word at token i says of them.
func (s *sentence) describedBy(u *unit, i int) {
	e, w := s.entry(u.head), s.entry(i).Who
	u.addTo(w)
	if e.Who.Status == "" || w.Status == e.Who.Status {
		u.who.Role = cmp.Or(u.who.Role, w.Role)
	}
}

// addTo adds to who the people of u are the status, the age and the sex of w, where
// they are not said yet.
func (u *unit) addTo(w recount.Victims) {
	u.who.Status, u.who.Age, u.who.Sex = cmp.Or(u.who.Status, w.Status), cmp.Or(u.who.Age, w.Age), cmp.Or(u.who.Sex, w.Sex)
}

// unknownHead closes a counted phrase in which no noun for people was found.
func (s *sentence) unknownHead(u *unit, begin int, c count) int {
	// a number after a capitalised unknown word is a name's: "Brigade 104"
	if u.s == c.s && s.digits(c.e-1) && c.plain && s.capital(u.s-1) && !s.known(u.s-1) && (c.e >= s.b || s.barrier(c.e)) {
		u.thing = true
	}
	k := begin
	for k < s.b && k < begin+7 && !s.barrier(k) && !s.has(k, lexicon.Adverb) && !(k > begin && s.has(k, lexicon.Determiner) && !s.has(k, lexicon.Other)) {
		k++
	}
	if k == begin {
		u.kind = bare
		return max(begin, c.e)
	}
	u.kind, u.head = thing, k-1
	u.thing = strings.ContainsAny(s.d.Word(u.head), "0123456789") // "AK-47s"
	for m := begin; m < k; m++ {
		if s.has(m, lexicon.Thing) {
			u.thing = true
		}
	}
	if !u.thing && !s.known(u.head) && s.ends(u.head, lexicon.PersonEnding) {
		u.kind = people
	}
	return k
}

// noun reads a phrase for people without a number, or a proper name, at token i.
func (s *sentence) noun(i int) (unit, bool) {
	e, t := s.entry(i), s.d.Tokens[i]
	switch {
	case s.capital(i) && t.End-t.Start == 1 && s.mark(i+1, '.') && s.capital(i+2) && s.d.Tokens[i+1].Flags&text.Glued != 0:
		return s.properName(i), true // "A. B. Saleh"
	case e.Has(lexicon.Another) && (i+1 >= s.b || s.has(i+1, lexicon.Be|lexicon.Adverb|lexicon.In) || len(s.entryAt(i+1).Frames) > 0 || s.isMark(i+1)):
		q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
		return unit{kind: bare, s: i, e: i + 1, head: i, hasQ: true, one: true, count: count{q: q, s: i, e: i + 1, num: i, adds: true}}, true
	case s.indefiniteArticle(i) && s.has(i+1, lexicon.Ordinal) && (s.has(i+2, lexicon.Be|lexicon.Have|lexicon.Preposition|lexicon.Conjunction) || len(s.entryAt(i+2).Frames) > 0): // "a third died"
		q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
		return unit{kind: bare, s: i, e: i + 2, head: i + 1, hasQ: true, one: true, count: count{q: q, s: i, e: i + 2, num: i, adds: true}}, true
	case e.Has(lexicon.Determiner):
		if u, ok := s.determined(i); ok {
			return u, true
		}
	}
	if e.Has(lexicon.Person) && !e.Has(lexicon.Be|lexicon.Have) && !(e.Has(lexicon.Title) && s.capital(i+1) && !s.known(i+1)) && len(e.Frames) == 0 {
		if u, ok := s.plain(i); ok {
			return u, true
		}
	}
	if s.capital(i) && (!s.known(i) || e.Has(lexicon.Title)) {
		return s.properName(i), true
	}
	if k := s.shouted(i); k >= i+2 {
		return named(i, k), true
	}
	return unit{}, false
}

// shouted returns the end of the run of words from i on that a text in capitals
// alone writes and the pack does not know: two such words are taken for a name.
func (s *sentence) shouted(i int) int {
	if !s.d.Shout {
		return i
	}
	k := i
	for k < s.b && s.d.Tokens[k].Kind == text.Word {
		single := s.d.Tokens[k].End-s.d.Tokens[k].Start == 1
		if s.known(k) && !(k > i && (s.has(k, lexicon.NameInside) || single)) {
			break
		}
		if !single && k > i && s.ordinary(k) {
			break
		}
		k++
		if single && s.mark(k, '.') {
			k++
		}
	}
	for k > i && (s.known(k-1) || s.mark(k-1, '.')) {
		k--
	}
	if s.ordinary(i) {
		return i
	}
	return k
}

// ordinary reports whether an unknown word ends as words do that are no names.
func (s *sentence) ordinary(k int) bool {
	return s.ends(k, lexicon.CommonEnding)
}

// determined reads "the three wounded soldiers' commander", "a 10-year-old boy".
func (s *sentence) determined(i int) (unit, bool) {
	u := unit{s: i, kind: people, head: -1, def: !s.indefiniteArticle(i)}
	k := i + 1
	for k < s.b && k < i+12 {
		e := s.entry(k)
		if f := s.frame(k, "verb-ed", "adjective-dead"); f != nil && f.Right == nil && (s.has(k+1, lexicon.Person) || k+2 < s.b && !s.barrier(k+1) && s.has(k+2, lexicon.Person)) {
			u.state = f
			k++
			continue
		}
		if s.p.NounFirst && !e.Has(lexicon.Person) && !s.beforeNoun(k) {
			return u, false
		}
		if e.Has(lexicon.Person) && !e.Has(lexicon.Thing) {
			u.head = k
			k = s.past(k)
			if s.p.NounFirst {
				k = s.adjectives(&u, k)
				break
			}
			for s.compounds(u.head) && s.has(k, lexicon.Person) || s.has(u.head, lexicon.Demonym) && k < s.b && !s.known(k) && s.d.Tokens[k].Kind == text.Word && s.d.Tokens[k].Flags&text.Capital == 0 {
				u.head = k
				k++
			}
			if m := s.furtherHead(u.head, k); m > 0 {
				u.head, k = m, m+1
			}
			break
		}
		if s.mark(k, '(') && s.mark(k+2, ')') && s.word(k+1) && k > i+1 { // "a Free Syrian Army (FSA) fighter"
			k += 3
			continue
		}
		if (s.digits(k) || e.Has(lexicon.NumberWord)) && s.mark(k+1, '-') { // a 10-year-old boy, a five-member family
			k += 2
			continue
		}
		if s.has(k, lexicon.Of) && s.capital(k-1) && s.capital(k+1) || k == i+1 && s.pastVerb(k) && k+1 < s.b && !s.barrier(k+1) && !s.has(k+1, lexicon.Determiner) {
			k++ // "an Islamic Front of X fighter", "the targeted leader"
			continue
		}
		if e.Has(lexicon.Determiner) && !e.Has(lexicon.Other) || s.barrier(k) || s.d.Tokens[k].Kind == text.Number || e.Has(lexicon.NumberWord|lexicon.VagueWord|lexicon.Scale) {
			break
		}
		k++
	}
	if u.head < 0 {
		return u, false
	}
	u.e = k
	if !s.p.FreeOrder && s.has(k, lexicon.Thing) && len(s.entry(k).Frames) == 0 {
		u.kind, u.thing, u.e = thing, true, k+1
	}
	if s.frame(k, "toll", "count-noun") != nil {
		return u, false
	}
	s.describe(&u, i)
	s.without(&u)
	if u.one && u.kind == people && !u.thing {
		for s.capital(u.e) && !s.known(u.e) { // "his brother A. B."
			u.e = s.properName(u.e).e
		}
	}
	u.count.adds = s.has(i, lexicon.Another)
	for n := i + 1; n < u.head; n++ { // "an additional suspect"
		u.count.adds = u.count.adds || s.has(n, lexicon.More)
	}
	return u, true
}

// furtherHead returns the noun for people that a people's name only describes,
// "a Taliban improvised explosive device facilitator", or 0 if the name is all.
func (s *sentence) furtherHead(head, k int) int {
	if !s.capital(head) && !s.has(head, lexicon.Demonym) && s.known(head) {
		return 0
	}
	for m := k; m < s.b && m < k+6; m++ {
		if s.mark(m, '(') && s.mark(m+2, ')') && s.word(m+1) { // "Free Syrian Army (FSA) fighters"
			m += 3
		}
		if s.has(m, lexicon.Person) && !s.has(m, lexicon.Thing) {
			for s.has(m+1, lexicon.Person) {
				m++
			}
			return m
		}
		if s.barrier(m) && !s.participle(m) || s.has(m, lexicon.Adverb|lexicon.Determiner) || s.capital(m) && s.has(m, lexicon.Month|lexicon.Weekday) {
			return 0
		}
	}
	return 0
}

func (s *sentence) indefiniteArticle(i int) bool {
	return s.is(i, lexicon.Article)
}

// without gives u the bounds that words without a number allow.
func (s *sentence) without(u *unit) {
	single := s.has(u.head, lexicon.Person) && !s.has(u.head, lexicon.Plural) || !s.known(u.head) && !s.ends(u.head, lexicon.PluralEnding)
	if s.indefiniteArticle(u.s) {
		single = true
	}
	if single {
		u.one = true
		u.count = count{q: recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}, s: u.s, e: u.s + 1, num: u.s}
		if u.family {
			s.familyOf(u)
		}
		return
	}
	u.plural = true
	u.count = count{q: s.p.Bounds["bare"].Of(0), s: u.s, e: u.s + 1, num: u.s}
}

// familyOf reads "a family of seven" and "a five-member family" as people.
func (s *sentence) familyOf(u *unit) {
	if s.has(u.e, lexicon.Of) {
		v, bound, _, k, ok := s.number(u.e + 1)
		if ok && s.has(k, lexicon.Person|lexicon.Plural) && !s.has(k, lexicon.Thing) && s.entry(k).Who == (recount.Victims{}) { // "a family of six members"
			k++
		}
		if ok && bound == nil && (k >= s.b || !s.has(k, lexicon.Person|lexicon.Thing)) {
			u.family, u.hasQ, u.one = false, true, false
			u.count = count{q: s.p.Bounds["exact"].Of(int(v)), s: u.s, e: k, num: u.e + 1}
			u.count.q.Row = "family-of"
			u.e = k
			return
		}
	}
	for i := u.s; i < u.head; i++ {
		if v, bound, _, k, ok := s.number(i); ok && bound == nil && s.mark(k, '-') {
			u.family, u.hasQ, u.one = false, true, false
			u.count = count{q: s.p.Bounds["exact"].Of(int(v)), s: u.s, e: k, num: i}
			u.count.q.Row = "family-of"
			return
		}
	}
}

// plain reads people without a determiner: "civilians", "President X".
func (s *sentence) plain(i int) (unit, bool) {
	u := unit{s: i, kind: people, head: i}
	k := s.past(i)
	for !s.p.NounFirst && s.compounds(u.head) && s.has(k, lexicon.Person) {
		u.head = k
		k++
	}
	if s.p.NounFirst {
		k = s.adjectives(&u, k)
	}
	u.e = k
	if !s.p.FreeOrder && s.has(k, lexicon.Thing) && len(s.entry(k).Frames) == 0 {
		u.kind, u.thing, u.e = thing, true, k+1
	}
	if s.frame(k, "toll", "count-noun") != nil && !s.has(k, lexicon.Person) {
		return u, false
	}
	s.describe(&u, i)
	s.without(&u)
	if u.one {
		for s.capital(k) && !s.known(k) {
			k++
			u.e = k
		}
		if m := s.shouted(k); m > k {
			u.e = m
		}
	}
	return u, true
}

// properName reads a run of capitalised words: one person, if a person.
func (s *sentence) properName(i int) unit {
	t := s.d.Tokens
	k := i + 1
	for k < s.b {
		single := t[k].Kind == text.Word && t[k].End-t[k].Start == 1
		switch {
		case s.capital(k) && (!s.known(k) || s.has(k, lexicon.Title) || single):
			k++
			continue
		case s.mark(k, '.') && s.capital(k+1) && (s.has(k-1, lexicon.Title) || t[k-1].End-t[k-1].Start == 1):
			k++
			continue
		case s.hyphen(k) && s.word(k+1):
			k += 2
			continue
		case s.capital(k) && s.mark(k+1, ',') && s.digits(k+2) && (s.mark(k+3, ',') || s.mark(k+3, '.')) && len(s.entry(k).Frames) == 0 && !s.has(k, lexicon.Month|lexicon.Weekday):
			k++ // "Omar Young, 17, was"
			continue
		case s.has(k, lexicon.NameInside) && (s.capital(k+1) || (s.hyphen(k+1) || s.has(k+1, lexicon.NameInside)) && s.capital(k+2)):
			k++ // "Pedro de la Cruz", "Amina al-Haddad"
			continue
		}
		break
	}
	return named(i, k)
}

// named is the phrase [i,k) that names one person.
func named(i, k int) unit {
	q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "named"}
	return unit{kind: name, s: i, e: k, head: k - 1, one: true, count: count{q: q, s: i, e: k, num: i}}
}
