package link

import "github.com/recountlab/recount"

// A field is something in which two accounts are compared, and a level how
// well they agree in it. Levels are listed best first; weights never rise along
// that list.
type field uint8

const (
	inPlace field = iota
	inTime
	inCount
	inWhat
	inWeapon
	inBlame
	inVictim
	inTarget
	inWords
	inVoice
	inText
	fields
)

const maxLevels = 12

// level is an index into the levels of a field.
type level uint8

// scheme names fields and their levels. The last level of a field is for when
// nothing can be said; it always weighs nothing.
var scheme = [fields]struct {
	name   string
	levels []string
}{
	inPlace:  {"place", []string{"same place", "one within the other", "same wide area", "areas overlap", "other places nearby", "towns beside each other", "far apart", "place not said"}},
	inTime:   {"time", []string{"same day", "times overlap", "the day after", "told in the same days", "other hours named", "days named one after the other", "worked out days apart", "two or three days apart", "days apart", "time not said"}},
	inCount:  {"count", []string{"same count", "same round count", "same small count", "counts agree", "counts close", "other people counted", "other harm counted", "counts differ", "fewer hurt than another's dead", "counts contradict", "count not comparable"}},
	inWhat:   {"what", []string{"same act", "related acts", "different acts", "act not said"}},
	inWeapon: {"weapon", []string{"same weapon", "same kind of weapon", "other weapon", "another kind of weapon", "weapon not said"}},
	inBlame:  {"blamed", []string{"same party blamed", "another party blamed", "blame not comparable"}},
	inVictim: {"victim", []string{"same person named", "no person in common"}},
	inTarget: {"target", []string{"same target", "same kind of target", "another kind of target", "target not comparable"}},
	inWords:  {"words", []string{"a text of rare words shared", "most rare words shared", "many rare words shared", "rare words shared", "some rare words shared", "a rare word shared", "no rare word shared", "words not comparable"}},
	inVoice:  {"voice", []string{"same voice, same figure", "other voices"}},
	inText:   {"text", []string{"same text", "other text"}},
}

// unsaid is the level of a field that says nothing.
func (f field) unsaid() level { return level(len(scheme[f].levels) - 1) }

// comparison is how well two accounts agree, field by field.
type comparison [fields]level

const (
	samePlace level = iota
	oneWithin
	sameWide
	areasOverlap
	nearby
	besideTown
	farApart
	noPlace
)

const (
	sameCount level = iota
	sameRound
	sameSmall
	countsAgree
	countsClose
	otherPeople
	otherHarm
	countsDiffer
	fewerHurt
	countsContradict
	noCount
)

// someRare is the level of words from which accounts are tied by them.
const someRare level = 3

// compare compares two accounts; freq knows how common words are.
func (m *Model) compare(a, b *Account, freq *Frequency) comparison {
	var c comparison
	for f := range fields {
		c[f] = f.unsaid()
	}
	c[inPlace] = places(a, b)
	c[inTime] = times(a, b)
	if a.family != 0 && a.family == b.family {
		c[inText] = 0
		return c // a copy repeats the figures, names and voices: they are no evidence of their own
	}
	if voices(a.counts, b.counts) {
		c[inVoice] = 0 // an equal figure of one voice is not evidence twice
	} else {
		c[inCount] = counts(a.counts, b.counts)
	}
	c[inWhat] = m.acts(a.acts, b.acts)
	c[inWeapon] = arms(a, b)
	c[inBlame] = shared(a.of(blamed), b.of(blamed))
	if meet(a.of(people), b.of(people)) {
		c[inVictim] = 0
	}
	c[inTarget] = struck(a, b)
	c[inWords] = freq.level(a, b)
	return c
}

// unlike says of two accounts why they tell of no one event, however well they
// agree: sums of two days, or the sum of a day and a strike that it adds up.
func unlike(a, b *Account) veto {
	switch {
	case a.sums && b.sums && (a.until <= b.from || b.until <= a.from):
		return otherDay
	case a.sums && b.single || b.sums && a.single:
		return partOfSum
	}
	return allowed
}

// smallProvince is how many metres a province may reach from its middle for little
// else to happen in it on the day.
const smallProvince = 100000

