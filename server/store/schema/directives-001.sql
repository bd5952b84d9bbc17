-- What senders decided about their envelopes, and what the server ruled.
CREATE TABLE directives(
    digest BLOB PRIMARY KEY,
    unit TEXT NOT NULL,
    envelope BLOB NOT NULL,
    given_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- To be held, once they come: digests of envelopes that are not accepted yet, as each unit says of its own.
CREATE TABLE holds(
    envelope BLOB NOT NULL,
    unit TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY(envelope, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_unit ON holds(unit);

-- Accepted and held: in no queue until their time. A row goes when it has come, so that a clock that is set back takes
-- nothing out of a queue.
CREATE TABLE held(
    envelope INTEGER PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX held_until ON held(until);

-- Deliveries that ended without an answer: recalled (0) or undeliverable (2), as RulingKind counts.
CREATE TABLE ended(
    envelope INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    how INTEGER NOT NULL,
    PRIMARY KEY(envelope, recipient)
) STRICT, WITHOUT ROWID;

-- Each ruling once, and whom it is told, numbered without gaps for each unit.
CREATE TABLE rulings(
    id INTEGER PRIMARY KEY,
    directive BLOB,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX rulings_directive ON rulings(directive) WHERE directive IS NOT NULL;
CREATE TABLE ruling_rows(
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    ruling INTEGER NOT NULL REFERENCES rulings(id),
    PRIMARY KEY(unit, number)
) STRICT, WITHOUT ROWID;
