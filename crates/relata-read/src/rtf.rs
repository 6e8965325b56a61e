//! RTF (Rich Text Format Specification 1.9.1).
//!
//! A tokenizer ([`token`]), and a reader that keeps what each open group has set. Groups are a stack
//! of bounded height, never recursion. Deleted text of tracked changes and hidden text are left out.

mod token;

use crate::docx::{Role, role_by_name};
use crate::draft::{Claims, Draft, DraftBlock};
use crate::package::{Rows, table_blocks};
use crate::{Limits, ReadError, Source};
use encoding_rs::{Encoding, WINDOWS_1252};
use jiff::civil::Date;
use relata_rows::{BlockKind, Note, NoteCode, Origin};
use std::collections::BTreeMap;
use token::{Token, Tokens};

/// Groups that may stand inside one another with settings of their own; deeper ones share those of
/// the last (Word itself stops reading far below).
const GROUPS: usize = 4096;

/// Destinations that are passed over: tables of colours and lists, pictures, field codes, list
/// numbers, properties of shapes, bookmarks, index marks. Those after `\*` that stand in no list of
/// this file are passed over too (section "Destinations").
const SKIPPED: &[&str] = &[
    "colortbl",
    "pict",
    "nonshppict",
    "objdata",
    "objclass",
    "fldinst",
    "listtext",
    "pntext",
    "pntxta",
    "pntxtb",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "filetbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "sp",
    "shprslt",
    "do",
    "bkmkstart",
    "bkmkend",
    "tc",
    "tcn",
    "xe",
    "rxe",
    "txe",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "atnid",
    "atnauthor",
    "atntime",
    "atnref",
    "atndate",
    "atnicn",
    "annotation",
    "template",
    "userprops",
    "mmathPr",
];

/// Characters that have a word of their own ("Special Characters").
const CHARACTERS: &[(&str, &str)] = &[
    ("tab", "\t"),
    ("line", "\n"),
    ("emdash", "\u{2014}"),
    ("endash", "\u{2013}"),
    ("lquote", "\u{2018}"),
    ("rquote", "\u{2019}"),
    ("ldblquote", "\u{201C}"),
    ("rdblquote", "\u{201D}"),
    ("bullet", "\u{2022}"),
    ("emspace", " "),
    ("enspace", " "),
    ("qmspace", " "),
    ("page", " "),
];

/// Code pages of `\fcharsetN` ("Font Table"); 0 and 1 are the document's own.
const FONT_CHARSETS: &[(i32, i32)] = &[
    (77, 10000),
    (128, 932),
    (129, 949),
    (130, 1361),
    (134, 936),
    (136, 950),
    (161, 1253),
    (162, 1254),
    (163, 1258),
    (177, 1255),
    (178, 1256),
    (186, 1257),
    (204, 1251),
    (222, 874),
    (238, 1250),
];

/// Labels of code pages that are not `windows-N` (Encoding Standard, section 4.2).
const CODE_PAGES: &[(i32, &str)] = &[
    (866, "ibm866"),
    (932, "shift_jis"),
    (936, "gbk"),
    (949, "euc-kr"),
    (950, "big5"),
    (1361, "euc-kr"),
    (10000, "macintosh"),
    (10007, "x-mac-cyrillic"),
    (20866, "koi8-r"),
    (65001, "utf-8"),
];

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Into {
    Body,
    Nowhere,
    FontTable,
    StyleSheet,
    Info,
    Title,
    Author,
    Created,
}

/// What a part of the text is that stands aside from the running text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Aside {
    Note,
    TextBox,
    Edge(&'static str),
}

/// What the groups that are open have set.
#[derive(Debug, Clone, Copy)]
struct Settings {
    into: Into,
    /// This group began a part aside.
    aside: Option<Aside>,
    /// Characters after `\u` that stand for it in old programs.
    replacement: u32,
    font: Option<i32>,
    hidden: bool,
    deleted: bool,
    style: i32,
    outline: Option<u8>,
    list: bool,
    level: u8,
    in_table: bool,
}

