-- Words that tie accounts of one incident, by their hashes: computed from the
-- texts when they are read, to be found by and counted.

CREATE TABLE accounts (
  report TEXT NOT NULL REFERENCES reports (id),
  event  INTEGER NOT NULL,            -- of the report
  lang   TEXT NOT NULL,
  words  BLOB NOT NULL,               -- four bytes each, in order
  PRIMARY KEY (report, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE words (
  word INTEGER PRIMARY KEY,           -- what is counted: see link.Frequency
  n    INTEGER NOT NULL
) STRICT;

CREATE TABLE heard (
  word   INTEGER NOT NULL,
  report TEXT NOT NULL,
  event  INTEGER NOT NULL,
  PRIMARY KEY (word, report, event)
) STRICT, WITHOUT ROWID;

-- Incidents are looked at again that changed since they were last looked at.

ALTER TABLE incidents ADD COLUMN as_of INTEGER GENERATED ALWAYS AS (doc ->> '$.as_of') VIRTUAL;
CREATE INDEX incidents_as_of ON incidents (as_of);

CREATE TABLE looked (
  what  TEXT PRIMARY KEY,             -- "refine"
  as_of INTEGER NOT NULL              -- size of the ledger when it was last done
) STRICT, WITHOUT ROWID;
