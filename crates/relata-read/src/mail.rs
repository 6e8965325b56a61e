//! Mails (RFC 5322 with MIME, RFC 2045 to 2049), and pages saved as one (MHTML, RFC 2557).
//!
//! Headers become claims and are no text. The body is the sender's own words; earlier mails in it
//! are quotations, signatures and legal notices furniture ([`body`]). Files that a mail carries are
//! documents of their own ([`attachments`]).

mod body;

use crate::draft::{Claims, Draft, DraftBlock};
use crate::inner::Form;
use crate::sniff::{self, Kind, is_envelope};
use crate::{Hints, Limits, ReadError, Source, charset, fence, inner};
use jiff::civil::Date;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;
use relata_rows::{Note, NoteCode, Origin};
use std::collections::BTreeSet;

/// Mails that may lie inside one another: `mail-parser` frees them by recursion, which would
/// overflow the stack somewhere above ten thousand.
const NESTED: usize = 500;

/// Attached parts that are no documents: keys, receipts, dates, address cards.
const NO_FILES: &[&str] = &[
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/rfc822-headers",
    "application/ics",
    "application/pgp-signature",
    "application/pgp-keys",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
    "message/delivery-status",
    "message/disposition-notification",
];

/// A file that a mail carries.
#[derive(Debug, PartialEq)]
pub(crate) struct Attachment {
    /// Its name, another one for each.
    pub name: String,
    pub media_type: Option<String>,
    pub charset: Option<String>,
    pub bytes: Vec<u8>,
}

/// Reads one mail.
///
/// # Errors
/// [`ReadError::Damaged`] where there is no header or too many mails lie inside one another.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    let (mail, skipped) = without_envelope(&source.bytes);
    let message = parse(mail)?;
    let page = saved_page(&message);
    let body = Body { message: &message, mail, skipped, source, limits };
    let mut draft = match &page {
        Some(page) => body.page(page)?,
        None => body.read()?,
    };
    if page.is_none() {
        draft.claims = claims(&message);
        draft.report.extend(not_read(&message, mail));
    }
    draft.media_type = "message/rfc822";
    Ok(draft)
}

/// The files that a mail carries and that Relata may read. Those it cannot read are named in the
/// report of the mail itself.
pub(crate) fn attachments(mail: &[u8]) -> Vec<Attachment> {
    let (mail, _) = without_envelope(mail);
    let gathered = fence::fence("mail", || {
        let message = parse(mail)?;
        if saved_page(&message).is_some() {
            return Ok(Vec::new());
        }
        let mut names = BTreeSet::new();
        let mut files = files(&message, mail);
        files.retain(|file| !matches!(sniffed(file), Kind::Other(_) | Kind::Empty));
        for file in &mut files {
            let plain = file.name.clone();
            let mut n = 2;
            while !names.insert(file.name.clone()) {
                file.name = format!("{plain} ({n})");
                n += 1;
            }
        }
        Ok(files)
    });
    // A mail that cannot be read says so where it is read itself.
    gathered.unwrap_or_default()
}

fn without_envelope(bytes: &[u8]) -> (&[u8], usize) {
    let start = bytes.len() - bytes.trim_ascii_start().len();
    let line = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |n| start + n + 1);
    let skip = if is_envelope(bytes[start..line].trim_ascii_end()) { line } else { start };
    (&bytes[skip..], skip)
}

fn parse(mail: &[u8]) -> Result<Message<'_>, ReadError> {
    let damaged = |what: &str| ReadError::Damaged { format: "mail", what: what.to_owned() };
    // What makes a part a mail in a mail is one of these words in its type (RFC 2046, section 5).
    let lower = mail.to_ascii_lowercase();
    let nested = |word: &str| memmem::find_iter(&lower, word).take(NESTED + 1).count();
    if nested("rfc822") + nested("message/global") + nested("multipart/digest") > NESTED {
        return Err(damaged("more than 500 mails inside one another"));
    }
    MessageParser::default().parse(mail).ok_or_else(|| damaged("it has no header"))
}

