package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

// maxParts is how many days or months a total is divided into at most.
const maxParts = 1500

// parts divides a total.
func parts(s tally.Selection, q Question, lines []TotalLine) ([]Part, error) {
	stretch := recount.When{From: q.From, Until: q.Until}
	var out []Part
	add := func(key string, in recount.When, keep func(tally.Item) bool) {
		p := Part{Key: key}
		for _, l := range lines {
			if sum := s.SumOf(in, l.What, q.Who, keep); sum.Incidents > 0 {
				p.Lines = append(p.Lines, sum)
			}
		}
		if len(p.Lines) > 0 {
			out = append(out, p)
		}
	}
	switch q.Per {
	case Whole:
	case PerDay, PerMonth:
		first, last := reach(s.Items(), stretch)
		form, step, n := time.DateOnly, func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }, 0
		if q.Per == PerMonth {
			form, step = "2006-01", func(t time.Time) time.Time { return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC) }
		}
		for at := first; at.Before(last); at = step(at) {
			if n++; n > maxParts {
				return nil, fmt.Errorf("more than %d parts per %s; ask for a shorter period: %w", maxParts, q.Per, recount.ErrInvalid)
			}
			end := step(at)
			if end.After(last) {
				end = last
			}
			add(at.Format(form), recount.When{From: at, Until: end}, func(tally.Item) bool { return true })
		}
	case PerProvince, PerActor:
		key := func(it tally.Item) string { return it.Blamed }
		if q.Per == PerProvince {
			key = province
		}
		var keys []string
		for _, it := range s.Items() {
			keys = append(keys, key(it))
		}
		slices.Sort(keys)
		for _, k := range slices.Compact(keys) {
			add(k, stretch, func(it tally.Item) bool { return key(it) == k })
		}
	default:
		return nil, fmt.Errorf("parts per %q; want day, month, province or actor: %w", q.Per, recount.ErrInvalid)
	}
	return out, nil
}

// province names where an incident lies as far as its country and division.
func province(it tally.Item) string {
	return cmp.Or(strings.TrimSuffix(it.Where.Country+"/"+it.Where.Admin1, "/"), "unknown")
}

// reach is the stretch from the first day of any of the items to the last, no
// longer than what is asked for.
func reach(items []tally.Item, asked recount.When) (first, last time.Time) {
	for _, it := range items {
		w := it.When.Local()
		if w.From.IsZero() || w.Until.IsZero() {
			continue
		}
		if first.IsZero() || w.From.Before(first) {
			first = w.From
		}
		if w.Until.After(last) {
			last = w.Until
		}
	}
	first = first.Truncate(24 * time.Hour)
	if asked.From.After(first) {
		first = asked.From
	}
	if !asked.Until.IsZero() && asked.Until.Before(last) {
		last = asked.Until
	}
	return first, last
}
