-- The words of reports, to search by: computed, and made anew where they were
-- made by another version of the stemming.

ALTER TABLE reports ADD COLUMN published TEXT GENERATED ALWAYS AS (doc ->> '$.published.from') VIRTUAL;

CREATE VIRTUAL TABLE stems USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');
CREATE TABLE searched (
  seq     INTEGER PRIMARY KEY,        -- of the report, as in stems
  version INTEGER NOT NULL            -- of the stemming
) STRICT;
CREATE INDEX searched_version ON searched (version);
