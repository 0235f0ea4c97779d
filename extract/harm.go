package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// productions are the closed set of ways in which a word that says what
// happened finds to whom. The pack names them; lexicon.Productions lists them.
var productions = map[string]func(finding, int) bool{
	"verb-ed": finding.verbEd, "adjective": finding.adjective, "verb-ing": finding.verbIng, "verb": finding.verb, "verb-intr": finding.verbIntr,
	"adjective-dead": finding.adjectiveDead, "count-noun": finding.countNoun, "act-noun": finding.actNoun, "toll": finding.toll,
	"lives": finding.lives, "bodies": finding.bodies, "wound-noun": finding.suffered, "verb-self": finding.verbSelf,
	"verb-any": finding.verbAny, "act-any": finding.actAny, "person-noun": finding.personNoun, "toll-any": finding.tollAny,
}

// harm drafts the claims of harm that the sentence makes.
func (s *sentence) harm() {
	for i := range s.u {
		u := &s.u[i]
		if u.state != nil && u.state.What != recount.Displaced && u.kind == people && (u.hasQ || u.one) && !u.count.zero {
			x := finding{sentence: s, what: u.state.What, f: u.state, trig: i}
			if d := x.admit("before-noun", i, false); d >= 0 && u.def && u.state.Production == "adjective-dead" {
				s.out[d].reality, s.out[d].why.mood, s.out[d].why.moodAt = recount.Presupposed, moodPresumed, u.s
			}
		}
		if u.kind == happened && u.hasQ && s.before(u.s, u.event.NotLeft) { // "died a thousand deaths"
			continue
		}
		if u.kind == happened && u.hasQ {
			if !u.suffer {
				s.countedNoun(i)
			}
			continue
		}
		if u.kind != trigger {
			if f := s.frame(u.s, "lives"); f != nil && u.kind == other {
				finding{sentence: s, what: f.What, f: f, trig: i}.lives(i)
			}
			continue
		}
		for fs, n := s.entry(u.s).Frames, 0; n < len(fs); n++ {
			f := &fs[n]
			if (finding{sentence: s, what: s.harmOf(f, u.s), f: f, trig: i}).implied(i) {
				break
			}
			if !s.allowed(f, u.s) {
				continue
			}
			if productions[f.Production]((finding{sentence: s, what: s.harmOf(f, u.s), f: f, trig: i}), i) {
				break
			}
		}
	}
	for i := range s.u { // what no other word says happened to them, their own does
		if u := &s.u[i]; u.suffer && !s.before(u.s, u.event.NotLeft) && !s.claimed(i) {
			s.countedNoun(i)
		}
	}
	s.gapped()
}

// gapped drafts the number of a clause that leaves its verb out: "rebels say 40
// died; the army says six".
func (s *sentence) gapped() {
	if s.start == len(s.out) {
		return
	}
	said := s.out[s.start]
	for _, d := range s.out[s.start:] {
		if d.what != said.what {
			return // which of them it is, nobody says
		}
	}
	fs := s.entry(said.trigger).Frames
	n := slices.IndexFunc(fs, func(f lexicon.Frame) bool { return f.Rule == said.rule })
	if n < 0 {
		return
	}
	for k := range s.u {
		u := &s.u[k]
		ends := k+1 == len(s.u) || s.umark(k+1, '.') || s.umark(k+1, ';') || s.umark(k+1, ',')
		if u.s > said.trigger && u.kind == bare && u.hasQ && ends && s.cueBefore(u.s) && !s.claimed(k) {
			s.admit(said.what, &fs[n], "gapped", k, said.trigger, false)
		}
	}
}

// cueBefore reports whether words by which somebody speaks end before token t.
func (s *sentence) cueBefore(t int) bool {
	for k := max(s.a, t-5); k < t; k++ {
		if ph := s.p.Cues.At(s.entry(k), s.lex[:t], k); ph != nil && k+len(ph.Words) == t {
			return true
		}
	}
	return false
}

