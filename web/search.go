package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/text"
)

type searchPage struct {
	Query  url.Values
	Asked  bool
	Found  []foundReport
	Total  int // -1: not counted
	Next   template.URL
	Langs  []recount.Lang
	Counts store.Counts
}

// A foundReport is a report with the words that were looked for marked.
type foundReport struct {
	store.ReportItem
	Title   []piece
	Excerpt []piece
	Before  bool // the text goes on before the excerpt
	After   bool
}

// search finds reports by their words.
func (s *site) search(w http.ResponseWriter, q *http.Request) (err error) {
	v := q.URL.Query()
	p := searchPage{Query: v, Asked: strings.TrimSpace(v.Get("q")) != ""}
	f := store.SearchFilter{Query: text.ParseQuery(v.Get("q")), Lang: recount.Lang(v.Get("lang")), Source: recount.SourceID(strings.TrimSpace(v.Get("source"))), Newest: v.Get("sort") == "newest", After: v.Get("after")}
	for name, t := range map[string]*time.Time{"from": &f.From, "until": &f.Until} {
		if d := v.Get(name); d != "" {
			if *t, err = time.Parse(time.DateOnly, d); err != nil {
				return fmt.Errorf("%s %q: %w", name, d, recount.ErrInvalid)
			}
		}
	}
	if !f.Until.IsZero() { // the last day counts
		f.Until = f.Until.AddDate(0, 0, 1)
	}
	if p.Langs, err = s.r.Langs(q.Context()); err != nil {
		return err
	}
	if p.Counts, err = s.r.Counts(q.Context()); err != nil {
		return err
	}
	if len(f.Query.All) > 0 {
		items, next, total, err := s.r.Search(q.Context(), f)
		if err != nil {
			return err
		}
		p.Total = total
		for _, it := range items {
			p.Found = append(p.Found, shown(it, f.Query))
		}
		if next != "" {
			p.Next = withQuery(v, "after", next)
		}
	}
	return s.show(w, q, http.StatusOK, "search", "Search", p)
}

// shown marks what was looked for in a report's title and in a stretch of its text.
func shown(it store.ReportItem, q text.Query) foundReport {
	r := &it.Report
	hits, _ := q.Hits(r.Text, r.Lang)
	x := text.Excerpt(r.Text, hits, 320)
	f := foundReport{ReportItem: it, Before: x.Start > 0, After: x.End < len(r.Text)}
	for i := range hits {
		hits[i].Start, hits[i].End = hits[i].Start-x.Start, hits[i].End-x.Start
	}
	f.Excerpt = lit(x.In(r.Text), hits)
	hits, _ = q.Hits(r.Title, r.Lang)
	f.Title = lit(r.Title, hits)
	return f
}

// lit cuts a text at the words found in it.
func lit(s string, hits []recount.Span) []piece {
	var ms []mark
	for _, h := range hits {
		if h.Start >= 0 && h.End <= len(s) {
			ms = append(ms, mark{span: h, kind: "found"})
		}
	}
	return cut(s, ms, nil)
}
