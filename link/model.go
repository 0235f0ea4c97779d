package link

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/recountlab/recount"
)

//go:embed model.json
var compiled []byte

// A Model is the weights of evidence for and against a match, in bits: log2 of
// how much oftener a level is seen among accounts of one incident than among
// others (Fellegi and Sunter 1969). It is data, and carries the version that
// machines sign with.
type Model struct {
	Version   string                        `json:"version"`
	New       float64                       `json:"new"`       // weight of "none of these", in bits
	Join      float64                       `json:"join"`      // least chance at which an account joins
	Ask       float64                       `json:"ask"`       // chance of all rivals from which a person should look
	Veto      float64                       `json:"veto"`      // bits under which one exemplar forbids a match
	Cap       float64                       `json:"cap"`       // no level weighs more than this
	Exemplars int                           `json:"exemplars"` // accounts of an incident that are compared
	Days      float64                       `json:"days"`      // farthest in time from an incident's middle
	Metres    float64                       `json:"metres"`    // farthest in space from an incident's middle
	Crowd     int                           `json:"crowd"`     // incidents under one key that are looked at
	Levels    map[string]map[string]float64 `json:"levels"`    // field → level → bits
	Related   [][]recount.What              `json:"related"`   // acts that may be words for one another

	bits    [fields][maxLevels]float64
	related []whats
}

// Default returns the model compiled in. Its weights are a start: see
// docs/linking.md for where they come from, and Train for a user's own.
func Default() *Model {
	m, err := Parse(compiled)
	if err != nil {
		panic(fmt.Sprintf("link: the compiled model: %v", err)) // caught by any test
	}
	return m
}

// Parse reads a model and says what is wrong with it: a field or level that
// there is not, a weight above the cap, or a worse level that weighs more than
// a better one.
func Parse(b []byte) (*Model, error) {
	var m Model
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("link model: %v: %w", err, recount.ErrInvalid)
	}
	bad := func(form string, args ...any) error {
		return fmt.Errorf("link model %s: %s: %w", m.Version, fmt.Sprintf(form, args...), recount.ErrInvalid)
	}
	switch {
	case m.Version == "":
		return nil, bad("it has no version")
	case m.Exemplars < 1 || m.Crowd < 1 || m.Join <= 0 || m.Join > 1 || m.Cap <= 0 || m.Days <= 0 || m.Metres <= 0:
		return nil, bad("exemplars, crowd, join, cap, days and metres must be above zero, and join at most 1")
	}
	left := maps.Clone(m.Levels)
	for f := range fields {
		levels := m.Levels[scheme[f].name]
		delete(left, scheme[f].name)
		known := 0
		last := math.Inf(1)
		for l, name := range scheme[f].levels {
			w, ok := levels[name]
			if !ok {
				continue
			}
			known++
			if math.Abs(w) > m.Cap {
				return nil, bad("%s, %s: %v is beyond the cap of %v", scheme[f].name, name, w, m.Cap)
			}
			if w > last {
				return nil, bad("%s, %s: %v is more than a better level has", scheme[f].name, name, w)
			}
			last = w
			m.bits[f][l] = w
		}
		if known < len(levels) {
			for _, name := range slices.Sorted(maps.Keys(levels)) {
				if !slices.Contains(scheme[f].levels, name) {
					return nil, bad("%s has no level %q; it has %q", scheme[f].name, name, scheme[f].levels)
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		return nil, bad("there is no field %q", name)
	}
	for _, set := range m.Related {
		for _, w := range set {
			if !w.Known() {
				return nil, bad("related: there is no %q", w)
			}
		}
		m.related = append(m.related, whatsOf(set))
	}
	return &m, nil
}

// score adds up a comparison, in bits.
func (m *Model) score(c comparison) float64 {
	sum := 0.0
	for f, l := range c {
		sum += m.bits[f][l]
	}
	return sum
}

// A Weight is one comparison's contribution, in bits: a step of the waterfall
// that a reviewer sees.
type Weight struct {
	Field string  `json:"field"`
	Level string  `json:"level"`
	Bits  float64 `json:"bits"`
}

// waterfall writes a comparison out, without the fields that weigh nothing.
func (m *Model) waterfall(c comparison) []Weight {
	var out []Weight
	for f, l := range c {
		if w := m.bits[f][l]; w != 0 {
			out = append(out, Weight{scheme[f].name, scheme[f].levels[l], w})
		}
	}
	return out
}

// JSON writes a model as Parse reads it.
func (m *Model) JSON() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("link model %s: %w", m.Version, err)
	}
	return append(b, '\n'), nil
}
