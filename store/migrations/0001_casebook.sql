-- Evidence and judgement: rows are added and, but for reports.reading and
-- claims.retired, never changed. doc is the thing itself as JSON; the ledger
-- commits to its bytes. The other columns repeat what questions are asked by.

CREATE TABLE reports (
  id        TEXT PRIMARY KEY,
  seq       INTEGER NOT NULL UNIQUE,  -- entry that received it
  given     TEXT NOT NULL,            -- name its collector gave it, '' if none
  source    TEXT NOT NULL,
  url       TEXT NOT NULL,
  lang      TEXT NOT NULL,
  title     TEXT NOT NULL,
  raw       TEXT NOT NULL,
  doc       TEXT NOT NULL,
  reading   TEXT NOT NULL,            -- computed: how far it has come
  claims    INTEGER NOT NULL,         -- computed: how many stand
  reader    TEXT NOT NULL,            -- computed: what read it last
  note      TEXT NOT NULL             -- computed: why it was not read
) STRICT;
CREATE INDEX reports_reading ON reports (reading, seq);
CREATE INDEX reports_source ON reports (source, seq);
CREATE INDEX reports_raw ON reports (raw);
CREATE INDEX reports_given ON reports (given) WHERE given <> '';

CREATE TABLE claims (
  id      TEXT PRIMARY KEY,
  report  TEXT NOT NULL REFERENCES reports (id),
  seq     INTEGER NOT NULL,           -- entry of the reading that made it
  n       INTEGER NOT NULL,           -- its place in that reading
  event   INTEGER NOT NULL,
  doc     TEXT NOT NULL,
  retired INTEGER                     -- entry of the reading that no longer makes it
) STRICT;
CREATE INDEX claims_report ON claims (report, seq, n);
CREATE INDEX claims_seq ON claims (seq, n);

CREATE TABLE decisions (
  id      TEXT PRIMARY KEY,
  seq     INTEGER NOT NULL UNIQUE,
  at      INTEGER NOT NULL,           -- microseconds since 1970
  kind    TEXT NOT NULL,              -- person or machine
  act     TEXT NOT NULL,
  subject TEXT NOT NULL,
  object  TEXT NOT NULL,
  waiting INTEGER NOT NULL,           -- 1: a person should look
  doc     TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_subject ON decisions (subject);
CREATE INDEX decisions_object ON decisions (object);
CREATE INDEX decisions_waiting ON decisions (seq) WHERE waiting = 1;

-- The ledger.

CREATE TABLE entries (
  seq     INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  by      TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload TEXT NOT NULL,              -- digest of salt and body
  salt    BLOB NOT NULL,
  body    TEXT NOT NULL               -- digests of the rows it commits to, as JSON
) STRICT;
CREATE INDEX entries_subject ON entries (subject);

CREATE TABLE hashes (
  idx  INTEGER PRIMARY KEY,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoints (
  size INTEGER PRIMARY KEY,
  root TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

-- The record: computed, may be deleted and computed again.

CREATE TABLE incidents (
  id      TEXT PRIMARY KEY,
  title   TEXT NOT NULL,
  what    TEXT NOT NULL,
  country TEXT NOT NULL,
  admin1  TEXT NOT NULL,
  lat     REAL,
  lon     REAL,
  since   INTEGER,                    -- it happened in [since, until)
  until   INTEGER,
  latest  INTEGER NOT NULL,           -- orders by time
  deadly  INTEGER NOT NULL,           -- orders by killed: best, then high
  sourced INTEGER NOT NULL,           -- orders by number of reports
  words   TEXT NOT NULL,              -- lower-case words to search in
  doc     TEXT NOT NULL
) STRICT;
CREATE INDEX incidents_latest ON incidents (latest, id);
CREATE INDEX incidents_deadly ON incidents (deadly, id);
CREATE INDEX incidents_sourced ON incidents (sourced, id);
CREATE INDEX incidents_country ON incidents (country, admin1);

CREATE TABLE tolls (
  incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  n        INTEGER NOT NULL,
  what     TEXT NOT NULL,
  doc      TEXT NOT NULL,
  PRIMARY KEY (incident, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  claim    TEXT PRIMARY KEY,
  incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX members_incident ON members (incident);

CREATE TABLE aliases (
  alias    TEXT PRIMARY KEY,
  incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_incident ON aliases (incident);

CREATE TABLE keys (
  key      TEXT NOT NULL,
  incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  PRIMARY KEY (key, incident)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_incident ON keys (incident);

-- Work not yet done.

CREATE TABLE jobs (
  id     INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,
  key    TEXT NOT NULL,
  due    INTEGER NOT NULL,            -- not to be begun before
  worker TEXT NOT NULL,               -- who has it on lease, '' if nobody
  tries  INTEGER NOT NULL,
  error  TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;
CREATE INDEX jobs_due ON jobs (due, id);
