//! What a PDF says of itself: its information dictionary (ISO 32000-1, 14.3.3), and what its first page
//! shows of title and date.

use crate::date::{self, Days, Order};
use crate::draft::Claims;
use crate::names;
use crate::repair::Piece;
use jiff::civil::Date;
use pdf_oxide::PdfDocument;
use pdf_oxide::object::Object;
use relata_rows::BlockKind;

/// Size of a title on the first page at least, where 1 is that of most of the text.
const TITLE_SIZE: f32 = 1.25;

/// The same for a title of one word.
const WORD_SIZE: f32 = 1.8;

/// Bytes of a line that is a date and not a sentence with one.
const DATE_LINE: usize = 80;

/// Blocks of the first page that may show the date of publication.
const HEAD: usize = 12;

/// Titles that programs put in where the author gave none, in lower case; a `*` at the end stands for any ending.
const NO_TITLES: &[&str] = &[
    "untitled*",
    "microsoft *",
    "document*",
    "powerpoint *",
    "word *",
    "slide 1",
    "print",
    "layout 1",
    "unspecified",
    "no title",
    "title",
    "template*",
    "about:blank",
];

/// Endings of file names, which are no titles.
const FILES: &[&str] = &[
    ".doc", ".docx", ".pdf", ".indd", ".qxd", ".rtf", ".odt", ".html", ".htm", ".tex", ".dvi", ".ppt",
    ".pptx", ".txt", ".xls", ".xlsx",
];

/// Title, authors, date and language of the file whose blocks are `pieces`.
pub(super) fn claims(file: &PdfDocument, pieces: &[Piece]) -> Claims {
    let info = Info::of(file);
    let shown = shown_title(pieces);
    let stated = info.text("Title").filter(|t| is_title(t));
    Claims {
        title: stated.or(shown),
        authors: info.text("Author").filter(|a| is_author(a)).map_or_else(Vec::new, |a| names::people(&a)),
        published: shown_date(pieces).or_else(|| {
            let day = created(&info.text("CreationDate")?)?;
            Some((day, day.tomorrow().ok()?, "PDF CreationDate".to_owned()))
        }),
        language: language(file),
        ..Claims::default()
    }
}

/// The information dictionary.
struct Info(Option<Object>);

impl Info {
    fn of(file: &PdfDocument) -> Info {
        let info = file.trailer().as_dict().and_then(|d| d.get("Info"));
        Info(info.and_then(|info| file.resolve_object(info).ok()))
    }

    /// A text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, which is Latin-1 but for some signs (annex D.2).
    fn text(&self, key: &str) -> Option<String> {
        let bytes = self.0.as_ref()?.as_dict()?.get(key)?.as_string()?;
        let text = match bytes {
            [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
            [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0.into_owned(),
            [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
            bytes => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.iter().map(|&b| pdf_doc(b)).collect(),
            },
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }
}

/// PDFDocEncoding (ISO 32000-1, table D.2) where it differs from Latin-1.
fn pdf_doc(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        0xA0 => '€',
        b => char::from(b),
    }
}

/// Whether a stated title reads as one, and not as the name of a file or program.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let made = NO_TITLES.iter().any(|n| match n.strip_suffix('*') {
        Some(head) => lower.starts_with(head),
        None => lower == *n,
    });
    let file = FILES.iter().any(|end| lower.ends_with(end))
        || !title.contains(' ') && title.contains(['_', '/', '\\']);
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    !made && !file && letters >= 3 && letters * 2 > title.chars().count() && title.len() <= 300
}

/// Whether a stated author is a name and not a user of a computer.
fn is_author(author: &str) -> bool {
    let lower = author.to_lowercase();
    author.contains(' ')
        && !["user", "admin", "unknown", "anonymous", "microsoft", "owner", "anonymus"]
            .iter()
            .any(|n| lower.contains(n))
}

/// The largest heading of the first page, if it is clearly larger than the text.
fn shown_title(pieces: &[Piece]) -> Option<String> {
    let first = pieces.first().map_or(1, |p| p.pages.0);
    let headings = pieces.iter().filter(|p| p.kind == BlockKind::Heading && p.pages.0 == first);
    let mut title: Option<&Piece> = None;
    let words = |h: &Piece| h.text.split_whitespace().count();
    for heading in headings.filter(|h| h.size >= TITLE_SIZE && (words(h) > 1 || h.size >= WORD_SIZE)) {
        if title.is_none_or(|t| heading.size > t.size * 1.02) {
            title = Some(heading);
        }
    }
    title.map(|t| t.text.clone())
}

/// A date that stands on a line of its own (or beside a name) at the head of the first page.
fn shown_date(pieces: &[Piece]) -> Option<(Date, Date, String)> {
    let first = pieces.first().map_or(1, |p| p.pages.0);
    let head =
        pieces.iter().take_while(|p| p.pages.0 == first).take(HEAD).filter(|p| p.text.len() <= DATE_LINE);
    let dates = head.filter(|p| p.text.contains(|c: char| c.is_ascii_digit()) && !p.text.ends_with('.'));
    dates
        .filter_map(|p| {
            let written = date::find(&p.text, Order::Unknown)
                .into_iter()
                .find(|w| w.year.is_some() && w.month.is_some())?;
            let text = p.text.get(written.span)?;
            let Days { start, end } = date::read(text, Order::Unknown)?;
            Some((start, end, format!("printed on the first page: {text}")))
        })
        .next()
}

/// `D:YYYYMMDD...` (ISO 32000-1, 7.9.4); dates before PDF was made are a program's zero.
fn created(text: &str) -> Option<Date> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .filter(|d| d.year() >= 1993 && text.len() < 40)
}

/// The language that the catalog states.
fn language(file: &PdfDocument) -> Option<String> {
    let catalog = file.catalog().ok()?;
    let tag = String::from_utf8(catalog.as_dict()?.get("Lang")?.as_string()?.to_vec()).ok()?;
    (!tag.is_empty() && tag.len() < 20).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_programs_are_no_titles() {
        for title in
            ["Microsoft Word - brief_v3.doc", "untitled", "brief.indd", "WP_2021_03", "Document1", "12-34"]
        {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("Who Pays for the Piers"));
        assert!(!is_author("jroe") && is_author("Jo Roe"));
    }

    #[test]
    fn dates_of_the_dictionary() {
        assert_eq!(created("D:20210903101500+02'00'"), Some(jiff::civil::date(2021, 9, 3)));
        assert_eq!(created("D:19040101"), None);
        assert_eq!(created("yesterday"), None);
    }
}
