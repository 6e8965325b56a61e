//! What some bytes are, told from the bytes.
//!
//! Knows the marks of formats and nothing of how they are read. A name or a stated media type
//! decides only between plain text, Markdown and HTML, where the bytes leave a choice.
//!
//! Marks are from the formats' own specifications and the WHATWG's "MIME Sniffing" standard; those
//! of formats that are not read are there so that the error can name them.

use crate::{Hints, ReadError, charset, unpack};
use memchr::memmem;
use std::io::Cursor;

/// The formats that one source can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Plain,
    Markdown,
    Pdf,
    Docx,
    Odt,
    Rtf,
    Mail,
    FeedEntry,
    JsonRecord,
}

impl Format {
    /// The name used in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Html => "HTML",
            Format::Plain => "text",
            Format::Markdown => "Markdown",
            Format::Pdf => "PDF",
            Format::Docx => "DOCX",
            Format::Odt => "ODT",
            Format::Rtf => "RTF",
            Format::Mail => "mail",
            Format::FeedEntry => "feed",
            Format::JsonRecord => "JSON",
        }
    }
}

/// What bytes from outside can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One document.
    Document(Format),
    /// A zip file: an archive or an office document, which its table of contents tells.
    Zip,
    Tar,
    Gzip,
    Mbox,
    Warc,
    Feed,
    /// JSON objects, one a line, or one object or array over many lines.
    Json,
    /// Known by name and not read, or not known.
    Other(&'static str),
    /// Nothing, or nothing but white space.
    Empty,
}

/// Marks at a fixed offset, of formats that Relata does not read.
const NOT_READ: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "PNG image"),
    (0, b"\xFF\xD8\xFF", "JPEG image"),
    (0, b"GIF8", "GIF image"),
    (0, b"BM", "BMP image"),
    (0, b"II*\0", "TIFF image"),
    (0, b"MM\0*", "TIFF image"),
    (8, b"WEBP", "WebP image"),
    (4, b"ftypavif", "AVIF image"),
    (4, b"ftyphei", "HEIC image"),
    (0, b"8BPS", "Photoshop image"),
    (0, b"\0\0\x01\0", "icon"),
    (0, b"ID3", "MP3 sound"),
    (0, b"\xFF\xFB", "MP3 sound"),
    (0, b"\xFF\xF3", "MP3 sound"),
    (0, b"OggS", "Ogg sound or film"),
    (0, b"fLaC", "FLAC sound"),
    (8, b"WAVE", "WAV sound"),
    (8, b"AVI ", "AVI film"),
    (4, b"ftyp", "MP4 film or sound"),
    (0, b"\x1A\x45\xDF\xA3", "Matroska or WebM film"),
    (0, b"FLV\x01", "Flash film"),
    (0, b"BZh", "bzip2 archive"),
    (0, b"\xFD7zXZ\0", "xz archive"),
    (0, b"\x28\xB5\x2F\xFD", "Zstandard archive"),
    (0, b"7z\xBC\xAF\x27\x1C", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", "RAR archive"),
    (0, b"MSCF", "Microsoft cabinet archive"),
    (0, b"ITSF", "compiled HTML help"),
    (0, b"SQLite format 3\0", "SQLite database"),
    (0, b"PAR1", "Parquet table"),
    (0, b"ARROW1", "Arrow table"),
    (0, b"\x7FELF", "program"),
    (0, b"MZ", "Windows program"),
    (0, b"\xCA\xFE\xBA\xBE", "Java class"),
    (0, b"\0asm", "WebAssembly program"),
    (0, b"wOFF", "web font"),
    (0, b"wOF2", "web font"),
    (0, b"\0\x01\0\0\0", "TrueType font"),
    (0, b"OTTO", "OpenType font"),
    (0, b"%!PS", "PostScript"),
    (60, b"BOOKMOBI", "Mobipocket book"),
    (0, b"AT&TFORM", "DjVu document"),
    (0, b"\xFFWPC", "WordPerfect document"),
    (0, b"!BDN", "Outlook mailbox (PST)"),
    (0, b"\0\x05\x16\x07", "macOS resource file"),
    (0, b"\0\0\0\x01Bud1", "macOS folder settings"),
];

