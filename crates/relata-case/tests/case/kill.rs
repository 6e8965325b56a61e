//! A process that files documents is killed at random moments; the case must be whole every time.

use crate::samples::Sample;
use relata_case::{Case, Failed, Filter, Kept, Known};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Set in the process that is to be killed: the case to file into.
const CASE: &str = "RELATA_KILL_TEST_CASE";

/// The document that stands at `path` in its first or second version; every fifth copies the one before.
fn sample(n: usize, version: usize) -> Sample {
    let of = if n % 5 == 4 { n - 1 } else { n };
    let paragraph = format!("Version {version} of report {of} counts boats. ").repeat(1 + of % 40);
    Sample::new(&format!("{n:06}.txt"), &format!("{}\n\nShare report {of}", paragraph.trim_end()))
}

/// Files documents, every third one in two versions, and a failure now and then, until killed.
fn file_until_killed(path: &Path) -> ! {
    let mut case = Case::create_or_open(path).unwrap();
    let mut batch = case.batch();
    for n in 0.. {
        for version in 1..=if n % 3 == 0 { 2 } else { 1 } {
            let sample = sample(n, version);
            if batch.known(&sample.source(), sample.kept.sha256()).unwrap() != Known::Unchanged {
                batch.file(&sample.reading()).unwrap();
            }
        }
        if n % 10 == 0 {
            let (path, failing) = (format!("{n:06}.pdf"), sample(n, 1));
            let source = relata_case::Source { path: &path, ..failing.source() };
            batch.fail(&Failed { source, sha256: None, message: "encrypted" }).unwrap();
        }
    }
    unreachable!("the numbers do not end")
}

#[test]
fn a_case_is_whole_whenever_its_writer_is_killed() {
    if let Some(path) = std::env::var_os(CASE) {
        file_until_killed(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.relata");
    // Another seed each time: a test of chance moments gains by trying others. Printed for a repeat.
    let mut seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
    println!("seed {seed}");
    let mut documents = 0;
    for _ in 0..8 {
        // The generator of Numerical Recipes, section 7.1.
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::a_case_is_whole_whenever_its_writer_is_killed", "--nocapture"])
            .env(CASE, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(u64::from(20 + (seed >> 8) % 600)));
        assert_eq!(child.try_wait().unwrap(), None, "the writer ended by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        if path.exists() {
            documents = whole(&path, documents);
        }
    }
    assert!(documents > 0, "no writer lived long enough to file anything");
}

/// Checks everything in the case against what was filed, and that it holds at least `before` documents.
fn whole(path: &Path, before: usize) -> usize {
    let case = Case::create_or_open(path).unwrap();
    let other = rusqlite::Connection::open(path).unwrap();
    let verdict: String = other.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let strays = other.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!strays, "a row without its document");
    // Compares the full-text index with the text itself (https://www.sqlite.org/fts5.html, 6.4).
    other.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []).unwrap();
    drop(other);

    let mut count = 0;
    for filed in case.documents(&Filter { former: true, ..Filter::default() }) {
        let filed = filed.unwrap();
        let n: usize = filed.path[..6].parse().unwrap();
        let version = if filed.document.text.starts_with("Version 2") { 2 } else { 1 };
        let expected = sample(n, version);
        assert_eq!(filed.document.text, expected.document.text);
        assert_eq!(filed.document.blocks, expected.document.blocks);
        assert_eq!(Kept::of(&case.bytes(&filed.document.sha256).unwrap()).unwrap(), expected.kept);
        if filed.duplicate_of.is_none() {
            assert_eq!(case.figures(&filed.document.id).unwrap(), expected.findings.figures);
            assert_eq!(case.statements(&filed.document.id).unwrap(), expected.findings.statements);
        }
        count += 1;
    }
    assert!(count >= before, "{count} documents where {before} were");
    case.close().unwrap();
    count
}