// implied: a noun that says how many by itself, "a triple murder", or that
// somebody died, "a fatal shooting".
func (x finding) implied(i int) bool {
	t := x.u[i].s
	if p := x.f.Production; p != "act-noun" && p != "verb-ing" || t == x.a || x.uhas(i+1, lexicon.Of) {
		return false
	}
	u := unit{kind: bare, s: t - 1, e: t + 1, head: t, count: count{s: t - 1, e: t, num: t - 1}}
	switch e := x.entry(t - 1); {
	case e.Is(lexicon.Fold):
		u.hasQ, u.count.q = true, x.p.Bounds["exact"].Of(int(e.Value))
	case x.f.Then == recount.Killed && x.before(t, x.f.IfLeft) && !x.isPhrase(i+1):
		u.count.q = x.noFigure()
	default:
		return false
	}
	x.admitUnit("implied", u, false)
	return true
}

// allowed reports whether the words beside token t let frame f apply.
func (s *sentence) allowed(f *lexicon.Frame, t int) bool {
	if f.Right != nil && !s.next(t+1, s.b, f.Right) || s.next(t+1, s.b, f.NotRight) {
		return false
	}
	if f.Later != nil && !s.later(t+1, f.Later) {
		return false
	}
	if f.Left != nil && !s.before(t, f.Left) || s.elsewhere(f.Unless) {
		return false
	}
	return f.NotLeft == nil || !s.before(t, f.NotLeft)
}

// later reports whether one of the runs of words stands in the clause from token t on.
func (s *sentence) later(t int, runs [][]int32) bool {
	for k := t; k < s.b && k < t+16 && !s.mark(k, ';'); k++ {
		if s.next(k, s.b, runs) {
			return true
		}
	}
	return false
}

// harmOf returns the harm that f says at token t, which words beside it may change.
func (s *sentence) harmOf(f *lexicon.Frame, t int) recount.What {
	if f.Then != "" && (s.next(t+1, s.b, f.IfRight) || s.before(t, f.IfLeft)) {
		return f.Then
	}
	return f.What
}

// countedNoun drafts a counted noun: "17 deaths", "19 bodies", "claimed 22 lives".
func (s *sentence) countedNoun(i int) {
	u := &s.u[i]
	x := finding{sentence: s, what: u.event.What, f: u.event, trig: i}
	switch u.event.Production {
	case "person-noun":
		x.counted(i)
	case "lives":
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if s.uhas(k, lexicon.TakeLife|lexicon.Lose) || k == i-1 && s.uhas(k, lexicon.Of) {
				x.admit("lives", i, false)
				return
			}
		}
	default:
		if d := x.admit("counted-noun", i, false); d >= 0 {
			if s.uhas(i+1, lexicon.Of) && u.event.Production == "bodies" {
				return
			}
			x.right(i, "counted-noun", d)
		}
	}
}

// verbEd: passive ("were killed"), active ("killed nine"), reduced ("12 people
// killed", "left 14 injured").
func (x finding) verbEd(i int) bool {
	if k := i - 3; x.uhas(i-1, lexicon.Determiner) && x.uhas(i-2, lexicon.Of) && k >= 0 && x.u[k].kind == bare && x.u[k].hasQ && !x.uhas(k-1, lexicon.In) && x.uhas(i+1, lexicon.Be) {
		who := i + 2
		for n := 0; n < 2 && !x.isPhrase(who) && x.nounWord(who); n++ { // "high school pupils"
			who++
		}
		return x.isPhrase(who) && x.those(k, who, "of-those") // "seven of those killed were students"
	}
	if i == 2 && x.uhas(0, lexicon.Of) && x.uhas(1, lexicon.Determiner) && x.umark(3, ',') && x.isPhrase(4) && x.u[4].hasQ { // "of those killed, two were children"
		from := len(x.out)
		x.from(4, "of-those")
		for k := 6; (x.uhas(k-1, lexicon.And) || x.umark(k-1, ',')) && x.isPhrase(k) && x.u[k].hasQ; k += 2 {
			x.admit("of-those", k, true)
		}
		x.parts(from, -1)
		return true
	}
	both := x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) && x.frame(x.u[i+2].s, "verb-ed") != nil
	if x.uhas(i-1, lexicon.Or) && x.isTrigger(i-2) && x.frame(x.u[i-2].s, "verb-ed") != nil {
		return true // told with the verb before: "killed or wounded"
	}
	if both {
		x.what = recount.Casualties
	}
	g := x.verbGroup(i)
	if (x.uhas(g.start-1, lexicon.And|lexicon.Or) || x.umark(g.start-1, ',')) && !g.aux && x.isTrigger(g.start-2) {
		g2 := x.verbGroup(g.start - 2) // "were shot and killed": one subject
		g.start, g.passive, g.aux, g.unreal, g.not = g2.start, g2.passive, g2.aux, g.unreal || g2.unreal, g.not || g2.not
	} else if k := g.start - 2; x.uhas(g.start-1, lexicon.And) && !g.aux && x.participle(k) && !x.isPhrase(i+1) {
		g2 := x.verbGroup(k) // "was engaged and killed"
		g.start, g.passive, g.aux, g.unreal, g.not = g2.start, g2.passive, g2.aux, g2.unreal, g2.not
	}
	if x.next(x.u[i].s+1, x.b, x.f.Aim) && !x.struck(i, g) {
		return false
	}
	from := len(x.out)
	found := x.verbEdPhrases(i, g)
	x.mood(g, from)
	return found
}

