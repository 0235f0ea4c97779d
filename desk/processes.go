package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// A Thread is a process with its claims and the incidents read against it.
type Thread struct {
	recount.Process
	Words  []recount.Claim    `json:"words"`            // its claims, as people have judged them
	Called Read               `json:"called"`           // that somebody calls a breach
	Within Read               `json:"within"`           // within its time and area; nobody calls them so
	Edge   Read               `json:"edge"`             // perhaps within: told of no nearer than the day it began or ended
	After  Read               `json:"after"`            // in the week after its end, in its area
	By     []recount.Decision `json:"by,omitempty"`     // what people decided of it
	Size   int64              `json:"as_of"`            // size of the ledger it was computed from
	Denied []recount.ClaimID  `json:"denied,omitempty"` // claims that deny a breach
}

// A Read is incidents that lie in one way to a process, and what they add up
// to, each victim once.
type Read struct {
	Incidents []ReadIncident `json:"incidents"`
	Sums      []tally.Sum    `json:"sums"`
}

// A ReadIncident is an incident read against a process.
type ReadIncident struct {
	store.IncidentItem
	Calling []recount.ClaimID `json:"calling,omitempty"` // the claims that call it a breach
}

// Processes returns the truces and talks that were known when the ledger had
// size entries, by time. They are folded when they are asked for; there is no
// second copy of them that could differ: docs/decisions/0018.
func (d *Desk) Processes(ctx context.Context, size int64) ([]recount.Process, error) {
	return Processes(ctx, &d.DB.Reader, d.rules.Source, size)
}

func (d *Desk) processes(ctx context.Context, r *store.Reader, size int64) ([]recount.Process, []recount.Claim, []recount.Decision, error) {
	return processes(ctx, r, d.rules.Source, size)
}

// Processes returns what [Desk.Processes] does, of the casebook that r reads,
// with what source knows of who says things.
func Processes(ctx context.Context, r *store.Reader, source func(recount.SourceID) recount.Source, size int64) ([]recount.Process, error) {
	ps, _, _, err := processes(ctx, r, source, size)
	if err != nil {
		return nil, fmt.Errorf("processes: %w", err)
	}
	return ps, nil
}

func processes(ctx context.Context, r *store.Reader, source func(recount.SourceID) recount.Source, size int64) ([]recount.Process, []recount.Claim, []recount.Decision, error) {
	past := r.At(size)
	claims, err := past.Telling(ctx, link.ProcessSteps()...)
	if err != nil || len(claims) == 0 {
		return nil, nil, nil, err
	}
	about := make([]string, len(claims))
	for i, c := range claims {
		about[i] = string(c.ID)
	}
	judged, err := past.Decisions(ctx, about...)
	if err != nil {
		return nil, nil, nil, err
	}
	claims = asJudged(claims, standing(judged))
	ds, err := past.Named(ctx, "p:")
	if err != nil {
		return nil, nil, nil, err
	}
	told := only(claims, func(c recount.Claim) bool { return c.What.Family() == recount.Truce })
	copies, err := copyings(ctx, past, told)
	if err != nil {
		return nil, nil, nil, err
	}
	var now time.Time
	if es, err := r.Entries(ctx, size-1, 1); err != nil {
		return nil, nil, nil, err
	} else if len(es) > 0 {
		now = es[0].At
	}
	quotes := texts{ctx: ctx, r: r, have: map[recount.ReportID]string{}}
	ps := link.Processes(claims, ds, link.Texts{Family: link.FamiliesOf(copies).Of, Sentence: quotes.sentence, Source: source}, now)
	return ps, claims, ds, quotes.err
}

// Process returns the process that goes by a name, with the incidents read
// against it, as known when the ledger had size entries.
func (d *Desk) Process(ctx context.Context, id recount.ProcessID, size int64) (*Thread, error) {
	t, err := d.process(ctx, id, size)
	if err != nil {
		return nil, fmt.Errorf("process %s: %w", id, err)
	}
	return t, nil
}

