package extract

import (
	"github.com/recountlab/recount"
)

// The in-report structure: which claims say again what another said, which are
// parts of another, and which are left to speak of different people. What is
// left adds up: see [recount.Claim.Repeats] and PartOf.

// settle compares each draft with those before it that speak of the same event
// and the same harm.
func (pg *page) settle() {
	pg.cast()
	pg.spelled()
	standing, leads := map[standingKey][]int{}, map[leadKey][]int{}
	for i := range pg.out {
		d := &pg.out[i]
		if d.what.Family() != recount.Harm && d.what.Family() != recount.Movement || d.reality != recount.Actual && d.reality != recount.Presupposed || d.background || d.season() {
			continue
		}
		if d.repeats >= 0 {
			continue
		}
		if d.part && d.parent < 0 {
			d.parent, d.why.told = pg.whole(i), partNearest
		}
		if d.parent >= 0 || d.q.Unit != "" {
			continue
		}
		k := standingKey{d.event, d.what, d.denied, d.says.Origin()}
		if (d.adds || d.also) && len(d.sources) == 0 && len(standing[k]) == 0 {
			k = pg.continued(d, k, standing)
		}
		if d.unit.others && len(standing[k]) == 0 { // others than those who suffered something else
			d.adds = false
		}
		if pg.oneOf(i, standing, k) || pg.ofLead(i, leads[leadKey{d.event, d.what}]) {
			continue
		}
		standing[k] = lastOf(pg.stand(i, standing[k]))
		if l := leads[leadKey{d.event, d.what}]; d.repeats < 0 && d.parent < 0 && !d.denied && !d.zero && (len(l) == 0 || pg.out[l[0]].sent == d.sent) {
			leads[leadKey{d.event, d.what}] = append(l, i)
		}
	}
	parts := map[partKey]int{}
	for i := range pg.out {
		if d := &pg.out[i]; d.parent >= 0 && d.repeats < 0 && d.q.Low > 1 {
			if k := pg.partAgain(i, parts); k >= 0 {
				d.repeats, d.why.told = k, repeatsFigure
			}
		}
	}
	pg.survivors()
}

// partKey is what is said of a part: of which whole, how many, of what kind.
type partKey struct {
	parent, low int
	what        recount.What
	who         recount.Victims
}

// partAgain returns the part of the same whole, said in a sentence before, that
// draft i says again: "…, four of them children. … and their four children"; -1
// if there is none.
func (pg *page) partAgain(i int, parts map[partKey]int) int {
	d := &pg.out[i]
	k := partKey{d.parent, d.q.Low, d.what, d.unit.who}
	if k.who.Words = ""; k.who == (recount.Victims{}) || d.q.Qualifier == recount.Vague {
		return -1
	}
	if o, ok := parts[k]; ok && pg.out[o].sent != d.sent {
		return o
	} else if !ok {
		parts[k] = i
	}
	return -1
}

