package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// A Problem is something that does not match what the ledger committed to.
type Problem struct {
	Subject string `json:"subject"` // "claim c:…", "ledger entry 7"
	What    string `json:"what"`    // what is wrong with it, in a sentence
}

func (p Problem) String() string { return p.Subject + ": " + p.What }

// Audit checks every row of evidence and judgement against its ledger entry,
// every entry against the tree, and every checkpoint against its signature and
// the tree. It hands each problem to found, and trusts nothing that is
// computed.
func (r *Reader) Audit(ctx context.Context, public string, found func(Problem)) error {
	a := audit{r: r, ctx: ctx, found: found, listed: map[string]int64{}}
	if err := errors.Join(a.entries(), a.counts(), a.columns(), a.checkpoints(public)); err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

type audit struct {
	r      *Reader
	ctx    context.Context
	found  func(Problem)
	hashes []recount.Digest // the tree, grown afresh from the entries
	listed map[string]int64 // how many rows of each table entries speak of
}

func (a *audit) say(subject, format string, args ...any) {
	a.found(Problem{subject, fmt.Sprintf(format, args...)})
}

// ReadHashes lets the audit's own tree be asked.
func (a *audit) ReadHashes(indexes []int64) ([]recount.Digest, error) {
	out := make([]recount.Digest, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(a.hashes)) {
			return nil, fmt.Errorf("ledger hash %d: %w", x, recount.ErrNotFound)
		}
		out[i] = a.hashes[x]
	}
	return out, nil
}

type auditRow struct {
	ledger.Entry
	salt, body []byte
}

func (a *audit) entries() error {
	var next int64
	for {
		page, err := rows(a.ctx, a.r.q, func(s scan) (e auditRow, err error) {
			var payload string
			e.Entry, err = readEntry(func(dest ...any) error {
				err := s(append(append(dest[:5:5], &payload), &e.salt, &e.body)...)
				*dest[5].(*[]byte) = []byte(recount.Digest{}.String())
				return err
			})
			if e.Payload.UnmarshalText([]byte(payload)) != nil {
				a.say(fmt.Sprintf("ledger entry %d", e.Seq), "its payload digest is not a digest")
			}
			return e, err
		}, `SELECT `+entryColumns+`, salt, body FROM entries WHERE seq >= $1 ORDER BY seq LIMIT 1000`, next)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			for ; next < e.Seq; next++ {
				a.say(fmt.Sprintf("ledger entry %d", next), "is missing")
				a.hashes = append(a.hashes, make([]recount.Digest, ledger.Stored(next+1)-ledger.Stored(next))...)
			}
			if err := a.entry(e); err != nil {
				return err
			}
			next = e.Seq + 1
		}
	}
	return a.tree(next)
}

func (a *audit) entry(e auditRow) error {
	name := fmt.Sprintf("ledger entry %d", e.Seq)
	if err := e.Check(); err != nil {
		a.say(name, "is no entry: %v", err)
	}
	hs, err := ledger.Grow(e.Seq, e.Leaf(), a)
	if err != nil {
		return err
	}
	a.hashes = append(a.hashes, hs...)
	var salt ledger.Salt
	copy(salt[:], e.salt)
	if len(e.salt) != len(salt) || ledger.Commit(salt, e.body) != e.Payload {
		a.say(name, "what it commits to (%s %s) was changed after it was entered", e.Kind, e.Subject)
	}
	var b body
	if err := json.Unmarshal(e.body, &b); err != nil {
		a.say(name, "what it commits to cannot be read")
		return nil
	}
	table := strings.TrimSuffix(tables[e.Kind], "s")
	if table == "" {
		return nil
	}
	a.listed[tables[e.Kind]] += int64(len(b.Rows))
	for _, want := range b.Rows {
		var seq int64
		got, err := row(a.ctx, a.r.q, func(s scan) (b []byte, err error) { return b, s(&b, &seq) },
			`SELECT doc, seq FROM `+table+`s WHERE id = $1`, want.ID)
		switch {
		case errors.Is(err, recount.ErrNotFound):
			a.say(table+" "+want.ID, "its row was removed; ledger entry %d committed to it", e.Seq)
		case err != nil:
			return err
		case recount.Sum(got) != want.Digest:
			a.say(table+" "+want.ID, "its row was changed after ledger entry %d committed to it", e.Seq)
		case seq != e.Seq:
			a.say(table+" "+want.ID, "its row points to ledger entry %d instead of %d", seq, e.Seq)
		}
	}
	return nil
}

