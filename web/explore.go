package web

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

type explorePage struct {
	*desk.Explored
	Query    url.Values
	Asked    bool
	Whats    []recount.What
	Which    which
	Band     template.HTML
	Charts   []cutsView
	Spoken   []besideSource
	Download template.URL
	Views    []store.View
	Here     string // address of this page
	Keeps    bool   // whoever looks may keep views
	Lag      *lag
}

// A cutsView is one way in which the total is cut, as a table with a bar in each row.
type cutsView struct {
	Name  string // in addresses
	Head  string
	Under string
	Keys  string // what the rows are
	Rows  []partView
	More  int // rows that are only in the download
}

type besideSource struct {
	desk.Beside
	Name string
}

// How many rows of a cut the page shows.
const cutsShown = 15

// exploration reads what an address asks for.
func exploration(v url.Values) (x desk.Exploration, err error) {
	plain := url.Values{}
	for k := range v {
		if k != "area" { // totals read that
			plain.Set(k, v.Get(k))
		}
	}
	if x.Filter, err = filterOf(plain); err != nil {
		return x, err
	}
	x.What, x.Filter.What = x.Filter.What, ""
	if x.What != "" && x.What.Family() != recount.Harm {
		return x, fmt.Errorf("what %q: %w", x.What, recount.ErrInvalid)
	}
	x.Who = v.Get("who")
	if x.Who != "" && !slices.Contains(tally.Groups(), x.Who) {
		return x, fmt.Errorf("group %q: %w", x.Who, recount.ErrInvalid)
	}
	var q desk.Question
	if err := q.In(v.Get("area")); err != nil {
		return x, err
	}
	x.Area, x.Filter.Text = q.Area, strings.TrimSpace(x.Filter.Text+" "+q.Text)
	return x, nil
}

// explore shows one harm cut by time, area, weapon, group, party and source.
func (s *site) explore(w http.ResponseWriter, q *http.Request) error {
	ask, err := exploration(q.URL.Query())
	if err != nil {
		return err
	}
	ask.Least = s.least(q)
	x, err := s.sheet.Explore(q.Context(), ask)
	if err != nil {
		return err
	}
	v := q.URL.Query()
	switch download(q) {
	case ".json":
		w.Header().Set("Content-Type", "application/json")
		return json.NewEncoder(w).Encode(x)
	case ".csv":
		return exploreCSV(w, x, v.Get("chart"))
	}
	l := s.tongue(q)
	p := explorePage{Explored: x, Query: v, Whats: tally.Harms(), Download: template.URL(v.Encode()), Here: q.URL.RequestURI(), Band: l.band(x.Times), Asked: filtered(v) || v.Get("who") != "", Which: whichOf(v)}
	if p.Lag, err = s.lag(q, x.Worked); err != nil {
		return err
	}
	same, relayed := func(k string) string { return k }, func(k string) string { return l.relay(k) }
	p.Charts = []cutsView{
		cutOf("area", l.say("By area"), l.say("The country and its first division, as far as they are known."), l.say("Area"), x.Areas, same),
		cutOf("weapon", l.say("By weapon"), l.say("The kind that most reports of an incident name."), l.say("Weapon"), x.Weapons, relayed),
		cutOf("group", l.say("By group"), l.say("Groups overlap where somebody says so, and do not add up to everybody."), l.say("Who"), x.Groups, func(k string) string { return relayed(cmp.Or(k, "everybody")) }),
		cutOf("blamed", l.say("By whom voices blame"), l.say("Where all that name a party name the same and nobody denies it. Their word, never our finding."), l.say("Blamed"), x.Blamed, relayed),
	}
	for _, c := range x.Blamed {
		p.Which.Parties = append(p.Which.Parties, c.Key)
	}
	known, err := s.registry()
	if err != nil {
		return err
	}
	for _, b := range x.Sources[:min(cutsShown, len(x.Sources))] {
		p.Spoken = append(p.Spoken, besideSource{b, known.Speaker(b.Source).Name})
	}
	if who := s.who(q).Name; s.desk != nil && who != "" {
		p.Keeps = true
		if p.Views, err = s.r.Views(q.Context(), who); err != nil {
			return err
		}
	}
	return s.show(w, q, http.StatusOK, "explore", l.say("Explore"), p)
}

// cutOf is a way in which a total is cut; called puts its keys into words.
func cutOf(name, head, under, keys string, cs []desk.Portion, called func(string) string) cutsView {
	c := cutsView{Name: name, Head: head, Under: under, Keys: keys}
	most := 0
	for _, x := range cs[:min(cutsShown, len(cs))] {
		most = max(most, x.High)
		c.Rows = append(c.Rows, partView{Key: called(x.Key), Sum: x.Sum})
	}
	for i := range c.Rows {
		c.Rows[i].Most = most
	}
	c.More = len(cs) - len(c.Rows)
	return c
}

