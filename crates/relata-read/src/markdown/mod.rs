//! Markdown with or without front matter.
//!
//! Blocks come from `pulldown-cmark` (CommonMark 0.31 with tables and footnotes) and keep the bytes they
//! came from. Inline markup goes, the words of links stay; HTML inside a line is resolved, HTML
//! blocks lose their tags.

mod front;

use crate::draft::{Draft, DraftBlock};
use crate::repair::{end_mark, heading_like, shape};
use crate::{Limits, ReadError, Source, charset, lines, matter};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use relata_rows::{BlockKind, Origin};
use std::ops::Range;

/// Reads one source of this format.
pub(crate) fn read(source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    let decoded = charset::decode(&source.bytes, source.hints.charset.as_deref(), false);
    let (mut claims, start) = front::front_matter(&decoded.text);
    let mut walk = Walk::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&decoded.text[start..], options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.flush();
    let mut blocks = Vec::new();
    for block in walk.blocks {
        let from = decoded.source_offset(start + block.source.start);
        let to = decoded.source_offset(start + block.source.end);
        blocks.extend(finish(block, Origin::Bytes { start: from, end: to }));
    }
    // A page saved as Markdown brings its menus along.
    let told: Vec<lines::Line<'_>> =
        blocks.iter().map(|b| lines::Line { text: &b.text, gap: true }).collect();
    let sure = lines::surely(&told);
    matter::mark(&mut blocks, &sure);
    if claims.title.is_none() {
        let title = blocks.iter().find(|b| b.kind != BlockKind::Furniture);
        claims.title = title.filter(|b| b.kind == BlockKind::Heading && b.level == 1).map(|b| b.text.clone());
    }
    Ok(Draft { media_type: "text/markdown", blocks, claims, report: decoded.note.into_iter().collect() })
}

/// A block as the parser gives it.
#[derive(Debug, Default)]
struct Raw {
    kind: Option<BlockKind>,
    level: u8,
    text: String,
    source: Range<usize>,
    /// Bytes of `text` that are in bold type.
    bold: usize,
}

/// Where in the tree of blocks the walk is.
#[derive(Debug, Default)]
struct Walk {
    blocks: Vec<Raw>,
    open: Option<Raw>,
    lists: u8,
    quotes: u32,
    notes: u32,
    items: u32,
    bold: u32,
    table: bool,
    /// The block of HTML that is being read.
    html: Option<(String, Range<usize>)>,
}

impl Walk {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range);
            }
            // Line by line; a tag may go on over several.
            Event::Html(html) => {
                let (all, place) = self.html.get_or_insert_with(|| (String::new(), range.clone()));
                all.push_str(&html);
                place.end = range.end;
            }
            // A tag alone: only a line break stands for something.
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.text("\n", range),
            Event::InlineHtml(_) => self.extend(range),
            Event::SoftBreak => self.text(" ", range),
            Event::HardBreak => self.text("\n", range),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.extend(range),
            Event::Rule => {
                self.flush();
                self.blocks.push(Raw {
                    kind: Some(BlockKind::Furniture),
                    text: "* * *".into(),
                    source: range,
                    ..Raw::default()
                });
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.open = Some(Raw {
                    kind: Some(BlockKind::Heading),
                    level: level as u8,
                    source: range.start..range.start,
                    ..Raw::default()
                });
            }
            Tag::Table(_) => {
                self.flush();
                self.table = true;
                self.open = Some(Raw { kind: Some(BlockKind::Table), source: range, ..Raw::default() });
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.flush(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::FootnoteDefinition(_) => {
                self.flush();
                self.notes += 1;
            }
            Tag::Strong => self.bold += 1,
            _ => self.extend(range.start..range.start),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(),
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.text(&without_tags(&html), range);
                }
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.notes = self.notes.saturating_sub(1);
            }
            TagEnd::TableCell => self.push_table('\t'),
            TagEnd::TableRow | TagEnd::TableHead => self.push_table('\n'),
            TagEnd::Table => {
                self.table = false;
                self.flush();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
    }

    fn push_table(&mut self, sign: char) {
        if let Some(open) = self.open.as_mut().filter(|_| self.table) {
            if sign == '\n' && open.text.ends_with('\t') {
                open.text.pop();
            }
            open.text.push(sign);
        }
    }

    /// Words of the open block, or of a new one of the kind that belongs here.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let (kind, level) = if self.notes > 0 {
            (BlockKind::Footnote, 0)
        } else if self.items > 0 {
            (BlockKind::Item, self.lists.clamp(1, 6))
        } else if self.quotes > 0 {
            (BlockKind::Quotation, 0)
        } else {
            (BlockKind::Paragraph, 0)
        };
        let open = self.open.get_or_insert_with(|| Raw {
            kind: Some(kind),
            level,
            source: range.clone(),
            ..Raw::default()
        });
        open.source.end = open.source.end.max(range.end);
        open.text.push_str(text);
        if self.bold > 0 {
            open.bold += text.trim().len();
        }
    }

    /// Bytes that belong to the open block without words of their own.
    fn extend(&mut self, range: Range<usize>) {
        if let Some(open) = &mut self.open {
            open.source.end = open.source.end.max(range.end);
        }
    }

    fn flush(&mut self) {
        if !self.table {
            self.blocks.extend(self.open.take().filter(|raw| !raw.text.trim().is_empty()));
        }
    }
}

