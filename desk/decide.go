package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// Decide enters a person's decision and settles what it touches. It must have
// a reason. seen is the size of the ledger when the person looked: if another
// person has decided about the same thing since, the error is ErrConflict. A
// claim may be said to be the same as "" to found an incident of its own.
func (d *Desk) Decide(ctx context.Context, dec recount.Decision, seen int64) (recount.Decision, error) {
	dec.At, dec.Score = d.time(), 0
	dec.Why = strings.TrimSpace(dec.Why)
	err := d.write(ctx, func(tx *store.Tx) error {
		facts, touched, err := d.checked(ctx, tx, &dec, seen)
		if err != nil {
			return err
		}
		about := []string{dec.Subject}
		switch dec.Act {
		case recount.Merge, recount.Split, recount.PartOf, recount.Whole, recount.Copy, recount.Original:
			if dec.Object != "" {
				about = append(about, dec.Object)
			}
		}
		since, err := tx.DecidedSince(ctx, seen, about...)
		if err != nil {
			return err
		}
		if len(since) > 0 && dec.Act.Bears() {
			last := since[len(since)-1]
			return fmt.Errorf("%s decided %s since you looked (%s); look again: %w", last.By.Name, last.Act, last.ID, recount.ErrConflict)
		}
		if _, err := tx.Append(ctx, dec.By, dec.At, facts...); err != nil {
			return err
		}
		if dec.Act == recount.Original {
			if err := d.reunite(ctx, tx, recount.ReportID(dec.Subject)); err != nil {
				return err
			}
		}
		return d.settle(ctx, tx, touched...)
	})
	if err != nil {
		return dec, fmt.Errorf("decide %s %s: %w", dec.Act, dec.Subject, err)
	}
	return dec, nil
}

// checked completes a decision, and says which facts it makes and which
// incidents it touches.
func (d *Desk) checked(ctx context.Context, tx *store.Tx, dec *recount.Decision, seen int64) (facts []store.Fact, touched []recount.IncidentID, err error) {
	switch {
	case dec.By.Kind != recount.Person || dec.By.Name == "":
		return nil, nil, fmt.Errorf("only a person with a name may decide here: %w", recount.ErrDenied)
	case dec.Why == "":
		return nil, nil, fmt.Errorf("a reason is required: %w", recount.ErrInvalid)
	}
	incident := func(id string) error {
		it, err := tx.Incident(ctx, recount.IncidentID(id))
		if err == nil {
			touched = append(touched, it.Incident.ID)
		}
		return err
	}
	claim := func() error {
		if _, err := tx.Claims(ctx, recount.ClaimID(dec.Subject)); err != nil {
			return err
		}
		if in, err := tx.IncidentOf(ctx, recount.ClaimID(dec.Subject)); err == nil {
			touched = append(touched, in)
		}
		return nil
	}
	fact := func(x recount.Decision) {
		x.ID = x.Name()
		facts = append(facts, store.DecisionFact{Decision: x})
	}
	if ofProcess(dec) {
		touched, err = d.checkedProcess(ctx, tx, dec)
		dec.ID = dec.Name()
		return []store.Fact{store.DecisionFact{Decision: *dec}}, touched, err
	}
	switch dec.Act {
	case recount.Same:
		if err := claim(); err != nil {
			return nil, nil, err
		}
		// A person who moves a claim also parts it from where it was.
		for _, from := range touched {
			if string(from) != dec.Object {
				part := *dec
				part.Act, part.Object = recount.Apart, string(from)
				fact(part)
			}
		}
		if dec.Object == "" {
			founded := recount.FoundedBy(recount.ClaimID(dec.Subject))
			dec.Object = string(founded)
			ds, err := tx.Decisions(ctx, dec.Object)
			if err != nil {
				return nil, nil, err
			}
			if len(ds) == 0 {
				mint := *dec
				mint.Act, mint.Subject, mint.Object = recount.Mint, dec.Object, dec.Subject
				fact(mint)
			} else if _, err := tx.Incident(ctx, founded); err == nil {
				return nil, nil, fmt.Errorf("the claim founded %s already; name it: %w", founded, recount.ErrConflict)
			} else if !errors.Is(err, recount.ErrNotFound) { // else it is empty, and stands again
				return nil, nil, err
			}
			touched = append(touched, founded)
		} else {
			err = incident(dec.Object)
		}
	case recount.Apart:
		if err = claim(); err == nil {
			err = incident(dec.Object)
		}
	case recount.Merge:
		if dec.Subject == dec.Object {
			return nil, nil, fmt.Errorf("an incident is itself: %w", recount.ErrInvalid)
		}
		if err = incident(dec.Subject); err == nil {
			err = incident(dec.Object)
		}
	case recount.Split:
		if err = incident(dec.Subject); err == nil {
			err = incident(dec.Object)
		}
		touched = append(touched, recount.IncidentID(dec.Subject), recount.IncidentID(dec.Object))
	case recount.PartOf:
		if err = incident(dec.Subject); err == nil {
			if err = incident(dec.Object); err == nil {
				err = noCircle(ctx, tx, touched[0], touched[1])
			}
		}
	case recount.Whole:
		if err = incident(dec.Subject); err == nil {
			err = incident(dec.Object)
		}
	case recount.Accept, recount.Reject:
		err = claim()
	case recount.Correct:
		if err = claim(); err != nil {
			break
		}
		var cs []recount.Claim
		if cs, err = tx.Claims(ctx, recount.ClaimID(dec.Subject)); err == nil {
			_, err = corrected(cs[0], dec.Field, dec.Value)
		}
		if err == nil && dec.Object != "" {
			err = wordsThere(ctx, tx, cs[0].Report, dec.Object)
		}
	case recount.Grade:
		if !slices.Contains(tally.Grades(), dec.Value) {
			return nil, nil, fmt.Errorf("grade %q; there are %v: %w", dec.Value, tally.Grades(), recount.ErrInvalid)
		}
		err = incident(dec.Subject)
	case recount.Settle:
		if dec.Value != byPolicy {
			_, err = parseBounds(dec.Value)
		}
		if err == nil {
			err = incident(dec.Subject)
		}
	case recount.Copy, recount.Original:
		touched, err = d.checkedCopy(ctx, tx, dec)
	case recount.Withdraw, recount.Restore:
		err = incident(dec.Subject)
	case recount.Note:
		err = isThere(ctx, tx, dec.Subject)
	case recount.Assign:
		if dec.Value = strings.TrimSpace(dec.Value); strings.ContainsAny(dec.Value, " \t\n@") {
			return nil, nil, fmt.Errorf("%q is no name of a person: %w", dec.Value, recount.ErrInvalid)
		}
		err = isThere(ctx, tx, dec.Subject)
	case recount.Sign, recount.Refuse:
		if err = incident(dec.Subject); err == nil {
			err = checkedSigning(ctx, tx, dec, seen)
		}
	default:
		err = fmt.Errorf("%q is no act of a person: %w", dec.Act, recount.ErrInvalid)
	}
	if err != nil {
		return nil, nil, err
	}
	dec.ID = dec.Name()
	return append(facts, store.DecisionFact{Decision: *dec}), touched, nil
}

