-- Addresses of pages that people keep under a name, to look at them again: neither
-- evidence nor judgement.

CREATE TABLE views (
  person  TEXT NOT NULL,
  name    TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
