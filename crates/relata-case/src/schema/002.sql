-- Whom the source of a statement names or points at: its fullest name in the document.
ALTER TABLE statement_rows ADD COLUMN holder_start INTEGER;
ALTER TABLE statement_rows ADD COLUMN holder_end INTEGER;
ALTER TABLE statement_rows ADD COLUMN holder_parts TEXT;

DROP VIEW statements;
CREATE VIEW statements AS
SELECT s.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, s.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, s.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), s.start + 1, s.end - s.start) AS TEXT) AS text,
       s.confidence,
       CAST(substr(CAST(r.text AS BLOB), s.source_start + 1, s.source_end - s.source_start) AS TEXT) AS source,
       CAST(substr(CAST(r.text AS BLOB), s.holder_start + 1, s.holder_end - s.holder_start) AS TEXT) AS holder,
       s.actor, s.source_kind,
       CAST(substr(CAST(r.text AS BLOB), s.cue_start + 1, s.cue_end - s.cue_start) AS TEXT) AS cue,
       CAST(substr(CAST(r.text AS BLOB), s.content_start + 1, s.content_end - s.content_start) AS TEXT) AS content,
       s.speech, s.polarity, s.parent,
       CAST(substr(CAST(r.text AS BLOB), s.via_start + 1, s.via_end - s.via_start) AS TEXT) AS via
FROM statement_rows s JOIN readings r ON r.reading = s.reading
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = s.reading AND p.current = 1);
