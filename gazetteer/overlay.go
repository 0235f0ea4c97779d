package gazetteer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// A Skip is a row that was not taken, and why.
type Skip struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
}

// ReadCSV reads a list of one's own, as [ScanCSV] does, as an overlay of the
// given name.
func ReadCSV(name string, r io.Reader) (*Overlay, []Skip, error) {
	var entries []Entry
	var skips []Skip
	seen := map[recount.PlaceID]bool{}
	err := ScanCSV(r, func(line int, e Entry, why string) error {
		if why == "" && seen[e.ID] {
			why = "id " + string(e.ID) + " stands twice"
		}
		if why != "" {
			skips = append(skips, Skip{line, why})
			return nil
		}
		seen[e.ID] = true
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		return nil, skips, fmt.Errorf("places %s: %w", name, err)
	}
	o, err := OpenLayer(Compile(Layer{Name: name, Format: "csv", Own: true, Kept: len(entries)}, entries))
	return o, skips, err
}

// ScanCSV reads places in the form
//
//	id,name_en,name_ar,alt,parent,admin1,country,level,lat,lon,source[,approx,same]
//
// in any order of columns, and hands each row to f with its line: an entry, or
// why it is none. Alternates in alt are parted by "|", and
// so are identifiers of other lists in same: gn:170063|wd:Q41183. A row without id, name,
// source or a sound position is not guessed at. An error of f ends the scan.
func ScanCSV(r io.Reader, f func(line int, e Entry, why string) error) error {
	b := bufio.NewReader(r)
	if bom, _ := b.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		if _, err := b.Discard(3); err != nil {
			return err
		}
	}
	c := csv.NewReader(b)
	c.FieldsPerRecord, c.ReuseRecord = -1, true
	head, err := c.Read()
	if err != nil {
		return fmt.Errorf("no header: %w: %w", err, recount.ErrInvalid)
	}
	col := map[string]int{}
	for i, h := range head {
		col[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, need := range []string{"id", "lat", "lon", "source"} {
		if _, ok := col[need]; !ok {
			return fmt.Errorf("no column %q: %w", need, recount.ErrInvalid)
		}
	}
	for {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			if err := f(bad.Line, Entry{}, bad.Err.Error()); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		line, _ := c.FieldPos(0)
		p, why := readPlace(col, rec)
		if err := f(line, Entry{p, ClassOf(p.Level)}, why); err != nil {
			return err
		}
	}
}

// ClassOf is the class of an entry of which only the level is known.
func ClassOf(l recount.Precision) Class {
	switch l {
	case recount.AtProvince:
		return Province
	case recount.AtZone:
		return Region
	case recount.AtCountry:
		return Country
	case recount.AtArea, recount.AtSite:
		return Quarter
	}
	return Town
}

func readPlace(col map[string]int, rec []string) (recount.Place, string) {
	get := func(k string) string {
		if i, ok := col[k]; ok && i < len(rec) {
			return strings.ToValidUTF8(strings.TrimSpace(rec[i]), "")
		}
		return ""
	}
	p := recount.Place{ID: recount.PlaceID(get("id")), Name: get("name_en"), Admin1: get("admin1"), Country: strings.ToUpper(get("country")), Level: recount.Precision(get("level")), Source: get("source")}
	if ar := get("name_ar"); p.Name == "" {
		p.Name = ar
	} else if ar != "" {
		p.Names = append(p.Names, ar)
	}
	for a := range strings.SplitSeq(get("alt"), "|") {
		if a = strings.TrimSpace(a); a != "" {
			p.Names = append(p.Names, a)
		}
	}
	lat, err1 := strconv.ParseFloat(get("lat"), 64)
	lon, err2 := strconv.ParseFloat(get("lon"), 64)
	switch {
	case p.ID == "":
		return p, "no id"
	case Fold(p.Name) == "":
		return p, "no name"
	case p.Source == "":
		return p, "no source"
	case err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180):
		return p, "no sound position"
	case p.Country != "" && len(p.Country) != 2:
		return p, "country is no two-letter code"
	}
	if p.Level == "" {
		p.Level = recount.AtArea
	}
	if p.Reach = ReachOf(p.Level); p.Reach == 0 {
		return p, "level " + string(p.Level) + " is not known"
	}
	p.Point = recount.LatLon{Lat: lat, Lon: lon}
	if up := get("parent"); up != "" {
		p.Within = append(p.Within, recount.PlaceID(up))
	}
	if p.Country != "" {
		p.Within = append(p.Within, recount.PlaceID("iso:"+p.Country))
	}
	for id := range strings.SplitSeq(get("same"), "|") {
		if id = strings.TrimSpace(id); id != "" {
			p.Same = append(p.Same, recount.PlaceID(id))
		}
	}
	switch strings.ToLower(get("approx")) {
	case "1", "true", "yes":
		p.Approx = true
	}
	return p, ""
}

// ReachOf is the radius in metres assumed for a level when nothing is known.
func ReachOf(l recount.Precision) float64 {
	switch l {
	case recount.AtSite:
		return 200
	case recount.AtArea:
		return 1000
	case recount.AtTown:
		return 3000
	case recount.Near:
		return 10000
	case recount.AtSubdistrict:
		return 15000
	case recount.AtDistrict:
		return 30000
	case recount.AtProvince:
		return 80000
	case recount.AtZone:
		return 100000
	case recount.AtCountry:
		return 300000
	}
	return 0
}