/// Names in the directory of an OLE2 file, UTF-16, and what they tell ([MS-CFB], [MS-DOC], ...).
const OLE2: &[(&str, &str)] = &[
    ("WordDocument", "old Word .doc (OLE2)"),
    ("Workbook", "old Excel workbook (OLE2)"),
    ("PowerPoint Document", "old PowerPoint slides (OLE2)"),
    ("__substg1.0_", "Outlook message .msg (OLE2)"),
    ("EncryptedPackage", "Office document with a password"),
];

/// Tags with which a page, or a fragment of one, may begin (WHATWG MIME Sniffing, section 7.1, and
/// the usual first elements of fragments).
const FIRST_TAGS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "script",
    "iframe",
    "h1",
    "h2",
    "h3",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "br",
    "p",
    "span",
    "meta",
    "link",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "ul",
    "ol",
    "blockquote",
    "img",
    "figure",
    "strong",
    "em",
    "i",
    "base",
    "center",
    "form",
    "noscript",
];

/// End tags that hardly occur outside HTML; three of them make a page of text that begins without
/// one, where they stand on one line of [`TAGGED`] or more: comments under an article may show some.
const END_TAGS: &[&[u8]] = &[b"</p>", b"</div>", b"</a>", b"</span>", b"</li>", b"</td>", b"</h1>", b"</h2>"];

/// See [`END_TAGS`].
const TAGGED: usize = 10;

/// Header fields of which a mail has several (RFC 5322, section 3.6; RFC 2045).
const MAIL_FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "date",
    "subject",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "content-type",
    "reply-to",
    "sender",
    "in-reply-to",
    "references",
    "x-mailer",
];

/// Tells the format of a source that is one document.
///
/// # Errors
/// [`ReadError::Empty`], or [`ReadError::Unsupported`] with the name of what it is.
pub(crate) fn sniff(bytes: &[u8], path: &str, hints: &Hints) -> Result<Format, ReadError> {
    match kind(bytes, path, hints) {
        Kind::Document(format) => Ok(format),
        Kind::Feed => Ok(Format::FeedEntry),
        Kind::Json => Ok(Format::JsonRecord),
        Kind::Mbox => Ok(Format::Mail),
        Kind::Zip => match unpack::zip_kind(&mut Cursor::new(bytes)) {
            Kind::Document(format) => Ok(format),
            Kind::Other(name) => Err(ReadError::Unsupported(name.to_owned())),
            _ => Err(ReadError::Unsupported("an archive inside".to_owned())),
        },
        Kind::Tar | Kind::Gzip | Kind::Warc => Err(ReadError::Unsupported("an archive inside".to_owned())),
        Kind::Other(name) => Err(ReadError::Unsupported(name.to_owned())),
        Kind::Empty => Err(ReadError::Empty),
    }
}

/// Tells what bytes from outside are, from the first of them (64 KiB serve).
pub(crate) fn kind(head: &[u8], path: &str, hints: &Hints) -> Kind {
    if let Some(binary) = by_mark(head) {
        return binary;
    }
    if !looks_like_text(head) {
        return Kind::Other("unknown binary data");
    }
    let head = &head[..head.len().min(64 << 10)];
    // Charsets do not matter for marks in ASCII, but for UTF-16.
    let wide = head.starts_with(b"\xFE\xFF") || head.starts_with(b"\xFF\xFE") || head.contains(&0);
    let decoded = wide.then(|| charset::decode(head, None, false).text);
    let text = decoded.as_ref().map_or(head, |t| t.as_bytes());
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let start = text.trim_ascii_start();
    if start.is_empty() {
        return Kind::Empty;
    }
    by_first_line(text, start)
        .or_else(|| markup(start))
        .unwrap_or_else(|| Kind::Document(loose(start, path, hints)))
}

