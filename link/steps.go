package link

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// A force is when a truce was in force, by what its claims say.
type force struct {
	from  recount.When // the stretch in which it took effect; zero if nothing says that it did
	ended recount.When // the stretch in which it ended; zero if nothing says that it did
	by    string       // what the end rests on: collapse or hours
	notes []string
}

// steps parts the claims of a thread into the steps they tell of, by time. A
// truce is announced once and collapses once. What else bears a day happened
// on that day; what bears none is the last of its kind before it was told.
func steps(ts []*tell) (out [][]*tell) {
	for _, what := range order {
		var groups [][]*tell
		for _, t := range byTime(ts, what) {
			i := slices.IndexFunc(groups, func(g []*tell) bool {
				return what == recount.TruceAnnounced || what == recount.TruceCollapsed || t.dated && g[0].at.Until.After(t.at.From) && oneSpot(g[0].Where, t.Where)
			})
			if i < 0 && !t.dated {
				for k, g := range groups {
					if !g[0].at.From.After(t.at.From) && oneSpot(g[0].Where, t.Where) {
						i = k
					}
				}
			}
			if i < 0 {
				groups = append(groups, nil)
				i = len(groups) - 1
			}
			groups[i] = append(groups[i], t)
		}
		out = append(out, groups...)
	}
	// What bears no time was told after what came of it: by days, then by the
	// order of things.
	slices.SortStableFunc(out, func(a, b []*tell) int {
		return cmp.Or(date(a[0].at).Compare(date(b[0].at)), cmp.Compare(a[0].step(), b[0].step()), a[0].at.From.Compare(b[0].at.From), cmp.Compare(a[0].ID, b[0].ID))
	})
	return out
}

// date is the day on which something began, where it was.
func date(w recount.When) time.Time { return w.Local().From.Truncate(24 * time.Hour) }

// byTime are the claims of one kind of step, those that say when first.
func byTime(ts []*tell, what recount.What) (out []*tell) {
	for _, t := range ts {
		if t.What == what {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *tell) int {
		if a.dated != b.dated {
			if a.dated {
				return -1
			}
			return 1
		}
		return cmp.Or(a.at.From.Compare(b.at.From), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// oneSpot reports whether two steps may have been at one place: one of them
// says none, or the places meet.
func oneSpot(a, b recount.PlaceRef) bool {
	return a.Precision == recount.NoPlace || b.Precision == recount.NoPlace || rank(a) == 3 || rank(b) == 3 || covers(a, b) || covers(b, a)
}

// process makes the process of a thread.
func (th *thread) process(x Texts, now time.Time) recount.Process {
	slices.SortFunc(th.tells, earliest)
	first := th.tells[0]
	p := recount.Process{ID: recount.FoundsProcess(first.ID), Kind: th.kind, Area: th.areas()}
	claims := make([]recount.Claim, len(th.tells))
	for i, t := range th.tells {
		claims[i] = *t.Claim
		p.Claims = append(p.Claims, t.ID)
		if i > 0 {
			p.Aliases = append(p.Aliases, recount.FoundsProcess(t.ID))
		}
		if t.kind == recount.Talks && t.placed() && (p.Venue.Place == "" || t.Where.Precision.Finer(p.Venue.Precision)) {
			p.Venue = t.Where
		}
		for _, m := range t.Blamed {
			if m.Party != "" && !slices.Contains(p.Parties, m.Party) {
				p.Parties = append(p.Parties, m.Party)
			}
		}
	}
	slices.Sort(p.Claims)
	slices.Sort(p.Aliases)
	slices.Sort(p.Parties)
	roots := Roots(claims, x)
	for _, g := range steps(th.tells) {
		p.Steps = append(p.Steps, stepOf(g, roots))
	}
	f := forceOf(th.tells)
	p.Status, p.Notes = status(th.tells, p.Steps, f, roots, now), f.notes
	if th.kind == recount.ATruce && !f.from.IsZero() {
		p.Force, p.Ended = f.from, f.ended
		p.Force.Until = f.ended.Until
		if f.by == "hours" && p.Status != recount.TruceExpired {
			p.Ended = recount.When{} // it is still to hold, or said to
		}
	}
	p.Name = th.name(p)
	return p
}

// areas are the places of a thread, by name.
func (th *thread) areas() []recount.PlaceRef {
	out := slices.Clone(th.area)
	slices.SortFunc(out, func(a, b recount.PlaceRef) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Place, b.Place))
	})
	return out
}

func (th *thread) name(p recount.Process) string {
	kind := "Truce"
	where := ""
	for i, a := range p.Area {
		if i > 0 {
			where += " and "
		}
		where += cmp.Or(a.Name, a.Words, a.Country)
	}
	if th.kind == recount.Talks {
		kind, where = "Talks", cmp.Or(p.Venue.Name, p.Venue.Words, where)
	}
	if where == "" {
		where = "no place named"
	}
	return fmt.Sprintf("%s of %s, %s", kind, p.Steps[0].When.Local().From.Format("January 2006"), where)
}

// stepOf makes a step of the claims that tell of it.
func stepOf(g []*tell, roots recount.Roots) recount.ProcessStep {
	s := recount.ProcessStep{What: g[0].What, When: g[0].at, Told: !g[0].dated, Hours: hours(g)}
	type who struct {
		root   recount.SourceID
		denies bool
	}
	voices, first := map[who]*recount.StepVoice{}, map[who]*tell{}
	kin := kinOf(roots.Ties)
	speak := map[recount.SourceID]bool{}
	for _, t := range g {
		if s.Where.Precision == recount.NoPlace && rank(t.Where) < 3 && t.kind == recount.ATruce {
			s.Where = t.Where
		}
		v := voice(t, roots)
		k := who{v.Root, v.Denies}
		if voices[k] == nil {
			voices[k], first[k] = &v, t
		}
		if earliest(t, first[k]) < 0 {
			first[k] = t
		}
		voices[k].Claims = append(voices[k].Claims, t.ID)
		if _, copied := roots.Repeats[t.ID]; !t.Denied && !copied {
			speak[kin(v.Root)] = true
		}
	}
	for _, v := range voices {
		slices.Sort(v.Claims)
		s.Voices = append(s.Voices, *v)
	}
	slices.SortFunc(s.Voices, func(a, b recount.StepVoice) int {
		switch {
		case a.Denies == b.Denies:
			return earliest(first[who{a.Root, a.Denies}], first[who{b.Root, b.Denies}])
		case b.Denies:
			return -1
		}
		return 1
	})
	s.Independent = len(speak)
	return s
}

func voice(t *tell, roots recount.Roots) recount.StepVoice {
	v := recount.StepVoice{Root: t.Origin(), Kind: recount.Outlet, Denies: t.Denied}
	if r, ok := roots.Of[t.ID]; ok {
		v.Root = r
	}
	if n := len(t.Says); n > 0 {
		v.Kind, v.Words = t.Says[n-1].Kind, t.Says[n-1].Words
	}
	return v
}

// kinOf tells under which one root those that depend on each other count.
func kinOf(ties []recount.Tie) func(recount.SourceID) recount.SourceID {
	to := map[recount.SourceID]recount.SourceID{}
	var of func(recount.SourceID) recount.SourceID
	of = func(r recount.SourceID) recount.SourceID {
		if next, ok := to[r]; ok {
			return of(next)
		}
		return r
	}
	for _, t := range ties {
		if a, b := of(t.Root), of(t.To); a != b {
			to[max(a, b)] = min(a, b)
		}
	}
	return of
}