func (d *Desk) process(ctx context.Context, id recount.ProcessID, size int64) (*Thread, error) {
	ps, claims, ds, err := d.processes(ctx, &d.DB.Reader, size)
	if err != nil {
		return nil, err
	}
	p := named(ps, id)
	if p == nil {
		return nil, recount.ErrNotFound
	}
	t := &Thread{Process: *p, Size: size}
	t.Words = only(claims, func(c recount.Claim) bool { return slices.Contains(p.Claims, c.ID) })
	t.By = only(ds, func(dec recount.Decision) bool {
		return goesBy(p, recount.ProcessID(dec.Object)) || goesBy(p, recount.ProcessID(dec.Subject))
	})
	for _, c := range t.Words {
		if c.What == recount.TruceBroken && c.Denied {
			t.Denied = append(t.Denied, c.ID)
		}
	}
	return t, d.against(ctx, t, ps)
}

func goesBy(p *recount.Process, id recount.ProcessID) bool {
	return p.ID == id || slices.Contains(p.Aliases, id)
}

func named(ps []recount.Process, id recount.ProcessID) *recount.Process {
	for i := range ps {
		if goesBy(&ps[i], id) {
			return &ps[i]
		}
	}
	return nil
}

// against reads incidents against a truce.
func (d *Desk) against(ctx context.Context, t *Thread, ps []recount.Process) error {
	near, err := d.surrounding(ctx, t)
	if err != nil {
		return err
	}
	broken := only(t.Words, func(c recount.Claim) bool { return c.What == recount.TruceBroken && !c.Denied })
	lists := map[*Read][]tally.Item{}
	for _, it := range near {
		var calling []recount.ClaimID
		if len(broken) > 0 {
			members, err := d.DB.Claims(ctx, it.Incident.Claims...)
			if err != nil {
				return err
			}
			calling = link.Called(it.Incident, members, broken)
		}
		var to *Read
		switch b := link.BearingOf(it.Incident, t.Process); {
		case len(calling) > 0:
			to = &t.Called
		case it.Incident.Status == recount.Retracted:
		case b == link.Within:
			to = &t.Within
		case b == link.AtEdge:
			to = &t.Edge
		case b == link.After:
			to = &t.After
		}
		if to == nil {
			continue
		}
		it.Incident.During = link.During(it.Incident, ps)
		to.Incidents = append(to.Incidents, ReadIncident{it, calling})
		lists[to] = append(lists[to], tally.Item{Incident: it.Incident, Tolls: it.Tolls})
	}
	for to, items := range lists {
		all := tally.Select(items, tally.Area{})
		for _, what := range tally.Harms() {
			if s := all.Sum(recount.When{}, what, ""); s.Incidents > 0 {
				to.Sums = append(to.Sums, s)
			}
		}
	}
	return nil
}

// surrounding returns the incidents that may lie in or after a truce, by time.
func (d *Desk) surrounding(ctx context.Context, t *Thread) ([]store.IncidentItem, error) {
	if t.Kind != recount.ATruce {
		return nil, nil
	}
	f := store.IncidentFilter{From: t.Force.From}
	if f.From.IsZero() {
		f.From = t.Steps[0].When.From
	}
	f.From = f.From.Add(-24 * time.Hour) // filters go by clocks at the place
	if !t.Force.Until.IsZero() {
		f.Until = t.Force.Until.Add(link.Aftermath + 48*time.Hour)
	}
	var countries []string
	for _, a := range t.Area {
		countries = append(countries, a.Country)
	}
	if len(countries) == 0 {
		return nil, nil
	}
	slices.Sort(countries)
	var out []store.IncidentItem
	for _, f.Country = range slices.Compact(countries) {
		its, err := d.Incidents(ctx, f, "", t.Size)
		if err != nil {
			return nil, err
		}
		out = append(out, its...)
	}
	slices.SortStableFunc(out, func(a, b store.IncidentItem) int { return a.Incident.When.From.Compare(b.Incident.When.From) })
	return out, nil
}

