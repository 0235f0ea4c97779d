package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
)

var step = regexp.MustCompile(`(not )?((?:truce|talks)-[a-z-]+) in (\w+) on (\d{4}-\d\d-\d\d), says (\w+)`)

// openTruced opens a casebook whose rules also read steps of truces: "truce-broken
// in Alpha on 2024-03-04, says mayor". Land is the country.
func openTruced(t *testing.T) *desk.Desk {
	t.Helper()
	rules := voicedRules()
	plain := rules.Read
	rules.Read = func(r *recount.Report) (*extract.Reading, error) {
		rd, err := plain(r)
		if err != nil {
			return nil, err
		}
		for _, m := range step.FindAllStringSubmatchIndex(r.Text, -1) {
			word := func(n int) string { return r.Text[m[2*n]:m[2*n+1]] }
			on, err := time.Parse(time.DateOnly, word(4))
			if err != nil {
				return nil, err
			}
			at := recount.PlaceRef{Words: word(3), Name: word(3), Place: recount.PlaceID("xx:" + word(3)), Country: "XA", Precision: recount.AtTown, Point: recount.LatLon{Lat: float64(len(word(3))), Lon: 1}}
			if at.Name == "Land" {
				at.Precision = recount.AtCountry
			}
			rd.Claims = append(rd.Claims, recount.Claim{ID: recount.ClaimID(recount.NameOf("c:", string(r.ID), fmt.Sprint("step", m))), Report: r.ID, What: recount.What(word(2)), Denied: m[2] >= 0, Where: at,
				When:  recount.When{From: on, Until: on.AddDate(0, 0, 1), Grain: recount.Day},
				Count: recount.Quantity{Low: 1, High: recount.Open, Point: recount.Blank, Qualifier: recount.Vague}, Said: r.Published,
				Says:     recount.Attribution{{Source: recount.SourceID(r.URL), Kind: recount.Outlet}, {Source: recount.SourceID(word(5)), Kind: recount.Party, Words: word(5), Verb: "say"}},
				Evidence: recount.Evidence{Whole: recount.Span{Start: m[0], End: m[1]}, What: []recount.Span{{Start: m[4], End: m[5]}}}, Reader: "plain/1"})
		}
		return rd, nil
	}
	d, err := desk.Open(context.Background(), t.TempDir(), rules, ticking())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

var truceReports = []string{
	from("one", 1, "truce-in-force in Land on 2024-03-01, says un."),
	from("two", 2, "truce-broken in Alpha on 2024-03-04, says army. 4 killed in Alpha on 2024-03-04, says clinic. not truce-broken in Alpha on 2024-03-04, says rebels."),
	from("three", 3, "7 killed in Beta on 2024-03-03, says clinic. 2 killed in Gamma on 2024-03-07."),
	from("four", 4, "truce-collapsed in Land on 2024-03-05, says army."),
	from("five", 5, "truce-announced in Omicron on 2024-03-05, says mayor."),
}

func processes(t *testing.T, d *desk.Desk, size int64) []recount.Process {
	t.Helper()
	ps, err := d.Processes(t.Context(), size)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func sizeOf(t *testing.T, d *desk.Desk) int64 {
	t.Helper()
	n, err := d.DB.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func stand(ps []recount.Process) string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %s (%d)", p.Area[0].Name, p.Status, len(p.Claims)))
	}
	return strings.Join(out, "; ")
}

func TestIncidentsAreReadAgainstATruce(t *testing.T) {
	d := openTruced(t)
	for _, r := range truceReports {
		add(t, d, write(t, "reports.jsonl", r))
	}
	ps := processes(t, d, sizeOf(t, d))
	if got := stand(ps); got != "Land collapsed (4); Omicron announced (1)" {
		t.Fatal(got)
	}
	th, err := d.Process(t.Context(), ps[0].Aliases[0], sizeOf(t, d))
	if err != nil {
		t.Fatal(err)
	}
	now, err := d.Process(t.Context(), ps[0].ID, desk.Present)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Sheet().Lines(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := d.Process(t.Context(), ps[0].ID, desk.Present); err != nil || !reflect.DeepEqual(again, now) {
		t.Errorf("incidents of now found in the sheet: %+v, %v; want %+v", again, err, now)
	}
	for _, c := range []struct {
		name string
		read desk.Read
		want string
	}{{"called", th.Called, "Alpha, killed 4"}, {"within", th.Within, "Beta, killed 7"}, {"edge", th.Edge, ""}, {"after", th.After, "Gamma, killed 2"}} {
		var got []string
		for _, it := range c.read.Incidents {
			got = append(got, fmt.Sprintf("%s, %s %d", it.Incident.Title, c.read.Sums[0].What, c.read.Sums[0].Best))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	if len(th.Denied) != 1 || th.Called.Incidents[0].Incident.During[0] != ps[0].ID {
		t.Errorf("%+v", th)
	}
	against, err := d.Against(t.Context(), th.Called.Incidents[0].Incident, sizeOf(t, d))
	if err != nil || len(against) != 1 || len(against[0].Calling) != 1 {
		t.Errorf("%+v, %v", against, err)
	}
	// As it was known: before the third report nobody had told of an end.
	for size := sizeOf(t, d); size > 0; size-- {
		if ps := processes(t, d, size); len(ps) > 0 && ps[0].Status == recount.TruceHolds {
			return
		}
	}
	t.Error("it never held")
}

func TestProcessesDoNotDependOnArrival(t *testing.T) {
	var want []recount.Process
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {1, 3, 0, 4, 2}} {
		d := openTruced(t)
		for _, i := range order {
			add(t, d, write(t, "reports.jsonl", truceReports[i]))
		}
		ps := processes(t, d, sizeOf(t, d))
		if want == nil {
			want = ps
		}
		if !reflect.DeepEqual(ps, want) {
			t.Errorf("%v:\n%+v\n%+v", order, ps, want)
		}
	}
}

func TestPeopleSayWhatIsOneTruce(t *testing.T) {
	d := openTruced(t)
	add(t, d, write(t, "reports.jsonl", strings.Join(truceReports, "")))
	ps := processes(t, d, sizeOf(t, d))
	land, omicron := ps[0], ps[1]
	var broken string
	th, err := d.Process(t.Context(), land.ID, sizeOf(t, d))
	if err != nil {
		t.Fatal(err)
	}
	now, err := d.Process(t.Context(), land.ID, desk.Present)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := asJSON(t, th), asJSON(t, now); a != b {
		t.Error("as the ledger had it at its size and as it is now differ")
	}
	broken = string(th.Called.Incidents[0].Calling[0])
	incident := string(th.Called.Incidents[0].Incident.ID)
	for _, c := range []struct {
		act             recount.Act
		subject, object string
		err             error
		want            string
	}{
		{recount.Merge, string(land.ID), string(omicron.ID), nil, "Land collapsed (5)"},
		{recount.Split, string(omicron.ID), string(land.ID), nil, "Land collapsed (4); Omicron announced (1)"},
		{recount.Split, string(omicron.ID), string(land.Aliases[0]), recount.ErrInvalid, ""},
		{recount.Merge, string(land.ID), string(land.Aliases[0]), recount.ErrInvalid, ""},
		{recount.Same, broken, string(omicron.ID), nil, "Land collapsed (3); Omicron in force (2)"},
		{recount.Apart, broken, string(omicron.ID), nil, "Land collapsed (4); Omicron announced (1)"},
		{recount.Same, broken, incident, nil, "Land collapsed (4); Omicron announced (1)"}, // of the incident too
		{recount.Same, broken, "p:", nil, "Land collapsed (3); Alpha in force (1); Omicron announced (1)"},
		{recount.Apart, broken, string(recount.FoundsProcess(recount.ClaimID(broken))), recount.ErrInvalid, ""},
		{recount.Same, broken, string(land.ID), nil, "Land collapsed (4); Omicron announced (1)"},
		{recount.Apart, broken, string(land.ID), nil, "Land collapsed (3); Alpha in force (1); Omicron announced (1)"},
		{recount.Same, broken, "p:nothing", recount.ErrNotFound, ""},
		{recount.Same, "c:nothing", string(land.ID), recount.ErrInvalid, ""},
		{recount.Reject, broken, "", nil, "Land collapsed (3); Omicron announced (1)"},
	} {
		_, err := d.Decide(t.Context(), recount.Decision{By: ada, Act: c.act, Subject: c.subject, Object: c.object, Why: "looked"}, sizeOf(t, d))
		if !errors.Is(err, c.err) {
			t.Fatalf("%s %s %s: %v, want %v", c.act, c.subject, c.object, err, c.err)
		}
		if got := stand(processes(t, d, sizeOf(t, d))); err == nil && got != c.want {
			t.Fatalf("%s %s %s: %s, want %s", c.act, c.subject, c.object, got, c.want)
		}
		sound(t, d)
	}
	// Each name still finds the truce of the country, but for that of the claim that was misread.
	for _, n := range append(slices.Clone(land.Aliases), land.ID) {
		th, err := d.Process(t.Context(), n, sizeOf(t, d))
		if n == recount.FoundsProcess(recount.ClaimID(broken)) {
			if !errors.Is(err, recount.ErrNotFound) {
				t.Errorf("%s: %v", n, err)
			}
		} else if err != nil || th.Area[0].Name != "Land" {
			t.Errorf("%s: %v", n, err)
		}
	}
}

// asJSON writes something without the sizes of the ledger that stored incidents bear.
func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return asOf.ReplaceAllString(string(b), "")
}

var asOf = regexp.MustCompile(`,"as_of":\d+`)
