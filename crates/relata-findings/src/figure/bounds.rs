//! The words around a number that bound it: the tables `data/en/approximators.txt` and `after.txt`.

use super::anchor::VERBS;
use super::interval::Approximation;
use super::number::Style;
use crate::lexicon::{self, Phrases};
use crate::words::{Word, lower};
use std::sync::LazyLock;

/// Phrases before a number.
pub(super) static APPROXIMATORS: LazyLock<Phrases<Approximation>> =
    LazyLock::new(|| table(include_str!("../../data/en/approximators.txt")));
/// Phrases behind a number.
pub(super) static AFTER: LazyLock<Phrases<Approximation>> =
    LazyLock::new(|| table(include_str!("../../data/en/after.txt")));

fn table(data: &'static str) -> Phrases<Approximation> {
    Phrases::new(lexicon::lines(data).filter_map(|l| {
        let (phrase, class) = l.rsplit_once(" : ")?;
        Some((phrase, Approximation::named(class.trim())?))
    }))
}

/// What stands before a number at word `lead`: where the figure begins, what bounds it, whether it
/// is called a record. Never reaches before `floor`, where the figure before ends.
pub(super) fn before(
    words: &[Word<'_>],
    lead: usize,
    floor: usize,
    style: Style,
) -> (usize, Option<Approximation>, bool) {
    // "above the tenth" in a request that ranks.
    let article = style == Style::Request && lead > floor && matches!(lower(words, lead - 1), "the" | "a");
    let (start, how, record) = bounds_before(words, lead, floor, style);
    if article && how.is_none() {
        let behind = bounds_before(words, lead - 1, floor, style);
        if behind.1.is_some() {
            return behind;
        }
    }
    (start, how, record)
}

/// "Added up to $5 billion", "came up to": the words belong to the verb.
fn sums(words: &[Word<'_>], at: usize, end: usize) -> bool {
    at > 0 && end == at + 2 && lower(words, at) == "up" && VERBS.has("up", lower(words, at - 1))
}

/// "The top three seeds": the first by rank, not more than three.
fn ranks(words: &[Word<'_>], at: usize) -> bool {
    const WHOSE: [&str; 9] = ["the", "its", "their", "his", "her", "our", "your", "my", "'s"];
    lower(words, at) == "top" && at > 0 && WHOSE.contains(&lower(words, at - 1))
}

pub(super) fn bounds_before(
    words: &[Word<'_>],
    lead: usize,
    floor: usize,
    style: Style,
) -> (usize, Option<Approximation>, bool) {
    // The longest approximating phrases of the table have five words.
    const LONGEST: usize = 5;
    let (mut start, mut how, mut record) = (lead, None, false);
    loop {
        let phrase = (floor.max(start.saturating_sub(LONGEST))..start).find_map(|from| {
            APPROXIMATORS
                .at(words, from)
                .filter(|(len, _)| from + len == start && !ranks(words, from) && !sums(words, from, start))
                .map(|(_, &class)| (from, class))
        });
        let Some((from, class)) = phrase else { break };
        // "= < 5" is neither.
        if style == Style::Request && from > 0 && words[from - 1].text == "=" && words[from].glued {
            break;
        }
        record |= (from..start).any(|i| lower(words, i) == "record");
        if class != Approximation::Exact {
            how = Some(class);
        }
        start = from;
        if how.is_some() {
            break;
        }
    }
    record |= (start.saturating_sub(6).max(floor)..start).any(|i| {
        lower(words, i) == "record"
            && (i + 1..start).all(|j| !matches!(lower(words, j), "," | ";" | "of" if lower(words, j) != "of"))
    });
    (start, how, record)
}
