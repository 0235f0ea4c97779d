package extract

import (
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// WhyNot says, for each place where words stand in a report, why no claim was
// read from them: the last stage they reached. Where a claim was, it names it.
// It returns ErrInvalid if there is no pack for the report's language, and
// ErrNotFound if the words do not stand in the report.
func (x *Reader) WhyNot(r *recount.Report, words string) ([]Reason, error) {
	p := x.packs[r.Lang]
	if p == nil {
		return nil, fmt.Errorf("there is no pack for language %q: %w", r.Lang, recount.ErrInvalid)
	}
	reading, err := x.Read(r)
	if err != nil {
		return nil, err
	}
	var out []Reason
	words = strings.TrimSpace(words)
	for from := 0; words != ""; {
		i := strings.Index(r.Text[from:], words)
		if i < 0 {
			break
		}
		at := recount.Span{Start: from + i, End: from + i + len(words)}
		out = append(out, x.whyNot(p, r, at, reading.Claims)...)
		from = at.End
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("the words %q do not stand in the text (capitals and signs count): %w", words, recount.ErrNotFound)
	}
	return out, nil
}

// asking is the question why no claim was read from some words of a sentence.
type asking struct {
	*sentence
	at          recount.Span
	first, last int // their tokens
	claims      []recount.Claim
	out         []Reason
}

func (x *Reader) whyNot(p *lexicon.Pack, r *recount.Report, at recount.Span, claims []recount.Claim) []Reason {
	pg := x.open(p, r)
	defer x.pages.Put(pg)
	s := &sentence{page: pg}
	a := &asking{sentence: s, at: at, claims: claims, first: -1}
	for n, sent := range pg.d.Sentences {
		for i := int(sent.First); i < int(sent.Last); i++ {
			if t := pg.d.Tokens[i]; int(t.End) > at.Start && int(t.Start) < at.End {
				if a.first < 0 {
					a.first, s.n, s.a, s.b = i, n, int(sent.First), int(sent.Last)
				}
				if i < s.b {
					a.last = i + 1
				}
			}
		}
	}
	if a.first < 0 {
		return []Reason{{Stage: "words", Says: "nothing but spaces stands there", Span: at}}
	}
	a.ask()
	return a.out
}

// say adds a reason about tokens [i,k).
func (a *asking) say(stage string, i, k int, format string, args ...any) *Reason {
	a.out = append(a.out, Reason{Stage: stage, Says: fmt.Sprintf(format, args...), Span: a.span(i, k)})
	return &a.out[len(a.out)-1]
}

func (a *asking) quote(i, k int) string { return "“" + a.span(i, k).In(a.d.Raw) + "”" }

// ask goes through the stages that words pass on their way to a claim, and
// stops at the first that they did not pass.
func (a *asking) ask() {
	if a.claimed() {
		return
	}
	var triggers []int
	acts := false
	for i := a.a; i < a.b; i++ {
		if len(a.entry(i).Frames) > 0 {
			triggers = append(triggers, i)
		}
		acts = acts || len(a.entry(i).Acts) > 0
	}
	if len(triggers) == 0 {
		switch {
		case acts:
			a.say("trigger", a.a, a.b, "no word of the sentence says what happened to anybody (frames.tsv), and no pattern of acts.tsv matches as a whole")
		default:
			a.say("trigger", a.a, a.b, "no word of the sentence says what happened (frames.tsv, acts.tsv), so it was not read")
		}
		a.unknownWords()
		return
	}
	a.chunk()
	open := a.open(triggers)
	if !a.phrase() {
		return
	}
	if len(open) > 0 {
		a.found(open)
	}
}

// claimed names the claims that were read from the words.
func (a *asking) claimed() bool {
	hit := false
	for i := range a.claims {
		c := &a.claims[i]
		for _, list := range [][]recount.Span{c.Evidence.Count, c.Evidence.Who, c.Evidence.What} {
			for _, s := range list {
				if !hit && s.Start < a.at.End && a.at.Start < s.End && (s.Holds(a.at) || a.at.Holds(s)) {
					hit = true
					r := a.say("claimed", a.first, a.last, "a claim was read from these words: claim %d, %s %s", i+1, c.What, c.Count)
					r.Claim = c.ID
				}
			}
		}
	}
	return hit
}

// unknownWords names the words asked about that the pack does not know.
func (a *asking) unknownWords() {
	var not []string
	for i := a.first; i < a.last; i++ {
		if a.word(i) && !a.known(i) && !a.capital(i) {
			not = append(not, a.d.Word(i))
		}
	}
	if len(not) > 0 {
		a.say("words", a.first, a.last, "the pack does not know: %s", strings.Join(not, ", "))
	}
}

// open returns the triggers of which some frame may apply, and says of the
// others what kept theirs back.
func (a *asking) open(triggers []int) []int {
	var out []int
	for _, t := range triggers {
		may := false
		fs := a.entry(t).Frames
		for k := range fs {
			may = may || a.allowed(&fs[k], t)
		}
		if may {
			out = append(out, t)
			continue
		}
		for k := range fs {
			f := &fs[k]
			rule, _ := a.p.RuleOf(f.Rule)
			why := fmt.Sprintf("%s says %s only with other words after it than %s", a.quote(t, t+1), f.What, a.quote(t+1, min(t+3, a.b)))
			if n := a.which(t+1, f.NotRight); n > 0 {
				why = fmt.Sprintf("%s is not %s before %s", a.quote(t, t+1), f.What, a.quote(t+1, t+1+n))
			} else if f.Right == nil {
				why = fmt.Sprintf("%s is not %s after the words before it", a.quote(t, t+1), f.What)
			}
			r := a.say("frame", t, t+1, "%s", why)
			if rule != nil {
				r.Rule, r.File, r.Line, r.Row = f.Rule, rule.File, rule.Line, rule.Text
			}
		}
	}
	return out
}

// which returns the length of the run of words that stands at token i, 0 if none.
func (a *asking) which(i int, runs [][]int32) int {
	for _, w := range runs {
		if a.next(i, a.b, [][]int32{w}) {
			return len(w)
		}
	}
	return 0
}

// phrase says whether the words asked about are a phrase that can be counted as
// people, and if not, why.
func (a *asking) phrase() bool {
	for i := a.first; i < a.last; i++ {
		c, ok := a.quantity(i)
		if !ok || c.zero {
			continue
		}
		if as := a.usedAs(c); as != "" {
			a.say("number", c.s, c.e, "%s counts nobody: it was taken for %s", a.quote(c.s, c.e), as)
			return false
		}
	}
	for k := range a.u {
		u := &a.u[k]
		if u.e <= a.first || u.s >= a.last {
			continue
		}
		words := a.quote(u.s, u.e)
		switch {
		case u.poss:
			a.say("phrase", u.s, u.e, "%s only owns what follows it", words)
			return false
		case u.thing:
			a.say("phrase", u.s, u.e, "%s are no people: %s", words, a.thingness(u))
			return false
		case k > 0 && a.uhas(k-1, lexicon.By):
			a.say("phrase", u.s, u.e, "%s stand after %s: those who did it, not those to whom it happened", words, a.quote(a.u[k-1].s, a.u[k-1].e))
			return false
		case a.isPhrase(k):
			if u.kind == thing {
				a.say("phrase", u.s, u.e, "%s may be people, but the pack does not know %s as a noun for people (people.tsv)", words, a.quote(u.head, u.head+1))
			}
			return true
		case u.kind == happened:
			return true
		}
	}
	if len(a.entry(a.first).Frames) == 0 {
		a.say("phrase", a.first, a.last, "no phrase for people was found in these words")
		a.unknownWords()
		return false
	}
	return true
}

// thingness says what makes a phrase one for things.
func (a *asking) thingness(u *unit) string {
	for i := u.s; i < u.e; i++ {
		if a.has(i, lexicon.Thing) {
			return a.quote(i, i+1) + " is in things.tsv"
		}
	}
	return "the words around the number make it a name's or a thing's"
}

// found says what the triggers that could apply found instead.
func (a *asking) found(open []int) {
	for _, t := range open {
		own := a.claims[:0:0]
		at := a.span(t, t+1)
		for _, c := range a.claims {
			if len(c.Evidence.What) > 0 && c.Evidence.What[0] == at {
				own = append(own, c)
			}
		}
		f := a.entry(t).Frames[0]
		var r *Reason
		switch {
		case len(own) > 0 && own[0].Who.Words != "":
			r = a.say("search", t, t+1, "%s found “%s” instead, and stopped there", a.quote(t, t+1), own[0].Who.Words)
			r.Claim = own[0].ID
		case len(own) > 0:
			r = a.say("search", t, t+1, "%s gave a claim without this phrase", a.quote(t, t+1))
			r.Claim = own[0].ID
		case a.governor(t) >= 0:
			by := a.governor(t)
			r = a.say("mood", by, by+1, "%s before %s makes it nothing that happened", a.quote(by, by+1), a.quote(t, t+1))
		default:
			r = a.say("search", t, t+1, "%s found nobody by its production (%s): no phrase stands where that looks", a.quote(t, t+1), f.Production)
		}
		if rule, _ := a.p.RuleOf(f.Rule); rule != nil {
			r.Rule, r.File, r.Line, r.Row = f.Rule, rule.File, rule.Line, rule.Text
		}
	}
}

// governor returns the word shortly before token t that makes what it says a
// threat, a plan or nothing, or -1.
func (a *asking) governor(t int) int {
	for k := t - 1; k >= a.a && k >= t-4; k-- {
		if a.has(k, lexicon.Irrealis|lexicon.Without|lexicon.Not) && !a.has(k, lexicon.Preposition) || a.has(k, lexicon.Without) {
			return k
		}
	}
	return -1
}
