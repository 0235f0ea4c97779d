package ledger

import (
	"encoding/json"
	"fmt"

	"github.com/recountlab/recount"
)

// An Opening is an entry with what its payload commits to: whoever has it can
// see for themselves what was entered.
type Opening struct {
	Entry
	Salt Salt
	Body []byte // JSON; "rows" lists the documents entered, each with its digest
}

// A Row is a document that an entry commits to, byte for byte.
type Row struct {
	Kind Kind   // of the entry
	Seq  int64  // of the entry
	ID   string // of what the document says
	Doc  []byte // JSON
}

// Check reports whether o is what its entry commits to. If it is not the error
// is ErrTampered.
func (o Opening) Check() error {
	if Commit(o.Salt, o.Body) != o.Payload {
		return fmt.Errorf("entry %d does not commit to what is said to have been entered: %w", o.Seq, recount.ErrTampered)
	}
	return nil
}

// Rows returns the digests of the documents entered, by ID.
func (o Opening) Rows() (map[string]recount.Digest, error) {
	var b struct {
		Rows []struct {
			ID     string         `json:"id"`
			Digest recount.Digest `json:"digest"`
		} `json:"rows"`
	}
	if err := json.Unmarshal(o.Body, &b); err != nil {
		return nil, fmt.Errorf("entry %d: what it commits to cannot be read: %v: %w", o.Seq, err, recount.ErrInvalid)
	}
	rows := make(map[string]recount.Digest, len(b.Rows))
	for _, r := range b.Rows {
		rows[r.ID] = r.Digest
	}
	return rows, nil
}
