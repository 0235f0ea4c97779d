package extract

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
)

// goldenKnown are how many changes to the pack's examples are known to fail,
// and why.
var goldenKnown = map[string]int{
	"M13 new lines": 2, // a line that ends within a name of two words, or before a bracket, is taken for a headline
	"M14 capitals":  1, // in capitals, a first name that ends in -ed is no name, and the age after it is a count
}

// The same changes to the pack's examples, as far as they can be made to a text
// without knowing how it was made.
func TestMetamorphosesOfExamples(t *testing.T) {
	m := newMeta(t)
	var texts []string
	for _, e := range m.x.packs["en"].Examples {
		texts = append(texts, e.Text)
	}
	rng := rand.New(rand.NewPCG(2, 2))
	for i, a := range texts {
		was := m.read(a)
		m.figures(a, was)
		if strings.Contains(strings.ToLower(a), "at least ") {
			m.same("M3 at least or no fewer than", a, strings.NewReplacer("at least ", "no fewer than ", "At least ", "No fewer than ").Replace(a))
		}
		m.embedded(a, was)
		m.later(a, was)
		m.letters2(a)
		m.together(a, texts[(i+1)%len(texts)], texts[(i+2)%len(texts)], rng)
	}
	m.report(goldenKnown)
}

// figures: M1 another number, M2 digits or words, of the claims' own numbers.
func (m *meta) figures(a string, was []recount.Claim) {
	for _, c := range ofPeople(was) {
		n := c.Count.Stated
		if n < 2 || n > 90 || len(c.Evidence.Count) == 0 {
			continue
		}
		digits, words := fmt.Sprint(n), inWords(n)
		s := c.Evidence.Count[0]
		num := s.In(a)
		put := func(with string) string { return a[:s.Start] + with + a[s.End:] }
		switch {
		case num == digits && strings.Count(a, digits) == 1 && strings.Count(a, " ") > 0:
			is := core(m.read(put(fmt.Sprint(n + 7))))
			want := core(was)
			m.hold("M1 another number", len(is) == len(want), "%s, %d for %d\n\t\t%v, was %v", a, n+7, n, is, want)
			if s.Start > 0 { // a sentence does not begin with a number in words that is not capital
				m.same("M2 digits or words", a, put(words))
			}
		case strings.EqualFold(num, words):
			m.same("M2 digits or words", a, put(digits))
		}
	}
}

var opening = regexp.MustCompile(`^(At least|Some|More than|Up to|A|An|The|Several|Dozens|Hundreds|Scores|[1-9][0-9]*|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Twenty) [a-z]`)

// embedded: M7 a voice added, M9 denied. Only of one sentence that nobody in it says.
func (m *meta) embedded(a string, was []recount.Claim) {
	people := ofPeople(was)
	if len(people) == 0 || !opening.MatchString(a) || strings.ContainsAny(strings.TrimRight(a, "."), ".;:?\"") {
		return
	}
	for _, c := range people {
		if len(c.Says) > 1 || c.Reality != recount.Actual || c.Denied || len(c.Hedges) > 0 || c.Count.High == 0 {
			return
		}
	}
	low := strings.ToLower(a[:1]) + a[1:]
	m.same("M7 a voice added", a, "According to a local hospital, "+low)
	x := core(was)
	for i := range x {
		x[i] = strings.Replace(x[i], "denied=false", "denied=true", 1)
	}
	y := core(m.read("The army denied that " + low))
	m.hold("M9 denied", slices.Equal(x, y), "The army denied that %s\n\t\t%v, want %v", low, y, x)
}

// later: M12 a week later, every time is a week later or the same.
func (m *meta) later(a string, was []recount.Claim) {
	was, is := ofPeople(was), ofPeople(m.readOn(a, metaDay.AddDate(0, 0, 7)))
	ok := slices.Equal(core(was), core(is))
	for i := range min(len(was), len(is)) {
		x, y := was[i].When.Local().From, is[i].When.Local().From
		ok = ok && (y.Equal(x) || y.Equal(x.AddDate(0, 0, 7)) || was[i].When.Grain == recount.Month || was[i].When.Grain == recount.Year || was[i].When.Grain == recount.Week)
	}
	m.hold("M12 a week later", ok, "%s", a)
}

// letters2: M13 and M14, of texts that may have quotation marks.
func (m *meta) letters2(a string) {
	m.same("M13 new lines", a, wrap(a, 38))
	m.same("M13 hard spaces", a, strings.ReplaceAll(a, " ", "\u00a0"))
	m.same("M13 taken apart", a, norm.NFD.String(a))
	curly := a
	for strings.Count(curly, `"`) >= 2 {
		curly = strings.Replace(strings.Replace(curly, `"`, "“", 1), `"`, "”", 1)
	}
	m.same("M13 quotation marks", a, strings.ReplaceAll(curly, "'", "’"))
	x, y := numbered(m.read(a)), numbered(m.read(strings.ToUpper(a)))
	m.hold("M14 capitals", slices.Equal(x, y), "%s\n\t\t%v, in capitals %v", a, x, y)
}

// M16: another name, and the same structure. The names are made up.
func TestMetamorphosesOfNames(t *testing.T) {
	m := newMeta(t)
	names := []string{"Ahmad Saleh", "Olena Bondar", "Musa Ibrahim", "Lucía Ortega", "Thant Htoo", "John Carver", "Amina al-Haddad", "Pedro de la Cruz"}
	for _, form := range []string{
		"%s, a farmer, was killed in Aleppo on Friday.",
		"Gunmen shot dead %s, a 34-year-old teacher, in Cali.",
		"The mayor of Taiz, %s, and his driver were killed by a car bomb.",
		"%s was wounded and two others were killed, police said.",
		"A journalist, %s, was abducted in Mosul on Monday.",
		"Police said %s, 27, had died of his wounds.",
		"Among the dead were %s and three of her children.",
		"%s said nine people were killed in the raid.",
	} {
		shape := func(name string) (out []string) {
			for _, c := range m.read(fmt.Sprintf(form, name)) {
				out = append(out, fmt.Sprintf("%s %s %s voices=%d part=%v repeats=%v", c.What, c.Count, c.Trace[0].Rule, len(c.Says), c.PartOf != "", c.Repeats != ""))
			}
			return out
		}
		want := shape(names[0])
		for _, n := range names[1:] {
			m.hold("M16 another name", slices.Equal(want, shape(n)), form+"\n\t\t%v, was %v", n, shape(n), want)
		}
	}
	m.report(nil)
}
