package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// stock are reasons for answers that the words themselves give. Whoever answers
// may write another.
var stock = map[recount.Act]string{recount.Accept: "the sentence says so", recount.Reject: "the sentence does not say so",
	recount.Correct: "as the sentence says", recount.Merge: "one incident, told of twice", recount.Split: "two incidents", recount.PartOf: "a part of the larger one", recount.Sign: "checked against its sources"}

// answer enters what a person answered, and goes on to the next.
func (s *site) answer(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	act := recount.Act(f.Get("act"))
	reason, ok := stock[act]
	if !ok {
		return fmt.Errorf("act %q: %w", act, recount.ErrInvalid)
	}
	dec := recount.Decision{Act: act, Subject: f.Get("subject"), Object: f.Get("object"), Why: cmp.Or(strings.TrimSpace(f.Get("why")), reason)}
	decs, made := []recount.Decision{dec}, []recount.Decision(nil)
	if act == recount.Correct {
		if decs, err = s.corrections(q, dec, f); err != nil {
			return err
		}
	}
	for _, d := range decs {
		if d, err = s.decide(q, d, seen); err != nil {
			return err
		}
		made = append(made, d)
		if seen, err = s.r.Size(q.Context()); err != nil { // with what was entered here itself
			return err
		}
	}
	keep, _ := url.ParseQuery(f.Get("keep"))
	next := url.Values{"kind": {f.Get("kind")}, "pass": {f.Get("pass")}}
	for _, k := range queueKeys {
		if keep.Has(k) {
			next.Set(k, keep.Get(k))
		}
	}
	s.back(w, q, "/queue?"+next.Encode(), 0, made...)
	return nil
}

// corrections are the decisions by which a claim becomes what a form says, one
// for each field that it says otherwise.
func (s *site) corrections(q *http.Request, dec recount.Decision, f url.Values) (out []recount.Decision, err error) {
	c, err := s.asCorrected(q.Context(), recount.ClaimID(dec.Subject))
	if err != nil {
		return nil, err
	}
	set := func(field string, v any) {
		b, _ := json.Marshal(v) // strings, numbers and times always can
		d := dec
		d.Field, d.Value = field, string(b)
		out = append(out, d)
	}
	if what := recount.What(f.Get("what")); what != "" && what != c.What {
		set("what", what)
	}
	if low, high := strings.TrimSpace(f.Get("low")), strings.TrimSpace(f.Get("high")); low != "" {
		n, err := strconv.Atoi(low)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("low %q: %w", low, recount.ErrInvalid)
		}
		count := recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact, Unit: c.Count.Unit}
		switch m, err := strconv.Atoi(high); {
		case high == "" || high == "+":
			count.High, count.Qualifier = recount.Open, recount.AtLeast
		case err != nil || m < n:
			return nil, fmt.Errorf("high %q: %w", high, recount.ErrInvalid)
		case m > n:
			count.High, count.Qualifier, count.Point, count.Stated = m, recount.Between, recount.Blank, 0
		}
		if count.Low != c.Count.Low || count.High != c.Count.High {
			set("count", count)
		}
	}
	if f.Has("status") {
		who := c.Who
		who.Status, who.Age, who.Sex, who.Role = f.Get("status"), f.Get("age"), f.Get("sex"), f.Get("role")
		for name, x := range map[string][2]string{"status": {who.Status, c.Who.Status}, "age": {who.Age, c.Who.Age}, "sex": {who.Sex, c.Who.Sex}, "role": {who.Role, c.Who.Role}} {
			if x[0] != "" && x[0] != x[1] && !slices.Contains(groups[name], x[0]) {
				return nil, fmt.Errorf("%s %q: %w", name, x[0], recount.ErrInvalid)
			}
		}
		if who != c.Who {
			set("who", who)
		}
	}
	scope := c.Scope
	if scope.Many, scope.Total = f.Get("many") != "", f.Get("total") != ""; !scope.Total {
		scope.Since = recount.When{}
	}
	if scope != c.Scope {
		set("scope", scope)
	}
	if denied := f.Get("denied") != ""; denied != c.Denied {
		set("denied", denied)
	}
	if background := f.Get("background") != ""; background != c.Background {
		set("background", background)
	}
	if from := f.Get("from"); from != "" {
		when, err := daysAt(from, cmp.Or(f.Get("until"), from), c.When.Zone)
		if err != nil {
			return nil, err
		}
		if !when.From.Equal(c.When.From) || !when.Until.Equal(c.When.Until) {
			set("when", when)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("nothing is said otherwise: %w", recount.ErrInvalid)
	}
	return out, nil
}

// groups are the words by which victims are told apart, as the readers have them.
var groups = map[string][]string{
	"status": {"civilian", "combatant", "perpetrator"}, "age": {"child", "adult", "elderly"}, "sex": {"female", "male"},
	"role": {"activist", "aid-worker", "detainee", "displaced", "guard", "journalist", "medic", "official", "police", "rescuer", "soldier", "student", "teacher"},
}

// daysAt is the time from the beginning of one day to the end of another, in a
// zone.
func daysAt(first, last, zone string) (w recount.When, err error) {
	at := time.UTC
	if zone != "" {
		if at, err = time.LoadLocation(zone); err != nil {
			at, zone = time.UTC, ""
		}
	}
	from, err := time.ParseInLocation(time.DateOnly, first, at)
	if err != nil {
		return w, fmt.Errorf("from %q: %w", first, recount.ErrInvalid)
	}
	until, err := time.ParseInLocation(time.DateOnly, last, at)
	if err != nil || until.Before(from) {
		return w, fmt.Errorf("until %q: %w", last, recount.ErrInvalid)
	}
	return recount.When{From: from.UTC(), Until: until.AddDate(0, 0, 1).UTC(), Grain: recount.Day, Zone: zone}, nil
}
