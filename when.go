package recount

import (
	"sync"
	"time"
)

// When is a stretch of time [From, Until) in which something happened, no
// wider than the words allow and no narrower.
type When struct {
	From  time.Time `json:"from,omitzero"` // UTC
	Until time.Time `json:"until,omitzero"`
	Grain Grain     `json:"grain,omitempty"` // how finely the words speak
	Zone  string    `json:"zone,omitempty"`  // IANA zone in which local words were read; "" if unknown
	Words string    `json:"words,omitempty"` // the words, or "" if none: then it was inferred
}

// A Grain says how finely the words speak of time.
type Grain string

const (
	Minute Grain = "minute"
	Hour   Grain = "hour"
	Part   Grain = "part" // morning, night, dawn
	Day    Grain = "day"
	Week   Grain = "week"
	Month  Grain = "month"
	Year   Grain = "year"
)

func (w When) IsZero() bool         { return w.From.IsZero() && w.Until.IsZero() }
func (w When) Overlaps(x When) bool { return w.From.Before(x.Until) && x.From.Before(w.Until) }
func (w When) Span() time.Duration  { return w.Until.Sub(w.From) }
func (w When) Within(x When) bool   { return !w.From.Before(x.From) && !w.Until.After(x.Until) }

// Local returns w as clocks at the place showed it, written as if in UTC, so
// that "Wednesday there" begins and ends at midnight and is found under its
// day. Without a known zone it returns w.
func (w When) Local() When {
	if w.Zone == "" {
		return w
	}
	zone := zoneOf(w.Zone)
	if zone == nil {
		return w
	}
	wall := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		t = t.In(zone)
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	}
	w.From, w.Until = wall(w.From), wall(w.Until)
	return w
}

var zones sync.Map // of what zoneOf found, by name

// zoneOf returns the zone of a name, nil if there is none. It is read from the
// system once: doing that for each of many incidents takes most of the time that
// adding them up takes.
func zoneOf(name string) *time.Location {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		z = nil
	}
	zones.Store(name, z)
	return z
}
