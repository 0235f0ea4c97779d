package web

import (
	"math"

	"github.com/recountlab/recount"
)

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
