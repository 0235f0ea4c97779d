package web

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount/desk"
)

// The names of the bins of a spread, from the lowest.
var (
	delayBins = []string{"over 3 d", "1–3 d", "6–24 h", "1–6 h", "same time", "1–6 h", "6–24 h", "1–3 d", "over 3 d"}
	ratioBins = []string{"under ½", "½ to ⅘", "⅘ to 1", "the best", "to 1¼", "1¼ to 2", "over 2×"}
)

// spread draws how many comparisons fall into each bin. The middle stands out;
// what of it is the source's own word is hatched. below and above say what lies
// to either side.
func (l *tongue) spread(s desk.Spread, below, above string) template.HTML {
	below, above = l.say(below), l.say(above)
	names := ratioBins
	if len(s.Bins) == len(delayBins) {
		names = delayBins
	}
	const width, height, foot, top = 520.0, 170.0, 40.0, 18.0
	step := width / float64(len(s.Bins))
	most := max(1, slices.Max(s.Bins))
	y := func(n int) float64 { return height - foot - (height-foot-top)*float64(n)/float64(most) }
	var told []string
	for i, n := range s.Bins {
		if n > 0 {
			side := ""
			if i < len(s.Bins)/2 {
				side = " " + below
			} else if i > len(s.Bins)/2 {
				side = " " + above
			}
			told = append(told, fmt.Sprintf("%s%s: %d", l.say(names[i]), side, n))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="spread" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, width, height, template.HTMLEscapeString(strings.Join(told, "; ")))
	for i, n := range s.Bins {
		x, class := step*float64(i), "bin"
		if i == len(s.Bins)/2 {
			class = "bin middle"
		}
		if n > 0 {
			fmt.Fprintf(&b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, x+4, y(n), step-8, y(0)-y(n))
			if i == len(s.Bins)/2 && s.Own > 0 {
				fmt.Fprintf(&b, `<rect class="bin own" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, x+4, y(s.Own), step-8, y(0)-y(s.Own))
			}
			fmt.Fprintf(&b, `<text class="n" x="%.1f" y="%.1f">%d</text>`, x+step/2, y(n)-5, n)
		}
		fmt.Fprintf(&b, `<text class="tick" x="%.1f" y="%.1f">%s</text>`, x+step/2, height-foot+15, l.say(names[i]))
	}
	fmt.Fprintf(&b, `<line class="axis" x1="0" y1="%.1f" x2="%.0f" y2="%.1f"/><text class="tick start" x="4" y="%.1f">← %s</text><text class="tick end" x="%.1f" y="%.1f">%s →</text></svg>`,
		y(0), width, y(0), height-6, below, width-4, height-6, above)
	return template.HTML(b.String())
}

// apart says how much earlier or later something was said.
func (l *tongue) apart(d time.Duration) string {
	switch {
	case d <= -time.Hour:
		return l.say("%s earlier", l.lasting(-d))
	case d >= time.Hour:
		return l.say("%s later", l.lasting(d))
	}
	return l.say("at about the same time")
}

// beside says how a figure lies to the best.
func (l *tongue) beside(ratio float64) string {
	switch {
	case ratio < 1:
		return l.say("lower: %.2g of the best", ratio)
	case ratio > 1:
		return l.say("higher: %.3g times the best", ratio)
	}
	return l.say("allows the best")
}
