package extract

import "slices"

// A heard is what the sentences of a page say of who speaks, each found when it is first
// asked for, so that however many drafts ask a sentence is read once.
type heard struct {
	said    [][]saying // by sentence, nil until asked for
	alone   []int      // by sentence: the last before it in which the only one who spoke before it did, or nobody, several
	credits bool       // credit is known
	credit  *saying
}

// Who spoke before a sentence, where that is no sentence's number.
const (
	nobody  = -1
	several = -2
)

// saidIn are the sayings of a sentence.
func (pg *page) saidIn(n int) []saying {
	h := &pg.heard
	if h.said == nil {
		h.said = make([][]saying, len(pg.d.Sentences))
	}
	if h.said[n] == nil {
		if h.said[n] = pg.sayings(n); h.said[n] == nil {
			h.said[n] = []saying{}
		}
	}
	return h.said[n]
}

// alone is what the only one who spoke before sentence n said last, nil if nobody or more
// than one did, or one who denies, accuses or says nothing of what happened.
func (pg *page) alone(n int) *saying {
	h := &pg.heard
	if h.alone == nil {
		h.alone = append(make([]int, 0, len(pg.d.Sentences)+1), nobody)
	}
	for k := len(h.alone) - 1; k < n; k++ {
		last, words := h.alone[k], ""
		if last >= 0 {
			words = h.last(last).voice.Words
		}
		for _, y := range pg.saidIn(k) {
			if last == several || y.mute || y.class == "deny" || y.class == "accuse" || last >= 0 && y.voice.Words != words {
				last = several
				break
			}
			last, words = k, y.voice.Words
		}
		h.alone = append(h.alone, last)
	}
	if at := h.alone[n]; at >= 0 {
		return h.last(at)
	}
	return nil
}

func (h *heard) last(n int) *saying { return &h.said[n][len(h.said[n])-1] }

// credit is who the report says it is from, in a line of its own; nil if anybody else speaks
// in it.
func (pg *page) credit() *saying {
	h := &pg.heard
	if h.credits {
		return h.credit
	}
	h.credits = true
	for n := range pg.d.Sentences {
		if !pg.mayCredit(n) {
			continue
		}
		for k := range pg.saidIn(n) {
			if y := &pg.saidIn(n)[k]; y.credit {
				h.credit = y
			}
		}
	}
	for n := 0; h.credit != nil && n < len(pg.d.Sentences); n++ {
		if slices.ContainsFunc(pg.saidIn(n), func(y saying) bool { return !y.credit }) {
			h.credit = nil
		}
	}
	return h.credit
}
