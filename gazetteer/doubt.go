package gazetteer

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount/text"
)

// unname takes back names that stood for a place before the report made them a
// person's: "Ripley won", and later "coach Ripley".
func (r *recognising) unname() {
	s := r.s
	kept := s.found[:0]
	for _, f := range s.found {
		if f.sense >= 0 && f.last == f.first+1 && f.cues&^part == 0 && !f.home {
			if sn := &s.senses[f.sense]; s.persons[sn.key] && sn.facts[0].class != Country && sn.facts[0].class != Province {
				sn.count--
				continue
			}
		}
		kept = append(kept, f)
	}
	s.found = kept
}

// recall believes names in doubtful places that the report names elsewhere
// without doubt: "Fargo plans", where "in Fargo" stands before or after. They
// say where somebody is at home, never where something happened. A local name is
// believed where the report is about its land.
func (r *recognising) recall() {
	s := r.s
	k, had := 0, len(s.found)
	land := nowhere
	for _, f := range s.unsure {
		for k < had && s.found[k].to <= f.first {
			k++
		}
		if f.local && (k == had || s.found[k].from >= f.last) {
			if land == nowhere {
				land = r.land(had)
			}
			if r.atHome(&f, land) {
				f.local, f.home, f.alone = false, false, false
				s.meet(f.sense, f)
			}
			continue
		}
		if sn := &s.senses[f.sense]; sn.count > 0 && !s.persons[sn.key] && (k == had || s.found[k].from >= f.last) {
			s.found = append(s.found, f)
		}
	}
	if len(s.found) > had {
		slices.SortFunc(s.found, func(a, b found) int { return cmp.Or(a.first-b.first, b.last-a.last) })
		last := 0
		s.found = slices.DeleteFunc(s.found, func(f found) bool { // a name and a shorter one within it
			if f.first < last {
				return true
			}
			last = f.last
			return false
		})
	}
}

// land is the one land that most of the first n names found may lie in or are of.
func (r *recognising) land(n int) [2]byte {
	count := map[[2]byte]int{}
	for i := range n {
		switch f := &r.s.found[i]; {
		case f.cc != "":
			count[[2]byte{f.cc[0], f.cc[1]}]++
		case f.sense >= 0:
			count[r.s.senses[f.sense].facts[0].cc] += 2
		}
	}
	best, most := nowhere, 0
	for cc, k := range count {
		if k > most || k == most && string(cc[:]) < string(best[:]) {
			best, most = cc, k
		}
	}
	return best
}

// atHome reports whether a local name is one in a land of which the report speaks,
// and no adjective makes it a word: "the health sector".
func (r *recognising) atHome(f *found, land [2]byte) bool {
	for _, cc := range append(slices.Clone(r.ctx.Countries), r.ctx.Outlet) {
		if land == nowhere && len(cc) == 2 {
			land = [2]byte{cc[0], cc[1]}
		}
	}
	return slices.ContainsFunc(r.s.senses[f.sense].facts, func(p fact) bool { return p.cc == land }) && !r.definite(f.last, len(r.d.Tokens))
}

// named reports whether the name of a people is a person's: "Thomas Finn",
// "French said".
func (r *recognising) named(i, last, first, end int) bool {
	if r.d.Shout || r.d.Tokens[i].Flags&text.Capital == 0 {
		return false
	}
	if c, _ := r.cueAt(last, end); c&saying != 0 {
		return true
	}
	c, from := r.cueBefore(i, first)
	return c&(title|givenName) != 0 && r.d.Tokens[from].Flags&text.Capital != 0 || r.initialled(i, first)
}

// featured takes in the word that makes a name a river's, a lake's or a
// mountain's: "Lake Ontario" lies in no Ontario, and "Red River" near no Red.
func (r *recognising) featured(f *found, first, end int) bool {
	if r.d.Shout {
		return false
	}
	capital := func(i int) bool {
		return i >= first && i < end && (r.d.Tokens[i].Flags&text.Capital != 0 || r.c.bare && i < f.first)
	}
	if capital(f.last) {
		if c, to := r.cueAt(f.last, end); c&featureHead != 0 {
			f.last, f.to = to, to
			return true
		}
	}
	if c, from := r.cueBefore(f.first, first); c&featureHead != 0 && capital(from) {
		f.first, f.from = from, from
		return true
	}
	return false
}

// apart returns what tells a county's or a province's name from the town's in
// the report's list of names, or "".
func (r *recognising) apart(i int, e span, first, end int) string {
	if r.c.bare {
		switch c, _ := r.cueBefore(i, first); {
		case c&districtHead != 0:
			return " district"
		case c&provinceHead != 0:
			return " province"
		}
	}
	c, _ := r.cueAt(e.last, end)
	switch {
	case r.caseless(i):
	case c&districtHead != 0 && r.d.Tokens[e.last].Flags&text.Capital != 0:
		return " district"
	case c&provinceHead != 0:
		return " province"
	}
	if i-2 >= first && r.is(i-1, end, ofWord) {
		if c, _ := r.cueBefore(i-1, first); c&provinceHead != 0 {
			return " province"
		}
	}
	return ""
}