func (x finding) verbEdPhrases(i int, g group) bool {
	from := len(x.out)
	if x.uhas(i+1, lexicon.Himself) { // "killed himself and six others"
		found := x.subject(g, "himself")
		x.right(i+1, "himself", x.firstOf(from))
		return found
	}
	if k := i + 2; x.umark(i+1, ':') && k < len(x.u) && x.u[k].hasQ && (x.u[k].kind == bare || x.u[k].kind == people) {
		return x.admit("colon", k, false) >= 0 // "Killed: 17"
	}
	if g.passive {
		if x.inverted(i, g, "passive") {
			return true
		}
		x.subject(g, "passive")
		x.after(i, x.firstOf(from))
		return true
	}
	i = x.overTime(x.particle(i)+1) - 1
	if x.uhas(i+1, lexicon.Dead) && x.isPhrase(i+2) || x.uhas(i+1, lexicon.To) && x.uhas(i+2, lexicon.Death) && x.isPhrase(i+3) {
		if x.object(i, "active") {
			return true
		}
	}
	if x.uhas(i+1, lexicon.Him) {
		return x.he(i+1, "active")
	}
	if k := i + 1; x.isPhrase(k) || (x.uhas(k, lexicon.Adverb) || x.umark(k, '"')) && x.isPhrase(k+1) || x.marker(k) {
		if !x.isPhrase(k) {
			k++
		}
		headline := x.u[k].kind == name && !g.aux && x.isPhrase(i-1) && x.u[i-1].hasQ
		if !headline && x.object(i, "active") {
			return true
		}
	}
	if x.uhas(i+1, lexicon.Or) && x.isPhrase(i+3) && x.object(i+2, "active") {
		return true
	}
	if k := i + 2; !g.aux && x.uhas(i+1, lexicon.And) {
		for x.uhas(k, lexicon.Adverb) {
			k++
		}
		if x.isTrigger(k) && x.frame(x.u[k].s, "verb-ed") != nil && x.isPhrase(k+1) && !x.verbFollows(k+1) && x.object(k, "active") {
			return true // "a man shot and killed his brother"
		}
	}
	return x.reduced(i, g, from)
}

// particle returns the unit of the one word that goes with the verb of unit i,
// "gunned down two men", or i if none does.
func (x finding) particle(i int) int {
	for _, w := range x.f.Right {
		if len(w) == 1 && i+1 < len(x.u) && x.u[i+1].kind == other && x.next(x.u[i+1].s, x.b, [][]int32{w}) {
			return i + 1
		}
	}
	return i
}

// participle reports whether unit k is another verb in -ed of a passive.
func (x finding) participle(k int) bool {
	if k < 1 || x.u[k].kind != other || !x.uhas(k, lexicon.Verb) && !x.unknownWord(k) {
		return false
	}
	return x.ends(x.u[k].s, lexicon.PastEnding) && x.verbGroup(k).passive
}