/// Files told by marks before any thought of text.
fn by_mark(head: &[u8]) -> Option<Kind> {
    let pdf_region = &head[..head.len().min(1024)];
    if head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"PK\x05\x06")
        || head.starts_with(b"PK00PK\x03\x04")
    {
        return Some(Kind::Zip);
    }
    if head.starts_with(b"\x1F\x8B") {
        return Some(Kind::Gzip);
    }
    // ISO 32000-1, Annex H, note 13: the header may stand anywhere in the first 1024 bytes.
    if head.starts_with(b"%PDF-")
        || (head.contains(&0) || !head.is_ascii()) && memmem::find(pdf_region, b"%PDF-1").is_some()
    {
        return Some(Kind::Document(Format::Pdf));
    }
    // Both may hold binary data later on.
    if head.trim_ascii_start().starts_with(b"{\\rtf") {
        return Some(Kind::Document(Format::Rtf));
    }
    if head.trim_ascii_start().starts_with(b"WARC/") {
        return Some(Kind::Warc);
    }
    if is_tar(head) {
        return Some(Kind::Tar);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let known = OLE2.iter().find(|(name, _)| memmem::find(head, &utf16(name)).is_some());
        return Some(Kind::Other(known.map_or("old Office file (OLE2)", |&(_, what)| what)));
    }
    let (_, mark, name) =
        NOT_READ.iter().find(|(at, mark, _)| head.get(*at..).is_some_and(|h| h.starts_with(mark)))?;
    // Two letters may begin a text too.
    let chance = mark.is_ascii() && mark.len() <= 4 && looks_like_text(head);
    (!chance).then_some(Kind::Other(name))
}

/// POSIX `ustar` mark, or the older header, whose checksum holds (POSIX.1-2017, pax, "ustar
/// Interchange Format": the sum of all bytes with the checksum field as blanks).
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    if &header[257..262] == b"ustar" {
        return true;
    }
    let field = std::str::from_utf8(&header[148..156]).unwrap_or_default();
    let stated = u32::from_str_radix(field.trim_matches(|c: char| c == '\0' || c == ' '), 8);
    let sum: u32 = header
        .iter()
        .enumerate()
        .map(|(i, &b)| if (148..156).contains(&i) { 32 } else { u32::from(b) })
        .sum();
    header[0] != 0 && stated == Ok(sum)
}

/// Text in some charset: hardly any control characters (one in a hundred), zeros only in UTF-16.
fn looks_like_text(head: &[u8]) -> bool {
    let head = &head[..head.len().min(64 << 10)];
    if head.contains(&0) {
        let zeros = head.iter().filter(|&&b| b == 0).count();
        let wide = head.starts_with(b"\xFE\xFF") || head.starts_with(b"\xFF\xFE");
        return wide || zeros * 1000 <= head.len() || charset::is_wide(head);
    }
    let controls = head.iter().filter(|&&b| b < 32 && !b"\t\n\r\x0C\x1B\x0B\x08\x1A".contains(&b)).count();
    controls * 100 <= head.len()
}

/// Formats told by how they begin.
fn by_first_line(text: &[u8], start: &[u8]) -> Option<Kind> {
    let line = start.split(|&b| b == b'\n').next().unwrap_or_default();
    if text.starts_with(b"From ") && is_envelope(line) {
        Some(Kind::Mbox)
    } else if is_json(start) {
        Some(Kind::Json)
    } else if is_mail(start) {
        Some(Kind::Document(Format::Mail))
    } else {
        None
    }
}

/// `From someone Sat Jan  3 01:05:34 2026`, followed by a header (RFC 4155, appendix A).
pub(crate) fn is_envelope(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let time =
        |w: &str| w.len() >= 4 && w.contains(':') && w.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let year = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    rest.split_whitespace().any(time) && rest.split_whitespace().any(year)
}

