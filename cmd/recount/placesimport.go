package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/gazetteer/foreign"
)

type placesImportCmd struct {
	Files   []string `arg:"" name:"file" help:"Files, zip archives or folders that make one layer together."`
	Format  string   `enum:"auto,geonames,alternates,csv,ocha,wof,osm" default:"auto" help:"auto finds it from the content; else geonames, alternates, csv, ocha, wof, osm."`
	Name    string   `placeholder:"NAME" help:"Of the layer; the first file's if none is given."`
	Licence string   `placeholder:"TEXT" help:"Under which the places may be passed on; the usual one of the source if none is given."`
	Country string   `placeholder:"CC" help:"For places of which the file says no country, as OpenStreetMap's; else the bundle's borders tell."`
	Own     bool     `help:"The list was made name by name: its names are meant wherever they are read. Set for csv."`
	Quiet   bool     `short:"q" help:"Say nothing but errors."`
}

// Help shows by example.
func (placesImportCmd) Help() string {
	return `Each import is one layer, kept in the casebook with its licence and the ids of
its source; the same name again replaces it. What cannot be read is counted with
its reason. Stopped half-way, what was there before stays. Sources, licences and
how to get their files: docs/places.md.

  recount places import SY.zip alternateNamesV2.zip     # GeoNames
  recount places import syr_admin_boundaries.geojson.zip --name syr-admin
  recount places import whosonfirst-data-admin-sy/      # a folder
  recount places import aleppo.json --country SY        # Overpass
  recount places import mine.csv --licence "CC0"`
}

// Run imports a layer.
func (a placesImportCmd) Run(w *world, c *cli) error {
	g, err := w.places()
	if err != nil {
		return err
	}
	bar := w.counting("reading", "rows", a.Quiet)
	defer bar.clear()
	o := foreign.Options{Format: foreign.Format(a.Format), Name: a.Name, Licence: a.Licence, Country: a.Country, By: w.actor(c).Name, At: w.now(), Own: a.Own, Places: g, Progress: bar.to}
	if a.Format == "auto" {
		o.Format = foreign.Auto
	} else if a.Format == "alternates" { // they come with the file of places they name
		o.Format = foreign.GeoNames
	}
	got, err := foreign.Import(w.ctx, a.Files, o)
	if err != nil {
		return err
	}
	replaced, err := desk.PutLayer(c.Casebook, got.Compiled)
	if err != nil {
		return err
	}
	bar.clear()
	if a.Quiet {
		return nil
	}
	l := got.Layer
	version, again := "", ""
	if l.Version != "" {
		version = ", version " + l.Version
	}
	if replaced {
		again = ", in place of the layer of that name"
	}
	fmt.Fprintf(w.stdout, "%s: %s%s%s\n%s\n", l.Name, l.Format, version, again, l.Licence)
	fmt.Fprintf(w.stdout, "%d rows read, %d places with %d names kept\n", l.Read, l.Kept, l.Names)
	for _, why := range slices.SortedFunc(maps.Keys(l.Skipped), func(a, b string) int { return l.Skipped[b] - l.Skipped[a] }) {
		at := ""
		for _, e := range got.Examples {
			if e.Why == why {
				if at != "" {
					at += ", "
				}
				at += fmt.Sprintf("%s:%d", e.File, e.Row)
			}
		}
		fmt.Fprintf(w.stdout, "%7d passed over: %s (%s)\n", l.Skipped[why], why, at)
	}
	if got.Homeless > 0 {
		fmt.Fprintf(w.stdout, "%d places of no known country; say it with --country\n", got.Homeless)
	}
	return nil
}
