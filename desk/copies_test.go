package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// voicedRules read as the plain rules do, name each report's outlet by its
// address, and reckon by R1.
func voicedRules() desk.Rules {
	rules := plainRules()
	rules.Read = func(r *recount.Report) (*extract.Reading, error) {
		rd, err := readPlain(r)
		if err != nil {
			return nil, err
		}
		for i := range rd.Claims {
			c := &rd.Claims[i]
			c.Says = append(recount.Attribution{{Source: recount.SourceID(r.URL), Kind: recount.Outlet}}, c.Says...)
			if len(c.Says) > 1 {
				c.Says[1].Verb = "say"
			}
			c.Said = r.Published
		}
		return rd, nil
	}
	rules.Reckon, rules.Policy = tally.Reckon, tally.R1()
	return rules
}

func openVoiced(t *testing.T) *desk.Desk {
	t.Helper()
	d, err := desk.Open(context.Background(), t.TempDir(), voicedRules(), ticking())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// from is a line of a report of one outlet, published at an hour of 5 March.
func from(outlet string, hour int, text string) string {
	return fmt.Sprintf("{\"id\":%q,\"url\":%q,\"lang\":\"en\",\"published\":\"2024-03-05T%02d:00:00Z\",\"text\":%q}\n", outlet, outlet, hour, text)
}

const (
	tellsOfAlpha = "45 killed in Alpha on 2024-03-04, says clinic. The shells fell on the bus station a little after seven, when the first coaches were leaving for the coast, and the waiting hall burned until noon because the fire engines had no water left. "
	tellsMore    = "The mayor walked through the wreck with a list in his hand and asked everybody he met for names, and in the evening he read them out from the steps of the town hall, one after the other, without a word in between. "
	ownWords     = "We went to the coast road ourselves and talked to drivers who had turned back, who told us that nobody stopped them and nobody warned them, and that the smoke could be seen from the second bridge. "
)

// sourced are the tolls of everybody killed, by incident, in full.
func sourced(t *testing.T, d *desk.Desk) string {
	t.Helper()
	page, _, err := d.DB.Incidents(t.Context(), store.IncidentFilter{Sort: store.Deadly})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range page {
		for _, toll := range it.Tolls {
			out = append(out, fmt.Sprintf("%s %s — %s, %s", it.Incident.Title, toll, toll.Sourcing(), toll.Status))
			for _, b := range toll.Basis {
				out = append(out, fmt.Sprintf("%s %s %d: %s", b.Origin, b.Count, b.Outlets, b.Why))
			}
		}
	}
	return strings.Join(out, "\n")
}

func TestACopyAddsAnOutletAndNothingElse(t *testing.T) {
	d := openVoiced(t)
	add(t, d, write(t, "a.jsonl", from("wire", 9, tellsOfAlpha+tellsMore)+from("watch", 10, "38 killed in Alpha on 2024-03-04, says observers. "+ownWords)))
	before := strings.Split(sourced(t, d), "\n")[0]
	if want := "Alpha 38 / 38 / 45 — 2 outlets, 2 independent sources, corroborated"; before != want {
		t.Fatalf("%s, want %s", before, want)
	}
	var lines strings.Builder
	for i := range 12 {
		text := []string{tellsOfAlpha + tellsMore, tellsOfAlpha, strings.Replace(tellsOfAlpha+tellsMore, ", says clinic", "", 1), "Our own first line about the day that nobody in town will forget soon. " + tellsOfAlpha + tellsMore}[i%4]
		lines.WriteString(from(fmt.Sprint("paper", i), 11+i, text))
	}
	add(t, d, write(t, "b.jsonl", lines.String()))
	after := strings.Split(sourced(t, d), "\n")[0]
	if want := strings.Replace(before, "2 outlets", "14 outlets", 1); after != want {
		t.Errorf("%s, want %s", after, want)
	}
	sound(t, d)
}

func TestOrderOfArrivalDoesNotMatterToRoots(t *testing.T) {
	reports := []string{
		from("wire", 9, tellsOfAlpha+tellsMore), from("cut", 11, strings.Replace(tellsOfAlpha, ", says clinic", "", 1)), from("led", 12, ownWords+tellsOfAlpha),
		from("echo", 15, "45 killed in Alpha on 2024-03-04."), from("watch", 10, "38 killed in Alpha on 2024-03-04, says observers."),
		from("other", 13, "45 killed in Beta on 2024-03-04. "+tellsMore), from("plain", 14, tellsMore+ownWords),
	}
	want := ""
	for seed := range uint64(6) {
		d := openVoiced(t)
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		for _, l := range reports {
			add(t, d, write(t, "one.jsonl", l))
		}
		ds, err := d.DB.Copyings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		families := link.FamiliesOf(ds)
		ids, _, err := d.DB.Reports(t.Context(), store.ReportFilter{})
		if err != nil {
			t.Fatal(err)
		}
		by := map[recount.ReportID][]string{}
		for _, it := range ids {
			by[families.Of(it.Report.ID)] = append(by[families.Of(it.Report.ID)], it.Given)
		}
		var names []string
		for _, f := range by {
			slices.Sort(f)
			names = append(names, strings.Join(f, "+"))
		}
		slices.Sort(names)
		got := strings.Join(names, " ") + "\n" + sourced(t, d)
		if want == "" {
			want = got
			t.Log(got)
		}
		if got != want {
			t.Errorf("seed %d:\n%s\nwant\n%s", seed, got, want)
		}
		sound(t, d)
	}
}

func TestAPersonSaysWhatIsACopy(t *testing.T) {
	d := openVoiced(t)
	as := add(t, d, write(t, "a.jsonl", from("wire", 9, "45 killed in Alpha on 2024-03-04. "+tellsMore+ownWords)+from("paper", 9, "44 killed in Alpha on 2024-03-04. "+tellsMore+ownWords)))
	a, b := string(as[0].Report), string(as[1].Report)
	expect := func(sources string) {
		t.Helper()
		if got := strings.Split(sourced(t, d), "\n")[0]; !strings.Contains(got, sources) {
			t.Errorf("%s, want %s", got, sources)
		}
		if n, err := d.CopiesAgain(t.Context()); err != nil || n != 0 { // a machine does not answer back
			t.Errorf("compared again: %d decisions, %v", n, err)
		}
		sound(t, d)
	}
	expect("2 outlets, 1 independent source,")
	for _, step := range []struct {
		act             recount.Act
		subject, object string
		want            string
	}{
		{recount.Original, b, a, "2 outlets, 2 independent sources"},
		{recount.Copy, a, b, "2 outlets, 1 independent source,"},
		{recount.Original, a, "", "2 outlets, 2 independent sources"},
		{recount.Copy, b, a, "2 outlets, 1 independent source,"},
	} {
		size, err := d.DB.Size(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Decide(t.Context(), recount.Decision{By: ada, Act: step.act, Subject: step.subject, Object: step.object, Why: "looked at both"}, size); err != nil {
			t.Fatal(err)
		}
		expect(step.want)
	}
	for name, dec := range map[string]recount.Decision{
		"of itself":  {Act: recount.Copy, Subject: a, Object: a},
		"of nothing": {Act: recount.Copy, Subject: a},
		"of unknown": {Act: recount.Original, Subject: a, Object: "r:none"},
	} {
		dec.By, dec.Why = ada, "looked"
		if _, err := d.Decide(t.Context(), dec, 1<<40); err == nil {
			t.Errorf("a copy %s was accepted", name)
		}
	}
}

func TestReportsOfNoIncidentJoinFamilies(t *testing.T) {
	d := openVoiced(t)
	long := func(n int) string {
		var b strings.Builder
		for i := range 90 {
			fmt.Fprintf(&b, "word%dx%d ", n, i)
		}
		return b.String()
	}
	add(t, d, write(t, "a.jsonl", from("one", 9, "31 killed in Alpha on 2024-03-04. "+long(1))+from("two", 10, "45 killed in Alpha on 2024-03-04. "+long(2))))
	if got := sourced(t, d); !strings.Contains(got, "2 independent sources") {
		t.Fatal(got)
	}
	add(t, d, write(t, "b.jsonl", strings.Replace(from("both", 11, long(1)+long(2)), `"en"`, `"xx"`, 1))) // unread, and yet it shows that the two are one
	if got := sourced(t, d); !strings.Contains(got, "1 independent source,") || !strings.Contains(got, "copied the text of") {
		t.Error(got)
	}
	sound(t, d)
	if err := d.DB.Write(t.Context(), func(tx *store.Tx) error { return tx.Unwinnow(t.Context()) }); err != nil {
		t.Fatal(err)
	}
	if n, err := d.CopiesAgain(t.Context()); err != nil || n != 0 {
		t.Errorf("compared again: %d decisions, %v", n, err)
	}
	if left, err := d.DB.Unwinnowed(t.Context()); err != nil || len(left) > 0 {
		t.Errorf("left unwinnowed: %v, %v", left, err)
	}
	sound(t, d)
}

func TestACasebookKnowsWhoOwnsWhom(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "registry"), 0o700); err != nil {
		t.Fatal(err)
	}
	table := "east-radio\toutlet\t\t\tEast Radio\t\t\tshore-group\thttps://east.example/\nwest-radio\toutlet\t\t\tWest Radio\t\t\tshore-group\thttps://west.example/\n"
	if err := os.WriteFile(filepath.Join(dir, "registry", "sources.tsv"), []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	rules := voicedRules()
	rules.Source = nil
	d, err := desk.Open(t.Context(), dir, rules, ticking())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	add(t, d, write(t, "a.jsonl", from("east-radio", 9, "45 killed in Alpha on 2024-03-04.")+from("west-radio", 9, "31 killed in Alpha on 2024-03-04.")+from("cgtn", 9, "7 killed in Beta on 2024-03-04.")+from("xinhua", 9, "8 killed in Beta on 2024-03-04.")))
	got := sourced(t, d)
	for _, want := range []string{"Alpha 31 / 31 / 45 — 2 outlets, 1 independent source", "it has the same owner as east-radio", "Beta 7 / 7 / 8 — 2 outlets, 1 independent source", "it relays xinhua"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	sound(t, d)
	if err := os.WriteFile(filepath.Join(dir, "registry", "sources.tsv"), []byte("no table\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Open(t.Context(), dir, rules, ticking()); err == nil || !strings.Contains(err.Error(), "sources.tsv:1") {
		t.Errorf("a table with a fault: %v", err)
	}
}
