package web

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// glyph draws a toll as one bar from low to high with a tick at best, on a
// scale from 0 to most. An open high ends in an arrow; the word of a single
// source is hatched; disputed and contested ones are outlined with dashes. A
// toll without a best has no tick, and one nobody claims has no bar.
func (l *tongue) glyph(t recount.Toll, most, width int) template.HTML {
	const height, pad = 18, 5
	w := float64(width)
	at := func(n int) float64 {
		if most <= 0 {
			return pad
		}
		return pad + (w-2*pad-6)*math.Sqrt(float64(min(n, most))/float64(most))
	}
	class := "glyph " + string(t.Status)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="%s" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="%s">`,
		template.HTMLEscapeString(class), width, height, width, height, template.HTMLEscapeString(l.figures(t)))
	fmt.Fprintf(&b, `<line class="axis" x1="%d" y1="9" x2="%d" y2="9"/>`, pad, width-pad)
	if t.Status == recount.NoClaim {
		fmt.Fprintf(&b, `<circle class="blank" cx="%d" cy="9" r="1.5"/></svg>`, pad)
		return template.HTML(b.String())
	}
	x, y := at(t.Low), at(t.High)
	fmt.Fprintf(&b, `<rect class="bar" x="%.1f" y="5" width="%.1f" height="8" rx="1"/>`, x-1, max(y-x, 0)+2)
	if t.Open {
		fmt.Fprintf(&b, `<path class="open" d="M%.1f 4l5 5l-5 5"/>`, y+1)
	}
	if t.Best != recount.Blank {
		fmt.Fprintf(&b, `<line class="best" x1="%.1f" y1="1.5" x2="%.1f" y2="16.5"/>`, at(t.Best), at(t.Best))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// figures writes a toll as a reader says it: "26–45, best 45".
func (l *tongue) figures(t recount.Toll) string {
	if t.Status == recount.NoClaim {
		return l.say("nothing claimed")
	}
	high := strconv.Itoa(t.High)
	if t.Open {
		high = l.say("%d or more", t.High)
	}
	s := fmt.Sprintf("%d–%s", t.Low, high)
	switch {
	case t.Status == recount.Unconfirmed:
		return l.say("up to %s claimed, unconfirmed", high)
	case t.Low == t.High:
		if t.Open {
			return l.say("at least %d", t.Low)
		}
		return strconv.Itoa(t.Low)
	case t.Best != recount.Blank:
		return l.say("%s, best %d", s, t.Best)
	}
	return s
}

// moved draws how a toll came about: time across, count up, one interval for
// each saying with a point where it gives one.
type saying struct {
	Kind      recount.SourceKind
	At        float64 // 0 to 1 along the time
	Low, High int
	Point     int
	Open      bool
	Set       bool // it sets a bound
	Claim     recount.ClaimID
	Label     string
}

func (l *tongue) moved(ss []saying, t recount.Toll, first, last time.Time) template.HTML {
	if len(ss) < 2 {
		return ""
	}
	const width, height, left, foot = 620.0, 206.0, 40.0, 32.0
	most := t.High
	for _, s := range ss {
		most = max(most, s.High, s.Low)
	}
	most = max(most, 1)
	y := func(n int) float64 { return height - foot - (height-foot-14)*float64(n)/float64(most) }
	x := func(a float64) float64 { return left + 14 + a*(width-left-34) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="moved" viewBox="0 0 %.0f %.0f" role="group" aria-label="%s">`, width, height, template.HTMLEscapeString(l.say("How the toll moved: %d sayings, from 0 to %d people", len(ss), most)))
	fmt.Fprintf(&b, `<rect class="band" x="%.0f" y="%.1f" width="%.0f" height="%.1f"/>`, left, y(t.High), width-left, max(2, y(t.Low)-y(t.High)))
	drawn := map[int]bool{}
	for _, n := range []int{0, t.Low, t.Best, t.High} {
		if n >= 0 && !drawn[n] {
			drawn[n] = true
			fmt.Fprintf(&b, `<line class="axis" x1="%.0f" y1="%.1f" x2="%.0f" y2="%.1f"/><text class="tick" x="%.0f" y="%.1f">%d</text>`, left, y(n), width, y(n), left-6, y(n)+4, n)
		}
	}
	form := func(t time.Time) string { return fmt.Sprintf("%d %s", t.Day(), l.month(t)) }
	if last.Sub(first) < 72*time.Hour { // then the hour tells more than the day
		form = func(t time.Time) string { return fmt.Sprintf("%d %s %s", t.Day(), l.month(t), t.Format("15:04")) }
	}
	fmt.Fprintf(&b, `<text class="tick start" x="%.1f" y="%.1f">%s</text><text class="tick" x="%.1f" y="%.1f">%s UTC</text>`,
		left, height-6, form(first.UTC()), width, height-6, form(last.UTC()))
	for _, s := range ss {
		class := "saying v-" + string(s.Kind)
		if !s.Set {
			class += " aside"
		}
		fmt.Fprintf(&b, `<a href="#%s" class="%s"><title>%s</title><line class="span" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`,
			template.HTMLEscapeString("b-"+string(s.Claim)), template.HTMLEscapeString(class), template.HTMLEscapeString(s.Label), x(s.At), y(s.Low), x(s.At), y(s.High))
		if s.Open {
			fmt.Fprintf(&b, `<path class="open" d="M%.1f %.1fl4 -5l4 5"/>`, x(s.At)-4, y(s.High)-2)
		}
		n := s.Point
		if n == recount.Blank {
			n = s.Low
		}
		fmt.Fprintf(&b, `<use href="#v-%s" x="%.1f" y="%.1f" width="14" height="14"/></a>`, template.HTMLEscapeString(string(s.Kind)), x(s.At)-7, y(n)-7)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}
