package link

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

var (
	syria          = recount.PlaceRef{Place: "iso:SY", Name: "Syria", Country: "SY", Precision: recount.AtCountry}
	yemen          = recount.PlaceRef{Place: "iso:YE", Name: "Yemen", Country: "YE", Precision: recount.AtCountry}
	idlibProvince  = recount.PlaceRef{Place: "gn:idlibProvince", Name: "Idlib", Country: "SY", Admin1: "Idlib", Precision: recount.AtProvince, Point: recount.LatLon{Lat: 35.9, Lon: 36.6}, Radius: 40000}
	aleppoProvince = recount.PlaceRef{Place: "gn:alp", Name: "Aleppo", Country: "SY", Admin1: "Aleppo", Precision: recount.AtProvince, Point: recount.LatLon{Lat: 36, Lon: 36.9}, Radius: 40000}
	zabadani       = recount.PlaceRef{Place: "gn:zab", Name: "Zabadani", Country: "SY", Admin1: "Rural Damascus", Precision: recount.AtTown, Point: recount.LatLon{Lat: 33.72, Lon: 36.1}, Radius: 3000}
	fua            = recount.PlaceRef{Place: "gn:fua", Name: "Fu'a", Country: "SY", Admin1: "Idlib", Precision: recount.AtTown, Point: recount.LatLon{Lat: 35.98, Lon: 36.69}, Radius: 3000}
	geneva         = recount.PlaceRef{Place: "gn:gva", Name: "Geneva", Country: "CH", Precision: recount.AtTown, Point: recount.LatLon{Lat: 46.2, Lon: 6.1}, Radius: 8000}
)

// says is a claim written short: what a voice says in a report happened on a day,
// 0 for one that it does not state; the report came out on the day said.
func says(id, report string, who string, w recount.What, d, said int, where recount.PlaceRef) recount.Claim {
	c := recount.Claim{ID: recount.ClaimID(id), Report: recount.ReportID(report), What: w, Where: where, Said: on(said),
		Says:  recount.Attribution{{Source: recount.SourceID("paper-" + report), Kind: recount.Outlet}, {Source: recount.SourceID(who), Kind: recount.Party, Words: who}},
		Count: recount.Quantity{Low: 1, High: recount.Open, Point: recount.Blank, Qualifier: recount.Vague}}
	c.Said.Until = c.Said.From.Add(time.Minute)
	if d != 0 {
		c.When = on(d)
	}
	return c
}

func hourly(c recount.Claim, n int) recount.Claim {
	c.Count = recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact, Unit: recount.Hours}
	return c
}

func denied(c recount.Claim) recount.Claim { c.Denied = true; return c }

// told writes threads short, days counted as in on.
func toldOf(ps []recount.Process) (out []string) {
	d := func(t time.Time) string {
		if t.IsZero() {
			return "?"
		}
		return fmt.Sprint(int(t.Sub(on(0).From).Hours() / 24))
	}
	for _, p := range ps {
		var area, steps []string
		for _, a := range p.Area {
			area = append(area, cmp.Or(a.Name, a.Country))
		}
		for _, s := range p.Steps {
			var voices []string
			for _, v := range s.Voices {
				name := string(v.Root)
				if v.Denies {
					name = "not " + name
				}
				voices = append(voices, name)
			}
			what := strings.TrimPrefix(string(s.What), "truce-")
			if s.Told {
				what += "?"
			}
			steps = append(steps, fmt.Sprintf("%s %s by %s", d(s.When.From), what, strings.Join(voices, "+")))
		}
		out = append(out, fmt.Sprintf("%s of %s, %s, %s..%s: %s", p.Kind, strings.Join(area, "+"), p.Status, d(p.Force.From), d(p.Force.Until), strings.Join(steps, "; ")))
	}
	return out
}

