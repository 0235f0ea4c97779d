package tally

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

var north = recount.PlaceRef{Country: "XA", Admin1: "North", Place: "n", Precision: recount.AtProvince, Radius: 80_000, Point: recount.LatLon{Lat: 10, Lon: 20}}

// stated is a figure of a root for the days from a to z.
func stated(root string, a, z, low, point, high int, opts ...func(*Period)) Period {
	p := Period{Claim: recount.ClaimID("c:" + root), What: recount.Killed, Count: recount.Quantity{Low: low, Point: point, High: high}, Where: north,
		Origin: recount.SourceID(root), Grade: Established, Span: days(a, z), Said: dayOf(z)}
	for _, o := range opts {
		o(&p)
	}
	return p
}

func TestPeriodsBoundTotals(t *testing.T) {
	items := []Item{killed("a", 1, 10, 10, 12), killed("b", 5, 20, 20, 20), killed("c", 20, 7, 7, 7)}
	secondary := func(p *Period) { p.Grade = Secondary }
	for _, tt := range []struct {
		name     string
		ps       []Period
		want     Bounds
		unlisted int
	}{
		{"none", nil, Bounds{37, 37, 39}, 0},
		{"less than is itemised", []Period{stated("un", 1, 10, 25, 25, 25)}, Bounds{37, 37, 39}, 0},
		{"more than is itemised", []Period{stated("un", 1, 10, 50, 50, 50)}, Bounds{57, 57, 57}, 20},
		{"at least", []Period{stated("un", 1, 10, 50, 50, open)}, Bounds{57, 57, 57}, 20},
		{"of all of it", []Period{stated("un", 1, 30, 50, 60, 70)}, Bounds{50, 60, 70}, 23},
		{"two roots: the lower median, but no less than low", []Period{stated("un", 1, 10, 50, 50, 50), stated("ngo", 1, 10, 40, 40, 40)}, Bounds{57, 57, 57}, 20},
		{"two roots: the lower median of points", []Period{stated("un", 1, 10, 30, 50, 50), stated("ngo", 1, 10, 30, 40, 50)}, Bounds{37, 47, 57}, 10},
		{"two roots by weight", []Period{stated("un", 1, 10, 30, 50, 50), stated("post", 1, 10, 30, 40, 40, secondary)}, Bounds{37, 57, 57}, 20},
		{"two stretches of one root add up", []Period{stated("un", 1, 3, 15, 15, 15), stated("un", 4, 9, 30, 30, 30)}, Bounds{52, 52, 52}, 15},
		{"a stretch within a longer one does not", []Period{stated("un", 1, 10, 50, 50, 50), stated("un", 1, 3, 15, 15, 15)}, Bounds{57, 57, 57}, 20},
		{"an interested party", []Period{stated("army", 1, 10, 900, 900, 900, func(p *Period) { p.Grade = Interested })}, Bounds{37, 37, 39}, 0},
		{"civilians alone", []Period{stated("un", 1, 10, 900, 900, 900, func(p *Period) { p.Who.Status = "civilian" })}, Bounds{37, 37, 39}, 0},
		{"a longer period than is asked for", []Period{stated("un", 1, 31, 900, 900, 900)}, Bounds{37, 37, 39}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, period := Select(pointers(items), Area{}), days(1, 30)
			sum := s.Sum(period, recount.Killed, "")
			got, unlisted := sum.With(s.Compare(tt.ps, Area{}, period, recount.Killed, ""), R1())
			if got != tt.want || unlisted != tt.unlisted {
				t.Errorf("got %+v with %d unlisted, want %+v with %d", got, unlisted, tt.want, tt.unlisted)
			}
		})
	}
}

