package desk_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/store"
)

// reading opens a casebook that is read by whatever version of the reader is said
// at the time: each leaves out other claims, and numbers events in another order.
func reading(t *testing.T, version *int) *desk.Desk {
	t.Helper()
	rules := plainRules()
	rules.ReaderName = func(recount.Lang) string { return fmt.Sprintf("plain/%d", *version) }
	rules.Read = func(r *recount.Report) (*extract.Reading, error) {
		out, err := readPlain(r)
		if err != nil {
			return nil, err
		}
		last := 0
		for i := range out.Claims {
			last = max(last, out.Claims[i].Event)
		}
		for i := range out.Claims {
			if c := &out.Claims[i]; *version%2 == 1 {
				c.Event = last + 1 - c.Event
			}
		}
		n := -1
		out.Claims = slices.DeleteFunc(out.Claims, func(recount.Claim) bool { n++; return (n+*version)%3 == 2 })
		return out, nil
	}
	d, err := desk.Open(context.Background(), t.TempDir(), rules, ticking())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// seen is a claim that a person sees in a report.
func seen(by string, r recount.ReportID, n int, town string, day int, at recount.Span) recount.Claim {
	from := time.Date(2024, 3, day, 0, 0, 0, 0, time.UTC)
	return recount.Claim{ID: recount.ClaimID(recount.NameOf("c:", by, string(r), fmt.Sprint(n, town, day))), Report: r, What: recount.Killed, Reader: recount.ReaderOf(by),
		Count: recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact}, Evidence: recount.Evidence{Whole: at, Count: []recount.Span{at}},
		Where: recount.PlaceRef{Name: town, Country: "XA", Precision: recount.AtTown, Point: recount.LatLon{Lat: float64(len(town)), Lon: 1}},
		When:  recount.When{From: from, Until: from.AddDate(0, 0, 1), Grain: recount.Day}}
}

// What a person enters joins what others say and counts at once, however often and by
// whatever reader its report is read again, until she takes it back; and the record
// follows from what was entered.
func TestAPersonEntersWhatWasMissed(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(6) {
		version := 1
		d := reading(t, &version)
		r := rand.New(rand.NewPCG(seed, 7))
		towns := []string{"Alpha", "Beta", "Epsilon"}
		var text strings.Builder
		for i := range 8 {
			text.WriteString(line(fmt.Sprint(i), fmt.Sprintf("%d killed in %s on 2024-03-0%d. %d killed in %s on 2024-03-0%d, says clinic. Nine more fell.", 1+i, towns[i%3], 1+i%2, 2+i, towns[(i+1)%3], 1+i%3)))
		}
		var ids []recount.ReportID
		for _, a := range add(t, d, write(t, "x.jsonl", text.String())) {
			ids = append(ids, a.Report)
		}
		stands := map[recount.ClaimID]recount.Claim{}
		for step := range 24 {
			id, by := ids[r.IntN(len(ids))], []string{"ada", "mira"}[r.IntN(2)]
			switch r.IntN(4) {
			case 0, 1:
				c := seen(by, id, 20+step, towns[r.IntN(3)], 1+r.IntN(3), recount.Span{Start: 2, End: 6})
				var of recount.IncidentID
				if all, _, err := d.DB.Incidents(ctx, store.IncidentFilter{}); err != nil {
					t.Fatal(err)
				} else if r.IntN(3) == 0 {
					of = all[r.IntN(len(all))].Incident.ID
				}
				c, err := d.Enter(ctx, c, of, "the same strike", 1<<40)
				if err != nil {
					t.Fatal(err)
				}
				stands[c.ID] = c
				if in, err := d.DB.IncidentOf(ctx, c.ID); err != nil || of != "" && in != of {
					t.Fatalf("entered of %q, it is in %q: %v", of, in, err)
				}
			case 2:
				version++
				if err := d.Read(ctx, id); err != nil {
					t.Fatal(err)
				}
			case 3:
				for id, c := range stands {
					if err := d.TakeBack(ctx, recount.Actor{Kind: recount.Person, Name: c.EnteredBy()}, id, "it was of another day"); err != nil {
						t.Fatal(err)
					}
					if _, err := d.DB.IncidentOf(ctx, id); !errors.Is(err, recount.ErrNotFound) {
						t.Fatalf("what was taken back is in an incident: %v", err)
					}
					delete(stands, id)
					break
				}
			}
		}
		for _, id := range ids { // once more by a reader that reads all otherwise
			version++
			if err := d.Read(ctx, id); err != nil {
				t.Fatal(err)
			}
			cs, err := d.DB.ClaimsOf(ctx, id)
			it, err2 := d.DB.Report(ctx, id)
			if err != nil || err2 != nil || it.Claims != len(cs) || recount.PersonOf(it.Reader) != "" {
				t.Errorf("%s of %d claims is said to have %d by %s", id, len(cs), it.Claims, it.Reader)
			}
			for _, c := range cs {
				if by := c.EnteredBy(); by != "" {
					if stands[c.ID].Reader != c.Reader {
						t.Errorf("%s stands, and was taken back", c.ID)
					}
					delete(stands, c.ID)
				}
			}
		}
		for id := range stands {
			t.Errorf("seed %d: %s was entered and is gone", seed, id)
		}
		sound(t, d)
	}
}

func TestEntering(t *testing.T) {
	ctx := context.Background()
	version := 1
	d := reading(t, &version)
	id := add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")))[0].Report
	at := recount.Span{Start: 2, End: 8}
	c, err := d.Enter(ctx, seen("ada", id, 7, "Beta", 4, at), "", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := record(t, d); !strings.Contains(got, "Beta 7") && !strings.Contains(got, "Beta") {
		t.Errorf("entered, but the record is %s", got)
	}
	size, err := d.DB.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	nobody := seen("", id, 8, "Beta", 4, at)
	nobody.Reader = "plain/1"
	beyond := seen("ada", id, 8, "Beta", 4, recount.Span{Start: 2, End: 8000})
	for name, x := range map[string]struct {
		c    recount.Claim
		of   recount.IncidentID
		want error
	}{
		"twice": {seen("ada", id, 7, "Beta", 4, at), "", recount.ErrConflict}, "what another read": {seen("mira", id, 7, "Alpha", 4, at), "", recount.ErrConflict},
		"by a machine": {nobody, "", recount.ErrDenied}, "beyond the text": {beyond, "", recount.ErrInvalid},
		"in no report": {seen("ada", "r:none", 8, "Beta", 4, at), "", recount.ErrNotFound}, "of no incident": {seen("ada", id, 8, "Beta", 4, at), "i:none", recount.ErrNotFound},
	} {
		if _, err := d.Enter(ctx, x.c, x.of, "why", size); !errors.Is(err, x.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mira := recount.Actor{Kind: recount.Person, Name: "mira"}
	if err := d.TakeBack(ctx, mira, c.ID, "no"); !errors.Is(err, recount.ErrDenied) {
		t.Errorf("another takes it back: %v", err)
	}
	for n, want := range []error{recount.ErrInvalid, nil, recount.ErrConflict} {
		if err := d.TakeBack(ctx, ada, c.ID, []string{" ", "a slip", "again"}[n]); !errors.Is(err, want) {
			t.Errorf("taken back, %d: %v", n, err)
		}
	}
	if again, err := d.Enter(ctx, seen("ada", id, 7, "Beta", 4, at), "", "", 0); err != nil || again.ID != c.ID {
		t.Errorf("entered again: %v", err)
	}
	sound(t, d)
}