// struck reports whether the words after the verb of unit i, which may only aim
// ("shot at a patrol"), tell where or when somebody was hit: "was shot at a
// club", "man shot at park", "shot at 5 p.m.".
func (x finding) struck(i int, g group) bool {
	if g.passive {
		return !x.uhas(i+2, lexicon.By)
	}
	if x.digits(x.u[i].s + 2) {
		return true
	}
	return x.d.Sentences[x.n].Head && !x.isPhrase(i+2) && !x.uhas(i+2, lexicon.Determiner|lexicon.Pronoun) && x.isPhrase(g.start-1) && !x.uhas(i+2, lexicon.Him)
}

// verbSelf: "turned the gun on himself": the first phrase of the clause, or
// the one spoken of before.
func (x finding) verbSelf(i int) bool {
	g := x.verbGroup(i)
	from := len(x.out)
	for k := g.start - 1; k >= 0 && !x.umark(k, ';') && !x.umark(k, '.'); k-- {
		if x.uhas(k, lexicon.He) {
			return x.he(k, "self")
		}
	}
	if k := x.clauseSubject(g.start); k >= 0 && !x.u[k].plural {
		x.admit("self", k, false)
	}
	x.mood(g, from)
	return len(x.out) > from
}

// firstOf returns the first draft since from, or -1.
func (x finding) firstOf(from int) int {
	if from < len(x.out) {
		return from
	}
	return -1
}

// reduced: the phrase stands just before the verb: "20 people killed in raid".
func (x finding) reduced(i int, g group, from int) bool {
	k := g.start - 1
	if x.umark(k, ',') {
		k--
	}
	if x.age(k) && x.umark(k-1, ',') {
		k -= 2
	}
	if k >= 2 && x.u[k].kind == bare && x.umark(k-1, ',') && (x.u[k-2].kind == name || x.u[k-2].one && x.u[k-2].kind != thing) && x.u[k].count.q.Low < 110 {
		k -= 2 // "A. B., 27, shot dead"
	}
	if i+1 < len(x.u) && (x.u[i+1].poss || x.u[i+1].kind == people || x.u[i+1].kind == name && x.what != recount.Killed) || !x.isPhrase(k) {
		return false
	}
	u := &x.u[k]
	if !(u.hasQ || u.one && u.kind != name || u.kind == name && x.what != recount.Injured && x.f.Production == "verb-ed") {
		return false
	}
	if !u.hasQ && !(x.uhas(i+1, lexicon.Dead|lexicon.Preposition|lexicon.Verb|lexicon.Be|lexicon.And|lexicon.Or) || i+1 >= len(x.u) || x.umark(i+1, '.') || x.umark(i+1, ',')) {
		return false
	}
	whole := x.admit("reduced", k, false)
	if x.listLeft(k, "reduced") && whole >= 0 {
		x.list(from)
	}
	x.after(i, whole)
	return true
}

// verbIng: "killing at least 18", "the killing of seven".
func (x finding) verbIng(i int) bool {
	if x.uhas(i+1, lexicon.Of) {
		return x.ofPhrase(i+2, "ing-of")
	}
	if x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) {
		x.what = recount.Casualties
	} else if x.uhas(i-1, lexicon.Or) && x.isTrigger(i-2) {
		return true
	}
	from := len(x.out)
	if x.uhas(i+1, lexicon.Himself) || x.uhas(i+1, lexicon.Adverb) && x.uhas(i+2, lexicon.Himself) { // "killing only himself"
		return x.himself(i)
	}
	found := x.object(i, "active-ing")
	if !found && x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) {
		found = x.object(i+2, "active-ing")
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		t := x.u[k].s
		if x.u[k].kind == other && x.has(t, lexicon.Irrealis) && !x.has(t, lexicon.Preposition) {
			x.out = x.out[:from]
			return true
		}
		if x.uhas(k, lexicon.Without) {
			x.out = x.out[:from]
			return true
		}
	}
	return found
}

