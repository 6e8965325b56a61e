-- What reconciliation keeps, so that a new document meets only those that it has to do with.
CREATE TABLE sketches (
    reading INTEGER PRIMARY KEY REFERENCES readings,
    version INTEGER NOT NULL,              -- of what made the sketch and the keys of the figures
    sketch  BLOB NOT NULL,                 -- fingerprints of the text
    held    INTEGER NOT NULL DEFAULT 0     -- 1: held beside all others that have a 1
) STRICT;

-- Figures that may be of one measure share a key.
CREATE TABLE figure_keys (
    key     TEXT NOT NULL,
    reading INTEGER NOT NULL REFERENCES readings,
    row     TEXT NOT NULL,                 -- of figure_rows
    PRIMARY KEY (key, reading, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_keys_of_readings ON figure_keys (reading);

-- Readings of one text, in whole or in part.
CREATE TABLE copy_rows (
    left  INTEGER NOT NULL REFERENCES readings,  -- the shorter text
    right INTEGER NOT NULL REFERENCES readings,
    share REAL NOT NULL,                   -- of the words of the shorter that stand in the other
    kind  TEXT NOT NULL,                   -- same text, revision, reprint, extract
    PRIMARY KEY (left, right)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_rows_of_right ON copy_rows (right);

-- Series of the record that the user added.
CREATE TABLE record_files (
    name    TEXT PRIMARY KEY,
    csv     TEXT NOT NULL,
    sidecar TEXT                           -- what the series count; NULL where the file says it itself
) STRICT, WITHOUT ROWID;

CREATE VIEW copies AS
SELECT l.id AS left, r.id AS right, c.share, c.kind
FROM copy_rows c JOIN readings l ON l.reading = c.left JOIN readings r ON r.reading = c.right
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = c.left AND p.current = 1)
  AND EXISTS (SELECT 1 FROM places p WHERE p.reading = c.right AND p.current = 1);

-- What persons decided on rows. It refers to bytes and places, not to rows, and so outlives reading again.
CREATE TABLE reviews (
    n         INTEGER PRIMARY KEY,         -- in the order in which they were taken
    row       TEXT NOT NULL,               -- the row's id then
    kind      TEXT NOT NULL,               -- statements, figures, events, proposals, mentions
    sha256    TEXT NOT NULL,               -- of the document's bytes
    start     INTEGER NOT NULL,            -- bytes of the text as it was read then
    end       INTEGER NOT NULL,
    text      TEXT NOT NULL,
    beside    TEXT,                        -- JSON: the other row, where it is on what two rows are to each other
    verdict   TEXT NOT NULL CHECK (verdict IN ('confirmed', 'corrected', 'rejected', 'noted')),
    corrected TEXT NOT NULL DEFAULT '{}',  -- JSON: corrected fields, named as in exports; start and end are bytes
    note      TEXT NOT NULL,
    by        TEXT NOT NULL,
    at        TEXT NOT NULL                -- UTC
) STRICT;
CREATE INDEX reviews_of_bytes ON reviews (sha256);
