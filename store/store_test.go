package store_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

var (
	ada     = recount.Actor{Kind: recount.Person, Name: "ada"}
	machine = recount.Actor{Kind: recount.Machine, Name: "link/1"}
	day     = time.Date(2024, 3, 4, 12, 0, 0, 0, time.UTC)
)

func open(t testing.TB) (*store.DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a casebook?.db") // a name that must be escaped
	db, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, path
}

func report(n int) recount.Report {
	raw := recount.Sum([]byte(fmt.Sprint("report ", n)))
	return recount.Report{ID: recount.NameReport(raw, "u", n), Source: "gazette", URL: fmt.Sprintf("https://example.org/%d", n), Lang: "en",
		Title: fmt.Sprintf("Shelling, day %d", n), Text: "Four people were killed.", Raw: raw, Collected: day}
}

func claim(r recount.Report, n int) recount.Claim {
	c := recount.Claim{Report: r.ID, What: recount.Killed, Count: recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact},
		Event: 1, When: recount.When{From: day, Until: day.Add(24 * time.Hour), Grain: recount.Day}}
	c.ID = recount.ClaimID(recount.NameOf("c:", string(r.ID), fmt.Sprint(n)))
	return c
}

func decide(by recount.Actor, act recount.Act, subject, object string) recount.Decision {
	d := recount.Decision{At: day, By: by, Act: act, Subject: subject, Object: object, Why: "said so"}
	d.ID = d.Name()
	return d
}