// himself: "before killing himself": the first phrase of the clause.
func (x finding) himself(i int) bool {
	k := x.clauseSubject(i)
	label := k >= 0 && x.umark(k+1, ':')  // "police: man kills himself"
	if k >= 0 && (!x.u[k].one || label) { // "police asked what drove a gunman to kill four before killing himself"
		m := k + 1
		for m < i && !(x.isPhrase(m) && x.u[m].one) {
			m++
		}
		if m < i {
			k = m
		}
	}
	return k >= 0 && x.admit("himself", k, false) >= 0
}

// verb: the plain or present form: "kills 5", "to kill 50", "did not kill".
func (x finding) verb(i int) bool {
	if x.uhas(i+1, lexicon.Of) {
		return x.ofPhrase(i+2, "verb-of")
	}
	g := x.verbGroup(i)
	if x.uhas(i+1, lexicon.Himself) {
		from := len(x.out)
		found := x.himself(i)
		x.mood(g, from)
		return found
	}
	if x.next(x.u[i].s+1, x.b, x.f.Aim) {
		return false
	}
	if x.capital(x.u[i].s) && i > 0 && !x.umark(i-1, '"') && !x.d.Sentences[x.n].Head {
		return false // of a name: "Arrest Logs"
	}
	from := len(x.out)
	found := x.object(i, "active")
	if !found && x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) {
		x.what = recount.Casualties
		found = x.object(i+2, "active")
	}
	x.mood(g, from)
	return found
}

// verbIntr: "died", "succumbed to".
func (x finding) verbIntr(i int) bool {
	g := x.verbGroup(i)
	from := len(x.out)
	if !x.inverted(i, g, "intransitive") {
		x.subject(g, "intransitive")
		x.after(i, x.firstOf(from))
	}
	x.mood(g, from)
	return true
}

// adjective: "are missing", "remain trapped", "12 missing".
func (x finding) adjective(i int) bool {
	start, verb := i, false
	if x.uhas(i-1, lexicon.Determiner) && x.uhas(i-2, lexicon.In) {
		start--
	}
	if x.uhas(start-1, lexicon.In) { // "in critical condition", "in a stable condition"
		start--
		if start > 0 && x.isPhrase(start-1) && x.u[start-1].hasQ {
			return x.admit("adjective", start-1, false) >= 0
		}
	}
	for start > 0 && x.uhas(start-1, lexicon.Be|lexicon.Have|lexicon.Adverb|lexicon.Transparent|lexicon.Verb) {
		start--
		verb = verb || x.uhas(start, lexicon.Be|lexicon.Verb)
	}
	from := len(x.out)
	if verb && x.inverted(i, group{start: start}, "adjective") {
		return true
	}
	if verb && start > 0 {
		found := x.subject(group{start: start, passive: true, aux: true}, "adjective")
		x.after(i, x.firstOf(from))
		return found
	}
	return x.isPhrase(i-1) && x.u[i-1].hasQ && x.admit("adjective", i-1, false) >= 0
}

