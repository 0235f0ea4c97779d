package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// draft reads the number and the word that says what happened by the rules, and
// drafts the claim. It returns why it is refused, or "".
func (k *checking) draft() string {
	words := [2]int{k.a, k.b}
	if k.proposal.Count != "" {
		words = k.locate(k.proposal.Count, k.a, k.b, false)
		if words[1] == 0 {
			return k.whyNoNumber()
		}
	}
	s := &sentence{page: k.page, u: k.units}
	defer func() { k.units = s.u[:0] }()
	reason := NotACount
	for n := k.first; n < k.end; n++ {
		x := k.d.Sentences[n]
		if int(x.Last) <= words[0] || int(x.First) >= words[1] {
			continue
		}
		s.n, s.a, s.b, s.start = n, int(x.First), int(x.Last), len(k.out)
		for i := range k.out { // drafts of this sentence, that the claim may agree with
			if k.out[i].sent == n {
				s.start = i
				break
			}
		}
		s.chunk()
		switch why := k.inSentence(s, words); why {
		case "":
			return ""
		default:
			reason = why
		}
	}
	return reason
}

// whyNoNumber says of number words that do not stand in the quote whether they
// were put together from numbers that do.
func (k *checking) whyNoNumber() string {
	values := []float64{0}
	s := &sentence{page: k.page, a: k.a, b: k.b}
	for i := k.a; i < k.b; {
		v, _, _, next, ok := s.number(i)
		if !ok || next <= i {
			i++
			continue
		}
		for _, old := range values[:len(values):len(values)] {
			if len(values) < 1<<10 {
				values = append(values, old+v)
			}
		}
		i = next
	}
	for _, v := range values[1:] {
		if v == float64(k.proposal.Low) || v == float64(k.proposal.High) {
			return DerivedNumber
		}
	}
	return UngroundedNumber
}

// inSentence finds in a chunked sentence the people whom the words count, and
// the word of the quote that says what happened to them.
func (k *checking) inSentence(s *sentence, words [2]int) string {
	of, reason := -1, NotACount
	for i := range s.u {
		u := &s.u[i]
		if u.e <= words[0] || u.s >= words[1] || !s.isPhrase(i) && u.kind != happened || u.thing && u.event == nil || u.poss {
			continue
		}
		if k.proposal.Count != "" {
			if !u.hasQ || u.count.num < words[0] || u.count.num >= words[1] {
				continue
			}
			if s.measured(u) {
				continue
			}
			if k.others(s, words, u) {
				return DerivedNumber
			}
		} else if u.hasQ || k.proposal.Who != "" && !k.overlaps(u) {
			continue // a number stands there, and was not told
		}
		if reason = k.within(u.count.q, u.hasQ || u.one); reason == "" {
			of = i
			break
		}
	}
	if of < 0 {
		return reason
	}
	trigger, f := k.license(s, of)
	if f == nil {
		return Unlicensed
	}
	k.admit(s, of, trigger, f)
	return ""
}

// measured reports whether a number without a noun is money, a share, a day, an
// hour, the name of something or the age of the one before it: "$30", "30%",
// "3 May", "Brigade 104", "the driver, 34, ". Where it may be, it is none that a
// proposal can count people by.
func (s *sentence) measured(u *unit) bool {
	if u.kind != bare {
		return false
	}
	if w := s.written(u.count.s - 1); w == "$" || w == "€" || w == "£" || w == "¥" || s.mark(u.e, '%') {
		return true
	}
	c := u.count
	if s.has(c.e, lexicon.Month|lexicon.Year|lexicon.Thing) || s.has(c.s-1, lexicon.Month) || s.capital(c.s-1) || s.written(c.s-1) == "#" {
		return true
	}
	for _, i := range []int{c.s - 1, c.e} { // "3:30", "3-1", "24/7"
		if (s.mark(i, ':') || s.mark(i, '/') || s.mark(i, '-')) && s.d.Tokens[i].Flags&text.Glued != 0 {
			return true
		}
	}
	return s.mark(u.s-1, ',') && (s.mark(u.e, ',') || s.mark(u.e, '.')) && u.count.q.High < 120
}

func (s *sentence) written(i int) string {
	if i < s.a || i >= s.b {
		return ""
	}
	return s.d.Word(i)
}

// overlaps reports whether a unit is the people proposed.
func (k *checking) overlaps(u *unit) bool {
	at := k.locate(k.proposal.Who, k.a, k.b, false)
	return at[0] < u.e && u.s < at[1]
}

// others reports whether the number words hold another number than the unit's
// own: "seven men and five women".
func (k *checking) others(s *sentence, words [2]int, u *unit) bool {
	for i := words[0]; i < words[1]; i++ {
		if (i < u.count.s || i >= u.e) && (s.digits(i) || s.has(i, lexicon.NumberWord|lexicon.Scale|lexicon.VagueWord)) {
			return true
		}
	}
	return false
}

