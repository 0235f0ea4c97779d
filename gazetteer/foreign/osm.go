package foreign

import (
	"bufio"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

var osmPlaces = map[string]struct {
	class gazetteer.Class
	level recount.Precision
	reach float64
}{
	"city": {gazetteer.Town, recount.AtTown, 5000}, "town": {gazetteer.Town, recount.AtTown, 3000}, "village": {gazetteer.Town, recount.AtArea, 1000},
	"hamlet": {gazetteer.Town, recount.AtArea, 500}, "isolated_dwelling": {gazetteer.Town, recount.AtSite, 200}, "suburb": {gazetteer.Quarter, recount.AtArea, 1500},
	"quarter": {gazetteer.Quarter, recount.AtArea, 1000}, "neighbourhood": {gazetteer.Quarter, recount.AtArea, 700}, "borough": {gazetteer.Quarter, recount.AtArea, 3000}, "locality": {gazetteer.Quarter, recount.AtArea, 1000},
}

// osm reads an answer of Overpass.
func (im *importer) osm(b *bufio.Reader, in *stream) error {
	version := func(o object) {
		if v := o.object("osm3s").text("timestamp_osm_base"); len(v) <= 30 && v > im.layer.Version {
			im.layer.Version = v
		}
	}
	return im.objects(b, in, "elements", version, func(el object) error {
		tags := el.object("tags")
		kind, taken := osmPlaces[tags.text("place")]
		if n, err := strconv.Atoi(tags.text("admin_level")); !taken && tags.text("boundary") == "administrative" && err == nil {
			switch {
			case n <= 3:
				im.skip("a country, which the bundle has")
				return nil
			case n == 4:
				kind.class, kind.level = gazetteer.Province, recount.AtProvince
			case n <= 6:
				kind.level = recount.AtDistrict
			case n <= 8:
				kind.level = recount.AtSubdistrict
			default:
				kind.class, kind.level = gazetteer.Quarter, recount.AtArea
			}
			taken = true
		}
		if !taken {
			im.skip("of a kind that is not taken")
			return nil
		}
		prefix := map[string]string{"node": "n", "way": "w", "relation": "r"}[el.text("type")]
		id := el.text("id")
		if _, err := strconv.ParseUint(id, 10, 63); err != nil || prefix == "" {
			im.skip("no identifier")
			return nil
		}
		e := gazetteer.Entry{Class: kind.class}
		e.ID, e.Level, e.Reach = recount.PlaceID("osm:"+prefix+id), kind.level, kind.reach
		at := el
		if _, ok := el.number("lat"); !ok {
			at = el.object("center")
		}
		lat, ok1 := at.number("lat")
		lon, ok2 := at.number("lon")
		if !ok1 || !ok2 {
			im.skip("no sound position")
			return nil
		}
		e.Point = recount.LatLon{Lat: lat, Lon: lon}
		for _, key := range []string{"name:en", "int_name", "name", "name:ar", "official_name", "alt_name", "loc_name", "old_name"} {
			for n := range strings.SplitSeq(tags.text(key), ";") {
				if readable(n) {
					e.Names = append(e.Names, n)
				}
			}
		}
		for _, key := range sortedKeys(tags) {
			if len(key) <= 8 && strings.HasPrefix(key, "name:") && readable(tags.text(key)) {
				e.Names = append(e.Names, tags.text(key))
			}
		}
		if n, err := strconv.Atoi(strings.NewReplacer(",", "", " ", "", ".", "").Replace(tags.text("population"))); err == nil && n > 0 && n < 1e9 {
			e.People = n
		}
		if e.People > 500000 && e.Level == recount.AtTown {
			e.Reach = 10000
		}
		if wd := tags.text("wikidata"); strings.HasPrefix(wd, "Q") && len(wd) < 20 {
			e.Same = append(e.Same, recount.PlaceID("wd:"+wd))
		}
		e.Country = tags.text("is_in:country_code")
		if e.Class == gazetteer.Province && len(e.Names) > 0 {
			e.Admin1 = e.Names[0]
		}
		return im.keep(e, "")
	})
}
