package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// A mark is what two claims share if one may be a copy of the other: the
// figure, in one sentence or in one text.
type mark struct {
	told     told
	sentence uint64
	family   recount.ReportID
	n        int // the how-manyth of its report: a text may say twelve twice
}

// marks gives each claim its marks.
func marks(ts []*telling) map[recount.ClaimID][]mark {
	type in struct {
		report recount.ReportID
		mark   mark
	}
	count, out := map[in]int{}, map[recount.ClaimID][]mark{}
	byPlace := slices.Clone(ts)
	slices.SortStableFunc(byPlace, func(a, b *telling) int { return cmp.Compare(a.Evidence.Whole.Start, b.Evidence.Whole.Start) })
	for _, t := range byPlace {
		if t.copied || t.Repeats != "" {
			continue // another claim of its report speaks for it
		}
		ms := []mark{{told: toldBy(t.Claim), family: t.family}}
		if t.sentence != 0 {
			ms = append(ms, mark{told: ms[0].told, sentence: t.sentence})
		}
		for i := range ms {
			at := in{t.Report, ms[i]}
			ms[i].n = count[at]
			count[at]++
		}
		out[t.ID] = ms
	}
	return out
}

// repeats finds claims that another report makes too, in the same sentence or
// in another copy of the same text. The one that best says whose word it is
// speaks for all.
func repeats(ts []*telling, out *recount.Roots) {
	copies := func(t, of *telling) {
		t.copied = true
		out.Repeats[t.ID] = of.ID
	}
	for _, t := range ts {
		if i := slices.IndexFunc(ts, func(o *telling) bool { return summary(t, o) }); i >= 0 {
			copies(t, ts[i])
		}
	}
	ms := marks(ts)
	originals := map[mark][]*telling{} // that name whose word they are
	next, silent := map[*telling]*telling{}, map[mark]*telling{}
	first := func(t *telling) *telling {
		for next[t] != nil {
			t = next[t]
		}
		return t
	}
	order := map[*telling]int{}
	for i, t := range ts {
		order[t] = i
		for _, m := range ms[t.ID] {
			switch o := silent[m]; {
			case t.rank == quoted:
				if i := slices.IndexFunc(originals[m], func(o *telling) bool { return o.Report != t.Report && sameVoice(o, t) }); i >= 0 && !t.copied {
					copies(t, originals[m][i])
				}
			case o == nil:
				silent[m] = t
			case first(o) != first(t): // one text for all that share a mark with either
				a, b := first(o), first(t)
				if order[b] < order[a] {
					a, b = b, a
				}
				next[b] = a
			}
		}
		if t.rank == quoted && !t.copied {
			for _, m := range ms[t.ID] {
				originals[m] = append(originals[m], t)
			}
		}
	}
	speaks := map[*telling]*telling{} // for those that name nobody
	for _, t := range ts {
		if t.rank == quoted || t.copied {
			continue
		}
		for _, m := range ms[t.ID] {
			for _, o := range originals[m] {
				if had := speaks[first(t)]; o.Report != t.Report && (had == nil || order[o] < order[had]) {
					speaks[first(t)] = o
				}
			}
		}
	}
	for _, t := range ts {
		if t.rank == quoted || t.copied {
			continue
		}
		of := cmp.Or(speaks[first(t)], first(t))
		if of.Report != t.Report {
			copies(t, of)
		}
	}
}

// summary reports whether t says again what o, of the same report, heard
// through others: "45 dead, says hospital" above an agency's account.
func summary(t, o *telling) bool {
	return t.Report == o.Report && t.Repeats == "" && o.Repeats == "" && t.rank == quoted && len(t.Says) == 2 && len(o.Says) > 2 && t.Says[1].Source == "" && t.Says[1].Kind != recount.Unnamed &&
		sameVoice(t, o) && toldBy(t.Claim) == toldBy(o.Claim)
}

// sameVoice reports whether two claims may be the word of one voice: the same
// source, or unnamed ones of one kind.
func sameVoice(a, b *telling) bool {
	x, y := a.Says[len(a.Says)-1], b.Says[len(b.Says)-1]
	return x.Source == y.Source && x.Kind == y.Kind
}
