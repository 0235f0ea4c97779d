// Package publish writes the record for others to read: one row type, every
// format. A row is one toll of one incident; blank is not zero, and no figure
// goes out without its policy and the size of the ledger it rests on.
package publish

import (
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// A Row is one toll of one incident, flat.
type Row struct {
	ID        recount.IncidentID
	Title     string
	From      time.Time // first day or moment it may have happened
	Until     time.Time // it had happened by then
	Grain     recount.Grain
	Place     string
	Admin1    string
	Country   string // ISO 3166-1 alpha-2
	Point     recount.LatLon
	Radius    float64 // metres
	Precision recount.Precision
	What      recount.What
	Who       string // category of people; "" is everybody
	Low       int
	Best      int // or Blank
	High      int
	Open      bool // the highest claim was itself open
	Outlets   int  // that carried the figure
	Roots     int  // independent origins that count
	Status    recount.TollStatus
	Grade     string
	Reviewed  recount.Status
	Policy    recount.PolicyName
	Ledger    int64              // size of the ledger it was computed from
	Sources   []recount.SourceID // origins that set a bound
	Others    []recount.SourceID // origins heard and set aside, or within the bounds
	Reports   []recount.ReportID
}

// Of makes the row of one toll of an incident. What is told in days is given
// as days at the place, what is told in moments as moments in UTC.
func Of(in recount.Incident, t recount.Toll) Row {
	switch in.When.Grain {
	case recount.Minute, recount.Hour, recount.Part:
	default:
		in.When = in.When.Local()
	}
	r := Row{ID: in.ID, Title: in.Title, From: in.When.From, Until: in.When.Until, Grain: in.When.Grain,
		Place: in.Where.Name, Admin1: in.Where.Admin1, Country: in.Where.Country, Point: in.Where.Point, Radius: in.Where.Radius, Precision: in.Where.Precision,
		What: t.What, Who: Who(t.Who), Low: t.Low, Best: t.Best, High: t.High, Open: t.Open, Outlets: t.Outlets, Roots: t.Roots, Status: t.Status,
		Grade: in.Grade, Reviewed: in.Status, Policy: t.Policy, Ledger: t.AsOf, Reports: in.Reports}
	if r.Place == "" {
		r.Place = in.Where.Words
	}
	for _, b := range t.Basis {
		if len(b.Sets) > 0 {
			r.Sources = append(r.Sources, b.Origin)
		} else {
			r.Others = append(r.Others, b.Origin)
		}
	}
	r.Sources = each(r.Sources)
	r.Others = slices.DeleteFunc(each(r.Others), func(s recount.SourceID) bool { return slices.Contains(r.Sources, s) })
	return r
}

// each is ss in order, each once.
func each(ss []recount.SourceID) []recount.SourceID {
	slices.Sort(ss)
	return slices.Compact(ss)
}

// Who names a category of people in plain words; everybody is "".
func Who(v recount.Victims) string {
	switch v.Group() {
	case recount.Victims{Status: "civilian"}:
		return "civilians"
	case recount.Victims{Status: "combatant"}:
		return "combatants"
	case recount.Victims{Age: "child"}:
		return "children"
	case recount.Victims{Sex: "female"}, recount.Victims{Sex: "female", Age: "adult"}:
		return "women"
	case recount.Victims{Sex: "male"}, recount.Victims{Sex: "male", Age: "adult"}:
		return "men"
	}
	var ws []string
	for _, w := range []string{v.Age, v.Sex, v.Status, v.Role, string(v.Side)} {
		if w != "" {
			ws = append(ws, w)
		}
	}
	return strings.Join(ws, " ")
}
