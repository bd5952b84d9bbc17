-- Deliveries that the recipient has neither signed for nor returned. Of what was accepted before this table was, those
-- count that nobody has confirmed.
CREATE TABLE unanswered(
    envelope INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    PRIMARY KEY(envelope, recipient)
) STRICT, WITHOUT ROWID;
INSERT INTO unanswered(envelope, recipient) SELECT envelope, recipient FROM deliveries WHERE confirmed_at IS NULL;
