package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// Families are reports by the text they print, as decisions say.
type Families struct {
	name   map[recount.ReportID]recount.ReportID // of its family: the least of its reports
	group  map[recount.ReportID]recount.ReportID // of all that decisions ever put beside it
	bear   map[recount.ReportID][]recount.Decision
	copies []recount.Decision
}

// FamiliesOf finds the families that decisions make. On each pair of reports
// the last word stands; that a report is an original, said without naming
// another, ends every older copy of it. The result does not depend on the order
// of the decisions.
func FamiliesOf(ds []recount.Decision) *Families {
	f := &Families{map[recount.ReportID]recount.ReportID{}, map[recount.ReportID]recount.ReportID{}, map[recount.ReportID][]recount.Decision{}, nil}
	last, alone := map[pairing]recount.Decision{}, map[string]recount.Decision{}
	for _, d := range ds {
		if d.Act != recount.Copy && d.Act != recount.Original {
			continue
		}
		if d.Object == "" {
			beat(alone, d.Subject, d)
			continue
		}
		beat(last, pairing{min(d.Subject, d.Object), max(d.Subject, d.Object)}, d)
		join(f.group, recount.ReportID(d.Subject), recount.ReportID(d.Object))
	}
	for _, d := range last {
		if d.Act != recount.Copy || outdone(d, alone) {
			continue
		}
		join(f.name, recount.ReportID(d.Subject), recount.ReportID(d.Object))
		f.copies = append(f.copies, d)
	}
	for _, d := range ds {
		if d.Act == recount.Copy || d.Act == recount.Original {
			g := find(f.group, recount.ReportID(d.Subject))
			f.bear[g] = append(f.bear[g], d)
		}
	}
	return f
}

func find[K comparable](m map[K]K, k K) K {
	for {
		next, ok := m[k]
		if !ok || next == k {
			return k
		}
		k = next
	}
}

func join[K cmp.Ordered](m map[K]K, a, b K) {
	if a, b = find(m, a), find(m, b); a != b {
		m[max(a, b)] = min(a, b)
	}
}

// Of names the family of a report: itself if no other report prints its text.
func (f *Families) Of(r recount.ReportID) recount.ReportID { return find(f.name, r) }

// Bearing returns the decisions that bear on which of the reports are of one
// family: those between reports that lie on a way from one of them to another,
// over all that were ever put beside each other. A report that hangs on the
// rest by one other alone has no say on those beyond it.
func (f *Families) Bearing(reports ...recount.ReportID) (ds []recount.Decision) {
	groups := map[recount.ReportID][]recount.ReportID{}
	for _, r := range reports {
		g := find(f.group, r)
		groups[g] = append(groups[g], r)
	}
	for _, r := range reports {
		g := find(f.group, r)
		if among := groups[g]; len(among) > 1 {
			ds = append(ds, between(f.bear[g], among)...)
		}
		delete(groups, g)
	}
	return ds
}

// between leaves out the decisions on reports that are on no way between those
// among.
func between(ds []recount.Decision, among []recount.ReportID) (out []recount.Decision) {
	beside := map[string]map[string]bool{}
	meet := func(a, b string) {
		if beside[a] == nil {
			beside[a] = map[string]bool{}
		}
		beside[a][b] = true
	}
	for _, d := range ds {
		if d.Object != "" {
			meet(d.Subject, d.Object)
			meet(d.Object, d.Subject)
		}
	}
	wanted := map[string]bool{}
	for _, r := range among {
		wanted[string(r)] = true
	}
	var ends []string
	for r, others := range beside {
		if len(others) == 1 && !wanted[r] {
			ends = append(ends, r)
		}
	}
	for len(ends) > 0 {
		r := ends[len(ends)-1]
		ends = ends[:len(ends)-1]
		for o := range beside[r] {
			if delete(beside[o], r); len(beside[o]) == 1 && !wanted[o] {
				ends = append(ends, o)
			}
		}
		delete(beside, r)
	}
	for _, d := range ds {
		if beside[d.Subject] != nil && (d.Object == "" || beside[d.Object] != nil) {
			out = append(out, d)
		}
	}
	return out
}

// Copies returns the decisions that stand and make families, oldest first.
func (f *Families) Copies() []recount.Decision {
	slices.SortFunc(f.copies, func(a, b recount.Decision) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return f.copies
}

// outdone reports whether one of the reports of a copy was said to be an
// original, with a word that stands against it.
func outdone(d recount.Decision, alone map[string]recount.Decision) bool {
	for _, r := range []string{d.Subject, d.Object} {
		if o, ok := alone[r]; ok && o.Act == recount.Original && o.Beats(d) {
			return true
		}
	}
	return false
}
