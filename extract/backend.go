package extract

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/recountlab/recount"
)

// A Backend reads reports. There are two: a Reader, which reads by rules, and one
// that asks a language model and lets a Reader check what it answers.
type Backend interface {
	// Name identifies a reading, "" for a language that is not read.
	Name(recount.Lang) string
	// Read returns every claim that a report makes.
	Read(*recount.Report) (*Reading, error)
}

// Merging says what is kept of proposals and of what the rules read.
type Merging uint8

// Ways to merge.
const (
	Proposed Merging = iota // only what was proposed and passes
	Both                    // what the rules read, and beside it what passes
)

// A Proposal is a claim that somebody else than the rules says a report makes.
// All its words are to be words of the report.
type Proposal struct {
	Sentences []int // as numbered by Number: where the quote stands
	Quote     string
	What      recount.What
	Low, High int    // bounds as proposed; High recount.Open if there is none
	Count     string // the words of the number; "" if none is told
	Who       string
	Place     string
	Says      []string // who says so, outermost first
	Blamed    string
	Denied    bool
	NotActual bool // only threatened, planned, possible
}

// A Refusal is a proposal that did not pass, and why.
type Refusal struct {
	Proposal Proposal
	Reason   string
}

// Reasons for which proposals are refused.
const (
	BadAnswer         = "bad_answer"        // not the form that was asked for
	BadWhat           = "unknown_what"      // no word for what happens to people
	BadSentence       = "no_such_sentence"  // the sentences are not there, or not side by side
	TooMany           = "too_many"          // more claims than a sentence can make
	UngroundedQuote   = "ungrounded_quote"  // the quote does not stand there
	UngroundedNumber  = "ungrounded_number" // its words do not stand in the quote
	DerivedNumber     = "derived_number"    // added up or converted, not told
	NumberMismatch    = "number_mismatch"   // outside the bounds that the words allow
	NotACount         = "not_a_count"       // an age, a date, a sum, or of something else than people
	Unlicensed        = "unlicensed"        // no word of the quote says that this happened
	UngroundedPeople  = "ungrounded_people" // who it happened to does not stand in the quote
	UngroundedPlace   = "ungrounded_place"  // the place does not stand in the paragraph or the head
	UngroundedSource  = "ungrounded_source" // who says so does not stand there or shortly before
	UngroundedBlame   = "ungrounded_blame"  // who is blamed does not stand in the paragraph
	maxPerSentence    = 8
	sourceWithin      = 3 // sentences before the quote in which a source may stand
	headSentences     = 5 // sentences at the top whose places hold for the report
	modeConflict      = "model:mode-conflict"
	modelAgrees       = "model:agrees"
	modelProposed     = "model"
	longestQuote      = 400 // tokens
	sentencesPerQuote = 3
)

// Checked is what became of proposals.
type Checked struct {
	Proposed int
	Kept     int // of these, those that the rules had not read
	Agreed   int // those that the rules had read as well
	Refused  []Refusal
}

// Numbered is a sentence as a backend is shown it.
type Numbered struct {
	Number int // from 1
	Span   recount.Span
	Doubt  bool // a word in it says that something happened, and the rules made no claim of it, or are unsure of one
}

// unsure is the sureness below which a claim of the rules is in doubt.
const unsure = 0.5

// Number returns the sentences of a report with their numbers. It returns
// ErrInvalid if there is no pack for its language.
func (x *Reader) Number(r *recount.Report) ([]Numbered, error) {
	reading, err := x.Read(r)
	if err != nil {
		return nil, err
	}
	pg := x.open(x.packs[r.Lang], r)
	defer x.pages.Put(pg)
	claims := map[recount.Span]float64{}
	for _, c := range reading.Claims {
		if old, ok := claims[c.Evidence.Whole]; !ok || c.Sure < old {
			claims[c.Evidence.Whole] = c.Sure
		}
	}
	out := make([]Numbered, len(pg.d.Sentences))
	for n, s := range pg.d.Sentences {
		span := pg.span(int(s.First), int(s.Last))
		sure, claimed := claims[span]
		trigger := slices.ContainsFunc(pg.lex[s.First:s.Last], func(l int32) bool { return len(pg.p.Entries[l].Frames) > 0 })
		out[n] = Numbered{n + 1, span, trigger && !claimed || claimed && sure > 0 && sure < unsure}
	}
	return out, nil
}

// Check reads a report from proposals: each must stand in the text, its number is
// read again by the rules, and what the rules read of negation, voice, place and
// time holds. by names who proposed, for the claims that only they made. It
// returns ErrInvalid if there is no pack for the report's language.
func (x *Reader) Check(r *recount.Report, by string, proposals []Proposal, m Merging) (*Reading, *Checked, error) {
	p := x.packs[r.Lang]
	if p == nil {
		return nil, nil, fmt.Errorf("check %s: no pack for language %q: %w", r.ID, r.Lang, recount.ErrInvalid)
	}
	pg := x.open(p, r)
	defer x.pages.Put(pg)
	pg.places(x, r)
	if m == Both {
		pg.read()
	}
	done := &Checked{Proposed: len(proposals)}
	per := map[int]int{}
	for _, o := range proposals {
		if len(o.Sentences) > 0 {
			if per[o.Sentences[0]]++; per[o.Sentences[0]] > maxPerSentence {
				done.Refused = append(done.Refused, Refusal{o, TooMany})
				continue
			}
		}
		k := &checking{page: pg, proposal: o, by: by}
		switch reason := k.check(); {
		case reason != "":
			done.Refused = append(done.Refused, Refusal{o, reason})
		case k.agreed:
			done.Agreed++
		default:
			done.Kept++
		}
	}
	pg.inOrder()
	return x.finish(pg, r), done, nil
}

// inOrder puts the drafts in the order of the text.
func (pg *page) inOrder() {
	type numbered struct {
		d   draft
		was int
	}
	list := make([]numbered, len(pg.out))
	for i := range pg.out {
		list[i] = numbered{pg.out[i], i}
	}
	slices.SortStableFunc(list, func(a, b numbered) int { return cmp.Compare(a.d.sent, b.d.sent) })
	at := make([]int, len(list))
	for i := range list {
		at[list[i].was] = i
	}
	for i := range list {
		pg.out[i] = list[i].d
		if k := pg.out[i].parent; k >= 0 {
			pg.out[i].parent = at[k]
		}
	}
}
