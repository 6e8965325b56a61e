//! Opening what is no case, a damaged case, a newer one, one that is in use; and leaving one file.

use crate::samples::Sample;
use relata_case::{Case, CaseError, Fault, Filter};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

fn folder_with(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn filed_case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.relata");
    let mut case = Case::create_or_open(&path).unwrap();
    for n in 0..40 {
        let text = format!("Report {n}.\n\n{}", "Some boats came. ".repeat(200));
        Sample::new(&format!("{n}.txt"), text.trim_end()).read_into(&mut case);
    }
    case.close().unwrap();
    (folder, path)
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn fault(result: Result<Case, CaseError>) -> Fault {
    result.map(|case| case.path().to_owned()).unwrap_err().fault
}

#[test]
fn at_rest_a_case_is_one_file_that_can_be_read_where_nothing_can_be_written() {
    let (folder, path) = filed_case();
    assert_eq!(files(folder.path()), ["a.relata"]);
    // Bytes 18 and 19 of a SQLite file are 2 in WAL mode, which needs a folder that can be written
    // (https://www.sqlite.org/fileformat.html, section 1.3).
    assert_eq!(std::fs::read(&path).unwrap()[18..20], [1, 1]);
    let case = Case::open_read_only(&path).unwrap();
    assert_eq!(case.documents(&Filter::default()).count(), 40);
    assert_eq!(case.search("boats", 100).unwrap().len(), 40);
    assert_eq!(files(folder.path()), ["a.relata"]);
}

#[test]
fn a_reader_sees_one_state_while_another_process_writes() {
    let (_folder, path) = filed_case();
    let mut writer = Case::open(&path).unwrap();
    let reader = Case::open_read_only(&path).unwrap();
    let counts = |case: &Case| case.counts().unwrap().documents;
    let seen: Result<_, CaseError> = reader.snapshot(|reader| {
        let before = counts(reader);
        Sample::new("new.txt", "A new one.").read_into(&mut writer);
        Ok((before, counts(reader)))
    });
    assert_eq!(seen.unwrap(), (40, 40));
    assert_eq!(counts(&reader), 41);
    writer.close().unwrap();
    assert_eq!(counts(&reader), 41);
}

#[test]
fn what_is_not_a_case_is_told_plainly_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.relata");
    assert!(matches!(fault(Case::open(&path)), Fault::Missing));
    assert!(matches!(fault(Case::open_read_only(&path)), Fault::Missing));
    assert!(matches!(fault(Case::create_or_open(folder.path())), Fault::NotAFile));
    assert!(matches!(fault(Case::create_or_open(&path.join("a.relata"))), Fault::NoFolder));

    let text = b"Minutes of the meeting, long enough to hold the header of a database. ".repeat(9);
    for text in [text.as_slice(), b"hi"] {
        let (folder, path) = folder_with("a.relata", text);
        assert!(matches!(fault(Case::create_or_open(&path)), Fault::NotACase));
        assert_eq!(std::fs::read(&path).unwrap(), text);
        assert_eq!(files(folder.path()), ["a.relata"]);
    }

    let (_folder, path) = folder_with("a.relata", b"");
    assert!(matches!(fault(Case::open(&path)), Fault::NotACase));
    Case::create_or_open(&path).unwrap().close().unwrap();
    Case::open(&path).unwrap();

    let (_folder, path) = folder_with("other.db", b"");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE a (x)").unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(fault(Case::create_or_open(&path)), Fault::NotACase));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn what_a_killed_writer_left_is_undone_by_a_reader() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("a.db"), folder.path().join("b.relata"));
    let db = Connection::open(&path).unwrap();
    // A small cache sends pages to the file before the end, so that the journal is needed.
    db.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE half (x)").unwrap();
    for _ in 0..200 {
        db.execute("INSERT INTO half VALUES (randomblob(4000))", []).unwrap();
    }
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(folder.path().join("a.db-journal"), folder.path().join("b.relata-journal")).unwrap();
    let fault = fault(Case::open_read_only(&copy));
    assert!(!matches!(fault, Fault::ReadOnly), "{fault:?}");
}

#[test]
fn a_newer_case_is_left_alone() {
    let (_folder, path) = filed_case();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 8).unwrap();
    let before = std::fs::read(&path).unwrap();
    for open in [Case::open, Case::create_or_open, Case::open_read_only] {
        let error = open(&path).map(|_| ()).unwrap_err();
        let line = "made by a newer Relata (schema 8; this one knows 6): update Relata";
        assert_eq!(error.to_string(), format!("{}: {line}", path.display()));
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_case_cut_short_is_reported_as_damaged() {
    let (_folder, path) = filed_case();
    let whole = std::fs::read(&path).unwrap();
    for part in [9, 5, 2] {
        std::fs::write(&path, &whole[..whole.len() * part / 10]).unwrap();
        assert!(matches!(fault(Case::open_read_only(&path)), Fault::Damaged), "{part} tenths");
        assert!(matches!(fault(Case::open(&path)), Fault::Damaged), "{part} tenths");
    }
    std::fs::write(&path, &whole[..50]).unwrap();
    assert!(matches!(fault(Case::create_or_open(&path)), Fault::Damaged), "half a header");
}

#[test]
fn no_damage_makes_reading_panic() {
    let (_folder, path) = filed_case();
    let whole = std::fs::read(&path).unwrap();
    let mut faults = 0;
    for at in (100..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at..].iter_mut().take(64).for_each(|byte| *byte ^= 0x55);
        std::fs::write(&path, bytes).unwrap();
        let Ok(case) = Case::open_read_only(&path) else {
            faults += 1;
            continue;
        };
        let documents = case.documents(&Filter::default()).collect::<Vec<_>>();
        for filed in documents.iter().flatten() {
            let id = &filed.document.id;
            let rows = case.figures(id).and(case.statements(id).map(|_| ()));
            let rows = rows.and(case.events(id).map(|_| ())).and(case.proposals(id).map(|_| ()));
            let bytes = case.bytes(&filed.document.sha256);
            faults += usize::from(rows.is_err()) + usize::from(bytes.is_err());
        }
        faults += usize::from(documents.iter().any(Result::is_err));
        faults += usize::from(case.search("boats", 5).is_err()) + usize::from(case.counts().is_err());
    }
    assert!(faults > 0, "damage was noticed nowhere");
}

#[test]
fn what_a_killed_writer_leaves_can_be_read_without_writing() {
    let (folder, path) = filed_case();
    let mut writer = Case::open(&path).unwrap();
    Sample::new("new.txt", "A new one.").read_into(&mut writer);
    let left = tempfile::tempdir().unwrap();
    for name in files(folder.path()) {
        if name != "a.relata-shm" {
            std::fs::copy(folder.path().join(&name), left.path().join(&name)).unwrap();
        }
    }
    let reader = Case::open_read_only(&left.path().join("a.relata")).unwrap();
    assert_eq!(reader.counts().unwrap().documents, 41);
}
