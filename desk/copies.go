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
// the incidents on which that bears beside its own: if it is of one family,
// nothing follows for others of that family. A report is compared once.
func (d *Desk) copies(ctx context.Context, tx *store.Tx, id recount.ReportID, prints link.Prints) ([]recount.IncidentID, error) {
	if in, err := tx.Winnowed(ctx, id); err != nil || in {
		return nil, err
	}
	kin, err := kinBy(ctx, tx, id, prints)
	if err == nil {
		err = tx.Winnow(ctx, id, prints, link.Stock)
	}
	if err != nil {
		return nil, err
	}
	united, err := d.unite(ctx, tx, id, kin)
	if err != nil || united < 2 {
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
// its family already or people said otherwise. It says how many families it
// joined.
func (d *Desk) unite(ctx context.Context, tx *store.Tx, id recount.ReportID, kin []link.Likeness) (int, error) {
	if len(kin) == 0 {
		return 0, nil
	}
	ids := []recount.ReportID{id}
	for _, l := range kin {
		ids = append(ids, l.Report)
	}
	ds, err := tx.CopyingsOf(ctx, ids...)
	if err != nil {
		return 0, err
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
	return len(facts), err
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
			_, err = d.unite(ctx, tx, other, kin)
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

// kinOf returns the reports named and those that decisions ever put beside
// them.
func kinOf(ctx context.Context, e evidence, ids ...recount.ReportID) (kin []recount.ReportID, ds []recount.Decision, err error) {
	ds, err = e.CopyingsOf(ctx, ids...)
	known := map[recount.ReportID]bool{"": true}
	meet := func(id recount.ReportID) {
		if !known[id] {
			known[id] = true
			kin = append(kin, id)
		}
	}
	for _, id := range ids {
		meet(id)
	}
	for _, dec := range ds {
		meet(recount.ReportID(dec.Subject))
		meet(recount.ReportID(dec.Object))
	}
	return kin, ds, err
}

// copyings returns the decisions about copies that bear on claims: on which
// reports print one text with theirs.
func copyings(ctx context.Context, e evidence, claims []recount.Claim) ([]recount.Decision, error) {
	reports := make([]recount.ReportID, len(claims))
	for i := range claims {
		reports[i] = claims[i].Report
	}
	slices.Sort(reports)
	return e.CopyingsOf(ctx, slices.Compact(reports)...)
}

// Kin returns the other reports that print the text of one, and the decisions
// that stand and make it so.
func Kin(ctx context.Context, r *store.Reader, id recount.ReportID) (kin []recount.ReportID, ds []recount.Decision, err error) {
	near, all, err := kinOf(ctx, r, id)
	if err != nil {
		return nil, nil, err
	}
	families, about := link.FamiliesOf(all), []string{}
	for _, o := range near {
		about = append(about, string(o))
		if o != id && families.Of(o) == families.Of(id) {
			kin = append(kin, o)
		}
	}
	if all, err = r.Decisions(ctx, about...); err != nil { // with the reasons
		return nil, nil, err
	}
	return kin, link.FamiliesOf(all).Copies(), nil
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
	ds, err := r.CopyingsOf(ctx, reports...)
	if err != nil {
		return recount.Roots{}, err
	}
	quotes := texts{ctx: ctx, r: r, have: map[recount.ReportID]string{}}
	roots := link.Roots(claims, link.Texts{Family: link.FamiliesOf(ds).Of, Sentence: quotes.sentence, Source: source})
	return roots, quotes.err
}
