//! Containers whose members have headers of their own: WARC files, feeds, mails with attachments.

use super::lines::{Line, next_line};
use super::meter::{Packed, read_error, too_large};
use super::{Flow, Place, Unpacker};
use crate::sniff::{Format, Kind, kind};
use crate::warc::{self, Record};
use crate::{ReadError, charset, feed};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

pub(super) use crate::mail::attachments;

/// Sorts of skipped records that are told apart in the report.
const SORTS: usize = 12;

impl Unpacker<'_> {
    /// Hands on each entry of a feed.
    pub(super) fn feed(&mut self, place: &Place, reader: &mut dyn Read) -> Flow {
        let cap = self.limits.document_bytes;
        let mut bytes = Vec::new();
        let taken = reader.take(cap + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > cap {
            return self.fail(place, too_large(cap));
        }
        let text = charset::decode(&bytes, place.hints.charset.as_deref(), true).text;
        drop(bytes);
        let mut any = false;
        for (n, entry) in feed::entries(&text).enumerate() {
            any = true;
            self.count(place)?;
            let name = entry.id.unwrap_or_else(|| (n + 1).to_string());
            let mut member = place.member(format!("{}#{name}", place.path));
            // The address of the feed is not that of its entries.
            member.hints.url = None;
            self.give(&member, Format::FeedEntry, entry.xml.into_bytes())?;
        }
        match taken {
            Err(error) => self.fail(place, read_error(&error, "feed")),
            Ok(_) if !any => self.fail(place, ReadError::Skipped("a feed without entries".to_owned())),
            Ok(_) => ControlFlow::Continue(()),
        }
    }

    /// Hands on the pages, texts and PDFs of a WARC file; what else is in it is counted.
    pub(super) fn warc(&mut self, place: &Place, reader: &mut dyn Read) -> Flow {
        let mut reader = BufReader::with_capacity(64 << 10, reader);
        let mut skipped: BTreeMap<String, u64> = BTreeMap::new();
        let mut n = 0;
        let ended = loop {
            n += 1;
            let record = match warc::next_record(&mut reader) {
                Ok(Some(record)) => record,
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            };
            self.count(place)?;
            let mut body = reader.by_ref().take(record.length);
            let (taken, flow) = self.warc_record(place, n, &record, &mut body, &mut skipped);
            flow?;
            if let Err(error) = taken.and_then(|()| io::copy(&mut body, &mut io::sink()).map(drop)) {
                break Err(error);
            }
            if body.limit() > 0 {
                break Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        if !skipped.is_empty() {
            let all: u64 = skipped.values().sum();
            let mut sorts: Vec<_> = skipped.into_iter().collect();
            sorts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            let sorts: Vec<String> = sorts.into_iter().map(|(sort, n)| format!("{n} {sort}")).collect();
            let what = format!("{all} records that are no documents: {}", sorts.join(", "));
            self.fail(place, ReadError::Skipped(what))?;
        }
        match ended {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.fail(place, read_error(&error, "WARC")),
        }
    }

    fn warc_record(
        &mut self,
        place: &Place,
        n: u64,
        record: &Record,
        body: &mut dyn BufRead,
        skipped: &mut BTreeMap<String, u64>,
    ) -> (io::Result<()>, Flow) {
        let go_on = ControlFlow::Continue(());
        let http = match record.has_http().then(|| warc::http_header(body)).transpose() {
            Ok(http) => http,
            Err(error) => return (Err(error), go_on),
        };
        let Some(payload) = record.payload(http.as_ref()) else { return (Ok(()), go_on) };
        let mut skip = |sort: String| {
            let full = skipped.len() >= SORTS && !skipped.contains_key(&sort);
            *skipped.entry(if full { "other".to_owned() } else { sort }).or_default() += 1;
        };
        if let Some(sort) = payload.refused() {
            skip(sort);
            return (Ok(()), go_on);
        }
        let mut member = place.member(format!("{}#{n}", place.path));
        member.hints.url = record.url.clone();
        member.hints.media_type = payload.media_type.clone();
        member.hints.charset = payload.charset.clone();
        let cap = self.limits.document_bytes;
        let mut raw = Vec::new();
        if let Err(error) = body.take(cap + 1).read_to_end(&mut raw) {
            return (Err(error), go_on);
        }
        if raw.len() as u64 > cap {
            return (Ok(()), self.fail(&member, too_large(cap)));
        }
        let raw = if payload.chunked { warc::dechunk(raw) } else { raw };
        let bytes = match self.decoded(&payload, raw, cap) {
            Ok(bytes) => bytes,
            Err(error) => return (Ok(()), self.fail(&member, error)),
        };
        match kind(&bytes, &member.path, &member.hints) {
            Kind::Document(format) => (Ok(()), self.give(&member, format, bytes)),
            Kind::Zip => (Ok(()), self.open_bytes(&member, bytes)),
            Kind::Other(name) => {
                skip(name.to_owned());
                (Ok(()), go_on)
            }
            other => {
                skip(format!("{other:?}").to_lowercase());
                (Ok(()), go_on)
            }
        }
    }

    /// Takes off the content encoding of HTTP (RFC 9110, section 8.4.1), where it still is on.
    fn decoded(&mut self, payload: &warc::Payload, raw: Vec<u8>, cap: u64) -> Result<Vec<u8>, ReadError> {
        let packed = Packed::All(raw.len() as u64);
        let mut bytes = Vec::new();
        let taken = match payload.encoding.as_deref() {
            Some("gzip" | "x-gzip") if raw.starts_with(b"\x1F\x8B") => {
                let plain = flate2::read::MultiGzDecoder::new(&raw[..]);
                self.budget.meter(plain, packed).take(cap + 1).read_to_end(&mut bytes)
            }
            // Servers send both zlib data, as the standard says, and bare deflate data.
            Some("deflate") if raw.first().is_some_and(|b| b & 0x0F == 8) => {
                let plain = flate2::read::ZlibDecoder::new(&raw[..]);
                self.budget.meter(plain, packed).take(cap + 1).read_to_end(&mut bytes)
            }
            Some("br" | "zstd") if !raw.first().is_some_and(|b| b"< \n\r\t".contains(b)) => {
                return Err(ReadError::Unsupported("a page packed with Brotli or Zstandard".to_owned()));
            }
            _ => return Ok(raw),
        };
        match taken {
            _ if bytes.len() as u64 > cap => Err(too_large(cap)),
            Err(error) if bytes.is_empty() => Err(read_error(&error, "gzip")),
            Err(error) => match read_error(&error, "gzip") {
                limit @ ReadError::OverLimit { .. } => Err(limit),
                // Crawlers cut long pages; what there is of one can be read.
                _ => Ok(bytes),
            },
            Ok(_) => Ok(bytes),
        }
    }
}

/// Reads header lines up to the empty one; continuation lines are joined (RFC 9112, section 5.2).
pub(crate) fn header_lines(reader: &mut dyn BufRead) -> io::Result<Vec<String>> {
    /// Bytes of one header line and lines of one header: far above what servers send.
    const LINE: u64 = 64 << 10;
    const LINES: usize = 1000;
    let mut lines: Vec<String> = Vec::new();
    let mut line = Vec::new();
    loop {
        if next_line(reader, &mut line, LINE)? == Line::End {
            return Ok(lines);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if text.is_empty() {
            return Ok(lines);
        }
        let continued = text.starts_with([' ', '\t']);
        let room = lines.len() < LINES;
        match lines.last_mut() {
            Some(last) if continued && last.len() < LINE as usize => {
                last.push(' ');
                last.push_str(text.trim_start());
            }
            _ if room => lines.push(text.to_owned()),
            _ => {}
        }
    }
}