// adjectiveDead: "left 14 dead", "12 dead", "found dead", "among the dead were".
func (x finding) adjectiveDead(i int) bool {
	if x.isTrigger(i+1) && x.frame(x.u[i+1].s, "bodies") != nil {
		return false
	}
	from := len(x.out)
	if x.uhas(i-1, lexicon.Determiner|lexicon.Includes) && (x.uhas(i+1, lexicon.Includes|lexicon.Be) || x.p.NounFirst && x.uhas(i+1, lexicon.Have) && x.uhas(i-2, lexicon.Between)) { // "entre los muertos hay dos niños"
		if k := i - 2; x.uhas(i+1, lexicon.Be) && x.isPhrase(i+2) {
			if x.uhas(k, lexicon.Of) && x.isPhrase(k-1) && x.u[k-1].hasQ && !x.uhas(k-2, lexicon.In) { // "five of the dead were children"
				return x.those(k-1, i+2, "of-the-dead")
			}
			if x.uhas(k-1, lexicon.In) { // "one in five of the dead"
				return false
			}
			if x.isPhrase(k) && x.u[k].hasQ && x.u[k].kind == bare {
				return x.those(k, i+2, "of-the-dead")
			}
		}
		if !x.isPhrase(i+2) || x.uhas(i+1, lexicon.Be) && !x.u[i+2].hasQ && !x.u[i+2].one && !x.uhas(i-2, lexicon.Of) {
			return false // "the dead were members of …" says who they were
		}
		x.from(i+2, "dead-included")
		x.parts(from, -1)
		return true
	}
	if x.isPhrase(i-1) && (x.u[i-1].hasQ || x.u[i-1].one && (x.u[i-1].kind == people || x.uhas(i-2, lexicon.Found|lexicon.Verb))) {
		whole := x.admit("dead", i-1, false)
		if x.u[i-1].def && x.u[i-1].hasQ && whole >= 0 && !x.uhas(i-2, lexicon.Verb) {
			x.out[whole].reality, x.out[whole].why.mood, x.out[whole].why.moodAt = recount.Presupposed, moodPresumed, x.u[i-1].s
		}
		if x.listLeft(i-1, "dead") {
			x.list(from)
		}
		x.after(i, whole)
		return true
	}
	if x.uhas(i-1, lexicon.Be|lexicon.Transparent|lexicon.Found|lexicon.Verb) || i > 0 && x.u[i-1].kind == other && x.pronounced(i-1) {
		start := i - 1
		for start > 0 && x.uhas(start-1, lexicon.Be|lexicon.Have|lexicon.Adverb|lexicon.Transparent) {
			start--
		}
		if x.inverted(i, group{start: start}, "found-dead") {
			return true
		}
		x.subject(group{start: start, passive: true, aux: true}, "found-dead")
		x.after(i, x.firstOf(from))
		return true
	}
	return false
}

// those admits the count of unit k as a part of those spoken of, who were what
// unit who says: "five of the dead were children".
func (x finding) those(k, who int, path string) bool {
	u := x.u[k]
	u.kind, u.who, u.thing, u.poss = people, x.u[who].who, false, false
	return x.admitUnit(path, u, true) >= 0
}

// pronounced reports whether unit k is an unknown verb in -ed after "be".
func (x finding) pronounced(k int) bool {
	if !x.ends(x.u[k].s, lexicon.PastEnding) {
		return false
	}
	for k--; x.uhas(k, lexicon.Adverb); k-- {
	}
	return x.uhas(k, lexicon.Be)
}

// countNoun: "the deaths of", "sustained injuries", "without casualties",
// "deaths at 12", "Casualties: 6 killed".
func (x finding) countNoun(i int) bool {
	if k := x.ofWhom(i); k > 0 && !(x.forPeople(x.u[i].s) && x.uhas(i, lexicon.Person)) {
		g := x.verbGroup(i)
		from := len(x.out)
		found := x.ofPhrase(k, "noun-of")
		x.mood(g, from)
		return found
	}
	if x.uhas(i+1, lexicon.And) && x.isTrigger(i+2) && x.frame(x.u[i+2].s, "count-noun") != nil && x.uhas(i+3, lexicon.Of) {
		return x.ofPhrase(i+4, "noun-of") // "the deaths and injuries of several people"
	}
	if x.what == recount.Injured && x.suffered(i) {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if x.uhas(k, lexicon.Without) {
			return x.none(i)
		}
	}
	if k := i - 2; x.umark(i-1, 's') && k >= 0 && (x.u[k].one || x.u[k].hasQ) && x.u[k].kind != thing && x.isPhrase(k) && x.what == recount.Killed {
		return x.owner(k)
	}
	if x.byPlace(i) || x.figure(i, "noun-number") {
		return true
	}
	return x.unnumbered(i)
}

// byPlace: "the deaths were in A (21), B (8) and C (5)".
func (x finding) byPlace(i int) bool {
	j := i + 1
	for x.uhas(j, lexicon.Be) {
		j++
	}
	if !x.uhas(j, lexicon.In) {
		return false
	}
	from := len(x.out)
	for j++; j < len(x.u) && (x.u[j].kind == name || x.nounWord(j) || x.umark(j, ',') || x.uhas(j, lexicon.And)); j++ {
		if k := j + 2; x.umark(j+1, '(') && x.umark(k+1, ')') && k < len(x.u) && x.u[k].kind == bare && x.u[k].hasQ {
			x.admit("by-place", k, false)
			j = k + 1
		}
	}
	return len(x.out) > from
}

