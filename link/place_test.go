package link

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

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

// Weapons are compared by their kinds where their words differ, in two languages
// as in one.
func TestArms(t *testing.T) {
	armed := func(lang recount.Lang, words, rule string) Account {
		cs := report("r"+words, 9, bustan, on(0))
		cs[1].Weapon = words
		if rule != "" {
			cs[1].Trace = []recount.Step{{Rule: string(lang) + "/bounds:exact"}, {Rule: string(lang) + "/weapon:" + rule}}
		}
		return Group{Claims: cs, Lang: lang}.Account()
	}
	raid := armed("en", "air raid", "air-strike:aircraft")
	for _, c := range []struct {
		with Account
		want level
	}{
		{armed("en", "air raid", ""), sameWeapon},
		{armed("en", "warplanes", "air-strike:aircraft"), sameKind},
		{armed("ar", "غارة", "air-strike:aircraft"), sameKind},
		{armed("ar", "براميل متفجرة", "munition:munition"), otherWeapon},
		{armed("ar", "اشتباكات", "clash:fighting"), otherKind},
		{armed("en", "gunmen", "attack:firearm"), otherKind},
		{armed("ar", "رميا بالرصاص", "use:firearm"), otherKind},
		{armed("en", "a bomb", "attack:explosive"), otherWeapon},
		{armed("ar", "إعدام", "loose:execution"), otherKind},
		{armed("en", "a catapult", ""), otherWeapon},
		{armed("ar", "منجنيق", ""), noWeapon},
		{armed("en", "", ""), noWeapon},
	} {
		if got := arms(&raid, &c.with); got != c.want {
			t.Errorf("lang %d: %s, want %s", c.with.lang, scheme[inWeapon].levels[got], scheme[inWeapon].levels[c.want])
		}
		if a, b := arms(&raid, &c.with), arms(&c.with, &raid); a != b {
			t.Errorf("%d one way, %d the other", a, b)
		}
	}
}

// What may be named in place of what holds both ways.
func TestKindsBesides(t *testing.T) {
	for a, others := range besides {
		for _, b := range kindBit {
			if others&b != 0 && besides[b]&a == 0 {
				t.Errorf("%b may stand for %b, and not the other way", b, a)
			}
		}
	}
}

// The dead of a clash that one report counts as fighters are not those whom
// another counts as civilians.
func TestOtherPeopleCounted(t *testing.T) {
	of := func(status string, n int) []count {
		cs := report("r"+status, n, bustan, on(0))
		cs[1].Who.Status = status
		return []count{countOf(&cs[1])}
	}
	women := func(n int) []count {
		cs := report("rwomen", n, bustan, on(0))
		cs[1].Who.Sex, cs[1].Who.Age = "female", "adult"
		return []count{countOf(&cs[1])}
	}
	for _, c := range []struct {
		a, b []count
		want level
	}{
		{of("civilian", 8), of("combatant", 8), otherPeople},
		{of("civilian", 8), of("civilian", 9), countsClose},
		{of("civilian", 8), of("", 9), noCount},
		{women(8), of("combatant", 8), otherPeople},
		{women(8), of("civilian", 8), noCount},
		{append(of("civilian", 8), of("", 12)...), append(of("combatant", 4), of("", 12)...), sameCount},
	} {
		if got := counts(c.a, c.b); got != c.want {
			t.Errorf("%+v, %+v: %s", c.a, c.b, scheme[inCount].levels[got])
		}
	}
}

// Whoever counts only people hurt does not tell of the dead whom another counts.
func TestOtherHarmCounted(t *testing.T) {
	of := func(whats ...recount.What) (cs []count) {
		for i, w := range whats {
			c := report("r", 5+i, bustan, on(0))[1]
			c.What = w
			cs = append(cs, countOf(&c))
		}
		return cs
	}
	for _, c := range []struct {
		a, b []count
		want level
	}{
		{of(recount.Killed), of(recount.Injured), otherHarm},
		{of(recount.Killed), of(recount.Casualties), otherHarm},
		{of(recount.Killed), of(recount.Displaced), noCount},
		{of(recount.Killed, recount.Injured), of(recount.Injured), countsClose},
		{of(recount.Killed), nil, noCount},
	} {
		for range 2 {
			if got := counts(c.a, c.b); got != c.want {
				t.Errorf("%+v, %+v: %s", c.a, c.b, scheme[inCount].levels[got])
			}
			c.a, c.b = c.b, c.a
		}
	}
}

// Of a few dead some may have been among the hurt; of more than anybody counts hurt, none.
func TestFewerHurtThanDead(t *testing.T) {
	of := func(w recount.What, n int) []count {
		c := report("r", n, bustan, on(0))[1]
		c.What = w
		return []count{countOf(&c)}
	}
	for _, c := range []struct {
		dead, hurt int
		want       level
	}{{13, 4, fewerHurt}, {4, 3, fewerHurt}, {2, 1, otherHarm}, {13, 20, otherHarm}, {4, 4, otherHarm}} {
		a, b := of(recount.Killed, c.dead), of(recount.Injured, c.hurt)
		if got, back := counts(a, b), counts(b, a); got != c.want || back != c.want {
			t.Errorf("%d dead, %d hurt: %s", c.dead, c.hurt, scheme[inCount].levels[got])
		}
	}
}

