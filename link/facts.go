package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// A Fact is what a person said of two claims: that they speak of one incident,
// or that they do not. Facts are about claims and not about incidents, so that
// they hold however incidents are made anew.
type Fact struct {
	A, B  recount.ClaimID
	Apart bool
	By    recount.DecisionID
}

// Facts returns what people's decisions say of claims. That a claim belongs to
// an incident says that it is one with the claim that founded it; what is
// merged or split are the founding claims. Only the last word on a question
// counts.
func Facts(ds []recount.Decision) []Fact {
	b := answered(ds)
	founder := func(id string) recount.ClaimID { return recount.ClaimID(b.minted[recount.IncidentID(id)].Object) }
	var out []Fact
	add := func(x, y recount.ClaimID, d recount.Decision, apart bool) {
		if d.By.Kind == recount.Person && x != "" && y != "" && x != y {
			out = append(out, Fact{min(x, y), max(x, y), apart, d.ID})
		}
	}
	for _, d := range b.members {
		add(recount.ClaimID(d.Subject), founder(d.Object), d, d.Act == recount.Apart)
	}
	for _, d := range b.merges {
		add(founder(d.Subject), founder(d.Object), d, d.Act == recount.Split)
	}
	slices.SortFunc(out, func(x, y Fact) int { return cmp.Or(cmp.Compare(x.By, y.By), cmp.Compare(x.A, y.A)) })
	return out
}

// facts are what people said of the accounts of a linker, by number.
type facts struct {
	set   map[int32]int32   // accounts that are one with others, by a member of their set
	apart map[int32][]int32 // accounts that are not of one incident with it
}

// Know tells a linker what people said, before accounts are added: of tells
// which account a claim is in, by its number.
func (l *Linker) Know(fs []Fact, of func(recount.ClaimID) (int, bool)) {
	l.facts = facts{map[int32]int32{}, map[int32][]int32{}}
	for _, f := range fs {
		a, okA := of(f.A)
		b, okB := of(f.B)
		i, j := int32(a), int32(b)
		switch {
		case !okA || !okB || i == j:
		case f.Apart:
			l.facts.apart[i], l.facts.apart[j] = append(l.facts.apart[i], j), append(l.facts.apart[j], i)
		default:
			x, y := find(l.facts.set, i), find(l.facts.set, j)
			l.facts.set[max(x, y)], l.facts.set[min(x, y)] = min(x, y), min(x, y)
		}
	}
}

// must returns the incident that account i is in by what people said.
func (l *Linker) must(i int32) (int32, bool) {
	if _, ok := l.facts.set[i]; !ok {
		return 0, false
	}
	s := find(l.facts.set, i)
	for j := range l.facts.set {
		if j != i && int(j) < len(l.at) && l.at[j] >= 0 && find(l.facts.set, j) == s {
			return l.at[j], true
		}
	}
	return 0, false
}

// fixed reports whether people said where account i belongs.
func (l *Linker) fixed(i int32) bool {
	_, ok := l.facts.set[i]
	return ok
}

func (l *Linker) cannot(i, k int32) bool {
	for _, j := range l.facts.apart[i] {
		if int(j) < len(l.at) && l.at[j] == k {
			return true
		}
	}
	return false
}

// parted reports whether people said that two incidents are two.
func (l *Linker) parted(a, b int32) bool {
	if len(l.facts.apart) == 0 {
		return false
	}
	return slices.ContainsFunc(l.incidents[a].members, func(i int32) bool { return l.cannot(i, b) })
}