var processCases = []struct {
	name   string
	claims []recount.Claim
	ds     []recount.Decision
	want   []string
}{
	{"one truce from beginning to end", []recount.Claim{
		says("c1", "r1", "un", recount.TruceAnnounced, -14, -14, syria), says("c2", "r1", "army", recount.TruceInForce, -12, -12, syria),
		says("c3", "r2", "un", recount.TruceExtended, -8, -8, syria), says("c4", "r3", "army", recount.TruceBroken, -6, -6, syria), says("c5", "r4", "army", recount.TruceCollapsed, -4, -4, syria)}, nil,
		[]string{"truce of Syria, collapsed, -12..-3: -14 announced by un; -12 in-force by army; -8 extended by un; -6 broken by army; -4 collapsed by army"}},
	{"a breach ends nothing, and is the word of who says so", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "army", recount.TruceBroken, 3, 3, syria), denied(says("c3", "r2", "rebels", recount.TruceBroken, 3, 3, syria))}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 in-force by un; 3 broken by army+not rebels"}},
	{"one says that it is over, another that it holds", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "army", recount.TruceCollapsed, 5, 5, syria), says("c3", "r3", "un", recount.TruceInForce, 6, 6, syria)}, nil,
		[]string{"truce of Syria, disputed, 1..6: 1 in-force by un; 5 collapsed by army; 6 in-force by un"}},
	{"a voice's last word counts", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "un", recount.TruceInForce, 5, 5, syria), says("c3", "r3", "un", recount.TruceCollapsed, 4, 6, syria)}, nil,
		[]string{"truce of Syria, collapsed, 1..5: 1 in-force by un; 4 collapsed by un; 5 in-force by un"}},
	{"a collapse denied is disputed", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "army", recount.TruceCollapsed, 5, 5, syria), denied(says("c3", "r3", "rebels", recount.TruceCollapsed, 5, 5, syria))}, nil,
		[]string{"truce of Syria, disputed, 1..6: 1 in-force by un; 5 collapsed by army+not rebels"}},
	{"a truce of a town beside one of the country", []recount.Claim{
		says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, syria), says("c2", "r2", "mayor", recount.TruceAnnounced, 2, 2, zabadani),
		says("c3", "r3", "mayor", recount.TruceCollapsed, 4, 4, zabadani), says("c4", "r4", "army", recount.TruceBroken, 5, 5, fua)}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 announced by un; 5 broken by army", "truce of Zabadani, collapsed, 2..5: 2 announced by mayor; 4 collapsed by mayor"}},
	{"provinces and countries apart", []recount.Claim{
		says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, syria), says("c2", "r2", "un", recount.TruceAnnounced, 1, 1, yemen), says("c3", "r3", "un", recount.TruceAnnounced, 1, 1, idlibProvince),
		says("c4", "r4", "un", recount.TruceBroken, 2, 2, fua)}, nil,
		[]string{"truce of Idlib, in force, 1..?: 1 announced by un; 2 broken by un", "truce of Syria, announced, ?..?: 1 announced by un", "truce of Yemen, announced, ?..?: 1 announced by un"}},
	{"one sentence, one truce in two towns", []recount.Claim{
		oneSaying(says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, zabadani)), oneSaying(says("c2", "r1", "un", recount.TruceAnnounced, 1, 1, fua))}, nil,
		[]string{"truce of Fu'a+Zabadani, announced, ?..?: 1 announced by un"}},
	{"denied by all who speak of it", []recount.Claim{denied(says("c1", "r1", "army", recount.TruceAnnounced, 1, 1, syria)), denied(says("c2", "r2", "un", recount.TalksHeld, 1, 1, geneva))}, nil,
		[]string{"talks of Geneva, denied, ?..?: 1 talks-held by not un", "truce of Syria, denied, ?..?: 1 announced by not army"}},
	{"hours that have run out", []recount.Claim{hourly(says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), 72)}, nil,
		[]string{"truce of Syria, expired, 1..5: 1 in-force by un"}},
	{"an extension adds its hours", []recount.Claim{hourly(says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), 72), hourly(says("c2", "r2", "un", recount.TruceExtended, 3, 3, syria), 48)}, nil,
		[]string{"truce of Syria, expired, 1..7: 1 in-force by un; 3 extended by un"}},
	{"an extension by nobody says how much", []recount.Claim{hourly(says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), 72), says("c2", "r2", "un", recount.TruceExtended, 3, 3, syria)}, nil,
		[]string{"truce of Syria, extended, 1..?: 1 in-force by un; 3 extended by un"}},
	{"still to hold", []recount.Claim{hourly(says("c1", "r1", "un", recount.TruceInForce, 199, 199, syria), 72)}, nil,
		[]string{"truce of Syria, in force, 199..203: 199 in-force by un"}},
	{"told to hold beyond its hours", []recount.Claim{hourly(says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), 24), says("c2", "r2", "army", recount.TruceInForce, 4, 4, syria)}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 in-force by un; 4 in-force by army"}},
	{"a new one after the end", []recount.Claim{
		says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, syria), says("c2", "r2", "army", recount.TruceCollapsed, 4, 4, syria), says("c3", "r3", "un", recount.TruceAnnounced, 9, 9, syria),
		says("c4", "r4", "army", recount.TruceBroken, 10, 10, syria)}, nil,
		[]string{"truce of Syria, collapsed, 1..5: 1 announced by un; 4 collapsed by army", "truce of Syria, in force, 9..?: 9 announced by un; 10 broken by army"}},
	{"looking back begins nothing", []recount.Claim{
		says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, syria), says("c2", "r2", "army", recount.TruceCollapsed, 4, 4, syria),
		says("c3", "r3", "", recount.TruceAnnounced, 0, 9, syria), says("c4", "r3", "", recount.TruceCollapsed, 0, 9, syria)}, nil,
		[]string{"truce of Syria, collapsed, 1..5: 1 announced by un+paper-r3:party; 4 collapsed by army+paper-r3:party"}},
	{"who announced that it had ended announced no truce", []recount.Claim{
		wording(says("c1", "r1", "army", recount.TruceAnnounced, 0, 4, syria), 0, 20), wording(says("c2", "r1", "army", recount.TruceCollapsed, 0, 4, syria), 15, 30)}, nil,
		[]string{"truce of Syria, collapsed, 4..4: 4 collapsed? by army"}},
	{"no place: the only truce of the time", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "army", recount.TruceBroken, 0, 3, recount.PlaceRef{})}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 in-force by un; 3 broken? by army"}},
	{"no place and two truces: of neither", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "un", recount.TruceInForce, 1, 1, yemen), says("c3", "r3", "army", recount.TruceBroken, 0, 3, recount.PlaceRef{})}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 in-force by un", "truce of Yemen, in force, 1..?: 1 in-force by un", "truce of , in force, 3..?: 3 broken? by army"}},
	{"no place: the country that the report is about", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "un", recount.TruceInForce, 1, 1, yemen), says("c3", "r3", "army", recount.TruceBroken, 0, 3, recount.PlaceRef{}),
		says("k", "r3", "army", recount.Killed, 3, 3, fua)}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 in-force by un; 3 broken? by army", "truce of Yemen, in force, 1..?: 1 in-force by un"}},
	{"announced in one country for another", []recount.Claim{says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, geneva), says("k", "r1", "un", recount.Killed, 1, 1, fua)}, nil,
		[]string{"truce of SY, announced, ?..?: 1 announced by un"}},
	{"talks after two weeks of silence are others", []recount.Claim{says("c1", "r1", "un", recount.TalksHeld, 1, 1, geneva), says("c2", "r2", "un", recount.TalksHeld, 20, 20, geneva)}, nil,
		[]string{"talks of Geneva, talks held, ?..?: 1 talks-held by un", "talks of Geneva, talks held, ?..?: 20 talks-held by un"}},
	{"an end told of at once, and dated later", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "army", recount.TruceCollapsed, 0, 4, syria), says("c3", "r3", "un", recount.TruceCollapsed, 5, 6, syria)}, nil,
		[]string{"truce of Syria, collapsed, 1..6: 1 in-force by un; 5 collapsed by army+un"}},
	{"an extension of no day, told beside the end, is no word that it holds", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "un", recount.TruceExtended, 0, 5, syria), says("c3", "r2", "army", recount.TruceCollapsed, 4, 5, syria)}, nil,
		[]string{"truce of Syria, collapsed, 1..5: 1 in-force by un; 4 collapsed by army; 5 extended? by un"}},
	{"two breaches on one day in two towns", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "army", recount.TruceBroken, 3, 3, fua), says("c3", "r3", "rebels", recount.TruceBroken, 3, 3, zabadani)}, nil,
		[]string{"truce of Syria, in force, 1..?: 1 in-force by un; 3 broken by army; 3 broken by rebels"}},
	{"no place: the truce that had begun", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r2", "un", recount.TruceCollapsed, 4, 4, syria), says("c3", "r3", "un", recount.TruceAnnounced, 20, 20, syria), says("c4", "r4", "army", recount.TruceBroken, 0, 3, recount.PlaceRef{})}, nil,
		[]string{"truce of Syria, collapsed, 1..5: 1 in-force by un; 3 broken? by army; 4 collapsed by un", "truce of Syria, announced, ?..?: 20 announced by un"}},
	{"two provinces near each other", []recount.Claim{
		says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, idlibProvince), says("c2", "r2", "un", recount.TruceAnnounced, 1, 1, aleppoProvince)}, nil,
		[]string{"truce of Aleppo, announced, ?..?: 1 announced by un", "truce of Idlib, announced, ?..?: 1 announced by un"}},
	{"threats and questions are no steps", []recount.Claim{func() recount.Claim {
		c := says("c1", "r1", "un", recount.TruceCollapsed, 1, 1, syria)
		c.Reality = recount.NotActual
		return c
	}(), says("k", "r1", "un", recount.Killed, 1, 1, syria)}, nil, nil},
	{"talks are about what their report is about", []recount.Claim{
		says("c1", "r1", "un", recount.TalksHeld, 1, 1, geneva), says("c2", "r1", "un", recount.TalksFailed, 2, 2, geneva), says("k", "r1", "un", recount.Killed, 1, 1, fua),
		says("c3", "r2", "un", recount.TalksHeld, 1, 1, geneva), says("k2", "r2", "un", recount.Killed, 1, 1, yemen)}, nil,
		[]string{"talks of Yemen, talks held, ?..?: 1 talks-held by un", "talks of SY, talks failed, ?..?: 1 talks-held by un; 2 talks-failed by un"}},
	{"talks resumed", []recount.Claim{says("c1", "r1", "un", recount.TalksFailed, 1, 1, geneva), says("c2", "r2", "un", recount.TalksHeld, 5, 5, geneva)}, nil,
		[]string{"talks of Geneva, talks held, ?..?: 1 talks-failed by un; 5 talks-held by un"}},
	{"a person says that two are one", two(), []recount.Decision{judge(1, recount.Merge, p("c1"), p("c3"))},
		[]string{"truce of Syria+Zabadani, collapsed, 1..5: 1 announced by un+mayor; 4 collapsed by mayor"}},
	{"and that they are not, after all", two(), []recount.Decision{judge(1, recount.Merge, p("c1"), p("c2")), judge(2, recount.Split, p("c1"), p("c2"))},
		[]string{"truce of Syria, announced, ?..?: 1 announced by un", "truce of Zabadani, collapsed, 2..5: 2 announced by mayor; 4 collapsed by mayor"}},
	{"a person puts a claim elsewhere", two(), []recount.Decision{judge(1, recount.Same, "c3", p("c1"))},
		[]string{"truce of Syria, collapsed, 1..5: 1 announced by un; 4 collapsed by mayor", "truce of Zabadani, announced, ?..?: 2 announced by mayor"}},
	{"by any of its names", two(), []recount.Decision{judge(1, recount.Same, "c1", p("c3"))},
		[]string{"truce of Syria+Zabadani, collapsed, 1..5: 1 announced by un+mayor; 4 collapsed by mayor"}},
	{"into one of its own", two(), []recount.Decision{judge(1, recount.Same, "c3", p("c3"))},
		[]string{"truce of Syria, announced, ?..?: 1 announced by un", "truce of Zabadani, announced, ?..?: 2 announced by mayor", "truce of Zabadani, collapsed, 4..5: 4 collapsed by mayor"}},
	{"out of one, into what fits", two(), []recount.Decision{judge(1, recount.Apart, "c3", p("c2"))},
		[]string{"truce of Syria, collapsed, 1..5: 1 announced by un; 4 collapsed by mayor", "truce of Zabadani, announced, ?..?: 2 announced by mayor"}},
	{"what a person moves leaves the rest where it was", []recount.Claim{
		says("c1", "r1", "un", recount.TruceInForce, 1, 1, syria), says("c2", "r1", "un", recount.TruceBroken, 2, 3, fua), says("c3", "r1", "un", recount.TruceCollapsed, 0, 3, recount.PlaceRef{})},
		[]recount.Decision{judge(1, recount.Apart, "c2", p("c1"))},
		[]string{"truce of Syria, collapsed, 1..3: 1 in-force by un; 3 collapsed? by un", "truce of Fu'a, in force, 2..?: 2 broken by un"}},
	{"a person beats a person later", two(), []recount.Decision{judge(1, recount.Same, "c3", p("c1")), judge(2, recount.Apart, "c3", p("c1"))},
		[]string{"truce of Syria, announced, ?..?: 1 announced by un", "truce of Zabadani, collapsed, 2..5: 2 announced by mayor; 4 collapsed by mayor"}},
	{"in a circle", two(), []recount.Decision{judge(1, recount.Same, "c1", p("c2")), judge(2, recount.Same, "c2", p("c1"))},
		[]string{"truce of Syria+Zabadani, announced, ?..?: 1 announced by un+mayor", "truce of Zabadani, collapsed, 4..5: 4 collapsed by mayor"}},
}

