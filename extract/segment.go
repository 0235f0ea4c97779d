package extract

import (
	"cmp"
	"slices"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// happening is one event of the report while it is being read.
type happening struct {
	number     int
	when       recount.When
	where      recount.PlaceRef
	background bool
	first      int // the sentence that names its place first, else that tells of it first
	another    int // the words that say it is another than was told of before: "a separate attack"
	weight     int // how much the report is about it
	votes      map[recount.PlaceID]int
	whenBy     string // the step by which drafts without a time of their own get it
	whereBy    string // likewise for the place
}

// vote lets a claim's place speak for the event's: the place named most, and
// of several the first; a province or finer before "the east of the country".
func (h *happening) vote(p recount.PlaceRef) {
	if h.votes == nil {
		h.votes = map[recount.PlaceID]int{}
	}
	h.votes[p.Place]++
	now, then := wide(p.Precision), wide(h.where.Precision)
	if h.where.Precision == recount.NoPlace || then && !now && h.where.Country == p.Country || now == then && h.votes[p.Place] > h.votes[h.where.Place] {
		h.where = p
	}
}

// wide reports whether a place is a country or a part of one larger than a province.
func wide(p recount.Precision) bool { return p == recount.AtCountry || p == recount.AtZone }

// segment says which event of the report each draft speaks of. What the report
// tells without another day or another province belongs to its first event;
// steps of a truce, running totals and figures for many events belong to none.
func (pg *page) segment(c *calendar) []happening {
	var hs []happening
	current, paragraph := 0, int32(-1)
	for i := range pg.out {
		d := &pg.out[i]
		d.why.event = eventNone
		if d.what.Family() == recount.Truce || d.since || d.many || d.zero && len(hs) == 0 {
			continue
		}
		if p := pg.d.Sentences[d.sent].Paragraph; p != paragraph {
			paragraph = p
			if len(hs) > 0 && !hs[0].background && pg.returns(d, &hs[0]) {
				if d.why.event = eventReturn; current == 0 {
					d.why.event = eventSame
				}
				current = 0
			}
		}
		k := pg.eventOf(d, hs, current)
		if d.another > 0 && len(hs) > 0 {
			if k = -1; hs[len(hs)-1].another == d.another {
				k = len(hs) - 1
			}
		}
		switch {
		case k < 0:
			d.why.event = pg.opens(d, hs, current)
		case k != current:
			d.why.event = eventEarlier
		case d.why.event != eventReturn:
			d.why.event = eventSame
		}
		if k < 0 {
			hs = append(hs, happening{number: len(hs) + 1, background: d.background, first: d.sent, another: d.another})
			k = len(hs) - 1
		}
		h := &hs[k]
		d.event = h.number
		if own := !d.inherited && fine(d.when); h.when.IsZero() && own {
			h.when = d.when
		}
		if f := d.what.Family(); d.whereOwn && d.reality == recount.Actual && (f == recount.Harm || f == recount.Acts || h.where.Precision == recount.NoPlace) {
			if len(h.votes) == 0 {
				h.first = d.sent
			}
			h.vote(d.where)
		}
		h.weight += 1 + d.q.Low/4
		if d.what.Family() == recount.Harm {
			h.weight += 2
		}
		if !h.background {
			current = k
		}
	}
	return hs
}

// opens says why d opens an event: what keeps it from the one spoken of last.
func (pg *page) opens(d *draft, hs []happening, current int) string {
	switch {
	case len(hs) == 0:
		return eventFirst
	case d.background && !hs[current].background:
		return eventPast
	case fine(d.when) && !d.inherited && !near(d.when, hs[current].when):
		return eventDay
	case d.whereOwn && elsewhere(d.where, hs[current].where):
		return eventPlace
	case d.another > 0:
		return eventAnother
	}
	return eventFirst // the first that is no background
}

// fine reports whether a time is known to the day.
func fine(w recount.When) bool {
	return !w.IsZero() && (w.Grain == recount.Day || w.Grain == recount.Part || w.Grain == recount.Hour || w.Grain == recount.Minute) && w.Span() <= 72*time.Hour
}

// returns reports whether a paragraph that tells no place or day of its own
// goes back to the report's main event.
func (pg *page) returns(d *draft, main *happening) bool {
	return !fine(d.when) || d.inherited || near(d.when, main.when)
}

// near reports whether two stretches of time are at most a day apart.
func near(a, b recount.When) bool {
	if !fine(a) || !fine(b) {
		return true
	}
	return a.From.Before(b.Until.Add(24*time.Hour)) && b.From.Before(a.Until.Add(24*time.Hour))
}

// elsewhere reports whether two places cannot be the same event's.
func elsewhere(a, b recount.PlaceRef) bool {
	if a.Precision == recount.NoPlace || b.Precision == recount.NoPlace {
		return false
	}
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		return true
	}
	if a.Admin1 == "" || b.Admin1 == "" { // a stretch of many provinces, such as a desert
		return a.Point.Metres(b.Point) > a.Radius+b.Radius && a.Radius > 0 && b.Radius > 0
	}
	return a.Admin1 != b.Admin1
}

