-- The schema of a case file, version 1. What each table is for stands in docs/case-file.md.
-- Offsets (start, end) count UTF-8 bytes of readings.text, end exclusive; the views at the end turn
-- them into code points, as the exports have them.
-- Only syntax that SQLite had in 2021 (3.37), so that older tools open the file too.

CREATE TABLE blobs (
    sha256 TEXT NOT NULL PRIMARY KEY,  -- of the bytes before they were packed
    size   INTEGER NOT NULL,           -- of the bytes before they were packed
    zstd   BLOB NOT NULL               -- one Zstandard frame (RFC 8878)
) STRICT;

-- What was read out of some bytes: one row for each blob that could be read.
CREATE TABLE readings (
    reading          INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,    -- the document's id in commands and exports
    sha256           TEXT NOT NULL UNIQUE REFERENCES blobs,
    media_type       TEXT NOT NULL,
    url              TEXT,
    title            TEXT,
    publisher        TEXT,
    published_start  TEXT,                    -- first possible day, ISO 8601
    published_end    TEXT,                    -- the day after the last possible one
    published_basis  TEXT,
    language         TEXT,                    -- ISO 639-1
    genre            TEXT NOT NULL,
    words            INTEGER NOT NULL,        -- outside furniture
    path             TEXT NOT NULL,           -- the place from which these bytes were read
    hints            TEXT NOT NULL,           -- JSON: what was known from outside the bytes
    reader_version   INTEGER NOT NULL,
    findings_version INTEGER NOT NULL,
    read_at          TEXT NOT NULL,           -- UTC
    text             TEXT NOT NULL            -- blocks with an empty line between two of them
) STRICT;