/// The page in a mail that is a page saved by a browser.
fn saved_page<'m>(message: &'m Message<'m>) -> Option<SavedPage<'m>> {
    let header = |name: &str| message.header_raw(name).map(|v| v.trim().to_owned());
    let address = header("Snapshot-Content-Location");
    let saved = || header("From").is_some_and(|f| f.contains("Saved by "));
    if address.is_none() && !saved() {
        return None;
    }
    let part = message.parts.iter().find(|p| matches!(p.body, PartType::Html(_)))?;
    Some(SavedPage { part, address: address.or_else(|| part.content_location().map(str::to_owned)) })
}

struct SavedPage<'m> {
    part: &'m MessagePart<'m>,
    address: Option<String>,
}

/// What the headers state.
fn claims(message: &Message<'_>) -> Claims {
    let title = message.subject().map(tidy).filter(|t| !t.is_empty());
    let authors = message.from().into_iter().flat_map(|from| from.iter());
    let authors =
        authors.filter_map(|a| a.name().or(a.address())).map(tidy).filter(|n| !n.is_empty()).collect();
    // The day where the sender was.
    let published = message.date().and_then(|d| {
        let day =
            Date::new(d.year.try_into().ok()?, d.month.try_into().ok()?, d.day.try_into().ok()?).ok()?;
        Some((day, day.tomorrow().ok()?, "stated: mail header Date".to_owned()))
    });
    Claims {
        title,
        authors,
        publisher: message.header_raw("Organization").map(tidy).filter(|o| !o.is_empty()),
        published,
        genre_words: vec!["EmailMessage".to_owned()],
        ..Claims::default()
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Body<'m> {
    message: &'m Message<'m>,
    mail: &'m [u8],
    /// Bytes of the source before the mail.
    skipped: usize,
    source: &'m Source,
    limits: &'m Limits,
}

impl Body<'_> {
    fn page(&self, page: &SavedPage<'_>) -> Result<Draft, ReadError> {
        let text = self.text(page.part);
        inner::read(text, Form::Page, page.address.clone(), self.source, self.origin(page.part), self.limits)
    }

    /// The parts of the body in order. Of alternatives the HTML, which has more structure, unless it
    /// says less than half of what the plain text says.
    fn read(&self) -> Result<Draft, ReadError> {
        let of = |ids: &[u32]| -> Vec<&MessagePart<'_>> {
            ids.iter().filter_map(|&i| self.message.part(i)).collect()
        };
        let (html, plain) = (of(&self.message.html_body), of(&self.message.text_body));
        let words = |parts: &[&MessagePart<'_>]| -> usize { parts.iter().map(|p| body::words(p)).sum() };
        let parts = if words(&html) * 2 < words(&plain) { plain } else { html };
        let mut blocks: Vec<DraftBlock> = Vec::new();
        let mut report: Vec<Note> = Vec::new();
        let mut earlier = false;
        for part in parts {
            let origin = self.origin(part);
            let text = self.text(part);
            let read = |text: String, form: Form| match inner::read(
                text,
                form,
                None,
                self.source,
                origin,
                self.limits,
            ) {
                Err(ReadError::NoText | ReadError::Empty) => Ok((Vec::new(), Vec::new())),
                other => other.map(|draft| (draft.blocks, draft.report)),
            };
            let mut found = match &part.body {
                PartType::Html(_) => {
                    let (blocks, notes) = read(text, Form::Fragment)?;
                    report.extend(notes);
                    blocks
                }
                PartType::Text(_) => {
                    let flowed = part.content_type().and_then(|c| c.attribute("format")) == Some("flowed");
                    let mut blocks = Vec::new();
                    for stretch in body::stretches(&text, flowed) {
                        match stretch.of {
                            body::Of::Nobody(why) => {
                                blocks.push(DraftBlock::furniture(stretch.text, origin, why))
                            }
                            of => {
                                let (mut read, notes) = read(stretch.text, Form::Plain)?;
                                if of == body::Of::Earlier {
                                    body::quote(&mut read);
                                }
                                blocks.extend(read);
                                report.extend(notes);
                            }
                        }
                    }
                    blocks
                }
                _ => continue,
            };
            body::mark(&mut found, &mut earlier);
            blocks.extend(found);
        }
        Ok(Draft { media_type: "message/rfc822", blocks, claims: Claims::default(), report })
    }

    fn origin(&self, part: &MessagePart<'_>) -> Origin {
        let at = |n: u32| (self.skipped + n as usize).min(self.source.bytes.len());
        let start = at(part.raw_body_offset());
        Origin::Bytes { start, end: at(part.raw_end_offset()).max(start) }
    }

    /// The text of a part. Where the parser had to replace bytes of a part that is not encoded, it is
    /// decoded again with more care.
    fn text(&self, part: &MessagePart<'_>) -> String {
        let (text, html) = match &part.body {
            PartType::Html(text) => (text, true),
            PartType::Text(text) => (text, false),
            _ => return String::new(),
        };
        if part.encoding == Encoding::None
            && text.contains('\u{FFFD}')
            && let Some(raw) = self.mail.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)
        {
            let stated = part.content_type().and_then(|c| c.attribute("charset"));
            return charset::decode(raw, stated, html).text;
        }
        text.clone().into_owned()
    }
}

