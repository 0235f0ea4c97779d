package desk

import (
	"context"
	"fmt"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

// CopiesAgain compares all reports with each other afresh, enters what the
// machine now decides otherwise, and says how many decisions that were. What
// people decided stands.
func (d *Desk) CopiesAgain(ctx context.Context) (changed int, err error) {
	err = d.write(ctx, func(tx *store.Tx) error {
		if err := tx.Unwinnow(ctx); err != nil {
			return err
		}
		ids, err := tx.Unwinnowed(ctx)
		if err != nil {
			return err
		}
		var index link.Copies
		found := map[[2]recount.ReportID]link.Likeness{}
		var order [][2]recount.ReportID
		for _, id := range ids {
			it, err := tx.Report(ctx, id)
			if err != nil {
				return err
			}
			if err := tx.Winnow(ctx, id, printsOf(&it.Report), link.Stock); err != nil {
				return err
			}
			if extract.IsRow(&it.Report) {
				continue
			}
			for _, l := range index.Add(id, it.Report.Text) {
				pair := [2]recount.ReportID{id, l.Report}
				found[pair] = l
				order = append(order, pair)
			}
		}
		facts, about, err := d.compared(ctx, tx, order, found)
		if err != nil {
			return err
		}
		changed = len(facts)
		if _, err := tx.Append(ctx, machine(d.rules.Linker), d.time(), facts...); err != nil {
			return err
		}
		touched, err := touchedBy(ctx, &tx.Reader, about...)
		if err != nil {
			return err
		}
		return d.settle(ctx, tx, touched...)
	})
	if err != nil {
		return 0, fmt.Errorf("compare all reports: %w", err)
	}
	return changed, nil
}

// compared returns the decisions by which the families become those found, and
// the reports that they are about.
func (d *Desk) compared(ctx context.Context, tx *store.Tx, order [][2]recount.ReportID, found map[[2]recount.ReportID]link.Likeness) (facts []store.Fact, about []recount.ReportID, err error) {
	all, err := tx.Copyings(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, dec := range link.FamiliesOf(all).Copies() {
		a, b := recount.ReportID(dec.Subject), recount.ReportID(dec.Object)
		_, one := found[[2]recount.ReportID{a, b}]
		if _, other := found[[2]recount.ReportID{b, a}]; one || other || dec.By.Kind == recount.Person {
			continue
		}
		undo := recount.Decision{At: d.time(), By: machine(d.rules.Linker), Act: recount.Original, Subject: dec.Subject, Object: dec.Object, Why: "compared again, the texts are not alike"}
		undo.ID = undo.Name()
		facts, about, all = append(facts, store.DecisionFact{Decision: undo}), append(about, a, b), append(all, undo)
	}
	families := link.FamiliesOf(all)
	for _, pair := range order {
		if families.Of(pair[0]) == families.Of(pair[1]) {
			continue
		}
		fact := d.copied(pair[0], found[pair])
		if next := link.FamiliesOf(append(slices.Clip(all), fact.Decision)); next.Of(pair[0]) == next.Of(pair[1]) { // else a person said otherwise
			facts, about, all, families = append(facts, fact), append(about, pair[0], pair[1]), append(all, fact.Decision), next
		}
	}
	return facts, about, nil
}
