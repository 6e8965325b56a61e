//! ODT: OpenDocument text (ODF 1.3, part 3) in a package.
//!
//! Inserted text is kept and deleted text left out, as if all tracked changes were accepted. Origins
//! are byte ranges inside the unpacked `content.xml`, since the kept bytes are packed.

use crate::charset::Decoded;
use crate::draft::{Claims, Draft, DraftBlock};
use crate::package::{Nest, Package, Rows, dublin_core, table_blocks};
use crate::xml::{Node, Tag, Walk};
use crate::{Limits, ReadError, Source};
use relata_rows::{BlockKind, Note, NoteCode, Origin};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Elements that are passed over with all inside: comments, forms, hidden text, readings of ruby,
/// descriptions of pictures, the list of deleted text.
const SKIPPED: &[&str] = &[
    "annotation",
    "forms",
    "hidden-text",
    "hidden-paragraph",
    "ruby-text",
    "tracked-changes",
    "note-citation",
    "script",
    "title",
    "desc",
    "binary-data",
    "scripts",
    "font-face-decls",
    "index-title-template",
];

/// Built-in paragraph styles (their internal names, ODF writers of the LibreOffice family) and what
/// they make of a paragraph; a style is also what its parent is.
const STYLES: &[(&str, BlockKind)] = &[
    ("Quotations", BlockKind::Quotation),
    ("Block_20_Quotation", BlockKind::Quotation),
    ("Quote", BlockKind::Quotation),
    ("Intense_20_Quote", BlockKind::Quotation),
    ("Caption", BlockKind::Caption),
    ("Illustration", BlockKind::Caption),
    ("Figure", BlockKind::Caption),
    ("Footnote", BlockKind::Footnote),
    ("Endnote", BlockKind::Footnote),
];

/// Styles that a style may stand on, one on the other.
const CHAIN: usize = 20;

/// Reads one ODT file.
///
/// # Errors
/// [`ReadError::Damaged`] where the package or `content.xml` cannot be read, [`ReadError::Encrypted`]
/// where the manifest says so.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    let mut package = Package::open(&source.bytes, "ODT", limits)?;
    let manifest = package.part("META-INF/manifest.xml")?;
    if manifest.is_some_and(|m| m.text.contains("encryption-data")) {
        return Err(ReadError::Encrypted("ODT"));
    }
    let content = package.needed("content.xml")?;
    let mut parents = BTreeMap::new();
    let styles = package.part("styles.xml")?;
    if let Some(styles) = &styles {
        parents_of(&styles.text, &mut parents);
    }
    parents_of(&content.text, &mut parents);
    let mut report = tracked(&content.text);
    let mut text = Story::read(&content, &parents, "body");
    report.extend(text.broken.take().map(|what| {
        Note::new(
            NoteCode::Lost,
            format!("the text stops at damaged XML ({what}); what came before was read"),
        )
    }));
    report.extend(content.note.clone());
    let meta = package.part("meta.xml")?;
    let meta = meta.map_or_else(Claims::default, |m| dublin_core(&m.text, "ODT meta"));
    let mut blocks = Vec::new();
    let mut feet = Vec::new();
    if let Some(styles) = &styles {
        let origin = Origin::Bytes { start: 0, end: 0 };
        let mut seen = BTreeSet::new();
        for (element, why) in [("header", "running head"), ("footer", "page footer")] {
            for block in Story::read(styles, &parents, element).blocks {
                let says = block.text.chars().any(char::is_alphabetic);
                if says && seen.insert(block.text.clone()) {
                    let list = if element == "header" { &mut blocks } else { &mut feet };
                    list.push(DraftBlock::furniture(block.text, origin, why));
                }
            }
        }
    }
    blocks.append(&mut text.blocks);
    blocks.append(&mut feet);
    let title = text.title.or_else(|| meta.title.clone());
    Ok(Draft {
        media_type: "application/vnd.oasis.opendocument.text",
        blocks,
        claims: Claims { title, ..meta },
        report,
    })
}

