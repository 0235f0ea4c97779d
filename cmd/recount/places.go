package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/gazetteer"
)

type placesCmd struct {
	Find   placesFindCmd   `cmd:"" default:"withargs" help:"Look up a name, and say why the places it may mean stand in their order."`
	Import placesImportCmd `cmd:"" help:"Import places as a layer: GeoNames, OCHA, Who's On First, Overpass, own lists."`
	At     placesAtCmd     `cmd:"" help:"Say in which country and division a position lies, and who disputes it."`
	Layers placesLayersCmd `cmd:"" help:"List the casebook's layers with their licences and counts."`
	Remove placesRemoveCmd `cmd:"" help:"Take a layer and all its places out of the casebook."`
	Focus  placesFocusCmd  `cmd:"" help:"Say, show or clear what the casebook is about."`
}

// Help shows by example.
func (placesCmd) Help() string {
	return `  recount places Aleppo                     # look up a name
  recount places --in PS Rafah
  recount places import SY.zip              # lay places over the bundle
  recount places at 33.27,35.77             # whose is a position
  recount places layers
  recount places remove sy
  recount places focus SY --admin1 Aleppo   # what the casebook is about`
}

var errNoPlace = fmt.Errorf("place: %w", recount.ErrNotFound)

type placesFindCmd struct {
	Name   []string `arg:"" name:"name" help:"The name, in Latin, Arabic, Cyrillic, Greek or Hebrew letters; or the id of a place."`
	In     string   `placeholder:"AREA" help:"A country by its two letters, or a first-order division by its name, that the place is likely in."`
	Near   string   `placeholder:"LAT,LON" help:"A position that the place is likely near."`
	Most   int      `short:"n" default:"10" help:"How many to show."`
	Format string   `enum:"text,jsonl" default:"text" help:"text or jsonl."`
}

// Help shows by example.
func (placesFindCmd) Help() string {
	return `Looks a name up as reports are read with: by the exact name, else by the
consonants that spellings and scripts share, else without articles and words
like city. Needs no casebook; with one, its layers and its focus count.

  recount places Aleppo
  recount places خان شيخون
  recount places Маріуполь
  recount places --in PS Rafah
  recount places --near 36.2,37.16 "Khan al-Asal"
  recount places --format jsonl Douma | jq .id
  recount places gn:170063
  recount -C syria places "Bustan al-Qasr"
  recount places find focus             # a place called like a subcommand

A tier is how the name fits: 1 exact name, 2 other name, 3 same consonants, 4
similar consonants, 5 without an article, 6 without words like city. The cost is
how ill the vowels fit, 0 best.`
}

// Run looks up a name.
func (a placesFindCmd) Run(w *world, c *cli) error {
	dir := desk.Places(c.Casebook)
	g, err := w.places(dir)
	if err != nil {
		return err
	}
	focus, err := desk.FocusIn(dir)
	if err != nil {
		return err
	}
	h := gazetteer.Hint{Countries: focus.Countries}
	if len(a.In) == 2 {
		h.Countries = []string{strings.ToUpper(a.In)}
	} else {
		h.Admin1 = a.In
	}
	if a.Near != "" {
		p, err := position(a.Near)
		if err != nil {
			return err
		}
		h.Near = []recount.LatLon{p}
	}
	name := strings.Join(a.Name, " ")
	found := g.Find(name, h)
	if p, err := g.Place(recount.PlaceID(name)); err == nil {
		found = []gazetteer.Candidate{{Place: p, Tier: 1, Class: gazetteer.ClassOf(p.Level), Why: "its id"}}
	}
	if len(found) == 0 {
		return fmt.Errorf("no place is called %q, nor is any that sounds like it: %w", name, errNoPlace)
	}
	licences := map[string]string{"": bundleLicence}
	for _, l := range g.Layers() {
		licences[l.Name] = l.Licence
	}
	if a.Format == "jsonl" {
		out := json.NewEncoder(w.stdout)
		for _, f := range found[:min(len(found), a.Most)] {
			if err := out.Encode(candidate{f.Place, f.Tier, math.Round(f.Cost*100) / 100, f.Class.String(), math.Round(f.Score*100) / 100, f.Why, licences[f.Place.Layer]}); err != nil {
				return err
			}
		}
		return nil
	}
	for i, f := range found[:min(len(found), a.Most)] {
		a.show(w, i+1, f, licences[f.Place.Layer])
	}
	if more := len(found) - a.Most; more > 0 {
		fmt.Fprintf(w.stdout, "and %d more; see them with: -n %d\n", more, len(found))
	}
	return nil
}

