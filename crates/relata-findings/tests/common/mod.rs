//! What the tests share: documents from plain paragraphs, and the folder of outside data.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::print_stderr)]

use relata_language::Analyser;
use relata_rows::{BlockKind, Document, Findings};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A document of these blocks.
pub fn document(blocks: &[(BlockKind, &str)]) -> Document {
    let mut document =
        Document::of_paragraphs(&blocks.iter().map(|(_, text)| (*text).to_owned()).collect::<Vec<_>>());
    for (block, (kind, _)) in document.blocks.iter_mut().zip(blocks) {
        block.kind = *kind;
    }
    document
}

/// A document whose paragraphs are parted by empty lines.
pub fn paragraphs(text: &str) -> Document {
    let parts: Vec<_> = text
        .split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(|p| (BlockKind::Paragraph, p))
        .collect();
    document(&parts)
}

/// What is found in a document.
pub fn find(document: &Document) -> Findings {
    let mut analyser = Analyser::new().unwrap();
    let mut analysis = analyser.analyse(document);
    analyser.deepen(document, &mut analysis);
    relata_findings::find(document, &analysis)
}

/// The folder of outside data: `RELATA_SHARED`, else `../shared` beside the workspace.
pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dir = std::env::var_os("RELATA_SHARED").map_or_else(beside, PathBuf::from);
    dir.join("corpora").is_dir().then_some(dir)
}

/// Runs the short cases of `tests/FOLDER/*.txt`: paragraphs whose first line is a text and whose others say what is
/// expected of it. `judge` says what does not come out, empty where all does. Prints a table (with RELATA_SHOW, the
/// failures too); at least `least` cases must be there, and `floor` of them hold.
pub fn cases(folder: &str, least: usize, floor: usize, judge: &dyn Fn(&str, &[&str]) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let (mut all, mut held) = (0, 0);
    let mut table = String::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file = std::fs::read_to_string(&path).unwrap();
        let (mut cases, mut good) = (0, 0);
        for case in file.split("\n\n").map(str::trim).filter(|c| !c.is_empty()) {
            let lines: Vec<&str> = case.lines().filter(|l| !l.starts_with('#')).collect();
            let Some((text, expected)) = lines.split_first() else { continue };
            assert!(!expected.is_empty(), "{name}: nothing is expected of {text}");
            cases += 1;
            let wrong = judge(text, expected);
            good += usize::from(wrong.is_empty());
            if !wrong.is_empty() && std::env::var_os("RELATA_SHOW").is_some() {
                eprintln!("{name}: {text}{wrong}\n");
            }
        }
        let _ = writeln!(table, "{name:22}{good:4} of {cases:3}");
        all += cases;
        held += good;
    }
    eprintln!("{table}{:22}{held:4} of {all:3}", "all");
    assert!(all >= least, "only {all} cases");
    assert!(held >= floor, "{held} cases hold, {floor} did:\n{table}");
}
