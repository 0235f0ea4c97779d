package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// Whose words a line or a whole report is, in a language that puts the verb first: labels,
// statements, their heads, and who signs.

// labelFirst reads "the ministry: three were killed" and "three were killed (the
// ministry)", where the speaker's noun comes first.
func (s *sentence) labelFirst(y *saying) bool {
	k := s.a
	for k < s.b && k < s.a+8 && (s.isMark(k) && !s.mark(k, '(') || s.digits(k)) {
		k++
	}
	for c := k; c < s.b && c < s.a+6; c++ { // "9:45 pm | the ministry: …", "Urgent 🔴 the ministry: …"
		if (s.mark(c, '|') || s.mark(c, ':') && c == k+1 && s.labelAt(c+1) > 0 || s.isMark(c) && s.d.Tokens[c].Mark == 0) && !s.speaks(k, c) {
			k = c + 1
		}
	}
	y.cue, y.class, y.rule = k, "say", s.labelRule
	for c := k + 1; c < s.b && c < k+12; c++ {
		if s.mark(c, ':') || s.mark(c, '|') {
			if !s.speaks(k, c) && !s.statementBy(k, c) && !(s.mark(c, ':') && c+1 < s.b && (s.p.Ours(s.d.Word(c+1)) || s.has(k, lexicon.NameInside) && c <= k+3)) || !s.source(y, k, c) { // "A. B.: we killed"
				break
			}
			if e := s.labelAt(c + 1); e > 0 { // "the network: medics: …"
				o, outer := *y, y.voice
				if s.source(&o, c+1, e) {
					*y, c = o, e
					y.outer = &outer
				}
			}
			y.cue, y.cueEnd = c, c+1
			y.from, y.to = c+1, s.b
			return c+1 < s.b || y.voice.Kind != ""
		}
		if s.isMark(c) && !s.mark(c, '"') && !s.mark(c, '-') && !s.mark(c, '(') && !s.mark(c, ')') || s.cueIn(c, c+1) || len(s.entry(c).Frames) > 0 && !s.voiceWord(c) && !s.definite(c) {
			break
		}
	}
	e := s.b
	for e > s.a && s.isMark(e-1) && !s.mark(e-1, ')') {
		e--
	}
	if !s.mark(e-1, ')') {
		return s.signedBehind(y, e)
	}
	o := e - 2
	for o > s.a && o > e-10 && !s.mark(o, '(') {
		o--
	}
	if !s.mark(o, '(') || o <= s.a+2 || !s.speaks(o+1, e-1) && !s.statementBy(o+1, e-1) || !s.source(y, o+1, e-1) {
		return false
	}
	y.cue, y.cueEnd, y.from, y.to, y.retells = o, o+1, s.a, o, true
	return true
}

// labelAt returns the colon behind the speaker who begins at token i, 0 if none does.
func (s *sentence) labelAt(i int) int {
	if !s.speaks(i, s.b) {
		return 0
	}
	for c := i + 1; c+1 < s.b && c < i+10; c++ {
		if s.mark(c, ':') {
			return c
		}
		if s.isMark(c) || s.cueIn(c, c+1) || len(s.entry(c).Frames) > 0 {
			break
		}
	}
	return 0
}

// credited reads a line that holds nothing but who the report is from, "Source: the ministry
// of health" at its head or end, "(the ministry of health)" at its end.
func (s *sentence) credited(y *saying) bool {
	last := len(s.d.Sentences) - 1
	if !s.mayCredit(s.n) || s.b-s.a > 12 {
		return false
	}
	i, e := s.a, s.b
	for i < e && s.isMark(i) {
		i++
	}
	for e > i && s.isMark(e-1) {
		e--
	}
	named := s.mark(i+1, ':') && s.definite(i) && s.p.Voices[s.entry(i).Form] == recount.Unnamed // "the source:"
	if named {
		i += 2
	} else if s.n != last {
		return false
	}
	if !s.speaks(i, e) && !s.statementBy(i, e) || !s.source(y, i, e) || y.voice.Source == "" && s.speakerEnd(i) < e ||
		!named && (y.voice.Kind == recount.Wire || y.voice.Kind == recount.Outlet || y.voice.Kind == recount.Social || y.voice.Kind == recount.Unnamed || !s.voiceNoun(e-1) && y.voice.Source == "") {
		return false
	}
	y.cue, y.cueEnd, y.class, y.rule, y.credit = i, i+1, "say", s.labelRule, true
	y.from, y.to = s.b, s.b
	return true
}

