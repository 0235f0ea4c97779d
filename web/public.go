package web

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
)

// A Public is what is shown of a casebook to everybody.
type Public struct {
	Title     string   // of the whole, as its publishers call it
	About     string   // who publishes it and why, "" for nothing
	Languages []string // of those the pages speak, the first leads
	Filter    store.IncidentFilter
	Quotes    Quotes
	Coarse    float64 // kilometres to which positions are coarsened, 0 for not at all
	Reasons   bool    // whether what people gave as reasons is shown
}

// Quotes says whose words are quoted.
type Quotes string

const (
	QuoteAll     Quotes = "all"     // everybody's
	QuoteSources Quotes = "sources" // not those of witnesses, private accounts and the unnamed
	QuoteNone    Quotes = "none"    // nobody's
)

// A Published says what went out.
type Published struct {
	Incidents []recount.IncidentID
	Rows      int   // of the tables
	AsOf      int64 // size of the ledger
}

// Publish writes the pages of what o chooses, in each language, with the tables
// to download, the rules in force, and what has changed since each incident first
// went out. The pages need no server and no script. put takes one file by its
// path; told is called after each incident.
//
// The same casebook gives the same bytes: no clock is read.
func Publish(ctx context.Context, d *desk.Desk, with With, o Public, put func(name string, b []byte) error, told func()) (Published, error) {
	s := &site{r: &d.DB.Reader, desk: d, places: with.Places, tongues: tongues(with.Places)}
	p := &publisher{site: s, Public: o, put: put}
	for _, lang := range o.Languages {
		l := s.tongues[lang]
		if l == nil {
			return Published{}, fmt.Errorf("language %q: the pages do not speak it: %w", lang, recount.ErrInvalid)
		}
		p.tongues = append(p.tongues, l)
		p.tmpl = append(p.tmpl, parse("public", l))
	}
	var err error
	if p.size, err = s.r.Size(ctx); err != nil {
		return Published{}, err
	}
	if p.size > 0 {
		last, err := s.r.Entries(ctx, p.size-1, 1)
		if err != nil {
			return Published{}, err
		}
		p.asOf = last[0].At
	}
	if root, err := s.r.Root(ctx, p.size); err == nil {
		p.root = root.String()
	}
	if p.before, err = s.r.FirstReleased(ctx); err != nil {
		return Published{}, err
	}
	if err := p.incidents(ctx, told); err != nil {
		return Published{}, err
	}
	out := Published{AsOf: p.size}
	for _, it := range p.rows {
		out.Incidents = append(out.Incidents, it.Incident.ID)
	}
	for _, write := range []func(context.Context) error{p.gone, p.lists, p.totals, p.rules, p.assets} {
		if err := write(ctx); err != nil {
			return Published{}, err
		}
	}
	for _, f := range []publish.Format{publish.CSV, publish.GeoJSON} {
		var b bytes.Buffer
		if err := publish.Write(&b, f, p.table(&out.Rows)); err != nil {
			return Published{}, err
		}
		if err := put("incidents."+string(f), b.Bytes()); err != nil {
			return Published{}, err
		}
	}
	return out, nil
}

type publisher struct {
	*site
	Public
	put     func(string, []byte) error
	tongues []*tongue
	tmpl    []map[string]*template.Template // of the tongue of that place
	size    int64
	asOf    time.Time
	root    string
	before  map[recount.IncidentID]int64 // ledger entries by which they first went out
	rows    []incidentRow                // without what tolls rest on
	changes []changed
}

// A publicFrame is what every public page has around its own content.
type publicFrame struct {
	*tongue
	Title, Site, About, File, Here string
	Others                         []*tongue
	Size                           int64
	AsOf                           time.Time
	Incidents                      int
	Page                           any
}

// page writes one page in one language.
func (p *publisher) page(i int, name, file, here, title string, page any) error {
	l := p.tongues[i]
	f := publicFrame{tongue: l, Title: title, Site: p.Title, About: p.About, File: file, Here: here, Size: p.size, AsOf: p.asOf, Incidents: len(p.rows), Page: page}
	for _, o := range p.tongues {
		if o != l {
			f.Others = append(f.Others, o)
		}
	}
	var b bytes.Buffer
	if err := p.tmpl[i][name].ExecuteTemplate(&b, "layout.html", f); err != nil {
		return err
	}
	return p.put(l.Lang+"/"+file, b.Bytes())
}

// fileOf names the page of an incident. A colon is no good in a file's name.
func fileOf(id recount.IncidentID) string {
	return strings.ReplaceAll(string(id), ":", "-") + ".html"
}
