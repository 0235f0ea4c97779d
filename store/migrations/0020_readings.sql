-- A claim is of whoever read it: of a person, by name, or of the machines, of which
-- the latest stands for all. Each reading retires only what its own read before.

ALTER TABLE claims ADD COLUMN entered TEXT GENERATED ALWAYS AS (iif(doc ->> '$.reader' LIKE 'person/%', doc ->> '$.reader', '')) VIRTUAL;