// fill adds a report with two claims, one of which founds an incident.
func fill(t testing.TB, db *store.DB, n int) (recount.Report, recount.Claim, recount.Incident) {
	t.Helper()
	ctx := context.Background()
	r := report(n)
	a, b := claim(r, 4), claim(r, 9)
	i := recount.Incident{ID: recount.FoundedBy(a.ID), Title: fmt.Sprintf("Shelling of Place %d", n), What: recount.Shelling, Claims: []recount.ClaimID{a.ID}, Reports: []recount.ReportID{r.ID},
		When:  recount.When{From: day.AddDate(0, 0, n), Until: day.AddDate(0, 0, n+1), Grain: recount.Day},
		Where: recount.PlaceRef{Name: "Place", Country: "SY", Admin1: "Aleppo", Precision: recount.AtTown, Point: recount.LatLon{Lat: float64(n), Lon: 10}}}
	toll := recount.Toll{Incident: i.ID, What: recount.Killed, Low: n, Best: n, High: n}
	err := db.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Append(ctx, ada, day, store.ReportFact{Report: r, Given: fmt.Sprint("given-", n)}); err != nil {
			return err
		}
		_, err := tx.Append(ctx, machine, day, store.ReadingFact{Report: r.ID, Reader: "extract/1", Claims: []recount.Claim{a, b}, Outcome: store.IsRead},
			store.DecisionFact{Decision: decide(machine, recount.Mint, string(i.ID), string(a.ID))},
			store.DecisionFact{Decision: decide(machine, recount.Same, string(a.ID), string(i.ID))})
		if err != nil {
			return err
		}
		return tx.Project(ctx, i, []recount.Toll{toll}, []string{"day:all", fmt.Sprint("n:", n)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, a, i
}

func TestWhatGoesInComesOut(t *testing.T) {
	ctx := context.Background()
	db, path := open(t)
	r, a, i := fill(t, db, 3)
	got, err := db.Report(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := &store.ReportItem{Report: r, Given: "given-3", Reading: store.IsRead, Claims: 2, Reader: "extract/1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("report\n%+v\nwant\n%+v", got, want)
	}
	cs, err := db.ClaimsOf(ctx, r.ID)
	if err != nil || len(cs) != 2 || !reflect.DeepEqual(cs[0], a) {
		t.Errorf("claims %+v, %v", cs, err)
	}
	it, err := db.Incident(ctx, i.ID)
	if err != nil || !reflect.DeepEqual(it.Incident, i) || len(it.Tolls) != 1 || it.Tolls[0].Best != 3 {
		t.Errorf("incident %+v, %v", it, err)
	}
	if cs, err := db.ClaimsSaying(ctx, recount.TruceBroken, recount.Killed); err != nil || len(cs) != 2 || cs[0].ID != a.ID {
		t.Errorf("claims of killing %v, %v", cs, err)
	}
	if cs, err := db.ClaimsSaying(ctx, recount.TruceBroken); err != nil || len(cs) != 0 {
		t.Errorf("claims of a broken truce %v, %v", cs, err)
	}
	if of, err := db.IncidentOf(ctx, a.ID); err != nil || of != i.ID {
		t.Errorf("incident of claim %s, %v", of, err)
	}
	if _, err := db.IncidentOf(ctx, cs[1].ID); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("incident of an unlinked claim: %v", err)
	}
	if cs, err := db.ClaimsOfIncident(ctx, i.ID); err != nil || len(cs) != 1 || cs[0].ID != a.ID {
		t.Errorf("claims of incident %v, %v", cs, err)
	}
	if ds, err := db.Decisions(ctx, string(i.ID)); err != nil || len(ds) != 2 {
		t.Errorf("decisions about the incident: %v, %v", ds, err)
	}
	if es, err := db.Entries(ctx, 0, 10); err != nil || len(es) != 4 || es[1].Kind != ledger.Read || es[3].By != "machine:link/1" {
		t.Errorf("entries %+v, %v", es, err)
	}
	counts, err := db.Counts(ctx)
	if want := (store.Counts{Reports: 1, ByReading: map[store.Reading]int64{store.IsRead: 1}, Claims: 2, Incidents: 1, Decisions: 2, Jobs: 1, Entries: 4}); err != nil || !reflect.DeepEqual(counts, want) {
		t.Errorf("counts %+v, %v", counts, err)
	}
	ro, err := store.OpenReader(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	if n, err := ro.Size(ctx); err != nil || n != 4 {
		t.Errorf("a second reader sees %d entries, %v", n, err)
	}
	if _, err := store.OpenReader(ctx, path+".no"); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("reading what is not there: %v, want ErrNotFound", err)
	}
	for name, err := range map[string]error{
		"report":   second(db.Report(ctx, "r:no")),
		"claim":    second(db.Claims(ctx, a.ID, "c:no")),
		"incident": second(db.Incident(ctx, "i:no")),
	} {
		if !errors.Is(err, recount.ErrNotFound) {
			t.Errorf("%s that is not there: %v, want ErrNotFound", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTheSameFactTwiceIsOneFact(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	r, a, i := fill(t, db, 1)
	es, err := db.Append(ctx, ada, day.Add(time.Hour), store.ReportFact{Report: r},
		store.ReadingFact{Report: r.ID, Reader: "extract/1", Claims: []recount.Claim{a, claim(r, 9)}, Outcome: store.IsRead},
		store.DecisionFact{Decision: decide(machine, recount.Mint, string(i.ID), string(a.ID))})
	if err != nil || len(es) != 0 {
		t.Errorf("entries for old facts: %v, %v", es, err)
	}
	if n, err := db.Size(ctx); err != nil || n != 4 {
		t.Errorf("ledger has %d entries, %v", n, err)
	}
}

func TestANewReadingRetiresAndRevives(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	r, a, _ := fill(t, db, 1)
	b, c := claim(r, 9), claim(r, 12)
	read := func(reader string, cs ...recount.Claim) {
		t.Helper()
		if _, err := db.Append(ctx, machine, day, store.ReadingFact{Report: r.ID, Reader: reader, Claims: cs, Outcome: store.IsRead}); err != nil {
			t.Fatal(err)
		}
	}
	stand := func(want ...recount.Claim) {
		t.Helper()
		got, err := db.ClaimsOf(ctx, r.ID)
		if err != nil || len(got) != len(want) {
			t.Fatalf("claims %v, %v", got, err)
		}
		for i := range want {
			if got[i].ID != want[i].ID {
				t.Errorf("claim %d is %s, want %s", i, got[i].ID, want[i].ID)
			}
		}
		if n, err := db.Counts(ctx); err != nil || n.Claims != int64(len(want)) || n.Reports != 1 || n.ByReading[store.IsRead] != 1 {
			t.Errorf("counted %+v, %v; %d claims stand of one report", n, err, len(want))
		}
	}
	read("extract/2", a, c)
	stand(a, c)
	if cs, err := db.Claims(ctx, b.ID); err != nil || len(cs) != 1 {
		t.Errorf("a retired claim is gone: %v", err)
	}
	read("extract/3", b, c)
	stand(b, c)
	clean(t, db, "")
}

func TestFactsThatAreRefused(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	r, a, _ := fill(t, db, 1)
	bad := decide(ada, recount.Reject, string(a.ID), "")
	bad.Why = "changed afterwards"
	foreign := claim(report(2), 4)
	for name, tc := range map[string]struct {
		fact store.Fact
		want error
	}{
		"report without ID":           {store.ReportFact{}, recount.ErrInvalid},
		"reading of no report":        {store.ReadingFact{Report: "r:no", Outcome: store.IsRead}, recount.ErrNotFound},
		"claim of another report":     {store.ReadingFact{Report: r.ID, Claims: []recount.Claim{foreign}, Outcome: store.IsRead}, recount.ErrInvalid},
		"claim twice":                 {store.ReadingFact{Report: r.ID, Claims: []recount.Claim{a, a}, Outcome: store.IsRead}, recount.ErrInvalid},
		"decision under a false name": {store.DecisionFact{Decision: bad}, recount.ErrInvalid},
	} {
		if _, err := db.Append(ctx, ada, day, tc.fact); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if n, err := db.Size(ctx); err != nil || n != 4 {
		t.Errorf("refused facts left %d entries, %v", n, err)
	}
}

func TestIncidentsAreFoundAndPaged(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	for n := 1; n <= 9; n++ {
		fill(t, db, n)
	}
	at := func(n int) time.Time { return day.AddDate(0, 0, n) }
	for name, tc := range map[string]struct {
		f    store.IncidentFilter
		want string
	}{
		"all, latest first":            {store.IncidentFilter{}, "9 8 7 6 5 4 3 2 1"},
		"from":                         {store.IncidentFilter{From: at(7)}, "9 8 7"},
		"until":                        {store.IncidentFilter{Until: at(3)}, "2 1"},
		"stretch":                      {store.IncidentFilter{From: at(3), Until: at(5)}, "4 3"},
		"box":                          {store.IncidentFilter{Box: store.Box{South: 2.5, West: 0, North: 4.5, East: 20}}, "4 3"},
		"box over 180°":                {store.IncidentFilter{Box: store.Box{South: 0, West: 170, North: 9, East: 5}}, ""},
		"what":                         {store.IncidentFilter{What: recount.Shelling}, "9 8 7 6 5 4 3 2 1"},
		"what, by toll":                {store.IncidentFilter{What: recount.Killed}, "9 8 7 6 5 4 3 2 1"},
		"other what":                   {store.IncidentFilter{What: recount.Clash}, ""},
		"country":                      {store.IncidentFilter{Country: "SY", Admin1: "Aleppo"}, "9 8 7 6 5 4 3 2 1"},
		"other province":               {store.IncidentFilter{Country: "SY", Admin1: "Homs"}, ""},
		"words":                        {store.IncidentFilter{Text: "place SHELLING 4"}, "4"},
		"a sign that is not a pattern": {store.IncidentFilter{Text: "%"}, ""},
		"deadliest":                    {store.IncidentFilter{Sort: store.Deadly, Limit: 3}, "9 8 7 6 5 4 3 2 1"},
		"most sources":                 {store.IncidentFilter{Sort: store.Sourced, Limit: 4, Text: "place 1"}, "1"},
	} {
		var got []string
		for f := tc.f; ; {
			page, next, err := db.Incidents(ctx, f)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, it := range page {
				if len(it.Tolls) != 1 || it.Tolls[0].Incident != it.Incident.ID {
					t.Errorf("%s: tolls %+v", name, it.Tolls)
				}
				got = append(got, strings.TrimPrefix(it.Incident.Title, "Shelling of Place "))
			}
			if f.After = next; next == "" {
				break
			}
		}
		if g := strings.Join(got, " "); g != tc.want {
			t.Errorf("%s: %q, want %q", name, g, tc.want)
		}
	}
	if _, _, err := db.Incidents(ctx, store.IncidentFilter{Sort: "beauty"}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("unknown sort: %v", err)
	}
	if _, _, err := db.Incidents(ctx, store.IncidentFilter{After: "x"}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("cursor that is none: %v", err)
	}
	ids, err := db.Candidates(ctx, []string{"n:4", "day:all", "no"}, 3)
	if want := recount.FoundedBy(claim(report(4), 4).ID); err != nil || len(ids) != 3 || ids[0] != want {
		t.Errorf("candidates %v, %v; want %s first of 3", ids, err, want)
	}
	reports, next, err := db.Reports(ctx, store.ReportFilter{Text: "shelling", Reading: store.IsRead, Limit: 4})
	if err != nil || len(reports) != 4 || reports[0].Given != "given-9" || reports[0].Report.Text != "" || next == "" {
		t.Errorf("reports %+v, %q, %v", reports, next, err)
	}
	if reports, next, err = db.Reports(ctx, store.ReportFilter{Limit: 10, After: next}); err != nil || len(reports) != 5 || next != "" {
		t.Errorf("second page has %d reports, %q, %v", len(reports), next, err)
	}
}

func TestADayIsADayAtThePlace(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	from := time.Date(2016, 9, 20, 21, 0, 0, 0, time.UTC) // midnight in Damascus
	in := recount.Incident{ID: "i:one", When: recount.When{From: from, Until: from.AddDate(0, 0, 1), Grain: recount.Day, Zone: "Asia/Damascus"}}
	if err := db.Project(ctx, in, nil, nil); err != nil {
		t.Fatal(err)
	}
	day := func(d int) time.Time { return time.Date(2016, 9, d, 0, 0, 0, 0, time.UTC) }
	for d := 19; d <= 23; d++ {
		f := store.IncidentFilter{From: day(d), Until: day(d + 1)}
		page, _, err := db.Incidents(ctx, f)
		if want := d == 21; err != nil || (len(page) == 1) != want || f.Holds(in) != want {
			t.Errorf("on the %dth: %d found, holds %t, %v", d, len(page), f.Holds(in), err)
		}
	}
	if w := (recount.When{From: from, Until: from, Zone: "Nowhere/Here"}); w.Local() != w {
		t.Errorf("in an unknown zone: %+v", w.Local())
	}
}

func TestMergedIncidentsAnswerToBothNames(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	_, a, i := fill(t, db, 1)
	_, b, j := fill(t, db, 2)
	i.Aliases, i.Claims = []recount.IncidentID{j.ID}, append(i.Claims, b.ID)
	if err := db.Project(ctx, i, nil, nil); err != nil {
		t.Fatal(err)
	}
	it, err := db.Incident(ctx, j.ID)
	if err != nil || it.Incident.ID != i.ID {
		t.Fatalf("incident by its old name: %+v, %v", it, err)
	}
	if cs, err := db.ClaimsOfIncident(ctx, j.ID); err != nil || len(cs) != 2 || cs[0].ID != a.ID {
		t.Errorf("claims by its old name: %v, %v", cs, err)
	}
	if ids, err := db.Candidates(ctx, []string{"day:all"}, 9); err != nil || len(ids) != 0 {
		t.Errorf("old keys still lead to %v, %v", ids, err)
	}
}

func TestWorkIsLeasedOnceAndComesBack(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	r := report(1)
	if _, err := db.Append(ctx, ada, day, store.ReportFact{Report: r}); err != nil {
		t.Fatal(err)
	}
	lease := func(now time.Time) []store.Job {
		t.Helper()
		js, err := db.Lease(ctx, "w", now, time.Minute, 5)
		if err != nil {
			t.Fatal(err)
		}
		return js
	}
	js := lease(day)
	if len(js) != 1 || js[0].Kind != "read" || js[0].Key != string(r.ID) {
		t.Fatalf("leased %+v", js)
	}
	if again := lease(day); len(again) != 0 {
		t.Errorf("leased twice: %+v", again)
	}
	now := day.Add(time.Minute)
	for range 5 { // as after a crash, and then failing each time
		js := lease(now)
		if len(js) != 1 {
			t.Fatalf("at %s leased %+v", now, js)
		}
		if err := db.Fail(ctx, js[0], now, errors.New("no luck")); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	if js := lease(now); len(js) != 0 {
		t.Errorf("tried for ever: %+v", js)
	}
	if js, err := db.Failed(ctx); err != nil || len(js) != 1 || js[0].Error != "no luck" {
		t.Errorf("failed work: %+v, %v", js, err)
	}
	if _, err := db.Append(ctx, machine, now, store.ReadingFact{Report: r.ID, Outcome: store.Unread, Note: "no pack"}); err != nil {
		t.Fatal(err)
	}
	if js, err := db.Failed(ctx); err != nil || len(js) != 0 {
		t.Errorf("work that was done is still there: %+v, %v", js, err)
	}
}

// clean fails the test if the audit finds a problem that does not contain want.
func clean(t testing.TB, db *store.DB, want string) {
	t.Helper()
	var got []string
	k, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Audit(context.Background(), k.Public(), func(p store.Problem) { got = append(got, p.String()) }); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(got, "\n"); want == "" && all != "" || !strings.Contains(all, want) {
		t.Errorf("audit says %q, want %q", all, want)
	}
}

func TestTheAuditNamesWhatWasChanged(t *testing.T) {
	for name, tc := range map[string]struct{ sql, want string }{
		"nothing":               {`SELECT 1`, ""},
		"a claim's row":         {`UPDATE claims SET doc = replace(doc, '"low":4', '"low":5') WHERE n = 0 AND seq = 1`, "claim " + string(claim(report(1), 4).ID) + ": its row was changed"},
		"a report's row":        {`UPDATE reports SET doc = replace(doc, 'Four', 'Five') WHERE seq = 0`, "report " + string(report(1).ID) + ": its row was changed"},
		"a report's column":     {`UPDATE reports SET title = 'Peace' WHERE seq = 0`, "report " + string(report(1).ID) + ": its columns"},
		"a decision's row":      {`UPDATE decisions SET doc = replace(doc, 'said so', 'said no') WHERE seq = 2`, "decision d:"},
		"a claim removed":       {`DELETE FROM claims WHERE seq = 1 AND n = 1`, "claim " + string(claim(report(1), 9).ID) + ": its row was removed"},
		"a decision slipped in": {`INSERT INTO decisions SELECT 'd:x', 99, at, kind, act, subject, object, waiting, doc FROM decisions WHERE seq = 2`, "decisions: there are 5; the ledger speaks of 4"},
		"an entry":              {`UPDATE entries SET by = 'person:eve' WHERE seq = 2`, "ledger entry 2: does not have the hash"},
		"an entry's time":       {`UPDATE entries SET at = at + 1 WHERE seq = 5`, "ledger entry 5: does not have the hash"},
		"an entry's payload":    {`UPDATE entries SET payload = 'zz' || substr(payload, 3) WHERE seq = 1`, "ledger entry 1: its payload digest"},
		"an entry's body":       {`UPDATE entries SET body = replace(body, 'extract/1', 'extract/2') WHERE seq = 1`, "ledger entry 1: what it commits to (read"},
		"an entry removed":      {`DELETE FROM entries WHERE seq = 3`, "ledger entry 3: is missing"},
		"the last removed":      {`DELETE FROM entries WHERE seq = 7`, "ledger: stores"},
		"a hash":                {`UPDATE hashes SET hash = zeroblob(32) WHERE idx = 2`, "ledger hash 2: does not follow"},
	} {
		t.Run(name, func(t *testing.T) {
			db, path := open(t)
			fill(t, db, 1)
			fill(t, db, 2)
			tamper(t, path, tc.sql)
			clean(t, db, tc.want)
		})
	}
}

func tamper(t testing.TB, path, query string) {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(strings.ReplaceAll(path, " ", "%20"), "?", "%3f"))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func TestCheckpointsHoldOrAreNamed(t *testing.T) {
	ctx := context.Background()
	db, path := open(t)
	fill(t, db, 1)
	k, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign := func() (c ledger.Checkpoint) {
		t.Helper()
		if err := db.Write(ctx, func(tx *store.Tx) error { c, err = tx.Sign(ctx, k); return err }); err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := sign()
	fill(t, db, 2)
	last := sign()
	if got, err := db.Checkpoint(ctx); err != nil || got != last || last.Size != 8 {
		t.Fatalf("latest checkpoint %+v, %v; want %+v", got, err, last)
	}
	p, err := ledger.ProveGrowth(first.Size, last.Size, db.Hashes(ctx))
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.CheckGrowth(p, first, last); err != nil {
		t.Error(err)
	}
	problems := func(public string) (ps []string) {
		t.Helper()
		if err := db.Audit(ctx, public, func(p store.Problem) { ps = append(ps, p.String()) }); err != nil {
			t.Fatal(err)
		}
		return ps
	}
	if ps := problems(k.Public()); len(ps) != 0 {
		t.Errorf("problems in a sound casebook: %v", ps)
	}
	other, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if ps := problems(other.Public()); len(ps) != 2 {
		t.Errorf("under another key: %v", ps)
	}
	tamper(t, path, `UPDATE checkpoints SET size = 5 WHERE size = 4`)
	if ps := problems(k.Public()); len(ps) != 1 || ps[0] != "checkpoint 5: is not what was signed" {
		t.Errorf("a moved checkpoint: %v", ps)
	}
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	no := errors.New("no")
	err := db.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Append(ctx, ada, day, store.ReportFact{Report: report(1)}); err != nil {
			return err
		}
		if n, err := tx.Counts(ctx); err != nil || n.Reports != 1 {
			t.Errorf("inside, reports %d, %v", n.Reports, err)
		}
		return no
	})
	if !errors.Is(err, no) {
		t.Fatal(err)
	}
	fill(t, db, 1)
	clean(t, db, "")
	if n, err := db.Size(ctx); err != nil || n != 4 {
		t.Errorf("size %d, %v", n, err)
	}
}
