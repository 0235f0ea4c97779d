package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

// A judgement is a person's decision of the sample, about the claims in which a
// report says certain words, or about the incident that holds them.
type judgement struct {
	Act    recount.Act `json:"act"` // same: the claims; part-of: their incident
	Report string      `json:"report"`
	Says   string      `json:"says"`
	Of     string      `json:"of"` // the report whose incident they are judged against; "" for one of their own
	That   string      `json:"that"`
	Why    string      `json:"why"`
}

// judgeSample enters the sample's decisions.
func (w *world) judgeSample(d *desk.Desk, reports map[string]recount.ReportID) error {
	b, err := sample.ReadFile("sample/decisions.json")
	if err != nil {
		return err
	}
	var js []judgement
	if err := json.Unmarshal(b, &js); err != nil {
		return fmt.Errorf("sample/decisions.json: %w", err)
	}
	for _, j := range js {
		err := w.judge(d, reports, j)
		if errors.Is(err, recount.ErrNotFound) && w.pack != "" {
			continue // a pack of one's own reads the reports otherwise
		}
		if err != nil {
			return fmt.Errorf("sample/decisions.json: %s %s %q: %w", j.Act, j.Report, j.Says, err)
		}
	}
	return nil
}

func (w *world) judge(d *desk.Desk, reports map[string]recount.ReportID, j judgement) error {
	claims, home, err := w.saying(d, reports[j.Report], j.Says)
	if err != nil {
		return err
	}
	var of recount.IncidentID
	if j.Of != "" {
		if _, of, err = w.saying(d, reports[j.Of], j.That); err != nil {
			return err
		}
	}
	subjects := []string{string(home)}
	if j.Act == recount.Same {
		subjects = claims
	}
	for _, s := range subjects {
		seen, err := d.DB.Size(w.ctx)
		if err != nil {
			return err
		}
		x, err := d.Decide(w.ctx, recount.Decision{By: recount.Actor{Kind: recount.Person, Name: "sample"}, Act: j.Act, Subject: s, Object: string(of), Why: j.Why}, seen)
		if err != nil {
			return err
		}
		of = recount.IncidentID(x.Object)
	}
	return nil
}

// saying returns the claims that a report makes in a sentence with certain
// words, and the incident of the first that is in one, "" if none is: a denial
// that came before what it denies.
func (w *world) saying(d *desk.Desk, id recount.ReportID, words string) (claims []string, home recount.IncidentID, err error) {
	text, err := d.DB.Text(w.ctx, id)
	if err != nil {
		return nil, "", err
	}
	cs, err := d.DB.ClaimsOf(w.ctx, id)
	if err != nil {
		return nil, "", err
	}
	for _, c := range cs {
		if !strings.Contains(c.Evidence.Whole.In(text), words) {
			continue
		}
		claims = append(claims, string(c.ID))
		in, err := d.DB.IncidentOf(w.ctx, c.ID)
		if err != nil && !errors.Is(err, recount.ErrNotFound) {
			return nil, "", err
		}
		home = cmp.Or(home, in)
	}
	if claims == nil {
		return nil, "", fmt.Errorf("nothing was read in %q of %s: %w", words, id, recount.ErrNotFound)
	}
	return claims, home, nil
}
