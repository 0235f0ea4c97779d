// Package foreign reads other people's lists of places into layers of the
// gazetteer: GeoNames, OCHA's administrative boundaries, Who's On First,
// OpenStreetMap by Overpass, and lists of one's own.
//
// Files are read once, as a stream, and every byte of them is somebody else's:
// what cannot be read is counted with its reason and passed over, what is too
// large ends the import, and nothing is guessed.
package foreign

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// Limits of an import. They keep a hostile or mistaken file from filling the
// memory or the disk.
const (
	maxPlaces  = 1_000_000
	maxFiles   = 500_000
	maxBytes   = 32 << 30 // of one file, unpacked
	maxLine    = 1 << 20
	maxFeature = 64 << 20
	maxNames   = 200 // of a place
)

// Options say how files are read, and what is noted of the layer.
type Options struct {
	Format  Format // Auto finds it from the content
	Name    string // of the layer; "" names it after the first file
	Licence string // "" for the usual licence of the format
	Country string // two letters, for rows that say none
	By      string
	At      time.Time
	Own     bool // see gazetteer.Layer
	// Places fills in the country and division that a row does not say, from
	// its position. It may be nil.
	Places *gazetteer.Gazetteer
	// Progress hears from time to time how many rows were read. It may be nil.
	Progress func(read int)
}

// A Result is a layer ready to be kept.
type Result struct {
	Layer    gazetteer.Layer
	Compiled []byte    // as gazetteer.OpenLayer reads it
	Examples []Example // of rows passed over, a few of each reason
	Homeless int       // places of which no country is known
}

// An Example is a row that was passed over.
type Example struct {
	File string
	Row  int // line or number of the feature, from 1
	Why  string
}

// Import reads files, folders and zip archives as one layer. Several files
// make one layer only if they are of one family: a GeoNames country file and
// its alternate names, the levels of one OCHA data set. It returns ErrInvalid
// for what is in no known form, and ctx's error when it is stopped.
func Import(ctx context.Context, paths []string, o Options) (*Result, error) {
	files, err := expand(ctx, paths, o.Format)
	if err != nil {
		return nil, err
	}
	defer files.close()
	im := &importer{ctx: ctx, o: o, byID: map[recount.PlaceID]int{}, divisions: map[string]string{}, shown: map[string]int{}}
	im.layer = gazetteer.Layer{Format: string(files.family), Licence: o.Licence, At: o.At.UTC().Truncate(time.Second), By: o.By, Own: o.Own || files.family == CSV, Skipped: map[string]int{}}
	if im.layer.Licence == "" {
		im.layer.Licence = licences[files.family]
	}
	if im.layer.Name, err = layerName(o.Name, paths[0]); err != nil {
		return nil, err
	}
	for _, f := range files.list {
		if err := im.file(f); err != nil {
			return nil, err
		}
	}
	im.layer.Files = files.summary()
	return im.finish()
}

