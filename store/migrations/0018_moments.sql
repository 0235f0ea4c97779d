-- How large the ledger was at some moment.

CREATE INDEX entries_at ON entries (at, seq);
