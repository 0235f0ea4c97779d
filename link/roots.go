package link

import (
	"cmp"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// Texts is what [Roots] must know beside the claims.
type Texts struct {
	Family   func(recount.ReportID) recount.ReportID // one name for all reports of one text
	Sentence func(*recount.Claim) string             // the sentence a claim was read in, "" if it is not at hand
	Source   func(recount.SourceID) recount.Source   // what is known of a source, zero if nothing
}

// How directly a claim names whose word it is, the most direct first.
const (
	quoted  = iota // the sentence says who says so
	agency         // only a byline or dateline does: an agency
	outlets        // nobody is named: the outlet
)

// A telling is a claim with what its root follows from.
type telling struct {
	*recount.Claim
	rank     int
	root     recount.SourceID
	sentence uint64 // 0 if too short to tell a copy by
	family   recount.ReportID
	copied   bool
}

// told is what two claims have in common that say the same.
type told struct {
	what      recount.What
	who       recount.Victims
	low, high int
	unit      recount.Unit
	qualifier recount.Qualifier
	denied    bool
	adds      bool
}

func toldBy(c *recount.Claim) told {
	return told{c.What, c.Who.Group(), c.Count.Low, c.Count.High, c.Count.Unit, c.Count.Qualifier, c.Denied, c.Adds}
}

// SaidAgain reports whether one claim gives the figure of another, about a time
// and a place that may be the same. Claims without a figure are not told from others so.
func SaidAgain(a, b *recount.Claim) bool {
	sameTime := a.When.IsZero() || b.When.IsZero() || a.When.From.Before(b.When.Until) && b.When.From.Before(a.When.Until)
	x, y := a.Where, b.Where
	samePlace := x.Precision == recount.NoPlace || y.Precision == recount.NoPlace || cmp.Or(string(x.Place), x.Name) == cmp.Or(string(y.Place), y.Name)
	return a.Count.Stated > 0 && sameTime && samePlace && toldBy(a) == toldBy(b)
}

// Roots finds whose word the claims of one incident are, and which of those
// voices depend on each other. It goes by four steps: the innermost voice that
// the sentence names; else the voice of the same sentence or figure in another
// copy of the text; else the agency in the byline; else the outlet. The result
// does not depend on the order of the claims.
func Roots(claims []recount.Claim, x Texts) recount.Roots {
	ts := tellings(claims, x)
	out := recount.Roots{Of: map[recount.ClaimID]recount.SourceID{}, Repeats: map[recount.ClaimID]recount.ClaimID{}}
	repeats(ts, &out)
	unnamed(ts)
	byID := map[recount.ClaimID]*telling{}
	for _, t := range ts {
		byID[t.ID] = t
	}
	for _, t := range ts {
		for of := out.Repeats[t.ID]; of != ""; of = out.Repeats[of] { // the original of the original
			out.Repeats[t.ID] = of
			t.root = byID[of].root
		}
	}
	for _, t := range ts {
		if again := byID[out.Repeats[t.Repeats]]; again != nil { // within a report that copied
			t.copied, t.root = true, again.root
		}
		if t.root != t.Origin() {
			out.Of[t.ID] = t.root
		}
	}
	out.Ties = ties(ts, x)
	return out
}

// tellings are the claims, those that name whose word they are first, then by
// time.
func tellings(claims []recount.Claim, x Texts) []*telling {
	ts := make([]*telling, len(claims))
	asked := repeated(claims)
	for i := range claims {
		c := &claims[i]
		t := &telling{Claim: c, rank: rankOf(c), root: c.Origin(), family: c.Report}
		if x.Family != nil {
			t.family = x.Family(c.Report)
		}
		if x.Sentence != nil && asked[toldBy(c)] {
			t.sentence = sentenceHash(x.Sentence(c))
		}
		ts[i] = t
	}
	slices.SortFunc(ts, func(a, b *telling) int { return cmp.Or(cmp.Compare(a.rank, b.rank), earlier(a, b)) })
	return ts
}

// repeated are the figures that several reports give: only of those can one be
// a copy of another.
func repeated(claims []recount.Claim) map[told]bool {
	first, out := map[told]recount.ReportID{}, map[told]bool{}
	for i := range claims {
		f := toldBy(&claims[i])
		if r, ok := first[f]; !ok {
			first[f] = claims[i].Report
		} else if r != claims[i].Report {
			out[f] = true
		}
	}
	return out
}

func rankOf(c *recount.Claim) int {
	if len(c.Says) < 2 {
		return outlets
	}
	for _, v := range c.Says[1:] {
		if v.Verb != "" || v.Kind != recount.Wire && v.Kind != recount.State {
			return quoted
		}
	}
	return agency
}

// earlier orders claims by when they were said, those without a time last.
func earlier(a, b *telling) int {
	x, y := a.Said.From, b.Said.From
	if x.IsZero() != y.IsZero() {
		if x.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(x.Compare(y), cmp.Compare(a.ID, b.ID))
}

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

// within is how far apart two sayings of one unnamed voice may lie.
const within = 48 * time.Hour

// unnamed makes one root of voices known by their kind alone that give one
// figure within two days: a hospital that two agencies heard. Those that
// differ stay two.
func unnamed(ts []*telling) {
	type class struct {
		f     told
		kind  recount.SourceKind
		place string
	}
	same := map[recount.SourceID]recount.SourceID{}
	root := func(r recount.SourceID) recount.SourceID {
		for same[r] != "" {
			r = same[r]
		}
		return r
	}
	last := map[class]*telling{}
	for _, t := range ts { // by time within a rank, and these are of one rank
		if t.rank != quoted || t.copied {
			continue
		}
		v := t.Says[len(t.Says)-1]
		if v.Source != "" || v.Kind == recount.Unnamed || t.Count.Qualifier == recount.Vague {
			continue
		}
		k := class{toldBy(t.Claim), v.Kind, t.Where.Country + "/" + t.Where.Admin1}
		if o := last[k]; o != nil && o.Report != t.Report && t.Said.From.Sub(o.Said.From) <= within && root(t.root) != root(o.root) {
			same[root(t.root)] = root(o.root)
		}
		last[k] = t
	}
	for _, t := range ts {
		t.root = root(t.root)
	}
}

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
