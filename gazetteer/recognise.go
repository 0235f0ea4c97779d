package gazetteer

import (
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// A Context is what is known of a report before its words.
type Context struct {
	Countries []string // two-letter codes of what the report is likely about: the casebook's focus
	Divisions []string // names of first-order divisions of theirs
	Outlet    string   // two-letter code of the land its outlet reports from: a weaker word
}

// A Mention is a place named in running text.
type Mention struct {
	Span        recount.Span // without the small words written to the first token
	First, Last int          // tokens [First, Last)
	Ref         recount.PlaceRef
	Dateline    bool // where the report was filed: context, not where something happened
	Demonym     bool // "Syrian": speaks for a country, never where something happened
	Lacking     bool // stands where a place stands, and the gazetteer has none of its name
	Quarter     bool // of a name the gazetteer lacks: by the words a part of a town, as a neighbourhood or a camp
	Camp        bool // by the words a camp, which may hold quarters of its own
	Town        bool // by the words a town or a village
	Home        bool // "Aleppo" of "Aleppo Media Centre": where an organisation is at home
	Bare        bool // in a script without capitals: no word for a kind of place stands beside it
	Headed      bool // in such a script: one does, or "near", so that it stands where a place stands
	Beside      bool // "north of Baghdad", after a place: says where that lies
}

// Aside reports whether a mention is no word on where something happened.
func (m *Mention) Aside() bool { return m.Dateline || m.Demonym || m.Home || m.Beside }

// A found is a mention on its way.
type found struct {
	first, last int // tokens of the name itself
	from, to    int // tokens with the words around it that belong to it
	sense       int // index into scratch.senses; -1 for a name nobody knows
	cc          string
	cues        cue // heads and parts beside it
	side        string
	bearing     float64 // of side, in degrees, if sided
	sided       bool
	km          float64
	glued       cue  // what the small words written to the name do
	skip        int  // their bytes
	alone       bool // in a script without capitals: no word for a place stands beside it
	in          int  // index of the found that contains it by the words, or -1
	dateline    bool
	home        bool // part of an organisation's name
	local       bool // a name only in its own land, elsewhere a word: "the South"
	capital     bool // "the capital": of the country beside it, else of the report's
	lacking     bool // stands where a place stands, and the gazetteer has none of the name
	feature     bool // a river's, a lake's or a mountain's name that the gazetteer lacks
}

// A sense is one name of the report with the places it may mean.
type sense struct {
	key        string
	refs       []ref
	facts      []fact
	cues       cue
	in         int  // sense that contains it by the words, or -1
	quarter    bool // in is the town that the words put this quarter in
	aside      bool // it is only on a side of in, perhaps beyond its borders
	count      int
	headed     bool   // a word for a place stands beside it somewhere
	nation     string // of the people named right after it: "Aleppo the Syrian"
	best       int
	score      []float64
	parts      parts // of the best score
	why        string
	chosen     bool
	climb      bool
	held       bool // known only as a part of the place that in means
	seen, lone bool
	lacking    bool // the places that bear the name cannot be meant
}

// scratch is what recognising reuses from report to report.
type scratch struct {
	key, buf, fold []byte
	refs           []ref
	ends           []span
	senses         []sense
	byKey          map[string]int
	memo           map[string][]ref // never written to after it is filed
	votes          ballot
	found, unsure  []found
	persons        map[string]bool
	known          []*known          // by token
	here           []known           // what they point to, of words that are not remembered
	words          map[string]*known // of words in a script without capitals, remembered
	cuts           map[string]*known // of such words from which a cutter has taken letters, by all of them
	wordsOf        *Cues             // by whose cues
	store          []byte            // keys
	ways           []form
}

// A span is a candidate end of a name: the token after it and its key.
type span struct {
	last, n int
	hash    uint32
}

const (
	maxWords = 6
	// Without capitals each word may begin a name, and few names are longer.
	maxCaseless = 4
	maxRefs     = 60
)

// Recognise finds the places named in a text and settles each name once for
// the whole report. Where two places fit alike the reference names the area
// they share, or stays without a point.
func (g *Gazetteer) Recognise(d *text.Doc, c *Cues, ctx Context) []Mention {
	s := g.scratch.Get().(*scratch)
	defer g.scratch.Put(s)
	s.senses, s.found, s.unsure = s.senses[:0], s.found[:0], s.unsure[:0]
	if s.byKey == nil {
		s.byKey, s.persons = map[string]int{}, map[string]bool{}
	}
	s.begin(len(d.Tokens), c)
	clear(s.byKey)
	clear(s.persons)
	r := &recognising{g: g, d: d, c: c, s: s, ctx: ctx}
	r.scan()
	r.unname()
	r.recall()
	if len(s.found) == 0 {
		return nil
	}
	r.contain()
	r.datelines()
	r.laterDatelines()
	r.resolve()
	return r.mentions()
}

type recognising struct {
	g      *Gazetteer
	d      *text.Doc
	c      *Cues
	s      *scratch
	ctx    Context
	before struct {
		i, first, from int
		cue            cue
	}
	sounded int // how many names were looked up by sound
}

func (r *recognising) scan() {
	for n := range r.d.Sentences {
		st := &r.d.Sentences[n]
		for i := int(st.First); i < int(st.Last); {
			t := &r.d.Tokens[i]
			if r.capitalAhead(i, int(st.First), int(st.Last)) {
				i = r.s.found[len(r.s.found)-1].to
				continue
			}
			if t.Kind != text.Word || !r.starts(i, int(st.Last)) {
				r.capital(i, int(st.First), int(st.Last))
				i++
				continue
			}
			if r.d.Shout && r.capital(i, int(st.First), int(st.Last)) {
				i++
				continue
			}
			i = r.try(i, int(st.First), int(st.Last))
		}
	}
}

// starts reports whether a name may begin at token i.
func (r *recognising) starts(i, end int) bool {
	t := &r.d.Tokens[i]
	if t.Flags&text.Capital != 0 || r.caseless(i) {
		return true
	}
	for _, f := range r.forms(i)[1:] { // "d'Alep"
		if ch, _ := utf8.DecodeRuneInString(r.d.Word(i)[f.skip:]); unicode.IsUpper(ch) {
			return true
		}
	}
	if n := t.End - t.Start; n > 3 || n < 2 || i+2 >= end {
		return false
	}
	return r.d.Tokens[i+1].Mark == '-' && r.d.Tokens[i+2].Flags&text.Capital != 0 && r.d.Tokens[i+2].Flags&text.Glued != 0
}

// try looks for the longest name from token i, in each way to read its beginning,
// and returns where to go on.
func (r *recognising) try(i, first, end int) int {
	caseless := r.caseless(i)
	most := maxWords
	if caseless {
		most = maxCaseless
		if len(r.c.endings) == 0 {
			switch p := r.promises(i) &^ seat; {
			case p&leads != 0 || r.begun(i):
			case p == asked:
				return r.lackCaseless(i, first, end)
			default:
				most = 1
			}
		}
	}
	for _, f := range r.forms(i) {
		r.candidates(i, f, end, most)
		for k := len(r.s.ends) - 1; k >= 0; k-- {
			if e := r.s.ends[k]; e.last > i+1 && caseless && f.restores == "" && !r.g.maybe(r.s.key[:e.n], e.hash) && r.together(r.s.key[:e.n]) == nil {
				continue
			}
			if r.take(i, f, r.s.ends[k], first, end) {
				return r.s.found[len(r.s.found)-1].to
			}
		}
	}
	if caseless {
		return r.lackCaseless(i, first, end)
	}
	return r.lack(i, first, end)
}

// take takes tokens [i, e.last) for a people or a place.
func (r *recognising) take(i int, f form, e span, first, end int) bool {
	if cc, ok := r.nation(i, f, e, first); ok {
		if !r.named(i, e.last, first, end) {
			r.s.found = append(r.s.found, found{first: i, last: e.last, from: i, to: e.last, sense: -1, cc: cc, in: -1, skip: f.skip, glued: f.cue})
			return true
		}
	}
	return r.place(i, f, e, first, end)
}

// candidates sets the scratch's key and ends to the names of at most so many words
// that may begin at token i.
func (r *recognising) candidates(i int, f form, end, most int) {
	s := r.s
	s.key, s.ends = append(s.key[:0], f.restores...), s.ends[:0]
	words, skip := 0, f.skip
	h, hashed := hash(nil), 0
	caseless := r.caseless(i)
	for j := i; j < end && words < most; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Mark {
			if t.Mark == '_' && t.Flags&text.Glued != 0 && j > i {
				continue
			}
			if t.Mark == '-' && t.Flags&text.Glued != 0 && j > i || t.Mark == '.' && t.Flags&text.Glued != 0 && j > i && r.d.Tokens[j-1].End-r.d.Tokens[j-1].Start <= 3 {
				continue
			}
			break
		}
		if t.Kind != text.Word || len(s.key) > 80 {
			break
		}
		if caseless && j > i && r.known(j).own&(locative|inWord) != 0 {
			break // no name goes over "in"
		}
		strong := t.Flags&text.Capital != 0 || caseless || skip > 0
		glued := t.Flags&text.Glued != 0 && j > i && r.d.Tokens[j-1].Mark == '-'
		headed := !strong && j > i && len(r.c.endings) > 0 && r.is(j, end, provinceHead|districtHead)
		if !strong && !glued && !headed && j > i && t.End-t.Start > 4 {
			break
		}
		if words > 0 {
			s.key = append(s.key, ' ')
		}
		s.key = append(s.key, r.key(j, skip)...)
		words, skip = words+1, 0
		if strong || glued || headed {
			h, hashed = hashOn(h, s.key[hashed:]), len(s.key)
			s.ends = append(s.ends, span{last: j + 1, n: len(s.key), hash: h})
		}
	}
}

