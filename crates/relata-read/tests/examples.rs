//! Two real documents with a careful reader's annotation, which stand beside the project and are
//! not part of it: every furniture block of the annotation is marked, no body text is lost.

// Helpers of tests are not seen as tests by the lints.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use relata_read::{Hints, Limits, Source, read};
use relata_rows::{BlockKind, Document};
use std::path::PathBuf;

/// The folder of outside data; `None`, said on standard error, where it is absent.
fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RELATA_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let path = root.join(part);
    if !path.exists() {
        eprintln!("skipped: no {part} beside the project (RELATA_SHARED)");
        return None;
    }
    Some(path)
}

fn read_file(path: &PathBuf) -> Document {
    let bytes = std::fs::read(path).unwrap();
    let source = Source { path: path.display().to_string(), bytes, hints: Hints::default() };
    let document = read(&source, &Limits::default()).unwrap();
    assert_eq!(document.check(), Ok(()));
    document
}

/// Letters and digits only: the annotation copies the raw file, a reading repairs it. The numbers of
/// lists go, which a reading takes for marks.
fn bare(text: &str) -> String {
    let words = |line: &str| {
        let rest = line.trim_start();
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let counts = rest.len() < line.trim_start().len() && rest.starts_with(['.', ')']);
        let rest = rest.get(1..).filter(|rest| counts && rest.starts_with([' ', '\t']));
        rest.unwrap_or(line).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    text.lines().map(words).collect()
}

fn kind_text(document: &Document, furniture: bool) -> String {
    let blocks = document.blocks.iter().filter(|b| (b.kind == BlockKind::Furniture) == furniture);
    blocks.map(|b| b.span.get(&document.text).unwrap()).collect::<Vec<_>>().join("\n")
}

/// What is wrong with the reading of one example: furniture that is not marked, body that is.
fn faults(name: &str, folder: &std::path::Path) -> Vec<String> {
    let gold: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join(format!("{name}.json"))).unwrap()).unwrap();
    let path = folder.join(format!("{name}.txt"));
    let raw = std::fs::read_to_string(&path).unwrap();
    let document = read_file(&path);
    let marked = bare(&kind_text(&document, true));
    let mut faults = Vec::new();
    let mut body = bare(&raw);
    let furniture: String =
        gold["boilerplate"].as_array().unwrap().iter().map(|b| bare(b.as_str().unwrap())).collect();
    for block in gold["boilerplate"].as_array().unwrap() {
        let block = block.as_str().unwrap();
        for line in block.lines().filter(|l| !bare(l).is_empty()) {
            if !marked.contains(&bare(line)) {
                faults.push(format!("{name}: not marked: {line}"));
            }
        }
        body = body.replacen(&bare(block), "", 1);
    }
    let kept = bare(&kind_text(&document, false));
    for block in document.blocks.iter().filter(|b| b.kind == BlockKind::Furniture) {
        let text = block.span.get(&document.text).unwrap();
        if !furniture.contains(&bare(text)) {
            faults.push(format!("{name}: body marked as furniture: {text}"));
        }
    }
    if faults.is_empty() && kept != body {
        let same = kept.chars().zip(body.chars()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| text.chars().skip(same.saturating_sub(20)).take(60).collect::<String>();
        faults.push(format!("{name}: the body is {:?} where it should be {:?}", near(&kept), near(&body)));
    }
    faults
}

#[test]
fn furniture_is_marked_and_no_body_is_lost() {
    let Some(folder) = shared("examples") else { return };
    let faults = [faults("003", &folder), faults("004", &folder)].concat();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_sentence_cut_by_a_page_end_is_whole_and_no_word_is_cut() {
    let Some(folder) = shared("examples") else { return };
    let path = folder.join("004.txt");
    let document = read_file(&path);
    // Each list of links stands where a page ends: the line before and the line after one that
    // cuts a sentence are in one block.
    let raw = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = raw.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let mut cuts = 0;
    for run in 1..lines.len() {
        let Some(after) = lines[run..].iter().position(|l| !l.starts_with("http")).filter(|&n| n > 0) else {
            continue;
        };
        let (before, after) = (lines[run - 1], lines[run + after]);
        if before.starts_with("http") || !after.starts_with(|c: char| c.is_lowercase()) {
            continue;
        }
        cuts += 1;
        let joint = format!("{before} {after}");
        assert!(
            document.body().any(|b| b.span.get(&document.text).unwrap().contains(&joint)),
            "not whole: {joint}"
        );
    }
    assert!(cuts > 0, "the example has a sentence cut by a list of links");
    for block in document.body() {
        let text = block.span.get(&document.text).unwrap();
        assert!(!text.contains('\n') || block.kind == BlockKind::Table, "a wrap is left in: {text}");
        assert!(!text.contains("- ") && !text.ends_with('-'), "a cut word is left in: {text}");
    }
}
