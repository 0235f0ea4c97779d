package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

// Promise asks a calendar (OpenTimestamps) to have the Bitcoin chain hold the
// latest checkpoint. The calendar is sent a digest of it with a random number and
// so learns nothing. What it answers is a promise, kept as a stamp without a
// time: see Upgrade.
func (d *Desk) Promise(ctx context.Context, by recount.Actor, calendar string, post Post) (Given, error) {
	g, err := d.promise(ctx, by, calendar, post)
	if err != nil {
		return g, fmt.Errorf("stamp by %s: %w", calendar, err)
	}
	return g, nil
}

func (d *Desk) promise(ctx context.Context, by recount.Actor, calendar string, post Post) (g Given, err error) {
	at, err := d.DB.Checkpoint(ctx)
	if err != nil {
		return g, err
	}
	if g.StampItem, err = d.stampedSince(ctx, calendar, at.Size); err == nil || !errors.Is(err, recount.ErrNotFound) {
		return g, err
	}
	var nonce [16]byte
	rand.Read(nonce[:])
	imprint := recount.Sum([]byte(at.Note))
	ask, proof := ledger.AskCalendar(imprint, nonce)
	to, err := url.JoinPath(calendar, "digest")
	if err != nil {
		return g, fmt.Errorf("%v: %w", err, recount.ErrInvalid)
	}
	answer, err := post(ctx, to, "application/octet-stream", ask[:])
	if err != nil {
		return g, err
	}
	b, err := proof(answer.Body)
	if err != nil {
		return g, err
	}
	return d.keepProof(ctx, by, ledger.Stamp{Size: at.Size, Imprint: imprint, Authority: calendar}, b)
}

// keepProof keeps a proof and enters it in the ledger.
func (d *Desk) keepProof(ctx context.Context, by recount.Actor, s ledger.Stamp, proof []byte) (g Given, err error) {
	o, err := ledger.ParseOTS(proof)
	if err == nil && len(o.Ends) == 0 {
		err = fmt.Errorf("it leads nowhere: %w", recount.ErrInvalid)
	}
	if err != nil {
		return g, err
	}
	s.Block = o.Block()
	if s.Token, err = d.Archive.Put(proof); err != nil {
		return g, err
	}
	return d.keepStamp(ctx, by, s)
}

// Upgrade asks calendars for what they promised, and keeps each proof that has
// become longer as a stamp of its own. The calendars asked are those that the
// proofs name. It returns the stamps that lead to a block now, and how many do not
// yet.
func (d *Desk) Upgrade(ctx context.Context, by recount.Actor, get Get) (done []Given, waiting int, err error) {
	ss, err := d.DB.Stamps(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("upgrade: %w", err)
	}
	var bad []error
	for i, s := range ss {
		later := slices.ContainsFunc(ss[i+1:], func(o store.StampItem) bool { return o.Authority == s.Authority && o.Size == s.Size })
		if !s.ByCalendar() || s.Block > 0 || later {
			continue
		}
		g, err := d.upgrade(ctx, by, s.Stamp, get)
		switch {
		case ctx.Err() != nil:
			return done, waiting, ctx.Err()
		case err != nil:
			bad = append(bad, fmt.Errorf("upgrade %s: %w", s.ID, err))
		case g.New:
			done = append(done, g)
		default:
			waiting++
		}
	}
	return done, waiting, errors.Join(bad...)
}

func (d *Desk) upgrade(ctx context.Context, by recount.Actor, s ledger.Stamp, get Get) (g Given, err error) {
	b, err := d.Archive.Get(s.Token)
	if err != nil {
		return g, err
	}
	o, err := ledger.ParseOTS(b)
	if err != nil {
		return g, err
	}
	for _, e := range o.Ends {
		if e.Pending == "" {
			continue
		}
		from, err := url.JoinPath(e.Pending, "timestamp", fmt.Sprintf("%x", e.Message))
		if err != nil {
			return g, fmt.Errorf("calendar %q: %v: %w", e.Pending, err, recount.ErrInvalid)
		}
		answer, err := get(ctx, from)
		if errors.Is(err, recount.ErrNotFound) { // not yet
			continue
		}
		if err != nil {
			return g, err
		}
		longer, err := o.Upgrade(e, answer.Body)
		if err != nil {
			return g, err
		}
		if now, err := ledger.ParseOTS(longer); err != nil || now.Block() == 0 {
			continue // it has gone on, but not to a block
		}
		return d.keepProof(ctx, by, s, longer)
	}
	return g, nil
}
