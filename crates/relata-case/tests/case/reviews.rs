//! Decisions of persons on rows: they find their rows again after another reading.

use crate::samples::Sample;
use relata_case::{Case, Fault, Versions};
use relata_rows::{
    Anchor, Bounds, Correction, Decided, Known, Review, RowId, RowKind, Span, Unit, Verdict, Words,
};

fn anchor(sample: &Sample) -> Anchor {
    let row = &sample.findings.figures[0];
    Anchor {
        row: row.id.clone(),
        kind: RowKind::Figures,
        sha256: sample.document.sha256.clone(),
        span: row.span,
        text: row.span.get(&sample.document.text).unwrap().to_owned(),
    }
}

fn review(sample: &Sample, verdict: Decided, note: &str) -> Review {
    Review {
        on: anchor(sample),
        beside: None,
        verdict,
        correction: Correction::default(),
        note: note.to_owned(),
        by: "Ana".to_owned(),
        at: "2026-01-31T12:00:00Z".to_owned(),
    }
}

fn corrected(sample: &Sample, correction: Correction) -> Review {
    Review { correction, ..review(sample, Decided::Corrected, "") }
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
    assert_eq!(case.decided().unwrap().rows[row].last, both[1]);
    // A note says something, and decides nothing.
    case.add_review(&review(&sample, Decided::Noted, "look again")).unwrap();
    assert!(case.decided().unwrap().rows[row].is_rejected());
    case.remove_review(kept[1].n).unwrap();
    assert_eq!(case.decided().unwrap().rows[row].last, both[0]);
    assert!(matches!(case.remove_review(kept[1].n).unwrap_err().fault, Fault::Unknown(_)));
}

#[test]
fn corrections_add_up_and_stay_below_later_decisions() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let sample = Sample::new("a.txt", "Ñandú 12 of 13.\n\nMore.");
    sample.read_into(&mut case);
    let value =
        |n| Correction { value: Some(Bounds { low: Some(n), high: Some(n) }), ..Correction::default() };
    let unit = Unit { code: "1".into(), label: "birds".into(), price_year: None };
    let actor = Known { id: "0123456789abcdef".into(), name: "Ana Torvald".into() };
    let all = [
        corrected(&sample, value(12.0)),
        corrected(
            &sample,
            Correction { unit: Some(unit.clone()), actor: Some(actor.clone()), ..Correction::default() },
        ),
        corrected(&sample, value(13.0)),
        review(&sample, Decided::Confirmed, "twice counted"),
    ];
    all.iter().for_each(|r| case.add_review(r).unwrap());
    assert_eq!(case.reviews().unwrap().into_iter().map(|r| r.review).collect::<Vec<_>>(), all);
    let standing = case.decided().unwrap().rows.remove(&sample.findings.figures[0].id).unwrap();
    assert_eq!(standing.last.verdict, Decided::Confirmed);
    let fields = standing.corrected.unwrap().fields;
    assert_eq!(fields, Correction { unit: Some(unit), actor: Some(actor), ..value(13.0) });
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
    assert!(case.decided().unwrap().rows.is_empty());

    // And when the row comes back, it has its decision back.
    sample.versions = Versions { findings: 4, ..sample.versions };
    sample.findings.figures = former;
    sample.read_into(&mut case);
    assert_eq!(case.decided().unwrap().rows.len(), 1);
}

#[test]
fn words_that_have_moved_in_the_text_take_their_decision_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let sample = Sample::new("a.txt", "First paragraph.\n\nSecond.");
    sample.read_into(&mut case);
    // As a reader that kept a line in front of it would have placed it.
    let words = |text: &str| Correction {
        words: Some(Words { span: Span::new(206, 206 + text.len()), text: text.to_owned() }),
        ..Correction::default()
    };
    let mut moved = corrected(&sample, words("paragraph"));
    (moved.on.row, moved.on.span) = (RowId::from_printed("000000000000000c"), Span::new(200, 216));
    case.add_review(&moved).unwrap();
    let now = case.reviews().unwrap().remove(0);
    assert_eq!(now.now, Some(sample.findings.figures[0].id.clone()));
    assert_eq!(now.review.correction.words.unwrap().span, Span::new(6, 15));
    // Words that stand nowhere any more correct nothing.
    moved.correction = words("chapter");
    case.add_review(&moved).unwrap();
    assert_eq!(case.reviews().unwrap()[1].review.correction, Correction::default());
}

#[test]
fn what_two_rows_are_to_each_other_is_decided_apart_from_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create_or_open(&folder.path().join("a.relata")).unwrap();
    let (one, two) =
        (Sample::new("a.txt", "One line.\n\nMore."), Sample::new("b.txt", "Other line.\n\nMore."));
    one.read_into(&mut case);
    two.read_into(&mut case);
    let correction = Correction { verdict: Some(Verdict::OtherPeriod), ..Correction::default() };
    let both = Review { beside: Some(anchor(&two)), ..corrected(&one, correction.clone()) };
    let turned =
        Review { on: anchor(&two), beside: Some(anchor(&one)), ..review(&one, Decided::Rejected, "") };
    case.add_review(&both).unwrap();
    let pair = |case: &Case| case.decided().unwrap().pairs.into_iter().next().unwrap();
    let (ids, standing) = pair(&case);
    assert!(ids.0 < ids.1);
    assert_eq!(standing.corrected.unwrap().fields, correction);
    assert!(case.decided().unwrap().rows.is_empty());
    // The same two, whichever is named first.
    case.add_review(&turned).unwrap();
    assert!(pair(&case).0 == ids && pair(&case).1.is_rejected());
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
