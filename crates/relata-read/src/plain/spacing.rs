//! How a text uses its empty lines and its width.

use crate::repair::Line;
use crate::repair::shape;

/// Widths (in characters) that text is wrapped at: narrower is a list or a poem, wider is not wrapped.
const WRAPPED: std::ops::RangeInclusive<f32> = 28.0..=180.0;

/// Share of the pairs of neighbouring lines in which a sentence runs on from one to the other, in a
/// text that is wrapped. (In English prose about two wrapped lines of three begin with a small letter.)
const RUNS_ON: f32 = 0.25;

/// Share of all lines that stand below exactly one empty line in a double-spaced text.
const DOUBLE: f32 = 0.6;

/// How much longer than the usual width a line is that was not wrapped with the others.
const UNWRAPPED: f32 = 1.5;

/// Where every line is followed by an empty one, counts one empty line less above each.
pub(super) fn close_double_spacing(rows: &mut [Line<'_>]) {
    let double = |pair: &&[Line<'_>]| pair[1].gap == 1;
    let pairs: Vec<&[Line<'_>]> = rows.windows(2).filter(double).collect();
    let on = pairs.iter().filter(|pair| runs_on(pair)).count();
    let lines = rows.iter().filter(|row| !shape::is_url(&row.text)).count();
    let most = pairs.len() as f32 >= DOUBLE * lines as f32;
    if most && on as f32 >= RUNS_ON * pairs.len() as f32 && on > 0 {
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
    let on = pairs.iter().filter(|pair| runs_on(pair)).count();
    if on == 0 || (on as f32) < RUNS_ON * pairs.len() as f32 {
        return;
    }
    let mut ends: Vec<f32> = pairs.iter().map(|pair| pair[0].end).collect();
    ends.sort_by(f32::total_cmp);
    let room = ends[(ends.len() * 9 / 10).min(ends.len() - 1)];
    if WRAPPED.contains(&room) {
        for row in rows.iter_mut() {
            row.room = if row.end <= room * UNWRAPPED { room } else { 0.0 };
        }
    }
}

/// Whether a sentence runs on from the first line to the second.
fn runs_on(pair: &[Line<'_>]) -> bool {
    let [above, below] = pair else { return false };
    shape::ending(&above.text) == shape::Ending::Open && shape::begins_inside(&below.text)
}
