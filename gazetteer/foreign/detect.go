package foreign

import (
	"bufio"
	"bytes"
	"regexp"
	"strings"
)

// A Format is a form that lists of places come in.
type Format string

const (
	Auto       Format = ""
	GeoNames   Format = "geonames"
	Alternates Format = "alternates" // GeoNames' alternate names
	Divisions  Format = "divisions"  // GeoNames' names of first-order divisions
	CSV        Format = "csv"
	OCHA       Format = "ocha"
	WOF        Format = "wof"
	OSM        Format = "osm"
	ochaTable  Format = "ocha table"
)

// licences are those under which each source usually publishes.
var licences = map[Format]string{
	GeoNames: "CC BY 4.0, GeoNames",
	CSV:      "not stated",
	OCHA:     "CC BY-IGO, OCHA and the sources it names; see the page of the data set",
	WOF:      "CC0 and the licences of its sources, Who's On First",
	OSM:      "ODbL 1.0, © OpenStreetMap contributors",
}

var readers map[Format]func(*importer, *bufio.Reader, *stream) error

func init() { // the readers refer back to the table's package, not to the table
	readers = map[Format]func(*importer, *bufio.Reader, *stream) error{
		GeoNames: (*importer).geonames, Alternates: (*importer).alternates, Divisions: (*importer).codesOfDivisions,
		CSV: (*importer).own, OCHA: (*importer).ocha, ochaTable: (*importer).ochaRows, WOF: (*importer).wof, OSM: (*importer).osm,
	}
}

// family is what the layer is said to be of.
func (f Format) family() Format {
	switch f {
	case Alternates, Divisions:
		return GeoNames
	case ochaTable:
		return OCHA
	}
	return f
}

// turn says which files are read after which.
func (f Format) turn() int {
	switch f {
	case Divisions:
		return 1
	case Alternates:
		return 2
	}
	return 0
}

var (
	pcodeColumn = regexp.MustCompile(`(?i)"?(adm[0-9]_pcode|admin[0-9]pcode)"?`)
	geonamesRow = regexp.MustCompile(`^[0-9]+$`)
	divisionRow = regexp.MustCompile(`^[A-Z]{2}\.[0-9A-Za-z]+$`)
)

// detect finds the form from the first bytes, or says why it cannot.
func detect(head []byte) (Format, string) {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	text := bytes.TrimLeft(head, " \t\r\n")
	if len(text) == 0 {
		return Auto, "it is empty"
	}
	if text[0] == '{' || text[0] == '[' || text[0] == 0x1e {
		switch {
		case bytes.Contains(text, []byte(`"wof:`)):
			return WOF, ""
		case pcodeColumn.Match(text):
			return OCHA, ""
		case bytes.Contains(text, []byte(`"elements"`)):
			return OSM, ""
		}
		return Auto, "JSON, but of none of the known forms (OCHA's has P-codes, Who's On First's has wof: properties, Overpass' has elements)"
	}
	if bytes.Contains(head[:min(len(head), 64)], []byte("OSMHeader")) {
		return Auto, "an OSM extract in PBF form, which is not read; ask Overpass for JSON, see docs/places.md"
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	for bytes.HasPrefix(line, []byte("#")) && bytes.Contains(head, []byte("\n")) {
		_, head, _ = bytes.Cut(head, []byte("\n"))
		line, _, _ = bytes.Cut(head, []byte("\n"))
	}
	first := strings.TrimRight(string(line), "\r")
	if col := strings.Split(first, "\t"); len(col) >= 4 {
		switch {
		case len(col) == 19 && geonamesRow.MatchString(col[0]):
			return GeoNames, ""
		case (len(col) == 8 || len(col) == 10) && geonamesRow.MatchString(col[0]) && geonamesRow.MatchString(col[1]):
			return Alternates, ""
		case len(col) == 4 && divisionRow.MatchString(col[0]):
			return Divisions, ""
		}
		return Auto, "a table with tabs, but not GeoNames' 19 columns, its alternate names' 10 or 8, or its division codes' 4"
	}
	if pcodeColumn.MatchString(first) {
		return ochaTable, ""
	}
	low := "," + strings.ReplaceAll(strings.ToLower(first), `"`, "") + ","
	for _, need := range []string{"id", "lat", "lon"} {
		if !strings.Contains(strings.ReplaceAll(low, " ", ""), ","+need+",") {
			return Auto, "in no known form; a list of one's own begins with the line id,name_en,name_ar,alt,parent,admin1,country,level,lat,lon,source"
		}
	}
	return CSV, ""
}
