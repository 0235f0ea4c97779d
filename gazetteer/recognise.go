package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// A Context is what is known of a report before its words.
type Context struct {
	Countries []string // two-letter codes the report is likely about: its casebook's, its outlet's
}

// A Mention is a place named in running text.
type Mention struct {
	Span        recount.Span
	First, Last int // tokens [First, Last)
	Ref         recount.PlaceRef
	Dateline    bool // where the report was filed: context, not where something happened
	Demonym     bool // "Syrian": speaks for a country, never where something happened
}

// A found is a mention on its way.
type found struct {
	first, last int // tokens of the name itself
	from, to    int // tokens with the words around it that belong to it
	sense       int // index into scratch.senses; -1 for a name nobody knows
	cc          string
	cues        cue // heads and parts beside it
	side        string
	km          float64
	in          int // index of the found that contains it by the words, or -1
	dateline    bool
	hidden      bool // part of an organisation's name: votes, and is not told
}

// A sense is one name of the report with the places it may mean.
type sense struct {
	key        string
	refs       []ref
	facts      []fact
	cues       cue
	in         int // sense that contains it by the words, or -1
	count      int
	best       int
	score      []float64
	why        string
	chosen     bool
	climb      bool
	seen, lone bool
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
	found          []found
	persons        map[string]bool
}

// A span is a candidate end of a name: the token after it and its key.
type span struct {
	last, n int
	hash    uint32
}

const (
	maxWords = 6
	maxRefs  = 60
)

// Recognise finds the places named in a text and settles each name once for
// the whole report. Where two places fit alike the reference names the area
// they share, or stays without a point.
func (g *Gazetteer) Recognise(d *text.Doc, c *Cues, ctx Context) []Mention {
	s := g.scratch.Get().(*scratch)
	defer g.scratch.Put(s)
	s.senses, s.found = s.senses[:0], s.found[:0]
	if s.byKey == nil {
		s.byKey, s.persons = map[string]int{}, map[string]bool{}
	}
	clear(s.byKey)
	clear(s.persons)
	r := &recognising{g: g, d: d, c: c, s: s, ctx: ctx}
	r.scan()
	if len(s.found) == 0 {
		return nil
	}
	r.contain()
	r.datelines()
	r.resolve()
	return r.mentions()
}

type recognising struct {
	g       *Gazetteer
	d       *text.Doc
	c       *Cues
	s       *scratch
	ctx     Context
	sent    int // sentence of the token at hand
	nations map[string]int
}

func (r *recognising) scan() {
	for n := range r.d.Sentences {
		st := &r.d.Sentences[n]
		for i := int(st.First); i < int(st.Last); {
			t := &r.d.Tokens[i]
			if t.Kind != text.Word || !r.starts(i, int(st.Last)) {
				i++
				continue
			}
			i = r.try(i, int(st.First), int(st.Last))
		}
	}
}

// caseless reports whether a token's script has no capitals.
func (r *recognising) caseless(i int) bool {
	b := r.d.Raw[r.d.Tokens[i].Start]
	return b >= 0xD6 && b <= 0xDB
}

// starts reports whether a name may begin at token i.
func (r *recognising) starts(i, end int) bool {
	t := &r.d.Tokens[i]
	if t.Flags&text.Capital != 0 || r.caseless(i) {
		return true
	}
	if n := t.End - t.Start; n > 3 || n < 2 || i+2 >= end {
		return false
	}
	return r.d.Tokens[i+1].Mark == '-' && r.d.Tokens[i+2].Flags&text.Capital != 0 && r.d.Tokens[i+2].Flags&text.Glued != 0
}