func two() []recount.Claim {
	return []recount.Claim{says("c1", "r1", "un", recount.TruceAnnounced, 1, 1, syria), says("c2", "r2", "mayor", recount.TruceAnnounced, 2, 2, zabadani), says("c3", "r3", "mayor", recount.TruceCollapsed, 4, 4, zabadani)}
}

func p(c string) string { return string(recount.FoundsProcess(recount.ClaimID(c))) }

func judge(n int, act recount.Act, subject, object string) recount.Decision {
	d := recount.Decision{At: on(n).From, By: recount.Actor{Kind: recount.Person, Name: "mira"}, Act: act, Subject: subject, Object: object, Why: "looked"}
	d.ID = d.Name()
	return d
}

func oneSaying(c recount.Claim) recount.Claim {
	c.Evidence.Whole = recount.Span{Start: 0, End: 50}
	return c
}

func wording(c recount.Claim, from, to int) recount.Claim {
	c.Evidence.What = []recount.Span{{Start: from, End: to}}
	return c
}

func TestProcesses(t *testing.T) {
	for _, c := range processCases {
		ps := Processes(c.claims, c.ds, Texts{}, on(200).From)
		if got := toldOf(ps); !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

// Neither the order of claims nor that of decisions matters.
func TestProcessesInAnyOrder(t *testing.T) {
	var all []recount.Claim // two years of all cases, one after another
	for i, c := range processCases {
		for _, x := range c.claims {
			x.ID, x.Report = recount.ClaimID(fmt.Sprint(i, x.ID)), recount.ReportID(fmt.Sprint(i, x.Report))
			all = append(all, x)
		}
	}
	cases := append(slices.Clone(processCases), processCases[0])
	cases[len(cases)-1].name, cases[len(cases)-1].claims = "all together", all
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range cases {
		want := Processes(c.claims, c.ds, Texts{}, on(200).From)
		for range 20 {
			claims, ds := slices.Clone(c.claims), slices.Clone(c.ds)
			r.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
			r.Shuffle(len(ds), func(i, j int) { ds[i], ds[j] = ds[j], ds[i] })
			if got := Processes(claims, ds, Texts{}, on(200).From); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: another order gives\n%s\nand not\n%s", c.name, strings.Join(toldOf(got), "\n"), strings.Join(toldOf(want), "\n"))
			}
		}
	}
}

// Whatever comes in, what a process was called before still finds one: the one
// that its first claim is in.
func TestProcessNamesLast(t *testing.T) {
	all := processCases[0].claims
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		claims := slices.Clone(all)
		r.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		var names []recount.ProcessID
		for n := 1; n <= len(claims); n++ {
			for _, p := range Processes(claims[:n], nil, Texts{}, on(200).From) {
				names = append(names, p.ID)
			}
		}
		last := Processes(claims, nil, Texts{}, on(200).From)
		for _, n := range names {
			if len(last) != 1 || last[0].ID != n && !slices.Contains(last[0].Aliases, n) {
				t.Fatalf("%s finds nothing in %v", n, toldOf(last))
			}
		}
	}
}

