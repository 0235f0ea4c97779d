-- The claims that are least sure to have been read rightly come first to a
-- person who checks them.

CREATE INDEX claims_sure ON claims (doc ->> '$.sure', id) WHERE retired IS NULL;
