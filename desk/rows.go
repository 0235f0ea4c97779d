package desk

import (
	"context"
	"math"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/store"
)

// A RowMatch is a count of somebody's dataset of events, beside the incident of
// the casebook that is most like the event it is of.
type RowMatch struct {
	Row      recount.Report
	Claim    recount.Claim
	Incident *recount.Incident // nil if none is like it
	Toll     recount.Toll      // of the same harm to the same people, or to everybody; zero if there is none
}

// Agrees reports whether some number lies within both the row's bounds and the
// toll's.
func (c RowMatch) Agrees() bool {
	return c.Incident != nil && c.Toll.Status != "" && c.Claim.Count.Low <= c.Toll.High && (c.Toll.Low <= c.Claim.Count.High || c.Toll.Open)
}

// How near an incident must be to a row to be like it, beyond what either says
// of how precisely its place and its days are known.
const (
	likeMetres = 10_000
	likeDays   = 1
)

// CompareRows holds the rows of datasets in the casebook against its incidents, and
// tells found of each count in order of the rows' coming in, latest first. Of
// several incidents the one nearest in time is taken, and then in place. source
// is one dataset, or "" for all.
func CompareRows(ctx context.Context, r *store.Reader, source recount.SourceID, found func(RowMatch) error) error {
	f := store.ReportFilter{Source: source, Text: extract.RowScheme, Limit: 500}
	for {
		page, next, err := r.Reports(ctx, f)
		if err != nil {
			return err
		}
		for _, it := range page {
			if !extract.IsRow(&it.Report) {
				continue
			}
			claims, err := r.ClaimsOf(ctx, it.Report.ID)
			if err != nil {
				return err
			}
			for _, c := range claims {
				if c.PartOf != "" {
					continue
				}
				got := RowMatch{Row: it.Report, Claim: c}
				if err := got.find(ctx, r); err != nil {
					return err
				}
				if err := found(got); err != nil {
					return err
				}
			}
		}
		if f.After = next; next == "" {
			return nil
		}
	}
}

// find finds the incident that is most like the event of c.
func (c *RowMatch) find(ctx context.Context, r *store.Reader) error {
	at, days := c.Claim.Where, c.Claim.When
	if at.Precision == recount.NoPlace || days.IsZero() {
		return nil
	}
	reach := (at.Radius + likeMetres + 100_000) / 111_000 // of incidents whose own place is wide
	wide := reach / math.Max(0.1, math.Cos(at.Point.Lat*math.Pi/180))
	f := store.IncidentFilter{From: days.From.AddDate(0, 0, -likeDays), Until: days.Until.AddDate(0, 0, likeDays), Limit: 500,
		Box: store.Box{South: max(-90, at.Point.Lat-reach), North: min(90, at.Point.Lat+reach), West: max(-180, at.Point.Lon-wide), East: min(180, at.Point.Lon+wide)}}
	best := math.Inf(1)
	for {
		page, next, err := r.Incidents(ctx, f)
		if err != nil {
			return err
		}
		for _, it := range page {
			far := at.Point.Metres(it.Incident.Where.Point) - at.Radius - it.Incident.Where.Radius
			if far > likeMetres {
				continue
			}
			apart := max(0, days.From.Sub(it.Incident.When.Until), it.Incident.When.From.Sub(days.Until))
			like := float64(apart)/float64(24*time.Hour)*likeMetres*2 + max(0, far) + at.Point.Metres(it.Incident.Where.Point)/1000
			toll, ok := tollFor(it.Tolls, c.Claim)
			if !ok { // of incidents as near, one with a toll
				like += likeMetres / 2
			}
			if like < best || like == best && strings.Compare(string(it.Incident.ID), string(c.Incident.ID)) < 0 {
				best, c.Incident, c.Toll = like, &it.Incident, toll
			}
		}
		if f.After = next; next == "" {
			return nil
		}
	}
}

// tollFor is the toll that is of what a claim counts, or of it for everybody.
func tollFor(ts []recount.Toll, c recount.Claim) (toll recount.Toll, ok bool) {
	for _, t := range ts {
		if t.What != c.What || t.Status == recount.NoClaim {
			continue
		}
		if t.Who.Group() == c.Who.Group() {
			return t, true
		}
		if t.Who.Everybody() {
			toll, ok = t, true
		}
	}
	return toll, ok
}
