-- What an exchange server keeps beside the unit logs (unitlog) and the audit log (audit). Blobs are files.

-- Accepted envelopes in the order of acceptance; what stands here was answered, or may have been.
CREATE TABLE envelopes(
    number INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    accepted_at INTEGER NOT NULL,
    header BLOB NOT NULL,
    UNIQUE(sender, id)
) STRICT;

-- The server's signed acceptance of each; a table of its own, since the receipts of a group are signed together.
CREATE TABLE acceptances(
    envelope INTEGER PRIMARY KEY REFERENCES envelopes(number),
    receipt BLOB NOT NULL
) STRICT;

-- One row for each unit that an envelope is for; it waits until confirmed.
CREATE TABLE deliveries(
    envelope INTEGER NOT NULL REFERENCES envelopes(number),
    recipient TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    confirmed_at INTEGER,
    PRIMARY KEY(envelope, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_waiting ON deliveries(recipient, urgency DESC, envelope) WHERE confirmed_at IS NULL;

-- Which blobs an envelope's recipients may read.
CREATE TABLE envelope_parts(
    digest BLOB NOT NULL,
    envelope INTEGER NOT NULL REFERENCES envelopes(number),
    PRIMARY KEY(digest, envelope)
) STRICT, WITHOUT ROWID;

-- Blobs that a unit stores or began to store, for its quota.
CREATE TABLE blobs(
    unit TEXT NOT NULL,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY(unit, digest)
) STRICT, WITHOUT ROWID;

-- Receipts for a unit's envelopes, numbered without gaps.
CREATE TABLE receipts(
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(unit, number),
    UNIQUE(unit, digest)
) STRICT;

-- Blocks of document numbers given to desktops, and how far each series was given out.
CREATE TABLE series(
    unit TEXT NOT NULL,
    series TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY(unit, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE leases(
    unit TEXT NOT NULL,
    token BLOB NOT NULL,
    desktop TEXT NOT NULL,
    series TEXT NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    leased_at INTEGER NOT NULL,
    PRIMARY KEY(unit, token)
) STRICT, WITHOUT ROWID;
