package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// finding is the search for those to whom a trigger's harm happened.
type finding struct {
	*sentence
	what recount.What
	f    *lexicon.Frame
	trig int  // unit of the trigger
	of   bool // those sought stand after "of", so that a verb after them is none of theirs
}

func (x finding) admit(path string, k int, part bool) int {
	return x.sentence.admit(x.what, x.f, path, k, x.u[x.trig].s, part)
}

// admitUnit admits a phrase that is none of the sentence's units as it stands: one
// whose number or people are told by other words than its own.
func (x finding) admitUnit(path string, u unit, part bool) int {
	x.u = append(x.u, u)
	defer func() { x.u = x.u[:len(x.u)-1] }()
	return x.admit(path, len(x.u)-1, part)
}

// parts marks the phrases admitted since mark as parts of the claim whole.
func (x finding) parts(from, whole int) {
	for i := from; i < len(x.out); i++ {
		if i != whole {
			x.out[i].part = true
			if x.out[i].parent < 0 && whole >= 0 {
				x.out[i].parent = whole
			}
		}
	}
}

// subject searches left of the verb group for its subject.
func (x finding) subject(g group, path string) bool {
	k := g.start - 1
	if x.uhas(k, lexicon.Relative|lexicon.That) { // "the 12 people who were killed"
		k--
		if x.umark(k, ',') {
			k--
			if x.age(k) && x.umark(k-1, ',') {
				k -= 2
			}
			if k >= 2 && x.u[k].kind == bare && x.umark(k-1, ',') && (x.u[k-2].kind == name || x.u[k-2].one) && x.u[k].count.q.Low < 110 {
				k -= 2 // "A. B., 27, who was found dead"
			}
		}
		return x.isPhrase(k) && x.admit(path+".relative", k, false) >= 0
	}
	if x.spelledOut(g, path) {
		return true
	}
	from := len(x.out)
	k, including := x.overParenthesis(k, path)
	if (g.aux || path == "intransitive") && x.uhas(k, lexicon.And|lexicon.But) {
		if m := x.clauseSubject(k); m >= 0 {
			return x.admit(path+".coordinate", m, false) >= 0
		}
	}
	if including {
		defer func() { x.adopt(from) }()
	}
	depth, fallback := 0, -1
	for steps := 0; k >= 0 && steps < 26; steps++ {
		u := &x.u[k]
		switch {
		case x.umark(k, ';') || x.umark(k, ':') || x.umark(k, '.'):
			return x.fall(path, fallback)
		case x.umark(k, ')'):
			depth++
		case x.umark(k, '('):
			depth--
		case u.kind == trigger && k < g.start && x.frame(u.s, "verb-ed", "verb-intr", "verb-ing", "verb") != nil:
			if x.uhas(k-1, lexicon.Determiner) && !x.isPhrase(k+1) && x.frame(u.s, "verb-ing") != nil {
				k-- // "hurt in a shooting on Monday has died"
				continue
			}
			if h := x.verbGroup(k); (g.aux || path == "intransitive") && fallback < 0 && !h.aux && x.isPhrase(h.start-1) && x.frame(u.s, "verb-ed") != nil && !x.uhas(k+1, lexicon.Himself) {
				k = h.start - 1 // "three people shot on Friday have died": the verb only describes them
				continue
			}
			if h := x.verbGroup(k); (g.aux || path == "intransitive") && fallback < 0 && x.uhas(h.start-1, lexicon.Relative) && x.isPhrase(h.start-2) {
				k = h.start - 2 // "the girl who was shot has died"
				continue
			}
			return x.fall(path, fallback)
		case x.uhas(k, lexicon.Be|lexicon.Modal|lexicon.Have):
			return x.fall(path, fallback)
		case x.uhas(k, lexicon.He):
			return x.he(k, path)
		case x.uhas(k, lexicon.Pronoun):
			return false
		case x.uhas(k, lexicon.Verb) && k < g.start-1 && !x.ing(k):
			return x.fall(path, fallback)
		case x.isPhrase(k) && depth == 0:
			done, found, next, fb := x.candidate(k, g, path, fallback)
			if done {
				return found
			}
			k, fallback = next, fb
			continue
		}
		k--
	}
	return x.fall(path, fallback)
}

