-- The register of time stamps: what the server's time-stamp authority has given out, to whom, over which digest.
CREATE TABLE time_stamps(
    serial BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    desktop TEXT NOT NULL,
    imprint BLOB NOT NULL
) STRICT, WITHOUT ROWID;
