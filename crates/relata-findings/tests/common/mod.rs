//! What the tests share: documents from plain paragraphs, and the folder of outside data.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use relata_rows::{Block, BlockKind, DocId, Document, Findings, Metadata, Origin, Sha256, Span};
use std::path::{Path, PathBuf};

/// A document of these blocks.
pub fn document(blocks: &[(BlockKind, &str)]) -> Document {
    let mut text = String::new();
    let mut out = Vec::new();
    for (kind, block) in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(block);
        let (span, origin) = (Span::new(start, text.len()), Origin::Bytes { start, end: text.len() });
        out.push(Block { span, kind: *kind, level: 0, origin });
    }
    let sha256 = Sha256::of(text.as_bytes());
    Document {
        id: DocId::of(&sha256),
        sha256,
        media_type: "text/plain".into(),
        metadata: Metadata::default(),
        text,
        blocks: out,
        pages: vec![],
        report: vec![],
    }
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
    relata_findings::find(document, &relata_language::sentences(document))
}

/// The folder of outside data: `RELATA_SHARED`, else `../shared` beside the workspace.
pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dir = std::env::var_os("RELATA_SHARED").map_or_else(beside, PathBuf::from);
    dir.join("corpora").is_dir().then_some(dir)
}

/// A document whose text is kept as it is, with one block for each line that has words.
pub fn lines(text: String) -> Document {
    let mut doc = document(&[]);
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len()).trim(&text);
        start += line.len() + 1;
        if !span.is_empty() {
            let origin = Origin::Bytes { start: span.start, end: span.end };
            doc.blocks.push(Block { span, kind: BlockKind::Paragraph, level: 0, origin });
        }
    }
    doc.text = text;
    doc
}
