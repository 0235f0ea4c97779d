package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// What a transaction remembers of copies is what it would find if it looked,
// whatever was asked and decided before, and in the past what stood then.
func TestCirclesAreWhatWasDecided(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	r := rand.New(rand.NewPCG(3, 4))
	const reports = 14
	any := func() recount.ReportID { return recount.ReportID(fmt.Sprint("r:", r.IntN(reports))) }
	ids := func(ds []recount.Decision) (out []recount.DecisionID) {
		for _, d := range ds {
			out = append(out, d.ID)
		}
		slices.Sort(out)
		return out
	}
	for round := range 12 {
		err := db.Write(ctx, func(tx *store.Tx) error {
			for range 10 {
				ask := []recount.ReportID{any(), any()}
				known, err := tx.CopyingsOf(ctx, ask...)
				if err != nil {
					return err
				}
				found, err := tx.Reader.CopyingsOf(ctx, ask...)
				if err != nil {
					return err
				}
				if !slices.Equal(ids(known), ids(found)) {
					t.Fatalf("round %d, about %v: known %v, found %v", round, ask, ids(known), ids(found))
				}
				act, object := recount.Copy, string(any())
				if r.IntN(5) == 0 {
					act = recount.Original
					object = []string{object, ""}[r.IntN(2)]
				}
				if subject := string(any()); r.IntN(4) == 0 && subject != object {
					if _, err := tx.Append(ctx, ada, day, store.DecisionFact{Decision: decide(ada, act, subject, object)}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := db.Copyings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 8 {
		t.Fatalf("only %d decisions were made", len(all))
	}
	then, err := db.At(4).CopyingsOf(ctx, "r:0", "r:1", "r:2", "r:3", "r:4", "r:5", "r:6", "r:7", "r:8", "r:9", "r:10", "r:11", "r:12", "r:13")
	if err != nil || !slices.Equal(ids(then), ids(all[:4])) {
		t.Errorf("when the ledger had four entries: %v, %v; want %v", ids(then), err, ids(all[:4]))
	}
}
