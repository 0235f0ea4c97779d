package desk

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/tally"
)

// standing returns the decision that stands on each question, by question,
// subject and field.
func standing(ds []recount.Decision) map[[3]string]recount.Decision {
	last := map[[3]string]recount.Decision{}
	for _, dec := range ds {
		k := [3]string{question(dec.Act), dec.Subject, dec.Field}
		if e, ok := last[k]; k[0] != "" && (!ok || dec.Beats(e)) {
			last[k] = dec
		}
	}
	return last
}

// asJudged returns claims without those rejected, as people corrected them.
func asJudged(claims []recount.Claim, last map[[3]string]recount.Decision) (read []recount.Claim) {
	for _, c := range claims {
		if last[[3]string{"reading", string(c.ID)}].Act == recount.Reject {
			continue
		}
		read = append(read, asCorrected(c, last))
	}
	return read
}

func asCorrected(c recount.Claim, last map[[3]string]recount.Decision) recount.Claim {
	for _, field := range correctable {
		if dec, ok := last[[3]string{"field", string(c.ID), field}]; ok {
			c, _ = corrected(c, field, dec.Value) // checked when it was decided
		}
	}
	return c
}

// Corrected returns a claim as people corrected it, rejected or not.
func Corrected(c recount.Claim, ds []recount.Decision) recount.Claim {
	return asCorrected(c, standing(ds))
}

// Saying is a claim of which one field alone means anything: as a correction says.
func Saying(field, value string) (recount.Claim, error) {
	return corrected(recount.Claim{What: recount.Killed}, field, value)
}

// AsJudged returns claims without those that people rejected, as they corrected them.
func AsJudged(claims []recount.Claim, ds []recount.Decision) []recount.Claim {
	return asJudged(claims, standing(ds))
}

// withdrawn reports whether it was decided that an incident did not happen.
func withdrawn(in recount.Incident, ds []recount.Decision) bool {
	last := standing(ds)
	return slices.ContainsFunc(append([]recount.IncidentID{in.ID}, in.Aliases...), func(id recount.IncidentID) bool {
		return last[[3]string{"shown", string(id)}].Act == recount.Withdraw
	})
}

// describe fills in what follows from an incident's claims, and how far people
// have looked at it.
func (d *Desk) describe(in *recount.Incident, read []recount.Claim, ds []recount.Decision) {
	d.rules.Describe(in, read)
	if len(in.Reports) == 0 {
		for _, c := range read {
			in.Reports = append(in.Reports, c.Report)
		}
		slices.Sort(in.Reports)
		in.Reports = slices.Compact(in.Reports)
	}
	in.Doubt = link.DoubtOf(*in, ds)
	if in.Blamed = tally.Blame(read); in.Blamed == tally.Unknown {
		in.Blamed = ""
	}
	reviewed := slices.ContainsFunc(ds, func(dec recount.Decision) bool { return question(dec.Act) != "" && dec.By.Kind == recount.Person })
	switch {
	case withdrawn(*in, ds):
		in.Status = recount.Retracted
	case reviewed && in.Status != recount.Retracted && in.Status != recount.Disputed:
		in.Status = recount.Reviewed
	case in.Status == "":
		in.Status = recount.Candidate
	}
}

// attest grades an incident: as a person decided, else as the rule proposes.
func (d *Desk) attest(in *recount.Incident, k tally.Case, ds []recount.Decision, p tally.Policy) {
	in.Grade, in.Graded = d.rules.Attest(k, p)
	last := standing(ds)
	for _, id := range append([]recount.IncidentID{in.ID}, in.Aliases...) {
		if dec, ok := last[[3]string{"grade", string(id)}]; ok {
			in.Grade, in.Graded = dec.Value, dec.By.Name+" decided: "+dec.Why
		}
	}
}

// tolls reckons an incident from its claims and those of its parts. A toll
// that a person settled stands.
func (d *Desk) tolls(in *recount.Incident, k tally.Case, ds []recount.Decision, p tally.Policy) []recount.Toll {
	tolls := d.rules.Reckon(k, p)
	last := standing(ds)
	for _, id := range append([]recount.IncidentID{in.ID}, in.Aliases...) {
		if dec, ok := last[[3]string{"toll", string(id)}]; ok {
			tolls = settled(tolls, in.ID, dec)
		}
	}
	return tolls
}

// question says which question an act answers here, "" if it is Gather's.
func question(a recount.Act) string {
	switch a {
	case recount.Accept, recount.Reject:
		return "reading"
	case recount.Correct:
		return "field"
	case recount.Grade:
		return "grade"
	case recount.Settle:
		return "toll"
	case recount.Withdraw, recount.Restore:
		return "shown"
	}
	return ""
}

// correctable are the fields of a claim that people may correct, by their JSON
// names.
var correctable = []string{"what", "count", "who", "where", "when", "scope", "denied", "background", "reality", "adds", "weapon", "target", "blamed", "says"}

