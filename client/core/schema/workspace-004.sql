-- Where this store took a damaged one's place (decision 44): what was salvaged of it, until the log is here again.
CREATE TABLE store_recovery(
    only INTEGER PRIMARY KEY CHECK (only = 1),
    aside TEXT NOT NULL -- Name of the folder in which the damaged one lies.
) STRICT;
CREATE TABLE store_salvage(
    row INTEGER PRIMARY KEY, -- In the order of their sequence.
    entry BLOB NOT NULL
) STRICT;
