-- What pages ask for stands in indexes, with all that is asked of it, so that the long
-- rows are read only of what is shown.

DROP INDEX claims_origin;
DROP INDEX claims_through;
DROP INDEX claims_sure;
CREATE INDEX claims_origin ON claims (origin, seq, n, id, retired) WHERE retired IS NULL AND origin IS NOT NULL;
CREATE INDEX claims_through ON claims (through, seq, n, origin, doc ->> '$.says[#-1].kind', retired) WHERE retired IS NULL AND through IS NOT NULL;
CREATE INDEX claims_sure ON claims (doc ->> '$.sure', id, retired) WHERE retired IS NULL;
CREATE INDEX claims_told ON claims (id, origin, doc -> '$.said');

CREATE INDEX decisions_copied ON decisions (subject, object, seq, act) WHERE act IN ('copy', 'original');
CREATE INDEX decisions_copies ON decisions (object, subject, seq, act) WHERE act IN ('copy', 'original');
CREATE INDEX decisions_doubts ON decisions (subject, at, id, object) WHERE act = 'doubt';
CREATE INDEX decisions_checked ON decisions (subject, kind, act) WHERE kind = 'person' AND act IN ('accept', 'reject', 'correct');
CREATE INDEX decisions_graded ON decisions (subject) WHERE act = 'grade';

DROP INDEX incidents_unsigned;
CREATE INDEX incidents_unsigned ON incidents (doc ->> '$.signed.by' IS NULL, latest DESC, id DESC) WHERE viewed = 1 AND signed = 0;
CREATE INDEX incidents_ungraded ON incidents (deadly DESC, id DESC, doc ->> '$.status') WHERE deadly > 0 AND doc ->> '$.status' <> 'retracted';

CREATE INDEX reports_found ON reports (seq, lang, source, published, claims, reading);
