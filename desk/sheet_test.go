package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// Whatever comes in and is decided, the sheet says what the database says: which
// incidents there are, in which order, page by page, and with which tolls.
func TestSheetIsNeverStale(t *testing.T) {
	d, err := desk.Open(t.Context(), t.TempDir(), standard(t), ticking())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ctx, r := t.Context(), rand.New(rand.NewPCG(3, 8))
	towns := []string{"Homs", "Hama", "Idlib", "Mosul"}
	for round := range 6 {
		text := fmt.Sprintf("Lang: en\nPublished: 2016-09-%02d\n\nAt least %d people were killed in an air strike on %s on Thursday, a hospital said. %d people were injured in shelling of %s, Reuters said.",
			10+round, 2+r.IntN(9), towns[r.IntN(4)], 3+r.IntN(9), towns[r.IntN(4)])
		if _, err := d.Receive(ctx, ada, "gazette", archive.Capture{URL: fmt.Sprint("https://example.org/", round), Body: []byte(text), Header: map[string][]string{"Content-Type": {"text/plain"}}}); err != nil {
			t.Fatal(err)
		}
		all, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if size, err := d.DB.Size(ctx); err != nil {
			t.Fatal(err)
		} else if a, b := all[0].Incident.ID, all[len(all)-1].Incident.ID; round%2 == 1 && a != b {
			if _, err := d.Decide(ctx, recount.Decision{By: ada, Act: recount.Merge, Subject: string(a), Object: string(b), Why: "one and the same"}, size); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range []store.IncidentFilter{{Limit: 2}, {Sort: store.Deadly, Limit: 3}, {Sort: store.Sourced}, {Text: "homs"}, {What: recount.Injured, Limit: 1}, {Country: "SY", Box: store.Box{South: 34, West: 36, North: 35, East: 37}},
			{Status: recount.Candidate}, {Grade: "fair"}, {Weapon: "aircraft", Limit: 2}, {Blamed: tally.Unknown, Limit: 3}, {Precision: recount.AtTown}, {Precision: recount.AtSite}, {Source: "gazette", Limit: 3}, {Source: "nobody"}} {
			for {
				want, wantNext, err := d.DB.Incidents(ctx, f)
				if err != nil {
					t.Fatal(err)
				}
				got, next, err := d.Sheet().Page(ctx, f)
				if err != nil {
					t.Fatal(err)
				}
				var ids []recount.IncidentID
				for _, it := range want {
					ids = append(ids, it.Incident.ID)
				}
				if named, after, err := d.DB.IncidentIDs(ctx, f); err != nil || !slices.Equal(named, ids) || after != wantNext {
					t.Fatalf("round %d, %+v: named %v then %q, %v; want %v then %q", round, f, named, after, err, ids, wantNext)
				}
				items, err := d.Sheet().Items(ctx, append([]recount.IncidentID{"i:none"}, got...)...)
				if err != nil || !slices.EqualFunc(items, want, alike) {
					t.Fatalf("round %d, %+v: %+v, %v; want %+v", round, f, items, err, want)
				}
				if !slices.Equal(got, ids) || next != wantNext {
					t.Fatalf("round %d, %+v: %v then %q; want %v then %q", round, f, got, next, ids, wantNext)
				}
				if f.After = next; next == "" {
					break
				}
			}
		}
		lines, err := d.Sheet().Lines(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			tolls, err := d.DB.Tolls(ctx, l.ID)
			if err != nil || len(tolls) != len(l.Tolls) || len(tolls) > 0 && (tolls[0].Best != l.Toll().Best || tolls[0].High != l.Toll().High) {
				t.Fatalf("round %d, %s: tolls %v; want %v, %v", round, l.ID, l.Tolls, tolls, err)
			}
		}
	}
	if _, _, err := d.Sheet().Page(ctx, store.IncidentFilter{Sort: "mood"}); err == nil {
		t.Error("an order that is none was taken")
	}
}

// alike reports whether lists show the same of two incidents.
func alike(a, b store.IncidentItem) bool {
	figures := func(x, y recount.Toll) bool {
		return x.What == y.What && x.Who == y.Who && x.Low == y.Low && x.Best == y.Best && x.High == y.High && x.Open == y.Open && x.Status == y.Status && x.Roots == y.Roots && x.Outlets == y.Outlets
	}
	x, y := a.Incident, b.Incident
	return x.ID == y.ID && x.Title == y.Title && x.When == y.When && x.Where.Name == y.Where.Name && x.Where.Precision == y.Where.Precision && x.Status == y.Status && x.Grade == y.Grade && x.Signed.Off == y.Signed.Off &&
		slices.Equal(x.Reports, y.Reports) && slices.EqualFunc(a.Tolls, b.Tolls, figures)
}

// However few of many are wanted, they are those that come first when all are put in order.
func TestLatestOfMany(t *testing.T) {
	d, err := desk.Open(t.Context(), t.TempDir(), standard(t), ticking())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		in := recount.Incident{ID: recount.IncidentID(fmt.Sprint("i:", n))}
		if day := r.IntN(20); day > 0 { // many on one day, some on none
			from := time.Date(2016, 9, day, 0, 0, 0, 0, time.UTC)
			in.When = recount.When{From: from, Until: from.AddDate(0, 0, 1), Grain: recount.Day}
		}
		if err := d.DB.Project(t.Context(), in, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	want, _, err := d.DB.IncidentIDs(t.Context(), store.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := d.Sheet().Lines(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 3, 5, 6, 30, 60, 100} {
		var got []recount.IncidentID
		for _, l := range desk.Latest(lines, n) {
			got = append(got, l.ID)
		}
		if !slices.Equal(got, want[:min(n, 60)]) {
			t.Errorf("the latest %d: %v; want %v", n, got, want[:min(n, 60)])
		}
	}
}