/// An object with a first key, or an array of such.
fn is_json(start: &[u8]) -> bool {
    let inner = start.strip_prefix(b"[").unwrap_or(start).trim_ascii_start();
    let Some(first) = inner.strip_prefix(b"{") else { return false };
    let first = first.trim_ascii_start();
    let Some(key) = first.strip_prefix(b"\"") else { return first.starts_with(b"}") };
    let end = key.iter().position(|&b| b == b'"');
    end.is_some_and(|end| key[end + 1..].trim_ascii_start().starts_with(b":"))
}

/// A block of header lines in which `From` or `Received` stands beside two more fields of mails.
fn is_mail(start: &[u8]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for line in start.split(|&b| b == b'\n').take(200) {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|&b| b == b':') else { return false };
        let name = &line[..colon];
        // RFC 5322, section 2.2: printable ASCII without blanks.
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        let known = MAIL_FIELDS.iter().find(|f| name.eq_ignore_ascii_case(f.as_bytes()));
        if let Some(field) = known.filter(|f| !seen.contains(f)) {
            seen.push(field);
        }
    }
    seen.len() >= 3 && (seen.contains(&"from") || seen.contains(&"received"))
}

/// Markup told by its first element, after the XML declaration, comments and processing instructions.
fn markup(start: &[u8]) -> Option<Kind> {
    let mut rest = start;
    let mut xml = false;
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            r if r.starts_with(b"<?") => {
                xml |= r.starts_with(b"<?xml");
                b"?>"
            }
            r if r.starts_with(b"<!--") => b"-->",
            r if xml && starts_ci(r, "<!doctype") && !starts_ci(r, "<!doctype html") => b">",
            _ => break,
        };
        let Some(at) = memmem::find(rest, end) else { break };
        rest = &rest[at + end.len()..];
    }
    let tag = rest.strip_prefix(b"<")?;
    let name_end = tag.iter().position(|b| b" \t\r\n>/".contains(b)).unwrap_or(tag.len());
    let name = String::from_utf8_lossy(&tag[..name_end.min(64)]).to_ascii_lowercase();
    let has = |what: &[u8]| memmem::find(&rest[..rest.len().min(4096)], what).is_some();
    match name.rsplit(':').next().unwrap_or_default() {
        "rss" => Some(Kind::Feed),
        "feed" if xml || has(b"http://www.w3.org/2005/Atom") => Some(Kind::Feed),
        "rdf" if has(b"purl.org/rss") || has(b"my.netscape.com/rdf") => Some(Kind::Feed),
        "svg" => Some(Kind::Other("SVG image")),
        "worddocument" => Some(Kind::Other("Word 2003 XML")),
        "document" if has(b"opendocument:xmlns:office") => Some(Kind::Other("flat ODT")),
        "package" if has(b"schemas.microsoft.com/office/2006/xmlPackage") => Some(Kind::Other("flat DOCX")),
        "sitemapindex" | "urlset" => Some(Kind::Other("site map")),
        "plist" => Some(Kind::Other("property list")),
        _ if xml => Some(Kind::Document(Format::Html)),
        _ if FIRST_TAGS.iter().any(|t| starts_tag(tag, t)) => Some(Kind::Document(Format::Html)),
        _ => None,
    }
}

fn starts_ci(bytes: &[u8], prefix: &str) -> bool {
    bytes.get(..prefix.len()).is_some_and(|b| b.eq_ignore_ascii_case(prefix.as_bytes()))
}

fn starts_tag(tag: &[u8], name: &str) -> bool {
    starts_ci(tag, name) && tag.get(name.len()).is_none_or(|b| b" \t\r\n>/".contains(b))
}