// headed reads a line that names a statement and who makes it, with a dash or a bar between
// them, "the ministry of health | press statement", "daily report - the civil defence": what
// stands below it is all their words.
func (s *sentence) headed(y *saying) bool {
	if !s.d.Sentences[s.n].Head || s.b-s.a > 14 || s.happens(s.a, s.b) {
		return false
	}
	for c := s.a + 1; c+1 < s.b; c++ {
		if !s.mark(c, '-') && !s.mark(c, '|') || s.hyphen(c) {
			continue
		}
		from, to := s.a, c
		if s.nounOfSaying(s.a) {
			from, to = c+1, s.b
		} else if !s.nounOfSaying(c + 1) {
			return false
		}
		for from < to && s.isMark(from) {
			from++
		}
		if !s.speaks(from, to) || !s.source(y, from, to) {
			return false
		}
		y.cue, y.cueEnd, y.class, y.rule, y.statement = c, c+1, "say", s.labelRule, true
		y.from, y.to = s.b, s.b
		return true
	}
	return false
}

// statementBy reports whether [i,k) begins as a statement and goes on with who makes it:
// "an urgent statement of the army".
func (s *sentence) statementBy(i, k int) bool {
	if !s.nounOfSaying(i) {
		return false
	}
	for m := i + 1; m < k && m < i+5; m++ {
		if s.speaks(m, k) {
			return true
		}
	}
	return false
}

// signedBehind reads "three were killed - the ministry", where nothing but the speaker
// stands between a dash or bar and the end, which is token e.
func (s *sentence) signedBehind(y *saying, e int) bool {
	for o := e - 2; o > s.a+3 && o > e-10; o-- {
		if !s.mark(o, '-') && !s.mark(o, '|') || s.hyphen(o) {
			continue
		}
		end := s.speakerEnd(o + 1)
		placed := s.has(end, lexicon.In) && end > o+2 && e <= end+3 && !s.happens(end, e) // "the health office in the town"
		if !s.speaks(o+1, e) || end != e && !placed || s.cueIn(s.a, o) || !s.source(y, o+1, e) || y.voice.Source == "" && !s.voiceNoun(e-1) && !placed {
			return false
		}
		y.cue, y.cueEnd, y.from, y.to, y.retells = o, o+1, s.a, o, true
		return true
	}
	return false
}

// statementOf reads whose statement the cue speaks of, "issued the army a statement in which
// came:", "there came in the statement of the army:"; what a colon opens is all its words.
func (s *sentence) statementOf(y *saying) bool {
	i := y.cueEnd
	if s.has(i, lexicon.To) {
		i++
	}
	e := s.speakerEnd(i)
	colon := e
	for colon < s.b && colon < e+10 && !s.mark(colon, ':') {
		if s.isMark(colon) && !s.mark(colon, '"') && !s.mark(colon, ',') || len(s.entry(colon).Frames) > 0 {
			return false
		}
		colon++
	}
	named := s.nounOfSaying(y.cueEnd - 1)
	for k := i + 1; k <= e && !named; k++ {
		if named = s.nounOfSaying(k); named {
			e = k
		}
	}
	if e == i || !s.mark(colon, ':') || !named || !s.source(y, i, e) {
		return false
	}
	y.from, y.to, y.statement = colon+1, s.b, true
	return true
}

// colonOpens notes that what is said begins with a colon soon behind the speaker, who ends
// before token e: "said the ministry in a statement: …". A quotation ends where it ends.
func (s *sentence) colonOpens(y *saying, e int) {
	for k := e; k < s.b && k < e+7 && len(s.entry(k).Frames) == 0; k++ {
		if s.mark(k, ':') && !s.mark(k+1, '"') {
			y.opens, y.from = true, k+1
			if y.to = max(y.to, y.from); k+1 == s.b {
				y.to = y.from
			}
			return
		}
		if s.isMark(k) && !s.mark(k, ',') {
			return
		}
	}
}