// suffered: "sustained minor injuries", "suffered a gunshot wound".
func (x finding) suffered(i int) bool {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		if x.uhas(k, lexicon.Suffer) {
			g := x.verbGroup(k)
			from := len(x.out)
			x.subject(g, "suffered")
			x.mood(g, from)
			return true
		}
		if x.uhas(k, lexicon.With) { // "found a boy with gunshot wounds", "arrived with a wound"
			if x.isPhrase(k-1) && !x.claimed(k-1) && (x.u[k-1].kind == people || x.u[k-1].kind == name) && (x.u[k-1].one || x.u[k-1].hasQ) && (x.u[k-1].state == nil || x.u[k-1].state.What != recount.Killed) && !(x.u[k-1].kind == name && x.uhas(k-2, lexicon.In)) { // "treated at Mercy with minor wounds"
				return x.admit("with-wound", k-1, false) >= 0
			}
			if m := x.clauseSubject(k); m >= 0 && !x.claimed(m) && x.u[m].kind == people && (x.u[m].one || x.u[m].hasQ) {
				return x.admit("with-wound", m, false) >= 0
			}
			return false
		}
	}
	return false
}

// unnumbered: "civilian deaths", "the number of casualties is unknown": some,
// but nobody says how many.
func (x finding) unnumbered(i int) bool {
	k := i - 1
	person := k >= 0 && x.u[k].kind <= people && x.has(x.u[k].head, lexicon.Person)
	untold := x.uhas(i+1, lexicon.Be) && i+2 < len(x.u) && x.uhas(i+2, lexicon.VagueWord)
	if !person && !untold || x.isPhrase(k) && x.u[k].hasQ || person && !untold && x.uhas(k-1, lexicon.Of) {
		return false // "allegations of civilian casualties" tell of none
	}
	u := unit{kind: bare, s: x.u[i].s, e: x.u[i].e, head: x.u[i].s, count: count{q: x.noFigure(), s: x.u[i].s, e: x.u[i].s}}
	if person {
		u.s, u.who = x.u[k].s, x.entry(x.u[k].head).Who
	}
	x.admitUnit("unnumbered", u, false)
	return true
}

// none drafts a count of nobody: "without causing any injuries".
func (x finding) none(i int) bool {
	u := unit{kind: bare, s: x.u[i].s, e: x.u[i].e, head: x.u[i].s, hasQ: true,
		count: count{q: recount.Quantity{Qualifier: recount.Exact, Row: "none"}, zero: true, s: x.u[i].s, e: x.u[i].e, num: x.u[i].s}}
	x.admitUnit("without", u, false)
	return true
}

// owner drafts the possessor: "the commander's death".
func (x finding) owner(k int) bool {
	u := x.u[k]
	u.poss = false
	return x.admitUnit("possessive", u, false) >= 0
}

// actNoun: "the murder of six", "the massacre of 300 villagers".
func (x finding) actNoun(i int) bool {
	if k := x.ofWhom(i); k > 0 {
		return x.ofPhrase(k, "act-of")
	}
	m := i - 1 // "A. B.'s murder", "the mayor's brutal killing"
	if !x.umark(m, 's') {
		m--
	}
	if k := m - 1; x.umark(m, 's') && x.isPhrase(k) && x.u[k].kind != thing && !x.office(i, k) && (x.u[k].one || x.u[k].hasQ) && x.what == recount.Killed {
		return x.owner(k)
	}
	return false
}

// office reports whether phrase k owns what act noun i only describes: "the
// sheriff's homicide detectives".
func (x finding) office(i, k int) bool {
	if !x.isPhrase(i+1) && !x.nounWord(i+1) {
		return false
	}
	_, speaks := x.p.Voices[x.entry(x.u[k].head).Form]
	return speaks
}

