//! What comes into a case: whether a source needs to be read, and how a reading is filed.

use crate::{Fault, Kept, reading, rows, search, sound};
use relata_rows::{DocId, Document, Findings, Sha256};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use std::collections::BTreeSet;

/// The versions of what read a document and found its rows; another one reads again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// Of the way from bytes to text and blocks.
    pub reader: u32,
    /// Of the way from text to rows.
    pub findings: u32,
}

/// A source as the case sees it: a place, and how it is read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// A path, `archive.zip!member`, `list.jsonl#17`, or a URL.
    pub path: &'a str,
    /// What is known from outside the bytes; the same hints must always give the same JSON.
    pub hints: &'a Value,
    /// What reads it now.
    pub versions: Versions,
}

/// One source that was read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Where it stood.
    pub source: Source<'a>,
    /// Its bytes.
    pub kept: &'a Kept,
    /// What was read.
    pub document: &'a Document,
    /// What was found in it. Its report is filed as the end of the document's.
    pub findings: &'a Findings,
}

/// One source that could not be read.
#[derive(Debug, Clone, Copy)]
pub struct Failed<'a> {
    /// Where it stood.
    pub source: Source<'a>,
    /// Hash of its bytes; `None` where they could not be had.
    pub sha256: Option<&'a Sha256>,
    /// One line for a person: why, and what to do.
    pub message: &'a str,
}

/// What a case knows of a source. Only the last three need it to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Everything: the same bytes at the same place, read in the same way. Nothing is to be done.
    Unchanged,
    /// The same bytes could not be read before, in the same way; nothing is to be done.
    Failed(String),
    /// The bytes, from another place or time: [`crate::Case::place`] is all that is to be done.
    Held(DocId),
    /// An older reading, or one with other hints.
    Stale(DocId),
    /// Other bytes at the same place; the document that will be a former version.
    Changed(DocId),
    /// Nothing.
    New,
}

/// What filing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: it stood there already.
    Unchanged,
    /// A document more.
    New,
    /// A new version of the document at that place.
    Changed,
    /// The rows of an older reading replaced.
    Renewed,
    /// One place more of bytes that the case holds: a copy of this document.
    Copy(DocId),
}

/// A reading that the case holds.
struct Held {
    reading: i64,
    id: DocId,
    /// The source it was read from is the one asked for: place, hints and versions.
    same_source: bool,
}

