//! Decisions of persons on rows: they find their rows again after another reading.

use crate::samples::Sample;
use relata_case::{Case, Fault, Versions};
use relata_rows::{Decided, Review, RowId, RowKind, Span};

fn review(sample: &Sample, verdict: Decided, note: &str) -> Review {
    let row = &sample.findings.figures[0];
    Review {
        row: row.id.clone(),
        kind: RowKind::Figures,
        sha256: sample.document.sha256.clone(),
        span: row.span,
        text: row.span.get(&sample.document.text).unwrap().to_owned(),
        verdict,
        note: note.to_owned(),
        by: "Ana".to_owned(),
        at: "2026-01-31T12:00:00Z".to_owned(),
    }
}

#[test]
fn the_last_decision_on_a_row_counts_until_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let sample = Sample::new("a.txt", "Ñandú 12.\n\nMore.");
    sample.read_into(&mut case);
    let both = [review(&sample, Decided::Confirmed, ""), review(&sample, Decided::Rejected, "no ¿12?")];
    both.iter().for_each(|r| case.add_review(r).unwrap());
    let kept = case.reviews().unwrap();
    assert_eq!(kept.iter().map(|r| r.review.clone()).collect::<Vec<_>>(), both);
    let row = &sample.findings.figures[0].id;
    assert!(kept.iter().all(|r| r.now.as_ref() == Some(row)));
    assert_eq!(case.decided().unwrap()[row], both[1]);
    case.remove_review(kept[1].n).unwrap();
    assert_eq!(case.decided().unwrap()[row], both[0]);
    assert!(matches!(case.remove_review(kept[1].n).unwrap_err().fault, Fault::Unknown(_)));
}

#[test]
fn after_another_reading_a_decision_is_of_the_row_that_overlaps_it_most() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let mut sample = Sample::new("a.txt", "One line of words.\n\nAnother.");
    sample.read_into(&mut case);
    case.add_review(&review(&sample, Decided::Confirmed, "")).unwrap();

    // A later version finds two figures there, under other ids.
    sample.versions = Versions { findings: 2, ..sample.versions };
    let mut small = sample.findings.figures[0].clone();
    (small.id, small.span) = (RowId::from_printed("000000000000000a"), Span::new(0, 3));
    let mut large = small.clone();
    (large.id, large.span) = (RowId::from_printed("000000000000000b"), Span::new(4, 18));
    let former = std::mem::replace(&mut sample.findings.figures, vec![small, large.clone()]);
    sample.read_into(&mut case);
    assert_eq!(case.reviews().unwrap()[0].now, Some(large.id));

    // One that finds nothing there leaves the decision without a row, and in the case.
    sample.versions = Versions { findings: 3, ..sample.versions };
    sample.findings.figures.clear();
    sample.read_into(&mut case);
    assert_eq!(case.reviews().unwrap()[0].now, None);
    assert!(case.decided().unwrap().is_empty());

    // And when the row comes back, it has its decision back.
    sample.versions = Versions { findings: 4, ..sample.versions };
    sample.findings.figures = former;
    sample.read_into(&mut case);
    assert_eq!(case.decided().unwrap().len(), 1);
}

#[test]
fn words_that_have_moved_in_the_text_take_their_decision_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let sample = Sample::new("a.txt", "First paragraph.\n\nSecond.");
    sample.read_into(&mut case);
    // As a reader that kept a line in front of it would have placed it.
    let mut moved = review(&sample, Decided::Noted, "see");
    (moved.row, moved.span) = (RowId::from_printed("000000000000000c"), Span::new(200, 216));
    case.add_review(&moved).unwrap();
    assert_eq!(case.reviews().unwrap()[0].now, Some(sample.findings.figures[0].id.clone()));
}

#[test]
fn the_state_of_a_case_is_another_after_another_connection_has_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.relata");
    let sample = Sample::new("a.txt", "One line.");
    sample.read_into(&mut Case::create_or_open(&path).unwrap());
    let reader = Case::open_read_only(&path).unwrap();
    let before = reader.state().unwrap();
    assert_eq!(reader.state().unwrap(), before);
    Case::open(&path).unwrap().add_review(&review(&sample, Decided::Noted, "x")).unwrap();
    assert_ne!(reader.state().unwrap(), before);
}
