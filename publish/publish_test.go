package publish

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

var update = flag.Bool("update", false, "write the goldens anew")

func rows() iter.Seq2[Row, error] {
	day := time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC)
	in := recount.Incident{ID: "i:one", Title: `Strikes on "Bustan al-Qasr", Aleppo`, When: recount.When{From: day, Until: day.Add(24 * time.Hour), Grain: recount.Day},
		Where:   recount.PlaceRef{Name: "Bustan al-Qasr", Admin1: "Aleppo", Country: "SY", Point: recount.LatLon{Lat: 36.195, Lon: 37.15}, Radius: 900, Precision: recount.AtArea},
		Reports: []recount.ReportID{"r:a", "r:b"}, Grade: "fair", Status: recount.Candidate}
	all := recount.Toll{What: recount.Killed, Low: 26, Best: 45, High: 72, Open: true, Outlets: 40, Roots: 2, Status: recount.Corroborated, Policy: "R1/1", AsOf: 9,
		Basis: []recount.Basis{{Origin: "reuters:medical", Sets: []recount.Bound{recount.SetsBest}}, {Origin: "al-jazeera", Sets: []recount.Bound{recount.SetsLow}}, {Origin: "army"}}}
	vague := recount.Toll{What: recount.Injured, Who: recount.Victims{Age: "child"}, Low: 2, Best: recount.Blank, High: 2, Open: true, Roots: 1, Status: recount.SingleSource, Policy: "R1/1", AsOf: 9}
	none := recount.Toll{What: recount.Killed, Status: recount.NoClaim, Best: recount.Blank, Policy: "R1/1", AsOf: 9}
	zero := recount.Toll{What: recount.Killed, Status: recount.SingleSource, Roots: 1, Policy: "R1/1", AsOf: 9}
	hostile := recount.Incident{ID: "i:two", Title: "=HYPERLINK(\"x\")", Where: recount.PlaceRef{Words: "@home\nsomewhere"}}
	return func(yield func(Row, error) bool) {
		for _, r := range []Row{Of(in, all), Of(in, vague), Of(hostile, none), Of(hostile, zero)} {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestWriteGolden(t *testing.T) {
	for _, f := range []Format{CSV, GeoJSON} {
		t.Run(string(f), func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, f, rows()); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "rows."+string(f))
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("got\n%s\nwant\n%s", b.Bytes(), want)
			}
		})
	}
}

func TestBlankIsNotZero(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, CSV, rows()); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range got[0] {
		at[name] = i
	}
	for i, want := range []struct{ low, best, high, lat string }{{"26", "45", "72", "36.195"}, {"2", "", "2", "36.195"}, {"", "", "", ""}, {"0", "0", "0", ""}} {
		line := got[i+1]
		if line[at["low"]] != want.low || line[at["best"]] != want.best || line[at["high"]] != want.high || line[at["lat"]] != want.lat {
			t.Errorf("row %d: got %v, want %v", i, line, want)
		}
	}
	for _, name := range []string{"title", "place"} {
		if v := got[3][at[name]]; !strings.HasPrefix(v, "'") {
			t.Errorf("%s %q may be taken for a formula", name, v)
		}
	}
}

func TestGeoJSON(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, GeoJSON, rows()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type     string
		Features []struct {
			Geometry   *struct{ Coordinates []float64 }
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Features) != 4 || got.Features[0].Geometry.Coordinates[0] != 37.15 || got.Features[2].Geometry != nil {
		t.Errorf("got %+v", got)
	}
	if v, ok := got.Features[1].Properties["best"]; !ok || v != nil {
		t.Errorf("a blank best reads %v", v)
	}
}

func TestWriteHandsErrorsBack(t *testing.T) {
	lost := errors.New("lost")
	for _, f := range []Format{CSV, GeoJSON} {
		if err := Write(io.Discard, f, func(yield func(Row, error) bool) { yield(Row{}, lost) }); !errors.Is(err, lost) {
			t.Errorf("%s: got %v", f, err)
		}
	}
	if err := Write(io.Discard, "xlsx", rows()); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("unknown format: got %v", err)
	}
}

// A day is the day that clocks at the place showed, not the one in Greenwich.
func TestDaysAreDaysAtThePlace(t *testing.T) {
	from := time.Date(2016, 9, 23, 21, 0, 0, 0, time.UTC) // midnight in Damascus
	in := recount.Incident{When: recount.When{From: from, Until: from.Add(24 * time.Hour), Grain: recount.Day, Zone: "Asia/Damascus"}}
	r := Of(in, recount.Toll{})
	if a, b := date(r.From, r.Grain), date(last(r), r.Grain); a != "2016-09-24" || b != "2016-09-24" {
		t.Errorf("from %v until %v, want 2016-09-24", a, b)
	}
	in.When.Grain = recount.Part
	if a := date(Of(in, recount.Toll{}).From, recount.Part); a != "2016-09-23T21:00:00Z" {
		t.Errorf("a moment became %v", a)
	}
}

// An origin that counts the whole and its parts is one origin.
func TestAnOriginIsNamedOnce(t *testing.T) {
	r := Of(recount.Incident{}, recount.Toll{Basis: []recount.Basis{{Origin: "b"}, {Origin: "a", Sets: []recount.Bound{recount.SetsLow}}, {Origin: "a"}, {Origin: "b"}}})
	if s, o := joined(r.Sources), joined(r.Others); s != "a" || o != "b" {
		t.Errorf("sources %q, others %q", s, o)
	}
}
