package store

import (
	"context"
	"database/sql"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// A Reader answers questions about a casebook and can change nothing: its
// connections are opened query-only. It is safe for use by several goroutines.
type Reader struct{ db *sql.DB }

// OpenReader opens the database at path for looking only.
func OpenReader(ctx context.Context, path string) (*Reader, error) { return &Reader{}, nil }

// Close lets go of the reader's connections.
func (r *Reader) Close() error { return nil }

// Report returns one report with its text.
func (r *Reader) Report(ctx context.Context, id recount.ReportID) (*ReportItem, error) {
	return &ReportItem{}, nil
}

// Reports lists reports without their texts, latest first, and where the next
// page starts: "" after the last.
func (r *Reader) Reports(ctx context.Context, f ReportFilter) (page []ReportItem, next string, err error) {
	return nil, "", nil
}

// ClaimsOf returns the claims read from one report, in the order of its text.
func (r *Reader) ClaimsOf(ctx context.Context, id recount.ReportID) ([]recount.Claim, error) {
	return nil, nil
}

// Claims returns the claims named, in the order asked for. One that is not
// there is ErrNotFound.
func (r *Reader) Claims(ctx context.Context, ids ...recount.ClaimID) ([]recount.Claim, error) {
	return nil, nil
}

// Incident returns one incident with its tolls. The ID of an incident merged
// into another finds that other.
func (r *Reader) Incident(ctx context.Context, id recount.IncidentID) (*IncidentItem, error) {
	return &IncidentItem{}, nil
}

// Incidents lists incidents with their tolls, and where the next page starts:
// "" after the last.
func (r *Reader) Incidents(ctx context.Context, f IncidentFilter) (page []IncidentItem, next string, err error) {
	return nil, "", nil
}

// IncidentOf returns the incident that claim id belongs to, or ErrNotFound if
// it belongs to none.
func (r *Reader) IncidentOf(ctx context.Context, id recount.ClaimID) (recount.IncidentID, error) {
	return "", nil
}

// ClaimsOfIncident returns the claims that belong to an incident, by report
// and then by their order in it.
func (r *Reader) ClaimsOfIncident(ctx context.Context, id recount.IncidentID) ([]recount.Claim, error) {
	return nil, nil
}

// Tolls returns the tolls of an incident in the order they were reckoned.
func (r *Reader) Tolls(ctx context.Context, id recount.IncidentID) ([]recount.Toll, error) {
	return nil, nil
}

// Decisions returns the decisions whose subject or object is one of those
// named, earliest first; with none named, all of them.
func (r *Reader) Decisions(ctx context.Context, about ...string) ([]recount.Decision, error) {
	return nil, nil
}

// Candidates returns the incidents that have a claim under any of the blocking
// keys, those under most keys first.
func (r *Reader) Candidates(ctx context.Context, keys []string, limit int) ([]recount.IncidentID, error) {
	return nil, nil
}

// Entries returns up to n ledger entries from number from on.
func (r *Reader) Entries(ctx context.Context, from int64, n int) ([]ledger.Entry, error) {
	return nil, nil
}

// Size returns how many entries the ledger has.
func (r *Reader) Size(ctx context.Context) (int64, error) { return 0, nil }

// Checkpoint returns the latest signed checkpoint.
func (r *Reader) Checkpoint(ctx context.Context) (ledger.Checkpoint, error) {
	return ledger.Checkpoint{}, nil
}

// Counts returns how much of everything there is.
func (r *Reader) Counts(ctx context.Context) (Counts, error) { return Counts{}, nil }
