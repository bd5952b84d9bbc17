-- The server's order of each unit's entries: one row a run that a desktop pushed, one a entry.
CREATE TABLE unit_runs(
    unit TEXT NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    head BLOB NOT NULL,
    PRIMARY KEY(unit, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE unit_log(
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(unit, number)
) STRICT;

CREATE TABLE unit_chains(
    desktop TEXT PRIMARY KEY,
    unit TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    id BLOB NOT NULL
) STRICT, WITHOUT ROWID;
