package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// judgements are what people say of processes.
type judgements struct {
	pins   map[recount.ClaimID]recount.ClaimID   // a claim is of the process of another; of one of its own if that is itself
	apart  map[recount.ClaimID][]recount.ClaimID // a claim is not of the processes of others
	merges [][2]recount.ClaimID                  // the processes of two claims are one
}

// judgedOf reads decisions about processes. A process is known by any claim of
// it, so that what was decided of it holds under whichever name.
func judgedOf(ds []recount.Decision, all []*tell) judgements {
	named := map[recount.ProcessID]recount.ClaimID{}
	for _, t := range all {
		named[recount.FoundsProcess(t.ID)] = t.ID
	}
	b := answered(slices.DeleteFunc(slices.Clone(ds), func(d recount.Decision) bool { return !isProcess(d.Object) }))
	j := judgements{map[recount.ClaimID]recount.ClaimID{}, map[recount.ClaimID][]recount.ClaimID{}, nil}
	last := map[recount.ClaimID]recount.Decision{}
	for _, d := range b.members {
		c, of := recount.ClaimID(d.Subject), named[recount.ProcessID(d.Object)]
		switch {
		case of == "":
		case d.Act == recount.Same:
			beat(last, c, d)
		case of != c:
			j.apart[c] = append(j.apart[c], of)
		}
	}
	for c, d := range last {
		j.pins[c] = named[recount.ProcessID(d.Object)]
	}
	for _, d := range b.merges {
		x, y := named[recount.ProcessID(d.Subject)], named[recount.ProcessID(d.Object)]
		if d.Act == recount.Merge && x != "" && y != "" {
			j.merges = append(j.merges, [2]recount.ClaimID{min(x, y), max(x, y)})
		}
	}
	slices.SortFunc(j.merges, func(a, b [2]recount.ClaimID) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return j
}

// pin seats the claims that people put somewhere: each with the claim named, a
// claim that is put with itself, or in a circle, in a process of its own.
func (f *fold) pin(pinned []*tell, pins map[recount.ClaimID]recount.ClaimID) {
	slices.SortFunc(pinned, func(a, b *tell) int { return cmp.Compare(a.ID, b.ID) })
	at := map[recount.ClaimID]*thread{}
	for _, th := range f.threads {
		for _, t := range th.tells {
			at[t.ID] = th
		}
	}
	head := func(c recount.ClaimID) recount.ClaimID { // where its chain of pins leads
		seen := []recount.ClaimID{c}
		for pins[c] != "" && pins[c] != c {
			if c = pins[c]; slices.Contains(seen, c) {
				return slices.Min(seen[slices.Index(seen, c):])
			}
			seen = append(seen, c)
		}
		return c
	}
	for _, t := range pinned { // those that found a process come first
		if head(t.ID) == t.ID {
			f.seat(t, nil)
			at[t.ID] = f.threads[len(f.threads)-1]
		}
	}
	for _, t := range pinned {
		if at[t.ID] == nil {
			f.seat(t, at[head(t.ID)])
		}
	}
}

// merge makes one of the threads that people say are one.
func (f *fold) merge(pairs [][2]recount.ClaimID) {
	for _, p := range pairs {
		a, b := f.of(p[0]), f.of(p[1])
		if a == nil || b == nil || a == b {
			continue
		}
		for _, t := range b.tells {
			a.add(t)
		}
		for _, where := range b.area {
			if !slices.ContainsFunc(a.area, func(x recount.PlaceRef) bool { return sameArea(x, where) }) {
				a.area = append(a.area, where)
			}
		}
		f.threads = slices.DeleteFunc(f.threads, func(th *thread) bool { return th == b })
	}
}

func (f *fold) of(c recount.ClaimID) *thread {
	i := slices.IndexFunc(f.threads, func(th *thread) bool { return th.holds(c) })
	if i < 0 {
		return nil
	}
	return f.threads[i]
}
