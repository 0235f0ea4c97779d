-- Reports of one address are versions of one page.

CREATE INDEX reports_url ON reports (url, seq);
