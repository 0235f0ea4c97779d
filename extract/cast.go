package extract

import (
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// The people of a report who are spoken of one at a time. Each mention of one
// of them ("a man", "J. Doe, 27", "he", "the victim") is given to somebody
// spoken of before, or to somebody new; whoever is said to have died by one
// mention died in all of them, and says it once.

// somebody is one person whom the report says something happened to.
type somebody struct {
	mentions []int // drafts, in the order of the text
	name     int   // the draft that names them, or -1
	dead     bool  // said to have died
	alive    bool  // said to live: "the wounded officer"
	who      recount.Victims
	sex      string
	age      int
	head     bool // spoken of in a headline or the first sentence
}

// cast gives the drafts of single people to the people they speak of.
func (pg *page) cast() {
	var all []*somebody
	for i := range pg.out {
		d := &pg.out[i]
		if !pg.single(d) {
			continue
		}
		p := pg.spokenOf(i, all)
		if p == nil {
			p = &somebody{name: -1, head: pg.d.Sentences[d.sent].Head || d.sent == 0}
			all = append(all, p)
		}
		pg.meet(p, i)
	}
	for _, p := range all {
		pg.fate(p)
	}
}

// single reports whether d is of one person who was killed or hurt.
func (pg *page) single(d *draft) bool {
	return (d.what == recount.Killed || d.what == recount.Injured) && (d.reality == recount.Actual || d.reality == recount.Presupposed) && !d.background && !d.season() && !d.zero &&
		d.q.Low == 1 && d.q.High == 1 && d.q.Unit == "" && d.event > 0 && !d.denied
}

// meet adds draft i to what is known of p.
func (pg *page) meet(p *somebody, i int) {
	d := &pg.out[i]
	p.mentions = append(p.mentions, i)
	fill := func(a *string, b string) {
		if *a == "" {
			*a = b
		}
	}
	fill(&p.who.Status, d.unit.who.Status)
	fill(&p.who.Age, d.unit.who.Age)
	fill(&p.who.Sex, d.unit.who.Sex)
	fill(&p.who.Role, d.unit.who.Role)
	fill(&p.sex, d.unit.who.Sex)
	fill(&p.sex, d.unit.sex)
	if p.age == 0 {
		p.age = d.unit.age
	}
	if pg.isNamed(d) && p.name < 0 {
		p.name = i
	}
	p.dead = p.dead || d.what == recount.Killed
	p.alive = p.alive || d.what == recount.Injured && d.path == "before-noun"
}

// isNamed reports whether d's words hold a name.
func (pg *page) isNamed(d *draft) bool {
	if d.unit.kind == name {
		return true
	}
	return d.unit.kind == people && d.unit.one && d.unit.e-1 > d.unit.head
}

// names reports whether the names in two drafts are one person's: of two full
// names the first word or two words must agree, for a family shares one.
func (pg *page) names(a, b *draft) bool {
	n, m, shared := 0, 0, 0
	for i := pg.nameFrom(a); i < a.unit.e; i++ {
		w := pg.d.Word(i)
		if len(w) < 2 || pg.d.Tokens[i].Kind != text.Word || pg.p.Entries[pg.lex[i]].Has(lexicon.Title) {
			continue
		}
		n++
		m = 0
		for k := pg.nameFrom(b); k < b.unit.e; k++ {
			v := pg.d.Word(k)
			if len(v) < 2 || pg.d.Tokens[k].Kind != text.Word || pg.p.Entries[pg.lex[k]].Has(lexicon.Title) {
				continue
			}
			if m++; strings.EqualFold(w, v) {
				if n == 1 && m == 1 {
					return true
				}
				shared++
			}
		}
	}
	return shared > 1 || shared == 1 && (n == 1 || m == 1)
}

// twoNames reports whether two drafts name two people by their full names.
func (pg *page) twoNames(a, b *draft) bool {
	full := func(d *draft) bool {
		return pg.single(d) && pg.isNamed(d) && d.unit.e-pg.nameFrom(d) >= 2
	}
	return full(a) && full(b) && !pg.names(a, b)
}

func (pg *page) nameFrom(d *draft) int {
	if d.unit.kind == name {
		return d.unit.s
	}
	return d.unit.head + 1
}

// fits reports whether d may be of p, by what is said of both.
func (pg *page) fits(d *draft, p *somebody) bool {
	last := &pg.out[p.mentions[len(p.mentions)-1]]
	for _, k := range p.mentions { // nobody stands twice in one list, or beside themselves in one clause
		if o := &pg.out[k]; o.sent == d.sent && (o.list != 0 && o.list == d.list || o.trigger == d.trigger || o.self != d.self) {
			return false
		}
	}
	own := pg.p.Entries[pg.lex[d.unit.s]].Is(lexicon.Owner) && d.unit.s == int(pg.d.Sentences[d.sent].First) && d.sent-last.sent < 3
	if other := last.sent == d.sent && last.unit.s != d.unit.s && !d.unit.def; !pg.isNamed(d) && d.unit.sex == "" && (own || other) &&
		!slices.ContainsFunc(p.mentions, func(k int) bool { return pg.sameHead(d, &pg.out[k]) }) {
		return false // "the trader died; his assistant was hurt", "one child died and one soldier was hurt"
	}
	if last.event != d.event && p.name < 0 {
		return false
	}
	sex := d.unit.who.Sex
	if sex == "" {
		sex = d.unit.sex
	}
	if sex != "" && p.sex != "" && sex != p.sex || d.unit.age > 0 && p.age > 0 && d.unit.age != p.age {
		return false
	}
	if d.unit.who.Age == "child" && p.age >= 18 || p.who.Age == "child" && d.unit.age >= 18 {
		return false
	}
	if p.alive && d.what == recount.Killed || p.dead && !p.alive && d.what == recount.Injured && d.path == "before-noun" {
		return false
	}
	if culprit := func(v recount.Victims) bool { return v.Status == "perpetrator" }; culprit(p.who) && d.unit.who.Role != "" || culprit(d.unit.who) && p.who.Role != "" {
		return false
	}
	return !clash(p.who, d.unit.who)
}

// reach is how many people back a mention may reach, so that what a report
// costs grows with its length alone.
const reach = 100

// spokenOf returns whom draft i speaks of, if they were spoken of before.
func (pg *page) spokenOf(i int, all []*somebody) *somebody {
	d := &pg.out[i]
	named := pg.isNamed(d)
	if named {
		for _, p := range slices.Backward(all[max(0, len(all)-reach):]) {
			if p.name >= 0 && pg.names(d, &pg.out[p.name]) {
				return p
			}
		}
	}
	if d.adds || d.also || d.unit.others || d.unit.ofThem {
		return nil
	}
	var best *somebody
	weight := 0
	for _, p := range all[max(0, len(all)-reach):] {
		if named && p.name >= 0 || !pg.fits(d, p) {
			continue
		}
		if w := pg.likely(d, p, named); w > 0 && w >= weight {
			best, weight = p, w
		}
	}
	return best
}

// likely weighs whether d speaks of p; 0 if it hardly does.
func (pg *page) likely(d *draft, p *somebody, named bool) int {
	last := &pg.out[p.mentions[len(p.mentions)-1]]
	gap := d.sent - last.sent
	w := 0
	switch {
	case d.unit.sex != "": // "he"
		if gap > 4 {
			return 0
		}
		w = 20 - 3*gap
	case d.unit.def:
		w = 20 - min(gap, 10)
	case named:
		w = 12 - min(gap, 8)
	case p.head || pg.d.Sentences[last.sent].Head:
		w = 10
	default:
		for _, k := range p.mentions {
			if pg.sameHead(d, &pg.out[k]) && d.what == pg.out[k].what && pg.d.Sentences[pg.out[k].sent].Paragraph != pg.d.Sentences[d.sent].Paragraph {
				w = 5
			}
		}
		if w == 0 {
			return 0
		}
	}
	if d.what == last.what || p.dead && d.what == recount.Killed {
		w += 4
	}
	for _, k := range p.mentions {
		if pg.sameHead(d, &pg.out[k]) {
			w += 6
			break
		}
	}
	if d.unit.age > 0 && d.unit.age == p.age {
		w += 8
	}
	if d.unit.who.Sex != "" && d.unit.who.Sex == p.sex {
		w += 2
	}
	if d.unit.who.Role != "" && d.unit.who.Role == p.who.Role || d.unit.who.Age != "" && d.unit.who.Age == p.who.Age {
		w += 3
	}
	return w
}

// sameHead reports whether two drafts name people by the same noun.
func (pg *page) sameHead(a, b *draft) bool {
	return a.unit.kind == people && b.unit.kind == people && a.unit.head >= 0 && b.unit.head >= 0 && pg.p.Entries[pg.lex[a.unit.head]].Has(lexicon.Person) &&
		pg.lex[a.unit.head] == pg.lex[b.unit.head]
}

// fate makes what is said of p one saying: if p died, what hurt them is a claim
// of their death; the mentions after the first repeat it.
func (pg *page) fate(p *somebody) {
	if p.dead {
		for _, k := range p.mentions {
			if d := &pg.out[k]; d.what == recount.Injured && d.open {
				d.what, d.open = recount.Killed, false
			}
		}
	}
	first := map[standingKey]int{}
	for _, k := range p.mentions {
		d := &pg.out[k]
		key := standingKey{d.event, d.what, d.denied, d.says.Origin()}
		if f, ok := first[key]; ok {
			d.repeats, d.why.told = f, repeatsPerson
			continue
		}
		first[key] = k
	}
}
