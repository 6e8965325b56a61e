//! Office documents as packages: zip files of XML parts (ECMA-376 part 2, ODF 1.3 part 2).

use crate::draft::Claims;
use crate::feed::parse_date;
use crate::unpack::zip_error;
use crate::xml::{Node, Walk};
use crate::{Limits, ReadError, charset};
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
        let taken = member.take(self.limit + 1).read_to_end(&mut bytes);
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