// spelledOut admits the first phrase of a clause that says at once who its
// people were: "nine people, A, his wife B and seven others, were killed".
func (x finding) spelledOut(g group, path string) bool {
	if !g.passive && path != "intransitive" || !x.umark(g.start-1, ',') && !x.umark(g.start-1, ')') && x.commas(g.start) < 3 {
		return false
	}
	m := x.clauseSubject(g.start)
	if m < 0 || !x.u[m].hasQ || x.u[m].kind != people || x.u[m].count.q.Low < 2 || !x.umark(m+1, ',') || x.u[m].ofThem {
		return false
	}
	for k := m + 1; k < g.start; k++ {
		if x.isTrigger(k) || x.uhas(k, lexicon.Be|lexicon.Modal|lexicon.Relative|lexicon.But) || x.uhas(k, lexicon.Verb) && !x.ing(k) && !x.uhas(k, lexicon.Includes) {
			return false
		}
		if x.isPhrase(k) && x.u[k].hasQ && x.u[k].count.q.Low > x.u[m].count.q.High {
			return false
		}
	}
	whole := x.admit(path+".spelled", m, false)
	if whole < 0 {
		return false
	}
	from := len(x.out)
	for k := m + 2; k < g.start; k++ {
		begins := x.umark(k-1, ',') || x.uhas(k-1, lexicon.And|lexicon.Includes) || k >= 2 && x.themAlone(k-1) && x.uhas(k-2, lexicon.Includes)
		if x.isPhrase(k) && begins && (x.u[k].hasQ && (x.u[k].kind != bare || !x.umark(k+1, ',')) || x.u[k].kind == people && x.u[k].one) && !x.themAlone(k) {
			x.admit(path+".spelled", k, true)
		}
	}
	x.parts(from, whole)
	return true
}

// commas counts the commas of the clause that ends at unit k.
func (x finding) commas(k int) int {
	n := 0
	for m := k - 1; m >= 0 && !x.umark(m, ';') && !x.umark(m, '.'); m-- {
		if x.umark(m, ',') {
			n++
		}
	}
	return n
}

// he admits "he" or "she": one person, spoken of before.
func (x finding) he(k int, path string) bool {
	u := x.u[k]
	q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
	u.kind, u.one, u.def, u.count = people, true, true, count{q: q, s: u.s, e: u.e, num: u.s}
	u.sex = x.entry(u.s).Who.Sex
	return x.admitUnit(path+".he", u, false) >= 0
}

// adopt gives the parts drafted since from the first whole drafted since.
func (x finding) adopt(from int) {
	for w := from; w < len(x.out); w++ {
		if !x.out[w].part {
			for i := from; i < len(x.out); i++ {
				if x.out[i].part && x.out[i].parent < 0 {
					x.out[i].parent = w
				}
			}
			return
		}
	}
}

func (x finding) fall(path string, k int) bool {
	return k >= 0 && !x.themThings(k) && x.admit(path+".fallback", k, false) >= 0
}

// themThings reports whether unit k is the word "them" alone and the sentence
// has so far named things and no people: "half of the cells died, and half of them …".
func (x finding) themThings(k int) bool {
	if !x.themAlone(k) {
		return false
	}
	things := false
	for t := x.u[k].s - 1; t >= x.a; t-- {
		switch e := x.entry(t); {
		case e.Has(lexicon.Person) || x.known(t) && len(e.Frames) > 0:
			return false
		case e.Has(lexicon.Thing):
			things = true
		}
	}
	return things
}