/// A paragraph, note or other part that is being filled.
#[derive(Debug, Default)]
struct Part {
    start: Option<usize>,
    text: String,
    after: Vec<DraftBlock>,
    item: bool,
}

struct Reader {
    settings: Vec<Settings>,
    /// Groups over [`GROUPS`] that are open.
    deep: usize,
    /// The running paragraph, and parts aside that began inside it.
    parts: Vec<Part>,
    cells: Vec<Vec<DraftBlock>>,
    rows: Rows,
    table_start: usize,
    blocks: Vec<DraftBlock>,
    charset: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    default_font: Option<i32>,
    styles: BTreeMap<i32, Role>,
    style: (i32, String),
    /// Bytes that wait for the rest of their character.
    bytes: Vec<u8>,
    high_surrogate: Option<u16>,
    to_skip: u32,
    title: String,
    author: String,
    created: (i16, i8, i8),
    deletions: usize,
    comments: usize,
}

/// Reads one RTF file.
///
/// # Errors
/// [`ReadError::NoText`] comes from putting together a file without text; none of its own.
pub(crate) fn read(source: &Source, _limits: &Limits) -> Result<Draft, ReadError> {
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(&source.bytes);
    let mut at = 0;
    // `\*` before a word: a destination that old programs may pass over.
    let mut optional = false;
    while let Some(token) = tokens.next() {
        let star = token == Token::Symbol(b'*');
        reader.take(token, optional, at, tokens.at());
        optional = star;
        at = tokens.at();
    }
    Ok(reader.finish(source.bytes.len()))
}

impl Reader {
    fn new() -> Reader {
        let settings = Settings {
            into: Into::Body,
            aside: None,
            replacement: 1,
            font: None,
            hidden: false,
            deleted: false,
            style: 0,
            outline: None,
            list: false,
            level: 0,
            in_table: false,
        };
        Reader {
            settings: vec![settings],
            deep: 0,
            parts: vec![Part::default()],
            cells: Vec::new(),
            rows: Rows::new(),
            table_start: 0,
            blocks: Vec::new(),
            charset: WINDOWS_1252,
            fonts: BTreeMap::new(),
            default_font: None,
            styles: BTreeMap::new(),
            style: (0, String::new()),
            bytes: Vec::new(),
            high_surrogate: None,
            to_skip: 0,
            title: String::new(),
            author: String::new(),
            created: (0, 1, 1),
            deletions: 0,
            comments: 0,
        }
    }

    /// The settings of the innermost group; there always is one.
    fn now(&mut self) -> &mut Settings {
        let last = self.settings.len() - 1;
        &mut self.settings[last]
    }

    fn take(&mut self, token: Token<'_>, optional: bool, at: usize, end: usize) {
        if !matches!(token, Token::Byte(_) | Token::Skipped) {
            self.flush();
        }
        match token {
            Token::Open => {
                self.to_skip = 0;
                if self.settings.len() < GROUPS {
                    let inner = Settings { aside: None, ..*self.now() };
                    self.settings.push(inner);
                } else {
                    self.deep += 1;
                }
            }
            Token::Close => {
                self.to_skip = 0;
                self.close(end);
            }
            Token::Byte(_) | Token::Symbol(_) | Token::Word(..) if self.now().into == Into::Nowhere => {}
            Token::Byte(byte) => self.byte(byte, at),
            Token::Symbol(symbol) => self.symbol(symbol, at, end),
            Token::Word(word, value) => self.word(word, value, optional, at, end),
            Token::Skipped => {}
        }
    }

