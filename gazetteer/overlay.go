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

// An Overlay is a user's own places, read once and never changed.
type Overlay struct {
	Name   string
	places []recount.Place
	byID   map[recount.PlaceID]int
	exact  map[string][]int
	bones  map[string][]int
	heads  map[string]int // first word of a key -> most words of a name that begins so
}

// Places returns the overlay's entries in the order of the file.
func (o *Overlay) Places() []recount.Place { return o.places }

// A Skip is a row that was not taken, and why.
type Skip struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
}

// ReadCSV reads places in the form
//
//	id,name_en,name_ar,alt,parent,admin1,country,level,lat,lon,source[,approx]
//
// in any order of columns. Alternates in alt are parted by "|". A row without
// id, name, source or a sound position is skipped and reported, not guessed.
// The overlay's name becomes the Layer of its places.
func ReadCSV(name string, r io.Reader) (*Overlay, []Skip, error) {
	b := bufio.NewReader(r)
	if bom, _ := b.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		if _, err := b.Discard(3); err != nil {
			return nil, nil, fmt.Errorf("places %s: %w", name, err)
		}
	}
	c := csv.NewReader(b)
	c.FieldsPerRecord, c.ReuseRecord = -1, true
	head, err := c.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("places %s: no header: %v: %w", name, err, recount.ErrInvalid)
	}
	col := map[string]int{}
	for i, h := range head {
		col[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, need := range []string{"id", "lat", "lon", "source"} {
		if _, ok := col[need]; !ok {
			return nil, nil, fmt.Errorf("places %s: no column %q: %w", name, need, recount.ErrInvalid)
		}
	}
	o := &Overlay{Name: name, byID: map[recount.PlaceID]int{}, exact: map[string][]int{}, bones: map[string][]int{}, heads: map[string]int{}}
	var skips []Skip
	for {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			return o, skips, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			skips = append(skips, Skip{bad.Line, bad.Err.Error()})
			continue
		}
		if err != nil {
			return nil, skips, fmt.Errorf("places %s: %w", name, err)
		}
		line, _ := c.FieldPos(0)
		p, why := readPlace(col, rec)
		if why == "" {
			if _, twice := o.byID[p.ID]; twice {
				why = "id " + string(p.ID) + " stands twice"
			}
		}
		if why != "" {
			skips = append(skips, Skip{line, why})
			continue
		}
		p.Layer = name
		o.add(p)
	}
}

func readPlace(col map[string]int, rec []string) (recount.Place, string) {
	get := func(k string) string {
		if i, ok := col[k]; ok && i < len(rec) {
			return strings.ToValidUTF8(strings.TrimSpace(rec[i]), "")
		}
		return ""
	}
	p := recount.Place{ID: recount.PlaceID(get("id")), Name: get("name_en"), Admin1: get("admin1"), Country: strings.ToUpper(get("country")), Level: recount.Precision(get("level"))}
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
	case get("source") == "":
		return p, "no source"
	case err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180):
		return p, "no sound position"
	case p.Country != "" && len(p.Country) != 2:
		return p, "country is no two-letter code"
	}
	if p.Level == "" {
		p.Level = recount.AtArea
	}
	if p.Reach = reachOf(p.Level); p.Reach == 0 {
		return p, "level " + string(p.Level) + " is not known"
	}
	p.Point = recount.LatLon{Lat: lat, Lon: lon}
	if up := get("parent"); up != "" {
		p.Within = append(p.Within, recount.PlaceID(up))
	}
	if p.Country != "" {
		p.Within = append(p.Within, recount.PlaceID("iso:"+p.Country))
	}
	switch strings.ToLower(get("approx")) {
	case "1", "true", "yes":
		p.Approx = true
	}
	return p, ""
}

// reachOf is the radius in metres assumed for a level when nothing is known.
func reachOf(l recount.Precision) float64 {
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

func (o *Overlay) add(p recount.Place) {
	n := len(o.places)
	o.places = append(o.places, p)
	o.byID[p.ID] = n
	seen := map[string]bool{}
	for _, name := range append([]string{p.Name}, p.Names...) {
		k := Fold(name)
		if k != "" && !seen[k] {
			seen[k] = true
			o.exact[k] = append(o.exact[k], n)
			words := strings.Fields(k)
			o.heads[words[0]] = max(o.heads[words[0]], len(words))
		}
		for _, s := range Skeletons(name) {
			if len(s) > 2 && !seen["\x00"+s] {
				seen["\x00"+s] = true
				o.bones[s] = append(o.bones[s], n)
			}
		}
	}
}
