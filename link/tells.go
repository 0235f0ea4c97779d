package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// order is the order of steps told of with one time.
var order = []recount.What{recount.TruceAnnounced, recount.TruceInForce, recount.TruceExtended, recount.TruceBroken, recount.TruceCollapsed, recount.TalksHeld, recount.TalksFailed}

// ProcessSteps are the steps of which truces and talks are made.
func ProcessSteps() []recount.What { return slices.Clone(order) }

// A tell is a claim that tells of a process.
type tell struct {
	*recount.Claim
	kind  recount.ProcessKind
	at    recount.When // when it happened; when it was said, if that is not said
	dated bool         // it says when
	late  bool         // it looks back: the same voice tells of the end too
}

func (t *tell) step() int    { return slices.Index(order, t.What) }
func (t *tell) founds() bool { return t.What == recount.TruceAnnounced || t.What == recount.TalksHeld }
func (t *tell) fresh() bool {
	return !t.Denied && !t.late && (t.What == recount.TruceAnnounced || t.What == recount.TruceInForce)
}
func (t *tell) placed() bool { return t.Where.Country != "" || t.Where.Precision != recount.NoPlace }
func earliest(a, b *tell) int {
	return cmp.Or(a.Said.From.Compare(b.Said.From), cmp.Compare(a.ID, b.ID))
}

// tells returns the claims that tell of truces and talks, by time. Words that
// two steps of one report share belong to the later step: who "announced that
// the truce had ended" announced no truce.
func tells(claims []recount.Claim) []*tell {
	by := map[recount.ReportID][]*tell{}
	for i := range claims {
		c := &claims[i]
		if c.What.Family() != recount.Truce || c.Reality != recount.Actual {
			continue
		}
		t := &tell{Claim: c, kind: recount.ATruce, at: c.When, dated: !c.When.IsZero()}
		if c.What == recount.TalksHeld || c.What == recount.TalksFailed {
			t.kind = recount.Talks
		}
		if !t.dated {
			t.at = c.Said
		}
		if !t.at.IsZero() {
			by[c.Report] = append(by[c.Report], t)
		}
	}
	var out []*tell
	for _, ts := range by {
		for _, t := range ts {
			if !slices.ContainsFunc(ts, func(u *tell) bool { return u.step() > t.step() && share(t.Evidence.What, u.Evidence.What) }) {
				out = append(out, t)
			}
			t.late = !t.dated && slices.ContainsFunc(ts, func(u *tell) bool {
				return u.What == recount.TruceCollapsed && !u.Denied && u.Origin() == t.Origin()
			})
		}
	}
	slices.SortFunc(out, func(a, b *tell) int {
		return cmp.Or(a.at.From.Compare(b.at.From), cmp.Compare(a.step(), b.step()), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func share(a, b []recount.Span) bool {
	return slices.ContainsFunc(a, func(s recount.Span) bool { return slices.ContainsFunc(b, s.Overlaps) })
}
