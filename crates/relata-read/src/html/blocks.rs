//! A tree to blocks: which stretches of text stand on their own, of what kind, and from where.
//!
//! What is body and what is furniture is not decided here; every visible word comes out once, and
//! hidden ones too, marked as such.

use super::names::{Attr, Tag};
use super::tree::{Markup, NodeId, Tree, tag_end};
use relata_rows::BlockKind;

/// All text of a page, block by block.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The texts of the blocks, one after the other, runs of white space as one blank.
    pub text: String,
    pub blocks: Vec<Raw>,
}

/// One block before it is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw {
    pub kind: BlockKind,
    /// Of a heading or list item, else 0.
    pub level: u8,
    /// Its bytes in [`Page::text`].
    pub from: usize,
    pub to: usize,
    /// Its bytes in the decoded text, from the end of the tag before its first word.
    pub source: (usize, usize),
    /// The innermost element that holds it and is not part of a line.
    pub owner: NodeId,
    /// Bytes of its text inside links, and inside bold type.
    pub links: usize,
    pub bold: usize,
    /// Lines that a line break element made.
    pub breaks: usize,
    /// Not shown until something happens, if ever.
    pub hidden: bool,
}

impl Page {
    pub(super) fn text_of(&self, block: &Raw) -> &str {
        &self.text[block.from..block.to]
    }
}

/// What an element passes on to everything in it.
#[derive(Debug, Clone, Copy)]
struct Context {
    kind: BlockKind,
    level: u8,
    lists: u8,
    owner: NodeId,
    link: bool,
    bold: bool,
    hidden: bool,
    pre: bool,
    /// Inside a table of data, which becomes one block.
    table: bool,
}

/// Walks the tree of the decoded text `source` in document order.
pub(super) fn blocks(tree: &Tree, source: &str) -> Page {
    let mut writer = Writer::new(source);
    let mut context = Context {
        kind: BlockKind::Paragraph,
        level: 0,
        lists: 0,
        owner: NodeId::ROOT,
        link: false,
        bold: false,
        hidden: false,
        pre: false,
        table: false,
    };
    // The contexts outside each of the elements that are open.
    let mut above: Vec<Context> = Vec::new();
    let mut next = Some(NodeId::ROOT);
    while let Some(at) = next {
        let tag = tree.tag(at);
        if tag == Tag::Text {
            writer.text(tree, at, &context);
        } else if !tag.is_silent() {
            writer.edge(tag, &context);
            above.push(context);
            context = enter(tree, at, tag, context);
            if let Some(child) = tree.first_child(at) {
                next = Some(child);
                continue;
            }
        }
        // Leave the node and every element that ends with it.
        let mut node = at;
        next = loop {
            let tag = tree.tag(node);
            if tag != Tag::Text && !tag.is_silent() {
                context = above.pop().expect("every element left was entered");
                if !matches!(tag, Tag::Br | Tag::Td | Tag::Th | Tag::Tr) {
                    writer.edge(tag, &context);
                }
            }
            if let Some(sibling) = tree.next_sibling(node) {
                break Some(sibling);
            }
            match tree.parent(node) {
                Some(up) => node = up,
                None => break None,
            }
        };
    }
    writer.flush();
    writer.page
}

/// The context inside an element.
fn enter(tree: &Tree, at: NodeId, tag: Tag, mut inner: Context) -> Context {
    if !tag.is_inline() && !inner.table {
        inner.owner = at;
    }
    inner.hidden |= is_hidden(tree, at, tag);
    match tag {
        Tag::A => inner.link |= tree.attr(at, Attr::Href).is_some(),
        Tag::B | Tag::Strong => inner.bold = true,
        Tag::Pre => inner.pre = true,
        Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl => inner.lists = inner.lists.saturating_add(1),
        Tag::Li | Tag::Dt | Tag::Dd => (inner.kind, inner.level) = (BlockKind::Item, inner.lists.max(1)),
        Tag::Blockquote => (inner.kind, inner.level) = (BlockKind::Quotation, 0),
        Tag::Figcaption => (inner.kind, inner.level) = (BlockKind::Caption, 0),
        Tag::Table if !inner.table && is_data_table(tree, at) => {
            inner.table = true;
            (inner.kind, inner.level) = (BlockKind::Table, 0);
        }
        _ if tag.heading_level() > 0 && !inner.table => {
            (inner.kind, inner.level) = (BlockKind::Heading, tag.heading_level());
        }
        _ => {}
    }
    inner
}