// ofWhom returns the unit after the "of" that follows unit i, which may be one word
// with the article of a phrase, "la mort des 12 soldats"; 0 if none follows.
func (x finding) ofWhom(i int) int {
	switch k := i + 1; {
	case x.uhas(k, lexicon.Of) || x.marker(k): // "dio muerte a dos rebeldes"
		return k + 1
	case x.isPhrase(k) && x.has(x.u[k].s, lexicon.Of):
		return k
	}
	return 0
}

// ofPhrase admits the phrase at unit k, which "of" governs.
func (x finding) ofPhrase(k int, path string) bool {
	for x.uhas(k, lexicon.Determiner|lexicon.Adverb) && !x.isPhrase(k) {
		k++
	}
	for n := 0; n < 2 && !x.isPhrase(k) && x.nounWord(k); n++ { // "of liberal leader A. B."
		if x.isPhrase(k+1) && x.u[k+1].kind == people && x.u[k+1].one || n == 0 && x.nounWord(k+1) {
			k++
		}
	}
	x.of = true
	return x.from(k, path)
}

// toll: "the death toll rose from 12 to 15".
func (x finding) toll(i int) bool { return x.figure(i, "toll") }

// figure admits the number that a toll or a counted noun is said to have reached.
func (x finding) figure(i int, path string) bool {
	prior := 0
	for j := i + 1; j < len(x.u) && j < i+24; j++ {
		u := &x.u[j]
		if x.umark(j, ';') || x.umark(j, '.') || u.kind == trigger && (path != "toll" || x.frame(u.s, "toll") == nil && j > i+3) {
			return false
		}
		counted := u.kind == bare || u.kind == people && u.hasQ || u.kind == thing && u.hasQ && !u.thing
		if u.kind == happened && u.hasQ && path == "toll" && u.event.What == x.what { // "the toll stands at 15 dead"
			counted = true
		}
		if !counted {
			continue
		}
		if x.uhas(j-1, lexicon.From) {
			prior = u.count.q.Low
			continue
		}
		if path == "noun-number" && !(x.uhas(j-1, lexicon.To|lexicon.In|lexicon.Be) || x.umark(j-1, ':')) {
			continue
		}
		if u.count.zero || x.umark(j-1, ':') && x.isTrigger(j+1) {
			return false
		}
		d := x.admit(path, j, false)
		if d < 0 {
			return false
		}
		x.out[d].total, x.out[d].prior = true, prior
		return true
	}
	return false
}

// lives: "claimed the lives of 22 people", "lost their lives".
func (x finding) lives(i int) bool {
	if x.uhas(i+1, lexicon.Of|lexicon.To) {
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if x.uhas(k, lexicon.TakeLife) {
				return x.ofPhrase(i+2, "lives-of")
			}
		}
		return false
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if x.uhas(k, lexicon.Lose) {
			g := x.verbGroup(k)
			from := len(x.out)
			x.subject(g, "lost-lives")
			x.after(i, x.firstOf(from))
			x.mood(g, from)
			return true
		}
	}
	return false
}

// bodies: "the bodies of 12 men".
func (x finding) bodies(i int) bool {
	k := x.ofWhom(i)
	return k > 0 && x.ofPhrase(k, "bodies-of")
}

// mood says of the drafts since from whether they are asserted.
func (x finding) mood(g group, from int) {
	by := g.by
	if by < 0 {
		by = x.u[x.trig].s
	}
	if g.unreal {
		for k := from; k < len(x.out); k++ {
			d := &x.out[k]
			d.reality, d.why.mood, d.why.moodAt = recount.NotActual, moodUnreal, by
		}
	}
	if g.unheard { // "no reports of casualties" does not say that there were none
		x.out = x.out[:from]
		return
	}
	if g.not { // "did not kill the 12 captives": nobody, of those
		for k := from; k < len(x.out); k++ {
			d := &x.out[k]
			d.zero, d.q = true, recount.Quantity{Qualifier: recount.Exact, Row: "none"}
			d.why.mood, d.why.moodAt = moodNone, by
		}
	}
}
