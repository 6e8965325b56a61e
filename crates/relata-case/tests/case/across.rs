//! What reconciliation keeps: it goes with the documents that it is of.

use crate::samples::Sample;
use relata_case::{Case, Copied, Fault, Prepared, RecordFile};
use relata_rows::{DocId, RowId};

fn ids(n: usize) -> Vec<(RowId, String)> {
    vec![(RowId::from_printed(&format!("row{n}")), "death".to_owned())]
}

#[test]
fn a_document_is_prepared_once_for_each_version_of_what_prepares_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let (a, b) = (Sample::new("a.txt", "One line."), Sample::new("b.txt", "Another line."));
    a.read_into(&mut case);
    b.read_into(&mut case);
    let mut both: Vec<DocId> = vec![a.document.id.clone(), b.document.id.clone()];
    both.sort();
    assert_eq!(case.unprepared(1).unwrap(), both);
    let of = |(n, doc): (usize, &DocId)| Prepared { doc: doc.clone(), sketch: vec![n as u8], keys: ids(n) };
    let prepared: Vec<Prepared> = both.iter().enumerate().map(of).collect();
    case.prepare(&prepared, 1).unwrap();
    assert_eq!(case.unprepared(1).unwrap(), []);
    assert_eq!(case.unprepared(2).unwrap(), both);
    assert_eq!(case.keys(None).unwrap(), ["death"]);
    let figures = case.figures_of("death").unwrap();
    assert_eq!(figures.iter().map(|(d, _)| d.clone()).collect::<Vec<_>>(), both);
    let copied =
        Copied { left: both[0].clone(), right: both[1].clone(), share: 0.5, kind: "reprint".to_owned() };
    case.set_copies(std::slice::from_ref(&copied)).unwrap();
    assert_eq!(case.copies().unwrap(), [copied]);
    assert_eq!(case.held().unwrap(), Some(both.clone()));

    // Another text at the place of the first: what was kept of the first no longer counts, and nothing is kept yet
    // of the second.
    let changed = Sample::new("a.txt", "One line more.");
    changed.read_into(&mut case);
    assert_eq!(case.unprepared(1).unwrap(), [changed.document.id]);
    assert_eq!(case.figures_of("death").unwrap().len(), 1);
    assert_eq!(case.sketches().unwrap().len(), 1);
    assert_eq!(case.copies().unwrap(), []);
    assert_eq!(case.held().unwrap(), None, "one of them is gone");
    case.set_copies(&[]).unwrap();
    assert_eq!(case.held().unwrap(), Some(vec![b.document.id.clone()]));
    assert_eq!(case.keys(Some(&b.document.id)).unwrap(), ["death"]);
}

#[test]
fn series_of_the_user_are_added_replaced_and_taken_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let file = |csv: &str| RecordFile { name: "port".into(), csv: csv.into(), sidecar: None };
    case.set_record_file(&file("a,b")).unwrap();
    case.set_record_file(&file("a,b,c")).unwrap();
    assert_eq!(case.record_files().unwrap(), [file("a,b,c")]);
    case.remove_record_file("port").unwrap();
    assert_eq!(case.record_files().unwrap(), []);
    assert!(matches!(case.remove_record_file("port").unwrap_err().fault, Fault::Unknown(_)));
}
