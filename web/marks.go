package web

import (
	"slices"
	"sort"

	"github.com/recountlab/recount"
)

// A piece is a stretch of a text under one set of marks. The pieces of a text
// in order are the text: nothing is lost, repeated or moved.
type piece struct {
	Text   string
	Kinds  []string          // "count", "what": what the words were read as
	Claims []recount.ClaimID // of which claims
	Starts []int             // numbers of the claims whose sentence starts here
}

// A mark is a span that a claim was read from.
type mark struct {
	span  recount.Span
	kind  string // "" for the whole sentence
	claim recount.ClaimID
}

// marksOf returns the spans that a claim was read from.
func marksOf(c *recount.Claim) []mark {
	ms := []mark{{c.Evidence.Whole, "", c.ID}}
	for kind, spans := range map[string][]recount.Span{"what": c.Evidence.What, "count": c.Evidence.Count, "who": c.Evidence.Who,
		"where": c.Evidence.Where, "when": c.Evidence.When, "says": c.Evidence.Says, "weapon": c.Evidence.Weapon, "target": c.Evidence.Target} {
		for _, s := range spans {
			ms = append(ms, mark{s, kind, c.ID})
		}
	}
	return ms
}

// cut divides text at every end of a mark. Spans that lie outside the text or
// inside a character are drawn in to where they can be shown. Numbers say at
// which offset the sentence of which claim starts.
func cut(text string, ms []mark, numbers map[recount.ClaimID]int) []piece {
	ends := []int{0, len(text)}
	kept := ms[:0:0]
	for _, m := range ms {
		m.span.Start, m.span.End = inside(text, m.span.Start), inside(text, m.span.End)
		if m.span.Len() > 0 {
			kept = append(kept, m)
			ends = append(ends, m.span.Start, m.span.End)
		}
	}
	sort.Ints(ends)
	ends = slices.Compact(ends)
	var out []piece
	for i := 1; i < len(ends); i++ {
		at := recount.Span{Start: ends[i-1], End: ends[i]}
		p := piece{Text: at.In(text)}
		for _, m := range kept {
			if !m.span.Holds(at) {
				continue
			}
			if m.kind != "" && !slices.Contains(p.Kinds, m.kind) {
				p.Kinds = append(p.Kinds, m.kind)
			}
			if !slices.Contains(p.Claims, m.claim) {
				p.Claims = append(p.Claims, m.claim)
			}
			if n := numbers[m.claim]; m.kind == "" && m.span.Start == at.Start && n > 0 && !slices.Contains(p.Starts, n) {
				p.Starts = append(p.Starts, n)
			}
		}
		slices.Sort(p.Kinds)
		slices.Sort(p.Claims)
		slices.Sort(p.Starts)
		out = append(out, p)
	}
	return out
}

// inside brings an offset to the start of a character within the text.
func inside(text string, i int) int {
	i = max(0, min(i, len(text)))
	for i > 0 && i < len(text) && text[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// quote is the sentence a claim was read from, with its words marked.
func quote(text string, c *recount.Claim) []piece {
	whole := c.Evidence.Whole
	whole.Start, whole.End = inside(text, whole.Start), inside(text, whole.End)
	if whole.Len() <= 0 {
		return nil
	}
	var ms []mark
	for _, m := range marksOf(c) {
		if m.kind != "" && whole.Holds(m.span) {
			m.span.Start -= whole.Start
			m.span.End -= whole.Start
			ms = append(ms, m)
		}
	}
	return cut(whole.In(text), ms, nil)
}