// candidate judges phrase k as a subject. It says whether the search is done,
// and otherwise where to go on and what to fall back on.
func (x finding) candidate(k int, g group, path string, fallback int) (done, found bool, next, fb int) {
	u := &x.u[k]
	pk := x.governor(k)
	if u.kind == bare && x.umark(k-1, ',') && x.umark(k+1, ',') && k >= 2 && (x.u[k-2].kind == name || x.u[k-2].one) && u.count.q.Low > 4 && u.count.q.Low < 110 {
		return false, false, k - 1, fallback // an age
	}
	if u.kind == bare && u.count.plain && k == g.start-1 && k >= 2 && x.umark(k-1, ',') && x.u[k-2].kind == name && u.count.q.Low < 110 && !x.located(k-2) {
		return false, false, k - 2, fallback // "A. B., 21 was killed"
	}
	if x.uhas(pk, lexicon.Includes) {
		x.admit(path+".including", k, true)
		return false, false, k - 1, fallback
	}
	if x.uhas(pk, lexicon.Conjunction|lexicon.Relative) && (g.aux || path == "intransitive") && (u.hasQ || u.one || u.plural) {
		from := len(x.out)
		whole := x.admit(path, k, false)
		if x.listLeft(k, path) {
			x.list(from)
		}
		return true, whole >= 0, k, fallback
	}
	if k == g.start-1 && (u.hasQ || u.one || u.plural) && x.uhas(g.start, lexicon.Be) && x.ends(x.u[g.start].s, lexicon.GerundEnding) {
		return true, x.admit(path+".being", k, false) >= 0, k, fallback // "an image of people being killed"
	}
	if x.uhas(pk, lexicon.Preposition|lexicon.Of|lexicon.By) || x.ing(pk) {
		if u.hasQ && u.ofThem {
			x.admit(path+".of-them", k, true)
		}
		if fallback < 0 && (u.kind == people || u.kind == bare && u.hasQ) && !x.uhas(pk, lexicon.By) {
			fallback = k
		}
		return false, false, k - 1, fallback
	}
	if u.kind == name && x.umark(k-1, ',') && x.umark(k+1, ',') && k < g.start-1 && k >= 2 && x.isPhrase(k-2) {
		return false, false, k - 1, fallback // a name beside the phrase it names
	}
	if u.kind == name && fallback >= 0 && x.u[fallback].hasQ {
		return false, false, k - 1, fallback
	}
	from := len(x.out)
	whole := x.admit(path, k, false)
	list := x.listLeft(k, path)
	if whole >= 0 && list {
		x.list(from)
	}
	return true, whole >= 0 || list, k, fallback
}

// located reports whether name k stands where places stand: "in A, 21 were
// killed", "at A, B, 21 were killed".
func (x finding) located(k int) bool {
	for ; k >= 2 && x.umark(k-1, ',') && x.u[k-2].kind == name; k -= 2 {
	}
	return k == 0 || x.uhas(k-1, lexicon.Preposition|lexicon.Of)
}

// age reports whether unit k is a number that chunking took for an age.
func (x finding) age(k int) bool {
	return k >= 0 && k < len(x.u) && x.u[k].kind == other && x.digits(x.u[k].s)
}

// list gives the claims drafted since from a common list.
func (x finding) list(from int) {
	for i := from; i < len(x.out); i++ {
		if !x.out[i].part {
			x.out[i].list = from + 1
		}
	}
}

// governor returns the unit before phrase k that could govern it, passing over
// determiners, adverbs, brackets and, for a phrase without a number, the words
// of its own noun phrase.
func (x finding) governor(k int) int {
	u := &x.u[k]
	pk := k - 1
	pass := func() {
		for pk >= 0 {
			p := &x.u[pk]
			if p.kind == other && x.uhas(pk, lexicon.Determiner|lexicon.Adverb) && !x.uhas(pk, lexicon.Preposition) {
				pk--
				continue
			}
			if !u.hasQ && (p.kind == people && !p.hasQ || p.kind == name || p.kind == thing || x.nounWord(pk)) {
				pk--
				continue
			}
			if !u.hasQ && p.kind == other && x.hyphen(p.s) {
				pk--
				continue
			}
			if !u.hasQ && x.uhas(pk, lexicon.And) && pk > 0 && x.u[pk-1].kind == name && !x.umark(pk-1, ',') {
				pk-- // "members of the A and B families"
				continue
			}
			return
		}
	}
	pass()
	if x.umark(pk, ')') {
		for pk > 0 && !x.umark(pk, '(') {
			pk--
		}
		pk--
		for pk >= 0 && (x.u[pk].kind == name || x.unknownWord(pk)) {
			pk--
		}
		pass()
	}
	return pk
}