/// Text without a mark: the media type and the path's ending may say which sort.
fn loose(start: &[u8], path: &str, hints: &Hints) -> Format {
    let stated = hints.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let markdown = stated.contains("markdown") || ends_as_markdown(path);
    let has_tag = |line: &[u8]| END_TAGS.iter().any(|t| memmem::find(line, t).is_some());
    let tags = || {
        let all = END_TAGS.iter().map(|t| memmem::find_iter(start, t).take(3).count()).sum::<usize>();
        let lines = || start.split(|&b| b == b'\n').filter(|line| !line.trim_ascii().is_empty());
        all >= 3 && lines().filter(|line| has_tag(line)).count() * TAGGED >= lines().count()
    };
    let html_stated = stated.starts_with("text/html") || stated.starts_with("application/xhtml");
    if markdown {
        Format::Markdown
    } else if html_stated && memchr::memchr(b'<', start).is_some() || tags() {
        Format::Html
    } else {
        Format::Plain
    }
}

fn ends_as_markdown(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_suffix(".gz").unwrap_or(path);
    let end = path.rsplit('.').next().unwrap_or_default();
    ["md", "markdown", "mdown", "mkd"].iter().any(|e| end.eq_ignore_ascii_case(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Kind {
        kind(text.as_bytes(), "no-name", &Hints::default())
    }

    #[test]
    fn formats_are_told_by_content() {
        let doc = Kind::Document;
        for (text, expected) in [
            ("%PDF-1.7\n%\u{e2}", doc(Format::Pdf)),
            ("{\\rtf1\\ansi", doc(Format::Rtf)),
            ("  <!DOCTYPE HTML>\n<html>", doc(Format::Html)),
            ("<?xml version='1.0'?><!-- x --><html xmlns='y'>", doc(Format::Html)),
            ("<p>One.</p>", doc(Format::Html)),
            ("Intro <p>One.</p><p>Two.</p><p>Three.</p>", doc(Format::Html)),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>", Kind::Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Kind::Feed),
            ("WARC/1.0\r\nWARC-Type: warcinfo", Kind::Warc),
            ("From alice@example.org Sat Jan  3 01:05:34 2026\nFrom: a\n", Kind::Mbox),
            ("Received: by x\nFrom: a@example.org\nSubject: Hi\n\nText: more\n", doc(Format::Mail)),
            ("{\"text\": \"x\"}\n{\"text\": \"y\"}\n", Kind::Json),
            ("From here on Monday the border was closed, 12:30 or so.", doc(Format::Plain)),
            ("Note: this is text.\nIt has a colon in its first line.", doc(Format::Plain)),
            ("{ braces } in text", doc(Format::Plain)),
            (
                &format!("{}Use <b></b>, </p>, </div> or </a>.\n", "A line of text.\n".repeat(20)),
                doc(Format::Plain),
            ),
            ("5 < 6 and that is all", doc(Format::Plain)),
            ("BMW raised its prices.", doc(Format::Plain)),
            (" \n\t ", Kind::Empty),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn binaries_are_named() {
        let named = |bytes: &[u8]| kind(bytes, "report.txt", &Hints::default());
        assert_eq!(named(b"\x89PNG\r\n\x1a\n\0\0"), Kind::Other("PNG image"));
        let mut doc = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        doc.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(named(&doc), Kind::Other("old Word .doc (OLE2)"));
        assert_eq!(named(&[1, 2, 3, 0, 0, 7, 8]), Kind::Other("unknown binary data"));
    }

    #[test]
    fn a_name_decides_only_markdown() {
        let at = |path: &str| kind(b"# A title\n\nText.", path, &Hints::default());
        assert_eq!(at("a/notes.MD"), Kind::Document(Format::Markdown));
        assert_eq!(at("https://example.org/x.md?raw=1"), Kind::Document(Format::Markdown));
        assert_eq!(at("x.pdf"), Kind::Document(Format::Plain));
    }

    #[test]
    fn utf16_text_is_text() {
        let bytes: Vec<u8> =
            "Plain words, and more of them.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&bytes, "x", &Hints::default()), Kind::Document(Format::Plain));
    }
}
