package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// look opens the casebook for looking only.
func (w *world) look(c *cli) (*store.Reader, error) {
	if !desk.Exists(c.Casebook) {
		return nil, fmt.Errorf("%w in %s", errNoCasebook, c.Casebook)
	}
	return store.OpenReader(w.ctx, desk.Database(c.Casebook))
}

// filter is how subcommands choose incidents.
type filter struct {
	Area string       `placeholder:"AREA" help:"A country (SY), a province (SY/Aleppo), a box (south,west,north,east), or words of a place."`
	From string       `placeholder:"DAY" help:"Incidents that may have happened on this day or later."`
	To   string       `placeholder:"DAY" help:"Incidents that may have happened on this day or earlier."`
	What recount.What `placeholder:"WHAT" help:"Only these: killed, air-strike, shelling, ..."`
	Text string       `placeholder:"WORDS" help:"Words of the title or place."`

	Status    recount.Status    `placeholder:"STANDING" help:"Only these: candidate, reviewed, disputed or retracted."`
	Grade     string            `placeholder:"GRADE" help:"Only those attested so: confirmed, fair, weak, contested or discounted."`
	Weapon    string            `placeholder:"KIND" help:"Only where most reports name this kind: aircraft, artillery, explosive, firearm, ..."`
	Blamed    string            `placeholder:"PARTY" help:"Only where this party is blamed and nobody denies it; unknown: where nobody is."`
	Source    recount.SourceID  `placeholder:"SOURCE" help:"Only those that this source reported on."`
	Precision recount.Precision `placeholder:"LEVEL" help:"Only where the place is known so finely or finer: site, area, town, ..."`
}

func (f filter) store() (out store.IncidentFilter, err error) {
	out.What, out.Text = f.What, f.Text
	out.Status, out.Grade, out.Weapon, out.Blamed, out.Precision, out.Source = f.Status, f.Grade, f.Weapon, f.Blamed, f.Precision, f.Source
	if err := desk.CheckFilter(out); err != nil {
		return out, fmt.Errorf("--%w", err)
	}
	if out.From, err = day("--from", f.From, false); err != nil {
		return out, err
	}
	if out.Until, err = day("--to", f.To, true); err != nil {
		return out, err
	}
	if err := desk.Within(f.Area, &out); err != nil {
		return out, fmt.Errorf("--area: %w", err)
	}
	return out, nil
}

// day reads a day or a moment. The end of a day is the beginning of the next.
func day(flag, s string, end bool) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, fmt.Errorf("%s %q: want a day such as 2016-09-23, or a time such as 2016-09-23T11:45:00Z: %w", flag, s, recount.ErrInvalid)
	}
	if end {
		t = t.AddDate(0, 0, 1)
	}
	return t, nil
}

// when writes a stretch of time as briefly as its grain allows, by clocks at
// the place.
func when(w recount.When) string {
	w = w.Local()
	if w.IsZero() {
		return "unknown"
	}
	last := w.Until.Add(-1)
	switch {
	case w.Grain == recount.Minute || w.Grain == recount.Hour:
		return w.From.Format("2006-01-02 15:04")
	case last.Format(time.DateOnly) <= w.From.Format(time.DateOnly):
		return w.From.Format(time.DateOnly)
	}
	return w.From.Format(time.DateOnly) + ".." + last.Format(time.DateOnly)
}

// where names a place as briefly as it can be told apart.
func where(p recount.PlaceRef) string {
	var parts []string
	name := p.Name
	if name == "" {
		name = p.Words
	}
	for _, s := range []string{name, p.Admin1, p.Country} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return "unknown"
	}
	return strings.Join(parts, ", ")
}

// tollOf returns the toll of everybody for one harm, "" if nobody speaks of it.
func tollOf(ts []recount.Toll, what recount.What) string {
	for _, t := range ts {
		if t.What == what && t.Who.Everybody() && t.Status != recount.NoClaim {
			return t.String()
		}
	}
	return ""
}

// sourcing says who is behind the toll that leads an incident, "" if it has
// none.
func sourcing(ts []recount.Toll) string {
	if len(ts) == 0 || ts[0].Status == recount.NoClaim {
		return ""
	}
	return ts[0].Sourcing()
}
