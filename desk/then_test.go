package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// moved writes how a toll moved in a few words.
func moved(t *testing.T, d *desk.Desk, id recount.IncidentID) string {
	t.Helper()
	moves, err := d.History(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range moves {
		s := ""
		for _, toll := range m.Tolls {
			s += toll.String()
		}
		s += fmt.Sprintf(" +%d", len(m.Reports))
		if len(m.Left) > 0 {
			s += fmt.Sprintf(" -%d", len(m.Left))
		}
		for _, dec := range m.By {
			s += " " + string(dec.Act)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// What was known at each size of the ledger can be told ever after, and is what
// the record then was.
func TestAnIncidentAsItWasKnown(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	size := func() int64 {
		n, err := d.DB.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	add(t, d, write(t, "a.jsonl", line("1", "4 killed in Alpha on 2024-03-04, says clinic.")))
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
	if err != nil || len(page) != 1 {
		t.Fatalf("%d incidents, %v", len(page), err)
	}
	id := page[0].Incident.ID
	type then struct {
		size int64
		item store.IncidentItem
	}
	var known []then
	remember := func() {
		it, err := d.DB.Incident(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		known = append(known, then{size(), *it})
	}
	remember()
	add(t, d, write(t, "b.jsonl", line("2", "6 killed in Alpha on 2024-03-04, says council.")))
	remember()
	add(t, d, write(t, "c.jsonl", line("3", "2 killed in Beta on 2024-03-04.")))
	remember()
	decide := func(act recount.Act, subject, object, value string) {
		t.Helper()
		if _, err := d.Decide(ctx, recount.Decision{By: ada, Act: act, Subject: subject, Object: object, Value: value, Why: "seen"}, size()); err != nil {
			t.Fatal(err)
		}
	}
	decide(recount.Reject, string(known[1].item.Incident.Claims[0]), "", "")
	remember()
	decide(recount.Settle, string(id), "", `{"what":"killed","low":5,"best":5,"high":9}`)
	remember()
	for i, k := range known {
		p, err := d.Then(ctx, id, k.size)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := fmt.Sprint(p.Incident, p.Tolls), fmt.Sprint(k.item.Incident, k.item.Tolls); got != want {
			t.Errorf("%d, at %d:\n%s\nwas\n%s", i, k.size, got, want)
		}
		total, err := d.Total(ctx, desk.Question{Size: k.size, Text: "alpha"})
		if err != nil || len(total.Lines) != 1 || total.Lines[0].High != k.item.Tolls[0].High || total.AsOf != k.size {
			t.Errorf("total at %d: %+v, %v", k.size, total, err)
		}
	}
	if _, err := d.Then(ctx, id, 1); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("before it was known: %v", err)
	}
	if _, err := d.SizeThen(ctx, time.Time{}, size()+1); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a size it never had: %v", err)
	}
	if got, want := moved(t, d, id), "4 / 4 / 4 +1; 4 / 6 / 6 +1; 6 / 6 / 6 +0 -1 reject; 5 / 5 / 9 +0 settle"; got != want {
		t.Errorf("moved %s\nwant  %s", got, want)
	}
	if _, err := d.History(ctx, "i:none"); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("history of nothing: %v", err)
	}
}

// Figures for periods are found, as judged and as known, and divide nothing.
func TestTotalsBesidePublishedOnes(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	add(t, d, write(t, "a.jsonl", line("1", "4 killed in Alpha on 2024-03-04, says clinic. 2 killed in Beta on 2024-04-05.")))
	before, err := d.DB.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	add(t, d, write(t, "b.jsonl", line("2", "total 90 killed in Alpha on 2024-03-04, says council.")))
	ask := func(q desk.Question) desk.TotalLine {
		t.Helper()
		total, err := d.Total(ctx, q)
		if err != nil || len(total.Lines) != 1 {
			t.Fatalf("%+v: %+v, %v", q, total, err)
		}
		return total.Lines[0]
	}
	l := ask(desk.Question{})
	if len(l.Periods) != 1 || l.Periods[0].Count.Low != 90 || l.Periods[0].Blocked == "" || l.Best != 6 || l.Bounded != nil {
		t.Errorf("a total without a beginning: %+v", l)
	}
	if l := ask(desk.Question{Size: before}); len(l.Periods) > 0 {
		t.Errorf("known before it was said: %+v", l.Periods)
	}
	if l := ask(desk.Question{Text: "beta"}); len(l.Periods) > 0 {
		t.Errorf("of another place: %+v", l.Periods)
	}
	if _, err := d.Decide(ctx, recount.Decision{By: ada, Act: recount.Correct, Subject: string(l.Periods[0].Claim), Field: "scope",
		Value: `{"total":true,"since":{"from":"2024-03-01T00:00:00Z","until":"2024-03-02T00:00:00Z"}}`, Why: "since the first"}, 100); err != nil {
		t.Fatal(err)
	}
	l = ask(desk.Question{Rho: .3})
	if len(l.Periods) != 1 || l.Periods[0].Blocked != "" || l.Periods[0].Listed.Best != 4 || l.Bounded == nil || *l.Bounded != (tally.Bounds{Low: 92, Best: 92, High: 92}) || l.Unlisted != 86 {
		t.Errorf("a total since a day: %+v, bounded %+v", l, l.Bounded)
	}
	if l.Interval == nil || l.Interval.Low != 6 || l.Interval.High != 6 {
		t.Errorf("interval %+v", l.Interval)
	}
	// Gamma lies where Alpha does: what is said of the place counts there whatever words are asked for.
	add(t, d, write(t, "c.jsonl", line("3", "3 killed in Gamma on 2024-03-04.")))
	if l := ask(desk.Question{Text: "alpha"}); l.Best != 4 || len(l.Periods) != 1 || l.Periods[0].Listed.Best != 7 || l.Unlisted != 83 {
		t.Errorf("by words: %+v", l)
	}
	for per, want := range map[desk.Division]string{desk.PerMonth: "2024-03 7, 2024-04 2", desk.PerDay: "2024-03-04 7, 2024-04-05 2", desk.PerProvince: "XA 9", desk.PerActor: "unknown 9"} {
		total, err := d.Total(ctx, desk.Question{Per: per})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range total.Parts {
			got = append(got, fmt.Sprintf("%s %d", p.Key, p.Lines[0].Best))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("per %s: %s, want %s", per, s, want)
		}
	}
	for _, q := range []desk.Question{{Who: "martians"}, {Rho: 2}, {Per: "week"}, {Size: 1 << 40}} {
		if _, err := d.Total(ctx, q); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestReasonsOfAMove(t *testing.T) {
	said := func(act recount.Act, why string) recount.Decision {
		return recount.Decision{By: recount.Actor{Kind: recount.Person, Name: "ada"}, Act: act, Why: why}
	}
	m := desk.Move{By: []recount.Decision{said(recount.Apart, "another street"), said(recount.Same, "another street"), said(recount.Same, "another street"), said(recount.Reject, "wounded, not dead")}}
	if got, want := m.Reasons(), []string{"ada: apart, same, another street", "ada: reject, wounded, not dead"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
