//! From a draft to a document: one text, spans, metadata, report.

use crate::draft::{Claims, Draft, DraftBlock};
use crate::{ReadError, Source, genre, imprint, language, published};
use jiff::civil::Date;
use relata_rows::{
    Block, BlockKind, DocId, Document, Metadata, Note, NoteCode, PageStart, Published, Sha256, Span,
};

/// Puts a draft together.
///
/// # Errors
/// [`ReadError::NoText`] where no block has any text.
pub(crate) fn assemble(draft: Draft, source: &Source) -> Result<Document, ReadError> {
    let sha256 = Sha256::of(&source.bytes);
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut pages: Vec<PageStart> = Vec::new();
    let mut report = draft.report;
    for drafted in draft.blocks {
        let tidy = Tidy::of(&drafted);
        if tidy.text.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&tidy.text);
        let span = Span::new(start, text.len());
        for (offset, page) in tidy.page_starts {
            if pages.last().is_none_or(|p| p.page < page) {
                pages.push(PageStart { offset: start + offset, page });
            }
        }
        if drafted.kind == BlockKind::Furniture {
            report.push(Note::at(NoteCode::Furniture, span, drafted.why));
        }
        blocks.push(Block { span, kind: drafted.kind, level: drafted.level, origin: drafted.origin });
    }
    if blocks.is_empty() {
        return Err(ReadError::NoText);
    }
    let metadata = metadata(draft.claims, source, &text, &blocks, &mut report);
    Ok(Document {
        id: DocId::of(&sha256),
        sha256,
        media_type: draft.media_type.to_owned(),
        metadata,
        text,
        blocks,
        pages,
        report,
    })
}

/// The metadata of a document: what the person who reads gave, else what its format states, else
/// what its text says. What is missing or bounded goes into the report.
fn metadata(
    claims: Claims,
    source: &Source,
    text: &str,
    blocks: &[Block],
    report: &mut Vec<Note>,
) -> Metadata {
    let hints = &source.hints;
    let language = language::language(text, blocks, claims.language.as_deref());
    let imprint = imprint::imprint(text, blocks);
    let title = claims.title.or(imprint.title);
    let stated = |(start, end, basis): (_, _, String)| Published { start, end, basis };
    let given = hints.published.map(|(start, end)| (start, end, "given by the reader".to_owned()));
    let published = given.or(claims.published.map(say_stated)).map(stated).or_else(|| {
        // The tag of the format may name the region, which decides the order of dates in figures.
        let tag = claims.language.as_deref().or(language.as_deref());
        match published::published(text, blocks, tag) {
            Ok(found) => {
                if found.basis.starts_with("bounded") {
                    let message = format!("No date of publication is stated; {}.", found.basis);
                    report.push(Note::new(NoteCode::Undated, message));
                }
                Some(found)
            }
            Err(why) => {
                report.push(Note::new(NoteCode::Undated, why));
                None
            }
        }
    });
    let authors = [hints.authors.clone(), claims.authors, imprint.authors];
    Metadata {
        genre: genre::genre(title.as_deref(), text, blocks, &claims.genre_words),
        title,
        authors: authors.into_iter().find(|a| !a.is_empty()).unwrap_or_default(),
        publisher: hints.publisher.clone().or(claims.publisher).or(imprint.publisher),
        published,
        language,
        url: claims.url.or_else(|| hints.url.clone()),
    }
}

/// What a document states of its date begins with "stated", whatever its format.
fn say_stated((start, end, basis): (Date, Date, String)) -> (Date, Date, String) {
    let basis = if basis.starts_with("stated") { basis } else { format!("stated: {basis}") };
    (start, end, basis)
}

/// A block's text with its white space in order, and its page starts moved along.
struct Tidy {
    text: String,
    page_starts: Vec<(usize, u32)>,
}

impl Tidy {
    /// Runs of blanks become one blank, runs of line breaks one line break, blanks beside a line
    /// break and at either end go; characters that cannot be seen (soft hyphens, zero-width space
    /// and no-break space, byte order marks, controls) go; tabs between cells of a table stay.
    fn of(block: &DraftBlock) -> Tidy {
        let keep_tabs = block.kind == BlockKind::Table;
        let mut text = String::with_capacity(block.text.len());
        let mut page_starts = block.page_starts.iter().peekable();
        let mut moved = Vec::new();
        // The white space seen since the last character that was written.
        let mut gap: Option<char> = None;
        for (offset, c) in block.text.char_indices() {
            let here = page_starts.next_if(|&&(at, _)| at <= offset).map(|&(_, page)| page);
            match c {
                '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => gap = Some('\n'),
                '\t' if keep_tabs => gap = Some(if gap == Some('\n') { '\n' } else { '\t' }),
                c if c.is_whitespace() => gap = gap.or(Some(' ')),
                c if c.is_control() => {}
                c => {
                    if let Some(space) = gap.take()
                        && !text.is_empty()
                    {
                        text.push(space);
                    }
                    moved.extend(here.map(|page| (text.len(), page)));
                    text.push(c);
                    continue;
                }
            }
            moved.extend(here.map(|page| (text.len(), page)));
        }
        moved.extend(page_starts.map(|&(_, page)| (text.len(), page)));
        Tidy { text, page_starts: moved }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hints;
    use crate::draft::Claims;
    use relata_rows::Origin;

    fn assembled(blocks: Vec<DraftBlock>) -> Result<Document, ReadError> {
        let draft = Draft { media_type: "text/plain", blocks, claims: Claims::default(), report: vec![] };
        let source = Source { path: "x".into(), bytes: vec![1], hints: Hints::default() };
        let document = assemble(draft, &source)?;
        assert_eq!(document.check(), Ok(()));
        Ok(document)
    }

    fn block(kind: BlockKind, text: &str) -> DraftBlock {
        DraftBlock::new(kind, text, Origin::Bytes { start: 0, end: text.len() })
    }

    #[test]
    fn white_space_is_put_in_order() {
        let doc = assembled(vec![
            block(BlockKind::Paragraph, " \n One\u{a0} two\u{ad}fold \n\n three "),
            block(BlockKind::Paragraph, " \u{200b} "),
            block(BlockKind::Table, "a\t\tb\nc\td"),
        ])
        .unwrap();
        assert_eq!(doc.text, "One twofold\nthree\n\na\tb\nc\td");
        assert_eq!(doc.blocks.len(), 2);
    }

    #[test]
    fn pages_move_with_the_text() {
        let mut first = block(BlockKind::Paragraph, "  One   two");
        first.page_starts = vec![(0, 1), (8, 2)];
        let doc = assembled(vec![first]).unwrap();
        assert_eq!(doc.pages, [PageStart { offset: 0, page: 1 }, PageStart { offset: 4, page: 2 }]);
        assert_eq!(doc.page_at(3), Some(1));
        assert_eq!(doc.page_at(4), Some(2));
    }

    #[test]
    fn nothing_but_white_space_is_an_error() {
        assert_eq!(assembled(vec![block(BlockKind::Paragraph, "\u{feff} \n")]), Err(ReadError::NoText));
    }
}
