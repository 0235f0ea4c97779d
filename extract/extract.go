// Package extract reads claims out of reports.
//
// Reading is a pure function of the report, the pack and the gazetteer: the
// same three always give the same claims, with the same IDs.
package extract

import (
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
)

// A Reader reads reports in the languages it has packs for. It is safe for
// use by several goroutines.
type Reader struct {
	packs map[recount.Lang]*lexicon.Pack
	gaz   *gazetteer.Gazetteer
}

// New returns a reader with the given packs and gazetteer.
func New(packs map[recount.Lang]*lexicon.Pack, g *gazetteer.Gazetteer) (*Reader, error) {
	return &Reader{packs: packs, gaz: g}, nil
}

// Name identifies a reading: program and pack versions, "extract/1 en/1". It
// is "" for a language without a pack.
func (x *Reader) Name(l recount.Lang) string { return "" }

// A Reading is what one report was read to say.
type Reading struct {
	Claims []recount.Claim // in the order made
	Events []Event         // the report's events, the main one first
}

// An Event is something the report tells of: the claims in it may later be
// found to speak of an incident other reports tell of too.
type Event struct {
	Number     int // as in Claim.Event
	Background bool
	What       recount.What
	Where      recount.PlaceRef
	When       recount.When
	Claims     []recount.ClaimID
}

// Read returns every claim that r makes. It returns ErrInvalid if there is no
// pack for r.Lang.
func (x *Reader) Read(r *recount.Report) (*Reading, error) {
	if x.packs[r.Lang] == nil {
		return nil, fmt.Errorf("read %s: no pack for language %q: %w", r.ID, r.Lang, recount.ErrInvalid)
	}
	return &Reading{}, nil
}
