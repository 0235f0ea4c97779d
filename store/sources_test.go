package store_test

import (
	"reflect"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// Whose word a claim is, and who heard it, is counted among the claims that
// stand alone: what a later reading no longer makes is nobody's word.
func TestWordsOfSources(t *testing.T) {
	db, _ := open(t)
	ctx := t.Context()
	r := report(1)
	paper, wire := recount.Voice{Source: "gazette", Kind: recount.Outlet}, recount.Voice{Source: "wire", Kind: recount.Wire}
	clinic := recount.Voice{Kind: recount.Medical, Words: "a clinic"}
	say := func(n int, says ...recount.Voice) recount.Claim {
		c := claim(r, n)
		c.Says, c.Said = says, recount.When{From: day, Until: day}
		return c
	}
	own, quoted, heard, through, gone := say(1, paper), say(2, paper, wire), say(3, paper, clinic), say(4, paper, wire, clinic), say(5, paper, wire)
	again := say(6, paper, recount.Voice{Source: "gazette", Kind: recount.Outlet, Words: "our own reporter"})
	in, alone := recount.Incident{ID: "i:both", Claims: []recount.ClaimID{own.ID, quoted.ID}}, recount.Incident{ID: "i:alone", Claims: []recount.ClaimID{again.ID}}
	err := db.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Append(ctx, ada, day, store.ReportFact{Report: r}); err != nil {
			return err
		}
		for _, cs := range [][]recount.Claim{{own, quoted, heard, through, gone, again}, {own, quoted, heard, through, again}} {
			if _, err := tx.Append(ctx, machine, day, store.ReadingFact{Report: r.ID, Reader: "extract/1", Claims: cs, Outcome: store.IsRead}); err != nil {
				return err
			}
		}
		if err := tx.Project(ctx, in, nil, nil); err != nil {
			return err
		}
		return tx.Project(ctx, alone, nil, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		got  func() (any, error)
		want any
	}{
		"origins": {func() (any, error) { return db.Origins(ctx) }, map[recount.SourceID]int{"gazette": 2, "wire": 1}},
		"words, latest first": {func() (any, error) { return db.WordsOf(ctx, "gazette", 9) },
			[]store.Member{{Claim: again.ID, Incident: alone.ID}, {Claim: own.ID, Incident: in.ID}}},
		"no more than asked":          {func() (any, error) { return db.WordsOf(ctx, "gazette", 1) }, []store.Member{{Claim: again.ID, Incident: alone.ID}}},
		"quoted, itself left out":     {func() (any, error) { return db.QuotedBy(ctx, "gazette", 9) }, []store.Quoted{{Kind: recount.Medical, Claims: 1}, {Source: "wire", Kind: recount.Wire, Claims: 1}}},
		"heard by one in the middle":  {func() (any, error) { return db.QuotedBy(ctx, "wire", 9) }, []store.Quoted{{Kind: recount.Medical, Claims: 1}}},
		"spoken of by others":         {func() (any, error) { return db.SpokenOfByOthers(ctx, "gazette", alone.ID, in.ID) }, []recount.IncidentID{in.ID}},
		"when it was said":            {func() (any, error) { return db.Said(ctx, own.ID) }, map[recount.ClaimID]recount.When{own.ID: {From: day, Until: day}}},
		"publishers":                  {func() (any, error) { return db.Publishers(ctx) }, map[recount.SourceID]int{"gazette": 1}},
		"names of publishers":         {func() (any, error) { return db.PublisherNames(ctx) }, []recount.SourceID{"gazette"}},
		"published under any of them": {func() (any, error) { return db.CountPublished(ctx, "gazette", "other") }, 1},
	} {
		if got, err := c.got(); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	heads, err := db.Heads(ctx, r.ID, "r:none")
	if h := heads[r.ID]; err != nil || len(heads) != 1 || h.Report.Title != r.Title || h.Report.Text != "" {
		t.Errorf("heads: %+v, %v", heads, err)
	}
	if its, err := db.Published(ctx, 5, "gazette"); err != nil || len(its) != 1 || its[0].Report.Text != "" {
		t.Errorf("published: %+v, %v", its, err)
	}
}
