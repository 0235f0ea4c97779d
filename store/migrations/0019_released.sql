-- What went out is listed, and how much of it became other since.

CREATE INDEX entries_released ON entries (seq) WHERE kind = 'released';
CREATE INDEX released_seq ON released (seq);
CREATE INDEX incidents_became ON incidents (id, as_of);
