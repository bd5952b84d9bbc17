-- The newest term in which the other domain's server of a link was heard of.
CREATE TABLE peer_terms(
    queue TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
