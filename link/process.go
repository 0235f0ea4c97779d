package link

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

const (
	// apart is how long nothing may be said of a truce before talk of a truce is
	// of another one.
	apart = 60 * 24 * time.Hour
	// rounds is the same of talks.
	rounds = 14 * 24 * time.Hour
	// echoed is how long after the end of a truce a voice may still say that it
	// holds, and speak of the same one.
	echoed = 3 * 24 * time.Hour
)

// A thread is a process in the making.
type thread struct {
	kind        recount.ProcessKind
	area        []recount.PlaceRef
	tells       []*tell
	first, last time.Time
	collapse    time.Time // the first that is told, zero if none is
	hours       bool      // somebody says how long it is to hold
}

func (th *thread) add(t *tell) {
	th.tells = append(th.tells, t)
	th.hours = th.hours || t.Count.Unit == recount.Hours
	if t.What == recount.TruceCollapsed && !t.Denied && (th.collapse.IsZero() || t.at.From.Before(th.collapse)) {
		th.collapse = t.at.From
	}
	if th.first.IsZero() || t.at.From.Before(th.first) {
		th.first = t.at.From
	}
	if t.at.Until.After(th.last) {
		th.last = t.at.Until
	}
}

// takes reports whether a claim may be of the thread, by its time.
func (th *thread) takes(t *tell) bool {
	gap := apart
	if th.kind == recount.Talks {
		gap = rounds
	}
	if th.kind != t.kind || t.at.From.Sub(th.last) > gap || th.first.Sub(t.at.From) > gap {
		return false
	}
	if !t.fresh() {
		return true
	}
	end := th.end()
	if end.IsZero() {
		return true
	}
	if t.What == recount.TruceInForce {
		end = end.Add(echoed)
	}
	return t.at.From.Before(end)
}

// end returns when the truce ended, by its first collapse or the hours it was
// to hold, zero if nothing says so.
func (th *thread) end() time.Time {
	if th.collapse.IsZero() && th.hours {
		return forceOf(th.tells).ended.From
	}
	return th.collapse
}

// fits reports whether a claim may be of the thread, by its place: what begins
// a truce holds for the same area, what follows happened within it.
func (th *thread) fits(t *tell) bool {
	return slices.ContainsFunc(th.area, func(a recount.PlaceRef) bool {
		if t.What == recount.TruceAnnounced {
			return sameArea(a, t.Where)
		}
		return covers(a, t.Where)
	})
}

func (th *thread) holds(c recount.ClaimID) bool {
	return slices.ContainsFunc(th.tells, func(t *tell) bool { return t.ID == c })
}

// wide orders areas: what lies in a town is of the town's truce before it is
// of the country's.
func (th *thread) wide() float64 {
	w := 0.0
	for _, a := range th.area {
		w = max(w, rank(a))
	}
	return w
}

// A fold gathers claims into threads.
type fold struct {
	threads []*thread
	about   map[recount.ReportID]recount.PlaceRef
	apart   map[recount.ClaimID][]recount.ClaimID // claims of threads that a person says a claim is not of
}

