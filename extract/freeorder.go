package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// Languages whose words stand in free order, as a pack says: "погибли двое", "двое
// погибли". Whom a verb happened to stands in its own clause, after it or before it;
// the form of a noun may say that it is nobody to whom anything happened.

// verbFree is verbAny where the order of words is free, for the verbs of units
// [i,last].
func (x finding) verbFree(i, last int) bool {
	k, path := x.eitherSide(i, last)
	if k < 0 {
		return false
	}
	from := len(x.out)
	x.take(path, k, -1)
	if path == "before-verb" && len(x.out) > from { // its list and its parts stand before the verb or behind it
		if x.listLeft(k, path) {
			x.list(from)
		}
		x.partsRight(last, from, path)
	}
	x.mood(x.moodFree(i), from)
	return len(x.out) > from
}

// eitherSide returns the phrase for those to whom the verb of units [i,last]
// happened, and the way to it; -1 if there is none.
func (x finding) eitherSide(i, last int) (int, string) {
	after, before := x.behind(last), x.ahead(i)
	if before >= 0 && before == i-1 && x.u[before].hasQ && after >= 0 && x.ownVerb(after) { // "12 погибли 3 ранены"
		after = -1
	}
	switch {
	case before < 0:
		return after, "verb"
	case after < 0 && !x.f.Passive && !x.u[before].hasQ && !(x.u[before].one && x.is(x.u[i].s, lexicon.PluralForm)): // who did it
		return -1, ""
	case after < 0, x.f.Passive && x.u[before].hasQ && !x.u[after].hasQ:
		return before, "before-verb"
	}
	return after, "verb"
}

// behind returns the phrase for people that follows unit i in its clause, or -1.
func (x finding) behind(i int) int {
	first := -1
	for k := i + 1; k < len(x.u) && k <= i+farthestPhrase && !x.clauseMark(k); k++ {
		switch {
		case !x.suffers(k):
			continue
		case x.u[k].hasQ || x.u[k].one && x.f.Passive:
			if first >= 0 && k == first+1 { // "the mother of two"
				return first
			}
			return k
		case first < 0:
			first = k
		}
	}
	return first
}

// ahead returns the phrase for people that stands before unit i in its clause,
// or -1: "двое погибли", "двое, из них один ребёнок, погибли", "солдат, который погиб".
func (x finding) ahead(i int) int {
	k := i - 1
	for x.uhas(k, lexicon.Adverb|lexicon.Be|lexicon.Have|lexicon.Not) {
		k--
	}
	if x.uhas(k, lexicon.Relative) {
		k--
	}
	if x.umark(k, ',') { // over a clause in between
		m := k - 1
		if !x.uhas(k+1, lexicon.Relative) {
			for m >= 0 && !x.umark(m, ',') && !x.umark(m, '.') {
				m--
			}
			if !x.umark(m, ',') {
				return -1
			}
			m--
		}
		k = m
		if x.suffers(k) {
			return k
		}
	}
	for ; k >= 0 && k >= i-farthestPhrase && !x.clauseMark(k); k-- {
		if !x.suffers(k) || x.claimed(k) && !x.u[k].one {
			continue
		}
		if k > 0 && x.isPhrase(k-1) && x.u[k-1].kind == people && !x.u[k-1].thing && x.suffers(k-1) { // "the mother of two"
			continue
		}
		return k
	}
	return -1
}

// clauseMark reports whether a clause ends at unit k: at a mark, at "and", or at
// another word for what happened to people.
func (x finding) clauseMark(k int) bool {
	u := &x.u[k]
	switch {
	case u.kind == other && x.isMark(u.s):
		return !x.umark(k, '"') && !x.umark(k, '\'') && !x.umark(k, '*') && !(x.umark(k, '-') && x.d.Tokens[u.s].Flags&text.Glued != 0)
	case x.uhas(k, lexicon.And|lexicon.But|lexicon.That|lexicon.Relative|lexicon.Includes|lexicon.Conjunction|lexicon.Condition):
		return true
	}
	return x.harms(k)
}

// suffers reports whether unit k may name those to whom something happened.
func (x finding) suffers(k int) bool {
	if !x.counts(k) {
		return false
	}
	u := &x.u[k]
	if u.kind == thing && !u.hasQ || u.kind == name && u.e-u.s < 2 || !u.hasQ && x.uhas(k-1, lexicon.Ask) { // one word in a capital letter is no person's name
		return false
	}
	if u.head >= 0 && x.is(u.head, lexicon.Oblique) && u.kind == people { // a figure has no case, its noun has
		return false
	}
	m := k - 1
	for m >= 0 && (x.uhas(m, lexicon.Determiner) && !x.uhas(m, lexicon.Preposition) || x.umark(m, '"') || x.u[m].kind == other && !x.isMark(x.u[m].s) && !x.uhas(m, lexicon.Preposition|lexicon.Of|lexicon.Adverb) && x.ends(x.u[m].s, lexicon.Adjective)) {
		m--
	}
	return x.uhas(m, lexicon.Includes) || !x.uhas(m, lexicon.Preposition|lexicon.Of|lexicon.By|lexicon.From)
}