// nounWord reports whether unit k is a word that may stand inside a noun phrase.
func (x finding) nounWord(k int) bool {
	return k >= 0 && k < len(x.u) && x.u[k].kind == other && !x.isMark(x.u[k].s) && !x.barrier(x.u[k].s)
}

// overParenthesis steps over ", … ," before the verb group.
// It admits the parts that ", including …," names, and says whether it did.
func (x finding) overParenthesis(k int, path string) (int, bool) {
	if !x.umark(k, ',') && !x.umark(k, '-') && !x.umark(k, ')') {
		return k, false
	}
	for m := k - 1; m > 0 && m > k-22; m-- {
		if x.umark(m, ',') && x.uhas(m+1, lexicon.Relative) && !x.isPhrase(m-1) { // "the driver of the car, who …, was killed"
			return m - 1, false
		}
		included := x.umark(m, ',') && x.uhas(m+1, lexicon.Includes)
		if !x.umark(m, ',') && !x.umark(m, '-') && !x.umark(m, '(') || !x.isPhrase(m-1) && !included || x.uhas(m+1, lexicon.And) {
			continue
		}
		if x.uhas(m+1, lexicon.Includes) || !x.umark(m, ',') && x.isPhrase(m+1) && x.u[m+1].hasQ || x.isPhrase(m+1) && x.u[m+1].ofThem {
			for q := m + 1; q < k; q++ {
				if x.isPhrase(q) && (x.u[q].hasQ || x.u[q].one) && !x.uhas(q-1, lexicon.In|lexicon.From) && !x.themAlone(q) {
					x.admit(path+".including", q, true)
				}
			}
			if included {
				return x.overRelative(m), true
			}
			return m - 1, true
		}
		if !x.umark(m, ',') {
			return k, false
		}
		joined := false
		for q := m + 1; q < k; q++ {
			joined = joined || x.uhas(q, lexicon.And)
		}
		inside := x.uhas(m+1, lexicon.Preposition|lexicon.Relative|lexicon.Verb|lexicon.Includes|lexicon.Along) || x.isTrigger(m+1)
		if inside || !joined {
			return m - 1, false
		}
	}
	return k, false
}

// overRelative steps over a relative clause that ends before the comma at unit
// m: "soldiers, who were on leave, including two". It returns the unit before m
// where there is none.
func (x finding) overRelative(m int) int {
	for k := m - 1; k > 0 && k > m-14 && !x.umark(k, ';') && !x.umark(k, '.'); k-- {
		if !x.umark(k, ',') {
			continue
		}
		for q := k + 1; q < k+4; q++ {
			if x.uhas(q, lexicon.Relative) && x.isPhrase(k-1) {
				return k - 1
			}
		}
		break
	}
	return m - 1
}

// clauseSubject returns the first phrase of the clause that ends at unit k.
func (x finding) clauseSubject(k int) int {
	best := -1
	for m := k - 1; m >= 0 && !x.umark(m, ';') && !x.umark(m, '.') && !x.uhas(m, lexicon.That); m-- {
		if best >= 0 && x.u[m].kind == other && x.isCue(m) {
			break // "police say a man …"
		}
		if !x.isPhrase(m) {
			continue
		}
		pk := m - 1
		for x.uhas(pk, lexicon.Determiner|lexicon.Adverb) && !x.uhas(pk, lexicon.Preposition|lexicon.That) {
			pk--
		}
		if !x.uhas(pk, lexicon.Preposition|lexicon.Of|lexicon.Verb) && !x.isTrigger(pk) || pk >= 0 && x.u[pk].kind == other && x.isCue(pk) {
			best = m
		}
	}
	for best >= 0 && x.u[best].kind == name && x.isPhrase(best+1) && x.u[best+1].kind == people { // "a Boone County man"
		best++
	}
	return best
}

