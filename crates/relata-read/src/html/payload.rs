//! The text of pages that scripts draw: it stands in data inside the page instead of its markup.
//!
//! Looked at only where the markup has next to no text. First the article body that structured data
//! state; failing that, the long strings of running text in any data script (as Next.js and the like
//! leave them), whatever their field is called.

use super::names::Tag;
use super::stated::body_fields;
use super::tree::{NodeId, Tree};
use crate::Limits;
use relata_rows::BlockKind;
use serde_json::Value;

/// A paragraph found in data.
pub(super) struct Found {
    pub text: String,
    pub kind: BlockKind,
    /// The bytes of the decoded text that hold the data it came from.
    pub source: (usize, usize),
}

/// Shortest string that counts as running text, in bytes. A guess, not measured.
const LEAST: usize = 80;

/// The paragraphs that a page's data hold, in order, each once.
pub(super) fn blocks(tree: &Tree, limits: &Limits) -> Vec<Found> {
    let scripts: Vec<(String, (usize, usize))> = tree
        .descendants(NodeId::ROOT)
        .filter(|&node| tree.tag(node) == Tag::Script)
        .filter_map(|node| {
            let text = tree.first_child(node)?;
            Some((tree.text_content(node), (tree.source(text).start, tree.source(text).end)))
        })
        .collect();
    let mut found = Vec::new();
    for (json, source) in &scripts {
        body_fields(json).for_each(|text| paragraphs(&text, *source, limits, &mut found));
    }
    if found.is_empty() {
        for (json, source) in &scripts {
            // A value of serde_json is never nested deeper than 128.
            if let Ok(value) = serde_json::from_str(json) {
                strings(&value, &mut |text| paragraphs(text, *source, limits, &mut found));
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|f| seen.insert(f.text.clone()));
    found
}

/// Calls `each` with every string of running text, in order.
fn strings(value: &Value, each: &mut impl FnMut(&str)) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::String(text) if text.len() >= LEAST && is_running(text) => each(text),
            Value::Array(list) => open.extend(list.iter().rev()),
            Value::Object(fields) => open.extend(fields.values().rev()),
            _ => {}
        }
    }
}

/// Whether a string reads like sentences rather than code, addresses or keys.
fn is_running(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let stops = text.matches(". ").count() + usize::from(text.trim_end().ends_with(['.', '!', '?', '>']));
    words * 12 >= text.len() / 2 && stops > 0 && !text.contains("){")
}

/// Parts a string into paragraphs: by its markup, if it has any, else by its lines.
fn paragraphs(text: &str, source: (usize, usize), limits: &Limits, found: &mut Vec<Found>) {
    if text.contains("</") || text.contains("<br") {
        let tree = super::tree::parse(text, limits);
        let page = super::blocks::blocks(&tree, text);
        found.extend(page.blocks.iter().filter(|b| !b.hidden).map(|block| Found {
            text: page.text_of(block).to_owned(),
            kind: block.kind,
            source,
        }));
    } else {
        let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        found.extend(lines.map(|line| Found { text: line.to_owned(), kind: BlockKind::Paragraph, source }));
    }
}
