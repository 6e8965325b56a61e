//! What stands around a figure: what it measures, when, where, in whose words. Values and units are in
//! `quantities.rs`.
#![allow(clippy::unwrap_used)]

mod common;

use proptest::prelude::*;
use relata_rows::{Figure, NoteCode};

/// The only figure of a sentence.
fn one(text: &str) -> (Figure, String) {
    let doc = common::paragraphs(text);
    let mut found = common::find(&doc);
    assert_eq!(found.figures.len(), 1, "{text}");
    let row = found.figures.remove(0);
    let span = row.span.get(&doc.text).unwrap().to_owned();
    (row.body, span)
}

#[test]
fn the_measure_says_what_is_counted() {
    let (f, span) = one("The more than 70,000 annual Italian deaths from heart disease went on.");
    assert_eq!(span, "more than 70,000");
    assert_eq!((f.measure.what.as_str(), f.measure.kind.as_str()), ("death", "people"));
    assert_eq!(f.measure.text, "annual Italian deaths from heart disease");
    // "Italian" tells where they were.
    assert_eq!(f.measure.qualifiers, ["heart disease"]);
    assert_eq!(f.place.unwrap().text, "Italy");
    assert_eq!(f.measure.basis.as_deref(), Some("per year"));
    let (f, _) = one("The clans hold 30 percent of Italian farmland.");
    assert_eq!(f.measure.of.as_deref(), Some("Italian farmland"));
    let (f, _) = one("Some 5,000 parcels a day arrive.");
    assert_eq!((f.measure.what.as_str(), f.measure.basis.as_deref()), ("parcel", Some("per day")));
    let (f, span) = one("The rate was 12 deaths per 100,000 people.");
    assert_eq!((f.measure.basis.as_deref(), span.as_str()), (Some("per 100,000"), "12 deaths per 100,000"));
    let (f, _) = one("Arrests reached 340.");
    assert_eq!(f.measure.what, "arrest");
    let (f, _) = one("More than 800 were Italian citizens.");
    assert_eq!((f.measure.text.as_str(), f.measure.what.as_str()), ("Italian citizens", "citizen"));
}

#[test]
fn records_parts_places_and_periods() {
    let (f, _) = one("A record 2.3 million parcels came to Rome in 2021.");
    assert!(f.record);
    let p = f.period.unwrap();
    assert_eq!((p.text.as_str(), p.calendar.as_str()), ("2021", "gregorian"));
    assert_eq!(p.start.unwrap().to_string(), "2021-01-01");
    assert_eq!(p.end.unwrap().to_string(), "2022-01-01");
    let (f, _) = one("The U.S. port moved 40 ships in fiscal year 2022.");
    let p = f.period.unwrap();
    assert_eq!((p.calendar.as_str(), p.start.unwrap().to_string().as_str()), ("fiscal:US", "2021-10-01"));
    let (f, _) = one("The firm moved 40 ships in fiscal year 2022.");
    assert_eq!(f.period.unwrap().start, None);
    let (f, _) = one("Some 40 ships sank in Lake Como.");
    assert_eq!(f.place.unwrap().text, "Lake Como");
    let doc = common::paragraphs("The port counted 900 boxes; more than 300 of those were empty.");
    let found = common::find(&doc);
    assert_eq!(found.figures[1].body.part_of.as_ref(), Some(&found.figures[0].id));
    assert_eq!(found.figures[1].body.measure.what, "box");
}

#[test]
fn last_year_is_resolved_from_publication_only() {
    let text = "The port moved 40 ships last year.";
    let (f, _) = one(text);
    assert_eq!(f.period.unwrap().start, None);
    let mut doc = common::paragraphs(text);
    let day = |s: &str| s.parse().unwrap();
    doc.metadata.published = Some(relata_rows::Published {
        start: day("2023-03-18"),
        end: day("2023-03-19"),
        basis: "stated".into(),
    });
    let period = common::find(&doc).figures[0].body.period.clone().unwrap();
    assert_eq!(period.start, Some(day("2022-01-01")));
    assert_eq!(period.end, Some(day("2023-01-01")));
    assert_eq!(period.basis, "from publication");
}

#[test]
fn changes_have_their_parts() {
    use relata_rows::Direction::{Down, Up};
    let change = |text: &str, n: usize| {
        let found = common::find(&common::paragraphs(text));
        let c = found.figures[n].body.change.clone();
        c.map(|c| (c.direction, c.by, c.from, c.to, c.since.map(|s| s.text)))
    };
    assert_eq!(change("Exports rose 12 percent.", 0), Some((Up, Some(12.0), None, None, None)));
    assert_eq!(change("Exports fell by 300 boxes.", 0), Some((Down, Some(300.0), None, None, None)));
    assert_eq!(
        change("It was a 172 percent increase since 2020.", 0),
        Some((Up, Some(172.0), None, None, Some("2020".into())))
    );
    assert_eq!(
        change("Exports fell from $5 million to $3 million.", 1),
        Some((Down, None, Some(5e6), Some(3e6), None))
    );
    assert_eq!(change("The port raised $5 million.", 0), None);
}

#[test]
fn a_figure_points_at_the_statement_it_stands_in() {
    let doc = common::paragraphs("“We lost 300 jobs,” the mayor said. The port has 40 cranes.");
    let found = common::find(&doc);
    assert_eq!(found.figures[0].body.statement.as_ref(), Some(&found.statements[0].id));
    assert_eq!(found.figures[1].body.statement, None);
}

#[test]
fn plain_dollars_are_what_the_document_says() {
    let doc = common::paragraphs("The fund holds Canadian dollars.\n\nIt holds $200 today.");
    assert_eq!(common::find(&doc).figures[0].body.unit.code, "CAD");
}

#[test]
fn another_language_gives_a_remark_and_nothing_else() {
    let mut doc = common::paragraphs("El puerto movió 40 barcos.");
    doc.metadata.language = Some("es".into());
    let found = common::find(&doc);
    assert!(found.figures.is_empty() && found.statements.is_empty());
    assert_eq!(found.report[0].code, NoteCode::Language);
}

#[test]
fn furniture_gives_nothing() {
    let doc = common::document(&[(relata_rows::BlockKind::Furniture, "Share 40 stories. “Go,” she said.")]);
    assert_eq!(common::find(&doc), relata_rows::Findings::default());
}

proptest! {
    #[test]
    fn any_text_is_read_with_spans_on_borders(text in "(\\PC|[0-9.,$%\"“” -]){0,200}") {
        let doc = common::paragraphs(&text);
        let found = common::find(&doc);
        for row in &found.figures {
            prop_assert!(row.span.get(&doc.text).is_some_and(|s| !s.is_empty()));
        }
        for note in &found.report {
            prop_assert!(note.span.is_none_or(|s| s.get(&doc.text).is_some()));
        }
    }
}
