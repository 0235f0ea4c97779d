package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// An explained is a database that says how it answers what it is asked.
type explained struct {
	*sql.DB
	plan []string
}

func (e *explained) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rs, err := e.DB.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	for rs.Next() {
		var id, parent, unused int
		var step string
		if err := rs.Scan(&id, &parent, &unused, &step); err != nil {
			return nil, err
		}
		e.plan = append(e.plan, step)
	}
	return e.DB.QueryContext(ctx, query, args...)
}

// What pages ask is answered from indexes made for it; of no table all rows are read.
func TestPagesAskIndexes(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, filepath.Join(t.TempDir(), "casebook.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables := strings.Fields("claims c decisions d reports r members m incidents") // and what questions call them
	for name, c := range map[string]struct {
		ask  func(r *Reader) error
		want []string
	}{
		"copies": {func(r *Reader) error { return second(r.CopyingsOf(ctx, "r:1")) }, []string{"COVERING INDEX decisions_copied", "COVERING INDEX decisions_copies", "d USING INDEX decisions_copied"}},
		"doubts": {func(r *Reader) error { return second(r.Doubts(ctx, 0.05, 300)) }, []string{"COVERING INDEX incidents_doubted", "COVERING INDEX decisions_doubts"}},
		"how many to check": {func(r *Reader) error { return second(r.CountUnchecked(ctx, UncheckedFilter{Below: 0.9}, 300)) },
			[]string{"COVERING INDEX claims_sure", "COVERING INDEX decisions_checked"}},
		"to check":   {func(r *Reader) error { return second(r.Unchecked(ctx, UncheckedFilter{Below: 0.9})) }, []string{"INDEX claims_sure", "COVERING INDEX decisions_checked"}},
		"ungraded":   {func(r *Reader) error { return second(r.Ungraded(ctx, IncidentFilter{})) }, []string{"COVERING INDEX incidents_ungraded", "COVERING INDEX decisions_graded"}},
		"unsigned":   {func(r *Reader) error { return second(r.Unsigned(ctx, "ada", IncidentFilter{})) }, []string{"INDEX incidents_unsigned"}},
		"decisions":  {func(r *Reader) error { return second(r.Decisions(ctx, "i:1")) }, []string{"INTEGER PRIMARY KEY", "COVERING INDEX decisions_subject", "COVERING INDEX decisions_object"}},
		"as decided": {func(r *Reader) error { return second(r.At(5).Decisions(ctx, "i:1")) }, []string{"INTEGER PRIMARY KEY", "COVERING INDEX decisions_subject"}},
		"came in":    {func(r *Reader) error { return second(r.CameIn(ctx, 1)) }, []string{"COVERING INDEX reports_found"}},
		"words":      {func(r *Reader) error { return second(r.WordsOf(ctx, "wire", 9)) }, []string{"INDEX claims_origin"}},
		"quoted":     {func(r *Reader) error { return second(r.QuotedBy(ctx, "wire", 9)) }, []string{"INDEX claims_through"}},
		"others":     {func(r *Reader) error { return second(r.SpokenOfByOthers(ctx, "wire", "i:1")) }, []string{"COVERING INDEX members_incident", "INDEX claims_told"}},
		"said":       {func(r *Reader) error { return second(r.Said(ctx, "c:1")) }, []string{"INDEX claims_told"}},
		"homes":      {func(r *Reader) error { return second(r.Homes(ctx, "c:1")) }, []string{"PRIMARY KEY (claim=?)"}},
		"search within a year": {func(r *Reader) error {
			_, _, _, err := r.Search(ctx, SearchFilter{Query: text.ParseQuery("market"), From: time.Unix(0, 0)})
			return err
		}, []string{"INDEX reports_found"}},
		"claims of reports": {func(r *Reader) error { return second(r.ClaimsOf(ctx, "r:1", "r:2")) }, []string{"INDEX claims_report"}},
		"reports":           {func(r *Reader) error { return second(r.ReportsNamed(ctx, "r:1")) }, []string{"INDEX sqlite_autoindex_reports_1"}},
		"incidents":         {func(r *Reader) error { return second(r.IncidentsNamed(ctx, recount.IncidentID("i:1"))) }, []string{"INDEX sqlite_autoindex_incidents_1"}},
	} {
		e := &explained{DB: db.q.(*sql.DB)}
		if err := c.ask(&Reader{q: e}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plan := strings.Join(e.plan, "\n")
		for _, want := range c.want {
			if !strings.Contains(plan, want) {
				t.Errorf("%s: no %q in\n%s", name, want, plan)
			}
		}
		for _, step := range e.plan {
			var table string
			fmt.Sscanf(step, "SCAN %s", &table)
			if slices.Contains(tables, table) && !strings.Contains(step, "INDEX") {
				t.Errorf("%s: all rows are read: %s", name, step)
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }
