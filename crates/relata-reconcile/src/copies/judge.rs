//! Whether one document is a copy of another, and of what kind.

use super::passages::{Run, runs};
use super::sketch::{GRAM, Places, Sketch};
use super::words::Words;
use relata_rows::DocId;

/// Of the words of the shorter text so many must stand in the other, in runs of four or more.
const SHARE: f64 = 0.35;
/// They must be so many, which is more than most stock phrases, mottoes and feet have ...
const FEW: usize = 20;
/// ... or this share of a shorter text.
const MOST_OF_FEW: f64 = 0.8;
/// A text that is shorter than this share of the other is an extract of it.
const EXTRACT: f64 = 0.5;
/// A run counts where it has so many words, together with the runs around it: shorter ones come about by chance.
const CHANCE: usize = 12;
/// As much for fingerprints, of which many between two are not kept: two near each other are enough.
const CHANCE_PRINTS: usize = 2 * GRAM;
/// Runs are near each other with no more words than these between their beginnings, in the shorter text and in the
/// other, from whose copy much may be left out.
const NEAR: [usize; 2] = [40, 80];
/// Two texts are looked at more closely from this share of the shorter one's fingerprints ...
const PRINTS: f64 = 0.08;
/// ... that are spread over this share of its words.
const SPREAD: f64 = 0.2;

/// What is known of a document here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its name.
    pub doc: DocId,
    /// The sketch of its text.
    pub sketch: Sketch,
    /// The address it gives as its own, or that it was read from.
    pub url: Option<String>,
}

/// Two documents of one text, as a whole or in part.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The shorter one; of equally long ones that with the smaller id.
    pub left: DocId,
    /// The other.
    pub right: DocId,
    /// Share of the words of the shorter text that stand in the other in runs of four or more, 0 to 1; but for
    /// quotations that both have, unless these are more than half of it.
    pub share: f64,
    /// What they are to each other.
    pub kind: CopyKind,
}

/// What two documents of one text are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyKind {
    /// All words are the same.
    Same,
    /// Two states of one page: the same address.
    Revision,
    /// The text, perhaps edited, at another place.
    Reprint,
    /// The shorter is a part of the other, which is more than twice as long.
    Extract,
}

impl CopyKind {
    /// The name used in exports.
    pub fn name(self) -> &'static str {
        match self {
            CopyKind::Same => "same text",
            CopyKind::Revision => "revision",
            CopyKind::Reprint => "reprint",
            CopyKind::Extract => "extract",
        }
    }
}

/// Whether one of two documents is a copy of the other; exactly where `texts` are given, in the same order, by the
/// sketches otherwise. `None` where they are not, or have no words.
pub fn judge(a: &Held, b: &Held, texts: Option<(&Words, &Words)>) -> Option<Copy> {
    if (b.sketch.words, &b.doc) < (a.sketch.words, &a.doc) {
        return judge(b, a, texts.map(|(x, y)| (y, x)));
    }
    let length = a.sketch.words as usize;
    let same = is_same(&a.sketch, &b.sketch);
    let (common, of) = match texts {
        _ if same => (length, length),
        Some((x, y)) => exact(x, y),
        None => {
            let share = estimate(&a.sketch, &a.sketch.common(&b.sketch)).share;
            ((share * length as f64) as usize, length)
        }
    };
    let share = common as f64 / of.max(1) as f64;
    let enough = common >= FEW.min((MOST_OF_FEW * of as f64).ceil() as usize);
    if share < SHARE || !enough {
        return None;
    }
    let kind = if same {
        CopyKind::Same
    } else if a.url.as_deref().zip(b.url.as_deref()).is_some_and(|(x, y)| page(x) == page(y)) {
        CopyKind::Revision
    } else if (length as f64) < EXTRACT * f64::from(b.sketch.words) {
        CopyKind::Extract
    } else {
        CopyKind::Reprint
    };
    Some(Copy { left: a.doc.clone(), right: b.doc.clone(), share, kind })
}

/// How many keys a document must share with a longer one to be looked at more closely.
pub(super) fn least_keys(sketch: &Sketch) -> u32 {
    (PRINTS * sketch.prints.len() as f64).ceil() as u32
}

