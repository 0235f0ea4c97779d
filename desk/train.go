package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

// LinkModel returns where the casebook in dir keeps the weights it links by, if
// it has learned any of its own.
func LinkModel(dir string) string { return filepath.Join(dir, "link.json") }

// ownModel reads the weights of the casebook in dir, nil if it has none.
func ownModel(dir string) (*link.Model, error) {
	b, err := os.ReadFile(LinkModel(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := link.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", LinkModel(dir), err)
	}
	return m, nil
}

// LinkBy makes the rules link by a model.
func (r *Rules) LinkBy(m *link.Model) {
	r.Model, r.Place, r.Refine, r.Linker = m, m.Place, m.Refine, m.Version
}

// TrainLink learns the weights of linking from all that the casebook holds and
// writes nothing.
func (d *Desk) TrainLink(ctx context.Context, seed uint64) (*link.Model, link.Training, error) {
	gs, err := d.allGroups(ctx)
	if err != nil {
		return nil, link.Training{}, fmt.Errorf("train link: %w", err)
	}
	words := link.NewFrequency()
	accounts := make([]link.Account, len(gs))
	for i, g := range gs {
		accounts[i] = g.Account()
		words.Add(&accounts[i])
	}
	m, t, err := d.rules.Model.Train(accounts, words, seed)
	if err != nil {
		return nil, t, fmt.Errorf("train link: %w", err)
	}
	return m, t, nil
}

// allGroups returns the groups of all claims that can be linked.
func (d *Desk) allGroups(ctx context.Context) ([]link.Group, error) {
	var out []link.Group
	for f := (store.ReportFilter{Limit: 200, Reading: store.IsRead}); ; {
		page, next, err := d.DB.Reports(ctx, f)
		if err != nil {
			return nil, err
		}
		var claims []recount.Claim
		var reports []recount.ReportID
		for _, it := range page {
			reports = append(reports, it.Report.ID)
			cs, err := d.DB.ClaimsOf(ctx, it.Report.ID)
			if err != nil {
				return nil, err
			}
			for _, g := range groups(cs) {
				claims = append(claims, g...)
			}
		}
		kept, err := d.textsOf(ctx, d.DB, &d.DB.Reader, reports)
		if err != nil {
			return nil, err
		}
		out = append(out, kept.groups(claims)...)
		if f.After = next; next == "" {
			return out, nil
		}
	}
}