// exploreCSV writes the rows of one chart.
func exploreCSV(w http.ResponseWriter, x *desk.Explored, chart string) error {
	charts := map[string][]desk.Portion{"time": x.Times, "area": x.Areas, "weapon": x.Weapons, "group": x.Groups, "blamed": x.Blamed}
	cs, ok := charts[chart]
	if !ok && chart != "source" {
		return fmt.Errorf("chart %q; there are area, blamed, group, source, time, weapon: %w", chart, recount.ErrInvalid)
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+chart+`.csv"`)
	out := csv.NewWriter(w)
	if chart == "source" {
		out.Write([]string{"source", "lower", "allows_the_best", "higher", "earlier", "same_time", "later"})
		for _, b := range x.Sources {
			row := []string{safeCell(string(b.Source))}
			for _, n := range []int{b.Lower, b.Allows, b.Higher, b.Earlier, b.Same, b.Later} {
				row = append(row, strconv.Itoa(n))
			}
			out.Write(row)
		}
	} else {
		out.Write([]string{chart, "what", "who", "low", "best", "high", "open", "incidents"})
		for _, c := range cs {
			who := x.Who
			if chart == "group" {
				who = c.Key
			}
			out.Write([]string{safeCell(c.Key), string(x.What), who, strconv.Itoa(c.Low), strconv.Itoa(c.Best), strconv.Itoa(c.High), strconv.FormatBool(c.Open), strconv.Itoa(c.Incidents)})
		}
	}
	out.Flush()
	return out.Error()
}

// safeCell keeps a spreadsheet from taking words for a formula.
func safeCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// band draws a total over time: a band from low to high, a line at best, side by
// side as weeks or months are.
func (l *tongue) band(cs []desk.Portion) template.HTML {
	const width, height, left, foot, top = 960.0, 240.0, 48.0, 24.0, 10.0
	most := 0
	for _, c := range cs {
		most = max(most, c.High)
	}
	if len(cs) < 2 || most == 0 {
		return ""
	}
	step := (width - left) / float64(len(cs))
	x := func(i int) float64 { return left + step*float64(i) }
	y := func(n int) float64 { return height - foot - (height-foot-top)*float64(n)/float64(most) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="band" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, width, height,
		template.HTMLEscapeString(l.say("%d columns from %s to %s, up to %d; the table below has the figures", len(cs), cs[0].Key, cs[len(cs)-1].Key, most)))
	for _, n := range slices.Compact([]int{0, most / 2, most}) {
		fmt.Fprintf(&b, `<line class="axis" x1="%.0f" y1="%.1f" x2="%.0f" y2="%.1f"/><text class="tick" x="%.0f" y="%.1f">%d</text>`, left, y(n), width, y(n), left-6, y(n)+4, n)
	}
	line := func(n func(desk.Portion) int, back bool) string {
		var d strings.Builder
		for i := range cs {
			if back {
				i = len(cs) - 1 - i
				fmt.Fprintf(&d, "L%.1f %.1fH%.1f", x(i+1), y(n(cs[i])), x(i))
			} else {
				fmt.Fprintf(&d, "L%.1f %.1fH%.1f", x(i), y(n(cs[i])), x(i+1))
			}
		}
		return "M" + d.String()[1:]
	}
	low := strings.Replace(line(func(c desk.Portion) int { return c.Low }, true), "M", "L", 1)
	fmt.Fprintf(&b, `<path class="range" d="%s%sZ"/>`, line(func(c desk.Portion) int { return c.High }, false), low)
	fmt.Fprintf(&b, `<path class="best" d="%s"/>`, line(func(c desk.Portion) int { return c.Best }, false))
	every := int(math.Ceil(90 / step))
	for i := 0; i < len(cs) && x(i)+64 < width; i += every {
		fmt.Fprintf(&b, `<text class="tick start" x="%.1f" y="%.1f">%s</text>`, x(i), height-6, template.HTMLEscapeString(cs[i].Key))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// sides draws three counts that stand beside it as a bar: what lies below, in the
// middle and above.
func sides(below, middle, above int) template.HTML {
	const width = 180.0
	all := float64(max(1, below+middle+above))
	a, m := width*float64(below)/all, width*float64(middle)/all
	return template.HTML(fmt.Sprintf(`<svg class="sides" width="180" height="14" viewBox="0 0 180 14" aria-hidden="true"><rect class="below" x="0" y="2" width="%.1f" height="10"/><rect class="middle" x="%.1f" y="2" width="%.1f" height="10"/><rect class="above" x="%.1f" y="2" width="%.1f" height="10"/></svg>`,
		a, a, m, a+m, width-a-m))
}

// keep keeps the address of a view under a name, or forgets it.
func (s *site) keep(w http.ResponseWriter, q *http.Request) error {
	who := s.who(q).Name
	if who == "" {
		return recount.ErrDenied
	}
	f, err := s.posted(w, q)
	if err != nil {
		return err
	}
	if f.Get("forget") != "" {
		err = s.desk.ForgetView(q.Context(), who, f.Get("forget"))
	} else {
		err = s.desk.KeepView(q.Context(), who, store.View{Name: f.Get("name"), Address: f.Get("address")})
	}
	if err != nil {
		return err
	}
	back := f.Get("address")
	if !strings.HasPrefix(back, "/explore") {
		back = "/explore"
	}
	http.Redirect(w, q, back, http.StatusSeeOther)
	return nil
}
