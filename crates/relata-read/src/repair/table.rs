//! Rows of cells that stand under each other.

use super::{Known, Line};

/// Rows that a table has at least; two are enough where each has [`WIDE`] cells.
const ROWS: usize = 3;
const WIDE: usize = 4;

/// How far (in characters) the edges of cells in one column may differ.
const SLACK: f32 = 1.6;

/// Characters of a cell, on the average, above which columns hold running text, not cells.
const CELL: usize = 32;

/// For each line whether it is a row of a table.
pub(super) fn rows(lines: &[Line<'_>], asides: &[Option<Known>]) -> Vec<bool> {
    let mut rows = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let is_row = |i: usize| asides[i].is_none() && lines[i].cells.len() > 1;
        if !is_row(start) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < lines.len()
            && is_row(end)
            && lines[end].gap <= 1
            && lines[end].page == lines[start].page
            && aligned(&lines[end - 1], &lines[end])
        {
            end += 1;
        }
        let run = &lines[start..end];
        let cells: usize = run.iter().map(|l| l.cells.len()).sum();
        let letters: usize = run.iter().map(|l| l.text.len()).sum();
        let tall = run.len() >= ROWS || (run.len() == 2 && run.iter().all(|l| l.cells.len() >= WIDE));
        if tall && letters / cells <= CELL {
            rows[start..end].fill(true);
        }
        start = end;
    }
    rows
}

/// Whether at least one cell after the first stands under one of the row above, by either edge or its middle.
fn aligned(above: &Line<'_>, below: &Line<'_>) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= SLACK;
    let under = |a: &(f32, f32), b: &(f32, f32)| {
        near(a.0, b.0) || near(a.1, b.1) || near((a.0 + a.1) / 2.0, (b.0 + b.1) / 2.0)
    };
    let later = || below.cells.iter().skip(1);
    let hits = later().filter(|b| above.cells.iter().skip(1).any(|a| under(a, b))).count();
    hits * 2 >= (below.cells.len().min(above.cells.len()) - 1).max(1)
}