/// Whether two documents that share as many keys are worth the reading of their texts; `places` are those of `b`.
pub(super) fn may_be_copies(a: &Sketch, b: &Sketch, places: &Places) -> bool {
    if is_same(a, b) {
        return true;
    }
    let mut common = places.common(a);
    let short = if a.words <= b.words {
        a
    } else {
        common.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        b
    };
    estimate(short, &common).spread >= SPREAD
}

fn is_same(a: &Sketch, b: &Sketch) -> bool {
    a.whole == b.whole && a.words == b.words
}

/// How many words of the shorter text stand in the other, and of how many.
fn exact(short: &Words, long: &Words) -> (usize, usize) {
    let quoted = |run: &Run| {
        let words = short.as_slice()[run.left..].iter().zip(&long.as_slice()[run.right..]).take(run.len);
        words.filter(|(a, b)| a.quoted && b.quoted).count()
    };
    let (mut common, mut said) = (0, 0);
    let runs = runs(short, long);
    for run in beyond_chance(&runs, CHANCE) {
        common += run.len;
        said += quoted(run);
    }
    // What two have from one speaker does not make them copies, unless there is little else.
    if 2 * said < short.len() { (common - said, short.len() - said) } else { (common, short.len()) }
}

/// What fingerprints tell of the words of the shorter text that stand in the other.
struct Estimate {
    /// Share of its words that lie between the first and the last common fingerprint of a stretch.
    spread: f64,
    /// Share of its words that are common.
    share: f64,
}

/// `common` are the places of the fingerprints that both have, those in the shorter one first.
fn estimate(short: &Sketch, common: &[(u32, u32)]) -> Estimate {
    let words = f64::from(short.words).max(1.0);
    // A foot or a phrase that both have stands at one place: no stretch can be longer than all of them.
    let lefts = common.iter().map(|c| c.0);
    let reach = lefts.clone().max().unwrap_or(0) - lefts.min().unwrap_or(0);
    if (f64::from(reach) + GRAM as f64) < SPREAD * words {
        return Estimate { spread: 0.0, share: 0.0 };
    }
    let run = |&(x, y): &(u32, u32)| Run { left: x as usize, right: y as usize, len: GRAM };
    let mut runs: Vec<Run> = common.iter().map(run).collect();
    runs.sort_unstable_by_key(|run| run.left);
    let runs: Vec<&Run> = beyond_chance(&runs, CHANCE_PRINTS).collect();
    let density = short.prints.len() as f64 / words;
    let mut estimate = Estimate { spread: 0.0, share: 0.0 };
    for stretch in runs.chunk_by(|a, b| are_near(a, b)) {
        let [first, last] = [stretch[0], stretch[stretch.len() - 1]];
        let length = (last.left + GRAM - first.left) as f64;
        let kept = (stretch.len() as f64 / (density * length)).min(1.0);
        estimate.spread += length / words;
        // Where words change by chance and the share p stays, so does p⁴ of the grams, and of the words some p² lie
        // in runs of four or more (0.66 for p = 0.8, 0.46 for 0.7, 0.29 for 0.6).
        estimate.share += kept.sqrt() * length / words;
    }
    estimate
}

/// The runs that have at least `words` words, together with those nearby; in the order of the left text.
fn beyond_chance(runs: &[Run], words: usize) -> impl Iterator<Item = &Run> {
    let together = move |i: usize, run: &Run| {
        let around = &runs[i.saturating_sub(3)..runs.len().min(i + 4)];
        around.iter().filter(|other| are_near(run, other)).map(|r| r.len).sum::<usize>()
    };
    runs.iter().enumerate().filter(move |&(i, run)| together(i, run) >= words).map(|(_, run)| run)
}

fn are_near(a: &Run, b: &Run) -> bool {
    let longest = a.len.max(b.len);
    a.left.abs_diff(b.left) <= NEAR[0] + longest && a.right.abs_diff(b.right) <= NEAR[1] + longest
}

/// An address without what may change while the page is the same: scheme, "www.", place within the page, last stroke.
fn page(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    url.split('#').next().unwrap_or(url).trim_end_matches('/')
}
