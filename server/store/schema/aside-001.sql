-- Where the pieces of blobs stand in the log that were set aside as damaged, until the blob is whole again or dropped:
-- another machine's copy of the log may have them as they were.
CREATE TABLE aside_pieces(
    unit TEXT NOT NULL,
    digest BLOB NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY(unit, digest, offset)
) STRICT, WITHOUT ROWID;
CREATE INDEX aside_pieces_segment ON aside_pieces(segment);