/// The blocks of one block of the parser: parted where its author left an empty line by hard breaks,
/// and where a turn of a speaker begins; marks become furniture, short bold paragraphs headings.
fn finish(mut raw: Raw, origin: Origin) -> Vec<DraftBlock> {
    raw.text = without_stars(&raw.text);
    let kind = raw.kind.unwrap_or(BlockKind::Paragraph);
    if matches!(kind, BlockKind::Table | BlockKind::Heading) {
        return vec![DraftBlock { level: raw.level, ..DraftBlock::new(kind, raw.text.trim(), origin) }];
    }
    let bold = raw.bold * 10 >= raw.text.trim().len() * 9;
    parts(&raw.text).into_iter().map(|text| part(text, kind, raw.level, bold, origin)).collect()
}

fn part(text: String, kind: BlockKind, level: u8, bold: bool, origin: Origin) -> DraftBlock {
    let text = text.trim();
    if let Some(why) = end_mark(text).or_else(|| (kind == BlockKind::Furniture).then_some("ruled line")) {
        return DraftBlock::furniture(text, origin, why);
    }
    let heading = kind == BlockKind::Paragraph && bold && heading_like(text) && !shape::is_turn(text);
    let (kind, level) = if heading { (BlockKind::Heading, 3) } else { (kind, level) };
    DraftBlock { level, ..DraftBlock::new(kind, text, origin) }
}

/// The text without marks of emphasis that the parser left because blanks stand on the wrong side of
/// them ("**Costs: **"): runs of two or more, and single ones where their number is even.
fn without_stars(text: &str) -> String {
    if !text.contains('*') {
        return text.to_owned();
    }
    let runs = || text.split(|c| c != '*').filter(|run| !run.is_empty());
    let mut pairs = runs().filter(|run| run.len() == 1).count() % 2 == 0;
    // A line of stars is a mark of its own.
    pairs &= text.chars().any(char::is_alphanumeric);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let beside = text[..at].ends_with('*') || text[at + c.len_utf8()..].starts_with('*');
        let mark = c == '*' && pairs || c == '*' && beside && text.len() > 3;
        if !mark {
            out.push(c);
        }
    }
    out
}