// Two reports that name one day after the other tell of two days; of a night, or of a
// day that nobody named, they may not.
func TestTheDayAfter(t *testing.T) {
	told := func(day int, words string, from, until int) *Account {
		w := on(day)
		w.Words, w.From, w.Until = words, w.From.Add(time.Duration(from)*time.Hour), w.From.Add(time.Duration(until)*time.Hour)
		a := Group{Claims: report("r", 5, bustan, w)}.Account()
		return &a
	}
	for _, c := range []struct {
		name string
		a, b *Account
		want level
	}{
		{"both named", told(0, "Monday", 0, 24), told(1, "Tuesday", 0, 24), namedApart},
		{"one by its date", told(0, "5 May", 0, 24), told(1, "yesterday", 0, 24), namedApart},
		{"one not said", told(0, "Monday", 0, 24), told(1, "", 0, 24), dayAfter},
		{"a night", told(0, "Monday night", 18, 24), told(1, "Tuesday", 0, 24), dayAfter},
		{"dawn and evening", told(0, "Monday at dawn", 3, 7), told(0, "Monday evening", 17, 23), otherHours},
		{"dawn and the evening before", told(1, "Tuesday at dawn", 3, 7), told(0, "Monday evening", 17, 23), otherHours},
		{"dawn and morning", told(0, "Monday at dawn", 3, 7), told(0, "Monday morning", 5, 12), sameDay},
		{"dawn and an hour soon after", told(0, "Monday at dawn", 3, 7), told(0, "Monday at nine", 9, 10), dayAfter},
		{"dawn and a night", told(0, "Monday at dawn", 3, 7), told(0, "Monday night", 18, 24), dayAfter},
		{"an hour not said", told(0, "Monday at dawn", 3, 7), told(0, "", 17, 23), dayAfter},
		{"one day", told(0, "Monday", 0, 24), told(0, "Monday", 0, 24), sameDay},
	} {
		if got, back := times(c.a, c.b), times(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%s: %s", c.name, scheme[inTime].levels[got])
		}
	}
}

// A town lies in its own province, however far from the middle of it.
func TestTownOfItsProvince(t *testing.T) {
	edge, other := aleppo, aleppo
	edge.Place, edge.Point.Lon = "gn:9", province.Point.Lon+1.2
	other = edge
	other.Admin1 = "Raqqa"
	for _, c := range []struct {
		town recount.PlaceRef
		want level
	}{{edge, oneWithin}, {other, areasOverlap}} {
		a, b := Group{Claims: report("a", 9, c.town, on(0))}.Account(), Group{Claims: report("b", 9, province, on(0))}.Account()
		if got := places(&a, &b); got != c.want {
			t.Errorf("%s: %s", c.town.Admin1, scheme[inPlace].levels[got])
		}
	}
}

// What was hit is compared by its kind, unless one kind may be told as the other.
func TestSites(t *testing.T) {
	at := func(kinds ...string) *Account {
		cs := report("r", 9, bustan, on(0))
		for _, k := range kinds {
			cs[1].Trace = append(cs[1].Trace, recount.Step{Rule: "site:" + k})
		}
		a := Group{Claims: cs}.Account()
		return &a
	}
	for _, c := range []struct {
		a, b *Account
		want level
	}{
		{at("market"), at("market"), sameSite},
		{at("market"), at("hospital"), otherSite},
		{at("worship", "post"), at("worship"), sameSite},
		{at("camp"), at("school"), noTarget},
		{at("market"), at(), noTarget},
		{at("market"), at("a kind that there is not"), noTarget},
	} {
		if got, back := struck(c.a, c.b), struck(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%b and %b: %s", c.a.sites, c.b.sites, scheme[inTarget].levels[got])
		}
	}
}

// Two reports that each name a town tell of two, though the towns touch; near one of
// them may be in the other.
func TestTownsBesideEachOther(t *testing.T) {
	town := func(id string, lon float64, p recount.Precision) *Account {
		ref := recount.PlaceRef{Place: recount.PlaceID(id), Point: recount.LatLon{Lat: 33.5, Lon: lon}, Radius: 2000, Precision: p, Country: "SY"}
		a := Group{Claims: report(id, 9, ref, on(0))}.Account()
		return &a
	}
	one := town("gn:1", 36.40, recount.AtTown)
	for _, c := range []struct {
		name string
		with *Account
		want level
	}{
		{"itself", town("gn:1", 36.40, recount.AtTown), samePlace},
		{"the next town", town("gn:2", 36.42, recount.AtTown), besideTown},
		{"near the next town", town("gn:2", 36.42, recount.Near), areasOverlap},
		{"a town farther off", town("gn:3", 36.60, recount.AtTown), farApart},
	} {
		if got, back := places(one, c.with), places(c.with, one); got != c.want || back != c.want {
			t.Errorf("%s: %s", c.name, scheme[inPlace].levels[got])
		}
	}
}

// A stretch of land that is in no division meets the towns in it, both ways.
func TestSmallZoneMeetsItsTowns(t *testing.T) {
	ghouta := recount.PlaceRef{Place: "rg:1", Point: recount.LatLon{Lat: 33.52, Lon: 36.42}, Radius: 12000, Precision: recount.AtZone, Country: "SY"}
	town := recount.PlaceRef{Place: "hw:1", Point: recount.LatLon{Lat: 33.51, Lon: 36.50}, Radius: 2000, Precision: recount.AtArea, Country: "SY", Admin1: "Rif Dimashq"}
	for _, c := range []struct {
		name string
		a, b recount.PlaceRef
		want bool
	}{{"zone, then town", ghouta, town, true}, {"town, then zone", town, ghouta, true}, {"a town elsewhere", ghouta, idlib, false}} {
		n := Near{Groups: []Group{{Claims: report("a", 20, c.a, on(0))}}}
		if got := meets(Group{Claims: report("b", 20, c.b, on(0))}, n); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
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
