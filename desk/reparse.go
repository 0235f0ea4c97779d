package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/store"
)

// A Reparsed says how a report differs from what the parser of today makes of
// the same bytes, and what was done about it.
type Reparsed struct {
	Old     recount.ReportID // "" if there was none before
	New     recount.ReportID // "" if there is none now, or none was added
	URL     string
	Differs []string // "text", "title": what is not the same
	Left    string   // why nothing was done
}

// Reparse makes reports again of all archived bytes that another version of the
// parser made them of, and tells done what differs. Nothing is changed if dry is
// set. Else a report that differs is added beside the old one, as a version of
// its address, and the claims of the old one are retired, which the ledger says.
// A report on which people have decided something is left to people. What was
// done once is not done again.
func (d *Desk) Reparse(ctx context.Context, by recount.Actor, dry bool, done func(Reparsed)) error {
	seen := map[recount.Digest]bool{}
	for next := int64(0); ; {
		page, err := d.DB.Raw(ctx, next, 1000)
		if err != nil {
			return fmt.Errorf("reparse: %w", err)
		}
		if len(page) == 0 {
			return nil
		}
		for _, it := range page {
			if next = it.Seq + 1; seen[it.Raw] || it.Bad != nil {
				continue
			}
			seen[it.Raw] = true
			if err := d.reparse(ctx, by, it.Raw, dry, done); err != nil {
				return fmt.Errorf("reparse %s: %w", it.Report, err)
			}
		}
	}
}

func (d *Desk) reparse(ctx context.Context, by recount.Actor, raw recount.Digest, dry bool, done func(Reparsed)) error {
	had, err := d.DB.MadeOf(ctx, raw)
	if err != nil || !slices.ContainsFunc(had, outdated) {
		return err
	}
	cs, err := d.came(raw)
	if err != nil {
		return err
	}
	var changes []Reparsed
	made := map[recount.ReportID]collect.Found{} // to be added
	met := map[recount.ReportID]bool{}
	for _, c := range cs {
		found, err := collect.Parse(c)
		if err != nil {
			changes = append(changes, Reparsed{Old: had[0].Report.ID, URL: c.URL, Left: fmt.Sprintf("nothing can be made of it now: %v", err)})
			for _, it := range had {
				met[it.Report.ID] = true
			}
			continue
		}
		for _, f := range found {
			x, err := d.holdAgainst(ctx, had, f, met)
			if err != nil {
				return err
			}
			if x.New != "" {
				f.Report.ID = x.New
				if old := item(had, x.Old); old != nil {
					f.Report.Source, f.Given = old.Report.Source, old.Given // as its collector had it
				}
				made[x.New] = f
				changes = append(changes, x)
			}
		}
	}
	for _, it := range had {
		if !met[it.Report.ID] && outdated(it) {
			changes = append(changes, Reparsed{Old: it.Report.ID, URL: it.Report.URL, Differs: []string{"gone"}})
		}
	}
	for _, x := range changes {
		if x.Left == "" {
			if x.Left, err = d.judgedBy(ctx, x.Old); err != nil {
				return err
			}
		}
		if x.Left == "" && !dry {
			err = d.supersede(ctx, by, x, made[x.New])
		}
		if err != nil {
			return err
		}
		if x.Left != "" || dry {
			x.New = ""
		}
		done(x)
	}
	return nil
}

// outdated reports whether another parser than today's made a report whose
// claims still count.
func outdated(it store.ReportItem) bool {
	return it.Report.Parser != collect.Parser && !strings.HasPrefix(it.Reader, "collect/")
}

func item(its []store.ReportItem, id recount.ReportID) *store.ReportItem {
	if i := slices.IndexFunc(its, func(it store.ReportItem) bool { return it.Report.ID == id }); i >= 0 {
		return &its[i]
	}
	return nil
}

// renamed names a report that was made again of the same bytes by another parser.
func renamed(id recount.ReportID, parser string) recount.ReportID {
	return recount.ReportID(recount.NameOf("r:", string(id), parser))
}

// holdAgainst holds what was made now against what had been made. Reports that it
// answers to are met.
func (d *Desk) holdAgainst(ctx context.Context, had []store.ReportItem, f collect.Found, met map[recount.ReportID]bool) (x Reparsed, err error) {
	id := f.Report.ID
	for _, it := range had { // the latest of them counts
		if it.Report.ID == id || it.Report.ID == renamed(id, it.Report.Parser) {
			met[it.Report.ID] = true
			x = Reparsed{Old: it.Report.ID, URL: it.Report.URL, Differs: unlike(&it.Report, &f.Report)}
		}
	}
	switch {
	case x.Old != "" && len(x.Differs) > 0:
		x.New = renamed(id, collect.Parser)
	case x.Old == "":
		_, err := d.DB.There(ctx, &f.Report)
		if !errors.Is(err, recount.ErrNotFound) {
			return x, err
		}
		x = Reparsed{New: id, URL: f.Report.URL, Differs: []string{"new"}}
	}
	return x, nil
}

func unlike(a, b *recount.Report) (out []string) {
	when := func(w recount.When) string { return fmt.Sprint(w.From.UTC(), w.Until.UTC(), w.Grain) }
	for _, f := range []struct {
		name string
		same bool
	}{{"text", a.Text == b.Text}, {"title", a.Title == b.Title}, {"author", a.Author == b.Author}, {"language", a.Lang == b.Lang}, {"part shown", a.Partial == b.Partial},
		{"publication", when(a.Published) == when(b.Published)}, {"update", when(a.Updated) == when(b.Updated)}} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}

// judgedBy says which person has decided something about a report or its
// claims, "" if nobody.
func (d *Desk) judgedBy(ctx context.Context, id recount.ReportID) (string, error) {
	if id == "" {
		return "", nil
	}
	claims, err := d.DB.ClaimsOf(ctx, id)
	if err != nil {
		return "", err
	}
	about := []string{string(id)}
	for _, c := range claims {
		about = append(about, string(c.ID))
	}
	ds, err := d.DB.Decisions(ctx, about...)
	if err != nil {
		return "", err
	}
	for _, dec := range ds {
		if dec.By.Kind == recount.Person {
			return fmt.Sprintf("%s decided something about it (%s %s)", dec.By.Name, dec.Act, dec.Subject), nil
		}
	}
	return "", nil
}

// supersede retires the claims of the old report and adds the new one.
func (d *Desk) supersede(ctx context.Context, by recount.Actor, x Reparsed, f collect.Found) error {
	r := readReport{Found: f}
	if x.New != "" {
		r.reading, r.prints = d.read(&f.Report), printsOf(&f.Report)
	}
	return d.write(ctx, func(tx *store.Tx) error {
		var touched []recount.IncidentID
		if x.Old != "" {
			left, err := d.enterReading(ctx, tx, store.ReadingFact{Report: x.Old, Reader: collect.Parser, Outcome: store.IsRead})
			if err != nil {
				return err
			}
			touched = left
		}
		if x.New != "" {
			_, more, err := d.enterOne(ctx, tx, by, r)
			if err != nil {
				return err
			}
			touched = append(touched, more...)
		}
		return d.settle(ctx, tx, touched...)
	})
}
