package foreign

import (
	"bufio"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

var wofKinds = map[string]struct {
	class gazetteer.Class
	level recount.Precision
}{
	"region": {gazetteer.Province, recount.AtProvince}, "county": {gazetteer.Town, recount.AtDistrict}, "localadmin": {gazetteer.Town, recount.AtSubdistrict}, "locality": {gazetteer.Town, recount.AtTown},
	"borough": {gazetteer.Quarter, recount.AtArea}, "macrohood": {gazetteer.Quarter, recount.AtArea}, "neighbourhood": {gazetteer.Quarter, recount.AtArea}, "microhood": {gazetteer.Quarter, recount.AtArea},
	"campus": {gazetteer.Quarter, recount.AtSite},
}

// wof reads features of Who's On First, one a file or many.
func (im *importer) wof(b *bufio.Reader, in *stream) error {
	return im.objects(b, in, "features", func(object) {}, func(f object) error {
		p := f.object("properties")
		id := p.text("wof:id")
		kind, taken := wofKinds[p.text("wof:placetype")]
		switch {
		case id == "":
			im.skip("no identifier")
			return nil
		case p.text("mz:is_current") == "0":
			im.skip("not current")
			return nil
		case gone(p.text("edtf:deprecated")) || gone(p.text("edtf:cessation")):
			im.skip("deprecated or ceased")
			return nil
		case len(ids(p["wof:superseded_by"])) > 0:
			im.skip("superseded by another record")
			return nil
		case p.text("src:alt_label") != "":
			im.skip("another shape of a place")
			return nil
		case !taken:
			im.skip("of a kind that is not taken")
			return nil
		}
		e := gazetteer.Entry{Class: kind.class}
		e.ID, e.Level, e.Country = recount.PlaceID("wof:"+id), kind.level, p.text("wof:country")
		for _, key := range []string{"lbl:", "geom:"} {
			lat, ok1 := p.number(key + "latitude")
			lon, ok2 := p.number(key + "longitude")
			if e.Point = (recount.LatLon{Lat: lat, Lon: lon}); ok1 && ok2 && e.Point != (recount.LatLon{}) {
				break
			}
		}
		if n, ok := p.number("wof:population"); ok && n > 0 && n < 1e9 {
			e.People = int(n)
		}
		if kind.level == recount.AtTown {
			e.Level, e.Reach = townLevel(e.People, false)
		} else if km2, ok := p.number("geom:area_square_m"); ok && kind.level != recount.AtArea && kind.level != recount.AtSite {
			e.Reach = min(1e6, max(200, radius(km2/1e6)))
		}
		e.Name = p.text("wof:name")
		for _, rank := range []string{"_x_preferred", "_x_variant", "_x_colloquial"} {
			for _, key := range sortedKeys(p) {
				if strings.HasPrefix(key, "name:") && strings.HasSuffix(key, rank) {
					for _, n := range p.texts(key) {
						if readable(n) {
							e.Names = append(e.Names, n)
						}
					}
				}
			}
		}
		same := p.object("wof:concordances")
		for key, prefix := range map[string]string{"gn:id": "gn:", "wd:id": "wd:"} {
			if v := same.text(key); v != "" && v != "0" && v != "-1" && len(v) < 20 {
				e.Same = append(e.Same, recount.PlaceID(prefix+v))
			}
		}
		slices.Sort(e.Same)
		if up := p.text("wof:parent_id"); up != "" && up[0] != '-' && up != "0" {
			e.Within = append(e.Within, recount.PlaceID("wof:"+up))
		}
		region := ""
		var chains []object
		if json.Unmarshal(p["wof:hierarchy"], &chains) == nil && len(chains) > 0 {
			region = chains[0].text("region_id")
		}
		if e.Class == gazetteer.Province {
			e.Admin1 = e.Name
			im.divisions["wof:"+id] = e.Name
		}
		if region != "" {
			region = "wof:" + region
		}
		return im.keep(e, region)
	})
}

// gone reports whether a date of an ending says that something ended; "uuuu"
// and ".." are its ways to say that nobody knows.
func gone(edtf string) bool {
	return strings.ContainsAny(edtf, "0123456789")
}

// ids reads a list of numbers.
func ids(raw json.RawMessage) []json.Number {
	var out []json.Number
	if json.Unmarshal(raw, &out) != nil {
		return nil
	}
	return out
}
