package link

import (
	"cmp"
	"math"
	"slices"

	"github.com/recountlab/recount"
)

// A Change is what a second look at the incidents found: that two are one, or
// that an account belongs to another.
type Change struct {
	From, Into recount.IncidentID
	Account    recount.ClaimID // the account that moves; "" if From is Into
	P          float64
	Why        string
}

// Refine looks again at the incidents near each other that touched names. It
// merges two that are likelier one than not, by the rule by which groups join,
// and moves a group that its own incident contradicts and another does not.
// What people said of claims stands. Then it says of each of those touched how
// likely it is to be a larger one told of again. The order of near does not
// matter.
func (m *Model) Refine(near []Near, touched []recount.IncidentID, fs []Fact, words *Frequency) ([]Change, []Doubt) {
	l := NewLinker(m, words)
	number := map[recount.ClaimID]int{}
	slices.SortFunc(near, func(a, b Near) int { return cmp.Compare(a.Incident, b.Incident) })
	n := 0
	for _, x := range near {
		for _, g := range x.Groups {
			for i := range g.Claims {
				number[g.Claims[i].ID] = n
			}
			n++
		}
	}
	l.Know(fs, func(c recount.ClaimID) (int, bool) { i, ok := number[c]; return i, ok })
	l.hold(near)
	var todo []int32
	for k := range near {
		if slices.Contains(touched, near[k].Incident) {
			todo = append(todo, int32(k))
		}
	}
	var out []Change
	name := func(k int32) recount.IncidentID { return near[k].Incident }
	for _, c := range l.refine(todo, looks) {
		x := Change{From: name(c.from), Into: name(c.into), P: c.p, Why: c.why}
		if c.account >= 0 {
			x.Account = l.accounts[c.account].ID
		}
		out = append(out, x)
	}
	var doubts []Doubt
	for _, k := range todo {
		if l.incidents[k].gone {
			continue
		}
		d := Doubt{Incident: name(k)}
		var best scored
		if d.P, best = l.doubted(k); d.P > 0 {
			d.Of, d.Why = name(best.incident), l.Model.sum(best)
		}
		doubts = append(doubts, d)
	}
	return out, doubts
}

const looks = 3

// A Doubt is how likely an incident is to be another, larger one told of again.
type Doubt struct {
	Incident, Of recount.IncidentID
	P            float64
	Why          string // what speaks for it, in bits
}

// doubted is the chance that k is one of the larger incidents near it, and the
// likeliest of them.
func (l *Linker) doubted(k int32) (p float64, best scored) {
	l.near(k)
	in := &l.incidents[k]
	larger := l.scored[:0]
	for _, s := range l.scored {
		o := &l.incidents[s.incident]
		if s.veto == allowed && (len(o.members) > len(in.members) || len(o.members) == len(in.members) && s.incident < k) {
			larger = append(larger, s)
		}
	}
	l.scored = larger
	if len(larger) == 0 {
		return 0, scored{}
	}
	best = slices.MaxFunc(larger, func(a, b scored) int { return cmp.Or(cmp.Compare(a.bits, b.bits), cmp.Compare(b.incident, a.incident)) })
	return l.doubt(), best
}

type change struct {
	from, into int32
	account    int32 // the one that moves; -1 if all of from does
	p          float64
	why        string
}

// Refine looks again at all incidents, in the order they were founded, and at
// those that changed as many times over. It returns how much changed.
func (l *Linker) Refine(times int) int {
	todo := make([]int32, 0, len(l.incidents))
	for k := range l.incidents {
		todo = append(todo, int32(k))
	}
	return len(l.refine(todo, times))
}

func (l *Linker) refine(todo []int32, times int) []change {
	var out []change
	for range times {
		var touched []int32
		for _, k := range todo {
			if l.incidents[k].gone {
				continue
			}
			if c, ok := l.merge(k); ok {
				out, touched = append(out, c), append(touched, c.into)
				continue
			}
			for _, c := range l.strays(k) {
				out, touched = append(out, c), append(touched, c.from, c.into)
			}
		}
		slices.Sort(touched)
		todo = slices.Compact(touched)
		if len(todo) == 0 {
			break
		}
	}
	return out
}

