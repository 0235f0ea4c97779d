package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
)

// Thread returns what people said to each other about the things named: notes,
// to whom they were assigned, what was signed and what was sent back, in the
// order entered.
func (r *Reader) Thread(ctx context.Context, about ...string) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT d.doc FROM json_each($1) AS j JOIN decisions AS d ON d.subject = j.value
		WHERE d.act IN ('note', 'assign', 'sign', 'refuse') ORDER BY d.seq`, list(about))
	if err != nil {
		return nil, fmt.Errorf("thread about %v: %w", about, err)
	}
	return ds, nil
}

// Assigned returns the decisions by which things are for a person to look after,
// the latest first. What is given to somebody else, or to nobody, is so no more;
// nor is what that person judged, signed, sent back or withdrew since.
func (r *Reader) Assigned(ctx context.Context, name string, limit int) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT d.doc FROM decisions AS d WHERE d.kind = 'person' AND d.act = 'assign' AND d.doc ->> '$.value' = $1
		AND NOT EXISTS (SELECT 1 FROM decisions AS e WHERE e.subject = d.subject AND e.seq > d.seq AND (e.act = 'assign'
			OR e.act IN ('accept', 'reject', 'correct', 'sign', 'refuse', 'withdraw') AND e.doc ->> '$.by.name' = $1))
		ORDER BY d.seq DESC LIMIT $2`, name, limit)
	if err != nil {
		return nil, fmt.Errorf("assigned to %s: %w", name, err)
	}
	return ds, nil
}

// NotesWith returns the notes by others whose words hold some text, and to which
// a person has not answered with a later note on the same thing, the latest
// first.
func (r *Reader) NotesWith(ctx context.Context, text, unanswered string, limit int) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT d.doc FROM decisions AS d WHERE d.kind = 'person' AND d.act = 'note' AND d.doc ->> '$.by.name' <> $1 AND instr(lower(d.doc ->> '$.why'), lower($2)) > 0
		AND NOT EXISTS (SELECT 1 FROM decisions AS e WHERE e.act = 'note' AND e.subject = d.subject AND e.seq > d.seq AND e.doc ->> '$.by.name' = $1)
		ORDER BY d.seq DESC LIMIT $3`, unanswered, text, limit)
	if err != nil {
		return nil, fmt.Errorf("notes with %q: %w", text, err)
	}
	return ds, nil
}

// Unsigned returns incidents that a person has looked at, that may not go out
// yet, and of which the person named has said nothing as they stand: those that
// others signed first, then the latest.
func (r *Reader) Unsigned(ctx context.Context, name string, f IncidentFilter) ([]recount.IncidentID, error) {
	w := f.where()
	w.add("viewed = 1 AND signed = 0")
	for _, said := range []string{"by", "back"} {
		w.add("NOT EXISTS (SELECT 1 FROM json_each(coalesce(doc -> '$.signed."+said+"', '[]')) AS j WHERE j.value = ?)", name)
	}
	return r.found(ctx, w, "doc ->> '$.signed.by' IS NULL, latest DESC, id DESC", f.Limit)
}

// Ungraded returns incidents that people were killed in and whose grade no
// person decided, the deadliest first.
func (r *Reader) Ungraded(ctx context.Context, f IncidentFilter) ([]recount.IncidentID, error) {
	w := f.where()
	w.add("deadly > 0 AND doc ->> '$.status' <> 'retracted'")
	w.add("NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.act = 'grade' AND (d.subject = incidents.id OR d.subject IN (SELECT alias FROM aliases WHERE incident = incidents.id)))")
	return r.found(ctx, w, "deadly DESC, id DESC", f.Limit)
}

// Decision returns one decision.
func (r *Reader) Decision(ctx context.Context, id recount.DecisionID) (recount.Decision, error) {
	d, err := row(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE id = $1`, string(id))
	if err != nil {
		return d, fmt.Errorf("decision %s: %w", id, err)
	}
	return d, nil
}

// DecisionsNamed returns those of the decisions named that there are.
func (r *Reader) DecisionsNamed(ctx context.Context, ids ...recount.DecisionID) (map[recount.DecisionID]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT d.doc FROM json_each($1) AS j JOIN decisions AS d ON d.id = j.value`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("decisions %v: %w", ids, err)
	}
	named := map[recount.DecisionID]recount.Decision{}
	for _, d := range ds {
		named[d.ID] = d
	}
	return named, nil
}

// DecisionsBy returns what a person decided, the latest first.
func (r *Reader) DecisionsBy(ctx context.Context, name string, limit int) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE kind = 'person' AND doc ->> '$.by.name' = $1 ORDER BY seq DESC LIMIT $2`, name, limit)
	if err != nil {
		return nil, fmt.Errorf("decisions by %s: %w", name, err)
	}
	return ds, nil
}

// found returns the incidents that conditions find, in an order.
func (r *Reader) found(ctx context.Context, w where, order string, limit int) ([]recount.IncidentID, error) {
	n := w.limit(limit)
	query := `SELECT id FROM incidents` + w.String() + ` ORDER BY ` + order
	ids, err := rows(ctx, r.q, one[recount.IncidentID], query+` LIMIT `+w.param(n), w.args...)
	if err != nil {
		return nil, fmt.Errorf("incidents: %w", err)
	}
	return ids, nil
}
