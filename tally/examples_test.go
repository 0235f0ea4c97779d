package tally

import (
	"fmt"
	"testing"

	"github.com/recountlab/recount"
)

// an example's statement: who says what, in a short form
type st func(*statement)

func says(root string, low, high, point int, opts ...st) statement {
	s := statement{root: recount.SourceID(root), low: low, high: high, point: point, hours: 30, node: whole, category: everybody, grade: Established, word: "exact",
		claims: []recount.ClaimID{recount.ClaimID(fmt.Sprintf("c:%s-%d-%d", root, low, high))}}
	for _, o := range opts {
		o(&s)
	}
	return s
}

const open, blank = recount.Open, recount.Blank

func n(root string, v int, opts ...st) statement       { return says(root, v, v, v, opts...) }
func atLeast(root string, v int, opts ...st) statement { return says(root, v, open, v, opts...) }
func upTo(root string, v int, opts ...st) statement {
	return says(root, 1, v, blank, append(opts, func(s *statement) { s.upper = true })...)
}
func dozens(root string, opts ...st) statement {
	return says(root, 24, 99, 24, append(opts, func(s *statement) { s.vague, s.word = true, "dozens" })...)
}
func at(h float64) st    { return func(s *statement) { s.hours = h } }
func in(node string) st  { return func(s *statement) { s.node = node } }
func of(cat string) st   { return func(s *statement) { s.category = cat } }
func graded(g Grade) st  { return func(s *statement) { s.grade = g } }
func is(k kind) st       { return func(s *statement) { s.kind = k } }
func part(id string) st  { return func(s *statement) { s.partOf = id } }
func named(s *statement) { s.documented = true }

type target struct {
	node, category  string
	low, best, high int
	open            bool
}

func all(low, best, high int) target     { return target{whole, everybody, low, best, high, false} }
func allOpen(low, best, high int) target { return target{whole, everybody, low, best, high, true} }

// aleppo: a city, two villages and the province of one day.
func aleppo(cat string, again bool) []statement {
	ss := []statement{n("al-jazeera", 26, at(8), in("city"), of(cat)), n("hospital", 45, at(14), in("city"))}
	if again {
		ss = append(ss, n("hospital", 45, at(26), in("city")))
	}
	return append(ss, atLeast("sohr", 72, part("s1")), n("sohr", 24, of("children")), n("sohr", 45, in("city"), part("s1")),
		n("sohr", 15, in("besh"), part("s1")), n("sohr", 11, in("bab"), part("s1")))
}

var province = map[string][]string{whole: {"city", "besh", "bab"}}
var villages = map[string][]string{whole: {"A", "B"}}

