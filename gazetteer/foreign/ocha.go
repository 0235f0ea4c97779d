package foreign

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// ocha reads administrative boundaries as GeoJSON.
func (im *importer) ocha(b *bufio.Reader, in *stream) error {
	return im.objects(b, in, "features", func(object) {}, func(f object) error {
		row := map[string]string{}
		for k, raw := range f.object("properties") {
			if len(row) < 200 {
				row[strings.ToLower(k)] = strings.TrimSpace(object{k: raw}.text(k))
			}
		}
		return im.boundary(row, f["geometry"])
	})
}

// ochaRows reads the same as a table.
func (im *importer) ochaRows(b *bufio.Reader, in *stream) error {
	in.fresh(maxLine)
	c := csv.NewReader(b)
	c.FieldsPerRecord, c.ReuseRecord = -1, true
	head, err := c.Read()
	if err != nil {
		return fmt.Errorf("no header: %w: %w", err, recount.ErrInvalid)
	}
	head = slices.Clone(head)
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(head[i]))
	}
	for {
		in.fresh(maxLine)
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csv.ParseError
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		line := 0
		if bad != nil {
			line = bad.Line
		} else {
			line, _ = c.FieldPos(0)
		}
		if err := im.step(line); err != nil {
			return err
		}
		if bad != nil {
			im.skip("a quotation mark out of place")
			continue
		}
		row := map[string]string{}
		for i, v := range rec {
			if i < len(head) {
				row[head[i]] = strings.TrimSpace(strings.ToValidUTF8(v, ""))
			}
		}
		if err := im.boundary(row, nil); err != nil {
			return err
		}
	}
}

var (
	ochaCode = regexp.MustCompile(`^adm(?:in)?([0-9])_?pcode$`)
	ochaName = regexp.MustCompile(`^adm(?:in)?([0-9])(?:_name([0-9]?)|_([a-z]{2})|name(?:_([a-z]{2}))?|_?ref_?name|_?alt.*)$`)
	ochaTag  = regexp.MustCompile(`^#[a-z]+`)
	pcode    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}$`)
)

// boundary takes one row of any of the three schemas; its columns tell which.
func (im *importer) boundary(row map[string]string, geometry json.RawMessage) error {
	codes, names := map[int]string{}, map[int][]string{}
	finest := -1
	for _, col := range sortedKeys(row) {
		v := row[col]
		if ochaTag.MatchString(v) {
			im.skip("a row of tags")
			return nil
		}
		if m := ochaCode.FindStringSubmatch(col); m != nil {
			level := int(m[1][0] - '0')
			codes[level] = v
			finest = max(finest, level)
		} else if m := ochaName.FindStringSubmatch(col); m != nil && v != "" {
			level := int(m[1][0] - '0')
			lang := m[3] + m[4]
			if m[2] != "" {
				lang = row["lang"+m[2]]
			} else if strings.HasSuffix(col, "_name") {
				lang = row["lang"]
			}
			if main := strings.HasSuffix(col, "_name") || lang == "en"; main && !strings.Contains(col, "ref") && !strings.Contains(col, "alt") {
				names[level] = append([]string{v}, names[level]...)
			} else {
				names[level] = append(names[level], v)
			}
		}
	}
	switch {
	case finest <= 0:
		im.skip("a country, which the bundle has")
		return nil
	case !pcode.MatchString(codes[finest]):
		im.skip("no P-code")
		return nil
	case first(row, "valid_to", "validto") != "":
		im.skip("no longer valid")
		return nil
	}
	e := gazetteer.Entry{Class: gazetteer.Town}
	e.ID = recount.PlaceID("pcode:" + codes[finest])
	e.Names = names[finest]
	switch finest {
	case 1:
		e.Level, e.Class = recount.AtProvince, gazetteer.Province
	case 2:
		e.Level = recount.AtDistrict
	case 3:
		e.Level = recount.AtSubdistrict
	default:
		e.Level = recount.AtArea
	}
	if e.Country = row["iso2"]; e.Country == "" && len(codes[0]) == 2 {
		e.Country = codes[0]
	}
	if cc := codes[finest]; e.Country == "" && len(cc) > 3 && letters(strings.ToUpper(cc[:2])) && cc[2] >= '0' && cc[2] <= '9' {
		e.Country = cc[:2]
	}
	for level := finest - 1; level > 0; level-- {
		if c := codes[level]; pcode.MatchString(c) {
			e.Within = append(e.Within, recount.PlaceID("pcode:"+c))
		}
	}
	if n := names[1]; len(n) > 0 {
		e.Admin1 = n[0]
	}
	mid, km2, drawn := outline(geometry)
	lat, err1 := strconv.ParseFloat(first(row, "center_lat", "latitude_y", "latitude", "lat", "y"), 64)
	lon, err2 := strconv.ParseFloat(first(row, "center_lon", "longitude_x", "longitude", "lon", "x"), 64)
	switch {
	case err1 == nil && err2 == nil:
		e.Point = recount.LatLon{Lat: lat, Lon: lon}
	case drawn:
		e.Point = mid
	default:
		im.skip("no sound position")
		return nil
	}
	if given, err := strconv.ParseFloat(row["area_sqkm"], 64); err == nil {
		km2 = given
	}
	if e.Reach = min(radius(km2), 1e6); e.Reach > 0 {
		e.Reach = max(200, e.Reach)
	}
	if v := first(row, "version", "valid_on", "validon", "date"); len(v) <= 30 && v > im.layer.Version {
		im.layer.Version = v
	}
	return im.keep(e, "")
}

// first returns the first of some columns that says anything.
func first(row map[string]string, cols ...string) string {
	for _, c := range cols {
		if row[c] != "" {
			return row[c]
		}
	}
	return ""
}
