package web

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// thread draws a process over time: its steps as numbers, the time it was in
// force as a band that fades where nobody tells of an end, and below it the
// incidents read against it, the more killed the larger. Times are by clocks at
// the place, where its zone is known.
func (l *tongue) thread(p processPage) template.HTML {
	const width, left, right, top, row = 800.0, 156.0, 24.0, 14.0, 22.0
	from, until := extent(p)
	span := math.Max(until.Sub(from).Hours(), 24)
	x := func(t time.Time) float64 { return left + (width-left-right)*t.Sub(from).Hours()/span }

	type mark struct {
		x   float64
		row int
	}
	var marks []mark
	rows := 1
	for _, s := range p.Steps {
		m := mark{x: x(s.When.Local().From)}
		for slices.ContainsFunc(marks, func(o mark) bool { return o.row == m.row && math.Abs(o.x-m.x) < 20 }) {
			m.row++
		}
		marks = append(marks, m)
		rows = max(rows, m.row+1)
	}
	band := top + row*float64(rows) + 4
	lanes := band + 24
	height := lanes + row*float64(len(p.Reads)) + 24

	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="thread" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="group" aria-label="%s">`, width, height, width, height,
		template.HTMLEscapeString(l.say("%s: %d steps from %s to %s; %s. The list below says the same.", p.Name, len(p.Steps), l.day(from), l.day(until), l.relay(p.Status))))
	days, form := l.ticks(from, until)
	for _, t := range days {
		fmt.Fprintf(&b, `<line class="axis" x1="%.1f" y1="%.0f" x2="%.1f" y2="%.1f"/><text class="tick" x="%.1f" y="%.1f">%s</text>`, x(t), top-8, x(t), height-18, x(t), height-5, form(t))
	}
	if f := p.Force.Local(); !f.From.IsZero() {
		fmt.Fprintf(&b, `<text class="lane" x="0" y="%.1f">%s</text>`, band+13, l.say("In force"))
		end, class := until, "force open"
		if !f.Until.IsZero() {
			end, class = f.Until, "force"
		}
		fmt.Fprintf(&b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="18" rx="2"><title>%s</title></rect>`, class, x(f.From), band, math.Max(3, x(end)-x(f.From)), l.say("said to be in force"))
		if e := p.Ended.Local(); !e.IsZero() && x(e.Until)-x(e.From) > 1 {
			fmt.Fprintf(&b, `<rect class="doubt" x="%.1f" y="%.1f" width="%.1f" height="18"><title>%s</title></rect>`, x(e.From), band, x(e.Until)-x(e.From), l.say("ended in this time"))
		}
	}
	fmt.Fprintf(&b, `<text class="lane" x="0" y="%.1f">%s</text>`, top+8, l.say("Steps"))
	for i, s := range p.Steps {
		y := top + row*float64(marks[i].row) + 4
		class := "step"
		if s.Independent == 0 {
			class += " denied"
		}
		fmt.Fprintf(&b, `<a href="#s-%d" class="%s"><title>%s</title><line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/><circle cx="%.1f" cy="%.1f" r="9"/><text x="%.1f" y="%.1f">%d</text></a>`,
			s.N, class, template.HTMLEscapeString(l.what(s.What)+l.comma(", ")+l.day(s.When.Local().From)), marks[i].x, y, marks[i].x, band+18, marks[i].x, y, marks[i].x, y+4, s.N)
	}
	for i, r := range p.Reads {
		y := lanes + row*float64(i) + row/2
		for _, it := range r.Incidents {
			w := it.Incident.When.Local()
			fmt.Fprintf(&b, `<a href="/incidents/%s" class="spot r-%d"><title>%s</title><line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/><circle cx="%.1f" cy="%.1f" r="%.1f"/></a>`,
				template.HTMLEscapeString(string(it.Incident.ID)), i, template.HTMLEscapeString(l.title(it.Incident)+l.comma("; ")+l.say(r.Head)), x(w.From), y, x(w.Until), y,
				(x(w.From)+x(w.Until))/2, y, radius(it.IncidentItem, r.Most))
		}
		fmt.Fprintf(&b, `<text class="lane" x="0" y="%.1f">%s</text>`, y+4, template.HTMLEscapeString(l.say(r.Head)))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// radius is of a spot, its area as the best of those killed, the low if it has none.
func radius(it store.IncidentItem, most int) float64 {
	t, ok := killed(it)
	if !ok || most == 0 {
		return 3
	}
	n := t.Best
	if n == recount.Blank {
		n = t.Low
	}
	return 3 + 6*math.Sqrt(float64(n)/float64(most))
}

// extent is the time that a process and the incidents read against it take up.
func extent(p processPage) (from, until time.Time) {
	take := func(w recount.When) {
		w = w.Local()
		if w.From.IsZero() {
			return
		}
		if from.IsZero() || w.From.Before(from) {
			from = w.From
		}
		for _, t := range []time.Time{w.From, w.Until} {
			if t.After(until) {
				until = t
			}
		}
	}
	take(p.Force)
	for _, s := range p.Steps {
		take(s.When)
	}
	for _, r := range p.Reads {
		for _, it := range r.Incidents {
			take(it.Incident.When)
		}
	}
	return from.Truncate(24 * time.Hour), until.Add(12 * time.Hour)
}

// ticks are the days to name, at most a dozen at even steps, and how to write them.
func (l *tongue) ticks(from, until time.Time) (out []time.Time, form func(time.Time) string) {
	days := int(until.Sub(from).Hours()/24) + 1
	step := 1
	form = func(t time.Time) string { return fmt.Sprintf("%d %s", t.Day(), l.month(t)) }
	for _, step = range []int{1, 2, 7, 14, 30, 61, 122, 365} {
		if days/step <= 10 {
			break
		}
	}
	if step > 30 {
		form = func(t time.Time) string { return fmt.Sprintf("%s %d", l.month(t), t.Year()) }
	}
	for t := from; t.Before(until); t = t.AddDate(0, 0, step) {
		out = append(out, t)
	}
	return out, form
}
