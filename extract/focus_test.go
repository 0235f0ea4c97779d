package extract

import (
	"testing"

	"github.com/recountlab/recount"
)

// The outlet's land is heard of outlets that report from one, not of agencies
// and monitors.
func TestAboutOutlets(t *testing.T) {
	x, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	x.About([]string{"SY"}, nil)
	for url, want := range map[string]string{"https://www.kyivindependent.com/1": "UA", "https://cnn.com/1": "", "https://www.reuters.com/1": "", "https://syriahr.com/1": "", "https://example.org/1": ""} {
		r := &recount.Report{ID: "1", Lang: "en", Text: "Two people were killed.", URL: url}
		pg := x.open(x.packs["en"], r)
		if c := x.about(pg, r); c.Outlet != want || len(c.Countries) != 1 {
			t.Errorf("%s: %+v", url, c)
		}
	}
}
