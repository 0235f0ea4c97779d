package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/recountlab/recount"
)

// undone is by which act an act is taken back.
var undone = map[recount.Act]recount.Act{recount.Merge: recount.Split, recount.Split: recount.Merge, recount.PartOf: recount.Whole, recount.Whole: recount.PartOf,
	recount.Accept: recount.Reject, recount.Reject: recount.Accept, recount.Sign: recount.Refuse, recount.Refuse: recount.Sign,
	recount.Copy: recount.Original, recount.Apart: recount.Same, recount.Withdraw: recount.Restore, recount.Restore: recount.Withdraw}

// Opposite returns the decision that takes back another, without who makes it and
// why: what was said before is said again, as it was decided or, if nobody did, as
// it was read or reckoned. Nothing is erased. A note is not taken back: ErrInvalid.
func (d *Desk) Opposite(ctx context.Context, id recount.DecisionID) (recount.Decision, error) {
	dec, err := d.DB.Decision(ctx, id)
	if err != nil {
		return dec, err
	}
	back := recount.Decision{Act: dec.Act, Subject: dec.Subject, Object: dec.Object, Field: dec.Field}
	if act, ok := undone[dec.Act]; ok {
		back.Act = act
		return back, nil
	}
	ds, err := d.DB.Decisions(ctx, dec.Subject)
	if err != nil {
		return dec, err
	}
	var before recount.Decision // that stood
	for _, e := range ds {
		if e.ID == dec.ID {
			break
		}
		switch {
		case dec.Act == recount.Same && e.Act == recount.Same && e.Object != dec.Object && e.Subject == dec.Subject,
			dec.Act != recount.Same && e.Act == dec.Act && e.Field == dec.Field && e.Subject == dec.Subject:
			before = e
		}
	}
	switch dec.Act {
	case recount.Same:
		back.Object = before.Object
	case recount.Assign:
		back.Value = before.Value
	case recount.Settle:
		back.Value = cmp.Or(before.Value, byPolicy)
	case recount.Grade:
		if back.Value = before.Value; back.Value == "" {
			back.Value, err = d.proposed(ctx, recount.IncidentID(dec.Subject))
		}
	case recount.Correct:
		if back.Value = before.Value; back.Value == "" {
			back.Value, err = d.asRead(ctx, recount.ClaimID(dec.Subject), dec.Field)
		}
	default:
		err = fmt.Errorf("%s is not taken back: %w", dec.Act, recount.ErrInvalid)
	}
	return back, err
}

// proposed is the grade of an incident by rule.
func (d *Desk) proposed(ctx context.Context, id recount.IncidentID) (string, error) {
	c, err := d.reckoned(ctx, &d.DB.Reader, id)
	if err != nil {
		return "", err
	}
	grade, _ := d.rules.Attest(c.k, d.rules.Policy)
	return grade, nil
}

// asRead is one field of a claim as it was read, as JSON.
func (d *Desk) asRead(ctx context.Context, id recount.ClaimID, field string) (string, error) {
	cs, err := d.DB.Claims(ctx, id)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(cs[0])
	if err != nil {
		return "", err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return "", err
	}
	if v, ok := fields[field]; ok {
		return string(v), nil
	}
	return "null", nil
}
