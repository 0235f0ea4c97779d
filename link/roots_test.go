package link

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// said makes a claim of n killed, told by voices: outlet first, then names, or
// kinds after a colon, with an agency's byline after a +.
func said(id string, hour, n int, voices string, opts ...func(*recount.Claim)) recount.Claim {
	at := on(0).From.Add(time.Duration(hour) * time.Hour)
	c := recount.Claim{ID: recount.ClaimID("c:" + id), Report: recount.ReportID("r:" + id), What: recount.Killed,
		Count: recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact}, Where: aleppo, When: on(0), Said: recount.When{From: at, Until: at.Add(time.Minute)}}
	for i, w := range strings.Fields(voices) {
		v := recount.Voice{Source: recount.SourceID(w), Kind: recount.Outlet, Verb: "say"}
		switch {
		case i == 0:
			v.Verb = ""
		case w[0] == '+':
			v = recount.Voice{Source: recount.SourceID(w[1:]), Kind: recount.Wire}
		case w[0] == ':':
			v = recount.Voice{Kind: recount.SourceKind(w[1:]), Words: "a " + w[1:], Verb: "say"}
		default:
			v.Kind = recount.Monitor
		}
		c.Says = append(c.Says, v)
	}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// independent counts the roots of claims that speak for themselves, those that
// are tied as one.
func independent(cs []recount.Claim, r recount.Roots) int {
	kin := map[recount.SourceID]recount.SourceID{}
	find := func(s recount.SourceID) recount.SourceID {
		for kin[s] != "" {
			s = kin[s]
		}
		return s
	}
	for _, t := range r.Ties {
		if a, b := find(t.Root), find(t.To); a != b {
			kin[a] = b
		}
	}
	seen := map[recount.SourceID]bool{}
	for _, c := range cs {
		root := c.Origin()
		if of, ok := r.Of[c.ID]; ok {
			root = of
		}
		seen[find(root)] = true
	}
	return len(seen)
}

