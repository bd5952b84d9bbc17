-- The certificate register: signed acts in their order. What they say is folded in memory; the chain is in the bytes.
CREATE TABLE register_acts(
    number INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- The newest complete revocation list and the newest delta to it, so that a publication that the register names is
-- never lost between its act and the file.
CREATE TABLE register_lists(
    kind TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