// listLeft admits the phrases that "A, B and" puts before phrase k.
func (x finding) listLeft(k int, path string) bool {
	found, joined := false, x.d.Sentences[x.n].Head && (x.u[k].hasQ || x.u[k].one && x.u[k].kind == people) // headlines leave "and" out
	for j := k - 1; j >= 0; {
		switch {
		case x.uhas(j, lexicon.And|lexicon.Or):
			joined = true
			j--
			if x.umark(j, ',') {
				j--
			}
		case x.umark(j, ',') && joined:
			j--
		default:
			return found
		}
		if x.umark(j, ',') {
			j--
		}
		if x.age(j) && x.umark(j-1, ',') { // "A. B., 26, and C. D."
			j -= 2
		}
		if x.umark(j, ')') { // "his wife (30)"
			m := j
			for m > 0 && m > j-5 && !x.umark(m, '(') {
				m--
			}
			if x.umark(m, '(') {
				j = m - 1
			}
		}
		j = x.named(j)
		if !x.isPhrase(j) {
			if j = x.headOfList(j); j < 0 {
				return found
			}
		}
		if x.claimed(j) || !x.isPhrase(j) || x.another(j) || x.u[j].kind == name && (!x.uhas(j+1, lexicon.And) || !x.u[k].one) ||
			x.u[j].kind == bare && x.umark(j-1, ',') && !x.uhas(j+1, lexicon.And) || x.u[j].plural {
			return found
		}
		if x.uhas(j-1, lexicon.Preposition|lexicon.Of|lexicon.Verb) && !x.isCue(j-1) || x.isTrigger(j-1) {
			return found
		}
		if x.admit(path+".list", j, false) >= 0 {
			found = true
		}
		j--
	}
	return found
}

// isCue reports whether unit k says that somebody speaks.
func (x finding) isCue(k int) bool {
	t := x.u[k].s
	return x.p.Cues.At(x.entry(t), x.lex[:x.b], t) != nil
}

// named steps from the name of somebody to the phrase it names: "an executive
// of the mill, J. Doe, and three bodyguards".
func (x finding) named(j int) int {
	if j < 2 || x.u[j].kind != name || !x.umark(j-1, ',') {
		return j
	}
	m := j - 2
	if !x.isPhrase(m) {
		return j
	}
	if x.uhas(m-1, lexicon.Of|lexicon.Preposition) && x.isPhrase(m-2) {
		m -= 2
	}
	if x.u[m].one {
		return m
	}
	return j
}

// headOfList steps over one prepositional phrase: "the driver of a passing car
// and two pedestrians". It returns -1 if there is none.
func (x finding) headOfList(j int) int {
	for m := j; m > 0 && m > j-4; m-- {
		if x.uhas(m, lexicon.Of|lexicon.Preposition) {
			if x.isPhrase(m - 1) {
				return m - 1
			}
			return -1
		}
	}
	return -1
}

// object searches right of unit i for the object, and admits it, its parts and
// the list it begins.
func (x finding) object(i int, path string) bool {
	k := x.overTime(i + 1)
	for k < len(x.u) {
		switch {
		case x.uhas(k, lexicon.Adverb) && !x.uhas(k, lexicon.Both), k == i+1 && x.umark(k, '"'), x.marker(k), x.umark(k, '"') && x.marker(k-1):
			k++
		case k == i+1 && x.uhas(k, lexicon.Dead):
			k++
		case k == i+1 && x.uhas(k, lexicon.To) && x.uhas(k+1, lexicon.Death):
			k += 2
		case x.uhas(k, lexicon.And|lexicon.Or) && x.isTrigger(k+1) && x.isPhrase(k+2):
			k += 2
		case k <= i+2 && x.nounWord(k) && !x.uhas(k, lexicon.Determiner) && x.isPhrase(k+1) && x.u[k+1].kind == people && (x.u[k+1].plural || x.d.Sentences[x.n].Head):
			k++ // "detaining suspected insurgents"
		default:
			return x.from(k, path)
		}
	}
	return false
}

// from admits phrase k, its parts and its list.
func (x finding) from(k int, path string) bool {
	if !x.isPhrase(k) {
		return x.uhas(k, lexicon.Him) && x.he(k, path)
	}
	k = x.possessed(k)
	before := len(x.out)
	whole := x.admit(path, k, false)
	if whole < 0 {
		return false
	}
	x.right(k, path, whole)
	x.accompanied(k, path)
	x.list(before)
	return true
}

