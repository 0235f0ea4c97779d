-- What a person decided is asked for by who it was.

CREATE INDEX decisions_by ON decisions (doc ->> '$.by.name', seq) WHERE kind = 'person';
