//! Which lines of a plain text are page furniture.
//!
//! A text copied from a web page brings its menus, share bars, sign-up prompts, lists of other
//! stories and footers along, and no markup tells them from the article. A trained model does
//! (`models/plain-lines.md`), from the lines alone: how long they are, how they end, what words
//! they have and what stands around them. A text that shows little of such things has little
//! marked.
//!
//! Must not know files, formats or blocks: lines come in, reasons go out.

mod facts;
mod page;
mod words;

pub use page::Line;
use page::Page;
use relata_model::Forest;
use std::sync::LazyLock;
use words::Sort;

static BYTES: &[u8] = include_bytes!("../../../../models/plain-lines.forest");

/// A line with this probability or more is furniture. Read off the cross-validated curve in
/// `docs/figures.md`: the lowest that loses at most 2 % of the words of articles.
const THRESHOLD: f32 = 0.57;

/// The same for [`surely`], and for texts in which fewer than [`FEW`] lines or [`FEW_SHARE`] of them reach
/// [`THRESHOLD`]: a copied page has more, so these are more likely lines of the text. On pages this
/// changes nothing.
const SURE: f32 = 0.9;
const FEW: usize = 3;
const FEW_SHARE: f32 = 0.05;

/// The model, read once. It is part of the program, so damage is a fault of the build; a text is
/// then read without marking anything, and the tests fail.
static MODEL: LazyLock<Option<Forest>> =
    LazyLock::new(|| Forest::from_bytes(BYTES, page::names().len()).ok());

/// For each line of a text, in order, the reason why it is furniture, where it is. A line may be a
/// whole paragraph and hold line breaks; lines without words are never furniture.
///
/// Linear in the length of the text.
pub(crate) fn furniture(lines: &[Line<'_>]) -> Vec<Option<&'static str>> {
    above(THRESHOLD, lines)
}

/// The same for blocks of a format that seldom has furniture, so that only what is sure is marked.
pub(crate) fn surely(lines: &[Line<'_>]) -> Vec<Option<&'static str>> {
    above(SURE, lines)
}

fn above(threshold: f32, lines: &[Line<'_>]) -> Vec<Option<&'static str>> {
    // Lines without words are no lines to the models, as in the training.
    let told: Vec<usize> =
        (0..lines.len()).filter(|&i| lines[i].text.contains(char::is_alphanumeric)).collect();
    let page = Page::of(&told.iter().map(|&i| lines[i]).collect::<Vec<_>>());
    let scores = scores(&page);
    let reach = scores.iter().filter(|&&s| s >= threshold).count();
    let few = reach < FEW || (reach as f32) < FEW_SHARE * scores.len() as f32;
    let threshold = if few { threshold.max(SURE) } else { threshold };
    let body: Vec<usize> = (0..told.len()).filter(|&k| scores[k] < threshold).collect();
    let mut reasons = vec![None; lines.len()];
    for (k, &i) in told.iter().enumerate() {
        if scores[k] >= threshold {
            reasons[i] = Some(reason(&page, k, &body));
        }
    }
    reasons
}

/// The probability that each line is furniture.
fn scores(page: &Page) -> Vec<f32> {
    #[cfg(test)]
    if let Some(scores) = training::judged(page) {
        return scores;
    }
    match &*MODEL {
        Some(model) => (0..page.len()).map(|i| model.probability(&page.row(i))).collect(),
        None => vec![0.0; page.len()],
    }
}

/// What a person reads as the reason: the sort that its words name where they make up a third of
/// the line, else what its place suggests.
fn reason(page: &Page, i: usize, body: &[usize]) -> &'static str {
    let shares = &page.facts[i].sorts;
    let named = Sort::ALL
        .into_iter()
        .filter(|&sort| shares[sort as usize] >= 1.0 / 3.0 && sort.reason().is_some())
        // The first of equal shares: `max_by` would take the last.
        .rev()
        .max_by(|&a, &b| shares[a as usize].total_cmp(&shares[b as usize]));
    if page.facts[i].copyright > 0.0 {
        return "footer";
    }
    if let Some(reason) = named.and_then(Sort::reason) {
        return reason;
    }
    if page.repeats[i] > 1.0 {
        return "repeated";
    }
    match (body.first(), body.last()) {
        (Some(&first), _) if i < first => "navigation",
        (_, Some(&last)) if i > last => "link list",
        _ => "related links",
    }
}

/// Names of the numbers that the model reads. For the training only.
#[must_use]
pub fn names() -> Vec<String> {
    page::names()
}

/// The numbers that the model reads, a row for each line. For the training only.
#[must_use]
pub fn rows(lines: &[Line<'_>]) -> Vec<Vec<f32>> {
    let page = Page::of(lines);
    (0..page.len()).map(|i| page.row(i)).collect()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod training;
