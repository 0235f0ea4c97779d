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
	slices.SortFunc(f.copies, func(a, b recount.Decision) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
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
// family: about all that they ever put beside two of them.
func (f *Families) Bearing(reports ...recount.ReportID) (ds []recount.Decision) {
	met := map[recount.ReportID]int{}
	for _, r := range reports {
		g := find(f.group, r)
		if met[g]++; met[g] == 2 {
			ds = append(ds, f.bear[g]...)
		}
	}
	return ds
}

// Copies returns the decisions that stand and make families, oldest first.
func (f *Families) Copies() []recount.Decision { return f.copies }

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
