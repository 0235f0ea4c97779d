package web

import (
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/tally"
)

// funcs are the words and forms that templates share, in one language.
func (l *tongue) funcs() template.FuncMap {
	return template.FuncMap{
		"say": l.relay, "languages": func() any { return languages }, "thenLabel": l.then, "plural": l.n, "dir": l.Dir, "title": l.title, "sourcing": l.sourcing, "hijri": l.hijri,
		"glyph": l.glyph, "figures": l.figures, "thread": l.thread, "sumBar": l.sumBar, "partBar": l.partBar, "sumGlyph": l.sumGlyph, "spread": l.spread, "sides": sides, "groups": tally.Groups,
		"chance":  func(p float64) string { return fmt.Sprintf("%.2f", p) },
		"inForce": l.inForce,
		"bearing": func(b link.Bearing) string { return l.say(bearings[b]) },
		"days":    l.days,
		"source":  sourcePath,
		"speaks":  speaks,
		"called":  l.called, "corrected": l.corrected,
		"apart":  l.apart,
		"beside": l.beside,
		"head": func(w recount.What) string {
			r, n := utf8.DecodeRuneInString(l.what(w))
			return string(unicode.ToUpper(r)) + l.what(w)[n:]
		},
		"count":   l.count,
		"date":    l.date,
		"iso":     iso,
		"who":     l.who,
		"what":    l.what,
		"status":  func(s recount.TollStatus) string { return l.say(statuses[s]) },
		"where":   l.where,
		"add":     func(a, b int) int { return a + b },
		"grain":   func(w recount.When) string { return l.say(grains[w.Grain]) },
		"fine":    func(p recount.Precision) string { return l.say(precisions[p]) },
		"kind":    func(k recount.SourceKind) string { return l.say(kindNames[k]) },
		"mark":    l.mark,
		"stamp":   l.stamp,
		"ago":     l.ago,
		"dict":    dict,
		"iso8601": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"span":    l.lasting,
		"rtl":     rtl,
		"short":   func(s string) string { return s[:min(len(s), 12)] },
		"kinds":   recount.SourceKinds,
		"join":    strings.Join,
		"query":   withQuery,
		"subject": subject,
		"file":    fileOf, "monthName": l.monthName,
		"string": func(v any) string { return fmt.Sprint(v) },
	}
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

func iso(w recount.When) string {
	if w.IsZero() {
		return ""
	}
	return w.From.UTC().Format(time.RFC3339) + " to " + w.Until.UTC().Format(time.RFC3339)
}

// pageOf is the page of rows that an address asks for, up to most of them, and the
// query of the next one, "" after the last. Where no page begins the first is given.
func pageOf[T any](rows []T, v url.Values, most int) ([]T, template.URL) {
	after, err := strconv.Atoi(v.Get("after"))
	if err != nil || after < 0 || after >= len(rows) {
		after = 0
	}
	if rows = rows[after:]; len(rows) <= most {
		return rows, ""
	}
	return rows[:most], withQuery(v, "after", strconv.Itoa(after+most))
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

// voice names the last voice of a chain.
func (l *tongue) voice(a recount.Attribution) string {
	if len(a) == 0 {
		return l.say("the report itself")
	}
	return l.called(a[len(a)-1])
}

// voices names the last voice of a chain, and through whom it came.
func (l *tongue) voices(a recount.Attribution) string {
	name := l.voice(a)
	for _, v := range a[:max(0, len(a)-1)] {
		name = l.say("%s, through %s", name, l.called(v))
	}
	return name
}

// called is what a voice goes by: its words, its name, its kind.
func (l *tongue) called(v recount.Voice) string {
	switch {
	case v.Words != "":
		return v.Words
	case v.Source != "":
		return string(v.Source)
	}
	return l.say("unnamed source: %s", l.say(kindNames[v.Kind]))
}

func voiceKind(a recount.Attribution) recount.SourceKind {
	if len(a) == 0 {
		return recount.Outlet
	}
	return a[len(a)-1].Kind
}

// dict names what a template is given.
func dict(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}