// The worked examples of method R1.
var examples = []struct {
	number int
	title  string
	said   []statement
	want   []target
	parts  map[string][]string
}{
	{1, "civilians by one voice, people by another, a province with its parts", aleppo("civilians", false), []target{
		allOpen(72, 72, 72), {"city", everybody, 45, 45, 45, false}, {"city", "civilians", 26, 26, 45, false}, {"besh", everybody, 15, 15, 15, false},
		{"bab", everybody, 11, 11, 11, false}, {whole, "children", 24, 24, 24, false}, {whole, "civilians", 26, 26, 72, true}}, province},
	{2, "the same, both say people", aleppo(everybody, false), []target{{"city", everybody, 26, 45, 45, false}, allOpen(53, 72, 72)}, province},
	{3, "the hospital says it again a day later", aleppo(everybody, true), []target{{"city", everybody, 45, 45, 45, false}, allOpen(72, 72, 72)}, province},
	{4, "one figure in forty outlets, one lower", []statement{n("hospital", 45), n("monitor", 38)}, []target{all(38, 38, 45)}, nil},
	{5, "one voice, rising", []statement{n("rescue", 12, at(2)), n("rescue", 19, at(9)), n("rescue", 27)}, []target{all(27, 27, 27)}, nil},
	{6, "three voices, rising", []statement{n("council", 8, at(3)), n("rescue", 21, at(28)), atLeast("monitor", 23, at(40))}, []target{allOpen(21, 21, 23)}, nil},
	{7, "dozens, then a count", []statement{dozens("agency", at(1)), n("hospital", 31, at(26))}, []target{all(31, 31, 31)}, nil},
	{8, "dozens alone", []statement{dozens("agency", at(2))}, []target{all(24, 24, 99)}, nil},
	{9, "a range and a count", []statement{says("police", 15, 20, 17), n("hospital", 18, graded(Documented))}, []target{all(15, 18, 20)}, nil},
	{10, "up to and at least", []statement{upTo("activists", 50, graded(Secondary)), atLeast("monitor", 30)}, []target{all(30, 30, 50)}, nil},
	{11, "four more bodies", []statement{n("rescue", 27, at(20)), n("rescue", 4, at(44), is(increment))}, []target{all(31, 31, 31)}, nil},
	{12, "a revision, and an independent range", []statement{n("ministry", 500, at(6), graded(Secondary)), n("ministry", 471, graded(Secondary)), says("investigators", 100, 300, 200, at(200))},
		[]target{all(100, 200, 471)}, nil},
	{13, "a party's count of its enemy", []statement{n("army", 60, of("combatants"), graded(Interested)), n("monitor", 9, of("combatants")), n("monitor", 4, of("civilians"))},
		[]target{all(13, 13, 13), {whole, "combatants", 9, 9, 9, false}, {whole, "civilians", 4, 4, 4, false}}, nil},
	{14, "a denial", []statement{says("ministry", 0, 0, 0, is(deny), of("civilians"), graded(Interested)), n("monitor-a", 7, of("civilians")), n("monitor-b", 9, of("civilians"))},
		[]target{{whole, "civilians", 7, 7, 9, false}}, nil},
	{15, "an incident's toll beside a period's, which is left out before", []statement{n("rescue", 14)}, []target{all(14, 14, 14)}, nil},
	{16, "nothing but a war's total, which is left out before", nil, []target{all(0, blank, 0)}, nil},
	{17, "a whole and counts of its parts by others", []statement{n("governor", 30, graded(Secondary)), n("clinic", 12, in("A")), n("elders", 15, in("B"))},
		[]target{all(30, 30, 30), {"A", everybody, 12, 12, 12, false}}, villages},
	{18, "an early whole below the parts found later", []statement{n("governor", 20, at(3), graded(Secondary)), n("clinic", 12, in("A")), n("elders", 15, in("B"))}, []target{all(27, 27, 27)}, villages},
	{19, "names published", []statement{n("rights group", 14, at(100), named, graded(Documented)), atLeast("agency", 11)}, []target{all(14, 14, 14)}, nil},
	{20, "women and children by two voices", []statement{atLeast("hospital", 15, at(26)), n("hospital", 6, at(26), of("children")), n("hospital", 3, at(26), of("women")), n("rescue", 17, at(48)), n("rescue", 8, at(48), of("children"))},
		[]target{all(15, 15, 17), {whole, "children", 6, 6, 8, false}, {whole, "women", 3, 3, 3, false}}, nil},
	{21, "missing, feared dead", []statement{n("navy", 10), n("navy", 25, is(feared))}, []target{all(10, 10, 35)}, nil},
	{22, "an exhumation years later", []statement{n("press", 40, at(48)), n("exhumation", 63, at(50000), named, graded(Documented))}, []target{all(63, 63, 63)}, nil},
	{23, "a later vaguer word", []statement{n("agency", 45, at(10)), dozens("agency", at(60))}, []target{all(45, 45, 45)}, nil},
	{24, "taken back", []statement{n("outlet", 70, at(5)), n("outlet", 0, at(20), is(retract)), n("police", 3)}, []target{all(3, 3, 3)}, nil},
	{25, "rounded figures", []statement{says("a", 45, 55, 50), says("b", 50, 59, 59)}, []target{all(45, 50, 59)}, nil},
}

func TestR1(t *testing.T) {
	for _, e := range examples {
		t.Run(fmt.Sprintf("%d %s", e.number, e.title), func(t *testing.T) {
			q := problem{all: e.said, parts: e.parts}
			for _, w := range e.want {
				got := r1(R1(), q.in(w.node, w.category))
				if got.Low != w.low || got.Best != w.best || got.High != w.high || got.Open != w.open {
					t.Errorf("%s/%s: got %s, want %d/%d/%d open %v\n%+v", w.node, w.category, got, w.low, w.best, w.high, w.open, got.Basis)
				}
				if err := got.Check(); err != nil {
					t.Errorf("%s/%s: %v\n%+v", w.node, w.category, err, got)
				}
			}
		})
	}
}

// The mechanical part of other projects' rules on the same claims.
func TestLike(t *testing.T) {
	for _, tt := range []struct {
		example         int
		policy          recount.PolicyName
		low, best, high int
	}{
		{6, "ucdp-like/1", 8, 8, 23}, {6, "ibc-like/1", 8, blank, 23}, {6, "airwars-like/1", 8, blank, 23}, {6, "ohchr-like/1", 21, 21, 21}, {6, "acled-like/1", 8, 8, 8}, {6, "gtd-like/1", 21, 21, 21},
		{8, "acled-like/1", 12, 12, 12}, {8, "ohchr-like/1", 0, blank, 0},
		{12, "ucdp-like/1", 100, 200, 471}, {12, "acled-like/1", 100, 100, 100}, {12, "gtd-like/1", 200, 200, 200},
		{19, "ibc-like/1", 11, blank, 14}, {19, "ohchr-like/1", 14, 14, 14},
		{22, "ucdp-like/1", 40, 63, 63}, {22, "ibc-like/1", 40, blank, 63}, {22, "ohchr-like/1", 63, 63, 63}, {22, "acled-like/1", 40, 40, 40},
	} {
		p, ok := Policies()[tt.policy]
		if !ok {
			t.Fatalf("no policy %s", tt.policy)
		}
		got := p.settle(p, problem{all: examples[tt.example-1].said, node: whole, category: everybody})
		if got.Low != tt.low || got.Best != tt.best || got.High != tt.high {
			t.Errorf("example %d under %s: got %s, want %d/%d/%d", tt.example, tt.policy, got, tt.low, tt.best, tt.high)
		}
		if err := got.Check(); err != nil {
			t.Errorf("example %d under %s: %v", tt.example, tt.policy, err)
		}
	}
}
