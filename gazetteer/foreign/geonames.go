package foreign

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// lines hands the lines of a table with tabs to f. There is no quoting: a
// quotation mark is part of a name.
func (im *importer) lines(b *bufio.Reader, f func(col []string) error) error {
	var line []byte
	for n := 1; ; n++ {
		line = line[:0]
		for {
			part, err := b.ReadSlice('\n')
			line = append(line, part...)
			if len(line) > maxLine {
				return fmt.Errorf("a row %w: %w", errTooLarge, recount.ErrInvalid)
			}
			if err == nil {
				break
			}
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if !errors.Is(err, io.EOF) {
				return err
			}
			if len(line) == 0 {
				return nil
			}
			break
		}
		row := strings.TrimRight(strings.ToValidUTF8(string(line), ""), "\r\n")
		if row == "" || row[0] == '#' {
			continue
		}
		if err := im.step(n); err != nil {
			return err
		}
		if err := f(strings.Split(row, "\t")); err != nil {
			return err
		}
	}
}

// sites are the kinds of other things that reports name as places.
var sites = map[string]struct {
	level recount.Precision
	reach float64
}{
	"AIRB": {recount.AtSite, 2000}, "AIRF": {recount.AtSite, 1000}, "AIRP": {recount.AtSite, 2000}, "MILB": {recount.AtSite, 1000}, "DAM": {recount.AtSite, 500}, "BDG": {recount.AtSite, 200},
	"HSP": {recount.AtSite, 200}, "CMP": {recount.AtArea, 1000}, "CMPRF": {recount.AtArea, 1000}, "OILF": {recount.AtArea, 5000}, "PASS": {recount.AtSite, 1000}, "MT": {recount.AtArea, 5000}, "RSV": {recount.AtArea, 5000},
}

// geonames reads a country file, or any other of its 19 columns.
func (im *importer) geonames(b *bufio.Reader, _ *stream) error {
	return im.lines(b, func(c []string) error {
		if len(c) != 19 {
			im.skip("not 19 columns")
			return nil
		}
		lat, err1 := strconv.ParseFloat(c[4], 64)
		lon, err2 := strconv.ParseFloat(c[5], 64)
		if _, err := strconv.ParseUint(c[0], 10, 32); err != nil {
			im.skip("no identifier")
			return nil
		}
		if err1 != nil || err2 != nil {
			im.skip("no sound position")
			return nil
		}
		people, _ := strconv.ParseUint(c[14], 10, 32) // none is not known
		e := gazetteer.Entry{Place: recount.Place{ID: recount.PlaceID("gn:" + c[0]), Name: c[1], Point: recount.LatLon{Lat: lat, Lon: lon}, Country: c[8], People: int(people), Zone: zoneName(c[17])}}
		if why := geonamesKind(&e, c[6], c[7]); why != "" {
			im.skip(why)
			return nil
		}
		for n := range strings.SplitSeq(c[3], ",") {
			if spoken(n) {
				e.Names = append(e.Names, n)
			}
		}
		if c[2] != "" && c[2] != c[1] {
			e.Names = append(e.Names, c[2])
		}
		code := ""
		if c[10] != "" && c[10] != "00" {
			code = c[8] + "." + c[10]
		}
		if e.Class == gazetteer.Province {
			if code != "" {
				im.divisions[code] = c[1]
			}
			e.Admin1 = c[1]
		}
		if day := c[18]; len(day) == 10 && day > im.layer.Version && strings.Trim(day, "0123456789-") == "" {
			im.layer.Version = day
		}
		return im.keep(e, code)
	})
}

// geonamesKind gives an entry its class and level, or says why it is not taken.
func geonamesKind(e *gazetteer.Entry, class, code string) string {
	e.Class = gazetteer.Town
	switch class {
	case "P":
		switch code {
		case "PPLH", "PPLQ", "PPLW", "PPLCH":
			return "a place that is no more"
		case "PPLX":
			e.Class, e.Level = gazetteer.Quarter, recount.AtArea
			return ""
		case "PPLC":
			e.Class = gazetteer.Capital
		case "PPLA":
			e.Class = gazetteer.Seat
		case "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLG":
			e.Class = gazetteer.Seat2
		}
		e.Level, e.Reach = townLevel(e.People, e.Class != gazetteer.Town)
		return ""
	case "A":
		switch code {
		case "ADM1":
			e.Class, e.Level = gazetteer.Province, recount.AtProvince
		case "ADM2":
			e.Level = recount.AtDistrict
		case "ADM3":
			e.Level = recount.AtSubdistrict
		case "ADM4", "ADM5", "ADMD":
			e.Level, e.Reach = recount.AtSubdistrict, 5000
		case "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADM5H", "ADMDH", "PCLH":
			return "a place that is no more"
		default:
			return "a country, or an area that is no division"
		}
		return ""
	}
	s, ok := sites[code]
	if !ok {
		return "of a kind that is not taken"
	}
	e.Class, e.Level, e.Reach = gazetteer.Quarter, s.level, s.reach
	return ""
}

