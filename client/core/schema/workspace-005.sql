-- Why envelopes that the unit sent wait for other domains, as its server said last; this desktop's own, not the journal's.
CREATE TABLE onward_waits(
    envelope BLOB NOT NULL,
    domain TEXT NOT NULL, -- The linked one.
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY(envelope, domain)
) STRICT, WITHOUT ROWID;