/// Adds each style of a part with the one it stands on.
fn parents_of(part: &str, parents: &mut BTreeMap<String, String>) {
    for (node, _) in Walk::new(part) {
        if let Node::Open(tag) = node
            && tag.local == "style"
            && let (Some(name), Some(parent)) = (tag.attr("name"), tag.attr("parent-style-name"))
        {
            parents.insert(name, parent);
        }
    }
}

/// Tracked changes and comments, counted by whom.
fn tracked(part: &str) -> Vec<Note> {
    let mut by: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let (mut region, mut creator) = (None, false);
    for (node, _) in Walk::new(part) {
        match node {
            Node::Open(tag) => match tag.local {
                "deletion" => region = Some("tracked deletions left out"),
                "insertion" => region = Some("tracked insertions kept as text"),
                "annotation" => region = Some("comments left out"),
                "creator" => creator = true,
                _ => {}
            },
            Node::Close("creator") => creator = false,
            Node::Close("deletion" | "insertion" | "annotation") => region = None,
            Node::Text(text) if creator => {
                if let Some(region) = region {
                    *by.entry((region, text.trim().to_owned())).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    let mut messages: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((region, name), n) in by {
        messages.entry(region).or_default().push(format!("{n} by {name}"));
    }
    let note = |(region, mut names): (&str, Vec<String>)| {
        names.truncate(10);
        Note::new(NoteCode::Lost, format!("{region}: {}", names.join(", ")))
    };
    messages.into_iter().map(note).collect()
}

/// A paragraph or heading that is open; text boxes and notes nest others inside.
struct Paragraph {
    start: usize,
    text: String,
    heading: Option<u8>,
    style: String,
    after: Vec<DraftBlock>,
}

struct Story<'a> {
    part: &'a Decoded,
    parents: &'a BTreeMap<String, String>,
    blocks: Vec<DraftBlock>,
    title: Option<String>,
    broken: Option<String>,
    paragraphs: Vec<Paragraph>,
    /// Blocks of open cells, notes and text boxes, the innermost last.
    holders: Vec<Vec<DraftBlock>>,
    tables: Vec<(usize, Rows)>,
    /// Which tables, and which cells, boxes and notes, have a place in `tables` and `holders`.
    table_nest: Nest,
    holder_nest: Nest,
    lists: u8,
    /// Open tables of contents and other lists made by the program.
    indexes: u32,
    /// Levels of lists outside the cell, note or box that is open.
    outer_lists: Vec<u8>,
}

impl<'a> Story<'a> {
    /// Reads what stands inside the elements named `root`.
    fn read(part: &'a Decoded, parents: &'a BTreeMap<String, String>, root: &str) -> Story<'a> {
        let mut story = Story {
            part,
            parents,
            blocks: Vec::new(),
            title: None,
            broken: None,
            paragraphs: Vec::new(),
            holders: Vec::new(),
            tables: Vec::new(),
            table_nest: Nest::default(),
            holder_nest: Nest::default(),
            lists: 0,
            indexes: 0,
            outer_lists: Vec::new(),
        };
        let mut walk = Walk::new(&part.text);
        let (mut inside, mut skipping) = (false, 0u32);
        for (node, range) in walk.by_ref() {
            match node {
                Node::Open(_) if skipping > 0 => skipping += 1,
                Node::Close(_) if skipping > 0 => skipping -= 1,
                Node::Text(_) if skipping > 0 => {}
                Node::Open(tag) if tag.local == root => inside = true,
                Node::Close(name) if name == root => inside = false,
                _ if !inside => {}
                Node::Open(tag) if SKIPPED.contains(&tag.local) => skipping = 1,
                Node::Open(tag) => story.open(&tag, &range),
                Node::Close(name) => story.close(name, &range),
                // White space of the file is no more than a blank (ODF 1.3, part 3, section 6.1.2).
                Node::Text(text) => story.push(&text.replace(['\n', '\r', '\t'], " ")),
            }
        }
        story.broken = walk.broken;
        story.finish();
        story
    }

    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag.local {
            "p" | "h" => {
                let level = || tag.attr("outline-level").and_then(|l| l.parse::<u8>().ok()).unwrap_or(1);
                self.paragraphs.push(Paragraph {
                    start: self.part.source_offset(range.start),
                    text: String::new(),
                    heading: (tag.local == "h").then(|| level().clamp(1, 6)),
                    style: tag.attr("style-name").unwrap_or_default(),
                    after: Vec::new(),
                });
            }
            "s" | "tab" => self.push(" "),
            "line-break" => self.push("\n"),
            "list" => self.lists = self.lists.saturating_add(1),
            "table-of-content" | "illustration-index" | "table-index" | "alphabetical-index" => {
                self.indexes += 1
            }
            "table" if self.table_nest.open() => {
                self.tables.push((self.part.source_offset(range.start), Vec::new()))
            }
            "table-row" => {
                if let Some((_, rows)) = self.tables.last_mut() {
                    rows.push(Vec::new());
                }
            }
            "table-cell" | "covered-table-cell" | "note-body" | "text-box" if self.holder_nest.open() => {
                self.holders.push(Vec::new());
                self.outer_lists.push(std::mem::take(&mut self.lists));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, range: &Range<usize>) {
        match name {
            "p" | "h" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph, range.end);
                }
            }
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-of-content" | "illustration-index" | "table-index" | "alphabetical-index" => {
                self.indexes = self.indexes.saturating_sub(1);
            }
            "table-cell" | "covered-table-cell" | "note-body" | "text-box" if self.holder_nest.close() => {
                let Some(held) = self.holders.pop() else { return };
                self.lists = self.outer_lists.pop().unwrap_or(0);
                match name {
                    "note-body" => self.note(held),
                    "text-box" => match self.paragraphs.last_mut() {
                        Some(anchor) => anchor.after.extend(held),
                        None => self.put(held),
                    },
                    _ => match self.tables.last_mut().and_then(|(_, rows)| rows.last_mut()) {
                        Some(row) => row.push(held),
                        None => self.put(held),
                    },
                }
            }
            "table" if self.table_nest.close() => {
                if let Some((start, rows)) = self.tables.pop() {
                    let origin = Origin::Bytes { start, end: self.part.source_offset(range.end) };
                    let blocks = table_blocks(rows, origin);
                    self.put(blocks);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn put(&mut self, blocks: Vec<DraftBlock>) {
        self.holders.last_mut().unwrap_or(&mut self.blocks).extend(blocks);
    }

    fn note(&mut self, held: Vec<DraftBlock>) {
        let text = held.into_iter().map(|b| b.text).collect::<Vec<_>>().join("\n");
        let Some(anchor) = self.paragraphs.last_mut() else { return };
        let origin = Origin::Bytes { start: anchor.start, end: anchor.start };
        anchor.after.push(DraftBlock::new(BlockKind::Footnote, text, origin));
    }

    fn end_paragraph(&mut self, p: Paragraph, end: usize) {
        let origin = Origin::Bytes { start: p.start, end: self.part.source_offset(end) };
        let mut block = DraftBlock::new(BlockKind::Paragraph, p.text, origin);
        let (kind, is_title) = self.style(&p.style);
        if self.indexes > 0 {
            block.kind = BlockKind::Furniture;
            block.why = "table of contents";
        } else if let Some(level) = p.heading.or(is_title.then_some(1)) {
            (block.kind, block.level) = (BlockKind::Heading, level);
        } else if let Some(kind) = kind {
            block.kind = kind;
        } else if self.lists > 0 {
            (block.kind, block.level) = (BlockKind::Item, self.lists.min(9));
        }
        if is_title && self.title.is_none() {
            let title = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.title = Some(title).filter(|t| !t.is_empty());
        }
        self.put(vec![block]);
        self.put(p.after);
    }

    /// The kind that a style or one it stands on gives, and whether it is the title's.
    fn style(&self, name: &str) -> (Option<BlockKind>, bool) {
        let mut name = name;
        for _ in 0..CHAIN {
            if name == "Title" {
                return (None, true);
            }
            if let Some(&(_, kind)) = STYLES.iter().find(|(known, _)| *known == name) {
                return (Some(kind), false);
            }
            match self.parents.get(name) {
                Some(parent) => name = parent,
                None => break,
            }
        }
        (None, false)
    }

    /// Takes in what is still open in a part that was cut short.
    fn finish(&mut self) {
        let end = self.part.text.len();
        while let Some(paragraph) = self.paragraphs.pop() {
            self.end_paragraph(paragraph, end);
        }
        let held: Vec<DraftBlock> = std::mem::take(&mut self.holders).into_iter().flatten().collect();
        while let Some((start, rows)) = self.tables.pop() {
            let origin = Origin::Bytes { start, end: self.part.source_offset(end) };
            self.blocks.extend(table_blocks(rows, origin));
        }
        self.blocks.extend(held);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hints;
    use std::io::{Cursor, Write};

    fn package(parts: &[(&str, &str)]) -> Source {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        Source { path: "x".into(), bytes, hints: Hints::default() }
    }

    fn content(inner: &str) -> String {
        format!(
            "<office:document-content><office:automatic-styles><style:style style:name=\"P1\" \
             style:parent-style-name=\"Quotations\"/></office:automatic-styles><office:body><office:text>{inner}\
             </office:text></office:body></office:document-content>"
        )
    }

    #[test]
    fn structure_becomes_blocks() {
        let inner = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>\
            <dc:creator>A. Editor</dc:creator></office:change-info><text:p>Gone.</text:p></text:deletion>\
            </text:changed-region></text:tracked-changes>\
            <text:p text:style-name=\"Title\">The paper</text:p>\
            <text:h text:outline-level=\"2\">Part</text:h>\
            <text:p>Two<text:s/>words<text:note><text:note-citation>1</text:note-citation><text:note-body>\
            <text:p>The source.</text:p></text:note-body></text:note> and <text:span>more</text:span>.\
            <office:annotation><dc:creator>C. Reader</dc:creator><text:p>Hm.</text:p></office:annotation></text:p>\
            <text:p text:style-name=\"P1\">Quoted.</text:p>\
            <text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Deep</text:p>\
            </text:list-item></text:list></text:list-item></text:list>\
            <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>\
            <table:table-cell><text:p>Tons</text:p></table:table-cell></table:table-row></table:table>\
            <text:p><draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>Anchor.</text:p>";
        let styles = "<office:master-styles><style:header><text:p>Draft of May</text:p></style:header></office:master-styles>";
        let meta = "<office:meta><dc:title>Other</dc:title><meta:initial-creator>Ana Ruiz</meta:initial-creator>\
            <dc:creator>Last Editor</dc:creator><meta:creation-date>2025-02-03T10:00:00</meta:creation-date></office:meta>";
        let source = package(&[("content.xml", &content(inner)), ("styles.xml", styles), ("meta.xml", meta)]);
        let draft = read(&source, &Limits::default()).unwrap();
        use BlockKind::{Footnote, Furniture, Heading, Item, Paragraph, Quotation, Table};
        let shown: Vec<_> = draft.blocks.iter().map(|b| (b.kind, b.level, b.text.as_str())).collect();
        assert_eq!(
            shown,
            [
                (Furniture, 0, "Draft of May"),
                (Heading, 1, "The paper"),
                (Heading, 2, "Part"),
                (Paragraph, 0, "Two words and more."),
                (Footnote, 0, "The source."),
                (Quotation, 0, "Quoted."),
                (Item, 1, "One"),
                (Item, 2, "Deep"),
                (Table, 0, "Year\tTons"),
                (Paragraph, 0, "Anchor."),
                (Paragraph, 0, "Boxed."),
            ]
        );
        assert_eq!(draft.claims.title.as_deref(), Some("The paper"));
        assert_eq!(draft.claims.authors, ["Ana Ruiz"]);
        assert_eq!(draft.claims.published.unwrap().0.to_string(), "2025-02-03");
        let report: Vec<&str> = draft.report.iter().map(|n| n.message.as_str()).collect();
        assert_eq!(
            report,
            ["comments left out: 1 by C. Reader", "tracked deletions left out: 1 by A. Editor"]
        );
    }

    #[test]
    fn a_password_is_named() {
        let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
        let source = package(&[("content.xml", "\u{1}"), ("META-INF/manifest.xml", manifest)]);
        assert_eq!(read(&source, &Limits::default()), Err(ReadError::Encrypted("ODT")));
    }
}