func TestRoots(t *testing.T) {
	known := map[recount.SourceID]recount.Source{"state-tv": {ID: "state-tv", Relays: []recount.SourceID{"state-agency"}}, "east": {ID: "east", Family: "group"}, "west": {ID: "west", Family: "group"}}
	family := func(ids ...string) map[recount.ReportID]recount.ReportID {
		m := map[recount.ReportID]recount.ReportID{}
		for _, id := range ids {
			m[recount.ReportID("r:"+id)] = recount.ReportID("r:" + ids[0])
		}
		return m
	}
	sentence := "Forty-five people were killed when aircraft struck the vegetable market, witnesses to the raid told the paper."
	for _, tt := range []struct {
		name     string
		claims   []recount.Claim
		family   map[recount.ReportID]recount.ReportID
		sentence map[string]string // by claim
		n        int
		why      string // of the first tie
		of       string // root of the last claim
	}{
		{name: "the innermost named voice", claims: []recount.Claim{said("a", 1, 45, "daily reuters sohr"), said("b", 2, 45, "herald afp sohr")}, n: 1, of: "sohr"},
		{name: "two named voices", claims: []recount.Claim{said("a", 1, 45, "daily sohr"), said("b", 2, 45, "daily vdc")}, n: 2, of: "vdc"},
		{name: "a byline makes the agency a voice", claims: []recount.Claim{said("a", 1, 45, "daily +afp"), said("b", 2, 45, "herald +afp")}, n: 1, of: "afp"},
		{name: "a copy that left out who said it", claims: []recount.Claim{said("a", 1, 45, "daily +afp :medical"), said("b", 2, 45, "herald")}, family: family("a", "b"), n: 1, of: "afp:medical"},
		{name: "the copy came out first", claims: []recount.Claim{said("b", 2, 45, "daily +afp :medical"), said("a", 1, 45, "herald")}, family: family("a", "b"), n: 1, of: "afp:medical"},
		{name: "one sentence in an article of its own", claims: []recount.Claim{said("a", 1, 45, "daily +afp"), said("b", 90, 45, "herald")},
			sentence: map[string]string{"a": "BEIRUT, Sept 23 (AFP) - " + sentence, "b": strings.ToUpper(sentence)}, n: 1, of: "afp"},
		{name: "a sentence of its own", claims: []recount.Claim{said("a", 1, 45, "daily +afp"), said("b", 90, 45, "herald")},
			sentence: map[string]string{"a": sentence, "b": "Our reporter counted forty-five bodies in the yard of the hospital on Friday."}, n: 2, of: "herald"},
		{name: "too short to tell", claims: []recount.Claim{said("a", 1, 45, "daily"), said("b", 90, 45, "herald")},
			sentence: map[string]string{"a": "The raid killed 45.", "b": "The raid killed 45."}, n: 2, of: "herald"},
		{name: "a headline that leaves out the agency", claims: []recount.Claim{said("a", 1, 45, "daily reuters :medical"), said("b", 1, 45, "daily :medical", func(c *recount.Claim) { c.Report = "r:a" })}, n: 1, of: "reuters:medical"},
		{name: "what a report says again speaks for nobody", claims: []recount.Claim{said("a", 1, 45, "daily +afp"), said("b", 2, 45, "herald"), said("c", 2, 45, "herald", func(c *recount.Claim) { c.Report, c.Repeats = "r:b", "c:b" })}, family: family("a", "b"), n: 1, of: "afp"},
		{name: "two agencies heard one hospital", claims: []recount.Claim{said("a", 1, 45, "reuters :medical"), said("b", 20, 45, "afp :medical")}, n: 1, of: "reuters:medical"},
		{name: "two hospitals with figures of their own", claims: []recount.Claim{said("a", 1, 45, "reuters :medical"), said("b", 20, 31, "afp :medical")}, n: 2, of: "afp:medical"},
		{name: "a hospital, days later", claims: []recount.Claim{said("a", 1, 45, "reuters :medical"), said("b", 60, 45, "afp :medical")}, n: 2, of: "afp:medical"},
		{name: "an Arabic agency line and its translation", claims: []recount.Claim{said("a", 1, 45, "al-khabar anadolu white-helmets"), said("b", 3, 45, "daily +anadolu white-helmets")}, n: 1, of: "white-helmets"},
		{name: "an agency's line translated, nobody named in it", claims: []recount.Claim{said("a", 1, 45, "al-khabar +anadolu"), said("b", 3, 45, "daily anadolu")}, n: 1, of: "anadolu"},
		{name: "one owner", claims: []recount.Claim{said("a", 1, 45, "east"), said("b", 90, 31, "west")}, n: 1, why: "west has the same owner as east", of: "west"},
		{name: "passes on", claims: []recount.Claim{said("a", 1, 45, "state-tv"), said("b", 90, 31, "state-agency")}, n: 1, why: "state-tv relays state-agency", of: "state-agency"},
		{name: "cites, and says the same", claims: []recount.Claim{said("a", 1, 45, "sohr"), said("b", 2, 45, "daily sohr vdc"), said("c", 90, 31, "daily")}, n: 2, why: "sohr cites vdc", of: "daily"},
		{name: "cites, and says otherwise", claims: []recount.Claim{said("a", 1, 26, "sohr"), said("b", 2, 45, "daily sohr vdc")}, n: 2, of: "vdc"},
		{name: "echo", claims: []recount.Claim{said("a", 1, 45, "daily :medical"), said("b", 20, 45, "herald")}, n: 1, why: "herald echoes daily:medical", of: "herald"},
		{name: "a round figure is no echo", claims: []recount.Claim{said("a", 1, 50, "daily :medical"), said("b", 20, 50, "herald")}, n: 2, of: "herald"},
		{name: "a small figure is no echo", claims: []recount.Claim{said("a", 1, 5, "daily :medical"), said("b", 20, 5, "herald")}, n: 2, of: "herald"},
		{name: "at once is no echo", claims: []recount.Claim{said("a", 1, 45, "daily :medical"), said("b", 1, 45, "herald")}, n: 2, of: "herald"},
		{name: "an echo of two ties them not", claims: []recount.Claim{said("a", 1, 45, "daily sohr"), said("b", 2, 45, "daily vdc"), said("c", 20, 45, "herald")}, n: 2, why: "herald echoes sohr", of: "herald"},
		{name: "an own figure in a copied text", claims: []recount.Claim{said("a", 1, 45, "daily +afp"), said("b", 2, 31, "herald")}, family: family("a", "b"), n: 1, why: "herald copied the text of afp", of: "herald"},
		{name: "two voices of one text", claims: []recount.Claim{said("a", 1, 45, "daily sohr"), said("b", 2, 38, "herald vdc")}, family: family("a", "b"), n: 2, of: "vdc"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := Texts{
				Family: func(r recount.ReportID) recount.ReportID {
					if f, ok := tt.family[r]; ok {
						return f
					}
					return r
				},
				Sentence: func(c *recount.Claim) string { return tt.sentence[string(c.ID[2:])] },
				Source:   func(s recount.SourceID) recount.Source { return known[s] },
			}
			got := Roots(tt.claims, x)
			if n := independent(tt.claims, got); n != tt.n {
				t.Errorf("%d independent, want %d: %+v", n, tt.n, got)
			}
			why := ""
			if len(got.Ties) > 0 {
				why = fmt.Sprintf("%s %s %s", got.Ties[0].Root, got.Ties[0].Why, got.Ties[0].To)
			}
			if why != tt.why {
				t.Errorf("tie %q, want %q", why, tt.why)
			}
			last := tt.claims[len(tt.claims)-1]
			root := last.Origin()
			if of, ok := got.Of[last.ID]; ok {
				root = of
			}
			if string(root) != tt.of {
				t.Errorf("root %q, want %q", root, tt.of)
			}
			for range 4 {
				mixed := slices.Clone(tt.claims)
				rand.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
				if again := Roots(mixed, x); !reflect.DeepEqual(again, got) {
					t.Errorf("in another order %+v, want %+v", again, got)
				}
			}
		})
	}
}
