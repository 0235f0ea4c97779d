package extract

import "github.com/recountlab/recount"

// Steps of a trace that are no rule of a pack but the program's own. Those of a
// pack begin with its language: "en/frame:killed:verb-ed:killed/passive".
const (
	moodUnreal     = "mood:not-actual" // a word before the verb makes it a threat, a plan or a condition
	moodNone       = "mood:none"       // a negated verb: to nobody
	moodDenied     = "mood:denied"
	moodAsked      = "mood:asked"
	moodPlay       = "mood:play" // told of a film, a book or a game
	moodPresumed   = "mood:presupposed"
	voiceFollows   = "voice:follows"   // from the claim before, from which it follows
	voiceHeadline  = "voice:headline"  // from the claim below that it sums up
	voiceContinued = "voice:continued" // from what it adds to
	whereEvent     = "where:event"
	whereWider     = "where:wider"   // of a total, around the place of the main event
	whereSpeaker   = "where:speaker" // where who speaks is, or those to whom it happened are at home
	whereHead      = "where:headline"
	whereSame      = "where:same-place"
	whenSentence   = "when:sentence-before"
	whenEvent      = "when:event"
	whenReport     = "when:report" // the time that the report opens with
	whenDateline   = "when:dateline"
	whenClock      = "when:clock"     // the time of day at which a live page tells it
	whenPublished  = "when:published" // that day or the day before
	eventFirst     = "event:first"
	eventSame      = "event:same"
	eventReturn    = "event:return"     // a new paragraph without a day of its own goes back to the first
	eventEarlier   = "event:earlier"    // fits one spoken of before the last
	eventPast      = "event:background" // opens one of the past
	eventDay       = "event:other-day"
	eventPlace     = "event:other-place"
	eventAnother   = "event:said-to-be-another"
	eventNone      = "event:none" // a step of a truce, a running total, a figure of many events
	repeatsFigure  = "repeats:same-figure"
	repeatsVague   = "repeats:no-new-figure"
	repeatsKnown   = "repeats:taken-as-known"
	repeatsPerson  = "repeats:same-person"
	partNearest    = "part:nearest"  // a part whose whole is the nearest claim large enough
	partOthers     = "part:others"   // of what another voice counted
	partNobody     = "part:nobody"   // "no one else"
	partFewer      = "part:fewer"    // fewer than what stands, and nothing says they are others
	partOfTotal    = "part:of-total" // a later, larger figure took it in
	partSpelled    = "part:spelled-out"
)

// note adds a step that a rule of the pack made. The first few come from a
// store that the page keeps, so that reading does not allocate for each.
func (pg *page) note(d *draft, rule string, at recount.Span) {
	const some = 4
	if d.steps == nil {
		if len(pg.notes)+some > cap(pg.notes) {
			pg.notes = make([]recount.Step, 0, 64*some)
		}
		n := len(pg.notes)
		pg.notes = pg.notes[:n+some]
		d.steps = pg.notes[n:n:len(pg.notes)]
	}
	d.steps = append(d.steps, recount.Step{Rule: rule, Span: at})
}

// trace puts together the steps of a draft in their order.
func (pg *page) trace(d *draft, c *recount.Claim, room []recount.Step) []recount.Step {
	t := append(room, recount.Step{Rule: d.rule + "/" + d.path, Span: c.Evidence.What[0]},
		recount.Step{Rule: pg.boundsRule(d), Span: pg.span(d.unit.s, max(d.unit.s+1, d.unit.e))})
	add := func(rule string, at recount.Span) {
		if rule != "" {
			t = append(t, recount.Step{Rule: rule, Span: at})
		}
	}
	if d.why.mood != "" {
		add(d.why.mood, pg.span(d.why.moodAt, d.why.moodAt+1))
	}
	if d.weapon.Len() > 0 {
		add(d.why.weapon, d.weapon)
	}
	t = append(t, d.steps...)
	add(d.why.where, recount.Span{})
	add(d.why.when, d.why.whenAt)
	add(d.why.event, recount.Span{})
	if k := max(d.parent, d.repeats); k >= 0 {
		o := &pg.out[k]
		add(d.why.told, pg.span(o.trigger, o.trigger+1))
	}
	return t[:len(t):len(t)]
}

// boundsRule names the row of the pack that gave a draft its bounds.
func (pg *page) boundsRule(d *draft) string {
	if c := d.unit.count; d.q.Row == "unknown" && c.e > c.s { // the word, not that no number is told
		return pg.p.RuleName("vague:" + d.q.Row)
	}
	return pg.p.RuleName("bounds:" + d.q.Row)
}