// within reports whether the bounds proposed lie within those that the words
// allow: "" or why not. Where the words tell none, none may be proposed.
func (k *checking) within(q recount.Quantity, told bool) string {
	low, high := k.proposal.Low, k.proposal.High
	if !told {
		if low > q.Low && low != 0 || high != recount.Open && high != 0 {
			return UngroundedNumber
		}
		return ""
	}
	open := high == recount.Open
	switch {
	case low < 0 || !open && high < low:
		return NumberMismatch
	case low < q.Low || q.High != recount.Open && low > q.High:
		return NumberMismatch
	case open && q.High != recount.Open || !open && q.High != recount.Open && high > q.High || !open && high < q.Low:
		return NumberMismatch
	case !open && q.High == recount.Open && high > q.Low && high != low:
		return NumberMismatch // "at least 12" sets no upper bound of 40
	case q.High == recount.Open && low > q.Low:
		return NumberMismatch
	}
	return ""
}

// license finds the word of the quote, in the sentence, that says what was
// proposed, the nearest to unit of. It returns the unit of the word and its frame.
func (k *checking) license(s *sentence, of int) (int, *lexicon.Frame) {
	best, frame := -1, (*lexicon.Frame)(nil)
	for i := range s.u {
		t := s.u[i].s
		if s.u[i].kind == happened || s.u[i].state != nil {
			if i == of && s.u[i].event != nil && s.u[i].event.What == k.proposal.What {
				return i, s.u[i].event
			}
			if i == of && s.u[i].state != nil && s.u[i].state.What == k.proposal.What {
				return i, s.u[i].state
			}
			continue
		}
		if t < k.a || t >= k.b || s.u[i].kind != trigger {
			continue
		}
		fs := s.entry(t).Frames
		for n := range fs {
			if !s.allowed(&fs[n], t) || s.harmOf(&fs[n], t) != k.proposal.What {
				continue
			}
			if best < 0 || abs(i-of) < abs(best-of) {
				best, frame = i, &fs[n]
			}
		}
	}
	return best, frame
}

func abs(n int) int { return max(n, -n) }

// admit drafts the claim, or finds the draft of the rules that says the same.
func (k *checking) admit(s *sentence, of, trigger int, f *lexicon.Frame) {
	u := &s.u[of]
	for i := range k.out {
		o := &k.out[i]
		if o.what == k.proposal.What && o.sent == s.n && (o.unit.s == u.s || o.unit.s < u.e && u.s < o.unit.e && o.unit.count.num == u.count.num) {
			k.agreed = true
			k.noteOnce(o, modelAgrees, s.u[trigger].s)
			return
		}
	}
	x := finding{sentence: s, what: k.proposal.What, f: f, trig: trigger}
	from := len(s.out)
	s.start = from
	if x.sentence.admit(x.what, f, modelProposed, of, s.u[trigger].s, false) < 0 {
		return
	}
	if s.u[trigger].kind != happened && trigger != of {
		x.mood(x.verbGroup(trigger), from)
	}
	d := &s.out[from]
	d.by = k.by
	if k.proposal.NotActual != (d.reality == recount.NotActual) || k.proposal.Denied && !d.zero {
		k.note(d, modeConflict, s.span(s.u[trigger].s, s.u[trigger].s+1))
	}
	a := int(k.d.Sentences[max(0, k.first-sourceWithin)].First)
	_, b := k.paragraph()
	for _, w := range k.proposal.Says {
		d.told = append(d.told, k.locate(w, a, b, false))
	}
}

// noteOnce adds a step to a draft that does not have it yet.
func (k *checking) noteOnce(d *draft, rule string, t int) {
	for _, s := range d.steps {
		if s.Rule == rule {
			return
		}
	}
	k.note(d, rule, k.span(t, t+1))
}

// tell gives a draft that the rules found no voice for the voices proposed.
func (pg *page) tell(d *draft) {
	s := &sentence{page: pg, a: 0, b: len(pg.d.Tokens)}
	for _, at := range d.told {
		v := recount.Voice{Words: pg.span(at[0], at[1]).In(pg.d.Raw), Span: pg.span(at[0], at[1]), Kind: recount.Unnamed, Verb: "say"}
		known, kind := s.whoSpeaks(at[0], at[1])
		if known != nil {
			src, _ := pg.p.Sources.Source(recount.SourceID(known.Class))
			v.Source, v.Kind = src.ID, src.Kind
		} else if kind != "" {
			v.Kind = kind
		}
		d.hear(v)
	}
}
