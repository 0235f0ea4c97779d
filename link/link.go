// Package link decides which claims speak of the same incident, and which
// reports are copies of one another. It proposes; decisions dispose.
//
// The unit is the group: what one report claims about one event. A group is
// weighed against the incidents near it by a Fellegi–Sunter model (Fellegi and
// Sunter 1969) whose weights, in bits, are data, and joins one only if that one
// is likelier than all its rivals and a new incident together. Nothing joins
// by a chain of resemblances.
package link

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

//go:embed model.json
var compiled []byte

// A Model is the weights of evidence for and against a match. It is data and
// carries the version that machines sign with.
type Model struct {
	Version   string                        `json:"version"`
	New       float64                       `json:"new"`       // weight of "none of these", in bits
	Join      float64                       `json:"join"`      // least chance at which a group joins
	Ask       float64                       `json:"ask"`       // chance of all rivals from which a person should look
	Veto      float64                       `json:"veto"`      // bits under which one exemplar forbids a match
	Cap       float64                       `json:"cap"`       // no comparison weighs more than this
	Exemplars int                           `json:"exemplars"` // reports of an incident that are compared
	Days      float64                       `json:"days"`      // farthest in time from an incident's middle
	Metres    float64                       `json:"metres"`    // farthest in space from an incident's middle
	Levels    map[string]map[string]float64 `json:"levels"`    // field → level → bits
	Related   [][]recount.What              `json:"related"`   // acts that may be words for one another
}

// Default returns the model compiled in. Its weights are rounded from
// expectation maximisation on synthetic worlds; they are a start, to be
// replaced by weights learned from a user's own corpus.
func Default() *Model {
	var m Model
	if err := json.Unmarshal(compiled, &m); err != nil {
		panic(fmt.Sprintf("link: the compiled model: %v", err)) // caught by any test
	}
	return &m
}

// Near is an incident a claim might belong to, with some of its claims.
type Near struct {
	Incident recount.Incident
	Claims   []recount.Claim
}

// A Weight is one comparison's contribution, in bits: the waterfall a reviewer sees.
type Weight struct {
	Field string  `json:"field"`
	Level string  `json:"level"`
	Bits  float64 `json:"bits"`
}

// A Match is how well a group of claims fits an incident, and why.
type Match struct {
	Incident recount.IncidentID `json:"incident"`
	Bits     float64            `json:"bits"`
	P        float64            `json:"p"`
	Why      []Weight           `json:"why"`
	Veto     string             `json:"veto,omitempty"` // what forbids it, "" if nothing
}

// A Verdict says where a group of claims belongs.
type Verdict struct {
	Join    recount.IncidentID // "" to mint a new incident
	P       float64            // of what was chosen
	Why     string             // one sentence with the waterfall
	Rivals  []Match            // best first, the chosen one included
	Waiting bool               // new, but a rival is likely enough that a person should look
}

// Place says where a group of claims belongs: the claims of one report about
// one event, which always go together. The incidents' order does not matter.
func (m *Model) Place(group []recount.Claim, near []Near) Verdict {
	if len(group) == 0 {
		return Verdict{P: 1, Why: "no claims"}
	}
	g := featuresOf(group)
	var ms []Match
	for i := range near {
		ms = append(ms, m.match(g, group[0].Report, &near[i]))
	}
	none := math.Exp2(m.New)
	all := none
	for _, x := range ms {
		if x.Veto == "" {
			all += math.Exp2(x.Bits)
		}
	}
	rivals := 0.0
	for i := range ms {
		if ms[i].Veto == "" {
			ms[i].P = math.Exp2(ms[i].Bits) / all
			rivals += ms[i].P
		}
	}
	slices.SortFunc(ms, func(a, b Match) int {
		return cmp.Or(-cmp.Compare(a.P, b.P), -cmp.Compare(a.Bits, b.Bits), cmp.Compare(a.Incident, b.Incident))
	})
	v := Verdict{P: none / all, Rivals: ms}
	if len(ms) > 0 && ms[0].Veto == "" && ms[0].P >= m.Join {
		v.Join, v.P = ms[0].Incident, ms[0].P
	} else {
		v.Waiting = rivals >= m.Ask
	}
	v.Why = sentence(v, none/all)
	return v
}

