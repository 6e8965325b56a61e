//! The running text of one part: body, notes, header or footer.

use super::Role;
use super::styles::Styles;
use crate::charset::Decoded;
use crate::draft::DraftBlock;
use crate::package::{Nest, Rows, table_blocks};
use crate::xml::{Node, Tag, Walk};
use relata_rows::{BlockKind, Note, NoteCode, Origin};
use std::collections::BTreeMap;
use std::ops::Range;

/// Elements that are passed over with all inside: deleted and moved text, old properties of tracked
/// changes, the doubles of text boxes for old programs, readings of ruby, pictures' data.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "numberingChange",
    "instrText",
    "delInstrText",
    "delText",
    "rt",
    "binData",
    "sectPr",
];

/// Notes by their kind and number.
pub(super) type Notes = BTreeMap<(&'static str, String), String>;

/// What was read from one part.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) blocks: Vec<DraftBlock>,
    /// The paragraph with the style `Title`.
    pub(super) title: Option<String>,
    /// Footnotes and endnotes, where the part holds those.
    pub(super) notes: Notes,
    /// Deletions by whom.
    deleted: BTreeMap<String, usize>,
    inserted: BTreeMap<String, usize>,
    broken: Option<String>,
}

impl Story {
    /// What the reader should know: deletions, insertions, damage.
    pub(super) fn report(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if !self.deleted.is_empty() {
            let message = format!("tracked deletions left out: {}", counted(&self.deleted));
            notes.push(Note::new(NoteCode::Lost, message));
        }
        if !self.inserted.is_empty() {
            let message = format!("tracked insertions kept as text: {}", counted(&self.inserted));
            notes.push(Note::new(NoteCode::Repaired, message));
        }
        if let Some(broken) = &self.broken {
            let message = format!("the text stops at damaged XML ({broken}); what came before was read");
            notes.push(Note::new(NoteCode::Lost, message));
        }
        notes
    }
}

/// `3 by A. Writer, 1 by B. Editor`, for at most ten people.
pub(super) fn counted(by: &BTreeMap<String, usize>) -> String {
    let shown = |(name, n): (&String, &usize)| match name.as_str() {
        "" => format!("{n} by nobody named"),
        name => format!("{n} by {}", name.chars().take(80).collect::<String>()),
    };
    let more = if by.len() > 10 { format!(" and {} more people", by.len() - 10) } else { String::new() };
    by.iter().take(10).map(shown).collect::<Vec<_>>().join(", ") + &more
}

