//! WARC records (ISO 28500) and the HTTP messages in them.
//!
//! Knows headers, lengths and transfer codings; what a payload holds is for others to tell.

use crate::unpack::{Line, header_lines, next_line};
use std::io::{self, BufRead};

/// Media types that may hold a document; other payloads are counted and passed over.
const DOCUMENTS: &[&str] = &[
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/octet-stream",
];

/// The header of one record.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// `response`, `resource`, `conversion`, `request`, ...
    pub kind: String,
    /// `WARC-Target-URI`.
    pub url: Option<String>,
    pub content_type: String,
    /// Bytes of the block that follows.
    pub length: u64,
}

/// The header of an HTTP response.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Http {
    pub status: u16,
    pub content_type: Option<String>,
    pub encoding: Option<String>,
    pub chunked: bool,
}

/// What is stated of the bytes of a document.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Payload {
    pub status: u16,
    pub media_type: Option<String>,
    pub charset: Option<String>,
    pub encoding: Option<String>,
    pub chunked: bool,
}

/// The next record's header; lines that belong to none (after a damaged record) are passed over.
pub(crate) fn next_record(reader: &mut dyn BufRead) -> io::Result<Option<Record>> {
    let mut line = Vec::new();
    loop {
        if next_line(reader, &mut line, 1024)? == Line::End {
            return Ok(None);
        }
        if line.starts_with(b"WARC/") {
            break;
        }
    }
    let mut record = Record::default();
    for (name, value) in fields(&header_lines(reader)?) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => record.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => record.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "content-type" => record.content_type = value.to_ascii_lowercase(),
            "content-length" => record.length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    Ok(Some(record))
}

/// The header of the HTTP response at the beginning of a record's block.
pub(crate) fn http_header(reader: &mut dyn BufRead) -> io::Result<Http> {
    let lines = header_lines(reader)?;
    let mut http = Http::default();
    let status = lines.first().and_then(|l| l.split_whitespace().nth(1));
    http.status = status.and_then(|s| s.parse().ok()).unwrap_or(0);
    for (name, value) in fields(lines.get(1..).unwrap_or_default()) {
        match name.to_ascii_lowercase().as_str() {
            "content-type" => http.content_type = Some(value.to_owned()),
            "content-encoding" => http.encoding = Some(value.to_ascii_lowercase()),
            "transfer-encoding" => http.chunked = value.to_ascii_lowercase().contains("chunked"),
            _ => {}
        }
    }
    Ok(http)
}

fn fields(lines: &[String]) -> impl Iterator<Item = (&str, &str)> {
    lines.iter().filter_map(|l| l.split_once(':')).map(|(name, value)| (name.trim(), value.trim()))
}

impl Record {
    /// Whether the block begins with an HTTP header.
    pub(crate) fn has_http(&self) -> bool {
        self.kind == "response"
            && (self.content_type.starts_with("application/http") || self.content_type.is_empty())
    }

    /// What the record states of its payload; `None` where it carries none (requests, metadata,
    /// revisits).
    pub(crate) fn payload(&self, http: Option<&Http>) -> Option<Payload> {
        let stated = match (http, self.kind.as_str()) {
            (Some(http), _) => http.content_type.clone(),
            (None, "response" | "resource" | "conversion") => Some(self.content_type.clone()),
            _ => return None,
        };
        let (media_type, charset) = split_content_type(stated.as_deref().unwrap_or_default());
        Some(Payload {
            status: http.map_or(200, |h| h.status),
            media_type,
            charset,
            encoding: http.and_then(|h| h.encoding.clone()),
            chunked: http.is_some_and(|h| h.chunked),
        })
    }
}

impl Payload {
    /// The sort under which a payload is counted that cannot be a document; `None` if it can.
    pub(crate) fn refused(&self) -> Option<String> {
        if !(200..300).contains(&self.status) {
            return Some(format!("HTTP {}", self.status));
        }
        let stated = self.media_type.as_deref()?;
        (!DOCUMENTS.contains(&stated)).then(|| stated.chars().take(60).collect())
    }
}

/// `text/html; charset="utf-8"` as media type and charset (RFC 9110, section 8.3).
pub(crate) fn split_content_type(stated: &str) -> (Option<String>, Option<String>) {
    let mut parts = stated.split(';');
    let media_type = parts.next().map(|t| t.trim().to_ascii_lowercase()).filter(|t| !t.is_empty());
    let charset =
        parts.filter_map(|p| p.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let charset = charset.map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
    (media_type, charset)
}

/// Joins the chunks of a chunked body (RFC 9112, section 7.1). Bytes that are not chunked, though
/// the header says so (crawlers store them joined), come back as they are.
pub(crate) fn dechunk(body: Vec<u8>) -> Vec<u8> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = &body[..];
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = String::from_utf8_lossy(&rest[..end.min(64)]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            if joined.is_empty() {
                return body;
            }
            break;
        };
        rest = &rest[end + 1..];
        if size == 0 {
            break;
        }
        joined.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = &rest[size.min(rest.len())..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_plain_bodies_left() {
        assert_eq!(dechunk(b"4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n".to_vec()), b"Wikipedia ");
        assert_eq!(dechunk(b"<p>Not chunked</p>\n".to_vec()), b"<p>Not chunked</p>\n");
        assert_eq!(dechunk(b"a\r\ncut short".to_vec()), b"cut short"[..9].to_vec());
    }

    #[test]
    fn content_types_are_split() {
        let (media, charset) = split_content_type("Text/HTML; q=1; Charset=\"UTF-8\"");
        assert_eq!((media.as_deref(), charset.as_deref()), (Some("text/html"), Some("UTF-8")));
        assert_eq!(split_content_type(""), (None, None));
    }
}
