-- Blobs are pieces in the segment log; how much of each came, and whether the whole has its digest.
ALTER TABLE blobs ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blobs ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
CREATE TABLE blob_pieces(
    unit TEXT NOT NULL,
    digest BLOB NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY(unit, digest, offset)
) STRICT, WITHOUT ROWID;
-- What each unit's blobs take together, so that its quota is asked without counting them.
CREATE TABLE blob_sums(
    unit TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO blob_sums(unit, bytes) SELECT unit, sum(size) FROM blobs GROUP BY unit;