func TestBearingOf(t *testing.T) {
	ps := Processes(processCases[0].claims, nil, Texts{}, on(200).From)
	for _, c := range []struct {
		day   int
		where recount.PlaceRef
		want  Bearing
	}{{-13, fua, Beside}, {-12, fua, Within}, {-6, zabadani, Within}, {-4, fua, AtEdge}, {-3, fua, After}, {3, fua, After}, {4, fua, Beside}, {-6, yemen, Beside}, {-6, recount.PlaceRef{}, Beside}} {
		in := recount.Incident{When: on(c.day), Where: c.where}
		if got := BearingOf(in, ps[0]); got != c.want {
			t.Errorf("day %d in %s: %q, want %q", c.day, c.where.Name, got, c.want)
		}
		if got := len(During(in, ps)) == 1; got != (c.want == Within || c.want == AtEdge) {
			t.Errorf("day %d in %s: during %v", c.day, c.where.Name, got)
		}
	}
	if got := BearingOf(recount.Incident{Where: fua}, ps[0]); got != Beside {
		t.Errorf("at no time: %q", got)
	}
}

func TestCalled(t *testing.T) {
	member := oneSaying(says("k1", "r1", "un", recount.Killed, 3, 3, fua))
	member.Event = 1
	in := recount.Incident{Claims: []recount.ClaimID{"k1", "own"}, When: on(3), Where: fua}
	broken := func(id, report string, where recount.PlaceRef, d int) recount.Claim {
		return says(id, report, "army", recount.TruceBroken, d, 3, where)
	}
	event := broken("event", "r1", syria, 0)
	event.Event = 1
	for _, c := range []struct {
		name  string
		claim recount.Claim
		want  bool
	}{
		{"of the incident", broken("own", "r9", syria, 0), true},
		{"of its event", event, true},
		{"of its sentence", oneSaying(broken("same", "r1", syria, 0)), true},
		{"of its report alone", broken("report", "r1", syria, 0), false},
		{"of its place and day", broken("there", "r2", fua, 3), true},
		{"of its place on another day", broken("then", "r2", fua, 5), false},
		{"of its day in the country", broken("wide", "r2", syria, 3), false},
		{"of no day", broken("when", "r2", fua, 0), false},
		{"another step", says("over", "r2", "army", recount.TruceCollapsed, 3, 3, fua), false},
	} {
		if got := len(Called(in, []recount.Claim{member}, []recount.Claim{c.claim})) == 1; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func BenchmarkProcesses(b *testing.B) {
	var claims []recount.Claim
	for i := range 2000 {
		where := fua
		where.Country = string(rune('A'+i%20)) + "X"
		for k, w := range order {
			if i%3 == 0 && k%2 == 1 {
				where = recount.PlaceRef{} // the truce
			}
			claims = append(claims, says(fmt.Sprint("c", i, "-", k), fmt.Sprint("r", i), fmt.Sprint("v", i%7), w, 1+i%300, 1+i%300, where))
		}
	}
	for b.Loop() {
		Processes(claims, nil, Texts{}, on(400).From)
	}
}