// accompanied admits those whom ", along with …" adds further on in the clause.
func (x finding) accompanied(k int, path string) {
	for j := k + 1; j < len(x.u) && j < k+26 && !x.isTrigger(j) && !x.umark(j, ';'); j++ {
		if m := x.alongside(j); m > 0 && x.umark(j-1, ',') && !x.claimed(m) {
			if d := x.admit(path+".with", m, false); d >= 0 {
				x.right(m, path+".with", d)
			}
			return
		}
	}
}

// possessed steps from a possessor to what is possessed: "the town's mayor".
func (x finding) possessed(k int) int {
	for n := 0; n < 3 && k < len(x.u) && x.u[k].poss; n++ {
		j := k + 1
		for j < len(x.u) && j < k+5 && !x.isPhrase(j) {
			if x.umark(j, ',') || x.umark(j, '.') {
				if x.isPhrase(j + 1) {
					j++
				}
				break
			}
			j++
		}
		if !x.isPhrase(j) {
			return k
		}
		k = j
	}
	return k
}

// right admits what follows phrase k: "and three women", ", including two
// children", "along with his driver", "six of them children".
func (x finding) right(k int, path string, whole int) {
	including := false
	for j := k + 1; j < len(x.u) && !x.another(j); {
		switch {
		case (x.umark(j, '-') || x.umark(j, ':')) && x.isPhrase(j-1) && x.u[j-1].hasQ && x.u[j-1].count.q.Low > 1 && j+1 < len(x.u) && x.u[j+1].kind == name:
			return // "her four sons - A, B, C and D"
		case x.umark(j, ',') || x.umark(j, '-') && x.isPhrase(j+1) || x.age(j):
			j++
		case j == k+1 && x.u[k].kind == people && x.u[k].one && x.u[j].kind == name: // "the commander A. B. and two others"
			j++
		case x.uhas(j, lexicon.Includes):
			if x.u[k].kind == name && j == k+2 {
				return // "mourned A. B., including the guild"
			}
			including = true
			if j++; x.themAlone(j) {
				j++
			}
		case x.alongside(j) > 0:
			j = x.alongside(j)
			x.admit(path+".with", j, false)
			j++
		case x.ofThose(j) > 0:
			including, j = true, x.ofThose(j)
		case j == k+1 && x.uhas(j, lexicon.Of): // "ten members of the family, including"
			if j = x.overComplement(j); !x.umark(j, ',') {
				return
			}
		case j == k+1 && x.uhas(j, lexicon.Preposition) && x.umark(x.overComplement(j), ',') && x.uhas(x.overComplement(j)+1, lexicon.Includes):
			j = x.overComplement(j) // "people from the village, including"
		case x.umark(j, '('):
			for j < len(x.u) && !x.umark(j, ')') {
				j++
			}
			j++
		case x.uhas(j, lexicon.And|lexicon.Or) || x.uhas(j, lexicon.As) && x.uhas(j+1, lexicon.Well):
			if j++; x.uhas(j, lexicon.Well) {
				j += 2
			}
			for x.uhas(j, lexicon.Adverb) || x.marker(j) {
				j++
			}
			if x.uhas(j, lexicon.Himself) {
				x.himself(x.trig)
				return
			}
			if !x.isPhrase(j) || x.another(j) || x.verbFollows(j) && !(x.of && x.uhas(j+1, lexicon.Be)) || !x.u[j].hasQ && !x.u[j].one && !(x.u[j].plural && x.u[j].others) {
				return
			}
			x.admit(path+".list", j, including)
			x.under(including, whole)
			j++
		case x.isPhrase(j) && (x.umark(j-1, ',') || x.umark(j-1, '-') || including):
			if !x.beside(j, k, path, including, whole) {
				return
			}
			if j++; !including && x.u[j-1].kind == people && x.u[j-1].one && !x.u[j-1].hasQ {
				j = x.overComplement(j)
			}
		default:
			return
		}
	}
}

