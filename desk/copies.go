package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

// copies compares a report with all that came before it, and decides whose
// text it prints: one decision for each family that it belongs to. It returns
// the incidents on which that bears. A report is compared once.
func (d *Desk) copies(ctx context.Context, tx *store.Tx, id recount.ReportID, prints link.Prints) ([]recount.IncidentID, error) {
	if in, err := tx.Winnowed(ctx, id); err != nil || in {
		return nil, err
	}
	kin, err := kinBy(ctx, tx, id, prints)
	if err == nil {
		err = tx.Winnow(ctx, id, prints, link.Stock)
	}
	if err == nil {
		err = d.unite(ctx, tx, id, kin)
	}
	if err != nil || len(kin) == 0 {
		return nil, err
	}
	return touchedBy(ctx, &tx.Reader, id)
}

// kinBy returns the reports whose texts are kin of one that has these prints,
// nearest first.
func kinBy(ctx context.Context, tx *store.Tx, id recount.ReportID, prints link.Prints) (kin []link.Likeness, err error) {
	like, err := tx.Sharing(ctx, prints, link.Stock, link.LeastPrints)
	for _, s := range like {
		if l := (link.Likeness{Report: s.Report, All: s.All, Common: s.Common, Mine: len(prints), Theirs: s.Prints}); s.Report != id && l.Kin() != "" {
			kin = append(kin, l)
		}
	}
	link.Nearest(kin)
	return kin, err
}

// unite decides that a report prints the text of its kin, unless they are of
// its family already or people said otherwise.
func (d *Desk) unite(ctx context.Context, tx *store.Tx, id recount.ReportID, kin []link.Likeness) error {
	ids := []recount.ReportID{id}
	for _, l := range kin {
		ids = append(ids, l.Report)
	}
	_, ds, err := kinOf(ctx, &tx.Reader, ids...)
	if err != nil {
		return err
	}
	var facts []store.Fact
	families := link.FamiliesOf(ds)
	for _, l := range kin {
		if families.Of(l.Report) == families.Of(id) {
			continue
		}
		fact := d.copied(id, l)
		if next := link.FamiliesOf(append(ds, fact.Decision)); next.Of(l.Report) == next.Of(id) {
			facts, ds, families = append(facts, fact), append(ds, fact.Decision), next
		}
	}
	_, err = tx.Append(ctx, machine(d.rules.Linker), d.time(), facts...)
	return err
}

