package tally

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// whole is the node of everything that the case is about.
const whole = "W"

// A tree of nodes says what of a case is part of what. Its nodes are the case
// itself, the incidents that are its parts, and the places for which a voice
// breaks down a figure of its own. The parts of one node do not overlap.
type tree struct {
	claims []recount.Claim // those that count people, of the case and its parts
	parts  map[string][]string
	node   map[recount.ClaimID]string
	byID   map[recount.ClaimID]*recount.Claim
	voices *voices
}

func plant(k Case) tree {
	t := tree{parts: map[string][]string{}, node: map[recount.ClaimID]string{}, byID: map[recount.ClaimID]*recount.Claim{}}
	t.add(k, whole)
	slices.SortFunc(t.claims, func(a, b recount.Claim) int { return cmp.Compare(a.ID, b.ID) })
	t.claims = slices.CompactFunc(t.claims, func(a, b recount.Claim) bool { return a.ID == b.ID })
	for i := range t.claims {
		t.byID[t.claims[i].ID] = &t.claims[i]
	}
	for _, n := range t.nodes(whole) {
		t.breakDown(n)
	}
	t.voices = voicesOf(k, t.byID)
	return t
}

// add puts a case in as a node. A claim in several cases is of the first.
func (t *tree) add(k Case, name string) {
	for _, c := range k.Claims {
		if _, ok := t.node[c.ID]; !ok && counts(&c) {
			t.claims = append(t.claims, c)
			t.node[c.ID] = name
		}
	}
	for _, p := range k.Parts {
		n := string(p.Incident)
		if n == name || slices.Contains(t.nodes(whole), n) {
			continue // told of twice, or part of itself
		}
		t.parts[name] = append(t.parts[name], n)
		t.add(p, n)
	}
	slices.Sort(t.parts[name])
}

// nodes returns a node and all below it, each before its parts.
func (t *tree) nodes(name string) []string {
	out := []string{name}
	for _, p := range t.parts[name] {
		out = append(out, t.nodes(p)...)
	}
	return out
}

// breakDown makes nodes of the places for which a voice breaks down a figure
// about a node: "72 across the province: 45 in the city". Whatever else the
// claims of the node count at such a place belongs there. If one part of the
// node lies at the place, it is that part; of several the place is the whole.
func (t *tree) breakDown(name string) {
	places := map[string]string{}
	for i := range t.claims {
		c := &t.claims[i]
		if w := t.byID[c.PartOf]; w != nil && t.node[c.ID] == name && t.node[w.ID] == name && finer(c, w) && places[placeOf(c)] == "" {
			places[placeOf(c)] = t.placeNode(name, placeOf(c))
		}
	}
	if len(places) == 0 {
		return
	}
	var moved []*recount.Claim
	for i := range t.claims {
		c := &t.claims[i]
		if t.node[c.ID] != name || places[placeOf(c)] == "" {
			continue
		}
		if w := t.byID[c.PartOf]; w == nil || placeOf(w) != placeOf(c) {
			moved = append(moved, c)
		}
	}
	for _, c := range moved {
		t.node[c.ID] = places[placeOf(c)]
	}
	for range t.claims { // what is said of a part's people follows it
		still := true
		for i := range t.claims {
			c := &t.claims[i]
			w := t.byID[cmp.Or(c.PartOf, c.Repeats)]
			if w != nil && t.node[c.ID] == name && t.node[w.ID] != name && t.within(t.node[w.ID], name) {
				t.node[c.ID], still = t.node[w.ID], false
			}
		}
		if still {
			break
		}
	}
}

func (t *tree) within(node, name string) bool { return slices.Contains(t.nodes(name), node) }

// placeNode names the node of a place below a node.
func (t *tree) placeNode(name, place string) string {
	var there, elsewhere []string
	for _, p := range t.parts[name] {
		if slices.ContainsFunc(t.claims, func(c recount.Claim) bool { return t.node[c.ID] == p && placeOf(&c) == place }) {
			there = append(there, p)
		} else {
			elsewhere = append(elsewhere, p)
		}
	}
	if len(there) == 1 {
		return there[0]
	}
	n := name + "/" + place
	t.parts[name] = append(elsewhere, n)
	slices.Sort(t.parts[name])
	if len(there) > 0 {
		t.parts[n] = there
	}
	return n
}

// finer reports whether c counts the people of w at a finer place: all of them
// there, not a category.
func finer(c, w *recount.Claim) bool {
	return placeOf(c) != "" && placeOf(w) != "" && placeOf(c) != placeOf(w) && c.Where.Precision.Finer(w.Where.Precision) &&
		c.What == w.What && c.Who.Group() == w.Who.Group() && c.Says.Origin() == w.Says.Origin()
}

// placeOf names where a claim puts its people, "" if it does not say.
func placeOf(c *recount.Claim) string {
	return cmp.Or(string(c.Where.Place), c.Where.Name, c.Where.Words)
}