const bundleLicence = "CC BY 4.0, GeoNames (modified); Natural Earth; CLDR"

// candidate is a place a name may mean, as JSON.
type candidate struct {
	recount.Place
	Tier    int     `json:"tier"`
	Cost    float64 `json:"cost"`
	Class   string  `json:"class"`
	Score   float64 `json:"score"`
	Why     string  `json:"why"`
	Licence string  `json:"licence"`
}

func (a placesFindCmd) show(w *world, n int, f gazetteer.Candidate, licence string) {
	p := f.Place
	where := []string{}
	for _, s := range []string{p.Admin1, p.Country} {
		if s != "" && s != p.Name {
			where = append(where, s)
		}
	}
	fmt.Fprintf(w.stdout, "%2d  %s · %s\n", n, p.Name, strings.Join(append(where, string(p.ID)), " · "))
	people := ""
	if p.People > 0 {
		people = fmt.Sprintf(" · %d people", p.People)
	}
	approx := ""
	if p.Approx {
		approx = ", approximate"
	}
	kind := f.Class.String()
	if kind != string(p.Level) {
		kind += ", " + string(p.Level)
	}
	fmt.Fprintf(w.stdout, "    %s · %.4f,%.4f%s, within %.1f km%s\n", kind, p.Point.Lat, p.Point.Lon, approx, p.Reach/1000, people)
	fmt.Fprintf(w.stdout, "    tier %d · cost %.1f · score %.1f: %s\n", f.Tier, f.Cost, f.Score, f.Why)
	from := "bundle"
	if p.Layer != "" {
		from = "layer " + p.Layer
	}
	fmt.Fprintf(w.stdout, "    %s (%s)\n", from, licence)
	if len(p.Same) > 0 {
		same := make([]string, len(p.Same))
		for i, id := range p.Same {
			same[i] = string(id)
		}
		fmt.Fprintf(w.stdout, "    also %s\n", strings.Join(same, " "))
	}
}

// position reads "36.2,37.16".
func position(s string) (recount.LatLon, error) {
	a, b, ok := strings.Cut(s, ",")
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(a), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(b), 64)
	if !ok || err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
		return recount.LatLon{}, fmt.Errorf("--near %q: want latitude,longitude like 36.2,37.16: %w", s, recount.ErrInvalid)
	}
	return recount.LatLon{Lat: lat, Lon: lon}, nil
}

type placesLayersCmd struct {
	Format string `enum:"table,jsonl" default:"table" help:"table or jsonl."`
}

// Help shows by example.
func (placesLayersCmd) Help() string {
	return `The lowest comes first; of one place in several layers the uppermost is taken.
Own lists lie above imports of everything, and *.csv files put into the
casebook's folder places by hand lie on top.

  recount places layers
  recount places layers --format jsonl | jq .files`
}

