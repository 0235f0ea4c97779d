-- Where reports come from again and again, and what was named there. Neither
-- evidence nor judgement: it says what is to be fetched, and no more.

CREATE TABLE watches (
  address TEXT PRIMARY KEY,           -- of a feed, a site map, a site that names a feed; of a folder
  due     INTEGER NOT NULL,           -- not to be looked at before; microseconds since 1970
  paused  INTEGER NOT NULL,
  doc     TEXT NOT NULL
) STRICT;
CREATE INDEX watches_due ON watches (due) WHERE paused = 0;

CREATE TABLE pages (
  url     TEXT PRIMARY KEY,           -- address of a page, or name of a file
  watch   TEXT NOT NULL,              -- that named it first, '' if a person did
  host    TEXT NOT NULL,
  named   INTEGER NOT NULL,           -- when it was first named
  got     INTEGER,                    -- when it was last got and added
  due     INTEGER,                    -- when to get it, again if got; NULL: no more
  tries   INTEGER NOT NULL,           -- that failed since it was last got
  doc     TEXT NOT NULL
) STRICT;
CREATE INDEX pages_due ON pages (due) WHERE due IS NOT NULL;
CREATE INDEX pages_watch ON pages (watch, named);
CREATE INDEX pages_named ON pages (named);
