//! The runs of text of one page, put together to fragments of lines.

use pdf_oxide::layout::TextSpan;

/// Blank (in type sizes) above which what follows is another cell or column. A blank between words
/// is about 0.25, in justified lines up to 0.8.
const APART: f32 = 1.15;

/// The same for a blank that is wider than the others of its row, or in a row of few runs: words of
/// a justified line are set apart evenly.
const APART_UNEVEN: f32 = 0.6;

/// Blank (in type sizes) above which two runs are two words.
const WORD: f32 = 0.12;

/// How far (in type sizes) the base lines of one line of text may differ; raised and lowered signs
/// in smaller type may differ more.
const SAME_LINE: f32 = 0.25;
const RAISED: f32 = 0.6;

/// Size of a raised sign, where 1 is that of its line.
const SMALL: f32 = 0.8;

/// One page of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// From 1.
    pub number: u32,
    /// Its visible height in points.
    pub height: f32,
    /// Stretches of lines without wide blanks, in no particular order.
    pub fragments: Vec<Fragment>,
    /// Text that does not run from left to right, as found.
    pub turned: Vec<String>,
}

/// A stretch of a line without a wide blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub text: String,
    /// Left edge, in points from the left of the page.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Base line, in points from the top of the page.
    pub base: f32,
    /// Type size of most of it, in points.
    pub size: f32,
    pub bold: bool,
}

impl Page {
    /// The page made of these runs; `visible` is its crop box (left, bottom, right, top).
    pub(super) fn new(number: u32, visible: Option<(f32, f32, f32, f32)>, spans: Vec<TextSpan>) -> Page {
        let (left, _, _, top) = visible.unwrap_or((0.0, 0.0, 612.0, 792.0));
        let height = visible.map_or(792.0, |v| (v.3 - v.1).abs()).max(1.0);
        let mut page = Page { number, height, ..Page::default() };
        let mut runs = Vec::new();
        for span in spans {
            let finite =
                [span.bbox.x, span.bbox.y, span.bbox.width, span.font_size].iter().all(|v| v.is_finite());
            if span.text.trim().is_empty() || !finite {
                continue;
            }
            if span.rotation_degrees.abs() > 1.0 {
                page.turned.push(span.text);
                continue;
            }
            runs.push(Fragment {
                left: span.bbox.x - left,
                right: span.bbox.x - left + span.bbox.width,
                base: top - span.bbox.y,
                size: span.font_size.abs().max(1.0),
                bold: span.font_weight.is_bold() || names_bold(&span.font_name),
                text: bullet(&span.text, &span.font_name).unwrap_or(span.text),
            });
        }
        page.fragments = rows(runs).into_iter().flat_map(join).collect();
        page
    }
}

/// Whether a font says in its name that it is bold ("ABCDEF+Garamond-Bold").
fn names_bold(font: &str) -> bool {
    let name = font.to_ascii_lowercase();
    ["bold", "black", "heavy"].iter().any(|w| name.contains(w)) && !name.contains("semibold italic")
}

/// The bullet that word processors draw with a letter of another font ("o" of Courier New, "§" of
/// Wingdings; Microsoft's list styles).
fn bullet(text: &str, font: &str) -> Option<String> {
    let font = font.to_ascii_lowercase();
    let sign = match text.trim() {
        "o" if font.contains("courier") => "◦",
        "§" | "n" | "q" if font.contains("wingdings") => "▪",
        "Ø" | "à" if font.contains("wingdings") => "➢",
        "ü" if font.contains("wingdings") => "✓",
        "·" if font.contains("symbol") => "•",
        _ => return None,
    };
    Some(sign.to_owned())
}

/// Runs of one base line together, each row from left to right, rows from top to bottom.
fn rows(mut runs: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    runs.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for run in runs {
        // Only the last few rows can be near: runs come from top to bottom.
        let near = |row: &&mut Vec<Fragment>| {
            let base = &row[0];
            let (large, small) = (base.size.max(run.size), base.size.min(run.size));
            let slack = if small < SMALL * large { RAISED } else { SAME_LINE };
            // Runs of one row do not lie over each other.
            (run.base - base.base).abs() <= slack * large
                && row
                    .iter()
                    .rev()
                    .take(50)
                    .all(|r| run.left >= r.right - 0.5 * large || run.right <= r.left + 0.5 * large)
        };
        match rows.iter_mut().rev().take(4).find(near) {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.left.total_cmp(&b.left)));
    rows
}

/// The fragments of one row.
fn join(row: Vec<Fragment>) -> Vec<Fragment> {
    let main = row.iter().map(|r| r.size).fold(1.0, f32::max);
    let mut blanks: Vec<f32> =
        row.windows(2).map(|w| w[1].left - w[0].right).filter(|b| *b > WORD * main).collect();
    blanks.sort_by(f32::total_cmp);
    let even = if blanks.len() < 4 { 0.0 } else { 1.8 * blanks[blanks.len() / 2] };
    let apart = (APART * main).min(even.max(APART_UNEVEN * main));
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut bold = 0;
    for run in row {
        let mark = is_mark(&run, main);
        let Some(last) = fragments.last_mut().filter(|last| joins(last, &run, main, apart)) else {
            bold = if run.bold { run.text.len() } else { 0 };
            fragments.push(run);
            continue;
        };
        let blank = run.left - last.right;
        if mark && blank < 0.3 * main {
            last.text.extend(run.text.trim().chars().map(raised));
        } else {
            let word = blank > WORD * last.size.max(run.size) && !run.text.starts_with(char::is_whitespace);
            let after_mark = is_mark(last, main);
            if (word || after_mark) && !last.text.ends_with(char::is_whitespace) {
                last.text.push(' ');
            }
            last.text.push_str(&run.text);
            bold += if run.bold { run.text.len() } else { 0 };
            last.size = last.size.max(run.size);
        }
        last.right = last.right.max(run.right);
        last.base = last.base.max(run.base);
        last.bold = bold * 10 >= last.text.len() * 9;
    }
    fragments
}

/// Whether `run` goes on with the fragment before it: no wide blank, or one after a bullet or number.
fn joins(last: &Fragment, run: &Fragment, main: f32, apart: f32) -> bool {
    let blank = run.left - last.right;
    let marker = last.text.trim().chars().count() <= 4
        && crate::repair::shape::marker(&format!("{} x", last.text.trim())).is_some();
    blank <= apart || (marker && blank <= 4.0 * main)
}

/// Whether `run` is the mark of a footnote: up to three digits or a sign, in small type.
fn is_mark(run: &Fragment, main: f32) -> bool {
    let text = run.text.trim();
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | ',');
    run.size < SMALL * main && (1..=3).contains(&text.chars().count()) && text.chars().all(sign)
}

/// A digit as the raised sign of its own that Unicode has (block "Superscripts and Subscripts"), so
/// that it cannot be taken for a part of the number or word before it.
fn raised(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' => '⁰',
        '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)).unwrap_or(c),
        c => c,
    }
}
