-- When each link was heard of last by any of the servers that share this database; of a server alone its memory tells.
CREATE TABLE links_heard(
    queue TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