// try looks for the longest name from token i and returns where to go on.
func (r *recognising) try(i, first, end int) int {
	s := r.s
	s.key, s.ends = s.key[:0], s.ends[:0]
	words := 0
	caseless := r.caseless(i)
	for j := i; j < end && words < maxWords; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Mark {
			if t.Mark == '-' && t.Flags&text.Glued != 0 && j > i || t.Mark == '.' && t.Flags&text.Glued != 0 && j > i && r.d.Tokens[j-1].End-r.d.Tokens[j-1].Start <= 3 {
				continue
			}
			break
		}
		if t.Kind != text.Word || len(s.key) > 80 {
			break
		}
		strong := t.Flags&text.Capital != 0 || caseless
		glued := t.Flags&text.Glued != 0 && j > i && r.d.Tokens[j-1].Mark == '-'
		if !strong && !glued && j > i && t.End-t.Start > 4 {
			break
		}
		if words > 0 {
			s.key = append(s.key, ' ')
		}
		s.key = appendFold(s.key, r.d.Word(j))
		words++
		if strong || glued {
			s.ends = append(s.ends, span{last: j + 1, n: len(s.key), hash: hash(s.key)})
		}
	}
	for k := len(s.ends) - 1; k >= 0; k-- {
		e := s.ends[k]
		key := s.key[:e.n]
		if cc, ok := r.g.demonym(key, e.hash); ok && !caseless {
			if !r.place(i, e, first, end, true) {
				s.found = append(s.found, found{first: i, last: e.last, from: i, to: e.last, sense: -1, cc: cc, in: -1})
			}
			return e.last
		}
		if r.place(i, e, first, end, false) {
			return s.found[len(s.found)-1].to
		}
	}
	if caseless {
		return r.clitic(i, first, end)
	}
	return i + 1
}

// place takes tokens [i, e.last) for a place if the index knows the name and
// the words around it do not forbid it.
func (r *recognising) place(i int, e span, first, end int, demonym bool) bool {
	s := r.s
	key := s.key[:e.n]
	if demonym || e.n < 2 {
		return false
	}
	if !r.g.maybe(key, e.hash) {
		return false
	}
	n, known := s.byKey[string(key)]
	if !known {
		if s.refs = r.lookup(key, e.hash); len(s.refs) == 0 {
			return false
		}
	}
	f := found{first: i, last: e.last, from: i, to: e.last, in: -1}
	single := e.last == i+1
	t := &r.d.Tokens[i]
	if c := r.c.words[string(key)]; c&common != 0 && !(t.Flags&text.Upper != 0 && !r.d.Shout && r.g.isCountry(s.refs)) && !known || single && c&^(common|givenName) != 0 {
		return false
	}
	if r.caseless(i) && single && r.g.words[string(key)] {
		return false
	}
	if own := r.apart(i, e, first, end); own != "" {
		// A county or province is not the town it is named after: a name of its own.
		s.buf = append(append(s.buf[:0], key...), own...)
		if n, known = s.byKey[string(s.buf)]; !known {
			if s.refs = r.lookup(key, e.hash); len(s.refs) == 0 {
				return false
			}
			key = append(append([]byte(nil), key...), own...)
		}
	}
	if !known {
		n = r.sense(key, s.refs)
	}
	f.sense = n
	sn := &s.senses[n]
	top := sn.facts[0]
	r.around(&f, first, end)
	switch r.judge(&f, sn, top, first, end) {
	case reject:
		return false
	case vote:
		f.hidden, f.to = true, f.last
	}
	sn.cues |= f.cues
	sn.count++
	s.found = append(s.found, f)
	return true
}

// apart returns what tells a county's or a province's name from the town's in
// the report's list of names, or "".
func (r *recognising) apart(i int, e span, first, end int) string {
	c, _ := r.cueAt(e.last, end)
	switch {
	case c&districtHead != 0 && r.d.Tokens[e.last].Flags&text.Capital != 0:
		return " district"
	case c&provinceHead != 0:
		return " province"
	}
	if i-2 >= first && r.is(i-1, end, "of") {
		if c, _ := r.cueBefore(i-1, first); c&provinceHead != 0 {
			return " province"
		}
	}
	return ""
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
	if s.memo == nil || len(s.memo) >= maxMemo {
		s.memo = map[string][]ref{}
	}
	refs := r.g.lookup(key, h, &s.buf, nil)
	s.memo[string(key)] = refs
	return refs
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

// cueAt returns what the words from token i on are, the longest first, and the
// token after them.
func (r *recognising) cueAt(i, end int) (cue, int) {
	b := r.s.fold[:0]
	var got cue
	last := i
	most := maxCue
	for j, n := i, 0; j < end && n < most; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Mark && t.Mark == '-' && t.Flags&text.Glued != 0 && j > i {
			continue
		}
		if t.Kind != text.Word || t.End-t.Start > 20 {
			break
		}
		if n > 0 {
			b = append(b, ' ')
		}
		b = appendFold(b, r.d.Word(j))
		if n++; n == 1 {
			if most = r.c.heads[string(b)]; most == 0 {
				break
			}
		}
		if c, ok := r.c.words[string(b)]; ok {
			got, last = c, j+1
		}
	}
	r.s.fold = b
	return got, last
}