// overComplement steps over what follows the noun of an apposition up to its
// comma: ", the mayor of the town, and his driver".
func (x finding) overComplement(j int) int {
	if !x.uhas(j, lexicon.Of|lexicon.Preposition) {
		return j
	}
	for m := j; m < len(x.u) && m < j+8; m++ {
		if x.umark(m, ',') {
			return m
		}
		if x.isTrigger(m) || x.uhas(m, lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.Relative) || x.umark(m, '.') || x.umark(m, ';') {
			break
		}
	}
	return j
}

// under makes the last draft a part of whole, if it is a part.
func (x finding) under(part bool, whole int) {
	if last := len(x.out) - 1; part && last != whole && last >= 0 {
		x.out[last].part = true
		if x.out[last].parent < 0 {
			x.out[last].parent = whole
		}
	}
}

// verbFollows reports whether phrase j is the subject of a clause of its own,
// perhaps after a parenthesis: "…, and 13 others, ten of them children, were hurt".
func (x finding) verbFollows(j int) bool {
	if x.umark(j+1, ',') {
		for m := j + 2; m < len(x.u) && m < j+14; m++ {
			if x.umark(m, ',') {
				return x.uhas(m+1, lexicon.Be|lexicon.Have|lexicon.Modal)
			}
			if x.isTrigger(m) || x.umark(m, '.') {
				break
			}
		}
	}
	return j+1 < len(x.u) && (x.uhas(j+1, lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.Verb) || x.isTrigger(j+1))
}

// beside judges phrase j, which stands after a comma or after "including", and
// reports whether to go on.
func (x finding) beside(j, k int, path string, including bool, whole int) bool {
	u := &x.u[j]
	named := func(u *unit) bool { return u.kind == name || u.kind == people && u.one && u.e-1 > u.head }
	more := x.umark(j+1, ',') && x.uhas(j+2, lexicon.And) && x.isPhrase(j+3) || x.uhas(j+1, lexicon.And) && x.isPhrase(j+2)
	switch {
	case u.kind == people && named(u) && named(&x.u[k]) && !including && !u.hasQ, u.kind == people && u.one && !u.hasQ && !u.def && more && !including && x.u[k].one && !x.u[k].hasQ && !x.u[k].def && !named(&x.u[k]):
		x.admit(path+".list", j, false) // "judge A. B., colonel C. D. and …", "a judge, a colonel and …"
		return true
	case u.kind == bare && x.umark(j+1, ',') && (x.u[k].kind == name || x.u[k].one) && !including:
		return true // an age
	case u.kind == name && x.u[k].one && !including:
		return true // the name of the one just spoken of
	case u.kind == people && u.one && !u.hasQ && x.u[k].kind == name && !including && !x.verbFollows(j):
		return true // what the one just named was
	case u.ofThem:
		x.admit(path+".of-them", j, true)
		x.under(true, whole)
		return true
	case including:
		if u.hasQ || u.one {
			x.admit(path+".including", j, true)
			x.under(true, whole)
		}
		return true
	case u.one && !u.hasQ && u.kind == people && !including && clash(u.who, x.u[k].who):
		x.admit(path+".list", j, false) // "a child, a man and a woman"
		return true
	case u.one && !u.hasQ && u.def && u.kind == people && !including && x.uhas(j+1, lexicon.And) && x.isPhrase(j+2) && !x.verbFollows(j+2):
		x.admit(path+".list", j, false) // "a father, his wife and their sons"
		return true
	case u.hasQ && !x.verbFollows(j) && (x.uhas(j+1, lexicon.And) || x.umark(j+1, ',')):
		x.admit(path+".list", j, false)
		return true
	}
	return false
}

