-- Which incidents were projected or dropped, each with the last time: so that what
-- is held in memory of all incidents is brought up to date by those alone.

CREATE TABLE touched (
  incident TEXT PRIMARY KEY,
  n        INTEGER NOT NULL UNIQUE    -- counts upwards
) STRICT, WITHOUT ROWID;

CREATE TRIGGER incidents_projected AFTER INSERT ON incidents BEGIN
  INSERT INTO touched (incident, n) VALUES (new.id, (SELECT coalesce(max(n), 0) + 1 FROM touched))
    ON CONFLICT (incident) DO UPDATE SET n = excluded.n;
END;
CREATE TRIGGER incidents_dropped AFTER DELETE ON incidents BEGIN
  INSERT INTO touched (incident, n) VALUES (old.id, (SELECT coalesce(max(n), 0) + 1 FROM touched))
    ON CONFLICT (incident) DO UPDATE SET n = excluded.n;
END;