// cueBefore is the same of the words that end before token i.
func (r *recognising) cueBefore(i, first int) (cue, int) {
	if i <= first || r.d.Tokens[i-1].Kind != text.Word {
		return 0, i
	}
	b := appendFold(r.s.fold[:0], r.d.Word(i-1))
	r.s.fold = b
	most := r.c.tails[string(b)]
	if most > 1 {
		most += 2 // hyphens count as tokens
	}
	for n := most; n > 0; n-- {
		if j := i - n; j >= first {
			if c, e := r.cueAt(j, i); c != 0 && e == i {
				return c, j
			}
		}
	}
	return 0, i
}

func (r *recognising) is(i, end int, word string) bool {
	return i < end && r.d.Tokens[i].Kind == text.Word && strings.EqualFold(r.d.Word(i), word)
}

// around reads the heads, sides and distances beside a name.
func (r *recognising) around(f *found, first, end int) {
	if c, to := r.cueAt(f.last, end); c&(areaHead|districtHead|townHead|provinceHead|campHead|countryside|siteHead) != 0 {
		f.cues |= c & (areaHead | districtHead | townHead | provinceHead | campHead | countryside | siteHead)
		f.to = to
	}
	at := f.first
	for range 3 {
		c, from := r.cueBefore(at, first)
		if c&^(locative|common) == 0 && at-1 >= first && (r.is(at-1, end, "the") || r.is(at-1, end, "of")) {
			d, df := r.cueBefore(at-1, first)
			if d&(areaHead|districtHead|townHead|provinceHead|campHead|near|outskirts|part|countryside|direction) != 0 && (d&part == 0 || d&direction != 0) {
				c, from = d, df
			}
		}
		switch {
		case c&(near|outskirts) != 0:
			f.cues |= c & (near | outskirts)
			f.from = from
			return
		case c&direction != 0 && at < f.first+1 && r.is(at-1, end, "of"):
			f.side = r.d.Word(from)
			if k := from - 1; k-1 >= first && r.d.Tokens[k].Kind == text.Word {
				if w := r.d.Word(k); w == "km" || w == "kilometres" || w == "kilometers" || w == "miles" || w == "mile" || w == "kilometre" {
					if r.d.Tokens[k-1].Kind == text.Number {
						f.km = r.d.Tokens[k-1].Value
						if w[0] == 'm' {
							f.km *= 1.609
						}
						from = k - 1
					}
				}
			}
			f.cues |= direction
			f.from = from
			return
		case c&part != 0:
			f.cues |= part
			f.side = r.d.Word(from)
			f.from = from
		case c&(areaHead|districtHead|townHead|provinceHead|campHead|countryside) != 0 && r.is(at-1, end, "of"):
			f.cues |= c & (areaHead | districtHead | townHead | provinceHead | campHead | countryside)
			f.from = from
			return
		case c&locative != 0 && at == f.first:
			f.cues |= locative
			return
		default:
			return
		}
		at = from
	}
}

// A verdict is what becomes of a name found.
type verdict uint8

const (
	accept verdict = iota
	vote           // of an organisation's name: says where the report is at home, names no place
	reject
)

