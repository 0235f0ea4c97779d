package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

// A Post sends bytes of a media type to an address and returns the answer.
type Post func(ctx context.Context, addr, kind string, body []byte) (archive.Capture, error)

// A Given is a stamp that was given now, or before if nothing came in since.
type Given struct {
	store.StampItem
	Signer string // whom the authority's certificate names
	New    bool
}

// Stamp asks an authority to stamp the latest checkpoint (RFC 3161), keeps what
// it answers and enters it in the ledger. The authority is sent the SHA-256 of
// the signed checkpoint and nothing else. What trust does not vouch for, or is
// no answer to what was asked, is not kept.
func (d *Desk) Stamp(ctx context.Context, by recount.Actor, authority string, trust ledger.Trust, post Post) (Given, error) {
	g, err := d.stamp(ctx, by, authority, trust, post)
	if err != nil {
		return g, fmt.Errorf("stamp by %s: %w", authority, err)
	}
	return g, nil
}

func (d *Desk) stamp(ctx context.Context, by recount.Actor, authority string, trust ledger.Trust, post Post) (g Given, err error) {
	at, err := d.DB.Checkpoint(ctx)
	if err != nil {
		return g, err
	}
	if g.StampItem, err = d.stampedSince(ctx, authority, at.Size); err == nil || !errors.Is(err, recount.ErrNotFound) {
		return g, err
	}
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return g, err
	}
	imprint := recount.Sum([]byte(at.Note))
	question, err := ledger.AskStamp(imprint, nonce)
	if err != nil {
		return g, err
	}
	answer, err := post(ctx, authority, "application/timestamp-query", question)
	if err != nil {
		return g, err
	}
	token, err := ledger.OpenToken(answer.Body, trust)
	if err != nil {
		return g, err
	}
	if token.Imprint != imprint || token.Nonce == nil || token.Nonce.Cmp(nonce) != 0 {
		return g, fmt.Errorf("it answers another question than was asked: %w", recount.ErrInvalid)
	}
	s := ledger.Stamp{Size: at.Size, Imprint: imprint, Authority: authority, At: token.At}
	if s.Token, err = d.Archive.PutCapture(answer); err != nil {
		return g, err
	}
	if s.Chain, err = d.Archive.Put(token.ChainPEM()); err != nil {
		return g, err
	}
	g, err = d.keepStamp(ctx, by, s)
	g.Signer = token.Signer
	return g, err
}

// keepStamp enters a stamp in the ledger.
func (d *Desk) keepStamp(ctx context.Context, by recount.Actor, s ledger.Stamp) (g Given, err error) {
	s.ID = s.Name()
	g.Stamp, g.New = s, true
	return g, d.write(ctx, func(tx *store.Tx) error {
		es, err := tx.Append(ctx, by, d.time(), store.StampFact{Stamp: s})
		for _, e := range es {
			g.Seq = e.Seq
		}
		return err
	})
}

// stampedSince returns the latest stamp by an authority if nothing but stamps
// was entered since, or ErrNotFound.
func (d *Desk) stampedSince(ctx context.Context, authority string, size int64) (none store.StampItem, err error) {
	ss, err := d.DB.Stamps(ctx)
	if err != nil {
		return none, err
	}
	for _, s := range slices.Backward(ss) {
		if s.Authority != authority {
			continue
		}
		since, err := d.DB.Entries(ctx, s.Size, int(size-s.Size))
		if err != nil || slices.ContainsFunc(since, func(e ledger.Entry) bool { return e.Kind != ledger.Stamped }) {
			return none, errors.Join(err, recount.ErrNotFound)
		}
		return s, nil
	}
	return none, recount.ErrNotFound
}

// verifyStamps checks every stamp kept against the checkpoint it is of.
func (d *Desk) verifyStamps(ctx context.Context, found func(store.Problem)) error {
	ss, err := d.DB.Stamps(ctx)
	if err != nil {
		return err
	}
	for _, s := range ss {
		err := d.verifyStamp(ctx, s.Stamp)
		if errors.Is(err, recount.ErrTampered) || errors.Is(err, recount.ErrNotFound) || errors.Is(err, recount.ErrInvalid) {
			found(store.Problem{Subject: "stamp " + s.ID, What: err.Error()})
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) verifyStamp(ctx context.Context, s ledger.Stamp) error {
	at, err := d.DB.CheckpointAt(ctx, s.Size)
	if err != nil {
		return err
	}
	answer, err := d.Archive.Get(s.Token)
	if err != nil {
		return err
	}
	var chain []byte
	if !s.ByCalendar() {
		if chain, err = d.Archive.Get(s.Chain); err != nil {
			return err
		}
	}
	return s.Check(at, answer, chain)
}
