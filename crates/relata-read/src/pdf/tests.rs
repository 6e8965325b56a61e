use super::*;
use crate::Hints;
use relata_rows::{BlockKind, Document};

/// The fixture of this name, made by `tests/fixtures/pdf/make.py`.
fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read_bytes(bytes: Vec<u8>) -> Result<Document, ReadError> {
    let source = Source { path: "x.pdf".into(), bytes, hints: Hints::default() };
    let document = crate::assemble::assemble(read(&source, &Limits::default())?, &source)?;
    assert_eq!(document.check(), Ok(()));
    Ok(document)
}

fn texts(document: &Document, kind: BlockKind) -> Vec<&str> {
    let blocks = document.blocks.iter().filter(|b| b.kind == kind);
    blocks.map(|b| b.span.get(&document.text).unwrap()).collect()
}

#[test]
fn two_columns_with_heads_and_notes_read_as_one_text() {
    let document = read_bytes(bytes("columns")).unwrap();
    assert_eq!(document.metadata.title.as_deref(), Some("Who Pays for the Piers"));
    assert_eq!(document.metadata.authors, ["Ines Vale"]);
    assert_eq!(document.metadata.published.as_ref().unwrap().start.to_string(), "2021-09-03");
    // The six paragraphs of the source stand in it twice, and none is cut by a column, a page or a note.
    let paragraphs = texts(&document, BlockKind::Paragraph);
    let body: Vec<&str> = paragraphs.into_iter().filter(|p| !p.starts_with("By ")).collect();
    assert!(!document.body().any(|b| b.span.get(&document.text).unwrap().starts_with("Northern")));
    assert_eq!(body.len(), 12, "{body:#?}");
    assert_eq!(body[..6], body[6..]);
    assert!(body[0].ends_with("the long-term contracts between them run until the end of the decade."));
    assert!(body[0].contains("had been paid for twice. Neither side has published"));
    assert!(body[1].contains("called an underestimate because small boats"));
    assert!(body[3].contains("the grain merchants, who pay"));
    let notes = texts(&document, BlockKind::Footnote);
    assert!(notes.contains(&"1 Minutes of the harbour council, second session, page 14."), "{notes:?}");
    assert!(
        notes.contains(&"2 The survey of the towns left out boats of less than five metres."),
        "{notes:?}"
    );
    let furniture = texts(&document, BlockKind::Furniture);
    assert!(furniture.contains(&"Northern Harbour Papers 2") && furniture.contains(&"2"), "{furniture:?}");
    let second = document.pages.iter().find(|p| p.page == 2).unwrap().offset;
    assert!(document.page_at(second.saturating_sub(1)) == Some(1) && document.page_at(second) == Some(2));
}

#[test]
fn headings_lists_and_tables_of_a_word_processor() {
    let document = read_bytes(bytes("brief")).unwrap();
    assert_eq!(document.metadata.title.as_deref(), Some("A Short Brief on Ferries"));
    let headings: Vec<(u8, &str)> = document
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Heading)
        .map(|b| (b.level, b.span.get(&document.text).unwrap()))
        .collect();
    assert_eq!(
        headings,
        [
            (1, "A Short Brief on Ferries"),
            (2, "What the operator wants"),
            (2, "Passengers by year"),
            (2, "What the crews want")
        ]
    );
    assert_eq!(
        texts(&document, BlockKind::Item),
        [
            "a contract of at least ten years, with a fare that rises no faster than the price of fuel;",
            "a pier on the southern cape that is deep enough at low water, which the present one is not;",
            "a share of the harbour fees.",
            "Two more hands on each ship from the first of May.",
            "No sailing when the wind is above force eight."
        ]
    );
    assert_eq!(
        texts(&document, BlockKind::Table),
        [
            "Year\tNorth to south\tSouth to north\n2019\t98,200\t97,900\n2020\t81,500\t80,100\n2021\t106,900\t105,500"
        ]
    );
    assert_eq!(texts(&document, BlockKind::Paragraph).len(), 3);
}

#[test]
fn locked_files_open_with_the_empty_password_only() {
    assert_eq!(read_bytes(bytes("locked")), Err(ReadError::Encrypted("PDF")));
    let text = read_bytes(bytes("locked-empty")).unwrap().text;
    assert_eq!(text, "The council met in the old hall and closed the doors.");
}

#[test]
fn pages_without_text_are_named() {
    assert_eq!(read_bytes(bytes("images")), Err(ReadError::NoTextLayer { pages: 3 }));
    let document = read_bytes(bytes("partly")).unwrap();
    assert_eq!(document.text, "Only this page has a text layer, the others are drawings.");
    assert_eq!(document.page_at(0), Some(2));
    let lost = document.report.iter().find(|n| n.code == NoteCode::Lost).unwrap();
    assert!(lost.message.contains("pages 1, 3"), "{}", lost.message);
    assert_eq!(named(&[1, 2, 3, 5]), "pages 1 to 3, 5");
    assert_eq!(named(&[4]), "page 4");
}

#[test]
fn damaged_files_are_errors_or_say_so() {
    let whole = bytes("columns");
    for length in [5, 100, whole.len() / 2, whole.len() - 300] {
        match read_bytes(whole[..length].to_vec()) {
            Ok(document) => {
                assert!(document.report.iter().any(|n| n.code == NoteCode::Repaired), "at {length}")
            }
            Err(error) => assert!(matches!(error, ReadError::Damaged { .. }), "at {length}: {error}"),
        }
    }
    assert!(matches!(read_bytes(b"%PDF-1.4\nnothing".to_vec()), Err(ReadError::Damaged { .. })));
}

/// Words as bags: what the other reading has and ours has not, as a share.
fn missing(ours: &str, theirs: &str) -> f64 {
    use std::collections::BTreeMap;
    let plain = |text: &str| text.replace('\u{ad}', "").to_lowercase();
    let mut counts: BTreeMap<String, i32> = BTreeMap::new();
    let letters = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = plain(theirs);
    let words: Vec<String> = words.split_whitespace().map(letters).filter(|w| !w.is_empty()).collect();
    words.iter().for_each(|w| *counts.entry(w.clone()).or_default() += 1);
    plain(ours).split_whitespace().for_each(|w| *counts.entry(letters(w)).or_default() -= 1);
    counts.values().filter(|&&n| n > 0).sum::<i32>() as f64 / words.len() as f64
}

#[test]
fn no_words_are_missing_that_poppler_finds() {
    for name in ["columns", "brief", "partly"] {
        let path = format!("{}/tests/fixtures/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"));
        let Ok(output) = std::process::Command::new("pdftotext").args([&path, "-"]).output() else {
            eprintln!("skipped: no pdftotext on this machine");
            return;
        };
        let theirs = String::from_utf8(output.stdout).unwrap();
        let ours = read_bytes(std::fs::read(&path).unwrap()).unwrap().text;
        let share = missing(&ours, &theirs);
        eprintln!("{name}: {:.1} % of its words are missing", share * 100.0);
        // Marks of footnotes go, and cut words are mended, so a few differ.
        assert!(share < 0.03, "{name}: {share}");
    }
}
