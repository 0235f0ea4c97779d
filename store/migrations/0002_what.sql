-- Claims are asked for by what they say happened.

ALTER TABLE claims ADD COLUMN what TEXT GENERATED ALWAYS AS (doc ->> '$.what') VIRTUAL;
CREATE INDEX claims_what ON claims (what, seq);
