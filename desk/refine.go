package desk

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

// leastDoubt is how likely an incident must be to be another one told of again
// before it is written down, and how far that must have moved to be written
// down again.
const leastDoubt = 0.05

// A Refined says what a second look at the incidents came to.
type Refined struct {
	Looked int // incidents that had changed since the last look
	Merged int
	Moved  int // groups of claims that went to another incident
	Doubts int // incidents whose chance to be another one moved
}

// refineBatch is how many incidents are looked at again in one transaction.
const refineBatch = 64

// Refine looks again at the incidents that changed since it last did, or at all,
// against those near them: it merges, moves and doubts, signed by the linker. What
// people decided stands. Looking twice changes nothing more.
func (d *Desk) Refine(ctx context.Context, all bool, done func(Refined)) (out Refined, err error) {
	since, err := d.DB.Looked(ctx, "refine")
	if err != nil {
		return out, fmt.Errorf("refine: %w", err)
	}
	if all {
		since = -1
	}
	ids, err := d.DB.Changed(ctx, since)
	if err != nil {
		return out, fmt.Errorf("refine: %w", err)
	}
	for batch := range slices.Chunk(ids, refineBatch) {
		err := d.write(ctx, func(tx *store.Tx) error { return d.refine(ctx, tx, batch, &out) })
		if err != nil {
			return out, fmt.Errorf("refine: %w", err)
		}
		if done != nil {
			done(out)
		}
	}
	return out, d.DB.Write(ctx, func(tx *store.Tx) error {
		size, err := tx.Size(ctx)
		if err != nil {
			return err
		}
		return tx.SetLooked(ctx, "refine", size)
	})
}

func (d *Desk) refine(ctx context.Context, tx *store.Tx, ids []recount.IncidentID, out *Refined) error {
	near, words, err := d.around(ctx, tx, ids)
	if err != nil {
		return err
	}
	var about []string
	for _, n := range near {
		about = append(about, string(n.Incident))
	}
	ds, err := tx.Decisions(ctx, about...)
	if err != nil {
		return err
	}
	changes, doubts := d.rules.Refine(near, ids, link.Facts(ds), words)
	out.Looked += len(ids)
	touched := slices.Clone(ids)
	var facts []store.Fact
	for _, c := range changes {
		if c.Account == "" {
			out.Merged++
			facts = append(facts, d.sign(recount.Merge, string(c.From), string(c.Into), c.P, c.Why))
			touched = append(touched, c.From, c.Into)
			continue
		}
		out.Moved++
		for _, claim := range groupOf(near, c.Account) {
			facts = append(facts, d.sign(recount.Apart, string(claim), string(c.From), c.P, c.Why), d.sign(recount.Same, string(claim), string(c.Into), c.P, c.Why))
		}
		touched = append(touched, c.From, c.Into)
	}
	for _, x := range doubts {
		in, err := tx.Stored(ctx, x.Incident)
		if err != nil {
			return err
		}
		if p := round(x.P); in != nil && math.Abs(p-in.Doubt) >= leastDoubt {
			out.Doubts++
			facts = append(facts, d.doubted(x.Incident, x.Of, p, x.Why))
		}
	}
	if len(facts) == 0 {
		return nil
	}
	if _, err := tx.Append(ctx, machine(d.rules.Linker), d.time(), facts...); err != nil {
		return err
	}
	return d.settle(ctx, tx, touched...)
}

// around returns incidents with those near them, and how common their words are.
func (d *Desk) around(ctx context.Context, tx *store.Tx, ids []recount.IncidentID) ([]link.Near, *link.Frequency, error) {
	near, err := d.held(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	have := map[recount.IncidentID]bool{}
	var asked []uint64
	for _, n := range near {
		have[n.Incident] = true
		for _, g := range n.Groups {
			asked = append(asked, link.Asked(g)...)
		}
	}
	slices.Sort(asked)
	counts, err := tx.WordCounts(ctx, slices.Compact(asked))
	if err != nil {
		return nil, nil, err
	}
	words := link.FrequencyOf(counts)
	var more []recount.IncidentID
	for _, n := range near {
		for _, g := range n.Groups {
			found, err := d.candidates(ctx, tx, g, words)
			if err != nil {
				return nil, nil, err
			}
			for _, id := range found {
				if !have[id] {
					have[id] = true
					more = append(more, id)
				}
			}
		}
	}
	others, err := d.held(ctx, tx, more)
	return append(near, others...), words, err
}

// groupOf are the claims of the group that founds account.
func groupOf(near []link.Near, account recount.ClaimID) (out []recount.ClaimID) {
	for _, n := range near {
		for _, g := range n.Groups {
			if g.Claims[0].ID == account {
				for i := range g.Claims {
					out = append(out, g.Claims[i].ID)
				}
			}
		}
	}
	return out
}

// sign makes a decision of the linker.
func (d *Desk) sign(act recount.Act, subject, object string, score float64, why string) store.DecisionFact {
	return d.signed(recount.Decision{Act: act, Subject: subject, Object: object, Why: why, Score: score})
}

// signed dates a decision and signs it with the linker's name.
func (d *Desk) signed(dec recount.Decision) store.DecisionFact {
	dec.At, dec.By = d.time(), machine(d.rules.Linker)
	dec.ID = dec.Name()
	return store.DecisionFact{Decision: dec}
}

// doubted writes down how likely an incident is to be another.
func (d *Desk) doubted(id, of recount.IncidentID, p float64, why string) store.DecisionFact {
	return d.sign(recount.Doubt, string(id), string(of), round(p), cmp.Or(why, "nothing near it is larger any more"))
}

// round keeps a chance to two places: more would only look exact.
func round(p float64) float64 { return math.Round(100*p) / 100 }

// String says what was done in a line.
func (r Refined) String() string {
	return fmt.Sprintf("%d incidents looked at again: %d merged, %d accounts moved, %d doubts written down", r.Looked, r.Merged, r.Moved, r.Doubts)
}