// match weighs a group against one incident: the mean over its exemplars, with
// one flat contradiction enough to forbid it.
func (m *Model) match(g *features, report recount.ReportID, n *Near) Match {
	x := Match{Incident: n.Incident.ID}
	for i := range n.Claims {
		if report != "" && n.Claims[i].Report == report {
			x.Veto = "the same report tells them apart as two events"
			return x
		}
	}
	es := exemplars(n.Claims, m.Exemplars)
	if len(es) == 0 {
		x.Veto = "no claims to compare with"
		return x
	}
	if x.Veto = m.envelope(g, es); x.Veto != "" {
		return x
	}
	least := math.Inf(1)
	best := math.Inf(-1)
	for _, e := range es {
		ws := m.compare(g, e)
		sum := 0.0
		for _, w := range ws {
			sum += w.Bits
		}
		x.Bits += sum / float64(len(es))
		least = min(least, sum)
		if sum > best {
			best, x.Why = sum, ws
		}
	}
	if least < m.Veto {
		x.Veto = fmt.Sprintf("contradicted by one of its reports (%.1f bits)", least)
	}
	return x
}

// envelope keeps an incident from drifting: a group must lie near its middle
// in time and, where both are precise, in space.
func (m *Model) envelope(g *features, es []*features) string {
	var days, n float64
	var lat, lon, k float64
	for _, e := range es {
		if !e.when.IsZero() {
			days, n = days+middle(e.when), n+1
		}
		if precise(e.where) {
			lat, lon, k = lat+e.where.Point.Lat, lon+e.where.Point.Lon, k+1
		}
	}
	if n > 0 && !g.when.IsZero() {
		if d := math.Abs(middle(g.when)-days/n) - g.when.Span().Hours()/48; d > m.Days {
			return fmt.Sprintf("%.1f days from the middle of its reports", d)
		}
	}
	if k > 0 && precise(g.where) {
		if d := g.where.Point.Metres(recount.LatLon{Lat: lat / k, Lon: lon / k}); d > m.Metres {
			return fmt.Sprintf("%.0f km from the middle of its reports", d/1000)
		}
	}
	return ""
}

func middle(w recount.When) float64 { return float64(w.From.Unix()+w.Until.Unix()) / 2 / 86400 }

func precise(p recount.PlaceRef) bool {
	return p.Precision == recount.AtSite || p.Precision == recount.AtArea || p.Precision == recount.AtTown
}

// sentence writes a verdict with the bits that led to it.
func sentence(v Verdict, fresh float64) string {
	var b strings.Builder
	open := 0
	for _, x := range v.Rivals {
		if x.Veto == "" {
			open++
		}
	}
	switch {
	case len(v.Rivals) == 0:
		return "Nothing near it in place and time."
	case open == 0:
		return fmt.Sprintf("New: the nearest is ruled out, %s.", v.Rivals[0].Veto)
	}
	for i, w := range v.Rivals[0].Why {
		if i > 0 {
			b.WriteString(" · ")
		}
		fmt.Fprintf(&b, "%+.1f %s", w.Bits, w.Level)
	}
	fmt.Fprintf(&b, " = %.1f bits; ", v.Rivals[0].Bits)
	fmt.Fprintf(&b, "%d considered; ", open)
	next := 0.0
	if open > 1 {
		next = v.Rivals[1].P
	}
	if v.Join != "" {
		fmt.Fprintf(&b, "P %.2f (next %.2f, new %.2f).", v.P, next, fresh)
	} else {
		fmt.Fprintf(&b, "new %.2f, the likeliest %.2f.", fresh, v.Rivals[0].P)
	}
	return b.String()
}

// days are the UTC days that w touches, at most seven.
func days(w recount.When, margin time.Duration) (out []string) {
	if w.IsZero() {
		return nil
	}
	d := w.From.Add(-margin).UTC().Truncate(24 * time.Hour)
	for end := w.Until.Add(margin); d.Before(end) && len(out) < 7; d = d.Add(24 * time.Hour) {
		out = append(out, d.Format(time.DateOnly))
	}
	return out
}
