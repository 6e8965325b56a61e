//! Zip and tar archives, member by member.

use super::meter::{Packed, read_error};
use super::{Flow, Input, Place, ReadSeek, Unpacker};
use crate::ReadError;
use crate::sniff::{Format, Kind};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

/// Members that a system leaves in archives and that nobody means to read.
const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// Members whose presence tells what a zip file is (ECMA-376, part 2; ODF 1.3, part 2, section 3).
const PACKAGES: &[(&str, Kind)] = &[
    ("word/document.xml", Kind::Document(Format::Docx)),
    ("xl/workbook.xml", Kind::Other("Excel workbook")),
    ("xl/workbook.bin", Kind::Other("Excel workbook")),
    ("ppt/presentation.xml", Kind::Other("PowerPoint slides")),
    ("visio/document.xml", Kind::Other("Visio drawing")),
    ("META-INF/container.xml", Kind::Other("EPUB book")),
    ("Index/Document.iwa", Kind::Other("Apple Pages, Numbers or Keynote document")),
    ("classes.dex", Kind::Other("Android program")),
];

/// Media types in the member `mimetype` that stands first in ODF and EPUB packages.
const MIMETYPES: &[(&str, Kind)] = &[
    ("application/vnd.oasis.opendocument.text", Kind::Document(Format::Odt)),
    ("application/vnd.oasis.opendocument.spreadsheet", Kind::Other("OpenDocument spreadsheet")),
    ("application/vnd.oasis.opendocument.presentation", Kind::Other("OpenDocument slides")),
    ("application/vnd.oasis.opendocument", Kind::Other("OpenDocument file without text")),
    ("application/epub+zip", Kind::Other("EPUB book")),
];

/// Tells what a zip file is: an office document of some sort, or [`Kind::Zip`] for an archive. Where
/// the table of contents is lost, by the first members. The file is left at its beginning.
pub(crate) fn zip_kind<R: Read + Seek>(mut file: R) -> Kind {
    let kind = named_kind(&mut file).unwrap_or(Kind::Zip);
    // A file that cannot be sought fails again, with its error, where it is read.
    let _ = file.seek(SeekFrom::Start(0));
    kind
}

fn named_kind<R: Read + Seek>(file: &mut R) -> Option<Kind> {
    file.seek(SeekFrom::Start(0)).ok()?;
    let mut head = Vec::new();
    file.by_ref().take(256).read_to_end(&mut head).ok()?;
    if let Some(at) = memchr::memmem::find(&head, b"mimetypeapplication/") {
        let stated = &head[at + b"mimetype".len()..];
        let known = MIMETYPES.iter().find(|(t, _)| stated.starts_with(t.as_bytes()));
        if let Some(&(_, kind)) = known {
            return Some(kind);
        }
    }
    file.seek(SeekFrom::Start(0)).ok()?;
    let Ok(archive) = ZipArchive::new(&mut *file) else {
        // The first members of an office document that was cut short.
        let at_start = |name: &[u8]| memchr::memmem::find(&head, name).is_some();
        return at_start(b"[Content_Types].xml").then_some(Kind::Document(Format::Docx));
    };
    let has = |name: &str| archive.index_for_name(name).is_some();
    // Where the main part of a DOCX has another name, its folder and the list of types tell.
    let word =
        || has("[Content_Types].xml") && archive.file_names_raw().any(|n| n.starts_with(b"word/document"));
    PACKAGES
        .iter()
        .find(|(name, _)| has(name))
        .map(|&(_, kind)| kind)
        .or_else(|| word().then_some(Kind::Document(Format::Docx)))
        .or_else(|| {
            (has("content.xml") && has("META-INF/manifest.xml")).then_some(Kind::Document(Format::Odt))
        })
}

impl Unpacker<'_> {
    pub(super) fn zip(&mut self, place: &Place, file: &mut dyn ReadSeek) -> Flow {
        match ZipArchive::new(&mut *file) {
            Ok(mut archive) => {
                for index in 0..archive.len() {
                    self.count(place)?;
                    let name = archive.name_for_index(index).and_then(Result::ok).map(|n| n.into_owned());
                    match archive.by_index(index) {
                        Ok(member) => self.zip_member(place, member)?,
                        Err(error) => {
                            let path = format!(
                                "{}!{}",
                                place.path,
                                name.unwrap_or_else(|| format!("#{}", index + 1))
                            );
                            self.fail(&place.member(path), zip_error(&error))?;
                        }
                    }
                }
                ControlFlow::Continue(())
            }
            Err(_) => self.zip_in_order(place, file),
        }
    }

    /// Reads the members of a zip file that has lost its table of contents, from its beginning.
    fn zip_in_order(&mut self, place: &Place, file: &mut dyn ReadSeek) -> Flow {
        let lost = |what: String| ReadError::Damaged { format: "zip", what };
        if let Err(error) = file.seek(SeekFrom::Start(0)) {
            return self.fail(place, read_error(&error, "zip"));
        }
        let mut reader: &mut dyn Read = file;
        loop {
            self.count(place)?;
            match read_zipfile_from_stream(&mut reader) {
                Ok(Some(member)) => self.zip_member(place, member)?,
                Ok(None) => {
                    return self.fail(
                        place,
                        lost("its table of contents is damaged; members before it were read".into()),
                    );
                }
                Err(error) => {
                    return self
                        .fail(place, lost(format!("it is cut short ({error}); what came before was read")));
                }
            }
        }
    }

    fn zip_member<R: Read>(&mut self, place: &Place, mut member: ZipFile<'_, R>) -> Flow {
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let name = member.name().map_or(name, |n| n.into_owned());
        if member.is_dir() || is_litter(&name) {
            return ControlFlow::Continue(());
        }
        let inner = place.member(format!("{}!{name}", place.path));
        let packed = Packed::All(member.compressed_size());
        let mut metered = self.budget.meter(&mut member, packed);
        self.open(&inner, Input::Stream(&mut metered))
    }

    pub(super) fn tar(&mut self, place: &Place, reader: &mut dyn Read) -> Flow {
        let mut archive = tar::Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.fail(place, read_error(&error, "tar")),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.fail(place, cut_short(&error)),
            };
            self.count(place)?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            // Links name other members; folders and devices have no bytes.
            if !entry.header().entry_type().is_file() || is_litter(&name) {
                continue;
            }
            let inner = place.member(format!("{}!{name}", place.path));
            self.open(&inner, Input::Stream(&mut entry))?;
        }
        ControlFlow::Continue(())
    }
}

/// The `tar` crate words every end that comes too early as an error of its own kind.
fn cut_short(error: &io::Error) -> ReadError {
    match read_error(error, "tar") {
        ReadError::Io(what) => {
            ReadError::Damaged { format: "tar", what: format!("{what}; what came before was read") }
        }
        other => other,
    }
}

fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || last.starts_with("._") || LITTER.contains(&last)
}

/// What an error of the `zip` crate means to a person.
pub(crate) fn zip_error(error: &ZipError) -> ReadError {
    let damaged = |what: String| ReadError::Damaged { format: "zip", what };
    match error {
        ZipError::Io(error) => read_error(error, "zip"),
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted("zip member")
        }
        ZipError::CompressionMethodNotSupported(n) => {
            ReadError::Unsupported(format!("zip member packed by method {n}"))
        }
        other => damaged(other.to_string()),
    }
}
