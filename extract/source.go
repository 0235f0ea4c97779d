package extract

import (
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// sourceLeft reads the noun phrase that ends before token end as a source.
func (s *sentence) sourceLeft(y *saying, end int) bool {
	k := end - 1
	if s.mark(k, ',') { // "X, the head of the service, said"
		m := k - 1
		for m > s.a && m > k-24 && !s.mark(m, ',') && !s.mark(m, '"') {
			m--
		}
		if !s.mark(m, ',') {
			return false
		}
		if k = s.phraseBefore(m); k >= m || k > end-3 {
			return false
		}
		if s.has(m+1, lexicon.Preposition) || s.is(m+1, lexicon.For) || s.is(m+1, lexicon.GerundEnding) { // "the army, for its part, said"
			return s.source(y, k, m)
		}
		y.head = m
		return s.source(y, k, end-1)
	}
	begin := s.phraseBefore(end)
	if begin >= end || s.p.VerbFirst && begin > s.a && slices.ContainsFunc(s.entry(begin-1).Frames, func(f lexicon.Frame) bool { return f.Production == "toll-any" }) {
		return false // "an earlier toll put it at six"
	}
	return s.source(y, begin, end)
}

// phraseBefore returns where the noun phrase that ends before token end begins.
func (s *sentence) phraseBefore(end int) int {
	k, begin := end-1, end
	for k >= s.a && end-k < 18 {
		e := s.entry(k)
		if !s.isMark(k) && !s.capital(k) && s.inName(k) || s.capital(k) && e.Has(lexicon.Preposition) && s.inName(k) { // "Doctors Without Borders"
			begin = k
			k--
			continue
		}
		if s.isMark(k) {
			if s.hyphen(k) || s.mark(k, '\'') || s.mark(k, 's') || s.mark(k, '.') && s.d.Tokens[k].Flags&text.Glued != 0 && k+1 < end {
				k--
				continue
			}
			if s.mark(k, ')') {
				for k > s.a && !s.mark(k, '(') {
					k--
				}
				k--
				continue
			}
			break
		}
		if e.Has(lexicon.Relative) || s.p.NounFirst && e.Has(lexicon.That) && k < end-1 && s.relativeBefore(k) { // "an official who declined to be named said"
			k--
			continue
		}
		if e.Has(lexicon.Preposition) && !s.linking(k) && !(e.Has(lexicon.To) && s.relativeBefore(k)) || e.Has(lexicon.That|lexicon.But|lexicon.Modal|lexicon.Condition) {
			break
		}
		if (e.Has(lexicon.Verb) || e.Has(lexicon.Be|lexicon.Have)) && !s.capital(k) && !s.relativeBefore(k) && !e.Has(lexicon.Person|lexicon.Thing) {
			break
		}
		if len(e.Frames) > 0 && !s.capital(k) || s.p.Cues.At(e, s.lex[:end], k) != nil && !s.capital(k) && !s.named(k) && !s.is(k, lexicon.Belonging) {
			break
		}
		begin = k
		k--
		if e.Has(lexicon.Determiner) && s.word(k) && !s.has(k, lexicon.Determiner|lexicon.Preposition|lexicon.Of|lexicon.And|lexicon.Or|lexicon.Relative) {
			break // "a claim the army denied"
		}
	}
	if s.mark(k, ',') && begin < end && s.enumerates(k, begin, end) { // "residents, medics and officials"
		if more := s.phraseBefore(k); more < k {
			return more
		}
	}
	return begin
}

// enumerates reports whether the comma at token k stands in a list of people who
// speak: one stands just before it, and "and" in what follows.
func (s *sentence) enumerates(k, begin, end int) bool {
	if !s.voiceWord(k-1) || s.has(begin, lexicon.And|lexicon.But|lexicon.Determiner) && !s.has(begin, lexicon.And) {
		return false
	}
	for i := begin; i < end; i++ {
		if s.has(i, lexicon.And) {
			return s.voiceWord(i-1) && s.voiceWord(end-1)
		}
	}
	return false
}

// voiceWord reports whether token k is a noun for people or a kind of voice.
func (s *sentence) voiceWord(k int) bool {
	if !s.word(k) {
		return false
	}
	_, ok := s.p.Voices[s.entry(k).Form]
	return ok || s.has(k, lexicon.Person)
}

// linking reports whether preposition k may stand inside a source's name: "for",
// "of", "in", "with".
func (s *sentence) linking(k int) bool {
	if k <= s.a+1 {
		return false
	}
	if s.has(k, lexicon.To) && s.is(k-1, lexicon.Belonging) {
		return true
	}
	return (s.has(k, lexicon.In|lexicon.With) || s.is(k, lexicon.For)) && s.word(k-1) && !s.has(k-1, lexicon.Verb)
}

// relativeBefore reports whether a relative clause opens within a few words
// before token k.
func (s *sentence) relativeBefore(k int) bool {
	for m := k; m >= s.a && m > k-6; m-- {
		if s.has(m, lexicon.Relative) || s.p.NounFirst && s.has(m, lexicon.That) && (s.voiceWord(m-1) || s.voiceWord(m-2) && s.word(m-1)) { // "una fuente que pidió no ser nombrada"
			return true
		}
		if s.mark(m, ',') {
			return false
		}
	}
	return false
}

// sourceRight reads the noun phrase that begins at token i as a source.
func (s *sentence) sourceRight(y *saying, i int) bool {
	k := i
	for k < s.b && k-i < 16 {
		e := s.entry(k)
		if s.isMark(k) && !s.mark(k, '-') && !s.mark(k, 's') && !s.mark(k, '\'') && !s.mark(k, '.') || s.mark(k, '.') && k+1 >= s.b {
			break
		}
		if k > i && (e.Has(lexicon.Preposition) && !s.linking(k) || (e.Has(lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.That) || len(e.Frames) > 0) && !s.capital(k)) {
			break
		}
		if k > i && (s.digits(k) || e.Has(lexicon.NumberWord|lexicon.Adverb) || s.p.Quantifiers.At(e, s.lex[:s.b], k) != nil && !e.Has(lexicon.Determiner|lexicon.Another|lexicon.Of)) {
			break
		}
		k++
	}
	if k == i {
		return false
	}
	return s.source(y, i, k)
}

// source says who the noun phrase [i,k) is. It returns false for what cannot speak.
func (s *sentence) source(y *saying, i, k int) bool {
	for i < k && (s.has(i, lexicon.And|lexicon.But) || s.isMark(i) || s.p.FreeOrder && (s.digits(i) || s.has(i, lexicon.Month|lexicon.Weekday))) {
		i++
	}
	for k > i && (s.mark(k-1, ',') || s.mark(k-1, '-') || s.p.VerbFirst && k-1 > i && text.Accusative(s.d.Word(k-1))) { // "issued the army a statement it said in"
		k--
	}
	if i >= k {
		return false
	}
	y.src = [2]int{i, k}
	v := recount.Voice{Words: s.span(i, k).In(s.d.Raw), Span: s.span(i, k), Verb: y.class}
	if k-i == 1 && s.has(i, lexicon.Pronoun) {
		return s.spokenBefore(y, v)
	}
	known, kind := s.whoSpeaks(i, k)
	if y.head > i { // what stands before an apposition tells more than the apposition
		if first, one := s.whoSpeaks(i, y.head); first != nil || one != "" {
			known, kind = first, one
		}
	}
	if known != nil {
		src, _ := s.p.Sources.Source(recount.SourceID(known.Class))
		v.Source, v.Kind = src.ID, src.Kind
		y.party = src.Party
	} else if kind != "" {
		v.Kind = kind
		if k-i <= 3 && s.has(i, lexicon.Determiner) && !s.indefiniteArticle(i) {
			s.knownBefore(&v, y)
		}
	} else if s.capital(i) && (i > s.a || !s.known(i)) || s.capital(k-1) && k-1 > i || s.speaksIn(i, k) || s.has(i, lexicon.Person) || s.has(k-1, lexicon.Person) || s.d.Shout || s.p.VerbFirst && s.word(i) && !s.has(i, lexicon.Verb|lexicon.Preposition|lexicon.That) && (!s.has(i, lexicon.Thing) || s.body(i)) && !s.is(i, lexicon.Owner) {
		v.Kind = recount.Unnamed
	} else {
		return false
	}
	y.voice = v
	return true
}

// speaksIn reports whether a word of [i,k) is no person, and yet says.
func (s *sentence) speaksIn(i, k int) bool {
	for ; i < k; i++ {
		if s.word(i) && s.p.Speech.Plays(strings.ToLower(s.d.Word(i)), lexicon.Speaks) {
			return true
		}
	}
	return false
}

// kinds of voices, the most telling first, where a phrase has several
var telling = []recount.SourceKind{recount.Medical, recount.Rescue, recount.Monitor, recount.UN, recount.State, recount.Wire, recount.Party,
	recount.Witness, recount.Official, recount.Outlet, recount.Social, recount.Unnamed}

// whoSpeaks finds a source known by name in [i,k), and the kind that its words tell.
func (s *sentence) whoSpeaks(i, k int) (*lexicon.Phrase, recount.SourceKind) {
	var known *lexicon.Phrase
	kinds := map[recount.SourceKind]bool{}
	for t := i; t < k; t++ {
		if ph := s.p.Sources.Names.At(s.entry(t), s.lex[:k], t); ph != nil && (s.capital(t) || s.d.Shout || len(ph.Words) > 1 || s.p.VerbFirst && k-i == 1 && !s.nounOfSaying(t)) {
			if known == nil || len(ph.Words) > len(known.Words) {
				known = ph
			}
			t += len(ph.Words) - 1
			continue
		}
		if kind, ok := s.p.Voices[strings.ToLower(s.d.Word(t))]; ok {
			kinds[kind] = true
		} else if s.lex[t] != 0 {
			if kind, ok := s.p.Voices[s.entry(t).Form]; ok {
				kinds[kind] = true
			}
		}
	}
	if kinds[recount.State] && !(kinds[recount.Outlet] || kinds[recount.Wire]) {
		delete(kinds, recount.State) // "state television" is a state's voice, "state police" are police
	}
	for _, kind := range telling {
		if kinds[kind] {
			return known, kind
		}
	}
	return known, ""
}
