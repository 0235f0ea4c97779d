package desk_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

func dossier(t *testing.T, d *desk.Desk, id string) *custody.Checked {
	t.Helper()
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := d.Dossier(t.Context(), w, id, "recount test"); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("a casebook in one state makes two dossiers")
	}
	got, err := custody.Check(bytes.NewReader(a.Bytes()), int64(a.Len()), custody.Known{Key: d.PublicKey()})
	if err != nil || len(got.Problems) > 0 {
		t.Fatalf("dossier of %s: %v, %v", id, got, err)
	}
	return got
}

func TestADossierHoldsWhatItsSubjectRestsOn(t *testing.T) {
	d := open(t, t.TempDir())
	add(t, d, write(t, "a.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."), write(t, "b.jsonl", line("2", "6 killed in Alpha on 2024-03-04.")+line("3", "9 killed in Beta on 2024-03-04.")))
	page := func(text string) desk.Added {
		t.Helper()
		as, err := d.Receive(t.Context(), ada, "", archive.Capture{URL: "https://example.org/1", Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte(text)})
		if err != nil || len(as) != 1 {
			t.Fatal(as, err)
		}
		return as[0]
	}
	page("Lang: en\n\n7 killed in Gamma on 2024-03-04.")
	last := page("Lang: en\n\n8 killed in Gamma on 2024-03-04.")
	in, _, err := d.DB.Incidents(t.Context(), store.IncidentFilter{Text: "alpha"})
	if err != nil || len(in) != 1 {
		t.Fatal(in, err)
	}
	if got := dossier(t, d, string(in[0].Incident.ID)); got.Rows[ledger.Received] != 2 || got.Rows[ledger.Read] != 2 || got.Captures != 2 || got.Rows[ledger.Decided] == 0 {
		t.Errorf("of the incident: %+v", got)
	}
	if got := dossier(t, d, string(last.Report)); got.Rows[ledger.Received] != 2 || got.Captures != 2 {
		t.Errorf("of the report, with its version before: %+v", got)
	}
	for id, want := range map[string]error{"c:aaaa": recount.ErrInvalid, "r:aaaa": recount.ErrNotFound, "i:aaaa": recount.ErrNotFound} {
		if err := d.Dossier(t.Context(), &bytes.Buffer{}, id, ""); !errors.Is(err, want) || !strings.Contains(err.Error(), id) {
			t.Errorf("of %s: %v, want %v", id, err, want)
		}
	}
	sound(t, d)
}

// What was tampered with in the casebook makes no dossier.
func TestADossierIsMadeOfWhatIsWhole(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	a := add(t, d, write(t, "a.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."))[0]
	it, err := d.DB.Report(t.Context(), a.Report)
	if err != nil {
		t.Fatal(err)
	}
	if err := spoilFile(dir, it.Report.Raw); err != nil {
		t.Fatal(err)
	}
	if err := d.Dossier(t.Context(), &bytes.Buffer{}, string(a.Report), ""); !errors.Is(err, recount.ErrTampered) {
		t.Errorf("Dossier: %v", err)
	}
}
