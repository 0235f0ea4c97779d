package desk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

// What came in since a time is told from what was there before, and tolls from
// what they were.
func TestToday(t *testing.T) {
	now := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	d, err := desk.Open(context.Background(), t.TempDir(), standard(t), func() time.Time { now = now.Add(time.Millisecond); return now })
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	told := func(source, url, text string) desk.Added {
		t.Helper()
		as, err := d.Receive(t.Context(), ada, recount.SourceID(source), archive.Capture{URL: url, At: now, Status: 200,
			Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\nPublished: 2024-03-04\n\n" + text)})
		if err != nil || len(as) != 1 || as[0].Err != nil {
			t.Fatal(as, err)
		}
		return as[0]
	}
	told("gazette", "https://example.org/a", "Five people were killed in an air strike on a market in Idlib, in Syria, on Sunday, a hospital said.")
	told("gazette", "https://example.org/b", "Two people were killed in shelling of Homs, in Syria, on Saturday, medics said.")
	now = now.AddDate(0, 0, 2)
	since := now
	told("herald", "https://example.net/a", "Nine people were killed in the air strike on a market in Idlib, in Syria, on Sunday, the civil defence said.")
	told("herald", "https://example.net/c", "Four people were killed in an air strike on a school in Daraa, in Syria, on Sunday, medics said.")
	told("gazette", "https://example.org/b", "Two people were killed in shelling of Homs, in Syria, on Saturday, medics said. The defence ministry denied that its aircraft had carried out airstrikes on Homs on Saturday.")
	x, err := d.Today(t.Context(), since)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Came) != 2 || x.Came[0].Source != "herald" || x.Came[0].Reports != 2 || x.Came[1].Reports != 1 {
		t.Errorf("came in: %+v", x.Came)
	}
	if len(x.New) != 1 || x.New[0].Incident.Where.Admin1 != "Daraa" {
		t.Errorf("new: %+v", x.New)
	}
	if len(x.Moved) != 1 || !x.Moved[0].Rose || x.Moved[0].Before.High != 5 || x.Moved[0].Toll.High != 9 {
		t.Errorf("moved: %+v", x.Moved)
	}
	if len(x.Changed) != 1 || x.Changed[0].Report.URL != "https://example.org/b" {
		t.Errorf("changed at their address: %+v", x.Changed)
	}
	if len(x.Denials) != 1 {
		t.Errorf("denied: %+v", x.Denials)
	}
	whole := fmt.Sprint(x.New[0].Incident.Title, x.New[0].Tolls[0].Best, x.Moved[0].Now.Incident.When, x.Moved[0].Toll.Low)
	if _, err := d.Sheet().Lines(t.Context()); err != nil { // from now on its incidents come from there
		t.Fatal(err)
	}
	x, err = d.Today(t.Context(), since)
	if err != nil || len(x.New) != 1 || len(x.Moved) != 1 || fmt.Sprint(x.New[0].Incident.Title, x.New[0].Tolls[0].Best, x.Moved[0].Now.Incident.When, x.Moved[0].Toll.Low) != whole {
		t.Errorf("with the sheet filled: %+v, %v", x, err)
	}
	if x, err = d.Today(t.Context(), now); err != nil || x.Entries != 0 || len(x.New)+len(x.Moved)+len(x.Came) > 0 {
		t.Errorf("since now: %+v, %v", x, err)
	}
}
