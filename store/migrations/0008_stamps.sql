-- Stamps that authorities gave on checkpoints. doc is the thing itself; what
-- they answered, and who vouches for them, lies in the archive.

CREATE TABLE stamps (
  id        TEXT PRIMARY KEY,
  seq       INTEGER NOT NULL UNIQUE,  -- entry that kept it
  size      INTEGER NOT NULL,         -- of the checkpoint
  authority TEXT NOT NULL,
  doc       TEXT NOT NULL
) STRICT;
