package main

import (
	"encoding/json"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

type placesAtCmd struct {
	Position string `arg:"" name:"lat,lon" help:"A position in degrees."`
	Format   string `enum:"text,json" default:"text" help:"text or json."`
}

// Help shows by example.
func (placesAtCmd) Help() string {
	return `Says in which country and first-order division a position lies. Where that is
disputed it says who administers the area, who claims it, what its status is and
under which code it is filed. Filing an area endorses nobody's claim.

  recount places at 36.20,37.16
  recount places at --format json 44.95,34.10`
}

// Run answers for one position.
func (a placesAtCmd) Run(w *world, c *cli) error {
	p, err := position(a.Position)
	if err != nil {
		return err
	}
	g, err := w.places(desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	area, ok := g.At(p)
	if !ok {
		return fmt.Errorf("%s lies in no country, or at sea: %w", a.Position, errNoPlace)
	}
	name := func(id recount.PlaceID) string {
		if p, err := g.Place(id); err == nil {
			return p.Name
		}
		return ""
	}
	country, division := name(recount.PlaceID("iso:"+area.Country)), name(area.Admin1)
	if a.Format == "json" {
		out := map[string]any{"country": area.Country, "country_name": country, "admin1": area.Admin1, "admin1_name": division}
		if d := area.Dispute; d != nil {
			out["dispute"] = map[string]string{"area": d.Area, "administered": d.Administered, "claimed": d.Claimed, "status": d.Status, "drawn": d.Drawn, "source": d.Source}
		}
		return json.NewEncoder(w.stdout).Encode(out)
	}
	fmt.Fprintf(w.stdout, "%s (%s)", country, area.Country)
	if division != "" {
		fmt.Fprintf(w.stdout, ", %s", division)
	}
	fmt.Fprintln(w.stdout)
	if area.Off > 0 {
		fmt.Fprintf(w.stdout, "  %.1f km outside its simplified line\n", area.Off/1000)
	}
	if d := area.Dispute; d != nil {
		fmt.Fprintf(w.stdout, "  %s: %s; administered by %s; claimed by %s; filed under %s\n  line: %s\n  source: %s\n", d.Area, d.Status, d.Administered, d.Claimed, d.Country, d.Drawn, d.Source)
	}
	return nil
}
