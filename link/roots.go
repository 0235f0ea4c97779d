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
