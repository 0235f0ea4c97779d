package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// form reads a form by which somebody changes something, if anybody may.
func (s *site) form(w http.ResponseWriter, q *http.Request) (url.Values, error) {
	if !s.writes(q) {
		return nil, recount.ErrDenied
	}
	return s.posted(w, q)
}

// posted reads a form.
func (s *site) posted(w http.ResponseWriter, q *http.Request) (url.Values, error) {
	q.Body = http.MaxBytesReader(w, q.Body, 1<<14)
	if err := q.ParseForm(); err != nil {
		return nil, fmt.Errorf("form: %v: %w", err, recount.ErrInvalid)
	}
	return q.PostForm, nil
}

// decided reads a form that holds a decision, and the size of the ledger when
// whoever decides looked.
func (s *site) decided(w http.ResponseWriter, q *http.Request) (f url.Values, seen int64, err error) {
	if f, err = s.form(w, q); err != nil {
		return nil, 0, err
	}
	if seen, err = strconv.ParseInt(f.Get("seen"), 10, 64); err != nil {
		return nil, 0, fmt.Errorf("seen: %w", recount.ErrInvalid)
	}
	return f, seen, nil
}

// judge enters what a person decides on the page of an incident: how well it is
// attested, what its toll is, that it must not be shown, or that it is another.
func (s *site) judge(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	id := q.PathValue("id")
	dec := recount.Decision{Act: recount.Act(f.Get("act")), Subject: id, Why: f.Get("why")}
	switch dec.Act {
	case recount.Grade:
		dec.Value = f.Get("grade")
	case recount.Settle:
		if dec.Value, err = settledValue(f); err != nil {
			return err
		}
	case recount.Same: // a claim of it belongs to another, or to one of its own
		dec.Subject, dec.Object = f.Get("claim"), objectOf(f)
		if in, err := s.r.IncidentOf(q.Context(), recount.ClaimID(dec.Subject)); err != nil || string(in) != id {
			return fmt.Errorf("claim %q is not here: %w", dec.Subject, recount.ErrInvalid)
		}
		if (dec.Object == "") != (f.Get("own") != "") || dec.Object == id {
			return fmt.Errorf("to %q: %w", dec.Object, recount.ErrInvalid)
		}
		if _, err := s.r.Incident(q.Context(), recount.FoundedBy(recount.ClaimID(dec.Subject))); err == nil && dec.Object == "" {
			return errFounded
		}
	case recount.Withdraw, recount.Restore:
	case recount.Sign, recount.Refuse:
		dec.Value, dec.Why = f.Get("state"), cmp.Or(strings.TrimSpace(dec.Why), stock[dec.Act])
	case recount.Whole:
		it, err := s.r.Incident(q.Context(), recount.IncidentID(id))
		if err != nil {
			return err
		}
		dec.Object = string(it.Incident.Whole)
	case recount.Merge, recount.PartOf:
		dec.Object = objectOf(f)
	default:
		return fmt.Errorf("act %q: %w", dec.Act, recount.ErrInvalid)
	}
	if dec, err = s.decide(q, dec, seen); err != nil {
		return err
	}
	s.back(w, q, subjectPath(id), 0, dec)
	return nil
}

var errFounded = fmt.Errorf("the claim founded an incident that stands: %w", recount.ErrInvalid)

// objectOf is the other incident that a form names; its address will do.
func objectOf(f url.Values) string {
	id := strings.TrimSpace(f.Get("object"))
	if i := strings.LastIndex(id, "i:"); i > 0 {
		id = id[i:]
	}
	return id
}

// settledValue is the toll that a form settles on. A best left empty is none.
func settledValue(f url.Values) (string, error) {
	number := func(name string) (int, error) {
		n, err := strconv.Atoi(strings.TrimSpace(f.Get(name)))
		if err != nil {
			return 0, fmt.Errorf("%s %q: %w", name, f.Get(name), recount.ErrInvalid)
		}
		return n, nil
	}
	low, err := number("low")
	if err != nil {
		return "", err
	}
	high, err := number("high")
	if err != nil {
		return "", err
	}
	v := map[string]any{"what": cmp.Or(f.Get("what"), string(recount.Killed)), "low": low, "high": high}
	if strings.TrimSpace(f.Get("best")) != "" {
		if v["best"], err = number("best"); err != nil {
			return "", err
		}
	}
	b, err := json.Marshal(v)
	return string(b), err
}
