package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// About says what the reports to come are likely about: countries by their two
// letters, and names of first-order divisions of theirs. It weighs in where a
// name could mean several places, and shuts nothing out. Call it before the
// first report is read.
func (x *Reader) About(countries, divisions []string) {
	x.focus.Countries, x.focus.Divisions = countries, divisions
}

// about is what is known of where a report is at home before its words: the
// focus, and the land of an outlet that is no world-wide one. Agencies, and
// monitors that watch a land from another, say nothing of it.
func (x *Reader) about(pg *page, r *recount.Report) gazetteer.Context {
	c := x.focus
	c.Outlet = pg.p.Sources.Home(pg.outlet(r))
	return c
}
