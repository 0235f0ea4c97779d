package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

// commit adds the decisions, every document as it was entered, and the ledger
// entries that commit to them with their proofs.
func (x *assembly) commit() error {
	ds, err := x.past.Decisions(x.ctx, x.about...)
	if err != nil {
		return err
	}
	for _, dec := range ds {
		if dec.Act == recount.Note || dec.Act == recount.Assign {
			continue // what people say to each other is no part of what it rests on
		}
		x.made = append(x.made, string(dec.ID))
	}
	slices.Sort(x.made)
	var reports, claims, shown []string
	for _, r := range x.Reports {
		reports = append(reports, string(r.ID))
		for _, q := range r.Shows {
			shown = append(shown, q.ID)
		}
		for _, c := range r.Claims {
			claims = append(claims, string(c.ID))
		}
	}
	slices.Sort(shown)
	seqs := map[int64]bool{}
	enter := func(kind ledger.Kind, ids []string) error {
		rows, err := x.d.DB.Rows(x.ctx, kind, ids...)
		x.Rows = append(x.Rows, rows...)
		for _, r := range rows {
			seqs[r.Seq] = true
		}
		return err
	}
	if err := errors.Join(enter(ledger.Received, reports), enter(ledger.Read, claims), enter(ledger.Decided, slices.Compact(x.made)),
		enter(ledger.Completed, slices.Compact(shown)), x.decided()); err != nil {
		return err
	}
	for _, r := range reports { // also readings that found nothing new
		es, err := x.d.DB.EntriesAbout(x.ctx, r)
		if err != nil {
			return err
		}
		for _, e := range es {
			seqs[e.Seq] = true
		}
	}
	stamps, err := x.stamp(seqs)
	if err == nil {
		err = enter(ledger.Stamped, stamps)
	}
	if err != nil {
		return err
	}
	return x.prove(seqs)
}

// stamp adds the first stamp of each authority that is of each of the entries.
func (x *assembly) stamp(seqs map[int64]bool) (ids []string, err error) {
	all, err := x.d.DB.Stamps(x.ctx)
	if err != nil {
		return nil, err
	}
	size := map[string]int64{} // stamped by each authority so far
	for i, s := range all {
		if slices.ContainsFunc(all[i+1:], func(o store.StampItem) bool { return o.Authority == s.Authority && o.Size == s.Size }) {
			continue // a calendar has gone on since
		}
		first := func(seq int64) bool { return seq >= size[s.Authority] && seq < s.Size }
		if s.Seq >= x.Checkpoint.Size || !slices.ContainsFunc(slices.Collect(maps.Keys(seqs)), first) {
			continue
		}
		size[s.Authority] = s.Size
		y := custody.Stamp{Stamp: s.Stamp, Seq: s.Seq}
		if y.Of, err = x.d.DB.CheckpointAt(x.ctx, s.Size); err != nil {
			return nil, err
		}
		if y.Answer, err = x.d.Archive.Get(s.Token); err != nil {
			return nil, err
		}
		if !s.ByCalendar() {
			if y.Chain, err = x.d.Archive.Get(s.Chain); err != nil {
				return nil, err
			}
		}
		if y.Growth, err = ledger.ProveGrowth(s.Size, x.Checkpoint.Size, x.d.DB.Hashes(x.ctx)); err != nil {
			return nil, err
		}
		x.Stamps, ids = append(x.Stamps, y), append(ids, s.ID)
	}
	return ids, nil
}

// decided adds the decisions among the rows.
func (x *assembly) decided() error {
	for _, r := range x.Rows {
		if r.Kind != ledger.Decided {
			continue
		}
		dec := custody.Decision{Seq: r.Seq}
		if err := json.Unmarshal(r.Doc, &dec.Decision); err != nil {
			return fmt.Errorf("decision %s: %v: %w", r.ID, err, recount.ErrTampered)
		}
		x.Decisions = append(x.Decisions, dec)
	}
	return nil
}

// prove adds ledger entries with their proofs. What came after the checkpoint
// cannot be proven.
func (x *assembly) prove(seqs map[int64]bool) error {
	os, err := x.d.DB.Openings(x.ctx, slices.Sorted(maps.Keys(seqs))...)
	if err != nil {
		return err
	}
	for _, o := range os {
		if o.Seq >= x.Checkpoint.Size {
			return fmt.Errorf("the casebook was added to meanwhile; do it again: %w", recount.ErrConflict)
		}
		p, err := ledger.ProveEntry(x.Checkpoint.Size, o.Seq, x.d.DB.Hashes(x.ctx))
		if err != nil {
			return err
		}
		x.Entries = append(x.Entries, custody.Entry{Opening: o, Proof: p})
	}
	return nil
}
