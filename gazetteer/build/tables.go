package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// rows reads a hand-written table: tabs between columns, # before comments.
func (b *builder) rows(name string, columns int) ([][]string, error) {
	raw, err := os.ReadFile(filepath.Join(b.data, name))
	if err != nil {
		return nil, err
	}
	var out [][]string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != columns {
			return nil, fmt.Errorf("%s: %q: %d columns, want %d", name, line, len(c), columns)
		}
		out = append(out, c)
	}
	return out, nil
}

// position reads a latitude and a longitude.
func position(lat, lon string) (recount.LatLon, error) {
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	return recount.LatLon{Lat: y, Lon: x}, errors.Join(err1, err2)
}

// regions adds the hand-written regions. One that lies over a division of
// nearly its name and place gives the division its names instead.
func (b *builder) regions() error {
	rows, err := b.rows("regions.tsv", 7)
	if err != nil {
		return err
	}
	for _, c := range rows {
		e := gazetteer.Entry{Class: gazetteer.Region}
		e.Name, e.Level = c[0], recount.AtZone
		e.ID = recount.PlaceID("rg:" + strings.ReplaceAll(gazetteer.Fold(c[0]), " ", "-"))
		e.Names = alternates(c[0], c[1]+","+strings.ReplaceAll(c[2], "|", ","))
		if len(c[3]) == 2 {
			e.Country = c[3]
		}
		var n [3]float64
		for i := range n {
			if n[i], err = strconv.ParseFloat(c[4+i], 64); err != nil {
				return fmt.Errorf("%s: %w", c[0], err)
			}
		}
		e.Point, e.Reach = recount.LatLon{Lat: n[0], Lon: n[1]}, n[2]*1000
		if i := b.division(e); i >= 0 {
			d := &b.entries[i]
			d.Names = alternates(d.Name, strings.Join(append(append(d.Names, e.Name), e.Names...), ","))
			continue
		}
		b.add(e)
	}
	return nil
}

func (b *builder) division(r gazetteer.Entry) int {
	if r.Country == "" {
		return -1
	}
	k := gazetteer.Fold(r.Name)
	for i := range b.entries {
		e := &b.entries[i]
		if e.Class == gazetteer.Province && e.Country == r.Country && named(e, k) {
			return i
		}
	}
	return -1
}

func (b *builder) aliases() error {
	rows, err := b.rows("aliases.tsv", 2)
	if err != nil {
		return err
	}
	for _, c := range rows {
		i, ok := b.byID[recount.PlaceID(c[0])]
		if !ok {
			continue
		}
		e := &b.entries[i]
		seen := map[string]bool{gazetteer.Fold(e.Name): true}
		for _, n := range e.Names {
			seen[gazetteer.Fold(n)] = true
		}
		for a := range strings.SplitSeq(c[1], "|") {
			if wrong, ok := strings.CutPrefix(a, "-"); ok {
				e.Names = slices.DeleteFunc(e.Names, func(n string) bool { return gazetteer.Fold(n) == gazetteer.Fold(wrong) })
				continue
			}
			if better, ok := strings.CutPrefix(a, "="); ok {
				if e.Name == better {
					continue
				}
				if e.Class == gazetteer.Province {
					e.Admin1 = better
				}
				e.Names = slices.DeleteFunc(e.Names, func(n string) bool { return n == better })
				e.Name, e.Names = better, append(e.Names, e.Name)
				continue
			}
			if k := gazetteer.Fold(a); !seen[k] {
				seen[k] = true
				e.Names = append(e.Names, a)
			}
		}
	}
	return nil
}

// prune takes the keys of a country's and a great region's names from the
// alternates of divisions: "Syria" is never one of its parts.
func (b *builder) prune() {
	taken := map[string]bool{}
	for _, e := range b.entries {
		if e.Class == gazetteer.Country {
			for _, n := range append([]string{e.Name}, e.Names...) {
				taken[e.Country+gazetteer.Fold(n)] = true
			}
		}
	}
	for i := range b.entries {
		e := &b.entries[i]
		if e.Class == gazetteer.Country {
			continue
		}
		keep := e.Names[:0:0]
		for _, n := range e.Names {
			if !taken[e.Country+gazetteer.Fold(n)] {
				keep = append(keep, n)
			}
		}
		e.Names = keep
	}
}
