package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// apart is how long nothing may be said of a truce before talk of a truce is
// of another one.
const apart = 60 * 24 * time.Hour

// Processes folds what is claimed of truces into the truces themselves: one
// country's announcements, extensions and collapses, in the order they
// happened. A truce is in force from the earliest time its announcement or its
// being in force is told of; it ends with its collapse, and holds while nobody
// tells of one. A breach does not end it. The order of claims does not matter.
func Processes(claims []recount.Claim) []recount.Process {
	by := map[string][]recount.Claim{}
	for _, c := range claims {
		switch c.What {
		case recount.TruceAnnounced, recount.TruceInForce, recount.TruceExtended, recount.TruceBroken, recount.TruceCollapsed:
			if c.Reality == recount.Actual && !c.Denied && !c.When.IsZero() {
				by[c.Where.Country] = append(by[c.Where.Country], c)
			}
		}
	}
	var out []recount.Process
	for country, cs := range by {
		slices.SortFunc(cs, func(a, b recount.Claim) int {
			return cmp.Or(a.When.From.Compare(b.When.From), cmp.Compare(step(a.What), step(b.What)), cmp.Compare(a.ID, b.ID))
		})
		var p *recount.Process
		var heard time.Time
		for _, c := range cs {
			ended := p != nil && !p.Force.Until.IsZero()
			fresh := c.What == recount.TruceAnnounced || c.What == recount.TruceInForce
			if p == nil || ended && fresh && c.When.From.After(p.Force.Until) || c.When.From.Sub(heard) > apart {
				out = append(out, named(country, c))
				p = &out[len(out)-1]
			}
			if c.When.Until.After(heard) {
				heard = c.When.Until
			}
			p.Claims = append(p.Claims, c.ID)
			if c.Where.Place != "" && !slices.Contains(p.Area, c.Where.Place) {
				p.Area = append(p.Area, c.Where.Place)
			}
			switch {
			case fresh && (p.Force.From.IsZero() || c.When.From.Before(p.Force.From)):
				p.Force.From, p.Force.Grain, p.Force.Words = c.When.From, c.When.Grain, c.When.Words
			case c.What == recount.TruceCollapsed && (p.Force.Until.IsZero() || tighter(c.When, recount.When{From: p.Force.From, Until: p.Force.Until})):
				p.Force.Until = c.When.Until
			}
		}
	}
	for i := range out {
		slices.Sort(out[i].Claims)
		slices.Sort(out[i].Area)
	}
	slices.SortFunc(out, func(a, b recount.Process) int {
		return cmp.Or(a.Force.From.Compare(b.Force.From), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// step orders truce steps told of with the same time.
func step(w recount.What) int {
	return slices.Index([]recount.What{recount.TruceAnnounced, recount.TruceInForce, recount.TruceExtended, recount.TruceBroken, recount.TruceCollapsed}, w)
}

func named(country string, c recount.Claim) recount.Process {
	where := cmp.Or(country, "an unnamed country")
	id := fmt.Sprintf("truce-%s-%s", cmp.Or(strings.ToLower(country), "x"), c.When.From.UTC().Format("2006-01-02"))
	return recount.Process{ID: recount.ProcessID(id), Kind: "truce", Name: fmt.Sprintf("Truce of %s, %s", c.When.From.UTC().Format("January 2006"), where)}
}

// During returns the processes in force, or said to be, at some time of the
// incident in its country.
func During(in recount.Incident, ps []recount.Process) (out []recount.ProcessID) {
	country := "truce-" + cmp.Or(strings.ToLower(in.Where.Country), "x") + "-"
	for _, p := range ps {
		if in.When.IsZero() || p.Force.From.IsZero() || !strings.HasPrefix(string(p.ID), country) {
			continue
		}
		f := p.Force
		if f.Until.IsZero() {
			f.Until = in.When.Until.Add(time.Nanosecond)
		}
		if f.Overlaps(in.When) {
			out = append(out, p.ID)
		}
	}
	slices.Sort(out)
	return out
}
