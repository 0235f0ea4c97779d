package web

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// fits reports whether a filter chooses an incident, by what its address asks for.
func fits(in recount.Incident, f store.IncidentFilter) bool {
	at := in.When.Local()
	return (f.Country == "" || in.Where.Country == f.Country) && (f.What == "" || in.What == f.What) &&
		(f.From.IsZero() || at.Until.After(f.From)) && (f.Until.IsZero() || !at.From.IsZero() && at.From.Before(f.Until))
}

// list begins a list of things that wait.
func (s *site) list(q *http.Request, acts ...recount.Act) (*queueList, error) {
	people, err := s.names(q.Context())
	return &queueList{Acts: acts, Grades: tally.Grades(), People: people, Me: s.who(q).Name, Gives: s.may(q, desk.Edits)}, err
}

// listOfClaims lists readings to check, to be judged together.
func (s *site) listOfClaims(q *http.Request, cs []recount.Claim) (*queueList, error) {
	l, err := s.list(q, recount.Accept, recount.Reject, recount.Assign)
	if err != nil {
		return nil, err
	}
	l.One = true
	for i := range cs {
		row, err := s.queueRow(q, string(cs[i].ID))
		if err != nil {
			return nil, err
		}
		l.Rows = append(l.Rows, row)
	}
	return l, nil
}

// listOf lists what waits for a person: what is assigned to them, calls them, is
// to be signed or graded. Nothing is signed without looking at it.
func (s *site) listOf(q *http.Request, kind string, mine desk.Mine) (*queueList, error) {
	acts := []recount.Act{recount.Assign}
	if kind == "grade" {
		acts = []recount.Act{recount.Grade, recount.Assign}
	}
	l, err := s.list(q, acts...)
	if err != nil {
		return nil, err
	}
	items, err := s.r.Items(q.Context(), map[string][]recount.IncidentID{"sign": mine.ToSign, "grade": mine.ToGrade}[kind]...)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		row := rowOf(it)
		l.Rows = append(l.Rows, queueRow{ID: string(it.Incident.ID), Href: subjectPath(string(it.Incident.ID)), Item: &row})
	}
	for _, dec := range map[string][]recount.Decision{"assigned": mine.Assigned, "mentions": mine.Mentions}[kind] {
		row, err := s.queueRow(q, dec.Subject)
		if err != nil {
			return nil, err
		}
		if row.For = &dec; kind == "mentions" {
			row.Words = calling(dec.Why)
		}
		l.Rows = append(l.Rows, row)
	}
	return l, nil
}

// queueRow is a row about an incident, a claim or a report.
func (s *site) queueRow(q *http.Request, id string) (row queueRow, err error) {
	ctx := q.Context()
	row = queueRow{ID: id, Href: subjectPath(id), Title: id}
	switch kind, _, _ := strings.Cut(id, ":"); kind {
	case "c":
		cs, err := s.r.Claims(ctx, recount.ClaimID(id))
		if err != nil {
			return row, err
		}
		rep, err := s.r.Report(ctx, cs[0].Report)
		if err != nil {
			return row, err
		}
		row.Read, row.Quote, row.Lang, row.Href = &cs[0], quote(rep.Report.Text, &cs[0]), rep.Report.Lang, "/queue?claim="+id
	case "r":
		rep, err := s.r.Report(ctx, recount.ReportID(id))
		if err != nil {
			return row, err
		}
		row.Title = cmp.Or(rep.Report.Title, rep.Report.URL, id)
	default:
		it, err := s.r.Incident(ctx, recount.IncidentID(id))
		if errors.Is(err, recount.ErrNotFound) { // emptied since
			return row, nil
		}
		if err != nil {
			return row, err
		}
		item := rowOf(*it)
		row.Item = &item
	}
	return row, nil
}
