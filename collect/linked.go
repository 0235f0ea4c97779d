package collect

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// What a page says of itself in JSON-LD, by the words of schema.org.
type linked struct {
	headline, body, url, outlet, lang string
	authors, corrections              []string
	published, updated                recount.When
	locked                            bool // not free to read
	words                             int  // how long it says the article is, 0 if it does not
	live                              bool
	posts                             []linked
	article                           bool // it is one, not a page around one
}

// maxData is the most bytes of data for programs that are looked into: they
// grow tenfold when they are read.
const maxData = 3 << 20

// linkedData reads the JSON-LD of a page: its articles, in order.
func linkedData(scripts []script) (out []linked) {
	for _, s := range scripts {
		if !strings.Contains(s.typ, "ld+json") || len(s.text) > maxData {
			continue
		}
		var v any
		if json.Unmarshal([]byte(tidyJSON(s.text)), &v) == nil {
			gatherLinked(v, &out, 0)
		}
	}
	return out
}

// tidyJSON forgives what templates commonly get wrong: comment marks around,
// and line ends inside strings.
func tidyJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, w := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, w))
	}
	for _, w := range []string{"-->", "//]]>", "]]>", "/*]]>*/", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, w))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

func gatherLinked(v any, out *[]linked, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			gatherLinked(x, out, depth+1)
		}
	case map[string]any:
		if l, ok := readLinked(v); ok {
			*out = append(*out, l)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			gatherLinked(v[key], out, depth+1)
		}
	}
}

func readLinked(v map[string]any) (l linked, ok bool) {
	types := texts(v["@type"])
	for _, t := range types {
		t = t[strings.LastIndexAny(t, "/:")+1:]
		l.live = l.live || t == "LiveBlogPosting"
		l.article = l.article || strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
		ok = ok || l.article || t == "WebPage" || t == "ItemPage"
	}
	if !ok {
		return l, false
	}
	l.headline = clip(markup(first(v["headline"], v["name"])), 500)
	l.body = first(v["articleBody"], v["text"])
	l.url = first(v["url"], v["mainEntityOfPage"], v["@id"])
	l.outlet = first(v["publisher"], v["sourceOrganization"])
	l.lang = first(v["inLanguage"])
	l.authors = texts(v["author"])
	if len(l.authors) == 0 {
		l.authors = texts(v["creator"])
	}
	l.published, l.updated = metaDate(first(v["datePublished"], v["dateCreated"])), metaDate(first(v["dateModified"]))
	l.locked = notFree(v["isAccessibleForFree"])
	l.words, _ = strconv.Atoi(first(v["wordCount"]))
	for _, c := range texts(v["correction"]) {
		l.corrections = append(l.corrections, markup(c))
	}
	if posts, ok := v["liveBlogUpdate"].([]any); ok && l.live {
		for _, p := range posts[:min(len(posts), maxPosts)] {
			if m, ok := p.(map[string]any); ok {
				if m["@type"] == nil {
					m["@type"] = "BlogPosting"
				}
				if post, ok := readLinked(m); ok {
					l.posts = append(l.posts, post)
				}
			}
		}
	}
	return l, true
}

func notFree(v any) bool {
	switch v := v.(type) {
	case bool:
		return !v
	case string:
		return strings.HasSuffix(strings.ToLower(v), "false")
	}
	return false
}

// texts returns what a value of JSON-LD says in words: itself, the name of the
// thing it is, or those of all in it.
func texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	case float64:
		out = append(out, strconv.FormatFloat(v, 'f', -1, 64))
	case []any:
		for _, x := range v {
			if _, nested := x.([]any); !nested {
				out = append(out, texts(x)...)
			}
		}
	case map[string]any:
		for _, key := range []string{"name", "text", "@value", "@id", "url"} {
			if s, ok := v[key].(string); ok && strings.TrimSpace(s) != "" {
				return append(out, strings.TrimSpace(s))
			}
		}
	}
	return out
}

func first(vs ...any) string {
	for _, v := range vs {
		if ts := texts(v); len(ts) > 0 {
			return ts[0]
		}
	}
	return ""
}

// metaDate reads a date as programs and people write it for programs.
func metaDate(s string) recount.When {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) {
		if len(s) == 13 {
			n /= 1000
		}
		return minuteAt(time.Unix(n, 0), s)
	}
	if len(s) == 8 {
		if t, err := time.Parse("20060102", s); err == nil {
			return recount.When{From: t, Until: t.AddDate(0, 0, 1), Grain: recount.Day, Words: s}
		}
	}
	w, _ := parseDate(s)
	return w
}

// chosen returns the article that a page is about: the one whose headline it
// shows, or the first, and what the page around it adds.
func chosen(ls []linked, titles []string) linked {
	best, score := linked{}, 0
	for _, l := range ls {
		n := 1
		if l.article {
			n += 2
		}
		if slices.ContainsFunc(titles, func(t string) bool { return sameWords(t, l.headline) }) {
			n += 4
		}
		if n > score {
			best, score = l, n
		}
	}
	return best
}
