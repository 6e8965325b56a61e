//! Who says what in short texts of our own, one file a phenomenon in `tests/statements`.
//!
//! A file begins with what it is about. Cases are parted by an empty line: the text on one line (` ¶ `
//! parts its paragraphs; one that begins with `> ` is a block quotation), then what is expected:
//!
//! - `+ SOURCE | CUE | CONTENT | WORDS | in SOURCE2; via OUTLET`: this statement comes out. `-` is none, `*`
//!   is not tested; ` // ` parts the fragments of a content; the words are of speech, polarity and kind;
//!   both last fields may be left out.
//! - `- SOURCE | CONTENT`: no statement of that source has these words in its content; `- *`: none at all.
//! - `! N`: so many quotations are reported as nobody's.
//!
//! What is expected is what a careful reader marks, not what comes out: the model does not reach all of it.
//! The number of cases that hold may only rise. `RELATA_SHOW=1` prints the others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod common;

use relata_rows::{BlockKind, Document, Extent, Findings, NoteCode, Row, Statement};
use std::fmt::Write;

/// Cases that hold. Measured; only to be raised.
const FLOOR: usize = 223;

#[test]
fn cases_hold() {
    common::cases("statements", 150, FLOOR, &judge);
}

/// What does not come out as expected, a line each; empty where all does.
fn judge(text: &str, expected: &[&str]) -> String {
    let blocks: Vec<(BlockKind, &str)> = text
        .split(" ¶ ")
        .map(|p| match p.strip_prefix("> ") {
            Some(quotation) => (BlockKind::Quotation, quotation),
            None => (BlockKind::Paragraph, p),
        })
        .collect();
    let document = common::document(&blocks);
    let found = common::find(&document);
    let mut wrong = String::new();
    for line in expected {
        let (sign, rest) = line.split_at(1);
        let fields: Vec<&str> = rest.split(" | ").map(str::trim).collect();
        let holds = match sign {
            "+" => found.statements.iter().any(|row| comes_out(row, &fields, &document, &found)),
            "-" => !found.statements.iter().any(|row| must_not(row, &fields, &document)),
            "!" => {
                let lost = found.report.iter().filter(|n| n.code == NoteCode::NoSpeaker).count();
                fields[0].parse() == Ok(lost)
            }
            _ => panic!("{line}: not a line of a case"),
        };
        if !holds {
            let _ = write!(wrong, "\n   wants {line}");
        }
    }
    if !wrong.is_empty() {
        for row in &found.statements {
            let s = &row.body;
            let parent = found.statements.iter().find(|r| Some(&r.id) == s.parent.as_ref());
            let _ = write!(
                wrong,
                "\n   got   {} | {} | {} | {} {} {} | in {}",
                text_of(&document, &s.source),
                text_of(&document, &s.cue),
                joined(&document, &s.content),
                s.speech.name(),
                s.polarity.name(),
                s.source_kind.name(),
                parent.map_or(String::new(), |p| text_of(&document, &p.body.source)),
            );
        }
    }
    wrong
}

fn joined(document: &Document, extent: &Extent) -> String {
    extent.parts.iter().map(|p| p.get(&document.text).unwrap()).collect::<Vec<_>>().join(" // ")
}

fn text_of(document: &Document, extent: &Option<Extent>) -> String {
    extent.as_ref().map_or("-".to_owned(), |e| joined(document, e))
}

/// Words without the marks at the ends of each fragment.
fn plain(text: &str) -> String {
    let bare = |part: &str| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    text.split(" // ").map(bare).collect::<Vec<_>>().join(" // ")
}

fn same(wanted: &str, got: &str) -> bool {
    wanted == "*" || (wanted == "-") == (got == "-") && plain(wanted) == plain(got)
}

fn comes_out(row: &Row<Statement>, fields: &[&str], document: &Document, found: &Findings) -> bool {
    let s = &row.body;
    let words = fields.get(3).copied().unwrap_or_default();
    let more = fields.get(4).copied().unwrap_or_default();
    let has = |word: &str| [s.speech.name(), s.polarity.name(), s.source_kind.name()].contains(&word);
    let extra = |part: &str| match part.trim().split_once(' ') {
        Some(("in", source)) => {
            let parent = found.statements.iter().find(|r| Some(&r.id) == s.parent.as_ref());
            parent.is_some_and(|p| same(source, &text_of(document, &p.body.source)))
        }
        Some(("via", outlet)) => same(outlet, &text_of(document, &s.via)),
        _ => panic!("{part}: neither in nor via"),
    };
    same(fields[0], &text_of(document, &s.source))
        && same(fields[1], &text_of(document, &s.cue))
        && same(fields[2], &joined(document, &s.content))
        && words.split_whitespace().all(has)
        && more.split(';').filter(|p| !p.trim().is_empty()).all(extra)
}

fn must_not(row: &Row<Statement>, fields: &[&str], document: &Document) -> bool {
    let content = fields.get(1).copied().unwrap_or("*");
    same(fields[0], &text_of(document, &row.body.source))
        && (content == "*" || joined(document, &row.body.content).contains(content))
}