// checkedProcess completes a decision about a process, and says which
// incidents the claim it is about is in.
func (d *Desk) checkedProcess(ctx context.Context, tx *store.Tx, dec *recount.Decision) (touched []recount.IncidentID, err error) {
	size, err := tx.Size(ctx)
	if err != nil {
		return nil, err
	}
	ps, _, ds, err := d.processes(ctx, &tx.Reader, size)
	if err != nil {
		return nil, err
	}
	find := func(id string) (*recount.Process, error) {
		p := named(ps, recount.ProcessID(id))
		if p == nil {
			return nil, fmt.Errorf("process %s: %w", id, recount.ErrNotFound)
		}
		return p, nil
	}
	switch dec.Act {
	case recount.Merge, recount.Split:
		a, err := find(dec.Subject)
		if err != nil {
			return nil, err
		}
		b, err := find(dec.Object)
		if err == nil && dec.Act == recount.Merge && (a.ID == b.ID || a.Kind != b.Kind) {
			err = fmt.Errorf("%s, %s, and %s, %s: only two truces, or two rounds of talks, can be one: %w", a.ID, a.Kind, b.ID, b.Kind, recount.ErrInvalid)
		}
		if err == nil && dec.Act == recount.Split && !slices.ContainsFunc(ds, func(x recount.Decision) bool {
			return x.Act == recount.Merge && (x.Subject == dec.Subject && x.Object == dec.Object || x.Subject == dec.Object && x.Object == dec.Subject)
		}) {
			err = fmt.Errorf("nobody merged %s and %s; to part the claims of one process, say of each that it is apart: %w", dec.Subject, dec.Object, recount.ErrInvalid)
		}
		return nil, err
	}
	c := recount.ClaimID(dec.Subject)
	is := slices.IndexFunc(ps, func(p recount.Process) bool { return slices.Contains(p.Claims, c) })
	if is < 0 {
		return nil, fmt.Errorf("claim %s tells of no truce and no talks: %w", c, recount.ErrInvalid)
	}
	if in, err := tx.IncidentOf(ctx, c); err == nil {
		touched = append(touched, in)
	}
	own := recount.FoundsProcess(c)
	if dec.Act == recount.Same && dec.Object == "p:" { // of one of its own
		dec.Object = string(own)
		return touched, nil
	}
	p, err := find(dec.Object)
	if err != nil {
		return nil, err
	}
	if dec.Act == recount.Same && p.Kind != ps[is].Kind {
		return nil, fmt.Errorf("%s is of %s, and %s is %s: %w", c, ps[is].Kind, p.ID, p.Kind, recount.ErrInvalid)
	}
	// The name that a claim itself gives to a process would not outlive the claim's leaving.
	if i := slices.IndexFunc(ds, func(x recount.Decision) bool {
		return x.Subject == dec.Subject && x.Act == recount.Same && x.Object != string(own) && goesBy(p, recount.ProcessID(x.Object))
	}); i >= 0 {
		dec.Object = ds[i].Object
	} else if p.ID != own {
		dec.Object = string(p.ID)
	} else if len(p.Aliases) > 0 {
		dec.Object = string(p.Aliases[0])
	} else {
		return nil, fmt.Errorf("%s is all there is of %s: %w", c, p.ID, recount.ErrInvalid)
	}
	return touched, nil
}

// ofProcess reports whether a decision is about a process.
func ofProcess(dec *recount.Decision) bool {
	switch dec.Act {
	case recount.Same, recount.Apart, recount.Merge, recount.Split:
		return strings.HasPrefix(dec.Object, "p:")
	}
	return false
}

// A Setting is a truce that an incident is read against.
type Setting struct {
	recount.Process
	Bearing link.Bearing      // how the incident lies to it
	Calling []recount.ClaimID // the claims that call the incident a breach of it
}

// Against returns the truces that an incident lies in, or after, or is called a
// breach of, as known when the ledger had size entries.
func (d *Desk) Against(ctx context.Context, in recount.Incident, size int64) (out []Setting, err error) {
	ps, claims, _, err := d.processes(ctx, &d.DB.Reader, size)
	if err != nil {
		return nil, fmt.Errorf("truces of %s: %w", in.ID, err)
	}
	broken := only(claims, func(c recount.Claim) bool { return c.What == recount.TruceBroken && !c.Denied })
	var members []recount.Claim
	if len(broken) > 0 {
		if members, err = d.DB.Claims(ctx, in.Claims...); err != nil {
			return nil, err
		}
	}
	calling := link.Called(in, members, broken)
	for _, p := range ps {
		s := Setting{Process: p, Bearing: link.BearingOf(in, p)}
		s.Calling = only(calling, func(c recount.ClaimID) bool { return slices.Contains(p.Claims, c) })
		if s.Bearing != link.Beside || len(s.Calling) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}
