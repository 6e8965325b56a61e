-- Actors: those of each document, those of the case, and what a person has decided about them.
ALTER TABLE statement_rows ADD COLUMN entity INTEGER;       -- whom the source is, in entities
ALTER TABLE figure_rows ADD COLUMN credit_entity INTEGER;   -- whom credit is, in entities
ALTER TABLE figure_rows ADD COLUMN place_entity INTEGER;    -- what place is, in entities

-- An actor as one document knows it.
CREATE TABLE entities (
    reading  INTEGER NOT NULL REFERENCES readings,
    entity   INTEGER NOT NULL,        -- in the order of first mentions, from 0
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,           -- the fullest, or a description
    named    INTEGER NOT NULL CHECK (named IN (0, 1)),
    aliases  TEXT NOT NULL,           -- JSON list
    acronyms TEXT NOT NULL,           -- JSON list
    roles    TEXT NOT NULL,           -- JSON list of {title, of, tense, span}
    country  TEXT,
    gender   TEXT,
    PRIMARY KEY (reading, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_rows (
    id         TEXT NOT NULL UNIQUE,
    reading    INTEGER NOT NULL REFERENCES readings,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    confidence REAL NOT NULL,
    entity     INTEGER NOT NULL,
    form       TEXT NOT NULL,
    head_start INTEGER NOT NULL,
    head_end   INTEGER NOT NULL,
    PRIMARY KEY (reading, start, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_entity ON mention_rows (reading, entity);

-- The actors of the case; all five tables below are written anew when documents or decisions have changed.
CREATE TABLE actor_rows (
    rank       INTEGER PRIMARY KEY,   -- most mentioned first, from 0
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    aliases    TEXT NOT NULL,         -- JSON list
    roles      TEXT NOT NULL,         -- JSON list of {title, of, from, to, basis}
    external   TEXT NOT NULL,         -- JSON list of [scheme, id]
    country    TEXT,
    mentions   INTEGER NOT NULL,
    documents  INTEGER NOT NULL,
    first_seen TEXT,
    last_seen  TEXT
) STRICT;

-- Who in a document is which actor, and why.
CREATE TABLE actor_members (
    reading    INTEGER NOT NULL REFERENCES readings,
    part       TEXT NOT NULL CHECK (part IN ('entity', 'author', 'publisher')),
    n          INTEGER NOT NULL,      -- of the entity or author; 0 for the publisher
    actor      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (reading, part, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_actor ON actor_members (actor);

-- Two actors that may be one.
CREATE TABLE actor_candidates (
    n          INTEGER PRIMARY KEY,   -- likeliest first
    left       TEXT NOT NULL,
    right      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    confidence REAL NOT NULL
) STRICT;

CREATE TABLE actor_relations (
    n             INTEGER PRIMARY KEY,
    left          TEXT NOT NULL,      -- an actor
    kind          TEXT NOT NULL,      -- author_of, publishes, works_for, parent_of
    right_actor   TEXT,
    right_reading INTEGER,
    documents     TEXT NOT NULL,      -- JSON list of ids of documents that say so
    basis         TEXT NOT NULL
) STRICT;

-- What a person has decided about actors, in order; a line of a decisions file (docs/actors.md) each.
CREATE TABLE decisions (
    n    INTEGER PRIMARY KEY,
    line TEXT NOT NULL
) STRICT;

-- Lists of names of the user's own (docs/actors.md).
CREATE TABLE lists (
    name TEXT NOT NULL PRIMARY KEY,
    csv  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether what is made of all documents is as they are now.
CREATE TABLE state (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW actors AS
SELECT id, name, kind, aliases, roles, external, country, mentions, documents, first_seen, last_seen
FROM actor_rows ORDER BY rank;

CREATE VIEW mentions AS
SELECT m.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, m.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, m.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), m.start + 1, m.end - m.start) AS TEXT) AS text,
       m.confidence, a.actor, m.form
FROM mention_rows m JOIN readings r ON r.reading = m.reading
     LEFT JOIN actor_members a ON a.reading = m.reading AND a.part = 'entity' AND a.n = m.entity
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = m.reading AND p.current = 1);

DROP VIEW statements;
ALTER TABLE statement_rows DROP COLUMN actor;
CREATE VIEW statements AS
SELECT s.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, s.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, s.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), s.start + 1, s.end - s.start) AS TEXT) AS text,
       s.confidence,
       CAST(substr(CAST(r.text AS BLOB), s.source_start + 1, s.source_end - s.source_start) AS TEXT) AS source,
       CAST(substr(CAST(r.text AS BLOB), s.holder_start + 1, s.holder_end - s.holder_start) AS TEXT) AS holder,
       a.actor, s.source_kind,
       CAST(substr(CAST(r.text AS BLOB), s.cue_start + 1, s.cue_end - s.cue_start) AS TEXT) AS cue,
       CAST(substr(CAST(r.text AS BLOB), s.content_start + 1, s.content_end - s.content_start) AS TEXT) AS content,
       s.speech, s.polarity, s.parent,
       CAST(substr(CAST(r.text AS BLOB), s.via_start + 1, s.via_end - s.via_start) AS TEXT) AS via
FROM statement_rows s JOIN readings r ON r.reading = s.reading
     LEFT JOIN actor_members a ON a.reading = s.reading AND a.part = 'entity' AND a.n = s.entity
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = s.reading AND p.current = 1);

DROP VIEW figures;
ALTER TABLE figure_rows DROP COLUMN actor;
ALTER TABLE figure_rows DROP COLUMN place_actor;
CREATE VIEW figures AS
SELECT f.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, f.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, f.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), f.start + 1, f.end - f.start) AS TEXT) AS text,
       f.confidence, f.low, f.high, f.low_soft, f.high_soft, f.stated, f.bound, f.record, f.part_of,
       f.unit_code, f.unit_label, f.unit_price_year, f.measure_text, f.measure_kind, f.measure_what,
       f.measure_qualifiers, f.measure_of, f.measure_basis, l.actor AS place_actor, f.place_text,
       f.place_basis, f.period_text, f.period_start, f.period_end, f.period_calendar,
       f.period_basis, f.change_direction, f.change_by, f.change_from, f.change_to, f.change_base,
       f.since_text, f.since_start, f.since_end, f.since_calendar, f.since_basis, f.statement,
       CAST(substr(CAST(r.text AS BLOB), f.credit_start + 1, f.credit_end - f.credit_start) AS TEXT) AS credit_text,
       f.credit_basis, a.actor
FROM figure_rows f JOIN readings r ON r.reading = f.reading
     LEFT JOIN actor_members a ON a.reading = f.reading AND a.part = 'entity' AND a.n = f.credit_entity
     LEFT JOIN actor_members l ON l.reading = f.reading AND l.part = 'entity' AND l.n = f.place_entity
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = f.reading AND p.current = 1);
