-- Claims are asked for by whose word they are, and by who heard it from them.

ALTER TABLE claims ADD COLUMN origin TEXT GENERATED ALWAYS AS (doc ->> '$.says[#-1].source') VIRTUAL;
ALTER TABLE claims ADD COLUMN through TEXT GENERATED ALWAYS AS (doc ->> '$.says[#-2].source') VIRTUAL;
CREATE INDEX claims_origin ON claims (origin, seq, n) WHERE retired IS NULL AND origin IS NOT NULL;
CREATE INDEX claims_through ON claims (through, seq, n) WHERE retired IS NULL AND through IS NOT NULL;
