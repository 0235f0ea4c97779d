-- What people decided and said to each other is asked for by whom; incidents
-- by how far they are signed off, and by the datasets that they went out in,
-- which is computed from the entries of releases.

CREATE INDEX decisions_people ON decisions (act, seq) WHERE kind = 'person';
ALTER TABLE incidents ADD COLUMN signed INTEGER GENERATED ALWAYS AS (coalesce(doc ->> '$.signed.off', 0)) VIRTUAL;
ALTER TABLE incidents ADD COLUMN viewed INTEGER GENERATED ALWAYS AS (doc ->> '$.status' = 'reviewed' OR doc -> '$.signed' IS NOT NULL) VIRTUAL; -- a person looked
CREATE INDEX incidents_signed ON incidents (latest, id) WHERE signed = 1;
CREATE INDEX incidents_unsigned ON incidents (latest, id) WHERE viewed = 1 AND signed = 0;

CREATE TABLE released (
  incident TEXT NOT NULL,
  seq      INTEGER NOT NULL,          -- entry of the release
  PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;
