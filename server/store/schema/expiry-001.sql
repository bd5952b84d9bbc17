-- Envelopes whose parts were dropped, since all who were to have them have them; what stands of them elsewhere stays.
CREATE TABLE expired(
    envelope INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