    fn close(&mut self, end: usize) {
        if self.deep > 0 {
            self.deep -= 1;
            return;
        }
        if self.settings.len() == 1 {
            return;
        }
        let Some(closed) = self.settings.pop() else { return };
        if closed.into == Into::StyleSheet {
            self.end_style();
        }
        let Some(aside) = closed.aside else { return };
        if self.parts.len() < 2 {
            return;
        }
        let Some(part) = self.parts.pop() else { return };
        let origin = Origin::Bytes { start: part.start.unwrap_or(end), end };
        let lines = part.text.split('\n').filter(|l| !l.trim().is_empty());
        let blocks: Vec<DraftBlock> = match aside {
            Aside::Note => vec![DraftBlock::new(BlockKind::Footnote, part.text.trim(), origin)],
            Aside::TextBox => lines.map(|l| DraftBlock::new(BlockKind::Paragraph, l, origin)).collect(),
            Aside::Edge(why) => lines
                .filter(|l| l.chars().any(char::is_alphabetic))
                .map(|l| DraftBlock::furniture(l, origin, why))
                .collect(),
        };
        let last = self.parts.len() - 1;
        self.parts[last].after.extend(blocks.into_iter().chain(part.after));
    }

    fn byte(&mut self, byte: u8, at: usize) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.begin(at);
        self.bytes.push(byte);
    }

    fn begin(&mut self, at: usize) {
        let last = self.parts.len() - 1;
        self.parts[last].start.get_or_insert(at);
    }

    /// Decodes the bytes that have come, by the charset of their font.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let font = self.now().font.or(self.default_font);
        let charset = font.and_then(|f| self.fonts.get(&f).copied()).unwrap_or(self.charset);
        let bytes = std::mem::take(&mut self.bytes);
        let text = charset.decode_without_bom_handling(&bytes).0;
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        self.high_surrogate = None;
        let now = *self.now();
        match now.into {
            Into::Body if now.hidden || now.deleted => {}
            Into::Body => {
                let last = self.parts.len() - 1;
                self.parts[last].text.push_str(text);
            }
            Into::Title => self.title.push_str(text),
            Into::Author => self.author.push_str(text),
            Into::StyleSheet => self.style.1.push_str(text),
            Into::FontTable | Into::Info | Into::Created | Into::Nowhere => {}
        }
    }

    fn symbol(&mut self, symbol: u8, at: usize, end: usize) {
        match symbol {
            b'\\' | b'{' | b'}' => {
                self.byte(symbol, at);
                self.flush();
            }
            b'~' => self.push("\u{A0}"),
            b'_' => self.push("-"),
            b'\n' | b'\r' => self.end_paragraph(end),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, value: Option<i32>, optional: bool, at: usize, end: usize) {
        if self.to_skip > 0 && !matches!(word, "u" | "uc") {
            self.to_skip -= 1;
            return;
        }
        if let Some((_, text)) = CHARACTERS.iter().find(|(name, _)| *name == word) {
            self.begin(at);
            return self.push(text);
        }
        let number = value.unwrap_or(0);
        let on = value != Some(0);
        match word {
            "u" => self.unicode(number, at),
            "uc" => self.now().replacement = u32::try_from(number).unwrap_or(1).min(16),
            "par" | "sect" => self.end_paragraph(end),
            "cell" | "nestcell" => self.end_cell(end),
            "row" | "nestrow" => self.rows.push(std::mem::take(&mut self.cells)),
            "pard" => {
                let now = self.now();
                (now.style, now.outline, now.list, now.level, now.in_table) = (0, None, false, 0, false);
            }
            "plain" => {
                let default = self.default_font;
                let now = self.now();
                (now.font, now.hidden, now.deleted) = (default, false, false);
            }
            "intbl" => self.now().in_table = true,
            "s" if self.now().into == Into::StyleSheet => self.style.0 = number,
            "s" => self.now().style = number,
            "outlinelevel" if self.now().into == Into::StyleSheet => {
                if let Ok(level @ 0..9) = u8::try_from(number) {
                    self.styles.insert(self.style.0, Role::Heading((level + 1).min(6)));
                }
            }
            "outlinelevel" => self.now().outline = u8::try_from(number).ok().filter(|&l| l < 9),
            "ls" => self.now().list = number > 0,
            "ilvl" => self.now().level = u8::try_from(number).unwrap_or(0).min(8),
            "v" => self.now().hidden = on,
            "deleted" => {
                self.deletions += usize::from(on && !self.now().deleted);
                self.now().deleted = on;
            }
            "f" => self.now().font = Some(number),
            "deff" => self.default_font = Some(number),
            "fcharset" => {
                let page = FONT_CHARSETS.iter().find(|(n, _)| *n == number).map(|&(_, page)| page);
                if let (Some(charset), Some(font)) = (page.and_then(code_page), self.now().font) {
                    self.fonts.insert(font, charset);
                }
            }
            "ansicpg" => self.charset = code_page(number).unwrap_or(self.charset),
            "mac" => self.charset = encoding_rs::MACINTOSH,
            "yr" if self.now().into == Into::Created => self.created.0 = i16::try_from(number).unwrap_or(0),
            "mo" if self.now().into == Into::Created => self.created.1 = i8::try_from(number).unwrap_or(1),
            "dy" if self.now().into == Into::Created => self.created.2 = i8::try_from(number).unwrap_or(1),
            _ => self.destination(word, optional, at),
        }
    }

    /// Words that say where the text of their group goes.
    fn destination(&mut self, word: &str, optional: bool, at: usize) {
        let in_info = self.now().into == Into::Info;
        match word {
            "fonttbl" => self.now().into = Into::FontTable,
            "stylesheet" => self.now().into = Into::StyleSheet,
            "info" => self.now().into = Into::Info,
            "title" if in_info => self.now().into = Into::Title,
            "author" if in_info => self.now().into = Into::Author,
            "creatim" if in_info => self.now().into = Into::Created,
            "footnote" => self.aside(Aside::Note, at),
            "shptxt" => self.aside(Aside::TextBox, at),
            "header" | "headerl" | "headerr" | "headerf" => self.aside(Aside::Edge("running head"), at),
            "footer" | "footerl" | "footerr" | "footerf" => self.aside(Aside::Edge("page footer"), at),
            // Character and table styles are no paragraph styles.
            "cs" | "ts" | "ds" if self.now().into == Into::StyleSheet => self.now().into = Into::Nowhere,
            "shpinst" | "shpgrp" | "cs" | "ts" | "ds" => {}
            _ if optional || SKIPPED.contains(&word) || in_info => {
                self.comments += usize::from(word == "annotation");
                if matches!(word, "listtext" | "pntext") {
                    let last = self.parts.len() - 1;
                    self.parts[last].item = true;
                }
                // Words of the outermost level set nothing aside.
                if self.settings.len() > 1 && (optional || SKIPPED.contains(&word)) {
                    self.now().into = Into::Nowhere;
                }
            }
            _ => {}
        }
    }

    fn aside(&mut self, aside: Aside, at: usize) {
        // Parts aside do not nest deeply in any real file; more of them go on with the last.
        if self.parts.len() < 16 && self.settings.len() > 1 && self.now().aside.is_none() {
            self.now().aside = Some(aside);
            self.now().in_table = false;
            self.parts.push(Part { start: Some(at), ..Part::default() });
        }
    }

    /// `\uN`: a UTF-16 unit as a signed number, followed by characters for programs that do not know it.
    fn unicode(&mut self, number: i32, at: usize) {
        self.begin(at);
        self.to_skip = self.now().replacement;
        let unit = (number & 0xFFFF) as u16;
        let pair = self.high_surrogate.map(|high| [high, unit]);
        let units = pair.as_ref().map_or(std::slice::from_ref(&unit), |p| &p[..]);
        match char::decode_utf16(units.iter().copied()).next() {
            Some(Ok(c)) => self.push(c.encode_utf8(&mut [0; 4])),
            _ if (0xD800..0xDC00).contains(&unit) => self.high_surrogate = Some(unit),
            _ => self.push("\u{FFFD}"),
        }
    }

    fn end_style(&mut self) {
        let (number, name) = std::mem::take(&mut self.style);
        let name = name.trim().trim_end_matches(';').to_lowercase();
        if let Some(role) = role_by_name(&name) {
            self.styles.insert(number, role);
        }
    }

    fn end_cell(&mut self, end: usize) {
        let last = self.parts.len() - 1;
        let part = std::mem::take(&mut self.parts[last]);
        let start = part.start.unwrap_or(end);
        if self.rows.is_empty() && self.cells.is_empty() {
            self.table_start = start;
        }
        let mut cell = vec![DraftBlock::new(BlockKind::Paragraph, part.text, Origin::Bytes { start, end })];
        cell.extend(part.after);
        self.cells.push(cell);
    }

    fn end_paragraph(&mut self, end: usize) {
        if self.parts.len() > 1 || self.now().in_table {
            return self.push("\n");
        }
        let now = *self.now();
        let part = std::mem::take(&mut self.parts[0]);
        if !part.text.trim().is_empty() {
            self.end_table(part.start.unwrap_or(end));
        }
        let origin = Origin::Bytes { start: part.start.unwrap_or(end), end };
        let mut block = DraftBlock::new(BlockKind::Paragraph, part.text, origin);
        let outline = now.outline.map(|l| Role::Heading((l + 1).min(6)));
        match self.styles.get(&now.style).copied().or(outline) {
            Some(Role::Title) => (block.kind, block.level) = (BlockKind::Heading, 1),
            Some(Role::Heading(level)) => (block.kind, block.level) = (BlockKind::Heading, level),
            Some(Role::Contents) => (block.kind, block.why) = (BlockKind::Furniture, "table of contents"),
            _ if now.list || part.item => (block.kind, block.level) = (BlockKind::Item, now.level + 1),
            Some(Role::Block(BlockKind::Item)) => (block.kind, block.level) = (BlockKind::Item, 1),
            Some(Role::Block(kind)) => block.kind = kind,
            None => {}
        }
        self.blocks.push(block);
        self.blocks.extend(part.after);
    }

    fn end_table(&mut self, end: usize) {
        if !self.cells.is_empty() {
            self.rows.push(std::mem::take(&mut self.cells));
        }
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.blocks.extend(table_blocks(rows, Origin::Bytes { start: self.table_start, end }));
        }
    }

    fn finish(mut self, end: usize) -> Draft {
        self.flush();
        let cut = self.settings.len() > 1;
        while self.settings.len() > 1 {
            self.close(end);
            self.deep = 0;
        }
        self.now().in_table = false;
        self.end_paragraph(end);
        self.end_table(end);
        let mut report = Vec::new();
        let mut note = |code, message: String| report.push(Note::new(code, message));
        if cut {
            note(NoteCode::Lost, "the file is cut short: groups are open at its end".to_owned());
        }
        if self.deletions > 0 {
            note(NoteCode::Lost, format!("tracked deletions left out: {}", self.deletions));
        }
        if self.comments > 0 {
            note(NoteCode::Lost, format!("comments left out: {}", self.comments));
        }
        let (year, month, day) = self.created;
        let day = Date::new(year, month, day).ok().filter(|_| year > 1900);
        let styled = |b: &&DraftBlock| b.kind == BlockKind::Heading && b.level == 1;
        let heading = self.blocks.iter().find(styled).map(|b| b.text.trim().to_owned());
        let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let claims = Claims {
            title: some(&self.title).or(heading),
            authors: some(&self.author).into_iter().collect(),
            published: day.and_then(|d| Some((d, d.tomorrow().ok()?, "RTF info creatim".to_owned()))),
            ..Claims::default()
        };
        Draft { media_type: "application/rtf", blocks: self.blocks, claims, report }
    }
}

fn code_page(number: i32) -> Option<&'static Encoding> {
    let known = CODE_PAGES.iter().find(|(n, _)| *n == number).map(|&(_, label)| label.to_owned());
    Encoding::for_label_no_replacement(known.unwrap_or_else(|| format!("windows-{number}")).as_bytes())
}

#[cfg(test)]
mod tests;
