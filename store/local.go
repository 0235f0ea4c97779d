package store

import (
	"time"

	"github.com/recountlab/recount"
)

// Local returns w as clocks at the place showed it, so that "Wednesday there"
// begins and ends at midnight and is found under its day. Without a known zone
// it returns w.
func Local(w recount.When) recount.When {
	zone, err := time.LoadLocation(w.Zone)
	if err != nil || w.Zone == "" {
		return w
	}
	w.From, w.Until = wall(w.From, zone), wall(w.Until, zone)
	return w
}

// wall writes the time that clocks in a zone show as if it were UTC.
func wall(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}