// turns reports whether a draft's sentence turns to another place: it opens
// with the place, or opens a paragraph.
func (pg *page) turns(d *draft) bool {
	if !pg.opensAt(d) && (d.unit.def || d.unit.sex != "") {
		return false // somebody spoken of before
	}
	x := pg.d.Sentences[d.sent]
	if d.sent > 0 && pg.d.Sentences[d.sent-1].Paragraph != x.Paragraph {
		return true
	}
	return d.whereAt.Start < int(pg.d.Tokens[min(x.First+10, x.Last-1)].Start)
}

// opensAt reports whether a draft's sentence opens with its place: "And in Ravna two were
// killed" leaves for Ravna.
func (pg *page) opensAt(d *draft) bool {
	x := pg.d.Sentences[d.sent]
	return pg.p.VerbFirst && d.whereOwn && d.whereAt.Start <= int(pg.d.Tokens[min(x.First+2, x.Last-1)].Start)
}

// labels reports whether the line of a draft is labelled with its place: "Ravna: two killed".
func (pg *page) labels(d *draft) bool {
	if !pg.p.VerbFirst || !d.whereOwn {
		return false
	}
	x := pg.d.Sentences[d.sent]
	for i := range pg.found {
		if f := &pg.found[i]; f.Span == d.whereAt {
			return pg.label(f, x)
		}
	}
	return false
}

// leaves reports whether a draft names a town or quarter too far from its event's to be a part
// of it, or a little nearer where its sentence turns to it.
func (pg *page) leaves(d *draft, h *happening) bool {
	if !pg.p.VerbFirst || !d.whereOwn || !d.where.Precision.Finer(recount.AtDistrict) || !h.where.Precision.Finer(recount.AtDistrict) {
		return false
	}
	far := d.where.Point.Metres(h.where.Point)
	return far > 5000 || far > 3000 && pg.turns(d)
}

// eventOf returns which of the events known so far d speaks of, or -1 for
// another. It goes by the day first, then by the province.
func (pg *page) eventOf(d *draft, hs []happening, current int) int {
	own := fine(d.when) && !d.inherited
	fits := func(h *happening) bool {
		if h.background != d.background {
			return false
		}
		if h.where.Precision == recount.NoPlace && d.sent > h.first && pg.opensAt(d) {
			return false
		}
		if d.where.Place != h.where.Place && h.where.Precision != recount.NoPlace && d.sent > h.first && (pg.labels(d) || pg.leaves(d, h)) {
			return false
		}
		return !(own && !near(d.when, h.when)) && !(d.whereOwn && elsewhere(d.where, h.where) && pg.turns(d))
	}
	if current < len(hs) && fits(&hs[current]) {
		return current
	}
	for k := max(0, len(hs)-reach); k < len(hs); k++ {
		if fits(&hs[k]) {
			return k
		}
	}
	return -1
}

// events makes the report's events from its drafts, the main one first, and
// gives each draft without a time or place of its own those of its event.
func (pg *page) events(hs []happening, c *calendar, claims []recount.Claim) []Event {
	var out []Event
	for _, h := range hs {
		out = append(out, Event{Number: h.number, Background: h.background, When: h.when, Where: h.where})
	}
	for i := range claims {
		if claims[i].Event == 0 {
			continue
		}
		e := &out[claims[i].Event-1]
		e.Claims = append(e.Claims, claims[i].ID)
		if f := claims[i].What.Family(); f == recount.Acts && e.What.Family() != recount.Acts || e.What == "" {
			e.What = claims[i].What
		}
	}
	weight := func(e Event) int { return hs[e.Number-1].weight }
	slices.SortStableFunc(out, func(a, b Event) int {
		if a.Background != b.Background {
			if a.Background {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.Number, b.Number))
	})
	return out
}

// narrower returns the first place named within a country, if all that are named
// within it lie in one province, or the only one named within a province: "in
// eastern A … in B district, C province".
func (pg *page) narrower(p recount.PlaceRef) recount.PlaceRef {
	var first recount.PlaceRef
	for _, f := range pg.found {
		if f.Aside() || f.Ref.Country != p.Country || f.Ref.Admin1 == "" || wide(f.Ref.Precision) || p.Admin1 != "" && f.Ref.Admin1 != p.Admin1 {
			continue
		}
		if first.Precision != recount.NoPlace && (first.Admin1 != f.Ref.Admin1 || p.Admin1 != "" && first.Place != f.Ref.Place) {
			return recount.PlaceRef{}
		}
		if first.Precision == recount.NoPlace {
			first = f.Ref
		}
	}
	return first
}

