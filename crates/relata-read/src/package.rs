//! Office documents as packages: zip files of XML parts (ECMA-376 part 2, ODF 1.3 part 2).

use crate::draft::{Claims, DraftBlock};
use crate::feed::parse_date;
use crate::unpack::zip_error;
use crate::xml::{Node, Walk};
use crate::{Limits, ReadError, charset};
use relata_rows::{BlockKind, Origin};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An opened package.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    format: &'static str,
    limit: u64,
}

impl<'b> Package<'b> {
    /// Opens a package; `format` is its name in errors.
    pub(crate) fn open(
        bytes: &'b [u8],
        format: &'static str,
        limits: &Limits,
    ) -> Result<Package<'b>, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::Damaged {
            format,
            what: format!("it is cut short or no zip file ({error})"),
        })?;
        Ok(Package { archive, format, limit: limits.document_bytes })
    }

    /// The names of all parts, in the order of the package.
    pub(crate) fn names(&self) -> Vec<String> {
        self.archive.file_names_raw().map(|n| String::from_utf8_lossy(n).into_owned()).collect()
    }

    /// The text of a part; `None` where there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<charset::Decoded>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let damaged =
            |what: String| ReadError::Damaged { format: self.format, what: format!("{name}: {what}") };
        let member = match self.archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                return Err(match zip_error(&error) {
                    ReadError::Encrypted(_) => ReadError::Encrypted(self.format),
                    other => damaged(other.to_string()),
                });
            }
        };
        let mut bytes = Vec::new();
        let taken = member.take(self.limit.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.limit {
            return Err(ReadError::OverLimit {
                what: format!("{name} unpacked"),
                limit: format!("{} bytes", self.limit),
                advice: "read it with a larger --max-size if you trust it",
            });
        }
        taken.map_err(|error| damaged(error.to_string()))?;
        Ok(Some(charset::decode(&bytes, None, true)))
    }

    /// The part, which a package must have.
    pub(crate) fn needed(&mut self, name: &str) -> Result<charset::Decoded, ReadError> {
        let missing = ReadError::Damaged { format: self.format, what: format!("{name} is missing") };
        self.part(name)?.ok_or(missing)
    }
}

/// What Dublin Core elements in a part state of the document; `basis` names the part.
pub(crate) fn dublin_core(part: &str, basis: &str) -> Claims {
    let mut claims = Claims::default();
    let mut open = Vec::new();
    for (node, _) in Walk::new(part) {
        match node {
            Node::Open(tag) => open.push(tag.local),
            Node::Close(_) => drop(open.pop()),
            Node::Text(text) => {
                let text = text.trim();
                let Some(&name) = open.last().filter(|_| !text.is_empty()) else { continue };
                match name {
                    "title" => claims.title = Some(text.to_owned()),
                    "initial-creator" => claims.authors = vec![text.to_owned()],
                    "creator" if claims.authors.is_empty() => {
                        claims.authors = text.split(';').map(|a| a.trim().to_owned()).collect();
                    }
                    "language" => claims.language = Some(text.to_owned()),
                    "created" | "creation-date" => {
                        let day = parse_date(text).and_then(|d| Some((d, d.tomorrow().ok()?)));
                        claims.published = day.map(|(day, next)| (day, next, format!("{basis} created")));
                    }
                    _ => {}
                }
            }
        }
    }
    claims
}

/// Bytes in a cell above which a table only puts text in place: two long sentences.
const LONG_CELL: usize = 400;

/// Tables, cells and text boxes inside one another of which each gets a place of its own; what lies
/// deeper goes to the innermost of them. Bounds the work on hostile files: each level moves the
/// blocks inside it once.
const NESTED: usize = 64;

/// The elements of one sort that are open, and which of them got a place of their own.
#[derive(Debug, Default)]
pub(crate) struct Nest {
    placed: Vec<bool>,
    depth: usize,
}

impl Nest {
    /// An element begins; says whether it gets a place.
    pub(crate) fn open(&mut self) -> bool {
        let placed = self.depth < NESTED;
        self.placed.push(placed);
        self.depth += usize::from(placed);
        placed
    }

    /// The innermost element ends; says whether it had a place.
    pub(crate) fn close(&mut self) -> bool {
        let placed = self.placed.pop().unwrap_or(false);
        self.depth -= usize::from(placed);
        placed
    }
}

/// Rows of cells of blocks.
pub(crate) type Rows = Vec<Vec<Vec<DraftBlock>>>;

/// What a table becomes: one block where it holds data, with the notes marked in it after it; its
/// paragraphs one after the other where it only puts text in place (one column, or long prose in its
/// cells).
pub(crate) fn table_blocks(rows: Rows, origin: Origin) -> Vec<DraftBlock> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let length = |cell: &Vec<DraftBlock>| cell.iter().map(|b| b.text.len()).sum::<usize>();
    if columns < 2 || rows.iter().flatten().any(|c| length(c) > LONG_CELL) {
        return rows.into_iter().flatten().flatten().collect();
    }
    let mut notes = Vec::new();
    let mut lines = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        for cell in row {
            let (text, marked): (Vec<_>, Vec<_>) =
                cell.into_iter().partition(|b| b.kind != BlockKind::Footnote);
            notes.extend(marked);
            cells.push(text.iter().flat_map(|b| b.text.split_whitespace()).collect::<Vec<_>>().join(" "));
        }
        lines.push(cells.join("\t"));
    }
    let mut blocks = vec![DraftBlock::new(BlockKind::Table, lines.join("\n"), origin)];
    blocks.extend(notes);
    blocks
}
