-- What pages showed besides their text. doc is the list; the bytes lie in the
-- archive.

CREATE TABLE requisites (
  id   TEXT PRIMARY KEY,
  seq  INTEGER NOT NULL UNIQUE,       -- entry that kept them
  page TEXT NOT NULL UNIQUE,          -- digest of the page
  doc  TEXT NOT NULL
) STRICT;
