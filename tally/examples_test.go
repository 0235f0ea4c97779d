package tally

import (
	"fmt"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

const open, blank = recount.Open, recount.Blank

// A claim of an example: who says what, 30 hours after the day of the incident
// unless it says otherwise, each in a report of its own.
type opt func(*recount.Claim)

var kindOf = map[string]recount.SourceKind{"al-jazeera": recount.Outlet, "hospital": recount.Medical, "clinic": recount.Medical, "rescue": recount.Rescue,
	"agency": recount.Wire, "outlet": recount.Outlet, "press": recount.Outlet, "police": recount.Official, "council": recount.Official, "navy": recount.Official,
	"activists": recount.Witness, "governor": recount.Party, "ministry": recount.State, "army": recount.Party, "elders": recount.Monitor}

func says(voice string, q recount.Quantity, opts ...opt) recount.Claim {
	c := recount.Claim{Report: recount.ReportID("r:" + voice), What: recount.Killed, Count: q, When: when}
	kind := recount.Monitor
	if k, ok := kindOf[voice]; ok {
		kind = k
	}
	c.Says = recount.Attribution{{Source: "paper", Kind: recount.Outlet}, {Source: recount.SourceID(voice), Kind: kind}}
	after(30)(&c)
	for _, o := range opts {
		o(&c)
	}
	c.ID = recount.ClaimID(fmt.Sprintf("c:%s %s %s %v %s %s %v", voice, c.Report, c.Count, c.Who.Group(), c.Where.Place, c.Said.From.Format("0102 15"), c.What))
	return c
}

func between(low, high, point int, q recount.Qualifier, row string) recount.Quantity {
	return recount.Quantity{Low: low, High: high, Point: point, Qualifier: q, Row: row}
}

func n(voice string, v int, opts ...opt) recount.Claim { return says(voice, exact(v), opts...) }
func atLeast(voice string, v int, opts ...opt) recount.Claim {
	return says(voice, between(v, open, v, recount.AtLeast, "at-least"), opts...)
}
func upTo(voice string, v int, opts ...opt) recount.Claim {
	return says(voice, between(1, v, blank, recount.AtMost, "up-to"), opts...)
}
func dozens(voice string, opts ...opt) recount.Claim {
	return says(voice, between(24, 99, 24, recount.Vague, "dozens"), opts...)
}

// after says how many hours after the incident the voice spoke, and puts it in
// the report of that hour.
func after(h float64) opt {
	return func(c *recount.Claim) {
		c.Said.From = when.Until.Add(time.Duration(h * float64(time.Hour)))
		c.Said.Until = c.Said.From.Add(time.Hour)
		c.Report = recount.ReportID(fmt.Sprintf("r:%s at %v", c.Says.Origin(), h))
	}
}

func of(status, age, sex string) opt {
	return func(c *recount.Claim) { c.Who = recount.Victims{Status: status, Age: age, Sex: sex} }
}

var (
	fighters = of("combatant", "", "")
	children = of("", "child", "")
	women    = of("", "adult", "female")
	adds     = opt(func(c *recount.Claim) { c.Adds = true })
	denies   = opt(func(c *recount.Claim) {
		c.Denied, c.Count = true, recount.Quantity{Low: 1, High: open, Point: blank, Qualifier: recount.Vague, Row: "bare"}
	})
	since = opt(func(c *recount.Claim) { c.Scope.Total = true })
	fear  = opt(func(c *recount.Claim) { c.What, c.Hedges = recount.Missing, []recount.Hedge{{Class: "feared"}} })
)

func in(place string) opt {
	p := recount.PlaceRef{Place: recount.PlaceID(place), Precision: recount.AtTown}
	if place == "province" {
		p.Precision = recount.AtProvince
	}
	return func(c *recount.Claim) { c.Where = p }
}

func partOf(w recount.Claim) opt { return func(c *recount.Claim) { c.PartOf = w.ID } }

// aleppo: a city, two villages and the province of one day. The city's claims
// by others are an incident of their own, a part of the province's.
func aleppo(who opt, again bool) Case {
	city := Case{Incident: "i:city", Claims: []recount.Claim{n("al-jazeera", 26, after(8), in("city"), who), n("hospital", 45, after(14), in("city"))}}
	if again {
		city.Claims = append(city.Claims, n("hospital", 45, after(26), in("city")))
	}
	all := atLeast("sohr", 72, in("province"))
	return Case{Incident: "i:x", Parts: []Case{city}, Claims: []recount.Claim{all, n("sohr", 24, children, partOf(all), in("province")),
		n("sohr", 45, in("city"), partOf(all)), n("sohr", 15, in("besh"), partOf(all)), n("sohr", 11, in("bab"), partOf(all))}}
}

// apart puts the claims of an example at their places in incidents that are
// parts of a whole.
func apart(whole recount.Claim, parts ...recount.Claim) Case {
	k := Case{Incident: "i:x", Claims: []recount.Claim{whole}}
	for _, c := range parts {
		k.Parts = append(k.Parts, Case{Incident: recount.IncidentID("i:" + c.Where.Place), Claims: []recount.Claim{c}})
	}
	return k
}

func one(cs ...recount.Claim) Case { return Case{Incident: "i:x", Claims: cs} }

type target struct {
	node            string // place of a part, or the whole
	who             recount.Victims
	low, best, high int
	open            bool
}

func all(low, best, high int) target { return target{whole, recount.Victims{}, low, best, high, false} }
func allOpen(low, best, high int) target {
	return target{whole, recount.Victims{}, low, best, high, true}
}

var (
	nobody     = opt(func(*recount.Claim) {})
	civilian   = recount.Victims{Status: "civilian"}
	child      = recount.Victims{Age: "child"}
	everyone   = recount.Victims{}
	atCivilian = of("civilian", "", "")
)

// graded is R1 with what the examples know of their voices.
func graded(p Policy) Policy {
	p = p.clone()
	p.Sources = map[recount.SourceID]Grade{"police": Established, "hospital-a": Documented, "rights-group": Documented, "exhumation": Documented, "ministry-c": Secondary}
	p.Documents.Sources = []recount.SourceID{"rights-group", "exhumation"}
	return p
}

// The worked examples of method R1, from claims.
var examples = []struct {
	number int
	title  string
	said   Case
	want   []target
}{
	{1, "civilians by one voice, people by another, a province with its parts", aleppo(atCivilian, false), []target{
		allOpen(72, 72, 72), {"i:city", everyone, 45, 45, 45, false}, {"i:city", civilian, 26, 26, 45, false}, {"W/besh", everyone, 15, 15, 15, false},
		{"W/bab", everyone, 11, 11, 11, false}, {whole, child, 24, 24, 24, false}, {whole, civilian, 26, 26, 72, true}}},
	{2, "the same, both say people", aleppo(nobody, false), []target{{"i:city", everyone, 26, 45, 45, false}, allOpen(53, 72, 72)}},
	{3, "the hospital says it again a day later", aleppo(nobody, true), []target{{"i:city", everyone, 45, 45, 45, false}, allOpen(72, 72, 72)}},
	{4, "one figure in forty outlets, one lower", one(n("hospital", 45), n("hospital", 45, relayed("times")), n("hospital", 45, relayed("post")), n("monitor", 38)), []target{all(38, 38, 45)}},
	{5, "one voice, rising", one(n("rescue", 12, after(2)), n("rescue", 19, after(9)), n("rescue", 27)), []target{all(27, 27, 27)}},
	{6, "three voices, rising", one(n("council", 8, after(3)), n("rescue", 21, after(28)), atLeast("monitor", 23, after(40))), []target{allOpen(21, 21, 23)}},
	{7, "dozens, then a count", one(dozens("agency", after(1)), n("hospital", 31, after(26))), []target{all(31, 31, 31)}},
	{8, "dozens alone", one(dozens("agency", after(2))), []target{all(24, 24, 99)}},
	{9, "a range and a count", one(says("police", between(15, 20, 17, recount.Between, "range")), n("hospital-a", 18)), []target{all(15, 18, 20)}},
	{10, "up to and at least", one(upTo("activists", 50), atLeast("monitor", 30)), []target{all(30, 30, 50)}},
	{11, "four more bodies", one(n("rescue", 27, after(20)), n("rescue", 4, after(44), adds)), []target{all(31, 31, 31)}},
	{12, "a revision, and an independent range", one(n("ministry-c", 500, after(6)), n("ministry-c", 471), says("investigators", between(100, 300, 200, recount.Between, "range"), after(200))),
		[]target{all(100, 200, 471)}},
	{13, "a party's count of its enemy", one(n("army", 60, fighters), n("monitor", 9, fighters), n("monitor", 4, atCivilian)),
		[]target{all(13, 13, 13), {whole, recount.Victims{Status: "combatant"}, 9, 9, 9, false}, {whole, civilian, 4, 4, 4, false}}},
	{14, "a denial", one(n("ministry", 0, denies, atCivilian), n("monitor-a", 7, atCivilian), n("monitor-b", 9, atCivilian)), []target{{whole, civilian, 7, 7, 9, false}}},
	{15, "an incident's toll beside a period's", one(n("rescue", 14), says("monitor", between(251, open, 251, recount.AtLeast, "more-than"), since)), []target{all(14, 14, 14)}},
	{16, "nothing but a war's total", one(says("un", between(360000, 440000, 400000, recount.About, "about"), since)), nil},
	{17, "a whole and counts of its parts by others", apart(n("governor", 30), n("clinic", 12, in("A")), n("elders", 15, in("B"))),
		[]target{all(30, 30, 30), {"i:A", everyone, 12, 12, 12, false}, {"i:B", everyone, 15, 15, 15, false}}},
	{18, "an early whole below the parts found later", apart(n("governor", 20, after(3)), n("clinic", 12, in("A")), n("elders", 15, in("B"))), []target{all(27, 27, 27)}},
	{19, "names published", one(n("rights-group", 14, after(100)), atLeast("agency", 11)), []target{all(14, 14, 14)}},
	{20, "women and children by two voices", twenty(), []target{all(15, 15, 17), {whole, child, 6, 6, 8, false}, {whole, recount.Victims{Age: "adult", Sex: "female"}, 3, 3, 3, false}}},
	{21, "missing, feared dead", one(n("navy", 10), n("navy", 25, fear)), []target{all(10, 10, 35)}},
	{22, "an exhumation years later", one(n("press", 40, after(48)), n("exhumation", 63, after(50000))), []target{all(63, 63, 63)}},
	{23, "a later vaguer word", one(n("agency", 45, after(10)), dozens("agency", after(60))), []target{all(45, 45, 45)}},
	{24, "taken back", one(n("outlet", 70, after(5)), n("outlet", 70, denies, after(20)), n("police", 3)), []target{all(3, 3, 3)}},
	{25, "rounded figures", one(says("a", between(45, 55, 50, recount.About, "about")), says("b", between(50, 59, 59, recount.About, "nearly"))), []target{all(45, 50, 59)}},
}

// relayed puts another outlet between the voice and the reader.
func relayed(outlet string) opt {
	return func(c *recount.Claim) {
		c.Says[0].Source, c.Report = recount.SourceID(outlet), recount.ReportID("r:"+outlet)
		c.Hedges = []recount.Hedge{{Class: outlet}} // another claim
	}
}

func twenty() Case {
	h, r := atLeast("hospital", 15, after(26)), n("rescue", 17, after(48))
	return one(h, n("hospital", 6, after(26), children, partOf(h)), n("hospital", 3, after(26), women, partOf(h)), r, n("rescue", 8, after(48), children, partOf(r)))
}

// settle settles one node of a case as Reckon does.
func settle(p Policy, k Case, node string, who recount.Victims) recount.Toll {
	t := plant(k)
	q := problem{all: statements(t, recount.Killed, p, endOf(t.claims)), parts: t.parts, hours: p.Settled.hours(k)}
	return p.settle(q.in(node, categoryOf(who)))
}

func TestExamples(t *testing.T) {
	for _, e := range examples {
		t.Run(fmt.Sprintf("%d %s", e.number, e.title), func(t *testing.T) {
			p := graded(R1())
			tolls := Reckon(e.said, p)
			if e.want == nil && len(tolls) > 0 {
				t.Errorf("got %v, want no toll", tolls)
			}
			for _, w := range e.want {
				got := settle(p, e.said, w.node, w.who)
				if w.node == whole {
					g := tollOf(tolls, recount.Killed, w.who)
					if g == nil {
						t.Fatalf("no toll of %+v", w.who)
					}
					got = *g
				}
				if got.Low != w.low || got.Best != w.best || got.High != w.high || got.Open != w.open {
					t.Errorf("%s/%+v: got %s, want %d/%d/%d open %v\n%+v", w.node, w.who, got, w.low, w.best, w.high, w.open, got.Basis)
				}
				if err := got.Check(); err != nil {
					t.Errorf("%s/%+v: %v\n%+v", w.node, w.who, err, got)
				}
			}
		})
	}
}

// What the examples say beside their figures.
func TestExampleNotes(t *testing.T) {
	for _, tt := range []struct {
		example int
		who     recount.Victims
		status  recount.TollStatus
		roots   int
		notes   []string
	}{
		{1, everyone, recount.SingleSource, 1, []string{"1 unlocated: in the whole and in none of its parts"}},
		{1, civilian, recount.SingleSource, 1, []string{"the status of up to 46 others is not stated"}},
		{4, everyone, recount.Corroborated, 2, nil},
		{5, everyone, recount.SingleSource, 1, nil},
		{12, everyone, recount.Conflicting, 2, nil},
		{13, recount.Victims{Status: "combatant"}, recount.SingleSource, 1, []string{"army, an interested party, says 60"}},
		{14, civilian, recount.Contested, 2, []string{"contested by ministry"}},
		{17, everyone, recount.SingleSource, 1, []string{"3 unlocated: in the whole and in none of its parts"}},
		{21, everyone, recount.SingleSource, 1, []string{"25 missing, feared dead: in high only"}},
		{24, everyone, recount.SingleSource, 1, nil},
	} {
		got := tollOf(Reckon(examples[tt.example-1].said, graded(R1())), recount.Killed, tt.who)
		if got == nil || got.Status != tt.status || got.Roots != tt.roots || fmt.Sprint(got.Notes) != fmt.Sprint(tt.notes) {
			t.Errorf("example %d %+v: got %+v, want %s, %d roots, %q", tt.example, tt.who, got, tt.status, tt.roots, tt.notes)
		}
	}
}

// The mechanical part of other recorders' rules on the same claims.
func TestLike(t *testing.T) {
	for _, e := range []struct {
		example int
		want    map[recount.PolicyName][3]int
	}{
		{4, map[recount.PolicyName][3]int{"ucdp-like/1": {38, 38, 45}, "ibc-like/1": {38, blank, 45}, "airwars-like/1": {38, blank, 45}, "ohchr-like/1": {38, 38, 38}, "acled-like/1": {38, 38, 38}, "gtd-like/1": {38, 38, 38}}},
		{6, map[recount.PolicyName][3]int{"ucdp-like/1": {8, 8, 23}, "ibc-like/1": {8, blank, 23}, "airwars-like/1": {8, blank, 23}, "ohchr-like/1": {21, 21, 21}, "acled-like/1": {8, 8, 8}, "gtd-like/1": {21, 21, 21}}},
		{8, map[recount.PolicyName][3]int{"ucdp-like/1": {24, 24, 99}, "ibc-like/1": {24, blank, 99}, "airwars-like/1": {24, blank, 99}, "ohchr-like/1": {0, blank, 0}, "acled-like/1": {12, 12, 12}, "gtd-like/1": {24, 24, 24}}},
		{10, map[recount.PolicyName][3]int{"ucdp-like/1": {30, 30, 50}, "ibc-like/1": {30, blank, 50}, "airwars-like/1": {30, blank, 50}, "ohchr-like/1": {0, blank, 0}, "acled-like/1": {30, 30, 30}, "gtd-like/1": {30, 30, 30}}},
		{12, map[recount.PolicyName][3]int{"ucdp-like/1": {100, 200, 471}, "ibc-like/1": {100, blank, 471}, "airwars-like/1": {100, blank, 471}, "ohchr-like/1": {0, blank, 0}, "acled-like/1": {100, 100, 100}, "gtd-like/1": {200, 200, 200}}},
		{19, map[recount.PolicyName][3]int{"ucdp-like/1": {11, 14, 14}, "ibc-like/1": {11, blank, 14}, "airwars-like/1": {11, blank, 14}, "ohchr-like/1": {14, 14, 14}, "acled-like/1": {11, 11, 11}, "gtd-like/1": {14, 14, 14}}},
		{22, map[recount.PolicyName][3]int{"ucdp-like/1": {40, 63, 63}, "ibc-like/1": {40, blank, 63}, "airwars-like/1": {40, blank, 63}, "ohchr-like/1": {63, 63, 63}, "acled-like/1": {40, 40, 40}, "gtd-like/1": {63, 63, 63}}},
	} {
		for name, want := range e.want {
			got := tollOf(Reckon(examples[e.example-1].said, graded(Policies()[name])), recount.Killed, everyone)
			if got == nil || [3]int{got.Low, got.Best, got.High} != want {
				t.Errorf("example %d under %s: got %v, want %v", e.example, name, got, want)
				continue
			}
			if err := got.Check(); err != nil {
				t.Errorf("example %d under %s: %v", e.example, name, err)
			}
		}
	}
}