// townLevel tells a village from a town by its people. A seat of a division is
// a town whatever is known of it.
func townLevel(people int, seat bool) (recount.Precision, float64) {
	switch {
	case people > 500000:
		return recount.AtTown, 10000
	case people >= 2000 || seat:
		return recount.AtTown, 3000
	}
	return recount.AtArea, 1000
}

func zoneName(s string) string {
	if strings.Count(s, "/") == 0 || len(s) > 40 {
		return ""
	}
	return s
}

// spoken reports whether a name of unknown language is one that people read:
// in a script that reports use, no machine's romanisation in small letters,
// and no airport's code.
func spoken(n string) bool {
	upper, latin, count := 0, false, 0
	for _, r := range n {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
			if unicode.IsUpper(r) {
				upper++
			}
			count++
		case unicode.In(r, unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Hebrew):
			count++
		case unicode.IsLetter(r):
			return false
		}
	}
	return count > 1 && (!latin || upper > 0 && (upper < count || count > 4))
}

var notLanguages = map[string]bool{"link": true, "post": true, "iata": true, "icao": true, "faac": true, "unlc": true, "abbr": true, "phon": true, "piny": true, "tcid": true, "fr_1793": true}

// alternates reads the alternate names of places that are in already.
func (im *importer) alternates(b *bufio.Reader, _ *stream) error {
	read := im.layer.Read // names are no rows of places
	err := im.lines(b, func(c []string) error {
		if len(c) != 8 && len(c) != 10 {
			im.skip("alternate names of neither 8 nor 10 columns")
			return nil
		}
		i, ok := im.byID[recount.PlaceID("gn:"+c[1])]
		if !ok {
			return nil // of another country, mostly
		}
		e := &im.entries[i]
		switch lang := strings.ToLower(c[2]); {
		case lang == "wkdt":
			if id := strings.TrimSpace(c[3]); len(id) < 20 && strings.HasPrefix(id, "Q") {
				e.Same = append(e.Same, recount.PlaceID("wd:"+id))
			}
		case notLanguages[lang]:
		case lang == "" && !spoken(c[3]):
		case c[4] == "1" && lang == "en": // the name that English readers know
			names := append([]string{c[3], e.Name}, e.Names...)
			e.Name, e.Names = "", nil
			addNames(&e.Place, names...)
		default:
			if readable(c[3]) {
				addNames(&e.Place, c[3])
			}
		}
		return nil
	})
	im.layer.Read = read
	return err
}

// readable reports whether a name is in a script that is matched.
func readable(n string) bool {
	return strings.ContainsFunc(n, func(r rune) bool {
		return unicode.In(r, unicode.Latin, unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Hebrew)
	})
}

// codesOfDivisions reads admin1CodesASCII.txt.
func (im *importer) codesOfDivisions(b *bufio.Reader, _ *stream) error {
	read := im.layer.Read
	err := im.lines(b, func(c []string) error {
		if len(c) != 4 {
			return nil
		}
		if _, known := im.divisions[c[0]]; !known && len(im.divisions) < 100_000 {
			im.divisions[c[0]] = c[1]
		}
		return nil
	})
	im.layer.Read = read
	return err
}

// own reads a list of one's own.
func (im *importer) own(b *bufio.Reader, in *stream) error {
	in.fresh(maxLine)
	return gazetteer.ScanCSV(b, func(line int, e gazetteer.Entry, why string) error {
		in.fresh(maxLine)
		if err := im.step(line); err != nil {
			return err
		}
		if why != "" {
			im.skip(csvReason(why))
			return nil
		}
		return im.keep(e, "")
	})
}

// csvReason keeps foreign words out of the reasons that are counted.
func csvReason(why string) string {
	switch {
	case strings.HasPrefix(why, "level "):
		return "a level that is not known"
	case strings.HasPrefix(why, "no "), strings.HasPrefix(why, "country "):
		return why
	}
	return "a quotation mark out of place"
}
