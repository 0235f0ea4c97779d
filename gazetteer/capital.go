package gazetteer

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// capital takes the word for a country's capital, where it stands for the town:
// "in the capital", "Chad's capital", "the Syrian capital", but not "the
// capital, Damascus", nor "capital punishment".
func (r *recognising) capital(i, first, end int) bool {
	t := &r.d.Tokens[i]
	if n := t.End - t.Start; n > 31 || r.c.seats>>n&1 == 0 {
		return false
	}
	if t.Kind != text.Word || r.known(i).own&capitalWord == 0 || i == first {
		return false
	}
	f := found{first: i, last: i + 1, from: i, to: i + 1, sense: -1, in: -1, capital: true}
	if n := len(r.s.found) - 1; n >= 0 && i-r.s.found[n].to <= 1 && i >= r.s.found[n].to && (i == r.s.found[n].to || r.d.Tokens[i-1].Mark == 's') {
		switch p := &r.s.found[n]; {
		case p.cc != "":
			f.cc = p.cc
		case p.sense >= 0 && r.s.senses[p.sense].facts[0].class == Country:
			cc := r.s.senses[p.sense].facts[0].cc
			f.cc = string(cc[:])
		}
		f.from = r.s.found[n].from
	}
	if f.cc == "" {
		if c, from := r.cueBefore(i, first); c&withArticle != 0 {
			f.from = from
		} else {
			return false
		}
	}
	if n := i + 1; n < end {
		c, _ := r.cueAt(n, end)
		switch next := &r.d.Tokens[n]; {
		case next.Mark == ',' && n+1 < end && r.d.Tokens[n+1].Flags&text.Capital != 0 && !r.d.Shout, next.Mark == '-':
			return false
		case next.Kind == text.Word && (next.Flags&text.Capital != 0 && !r.d.Shout || r.is(n, end, ofWord) || c&(areaHead|townHead|provinceHead|districtHead) != 0):
			return false
		}
	}
	from := f.from
	r.around(&f, first, end)
	f.from, f.to = min(from, f.from), i+1
	r.s.found = append(r.s.found, f)
	return true
}

// capitalAhead is capital for a script without them, where the word comes
// first: "the capital", "the capital the Syrian", but not "the capital Damascus".
func (r *recognising) capitalAhead(i, first, end int) bool {
	if r.c.seats == 0 || r.d.Tokens[i].Kind != text.Word || !r.caseless(i) {
		return false
	}
	if r.promises(i)&seat == 0 {
		return false
	}
	at := r.glue(i)
	if c, _ := r.cueFrom(i, i+1, at.skip); c&capitalWord == 0 {
		return false
	}
	f := found{first: i, last: i + 1, from: i, to: i + 1, sense: -1, in: -1, capital: true, skip: at.skip, glued: at.cue | r.split(i-1, first)}
	if i+1 < end && r.d.Tokens[i+1].Kind == text.Word {
		most := maxCaseless
		if !r.caseless(i + 1) {
			most = maxWords
		}
		r.candidates(i+1, form{}, end, most)
		for _, e := range r.s.ends {
			if r.g.maybe(r.s.key[:e.n], e.hash) {
				for _, p := range r.lookup(r.s.key[:e.n], e.hash) {
					if r.g.fact(p).class == Capital {
						return false
					}
				}
			}
		}
		if len(r.s.ends) > 0 {
			if cc, ok := r.nation(i+1, form{}, r.s.ends[0], first); ok {
				f.cc, f.to = cc, i+2
			}
		}
	}
	if c, from := r.cueBefore(i, first); c&direction != 0 {
		f.cues, f.from = direction, from
		f.sidedBy(r, from, i)
	}
	r.s.found = append(r.s.found, f)
	return true
}

// seat is the capital of a country, or of the one that most of the report's
// names lie in.
func (r *recognising) seat(cc string) recount.PlaceRef {
	why := "the capital of the country beside it"
	if cc == "" {
		v := &r.s.votes
		best := 0.0
		for c, n := range v.nations {
			if c != nowhere && (n > best || n == best && string(c[:]) < cc) { // the same whatever the order of the map
				cc, best = string(c[:]), n
			}
		}
		if best < 0.6*v.total || best < 1 {
			return recount.PlaceRef{Why: "a capital, of a country the report leaves open"}
		}
		why = "the capital of the country that most of the report's names lie in"
	}
	i, ok := r.g.capitals[cc]
	if !ok {
		return recount.PlaceRef{Why: "a capital that the gazetteer lacks", Country: cc}
	}
	ref := r.g.base.place(i).Ref()
	ref.Why = why
	return ref
}
