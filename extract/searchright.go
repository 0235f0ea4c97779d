package extract

import (
	"github.com/recountlab/recount/lexicon"
)

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
