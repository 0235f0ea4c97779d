package main

import (
	"encoding/json"
	"io"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
)

// An answer is what read says of one report, as JSON.
type answer struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	*answerPage
	Incidents []answerEvent   `json:"incidents"`
	Claims    []recount.Claim `json:"claims"`
	Places    []answerPlace   `json:"places,omitempty"`
	Times     []answerTime    `json:"times,omitempty"`
	Sayings   []answerSaying  `json:"sayings,omitempty"`
}

// answerPage is what a page, or a message, says of itself.
type answerPage struct {
	URL         string         `json:"url,omitempty"`
	Canonical   string         `json:"canonical,omitempty"`
	Author      string         `json:"author,omitempty"`
	Published   recount.When   `json:"published,omitzero"`
	Updated     recount.When   `json:"updated,omitzero"`
	Partial     string         `json:"partial,omitempty"`
	Corrections []recount.Span `json:"corrections,omitempty"`

	Source    recount.SourceID `json:"source,omitempty"`
	Forwarded recount.SourceID `json:"forwarded,omitempty"`
	Media     []recount.Medium `json:"media,omitempty"`
}

type answerEvent struct {
	Background bool              `json:"background,omitempty"`
	Kind       recount.What      `json:"kind,omitempty"`
	Place      recount.PlaceRef  `json:"place,omitzero"`
	When       recount.When      `json:"when,omitzero"`
	Tolls      []recount.Toll    `json:"tolls"`
	Claims     []recount.ClaimID `json:"claims"`
}

type answerPlace struct {
	Start int `json:"start"`
	End   int `json:"end"`
	recount.PlaceRef
}

// MarshalJSON puts the span beside the place's own fields.
func (p answerPlace) MarshalJSON() ([]byte, error) {
	b, err := json.Marshal(p.PlaceRef)
	if err != nil {
		return nil, err
	}
	at, err := json.Marshal(struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}{p.Start, p.End})
	if err != nil || len(b) <= 2 {
		return at, err
	}
	return append(append(at[:len(at)-1], ','), b[1:]...), nil
}

type answerTime struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
	Grain string `json:"grain,omitempty"`
}

type answerSaying struct {
	Source  recount.Span  `json:"source,omitzero"`
	Cue     recount.Span  `json:"cue"`
	Content recount.Span  `json:"content"`
	Voice   recount.Voice `json:"voice"`
	Rule    string        `json:"rule,omitempty"`
}

// readAnswer puts a glance, and the marks if there are any, into an answer.
func readAnswer(r *recount.Report, g *desk.Glance, m *extract.Marks) answer {
	a := answer{ID: string(r.ID), Title: r.Title, Claims: g.Reading.Claims, Incidents: []answerEvent{}}
	if a.Claims == nil {
		a.Claims = []recount.Claim{}
	}
	for _, e := range g.Events {
		tolls := e.Tolls
		if tolls == nil {
			tolls = []recount.Toll{}
		}
		a.Incidents = append(a.Incidents, answerEvent{e.Background, e.What, e.Where, local(e.When), tolls, e.Event.Claims})
	}
	if m == nil {
		return a
	}
	for _, p := range m.Places {
		a.Places = append(a.Places, answerPlace{p.Span.Start, p.Span.End, p.Where})
	}
	for _, t := range m.Times {
		at := answerTime{Start: t.Span.Start, End: t.Span.End, Grain: string(t.When.Grain)}
		if !t.When.IsZero() {
			at.From, at.Until = t.When.From.Format("2006-01-02T15:04:05Z07:00"), t.When.Until.Format("2006-01-02T15:04:05Z07:00")
		}
		a.Times = append(a.Times, at)
	}
	for _, s := range m.Sayings {
		a.Sayings = append(a.Sayings, answerSaying{s.Source, s.Cue, s.Content, s.Voice, s.Rule})
	}
	return a
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// local writes a time with the offset of the zone in which its words were read,
// so that its day is the day that the report means.
func local(w recount.When) recount.When {
	if zone, err := time.LoadLocation(w.Zone); err == nil && w.Zone != "" {
		w.From, w.Until = w.From.In(zone), w.Until.In(zone)
	}
	return w
}

// behead counts every span from the end of a headline of n bytes that the line
// gave apart from its text; spans in the headline are left out.
func (a *answer) behead(n int) {
	if n == 0 {
		return
	}
	one := func(s *recount.Span) {
		if s.Start < n {
			*s = recount.Span{}
			return
		}
		s.Start, s.End = s.Start-n, s.End-n
	}
	all := func(ss *[]recount.Span) {
		kept := (*ss)[:0]
		for _, s := range *ss {
			if one(&s); !s.IsZero() {
				kept = append(kept, s)
			}
		}
		*ss = kept
	}
	for i := range a.Claims {
		c := &a.Claims[i]
		e := &c.Evidence
		one(&e.Whole)
		for _, ss := range []*[]recount.Span{&e.What, &e.Count, &e.Who, &e.Where, &e.When, &e.Says, &e.Weapon, &e.Target} {
			all(ss)
		}
		for k := range c.Says {
			one(&c.Says[k].Span)
		}
		for k := range c.Hedges {
			one(&c.Hedges[k].Span)
		}
		for k := range c.Blamed {
			one(&c.Blamed[k].Span)
		}
		for k := range c.Trace {
			one(&c.Trace[k].Span)
		}
	}
	places, times, sayings := a.Places[:0], a.Times[:0], a.Sayings[:0]
	for _, p := range a.Places {
		if p.Start >= n {
			p.Start, p.End = p.Start-n, p.End-n
			places = append(places, p)
		}
	}
	for _, t := range a.Times {
		if t.Start >= n {
			t.Start, t.End = t.Start-n, t.End-n
			times = append(times, t)
		}
	}
	for _, s := range a.Sayings {
		for _, at := range []*recount.Span{&s.Source, &s.Cue, &s.Content} {
			one(at)
		}
		sayings = append(sayings, s)
	}
	a.Places, a.Times, a.Sayings = places, times, sayings
}
