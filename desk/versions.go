package desk

import (
	"context"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/text"
)

// A Version is a report beside the one that its address held before.
type Version struct {
	Report  store.ReportItem `json:"report"`
	Text    []text.Change    `json:"text"`             // since the version before
	Claims  []ClaimChange    `json:"claims,omitempty"` // those that are not the same in both
	Earlier recount.ReportID `json:"earlier"`
	// SameBytes: the page did not change, another parser made the report. Then
	// its claims are not compared: those of the report before are retired.
	SameBytes bool `json:"same_bytes,omitempty"`
}

// A ClaimChange is a claim of one version beside what stands in its place in
// the next: Before is nil if it came, After if it went.
type ClaimChange struct {
	Before *recount.Claim `json:"before,omitempty"`
	After  *recount.Claim `json:"after,omitempty"`
}

// Versions says how what stood at an address changed, from each version to the
// next in the order of receipt. Of an address with one version there is none.
func Versions(ctx context.Context, r *store.Reader, url string) ([]Version, error) {
	its, err := r.Versions(ctx, url)
	if err != nil {
		return nil, err
	}
	if len(its) == 0 {
		return nil, fmt.Errorf("no report came from %s: %w", url, recount.ErrNotFound)
	}
	if len(its) == 1 {
		return nil, nil
	}
	var out []Version
	var before *store.ReportItem
	var said []recount.Claim
	for _, it := range its {
		now, err := r.Report(ctx, it.Report.ID)
		if err != nil {
			return nil, err
		}
		says, err := r.ClaimsOf(ctx, it.Report.ID)
		if err != nil {
			return nil, err
		}
		if before != nil {
			v := Version{Report: it, Earlier: before.Report.ID, Text: text.Changes(before.Report.Text, now.Report.Text), SameBytes: before.Report.Raw == now.Report.Raw}
			if !v.SameBytes {
				v.Claims = compare(said, says)
			}
			out = append(out, v)
		}
		before, said = now, says
	}
	return out, nil
}

// compare lays the claims of one version beside those of the next: claims of
// one harm to one group by one voice answer to each other, those that say the
// same first, the rest in the order of the text.
func compare(before, after []recount.Claim) (out []ClaimChange) {
	about := func(c recount.Claim) string {
		voice := ""
		if n := len(c.Says); n > 0 {
			if voice = string(c.Says[n-1].Source); voice == "" {
				voice = strings.ToLower(c.Says[n-1].Words)
			}
		}
		return fmt.Sprint(c.What, "|", c.Who.Status, c.Who.Age, c.Who.Sex, c.Who.Role, c.Who.Side, "|", voice, "|", c.Denied)
	}
	says := func(c recount.Claim) string { return about(c) + "|" + c.Count.String() }
	same := map[string]int{} // how many of after say so
	for _, c := range after {
		same[says(c)]++
	}
	kept := map[string]int{}
	left := map[string][]int{} // which of out wait for what stands in their place
	for i, c := range before {
		if k := says(c); same[k] > 0 {
			same[k]--
			kept[k]++
			continue
		}
		left[about(c)] = append(left[about(c)], len(out))
		out = append(out, ClaimChange{Before: &before[i]})
	}
	for i, c := range after {
		k := about(c)
		switch {
		case kept[says(c)] > 0:
			kept[says(c)]--
		case len(left[k]) > 0:
			out[left[k][0]].After = &after[i]
			left[k] = left[k][1:]
		default:
			out = append(out, ClaimChange{After: &after[i]})
		}
	}
	return out
}
