package extract

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"golang.org/x/text/unicode/norm"
)

// Metamorphic tests: a change to a text that must change nothing, or one thing,
// in what is read. Nobody need know what the right reading is.

// meta reads texts and holds readings against each other.
type meta struct {
	testing.TB
	x      *Reader
	tried  map[string]int
	failed map[string][]string
}

func newMeta(t *testing.T) *meta {
	return &meta{TB: t, x: reader(t), tried: map[string]int{}, failed: map[string][]string{}}
}

var metaDay = time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC)

func (m *meta) read(text string) []recount.Claim { return m.readOn(text, metaDay) }

func (m *meta) readOn(text string, on time.Time) []recount.Claim {
	r, err := m.x.Read(&recount.Report{ID: "r:x", Lang: "en", Text: text, Published: recount.When{From: on, Until: on.AddDate(0, 0, 1), Grain: recount.Day}})
	if err != nil {
		m.Fatal(err)
	}
	return r.Claims
}

// core is what happened to how many and whether it is said to have: of each
// claim of people, sorted.
func core(claims []recount.Claim) []string {
	var out []string
	for _, c := range ofPeople(claims) {
		out = append(out, fmt.Sprintf("%s %s %s denied=%v", c.What, c.Count, c.Reality, c.Denied))
	}
	slices.Sort(out)
	return out
}

// ofPeople are the claims of people, without those of what did the harm.
func ofPeople(claims []recount.Claim) []recount.Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c recount.Claim) bool {
		f := c.What.Family()
		return f != recount.Harm && f != recount.Movement
	})
}

// numbered is the core of the claims with a number.
func numbered(claims []recount.Claim) []string {
	return core(slices.DeleteFunc(slices.Clone(claims), func(c recount.Claim) bool { return c.Count.Stated == 0 }))
}

// hold counts a trial, and a failure unless ok.
func (m *meta) hold(name string, ok bool, form string, args ...any) {
	m.tried[name]++
	if !ok {
		m.failed[name] = append(m.failed[name], fmt.Sprintf(form, args...))
	}
}

// same holds the cores of two texts against each other.
func (m *meta) same(name, a, b string) {
	x, y := core(m.read(a)), core(m.read(b))
	m.hold(name, slices.Equal(x, y), "%s\n\t\t%v\n\t%s\n\t\t%v", a, x, b, y)
}

// report fails the test for every kind of change that failed more often than
// is known, or less often, so that the known number stays true.
func (m *meta) report(known map[string]int) {
	for _, name := range slices.Sorted(mapKeys(m.tried)) {
		bad := m.failed[name]
		m.Logf("%s: %d of %d hold", name, m.tried[name]-len(bad), m.tried[name])
		if len(bad) > known[name] {
			m.Errorf("%s: %d failures, %d known; the first:\n\t%s", name, len(bad), known[name], strings.Join(bad[:min(6, len(bad))], "\n\t"))
		}
		if len(bad) < known[name] {
			m.Errorf("%s: %d failures, and %d are said to be known: lower the number", name, len(bad), known[name])
		}
	}
}

func mapKeys[K comparable, V any](of map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range of {
			if !yield(k) {
				return
			}
		}
	}
}

// madeKnown are how many changes to the made sentences are known to fail.
var madeKnown = map[string]int{}

func TestMetamorphosesOfMadeSentences(t *testing.T) {
	m := newMeta(t)
	all := makeSentences(1000)
	rng := rand.New(rand.NewPCG(1, 1))
	for i, s := range all {
		a := s.String()
		was := m.read(a)
		m.hold("M0 as many claims as made", len(core(was)) == s.claims() && ofPeople(was)[0].What == madeVerbs[s.verb].what, "%s\n\t\t%v", a, core(was))
		m.number(s, was)
		m.wording(s)
		m.voicesOf(s, was)
		m.moods(s)
		m.times(s, was)
		m.letters(a)
		m.together(a, all[(i+1)%len(all)].String(), all[(i+2)%len(all)].String(), rng)
	}
	m.report(madeKnown)
}

// number: M1 another number, M2 digits or words, M3 at least or no fewer than.
func (m *meta) number(s made, was []recount.Claim) {
	b := s
	b.n = 100 - s.n
	if b.n < 10 || b.n == s.n {
		b.n = s.n + 1
	}
	was, is := ofPeople(was), ofPeople(m.read(b.String()))
	ok := len(is) == len(was)
	for i := range min(len(is), len(was)) {
		x, y := was[i], is[i]
		ok = ok && x.What == y.What && x.Count.Row == y.Count.Row && (i > 0 || y.Count.Stated == b.n) && x.Denied == y.Denied && x.Reality == y.Reality
		ok = ok && len(x.Says) == len(y.Says) && x.Where.Place == y.Where.Place && x.When.From.Equal(y.When.From)
		if delta := len(b.String()) - len(s.String()); ok && len(x.Evidence.Where) > 0 && x.Evidence.Where[0].Start > x.Evidence.Who[0].Start {
			ok = len(y.Evidence.Where) > 0 && y.Evidence.Where[0].Start == x.Evidence.Where[0].Start+delta
		}
	}
	m.hold("M1 another number", ok, "%s\n\t\t%v\n\t%s\n\t\t%v", s, core(was), b, core(is))
	if s.form == "digits" || s.form == "words" {
		b = s
		b.form = map[string]string{"digits": "words", "words": "digits"}[s.form]
		m.same("M2 digits or words", s.String(), b.String())
	}
	if s.form == "at least" {
		b = s
		b.form = "no fewer than"
		m.same("M3 at least or no fewer than", s.String(), b.String())
	}
}