/// A paragraph that is open. They nest: a text box stands inside a paragraph and holds others.
#[derive(Default)]
struct Paragraph {
    start: usize,
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    /// Level and number of the list that it belongs to; number 0 takes it out of its style's list.
    level: Option<u8>,
    list: Option<String>,
    /// Notes marked in it.
    marks: Vec<(&'static str, String)>,
    /// Text boxes anchored in it.
    boxes: Vec<DraftBlock>,
    /// The mark at its end was deleted: the next paragraph goes on with it.
    joins_next: bool,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    start: usize,
    rows: Rows,
}

struct Reader<'a> {
    styles: &'a Styles,
    notes: &'a Notes,
    part: &'a Decoded,
    story: Story,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Where finished blocks go: the body, then cells and text boxes.
    holders: Vec<Vec<DraftBlock>>,
    /// Which tables, and which cells, boxes and notes, have a place in `tables` and `holders`.
    table_nest: Nest,
    holder_nest: Nest,
    note: Option<(&'static str, String)>,
    in_text: bool,
    in_paragraph_properties: bool,
    hidden: bool,
    /// Start and text of a paragraph whose end was deleted.
    carried: Option<(usize, String)>,
}

/// Reads the text of one part; `notes` are put after the paragraphs that mark them.
pub(super) fn read_story(part: &Decoded, styles: &Styles, notes: &Notes) -> Story {
    let mut reader = Reader {
        styles,
        notes,
        part,
        story: Story::default(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        holders: vec![Vec::new()],
        table_nest: Nest::default(),
        holder_nest: Nest::default(),
        note: None,
        in_text: false,
        in_paragraph_properties: false,
        hidden: false,
        carried: None,
    };
    let mut walk = Walk::new(&part.text);
    // Elements open inside one that is passed over.
    let mut skipping = 0u32;
    for (node, range) in walk.by_ref() {
        match node {
            Node::Open(_) if skipping > 0 => skipping += 1,
            Node::Close(_) if skipping > 0 => skipping -= 1,
            Node::Text(_) if skipping > 0 => {}
            Node::Open(tag) => skipping = u32::from(reader.open(&tag, &range)),
            Node::Close(name) => reader.close(name, &range),
            Node::Text(text) => reader.text(&text),
        }
    }
    reader.finish(walk.broken)
}

impl Reader<'_> {
    /// Takes a start tag; says whether all inside is to be passed over.
    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> bool {
        if SKIPPED.contains(&tag.local) {
            if self.in_paragraph_properties && tag.local == "del" {
                if let Some(p) = self.paragraphs.last_mut() {
                    p.joins_next = true;
                }
            } else if tag.local == "del" {
                *self.story.deleted.entry(tag.attr("author").unwrap_or_default()).or_default() += 1;
            }
            return true;
        }
        let value = || tag.attr("val");
        match tag.local {
            "ins" if !self.in_paragraph_properties => {
                *self.story.inserted.entry(tag.attr("author").unwrap_or_default()).or_default() += 1;
            }
            "p" => {
                let start = self.part.source_offset(range.start);
                self.paragraphs.push(Paragraph { start, ..Paragraph::default() });
            }
            "pPr" => self.in_paragraph_properties = true,
            "t" => self.in_text = true,
            "r" => self.hidden = false,
            "vanish" | "webHidden" if !self.in_paragraph_properties => self.hidden |= is_on(value()),
            "rStyle" if value().as_deref() == Some("PlaceholderText") => self.hidden = true,
            "br" if tag.attr("type").as_deref() == Some("page") => self.push(" "),
            "br" | "cr" => self.push("\n"),
            "tab" | "ptab" if !self.in_paragraph_properties => self.push("\t"),
            "noBreakHyphen" => self.push("-"),
            "tbl" if self.table_nest.open() => {
                let start = self.part.source_offset(range.start);
                self.tables.push(Table { start, ..Table::default() });
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tbl" => {}
            "tc" | "txbxContent" if self.holder_nest.open() => self.holders.push(Vec::new()),
            "tc" | "txbxContent" => {}
            "footnoteReference" | "endnoteReference" => {
                let kind = if tag.local.starts_with('f') { "footnote" } else { "endnote" };
                if let (Some(p), Some(id)) = (self.paragraphs.last_mut(), tag.attr("id")) {
                    p.marks.push((kind, id));
                }
            }
            "footnote" | "endnote" => {
                // Separators and their kin are no notes.
                if tag.attr("type").is_some_and(|t| t != "normal") {
                    return true;
                }
                let kind = if tag.local == "footnote" { "footnote" } else { "endnote" };
                self.note = tag.attr("id").map(|id| (kind, id));
                if self.holder_nest.open() {
                    self.holders.push(Vec::new());
                }
            }
            _ => {
                if let Some(p) = self.paragraphs.last_mut().filter(|_| self.in_paragraph_properties) {
                    match tag.local {
                        "pStyle" => p.style = value(),
                        "outlineLvl" => p.outline = value().and_then(|v| v.parse().ok()),
                        "ilvl" => p.level = value().and_then(|v| v.parse().ok()),
                        "numId" => p.list = value(),
                        _ => {}
                    }
                }
            }
        }
        false
    }

    fn close(&mut self, name: &str, range: &Range<usize>) {
        match name {
            "pPr" => self.in_paragraph_properties = false,
            "t" => self.in_text = false,
            "r" => self.hidden = false,
            "p" => {
                self.in_paragraph_properties = false;
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph, range.end);
                }
            }
            "tc" if self.holder_nest.close() => {
                let cell = self.holders.pop().unwrap_or_default();
                match self.tables.last_mut().and_then(|t| t.rows.last_mut()) {
                    Some(row) => row.push(cell),
                    None => self.put(cell),
                }
            }
            "txbxContent" if self.holder_nest.close() => {
                let boxed = self.holders.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(anchor) => anchor.boxes.extend(boxed),
                    None => self.put(boxed),
                }
            }
            "tbl" if self.table_nest.close() => {
                if let Some(table) = self.tables.pop() {
                    let origin =
                        Origin::Bytes { start: table.start, end: self.part.source_offset(range.end) };
                    self.put(table_blocks(table.rows, origin));
                }
            }
            "footnote" | "endnote" if self.holder_nest.close() => {
                let blocks = self.holders.pop().unwrap_or_default();
                let text = blocks.into_iter().map(|b| b.text).collect::<Vec<_>>().join("\n");
                if let Some(key) = self.note.take() {
                    self.story.notes.insert(key, text);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.push(&text.replace(['\n', '\r'], " "));
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(p) = self.paragraphs.last_mut().filter(|_| !self.hidden) {
            p.text.push_str(text);
        }
    }

    fn put(&mut self, blocks: Vec<DraftBlock>) {
        if let Some(holder) = self.holders.last_mut() {
            holder.extend(blocks);
        }
    }

    fn end_paragraph(&mut self, mut p: Paragraph, end: usize) {
        if let Some((start, text)) = self.carried.take() {
            p.start = start;
            p.text.insert_str(0, &text);
        }
        if p.joins_next {
            self.carried = Some((p.start, p.text));
            self.put(p.boxes);
            return;
        }
        let origin = Origin::Bytes { start: p.start, end: self.part.source_offset(end) };
        let (role, numbered) = p.style.as_deref().map_or((None, None), |id| self.styles.role(id));
        let outline = p.outline.filter(|&l| l < 9).map(|l| Role::Heading((l + 1).min(6)));
        let list = match p.list.as_deref() {
            Some("0") => None,
            Some(_) => Some(p.level.unwrap_or(0)),
            None => numbered.map(|n| p.level.unwrap_or(n)),
        };
        let mut block = DraftBlock::new(BlockKind::Paragraph, p.text, origin);
        match (role.or(outline), list) {
            (Some(Role::Title), _) => {
                (block.kind, block.level) = (BlockKind::Heading, 1);
                let text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
                if self.story.title.is_none() && !text.is_empty() {
                    self.story.title = Some(text);
                }
            }
            (Some(Role::Heading(level)), _) => (block.kind, block.level) = (BlockKind::Heading, level),
            (Some(Role::Contents), _) => {
                block.kind = BlockKind::Furniture;
                block.why = "table of contents";
            }
            (Some(Role::Block(kind)), None) if kind != BlockKind::Item => block.kind = kind,
            (Some(Role::Block(BlockKind::Item)), None) => (block.kind, block.level) = (BlockKind::Item, 1),
            (_, Some(level)) => (block.kind, block.level) = (BlockKind::Item, level.saturating_add(1).min(9)),
            (_, None) => {}
        }
        let notes = p.marks.iter().filter_map(|mark| self.notes.get(mark));
        let notes = notes.map(|text| DraftBlock::new(BlockKind::Footnote, text.as_str(), origin)).collect();
        self.put(vec![block]);
        self.put(p.boxes);
        self.put(notes);
    }

    fn finish(mut self, broken: Option<String>) -> Story {
        // Whatever is still open in a part that was cut short.
        let end = self.part.text.len();
        while let Some(paragraph) = self.paragraphs.pop() {
            self.end_paragraph(paragraph, end);
        }
        let open = std::mem::take(&mut self.holders);
        self.story.blocks = open.into_iter().flatten().collect();
        while let Some(table) = self.tables.pop() {
            let origin = Origin::Bytes { start: table.start, end: self.part.source_offset(end) };
            self.story.blocks.extend(table_blocks(table.rows, origin));
        }
        if let Some((start, text)) = self.carried.take() {
            let origin = Origin::Bytes { start, end: self.part.source_offset(end) };
            self.story.blocks.push(DraftBlock::new(BlockKind::Paragraph, text, origin));
        }
        self.story.broken = broken;
        self.story
    }
}

/// On, unless it says off (ECMA-376 part 1, section 17.17.4).
fn is_on(value: Option<String>) -> bool {
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}
