package extract

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// maxSigns is more than any claim has.
const maxSigns = 32

// signsOf appends the signs of a draft by which the pack's table sure.tsv weighs
// it: kinds, and their values. The values are constants or parts of the draft,
// so that nothing is allocated.
//
//	what      killed, injured, …
//	path      how the victims were found: passive, active, reduced, toll, …
//	turn      what else it took: list, including, fallback, relative, coordinate, …
//	phrase    number, several (people without a number), one, name, none
//	qualifier exact, at-least, at-most, about, between, vague
//	apart     how far verb and victims stand apart: next, near, far
//	numbers   other numbers in the sentence: 0, 1, 2, many
//	place     head, first, early, late: where in the report the sentence stands
//	length    of the sentence: short, middle, long
//	case      capitals, in texts all in capitals
//	also      list, part, adds, total, hedged, said, denied, unreal,
//	          presupposed, background, season, repeats, zero, category, quoted, low
func (pg *page) signsOf(d *draft, out []lexicon.Sign) []lexicon.Sign {
	add := func(kind, value string) { out = append(out, lexicon.Sign{Kind: kind, Value: value}) }
	add("what", string(d.what))
	path, turn, _ := strings.Cut(d.path, ".")
	add("path", path)
	if turn != "" {
		add("turn", turn)
	}
	add("phrase", d.unit.phrase())
	add("qualifier", string(d.q.Qualifier))
	add("apart", apartness(d))
	sent := pg.d.Sentences[d.sent]
	add("numbers", pg.rivals(d, sent))
	switch {
	case sent.Head:
		add("place", "head")
	case d.sent == 0:
		add("place", "first")
	case d.sent < 4:
		add("place", "early")
	default:
		add("place", "late")
	}
	switch n := sent.Last - sent.First; {
	case n < 14:
		add("length", "short")
	case n < 36:
		add("length", "middle")
	default:
		add("length", "long")
	}
	if pg.d.Shout {
		add("case", "capitals")
	}
	for _, f := range [...]struct {
		yes  bool
		name string
	}{{d.list != 0, "list"}, {d.part, "part"}, {d.adds, "adds"}, {d.total, "total"}, {len(d.hedges) > 0, "hedged"}, {len(d.sources) > 0, "said"},
		{d.denied, "denied"}, {d.reality == recount.NotActual || d.reality == recount.Asked, "unreal"}, {d.reality == recount.Presupposed, "presupposed"},
		{d.background, "background"}, {d.season(), "season"}, {d.repeats >= 0, "repeats"}, {d.zero, "zero"}, {d.unit.who.Group() != recount.Victims{}, "category"},
		{d.unit.quoted, "quoted"}, {d.low, "low"}} {
		if f.yes {
			add("also", f.name)
		}
	}
	return out
}

// phrase says what kind of phrase stands for the victims.
func (u *unit) phrase() string {
	switch {
	case u.hasQ:
		return "number"
	case u.kind == name:
		return "name"
	case u.one:
		return "one"
	case u.plural:
		return "several"
	}
	return "none"
}

// apartness says how far a draft's trigger and victims stand apart.
func apartness(d *draft) string {
	gap := max(d.unit.s-d.trigger, d.trigger-d.unit.e+1)
	switch {
	case gap <= 2:
		return "next"
	case gap <= 6:
		return "near"
	}
	return "far"
}

// rivals says how many numbers stand in a draft's sentence beside its own.
func (pg *page) rivals(d *draft, sent text.Sentence) string {
	n := 0
	for i := int(sent.First); i < int(sent.Last); i++ {
		if (i < d.unit.count.s || i >= d.unit.count.e) && (pg.d.Tokens[i].Kind == text.Number || pg.p.Entries[pg.lex[i]].Has(lexicon.NumberWord)) {
			n++
		}
	}
	return [...]string{"0", "1", "2", "many"}[min(n, 3)]
}

// sure gives a claim the chance that it was read rightly. Only claims of people
// are given one: the weights were fitted to those. It is given in thousandths.
func (pg *page) sure(d *draft) float64 {
	if f := d.what.Family(); pg.p.Sure == nil || f != recount.Harm && f != recount.Movement {
		return 0
	}
	var room [maxSigns]lexicon.Sign
	return math.Round(pg.p.Sure.Chance(pg.signsOf(d, room[:0]))*1000) / 1000
}

// Signs reads a report and returns its claims with the signs of each, for
// fitting the weights of sure.tsv.
func (x *Reader) Signs(r *recount.Report) (*Reading, [][]lexicon.Sign, error) {
	var signs [][]lexicon.Sign
	read, err := x.reading(r, func(pg *page) {
		for i := range pg.out {
			signs = append(signs, pg.signsOf(&pg.out[i], nil))
		}
	})
	return read, signs, err
}

// WhySure says which signs make a claim of a report as sure as it is, those that
// weigh most first. It is the zero Reason if the claim has no chance, or if this
// reader does not read it.
func (x *Reader) WhySure(r *recount.Report, id recount.ClaimID) Reason {
	read, signs, err := x.Signs(r)
	if err != nil {
		return Reason{}
	}
	i := slices.IndexFunc(read.Claims, func(c recount.Claim) bool { return c.ID == id })
	if i < 0 || read.Claims[i].Sure == 0 {
		return Reason{}
	}
	sure := x.packs[r.Lang].Sure
	slices.SortStableFunc(signs[i], func(a, b lexicon.Sign) int {
		return cmp.Compare(math.Abs(sure.Weight(b)), math.Abs(sure.Weight(a)))
	})
	var told []string
	for _, s := range signs[i] {
		if w := sure.Weight(s); w != 0 && len(told) < 6 {
			told = append(told, fmt.Sprintf("%s %s %+.2f", s.Kind, s.Value, w))
		}
	}
	return Reason{Stage: "sure", Says: fmt.Sprintf("%.2f that this was read rightly: %s", read.Claims[i].Sure, strings.Join(told, ", "))}
}
