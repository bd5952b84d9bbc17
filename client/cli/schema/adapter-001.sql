-- What the folder adapter handed to the other system: names and digests, nothing of documents.
CREATE TABLE handed(
    kind INTEGER NOT NULL, -- 1: an arrival by its envelope, 2: a message of which something may still be told
    name TEXT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
