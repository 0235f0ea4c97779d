// Package link decides which claims speak of the same incident, and which
// reports are copies of one another. It proposes; decisions dispose.
//
// The unit is the account: what one report claims about one event. An account
// is weighed against the incidents near it by a Fellegi–Sunter model (Fellegi
// and Sunter 1969) whose weights, in bits, are data, and joins one only if that
// one is likelier than all its rivals and a new incident together. Nothing
// joins by a chain of resemblances.
package link

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/recountlab/recount"
)

// A Linker holds incidents in memory and says where further accounts belong.
// It is not safe for use by several goroutines.
type Linker struct {
	Model *Model
	Words *Frequency

	accounts  []Account
	incidents []incident
	at        []int32 // incident of each account
	under     map[Key][]int32
	of        map[uint64][]int32 // incidents that hold an account of a report
	facts     facts

	seen   []int32 // per incident: the last look that met it
	look   int32
	keys   []Key
	scored []scored
}

// An incident is the accounts of it, and what is asked of them together.
type incident struct {
	members         []int32
	exemplars       []int32 // those that are compared: the most precise, no two of one text
	gone            bool    // merged into another
	all             whats
	days, timed     int64 // middles in minutes, and of how many
	lat, lon, fixed int64 // positions in millionths of a degree, and of how many
}

// NewLinker makes a linker that holds nothing.
func NewLinker(m *Model, words *Frequency) *Linker {
	return &Linker{Model: m, Words: words, under: map[Key][]int32{}, of: map[uint64][]int32{}}
}

// scored is how well an account or incident fits an incident.
type scored struct {
	incident int32
	bits     float64
	p        float64
	best     comparison // with the exemplar it fits best
	tied     bool       // found by more than place and time: a text, a person, a rare word
	veto     veto
}

// veto is why an incident is out of the question, 0 if it is not.
type veto uint8

const (
	allowed veto = iota
	sameReport
	saidApart
	tooLate
	tooFar
	contradicted
	otherDay
	partOfSum
)

var vetoes = [...]string{"", "the same report tells them apart as two events", "a person said that they are two", "too many days from the middle of its reports",
	"too far from the middle of its reports", "contradicted by one of its reports",
	"each adds up a day, and the days differ", "one adds up a day, of which the other tells one strike"}

// Add places an account: with the incident it is likelier to speak of than of
// all others and a new one together, or in a new one.
func (l *Linker) Add(a Account) Placement {
	i := int32(len(l.accounts))
	l.accounts = append(l.accounts, a)
	l.at = append(l.at, -1)
	p := l.weigh(i)
	l.Words.Add(&l.accounts[i])
	if p.at < 0 {
		p.at = l.found()
		p.New = true
	}
	l.put(i, p.at)
	return p
}

// A Placement is where an account was put, and how sure that is.
type Placement struct {
	at      int32
	best    int     // of what was scored, -1 if nothing
	New     bool    // no incident was likely enough
	P       float64 // of what was chosen
	Waiting bool    // new, but a rival is likely enough that a person should look
}

// weigh looks for the incident that account i speaks of: at is -1 if none is
// likely enough. The scores stay in l.scored.
func (l *Linker) weigh(i int32) Placement {
	l.candidates(&l.accounts[i])
	for n := range l.scored {
		l.match(i, &l.scored[n])
	}
	p := l.choose()
	if k, must := l.must(i); must {
		p.at, p.P, p.Waiting = k, 1, false
	}
	return p
}

// choose applies the posterior rule to the scores.
func (l *Linker) choose() Placement {
	none := math.Exp2(l.Model.New)
	all := none
	best := -1
	for n := range l.scored {
		s := &l.scored[n]
		if s.veto == allowed {
			s.p = math.Exp2(min(s.bits, 60))
			all += s.p
		}
		if best < 0 || s.compare(l.scored[best]) < 0 {
			best = n
		}
	}
	rivals := 0.0
	for n := range l.scored {
		l.scored[n].p /= all
		rivals += l.scored[n].p
	}
	p := Placement{at: -1, best: best, P: none / all}
	if best >= 0 && l.scored[best].veto == allowed && l.scored[best].p >= l.Model.Join {
		p.at, p.P = l.scored[best].incident, l.scored[best].p
	} else {
		p.Waiting = rivals >= l.Model.Ask
	}
	return p
}

