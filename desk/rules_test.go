package desk_test

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/tally"
)

// plainRules read sentences of one form, "4 killed in Alpha on 2024-03-04, says
// clinic." and link by place and day alone, so that tests of the desk know what
// must come of what.
func plainRules() desk.Rules {
	p := tally.Policy{Name: "widest/1"}
	least := tally.Policy{Name: "least/1"}
	return desk.Rules{
		ReaderName: func(l recount.Lang) string {
			if l != "en" {
				return ""
			}
			return "plain/1"
		},
		Read: readPlain, Keys: keysOf, Sought: soughtPlain, Place: placePlain, Refine: refinePlain, Linker: "nearest/1", Roots: link.Roots, Source: func(recount.SourceID) recount.Source { return recount.Source{} }, Gather: gatherPlain,
		Describe: func(in *recount.Incident, cs []recount.Claim) {
			for _, c := range cs {
				in.Title, in.What, in.Where, in.When = c.Where.Name, recount.Attack, c.Where, c.When
				in.Reports = append(in.Reports, c.Report)
			}
			slices.Sort(in.Reports)
			in.Reports = slices.Compact(in.Reports)
		},
		Attest: tally.Attest, Reckon: reckonPlain, Policy: p, Policies: map[recount.PolicyName]tally.Policy{p.Name: p, least.Name: least},
	}
}

var form = regexp.MustCompile(`(?m)(total )?(\d+) killed in (\w+) on (\d{4}-\d\d-\d\d)(?:, says (\w+))?\.`)

func readPlain(r *recount.Report) (*extract.Reading, error) {
	if regexp.MustCompile(`unreadable`).MatchString(r.Text) {
		panic("no such word")
	}
	var out extract.Reading
	if regexp.MustCompile(`stuttering`).MatchString(r.Text) {
		c := recount.Claim{ID: "c:same", What: recount.Killed}
		return &extract.Reading{Claims: []recount.Claim{c, c}}, nil
	}
	events := map[string]int{}
	for _, m := range form.FindAllStringSubmatchIndex(r.Text, -1) {
		word := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return r.Text[m[2*n]:m[2*n+1]]
		}
		n, err := strconv.Atoi(word(2))
		if err != nil {
			return nil, err
		}
		day, err := time.Parse(time.DateOnly, word(4))
		if err != nil {
			return nil, err
		}
		where := word(3) + word(4)
		if events[where] == 0 {
			events[where] = len(events) + 1
		}
		c := recount.Claim{Report: r.ID, What: recount.Killed, Count: recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact},
			Where: recount.PlaceRef{Words: word(3), Name: word(3), Country: "XA", Precision: recount.AtTown, Point: recount.LatLon{Lat: float64(len(word(3))), Lon: 1}},
			When:  recount.When{From: day, Until: day.AddDate(0, 0, 1), Grain: recount.Day}, Event: events[where], Scope: recount.Scope{Total: word(1) != ""},
			Evidence: recount.Evidence{Whole: recount.Span{Start: m[0], End: m[1]}}, Reader: "plain/1"}
		if by := word(5); by != "" {
			c.Says = recount.Attribution{{Source: recount.SourceID(by), Kind: recount.Medical, Words: by}}
		}
		c.ID = recount.ClaimID(recount.NameOf("c:", string(r.ID), fmt.Sprint(m)))
		out.Claims = append(out.Claims, c)
	}
	return &out, nil
}

func keysOf(c *recount.Claim) []string {
	return []string{c.Where.Name + c.When.From.Format(time.DateOnly)}
}

func soughtPlain(cs []recount.Claim) (out []string) {
	for i := range cs {
		out = append(out, keysOf(&cs[i])...)
	}
	return out
}

func placePlain(g link.Group, near []link.Near, _ *link.Frequency) link.Verdict {
	for _, n := range near {
		if c := n.Groups[0].Claims[0]; c.Where.Name == g.Claims[0].Where.Name && c.When.From.Equal(g.Claims[0].When.From) {
			return link.Verdict{Join: n.Incident, P: 0.9, Why: "same place and day"}
		}
	}
	return link.Verdict{P: 0.8, Waiting: len(near) > 0}
}

// refinePlain finds nothing to change.
func refinePlain([]link.Near, []recount.IncidentID, []link.Fact, *link.Frequency) ([]link.Change, []link.Doubt) {
	return nil, nil
}

// gatherPlain folds decisions in the simplest way that obeys their laws.
func gatherPlain(claims []recount.Claim, ds []recount.Decision) []recount.Incident {
	type pair struct{ kind, a, b string }
	last := map[pair]recount.Decision{}
	born := map[string]recount.Decision{}
	for _, d := range ds {
		k := pair{"seat", d.Subject, d.Object}
		switch d.Act {
		case recount.Mint:
			born[d.Subject] = d
			continue
		case recount.Merge, recount.Split:
			k = pair{"merge", min(d.Subject, d.Object), max(d.Subject, d.Object)}
		case recount.Same, recount.Apart:
		default:
			continue
		}
		if e, ok := last[k]; !ok || d.Beats(e) {
			last[k] = d
		}
	}
	root := map[string]string{}
	for id := range born {
		root[id] = id
	}
	for changed := true; changed; {
		changed = false
		for _, d := range last {
			if d.Act != recount.Merge || root[d.Subject] == root[d.Object] {
				continue
			}
			to := root[d.Subject]
			if o := root[d.Object]; cmp.Or(born[o].At.Compare(born[to].At), cmp.Compare(o, to)) < 0 {
				to = o
			}
			root[d.Subject], root[d.Object], changed = to, to, true
		}
	}
	in := map[string]*recount.Incident{}
	for id, r := range root {
		if in[r] == nil {
			in[r] = &recount.Incident{ID: recount.IncidentID(r), Status: recount.Candidate}
		}
		if id != r {
			in[r].Aliases = append(in[r].Aliases, recount.IncidentID(id))
		}
	}
	for _, c := range claims {
		var seat recount.Decision
		for k, d := range last {
			if k.kind == "seat" && d.Subject == string(c.ID) && d.Act == recount.Same && (seat.ID == "" || d.Beats(seat)) {
				seat = d
			}
		}
		if i := in[root[seat.Object]]; i != nil && seat.ID != "" {
			i.Claims = append(i.Claims, c.ID)
		}
	}
	var out []recount.Incident
	for _, i := range in {
		slices.Sort(i.Aliases)
		slices.Sort(i.Claims)
		out = append(out, *i)
	}
	slices.SortFunc(out, func(a, b recount.Incident) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func reckonPlain(k tally.Case, p tally.Policy) []recount.Toll {
	id, cs, asOf := k.Incident, k.Claims, k.AsOf
	if len(cs) == 0 {
		return nil
	}
	t := recount.Toll{Incident: id, What: recount.Killed, Low: cs[0].Count.Low, Best: cs[0].Count.Low, High: cs[0].Count.High, Policy: p.Name, AsOf: asOf}
	for _, c := range cs {
		t.Low, t.High = min(t.Low, c.Count.Low), max(t.High, c.Count.High)
		t.Basis = append(t.Basis, recount.Basis{Origin: c.Says.Origin(), Claims: []recount.ClaimID{c.ID}, Count: c.Count, Why: "it said so"})
	}
	if p.Name == "least/1" {
		t.High = t.Low
	}
	t.Best = t.High
	t.Basis[0].Sets = []recount.Bound{recount.SetsLow, recount.SetsBest, recount.SetsHigh}
	return []recount.Toll{t}
}
