package link

import (
	"cmp"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// ties finds roots that do not count independently of each other. A root that
// hangs on several is tied to the first alone, so that it does not tie those to
// each other.
func ties(ts []*telling, x Texts) []recount.Tie {
	roots := map[recount.SourceID]bool{}
	gives := map[recount.SourceID]map[told]bool{}
	for _, t := range ts {
		roots[t.root] = true
		if gives[t.root] == nil {
			gives[t.root] = map[told]bool{}
		}
		gives[t.root][toldBy(t.Claim)] = true
	}
	var out []recount.Tie
	hangs := map[recount.SourceID]bool{}
	tie := func(r, to recount.SourceID, why string) {
		if r != to && !hangs[r] && !slices.ContainsFunc(out, func(o recount.Tie) bool { return o.Root == to && o.To == r }) {
			hangs[r] = true
			out = append(out, recount.Tie{Root: r, To: to, Why: why})
		}
	}
	if x.Source != nil {
		owned(roots, x.Source, tie)
	}
	for _, t := range ts { // who says the same, and names who told him
		if t.rank == quoted {
			for _, v := range t.Says[:len(t.Says)-1] {
				if gives[v.Source][toldBy(t.Claim)] {
					tie(v.Source, t.root, "cites")
				}
			}
		}
	}
	first := map[recount.ReportID]*telling{}
	for _, t := range ts {
		if t.rank == quoted || t.copied {
			continue
		}
		if o := first[t.family]; o == nil {
			first[t.family] = t
		} else if o.Report != t.Report {
			tie(t.root, o.root, "copied the text of")
		}
	}
	byFigure := map[told][]*telling{}
	for _, t := range ts {
		byFigure[toldBy(t.Claim)] = append(byFigure[toldBy(t.Claim)], t)
	}
	for _, t := range ts {
		if t.rank == quoted || t.copied || !telltale(t.Count) {
			continue
		}
		for _, o := range byFigure[toldBy(t.Claim)] {
			if d := t.Said.From.Sub(o.Said.From); !o.Said.IsZero() && d >= time.Hour && d <= 72*time.Hour {
				tie(t.root, o.root, "echoes")
			}
		}
	}
	slices.SortFunc(out, func(a, b recount.Tie) int { return cmp.Or(cmp.Compare(a.Root, b.Root), cmp.Compare(a.To, b.To)) })
	return out
}

// owned ties roots of one owner, and those that pass another's word on.
func owned(roots map[recount.SourceID]bool, source func(recount.SourceID) recount.Source, tie func(r, to recount.SourceID, why string)) {
	byOwner := map[recount.SourceID]recount.SourceID{}
	for _, r := range sorted(roots) {
		owner := r
		for n := 0; n < 8 && source(owner).Family != ""; n++ {
			owner = source(owner).Family
		}
		switch o, ok := byOwner[owner]; {
		case roots[owner]:
			tie(r, owner, "is owned by")
		case ok:
			tie(r, o, "has the same owner as")
		default:
			byOwner[owner] = r
		}
		for _, to := range source(r).Relays {
			if roots[to] {
				tie(r, to, "relays")
			}
		}
	}
}

func sorted(m map[recount.SourceID]bool) []recount.SourceID {
	out := make([]recount.SourceID, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// telltale reports whether a figure is one that two voices would hardly give by
// chance: six or more, and not rounded to fifties.
func telltale(q recount.Quantity) bool {
	n := cmp.Or(q.Stated, q.Low)
	return q.Qualifier != recount.Vague && n >= 6 && n%50 != 0
}
