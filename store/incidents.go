package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

// Incident returns one incident with its tolls. The ID of an incident merged
// into another finds that other.
func (r *Reader) Incident(ctx context.Context, id recount.IncidentID) (*IncidentItem, error) {
	in, err := row(ctx, r.q, doc[recount.Incident],
		`SELECT doc FROM incidents WHERE id = coalesce((SELECT incident FROM aliases WHERE alias = $1), $1)`, string(id))
	if err != nil {
		return nil, fmt.Errorf("incident %s: %w", id, err)
	}
	tolls, err := r.Tolls(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &IncidentItem{Incident: in, Tolls: tolls}, nil
}

// IncidentsNamed returns the incidents named, by the names asked for: see
// [Reader.Incident]. Those that there are not are left out.
func (r *Reader) IncidentsNamed(ctx context.Context, ids ...recount.IncidentID) (map[recount.IncidentID]recount.Incident, error) {
	found := map[recount.IncidentID]recount.Incident{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var asked recount.IncidentID
		in, err := doc[recount.Incident](func(dest ...any) error { return s(&asked, dest[0]) })
		found[asked] = in
		return v, err
	}, `SELECT j.value, i.doc FROM json_each($1) AS j JOIN incidents AS i ON i.id = coalesce((SELECT incident FROM aliases WHERE alias = j.value), j.value)`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("incidents %v: %w", ids, err)
	}
	return found, nil
}

// Items returns the incidents named with their tolls, in the order asked for. Those
// that there are not, or that have become part of another since, are left out.
func (r *Reader) Items(ctx context.Context, ids ...recount.IncidentID) (items []IncidentItem, err error) {
	found, err := r.IncidentsNamed(ctx, ids...)
	if err != nil {
		return nil, err
	}
	tolls, err := r.TollsOf(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if in, ok := found[id]; ok && in.ID == id {
			items = append(items, IncidentItem{Incident: in, Tolls: tolls[id]})
		}
	}
	return items, nil
}

// Incidents lists incidents with their tolls, and where the next page starts:
// "" after the last.
func (r *Reader) Incidents(ctx context.Context, f IncidentFilter) (page []IncidentItem, next string, err error) {
	ins, next, err := paged(ctx, r, f, "doc", doc[recount.Incident], func(in recount.Incident) recount.IncidentID { return in.ID })
	if err != nil {
		return nil, "", err
	}
	ids := make([]recount.IncidentID, len(ins))
	for i := range ins {
		ids[i] = ins[i].ID
	}
	tolls, err := r.TollsOf(ctx, ids...)
	for _, in := range ins {
		page = append(page, IncidentItem{Incident: in, Tolls: tolls[in.ID]})
	}
	return page, next, err
}

// IncidentIDs is [Reader.Incidents] without what the incidents are.
func (r *Reader) IncidentIDs(ctx context.Context, f IncidentFilter) ([]recount.IncidentID, string, error) {
	return paged(ctx, r, f, "id", one[recount.IncidentID], func(id recount.IncidentID) recount.IncidentID { return id })
}

// paged returns a page of what stands in a column for incidents.
func paged[T any](ctx context.Context, r *Reader, f IncidentFilter, column string, read func(scan) (T, error), id func(T) recount.IncidentID) (page []T, next string, err error) {
	w := f.where()
	rank := string(Latest)
	switch f.Sort {
	case "", Latest:
	case Deadly, Sourced:
		rank = string(f.Sort)
	default:
		return nil, "", fmt.Errorf("incidents sorted by %q: %w", f.Sort, recount.ErrInvalid)
	}
	if f.After != "" {
		var n int64
		var id string
		if _, err := fmt.Sscanf(f.After, "%d %s", &n, &id); err != nil {
			return nil, "", fmt.Errorf("incidents after %q: %w", f.After, recount.ErrInvalid)
		}
		w.add("("+rank+", id) < (?, ?)", n, id)
	}
	limit := w.limit(f.Limit)
	var ranks []int64
	page, err = rows(ctx, r.q, func(s scan) (v T, err error) {
		var n int64
		v, err = read(func(dest ...any) error { return s(dest[0], &n) })
		ranks = append(ranks, n)
		return v, err
	}, `SELECT `+column+`, `+rank+` FROM incidents`+w.String()+` ORDER BY `+rank+` DESC, id DESC LIMIT `+w.param(limit+1), w.args...)
	if err != nil {
		return nil, "", fmt.Errorf("incidents: %w", err)
	}
	if len(page) > limit {
		page = page[:limit]
		next = fmt.Sprintf("%d %s", ranks[limit-1], id(page[limit-1]))
	}
	return page, next, nil
}

