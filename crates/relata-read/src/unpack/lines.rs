//! Containers that are parted line by line: mailboxes and JSON Lines.

use super::meter::{read_error, too_large};
use super::{Flow, Place, Unpacker};
use crate::ReadError;
use crate::sniff::{Format, is_envelope};
use serde::de::IgnoredAny;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

/// One line that was asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Line {
    /// There are no more.
    End,
    /// It is in the buffer, with its line break if it has one.
    Whole,
    /// Its beginning is in the buffer, the rest was passed over.
    TooLong,
}

/// Puts the next line into `buffer`, at most `cap` bytes of it.
pub(crate) fn next_line(reader: &mut dyn BufRead, buffer: &mut Vec<u8>, cap: u64) -> io::Result<Line> {
    buffer.clear();
    let mut over = false;
    let mut any = false;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(if over {
                Line::TooLong
            } else if any {
                Line::Whole
            } else {
                Line::End
            });
        }
        any = true;
        let end = memchr::memchr(b'\n', chunk);
        let taken = end.map_or(chunk.len(), |n| n + 1);
        let room = usize::try_from(cap).unwrap_or(usize::MAX).saturating_sub(buffer.len());
        buffer.extend_from_slice(&chunk[..taken.min(room)]);
        over |= taken > room;
        reader.consume(taken);
        if end.is_some() {
            return Ok(if over { Line::TooLong } else { Line::Whole });
        }
    }
}

impl Unpacker<'_> {
    /// Parts a mailbox at its envelope lines (RFC 4155); in the mails one `>` is taken from lines
    /// that quote such a line (the `mboxrd` form).
    pub(super) fn mbox(&mut self, place: &Place, reader: &mut dyn Read) -> Flow {
        let mut reader = BufReader::new(reader);
        let cap = self.limits.document_bytes;
        let (mut line, mut mail) = (Vec::new(), Vec::new());
        let (mut n, mut over, mut after_blank) = (0, false, true);
        loop {
            let next = next_line(&mut reader, &mut line, cap);
            let more = matches!(next, Ok(Line::Whole | Line::TooLong));
            let envelope = more && after_blank && is_envelope(line.trim_ascii_end());
            if n > 0 && (envelope || !more) {
                let member = place.member(format!("{}#{n}", place.path));
                self.count(place)?;
                let bytes = std::mem::take(&mut mail);
                if over {
                    self.fail(&member, too_large(cap))?;
                } else if !bytes.trim_ascii().is_empty() {
                    self.give(&member, Format::Mail, bytes)?;
                }
            }
            if let Err(error) = next {
                return self.fail(place, read_error(&error, "mbox"));
            }
            if !more {
                return ControlFlow::Continue(());
            }
            if envelope {
                n += 1;
                over = false;
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            let quotes = line.iter().take_while(|&&b| b == b'>').count();
            let quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
            let text = &line[usize::from(quoted)..];
            over |= next.is_ok_and(|l| l == Line::TooLong) || (mail.len() + text.len()) as u64 > cap;
            if over {
                mail.clear();
            } else {
                mail.extend_from_slice(text);
            }
        }
    }

    /// Parts JSON Lines, an array of objects, or hands on one object that runs over many lines.
    pub(super) fn json(&mut self, place: &Place, reader: &mut dyn Read) -> Flow {
        let cap = self.limits.document_bytes;
        let mut reader = BufReader::new(reader);
        let mut first = Vec::new();
        match next_line(&mut reader, &mut first, cap) {
            Ok(Line::TooLong) => return self.fail(place, too_large(cap)),
            Ok(_) => {}
            Err(error) => return self.fail(place, read_error(&error, "JSON Lines")),
        }
        if is_object(&first) {
            return self.json_lines(place, &mut Cursor::new(first).chain(reader));
        }
        let room = cap.saturating_sub(first.len() as u64);
        let rest = reader.by_ref().take(room).read_to_end(&mut first);
        if let Err(error) = rest {
            return self.fail(place, read_error(&error, "JSON"));
        }
        let error = match serde_json::from_slice(&first) {
            Ok(serde_json::Value::Array(records)) => {
                for (n, record) in records.into_iter().enumerate() {
                    self.count(place)?;
                    let member = place.member(format!("{}#{}", place.path, n + 1));
                    // Values made from JSON always can be written as JSON.
                    let bytes = serde_json::to_vec(&record).unwrap_or_default();
                    self.json_record(&member, bytes)?;
                }
                return ControlFlow::Continue(());
            }
            Ok(_) => return self.json_record(&place.member(format!("{}#1", place.path)), first),
            Err(error) => error,
        };
        // Lines of which the first is damaged, unless no other is an object.
        if first.split(|&b| b == b'\n').take(1000).any(is_object) {
            return self.json_lines(place, &mut Cursor::new(first).chain(reader));
        }
        self.fail(place, ReadError::Damaged { format: "JSON", what: error.to_string() })
    }

    fn json_lines(&mut self, place: &Place, reader: &mut dyn BufRead) -> Flow {
        let cap = self.limits.document_bytes;
        let mut line = Vec::new();
        let mut n = 0;
        loop {
            n += 1;
            let next = next_line(reader, &mut line, cap);
            let member = place.member(format!("{}#{n}", place.path));
            match next {
                Ok(Line::End) => return ControlFlow::Continue(()),
                Ok(Line::TooLong) => self.fail(&member, too_large(cap))?,
                Ok(Line::Whole) if line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => {
                    self.count(place)?;
                    let record = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line).trim_ascii();
                    self.json_record(&member, record.to_vec())?;
                }
                Err(error) => return self.fail(place, read_error(&error, "JSON Lines")),
            }
        }
    }

    fn json_record(&mut self, member: &Place, bytes: Vec<u8>) -> Flow {
        if is_object(&bytes) {
            return self.give(member, Format::JsonRecord, bytes);
        }
        let what = match serde_json::from_slice::<IgnoredAny>(&bytes) {
            Ok(_) => "not an object with fields".to_owned(),
            Err(error) => error.to_string(),
        };
        self.fail(member, ReadError::Damaged { format: "JSON record", what })
    }
}

fn is_object(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}
