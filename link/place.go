package link

import (
	"math"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// A Group is what one report claims about one event, as far as linking goes:
// what an [Account] is made of.
type Group struct {
	Claims []recount.Claim
	Lang   recount.Lang
	Words  []Word           // of the text that tells of it, in order: see [WordsOf]
	Family recount.ReportID // one name for all reports of its text, "" if nobody else has it

	// Sounds are the consonants of a name, the same in every script; nil
	// compares names by their letters alone.
	Sounds func(name string) []string
}

// Account makes the account of a group.
func (g Group) Account() Account {
	a := newAccount(g.Claims, g.Sounds)
	a.words, a.lang = g.Words, hash(string(g.Lang))
	if g.Family != "" {
		a.family = wideHash(string(g.Family))
	}
	return a
}

// Near is an incident that a group might belong to, with the groups in it.
type Near struct {
	Incident recount.IncidentID
	Groups   []Group
}

// A Match is how well a group fits an incident, and why.
type Match struct {
	Incident recount.IncidentID `json:"incident"`
	Bits     float64            `json:"bits"`
	P        float64            `json:"p"`
	Why      []Weight           `json:"why"`
	Veto     string             `json:"veto,omitempty"` // what forbids it, "" if nothing
}

// A Verdict says where a group belongs.
type Verdict struct {
	Join    recount.IncidentID // "" to mint a new incident
	P       float64            // of what was chosen
	Why     string             // one sentence with the waterfall
	Rivals  []Match            // best first, the chosen one included
	Waiting bool               // new, but a rival is likely enough that a person should look
	Doubt   float64            // of a new one: the chance that it is one of the rivals told of again
}

// Place says where a group belongs among the incidents near it, by what is
// known of how common words are. The order of incidents does not matter.
func (m *Model) Place(g Group, near []Near, words *Frequency) Verdict {
	if len(g.Claims) == 0 {
		return Verdict{P: 1, Why: "no claims"}
	}
	l := NewLinker(m, words)
	l.hold(near)
	i := int32(len(l.accounts))
	l.accounts, l.at = append(l.accounts, g.Account()), append(l.at, -1)
	for k := range l.incidents {
		if len(l.incidents[k].members) > 0 {
			l.scored = append(l.scored, scored{incident: int32(k), tied: true})
		}
	}
	for n := range l.scored {
		l.match(i, &l.scored[n])
	}
	p := l.choose()
	p.New = p.at < 0
	v := Verdict{P: p.P, Why: l.why(p), Waiting: p.Waiting}
	if p.New {
		v.Doubt = l.doubt()
	} else {
		v.Join = near[p.at].Incident
	}
	slices.SortFunc(l.scored, scored.compare)
	for _, s := range l.scored {
		v.Rivals = append(v.Rivals, Match{near[s.incident].Incident, s.bits, s.p, m.waterfall(s.best), vetoes[s.veto]})
	}
	return v
}

// hold opens an incident for each of those near, in the order of their names,
// so that what is told of two as good does not depend on the order they came in.
func (l *Linker) hold(near []Near) {
	slices.SortFunc(near, func(a, b Near) int { return strings.Compare(string(a.Incident), string(b.Incident)) })
	for _, n := range near {
		k := l.found()
		for _, g := range n.Groups {
			if len(g.Claims) > 0 {
				l.accounts, l.at = append(l.accounts, g.Account()), append(l.at, -1)
				l.put(int32(len(l.accounts)-1), k)
			}
		}
	}
}

// declined is how many bits less likely a match is once it was looked at and
// not made: on made-up worlds the low of a total that leaves out what is told
// twice with a chance of one in ten is then right on average.
const declined = 2.5

// doubt is the chance that what was scored is one of the incidents it was
// scored against: what it adds to a total may have been counted there.
func (l *Linker) doubt() float64 {
	z := 0.0
	for _, s := range l.scored {
		if s.veto == allowed {
			z += math.Exp2(min(s.bits, 60) - declined)
		}
	}
	return z / (1 + z)
}

// Keys returns the keys under which an incident with claim c is found by place
// and time.
func Keys(c *recount.Claim) []string {
	a := newAccount([]recount.Claim{*c}, nil)
	return written(a.keys(nil, nil, false))
}

// Sought returns the keys under which incidents are found that a group may
// belong to.
func Sought(claims []recount.Claim) []string {
	a := newAccount(claims, nil)
	return written(a.keys(nil, nil, true))
}

func written(ks []Key) []string {
	var out []string
	for _, k := range ks {
		if !k.ties() || k>>60<<60 == personKey {
			out = append(out, k.String())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
