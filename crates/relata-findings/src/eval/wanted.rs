//! Statements against the list that a careful reader made of one document.
//!
//! Places are compared by letters and digits alone, so that a list copied from the raw file (white space,
//! words cut at the ends of lines, marks) fits the text that a reading gives. Holders are compared by words:
//! a list may name them as the text does or in full.

use relata_rows::{Document, Extent, Row, SourceKind, Statement};
use std::collections::BTreeSet;
use std::ops::Range;

/// A statement of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Names of the holder, each good enough.
    pub holders: Vec<String>,
    /// Whether a row that names nobody is right.
    pub anonymous: bool,
    /// What is said, as it stands in the document; each good enough.
    pub contents: Vec<String>,
    /// Whether leaving it out is as good.
    pub optional: bool,
}

/// What became of one statement of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// A row shares half of its content (dice over letters and digits).
    pub content: bool,
    /// Such a row has the right holder.
    pub holder: bool,
}

/// What became of each statement of the list, and for each row whether its content is in the list and
/// whether its holder is right too.
pub fn judge(
    document: &Document,
    rows: &[Row<Statement>],
    wanted: &[Wanted],
) -> (Vec<Outcome>, Vec<Outcome>) {
    let text = Squeezed::of(&document.text);
    let mut ours = vec![Outcome::default(); rows.len()];
    let places: Vec<Vec<Range<usize>>> = rows.iter().map(|r| text.places(&r.body.content)).collect();
    let gold = wanted
        .iter()
        .map(|w| {
            let whole: Vec<Range<usize>> = w.contents.iter().flat_map(|c| text.find(c)).collect();
            let mut outcome = Outcome::default();
            for (i, place) in places.iter().enumerate() {
                if whole.iter().any(|w| near(place, w)) {
                    let holder = holds(document, &rows[i].body, w);
                    for o in [&mut outcome, &mut ours[i]] {
                        o.content = true;
                        o.holder |= holder;
                    }
                }
            }
            outcome
        })
        .collect();
    (gold, ours)
}

/// Whether the holder of a row is the wanted one: all words of the shorter name are in the longer, or half
/// of both are the same.
fn holds(document: &Document, row: &Statement, wanted: &Wanted) -> bool {
    let Some(source) = &row.source else { return wanted.anonymous };
    if wanted.anonymous && row.source_kind == SourceKind::Unnamed {
        return true;
    }
    let text =
        |e: &Extent| e.parts.iter().filter_map(|p| p.get(&document.text)).collect::<Vec<_>>().join(" ");
    let own: Vec<BTreeSet<String>> =
        [Some(source), row.holder.as_ref()].into_iter().flatten().map(|e| names(&text(e))).collect();
    wanted.holders.iter().map(|h| names(h)).any(|gold| {
        own.iter().any(|own| {
            let both = own.intersection(&gold).count();
            both > 0 && (both == own.len().min(gold.len()) || 4 * both >= own.len() + gold.len())
        })
    })
}

/// The words of a name, but articles.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).filter(|w| !["the", "a", "an", "s"].contains(&w.as_str())).collect()
}

/// Whether two places share half of their letters.
fn near(parts: &[Range<usize>], whole: &Range<usize>) -> bool {
    let shared: usize =
        parts.iter().map(|p| p.end.min(whole.end).saturating_sub(p.start.max(whole.start))).sum();
    let own: usize = parts.iter().map(ExactSizeIterator::len).sum();
    shared > 0 && 4 * shared >= own + whole.len()
}

/// A text without all but its letters and digits.
struct Squeezed {
    text: String,
    /// The byte of the text at which each byte of it began.
    from: Vec<usize>,
}

impl Squeezed {
    fn of(text: &str) -> Self {
        let mut all = Squeezed { text: String::new(), from: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            all.text.extend(c.to_lowercase());
            all.from.resize(all.text.len(), at);
        }
        all
    }

    /// Every place of a phrase.
    fn find(&self, phrase: &str) -> Vec<Range<usize>> {
        let phrase = Squeezed::of(phrase).text;
        if phrase.is_empty() {
            return Vec::new();
        }
        self.text.match_indices(&phrase).map(|(at, m)| at..at + m.len()).collect()
    }

    fn places(&self, extent: &Extent) -> Vec<Range<usize>> {
        let at = |byte: usize| self.from.partition_point(|&f| f < byte);
        extent.parts.iter().map(|p| at(p.start)..at(p.end)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{Polarity, RowId, RowKind, Span, Speech};

    fn row(document: &Document, source: Option<&str>, content: &str) -> Row<Statement> {
        let span = |s: &str| {
            let at = document.text.find(s).expect("the words stand in the text");
            Span::new(at, at + s.len())
        };
        let body = Statement {
            source: source.map(|s| span(s).into()),
            holder: None,
            entity: None,
            actor: None,
            source_kind: SourceKind::Named,
            cue: None,
            content: span(content).into(),
            speech: Speech::Indirect,
            polarity: Polarity::Said,
            parent: None,
            via: None,
        };
        let id = RowId::of(RowKind::Statements, &document.id, span(content), "");
        Row { id, doc: document.id.clone(), span: span(content), confidence: 0.5, body }
    }

    fn wanted(holders: &[&str], content: &str) -> Wanted {
        let anonymous = holders.is_empty();
        let holders = holders.iter().map(|h| (*h).to_owned()).collect();
        Wanted { holders, anonymous, contents: vec![content.to_owned()], optional: false }
    }

    #[test]
    fn broken_lines_and_fuller_names_fit() {
        let text = "Ruiz said that the dam would hold. Reportedly it will not.";
        let document = Document::of_paragraphs(&[text.to_owned()]);
        let rows =
            [row(&document, Some("Ruiz"), "that the dam would hold"), row(&document, None, "it will not")];
        let list = [
            wanted(&["Minister Ana Ruiz"], "the dam\n\nwould ho-\nld"),
            wanted(&["Otto Brandt"], "the dam would hold"),
            wanted(&[], "it will not."),
            wanted(&[], "it never will"),
        ];
        let outcome = |content, holder| Outcome { content, holder };
        let (gold, ours) = judge(&document, &rows, &list);
        assert_eq!(
            gold,
            [outcome(true, true), outcome(true, false), outcome(true, true), outcome(false, false)]
        );
        assert_eq!(ours, [outcome(true, true), outcome(true, true)]);
    }
}
