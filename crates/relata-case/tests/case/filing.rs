//! Versions, copies, failures: the life of documents in a case.

use crate::samples::{Sample, everything, resolve};
use relata_case::{AnyRow, Case, Failed, Fault, Filter, Known, Outcome};
use relata_rows::{
    ActorKind, DocId, Entity, Findings, Genre, Party, PlaceRef, Published, RowId, Span, Status,
};
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
    assert_eq!(case.events(&sample.document.id).unwrap(), sample.findings.events);
    assert_eq!(case.proposals(&sample.document.id).unwrap(), sample.findings.proposals);
    let (event, proposal) = (&sample.findings.events[0], &sample.findings.proposals[0]);
    assert_eq!(case.row(event.id.as_str()).unwrap().1, AnyRow::Event(event.clone()));
    assert_eq!(case.row(proposal.id.as_str()).unwrap().1, AnyRow::Proposal(proposal.clone()));
    let counts = case.counts().unwrap();
    assert_eq!((counts.events, counts.proposals, counts.open_commitments), (1, 1, 1));
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
    sample.findings.events.clear();
    sample.findings.proposals[0].body.status = Status::Kept;
    sample.findings.proposals[0].body.holder = None;
    assert_eq!(sample.read_into(&mut case), Outcome::Renewed);
    let counts = case.counts().unwrap();
    assert_eq!((counts.figures, counts.events, counts.proposals, counts.open_commitments), (0, 0, 1, 0));
    assert_eq!(case.proposals(&sample.document.id).unwrap(), sample.findings.proposals);
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
fn what_events_and_proposals_name_must_be_there() {
    let (_folder, mut case) = case();
    let good = Sample::new("a.txt", "One line.");
    let nowhere = Span::new(5, 900);
    let row = RowId::from_printed("0123456789abcdef");
    type Spoil<'s> = &'s dyn Fn(&mut Findings);
    let spoils: [Spoil<'_>; 12] = [
        &|f| f.events[0].body.agents[0].entity = Some(1),
        &|f| f.events[0].body.agents[0].span = nowhere,
        &|f| f.events[0].body.trigger = nowhere.into(),
        &|f| f.events[0].body.also.push(nowhere),
        &|f| f.events[0].body.statement = Some(row.clone()),
        &|f| f.events[0].body.speech = Some(row.clone()),
        &|f| f.events.push(f.events[0].clone()),
        &|f| f.proposals[0].body.holder.as_mut().unwrap().entity = Some(9),
        &|f| f.proposals[0].body.action = nowhere.into(),
        &|f| f.proposals[0].body.status_basis = Some(nowhere),
        &|f| f.proposals[0].body.parent = Some(row.clone()),
        &|f| f.proposals[0].span = nowhere,
    ];
    for (n, spoil) in spoils.iter().enumerate() {
        let mut bad = good.clone();
        spoil(&mut bad.findings);
        let fault = case.file(&bad.reading()).unwrap_err().fault;
        assert!(matches!(fault, Fault::Unsound { .. }), "{n}: {fault}");
    }
    assert_eq!(good.read_into(&mut case), Outcome::New);
}

#[test]
fn parties_become_actors_of_the_case() {
    let (_folder, mut case) = case();
    let mut sample = Sample::new("a.txt", "Ana met nobody in Lima.");
    let place = PlaceRef { entity: Some(1), actor: None, text: "Lima".into(), basis: "clause".into() };
    let lima = Entity { name: "Lima".into(), kind: ActorKind::Place, ..sample.findings.entities[0].clone() };
    sample.findings.entities.push(lima);
    sample.findings.events[0].body.place = Some(place);
    let stranger = Party { span: Span::new(8, 14), entity: None, actor: None };
    sample.findings.events[0].body.recipients.push(stranger);
    sample.read_into(&mut case);
    resolve(&mut case);
    let event = case.events(&sample.document.id).unwrap().remove(0).body;
    assert_eq!(event.agents[0].actor.as_deref(), Some("0-0"));
    assert_eq!(event.recipients[0].actor, None);
    assert_eq!(event.place.unwrap().actor.as_deref(), Some("0-1"));
    let proposal = case.proposals(&sample.document.id).unwrap().remove(0).body;
    assert_eq!(proposal.holder.unwrap().actor.as_deref(), Some("0-0"));
    let db = rusqlite::Connection::open(case.path()).unwrap();
    let words: (String, String, String) = db
        .query_row(
            "SELECT text, role, actor FROM party_words WHERE row = ?1 AND n = 0 AND role = 'agent'",
            [sample.findings.events[0].id.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(words, ("Ana met nobody in Lima.".into(), "agent".into(), "0-0".into()));
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
