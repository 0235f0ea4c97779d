package extract

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/recountlab/recount"
)

// Sentences made from parts, so that one part can be changed and the rest kept.

// made is a sentence's parts.
type made struct {
	n      int
	form   string // of the number: "digits", "words", "at least", "some", "nearly"
	noun   int    // of madeNouns
	verb   int    // of madeVerbs
	active bool
	agent  string
	place  string
	day    string
	voice  string // "" none
	front  bool   // the voice stands before
	part   string // ", including three children", or none
	second int    // how many others were hurt by the same, if more than none
	inner  string // what stands between the noun and the verb
	lead   string // what stands before all: "It is feared that"
}

// madeNouns are groups of nouns of one category.
var madeNouns = [][]string{
	{"people", "residents", "villagers"}, {"civilians"}, {"soldiers", "conscripts"}, {"fighters", "militants"},
	{"nurses", "doctors"}, {"journalists", "reporters"}, {"children"}, {"women"}, {"farmers", "miners", "traders"},
}

type madeVerb struct {
	what           recount.What
	passive, plain string
	agents         []string
}

var madeVerbs = []madeVerb{
	{recount.Killed, "killed", "kill", []string{"gunmen", "an air strike", "a car bomb", "a rocket", "government shelling"}},
	{recount.Injured, "wounded", "wound", []string{"gunmen", "an air strike", "a car bomb", "mortar fire"}},
	{recount.Injured, "injured", "injure", []string{"a suicide bomber", "an explosion", "a drone strike"}},
	{recount.Detained, "detained", "detain", []string{"police", "soldiers", "security forces"}},
	{recount.Abducted, "abducted", "abduct", []string{"gunmen", "armed men"}},
	{recount.Displaced, "displaced", "displace", []string{"the fighting", "a week of clashes"}},
}

var (
	madePlaces = []string{"Aleppo", "Mosul", "Kharkiv", "Taiz", "Maiduguri", "Cali", "Khan Younis", "El Fasher"}
	madeDays   = []string{"on Friday", "on Tuesday night", "on 12 September", "on Monday morning", "yesterday"}
	madeVoices = []string{"the ministry", "a hospital", "police", "the Syrian Observatory for Human Rights", "local officials", "a rescue worker"}
	madeForms  = []string{"digits", "words", "at least", "more than", "up to", "some", "nearly"}
)

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// makeSentences makes n sentences, always the same.
func makeSentences(n int) []made {
	r := rand.New(rand.NewPCG(20160923, 17))
	out := make([]made, n)
	for i := range out {
		m := made{n: 2 + r.IntN(97), form: pick(r, madeForms), noun: r.IntN(len(madeNouns)), verb: r.IntN(len(madeVerbs)), active: r.IntN(2) == 0,
			place: pick(r, madePlaces), day: pick(r, madeDays)}
		m.agent = pick(r, madeVerbs[m.verb].agents)
		if r.IntN(4) == 0 && m.n > 9 && m.form != "up to" {
			m.part = pick(r, []string{", including three children,", ", among them two women,", ", including a pregnant woman,", ", including a father and his two sons,"})
		}
		if r.IntN(4) == 0 && m.verb == 0 {
			m.second = 2 + r.IntN(7)
		}
		if r.IntN(2) == 0 {
			m.voice, m.front = pick(r, madeVoices), r.IntN(2) == 0
		}
		out[i] = m
	}
	return out
}

var (
	ones   = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tenths = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
)

// inWords writes a number below a hundred in words.
func inWords(n int) string {
	if n < 20 {
		return ones[n]
	}
	if n%10 == 0 {
		return tenths[n/10]
	}
	return tenths[n/10] + "-" + ones[n%10]
}

func (m made) number() string {
	switch m.form {
	case "digits":
		return fmt.Sprint(m.n)
	case "words":
		return inWords(m.n)
	}
	return fmt.Sprint(m.form, " ", m.n)
}

// String writes the sentence.
func (m made) String() string {
	v := madeVerbs[m.verb]
	who := m.number() + " " + madeNouns[m.noun][0] + m.inner + m.part
	core := who + " were " + v.passive
	if m.active {
		core = m.agent + " " + v.passive + " " + who
	}
	if m.second > 0 {
		rest := fmt.Sprint(" and ", m.second, " others wounded")
		if m.active {
			rest = fmt.Sprint(" and wounded ", m.second, " others")
		}
		core = strings.TrimSuffix(core, ",") + rest
	}
	if !m.active {
		core += " by " + m.agent
	}
	core = m.lead + core + " in " + m.place + " " + m.day
	switch {
	case m.voice != "" && m.front:
		core = m.voice + " said " + core
	case m.voice != "":
		core += ", " + m.voice + " said"
	}
	return sentenceCase(core) + "."
}

// claims is how many claims of people the sentence makes.
func (m made) claims() int {
	n := 1
	if m.part != "" {
		n++
	}
	if strings.Contains(m.part, " and ") {
		n++
	}
	if m.second > 0 {
		n++
	}
	return n
}

func sentenceCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