// moodFree looks before the verb of unit i for words that make what it says none
// or not actual; "not" stands just before it.
func (x finding) moodFree(i int) group {
	g := group{start: i, by: -1}
	t := x.u[i].s
	for k := t - 1; k >= x.a && k >= t-12 && !x.isMark(k); k-- {
		e := x.entry(k)
		switch {
		case k >= t-2 && e.Has(lexicon.Not) && (k == t-1 || x.has(t-1, lexicon.Be|lexicon.Have)):
			g.not, g.by = true, k
			return g
		case e.Has(lexicon.Condition), e.Has(lexicon.Irrealis|lexicon.Modal) && x.is(t, lexicon.Imperfect) && k >= t-6:
			g.unreal, g.by = true, k
			return g
		case e.Has(lexicon.That | lexicon.Relative):
			return g
		}
	}
	return g
}

// stated reads a word for people of whom it says what befell them, as it stands
// after a number or before a noun: "12 погибших", "12 погибших шахтёров". It returns
// the token after it, and whether it is the head of the phrase.
func (s *sentence) stated(u *unit, k int) (next int, head, ok bool) {
	f := s.frame(k, "person-noun")
	if f == nil || !s.p.FreeOrder || !s.allowed(f, k) || s.has(k+1, lexicon.Thing) {
		return k, false, false
	}
	noun := func(i int) bool { return s.has(i, lexicon.Person) && s.frame(i, "person-noun") == nil }
	if noun(k+1) || k+2 < s.b && s.is(k+1, lexicon.Adjective) && noun(k+2) {
		u.state = f
		return k + 1, false, true
	}
	u.kind, u.event, u.head = happened, f, k
	return k + 1, true, true
}

// fallenFree: a noun without a number for people of whom it says what befell
// them, where a clause tells who or how many they are: "погибшие — двое мужчин",
// "среди погибших двое детей", "погибших нет", "раненых — 45".
func (x finding) fallenFree(i int) (done, found bool) {
	if !x.p.FreeOrder {
		return false, false
	}
	if x.uhas(i-1, lexicon.Without) || x.uhas(i-1, lexicon.None) && !x.isPhrase(i-1) {
		return true, x.none(i)
	}
	k := i + 1
	for x.uhas(k, lexicon.Be|lexicon.Adverb|lexicon.Verb) && x.u[k].kind == other {
		k++
	}
	for n := 0; x.uhas(k, lexicon.Preposition) && n < 4; n++ { // "среди погибших в Сумах — двое детей"
		m := k + 1
		for m < len(x.u) && m < k+4 && !x.clauseMark(m) {
			m++
		}
		if !x.umark(m, '-') {
			break
		}
		k = m
	}
	among := x.uhas(i-1, lexicon.Includes)
	if x.umark(k, '-') || x.umark(k, ':') {
		for k++; x.describesNext(k); k++ {
		}
	} else if !among && k == i+1 && !x.saysNone(k) && !(x.isPhrase(k) && x.u[k].kind == bare && x.u[k].hasQ && (k+1 == len(x.u) || x.isMark(x.u[k].e))) {
		return false, false
	}
	from := len(x.out)
	switch {
	case x.saysNone(k):
		return true, x.none(i)
	case !x.isPhrase(k) || !x.u[k].hasQ && !x.u[k].one:
		return among, false
	case among:
		x.take("dead-included", k, -1)
		x.parts(from, -1)
	default:
		x.take("colon", k, -1)
	}
	return true, len(x.out) > from
}

// saysNone reports whether unit k says that there is none: "нет".
func (x finding) saysNone(k int) bool { return x.uhas(k, lexicon.None) && !x.isPhrase(k) }

// reached makes the figure that a toll has come to exact, "до 15" after "с 12", where
// the same words bound other numbers.
func (x finding) reached(k int) {
	if c := &x.u[k].count; c.q.Row == "up-to" {
		c.q = x.p.Bounds["exact"].Of(c.q.Stated)
	}
}

// tollBefore: the figure stands before the word for the toll: "до 15 выросло число
// погибших".
func (x finding) tollBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4 && !x.clauseMark(k); k-- {
		if x.isPhrase(k) && x.u[k].hasQ && x.u[k].kind != thing {
			x.reached(k)
			from := len(x.out)
			x.take("toll", k, -1)
			if len(x.out) > from {
				x.out[from].total = true
			}
			return len(x.out) > from
		}
	}
	return false
}

// retold returns those who in a later sentence of the paragraph say what stands
// before: "Об этом сообщил губернатор."
func (pg *page) retold(sent int) []saying {
	if !pg.p.FreeOrder && !pg.p.VerbFirst && !pg.p.NounFirst {
		return nil
	}
	if pg.p.VerbFirst && !pg.maySign(sent) {
		return nil
	}
	for n := sent + 1; n < len(pg.d.Sentences) && n <= sent+3 && pg.d.Sentences[n].Paragraph == pg.d.Sentences[sent].Paragraph; n++ {
		list := pg.saidIn(n)
		for _, y := range list {
			if y.retells {
				y.from, y.to = int(pg.d.Sentences[sent].First), y.cue
				return []saying{y}
			}
		}
		if len(list) > 0 {
			return nil
		}
	}
	return nil
}

