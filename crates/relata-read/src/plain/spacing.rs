//! How a text uses its empty lines and its width.

use crate::repair::Line;
use crate::repair::shape;

/// Widths (in characters) that text is wrapped at: narrower is a list or a poem, wider is not wrapped.
const WRAPPED: std::ops::RangeInclusive<f32> = 28.0..=180.0;

/// Share of the pairs of neighbouring lines in which a sentence runs on from one to the other, in a
/// text that is wrapped. (In English prose about two wrapped lines of three begin with a small letter.)
const RUNS_ON: f32 = 0.25;

/// Share of those pairs whose first line fills the width, in a text that is wrapped: lines of unlike
/// lengths that seem to run on are entries of a menu, credits or verse. Full is [`FULL`] of the width.
const FILLED: f32 = 0.5;
const FULL: f32 = 0.75;

/// Share of all lines that stand below exactly one empty line in a double-spaced text.
const DOUBLE: f32 = 0.6;

/// How much longer than the usual width a line is that was not wrapped with the others.
const UNWRAPPED: f32 = 1.5;

/// Where every line is followed by an empty one, counts one empty line less above each.
pub(super) fn close_double_spacing(rows: &mut [Line<'_>]) {
    let double = |pair: &&[Line<'_>]| pair[1].gap == 1;
    let pairs: Vec<&[Line<'_>]> = rows.windows(2).filter(double).collect();
    let lines = rows.iter().filter(|row| !shape::is_url(&row.text)).count();
    if pairs.len() as f32 >= DOUBLE * lines as f32 && width(&pairs).is_some() {
        rows.iter_mut().for_each(|row| row.gap = row.gap.saturating_sub(1));
    }
}

/// Tells whether the text is wrapped and sets where a full line ends.
pub(super) fn set_room(rows: &mut [Line<'_>]) {
    let inner = |pair: &&[Line<'_>]| {
        let [above, below] = pair else { return false };
        below.gap == 0 && above.cells.is_empty() && below.cells.is_empty() && !shape::is_url(&above.text)
    };
    let pairs: Vec<&[Line<'_>]> = rows.windows(2).filter(inner).collect();
    if let Some(room) = width(&pairs).filter(|room| WRAPPED.contains(room)) {
        for row in rows.iter_mut() {
            row.room = if row.end <= room * UNWRAPPED { room } else { 0.0 };
        }
    }
}

/// The width that lines were wrapped at, given the pairs of neighbours; `None` where they were not.
fn width(pairs: &[&[Line<'_>]]) -> Option<f32> {
    let on: Vec<&[Line<'_>]> = pairs.iter().copied().filter(|pair| runs_on(pair)).collect();
    if on.is_empty() || (on.len() as f32) < RUNS_ON * pairs.len() as f32 {
        return None;
    }
    let mut ends: Vec<f32> = pairs.iter().map(|pair| pair[0].end).collect();
    ends.sort_by(f32::total_cmp);
    let room = ends[(ends.len() * 9 / 10).min(ends.len() - 1)];
    let fills = |pair: &&&[Line<'_>]| pair[0].end + 1.0 + first_word(&pair[1].text) as f32 > room * FULL;
    (on.iter().filter(fills).count() as f32 >= FILLED * on.len() as f32).then_some(room)
}

/// Whether a sentence runs on from the first line to the second.
fn runs_on(pair: &[Line<'_>]) -> bool {
    let [above, below] = pair else { return false };
    shape::ending(&above.text) == shape::Ending::Open && shape::begins_inside(&below.text)
}

/// Characters of the first word, at most 40.
fn first_word(text: &str) -> usize {
    text.split(char::is_whitespace).next().map_or(0, |word| word.chars().take(40).count())
}
