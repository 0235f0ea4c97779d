package extract

import (
	"cmp"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

type standingKey struct {
	event  int
	what   recount.What
	denied bool
	origin recount.SourceID
}

// oneOf makes a draft of somebody named or known a part of what another voice
// counted before, where its own voice counted nothing yet.
func (pg *page) oneOf(i int, standing map[standingKey][]int, k standingKey) bool {
	d := &pg.out[i]
	if len(standing[k]) > 0 || !(d.unit.one && !d.unit.hasQ || d.zero) {
		return false
	}
	largest := -1
	for o, list := range standing {
		if o.event != k.event || o.what != k.what || o.denied != k.denied {
			continue
		}
		for _, n := range list {
			if !clash(pg.out[n].unit.who, d.unit.who) && (largest < 0 || pg.out[n].q.Low > pg.out[largest].q.Low || pg.out[n].q.Low == pg.out[largest].q.Low && n < largest) {
				largest = n
			}
		}
	}
	if largest < 0 || d.zero && pg.out[largest].zero {
		return false
	}
	d.part, d.parent, d.why.told = true, largest, partOthers
	return true
}

// whole returns the claim that a part without a known whole is part of: the
// nearest one before it that is large enough.
func (pg *page) whole(i int) int {
	d := &pg.out[i]
	for k := i - 1; k >= 0 && d.sent-pg.out[k].sent < 6; k-- {
		o := &pg.out[k]
		if o.what == d.what && o.event == d.event && o.parent < 0 && o.reality == recount.Actual && o.q.High >= d.q.Low {
			if o.repeats >= 0 {
				return o.repeats
			}
			return k
		}
	}
	return -1
}

// stand sets draft i against those that stand, and returns those that stand now.
func (pg *page) stand(i int, standing []int) []int {
	d := &pg.out[i]
	if len(standing) == 0 {
		return append(standing, i)
	}
	if d.zero { // "no one else was hurt"
		d.part, d.parent, d.why.told = true, standing[0], partNobody
		return standing
	}
	if d.unit.others && d.q.Low >= 2 { // "four others were hurt", said again
		if k := pg.again(d, standing); k >= 0 && pg.out[k].sent != d.sent {
			d.repeats, d.why.told = k, repeatsFigure
			return standing
		}
	}
	if o := &pg.out[standing[0]]; (o.path == "implied" && o.q.Row == "unknown" || o.q.Qualifier == recount.Vague && o.q.Low <= d.q.Low && d.q.Low <= o.q.High && d.unit.others && d.q.Qualifier == recount.Exact && o.sent != d.sent && !pg.differ(o, d) || o.q.Row == "bare" && d.q.Qualifier != recount.Vague && d.q.Low >= o.q.Low && !d.adds && !d.unit.others && o.sent != d.sent && !pg.differ(o, d)) && !d.zero { // "a fatal shooting": these are who died
		o.repeats = i
		if standing = standing[1:]; len(standing) == 0 {
			return append(standing, i)
		}
	}
	if d.q.Low >= 2 && !d.adds && pg.mateRepeats(i) { // "her sister and her four nephews", said again
		if k := pg.again(d, standing); k >= 0 && pg.out[k].sent != d.sent {
			d.repeats = k
			return standing
		}
	}
	if d.what == recount.Detained && !d.unit.def && !d.total && d.unit.kind == people && pg.out[standing[len(standing)-1]].unit.kind == people &&
		len(standing) == 1 && pg.out[standing[0]].unit.one && !pg.sameHead(d, &pg.out[standing[0]]) && d.q.Low > 1 && d.sent > pg.out[standing[0]].sent {
		return append(standing, i) // "a leader was held. Two insurgents were held": one by one
	}
	one := d.unit.one && !d.unit.hasQ && !d.adds && pg.most(pg.outside(d, standing)) > 1
	if !d.total && pg.adds(d, standing) || !one && pg.beside(i, standing) && !pg.within(i, standing) {
		return append(standing, i)
	}
	if k := pg.again(d, standing); k >= 0 {
		d.repeats, d.why.told = k, repeatsFigure
		return standing
	}
	sum, largest := 0, -1
	for _, k := range standing {
		sum += pg.out[k].q.Low
		if largest < 0 || pg.out[k].q.Low > pg.out[largest].q.Low {
			largest = k
		}
	}
	single := d.unit.one && !d.unit.hasQ
	switch {
	case d.reality == recount.Presupposed, d.q.Qualifier == recount.Vague && pg.out[largest].q.Qualifier != recount.Vague && pg.out[largest].q.Low > 1 && !pg.apart(d, standing):
		if d.repeats, d.why.told = largest, repeatsVague; d.reality == recount.Presupposed {
			d.why.told = repeatsKnown
		}
		return standing
	case d.unit.plural || d.q.Qualifier == recount.Vague && sum >= d.q.Low:
		if d.unit.plural && !pg.apart(d, standing) || d.q.Low <= sum && sum <= d.q.High {
			d.repeats, d.why.told = largest, repeatsVague
			return standing
		}
	case single && (d.unit.def || d.unit.kind == name || pg.out[largest].q.Low > 1) && !pg.apart(d, standing):
		// "the man died", "J. Doe, 27, was killed": one of those spoken of
		return pg.join(i, standing, largest)
	case d.total && d.q.Low >= pg.out[largest].q.Low, d.q.Low == sum && len(standing) > 1:
		return pg.takeOver(i, standing)
	case pg.apart(d, standing):
	case d.q.Low < pg.out[largest].q.Low:
		return pg.join(i, standing, largest)
	case d.q.Low > sum && !pg.apart(d, standing):
		return pg.takeOver(i, standing)
	}
	return append(standing, i)
}

// outside returns those that stand and are no members of d's own list.
func (pg *page) outside(d *draft, standing []int) []int {
	var out []int
	for _, k := range standing {
		if o := &pg.out[k]; d.list == 0 || o.sent != d.sent || o.list != d.list {
			out = append(out, k)
		}
	}
	return out
}

// conjoined reports whether "and" stands between two triggers with nothing that
// begins another clause.
func (pg *page) conjoined(a, b int) bool {
	and := false
	for k := a + 1; k < b; k++ {
		e := &pg.p.Entries[pg.lex[k]]
		and = and || e.Has(lexicon.And)
		if e.Has(lexicon.Relative|lexicon.That|lexicon.Conjunction) || pg.d.Tokens[k].Mark == ';' {
			return false
		}
	}
	return and
}

// mateRepeats reports whether somebody of draft i's own list was spoken of before.
func (pg *page) mateRepeats(i int) bool {
	d := &pg.out[i]
	for k := i - 1; k >= 0 && pg.out[k].sent == d.sent; k-- {
		if o := &pg.out[k]; o.what == d.what && o.list == d.list && d.list != 0 && o.repeats >= 0 {
			return true
		}
	}
	return false
}

// sentenceStart returns the first draft of the sentence of draft i.
func (pg *page) sentenceStart(i int) int {
	for i > 0 && pg.out[i-1].sent == pg.out[i].sent {
		i--
	}
	return i
}

// within reports whether a sentence before counted more people, of whom d's may
// be some: those whom a report names one by one after its count.
func (pg *page) within(i int, standing []int) bool {
	d := &pg.out[i]
	all := 0 // of d's list, d among them
	for k := pg.sentenceStart(i); k < len(pg.out) && pg.out[k].sent == d.sent; k++ {
		if o := &pg.out[k]; o.what == d.what && (o.list == d.list && d.list != 0 || o.trigger == d.trigger) {
			all += o.q.Low
		}
	}
	for _, k := range standing {
		if o := &pg.out[k]; o.sent < d.sent && (o.q.Low > max(d.q.Low, 2) || o.q.Low >= all && all > d.q.Low) && !pg.differ(o, d) {
			return true
		}
	}
	return false
}

// most returns the largest count that stands.
func (pg *page) most(standing []int) int {
	n := 0
	for _, k := range standing {
		n = max(n, pg.out[k].q.Low)
	}
	return n
}

// adds reports whether d counts others than those that stand: its words say so,
// and it is near what it adds to or too large to be a part of it.
func (pg *page) adds(d *draft, standing []int) bool {
	if !d.adds && !d.also {
		return false
	}
	last := standing[len(standing)-1]
	if o := &pg.out[last]; pg.d.Sentences[o.sent].Head && o.sent != d.sent && o.q.Low == d.q.Low && pg.again(d, standing) >= 0 {
		return false // the headline has counted them
	}
	return d.q.Low >= pg.most(standing) || d.adds && d.sent-pg.out[last].sent <= 2
}

// spelled finds lists of which one member counts all the others: "four people,
// a baker and three others". The others are its parts.
func (pg *page) spelled() {
	for i := 0; i < len(pg.out); {
		k, sum := i, 0
		for k < len(pg.out) && pg.out[k].list == pg.out[i].list && pg.out[k].sent == pg.out[i].sent && pg.out[k].what == pg.out[i].what {
			sum += pg.out[k].q.Low
			k++
		}
		if pg.out[i].list != 0 && k-i >= 3 {
			for w := i; w < k; w++ {
				if 2*pg.out[w].q.Low == sum {
					for o := i; o < k; o++ {
						if o != w {
							pg.out[o].part, pg.out[o].parent, pg.out[o].why.told = true, w, partSpelled
						}
					}
					break
				}
			}
		}
		i = max(k, i+1)
	}
}

// beside reports whether draft i stands in one list with a claim that stands or
// was repeated, or in another clause of its sentence: then it speaks of others.
func (pg *page) beside(i int, standing []int) bool {
	d := &pg.out[i]
	for k := i - 1; k >= 0 && pg.out[k].sent == d.sent; k-- {
		o := &pg.out[k]
		if o.what != d.what || o.parent >= 0 {
			continue
		}
		if o.list == d.list && d.list != 0 || o.trigger == d.trigger {
			return true
		}
		if !d.unit.def && !o.unit.def && !d.total && d.unit.kind == people && o.unit.kind == people && pg.conjoined(o.trigger, d.trigger) {
			return true // "arrested a leader and held one other"
		}
		if !d.unit.def && !d.total && o.repeats < 0 && (d.unit.hasQ || d.unit.one) && !(o.q.Low == d.q.Low && o.q.High == d.q.High && !pg.differ(o, d)) {
			return true
		}
	}
	return false
}

// again returns the standing claim that d says again, or -1.
func (pg *page) again(d *draft, standing []int) int {
	for _, k := range standing {
		o := &pg.out[k]
		same := o.q.Low == d.q.Low && (o.q.High == d.q.High || o.q.Stated == d.q.Stated && o.q.Stated > 0)
		if !same && o.q.Low >= 5 && d.q.Low >= 5 && o.sent != d.sent && o.q.Qualifier != recount.Vague && d.q.Qualifier != recount.Vague && o.q.Low <= d.q.High && d.q.Low <= o.q.High {
			same = o.q.High != o.q.Low || d.q.High != d.q.Low // "at least 24", "about 25"
		}
		if same && pg.twoNames(o, d) {
			continue
		}
		if same && !pg.differ(o, d) && (o.unit.kind != name || d.unit.kind != name || pg.sameName(o, d)) {
			return k
		}
	}
	return -1
}

// sameName reports whether two named people share a name.
func (pg *page) sameName(a, b *draft) bool {
	return strings.EqualFold(pg.d.Word(a.unit.head), pg.d.Word(b.unit.head)) || strings.EqualFold(pg.d.Word(a.unit.s), pg.d.Word(b.unit.s))
}

// apart reports whether d speaks of people of another kind than all that stand.
func (pg *page) apart(d *draft, standing []int) bool {
	for _, k := range standing {
		if !pg.differ(&pg.out[k], d) {
			return false
		}
	}
	return true
}

// differ reports whether two claims cannot be of the same people.
func (pg *page) differ(a, b *draft) bool {
	sex := func(u *unit) string { return cmp.Or(u.who.Sex, u.sex) }
	if x, y := sex(&a.unit), sex(&b.unit); x != "" && y != "" && x != y {
		return true
	}
	return clash(a.unit.who, b.unit.who) || a.self != b.self && a.sent == b.sent || a.unit.age > 0 && b.unit.age > 0 && a.unit.age != b.unit.age
}

// join makes draft i a repeat of the one standing claim of one person, or a
// part of the largest. It returns those that stand now: people told apart by
// name or otherwise stand beside each other.
func (pg *page) join(i int, standing []int, largest int) []int {
	d := &pg.out[i]
	for _, k := range standing {
		if o := &pg.out[k]; o.q.Low == d.q.Low && o.q.High == d.q.High && !pg.differ(o, d) && !pg.twoNames(o, d) {
			d.repeats, d.why.told = k, repeatsPerson
			return standing
		}
	}
	if pg.out[largest].q.Low <= d.q.Low && pg.twoNames(&pg.out[largest], d) {
		return append(standing, i)
	}
	d.part, d.parent, d.why.told = true, largest, partFewer
	return standing
}

// takeOver lets draft i stand for all that stood before, as its parts.
func (pg *page) takeOver(i int, standing []int) []int {
	var rest []int
	for _, k := range standing {
		o := &pg.out[k]
		if clash(o.unit.who, pg.out[i].unit.who) || o.q.Low > pg.out[i].q.High {
			rest = append(rest, k)
			continue
		}
		o.part, o.parent, o.why.told = true, i, partOfTotal
	}
	return append(rest, i)
}

// clash reports whether nobody can be of both categories.
func clash(a, b recount.Victims) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	if differ(a.Status, b.Status) || differ(a.Age, b.Age) || differ(a.Sex, b.Sex) {
		return true
	}
	return differ(a.Role, b.Role) && a.Status == b.Status
}