/// The text cut at empty lines and before the turns of speakers.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.split('\n') {
        let line = line.trim();
        if let Some(last) = parts.last_mut().filter(|last| !last.is_empty()) {
            if line.is_empty() || shape::is_turn(line) || end_mark(line).is_some() {
                parts.push(line.to_owned());
            } else {
                last.push('\n');
                last.push_str(line);
            }
        } else if let Some(last) = parts.last_mut() {
            last.push_str(line);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// HTML without its tags and comments, a line break for each that parts blocks; entities resolved
/// where they are common.
fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        // "x < 5" opens no tag.
        if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|i| i + 3)
        } else {
            tag.find('>').map(|i| i + 1)
        };
        // Nothing closes it: text, as all behind it.
        let Some(end) = end else {
            rest = tag;
            break;
        };
        let inline = [
            "<a", "</a", "<b>", "</b", "<i>", "</i", "<em", "</em", "<strong", "</strong", "<span", "</span",
            "<sup", "</sup", "<sub", "</sub", "<u>", "</u>",
        ];
        if !inline.iter().any(|name| tag.starts_with(name)) {
            out.push('\n');
        }
        rest = &tag[end..];
    }
    out.push_str(rest);
    for (entity, plain) in
        [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        out = out.replace(entity, plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hints;

    fn draft(text: &str) -> Draft {
        let source = Source { path: "x.md".into(), bytes: text.as_bytes().to_vec(), hints: Hints::default() };
        read(&source, &Limits::default()).unwrap()
    }

    #[test]
    fn blocks_have_kinds_and_no_markup() {
        let text = "---\ntitle: T\n---\n# The *Pier*\n\nThe 10<sup>th</sup> pier, [built](https://example.org)\nof **stone**.[^1]\n\n\
                    - one\n  - two\n\n    more\n\n> Said so.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**Short Heading**\n\n\\###\n\n\
                    <div>In <b>HTML</b> &amp; text</div>\n\n[^1]: A note.\n";
        let draft = draft(text);
        let found: Vec<(BlockKind, u8, &str)> =
            draft.blocks.iter().map(|b| (b.kind, b.level, b.text.trim())).collect();
        use BlockKind::*;
        assert_eq!(
            found,
            [
                (Heading, 1, "The Pier"),
                (Paragraph, 0, "The 10th pier, built of stone."),
                (Item, 1, "one"),
                (Item, 2, "two"),
                (Item, 2, "more"),
                (Quotation, 0, "Said so."),
                (Table, 0, "a\tb\n1\t2"),
                (Heading, 3, "Short Heading"),
                (Furniture, 0, "###"),
                (Paragraph, 0, "In HTML & text"),
                (Footnote, 0, "A note."),
            ]
        );
        let Origin::Bytes { start, end } = draft.blocks[1].origin else { panic!("bytes expected") };
        assert!(text[start..end].starts_with("The 10<sup>") && text[start..end].contains("**stone**"));
    }

    #[test]
    fn a_tag_over_several_lines_is_no_text() {
        let text = "<figure>\n<img\nsrc=\"pier.jpg\"\nsrcset=\"a.jpg 3300w, b.jpg?size=563,600 563w\"\nwidth=\"33\" />\n\
                    <figcaption>The pier\nin May</figcaption>\n</figure>\n\nIt stands.\n";
        let texts =
            |text: &str| draft(text).blocks.iter().map(|b| b.text.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(text), ["The pier\nin May", "It stands."]);
        assert_eq!(
            texts("<div>\nIt is < 5 m long\nand <b>old</b>.\n</div>\n"),
            ["It is < 5 m long\nand old."]
        );
        assert_eq!(texts("<div>\nOne pier.\nTwo <piers\n"), ["One pier.\nTwo <piers"]);
    }

    #[test]
    fn the_foot_of_a_copied_page_is_furniture() {
        let body =
            "The ferry ran late on the first day of the month, and the keeper wrote down why it had.\n\n";
        let foot = "RELATED: How the pier was built\n\n[Subscribe to the Pier](https://example.org)\n\n© 2031 The Pier\n";
        let text = format!("# Late\n\n{}{foot}", body.repeat(6));
        let kinds: Vec<BlockKind> = draft(&text).blocks.into_iter().map(|b| b.kind).collect();
        assert_eq!(kinds[1..7], [BlockKind::Paragraph; 6]);
        assert_eq!(kinds[7..], [BlockKind::Furniture; 3]);
    }

    #[test]
    fn turns_after_hard_breaks_are_paragraphs() {
        assert_eq!(
            draft("the costs **Costs: **rose, *all *of them").blocks[0].text,
            "the costs Costs: rose, all of them"
        );
        let texts: Vec<String> = draft("MR. VALE:  Yes.  \nQ    Why?  \nMR. VALE:  No.\n")
            .blocks
            .into_iter()
            .map(|b| b.text)
            .collect();
        assert_eq!(texts, ["MR. VALE:  Yes.", "Q    Why?", "MR. VALE:  No."]);
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        draft(&">".repeat(100_000));
        draft(&"- ".repeat(20_000));
        draft(&"[".repeat(50_000));
        draft(&"*a ".repeat(50_000));
    }
}
