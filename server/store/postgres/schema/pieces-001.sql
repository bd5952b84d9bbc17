-- Pieces of blobs where PostgreSQL is the truth; of which blob each is stands in blob_pieces (place is the number here).
-- What comes is encrypted and cannot be made smaller.
CREATE TABLE pieces(
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bytes BYTEA NOT NULL
);
ALTER TABLE pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
