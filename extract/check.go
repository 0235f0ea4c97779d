package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// checking is one proposal being held against the text.
type checking struct {
	*page
	proposal   Proposal
	by         string
	first, end int // sentences [first,end) named
	a, b       int // tokens of the quote
	agreed     bool
}

// check returns why a proposal is refused, or "". A proposal that passes is a
// draft of the page, or agrees with one.
func (k *checking) check() string {
	o := &k.proposal
	if f := o.What.Family(); !o.What.Known() || f != recount.Harm && f != recount.Movement {
		return BadWhat
	}
	if !k.sentences() {
		return BadSentence
	}
	if !k.quote() {
		return UngroundedQuote
	}
	for _, part := range []func() string{k.people, k.place, k.sources, k.blame} {
		if reason := part(); reason != "" {
			return reason
		}
	}
	return k.draft()
}

// sentences finds the sentences named: a few, side by side.
func (k *checking) sentences() bool {
	list := k.proposal.Sentences
	if len(list) == 0 || len(list) > sentencesPerQuote {
		return false
	}
	for i, n := range list {
		if n < 1 || n > len(k.d.Sentences) || i > 0 && n != list[i-1]+1 {
			return false
		}
	}
	k.first, k.end = list[0]-1, list[len(list)-1]
	return true
}

// quote finds the quote in the sentences named.
func (k *checking) quote() bool {
	a, b := int(k.d.Sentences[k.first].First), int(k.d.Sentences[k.end-1].Last)
	at := k.locate(k.proposal.Quote, a, b, true)
	k.a, k.b = at[0], at[1]
	return k.b > k.a
}

// locate finds words among tokens [a,b): the same words, but for capitals, spaces
// and the shapes of quotes and dashes; or, if loose, with slips that change no
// number, no negation and nothing else on which bounds depend.
func (k *checking) locate(words string, a, b int, loose bool) [2]int {
	if strings.TrimSpace(words) == "" {
		return [2]int{}
	}
	d := k.p.Cutter.Cut(words, k.d.Lang)
	n := len(d.Tokens)
	for n > 0 && d.Tokens[n-1].Kind == text.Mark { // closing marks may be left out or added
		n--
	}
	first := 0
	for first < n && d.Tokens[first].Kind == text.Mark && d.Tokens[first].Mark != '$' {
		first++
	}
	if n -= first; n <= 0 || n > longestQuote {
		return [2]int{}
	}
	want := d.Tokens[first : first+n]
	for i := a; i+n <= b; i++ {
		m := 0
		for m < n && k.sameToken(i+m, d, &want[m]) {
			m++
		}
		if m == n {
			return [2]int{i, i + n}
		}
	}
	if !loose {
		return [2]int{}
	}
	return k.align(d, want, a, b)
}

// sameToken reports whether token i of the text is token t of d.
func (k *checking) sameToken(i int, d *text.Doc, t *text.Token) bool {
	u := &k.d.Tokens[i]
	switch {
	case u.Kind != t.Kind:
		return false
	case u.Kind == text.Number:
		return u.Value == t.Value && u.Flags&text.Ordinal == t.Flags&text.Ordinal
	case u.Kind == text.Mark:
		return u.Mark == t.Mark && (u.Mark != 0 || k.d.Word(i) == d.Raw[t.Start:t.End])
	}
	return strings.EqualFold(plainly(k.d.Word(i)), plainly(d.Raw[t.Start:t.End]))
}

// plainly writes a word with the plain apostrophe.
func plainly(w string) string { return strings.ReplaceAll(w, "’", "'") }

// heavy reports whether the meaning of a claim hangs on a word: numbers and what
// bounds them, negation, what makes unreal or denies.
func (k *checking) heavy(t *text.Token, word string) bool {
	if t.Kind == text.Number {
		return true
	}
	if t.Kind == text.Mark {
		return t.Mark == '-' || t.Mark == '%' || t.Mark == '$' || t.Mark == '+'
	}
	l := k.p.Find(word)
	e := &k.p.Entries[l]
	if e.Has(lexicon.NumberWord|lexicon.Scale|lexicon.VagueWord|lexicon.Half|lexicon.Not|lexicon.None|lexicon.Without|lexicon.Modal|lexicon.Irrealis|
		lexicon.Condition|lexicon.More|lexicon.Other|lexicon.Another|lexicon.Or|lexicon.But|lexicon.Between) || e.Value != 0 || len(e.Frames) > 0 {
		return true
	}
	return k.p.Quantifiers.Begins(e) || k.p.Hedges.Begins(e) || k.p.Cues.Begins(e)
}

