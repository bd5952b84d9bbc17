-- Envelopes of other domains that were taken from units before they came: from whom, and the header, by which a unit
-- knows the place of each in its row from the sender.
CREATE TABLE withdrawn(
    envelope BLOB NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY(envelope, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE withdrawn_headers(
    envelope BLOB PRIMARY KEY,
    header BLOB NOT NULL
) STRICT;
