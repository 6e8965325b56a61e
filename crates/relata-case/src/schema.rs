//! The schema of the case file: its mark, its version and the way from one version to the next.

use crate::Fault;
use rusqlite::{Connection, TransactionBehavior};

/// Marks a SQLite file as a case (`PRAGMA application_id`): the letters "Rlta".
const APPLICATION_ID: i64 = 0x526c_7461;

/// The steps from an empty file to the schema of today; after step `n` the file has schema `n`
/// (`PRAGMA user_version`). A step that was once released never changes: a new one is added.
const STEPS: &[&str] = &[
    include_str!("schema/001.sql"),
    include_str!("schema/002.sql"),
    include_str!("schema/003.sql"),
    include_str!("schema/004.sql"),
    include_str!("schema/005.sql"),
    include_str!("schema/006.sql"),
];

/// What may be done where the schema is not the one of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// An empty file becomes a case, an older one is brought up to date.
    Create,
    /// An older one is brought up to date.
    Write,
    /// Nothing.
    Read,
}

/// Checks that the file is a case and brings its schema up to date as far as `mode` allows.
///
/// # Errors
/// [`Fault::NotACase`], [`Fault::Newer`], [`Fault::Older`], or what SQLite says.
pub(crate) fn prepare(db: &mut Connection, mode: Mode) -> Result<(), Fault> {
    prepare_with(db, mode, STEPS)
}

fn prepare_with(db: &mut Connection, mode: Mode, steps: &[&str]) -> Result<(), Fault> {
    let known = steps.len() as i64;
    let found = version(db, mode)?;
    if found > known {
        return Err(Fault::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if mode == Mode::Read {
        return Err(Fault::Older { found, known });
    }
    // Another process may have been quicker: what counts is what stands there under the lock.
    let tx = db.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let found = version(&tx, mode)?;
    for step in steps.iter().skip(usize::try_from(found).unwrap_or(0)) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", known.max(found))?;
    Ok(tx.commit()?)
}

/// The schema version of the file; 0 where it is empty and may become a case.
fn version(db: &Connection, mode: Mode) -> Result<i64, Fault> {
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let (mark, version) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    if mark == APPLICATION_ID {
        return Ok(version);
    }
    let empty = number("SELECT count(*) FROM sqlite_schema")? == 0;
    match mode {
        _ if mark != 0 || version != 0 || !empty => Err(Fault::NotACase),
        Mode::Create => Ok(0),
        // A reading killed before it had made the tables leaves such a file.
        Mode::Read => Err(Fault::Blank),
        Mode::Write => Err(Fault::NotACase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_case_is_brought_up_to_date_in_one_transaction() {
        let mut db = Connection::open_in_memory().unwrap();
        prepare_with(&mut db, Mode::Create, &["CREATE TABLE a (x)"]).unwrap();
        db.execute("INSERT INTO a VALUES (7)", []).unwrap();

        let broken = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y; CREATE nonsense"];
        assert!(prepare_with(&mut db, Mode::Write, &broken).is_err());
        let steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y DEFAULT 1"];
        let fault = prepare_with(&mut db, Mode::Read, &steps).unwrap_err();
        assert!(matches!(fault, Fault::Older { found: 1, known: 2 }));
        prepare_with(&mut db, Mode::Write, &steps).unwrap();
        let sum: i64 = db.query_row("SELECT x + y FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(sum, 8);

        let fault = prepare_with(&mut db, Mode::Write, &steps[..1]).unwrap_err();
        assert_eq!(fault.to_string(), "made by a newer Relata (schema 2; this one knows 1): update Relata");
    }

    #[test]
    fn a_case_of_schema_4_keeps_its_rows_and_has_room_for_events_and_proposals() {
        let mut db = Connection::open_in_memory().unwrap();
        prepare_with(&mut db, Mode::Create, &STEPS[..4]).unwrap();
        db.execute_batch(
            "INSERT INTO blobs (sha256, size, zstd) VALUES ('ab', 5, x'00');
             INSERT INTO readings (reading, id, sha256, media_type, genre, words, path, hints, reader_version,
                                   findings_version, read_at, text)
             VALUES (1, 'd1', 'ab', 'text/plain', 'other', 1, 'a.txt', '{}', 1, 1, '', 'Ñandú said no.');
             INSERT INTO places (path, version, reading, current, copy_id, hints, met_at)
             VALUES ('a.txt', 1, 1, 1, 'c1', '{}', '');
             INSERT INTO statement_rows (id, reading, start, end, confidence, source_kind, content_start,
                                         content_end, speech, polarity)
             VALUES ('s1', 1, 0, 16, 0.5, 'named', 13, 15, 'indirect', 'said');",
        )
        .unwrap();
        prepare(&mut db, Mode::Write).unwrap();
        let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("PRAGMA user_version"), STEPS.len() as i64);
        assert_eq!(number("SELECT count(*) FROM statements WHERE id = 's1' AND content = 'no'"), 1);
        assert_eq!(number("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM proposals)"), 0);
        db.execute_batch(
            "INSERT INTO event_rows (id, reading, start, end, confidence, type, trigger_start, trigger_end,
                                     modality, also)
             VALUES ('e1', 1, 0, 16, 0.5, 'REJECT', 8, 12, 'actual', '[]');
             INSERT INTO parties (reading, row, role, n, start, end, entity)
             VALUES (1, 'e1', 'agent', 0, 0, 7, 0), (1, 'e1', 'agent', 1, 13, 15, NULL);",
        )
        .unwrap();
        let told = "SELECT count(*) FROM events WHERE trigger = 'said' AND agents = 'Ñandú; no' AND end = 14";
        assert_eq!(number(told), 1);
    }

    #[test]
    fn a_database_of_another_program_is_left_alone() {
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE a (x)").unwrap();
        assert!(matches!(prepare(&mut db, Mode::Create), Err(Fault::NotACase)));
        let mut empty = Connection::open_in_memory().unwrap();
        assert!(matches!(prepare(&mut empty, Mode::Write), Err(Fault::NotACase)));
    }
}
