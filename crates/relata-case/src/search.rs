//! Full-text search over the blocks of documents, furniture left out.

use crate::Fault;
use crate::columns::Columns;
use relata_rows::{BlockKind, DocId, Span};
use rusqlite::{Connection, params};

/// Words of a snippet.
const SNIPPET_WORDS: usize = 32;

/// Marks around matches in a snippet. They are control characters, which readers take out of texts.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// One block that matches a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub doc: DocId,
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// The block, in bytes of the document's text.
    pub span: Span,
    /// What the block is.
    pub kind: BlockKind,
    /// The part of the block around the matches.
    pub snippet: Vec<Piece>,
}

/// A part of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it is what was searched for.
    pub is_match: bool,
}

/// Takes the blocks of a reading into the index, furniture left out.
pub(crate) fn index(db: &Connection, reading: i64) -> Result<(), Fault> {
    let mut insert = db.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?;
    each_block(db, reading, |block, text| Ok(insert.execute(params![block, text])?))
}

/// Takes the blocks of a reading out of the index; to be called while their text still stands.
pub(crate) fn forget(db: &Connection, reading: i64) -> Result<(), Fault> {
    let mut delete =
        db.prepare_cached("INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)")?;
    each_block(db, reading, |block, text| Ok(delete.execute(params![block, text])?))
}

/// Gives each block that may be searched with its text, which the view `body` would cut out of the
/// whole text anew for every block.
fn each_block(
    db: &Connection,
    reading: i64,
    mut give: impl FnMut(i64, &str) -> Result<usize, Fault>,
) -> Result<(), Fault> {
    let text: String = db
        .prepare_cached("SELECT text FROM readings WHERE reading = ?1")?
        .query_row([reading], |row| row.get(0))?;
    let mut select = db.prepare_cached(
        "SELECT block, start, end FROM blocks WHERE reading = ?1 AND kind <> 'furniture' ORDER BY n",
    )?;
    let mut rows = select.query([reading])?;
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        let (block, span) = (c.get()?, c.span()?);
        give(block, span.get(&text).ok_or(Fault::Damaged)?)?;
    }
    Ok(())
}

/// See [`crate::Case::search`].
pub(crate) fn search(db: &Connection, query: &str, limit: usize) -> Result<Vec<Hit>, Fault> {
    let query = expression(query).ok_or(Fault::EmptyQuery)?;
    // Ordering by rank alone, under a limit, lets FTS5 keep only the best. Blocks of former versions
    // are then passed over, and the next page is fetched where they were many.
    let mut best = db.prepare_cached(&format!(
        "SELECT rowid, snippet(search, 0, char({}), char({}), '…', {SNIPPET_WORDS})
         FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2 OFFSET ?3",
        u32::from(OPEN),
        u32::from(CLOSE),
    ))?;
    let mut hits = Vec::new();
    let mut offset = 0;
    while hits.len() < limit {
        let mut rows = best.query(params![query, limit as i64, offset as i64])?;
        let mut seen = 0;
        while let Some(row) = rows.next()? {
            seen += 1;
            if hits.len() < limit {
                hits.extend(hit(db, row.get(0)?, &row.get::<_, String>(1)?)?);
            }
        }
        if seen < limit {
            break;
        }
        offset += seen;
    }
    Ok(hits)
}

/// See [`crate::Case::holding`].
pub(crate) fn holding(db: &Connection, query: &str) -> Result<(u64, u64), Fault> {
    let query = expression(query).ok_or(Fault::EmptyQuery)?;
    let count = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<i64, Fault> {
        Ok(db.prepare_cached(sql)?.query_row(values, |row| row.get(0))?)
    };
    let found = count("SELECT count(*) FROM search WHERE search MATCH ?1", &[&query])?;
    let all = count("SELECT count(*) FROM search_docsize", &[])?;
    Ok((found.unsigned_abs(), all.unsigned_abs()))
}

/// The hit in `block`; `None` where its document is a former version.
fn hit(db: &Connection, block: i64, snippet: &str) -> Result<Option<Hit>, Fault> {
    let mut select = db.prepare_cached(
        "SELECT d.id, d.path, d.title, b.start, b.end, b.kind
         FROM blocks b JOIN documents d ON d.reading = b.reading
         WHERE b.block = ?1 AND d.duplicate_of IS NULL AND d.current = 1",
    )?;
    let mut rows = select.query([block])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut c = Columns::of(row);
    Ok(Some(Hit {
        doc: DocId::from_printed(&c.get::<String>()?),
        path: c.get()?,
        title: c.get()?,
        span: c.span()?,
        kind: c.name()?,
        snippet: pieces(snippet),
    }))
}

fn pieces(snippet: &str) -> Vec<Piece> {
    let mut is_match = false;
    let mut pieces = Vec::new();
    for part in snippet.split([OPEN, CLOSE]) {
        if !part.is_empty() {
            pieces.push(Piece { text: part.to_owned(), is_match });
        }
        is_match = !is_match;
    }
    pieces
}

/// What a person typed as an FTS5 expression (https://www.sqlite.org/fts5.html, section 3), in which
/// every word is quoted, so that nothing typed is an error; `None` where no word is wanted.
fn expression(query: &str) -> Option<String> {
    let mut wanted = String::new();
    let mut unwanted = Vec::new();
    let mut or = false;
    for term in terms(query) {
        if term == "OR" {
            or = true;
            continue;
        }
        let (is_unwanted, term) = match term.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, term),
        };
        let (term, star) = match term.strip_suffix('*') {
            Some(stem) => (stem, "*"),
            None => (term, ""),
        };
        let words = term.trim_matches('"');
        if !words.chars().any(char::is_alphanumeric) {
            continue;
        }
        let quoted = format!("\"{}\"{star}", words.replace('"', " "));
        if is_unwanted {
            unwanted.push(quoted);
            continue;
        }
        if !wanted.is_empty() {
            wanted.push_str(if or { " OR " } else { " AND " });
        }
        wanted.push_str(&quoted);
        or = false;
    }
    match (wanted.is_empty(), unwanted.is_empty()) {
        (true, _) => None,
        (false, true) => Some(wanted),
        (false, false) => Some(format!("({wanted}) NOT ({})", unwanted.join(" OR "))),
    }
}

/// The terms of a query for [`crate::Case::search`], as they stand: words parted by white space, and phrases between
/// quotation marks.
pub fn terms(query: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (i, c) in query.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            terms.extend(start.take().map(|s| &query[s..i]));
        } else if start.is_none() {
            start = Some(i);
        }
    }
    terms.extend(start.map(|s| &query[s..]));
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_become_expressions_in_which_every_word_is_quoted() {
        let e = |query| expression(query);
        assert_eq!(e("border crossings").as_deref(), Some(r#""border" AND "crossings""#));
        assert_eq!(
            e(r#""fiscal year" seiz* -heroin"#).as_deref(),
            Some(r#"("fiscal year" AND "seiz"*) NOT ("heroin")"#)
        );
        assert_eq!(e("tariff OR duty").as_deref(), Some(r#""tariff" OR "duty""#));
        assert_eq!(e("U.S. (NEAR a^b").as_deref(), Some(r#""U.S." AND "(NEAR" AND "a^b""#));
        assert_eq!(e("* - OR -heroin"), None);
    }

    #[test]
    fn snippets_are_parted_at_their_marks() {
        let piece = |text: &str, is_match| Piece { text: text.to_owned(), is_match };
        assert_eq!(
            pieces("\u{2}López\u{3} said \u{2}no\u{3}"),
            [piece("López", true), piece(" said ", false), piece("no", true)]
        );
    }
}
