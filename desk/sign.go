package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A State is what a person signs: an incident as it stood.
type State struct {
	Size   int64          `json:"size"`   // of the ledger with the last entry that bore on it
	Digest recount.Digest `json:"digest"` // of what it said: see StateOf
}

// StateOf is the state of an incident with its tolls. Its digest is of what,
// where and when, its claims, whole and parts, its grade and status, and of each
// toll the figures and who sets them: not of the words in which the program gives
// reasons, so that a later program leaves what was signed as it was.
func StateOf(in recount.Incident, tolls []recount.Toll) State {
	type basis struct {
		Origin recount.SourceID
		Claims []recount.ClaimID
		Count  recount.Quantity
		Sets   []recount.Bound
	}
	type figures struct {
		What   recount.What
		Who    recount.Victims
		Bounds [3]int
		Open   bool
		Status recount.TollStatus
		Policy recount.PolicyName
		Basis  []basis
	}
	said := struct {
		ID        recount.IncidentID
		What      recount.What
		Place     recount.PlaceID
		Point     recount.LatLon
		Radius    float64
		Precision recount.Precision
		When      [2]int64
		Claims    []recount.ClaimID
		Whole     recount.IncidentID
		Parts     []recount.IncidentID
		Status    recount.Status
		Grade     string
		Tolls     []figures
	}{in.ID, in.What, in.Where.Place, in.Where.Point, in.Where.Radius, in.Where.Precision, [2]int64{in.When.From.UnixMicro(), in.When.Until.UnixMicro()},
		in.Claims, in.Whole, in.Parts, in.Status, in.Grade, nil}
	for _, t := range tolls {
		f := figures{t.What, t.Who.Group(), figuresOf(t), t.Open, t.Status, t.Policy, nil}
		for _, b := range t.Basis {
			f.Basis = append(f.Basis, basis{b.Origin, b.Claims, b.Count, b.Sets})
		}
		said.Tolls = append(said.Tolls, f)
	}
	b, _ := json.Marshal(said) // strings and numbers always can
	return State{in.AsOf, recount.Sum(b)}
}

// String is the state as a decision holds it.
func (s State) String() string {
	b, _ := json.Marshal(s) // strings and numbers always can
	return string(b)
}

// signed says how far people have signed an incident off as it stands, from what
// they said of it. Of each person the last word counts. The only person who
// decided anything about it is no second pair of eyes: while eyes are two, that
// signature is shown and does not count. Whoever entered one of its claims decided
// something.
func signed(in recount.Incident, tolls []recount.Toll, claims []recount.Claim, ds []recount.Decision, eyes int) (s recount.Signing) {
	digest := StateOf(in, tolls).Digest
	last, deciders := map[string]recount.Decision{}, Deciders(claims, ds)
	for _, dec := range ds {
		name := dec.By.Name
		switch {
		case dec.By.Kind != recount.Person || name == "":
		case dec.Act == recount.Sign || dec.Act == recount.Refuse:
			var st State
			if json.Unmarshal([]byte(dec.Value), &st) == nil && st.Digest == digest {
				beat(last, name, dec)
			}
		}
	}
	n := 0
	for name, dec := range last {
		if dec.Act == recount.Refuse {
			s.Back = append(s.Back, name)
			continue
		}
		s.By = append(s.By, name)
		if eyes < 2 || !deciders[name] || len(deciders) > 1 {
			n++
		}
	}
	slices.Sort(s.By)
	slices.Sort(s.Back)
	s.Off = n >= eyes && len(s.Back) == 0
	return s
}

// Deciders are the people who decided something about an incident or its claims, or
// entered one of them.
func Deciders(claims []recount.Claim, ds []recount.Decision) map[string]bool {
	out := map[string]bool{}
	for i := range claims {
		out[claims[i].EnteredBy()] = true
	}
	for _, dec := range ds {
		if dec.By.Kind == recount.Person && dec.Act.Bears() {
			out[dec.By.Name] = true
		}
	}
	delete(out, "")
	return out
}

func beat(last map[string]recount.Decision, k string, dec recount.Decision) {
	if e, ok := last[k]; !ok || dec.Beats(e) {
		last[k] = dec
	}
}

// checkedSigning completes a signature, or a refusal, with what is signed. If
// it names a state already, the incident must still be as it was then; if not,
// nothing may bear on it that came in since the person looked.
func checkedSigning(ctx context.Context, tx *store.Tx, dec *recount.Decision, seen int64) error {
	it, err := tx.Incident(ctx, recount.IncidentID(dec.Subject))
	if err != nil {
		return err
	}
	now := StateOf(it.Incident, it.Tolls)
	looked := now
	if dec.Value != "" {
		if err := json.Unmarshal([]byte(dec.Value), &looked); err != nil {
			return fmt.Errorf("state %q: %v: %w", dec.Value, err, recount.ErrInvalid)
		}
	}
	if looked.Digest != now.Digest || dec.Value == "" && now.Size > seen {
		return fmt.Errorf("%s changed since you looked; look again: %w", it.Incident.ID, recount.ErrConflict)
	}
	dec.Subject, dec.Value = string(it.Incident.ID), now.String()
	return nil
}

// mostEyes is how many persons must sign before an incident may go out, if the
// casebook does not say otherwise.
const mostEyes = 2

const eyesFile = "eyes"

// eyesOf reads how many must sign in the casebook in dir.
func eyesOf(dir string) (int, error) {
	path := filepath.Join(Policies(dir), eyesFile)
	b, err := os.ReadFile(path)
	switch s := strings.TrimSpace(string(b)); {
	case errors.Is(err, fs.ErrNotExist):
		return mostEyes, nil
	case err != nil:
		return 0, err
	case s == "1":
		return 1, nil
	case s != "2":
		return 0, fmt.Errorf("%s: %q; there are 1 and 2: %w", path, s, recount.ErrInvalid)
	}
	return mostEyes, nil
}

// Eyes is how many persons must sign an incident before it may go out.
func (d *Desk) Eyes() int { return d.rules.Eyes }

// SetEyes says how many persons must sign, 1 or 2, and works out for the whole
// record what is signed off. It returns how many incidents became others. A
// process that has the casebook open goes on as before until it opens it again.
func (d *Desk) SetEyes(ctx context.Context, n int) (int, error) {
	if n < 1 || n > mostEyes {
		return 0, fmt.Errorf("eyes %d; there are 1 and 2: %w", n, recount.ErrInvalid)
	}
	if err := d.choose(eyesFile, fmt.Sprint(n)); err != nil {
		return 0, fmt.Errorf("eyes %d: %w", n, err)
	}
	d.rules.Eyes = n
	diffs, err := d.Rebuild(ctx, true)
	return len(diffs), err
}