// compare orders scores, best first: a total order.
func (s scored) compare(o scored) int {
	return cmp.Or(-cmp.Compare(s.p, o.p), -cmp.Compare(s.bits, o.bits), cmp.Compare(s.incident, o.incident))
}

// candidates lists the incidents under a's keys. Of a crowd it takes those of
// the same kind, then those last touched.
func (l *Linker) candidates(a *Account) {
	l.keys = a.keys(l.keys[:0], l.Words, true)
	l.look++
	l.scored = l.scored[:0]
	for _, k := range slices.Backward(l.keys) { // those that tie come last
		ids := l.under[k]
		crowd := len(ids) > l.Model.Crowd
		taken := 0
		for n := len(ids) - 1; n >= 0; n-- {
			id := ids[n]
			if l.seen[id] == l.look || l.incidents[id].gone || crowd && a.all&l.incidents[id].all == 0 {
				continue
			}
			if taken++; taken > l.Model.Crowd {
				break
			}
			l.seen[id] = l.look
			l.scored = append(l.scored, scored{incident: id, tied: k.ties()})
		}
	}
}

// match weighs account i against one incident: the mean over its exemplars.
func (l *Linker) match(i int32, s *scored) {
	a, k := &l.accounts[i], &l.incidents[s.incident]
	s.bits, s.p, s.veto = 0, 0, allowed
	if slices.Contains(l.of[a.report], s.incident) {
		s.veto = sameReport
		return
	}
	if l.cannot(i, s.incident) {
		s.veto = saidApart
		return
	}
	outside := l.envelope(a, k)
	if outside != allowed && !s.tied {
		s.veto = outside
		return
	}
	s.veto = l.cross([]int32{i}, k.exemplars, outside, s)
}

// cross scores the mean over all pairs of two sets of accounts, keeps how the
// best pair compares, and says what forbids them: what lies outside the
// envelope and one flat contradiction, unless the best pair is identified.
func (l *Linker) cross(as, bs []int32, outside veto, s *scored) veto {
	least, best := math.Inf(1), math.Inf(-1)
	parted := allowed
	for _, i := range as {
		for _, j := range bs {
			a, b := &l.accounts[i], &l.accounts[j]
			parted = max(parted, unlike(a, b))
			c := l.Model.compare(a, b, l.Words)
			bits := l.Model.score(c)
			s.bits += bits
			least = min(least, bits)
			if bits > best {
				best, s.best = bits, c
			}
		}
	}
	s.bits /= float64(len(as) * len(bs))
	switch {
	case identified(s.best):
		return allowed
	case outside != allowed:
		return outside
	case parted != allowed:
		return parted
	case least < l.Model.Veto:
		return contradicted
	}
	return allowed
}

// identified reports whether accounts are tied by more than place and time: a
// text, a person or rare words. Then a day or a town read wrongly does not part
// them.
func identified(c comparison) bool {
	return c[inText] == 0 || c[inVictim] == 0 || c[inWords] <= someRare
}

// envelope keeps an incident from drifting: an account must lie near its
// middle in time and, where both are precise, in space.
func (l *Linker) envelope(a *Account, k *incident) veto {
	if k.timed > 0 && a.told != untimed {
		middle := float64(k.days) / float64(k.timed)
		if d := math.Abs(float64(a.middle())-middle) - float64(a.until-a.from)/2; d > l.Model.Days*float64(day) {
			return tooLate
		}
	}
	if k.fixed > 0 && a.level.precise() {
		if flat(a.point(), k.middle()) > l.Model.Metres {
			return tooFar
		}
	}
	return allowed
}

func (a *Account) middle() minutes { return a.from + (a.until-a.from)/2 }