// byPolicy is the value of a Settle that leaves a toll to the policy again.
const byPolicy = "{}"

// WordsAt names words of a report, to be the Object of what was corrected from them.
func WordsAt(id recount.ReportID, at recount.Span) string {
	return fmt.Sprintf("%s#%d-%d", id, at.Start, at.End)
}

// wordsThere refuses words that do not stand in a report.
func wordsThere(ctx context.Context, tx *store.Tx, id recount.ReportID, words string) error {
	it, err := tx.Report(ctx, id)
	if err != nil {
		return err
	}
	var at recount.Span
	if _, err := fmt.Sscanf(words, string(id)+"#%d-%d", &at.Start, &at.End); err != nil || at.Start < 0 || at.Len() <= 0 || at.End > len(it.Report.Text) {
		return fmt.Errorf("words %q do not stand in %s: %w", words, id, recount.ErrInvalid)
	}
	return nil
}

// isThere reports whether there is an incident, a claim or a report of that ID.
func isThere(ctx context.Context, tx *store.Tx, id string) (err error) {
	switch kind, _, _ := strings.Cut(id, ":"); kind {
	case "c":
		_, err = tx.Claims(ctx, recount.ClaimID(id))
	case "r":
		_, err = tx.Report(ctx, recount.ReportID(id))
	default:
		_, err = tx.Incident(ctx, recount.IncidentID(id))
	}
	return err
}

// noCircle refuses to make an incident a part of itself or of its own part.
func noCircle(ctx context.Context, tx *store.Tx, part, whole recount.IncidentID) error {
	for id := whole; id != ""; {
		if id == part && id == whole {
			return fmt.Errorf("an incident is no part of itself: %w", recount.ErrInvalid)
		}
		if id == part {
			return fmt.Errorf("%s is itself a part of %s; undo that first: %w", whole, part, recount.ErrInvalid)
		}
		in, err := tx.Stored(ctx, id)
		if err != nil {
			return err
		}
		if id = ""; in != nil {
			id = in.Whole
		}
	}
	return nil
}
