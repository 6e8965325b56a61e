//! What a reader is given.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The bytes of one document-to-be, and where they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A path, `archive.zip!member`, `list.jsonl#17`, or a URL; names the document for people.
    pub path: String,
    /// The bytes that are kept and hashed.
    pub bytes: Vec<u8>,
    /// What is known from outside the bytes.
    pub hints: Hints,
}

/// What is known of a source from outside its bytes. The person's word (`title` to `published`)
/// beats the document's; the carrier's word (`media_type`, `charset`, `url`) only helps where the
/// bytes leave a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hints {
    /// The media type that an HTTP header, a mail part or an archive record states.
    pub media_type: Option<String>,
    /// The charset that an HTTP header or mail part states.
    pub charset: Option<String>,
    /// The address that the bytes came from.
    pub url: Option<String>,
    /// Authors given by the person who reads.
    pub authors: Vec<String>,
    /// Publisher given by the person who reads.
    pub publisher: Option<String>,
    /// First possible day of publication and the day after the last, given by the person who reads.
    pub published: Option<(Date, Date)>,
    /// Which fields of a JSON Lines record hold what.
    pub fields: Fields,
}

/// Which fields of a JSON Lines record hold what; defaults are the names in Common Crawl
/// derivatives and news corpora (`text`, `title`, `url`, `date`, `author`, `publisher`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// The text itself; a record without it is an error.
    pub text: String,
    /// The title.
    pub title: String,
    /// The address.
    pub url: String,
    /// The date of publication.
    pub date: String,
    /// Author or list of authors.
    pub author: String,
    /// The publisher.
    pub publisher: String,
}

impl Default for Fields {
    fn default() -> Self {
        let name = |s: &str| s.to_owned();
        Fields {
            text: name("text"),
            title: name("title"),
            url: name("url"),
            date: name("date"),
            author: name("author"),
            publisher: name("publisher"),
        }
    }
}

/// Bounds on what one source may cost; what lies beyond is an error, never a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of one document (default 64 MiB).
    pub document_bytes: u64,
    /// Bytes that one archive may unpack to in all (default 8 GiB: archives are streamed).
    pub archive_bytes: u64,
    /// Unpacked bytes for each packed one, judged once 1 MiB has come out (default 200; plain text
    /// seldom passes 20, deflate's ceiling is 1032).
    pub archive_ratio: u64,
    /// Members of one archive (default 1,000,000).
    pub archive_members: u64,
    /// Archives inside archives (default 3).
    pub archive_depth: u32,
    /// Depth of nested elements in markup (default 512, where browsers stop too).
    pub markup_depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            document_bytes: 64 << 20,
            archive_bytes: 8 << 30,
            archive_ratio: 200,
            archive_members: 1_000_000,
            archive_depth: 3,
            markup_depth: 512,
        }
    }
}