// tree compares the stored hashes with those grown from the entries.
func (a *audit) tree(size int64) error {
	type stored struct {
		idx  int64
		hash []byte
	}
	page, err := rows(a.ctx, a.r.q, func(s scan) (h stored, err error) { return h, s(&h.idx, &h.hash) }, `SELECT idx, hash FROM hashes ORDER BY idx`)
	if err != nil {
		return err
	}
	if int64(len(page)) != ledger.Stored(size) {
		a.say("ledger", "stores %d hashes for %d entries, which have %d", len(page), size, ledger.Stored(size))
	}
	leaf := map[int64]int64{}
	for seq := range size {
		leaf[ledger.LeafIndex(seq)] = seq
	}
	for _, h := range page {
		if h.idx < int64(len(a.hashes)) && string(h.hash) == string(a.hashes[h.idx][:]) {
			continue
		}
		if seq, ok := leaf[h.idx]; ok {
			a.say(fmt.Sprintf("ledger entry %d", seq), "does not have the hash it was entered under")
		} else {
			a.say(fmt.Sprintf("ledger hash %d", h.idx), "does not follow from the entries")
		}
	}
	return nil
}

// counts finds rows that no entry speaks of.
func (a *audit) counts() error {
	for _, table := range slices.Sorted(maps.Values(tables)) {
		n, err := row(a.ctx, a.r.q, one[int64], `SELECT count(*) FROM `+table)
		if err != nil {
			return err
		}
		if n != a.listed[table] {
			a.say(table, "there are %d; the ledger speaks of %d", n, a.listed[table])
		}
	}
	return nil
}

// columns finds rows whose columns do not repeat what the document says.
func (a *audit) columns() error {
	for table, query := range map[string]string{
		"report": `SELECT id FROM reports WHERE json_valid(doc) AND (id IS NOT doc ->> 'id' OR source <> coalesce(doc ->> 'source', '') OR url <> coalesce(doc ->> 'url', '')
			OR lang <> coalesce(doc ->> 'lang', '') OR title <> coalesce(doc ->> 'title', '') OR raw IS NOT doc ->> 'raw')`,
		"claim": `SELECT id FROM claims WHERE json_valid(doc) AND (id IS NOT doc ->> 'id' OR report IS NOT doc ->> 'report' OR event <> coalesce(doc ->> 'event', 0))`,
		"decision": `SELECT id FROM decisions WHERE json_valid(doc) AND (id IS NOT doc ->> 'id' OR act IS NOT doc ->> 'act' OR subject IS NOT doc ->> 'subject'
			OR object <> coalesce(doc ->> 'object', ''))`,
		"requisite": `SELECT id FROM requisites WHERE json_valid(doc) AND (id IS NOT doc ->> 'id' OR page IS NOT doc ->> 'page')`,
		"stamp":     `SELECT id FROM stamps WHERE json_valid(doc) AND (id IS NOT doc ->> 'id' OR size IS NOT doc ->> 'size' OR authority IS NOT doc ->> 'authority')`,
	} {
		ids, err := rows(a.ctx, a.r.q, one[string], query)
		if err != nil {
			return err
		}
		for _, id := range ids {
			a.say(table+" "+id, "its columns do not say what its document says")
		}
	}
	return nil
}

func (a *audit) checkpoints(public string) error {
	cs, err := rows(a.ctx, a.r.q, readCheckpoint, `SELECT size, root, note FROM checkpoints ORDER BY size`)
	if err != nil {
		return err
	}
	for _, c := range cs {
		name := fmt.Sprintf("checkpoint %d", c.Size)
		signed, err := ledger.ParseCheckpoint(c.Note, public)
		if err != nil {
			a.say(name, "its signature does not hold")
			continue
		}
		if signed.Size != c.Size || signed.Root != c.Root {
			a.say(name, "is not what was signed")
			continue
		}
		root, err := ledger.Root(c.Size, a)
		if err != nil || root != signed.Root {
			a.say(name, "the ledger does not have the root that was signed")
		}
	}
	return nil
}
