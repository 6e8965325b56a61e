//! Versions, copies, failures: the life of documents in a case.

use crate::samples::{Sample, everything};
use relata_case::{AnyRow, Case, Failed, Fault, Filter, Known, Outcome};
use relata_rows::{DocId, Genre, Published};
use serde_json::json;

fn case() -> (tempfile::TempDir, Case) {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    (folder, case)
}

fn current(case: &Case) -> Vec<(String, bool)> {
    let documents = case.documents(&Filter::default()).map(Result::unwrap);
    documents.map(|filed| (filed.path, filed.duplicate_of.is_some())).collect()
}

#[test]
fn what_is_filed_is_read_back() {
    let (_folder, mut case) = case();
    let sample = Sample::new("a.txt", "The López report counts 12 boats.\n\nShare this");
    assert_eq!(case.known(&sample.source(), sample.kept.sha256()).unwrap(), Known::New);
    assert_eq!(sample.read_into(&mut case), Outcome::New);
    let filed = case.document(&sample.document.id.as_str()[..6]).unwrap();
    assert_eq!(filed.document, sample.document);
    assert_eq!(case.statements(&sample.document.id).unwrap(), sample.findings.statements);
    assert_eq!(case.figures(&sample.document.id).unwrap(), sample.findings.figures);
    assert_eq!(case.bytes(sample.kept.sha256()).unwrap(), sample.document.text.as_bytes());
    let figure = &sample.findings.figures[0];
    let (of, row) = case.row(&figure.id.as_str()[..8]).unwrap();
    assert_eq!((of.path.as_str(), row), ("a.txt", AnyRow::Figure(figure.clone())));
    let fault = case.row("not an id").unwrap_err().fault;
    assert!(matches!(fault, Fault::Unknown(_)));
}

#[test]
fn the_same_bytes_at_the_same_place_cost_nothing() {
    let (_folder, mut case) = case();
    let sample = Sample::new("a.txt", "One line.");
    sample.read_into(&mut case);
    let before = std::fs::read(case.path().with_extension("relata-wal")).unwrap().len();
    assert_eq!(sample.read_into(&mut case), Outcome::Unchanged);
    assert_eq!(case.file(&sample.reading()).unwrap(), Outcome::Unchanged);
    assert_eq!(std::fs::read(case.path().with_extension("relata-wal")).unwrap().len(), before);
}

#[test]
fn a_changed_file_is_a_new_version_and_the_old_one_stays() {
    let (_folder, mut case) = case();
    let (first, second) = (Sample::new("a.txt", "One line."), Sample::new("a.txt", "Another line."));
    first.read_into(&mut case);
    assert_eq!(second.read_into(&mut case), Outcome::Changed);
    let provenance = |id: &DocId| case.provenance(id).unwrap();
    assert_eq!((provenance(&second.document.id).version, provenance(&second.document.id).current), (2, true));
    assert_eq!((provenance(&first.document.id).version, provenance(&first.document.id).current), (1, false));
    assert_eq!(case.document(first.document.id.as_str()).unwrap().document, first.document);
    assert_eq!(current(&case), [("a.txt".to_owned(), false)]);
    let all = Filter { former: true, ..Filter::default() };
    assert_eq!(case.documents(&all).count(), 2);
    assert_eq!(case.search("line", 10).unwrap().len(), 1);
    assert_eq!(first.read_into(&mut case), Outcome::Changed, "bytes that come back need no reading");
    assert_eq!(case.provenance(&first.document.id).unwrap().version, 3);
    assert_eq!(case.documents(&all).count(), 2);
}

