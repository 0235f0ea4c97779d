package foreign

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// Every row, name, number and position of these fixtures is made up.

var bundle = sync.OnceValues(gazetteer.Open)

// write puts files into a folder and returns their paths.
func write(t testing.TB, files ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i := 0; i < len(files); i += 2 {
		p := filepath.Join(dir, files[i])
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

func geonamesLine(id, name, alternates, lat, lon, class, code, admin1, people string) string {
	return strings.Join([]string{id, name, name, alternates, lat, lon, class, code, "SY", "", admin1, "", "", "", people, "", "0", "Asia/Damascus", "2024-05-06"}, "\t") + "\n"
}

var country = "\ufeff" +
	geonamesLine("900001", `Tell "Zor"`, "Zorvath,زورفات,zwr,ZOR", "36.5", "37.1", "P", "PPL", "09", "0") +
	geonamesLine("900002", "Melkin Quarter", "", "36.2", "37.2", "P", "PPLX", "09", "0") +
	geonamesLine("900003", "Old Dubran", "", "36.2", "37.2", "P", "PPLH", "09", "0") +
	geonamesLine("900004", "Vatan Governorate", "", "36.1", "37.6", "A", "ADM1", "09", "0") +
	geonamesLine("900005", "Kinsha Military Airport", "", "36.3", "37.7", "S", "AIRB", "09", "0") +
	geonamesLine("900006", "Some Well", "", "36.3", "37.7", "H", "WLL", "09", "0") +
	geonamesLine("900007", "Nowhere", "", "136.3", "37.7", "P", "PPL", "09", "0") +
	geonamesLine("900001", "Twice", "", "36.3", "37.7", "P", "PPL", "09", "0") +
	geonamesLine("170063", "Aleppo", "", "36.20", "37.16", "P", "PPLA", "09", "") +
	"900009\tcut short\r\n"

const alternates = "1\t900001\tar\tتل زور\t\t\t\t\n" +
	"2\t900001\tlink\thttps://example.org/zor\t\t\t\t\n" +
	"3\t900001\twkdt\tQ900001\t\t\t\t\n" +
	"4\t900001\ten\tZor Hill\t1\t\t\t\n" +
	"5\t111\ten\tof another country\t\t\t\t\n" +
	"6\t900001\n"

const ochaA = `{"type":"FeatureCollection","name":"xxx_admin2","features":[
 {"type":"Feature","properties":{"adm2_name":"Zorvath","adm2_name1":"زورفات","adm2_pcode":"SY9901","adm1_name":"Vatan","adm1_name1":"فاتان","adm1_pcode":"SY99","adm0_name":"Syria","adm0_pcode":"SY","valid_on":"2025-02-01","valid_to":null,"area_sqkm":314.159265,"lang":"en","lang1":"ar","iso2":"SY","center_lat":36.5,"center_lon":37.1},"geometry":null},
 {"type":"Feature","properties":{"adm2_name":"","adm2_name1":"Melkin","adm2_pcode":"SY9902","adm1_name":"Vatan","adm1_pcode":"SY99","adm0_pcode":"SY","lang":"en","lang1":"en","iso2":"SY"},"geometry":{"type":"Polygon","coordinates":[[[37,36],[37.2,36],[37.2,36.2],[37,36.2],[37,36]]]}},
 {"type":"Feature","properties":{"adm2_name":"Older","adm2_pcode":"SY9903","valid_to":"2020-01-01","iso2":"SY","center_lat":36.5,"center_lon":37.1},"geometry":null},
 7,
 {"type":"Feature","properties":{"adm0_name":"Syria","adm0_pcode":"SY"},"geometry":null}]}`

const ochaB = "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM0_EN,ADM0_PCODE,date,validOn,validTo,LATITUDE_Y,LONGITUDE_X\r\n" +
	"#adm2+name,#adm2+name+ar,#adm2+code,#adm1+name,,#adm1+code,#country,,,,,#geo+lat,#geo+lon\r\n" +
	"Zorvath,زورفات,SY9901,Vatan,فاتان,SY99,Syria,SY,2021-01-01,2021-02-03,,36.5,37.1\r\n" +
	"Nameless here,,,Vatan,,SY99,Syria,SY,,,,36.5,37.1\r\n" +
	"Nowhere,,SY9904,Vatan,,SY99,Syria,SY,,,,,\r\n"

const ochaC = "admin2Name_en,admin2Name_ar,admin2Pcode,admin2RefName,admin2AltName1_en,admin1Name_en,admin1Pcode,admin0Pcode,lat,lon\n" +
	"Zorvath,زورفات,SY9901,Zorvat,Zor Town,Vatan,SY99,SY,36.5,37.1\n"

const wofOne = `{"id":1,"type":"Feature","properties":{"wof:id":9001,"wof:name":"Zorvath","wof:placetype":"neighbourhood","wof:parent_id":9009,"wof:country":"SY","mz:is_current":1,"edtf:deprecated":"","edtf:cessation":"uuuu","wof:superseded_by":[],
 "geom:latitude":36.0,"geom:longitude":37.0,"lbl:latitude":36.5,"lbl:longitude":37.1,"name:ara_x_preferred":["زورفات"],"name:eng_x_variant":["Zorfat"],"wof:population":1200,"wof:hierarchy":[{"region_id":9008}],
 "wof:concordances":{"gn:id":900001,"wd:id":"Q900001"}},"bbox":[],"geometry":{"type":"Point","coordinates":[37,36]}}`

func wofOf(id, more string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"wof:id":%s,"wof:name":"N%s","wof:country":"SY","geom:latitude":36.1,"geom:longitude":37.2,%s},"geometry":null}`, id, id, more)
}

const osmAnswer = `{"version":0.6,"osm3s":{"timestamp_osm_base":"2024-03-02T01:00:00Z","copyright":"made up"},"elements":[
 {"type":"node","id":1,"lat":36.5,"lon":37.1,"tags":{"place":"village","name":"زورفات","name:en":"Zorvath","alt_name":"Zorfat;Zor","wikidata":"Q900001","population":"1,200"}},
 {"type":"relation","id":2,"center":{"lat":36.1,"lon":37.6},"tags":{"boundary":"administrative","admin_level":"4","name":"Vatan"}},
 {"type":"way","id":3,"tags":{"place":"suburb","name":"Nowhere"}},
 {"type":"node","id":4,"lat":36.5,"lon":37.1,"tags":{"shop":"bakery","name":"Bread"}},
 {"type":"node","id":5,"lat":36.4,"lon":37.1,"tags":{"place":"hamlet"}}]}`

const own = "\ufeffid,name_en,name_ar,alt,parent,admin1,country,level,lat,lon,source,same\r\n" +
	"my:1,Zorvath,زورفات,Zorfat|Zor,gn:170063,Aleppo,SY,area,36.5,37.1,made up,wd:Q900001\r\n" +
	"my:2,No Source,,,,,SY,area,36.5,37.1,,\r\n" +
	"my:3,Odd Level,,,,,SY,moon,36.5,37.1,made up,\r\n"

func TestForms(t *testing.T) {
	cases := []struct {
		name    string
		files   []string
		options Options
		format  string
		version string
		read    int
		kept    []recount.PlaceID
		skipped map[string]int
		first   recount.Place // what matters of the first
	}{
		{"geonames", []string{"SY.txt", country, "alternateNames.txt", alternates}, Options{}, "geonames", "2024-05-06", 10,
			[]recount.PlaceID{"gn:900001", "gn:900002", "gn:900004", "gn:900005", "gn:170063"},
			map[string]int{"a place that is no more": 1, "of a kind that is not taken": 1, "no sound position": 1, "an identifier that stood before": 1, "not 19 columns": 1, "alternate names of neither 8 nor 10 columns": 1},
			recount.Place{ID: "gn:900001", Name: "Zor Hill", Names: []string{`Tell "Zor"`, "Zorvath", "زورفات", "تل زور"}, Level: recount.AtArea, Country: "SY", Admin1: "Vatan Governorate", Zone: "Asia/Damascus", Same: []recount.PlaceID{"wd:Q900001"}}},
		{"geonames with alternateNamesV2", []string{"a.txt", strings.ReplaceAll(alternates, "\t\t\t\t\n", "\t\t\t\t\t\t\n"), "b.txt", country}, Options{}, "geonames", "2024-05-06", 10, nil, nil,
			recount.Place{ID: "gn:900001", Name: "Zor Hill", Names: []string{`Tell "Zor"`, "Zorvath", "زورفات", "تل زور"}, Level: recount.AtArea, Country: "SY", Admin1: "Vatan Governorate", Zone: "Asia/Damascus", Same: []recount.PlaceID{"wd:Q900001"}}},
		{"ocha of 2025", []string{"syr_admin2.geojson", ochaA}, Options{}, "ocha", "2025-02-01", 5, []recount.PlaceID{"pcode:SY9901", "pcode:SY9902"},
			map[string]int{"no longer valid": 1, "no object": 1, "a country, which the bundle has": 1},
			recount.Place{ID: "pcode:SY9901", Name: "Zorvath", Names: []string{"زورفات"}, Level: recount.AtDistrict, Country: "SY", Admin1: "Vatan", Within: []recount.PlaceID{"pcode:SY99", "iso:SY"}, Reach: 10000}},
		{"ocha of old", []string{"adm2.csv", ochaB}, Options{}, "ocha", "2021-02-03", 4, []recount.PlaceID{"pcode:SY9901"},
			map[string]int{"a row of tags": 1, "no P-code": 1, "no sound position": 1},
			recount.Place{ID: "pcode:SY9901", Name: "Zorvath", Names: []string{"زورفات"}, Level: recount.AtDistrict, Country: "SY", Admin1: "Vatan", Within: []recount.PlaceID{"pcode:SY99", "iso:SY"}}},
		{"ocha, third schema", []string{"adm2.csv", ochaC}, Options{Format: OCHA}, "ocha", "", 1, []recount.PlaceID{"pcode:SY9901"}, map[string]int{},
			recount.Place{ID: "pcode:SY9901", Name: "Zorvath", Names: []string{"Zor Town", "زورفات", "Zorvat"}, Level: recount.AtDistrict, Country: "SY", Admin1: "Vatan"}},
		{"who's on first, a folder", []string{"data/900/1/9001.geojson", wofOne, "data/900/1/9001-alt-x.geojson", wofOne, "data/900/8/9008.geojson", wofOf("9008", `"wof:placetype":"region"`),
			"data/900/2/9002.geojson", wofOf("9002", `"wof:placetype":"locality","mz:is_current":0`), "data/3.geojson", wofOf("9003", `"wof:placetype":"locality","edtf:deprecated":"2019-01-01"`),
			"data/4.geojson", wofOf("9004", `"wof:placetype":"locality","wof:superseded_by":[5]`), "data/5.geojson", wofOf("9005", `"wof:placetype":"ocean"`), "README.md", "# read me"}, Options{}, "wof", "", 6,
			[]recount.PlaceID{"wof:9001", "wof:9008"}, map[string]int{"not current": 1, "deprecated or ceased": 1, "superseded by another record": 1, "of a kind that is not taken": 1},
			recount.Place{ID: "wof:9001", Name: "Zorvath", Names: []string{"زورفات", "Zorfat"}, Level: recount.AtArea, Country: "SY", Admin1: "N9008", People: 1200, Within: []recount.PlaceID{"wof:9009", "iso:SY"}, Same: []recount.PlaceID{"gn:900001", "wd:Q900001"}}},
		{"who's on first, a bundle", []string{"wof.geojson", wofOne + "\n" + wofOf("9008", `"wof:placetype":"region"`)}, Options{}, "wof", "", 2, []recount.PlaceID{"wof:9001", "wof:9008"}, map[string]int{}, recount.Place{}},
		{"who's on first, a collection", []string{"wof.geojson", `{"type":"FeatureCollection","features":[` + wofOne + `]}`}, Options{}, "wof", "", 1, []recount.PlaceID{"wof:9001"}, map[string]int{}, recount.Place{}},
		{"overpass", []string{"answer.json", osmAnswer}, Options{Country: "sy"}, "osm", "2024-03-02T01:00:00Z", 5, []recount.PlaceID{"osm:n1", "osm:r2"},
			map[string]int{"no sound position": 1, "of a kind that is not taken": 1, "no name": 1},
			recount.Place{ID: "osm:n1", Name: "Zorvath", Names: []string{"زورفات", "Zorfat", "Zor"}, Level: recount.AtArea, Country: "SY", Admin1: "Aleppo", People: 1200, Same: []recount.PlaceID{"wd:Q900001"}}},
		{"own", []string{"mine.csv", own}, Options{}, "csv", "", 3, []recount.PlaceID{"my:1"}, map[string]int{"no source": 1, "a level that is not known": 1},
			recount.Place{ID: "my:1", Name: "Zorvath", Names: []string{"زورفات", "Zorfat", "Zor"}, Level: recount.AtArea, Country: "SY", Admin1: "Aleppo", Source: "made up", Within: []recount.PlaceID{"gn:170063", "iso:SY"}, Same: []recount.PlaceID{"wd:Q900001"}}},
	}
	g, err := bundle()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			paths := write(t, c.files...)
			if strings.Contains(c.files[0], "/") {
				paths = []string{filepath.Join(filepath.Dir(paths[0]), "..", "..", "..")}
			}
			c.options.Places, c.options.Name, c.options.At = g, "made-up", time.Unix(1e9, 0)
			got, err := Import(context.Background(), paths, c.options)
			if err != nil {
				t.Fatal(err)
			}
			o, err := gazetteer.OpenLayer(got.Compiled)
			if err != nil {
				t.Fatal(err)
			}
			places := o.Places()
			var ids []recount.PlaceID
			for _, p := range places {
				ids = append(ids, p.ID)
			}
			l := got.Layer
			if c.kept != nil && (fmt.Sprint(ids) != fmt.Sprint(c.kept) || fmt.Sprint(l.Skipped) != fmt.Sprint(c.skipped)) {
				t.Errorf("kept %v, skipped %v\n%+v", ids, l.Skipped, got.Examples)
			}
			if l.Format != c.format || l.Version != c.version || l.Read != c.read || l.Kept != len(places) || l.Licence == "" || len(l.Files) == 0 || l.Own != (c.format == "csv") {
				t.Errorf("layer %+v", l)
			}
			p, w := places[0], c.first
			if w.ID == "" {
				return
			}
			if p.ID != w.ID || p.Name != w.Name || fmt.Sprint(p.Names) != fmt.Sprint(w.Names) || p.Level != w.Level || p.Country != w.Country || p.Admin1 != w.Admin1 || p.People != w.People ||
				p.Zone != w.Zone || p.Source != w.Source || fmt.Sprint(p.Same) != fmt.Sprint(w.Same) || w.Within != nil && fmt.Sprint(p.Within) != fmt.Sprint(w.Within) || w.Reach > 0 && int(p.Reach+0.5) != int(w.Reach) {
				t.Errorf("first place\ngot  %+v\nwant %+v", p, w)
			}
			if p.Point != (recount.LatLon{Lat: 36.5, Lon: 37.1}) {
				t.Errorf("position %v", p.Point)
			}
			again, err := Import(context.Background(), paths, c.options)
			if err != nil || string(again.Compiled) != string(got.Compiled) {
				t.Errorf("the same files give another layer (%v)", err)
			}
		})
	}
}

func TestZip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "SY.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for _, m := range [][2]string{{"readme.txt", "This is about the file.\n"}, {"SY.txt", country}} {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := Import(context.Background(), []string{path}, Options{})
	if err != nil || got.Layer.Kept != 5 || got.Layer.Name != "sy" || len(got.Layer.Files) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// What cannot be imported says why, and by which row.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"x.txt", "nothing in particular\n", "in no known form"},
		{"empty.csv", "", "it is empty"},
		{"x.json", `{"a":1}`, "none of the known forms"},
		{"x.geojson", `{"type":"FeatureCollection","features":[{"properties":{"adm1_pcode":"SY01"`, "broken JSON"},
		{"x.pbf", "\x00\x00\x00\x0d\x0a\x09OSMHeader", "PBF"},
		{"alternates.txt", alternates, "goes with a GeoNames country file"},
		{"long.txt", country + strings.Repeat("x", maxLine+1), "larger than is read"},
		{"none.csv", "id,name_en,lat,lon,source\nmy:1,,1,1,made up\n", "none is a place (1 no name)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Import(context.Background(), write(t, c.name, c.content), Options{})
			if !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := Import(context.Background(), write(t, "a.csv", own, "b.json", osmAnswer), Options{}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("two families in one layer: %v", err)
	}
	if _, err := Import(context.Background(), write(t, "a.csv", own), Options{Name: "../up"}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a name that leads elsewhere: %v", err)
	}
}

func TestStopped(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		b.WriteString(geonamesLine(fmt.Sprint(910000+i), fmt.Sprint("Zor", i), "", "36.5", "37.1", "P", "PPL", "09", "0"))
	}
	ctx, stop := context.WithCancel(context.Background())
	heard := 0
	_, err := Import(ctx, write(t, "SY.txt", b.String()), Options{Progress: func(int) {
		heard++
		stop()
	}})
	if !errors.Is(err, context.Canceled) || heard != 1 {
		t.Errorf("%v, heard of it %d times", err, heard)
	}
}

func FuzzImport(f *testing.F) {
	for _, s := range []string{country, alternates, ochaA, ochaB, ochaC, wofOne, osmAnswer, own, "SY.09\tVatan\tVatan\t1\n"} {
		f.Add(s, uint8(0))
	}
	forms := []Format{Auto, GeoNames, CSV, OCHA, WOF, OSM}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, s string, form uint8) {
		path := filepath.Join(dir, "f.txt")
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Import(context.Background(), []string{path}, Options{Format: forms[int(form)%len(forms)]})
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		o, err := gazetteer.OpenLayer(got.Compiled)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range o.Places() {
			if p.ID == "" || p.Name == "" || !(p.Point.Lat >= -90 && p.Point.Lat <= 90 && p.Point.Lon >= -180 && p.Point.Lon <= 180) || p.Reach <= 0 {
				t.Fatalf("%+v", p)
			}
		}
	})
}
