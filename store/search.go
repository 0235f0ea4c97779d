package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// A SearchFilter says what is searched for, and among which reports. Query must
// want something.
type SearchFilter struct {
	Query       text.Query
	Source      recount.SourceID
	Lang        recount.Lang
	From, Until time.Time // published in [From, Until); zero is open
	Newest      bool      // latest published first, not likeliest first
	Limit       int       // 20 if zero, at most 200
	After       string    // where the page before ended
}

// Search returns a page of the reports, with their texts, in which a query is
// found, where the next page starts ("" after the last), and how many there are
// in all; -1 if that was not counted, as where words must stand side by side.
func (r *Reader) Search(ctx context.Context, f SearchFilter) (page []ReportItem, next string, total int, err error) {
	if len(f.Query.All) == 0 {
		return nil, "", 0, fmt.Errorf("search: no words to look for: %w", recount.ErrInvalid)
	}
	var w where
	w.add("stems MATCH ?", match(f.Query))
	w.equal("source", string(f.Source))
	w.equal("lang", string(f.Lang))
	if !f.From.IsZero() {
		w.add("published >= ?", f.From.UTC().Format(time.RFC3339))
	}
	if !f.Until.IsZero() {
		w.add("published < ?", f.Until.UTC().Format(time.RFC3339))
	}
	chosen := ` FROM stems` + w.String()
	if len(w.conds) > 1 || f.Newest { // something is asked of the reports themselves
		chosen = ` FROM stems CROSS JOIN reports AS r INDEXED BY reports_found ON r.seq = stems.rowid` + w.String()
	}
	total = -1
	if !f.Query.Phrases() {
		if total, err = row(ctx, r.q, one[int], `SELECT count(*)`+chosen, w.args...); err != nil {
			return nil, "", 0, fmt.Errorf("search: %w", err)
		}
	}
	limit, at := 20, 0
	if f.Limit > 0 {
		limit = min(f.Limit, 200)
	}
	if f.After != "" {
		if at, err = strconv.Atoi(f.After); err != nil || at < 0 {
			return nil, "", 0, fmt.Errorf("search after %q: %w", f.After, recount.ErrInvalid)
		}
	}
	order := ` ORDER BY bm25(stems, 4.0, 1.0), stems.rowid DESC`
	if f.Newest {
		order = ` ORDER BY r.published DESC, stems.rowid DESC`
	}
	some := limit + 1
	if f.Query.Phrases() { // looked for in the texts themselves: many may fall out
		some = mostRanked
	}
	args := w.args
	for {
		w.args = args[:len(args):len(args)]
		seqs, err := rows(ctx, r.q, one[int64], `SELECT stems.rowid`+chosen+order+` LIMIT `+w.param(some)+` OFFSET `+w.param(at), w.args...)
		if err != nil {
			return nil, "", 0, fmt.Errorf("search: %w", err)
		}
		for part := range slices.Chunk(seqs, limit+1) {
			its, err := rows(ctx, r.q, readReport, `SELECT `+reportColumns+` FROM json_each($1) AS j JOIN reports ON reports.seq = j.value ORDER BY j.key`, numbers(part))
			if err != nil {
				return nil, "", 0, fmt.Errorf("search: %w", err)
			}
			for _, it := range its {
				if len(page) == limit {
					return page, strconv.Itoa(at), total, nil
				}
				at++
				if !f.Query.Phrases() || holds(f.Query, &it.Report) {
					page = append(page, it)
				}
			}
		}
		if len(seqs) < some {
			return page, "", total, nil
		}
	}
}

// mostRanked is how many reports are put in order at once where only their texts show
// which of them are found.
const mostRanked = 1000

// Langs returns the languages of the casebook's reports, "" for those unknown
// left out.
func (r *Reader) Langs(ctx context.Context) ([]recount.Lang, error) {
	ls, err := rows(ctx, r.q, one[recount.Lang], `SELECT name FROM counted WHERE what = 'lang' AND name <> '' ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("languages: %w", err)
	}
	return ls, nil
}

// holds reports whether a report's text or its title is what a query wants.
func holds(q text.Query, r *recount.Report) bool {
	_, ok := q.Hits(r.Title+"\n\n"+r.Text, r.Lang)
	return ok
}

// match writes a query as the index is asked.
func match(q text.Query) string {
	part := func(b *strings.Builder, s text.Sought) {
		for i, w := range s.Words {
			if i > 0 {
				b.WriteString(" AND ")
			}
			b.WriteByte('(')
			for k, stem := range w.Stems {
				if k > 0 {
					b.WriteString(" OR ")
				}
				b.WriteString(`"` + strings.ReplaceAll(stem, `"`, "") + `"`)
			}
			b.WriteByte(')')
		}
	}
	var b strings.Builder
	for i, s := range q.All {
		if i > 0 {
			b.WriteString(" AND ")
		}
		part(&b, s)
	}
	for _, s := range q.None {
		if len(s.Words) > 1 {
			continue // a text may have the words, though not side by side
		}
		b.WriteString(" NOT ")
		part(&b, s)
	}
	return b.String()
}

// search makes a report findable by its words.
func (tx *Tx) search(ctx context.Context, seq int64, r *recount.Report) error {
	err := tx.exec(ctx, `DELETE FROM stems WHERE rowid = $1`, seq)
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO stems (rowid, title, body) VALUES ($1, $2, $3)`, seq, text.Index(r.Title, r.Lang), text.Index(r.Text, r.Lang))
	}
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO searched (seq, version) VALUES ($1, $2) ON CONFLICT DO UPDATE SET version = excluded.version`, seq, text.StemVersion)
	}
	return err
}

// catchUp makes the reports findable that came before there was search, or
// whose words were stemmed by another version. It goes from the first to the last
// before any other comes in: if the last is findable, all are.
func (db *DB) catchUp(ctx context.Context) error {
	last, err := row(ctx, db.Reader.q, one[int], `SELECT count(*) FROM searched WHERE version = $1 AND seq = (SELECT max(seq) FROM reports)`, text.StemVersion)
	if err != nil {
		return fmt.Errorf("make reports findable: %w", err)
	}
	for more := last == 0; more; {
		err := db.Write(ctx, func(tx *Tx) error {
			some, err := rows(ctx, tx, readReport, `SELECT `+reportColumns+` FROM reports WHERE NOT EXISTS (SELECT 1 FROM searched WHERE searched.seq = reports.seq AND version = $1) ORDER BY seq LIMIT 500`, text.StemVersion)
			for i := 0; i < len(some) && err == nil; i++ {
				err = tx.search(ctx, some[i].Seq, &some[i].Report)
			}
			more = len(some) > 0
			return err
		})
		if err != nil {
			return fmt.Errorf("make reports findable: %w", err)
		}
	}
	return nil
}
