-- Large content that entries name which the server has already; it goes up behind everything small.
CREATE TABLE blobs_owed(
    row INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE
) STRICT;
