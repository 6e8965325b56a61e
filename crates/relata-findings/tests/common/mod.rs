//! What the tests share: documents from plain paragraphs, and the folder of outside data.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use relata_language::Analyser;
use relata_rows::{BlockKind, Document, Findings};
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
