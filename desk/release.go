package desk

import (
	"context"
	"fmt"
	"iter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

// Software is what files for others are said to be made by: the same for every
// build of one version.
func Software() string { return fmt.Sprintf("recount extract/%d", extract.Version) }

// Release enters that something went out, and the size of the ledger it was made
// from. Its bytes are kept in the archive under their digest, so that what went
// out can be had again as it was; of a web archive, whose captures are all there,
// body is nil and the digest is given.
func (d *Desk) Release(ctx context.Context, by recount.Actor, f store.ReleaseFact, body []byte) (e ledger.Entry, err error) {
	if body != nil {
		if f.Digest, err = d.Archive.Put(body); err != nil {
			return e, fmt.Errorf("release %s: %w", f.Name, err)
		}
	}
	err = d.write(ctx, func(tx *store.Tx) error {
		es, err := tx.Append(ctx, by, d.time(), f)
		if err == nil {
			e = es[0]
		}
		return err
	})
	if err != nil {
		return e, fmt.Errorf("release %s: %w", f.Name, err)
	}
	return e, nil
}

// A Going is what would go out of what was chosen, and what is kept back.
type Going struct {
	Out  []store.IncidentItem
	Back []KeptBack
	AsOf int64 // size of the ledger with the last entry that bears on what goes out
}

// KeptBack is an incident that does not go out, and why.
type KeptBack struct {
	store.IncidentItem
	Why string
}

// GoingOut says what of the incidents chosen would go out. What was withdrawn is
// kept back; so is what people did not sign off as it stands, unless all may go.
func GoingOut(chosen iter.Seq2[store.IncidentItem, error], all bool) (g Going, err error) {
	for it, err := range chosen {
		if err != nil {
			return g, err
		}
		why, signed := "", it.Incident.Signed
		switch {
		case it.Incident.Status == recount.Retracted:
			why = "it was withdrawn"
		case all || signed.Off:
		case len(signed.Back) > 0:
			why = "it was sent back"
		case len(signed.By) > 0:
			why = "it wants another signature"
		default:
			why = "nobody signed it as it stands"
		}
		if why != "" {
			g.Back = append(g.Back, KeptBack{it, why})
			continue
		}
		g.Out = append(g.Out, it)
		g.AsOf = max(g.AsOf, it.Incident.AsOf)
	}
	return g, nil
}