func (k *incident) middle() recount.LatLon {
	return recount.LatLon{Lat: float64(k.lat) / float64(k.fixed) / 1e6, Lon: float64(k.lon) / float64(k.fixed) / 1e6}
}

// found opens an incident.
func (l *Linker) found() int32 {
	l.incidents = append(l.incidents, incident{})
	l.seen = append(l.seen, 0)
	return int32(len(l.incidents) - 1)
}

// put makes account i a member of incident k.
func (l *Linker) put(i, k int32) {
	a, in := &l.accounts[i], &l.incidents[k]
	l.at[i] = k
	in.members = append(in.members, i)
	in.all |= a.all
	if a.told != untimed {
		in.days, in.timed = in.days+int64(a.middle()), in.timed+1
	}
	if a.level.precise() {
		in.lat, in.lon, in.fixed = in.lat+int64(float64(a.lat)*1e6), in.lon+int64(float64(a.lon)*1e6), in.fixed+1
	}
	in.exemplars = l.exemplify(in.exemplars, i)
	if a.report != 0 {
		l.of[a.report] = append(l.of[a.report], k)
	}
	l.keys = a.keys(l.keys[:0], l.Words, false)
	for _, key := range l.keys {
		if ids := l.under[key]; len(ids) == 0 || !slices.Contains(ids[max(0, len(ids)-8):], k) {
			l.under[key] = append(ids, k)
		}
	}
}

// exemplify keeps the best accounts to compare with, no two of one text.
// Whatever the order in which members come, the same ones are kept.
func (l *Linker) exemplify(es []int32, i int32) []int32 {
	a := &l.accounts[i]
	if a.family != 0 {
		for n, e := range es {
			if l.accounts[e].family == a.family {
				if finer(a, &l.accounts[e]) {
					es[n] = i
				}
				return es
			}
		}
	}
	if len(es) < l.Model.Exemplars {
		return append(es, i)
	}
	worst := 0
	for n := range es {
		if finer(&l.accounts[es[worst]], &l.accounts[es[n]]) {
			worst = n
		}
	}
	if finer(a, &l.accounts[es[worst]]) {
		es[worst] = i
	}
	return es
}

// finer is a total order of accounts: the more precise in place and time first.
func finer(a, b *Account) bool {
	if x, y := a.vagueness(), b.vagueness(); x != y {
		return x < y
	}
	return a.ID < b.ID
}

func (a *Account) vagueness() float32 {
	v := float32(1000)
	if a.level != nowhere {
		v = a.radius / 1000
	}
	if a.told == untimed {
		return v + 1000
	}
	return v + 5*float32(a.until-a.from)/float32(day)
}

// why writes the waterfall of the best match in a sentence.
func (l *Linker) why(p Placement) string {
	if p.best < 0 {
		return "Nothing near it in place and time."
	}
	best := l.scored[p.best]
	open, next, fresh := 0, 0.0, 1.0
	for i := range l.scored {
		s := &l.scored[i]
		fresh -= s.p
		if s.veto == allowed {
			open++
		}
		if i != p.best {
			next = max(next, s.p)
		}
	}
	if open == 0 {
		return fmt.Sprintf("New: the nearest is ruled out, %s.", vetoes[best.veto])
	}
	out := fmt.Sprintf("%s; %d considered; ", l.Model.sum(best), open)
	if !p.New {
		return out + fmt.Sprintf("P %.2f (next %.2f, new %.2f).", p.P, next, max(0, fresh))
	}
	return out + fmt.Sprintf("new %.2f, the likeliest %.2f.", max(0, fresh), best.p)
}

// sum writes a score out: its steps with the best exemplar, and the mean over all.
func (m *Model) sum(s scored) string {
	out := ""
	for i, w := range m.waterfall(s.best) {
		if i > 0 {
			out += " · "
		}
		out += fmt.Sprintf("%+.1f %s", w.Bits, w.Level)
	}
	return fmt.Sprintf("%s = %.1f bits", out, s.bits)
}
