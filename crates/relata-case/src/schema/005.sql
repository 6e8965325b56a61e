-- Events and proposals, and those who take part in them.
CREATE TABLE event_rows (
    id            TEXT NOT NULL UNIQUE,
    reading       INTEGER NOT NULL REFERENCES readings,
    start         INTEGER NOT NULL,
    end           INTEGER NOT NULL,
    confidence    REAL NOT NULL,
    type          TEXT NOT NULL,           -- AGREE, CONSULT, ...: a category of PLOVER
    mode          TEXT,
    trigger_start INTEGER NOT NULL,        -- the words that tell it
    trigger_end   INTEGER NOT NULL,
    trigger_parts TEXT,                    -- JSON list of [start, end] where it is interrupted
    date_text     TEXT,                    -- NULL where no words say when
    date_start    TEXT,
    date_end      TEXT,
    date_calendar TEXT,
    date_basis    TEXT,
    place_text    TEXT,                    -- NULL where no place is known
    place_basis   TEXT,
    place_entity  INTEGER,                 -- what place is, in entities
    modality      TEXT NOT NULL,
    statement     TEXT,                    -- the statement in which it is told, of the same document
    speech        TEXT,                    -- the statement that it is
    also          TEXT NOT NULL,           -- JSON list of [start, end]: where else it is told
    PRIMARY KEY (reading, start, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_rows (
    id              TEXT NOT NULL UNIQUE,
    reading         INTEGER NOT NULL REFERENCES readings,
    start           INTEGER NOT NULL,
    end             INTEGER NOT NULL,
    confidence      REAL NOT NULL,
    kind            TEXT NOT NULL,         -- recommendation, prediction, commitment
    action_start    INTEGER NOT NULL,
    action_end      INTEGER NOT NULL,
    action_parts    TEXT,                  -- JSON list of [start, end] where it is interrupted
    condition_start INTEGER,
    condition_end   INTEGER,
    negative        INTEGER NOT NULL CHECK (negative IN (0, 1)),
    due_text        TEXT,                  -- NULL where no time is set
    due_start       TEXT,
    due_end         TEXT,
    due_calendar    TEXT,
    due_basis       TEXT,
    status          TEXT NOT NULL,
    basis_start     INTEGER,               -- the words that tell what became of it
    basis_end       INTEGER,
    parent          TEXT,                  -- a proposal of the same document
    statement       TEXT,                  -- the statement in which it stands
    PRIMARY KEY (reading, start, id)
) STRICT, WITHOUT ROWID;

-- Who takes part in an event or a proposal.
CREATE TABLE parties (
    reading INTEGER NOT NULL REFERENCES readings,
    row     TEXT NOT NULL,                 -- of event_rows or proposal_rows
    role    TEXT NOT NULL CHECK (role IN ('agent', 'recipient', 'holder', 'addressee')),
    n       INTEGER NOT NULL,              -- in the order of the row, from 0
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL,
    entity  INTEGER,                       -- who it is, in entities
    PRIMARY KEY (reading, row, role, n)
) STRICT, WITHOUT ROWID;

-- Parties in words, and the actors that they are.
CREATE VIEW party_words AS
SELECT p.row, p.role, p.n,
       CAST(substr(CAST(r.text AS BLOB), p.start + 1, p.end - p.start) AS TEXT) AS text, a.actor
FROM parties p JOIN readings r ON r.reading = p.reading
     LEFT JOIN actor_members a ON a.reading = p.reading AND a.part = 'entity' AND a.n = p.entity
WHERE EXISTS (SELECT 1 FROM places q WHERE q.reading = p.reading AND q.current = 1);

CREATE VIEW events AS
SELECT e.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, e.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, e.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), e.start + 1, e.end - e.start) AS TEXT) AS text,
       e.confidence, e.type, e.mode,
       CAST(substr(CAST(r.text AS BLOB), e.trigger_start + 1, e.trigger_end - e.trigger_start) AS TEXT) AS trigger,
       (SELECT group_concat(text, '; ') FROM (SELECT CAST(substr(CAST(r.text AS BLOB), p.start + 1, p.end - p.start) AS TEXT) AS text
        FROM parties p WHERE p.reading = e.reading AND p.row = e.id AND p.role = 'agent' ORDER BY n)) AS agents,
       (SELECT group_concat(text, '; ') FROM (SELECT CAST(substr(CAST(r.text AS BLOB), p.start + 1, p.end - p.start) AS TEXT) AS text
        FROM parties p WHERE p.reading = e.reading AND p.row = e.id AND p.role = 'recipient' ORDER BY n)) AS recipients,
       e.date_text, e.date_start, e.date_end, e.date_calendar, e.date_basis,
       l.actor AS place_actor, e.place_text, e.place_basis, e.modality, e.statement, e.speech
FROM event_rows e JOIN readings r ON r.reading = e.reading
     LEFT JOIN actor_members l ON l.reading = e.reading AND l.part = 'entity' AND l.n = e.place_entity
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = e.reading AND p.current = 1);

CREATE VIEW proposals AS
SELECT t.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, t.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, t.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), t.start + 1, t.end - t.start) AS TEXT) AS text,
       t.confidence, t.kind,
       (SELECT CAST(substr(CAST(r.text AS BLOB), p.start + 1, p.end - p.start) AS TEXT)
        FROM parties p WHERE p.reading = t.reading AND p.row = t.id AND p.role = 'holder') AS holder,
       (SELECT group_concat(text, '; ') FROM (SELECT CAST(substr(CAST(r.text AS BLOB), p.start + 1, p.end - p.start) AS TEXT) AS text
        FROM parties p WHERE p.reading = t.reading AND p.row = t.id AND p.role = 'addressee' ORDER BY n)) AS addressees,
       CAST(substr(CAST(r.text AS BLOB), t.action_start + 1, t.action_end - t.action_start) AS TEXT) AS action,
       CAST(substr(CAST(r.text AS BLOB), t.condition_start + 1, t.condition_end - t.condition_start) AS TEXT) AS condition,
       t.negative, t.due_text, t.due_start, t.due_end, t.due_calendar, t.due_basis, t.status,
       CAST(substr(CAST(r.text AS BLOB), t.basis_start + 1, t.basis_end - t.basis_start) AS TEXT) AS status_basis,
       t.parent, t.statement
FROM proposal_rows t JOIN readings r ON r.reading = t.reading
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = t.reading AND p.current = 1);
