package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
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

type publicIncident struct {
	incidentRow
	File    string
	Tolls   []tollView
	Map     template.HTML
	Moves   []moveView
	Changed []changed // since it first went out
	Reports []publicReport
	Whole   string // file of the incident that it is a part of, if it is published
	Root    string
	Size    int64
}

type publicReport struct {
	recount.Report
	Link string // to the public page, "" if there is none
}

// incidents writes a page for each incident that is chosen.
func (p *publisher) incidents(ctx context.Context, told func()) error {
	f := p.Filter
	for {
		items, next, err := p.r.Incidents(ctx, f)
		if err != nil {
			return err
		}
		for _, it := range items {
			if it.Incident.Status == recount.Retracted {
				continue
			}
			if err := p.incident(ctx, it); err != nil {
				return fmt.Errorf("incident %s: %w", it.Incident.ID, err)
			}
			told()
		}
		if next == "" {
			return nil
		}
		f.After = next
	}
}

func (p *publisher) incident(ctx context.Context, it store.IncidentItem) error {
	claims, err := p.r.ClaimsOfIncident(ctx, it.Incident.ID)
	if err != nil {
		return err
	}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range claims {
		by[c.ID] = c
	}
	if err := p.basis(ctx, it.Tolls, by); err != nil {
		return err
	}
	var reports []store.ReportItem
	x := &texts{r: p.r, have: map[recount.ReportID]*recount.Report{}}
	for _, id := range it.Incident.Reports {
		rep, err := p.r.Report(ctx, id)
		if err != nil {
			return err
		}
		reports = append(reports, *rep)
		x.have[id] = &rep.Report
	}
	slices.SortFunc(reports, func(a, b store.ReportItem) int {
		return cmp.Or(a.Report.Published.From.Compare(b.Report.Published.From), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	var moves []moveView
	if _, out := p.before[it.Incident.ID]; out || len(claims) <= mostMoved { // each move is reckoned afresh
		if moves, err = p.moves(ctx, it.Incident.ID, reports); err != nil {
			return err
		}
	}
	it.Incident.Where = p.coarsened(it.Incident.Where)
	page := publicIncident{incidentRow: rowOf(it), File: fileOf(it.Incident.ID), Root: p.root, Size: p.size}
	for _, m := range moves {
		if !p.Reasons {
			m.By = nil
		}
		page.Moves = append(page.Moves, m)
	}
	page.Changed = p.since(it.Incident, page.Moves)
	p.changes = append(p.changes, page.Changed...)
	for _, rep := range reports {
		r := publicReport{Report: rep.Report}
		if u, err := url.Parse(r.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
			r.Link = r.URL
		}
		page.Reports = append(page.Reports, r)
	}
	if it.Incident.Whole != "" {
		page.Whole = fileOf(it.Incident.Whole)
	}
	for i, l := range p.tongues {
		x.l = l
		page.Tolls = nil
		for _, t := range it.Tolls {
			v, err := p.toll(ctx, x, t, by)
			if err != nil {
				return err
			}
			v.Leads = len(page.Tolls) == 0
			for j := range v.Basis {
				p.keepPrivate(&v.Basis[j])
			}
			page.Tolls = append(page.Tolls, v)
		}
		page.Map, _ = l.outline([]spotted{{Where: it.Incident.Where, Title: l.title(it.Incident), Href: page.File}}, 320)
		if err := p.page(i, "incident", page.File, "incidents", l.title(it.Incident), page); err != nil {
			return err
		}
	}
	row := page.incidentRow
	for i := range row.Tolls {
		row.Tolls[i].Basis = slices.Clone(row.Tolls[i].Basis)
		for j := range row.Tolls[i].Basis {
			row.Tolls[i].Basis[j].Claims = nil
		}
	}
	p.rows = append(p.rows, row)
	return nil
}

// private are kinds of voices behind which a person may stand.
var private = map[recount.SourceKind]bool{recount.Witness: true, recount.Social: true, recount.Unnamed: true}

// keepPrivate takes from what a voice contributes whatever is not to be shown:
// its words where nobody's, or only those of sources that speak in public, are
// quoted; and of private voices their names.
func (p *publisher) keepPrivate(b *basisView) {
	hide := p.Quotes == QuoteNone || p.Quotes != QuoteAll && private[b.Kind]
	if !hide {
		return
	}
	for i := range b.Earlier {
		b.Earlier[i].Quote = nil
	}
	if b.Latest != nil {
		latest := *b.Latest
		latest.Quote = nil
		b.Latest = &latest
	}
	if private[b.Kind] {
		b.Name = "" // the page says its kind
	}
}

// coarsened moves a place to the middle of a square of so many kilometres, and
// says that it is known no nearer.
func (p *publisher) coarsened(w recount.PlaceRef) recount.PlaceRef {
	if p.Coarse <= 0 || w.Precision == recount.NoPlace {
		return w
	}
	step := p.Coarse / 111.32
	middle := func(v, step float64) float64 { return (math.Floor(v/step) + .5) * step }
	w.Point.Lat = middle(w.Point.Lat, step)
	w.Point.Lon = middle(w.Point.Lon, step/math.Max(.05, math.Cos(w.Point.Lat*math.Pi/180)))
	w.Radius += p.Coarse * 1000 * math.Sqrt2 / 2
	if least := precisionOf(w.Radius); w.Precision.Finer(least) {
		w.Precision = least
	}
	return w
}

// precisionOf is the finest precision that a radius in metres allows.
func precisionOf(radius float64) recount.Precision {
	switch {
	case radius < 500:
		return recount.AtSite
	case radius < 3000:
		return recount.AtArea
	case radius < 10000:
		return recount.AtTown
	}
	return recount.Near
}
