-- What belongs to the desktop and is no entry: its keys.
CREATE TABLE workspace_secrets(
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