fn sniffed(file: &Attachment) -> Kind {
    let hints = Hints { media_type: file.media_type.clone(), ..Hints::default() };
    sniff::kind(&file.bytes, &file.name, &hints)
}

/// The attached files that cannot be read, in one line; pictures that belong to the layout have no
/// name or stand inline and are not told of.
fn not_read(message: &Message<'_>, mail: &[u8]) -> Option<Note> {
    let named = |file: &Attachment| match sniffed(file) {
        Kind::Other(what) => Some(format!("{} ({what})", file.name)),
        _ => None,
    };
    let all: Vec<String> = files(message, mail).iter().filter_map(named).take(20).collect();
    let message = format!("attachments that cannot be read: {}", all.join(", "));
    (!all.is_empty()).then(|| Note::new(NoteCode::Lost, message))
}

/// The parts that are files.
fn files(message: &Message<'_>, mail: &[u8]) -> Vec<Attachment> {
    let mut files = Vec::new();
    for (n, part) in message.attachments().enumerate() {
        let disposed = part.content_disposition().is_some_and(|d| d.is_attachment());
        let media_type = part.content_type().map(|c| match c.subtype() {
            Some(sub) => format!("{}/{sub}", c.ctype()).to_ascii_lowercase(),
            None => c.ctype().to_ascii_lowercase(),
        });
        if media_type.as_deref().is_some_and(|t| NO_FILES.contains(&t)) {
            continue;
        }
        let name = part.attachment_name().map(tidy).filter(|n| !n.is_empty());
        let raw =
            || mail.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default();
        let (bytes, end) = match &part.body {
            // An alternative of the body that was not chosen.
            PartType::Text(_) | PartType::Html(_) if !disposed && name.is_none() => continue,
            PartType::Text(text) => (text.as_bytes().to_vec(), "txt"),
            PartType::Html(text) => (text.as_bytes().to_vec(), "html"),
            PartType::Binary(bytes) => (bytes.to_vec(), "bin"),
            PartType::InlineBinary(bytes) if disposed => (bytes.to_vec(), "bin"),
            PartType::Message(_) if part.encoding == Encoding::None => (raw().to_vec(), "eml"),
            PartType::Message(inner) => (inner.raw_message().to_vec(), "eml"),
            PartType::InlineBinary(_) | PartType::Multipart(_) => continue,
        };
        let text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
        files.push(Attachment {
            name: name.unwrap_or_else(|| format!("part {}.{end}", n + 1)),
            media_type,
            charset: text.then(|| "utf-8".to_owned()),
            bytes,
        });
    }
    files
}

#[cfg(test)]
mod tests;
