package tally

import (
	"slices"

	"github.com/recountlab/recount"
)

// cut counts each victim once: a whole that lies wholly within what is asked
// for stands for its parts; else its parts stand for it, and what it says
// beyond them is in high only.
func cut(rows []row, left func(row) *Left) []row {
	if !slices.ContainsFunc(rows, func(r row) bool { return r.it.Whole != "" }) {
		return rows
	}
	at := map[recount.IncidentID]int{}
	for i, r := range rows {
		at[r.it.ID] = i
	}
	// up is the whole of each row, -1 for none; those that hold each other have none.
	up := make([]int, len(rows))
	for i, r := range rows {
		up[i] = -1
		if w, ok := at[r.it.Whole]; ok {
			up[i] = w
		}
	}
	for i := range rows {
		for w, steps := up[i], 0; w >= 0 && steps <= len(rows); w, steps = up[w], steps+1 {
			if w == i {
				up[i] = -1
				break
			}
		}
	}
	inWhole, inParts, sum := make([]bool, len(rows)), make([]bool, len(rows)), make([]int, len(rows))
	for i := range rows {
		for w := up[i]; w >= 0; w = up[w] {
			inWhole[i] = inWhole[i] || rows[w].share == 1 && rows[w].stated
		}
	}
	for i := range rows {
		if w := up[i]; w >= 0 && !inWhole[i] {
			inParts[w] = true
			sum[w] += rows[i].toll.High
		}
	}
	for i := range rows { // the first part carries what the whole says beyond them
		if w := up[i]; w >= 0 && !inWhole[i] && sum[w] >= 0 {
			rows[i].more, sum[w] = max(0, rows[w].toll.High-sum[w]), -1
		}
	}
	var out []row
	for i, r := range rows {
		switch {
		case !inWhole[i] && !inParts[i]:
			out = append(out, r)
		case inWhole[i]:
			left(r).InWhole++
		default:
			left(r).InParts++
		}
	}
	return out
}
