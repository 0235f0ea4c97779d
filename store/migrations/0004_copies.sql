-- The fingerprints of texts, by which a report is compared with all before it
-- at once. Computed: may be deleted and computed again. Of a print that very
-- many texts hold only the first are kept.

ALTER TABLE reports ADD COLUMN prints INTEGER; -- computed: how many its text has, NULL if it was not winnowed yet

CREATE TABLE prints (
  print INTEGER NOT NULL,
  text  INTEGER NOT NULL,  -- seq of the report
  PRIMARY KEY (print, text)
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_copy ON decisions (seq) WHERE act IN ('copy', 'original');