// after admits the parts that follow a verb whose subject was found: "12 were
// killed, including six children", "…, three of them women".
func (x finding) after(i, whole int) {
	for j, steps := i+1, 0; j < len(x.u) && steps < 14; j, steps = j+1, steps+1 {
		if x.isTrigger(j) || x.umark(j, '.') || x.umark(j, ';') || x.uhas(j, lexicon.And) {
			x.ellipsis(j, whole)
			return
		}
		if k := j + 1; j == i+1 && x.uhas(j, lexicon.With) && x.isPhrase(k) && x.u[k].kind == people && (x.u[k].hasQ || x.u[k].one && x.is(x.u[k].s, lexicon.Owner)) {
			if d := x.admit("with", k, false); d >= 0 { // "was captured with three of his aides"
				x.right(k, "with", d)
			}
			return
		}
		if k := j + 2; x.uhas(j, lexicon.Of) && x.uhas(j+1, lexicon.Them) && x.isPhrase(k) && x.u[k].hasQ && x.uhas(k+1, lexicon.Be) && x.isPhrase(k+2) && x.u[k+2].kind == people {
			if x.those(k, k+2, "of-them") { // "…, of whom 12 were children"
				x.under(true, whole)
			}
			return
		}
		if k := j + 1; x.umark(j, ':') && whole >= 0 && x.isPhrase(k) && (x.u[k].hasQ || x.u[k].one && x.u[k].kind == people) && x.out[whole].q.Low > 1 && x.u[k].count.q.Low <= x.out[whole].q.Low {
			from := len(x.out) // "five were hurt: two guards, two rescuers and a resident"
			x.admit("spelled", k, true)
			x.right(k, "spelled", whole)
			x.parts(from, whole)
			return
		}
		if x.umark(j, ',') && j+2 < len(x.u) && x.u[j+1].kind == bare && x.u[j+1].hasQ && x.uhas(j+2, lexicon.In) && whole >= 0 && x.out[whole].unit.hasQ {
			x.admit("ellipsis", j+1, false) // "six died in A, three in B and two in C"
		}
		if k := x.ofThose(j); k > 0 {
			x.admit("of-them", k, true)
			x.right(k, "of-them", whole)
			x.under(true, whole)
			return
		}
		if k := x.alongside(j); k > 0 {
			if d := x.admit("with", k, false); d >= 0 {
				x.right(k, "with", d)
			}
			return
		}
		if x.uhas(j, lexicon.Includes) && !x.uhas(j, lexicon.Verb) {
			k := j + 1
			if x.uhas(k, lexicon.Them) {
				k++
			}
			if x.isPhrase(k) && x.themAlone(k) {
				k++
			}
			if x.isPhrase(k) && (x.u[k].hasQ || x.u[k].one) && !x.another(k) {
				from := len(x.out)
				x.admit("including", k, true)
				x.right(k, "including", whole)
				x.parts(from, whole)
			}
			return
		}
		if x.isPhrase(j) && x.u[j].hasQ && x.f.Then != "" && x.next(x.u[j].e, x.b, x.f.IfLeft) && !x.isTrigger(j+2) { // "four were shot, one fatally"
			x.what = x.f.Then
			x.admit("fate", j, false)
			return
		}
		if x.isPhrase(j) && x.u[j].ofThem {
			x.admit("of-them", j, true)
			x.under(true, whole)
		}
	}
}

// alongside returns the phrase that "along with", "together with" or
// "alongside" puts beside those spoken of, or 0.
func (x finding) alongside(j int) int {
	if !x.uhas(j, lexicon.Along) {
		return 0
	}
	k := j + 1
	if x.uhas(k, lexicon.With) {
		k++
	} else if !x.isPhrase(k) || x.u[k].kind != people {
		return 0
	}
	if x.isPhrase(k) && (x.u[k].hasQ || x.u[k].one) {
		return k
	}
	return 0
}

// ellipsis admits the number in "five died in one town and three in another",
// where the verb is not said again.
func (x finding) ellipsis(j, whole int) {
	if !x.uhas(j, lexicon.And) || j+2 >= len(x.u) || whole < 0 || !x.out[whole].unit.hasQ {
		return
	}
	if u := &x.u[j+1]; u.kind == bare && u.hasQ && x.uhas(j+2, lexicon.In) {
		x.admit("ellipsis", j+1, false)
	}
}

// themAlone reports whether unit k is the word "them" alone.
func (s *sentence) themAlone(k int) bool {
	return k >= 0 && k < len(s.u) && s.has(s.u[k].head, lexicon.Them) && !s.u[k].hasQ
}
