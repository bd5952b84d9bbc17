-- A desktop's journal. Entries are never changed but for the number that the server gives them.
CREATE TABLE journal_entries(
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL, -- Has no index: the chains and their sequences make it unique.
    desktop TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    stream TEXT NOT NULL,
    number INTEGER, -- In the unit's log; null while the server has not accepted it, which only own entries are.
    bytes BLOB NOT NULL,
    UNIQUE(desktop, sequence)
) STRICT;
-- Server order first, own unsent entries behind (nulls sort first, hence the expression).
CREATE INDEX journal_stream_order ON journal_entries(stream, number IS NULL, number, sequence);
CREATE INDEX journal_unsent ON journal_entries(sequence) WHERE number IS NULL;
CREATE UNIQUE INDEX journal_log_order ON journal_entries(number) WHERE number IS NOT NULL;

-- The newest entry known of each desktop, and its newest signed head.
CREATE TABLE journal_chains(
    desktop TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    id BLOB NOT NULL,
    head BLOB
) STRICT;

-- One row: how far the unit's log is known here.
CREATE TABLE journal_log(
    only INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    checkpoint BLOB
) STRICT;

CREATE TABLE journal_projections(
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT;
