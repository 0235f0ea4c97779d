package extract

import (
	"strings"

	"github.com/recountlab/recount"
)

// The in-report structure: which claims say again what another said, which are
// parts of another, and which are left to speak of different people. What is
// left adds up: see [recount.Claim.Repeats] and PartOf.

// settle compares each draft with those before it that speak of the same event
// and the same harm.
func (pg *page) settle() {
	standing := map[standingKey][]int{}
	for i := range pg.out {
		d := &pg.out[i]
		if d.what.Family() != recount.Harm && d.what.Family() != recount.Movement || d.reality != recount.Actual || d.background || d.period() {
			continue
		}
		if d.part && d.parent < 0 {
			d.parent = pg.whole(i)
		}
		if d.parent >= 0 || d.q.Unit != "" {
			continue
		}
		k := standingKey{d.event, d.what, d.denied}
		standing[k] = pg.stand(i, standing[k])
	}
}

type standingKey struct {
	event  int
	what   recount.What
	denied bool
}

// period reports whether d counts a season, not an event.
func (d *draft) period() bool { return d.since || d.many }

// whole returns the claim that a part without a known whole is part of: the
// nearest one before it that is large enough.
func (pg *page) whole(i int) int {
	d := &pg.out[i]
	for k := i - 1; k >= 0; k-- {
		o := &pg.out[k]
		if o.what == d.what && o.event == d.event && o.parent < 0 && o.reality == recount.Actual && o.q.High >= d.q.Low && d.sent-o.sent < 6 {
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
	if d.adds && !d.total {
		return append(standing, i)
	}
	// a list, or another phrase of the same clause, speaks of other people
	for _, k := range standing {
		if o := &pg.out[k]; o.sent == d.sent && (o.list == d.list && d.list != 0 || o.trigger == d.trigger) {
			return append(standing, i)
		}
	}
	if d.zero {
		return append(standing, i)
	}
	if k := pg.again(d, standing); k >= 0 {
		d.repeats = k
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
	case d.unit.plural || d.q.Qualifier == recount.Vague && sum >= d.q.Low:
		if d.unit.plural && !pg.apart(d, standing) || d.q.Low <= sum && sum <= d.q.High {
			d.repeats = largest
			return standing
		}
	case single && (d.unit.def || d.unit.kind == name || pg.out[largest].q.Low > 1) && !pg.apart(d, standing):
		// "the man died", "J. Doe, 27, was killed": one of those spoken of
		pg.join(i, standing, largest)
		return standing
	case d.total && d.q.Low >= pg.out[largest].q.Low, d.q.Low == sum && len(standing) > 1:
		return pg.takeOver(i, standing)
	case pg.apart(d, standing):
	case d.q.Low < pg.out[largest].q.Low:
		pg.join(i, standing, largest)
		return standing
	case d.q.Low > sum && !pg.apart(d, standing):
		return pg.takeOver(i, standing)
	}
	return append(standing, i)
}

// again returns the standing claim that d says again, or -1.
func (pg *page) again(d *draft, standing []int) int {
	for _, k := range standing {
		o := &pg.out[k]
		same := o.q.Low == d.q.Low && (o.q.High == d.q.High || o.q.Stated == d.q.Stated && o.q.Stated > 0)
		if same && !clash(o.unit.who, d.unit.who) && (o.unit.kind != name || d.unit.kind != name || pg.sameName(o, d)) {
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
		if !clash(pg.out[k].unit.who, d.unit.who) {
			return false
		}
	}
	return true
}

// join makes draft i a repeat of the one standing claim of one person, or a
// part of the largest.
func (pg *page) join(i int, standing []int, largest int) {
	d := &pg.out[i]
	for _, k := range standing {
		if o := &pg.out[k]; o.q.Low == d.q.Low && o.q.High == d.q.High && !clash(o.unit.who, d.unit.who) {
			d.repeats = k
			return
		}
	}
	d.part, d.parent = true, largest
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
		o.part, o.parent = true, i
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