-- Where bytes were met. One path has one current place; the older ones are its former versions.
CREATE TABLE places (
    path    TEXT NOT NULL,
    version INTEGER NOT NULL,                 -- counts up from 1 at one path
    reading INTEGER NOT NULL REFERENCES readings,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    copy_id TEXT NOT NULL UNIQUE,             -- the id while another place of the same bytes comes first
    hints   TEXT NOT NULL,
    met_at  TEXT NOT NULL,                    -- UTC
    PRIMARY KEY (path, version)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX places_current ON places (path) WHERE current = 1;
CREATE UNIQUE INDEX places_by_reading ON places (reading, current DESC, path);

CREATE TABLE failures (
    path             TEXT NOT NULL PRIMARY KEY,
    sha256           TEXT,                    -- NULL where there were no bytes
    message          TEXT NOT NULL,
    hints            TEXT NOT NULL,
    reader_version   INTEGER NOT NULL,
    findings_version INTEGER NOT NULL,
    failed_at        TEXT NOT NULL            -- UTC
) STRICT;

CREATE TABLE authors (
    reading INTEGER NOT NULL REFERENCES readings,
    n       INTEGER NOT NULL,                 -- in the order given, from 0
    name    TEXT NOT NULL,
    PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
    block        INTEGER PRIMARY KEY,
    reading      INTEGER NOT NULL REFERENCES readings,
    n            INTEGER NOT NULL,            -- in the order of the text, from 0
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    level        INTEGER NOT NULL,            -- of a heading or list item, else 0
    origin_unit  TEXT NOT NULL CHECK (origin_unit IN ('bytes', 'pages')),
    origin_start INTEGER NOT NULL,            -- first byte of the kept bytes, or first page
    origin_end   INTEGER NOT NULL,            -- one past the last byte, or last page
    UNIQUE (reading, n)
) STRICT;

CREATE TABLE pages (
    reading INTEGER NOT NULL REFERENCES readings,
    n       INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    page    INTEGER NOT NULL,                 -- of the source, from 1
    PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;

-- The reading report: what was set aside, repaired, lost or not understood, and why.
CREATE TABLE notes (
    reading INTEGER NOT NULL REFERENCES readings,
    n       INTEGER NOT NULL,
    code    TEXT NOT NULL,
    start   INTEGER,
    end     INTEGER,
    message TEXT NOT NULL,
    PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;

-- A discontinuous source, cue, content or via has its parts as JSON, [[start, end], ...]; else NULL.
CREATE TABLE statement_rows (
    id            TEXT NOT NULL UNIQUE,
    reading       INTEGER NOT NULL REFERENCES readings,
    start         INTEGER NOT NULL,
    end           INTEGER NOT NULL,
    confidence    REAL NOT NULL,
    source_start  INTEGER,
    source_end    INTEGER,
    source_parts  TEXT,
    actor         TEXT,
    source_kind   TEXT NOT NULL,
    cue_start     INTEGER,
    cue_end       INTEGER,
    cue_parts     TEXT,
    content_start INTEGER NOT NULL,
    content_end   INTEGER NOT NULL,
    content_parts TEXT,
    speech        TEXT NOT NULL,
    polarity      TEXT NOT NULL,
    parent        TEXT,                       -- a statement of the same document
    via_start     INTEGER,
    via_end       INTEGER,
    via_parts     TEXT,
    PRIMARY KEY (reading, start, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure_rows (
    id                 TEXT NOT NULL UNIQUE,
    reading            INTEGER NOT NULL REFERENCES readings,
    start              INTEGER NOT NULL,
    end                INTEGER NOT NULL,
    confidence         REAL NOT NULL,
    low                REAL,
    high               REAL,
    low_soft           INTEGER NOT NULL,
    high_soft          INTEGER NOT NULL,
    stated             REAL,
    bound              TEXT NOT NULL,
    record             INTEGER NOT NULL,
    part_of            TEXT,                  -- a figure of the same document
    unit_code          TEXT NOT NULL,
    unit_label         TEXT NOT NULL,
    unit_price_year    INTEGER,
    measure_text       TEXT NOT NULL,
    measure_kind       TEXT NOT NULL,
    measure_what       TEXT NOT NULL,
    measure_qualifiers TEXT NOT NULL,         -- JSON list
    measure_of         TEXT,
    measure_basis      TEXT,
    place_actor        TEXT,
    place_text         TEXT,                  -- NULL where no place is known
    place_basis        TEXT,
    period_text        TEXT,                  -- NULL where no period is known
    period_start       TEXT,
    period_end         TEXT,
    period_calendar    TEXT,
    period_basis       TEXT,
    change_direction   TEXT,                  -- NULL where the figure is a level
    change_by          REAL,
    change_from        REAL,
    change_to          REAL,
    since_text         TEXT,                  -- the period of a change, as period_*
    since_start        TEXT,
    since_end          TEXT,
    since_calendar     TEXT,
    since_basis        TEXT,
    statement          TEXT,                  -- a statement of the same document
    actor              TEXT,
    PRIMARY KEY (reading, start, id)
) STRICT, WITHOUT ROWID;

-- Blocks that may be searched, with their text; the full-text index keeps no text of its own.
CREATE VIEW body AS
SELECT b.block, b.reading,
       CAST(substr(CAST(r.text AS BLOB), b.start + 1, b.end - b.start) AS TEXT) AS text
FROM blocks b JOIN readings r ON r.reading = b.reading
WHERE b.kind <> 'furniture';

CREATE VIRTUAL TABLE search USING fts5 (
    text, content = 'body', content_rowid = 'block', tokenize = 'unicode61 remove_diacritics 2'
);

-- Views for people: names and columns as in the exports.

-- Of the places of one reading the first is the document, the others are copies of it. Current
-- places come before former ones, then the order of paths decides; never the order of reading.
CREATE VIEW documents AS
SELECT CASE WHEN d.first THEN d.own_id ELSE d.copy_id END AS id,
       path, version, current,
       CASE WHEN d.first THEN NULL ELSE d.own_id END AS duplicate_of,
       sha256, media_type, url, title, authors, publisher, published_start, published_end,
       published_basis, language, genre, words, pages, text, reading
FROM (
    SELECT p.path, p.version, p.current, p.copy_id, r.id AS own_id, r.sha256, r.media_type, r.url,
           r.title, r.publisher, r.published_start, r.published_end, r.published_basis, r.language,
           r.genre, r.words, r.text, r.reading,
           NOT EXISTS (
               SELECT 1 FROM places q
               WHERE q.reading = p.reading
                 AND (q.current > p.current OR (q.current = p.current AND q.path < p.path))
           ) AS first,
           (SELECT group_concat(name, '; ')
            FROM (SELECT name FROM authors a WHERE a.reading = r.reading ORDER BY n)) AS authors,
           (SELECT page FROM pages g WHERE g.reading = r.reading ORDER BY n DESC LIMIT 1) AS pages
    FROM places p JOIN readings r ON r.reading = p.reading
) d;

CREATE VIEW statements AS
SELECT s.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, s.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, s.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), s.start + 1, s.end - s.start) AS TEXT) AS text,
       s.confidence,
       CAST(substr(CAST(r.text AS BLOB), s.source_start + 1, s.source_end - s.source_start) AS TEXT) AS source,
       s.actor, s.source_kind,
       CAST(substr(CAST(r.text AS BLOB), s.cue_start + 1, s.cue_end - s.cue_start) AS TEXT) AS cue,
       CAST(substr(CAST(r.text AS BLOB), s.content_start + 1, s.content_end - s.content_start) AS TEXT) AS content,
       s.speech, s.polarity, s.parent,
       CAST(substr(CAST(r.text AS BLOB), s.via_start + 1, s.via_end - s.via_start) AS TEXT) AS via
FROM statement_rows s JOIN readings r ON r.reading = s.reading
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = s.reading AND p.current = 1);

CREATE VIEW figures AS
SELECT f.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, f.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, f.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), f.start + 1, f.end - f.start) AS TEXT) AS text,
       f.confidence, f.low, f.high, f.low_soft, f.high_soft, f.stated, f.bound, f.record, f.part_of,
       f.unit_code, f.unit_label, f.unit_price_year, f.measure_text, f.measure_kind, f.measure_what,
       f.measure_qualifiers, f.measure_of, f.measure_basis, f.place_actor, f.place_text,
       f.place_basis, f.period_text, f.period_start, f.period_end, f.period_calendar,
       f.period_basis, f.change_direction, f.change_by, f.change_from, f.change_to, f.since_text,
       f.since_start, f.since_end, f.since_calendar, f.since_basis, f.statement, f.actor
FROM figure_rows f JOIN readings r ON r.reading = f.reading
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = f.reading AND p.current = 1);