// inherit gives the drafts of an event its time and place, where they have
// none of their own; what has no day at all happened on the day of its dateline,
// else on the day of the publication or the one before, as far as is known.
func (pg *page) inherit(x *Reader, hs []happening, c *calendar) {
	for i := range hs {
		if hs[i].when.IsZero() && !hs[i].background && c.sure {
			lead := pg.lead(c, &hs[i])
			lead.Words = ""
			hs[i].when, hs[i].whenBy = lead, whenReport
		}
		if hs[i].where.Precision == recount.NoPlace && !hs[i].background {
			hs[i].where, hs[i].whereBy = pg.headPlace(&hs[i]), whereHead
		}
		if wide(hs[i].where.Precision) && !hs[i].background {
			if p := pg.narrower(hs[i].where); p.Precision != recount.NoPlace {
				hs[i].where = p
			}
		}
		if hs[i].when.IsZero() && c.sure && !hs[i].background {
			from := c.base.AddDate(0, 0, -1)
			hs[i].whenBy = whenPublished
			if c.own {
				from, hs[i].whenBy = c.base, whenDateline
			}
			hs[i].when = c.days(from, c.base.AddDate(0, 0, 1), recount.Day)
		}
	}
	for i := range pg.out {
		d := &pg.out[i]
		if d.event == 0 {
			if pg.p.VerbFirst && (d.since || d.many) && d.where.Precision == recount.NoPlace {
				pg.around(x, i)
			}
			continue
		}
		h := &hs[d.event-1]
		if d.when.IsZero() {
			d.when = h.when
			d.when.Words = ""
			if !d.when.IsZero() {
				d.why.when = cmp.Or(h.whenBy, whenEvent)
			}
		}
		if d.where.Precision == recount.NoPlace && d.whereNear.Precision != recount.NoPlace && elsewhere(d.whereNear, h.where) && !(d.whereSeat.Precision != recount.NoPlace && pg.ofItsLine(d, h)) {
			d.where, d.whereAt = d.whereNear, pg.namedAt(d.whereNear)
		}
		if d.where.Precision == recount.NoPlace && d.whereSeat.Precision == recount.NoPlace && pg.p.VerbFirst && h.first > d.sent && len(h.votes) > 0 {
			d.whereSeat = pg.saidAt(d.sent)
		}
		if s := d.whereSeat; d.where.Precision == recount.NoPlace && s.Precision != recount.NoPlace && (pg.ofItsLine(d, h) || (len(h.votes) == 0 || h.first > d.sent) && !pg.headed(h.where, d.sent)) {
			d.where, d.whereAt, d.why.where = s, pg.namedAt(s), whereSpeaker
		}
		if main := hs[0].where; d.where.Precision == recount.NoPlace && h.where.Precision == recount.NoPlace && main.Precision != recount.NoPlace && pg.inSamePlace(d.sent) {
			d.where, d.whereAt, d.why.where = main, pg.namedAt(main), whereSame
		}
		if d.where.Precision == recount.NoPlace {
			d.where, d.whereAt, d.whereOwn = h.where, pg.namedAt(h.where), false
			if d.where.Precision != recount.NoPlace {
				d.why.where = cmp.Or(h.whereBy, whereEvent)
			}
		}
	}
}

// inSamePlace reports whether a sentence tells of the place told of before: "at the same
// crossing", in a language that says so behind the noun. Days and periods are told so too.
func (pg *page) inSamePlace(n int) bool {
	x := pg.d.Sentences[n]
	s := &sentence{page: pg, n: n, a: int(x.First), b: int(x.Last)}
	for k := s.a + 2; k < s.b; k++ {
		if s.is(k, lexicon.Same) && s.definite(k-1) && s.has(k-2, lexicon.In|lexicon.Preposition) && pg.time(s, k-1) == nil {
			return true
		}
	}
	return false
}

// around gives total i over many events, which names no place of its own, the one around
// what was told before it, else where who speaks is or where the report is headed with.
func (pg *page) around(x *Reader, i int) {
	d := &pg.out[i]
	for k := range i {
		if o := &pg.out[k]; o.whereOwn && !o.background {
			d.where, d.why.where = pg.wider(x, o.where), whereWider
			d.whereAt = pg.namedAt(d.where)
			return
		}
	}
	if d.where, d.why.where = d.whereSeat, whereSpeaker; d.where.Precision == recount.NoPlace {
		d.where, d.why.where = pg.headPlace(&happening{}), whereHead
	}
	if d.whereAt = pg.namedAt(d.where); d.where.Precision == recount.NoPlace {
		d.why.where = ""
	}
}
