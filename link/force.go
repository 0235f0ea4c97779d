package link

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// clock is how notes write a time.
const clock = "2 Jan 2006 15:04 UTC"

// forceOf works out when a truce was in force. It began when voices say that
// it took effect, or with its first step if later ones show that it did; it
// ended with its collapse, or else when the hours stated were over.
func forceOf(ts []*tell) (f force) {
	if len(ts) == 0 || ts[0].kind == recount.Talks {
		return f
	}
	begun := slices.ContainsFunc(ts, func(t *tell) bool { return !t.Denied && t.What != recount.TruceAnnounced })
	in := func(t *tell) bool { return !t.Denied && t.What == recount.TruceInForce }
	if from := least(ts, func(t *tell) bool { return in(t) && t.dated }); from != nil {
		f.from = from.at
	} else if from := least(ts, in); from != nil {
		f.from = from.at
		f.notes = append(f.notes, "nobody says when it took effect; it was first told to be in force on "+from.at.From.UTC().Format(clock))
	} else if from := least(ts, func(t *tell) bool { return !t.Denied }); begun && from != nil {
		f.from = from.at
		f.notes = append(f.notes, "nobody says when it took effect; counted from the first that is told of it, "+from.at.From.UTC().Format(clock))
	}
	over := func(t *tell) bool {
		return !t.Denied && t.What == recount.TruceCollapsed && t.at.Until.After(f.from.From)
	}
	if end := least(ts, over); end != nil {
		f.ended, f.by = end.at, "collapse"
		f.ended.Words = ""
		if said := least(ts, func(t *tell) bool { return over(t) && t.dated }); said != nil {
			f.ended.Until, f.ended.Grain = later(said.at.Until, end.at.Until), said.at.Grain
		} else {
			f.notes = append(f.notes, "nobody says when it ended; that it had was first told on "+end.at.From.UTC().Format(clock))
		}
	} else if hours := stated(ts, f.from); hours > 0 {
		end := f.from.From.Add(time.Duration(hours) * time.Hour)
		if slices.ContainsFunc(ts, func(t *tell) bool { return in(t) && !t.at.From.Before(end.Add(f.from.Span())) }) {
			f.notes = append(f.notes, fmt.Sprintf("it was to hold for %d hours, and was told to hold beyond them", hours))
			return f
		}
		f.ended, f.by = recount.When{From: end, Until: end.Add(f.from.Span()), Grain: f.from.Grain}, "hours"
		f.notes = append(f.notes, fmt.Sprintf("it was to hold for %d hours", hours))
	}
	return f
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// least is the earliest of the claims that keep holds for.
func least(ts []*tell, keep func(*tell) bool) (first *tell) {
	for _, t := range ts {
		if keep(t) && (first == nil || cmp.Or(t.at.From.Compare(first.at.From), t.at.Until.Compare(first.at.Until), cmp.Compare(t.ID, first.ID)) < 0) {
			first = t
		}
	}
	return first
}

// stated is for how many hours the truce is to hold from its beginning, with
// each extension; 0 if nobody says, or an extension does not say by how much.
func stated(ts []*tell, from recount.When) int {
	first, all := 0, 0
	for _, g := range steps(ts) {
		h := hours(g)
		switch what := g[0].What; {
		case what == recount.TruceExtended && affirmed(g):
			if h == 0 {
				return 0
			}
			all += h
		case what == recount.TruceAnnounced || what == recount.TruceInForce:
			first = max(first, h)
		}
	}
	if first == 0 || from.IsZero() {
		return 0
	}
	return first + all
}

func affirmed(g []*tell) bool {
	return slices.ContainsFunc(g, func(t *tell) bool { return !t.Denied })
}

func hours(g []*tell) (h int) {
	for _, t := range g {
		if t.Count.Unit == recount.Hours && !t.Denied {
			h = max(h, t.Count.Point, t.Count.Low)
		}
	}
	return h
}

// status says how far a process has come. Each voice's last word counts.
func status(ts []*tell, steps []recount.ProcessStep, f force, roots recount.Roots, now time.Time) recount.ProcessStatus {
	said := func(what recount.What) bool {
		return slices.ContainsFunc(steps, func(s recount.ProcessStep) bool {
			return s.What == what && slices.ContainsFunc(s.Voices, func(v recount.StepVoice) bool { return !v.Denies })
		})
	}
	if ts[0].kind == recount.Talks {
		for _, s := range slices.Backward(steps) {
			switch {
			case !said(s.What):
			case s.What == recount.TalksFailed:
				return recount.TalksHaveFailed
			default:
				return recount.TalksWereHeld
			}
		}
		return recount.ProcessDenied
	}
	last := map[recount.SourceID]*tell{}
	for _, t := range ts {
		over := t.What == recount.TruceCollapsed
		holds := t.Denied && over || !t.Denied && !t.late && (t.What == recount.TruceInForce || t.What == recount.TruceExtended && t.dated) && !t.at.From.Before(f.ended.From)
		if r := voice(t, roots).Root; (over || holds) && (last[r] == nil || earliest(last[r], t) < 0) {
			last[r] = t
		}
	}
	over, holds := 0, 0
	for _, t := range last {
		if t.What == recount.TruceCollapsed && !t.Denied {
			over++
		} else {
			holds++
		}
	}
	switch {
	case f.by == "collapse" && over > 0 && holds > 0:
		return recount.TruceDisputed
	case f.by == "collapse" && over > 0:
		return recount.TruceOver
	case f.by == "hours" && !now.Before(f.ended.Until):
		return recount.TruceExpired
	case said(recount.TruceExtended):
		return recount.TruceProlonged
	case said(recount.TruceInForce), said(recount.TruceBroken), said(recount.TruceCollapsed), holds > 0:
		return recount.TruceHolds
	case said(recount.TruceAnnounced):
		return recount.TruceIsAnnounced
	}
	return recount.ProcessDenied
}