// survivors tells those who were shot from those of them who died: of five shot
// two of whom died, three were hurt. Where the report counts the hurt itself,
// the five are casualties.
func (pg *page) survivors() {
	stands := func(d *draft) bool {
		return d.repeats < 0 && d.parent < 0 && d.reality == recount.Actual && !d.background && !d.season() && !d.denied && d.event > 0
	}
	type voice struct {
		event  int
		origin recount.SourceID
	}
	type count struct{ event, n int }
	dead, most, hurt := map[voice]int{}, map[int]int{}, map[count]int{} // hurt: who they are, by draft
	told := map[int]int{}                                               // of those shot, the draft of the hurt
	note := func(i int) {
		c := count{pg.out[i].event, pg.out[i].q.Low}
		if k, ok := hurt[c]; !ok || pg.out[k].parent >= 0 && pg.out[i].parent < 0 {
			hurt[c] = i
		}
	}
	for i := range pg.out {
		d := &pg.out[i]
		if p := d.parent; p >= 0 && d.what == recount.Injured && pg.out[p].shot && stands(&pg.out[p]) && d.q.Qualifier == recount.Exact {
			note(i)
		}
		if !stands(d) || d.q.Qualifier == recount.Vague {
			continue
		}
		switch {
		case d.what == recount.Killed && !d.self:
			v := voice{d.event, d.says.Origin()}
			dead[v] += d.q.Low
			most[d.event] = max(most[d.event], dead[v])
		case d.what == recount.Injured:
			note(i)
		}
	}
	for i := range pg.out {
		d := &pg.out[i]
		if d.what != recount.Injured || !d.shot || !stands(d) || d.q.Qualifier != recount.Exact || d.q.Low < 2 || d.unit.others || d.adds {
			continue
		}
		n, k := d.q.Low, most[d.event]
		if k == 0 || k >= n {
			continue
		}
		if m, ok := hurt[count{d.event, n - k}]; ok {
			d.what = recount.Casualties
			told[i] = m
			continue
		}
		d.q.Low, d.q.Point, d.q.Qualifier, d.q.Row = n-k, n-k, recount.Between, "less-the-dead"
	}
	for i := range pg.out { // who was a part of those shot is one of the hurt
		d := &pg.out[i]
		if m, ok := told[d.parent]; ok && d.what == recount.Injured {
			if d.parent = m; i == m {
				d.part, d.parent = false, -1
			}
		}
	}
}

// leadKey is what a lead counts: who suffered one harm in one event.
type leadKey struct {
	event int
	what  recount.What
}

// ofLead makes draft i of those whom the lead counts: the first sentence that
// counts who suffered this harm, most often the headline, sums up what follows.
// What follows and counts no more, and no others, says it again or of some of them.
func (pg *page) ofLead(i int, lead []int) bool {
	d := &pg.out[i]
	if len(lead) == 0 || d.denied || d.total || d.q.Qualifier == recount.Vague || pg.out[lead[0]].sent == d.sent || d.adds && !d.unit.others || d.also && d.unit.hasQ || d.zero {
		return false
	}
	sum, most := 0, lead[0]
	for _, k := range lead {
		o := &pg.out[k]
		if o.q.Qualifier == recount.Vague || pg.differ(o, d) || pg.twoNames(o, d) {
			return false
		}
		if sum += o.q.Low; o.q.Low > pg.out[most].q.Low {
			most = k
		}
	}
	own := d.says.Origin() == pg.out[most].says.Origin()
	switch {
	case d.q.Low > sum || !own && d.q.Low > 1, own && d.q.Low == pg.out[most].q.Low, d.q.Low == sum && len(lead) > 1:
		return false
	case d.q.Low == pg.out[most].q.Low && len(lead) == 1:
		d.repeats, d.why.told = most, repeatsPerson
	default:
		d.part, d.parent, d.why.told = true, most, partFewer
	}
	return true
}

// continued gives a draft that adds to what one voice counted, and is said by
// nobody in particular, that voice: "the army said it held two men. Three more
// were held later".
func (pg *page) continued(d *draft, k standingKey, standing map[standingKey][]int) standingKey {
	var only *draft
	for o, list := range standing {
		if o.event != k.event || o.what != k.what || o.denied != k.denied || len(list) == 0 {
			continue
		}
		if only != nil {
			return k
		}
		only = &pg.out[list[0]]
	}
	if only == nil || len(only.sources) == 0 {
		return k
	}
	d.says = only.says
	pg.note(d, voiceContinued, pg.span(only.trigger, only.trigger+1))
	k.origin = d.says.Origin()
	return k
}

// lastOf keeps the first and the last of those that stand, where a report has
// more than anybody counts.
func lastOf(standing []int) []int {
	if len(standing) > 2*reach {
		return append(standing[:1], standing[len(standing)-reach:]...)
	}
	return standing
}

// season reports whether d counts a season, not an event.
func (d *draft) season() bool { return d.since || d.many }