// place takes tokens [i, e.last) for a place if the index knows the name and
// the words around it do not forbid it.
func (r *recognising) place(i int, as form, e span, first, end int) bool {
	s := r.s
	key := s.key[:e.n]
	if e.n < 2 {
		return false
	}
	if camp := r.camp(e, end); camp != nil {
		key, e.hash = camp, hash(camp)
	}
	n, known := s.byKey[string(key)]
	if !known {
		if key = r.entry(i, key, e, first); key == nil {
			return false
		}
		if n, known = s.byKey[string(key)]; !known {
			s.refs = r.lookup(key, hash(key))
		}
	}
	f := found{first: i, last: e.last, from: i, to: e.last, in: -1, skip: as.skip, glued: as.cue | r.split(i-1, first)}
	if as.restores != "" {
		f.skip = 0
	}
	if c := r.word(i, e.last-1); r.c.bare && as.skip == 0 { // a name that the gazetteer has with its head
		f.cues = c & heads
	}
	single := e.last == i+1
	t := &r.d.Tokens[i]
	if c := r.c.words[string(key)]; c&common != 0 && c&localName == 0 && !r.plainly(c, i, first) && !(t.Flags&text.Upper != 0 && !r.d.Shout && r.g.isCountry(s.refs)) && !known || single && c&^(common|givenName|plainWord|featureHead|localName) != 0 || !single && c&direction != 0 && r.caseless(i) {
		return false
	}
	if k := r.ofKind(&f, key, first); k != nil {
		key = k
		if n, known = s.byKey[string(key)]; !known {
			s.refs = r.lookup(key, hash(key))
		}
	}
	if own := r.apart(i, e, first, end); own != "" {
		// A county or province is not the town it is named after: a name of its own.
		s.buf = append(append(s.buf[:0], key...), own...)
		if n, known = s.byKey[string(s.buf)]; !known {
			s.refs = r.lookup(key, hash(key))
			key = append(append([]byte(nil), key...), own...)
		}
	}
	if !known {
		n = r.sense(key, s.refs)
	}
	f.sense = n
	sn := &s.senses[n]
	top := sn.facts[0]
	if r.featured(&f, first, end) {
		if f.sense, f.feature = -1, true; !known {
			s.senses = s.senses[:n]
			delete(s.byKey, sn.key)
		}
		s.found = append(s.found, f)
		return true
	}
	r.around(&f, first, end)
	if f.from < f.first {
		f.glued |= (r.glue(f.from).cue | r.split(f.from-1, first)) & andWord
	}
	switch r.judge(&f, sn, top, first, end) {
	case unsure:
		f.home, f.to, f.from = true, f.last, f.first
		s.unsure = append(s.unsure, f)
		return false
	case reject:
		return false
	case vote:
		f.home, f.to = true, f.last
	}
	s.meet(n, f)
	return true
}

