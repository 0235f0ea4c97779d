package web

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

// sumBar draws a total: a pale bar from low to high, a dark one over the
// interval, a tick at best. The second row, if there is one, is the total as
// what others say bounds it too.
func (l *tongue) sumBar(t desk.TotalLine) template.HTML {
	const width, row, pad = 560.0, 26.0, 6.0
	most := t.High
	if t.Bounded != nil {
		most = max(most, t.Bounded.High)
	}
	x := func(n int) float64 { return pad + (width-2*pad)*float64(n)/float64(max(1, most)) }
	height := row
	label := l.say("%d to %d, best %d", t.Low, t.High, t.Best)
	if t.Bounded != nil {
		height += row
		label += l.say("; with what others say in total %d to %d, best %d", t.Bounded.Low, t.Bounded.High, t.Bounded.Best)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="sum" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, width, height, template.HTMLEscapeString(label))
	bar := func(y float64, class string, v tally.Bounds) {
		fmt.Fprintf(&b, `<line class="axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/><rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="12" rx="1"/>`,
			pad, y+13, width-pad, y+13, class, x(v.Low)-1, y+7, x(v.High)-x(v.Low)+2)
	}
	tick := func(y float64, n int) {
		fmt.Fprintf(&b, `<line class="best" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x(n), y+3, x(n), y+23)
	}
	bar(0, "range", t.Bounds)
	if in := t.Interval; in != nil {
		fmt.Fprintf(&b, `<rect class="draws" x="%.1f" y="10" width="%.1f" height="6"/>`, x(in.Low), max(1, x(in.High)-x(in.Low)))
	}
	tick(0, t.Best)
	if t.Bounded != nil {
		bar(row, "range others", *t.Bounded)
		tick(row, t.Bounded.Best)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// columns draws days or months side by side, each from low to high with a tick
// at best. Where nothing is counted there is a gap.
func (l *tongue) columns(ps []partView) template.HTML {
	if len(ps) < 2 || ps[0].Most == 0 {
		return ""
	}
	most := ps[0].Most
	const height, foot, top, left, right = 180.0, 22.0, 10.0, 44.0, 40.0
	first := place(ps[0].Key)
	n := place(ps[len(ps)-1].Key) - first + 1
	step := math.Max(6, math.Min(48, 680/float64(n)))
	width := left + step*float64(n) + right
	y := func(n int) float64 { return height - foot - (height-foot-top)*float64(n)/float64(most) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="columns-chart" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" aria-label="%s">`, width, height, width, height,
		template.HTMLEscapeString(l.say("%d columns from %s to %s, up to %d; the table below has the figures", len(ps), ps[0].Key, ps[len(ps)-1].Key, most)))
	for _, n := range slices.Compact([]int{0, most / 2, most}) {
		fmt.Fprintf(&b, `<line class="axis" x1="%.0f" y1="%.1f" x2="%.0f" y2="%.1f"/><text class="tick" x="%.0f" y="%.1f">%d</text>`, left, y(n), width, y(n), left-6, y(n)+4, n)
	}
	free := left // where the next label may begin
	for _, p := range ps {
		at := left + step*float64(place(p.Key)-first)
		fmt.Fprintf(&b, `<g><title>%s</title><rect class="range" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="1"/><line class="best" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/></g>`,
			template.HTMLEscapeString(p.Key+": "+l.say("%d to %d, best %d", p.Low, p.High, p.Best)+l.comma(", ")+l.n(p.Incidents, "incident", "incidents")),
			at+step*.2, y(p.High), step*.6, max(2, y(p.Low)-y(p.High)), at+step*.1, y(p.Best), at+step*.9, y(p.Best))
		if at >= free {
			fmt.Fprintf(&b, `<text class="tick start" x="%.1f" y="%.1f">%s</text>`, at, height-6, template.HTMLEscapeString(p.Key))
			free = at + 70
		}
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// place numbers the day or month that a part is of.
func place(key string) int {
	if t, err := time.Parse(time.DateOnly, key); err == nil {
		return int(t.Unix() / 86400)
	}
	t, _ := time.Parse("2006-01", key) // the desk writes no others
	return 12*t.Year() + int(t.Month())
}

// partBar draws one part on the scale of all.
func (l *tongue) partBar(p partView) template.HTML {
	return l.sumGlyph(&p.Sum, p.Most, 160)
}

// sumGlyph draws a sum as a toll is drawn.
func (l *tongue) sumGlyph(p *tally.Sum, most, width int) template.HTML {
	return l.glyph(recount.Toll{Low: p.Low, Best: p.Best, High: p.High, Open: p.Open, Status: recount.Corroborated}, most, width)
}

// days writes a stretch as its first and last day; an end not stated is open.
func (l *tongue) days(w recount.When) string {
	switch {
	case w.From.IsZero() && w.Until.IsZero():
		return l.say("no time stated")
	case w.From.IsZero():
		return l.say("until %s", l.day(w.Until.Add(-1)))
	case w.Until.IsZero():
		return l.say("since %s", l.day(w.From))
	case l.day(w.From) == l.day(w.Until.Add(-1)):
		return l.day(w.From)
	}
	return l.say("%s to %s", l.day(w.From), l.day(w.Until.Add(-1)))
}
