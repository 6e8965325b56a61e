//! Fragments of a page into reading order: column after column.
//!
//! A gutter is a strip that few fragments cross and that has running text on both sides. What crosses
//! it (a title, a table as wide as the page) parts the columns above from those below. Columns may
//! have columns of their own.

use super::page::Fragment;

/// How deep columns may lie in columns.
const DEPTH: u32 = 3;

/// Lines on each side of a gutter at least.
const LINES: usize = 4;

/// Characters of a line of running text at least, on the average: shorter ones are cells.
const TEXT: usize = 18;

/// Width of a gutter at least, in type sizes.
const GUTTER: f32 = 0.7;

/// A stretch of the page whose lines follow each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Its edges, in points.
    pub left: f32,
    pub right: f32,
    /// From top to bottom.
    pub fragments: Vec<Fragment>,
}

/// The fragments between `left` and `right` in columns, in reading order.
pub(super) fn columns(mut fragments: Vec<Fragment>, left: f32, right: f32) -> Vec<Column> {
    fragments.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut out = Vec::new();
    cut(fragments, left, right, DEPTH, &mut out);
    out
}

fn cut(fragments: Vec<Fragment>, left: f32, right: f32, depth: u32, out: &mut Vec<Column>) {
    let gutter = if depth > 0 { gutter(&fragments, left, right) } else { None };
    let Some((from, to)) = gutter else {
        if !fragments.is_empty() {
            out.push(Column { left, right, fragments });
        }
        return;
    };
    let (mut before, mut after, mut across) = (Vec::new(), Vec::new(), Vec::new());
    for fragment in fragments {
        let crosses = fragment.left < from && fragment.right > to;
        if crosses {
            cut(std::mem::take(&mut before), left, from, depth - 1, out);
            cut(std::mem::take(&mut after), to, right, depth - 1, out);
            across.push(fragment);
            continue;
        }
        if !across.is_empty() {
            out.push(Column { left, right, fragments: std::mem::take(&mut across) });
        }
        if fragment.left + fragment.right < from + to { before.push(fragment) } else { after.push(fragment) }
    }
    if !across.is_empty() {
        out.push(Column { left, right, fragments: across });
    }
    cut(before, left, from, depth - 1, out);
    cut(after, to, right, depth - 1, out);
}

/// The widest strip that parts running text from running text.
fn gutter(fragments: &[Fragment], left: f32, right: f32) -> Option<(f32, f32)> {
    if fragments.len() < 2 * LINES || right - left < 1.0 {
        return None;
    }
    let mut sizes: Vec<f32> = fragments.iter().map(|f| f.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes[sizes.len() / 2];
    // How many fragments lie over each point between the edges; 4000 points are more than 55 inches.
    let bins = ((right - left).ceil() as usize).clamp(1, 4000);
    let bin = |x: f32| (((x - left).max(0.0)) as usize).min(bins);
    let mut steps = vec![0_i32; bins + 1];
    for fragment in fragments {
        steps[bin(fragment.left)] += 1;
        steps[bin(fragment.right.ceil())] -= 1;
    }
    let mut over = 0;
    let cover: Vec<i32> = steps
        .iter()
        .map(|s| {
            over += s;
            over
        })
        .collect();
    // At most two of five fragments may cross: each column has at least as many lines as cross it.
    let allowed = (fragments.len() as i32 * 2 / 5).max(1);
    let mut best: Option<(i32, f32, f32)> = None;
    let mut start = 0;
    while start < bins {
        let level = cover[start];
        let end = (start..bins).find(|&i| cover[i] != level).unwrap_or(bins);
        // A strip at the edge of the page is a margin.
        let inner = start > 0 && end < bins;
        let (from, to) = (left + start as f32, left + end as f32);
        if inner
            && level <= allowed
            && to - from >= GUTTER * size
            && best.is_none_or(|(l, _, _)| level < l)
            && parts_text(fragments, from, to)
        {
            best = Some((level, from, to));
        }
        start = end;
    }
    best.map(|(_, from, to)| (from, to))
}

/// Whether both sides of the strip hold lines of running text beside each other.
fn parts_text(fragments: &[Fragment], from: f32, to: f32) -> bool {
    let before: Vec<&Fragment> = fragments.iter().filter(|f| f.right <= to).collect();
    let after: Vec<&Fragment> = fragments.iter().filter(|f| f.left >= from).collect();
    let text = |side: &[&Fragment]| {
        side.len() >= LINES && side.iter().map(|f| f.text.chars().count()).sum::<usize>() >= TEXT * side.len()
    };
    if !text(&before) || !text(&after) {
        return false;
    }
    let extent = |side: &[&Fragment]| {
        let (top, bottom) =
            side.iter().fold((f32::MAX, f32::MIN), |(t, b), f| (t.min(f.base), b.max(f.base)));
        (top, bottom)
    };
    let ((a, b), (c, d)) = (extent(&before), extent(&after));
    b.min(d) - a.max(c) >= 0.3 * (b - a).min(d - c)
}