// judge rejects a name that the words beside it make a person, an
// organisation, or an ordinary word at the head of a sentence.
func (r *recognising) judge(f *found, sn *sense, top fact, first, end int) verdict {
	d, s := r.d, r.s
	single := f.last == f.first+1
	big := top.class == Country || top.class == Region || top.class == Province || top.people >= 100000 || top.overlay || top.class == Capital
	located := f.cues&^part != 0
	t := &d.Tokens[f.first]
	if r.caseless(f.first) {
		if single && (utf8.RuneCountInString(sn.key) <= 2 || !big && !located && top.people < 15000) {
			return reject
		}
		return accept
	}
	if utf8.RuneCountInString(sn.key) <= 2 && t.Flags&text.Upper == 0 {
		return reject
	}
	if utf8.RuneCountInString(sn.key) <= 3 && t.Flags&text.Upper == 0 && !big && !located {
		return reject
	}
	if d.Shout && single && !big && !located {
		return reject
	}
	// Words before: a title, a given name or an initial makes a person.
	if p := f.first - 1; p >= first && d.Tokens[p].Kind == text.Word && !r.caseless(p) && d.Tokens[p].Flags&text.Capital != 0 && !d.Shout {
		c, _ := r.cueBefore(f.first, first)
		w := d.Word(p)
		if c&(title|givenName) != 0 || len(w) == 2 && w[1] == '.' || len(w) == 1 {
			s.persons[sn.key] = true
			return reject
		}
		if c == 0 && p > first && !(len(s.found) > 0 && s.found[len(s.found)-1].last >= p) && !(top.class == Country || top.class == Province) && f.cues&(townHead|areaHead|campHead|provinceHead) == 0 {
			return reject // a capital before it that nothing explains: part of a longer name
		}
	}
	if p := f.first - 1; p > first && d.Tokens[p].Mark == '-' && d.Tokens[p].Flags&text.Glued != 0 && t.Flags&text.Glued != 0 && d.Tokens[p-1].Flags&text.Capital != 0 && !big {
		return reject
	}
	if s.persons[sn.key] && !located {
		return reject
	}
	// Words after: a surname or the head of an organisation.
	if n := f.last; n < end && d.Tokens[n].Kind == text.Word && d.Tokens[n].Flags&text.Capital != 0 && !d.Shout {
		c, _ := r.cueAt(n, end)
		own := r.c.words[sn.key]
		switch {
		case c&orgHead != 0 && c&(areaHead|districtHead|townHead|provinceHead|campHead|siteHead) == 0,
			c&orgHead != 0 && f.cues&siteHead != 0:
			return vote
		case own&givenName != 0 && c == 0:
			return reject
		case c == 0 && single && !located && top.class != Country && top.class != Province && r.unknown(n):
			return reject
		}
		// "Aleppo Media Centre": the head may stand a word later.
		if n+1 < end && d.Tokens[n+1].Kind == text.Word && d.Tokens[n+1].Flags&text.Capital != 0 {
			if c2, _ := r.cueAt(n+1, end); c2&orgHead != 0 && c&(townHead|provinceHead|campHead) == 0 {
				return vote
			}
		}
	}
	if single && r.c.words[sn.key]&givenName != 0 && !located && top.class != Country && top.class != Province {
		return reject
	}
	if f.first == first && single && !big && !located && !r.comma(f.last, end) {
		return reject
	}
	if single && !big && !located && top.people < 15000 && !r.comma(f.last, end) && f.first > first && !r.comma(f.first-1, end) {
		return reject
	}
	// Letters that abbreviate a division count only after a comma.
	if top.class == Province && sn.refs[0].tier == 2 && len(sn.key) <= 4 && !(f.first > first && r.comma(f.first-1, end)) {
		return reject
	}
	return accept
}

// unknown reports whether the word at i is neither a place nor a nation's.
func (r *recognising) unknown(i int) bool {
	b := appendFold(r.s.fold[:0], r.d.Word(i))
	r.s.fold = b
	if _, ok := r.g.demonym(b, hash(b)); ok {
		return false
	}
	for _, p := range r.lookup(b, hash(b)) {
		if f := r.g.fact(p); f.base() > 5.1 && p.tier == 1 {
			return false
		}
	}
	return true
}

func (r *recognising) comma(i, end int) bool {
	return i < end && i >= 0 && r.d.Tokens[i].Mark == ','
}

// clitic tries a word of a caseless script without the letters written to it:
// and, so, in, to, like, and the article with them.
func (r *recognising) clitic(i, first, end int) int {
	w := r.d.Word(i)
	ch, size := utf8.DecodeRuneInString(w)
	if !unicode.Is(unicode.Arabic, ch) || len(w) < 8 {
		return i + 1
	}
	forms := [][]byte{}
	key := appendFold(nil, w)
	switch ch {
	case 'و', 'ف', 'ب', 'ل', 'ك':
		forms = append(forms, key[size:])
		if ch == 'ل' && len(key) > 2*size && string(key[size:2*size]) == "ل" {
			forms = append(forms, append([]byte("ا"), key...))
		}
	}
	for _, k := range forms {
		r.s.key = append(r.s.key[:0], k...)
		if r.place(i, span{last: i + 1, n: len(k), hash: hash(k)}, first, end, false) {
			return i + 1
		}
	}
	return i + 1
}