// layerName makes a name that is a file's name too.
func layerName(name, path string) (string, error) {
	if name == "" {
		name = path
		if i := strings.LastIndexAny(name, `/\`); i >= 0 && i+1 < len(name) {
			name = name[i+1:]
		}
		if i := strings.IndexByte(name, '.'); i > 0 {
			name = name[:i]
		}
		name = strings.ToLower(strings.Trim(strings.Map(func(r rune) rune {
			if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
				return r
			}
			return '-'
		}, name), "-"))
	}
	return name, gazetteer.CheckLayerName(name)
}

// An importer gathers one layer.
type importer struct {
	ctx       context.Context
	o         Options
	layer     gazetteer.Layer
	entries   []gazetteer.Entry
	codes     []string // of the first-order division, beside entries; "" if the name is known
	byID      map[recount.PlaceID]int
	divisions map[string]string // names by code, or by identifier
	shown     map[string]int
	examples  []Example
	name      string // of the file being read
	row       int
}

// step begins a row. It fails when the import is to stop.
func (im *importer) step(row int) error {
	im.row = row
	im.layer.Read++
	if im.layer.Read%1024 == 0 {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		if im.o.Progress != nil {
			im.o.Progress(im.layer.Read)
		}
	}
	return nil
}

// skip passes the row over. Reasons are few and fixed: what is foreign stays
// out of them.
func (im *importer) skip(why string) {
	im.layer.Skipped[why]++
	if im.shown[why]++; im.shown[why] <= 3 {
		im.examples = append(im.examples, Example{im.name, im.row, why})
	}
}

// keep takes an entry, whose division may be known by a code only.
func (im *importer) keep(e gazetteer.Entry, code string) error {
	if why := im.amend(&e); why != "" {
		im.skip(why)
		return nil
	}
	if _, twice := im.byID[e.ID]; twice {
		im.skip("an identifier that stood before")
		return nil
	}
	if len(im.entries) >= maxPlaces {
		return fmt.Errorf("%s: more than %d places; take the file of one country: %w", im.name, maxPlaces, recount.ErrInvalid)
	}
	im.byID[e.ID] = len(im.entries)
	im.entries = append(im.entries, e)
	im.codes = append(im.codes, code)
	return nil
}

// amend makes an entry whole and sound, or says why it cannot be.
func (im *importer) amend(e *gazetteer.Entry) string {
	names := e.Names
	if gazetteer.Fold(e.Name) != "" {
		names = append([]string{e.Name}, names...)
	}
	e.Name, e.Names = "", nil
	addNames(&e.Place, names...)
	switch p := e.Point; {
	case e.ID == "" || len(e.ID) > 200:
		return "no identifier"
	case e.Name == "":
		return "no name"
	case !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || p == recount.LatLon{}:
		return "no sound position"
	}
	if e.Country = strings.ToUpper(e.Country); len(e.Country) != 2 || !letters(e.Country) {
		e.Country = strings.ToUpper(im.o.Country)
	}
	if e.Level == recount.NoPlace {
		e.Level = recount.AtArea
	}
	if e.Reach <= 0 {
		e.Reach = gazetteer.ReachOf(e.Level)
	}
	return ""
}

func letters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// addNames gives a place names that it does not have yet, the first as its own
// if it has none.
func addNames(p *recount.Place, names ...string) {
	have := map[string]bool{}
	for _, n := range append([]string{p.Name}, p.Names...) {
		have[gazetteer.Fold(n)] = true
	}
	for _, n := range names {
		if len(p.Names) >= maxNames {
			return
		}
		if len(n) > 200 {
			continue
		}
		n = strings.Join(strings.Fields(strings.ToValidUTF8(n, "")), " ")
		k := gazetteer.Fold(n)
		if have[k] || utf8.RuneCountInString(k) < 2 {
			continue
		}
		have[k] = true
		if p.Name == "" {
			p.Name = n
		} else {
			p.Names = append(p.Names, n)
		}
	}
}

// finish names the divisions, fills in what the position tells, and compiles.
func (im *importer) finish() (*Result, error) {
	if len(im.entries) == 0 {
		return nil, fmt.Errorf("%s: of %d rows none is a place%s: %w", im.layer.Name, im.layer.Read, reasons(im.layer.Skipped), recount.ErrInvalid)
	}
	out := &Result{Examples: im.examples}
	for i := range im.entries {
		if i%4096 == 0 && im.ctx.Err() != nil {
			return nil, im.ctx.Err()
		}
		e := &im.entries[i]
		if c := im.codes[i]; c != "" && e.Admin1 == "" {
			e.Admin1 = im.divisions[c]
		}
		if g := im.o.Places; g != nil && (e.Country == "" || e.Admin1 == "" && e.Class != gazetteer.Region) {
			if a, ok := g.At(e.Point); ok {
				if e.Country == "" {
					e.Country = a.Country
				}
				if e.Country == a.Country && e.Admin1 == "" {
					if p, err := g.Place(a.Admin1); err == nil {
						e.Admin1 = p.Name
					}
				}
			}
		}
		if up := recount.PlaceID("iso:" + e.Country); e.Country == "" {
			out.Homeless++
		} else if !slices.Contains(e.Within, up) {
			e.Within = append(e.Within, up)
		}
	}
	im.layer.Kept = len(im.entries)
	out.Compiled = gazetteer.Compile(im.layer, im.entries)
	o, err := gazetteer.OpenLayer(out.Compiled)
	if err != nil {
		return nil, err
	}
	out.Layer = o.Layer
	return out, nil
}

// reasons lists why rows were passed over, the commonest first.
func reasons(skipped map[string]int) string {
	keys := slices.SortedFunc(maps.Keys(skipped), func(a, b string) int { return skipped[b] - skipped[a] })
	if len(keys) == 0 {
		return ""
	}
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%d %s", skipped[k], k)
	}
	return " (" + strings.Join(keys, "; ") + ")"
}
