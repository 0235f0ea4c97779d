-- Figures for a period or for many incidents are found among the claims, and
-- the claims that a person corrected, whatever they say now.

ALTER TABLE claims ADD COLUMN period INTEGER GENERATED ALWAYS AS (doc ->> '$.scope' IS NOT NULL OR coalesce(doc ->> '$.when.grain' IN ('week', 'month', 'year'), 0)) VIRTUAL;
CREATE INDEX claims_period ON claims (seq, n) WHERE period = 1;
CREATE INDEX decisions_corrected ON decisions (subject) WHERE act = 'correct';
