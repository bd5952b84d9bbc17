-- Since when this server serves, and as what: one row for each time that it was taken over by its standby or restored
-- from a backup. What began as a new server has none. The number is that of the second in which it began.
CREATE TABLE terms(
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