/// See [`crate::Case::known`].
pub(crate) fn known(db: &Connection, source: &Source<'_>, sha256: &Sha256) -> Result<Known, Fault> {
    let hints = source.hints.to_string();
    let failed: Option<(bool, String)> = db
        .prepare_cached(
            "SELECT coalesce(sha256 = ?2, 0) AND hints = ?3 AND reader_version = ?4
                    AND findings_version = ?5, message
             FROM failures WHERE path = ?1",
        )?
        .query_row(
            params![source.path, sha256.as_str(), hints, source.versions.reader, source.versions.findings],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match failed {
        Some((true, message)) => Ok(Known::Failed(message)),
        // It failed with other bytes and has those of before again: that is to be filed.
        Some((false, _)) => Ok(match standing(db, source, &hints, sha256)? {
            (Known::Unchanged, Some(held)) => Known::Held(held.id),
            (known, _) => known,
        }),
        None => Ok(standing(db, source, &hints, sha256)?.0),
    }
}

/// What the case knows of a source, failures left aside, and the reading of its bytes if it has one.
fn standing(
    db: &Connection,
    source: &Source<'_>,
    hints: &str,
    sha256: &Sha256,
) -> Result<(Known, Option<Held>), Fault> {
    let here: Option<(i64, String, String)> = db
        .prepare_cached(
            "SELECT p.reading, p.hints, r.id FROM places p JOIN readings r ON r.reading = p.reading
             WHERE p.path = ?1 AND p.current = 1",
        )?
        .query_row([source.path], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let changed = |here: Option<(i64, String, String)>| {
        here.map_or(Known::New, |(_, _, id)| Known::Changed(DocId::from_printed(&id)))
    };
    let Some(held) = held(db, source, hints, sha256)? else { return Ok((changed(here), None)) };
    let id = || held.id.clone();
    let stands_here = here.as_ref().filter(|(reading, _, _)| *reading == held.reading);
    let known = match (comes_first(db, held.reading, source.path)?, stands_here) {
        (true, Some(_)) if held.same_source => Known::Unchanged,
        (true, Some(_)) => Known::Stale(id()),
        (true, None) if held.same_source => Known::Held(id()),
        (true, None) => changed(here),
        (false, Some((_, place_hints, _))) if place_hints == hints => Known::Unchanged,
        (false, _) => Known::Held(id()),
    };
    Ok((known, Some(held)))
}

/// The reading of these bytes, if the case has one.
fn held(db: &Connection, source: &Source<'_>, hints: &str, sha256: &Sha256) -> Result<Option<Held>, Fault> {
    let Versions { reader, findings } = source.versions;
    let held = db
        .prepare_cached(
            "SELECT reading, id, path = ?2 AND hints = ?3 AND reader_version = ?4 AND findings_version = ?5
             FROM readings WHERE sha256 = ?1",
        )?
        .query_row(params![sha256.as_str(), source.path, hints, reader, findings], |row| {
            let id: String = row.get(1)?;
            Ok(Held { reading: row.get(0)?, id: DocId::from_printed(&id), same_source: row.get(2)? })
        })
        .optional()?;
    Ok(held)
}

/// Whether `path` comes before all other current places of a reading.
fn comes_first(db: &Connection, reading: i64, path: &str) -> Result<bool, Fault> {
    let earlier = db
        .prepare_cached("SELECT 1 FROM places WHERE reading = ?1 AND current = 1 AND path < ?2 LIMIT 1")?
        .exists(params![reading, path])?;
    Ok(!earlier)
}

/// See [`crate::Case::file`]. To be run inside a transaction. Gives also the number of the reading,
/// if one was written: before the transaction ends it is to be indexed with [`search::index`], as
/// are those in `fresh`.
pub(crate) fn file(
    db: &Connection,
    reading: &Reading<'_>,
    fresh: &BTreeSet<i64>,
) -> Result<(Outcome, Option<i64>), Fault> {
    let source = &reading.source;
    let sha256 = &reading.kept.sha256;
    let hints = source.hints.to_string();
    let (known, held) = standing(db, source, &hints, sha256)?;
    let outcome = match (known, &held) {
        (Known::Unchanged | Known::Held(_), _) => return Ok((place(db, source, sha256)?, None)),
        (Known::Stale(_), _) => Outcome::Renewed,
        // The place comes first now, and is read for that; but the bytes were there.
        (Known::New, Some(held)) => Outcome::Copy(held.id.clone()),
        (Known::Changed(_), _) => Outcome::Changed,
        (Known::New | Known::Failed(_), _) => Outcome::New,
    };
    sound::check(reading)?;
    let row = match held {
        Some(held) => {
            if !fresh.contains(&held.reading) {
                search::forget(db, held.reading)?;
            }
            reading::clear(db, held.reading)?;
            held.reading
        }
        None => {
            db.prepare_cached("INSERT INTO blobs (sha256, size, zstd) VALUES (?1, ?2, ?3)")?
                .execute(params![sha256.as_str(), reading.kept.size as i64, reading.kept.zstd])?;
            reading::reserve(db, reading.document)?
        }
    };
    reading::write(db, row, reading, &hints)?;
    rows::write(db, row, reading.findings)?;
    set_place(db, source, &hints, row, sha256)?;
    Ok((outcome, Some(row)))
}

/// See [`crate::Case::place`]. To be run inside a transaction.
pub(crate) fn place(db: &Connection, source: &Source<'_>, sha256: &Sha256) -> Result<Outcome, Fault> {
    let hints = source.hints.to_string();
    let Some(held) = held(db, source, &hints, sha256)? else {
        return Err(Fault::Unknown(sha256.to_string()));
    };
    let moved = set_place(db, source, &hints, held.reading, sha256)?;
    Ok(match (moved, comes_first(db, held.reading, source.path)?) {
        (false, _) => Outcome::Unchanged,
        // Bytes that come back to their own place are no copy.
        (true, true) => Outcome::Changed,
        (true, false) => Outcome::Copy(held.id),
    })
}

/// See [`crate::Case::fail`].
pub(crate) fn fail(db: &Connection, failed: &Failed<'_>) -> Result<(), Fault> {
    let Versions { reader, findings } = failed.source.versions;
    db.prepare_cached(
        "INSERT OR REPLACE INTO failures
         (path, sha256, message, hints, reader_version, findings_version, failed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
    )?
    .execute(params![
        failed.source.path,
        failed.sha256.map(Sha256::as_str),
        failed.message,
        failed.source.hints.to_string(),
        reader,
        findings,
    ])?;
    Ok(())
}

/// Makes `reading` what stands at the place now, and forgets that the place ever failed. Gives
/// whether something else stood there.
fn set_place(
    db: &Connection,
    source: &Source<'_>,
    hints: &str,
    reading: i64,
    sha256: &Sha256,
) -> Result<bool, Fault> {
    let path = source.path;
    db.prepare_cached("DELETE FROM failures WHERE path = ?1")?.execute([path])?;
    let same = db
        .prepare_cached("UPDATE places SET hints = ?3 WHERE path = ?1 AND reading = ?2 AND current = 1")?
        .execute(params![path, reading, hints])?;
    if same > 0 {
        return Ok(false);
    }
    db.prepare_cached("UPDATE places SET current = 0 WHERE path = ?1 AND current = 1")?.execute([path])?;
    // Bytes that come back are the newest version again, not one more document.
    db.prepare_cached("DELETE FROM places WHERE path = ?1 AND reading = ?2")?
        .execute(params![path, reading])?;
    db.prepare_cached(
        "INSERT INTO places (path, version, reading, current, copy_id, hints, met_at)
         VALUES (?1, (SELECT coalesce(max(version), 0) + 1 FROM places WHERE path = ?1), ?2, 1, ?3, ?4,
                 strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
    )?
    .execute(params![path, reading, DocId::copy_of(sha256, path).as_str(), hints])?;
    Ok(true)
}
