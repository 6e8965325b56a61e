//! Which blocks are the text, and what the others are.
//!
//! Two small forests (`models/html-blocks.md` says what they learnt from): the first sees a block
//! and its surroundings, the second also what the first made of the block's neighbours. Rules only
//! name the furniture and settle what a forest cannot see: the title, and second copies.

use super::blocks::Page;
use super::features::{self, Looks, View};
use super::names::Tag;
use super::tree::{NodeId, Tree};
use super::words::{Groups, NAMES, PHRASES};
use relata_model::Forest;
use relata_rows::BlockKind;
use std::sync::LazyLock;

/// What was made of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Body,
    /// Furniture, with its sort.
    Furniture(&'static str),
    /// Never shown and not part of the text.
    Hidden,
}

/// Highest and lowest probability from which a block is body. Between them it is half of the F1 that
/// the forests expect of the page, which is the threshold that makes F1 highest (Lipton, Elkan and
/// Naryanaswamy, 2014): where they are sure, a half; on a page of another sort (a list, a shop) less.
const MOST: f64 = 0.5;
const LEAST: f64 = 0.1;
/// Words from which a block is not short.
const SHORT_WORDS: f32 = 25.0;
/// Expected F1 from which short blocks are held to their own thresholds, in part and wholly; except on
/// a page with so many pieces of code, a reference, where short blocks are names and signatures.
const CODE: usize = 3;
const SURE: (f64, f64) = (0.6, 0.9);

/// Probability from which a short block is body on a page of which the forests are sure: most prompts
/// and notes are short. These and the numbers above were chosen by mean word F1 and by the share of
/// unwanted snippets kept out, in cross-validation (`training/html_blocks.py` has the same).
fn short_threshold(kind: BlockKind) -> f64 {
    match kind {
        BlockKind::Table => MOST,
        BlockKind::Item => 0.65,
        BlockKind::Caption => 0.9,
        _ => 0.8,
    }
}

/// How many blocks to either side the second forest sees.
const STEPS: isize = 4;
/// Blocks to either side over which first scores are averaged.
const WINDOWS: [usize; 3] = [2, 5, 12];
/// Features of the second forest: first scores around the block, and what the text itself looks like
/// (the first of the first forest's features).
const SECOND: usize = 2 * STEPS as usize + 1 + 4 + WINDOWS.len() + 2 + features::LOOKS;

struct Model {
    first: Forest,
    second: Forest,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let first = include_bytes!("../../../../models/html-blocks.first.forest");
    let second = include_bytes!("../../../../models/html-blocks.second.forest");
    Model {
        first: Forest::from_bytes(first, features::COUNT).expect("the built-in model fits its features"),
        second: Forest::from_bytes(second, SECOND).expect("the built-in model fits its features"),
    }
});

/// Judges every block of a page.
pub(super) fn verdicts(tree: &Tree, page: &Page, view: &mut View<'_>) -> Vec<Verdict> {
    let scores = scores(page, &view.rows());
    let is_reference = code(tree) >= CODE;
    let expected = expected_f1(&scores, &view.looks);
    // A second copy is one for another width of screen, a pull quote or a box. Code and short lines may
    // rightly stand twice, what stands three times or more is the page's own way, and a reference says
    // the same of one thing and of the next.
    let mut seen = std::collections::HashSet::new();
    let mut verdicts = Vec::with_capacity(scores.len());
    for (i, &score) in scores.iter().enumerate() {
        let block = &page.blocks[i];
        let is_short = view.looks[i].words < SHORT_WORDS && !is_reference;
        let body = score >= threshold(expected, block.kind, is_short) || view.is_title(i);
        verdicts.push(if !body && block.hidden {
            Verdict::Hidden
        } else if !body {
            Verdict::Furniture(sort(tree, view, page, i))
        } else if view.looks[i].is_prose()
            && !is_reference
            && view.copies(i) == 2
            && !seen.insert(features::letters(page.text_of(block)))
        {
            Verdict::Furniture("repeated")
        } else {
            Verdict::Body
        });
    }
    verdicts
}

/// How many pieces of code a page holds.
pub(super) fn code(tree: &Tree) -> usize {
    tree.descendants(NodeId::ROOT).filter(|&node| tree.tag(node) == Tag::Pre).count()
}

/// The highest word F1 that can be expected of a choice of blocks, if the scores are right: that of
/// the likeliest blocks, as many as make it highest.
fn expected_f1(scores: &[f32], looks: &[Looks]) -> f64 {
    let mut blocks: Vec<(f64, f64)> = scores
        .iter()
        .zip(looks)
        .map(|(&score, looks)| (1.0 / (1.0 + (-f64::from(score)).exp()), f64::from(looks.words)))
        .collect();
    blocks.sort_by(|a, b| b.0.total_cmp(&a.0));
    let wanted: f64 = blocks.iter().map(|(likely, words)| likely * words).sum();
    let (mut kept, mut right, mut best) = (0.0, 0.0, 0.0f64);
    for (likely, words) in blocks {
        kept += words;
        right += likely * words;
        best = best.max(2.0 * right / (kept + wanted).max(1.0));
    }
    best
}

/// The log-odds from which a block is body on a page of which that F1 is expected.
fn threshold(expected: f64, kind: BlockKind, is_short: bool) -> f32 {
    let log_odds = |p: f64| (p / (1.0 - p)).ln();
    let all = log_odds((expected / 2.0).clamp(LEAST, MOST));
    let sure = ((expected - SURE.0) / (SURE.1 - SURE.0)).clamp(0.0, 1.0);
    let more = log_odds(short_threshold(kind)) - log_odds(MOST);
    (all + if is_short { sure * more } else { 0.0 }) as f32
}

