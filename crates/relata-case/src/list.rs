//! Documents one after the other, in the order of their paths.

use crate::{Case, CaseError, Fault, reading};
use jiff::civil::Date;
use relata_rows::export::Filed;
use relata_rows::{DocId, Genre, Metadata};
use rusqlite::params;
use std::collections::VecDeque;

/// Names fetched at a time.
const PAGE: i64 = 256;

/// Which documents to give. What is not set lets everything through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The id begins with this.
    pub id: Option<String>,
    /// The path or URL holds this, in any case of letters.
    pub path: Option<String>,
    /// The title holds this, in any case of letters.
    pub title: Option<String>,
    /// The name of an author holds this, in any case of letters.
    pub author: Option<String>,
    /// The publisher's name holds this, in any case of letters.
    pub publisher: Option<String>,
    /// The language is this one (ISO 639-1).
    pub language: Option<String>,
    /// The genre is this one.
    pub genre: Option<Genre>,
    /// May have been published on this day or later; leaves out what has no date.
    pub since: Option<Date>,
    /// May have been published on this day or earlier; leaves out what has no date.
    pub until: Option<Date>,
    /// Former versions too.
    pub former: bool,
}

impl Filter {
    /// Whether what cannot be left to SQL, which folds only ASCII letters, lets a document through.
    fn lets_through(&self, filed: &Filed) -> bool {
        let Metadata { title, authors, publisher, published, url, .. } = &filed.document.metadata;
        let place = [filed.path.as_str()].into_iter().chain(url.as_deref());
        holds(&self.path, place)
            && holds(&self.title, title.as_deref())
            && holds(&self.author, authors.iter().map(String::as_str))
            && holds(&self.publisher, publisher.as_deref())
            && self.since.is_none_or(|day| published.as_ref().is_some_and(|p| p.end > day))
            && self.until.is_none_or(|day| published.as_ref().is_some_and(|p| p.start <= day))
    }
}

/// Whether one of `texts` holds `part`, in any case of letters; nothing asked, nothing missing.
fn holds<'t>(part: &Option<String>, texts: impl IntoIterator<Item = &'t str>) -> bool {
    part.as_ref().is_none_or(|part| {
        let part = part.to_lowercase();
        texts.into_iter().any(|text| text.to_lowercase().contains(&part))
    })
}

/// The documents of a case that a [`Filter`] lets through.
#[derive(Debug)]
pub struct Documents<'c> {
    case: &'c Case,
    filter: Filter,
    /// Names fetched and not yet given.
    ready: VecDeque<Name>,
    /// The last name fetched.
    last: (String, i64),
    done: bool,
}

#[derive(Debug)]
struct Name {
    reading: i64,
    id: DocId,
    path: String,
    version: i64,
    duplicate_of: Option<DocId>,
}

impl<'c> Documents<'c> {
    pub(crate) fn new(case: &'c Case, filter: Filter) -> Self {
        Documents { case, filter, ready: VecDeque::new(), last: (String::new(), 0), done: false }
    }

    fn step(&mut self) -> Result<Option<Filed>, Fault> {
        loop {
            if self.ready.is_empty() && !self.done {
                self.fetch()?;
            }
            let Some(name) = self.ready.pop_front() else { return Ok(None) };
            let document = reading::read(&self.case.db, name.reading, name.id)?;
            let filed = Filed { document, path: name.path, duplicate_of: name.duplicate_of };
            if self.filter.lets_through(&filed) {
                return Ok(Some(filed));
            }
        }
    }

    fn fetch(&mut self) -> Result<(), Fault> {
        let current = if self.filter.former { "" } else { "AND current = 1" };
        let mut select = self.case.db.prepare_cached(&format!(
            "SELECT reading, id, path, version, duplicate_of FROM documents
             WHERE (path, version) > (?1, ?2) {current}
               AND (?3 IS NULL OR substr(id, 1, length(?3)) = ?3)
               AND (?4 IS NULL OR language = ?4) AND (?5 IS NULL OR genre = ?5)
             ORDER BY path, version LIMIT {PAGE}"
        ))?;
        let f = &self.filter;
        let mut rows =
            select.query(params![self.last.0, self.last.1, f.id, f.language, f.genre.map(Genre::name)])?;
        while let Some(row) = rows.next()? {
            let (id, copy_of): (String, Option<String>) = (row.get(1)?, row.get(4)?);
            self.ready.push_back(Name {
                reading: row.get(0)?,
                id: DocId::from_printed(&id),
                path: row.get(2)?,
                version: row.get(3)?,
                duplicate_of: copy_of.map(|id| DocId::from_printed(&id)),
            });
        }
        match self.ready.back() {
            Some(name) => self.last = (name.path.clone(), name.version),
            None => self.done = true,
        }
        Ok(())
    }
}

impl Iterator for Documents<'_> {
    type Item = Result<Filed, CaseError>;

    /// The next document; after an error, nothing.
    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        if step.is_err() {
            self.done = true;
            self.ready.clear();
        }
        self.case.told(step).transpose()
    }
}
