package desk_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

var ada = recount.Actor{Kind: recount.Person, Name: "ada"}

// ticking is a clock that never stands still, so that decisions have an order.
func ticking() func() time.Time {
	var mu sync.Mutex
	t := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		t = t.Add(time.Millisecond)
		return t
	}
}

func open(t testing.TB, dir string) *desk.Desk {
	t.Helper()
	d, err := desk.Open(context.Background(), dir, plainRules(), ticking())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func write(t testing.TB, name, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func add(t testing.TB, d *desk.Desk, paths ...string) (as []desk.Added) {
	t.Helper()
	if err := d.AddAll(context.Background(), ada, paths, func(a desk.Added) { as = append(as, a) }); err != nil {
		t.Fatal(err)
	}
	return as
}

func line(id, text string) string {
	return fmt.Sprintf("{\"id\":%q,\"lang\":\"en\",\"text\":%q}\n", id, text)
}

// record writes the whole record in a few words, deadliest first.
func record(t testing.TB, d *desk.Desk) string {
	t.Helper()
	page, _, err := d.DB.Incidents(context.Background(), store.IncidentFilter{Sort: store.Deadly})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range page {
		tolls := ""
		for _, toll := range it.Tolls {
			tolls += " " + toll.String()
			if err := toll.Check(); err != nil {
				t.Error(err)
			}
		}
		out = append(out, fmt.Sprintf("%s%s (%d, %s)", it.Incident.Title, tolls, len(it.Incident.Claims), it.Incident.Status))
	}
	return strings.Join(out, "; ")
}

// sound fails the test unless the casebook verifies and rebuilds.
func sound(t testing.TB, d *desk.Desk) {
	t.Helper()
	ctx := context.Background()
	if ps, err := d.Verify(ctx); err != nil || len(ps) > 0 {
		t.Errorf("verify: %v, %v", ps, err)
	}
	if diffs, err := d.Rebuild(ctx, false); err != nil || len(diffs) > 0 {
		t.Errorf("rebuild: %+v, %v", diffs, err)
	}
	if c, err := d.DB.Counts(ctx); err != nil || c.Jobs > 0 {
		t.Errorf("work left: %d, %v", c.Jobs, err)
	}
}

const threeReports = "4 killed in Alpha on 2024-03-04, says clinic. 2 killed in Beta on 2024-03-04. total 90 killed in Alpha on 2024-03-04."

func TestReportsBecomeIncidents(t *testing.T) {
	d := open(t, t.TempDir())
	lines := write(t, "day.jsonl", line("one", threeReports)+line("two", "6 killed in Alpha on 2024-03-04, says council.")+line("three", "1 killed in Alpha on 2024-03-09."))
	as := add(t, d, lines)
	if len(as) != 3 || !as[0].New || as[0].Claims != 3 || as[0].State != store.IsRead {
		t.Fatalf("added %+v", as)
	}
	if got, want := record(t, d), "Alpha 4 / 6 / 6 (2, candidate); Beta 2 / 2 / 2 (1, candidate); Alpha 1 / 1 / 1 (1, candidate)"; got != want {
		t.Errorf("record %s\nwant   %s", got, want)
	}
	sound(t, d)
	size, err := d.DB.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := add(t, d, lines)
	if n, err := d.DB.Size(t.Context()); err != nil || n != size || again[0].New || again[2].Report != as[2].Report {
		t.Errorf("adding again: %+v; ledger %d, was %d, %v", again, n, size, err)
	}
	total, err := d.Total(t.Context(), desk.Question{})
	if err != nil || total.Incidents != 3 || len(total.Lines) != 1 || total.Lines[0].Low != 7 || total.Lines[0].Best != 9 || total.Lines[0].High != 9 {
		t.Errorf("total %+v, %v", total, err)
	}
}

func TestBadInputIsNamedAndTheRestGoesOn(t *testing.T) {
	d := open(t, t.TempDir())
	dir := t.TempDir()
	for name, body := range map[string]string{
		"a.txt":      "4 killed in Alpha on 2024-03-04. It was at night.",
		"b.jsonl":    line("x", "2 killed in Beta on 2024-03-04.") + "{broken\n" + line("y", "3 killed in Beta on 2024-03-05."),
		"c.pdf":      "%PDF-1.7",
		"d.txt":      "Lang: xx\n\nText in a language without a pack.",
		"e.txt":      "Lang: en\n\nThis is unreadable.",
		"e2.txt":     "Lang: en\n\nThis is stuttering.",
		".hidden":    "1 killed in Gamma on 2024-03-04.",
		"sub/f.html": "<html lang=en><p>5 killed in Delta on 2024-03-04.</p>",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var bad, states []string
	for _, a := range add(t, d, dir, filepath.Join(dir, "nowhere.txt")) {
		if a.Err != nil {
			bad = append(bad, a.Err.Error())
		} else {
			states = append(states, filepath.Base(a.From)+" "+string(a.State))
		}
	}
	slices.Sort(bad)
	if len(bad) != 3 || !strings.HasPrefix(bad[0], "b.jsonl:2: ") || !strings.HasPrefix(bad[1], "c.pdf: this PDF is broken") || !strings.Contains(bad[2], "nowhere.txt") {
		t.Errorf("refused: %q", bad)
	}
	if got, want := strings.Join(states, ", "), "a.txt read, b.jsonl read, b.jsonl read, d.txt unread-language, e.txt failed, e2.txt failed, f.html read"; got != want {
		t.Errorf("states %s\nwant   %s", got, want)
	}
	page, _, err := d.DB.Reports(t.Context(), store.ReportFilter{Reading: store.FailedAt})
	if err != nil || len(page) != 2 || !strings.Contains(page[1].Note, "no such word") || !strings.Contains(page[0].Note, "twice") {
		t.Errorf("failed reports %+v, %v", page, err)
	}
	sound(t, d)
}

func TestPeopleOverruleTheMachine(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")+line("2", "6 killed in Alpha on 2024-03-04.")+line("3", "2 killed in Beta on 2024-03-04.")))
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{Sort: store.Deadly})
	if err != nil {
		t.Fatal(err)
	}
	alpha, beta := page[0].Incident, page[1].Incident
	size := func() int64 {
		n, err := d.DB.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	cs, err := d.DB.ClaimsOfIncident(ctx, alpha.ID)
	if err != nil || len(cs) != 2 {
		t.Fatalf("claims %v, %v", cs, err)
	}
	six, two := cs[1], beta.Claims[0]
	for _, step := range []struct {
		act                           recount.Act
		subject, object, field, value string
		want                          string
	}{
		{recount.Reject, string(six.ID), "", "", "", "Alpha 4 / 4 / 4 (2, reviewed); Beta 2 / 2 / 2 (1, candidate)"},
		{recount.Accept, string(six.ID), "", "", "", "Alpha 4 / 6 / 6 (2, reviewed); Beta 2 / 2 / 2 (1, candidate)"},
		{recount.Correct, string(six.ID), "", "count", `{"low":5,"high":7,"qualifier":"between"}`, "Alpha 4 / 7 / 7 (2, reviewed); Beta 2 / 2 / 2 (1, candidate)"},
		{recount.Same, string(two), string(alpha.ID), "", "", "Alpha 2 / 7 / 7 (3, reviewed)"},
		{recount.Apart, string(two), string(alpha.ID), "", "", "Alpha 4 / 7 / 7 (2, reviewed)"},
		{recount.Same, string(six.ID), "", "", "", "Alpha 5 / 7 / 7 (1, reviewed); Alpha 4 / 4 / 4 (1, candidate)"},
		{recount.Merge, string(recount.FoundedBy(six.ID)), string(alpha.ID), "", "", "Alpha 4 / 7 / 7 (2, reviewed)"},
		{recount.Settle, string(alpha.ID), "", "", `{"what":"killed","low":5,"best":6,"high":9}`, "Alpha 5 / 6 / 9 (2, reviewed)"},
		{recount.Grade, string(alpha.ID), "", "", "confirmed", "Alpha 5 / 6 / 9 (2, reviewed)"},
		{recount.Split, string(recount.FoundedBy(six.ID)), string(alpha.ID), "", "", "Alpha 5 / 7 / 7 (1, reviewed); Alpha 5 / 6 / 9 (1, reviewed)"},
		{recount.Withdraw, string(alpha.ID), "", "", "", "Alpha 5 / 7 / 7 (1, reviewed); Alpha 5 / 6 / 9 (1, retracted)"},
	} {
		dec := recount.Decision{By: ada, Act: step.act, Subject: step.subject, Object: step.object, Field: step.field, Value: step.value, Why: "I looked."}
		if _, err := d.Decide(ctx, dec, size()); err != nil {
			t.Fatalf("%s: %v", step.act, err)
		}
		if got := record(t, d); got != step.want {
			t.Errorf("after %s: %s\nwant %s", step.act, got, step.want)
		}
		sound(t, d)
	}
	if it, err := d.DB.Incident(ctx, alpha.ID); err != nil || it.Incident.Grade != "confirmed" {
		t.Errorf("grade %+v, %v", it, err)
	}
}

func TestDecisionsThatAreRefused(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")))
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	id, claim := string(page[0].Incident.ID), string(page[0].Incident.Claims[0])
	size, err := d.DB.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	robot := recount.Actor{Kind: recount.Machine, Name: "link/1"}
	for name, tc := range map[string]struct {
		dec  recount.Decision
		want error
	}{
		"a machine":            {recount.Decision{By: robot, Act: recount.Grade, Subject: id, Value: "fair", Why: "x"}, recount.ErrDenied},
		"no reason":            {recount.Decision{By: ada, Act: recount.Grade, Subject: id, Value: "fair", Why: " "}, recount.ErrInvalid},
		"no such claim":        {recount.Decision{By: ada, Act: recount.Reject, Subject: "c:no", Why: "x"}, recount.ErrNotFound},
		"no such incident":     {recount.Decision{By: ada, Act: recount.Same, Subject: claim, Object: "i:no", Why: "x"}, recount.ErrNotFound},
		"merging with itself":  {recount.Decision{By: ada, Act: recount.Merge, Subject: id, Object: id, Why: "x"}, recount.ErrInvalid},
		"an unknown act":       {recount.Decision{By: ada, Act: "guess", Subject: id, Why: "x"}, recount.ErrInvalid},
		"no such field":        {recount.Decision{By: ada, Act: recount.Correct, Subject: claim, Field: "id", Value: `"c:x"`, Why: "x"}, recount.ErrInvalid},
		"a count that is none": {recount.Decision{By: ada, Act: recount.Correct, Subject: claim, Field: "count", Value: `{"low":9,"high":3}`, Why: "x"}, recount.ErrInvalid},
		"a what that is none":  {recount.Decision{By: ada, Act: recount.Correct, Subject: claim, Field: "what", Value: `"sad"`, Why: "x"}, recount.ErrInvalid},
		"bounds out of order":  {recount.Decision{By: ada, Act: recount.Settle, Subject: id, Value: `{"what":"killed","low":9,"high":3}`, Why: "x"}, recount.ErrInvalid},
		"founding twice":       {recount.Decision{By: ada, Act: recount.Same, Subject: claim, Why: "x"}, recount.ErrConflict},
	} {
		if _, err := d.Decide(ctx, tc.dec, size); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if n, err := d.DB.Size(ctx); err != nil || n != size {
		t.Errorf("refused decisions left entries: %d, was %d, %v", n, size, err)
	}
	grade := recount.Decision{By: ada, Act: recount.Grade, Subject: id, Value: "fair", Why: "x"}
	if _, err := d.Decide(ctx, grade, size); err != nil {
		t.Fatal(err)
	}
	grade.By.Name = "ben"
	if _, err := d.Decide(ctx, grade, size); !errors.Is(err, recount.ErrConflict) || !strings.Contains(err.Error(), "ada decided grade") {
		t.Errorf("deciding on what one has not seen: %v, want ErrConflict", err)
	}
}

func TestTotalsAsKnownThenAndByAnotherPolicy(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")))
	es, err := d.DB.Entries(ctx, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	then := es[len(es)-1].At
	add(t, d, write(t, "y.jsonl", line("2", "6 killed in Alpha on 2024-03-04.")+line("3", "2 killed in Gamma on 2024-03-06.")))
	for name, tc := range map[string]struct {
		q                          desk.Question
		incidents, low, best, high int
	}{
		"now":                 {desk.Question{}, 2, 6, 8, 8},
		"then":                {desk.Question{AsOf: then}, 1, 4, 4, 4},
		"before anything":     {desk.Question{AsOf: then.AddDate(-1, 0, 0)}, 0, 0, 0, 0},
		"by the other policy": {desk.Question{Policy: "least/1"}, 2, 6, 6, 6},
		"of a day":            {desk.Question{From: time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC)}, 1, 2, 2, 2},
		"of a place":          {desk.Question{Text: "gamma"}, 1, 2, 2, 2},
		"of a day, then":      {desk.Question{From: time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC), AsOf: then}, 0, 0, 0, 0},
		"of another country":  {desk.Question{Area: tally.Area{Country: "XB"}, Policy: "least/1"}, 0, 0, 0, 0},
	} {
		got, err := d.Total(ctx, tc.q)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var l desk.TotalLine
		if len(got.Lines) > 0 {
			l = got.Lines[0]
		}
		if got.Incidents != tc.incidents || l.Low != tc.low || l.Best != tc.best || l.High != tc.high {
			t.Errorf("%s: %+v, want %d incidents, %d/%d/%d", name, got, tc.incidents, tc.low, tc.best, tc.high)
		}
	}
	if _, err := d.Total(ctx, desk.Question{Policy: "none"}); !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), "least/1") {
		t.Errorf("unknown policy: %v", err)
	}
}

func TestARepublishedTextIsDecidedToBeACopy(t *testing.T) {
	d := open(t, t.TempDir())
	wire := "4 killed in Alpha on 2024-03-04. 2 killed in Beta on 2024-03-04. " + strings.Repeat("The agency wrote a long account of the day, which paper after paper then printed word for word. ", 3)
	as := add(t, d, write(t, "x.jsonl", line("1", wire)+line("2", "4 killed in Alpha on 2024-03-04. We wrote this ourselves, at some length and in words of our own.")+line("3", wire+"Printed elsewhere.")))
	var got []string
	for _, a := range as {
		ds, err := d.DB.Decisions(t.Context(), string(a.Report))
		if err != nil {
			t.Fatal(err)
		}
		for _, dec := range ds {
			if dec.Act == recount.Copy && dec.Subject == string(a.Report) {
				got = append(got, dec.Subject+" "+dec.Object)
			}
		}
	}
	if want := []string{string(as[2].Report) + " " + string(as[0].Report)}; !slices.Equal(got, want) {
		t.Errorf("copies %v, want %v", got, want)
	}
	sound(t, d)
}

func TestACorrectedArticleIsAnotherReport(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	at := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	for i, text := range []string{"4 killed in Alpha on 2024-03-04.", "5 killed in Alpha on 2024-03-04."} {
		as, err := d.Receive(ctx, ada, "gazette", archive.Capture{URL: "https://example.org/a", At: at, Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\n\n" + text)})
		if err != nil || len(as) != 1 || !as[0].New {
			t.Fatalf("capture %d: %+v, %v", i, as, err)
		}
		it, err := d.DB.Report(ctx, as[0].Report)
		if err != nil || it.Report.Source != "gazette" || it.Report.URL != "https://example.org/a" {
			t.Errorf("report %+v, %v", it, err)
		}
		cs, err := d.Archive.Captures(it.Report.Raw)
		if err != nil || len(cs) != 1 || cs[0].Status != 200 {
			t.Errorf("captures %+v, %v", cs, err)
		}
	}
	if got, want := record(t, d), "Alpha 4 / 5 / 5 (2, candidate)"; got != want {
		t.Errorf("record %s, want %s", got, want)
	}
}

func TestACasebookWithoutItsKeyStaysShut(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")))
	d.Close()
	key := filepath.Join(dir, "ledger.key")
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v, %v", info.Mode(), err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Open(t.Context(), dir, plainRules(), time.Now); !errors.Is(err, recount.ErrNotFound) || !strings.Contains(err.Error(), "ledger.key") {
		t.Errorf("opened without its key: %v", err)
	}
}

func TestWorkLeftBehindIsDone(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	r := recount.Report{Lang: "en", Text: "4 killed in Alpha on 2024-03-04.", URL: "x"}
	var err error
	if r.Raw, err = d.Archive.Put([]byte(r.Text)); err != nil {
		t.Fatal(err)
	}
	r.ID = recount.NameReport(r.Raw, r.URL, 0)
	if _, err := d.DB.Append(ctx, ada, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), store.ReportFact{Report: r}); err != nil { // and then the power failed
		t.Fatal(err)
	}
	if n, err := d.Work(ctx, "w"); err != nil || n != 1 {
		t.Fatalf("did %d pieces of work, %v", n, err)
	}
	if got, want := record(t, d), "Alpha 4 / 4 / 4 (1, candidate)"; got != want {
		t.Errorf("record %s, want %s", got, want)
	}
	sound(t, d)
}

func TestAStaleRecordIsFoundAndMended(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")+line("2", "2 killed in Beta on 2024-03-04.")+line("3", "1 killed in Gamma on 2024-03-04.")))
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{Sort: store.Deadly})
	if err != nil {
		t.Fatal(err)
	}
	wrong := slices.Clone(page[0].Tolls)
	wrong[0].High = 40
	ghost := recount.Incident{ID: "i:ghost"}
	err = d.DB.Write(ctx, func(tx *store.Tx) error {
		keys, err := tx.Keys(ctx, page[0].Incident.ID)
		return errors.Join(err, tx.Project(ctx, page[0].Incident, wrong, keys), tx.Drop(ctx, page[1].Incident.ID), tx.Project(ctx, ghost, nil, nil),
			tx.Project(ctx, page[2].Incident, page[2].Tolls, []string{"wrong key"}))
	})
	if err != nil {
		t.Fatal(err)
	}
	diffs, err := d.Rebuild(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	got := map[recount.IncidentID]string{}
	for _, diff := range diffs {
		got[diff.Incident] = diff.What
	}
	want := map[recount.IncidentID]string{page[0].Incident.ID: "its tolls are not what its claims say", page[1].Incident.ID: "is missing",
		page[2].Incident.ID: "it would be looked for under other keys", "i:ghost": "no decision made it"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("differences %v\nwant %v", got, want)
	}
	sound(t, d)
}