// corrected returns c with one field as the JSON in value says.
func corrected(c recount.Claim, field, value string) (recount.Claim, error) {
	if !slices.Contains(correctable, field) {
		return c, fmt.Errorf("field %q cannot be corrected: %w", field, recount.ErrInvalid)
	}
	patch, err := json.Marshal(map[string]json.RawMessage{field: json.RawMessage(value)})
	if err != nil {
		return c, fmt.Errorf("field %s: %q is no JSON: %w", field, value, recount.ErrInvalid)
	}
	whole, err := json.Marshal(c)
	if err != nil {
		return c, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(whole, &fields); err != nil {
		return c, err
	}
	delete(fields, field)
	rest, err := json.Marshal(fields)
	if err != nil {
		return c, err
	}
	var out recount.Claim
	if err := json.Unmarshal(rest, &out); err != nil {
		return c, err
	}
	if err := json.Unmarshal(patch, &out); err != nil {
		return c, fmt.Errorf("field %s: %v: %w", field, err, recount.ErrInvalid)
	}
	if !out.What.Known() {
		return c, fmt.Errorf("field %s: %q is no word of the vocabulary: %w", field, out.What, recount.ErrInvalid)
	}
	if err := out.Count.Check(); err != nil && field == "count" {
		return c, fmt.Errorf("field %s: %w", field, err)
	}
	if field == "says" && slices.ContainsFunc(out.Says, func(v recount.Voice) bool { return v.Kind == "" }) {
		return c, fmt.Errorf("field %s: a voice of no kind: %w", field, recount.ErrInvalid)
	}
	if w := out.Where; field == "where" && w.Precision != recount.NoPlace {
		switch {
		case !w.Precision.Finer(recount.NoPlace):
			return c, fmt.Errorf("field %s: precision %q is no word for how finely a place is known: %w", field, w.Precision, recount.ErrInvalid)
		case math.Abs(w.Point.Lat) > 90 || math.Abs(w.Point.Lon) > 180:
			return c, fmt.Errorf("field %s: %v, %v is nowhere on Earth: %w", field, w.Point.Lat, w.Point.Lon, recount.ErrInvalid)
		case w.Radius < 0:
			return c, fmt.Errorf("field %s: a radius of %v metres: %w", field, w.Radius, recount.ErrInvalid)
		}
	}
	if w := out.When; field == "when" && !w.IsZero() && !w.From.Before(w.Until) {
		return c, fmt.Errorf("field %s: it ends before it begins: %w", field, recount.ErrInvalid)
	}
	return out, nil
}

// bounds is the form of a toll that a person settles on.
type bounds struct {
	What recount.What    `json:"what"`
	Who  recount.Victims `json:"who,omitzero"`
	Low  int             `json:"low"`
	Best *int            `json:"best"`
	High int             `json:"high"`
}

func parseBounds(value string) (b bounds, err error) {
	if err := json.Unmarshal([]byte(value), &b); err != nil {
		return b, fmt.Errorf("toll %q: %v: %w", value, err, recount.ErrInvalid)
	}
	if b.What.Family() != recount.Harm {
		return b, fmt.Errorf("toll of %q: not a harm to people: %w", b.What, recount.ErrInvalid)
	}
	if b.Low < 0 || b.High < b.Low || b.Best != nil && (*b.Best < b.Low || *b.Best > b.High) {
		return b, fmt.Errorf("toll %q: bounds out of order: %w", value, recount.ErrInvalid)
	}
	return b, nil
}

// settled puts what a person settled on in the place of what was reckoned, and
// keeps the basis beside it.
func settled(tolls []recount.Toll, id recount.IncidentID, dec recount.Decision) []recount.Toll {
	b, err := parseBounds(dec.Value)
	if err != nil {
		return tolls // as the policy reckons them
	}
	i := slices.IndexFunc(tolls, func(t recount.Toll) bool { return t.What == b.What && t.Who.Group() == b.Who.Group() })
	if i < 0 {
		i = len(tolls)
		tolls = append(tolls, recount.Toll{Incident: id, What: b.What, Who: b.Who})
	}
	t := &tolls[i]
	for j := range t.Basis {
		t.Basis[j].Sets = nil
	}
	t.Low, t.Best, t.High, t.Open = b.Low, recount.Blank, b.High, false
	sets := []recount.Bound{recount.SetsLow, recount.SetsHigh}
	if b.Best != nil {
		t.Best = *b.Best
		sets = append(sets, recount.SetsBest)
	}
	t.Policy = "settled"
	t.Basis = append(t.Basis, recount.Basis{Origin: recount.SourceID(dec.ID), Sets: sets, Count: recount.Quantity{Low: b.Low, High: b.High, Point: t.Best},
		Why: fmt.Sprintf("%s settled it: %s", dec.By.Name, dec.Why)})
	return tolls
}