func places(a, b *Account) level {
	if a.level == nowhere || b.level == nowhere {
		return noPlace
	}
	if a.place != 0 && a.place == b.place {
		if a.level.fine() && b.level.fine() {
			return samePlace
		}
		return sameWide
	}
	wide, narrow := float64(max(a.radius, b.radius)), float64(min(a.radius, b.radius))
	reach := max(5000, 1.5*(wide+narrow))
	if north := metresADegree * float64(a.lat-b.lat); north > reach || -north > reach {
		return farApart
	}
	d := flat(a.point(), b.point())
	beside := a.level == nearIt || b.level == nearIt // "near" one place is not in another
	switch {
	case d <= wide && (a.level != b.level && !beside || !a.level.fine() && !b.level.fine()):
		return oneWithin
	case a.level == toTown && b.level == toTown && d <= reach:
		return besideTown // however near: who writes of one seldom names the other
	case d <= 1.5*(wide+narrow):
		if max(a.level, b.level) == toProvince && wide < smallProvince && a.level.fine() != b.level.fine() && a.division != 0 && a.division == b.division {
			return oneWithin // at the edge of it
		}
		return areasOverlap
	case a.level.fine() && b.level.fine() && d <= 5000:
		return nearby
	}
	return farApart
}

// counts compares the best pair of comparable counts, the dead before the others.
func counts(as, bs []count) level {
	best, rank := noCount, -100
	for _, w := range worst {
		for i := range as {
			for j := range bs {
				if as[i].what != bs[j].what || w != 0 && as[i].what != w {
					continue
				}
				if l := pair(&as[i], &bs[j]); countRank[l] > rank {
					best, rank = l, countRank[l]
				}
			}
		}
		if rank > -100 {
			return best
		}
	}
	dead, hurt := deadBesideHurt(as, bs)
	if dead == 0 {
		dead, hurt = deadBesideHurt(bs, as)
	}
	switch {
	case rank > -100 || dead == 0:
		return best
	case dead > hurt && dead >= manyDead:
		return fewerHurt
	}
	return otherHarm
}

// manyDead is how many dead nobody leaves out who tells of the hurt: of fewer some may
// have been among the hurt when they were counted.
const manyDead = 4

// deadBesideHurt is how many dead one of two accounts counts, if it counts no hurt, and
// how many hurt the other, if it counts no dead; zero dead if it is otherwise.
func deadBesideHurt(as, bs []count) (dead, hurt int32) {
	most := func(cs []count, harm whats) (n int32) {
		for i := range cs {
			if cs[i].what&harm != 0 {
				n = max(n, cs[i].point, 1)
			}
		}
		return n
	}
	killed, injured := whatBit[recount.Killed], whatBit[recount.Injured]|whatBit[recount.Casualties]
	dead, hurt = most(as, killed), most(bs, injured)
	if most(as, injured) > 0 || most(bs, killed) > 0 || hurt == 0 {
		return 0, 0
	}
	return dead, hurt
}

var worst = []whats{whatBit[recount.Killed], whatBit[recount.Injured], whatBit[recount.Casualties], 0}

// countRank orders levels of count by which pair of two accounts' counts speaks
// for them.
var countRank = [...]int{sameCount: 7, sameRound: 6, sameSmall: 5, countsAgree: 4, noCount: 3, countsClose: 2, countsDiffer: 1, fewerHurt: 0, countsContradict: -1, otherPeople: -2}

// pair compares two counts of one harm.
func pair(a, b *count) level {
	if a.fights*b.fights < 0 {
		return otherPeople
	}
	if a.who != b.who {
		return noCount // some of them may be among the others
	}
	x, y := a.point, b.point
	switch {
	case a.exact && b.exact && x == y && x < 6:
		return sameSmall
	case a.exact && b.exact && x == y && x%10 == 0:
		return sameRound
	case a.exact && b.exact && x == y:
		return sameCount
	case a.low <= b.high && b.low <= a.high:
		return countsAgree
	}
	small, large := max(1, min(x, y)), max(x, y)
	switch {
	case 2*large <= 3*small || large-small <= 2:
		return countsClose
	case 2*large <= 5*small || large-small <= 4:
		return countsDiffer
	}
	return countsContradict
}

// voices finds one named origin heard twice with one figure within two days.
func voices(as, bs []count) bool {
	for i := range as {
		for j := range bs {
			a, b := &as[i], &bs[j]
			if a.origin != 0 && a.origin == b.origin && a.what == b.what && a.who == b.who && a.low == b.low && a.high == b.high && a.low >= 6 &&
				max(a.said, b.said)-min(a.said, b.said) <= 2*day {
				return true
			}
		}
	}
	return false
}

func (m *Model) acts(a, b whats) level {
	switch {
	case a == 0 || b == 0:
		return inWhat.unsaid()
	case a&b != 0:
		return 0
	}
	for _, set := range m.related {
		if a&set != 0 && b&set != 0 {
			return 1
		}
	}
	return 2
}

// shared compares sets of which one is enough: same, other, not said.
func shared(a, b []uint32) level {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 2
	case meet(a, b):
		return 0
	}
	return 1
}
