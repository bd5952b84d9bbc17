-- Envelopes between exchange domains (decision 40).

-- By which link an envelope came: its parts are counted to that link.
CREATE TABLE brought(
    envelope INTEGER PRIMARY KEY REFERENCES envelopes(number),
    link TEXT NOT NULL
) STRICT;

-- The hops that go along with an envelope to other domains, this one's at their end.
CREATE TABLE hops(
    envelope INTEGER PRIMARY KEY REFERENCES envelopes(number),
    bytes BLOB NOT NULL
) STRICT;

-- For whom an envelope goes to another domain.
CREATE TABLE onward(
    envelope INTEGER NOT NULL,
    queue TEXT NOT NULL,
    recipient TEXT NOT NULL,
    PRIMARY KEY(envelope, queue, recipient)
) STRICT, WITHOUT ROWID;

-- How the other domain's server took it: its acceptance, or why it refused.
CREATE TABLE handed_on(
    envelope INTEGER NOT NULL,
    queue TEXT NOT NULL,
    receipt BLOB,
    reason TEXT,
    PRIMARY KEY(envelope, queue)
) STRICT, WITHOUT ROWID;

-- What could not be brought to a recipient and was returned to the sender, once.
CREATE TABLE undelivered(
    envelope INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY(envelope, recipient)
) STRICT, WITHOUT ROWID;

-- Up to which number the receipts of a link's queue are at the other domain.
CREATE TABLE link_receipts(
    queue TEXT PRIMARY KEY,
    taken INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
