//! What people do with the file in an SQLite shell.

use crate::samples::{Sample, resolve};
use relata_case::Case;
use relata_rows::{Party, Span};
use rusqlite::{Connection, OpenFlags};

fn filed(samples: &[Sample]) -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.relata");
    let mut case = Case::create_or_open(&path).unwrap();
    samples.iter().for_each(|sample| _ = sample.read_into(&mut case));
    resolve(&mut case);
    case.close().unwrap();
    let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    (folder, db)
}

#[test]
fn the_queries_of_the_manual_find_what_they_say() {
    let mut sample = Sample::new("a.txt", "The tariff that López pays is a number.\n\nA tariff.");
    let figure = &mut sample.findings.figures[0].body;
    figure.unit.code = "USD".into();
    figure.interval.low = Some(2e6);
    let statement = &mut sample.findings.statements[0].body;
    statement.source_kind = relata_rows::SourceKind::Named;
    let event = &mut sample.findings.events[0].body;
    event.recipients = event.agents.clone();
    let (_folder, db) = filed(&[sample]);
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/case-file.md");
    let manual = std::fs::read_to_string(manual).unwrap();
    let queries: Vec<&str> =
        manual.split("```sql").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(queries.len(), 4);
    for query in queries {
        let mut select = db.prepare(query).unwrap();
        let found = select.query_map([], |_| Ok(())).unwrap().map(Result::unwrap).count();
        assert_eq!(found, 1, "{query}");
    }
}

#[test]
fn the_views_have_text_and_code_points_as_the_exports() {
    let text = "¿Cuánto? 12 años.\n\nNo más.";
    let mut sample = Sample::new("a.txt", text);
    let statement = &mut sample.findings.statements[0];
    statement.span = sample.document.blocks[1].span;
    statement.body.content = Span::new(text.find("más").unwrap(), text.len() - 1).into();
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    sample.findings.events[0].body.agents =
        ["12 años", "más"].map(|words| Party { span: span(words), entity: Some(0), actor: None }).to_vec();
    sample.findings.proposals[0].body.action = span("más").into();
    let (_folder, db) = filed(std::slice::from_ref(&sample));
    let row: (u32, u32, String, String) = db
        .query_row("SELECT start, end, text, content FROM statements", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    let start = text.chars().position(|c| c == 'N').unwrap() as u32;
    assert_eq!(row, (start, text.chars().count() as u32, "No más.".to_owned(), "más".to_owned()));
    let event: (u32, u32, String, String, Option<String>) = db
        .query_row("SELECT start, end, trigger, agents, recipients FROM events", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .unwrap();
    let end = text.chars().position(|c| c == '\n').unwrap() as u32;
    assert_eq!(event, (0, end, "¿Cuánto? 12 años.".into(), "12 años; más".into(), None));
    let proposal: (String, String, Option<String>) = db
        .query_row("SELECT holder, action, due_text FROM proposals", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(proposal, ("¿Cuánto? 12 años.".into(), "más".into(), None));
    let blocks: String = db
        .query_row("SELECT group_concat(text, '|') FROM (SELECT text FROM body ORDER BY block)", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(blocks, "¿Cuánto? 12 años.|No más.");
}
