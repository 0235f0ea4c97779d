package web

import (
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/publish"
)

// funcs are the words and forms that templates share.
var funcs = template.FuncMap{
	"glyph":   glyph,
	"figures": rangeText,
	"chance":  func(p float64) string { return fmt.Sprintf("%.2f", p) },
	"thread":  thread,
	"inForce": inForce,
	"bearing": func(b link.Bearing) string { return bearings[b] },
	"sumBar":  sumBar,
	"partBar": partBar,
	"days":    days,
	"source":  sourcePath,
	"speaks":  speaks,
	"called":  called,
	"spread":  spread,
	"apart":   apart,
	"beside":  beside,
	"head": func(w recount.What) string {
		s := sayWhat(w)
		return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):]
	},
	"count":   count,
	"date":    link.Date,
	"iso":     iso,
	"who":     who,
	"what":    sayWhat,
	"status":  func(s recount.TollStatus) string { return statuses[s] },
	"where":   where,
	"add":     func(a, b int) int { return a + b },
	"grain":   func(w recount.When) string { return grains[w.Grain] },
	"fine":    func(p recount.Precision) string { return precisions[p] },
	"kind":    func(k recount.SourceKind) string { return kindNames[k] },
	"mark":    func(k recount.SourceKind) template.HTML { return kindMark(k) },
	"stamp":   func(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") },
	"ago":     ago,
	"dict":    dict,
	"iso8601": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"span":    lasting,
	"rtl":     rtl,
	"short":   func(s string) string { return s[:min(len(s), 12)] },
	"plural": func(n int, one, many string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, many)
	},
	"kinds":   func() []recount.SourceKind { return kindOrder },
	"join":    strings.Join,
	"query":   withQuery,
	"subject": subject,
	"string":  func(v any) string { return fmt.Sprint(v) },
}

var statuses = map[recount.TollStatus]string{recount.NoClaim: "nothing claimed", recount.Unconfirmed: "unconfirmed: only interested parties",
	recount.SingleSource: "a single source", recount.Corroborated: "corroborated", recount.Conflicting: "disputed", recount.Contested: "contested: denied by a party"}

var bearings = map[link.Bearing]string{link.Beside: "outside its time or area", link.Within: "within its time and area", link.AtEdge: "perhaps within its time: told of no nearer than the day it began or ended",
	link.After: "in its area, in the week after its end"}

var grains = map[recount.Grain]string{recount.Minute: "to the minute", recount.Hour: "to the hour", recount.Part: "to a part of the day", recount.Day: "to the day",
	recount.Week: "to the week", recount.Month: "to the month", recount.Year: "to the year"}

var precisions = map[recount.Precision]string{recount.AtSite: "a site", recount.AtArea: "a neighbourhood or village", recount.AtTown: "a town", recount.Near: "near a town",
	recount.AtSubdistrict: "a subdistrict", recount.AtDistrict: "a district", recount.AtProvince: "a province", recount.AtZone: "part of a country", recount.AtCountry: "a country"}

var kindNames = map[recount.SourceKind]string{recount.Medical: "medical", recount.Rescue: "rescue service", recount.Monitor: "monitor", recount.UN: "UN and aid",
	recount.Official: "official", recount.State: "state media", recount.Party: "party to the conflict", recount.Wire: "agency", recount.Outlet: "outlet",
	recount.Witness: "witness", recount.Social: "channel or account", recount.Unnamed: "unnamed"}

var kindOrder = []recount.SourceKind{recount.Medical, recount.Rescue, recount.Monitor, recount.UN, recount.Official, recount.State, recount.Party,
	recount.Wire, recount.Outlet, recount.Witness, recount.Social, recount.Unnamed}

// kindMark is the one shape and colour of a kind of voice.
func kindMark(k recount.SourceKind) template.HTML {
	name, ok := kindNames[k]
	if !ok {
		k, name = recount.Unnamed, kindNames[recount.Unnamed]
	}
	return template.HTML(`<svg class="voice v-` + string(k) + `" width="14" height="14" role="img" aria-label="` + name + `"><title>` + name + `</title><use href="#v-` + string(k) + `"/></svg>`)
}

// count writes a quantity with its thousands apart: "≥ 400 000".
func count(q recount.Quantity) string {
	return digits.ReplaceAllStringFunc(q.String(), func(n string) string {
		for i := len(n) - 3; i > 0; i -= 3 {
			n = n[:i] + "\u202f" + n[i:]
		}
		return n
	})
}

var digits = regexp.MustCompile(`\d{5,}`)

func iso(w recount.When) string {
	if w.IsZero() {
		return ""
	}
	return w.From.UTC().Format(time.RFC3339) + " to " + w.Until.UTC().Format(time.RFC3339)
}

func who(v recount.Victims) string {
	if s := publish.Who(v); s != "" {
		return s
	}
	return "everybody"
}

func sayWhat(w recount.What) string { return strings.ReplaceAll(string(w), "-", " ") }

func where(p recount.PlaceRef) string {
	name := p.Name
	if name == "" {
		name = p.Words
	}
	parts := []string{}
	for _, s := range []string{name, p.Admin1, p.Country} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// withQuery is a query with one value changed, from its first page unless that value
// is where to go on.
func withQuery(v url.Values, name, to string) template.URL {
	again := maps.Clone(v)
	again.Del("after")
	again.Set(name, to)
	return template.URL(again.Encode())
}

// rtl reports whether a language is written from right to left.
func rtl(l recount.Lang) bool {
	base, _, _ := strings.Cut(string(l), "-")
	switch base {
	case "ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "dv", "yi", "syr", "arc":
		return true
	}
	return false
}

// voiceName names the last voice of a chain, and those it came through.
func voiceName(a recount.Attribution, origin recount.SourceID) (name, through string) {
	if len(a) == 0 {
		return "the report itself", ""
	}
	var via []string
	for _, v := range a[:len(a)-1] {
		via = append(via, called(v))
	}
	return called(a[len(a)-1]), strings.Join(via, ", through ")
}

// called is what a voice goes by: its words, its name, its kind.
func called(v recount.Voice) string {
	switch {
	case v.Words != "":
		return v.Words
	case v.Source != "":
		return string(v.Source)
	}
	return "an unnamed " + kindNames[v.Kind] + " source"
}

func voiceKind(a recount.Attribution) recount.SourceKind {
	if len(a) == 0 {
		return recount.Outlet
	}
	return a[len(a)-1].Kind
}

// lasting says a length of time in its largest unit.
func lasting(d time.Duration) string {
	n, unit := int(d.Minutes()), "minute"
	switch {
	case d >= 48*time.Hour:
		n, unit = int(d.Hours())/24, "day"
	case d >= 2*time.Hour:
		n, unit = int(d.Hours()), "hour"
	}
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", max(n, 0), unit)
}

// ago says how long before now a time was.
func ago(now, t time.Time) string {
	if d := now.Sub(t); d >= time.Minute {
		return lasting(d) + " ago"
	}
	return "just now"
}

// dict names what a template is given.
func dict(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}
