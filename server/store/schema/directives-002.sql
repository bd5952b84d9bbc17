-- Whom a sender urged to sign for an envelope, and when: what each unit is told, numbered without gaps. The act itself
-- stands among the directives.
CREATE TABLE urges(
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    envelope INTEGER NOT NULL,
    urged_at INTEGER NOT NULL,
    directive BLOB NOT NULL,
    PRIMARY KEY(unit, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX urges_envelope ON urges(envelope, unit);
