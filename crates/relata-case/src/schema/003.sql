-- Whose word a figure rests on, and the level before a change where it follows from the others.
ALTER TABLE figure_rows ADD COLUMN credit_start INTEGER;
ALTER TABLE figure_rows ADD COLUMN credit_end INTEGER;
ALTER TABLE figure_rows ADD COLUMN credit_parts TEXT;
ALTER TABLE figure_rows ADD COLUMN credit_basis TEXT;
ALTER TABLE figure_rows ADD COLUMN change_base REAL;

DROP VIEW figures;
CREATE VIEW figures AS
SELECT f.id, r.id AS doc,
       length(CAST(substr(CAST(r.text AS BLOB), 1, f.start) AS TEXT)) AS start,
       length(CAST(substr(CAST(r.text AS BLOB), 1, f.end) AS TEXT)) AS end,
       CAST(substr(CAST(r.text AS BLOB), f.start + 1, f.end - f.start) AS TEXT) AS text,
       f.confidence, f.low, f.high, f.low_soft, f.high_soft, f.stated, f.bound, f.record, f.part_of,
       f.unit_code, f.unit_label, f.unit_price_year, f.measure_text, f.measure_kind, f.measure_what,
       f.measure_qualifiers, f.measure_of, f.measure_basis, f.place_actor, f.place_text,
       f.place_basis, f.period_text, f.period_start, f.period_end, f.period_calendar,
       f.period_basis, f.change_direction, f.change_by, f.change_from, f.change_to, f.change_base,
       f.since_text, f.since_start, f.since_end, f.since_calendar, f.since_basis, f.statement,
       CAST(substr(CAST(r.text AS BLOB), f.credit_start + 1, f.credit_end - f.credit_start) AS TEXT) AS credit_text,
       f.credit_basis, f.actor
FROM figure_rows f JOIN readings r ON r.reading = f.reading
WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = f.reading AND p.current = 1);