// where are the conditions of a filter, but for the order and the page.
func (f IncidentFilter) where() (w where) {
	if !f.From.IsZero() {
		w.add("until > ?", f.From.UnixMicro())
	}
	if !f.Until.IsZero() {
		w.add("since < ?", f.Until.UnixMicro())
	}
	if b := f.Box; !b.IsZero() {
		w.add("lat BETWEEN ? AND ?", b.South, b.North)
		if b.West <= b.East {
			w.add("lon BETWEEN ? AND ?", b.West, b.East)
		} else {
			w.add("(lon >= ? OR lon <= ?)", b.West, b.East)
		}
	}
	if f.What != "" {
		w.add("(what = ? OR EXISTS (SELECT 1 FROM tolls AS t WHERE t.incident = incidents.id AND t.what = ?))", string(f.What), string(f.What))
	}
	w.equal("country", f.Country)
	w.equal("admin1", f.Admin1)
	w.words("words", f.Text)
	if f.Signed {
		w.add("signed = 1")
	}
	w.equal("doc ->> '$.status'", string(f.Status))
	w.equal("doc ->> '$.grade'", f.Grade)
	w.equal("doc ->> '$.weapon'", f.Weapon)
	w.equal("coalesce(doc ->> '$.blamed', '"+tally.Unknown+"')", f.Blamed)
	if f.Source != "" {
		w.add("EXISTS (SELECT 1 FROM json_each(incidents.doc -> '$.reports') AS j JOIN reports AS r ON r.id = j.value WHERE r.source = ?)", string(f.Source))
	}
	if f.Precision != recount.NoPlace {
		known := slices.DeleteFunc(recount.Precisions(), f.Precision.Finer)
		w.add("doc ->> '$.where.precision' IN (SELECT value FROM json_each(?))", list(known))
	}
	return w
}

// IncidentOf returns the incident that claim id belongs to, or ErrNotFound if
// it belongs to none.
func (r *Reader) IncidentOf(ctx context.Context, id recount.ClaimID) (recount.IncidentID, error) {
	in, err := row(ctx, r.q, one[string], `SELECT incident FROM members WHERE claim = $1`, string(id))
	if err != nil {
		return "", fmt.Errorf("incident of %s: %w", id, err)
	}
	return recount.IncidentID(in), nil
}

// Homes returns the incident of each of the claims named that belongs to one.
func (r *Reader) Homes(ctx context.Context, claims ...recount.ClaimID) (map[recount.ClaimID]recount.IncidentID, error) {
	homes := map[recount.ClaimID]recount.IncidentID{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var m Member
		err = s(&m.Claim, &m.Incident)
		homes[m.Claim] = m.Incident
		return v, err
	}, `SELECT m.claim, m.incident FROM json_each($1) AS j JOIN members AS m ON m.claim = j.value`, list(claims))
	if err != nil {
		return nil, fmt.Errorf("incidents of claims: %w", err)
	}
	return homes, nil
}

// IncidentsOf returns the incidents that the claims of the reports belong to.
func (r *Reader) IncidentsOf(ctx context.Context, reports ...recount.ReportID) ([]recount.IncidentID, error) {
	ids, err := rows(ctx, r.q, one[string], `SELECT m.incident FROM json_each($1) AS j JOIN claims AS c ON c.report = j.value JOIN members AS m ON m.claim = c.id
		GROUP BY m.incident ORDER BY min(c.seq), min(c.n)`, list(reports))
	if err != nil {
		return nil, fmt.Errorf("incidents of %v: %w", reports, err)
	}
	return incidentIDs(ids), nil
}

// Meeting returns the incidents to which claims of two or more of the reports
// belong.
func (r *Reader) Meeting(ctx context.Context, reports ...recount.ReportID) ([]recount.IncidentID, error) {
	ids, err := rows(ctx, r.q, one[string], `SELECT m.incident FROM json_each($1) AS j JOIN claims AS c ON c.report = j.value JOIN members AS m ON m.claim = c.id
		GROUP BY m.incident HAVING count(DISTINCT c.report) > 1 ORDER BY m.incident`, list(reports))
	if err != nil {
		return nil, fmt.Errorf("incidents of several of %v: %w", reports, err)
	}
	return incidentIDs(ids), nil
}

