-- What could not be carried to another domain for now: since when, and why at the last word of it.
CREATE TABLE forward_waits(
    envelope INTEGER NOT NULL,
    queue TEXT NOT NULL,
    since INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY(envelope, queue)
) STRICT, WITHOUT ROWID;
CREATE INDEX forward_waits_since ON forward_waits(reason, since);