/// The log-odds of each block to be body: the mean of both forests, which in cross-validation did
/// better on forums than the second alone and as well on articles.
fn scores(page: &Page, rows: &[f32]) -> Vec<f32> {
    let n = page.blocks.len();
    let first: Vec<f32> = rows.chunks_exact(features::COUNT).map(|row| MODEL.first.score(row)).collect();
    let weight: Vec<f64> = page.blocks.iter().map(|b| (b.to - b.from) as f64).collect();
    // Sums up to each block: of text, and of text by how likely it is body.
    let mut sums = vec![(0.0, 0.0)];
    for (&score, &weight) in first.iter().zip(&weight) {
        let likely = weight / (1.0 + (-f64::from(score)).exp());
        let (all, body) = sums[sums.len() - 1];
        sums.push((all + weight, body + likely));
    }
    let (all, body) = sums[n];
    let total = body.max(1.0);
    let mut best_after = first.clone();
    for i in (1..n).rev() {
        best_after[i - 1] = best_after[i - 1].max(best_after[i]);
    }
    let mut best_before = f32::MIN;
    let mut row = Vec::with_capacity(SECOND);
    (0..n)
        .map(|i| {
            row.clear();
            let near = |step| i.checked_add_signed(step).and_then(|j| first.get(j));
            row.extend((-STEPS..=STEPS).map(|step| near(step).copied().unwrap_or(-9.0)));
            best_before = best_before.max(first[i]);
            row.extend([
                (sums[i + 1].1 / total) as f32,
                (sums[i].1 / total) as f32,
                best_before,
                best_after[i],
            ]);
            row.extend(WINDOWS.iter().map(|reach| {
                let (from, to) = (sums[i.saturating_sub(*reach)], sums[(i + reach + 1).min(n)]);
                ((to.1 - from.1) / (to.0 - from.0).max(1.0)) as f32
            }));
            row.extend([total.ln_1p() as f32, (total / all.max(1.0)) as f32]);
            row.extend_from_slice(&rows[i * features::COUNT..][..features::LOOKS]);
            (first[i] + MODEL.second.score(&row)) / 2.0
        })
        .collect()
}

/// Groups of [`NAMES`] and [`PHRASES`] that name a sort of furniture.
const SORTS: [&str; 14] = [
    "cookie notice",
    "advert",
    "share bar",
    "sign-up prompt",
    "comments",
    "related links",
    "photo credit",
    "author note",
    "article details",
    "tags",
    "navigation",
    "footer",
    "sidebar",
    "shop",
];

/// What sort of furniture a block is: by its own words where it is short, then by the nearest part
/// of the page that is named after one, then by what it mostly is.
fn sort(tree: &Tree, view: &mut View<'_>, page: &Page, i: usize) -> &'static str {
    let block = &page.blocks[i];
    let looks = view.looks[i];
    if looks.words <= 10.0
        && let Some(sort) = named(PHRASES, looks.phrases)
    {
        return sort;
    }
    for node in std::iter::once(block.owner).chain(tree.ancestors(block.owner)).take(12) {
        match tree.tag(node) {
            Tag::Nav | Tag::Menu => return "navigation",
            Tag::Footer => return "footer",
            Tag::Figcaption => return "photo credit",
            Tag::Aside => return "sidebar",
            Tag::Body => break,
            _ => {}
        }
        if let Some(sort) = named(NAMES, view.names(node)) {
            return sort;
        }
    }
    if view.copy(i) > 1 {
        "repeated"
    } else if looks.link > 0.5 {
        "navigation"
    } else {
        "beside the text"
    }
}

fn named(groups: &[(&'static str, &[&str])], found: Groups) -> Option<&'static str> {
    let names = groups.iter().enumerate().filter(|&(g, _)| found >> g & 1 == 1).map(|(_, &(name, _))| name);
    let rank = |name: &&str| SORTS.iter().position(|sort| sort == name);
    names.filter(|name| rank(name).is_some()).min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(words: &[f32]) -> Vec<Looks> {
        let of = |&words: &f32| {
            let mut looks = Looks::default();
            looks.words = words;
            looks
        };
        words.iter().map(of).collect()
    }

    #[test]
    fn expected_f1_is_that_of_the_best_choice() {
        // Likelihoods of 3/4 and 1/4, ten words each: both give 2 * 10 / (20 + 10), the first alone
        // 2 * 7.5 / (10 + 10).
        let scores = [-(3.0f32.ln()), 3.0f32.ln()];
        assert!((expected_f1(&scores, &looks(&[10.0, 10.0])) - 0.75).abs() < 1e-6);
        assert!(expected_f1(&[20.0], &looks(&[100.0])) > 0.999);
        assert_eq!(expected_f1(&[], &[]), 0.0);
    }

    #[test]
    fn unsure_pages_keep_more_and_short_lines_of_sure_ones_need_more() {
        let paragraph = |expected, short| threshold(expected, BlockKind::Paragraph, short);
        assert_eq!(paragraph(1.0, false), 0.0);
        assert!((paragraph(1.0, true) - 4.0f32.ln()).abs() < 1e-6);
        assert!((paragraph(0.5, true) - -(3.0f32.ln())).abs() < 1e-6);
        assert_eq!(paragraph(0.0, false), paragraph(0.2, false));
        assert_eq!(threshold(1.0, BlockKind::Table, true), 0.0);
    }
}