#[test]
fn copies_have_no_rows_and_the_first_path_is_the_document() {
    let samples = ["b.txt", "c.txt", "a.txt"].map(|path| Sample::new(path, "The same line."));
    let mut seen = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let (_folder, mut case) = case();
        for i in order {
            samples[i].read_into(&mut case);
        }
        assert_eq!(
            current(&case),
            [("a.txt".to_owned(), false), ("b.txt".to_owned(), true), ("c.txt".to_owned(), true)]
        );
        let counts = case.counts().unwrap();
        assert_eq!((counts.documents, counts.copies, counts.figures), (1, 2, 1));
        seen.push(everything(&case));
        for sample in &samples {
            assert_eq!(sample.read_into(&mut case), Outcome::Unchanged);
        }
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

#[test]
fn when_the_first_place_changes_the_next_one_keeps_the_rows() {
    let (_folder, mut case) = case();
    let samples = ["a.txt", "b.txt"].map(|path| Sample::new(path, "The same line."));
    samples.iter().for_each(|sample| _ = sample.read_into(&mut case));
    let copy = case.documents(&Filter::default()).nth(1).unwrap().unwrap();
    assert_eq!(copy.duplicate_of.as_ref(), Some(&samples[0].document.id));
    assert_eq!(case.document(copy.document.id.as_str()).unwrap(), copy);

    Sample::new("a.txt", "Another line.").read_into(&mut case);
    assert_eq!(current(&case), [("a.txt".to_owned(), false), ("b.txt".to_owned(), false)]);
    let rows = case.figures(&samples[1].document.id).unwrap();
    assert_eq!(rows, samples[1].findings.figures);
    assert_eq!(case.document(samples[0].document.id.as_str()).unwrap().path, "b.txt");
    // The reading that stands there is still that of a.txt, so it is made anew once.
    assert_eq!(samples[1].read_into(&mut case), Outcome::Renewed);
    assert_eq!(samples[1].read_into(&mut case), Outcome::Unchanged);
}

#[test]
fn other_versions_and_other_hints_read_again() {
    let (_folder, mut case) = case();
    let mut sample = Sample::new("a.txt", "One line, 3 words.");
    sample.read_into(&mut case);
    sample.versions.findings = 2;
    sample.findings.figures.clear();
    assert_eq!(sample.read_into(&mut case), Outcome::Renewed);
    assert_eq!(case.counts().unwrap().figures, 0);
    sample.hints = json!({"publisher": "The Ledger"});
    sample.document.metadata.publisher = Some("The Ledger".into());
    assert_eq!(sample.read_into(&mut case), Outcome::Renewed);
    assert_eq!(case.document(sample.document.id.as_str()).unwrap().document, sample.document);
    assert_eq!(case.search("line", 10).unwrap().len(), 1, "the index holds no block twice");
}

#[test]
fn a_failure_stays_until_its_path_is_read_well() {
    let (_folder, mut case) = case();
    let sample = Sample::new("a.txt", "One line.");
    let sha256 = sample.kept.sha256();
    case.fail(&Failed { source: sample.source(), sha256: Some(sha256), message: "empty" }).unwrap();
    assert_eq!(case.failures().unwrap()[0].message, "empty");
    assert_eq!(case.known(&sample.source(), sha256).unwrap(), Known::Failed("empty".into()));
    let mut newer = sample.clone();
    newer.versions.reader = 2;
    assert_eq!(newer.read_into(&mut case), Outcome::New);
    assert_eq!(case.failures().unwrap(), []);

    // Damaged for a while, then as it was: no reading is needed, and the failure goes.
    let other = Sample::new("a.txt", "Damaged.");
    case.fail(&Failed { source: newer.source(), sha256: Some(other.kept.sha256()), message: "damaged" })
        .unwrap();
    assert_eq!(case.counts().unwrap().failures, 1);
    assert_eq!(case.known(&newer.source(), sha256).unwrap(), Known::Held(sample.document.id.clone()));
    assert_eq!(newer.read_into(&mut case), Outcome::Unchanged);
    assert_eq!(case.failures().unwrap(), []);
}

#[test]
fn search_folds_case_and_accents_and_passes_over_furniture() {
    let (_folder, mut case) = case();
    let sample = Sample::new("a.txt", "Words of López Ñu on tariffs.\n\nShare López");
    sample.read_into(&mut case);
    let hits = case.search("lopez NU", 10).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].span, sample.document.blocks[0].span);
    let matched = hits[0].snippet.iter().filter(|piece| piece.is_match);
    assert_eq!(matched.map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["López", "Ñu"]);
    assert_eq!(case.search("López -tariffs", 10).unwrap(), []);
    assert!(matches!(case.search(" \"\" ", 10).unwrap_err().fault, Fault::EmptyQuery));
}

