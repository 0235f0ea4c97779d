package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// loaded is the sample casebook, its reports added in an order of their own.
func loaded(t *testing.T, order func([]archive.Capture)) *desk.Desk {
	t.Helper()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	w := &world{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, now: func() time.Time { at = at.Add(time.Second); return at }, user: "ada"}
	c := &cli{Casebook: filepath.Join(t.TempDir(), "book")}
	d, err := w.openSample(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	captures, err := w.sampleReports()
	if err != nil {
		t.Fatal(err)
	}
	order(captures)
	if _, err := w.receiveSample(c, d, captures); err != nil {
		t.Fatal(err)
	}
	return d
}

func recorded(t *testing.T, d *desk.Desk) []store.IncidentItem {
	t.Helper()
	page, next, err := d.DB.Incidents(t.Context(), store.IncidentFilter{Limit: 100})
	if err != nil || next != "" || len(page) == 0 {
		t.Fatalf("%d incidents, more: %q, %v", len(page), next, err)
	}
	return page
}

// Every figure of the sample can be signed: it is in order, it follows from
// claims whose sentences are there, and made afresh it is what the record says.
func TestSampleCanBeSigned(t *testing.T) {
	d := loaded(t, func([]archive.Capture) {})
	for _, it := range recorded(t, d) {
		in := it.Incident
		t.Run(in.Title, func(t *testing.T) {
			if in.Where.Name == "" || in.When.IsZero() || in.What == "" || in.Grade == "" || in.Graded == "" {
				t.Errorf("not all said: %+v", in)
			}
			ds, err := d.Explain(t.Context(), in.ID, "")
			if err != nil {
				t.Fatal(err)
			}
			if len(ds) != len(it.Tolls) {
				t.Errorf("%d tolls explained of %d", len(ds), len(it.Tolls))
			}
			for _, a := range ds {
				figure := fmt.Sprintf("%s %v %s", a.Toll.What, a.Toll.Who.Group(), a.Toll)
				if err := a.Toll.Check(); err != nil {
					t.Errorf("%s: %v", figure, err)
				}
				if a.Stored != nil {
					t.Errorf("%s: the record says %s", figure, a.Stored)
				}
				if !strings.Contains(a.Toll.Sourcing(), "independent source") {
					t.Errorf("%s: %s", figure, a.Toll.Sourcing())
				}
				for _, b := range a.Bounds {
					if b.Value == nil || *b.Value > 0 && len(b.By) == 0 {
						t.Errorf("%s: nobody sets %s", figure, b.Bound)
					}
					for _, word := range b.By {
						signed(t, d, figure, word)
					}
				}
				for _, word := range a.Aside {
					signed(t, d, figure, word)
				}
			}
		})
	}
	diffs, err := d.Rebuild(t.Context(), false)
	if err != nil || len(diffs) > 0 {
		t.Errorf("rebuild: %v, %v", diffs, err)
	}
}

// signed wants a word to have its reason, and its claims to stand in their reports.
func signed(t *testing.T, d *desk.Desk, figure string, w desk.Word) {
	t.Helper()
	if w.Why == "" || w.Grade == "" || len(w.Said) == 0 {
		t.Errorf("%s: %s has no reason, grade or claim: %+v", figure, w.Origin, w)
	}
	for _, s := range w.Said {
		text, err := d.DB.Text(t.Context(), s.Report)
		if err != nil || s.Sentence == "" || !strings.Contains(strings.Join(strings.Fields(text), " "), s.Sentence) {
			t.Errorf("%s: %s stands on %q, which its report does not say (%v)", figure, s.Claim, s.Sentence, err)
		}
	}
}

// The incidents of the sample and what they count to, as a recorder would sign
// them, in whatever order the reports come in.
func TestSampleInAnyOrder(t *testing.T) {
	want := []string{
		"Attack on aid, Urum al-Kubra, Aleppo, 19 Sep 2016: 18 / 20 / 23",
		"Air strikes, Khan Touman, Aleppo, 20 Sep 2016: 4 / 15 / 15",
		"Air strikes, Aleppo, 21 Sep 2016: 22 / 22 / 22+",
		"Air strikes, Aleppo, 22 Sep 2016: 14 / 14 / 14+",
		"Air strikes, Tariq al-Bab, Aleppo, 23 Sep 2016: 3 / 3 / 3+ of Air strikes, Aleppo, 23 Sep 2016",
		"Air strikes, Aleppo, 23 Sep 2016: 45 / 45 / 45 of Air strikes, Aleppo, 23 Sep 2016",
		"Air strikes, Aleppo, 23 Sep 2016: 72 / 72 / 91",
		"Air strikes, Aleppo, 24 Sep 2016: 25 / 25 / 51+",
		"Weapons used, al-Huluk, Aleppo, 25 Sep 2016: 5 / 5 / 5 of Air strikes, Aleppo, 25 Sep 2016",
		"Air strikes, Aleppo, 25 Sep 2016: 43 / 43 / 43",
	}
	slices.Sort(want)
	for name, order := range map[string]func([]archive.Capture){
		"as numbered": func([]archive.Capture) {},
		"backwards":   slices.Reverse[[]archive.Capture],
		"by address": func(cs []archive.Capture) {
			slices.SortFunc(cs, func(a, b archive.Capture) int { return strings.Compare(a.URL[3:], b.URL[3:]) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := []string{}
			ins := recorded(t, loaded(t, order))
			titles := map[recount.IncidentID]string{}
			for _, it := range ins {
				titles[it.Incident.ID] = it.Incident.Title
			}
			for _, it := range ins {
				for _, toll := range it.Tolls {
					if toll.What == recount.Killed && toll.Who.Everybody() {
						line := it.Incident.Title + ": " + toll.String()
						if it.Incident.Whole != "" {
							line += " of " + titles[it.Incident.Whole]
						}
						got = append(got, line)
					}
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}