// maySign reports whether one of the few sentences behind sent ends as who signs it would
// stand: behind a dash or a bar, or in brackets.
func (pg *page) maySign(sent int) bool {
	for n := sent + 1; n < len(pg.d.Sentences) && n <= sent+3 && pg.d.Sentences[n].Paragraph == pg.d.Sentences[sent].Paragraph; n++ {
		x := pg.d.Sentences[n]
		for k := max(x.First, x.Last-10); k < x.Last; k++ {
			if m := pg.d.Tokens[k].Mark; m == ')' || m == '-' || m == '|' {
				return true
			}
		}
	}
	return false
}

// sourceAhead reads who speaks after the cue, perhaps in quotation marks or behind a
// preposition: "сообщает «Интерфакс»", "сообщили в полиции".
func (s *sentence) sourceAhead(y *saying) bool {
	i := y.cueEnd
	if s.has(i, lexicon.Preposition) {
		i++
	}
	if s.mark(i, '"') {
		i++
	}
	return s.sourceRight(y, i)
}

// compounds reports whether a noun for people may follow the word at token k as the
// head of one phrase: where the order of words is free, only behind an adjective, for
// behind a noun it stands in the genitive, "мать двоих детей".
func (s *sentence) compounds(k int) bool {
	return !s.p.FreeOrder || s.is(k, lexicon.Adjective) || s.has(k, lexicon.Demonym)
}

// describesNext reports whether unit k only describes the phrase that follows:
// "семирічний хлопчик", "7-летний мальчик".
func (x finding) describesNext(k int) bool {
	if k < 0 || k+1 >= len(x.u) || x.u[k].kind != other {
		return false
	}
	t := x.u[k].s
	if x.digits(t) {
		return x.umark(k+1, '-') && x.d.Tokens[t+1].Flags&text.Glued != 0
	}
	return x.mark(t, '-') && x.u[k].e > t+1 || !x.isMark(t) && x.ends(t, lexicon.Adjective)
}

// signed reads who speaks where a line only names him at its end or its head: "… —
// ОВА", "… (омбудсмен)", "Оперативне командування «Південь»: …".
func (s *sentence) signed(y *saying) bool {
	y.class, y.rule = "say", s.labelRule
	e := s.b
	for e > s.a && (s.mark(e-1, '.') || s.mark(e-1, '!')) {
		e--
	}
	for c := e - 2; c > s.a+1 && c >= e-6; c-- {
		from, to := c+1, e
		switch {
		case s.mark(c, '(') && s.mark(e-1, ')'):
			to--
		case !s.mark(c, '-') || s.hyphen(c):
			continue
		}
		_, kind := s.whoSpeaks(from, to)
		named := to-from == 1 && s.capital(from) && !s.known(from)
		told := s.digits(c-1) || s.has(c-1, lexicon.NumberWord|lexicon.Includes) || s.frame(c-1, "person-noun") != nil // who they were: "шестеро — медики"
		if kind == "" && !named || s.mark(c-1, ',') || s.has(from, lexicon.Person) && (kind != recount.Official || told && s.has(from, lexicon.Plural)) {
			return false
		}
		y.cue, y.cueEnd, y.from, y.to = c, c+1, s.a, c
		return s.source(y, from, to)
	}
	for c := s.a + 2; c+1 < s.b && c < s.a+9; c++ {
		if s.has(c, lexicon.Verb|lexicon.Preposition) || len(s.entry(c).Frames) > 0 || s.digits(c) {
			return false
		}
		if s.mark(c, ':') && s.mark(c-1, '"') {
			if _, kind := s.whoSpeaks(s.a, c); kind == "" {
				return false
			}
			y.cue, y.cueEnd, y.from, y.to = c, c+1, c+1, s.b
			return s.source(y, s.a, c)
		}
	}
	return false
}

// toldTo reads on behind an outlet that was only told: "рассказали «Медузе» в полиции".
func (s *sentence) toldTo(y *saying) {
	e := y.src[1]
	for s.mark(e, '"') {
		e++
	}
	o := *y
	if k := y.voice.Kind; (k == recount.Outlet || k == recount.Wire || k == recount.State) && s.has(e, lexicon.In) && s.sourceRight(&o, e+1) && o.voice.Kind != recount.Unnamed && o.voice.Kind != recount.Social {
		heard := y.voice
		*y = o
		y.outer = &heard
	}
}

// genitive makes the phrase at unit k, of whom something happened, one person where
// its form is that of several only in another case: "гибель женщины".
func (x finding) genitive(k int) {
	u := &x.u[k]
	if x.p.FreeOrder && u.kind == people && u.plural && !u.hasQ && x.is(u.head, lexicon.EitherNumber) {
		u.plural, u.one = false, true
		u.count.q = x.p.Bounds["exact"].Of(1)
		u.count.q.Row = "one"
	}
}