// Run lists layers.
func (a placesLayersCmd) Run(w *world, c *cli) error {
	g, err := w.places(desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	if a.Format == "jsonl" {
		out := json.NewEncoder(w.stdout)
		for _, l := range g.Layers() {
			if err := out.Encode(l); err != nil {
				return err
			}
		}
		return nil
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "NAME\tFORMAT\tPLACES\tNAMES\tVERSION\tIMPORTED\tLICENCE")
	fmt.Fprintf(tw, "(bundle)\t\t%d\t\t\t\t%s\n", g.Size(), bundleLicence)
	for _, l := range g.Layers() {
		at := ""
		if !l.At.IsZero() {
			at = l.At.Format("2006-01-02")
		}
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%s\t%s\t%s\n", l.Name, l.Format, l.Kept, l.Names, l.Version, at, l.Licence)
	}
	return tw.Flush()
}

type placesRemoveCmd struct {
	Name string `arg:"" help:"The layer, as recount places layers lists it."`
}

// Run removes a layer.
func (a placesRemoveCmd) Run(w *world, c *cli) error {
	if err := desk.RemoveLayer(c.Casebook, a.Name); err != nil {
		if _, statErr := os.Stat(filepath.Join(desk.Places(c.Casebook), a.Name)); statErr == nil {
			return fmt.Errorf("%s is a file that was put into %s by hand; take it out by hand", a.Name, desk.Places(c.Casebook))
		}
		return err
	}
	fmt.Fprintf(w.stdout, "%s: removed\n", a.Name)
	return nil
}

type placesFocusCmd struct {
	Countries []string `arg:"" optional:"" name:"country" help:"Countries by their two letters: SY."`
	Admin1    []string `name:"admin1" placeholder:"NAME" help:"First-order divisions of theirs."`
	Clear     bool     `help:"Forget the focus."`
}

// Help shows by example.
func (placesFocusCmd) Help() string {
	return `What a casebook is about weighs in where a name could mean several places, as
two names of that country in the report would; it shuts nothing out. It holds
for reports that are read from then on.

  recount places focus SY
  recount places focus SY --admin1 Aleppo --admin1 Idlib
  recount places focus              # show it
  recount places focus --clear
  recount read --focus SY report.txt`
}

// Run says, shows or clears the focus.
func (a placesFocusCmd) Run(w *world, c *cli) error {
	switch {
	case a.Clear && len(a.Countries)+len(a.Admin1) > 0:
		return fmt.Errorf("--clear and a new focus at once: %w", recount.ErrInvalid)
	case a.Clear:
		return desk.SetFocus(c.Casebook, desk.Focus{})
	case len(a.Countries) == 0 && len(a.Admin1) > 0:
		return fmt.Errorf("--admin1 wants its country with it: recount places focus SY --admin1 Aleppo: %w", recount.ErrInvalid)
	}
	f, err := desk.FocusIn(desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	if len(a.Countries) > 0 {
		g, err := gazetteer.Open()
		if err != nil {
			return err
		}
		if f, err = focusOf(g, a.Countries, a.Admin1); err != nil {
			return err
		}
		if err := desk.SetFocus(c.Casebook, f); err != nil {
			return err
		}
	}
	if len(f.Countries) == 0 {
		fmt.Fprintln(w.stdout, "no focus")
		return nil
	}
	out := "focus: " + strings.Join(f.Countries, ", ")
	if len(f.Divisions) > 0 {
		out += " (" + strings.Join(f.Divisions, ", ") + ")"
	}
	fmt.Fprintln(w.stdout, out)
	return nil
}

// focusOf checks what a person says a casebook is about.
func focusOf(g *gazetteer.Gazetteer, countries, divisions []string) (desk.Focus, error) {
	var f desk.Focus
	for _, cc := range countries {
		cc = strings.ToUpper(cc)
		if _, err := g.Place(recount.PlaceID("iso:" + cc)); err != nil {
			return f, fmt.Errorf("focus %q: no country has these two letters: %w", cc, recount.ErrInvalid)
		}
		if !slices.Contains(f.Countries, cc) {
			f.Countries = append(f.Countries, cc)
		}
	}
	for _, d := range divisions {
		if !slices.ContainsFunc(f.Countries, func(cc string) bool { return g.HasDivision(cc, d) }) {
			return f, fmt.Errorf("focus %q: no first-order division of %s is called so: %w", d, strings.Join(f.Countries, ", "), recount.ErrInvalid)
		}
		f.Divisions = append(f.Divisions, d)
	}
	return f, nil
}
