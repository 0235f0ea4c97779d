package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Names of places in sentences as Arabic reports have them, written before the
// gazetteer was asked for any: each with where it lies and how far off may be. The
// second list was written after what the first one showed had been added.
func TestArabicPlaceLists(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		file  string
		least float64
	}{{"places-ar-1.tsv", 0.96}, {"places-ar-2.tsv", 0.93}} {
		raw, err := os.ReadFile("testdata/" + k.file)
		if err != nil {
			t.Fatal(err)
		}
		n, right := 0, 0
		for row := range strings.Lines(string(raw)) {
			if row[0] == '#' {
				continue
			}
			body, list, _ := strings.Cut(strings.TrimSpace(row), "\t")
			pg := x.open(x.packs["ar"], &recount.Report{ID: "r:x", Lang: "ar", Text: body, Published: day(2024, 6, 12)})
			pg.places(x, &recount.Report{ID: "r:x", Lang: "ar", Text: body})
			for want := range strings.SplitSeq(list, "; ") {
				words, at, _ := strings.Cut(want, "=")
				var cc string
				var lat, lon, km float64
				if _, err := fmt.Sscan(at, &cc, &lat, &lon, &km); err != nil {
					t.Fatalf("%s: %s: %v", k.file, want, err)
				}
				n++
				from := strings.Index(pg.d.Raw, words)
				if from < 0 {
					t.Fatalf("%s: %q is not in %q", k.file, words, body)
				}
				got := "nothing"
				for _, f := range pg.found {
					if f.Span.Start >= from+len(words) || f.Span.End <= from || f.Demonym {
						continue
					}
					p := f.Ref
					m := p.Point.Metres(recount.LatLon{Lat: lat, Lon: lon}) / 1000
					if p.Country == cc && p.Precision != recount.NoPlace && m <= km {
						right, got = right+1, ""
						break
					}
					got = fmt.Sprintf("%s=%s %s %s %.2f,%.2f, %.0f km off: %s", p.Words, p.Name, p.Country, p.Precision, p.Point.Lat, p.Point.Lon, m, p.Why)
				}
				if got != "" {
					t.Logf("%s: %s, got %s", body, want, got)
				}
			}
			x.pages.Put(pg)
		}
		if share := float64(right) / float64(n); share < k.least {
			t.Errorf("%s: %d of %d right, %.3f, want %.3f", k.file, right, n, share, k.least)
		} else {
			t.Logf("%s: %d of %d right, %.3f", k.file, right, n, share)
		}
	}
}
