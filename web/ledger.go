package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

type ledgerPage struct {
	Size       int64
	Checkpoint ledger.Checkpoint
	Signed     bool
	Key        string
	Entries    []ledger.Entry // newest first
	Older      int64          // where the older ones begin, -1 if none
	Counts     store.Counts
	Stamps     []store.StampItem // the latest first, some
}

const (
	entriesShown = 100
	stampsShown  = 20
)

func (s *site) ledger(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	p := ledgerPage{Key: s.key, Older: -1}
	var err error
	if p.Size, err = s.r.Size(ctx); err != nil {
		return err
	}
	p.Checkpoint, err = s.r.Checkpoint(ctx)
	if err != nil && !errors.Is(err, recount.ErrNotFound) {
		return err
	}
	p.Signed = err == nil && p.Checkpoint.Note != ""
	end := p.Size
	if v := q.URL.Query().Get("before"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 {
			return fmt.Errorf("ledger before %q: %w", v, recount.ErrInvalid)
		}
		end = min(end, n)
	}
	from := max(0, end-entriesShown)
	if p.Entries, err = s.r.Entries(ctx, from, int(end-from)); err != nil {
		return err
	}
	slices.Reverse(p.Entries)
	if from > 0 {
		p.Older = from
	}
	if p.Counts, err = s.r.Counts(ctx); err != nil {
		return err
	}
	if p.Stamps, err = s.r.Stamps(ctx); err != nil {
		return err
	}
	slices.Reverse(p.Stamps)
	p.Stamps = p.Stamps[:min(len(p.Stamps), stampsShown)]
	return s.show(w, q, http.StatusOK, "ledger", "Ledger", p)
}

// subject is where a page about an entry's subject is, "" if there is none.
func subject(id string) string {
	if len(id) < 2 {
		return ""
	}
	switch id[:2] {
	case "r:":
		return "/reports/" + id
	case "i:":
		return "/incidents/" + id
	case "c:":
		return "/claims/" + id
	}
	return ""
}