// Processes folds what is claimed of truces and talks into threads. Claims of
// other families among those given say which country a report is about, where
// what it tells of a truce does not. People's decisions stand over the fold: a
// claim is of the process they say ([recount.Same], [recount.Apart]), and two
// processes are one ([recount.Merge], undone by [recount.Split]). Whether a stated
// time has run out is judged at the time now. The order of claims and decisions
// does not matter.
func Processes(claims []recount.Claim, ds []recount.Decision, x Texts, now time.Time) []recount.Process {
	all := tells(claims)
	j := judgedOf(ds, all)
	f := fold{about: about(claims), apart: j.apart}
	var placed, unplaced, barred, pinned []*tell
	for _, t := range all {
		if in := f.about[t.Report].Country; t.What == recount.TruceAnnounced && in != "" && in != t.Where.Country { // announced there, for here
			c := *t.Claim
			c.Where, t.Claim = recount.PlaceRef{}, &c
		}
		switch {
		case j.pins[t.ID] != "":
			pinned = append(pinned, t)
		case len(j.apart[t.ID]) > 0:
			barred = append(barred, t)
		case t.placed():
			placed = append(placed, t)
		default:
			unplaced = append(unplaced, t)
		}
	}
	for _, t := range placed {
		f.seat(t, f.here(t))
	}
	for _, t := range append(unplaced, barred...) { // what people moved leaves the rest where it was
		f.seat(t, f.found(t))
	}
	f.pin(pinned, j.pins)
	f.merge(j.merges)
	out := make([]recount.Process, 0, len(f.threads))
	for _, th := range f.threads {
		out = append(out, th.process(x, now))
	}
	slices.SortFunc(out, func(a, b recount.Process) int {
		return cmp.Or(a.Steps[0].When.From.Compare(b.Steps[0].When.From), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// seat puts a claim into a thread, a new one if th is nil.
func (f *fold) seat(t *tell, th *thread) {
	if th == nil {
		th = &thread{kind: t.kind}
		if where := f.areaOf(t); where.Country != "" || where.Precision != recount.NoPlace {
			th.area = []recount.PlaceRef{where}
		}
		f.threads = append(f.threads, th)
	}
	th.add(t)
	// One sentence that announces a truce in several places announces one.
	if t.What == recount.TruceAnnounced && t.placed() && !th.fits(t) {
		th.area = append(th.area, t.Where)
	}
}

// areaOf is the area of a thread that a claim founds: for talks the country
// that its report is about.
func (f *fold) areaOf(t *tell) recount.PlaceRef {
	if in := f.about[t.Report]; in.Country != "" && (t.kind == recount.Talks || !t.placed()) {
		return in
	}
	return t.Where
}

// here finds the thread of a claim that says where: the narrowest, then the
// latest begun.
func (f *fold) here(t *tell) (best *thread) {
	for _, th := range f.threads {
		if !th.takes(t) || f.barred(t, th) {
			continue
		}
		if t.kind == recount.Talks && !f.sameTalks(t, th) || t.kind == recount.ATruce && !th.fits(t) && !oneSentence(t, th) {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(th.wide(), best.wide()), best.first.Compare(th.first)) < 0 {
			best = th
		}
	}
	return best
}

// sameTalks reports whether talks are about one country, and not held in two places.
func (f *fold) sameTalks(t *tell, th *thread) bool {
	area := f.areaOf(t)
	return slices.ContainsFunc(th.area, func(a recount.PlaceRef) bool { return a.Country == area.Country }) &&
		!slices.ContainsFunc(th.tells, func(u *tell) bool {
			return u.placed() && t.placed() && !covers(u.Where, t.Where) && !covers(t.Where, u.Where)
		})
}

func oneSentence(t *tell, th *thread) bool {
	return t.founds() && slices.ContainsFunc(th.tells, func(u *tell) bool {
		return u.Report == t.Report && u.What == t.What && u.Evidence.Whole.Overlaps(t.Evidence.Whole)
	})
}

// found finds the thread of a claim that does not say where: the one its
// report speaks of, else the only one at that time in the country that the
// report is about, or anywhere. If there are several it is of none of them.
func (f *fold) found(t *tell) *thread {
	if t.placed() {
		return f.here(t)
	}
	in := f.about[t.Report].Country
	var same, near []*thread
	for _, th := range f.threads {
		if !th.takes(t) || f.barred(t, th) {
			continue
		}
		if slices.ContainsFunc(th.tells, func(u *tell) bool { return u.Report == t.Report }) {
			same = append(same, th)
		}
		if in == "" || len(th.area) == 0 || slices.ContainsFunc(th.area, func(a recount.PlaceRef) bool { return a.Country == in }) {
			near = append(near, th)
		}
	}
	if th := sole(same, t); th != nil {
		return th
	}
	return sole(near, t)
}

// sole is the one thread among those given: of threads of one area, the last
// that had begun; nil if they are of several areas.
func sole(ths []*thread, t *tell) (one *thread) {
	begun := func(th *thread) bool { return !th.first.After(t.at.Until) }
	for _, th := range ths {
		switch {
		case !slices.EqualFunc(ths[0].area, th.area, sameArea):
			return nil
		case one == nil || begun(th) && (!begun(one) || th.first.After(one.first)):
			one = th
		}
	}
	return one
}

func (f *fold) barred(t *tell, th *thread) bool {
	return slices.ContainsFunc(f.apart[t.ID], th.holds)
}

// isProcess reports whether a decision is about a process.
func isProcess(id string) bool { return strings.HasPrefix(id, "p:") }