// near lists the incidents under the keys of k's exemplars, and how well each
// fits k: the mean over pairs of exemplars.
func (l *Linker) near(k int32) {
	in := &l.incidents[k]
	l.look++
	l.seen[k] = l.look
	l.scored = l.scored[:0]
	for _, e := range in.exemplars {
		a := &l.accounts[e]
		l.keys = a.keys(l.keys[:0], l.Words, true)
		for _, key := range slices.Backward(l.keys) {
			ids := l.under[key]
			for n := len(ids) - 1; n >= max(0, len(ids)-l.Model.Crowd); n-- {
				if o := ids[n]; l.seen[o] != l.look && !l.incidents[o].gone {
					l.seen[o] = l.look
					l.scored = append(l.scored, scored{incident: o, tied: key.ties()})
				}
			}
		}
	}
	for n := range l.scored {
		l.fit(k, &l.scored[n])
	}
}

// fit weighs two incidents against each other.
func (l *Linker) fit(k int32, s *scored) {
	a, b := &l.incidents[k], &l.incidents[s.incident]
	s.bits, s.p, s.veto = 0, 0, allowed
	outside := l.apart(a, b)
	if outside != allowed && !s.tied {
		s.veto = outside
		return
	}
	s.veto = l.cross(a.exemplars, b.exemplars, outside, s)
	switch {
	case s.veto != allowed:
	case s.bits > hopeless && l.shareReport(a, b):
		s.veto = sameReport
	case l.parted(k, s.incident):
		s.veto = saidApart
	}
}

// hopeless is a score that wins against nothing: what else speaks against a
// pair is not asked then.
const hopeless = -4

// apart is the envelope of two incidents: their middles.
func (l *Linker) apart(a, b *incident) veto {
	switch {
	case a.timed > 0 && b.timed > 0 && math.Abs(float64(a.days)/float64(a.timed)-float64(b.days)/float64(b.timed)) > l.Model.Days*float64(day):
		return tooLate
	case a.fixed > 0 && b.fixed > 0 && flat(a.middle(), b.middle()) > l.Model.Metres:
		return tooFar
	}
	return allowed
}

// shareReport reports whether one report tells of both: it would not tell one
// event twice.
func (l *Linker) shareReport(a, b *incident) bool {
	if len(a.members) > len(b.members) {
		a, b = b, a
	}
	for _, i := range a.members {
		r := l.accounts[i].report
		for _, k := range l.of[r] {
			if &l.incidents[k] == b {
				return true
			}
		}
	}
	return false
}

// merge joins k with the incident it is likeliest one with.
func (l *Linker) merge(k int32) (change, bool) {
	l.near(k)
	p := l.choose()
	if p.at < 0 {
		return change{}, false
	}
	p.New = false
	c := change{k, p.at, -1, p.P, l.why(p)}
	if a, b := &l.incidents[c.from], &l.incidents[c.into]; len(a.members) > len(b.members) || len(a.members) == len(b.members) && c.from < c.into {
		c.from, c.into = c.into, c.from
	}
	l.join(c.from, c.into)
	return c, true
}

// join puts all of one incident into another.
func (l *Linker) join(from, into int32) {
	members := l.incidents[from].members
	l.incidents[from] = incident{gone: true}
	for _, i := range members {
		l.put(i, into)
	}
}

// stray is the mean score to the others under which an account is looked at.
const stray = -2

// strays moves the accounts of k that its other accounts speak against and
// that some other incident would have had.
func (l *Linker) strays(k int32) (out []change) {
	members := l.incidents[k].members
	if len(members) < 3 {
		return nil
	}
	for _, i := range slices.Clone(members) {
		sum, n := 0.0, 0
		for _, e := range l.incidents[k].exemplars {
			if e != i {
				sum += l.Model.score(l.Model.compare(&l.accounts[i], &l.accounts[e], l.Words))
				n++
			}
		}
		if n == 0 || sum/float64(n) >= stray || l.fixed(i) {
			continue
		}
		l.take(i)
		p := l.weigh(i)
		if p.at < 0 || p.at == k {
			l.put(i, k)
			continue
		}
		out = append(out, change{k, p.at, i, p.P, l.why(p)})
		l.put(i, p.at)
	}
	return out
}

// take removes account i from its incident. The keys it was found under stay.
func (l *Linker) take(i int32) {
	k := l.at[i]
	in := &l.incidents[k]
	members := slices.DeleteFunc(slices.Clone(in.members), func(j int32) bool { return j == i })
	*in = incident{}
	l.forget(i, k)
	for _, j := range members {
		l.forget(j, k)
	}
	for _, j := range members {
		l.put(j, k)
	}
	l.at[i] = -1
}

// forget drops that k holds an account of i's report.
func (l *Linker) forget(i, k int32) {
	r := l.accounts[i].report
	if n := slices.Index(l.of[r], k); n >= 0 {
		l.of[r] = slices.Delete(l.of[r], n, n+1)
	}
}