func TestComparisons(t *testing.T) {
	items := []Item{killed("a", 1, 10, 10, 12), killed("b", 5, 20, 20, 20), killed("c", 20, 7, 7, 7)}
	total := func(id string, until, n int) Period {
		return stated("un", 1, until, n, n, n, func(p *Period) { p.Claim = recount.ClaimID(id) })
	}
	at := func(where recount.PlaceRef) func(*Period) { return func(p *Period) { p.Where = where } }
	morgue := func(p *Period) { p.Says = recount.Attribution{{Kind: recount.Medical, Words: "the city Morgue"}} }
	town := recount.PlaceRef{Country: "XA", Admin1: "North", Place: "t", Precision: recount.AtTown, Radius: 1000, Point: recount.LatLon{Lat: 10, Lon: 20}}
	elsewhere := town
	elsewhere.Point.Lat = 12
	for _, tt := range []struct {
		name string
		ps   []Period
		want string // of each: claim, what is listed, coverage or why not
	}{
		{"nothing", nil, ""},
		{"as expected", []Period{stated("un", 1, 10, 40, 40, 40)}, "c:un 30/30/32 0.75"},
		{"once, however many repeat it", []Period{stated("un", 1, 10, 40, 40, 40), stated("un", 1, 10, 40, 40, 40)}, "c:un 30/30/32 0.75"},
		{"more is itemised", []Period{stated("un", 1, 10, 20, 20, 20)}, "c:un 30/30/32 1.50"},
		{"of a town", []Period{stated("un", 1, 10, 40, 40, 40, at(town)), stated("ngo", 1, 10, 40, 40, 40, at(elsewhere))}, "c:ngo 0/0/0 0.00, c:un 30/30/32 0.75"},
		{"successive totals", []Period{total("c1", 3, 10), total("c2", 10, 40)}, "c2 30/30/32 0.75, c1 10/10/12 1.00, c2-c1 20/20/20 0.67"},
		{"a total that goes down", []Period{total("c1", 3, 10), total("c2", 10, 8)}, "c2 30/30/32 3.75, c1 10/10/12 1.00, c2-c1 revised"},
		{"another start is another series", []Period{total("c1", 3, 10), stated("un", 2, 10, 40, 40, 40)}, "c1 10/10/12 1.00, c:un 20/20/20 0.50"},
		{"a morgue", []Period{stated("un", 1, 10, 40, 40, 40, morgue)}, "c:un bodies"},
		{"civilians", []Period{stated("un", 1, 10, 40, 40, 40, func(p *Period) { p.Who.Status = "civilian" })}, "c:un civilians"},
		{"since when?", []Period{stated("un", 1, 10, 40, 40, 40, func(p *Period) { p.Span.From = time.Time{} })}, "c:un since when"},
		{"of another harm", []Period{stated("un", 1, 10, 40, 40, 40, func(p *Period) { p.What = recount.Injured })}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range Select(pointers(items), Area{}).Compare(tt.ps, Area{}, recount.When{}, recount.Killed, "") {
				id := string(c.Claim)
				if c.From != "" {
					id += "-" + string(c.From)
				}
				if c.Blocked != "" {
					for _, word := range []string{"revised", "bodies", "civilians", "since when"} {
						if strings.Contains(c.Blocked, word) {
							got = append(got, id+" "+word)
							break
						}
					}
					continue
				}
				got = append(got, fmt.Sprintf("%s %d/%d/%d %.2f", id, c.Listed.Low, c.Listed.Best, c.Listed.High, c.Kappa))
			}
			if got := strings.Join(got, ", "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestLevelsAndSpans(t *testing.T) {
	total := func(since recount.When) func(*recount.Claim) {
		return func(c *recount.Claim) {
			c.Scope.Total, c.Scope.Since, c.Said = true, since, recount.When{From: dayOf(9).From.Add(10 * time.Hour), Until: dayOf(9).From.Add(11 * time.Hour)}
		}
	}
	long := recount.When{From: dayOf(1).From.AddDate(-3, 0, 0), Until: dayOf(1).From}
	for _, tt := range []struct {
		name  string
		of    func(*recount.Claim)
		span  recount.When
		level Level
	}{
		{"since Monday", total(dayOf(4)), days(4, 9), OfOffensive},
		{"today", total(dayOf(9)), days(9, 9), OfDay},
		{"since three years", total(long), recount.When{From: long.From, Until: dayOf(10).From}, OfWar},
		{"since nobody knows when", total(recount.When{}), recount.When{Until: dayOf(10).From}, OfWar},
		{"strikes across the south in a week", func(c *recount.Claim) { c.Scope.Many, c.When = true, days(1, 8) }, days(1, 8), OfOffensive},
		{"a month over a province", func(c *recount.Claim) { c.When, c.Where = days(1, 31), north; c.When.Grain = recount.Month }, days(1, 31), OfOffensive},
	} {
		c := claim("1", "a", "un", recount.UN, 40, tt.of)
		ps := Periods([]recount.Claim{c}, R1())
		if len(ps) != 1 || !ps[0].Span.From.Equal(tt.span.From) || !ps[0].Span.Until.Equal(tt.span.Until) || ps[0].Level != tt.level || ps[0].Grade != Established {
			t.Errorf("%s: %+v", tt.name, ps)
		}
	}
}