// reunite compares anew the reports that were held to be of one text through a
// report that a person now calls an original.
func (d *Desk) reunite(ctx context.Context, tx *store.Tx, id recount.ReportID) error {
	ds, err := tx.Decisions(ctx, string(id))
	if err != nil {
		return err
	}
	for _, dec := range ds {
		other := recount.ReportID(dec.Object)
		if other == id {
			other = recount.ReportID(dec.Subject)
		}
		if dec.Act != recount.Copy || other == id {
			continue
		}
		text, err := tx.Text(ctx, other)
		if err != nil {
			return err
		}
		kin, err := kinBy(ctx, tx, other, link.PrintsOf(text))
		if err == nil {
			err = d.unite(ctx, tx, other, kin)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copied is the decision that a report prints the text of another.
func (d *Desk) copied(id recount.ReportID, l link.Likeness) store.DecisionFact {
	return d.signed(recount.Decision{Act: recount.Copy, Subject: string(id), Object: string(l.Report), Value: string(l.Kin()),
		Why: fmt.Sprintf("%.0f%% of the shorter text is in the longer", 100*l.Share()), Score: l.Share()})
}

// kinOf returns the reports that decisions ever put beside those named, and
// these decisions.
func kinOf(ctx context.Context, r evidence, ids ...recount.ReportID) (kin []recount.ReportID, ds []recount.Decision, err error) {
	known, have := map[string]bool{}, map[recount.DecisionID]bool{}
	var next []string
	meet := func(id string) {
		if id != "" && !known[id] {
			known[id] = true
			next, kin = append(next, id), append(kin, recount.ReportID(id))
		}
	}
	for _, id := range ids {
		meet(string(id))
	}
	for len(next) > 0 {
		about, err := r.Decisions(ctx, next...)
		if err != nil {
			return nil, nil, err
		}
		next = nil
		for _, dec := range about {
			if (dec.Act == recount.Copy || dec.Act == recount.Original) && !have[dec.ID] {
				have[dec.ID] = true
				ds = append(ds, dec)
				meet(dec.Subject)
				meet(dec.Object)
			}
		}
	}
	return kin, ds, nil
}

// copyings returns the decisions about copies that bear on claims: on which
// reports print one text with theirs.
func copyings(ctx context.Context, e evidence, claims []recount.Claim) ([]recount.Decision, error) {
	reports := make([]recount.ReportID, len(claims))
	for i := range claims {
		reports[i] = claims[i].Report
	}
	_, ds, err := kinOf(ctx, e, reports...)
	return ds, err
}

// Kin returns the other reports that print the text of one, and the decisions
// that stand and make it so.
func Kin(ctx context.Context, r *store.Reader, id recount.ReportID) (kin []recount.ReportID, ds []recount.Decision, err error) {
	near, all, err := kinOf(ctx, r, id)
	if err != nil {
		return nil, nil, err
	}
	families := link.FamiliesOf(all)
	for _, o := range near {
		if o != id && families.Of(o) == families.Of(id) {
			kin = append(kin, o)
		}
	}
	return kin, families.Copies(), nil
}

// touchedBy returns the incidents that a decision about copies of the reports
// bears on: where two of those that it puts beside each other meet.
func touchedBy(ctx context.Context, r *store.Reader, ids ...recount.ReportID) ([]recount.IncidentID, error) {
	kin, _, err := kinOf(ctx, r, ids...)
	if err != nil {
		return nil, err
	}
	return r.Meeting(ctx, kin...)
}

// copyHome says where a group of claims belongs whose report prints the text of
// another: where most of what it says again was placed, "" if nowhere.
func copyHome(ctx context.Context, tx *store.Tx, group []recount.Claim) (v link.Verdict, err error) {
	id := string(group[0].Report)
	ds, err := tx.Decisions(ctx, id)
	if err != nil {
		return v, err
	}
	votes, from := map[recount.IncidentID]int{}, map[recount.IncidentID]string{}
	for _, dec := range link.FamiliesOf(ds).Copies() {
		other := dec.Object
		if other == id {
			other = dec.Subject
		}
		theirs, err := tx.ClaimsOf(ctx, recount.ReportID(other))
		if err != nil {
			return v, err
		}
		for i := range theirs {
			if !slices.ContainsFunc(group, func(c recount.Claim) bool { return link.SaidAgain(&c, &theirs[i]) }) {
				continue
			}
			in, err := tx.IncidentOf(ctx, theirs[i].ID)
			if errors.Is(err, recount.ErrNotFound) {
				continue
			}
			if err != nil {
				return v, err
			}
			votes[in]++
			from[in] = other
		}
	}
	for _, in := range slices.Sorted(maps.Keys(votes)) {
		if v.Join == "" || votes[in] > votes[v.Join] {
			v = link.Verdict{Join: in, P: 1, Why: "it prints the text of " + from[in] + ", which tells of the same there"}
		}
	}
	return v, nil
}

// texts gives the sentences of claims, from reports read as they are needed.
type texts struct {
	ctx  context.Context
	r    *store.Reader
	have map[recount.ReportID]string
	err  error // the first that came up
}

// keep is how many texts are held at once.
const keep = 1000

func (x *texts) sentence(c *recount.Claim) string {
	text, ok := x.have[c.Report]
	if !ok {
		var err error
		if text, err = x.r.Text(x.ctx, c.Report); err != nil && x.err == nil {
			x.err = err
		}
		if len(x.have) >= keep {
			clear(x.have)
		}
		x.have[c.Report] = text
	}
	if e := c.Evidence.Whole; 0 <= e.Start && e.Start <= e.End && e.End <= len(text) {
		return e.In(text)
	}
	return ""
}

// checkedCopy checks a person's word on which reports print one text, and
// returns the incidents that it bears on.
func (d *Desk) checkedCopy(ctx context.Context, tx *store.Tx, dec *recount.Decision) ([]recount.IncidentID, error) {
	about := []recount.ReportID{recount.ReportID(dec.Subject)}
	if dec.Object != "" {
		about = append(about, recount.ReportID(dec.Object))
	}
	switch {
	case dec.Act == recount.Copy && dec.Object == "":
		return nil, fmt.Errorf("name the report that it repeats: %w", recount.ErrInvalid)
	case dec.Subject == dec.Object:
		return nil, fmt.Errorf("a report is itself: %w", recount.ErrInvalid)
	}
	for _, id := range about {
		if _, err := tx.Winnowed(ctx, id); err != nil {
			return nil, err
		}
	}
	return touchedBy(ctx, &tx.Reader, about...)
}

// Roots finds whose word claims of one incident are, with what a casebook
// knows of their reports and source of who says them.
func Roots(ctx context.Context, r *store.Reader, source func(recount.SourceID) recount.Source, claims []recount.Claim) (recount.Roots, error) {
	var reports []recount.ReportID
	for i := range claims {
		reports = append(reports, claims[i].Report)
	}
	_, ds, err := kinOf(ctx, r, reports...)
	if err != nil {
		return recount.Roots{}, err
	}
	quotes := texts{ctx: ctx, r: r, have: map[recount.ReportID]string{}}
	roots := link.Roots(claims, link.Texts{Family: link.FamiliesOf(ds).Of, Sentence: quotes.sentence, Source: source})
	return roots, quotes.err
}