fn is_hidden(tree: &Tree, at: NodeId, tag: Tag) -> bool {
    let style = |style: &str| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    tag == Tag::Dialog
        || tree.attr(at, Attr::Hidden).is_some()
        || tree.attr(at, Attr::AriaHidden) == Some("true")
        || tree.attr(at, Attr::Style).is_some_and(style)
}

/// Most bytes of text that the cells of a table of data hold on average; cells of layout tables hold
/// columns of a page. Chosen by looking at what tables in pages hold, not measured.
const CELL_BYTES: usize = 160;

/// Whether a table holds data: two rows and columns at least, short cells, and no structure of a
/// page in it (another table, headings, lists, forms).
fn is_data_table(tree: &Tree, table: NodeId) -> bool {
    let (mut rows, mut cells, mut bytes) = (0usize, 0usize, 0usize);
    for node in tree.descendants(table) {
        match tree.tag(node) {
            Tag::Tr => rows += 1,
            Tag::Td | Tag::Th => cells += 1,
            Tag::Text => bytes += tree.text(node).trim().len(),
            Tag::Table | Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::Form | Tag::Nav | Tag::Article => {
                return false;
            }
            _ => {}
        }
    }
    rows >= 2 && cells >= 2 * rows - 1 && bytes <= CELL_BYTES * cells
}

/// Puts words into blocks.
struct Writer<'s> {
    page: Page,
    source: &'s str,
    /// The block being written; none before its first word.
    open: Option<Raw>,
    /// What goes before the next word.
    gap: Option<char>,
}

impl<'s> Writer<'s> {
    fn new(source: &'s str) -> Self {
        let page = Page { text: String::with_capacity(source.len() / 8), blocks: Vec::new() };
        Writer { page, source, open: None, gap: None }
    }

    /// The beginning or end of an element, seen from outside it.
    fn edge(&mut self, tag: Tag, outside: &Context) {
        match tag {
            // Two in a row part paragraphs.
            Tag::Br if !outside.table && self.gap == Some('\n') => self.flush(),
            Tag::Br if !outside.table => {
                self.space('\n');
                self.open.iter_mut().for_each(|open| open.breaks += 1);
            }
            Tag::Tr | Tag::Caption if outside.table => self.space('\n'),
            Tag::Td | Tag::Th if outside.table => self.space('\t'),
            _ if tag.is_inline() => {}
            _ if outside.table => self.space(' '),
            _ => self.flush(),
        }
    }

    /// Notes white space before the next word; the strongest wins: line, cell, blank.
    fn space(&mut self, c: char) {
        let strength = |c: Option<char>| match c {
            None => 0,
            Some(' ') => 1,
            Some('\t') => 2,
            Some(_) => 3,
        };
        if self.open.is_some() && strength(Some(c)) > strength(self.gap) {
            self.gap = Some(c);
        }
    }

    fn text(&mut self, tree: &Tree, at: NodeId, context: &Context) {
        // Only preformatted text has lines of its own.
        let part = |c: char| context.pre && c == '\n';
        for (number, line) in tree.text(at).split(part).enumerate() {
            if number > 0 {
                self.space('\n');
            }
            for (number, word) in line.split(char::is_whitespace).enumerate() {
                if number > 0 {
                    self.space(' ');
                }
                if !word.is_empty() {
                    self.word(word, tree, at, context);
                }
            }
        }
    }

    fn word(&mut self, word: &str, tree: &Tree, at: NodeId, context: &Context) {
        let source = tree.source(at);
        let gap = self.gap.take();
        let open = self.open.get_or_insert_with(|| {
            let from = self.page.text.len();
            let bytes = self.source.as_bytes();
            let tag =
                bytes.get(source.start).filter(|&&b| b == b'<').map(|_| Markup::at(&bytes[source.start..]));
            let start = match tag {
                Some(Markup::Open { .. } | Markup::Close | Markup::Comment) => tag_end(bytes, source.start),
                _ => source.start,
            };
            Raw {
                kind: context.kind,
                level: context.level,
                from,
                to: from,
                source: (start, source.end),
                owner: context.owner,
                links: 0,
                bold: 0,
                breaks: 0,
                hidden: context.hidden,
            }
        });
        if let Some(gap) = gap.filter(|_| self.page.text.len() > open.from) {
            self.page.text.push(gap);
        }
        self.page.text.push_str(word);
        open.to = self.page.text.len();
        open.source.1 = open.source.1.max(source.end);
        open.source.0 = open.source.0.min(source.end);
        open.links += if context.link { word.len() } else { 0 };
        open.bold += if context.bold { word.len() } else { 0 };
        open.hidden &= context.hidden;
    }

    fn flush(&mut self) {
        self.gap = None;
        if let Some(block) = self.open.take() {
            self.page.blocks.push(block);
        }
    }
}