#[test]
fn a_reading_that_is_not_sound_is_refused_alone() {
    let (_folder, mut case) = case();
    let mut batch = case.batch();
    batch.file(&Sample::new("a.txt", "One line.").reading()).unwrap();
    let mut twice = Sample::new("b.txt", "Two lines.");
    twice.findings.figures.push(twice.findings.figures[0].clone());
    let fault = batch.file(&twice.reading()).unwrap_err().fault;
    assert!(matches!(&fault, Fault::Unsound { document, .. } if document == "b.txt"), "{fault}");
    batch.file(&Sample::new("c.txt", "Three lines.").reading()).unwrap();
    batch.finish().unwrap();
    let paths: Vec<_> = current(&case).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["a.txt", "c.txt"]);
}

#[test]
fn filters_let_through_what_they_name() {
    let (_folder, mut case) = case();
    let published = |start: &str, end: &str| {
        let [start, end] = [start, end].map(|day| day.parse().unwrap());
        Some(Published { start, end, basis: "stated".into() })
    };
    let mut first = Sample::new("notes/É.txt", "One line.");
    let metadata = &mut first.document.metadata;
    metadata.authors = vec!["Ana Ñuñez".into(), "B. Ode".into()];
    metadata.publisher = Some("The Ledger".into());
    metadata.language = Some("en".into());
    metadata.genre = Genre::Opinion;
    metadata.published = published("2024-05-01", "2024-06-01");
    first.read_into(&mut case);
    Sample::new("other.txt", "Two lines.").read_into(&mut case);
    let paths = |filter: Filter| -> Vec<String> {
        case.documents(&filter).map(|filed| filed.unwrap().path).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(paths(Filter::default()), ["notes/É.txt", "other.txt"]);
    for filter in [
        Filter { id: some(&first.document.id.as_str()[..8]), ..Filter::default() },
        Filter { path: some("ES/é"), ..Filter::default() },
        Filter { title: some("of one"), ..Filter::default() },
        Filter { author: some("ñuñez"), ..Filter::default() },
        Filter { publisher: some("ledger"), ..Filter::default() },
        Filter { language: some("en"), ..Filter::default() },
        Filter { genre: Some(Genre::Opinion), ..Filter::default() },
        Filter { since: day("2024-05-31"), until: day("2024-05-01"), ..Filter::default() },
    ] {
        assert_eq!(paths(filter.clone()), ["notes/É.txt"], "{filter:?}");
    }
    assert!(paths(Filter { since: day("2024-06-01"), ..Filter::default() }).is_empty());
    assert!(paths(Filter { until: day("2024-04-30"), ..Filter::default() }).is_empty());
}

#[test]
fn lists_longer_than_a_page_of_names_are_whole_and_in_order() {
    let (_folder, mut case) = case();
    let mut batch = case.batch();
    for n in (0..600).rev() {
        batch.file(&Sample::new(&format!("{n:04}.txt"), &format!("Line {n}.")).reading()).unwrap();
    }
    batch.finish().unwrap();
    let expected: Vec<_> = (0..600).map(|n| (format!("{n:04}.txt"), false)).collect();
    assert_eq!(current(&case), expected);
}

#[test]
fn a_prefix_that_several_ids_share_is_told() {
    let (_folder, mut case) = case();
    // More documents than there are first digits.
    for n in 0..17 {
        Sample::new(&format!("{n}.txt"), &format!("Line {n}.")).read_into(&mut case);
    }
    let digits = "0123456789abcdef".chars().map(String::from);
    let shared = digits.filter(|digit| {
        matches!(case.document(digit).map_err(|e| e.fault), Err(Fault::Ambiguous { count, .. }) if count > 1)
    });
    assert!(shared.count() > 0);
}

#[test]
fn a_reading_replaced_in_the_transaction_that_wrote_it_is_indexed_once() {
    let (_folder, mut case) = case();
    let mut batch = case.batch();
    for path in ["b.txt", "c.txt", "a.txt"] {
        batch.file(&Sample::new(path, "The same line.").reading()).unwrap();
    }
    batch.finish().unwrap();
    assert_eq!(case.search("line", 10).unwrap().len(), 1);
    assert_eq!(current(&case).len(), 3);
    let db = rusqlite::Connection::open(case.path()).unwrap();
    // Compares the full-text index with the text itself (https://www.sqlite.org/fts5.html, 6.4).
    db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []).unwrap();
}
