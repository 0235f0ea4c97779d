package link

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// Reports that come in one by one, each weighed against what the casebook holds
// near it, are linked as a linker does that holds all of them.
func TestOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	spots := []recount.PlaceRef{aleppo, bustan, idlib, province}
	var groups []Group
	for i := range 120 {
		groups = append(groups, Group{Claims: report(fmt.Sprintf("r%03d", i), 5+r.IntN(4)*9, spots[r.IntN(len(spots))], on(r.IntN(4)))})
	}
	all, words := NewLinker(Default(), NewFrequency()), NewFrequency()
	var near []Near
	for i, g := range groups {
		p := all.Add(g.Account())
		v := Default().Place(g, slices.DeleteFunc(slices.Clone(near), func(n Near) bool { return !meets(g, n) }), words)
		a := g.Account()
		words.Add(&a)
		k := slices.IndexFunc(near, func(n Near) bool { return n.Incident == v.Join })
		if v.Join == "" {
			near, k = append(near, Near{Incident: recount.IncidentID(fmt.Sprintf("i%03d", len(near)))}), len(near)
		}
		near[k].Groups = append(near[k].Groups, g)
		if int(p.at) != k {
			t.Fatalf("report %d: incident %d one by one, %d of all: %s", i, k, p.at, v.Why)
		}
	}
	if len(near) < 8 || len(near) > 100 {
		t.Errorf("%d incidents of 120 reports: the test tells nothing", len(near))
	}
}

// meets reports whether a casebook would find an incident for a group.
func meets(g Group, n Near) bool {
	sought := Sought(g.Claims)
	return slices.ContainsFunc(n.Groups, func(o Group) bool {
		return slices.ContainsFunc(o.Claims, func(c recount.Claim) bool {
			return slices.ContainsFunc(Keys(&c), func(k string) bool { return slices.Contains(sought, k) })
		})
	})
}

// Across languages accounts meet by place, figures, voices and the sound of
// names; that they share no words says nothing.
func TestAcrossScripts(t *testing.T) {
	english, arabic := report("en", 45, bustan, on(0)), report("ar", 45, bustan, on(0))
	english[0].Target, arabic[0].Target = "al-Quds hospital", "مستشفى القدس"
	english[1].Who.Name, arabic[1].Who.Name = "Muhammad al-Ahmad", "محمد الأحمد"
	filler := make([]Word, 40)
	for i := range filler {
		filler[i] = Word(i + 1)
	}
	words := FrequencyOf(map[uint64]int32{everyAccount: 1000})
	group := func(cs []recount.Claim, lang recount.Lang, words []Word) Group {
		return Group{Claims: cs, Lang: lang, Words: words, Sounds: gazetteer.Skeletons}
	}
	v := Default().Place(group(arabic, "ar", filler[:20]), []Near{{Incident: "i:1", Groups: []Group{group(english, "en", filler[20:])}}}, words)
	if v.Join != "i:1" || !strings.Contains(v.Why, "same person named") || strings.Contains(v.Why, "rare word") {
		t.Errorf("joins %q: %s", v.Join, v.Why)
	}
	arabic[1].Who.Name = "أحمد المحمود"
	v = Default().Place(group(arabic, "ar", nil), []Near{{Incident: "i:1", Groups: []Group{group(english, "en", nil)}}}, words)
	if strings.Contains(v.Why, "same person named") {
		t.Errorf("another person is taken for the same: %s", v.Why)
	}
}

func TestWordsOf(t *testing.T) {
	text := "Aleppo. Two were killed near the bakery, the hospital said.\nIn Idlib a school's roof fell; one was killed.\n"
	at := func(s string) recount.Span {
		i := strings.Index(text, s)
		return recount.Span{Start: i, End: i + len(s)}
	}
	claims := []recount.Claim{
		{Event: 1, Evidence: recount.Evidence{Whole: at("Two were killed near the bakery, the hospital said."), Says: []recount.Span{at("the hospital")}}},
		{Event: 2, Evidence: recount.Evidence{Whole: at("In Idlib a school's roof fell; one was killed."), Where: []recount.Span{at("Idlib")}}},
	}
	got := WordsOf(text, claims)
	has := func(event int, w string) bool { return slices.Contains(got[event], Word(hash(w))) }
	for _, c := range []struct {
		event int
		word  string
		want  bool
	}{{1, "bakery", true}, {1, "aleppo", true}, {1, "hospital", false}, {1, "roof", false}, {2, "roof", true}, {2, "school", true}, {2, "idlib", false}, {2, "bakery", false}} {
		if has(c.event, c.word) != c.want {
			t.Errorf("event %d has %q: %v", c.event, c.word, !c.want)
		}
	}
	if len(WordsOf("", nil)) != 0 || len(WordsOf("Nobody says what happened here.", nil)[0]) == 0 {
		t.Error("a text without claims is of one event")
	}
}
