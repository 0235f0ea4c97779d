-- How many there are, counted as they come: asking costs the same however many.

CREATE TABLE counted (
  what TEXT NOT NULL,                 -- reading, source, lang of reports; claim and origin of those that stand; incident; decision, waiting
  name TEXT NOT NULL,
  n    INTEGER NOT NULL,
  PRIMARY KEY (what, name)
) STRICT, WITHOUT ROWID;

INSERT INTO counted SELECT 'reading', reading, count(*) FROM reports GROUP BY reading;
INSERT INTO counted SELECT 'source', source, count(*) FROM reports GROUP BY source;
INSERT INTO counted SELECT 'lang', lang, count(*) FROM reports GROUP BY lang;
INSERT INTO counted SELECT 'claim', '', count(*) FROM claims WHERE retired IS NULL;
INSERT INTO counted SELECT 'origin', origin, count(*) FROM claims WHERE retired IS NULL AND origin IS NOT NULL GROUP BY origin;
INSERT INTO counted SELECT 'incident', '', count(*) FROM incidents;
INSERT INTO counted SELECT 'decision', '', count(*) FROM decisions;
INSERT INTO counted SELECT 'waiting', '', count(*) FROM decisions WHERE waiting = 1;

CREATE TRIGGER reports_counted AFTER INSERT ON reports BEGIN
  INSERT INTO counted VALUES ('reading', new.reading, 1), ('source', new.source, 1), ('lang', new.lang, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER readings_counted AFTER UPDATE OF reading ON reports WHEN old.reading <> new.reading BEGIN
  UPDATE counted SET n = n - 1 WHERE what = 'reading' AND name = old.reading;
  INSERT INTO counted VALUES ('reading', new.reading, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER claims_counted AFTER INSERT ON claims WHEN new.retired IS NULL BEGIN
  INSERT INTO counted VALUES ('claim', '', 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO counted SELECT 'origin', new.origin, 1 WHERE new.origin IS NOT NULL ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER claims_retired AFTER UPDATE OF retired ON claims WHEN (old.retired IS NULL) <> (new.retired IS NULL) BEGIN
  UPDATE counted SET n = n + iif(new.retired IS NULL, 1, -1) WHERE what = 'claim' OR what = 'origin' AND name = new.origin;
END;
CREATE TRIGGER incidents_counted AFTER INSERT ON incidents BEGIN
  INSERT INTO counted VALUES ('incident', '', 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER incidents_uncounted AFTER DELETE ON incidents BEGIN
  UPDATE counted SET n = n - 1 WHERE what = 'incident';
END;
CREATE TRIGGER decisions_counted AFTER INSERT ON decisions BEGIN
  INSERT INTO counted VALUES ('decision', '', 1), ('waiting', '', new.waiting) ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

-- What pages ask for that is rare among much that is not.

CREATE INDEX claims_denied ON claims (seq, n) WHERE retired IS NULL AND doc ->> '$.denied' = 1;
CREATE INDEX incidents_doubted ON incidents (doc ->> '$.doubt' DESC, id) WHERE doc ->> '$.doubt' IS NOT NULL;
CREATE INDEX reports_words ON reports (seq, title, url, source, given);
CREATE INDEX claims_gone ON claims (retired) WHERE retired IS NOT NULL;
