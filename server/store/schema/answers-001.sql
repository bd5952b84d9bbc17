-- Deliveries that the recipient has neither signed for nor returned.
CREATE TABLE unanswered(
    envelope INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    PRIMARY KEY(envelope, recipient)
) STRICT, WITHOUT ROWID;
INSERT INTO unanswered(envelope, recipient) SELECT envelope, recipient FROM deliveries;
-- Units whose envelopes were answered before this table was: their receipts have still to be read.
CREATE TABLE answers_unread(
    unit TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO answers_unread(unit) SELECT DISTINCT unit FROM receipts;
