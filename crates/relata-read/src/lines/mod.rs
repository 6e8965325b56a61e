//! Which lines of a plain text are page furniture.
//!
//! A text copied from a web page brings its menus, share bars, sign-up prompts, lists of other
//! stories and footers along, and no markup tells them from the article. Two passes of a trained
//! model do (`models/plain-lines.md`), from the lines alone: how long they are, how they end, what
//! words they have and what stands around them. The first pass scores each line; the second reads
//! the same numbers together with the first scores around the line, which carries "this is the
//! list of other stories" from the lines that say so to those between them.
//!
//! Must not know files, formats or blocks: lines come in, reasons go out.

mod facts;
mod page;
mod words;

use crate::forest::Forest;
pub use page::Line;
use page::{Page, Scored};
use std::sync::LazyLock;
use words::Sort;

static FIRST: &[u8] = include_bytes!("../../../../models/plain-lines.first.forest");
static SECOND: &[u8] = include_bytes!("../../../../models/plain-lines.second.forest");

/// A line with this probability or more is furniture. Chosen on the cross-validated curve in
/// `docs/figures.md`: the lowest that loses at most 1.5 % of the words of articles.
const THRESHOLD: f32 = 0.66;

/// The models, read once. They are part of the program, so damage is a fault of the build; a text
/// is then read without marking anything, and the tests fail.
static MODELS: LazyLock<Option<(Forest, Forest)>> = LazyLock::new(|| {
    let first = Forest::from_bytes(FIRST, page::first_names().len()).ok()?;
    let second = Forest::from_bytes(SECOND, page::second_names().len()).ok()?;
    Some((first, second))
});

/// For each line of a text, in order, the reason why it is furniture, where it is. A line may be a
/// whole paragraph and hold line breaks; lines without words are never furniture.
///
/// Linear in the length of the text.
pub(crate) fn furniture(lines: &[Line<'_>]) -> Vec<Option<&'static str>> {
    // Lines without words are no lines to the models, as in the training.
    let told: Vec<usize> =
        (0..lines.len()).filter(|&i| lines[i].text.contains(char::is_alphanumeric)).collect();
    let page = Page::of(&told.iter().map(|&i| lines[i]).collect::<Vec<_>>());
    let scores = scores(&page);
    let body: Vec<usize> = (0..told.len()).filter(|&k| scores[k] < THRESHOLD).collect();
    let mut reasons = vec![None; lines.len()];
    for (k, &i) in told.iter().enumerate() {
        if scores[k] >= THRESHOLD {
            reasons[i] = Some(reason(&page, k, &body));
        }
    }
    reasons
}

/// The probability that each line is furniture.
fn scores(page: &Page) -> Vec<f32> {
    let Some((first, second)) = &*MODELS else { return vec![0.0; page.len()] };
    let scores: Vec<f32> = (0..page.len()).map(|i| first.probability(&page.first_row(i))).collect();
    let scored = Scored::of(page, &scores);
    (0..page.len()).map(|i| second.probability(&scored.second_row(i))).collect()
}

/// What a person reads as the reason: the sort that its words name where they make up a third of
/// the line, else what its place suggests.
fn reason(page: &Page, i: usize, body: &[usize]) -> &'static str {
    let shares = &page.facts(i).sorts;
    let named = Sort::ALL
        .into_iter()
        .filter(|&sort| shares[sort as usize] >= 1.0 / 3.0 && sort.reason().is_some())
        // The first of equal shares: `max_by` would take the last.
        .rev()
        .max_by(|&a, &b| shares[a as usize].total_cmp(&shares[b as usize]));
    if page.facts(i).copyright > 0.0 {
        return "footer";
    }
    if let Some(reason) = named.and_then(Sort::reason) {
        return reason;
    }
    if page.repeats(i) > 1.0 {
        return "repeated";
    }
    match (body.first(), body.last()) {
        (Some(&first), _) if i < first => "navigation",
        (_, Some(&last)) if i > last => "link list",
        _ => "related links",
    }
}

/// Names of the numbers that the models read: of the first pass, then of the second. For the
/// training only.
#[must_use]
pub fn names() -> (Vec<String>, Vec<String>) {
    (page::first_names(), page::second_names())
}

/// The rows of numbers that the models read, one for each line: of the first pass, or of the second
/// where the scores of the first are given (as many as lines). For the training only.
#[must_use]
pub fn rows(lines: &[Line<'_>], scores: Option<&[f32]>) -> Vec<Vec<f32>> {
    let page = Page::of(lines);
    match scores {
        None => (0..page.len()).map(|i| page.first_row(i)).collect(),
        Some(scores) => {
            let scored = Scored::of(&page, scores);
            (0..page.len()).map(|i| scored.second_row(i)).collect()
        }
    }
}

#[cfg(test)]
mod tests;
