-- How far this desktop has come with others: no entry, since another desktop of the unit has its own.
CREATE TABLE exchange_cursors(
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What was refused and why, so that the same bytes that come again are not told again.
CREATE TABLE exchange_refused(
    digest BLOB PRIMARY KEY,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The newest bundle written for (0) and taken from (1) another desktop.
CREATE TABLE bundle_rows(
    desktop TEXT NOT NULL,
    direction INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY(desktop, direction)
) STRICT, WITHOUT ROWID;