// wording: M4 active or passive, M5 another noun of the category, M6 something between.
func (m *meta) wording(s made) {
	b := s
	b.active = !s.active
	m.same("M4 active or passive", s.String(), b.String())
	for _, noun := range madeNouns[s.noun][1:] {
		a := s.String()
		m.same("M5 another noun", a, strings.Replace(a, " "+madeNouns[s.noun][0]+" ", " "+noun+" ", 1))
	}
	for _, inner := range []string{", who were travelling in a minibus,", " (all from one district)", " from a nearby village", ", most of whom lived nearby,"} {
		b = s
		b.inner = inner
		if s.part != "" {
			b.inner = strings.TrimSuffix(inner, ",")
		}
		if s.active {
			b.inner = strings.TrimSuffix(inner, ",")
			if strings.HasPrefix(inner, ",") {
				continue // a clause at the end of the object runs into the place
			}
		}
		m.same("M6 something between", s.String(), b.String())
	}
}

// voicesOf: M7 a voice added, M8 the voice moved.
func (m *meta) voicesOf(s made, was []recount.Claim) {
	if s.voice == "" {
		a := s.String()
		b := "According to a local hospital, " + strings.ToLower(a[:1]) + a[1:]
		is := m.read(b)
		said := slices.ContainsFunc(is, func(c recount.Claim) bool {
			return len(c.Says) > 0 && strings.Contains(c.Says[len(c.Says)-1].Words, "hospital")
		})
		m.hold("M7 a voice added", slices.Equal(core(was), core(is)) && said, "%s\n\t\t%v\n\t%s\n\t\t%v, said by the hospital: %v", a, core(was), b, core(is), said)
		return
	}
	b := s
	b.front = !s.front
	x, y := was, m.read(b.String())
	origin := func(claims []recount.Claim) (out []string) {
		for _, c := range claims {
			if c.What.Family() == recount.Harm && len(c.Says) > 0 {
				out = append(out, strings.ToLower(c.Says[len(c.Says)-1].Words))
			}
		}
		return out
	}
	m.hold("M8 the voice moved", slices.Equal(core(x), core(y)) && slices.Equal(origin(x), origin(y)), "%s\n\t\t%v %q\n\t%s\n\t\t%v %q", s, core(x), origin(x), b, core(y), origin(y))
}

// moods: M9 denied, M10 only threatened.
func (m *meta) moods(s made) {
	b := s
	b.voice = ""
	plain := b.String()
	x := core(m.read(plain))
	for i := range x {
		x[i] = strings.Replace(x[i], "denied=false", "denied=true", 1)
	}
	denied := "The army denied that " + strings.ToLower(plain[:1]) + plain[1:]
	y := core(m.read(denied))
	m.hold("M9 denied", slices.Equal(x, y), "%s\n\t\t%v, want %v", denied, y, x)
	v := madeVerbs[s.verb]
	who := s.number() + " " + madeNouns[s.noun][0]
	for _, text := range []string{"The group threatened to " + v.plain + " " + who + " in " + s.place + ".",
		sentenceCase(who) + " could be " + v.passive + " in " + s.place + ", officials warned."} {
		var actual []string
		for _, c := range m.read(text) {
			if c.Reality == recount.Actual && c.What.Family() == recount.Harm {
				actual = append(actual, string(c.What))
			}
		}
		m.hold("M10 only threatened", len(actual) == 0, "%s\n\t\tread as having happened: %v", text, actual)
	}
}

// times: M12 a week later, what is told by weekday is a week later and nothing else.
func (m *meta) times(s made, was []recount.Claim) {
	was, is := ofPeople(was), ofPeople(m.readOn(s.String(), metaDay.AddDate(0, 0, 7)))
	ok := slices.Equal(core(was), core(is))
	for i := range min(len(was), len(is)) {
		want := was[i].When.Local().From.AddDate(0, 0, 7)
		if strings.Contains(s.day, "September") {
			want = was[i].When.Local().From
		}
		ok = ok && is[i].When.Local().From.Equal(want)
	}
	m.hold("M12 a week later", ok, "%s", s)
}

// letters: M13 lines, quotation marks, forms of letters and spaces; M14 capitals.
func (m *meta) letters(a string) {
	m.same("M13 new lines", a, wrap(a, 38))
	m.same("M13 hard spaces", a, strings.ReplaceAll(a, " ", "\u00a0"))
	m.same("M13 taken apart", a, norm.NFD.String(a))
	quoted := strings.Replace(a, " in ", " in 'peaceful' ", 1)
	m.same("M13 quotation marks", quoted, strings.NewReplacer("'peaceful'", "‘peaceful’").Replace(quoted))
	x, y := numbered(m.read(a)), numbered(m.read(strings.ToUpper(a)))
	m.hold("M14 capitals", slices.Equal(x, y), "%s\n\t\t%v, in capitals %v", a, x, y)
}

func wrap(s string, width int) string {
	var b strings.Builder
	n := 0
	for i, w := range strings.Fields(s) {
		switch {
		case i == 0:
		case n+len(w) > width:
			b.WriteByte('\n')
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += len(w)
	}
	return b.String()
}

// together: M11 two reports after one another, M17 sentences in another order.
func (m *meta) together(a, b, c string, rng *rand.Rand) {
	want := slices.Concat(core(m.read(a)), core(m.read(b)))
	slices.Sort(want)
	got := core(m.read(a + "\n\n" + b))
	m.hold("M11 two after one another", slices.Equal(got, want), "%s | %s\n\t\t%v, apart %v", a, b, got, want)
	list := []string{a, b, c}
	x := core(m.read(strings.Join(list, " ")))
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	y := core(m.read(strings.Join(list, " ")))
	m.hold("M17 in another order", slices.Equal(x, y), "%s\n\t\t%v, before %v", strings.Join(list, " "), y, x)
}
