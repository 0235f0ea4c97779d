package desk

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

// maxParts is how many days or months a total is divided into at most.
const maxParts = 1500

// parts divides a total.
func parts(s *tally.Selection, q Question, lines []TotalLine) ([]Part, error) {
	stretch := recount.When{From: q.From, Until: q.Until}
	var out []Part
	add := func(key string, sum func(recount.What) tally.Sum) {
		p := Part{Key: key}
		for _, l := range lines {
			if sum := sum(l.What); sum.Incidents > 0 {
				sum.Forget()
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
			add(at.Format(form), func(what recount.What) tally.Sum { return s.Sum(recount.When{From: at, Until: end}, what, q.Who) })
		}
	case PerProvince, PerActor:
		key := func(it *tally.Item) string { return cmp.Or(it.Blamed, tally.Unknown) }
		if q.Per == PerProvince {
			key = province
		}
		sums, keys := map[recount.What]map[string]*tally.Sum{}, map[string]bool{}
		for _, l := range lines {
			sums[l.What] = s.SumBy(stretch, l.What, q.Who, key)
			for k := range sums[l.What] {
				keys[k] = true
			}
		}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			add(k, func(what recount.What) (sum tally.Sum) {
				if x := sums[what][k]; x != nil {
					sum = *x
				}
				return sum
			})
		}
	default:
		return nil, fmt.Errorf("parts per %q; want day, month, province or actor: %w", q.Per, recount.ErrInvalid)
	}
	return out, nil
}

// province names where an incident lies as far as its country and division.
func province(it *tally.Item) string {
	return cmp.Or(strings.TrimSuffix(it.Where.Country+"/"+it.Where.Admin1, "/"), "unknown")
}

// reach is the stretch from the first day of any of the items to the last, no
// longer than what is asked for.
func reach(items []*tally.Item, asked recount.When) (first, last time.Time) {
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
