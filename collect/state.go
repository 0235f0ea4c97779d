package collect

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// stateText finds the article in the data that a page hands to the program
// which would build it in a browser: the strings of one place in that data
// that together hold most running text.
func stateText(scripts []script) string {
	best := ""
	for _, s := range scripts {
		if strings.Contains(s.typ, "ld+json") || len(s.text) > maxData {
			continue
		}
		body := tidyJSON(s.text)
		if !strings.Contains(s.typ, "json") {
			i := stateAt(body)
			if i < 0 {
				continue
			}
			body = body[i:]
		}
		var v any
		if json.NewDecoder(strings.NewReader(body)).Decode(&v) != nil {
			continue
		}
		places := map[string][]string{}
		gatherState(v, "", places, 0)
		ats := slices.Sorted(maps.Keys(places))
		slices.SortStableFunc(ats, func(a, b string) int { return size(places[b]) - size(places[a]) })
		for _, at := range ats[:min(len(ats), 3)] {
			var paras []string
			weight := 0
			for _, p := range places[at][:min(len(places[at]), maxPosts)] {
				if p = markup(p); p == "" {
					continue
				}
				paras = append(paras, p)
				if len(p) > 80 {
					weight += len(p)
				}
			}
			if t := strings.Join(paras, "\n\n"); weight > 200 && len(t) > len(best) {
				best = t
			}
		}
	}
	return best
}

func size(ss []string) (n int) {
	for _, s := range ss {
		n += len(s)
	}
	return n
}

// gatherState files strings by where in the data they stand, whichever member
// of a list they are in.
func gatherState(v any, at string, places map[string][]string, depth int) {
	if depth > 60 {
		return
	}
	switch v := v.(type) {
	case string:
		if strings.Count(v, " ") >= 2 {
			places[at] = append(places[at], v)
		}
	case []any:
		for _, x := range v {
			gatherState(x, at+"[]", places, depth+1)
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			gatherState(v[k], at+"."+k, places, depth+1)
		}
	}
}

// markup returns the text of a string that may hold HTML.
func markup(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.TrimSpace(s)
	}
	src, _ := slim(s)
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return ""
	}
	t := joined(running(cut(doc), "", true))
	if strings.Contains(t, "</p>") && strings.Count(s, "</p>") < strings.Count(t, "</p>") { // escaped twice
		return markup(t)
	}
	return t
}