// ClaimsOfIncident returns the claims that belong to an incident, by report in
// the order received and then in the order read.
func (r *Reader) ClaimsOfIncident(ctx context.Context, id recount.IncidentID) ([]recount.Claim, error) {
	cs, err := rows(ctx, r.q, doc[recount.Claim], `SELECT c.doc FROM members AS m JOIN claims AS c ON c.id = m.claim
		WHERE m.incident = coalesce((SELECT incident FROM aliases WHERE alias = $1), $1) ORDER BY c.seq, c.n`, string(id))
	if err != nil {
		return nil, fmt.Errorf("claims of %s: %w", id, err)
	}
	return cs, nil
}

// Tolls returns the tolls of an incident in the order they were reckoned.
func (r *Reader) Tolls(ctx context.Context, id recount.IncidentID) ([]recount.Toll, error) {
	ts, err := rows(ctx, r.q, doc[recount.Toll], `SELECT doc FROM tolls WHERE incident = $1 ORDER BY n`, string(id))
	if err != nil {
		return nil, fmt.Errorf("tolls of %s: %w", id, err)
	}
	return ts, nil
}

// TollsNaming is [Reader.TollsOf] for the tolls in which the name of a source stands:
// all that rest on its word are among them.
func (r *Reader) TollsNaming(ctx context.Context, source recount.SourceID, ids ...recount.IncidentID) (map[recount.IncidentID][]recount.Toll, error) {
	name, err := json.Marshal(source)
	if err != nil {
		return nil, fmt.Errorf("tolls naming %s: %w", source, err)
	}
	return r.tolls(ctx, `SELECT t.doc FROM json_each($1) AS j JOIN tolls AS t ON t.incident = j.value WHERE instr(t.doc, $2) > 0 ORDER BY j.key, t.n`, list(ids), string(name))
}

// TollsOf returns the tolls of the incidents named, each in the order they were
// reckoned.
func (r *Reader) TollsOf(ctx context.Context, ids ...recount.IncidentID) (map[recount.IncidentID][]recount.Toll, error) {
	return r.tolls(ctx, `SELECT t.doc FROM json_each($1) AS j JOIN tolls AS t ON t.incident = j.value ORDER BY j.key, t.n`, list(ids))
}

func (r *Reader) tolls(ctx context.Context, query string, args ...any) (map[recount.IncidentID][]recount.Toll, error) {
	ts, err := rows(ctx, r.q, doc[recount.Toll], query, args...)
	if err != nil {
		return nil, fmt.Errorf("tolls of incidents: %w", err)
	}
	tolls := map[recount.IncidentID][]recount.Toll{}
	for _, t := range ts {
		tolls[t.Incident] = append(tolls[t.Incident], t)
	}
	return tolls, nil
}

// maxUnderKey is how many incidents one key may lead to. A key that leads to
// more says little, and looking at all of them would cost more with every
// report that is added.
const maxUnderKey = 256

// Candidates returns the incidents that have a claim under any of the blocking
// keys, those under most keys first.
func (r *Reader) Candidates(ctx context.Context, keys []string, limit int) ([]recount.IncidentID, error) {
	under := map[recount.IncidentID]int{}
	for _, k := range keys {
		ids, err := rows(ctx, r.q, one[recount.IncidentID], `SELECT incident FROM keys WHERE key = $1 LIMIT $2`, k, maxUnderKey)
		if err != nil {
			return nil, fmt.Errorf("candidates under %s: %w", k, err)
		}
		for _, id := range ids {
			under[id]++
		}
	}
	ids := slices.SortedFunc(maps.Keys(under), func(a, b recount.IncidentID) int {
		return cmp.Or(cmp.Compare(under[b], under[a]), cmp.Compare(a, b))
	})
	return ids[:min(limit, len(ids))], nil
}

func incidentIDs(ss []string) []recount.IncidentID {
	ids := make([]recount.IncidentID, len(ss))
	for i, s := range ss {
		ids[i] = recount.IncidentID(s)
	}
	return ids
}

// deadly orders incidents by how many were killed: by best, then by high.
func deadly(ts []recount.Toll) int64 {
	for _, t := range ts {
		if t.What == recount.Killed && t.Who.Everybody() {
			return int64(max(t.Best, t.Low))<<31 | int64(min(t.High, math.MaxInt32))
		}
	}
	return 0
}