// align finds the window of tokens [a,b) that differs least from the words
// wanted, by words put in, left out or changed that are not heavy: at most one in
// eight. It is the edit distance of Levenshtein with free ends.
func (k *checking) align(d *text.Doc, want []text.Token, a, b int) [2]int {
	const never = 1 << 20
	m, n := len(want), b-a
	if n <= 0 || n > 4*longestQuote {
		return [2]int{}
	}
	cost := func(t *text.Token, word string) int {
		switch {
		case k.heavy(t, word):
			return never
		case t.Kind == text.Mark:
			return 1
		}
		return 2
	}
	wants, has := make([]int, m), make([]int, n)
	for i := range want {
		wants[i] = cost(&want[i], d.Raw[want[i].Start:want[i].End])
	}
	for j := range has {
		has[j] = cost(&k.d.Tokens[a+j], k.d.Word(a+j))
	}
	dist, from := make([]int, n+1), make([]int, n+1) // of the row above; where the window begins
	for j := range from {
		from[j] = j
	}
	for i := 0; i < m; i++ {
		row, begin := make([]int, n+1), make([]int, n+1)
		row[0], begin[0] = dist[0]+wants[i], from[0]
		for j := 0; j < n; j++ {
			change := max(wants[i], has[j])
			if k.sameToken(a+j, d, &want[i]) {
				change = 0
			}
			row[j+1], begin[j+1] = dist[j]+change, from[j]
			if c := dist[j+1] + wants[i]; c < row[j+1] {
				row[j+1], begin[j+1] = c, from[j+1]
			}
			if c := row[j] + has[j]; c < row[j+1] {
				row[j+1], begin[j+1] = c, begin[j]
			}
		}
		dist, from = row, begin
	}
	best := 0
	for j := range dist {
		if dist[j] < dist[best] {
			best = j
		}
	}
	if dist[best] > max(2, 2*m/8) || best <= from[best] {
		return [2]int{}
	}
	return [2]int{a + from[best], a + best}
}

// paragraph is the tokens of the paragraphs in which the quote stands.
func (k *checking) paragraph() (int, int) {
	first, end := k.first, k.end
	for first > 0 && k.d.Sentences[first-1].Paragraph == k.d.Sentences[k.first].Paragraph {
		first--
	}
	for end < len(k.d.Sentences) && k.d.Sentences[end].Paragraph == k.d.Sentences[k.end-1].Paragraph {
		end++
	}
	return int(k.d.Sentences[first].First), int(k.d.Sentences[end-1].Last)
}

func (k *checking) people() string {
	if k.proposal.Who == "" {
		return ""
	}
	if at := k.locate(k.proposal.Who, k.a, k.b, false); at[1] == 0 {
		return UngroundedPeople
	}
	return ""
}

// place: in the paragraph or at the head of the report, and a place of the
// gazetteer or a name with a capital.
func (k *checking) place() string {
	if k.proposal.Place == "" {
		return ""
	}
	a, b := k.paragraph()
	at := k.locate(k.proposal.Place, a, b, false)
	if at[1] == 0 {
		at = k.locate(k.proposal.Place, 0, int(k.d.Sentences[min(headSentences, len(k.d.Sentences))-1].Last), false)
	}
	if at[1] == 0 {
		return UngroundedPlace
	}
	span := k.span(at[0], at[1])
	for _, f := range k.found {
		if f.Span.Start < span.End && span.Start < f.Span.End {
			return ""
		}
	}
	for i := at[0]; i < at[1]; i++ {
		if k.d.Tokens[i].Flags&text.Capital != 0 {
			return ""
		}
	}
	return UngroundedPlace
}

// sources: each in the sentences of the quote or shortly before.
func (k *checking) sources() string {
	a := int(k.d.Sentences[max(0, k.first-sourceWithin)].First)
	_, b := k.paragraph()
	for _, s := range k.proposal.Says {
		if at := k.locate(s, a, b, false); at[1] == 0 {
			return UngroundedSource
		}
	}
	return ""
}

func (k *checking) blame() string {
	if k.proposal.Blamed == "" {
		return ""
	}
	a, b := k.paragraph()
	if at := k.locate(k.proposal.Blamed, a, b, false); at[1] == 0 {
		return UngroundedBlame
	}
	return ""
}