// meet files a name found under its sense.
func (s *scratch) meet(n int, f found) {
	sn := &s.senses[n]
	f.sense, f.lacking = n, false
	sn.cues |= f.cues
	sn.count++
	sn.headed = sn.headed || !f.alone
	s.found = append(s.found, f)
}

// isCountry reports whether one of refs is a country.
func (g *Gazetteer) isCountry(refs []ref) bool {
	for _, p := range refs {
		if g.fact(p).class == Country {
			return true
		}
	}
	return false
}

// maxMemo is how many names a scratch remembers the places of.
const maxMemo = 2048

// lookup is the gazetteer's, remembered from report to report.
func (r *recognising) lookup(key []byte, h uint32) []ref {
	s := r.s
	if refs, ok := s.memo[string(key)]; ok {
		return refs
	}
	refs := r.g.lookup(key, h, &s.buf, nil)
	r.remember(key, refs)
	return refs
}

func (r *recognising) remember(key []byte, refs []ref) {
	if r.s.memo == nil || len(r.s.memo) >= maxMemo {
		r.s.memo = map[string][]ref{}
	}
	r.s.memo[string(key)] = refs
}

// sense files a name's places, the weightiest first.
func (r *recognising) sense(key []byte, refs []ref) int {
	s := r.s
	n := len(s.senses)
	if n < cap(s.senses) {
		s.senses = s.senses[:n+1]
	} else {
		s.senses = append(s.senses, sense{})
	}
	sn := &s.senses[n]
	*sn = sense{key: string(key), in: -1, refs: sn.refs[:0], facts: sn.facts[:0], score: sn.score[:0]}
	for _, p := range refs {
		f := r.g.fact(p)
		at := len(sn.refs)
		sn.refs = append(sn.refs, p)
		sn.facts = append(sn.facts, f)
		w := f.base() - 0.3*float64(p.tier)
		for at > 0 && sn.facts[at-1].base()-0.3*float64(sn.refs[at-1].tier) < w {
			sn.refs[at], sn.facts[at] = sn.refs[at-1], sn.facts[at-1]
			at--
		}
		sn.refs[at], sn.facts[at] = p, f
		if len(sn.refs) > maxRefs {
			sn.refs, sn.facts = sn.refs[:maxRefs], sn.facts[:maxRefs]
		}
	}
	// Where a town bears the name first, another of the same country that bears
	// it besides is seldom meant.
	for k, p := range sn.refs {
		if p.tier != 2 || sn.facts[k].class >= Province {
			continue
		}
		for m, q := range sn.refs {
			if q.tier == 1 && sn.facts[m].class < Province && sn.facts[m].cc == sn.facts[k].cc {
				sn.refs[k].cost = 0.8
				break
			}
		}
	}
	s.byKey[sn.key] = n
	return n
}
