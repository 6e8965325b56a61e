//! What a line shows in its surroundings, and the rows of numbers that the model reads.
//!
//! The training reads the very same rows from the `lines_features` example, so there is no second
//! implementation.

use super::facts::{Facts, is_function_word, lower_words};
use super::words::Sort;
use std::collections::HashMap;

/// One line as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// A line, or a whole paragraph with line breaks inside.
    pub text: &'a str,
    /// Whether a blank line stands before it.
    pub gap: bool,
}

/// All lines of a text with what each shows, and the sums that make looking around cheap.
pub(super) struct Page {
    pub(super) facts: Vec<Facts>,
    /// How often the very same line occurs, and how often its first two words begin a line.
    pub(super) repeats: Vec<f32>,
    same_start: Vec<f32>,
    /// Share of its subject words that other long lines have too.
    topical: Vec<f32>,
    /// Running sums over all lines before.
    sums: Vec<[f32; SUMS.len()]>,
    /// Lines to the nearest long line before and after; the number of lines where there is none.
    long_before: Vec<f32>,
    long_after: Vec<f32>,
    /// Length of the run of lines without a long one in which it stands; 0 for a long line.
    run: Vec<f32>,
    /// Lines and words of the group between blank lines in which it stands, and its place there.
    groups: Vec<[f32; 3]>,
    /// For each of [`HEADINGS`] the lines since one that is mostly of that sort, at most [`FAR`].
    since: Vec<[f32; HEADINGS.len()]>,
}

type OfFacts = (&'static str, fn(&Facts) -> f32);
type OfPlace = (&'static str, fn(&Page, usize) -> f32);

/// What is summed over stretches of lines.
const SUMS: [OfFacts; 6] = [
    ("words", |f| f.words),
    ("sentence", |f| f.ends_sentence),
    ("covered", |f| f.covered),
    ("gap", |f| f.gap),
    ("long words", |f| if f.is_long() { f.words } else { 0.0 }),
    ("furniture line", |f| if f.covered >= 0.5 { 1.0 } else { 0.0 }),
];

/// Sorts whose lines often head a list of furniture.
const HEADINGS: [Sort; 5] = [Sort::Related, Sort::Comment, Sort::SignUp, Sort::Legal, Sort::Share];
/// Sorts whose phrases at the beginning of a line tell more than elsewhere in it.
const BEGINS: [Sort; 6] = [Sort::Photo, Sort::Related, Sort::SignUp, Sort::Legal, Sort::Share, Sort::Writer];
/// Beyond this many lines all distances are alike.
const FAR: f32 = 40.0;

/// What a line shows by itself.
const OWN: &[OfFacts] = &[
    ("gap", |f| f.gap),
    ("words", |f| f.words),
    ("chars", |f| f.chars),
    ("word length", |f| f.word_length),
    ("ends sentence", |f| f.ends_sentence),
    ("ends question", |f| f.ends_question),
    ("ends colon", |f| f.ends_colon),
    ("starts lower", |f| f.starts_lower),
    ("starts digit", |f| f.starts_digit),
    ("starts mark", |f| f.starts_mark),
    ("capital share", |f| f.capital_share),
    ("all capitals share", |f| f.all_capitals_share),
    ("digit share", |f| f.digit_share),
    ("function share", |f| f.function_share),
    ("verb share", |f| f.verb_share),
    ("visitor share", |f| f.visitor_share),
    ("sentences", |f| f.sentences),
    ("words a sentence", |f| f.words / f.sentences.max(1.0)),
    ("commas", |f| f.commas / f.words.max(1.0)),
    ("quotes", |f| f.quotes),
    ("addresses", |f| f.addresses),
    ("separators", |f| f.separators / f.words.max(1.0)),
    ("cells", |f| f.cells),
    ("copyright", |f| f.copyright),
    ("year", |f| f.year),
    ("calendar", |f| f.calendar),
    ("clock", |f| f.clock),
    ("money", |f| f.money),
    ("ends photo", |f| f.ends_photo),
    ("covered", |f| f.covered),
];

/// What is told of the lines around one.
const NEIGHBOUR: &[OfFacts] = &[
    ("words", |f| f.words),
    ("ends sentence", |f| f.ends_sentence),
    ("covered", |f| f.covered),
    ("function share", |f| f.function_share),
    ("capital share", |f| f.capital_share),
    ("gap", |f| f.gap),
];
/// Which lines around one are told of singly.
const NEAR: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// Stretches of lines told of by their means: from and to, counted from the line, itself left out.
const STRETCHES: [(isize, isize); 6] = [(-5, -1), (1, 5), (-15, -1), (1, 15), (-50, -1), (1, 50)];

/// What a line shows by its place in the text.
const PLACE: &[OfPlace] = &[
    ("repeats", |p, i| p.repeats[i]),
    ("same start", |p, i| p.same_start[i]),
    ("topical", |p, i| p.topical[i]),
    ("place", |p, i| i as f32 / p.len() as f32),
    ("from top", |_, i| i as f32),
    ("from bottom", |p, i| (p.len() - 1 - i) as f32),
    ("words above", |p, i| p.share_above(0, i)),
    ("long words above", |p, i| p.share_above(4, i)),
    ("long words below", |p, i| p.total(4) - p.sums[i + 1][4]),
    ("furniture lines above", |p, i| p.sums[i][5] / (i as f32).max(1.0)),
    ("furniture lines below", |p, i| (p.total(5) - p.sums[i + 1][5]) / ((p.len() - 1 - i) as f32).max(1.0)),
    ("long before", |p, i| p.long_before[i].min(FAR)),
    ("long after", |p, i| p.long_after[i].min(FAR)),
    ("run", |p, i| p.run[i]),
    ("group lines", |p, i| p.groups[i][0]),
    ("group words", |p, i| p.groups[i][1]),
    ("place in group", |p, i| p.groups[i][2]),
    ("gaps", |p, _| p.total(3) / p.len() as f32),
    ("lines", |p, _| p.len() as f32),
    ("words a line", |p, _| p.total(0) / p.len() as f32),
    ("sentence lines", |p, _| p.total(1) / p.len() as f32),
    ("long share", |p, _| p.total(4) / p.total(0).max(1.0)),
    ("furniture lines", |p, _| p.total(5)),
    ("furniture line share", |p, _| p.total(5) / p.len() as f32),
];

impl Page {
    /// Looks at the lines of a text, in order. Linear in their length.
    pub(super) fn of(lines: &[Line<'_>]) -> Page {
        let lowers: Vec<String> = lines.iter().map(|line| line.text.trim().to_lowercase()).collect();
        let words: Vec<Vec<&str>> = lowers.iter().map(|lower| lower_words(lower)).collect();
        let facts: Vec<Facts> = lines
            .iter()
            .zip(&words)
            .map(|(line, words)| Facts {
                gap: f32::from(u8::from(line.gap)),
                ..Facts::of(line.text.trim(), words)
            })
            .collect();

        let repeats = counted(&words, |w| w);
        let same_start = counted(&words, |w| &w[..w.len().min(2)]);
        let topical = topical(&facts, &words);
        let mut sums = vec![[0.0; SUMS.len()]];
        for (i, f) in facts.iter().enumerate() {
            let mut next = sums[i];
            for (sum, (_, of)) in next.iter_mut().zip(SUMS) {
                *sum += of(f);
            }
            sums.push(next);
        }
        let (long_before, long_after) = distances(&facts, Facts::is_long);
        let n = facts.len() as f32;
        let run = (0..facts.len())
            .map(|i| if facts[i].is_long() { 0.0 } else { (long_before[i] + long_after[i] - 1.0).min(n) })
            .collect();
        let mut last = [FAR; HEADINGS.len()];
        let mut since = Vec::with_capacity(facts.len());
        for f in &facts {
            since.push(last);
            for (distance, sort) in last.iter_mut().zip(HEADINGS) {
                let heads = f.sorts[sort as usize] >= 0.5;
                *distance = if heads { 1.0 } else { (*distance + 1.0).min(FAR) };
            }
        }
        let groups = groups(&facts);
        Page { facts, repeats, same_start, topical, sums, long_before, long_after, run, groups, since }
    }

    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    fn total(&self, sum: usize) -> f32 {
        self.sums[self.len()][sum]
    }

    fn share_above(&self, sum: usize, i: usize) -> f32 {
        self.sums[i][sum] / self.total(sum).max(1.0)
    }

    /// The row of a line for the model; [`names`] names its columns.
    pub(super) fn row(&self, i: usize) -> Vec<f32> {
        let own = &self.facts[i];
        let mut row: Vec<f32> = OWN.iter().map(|(_, of)| of(own)).collect();
        row.extend(own.sorts);
        row.extend(BEGINS.map(|sort| own.begins[sort as usize]));
        row.extend(PLACE.iter().map(|(_, of)| of(self, i)));
        row.extend(self.since[i]);
        for offset in NEAR {
            let other = i.checked_add_signed(offset).and_then(|j| self.facts.get(j));
            row.extend(NEIGHBOUR.iter().map(|(_, of)| other.map_or(-1.0, of)));
        }
        for (from, to) in STRETCHES {
            let (from, to) = stretch(i, from, to, self.len());
            let lines = ((to - from) as f32).max(1.0);
            row.extend((0..4).map(|sum| (self.sums[to][sum] - self.sums[from][sum]) / lines));
        }
        row
    }
}

/// Names of the columns of [`Page::row`].
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = OWN.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.extend(Sort::ALL.iter().map(|sort| format!("sort {sort:?}")));
    names.extend(BEGINS.iter().map(|sort| format!("begins {sort:?}")));
    names.extend(PLACE.iter().map(|(name, _)| (*name).to_owned()));
    names.extend(HEADINGS.iter().map(|sort| format!("since {sort:?}")));
    for offset in NEAR {
        names.extend(NEIGHBOUR.iter().map(|(name, _)| format!("{name} at {offset}")));
    }
    for (from, to) in STRETCHES {
        names.extend(SUMS[..4].iter().map(|(name, _)| format!("{name} in {from} to {to}")));
    }
    names
}

/// A stretch around `i` as a half-open range inside `0..len`.
fn stretch(i: usize, from: isize, to: isize, len: usize) -> (usize, usize) {
    let from = i.saturating_add_signed(from).min(len);
    let to = i.saturating_add_signed(to + 1).min(len);
    (from, to.max(from))
}

/// For each line how often its key occurs among all lines.
fn counted<'a>(words: &'a [Vec<&'a str>], key: fn(&'a [&'a str]) -> &'a [&'a str]) -> Vec<f32> {
    let mut counts: HashMap<&[&str], f32> = HashMap::new();
    for line in words {
        *counts.entry(key(line)).or_default() += 1.0;
    }
    words.iter().map(|line| counts[key(line)]).collect()
}

/// For each line the share of its subject words (no function words, three bytes or more) that occur
/// in a long line other than itself.
fn topical(facts: &[Facts], words: &[Vec<&str>]) -> Vec<f32> {
    let is_subject = |w: &&str| w.len() >= 3 && !is_function_word(w);
    // How many long lines hold the word, and the last that was counted.
    let mut holders: HashMap<&str, (u32, usize)> = HashMap::new();
    for (i, line) in words.iter().enumerate().filter(|(i, _)| facts[*i].is_long()) {
        for word in line.iter().copied().filter(|w| is_subject(w)) {
            let entry = holders.entry(word).or_insert((0, usize::MAX));
            if entry.1 != i {
                *entry = (entry.0 + 1, i);
            }
        }
    }
    let share = |(f, line): (&Facts, &Vec<&str>)| {
        let needed = if f.is_long() { 2 } else { 1 };
        let (mut all, mut held) = (0.0, 0.0);
        for word in line.iter().filter(|w| is_subject(w)) {
            all += 1.0;
            held += f32::from(u8::from(holders.get(word).is_some_and(|h| h.0 >= needed)));
        }
        if all > 0.0 { held / all } else { 0.0 }
    };
    facts.iter().zip(words).map(share).collect()
}

/// For each line the lines and words of its group, and its place there from 0.
fn groups(facts: &[Facts]) -> Vec<[f32; 3]> {
    let mut out = Vec::with_capacity(facts.len());
    let mut start = 0;
    for end in 1..=facts.len() {
        if end < facts.len() && facts[end].gap == 0.0 {
            continue;
        }
        let words = facts[start..end].iter().map(|f| f.words).sum();
        out.extend((start..end).map(|i| [(end - start) as f32, words, (i - start) as f32]));
        start = end;
    }
    out
}

/// For each line the distances to the nearest line before and after of which `is` holds; the number
/// of lines where there is none.
fn distances(facts: &[Facts], is: impl Fn(&Facts) -> bool) -> (Vec<f32>, Vec<f32>) {
    let n = facts.len() as f32;
    let walk = |order: &mut dyn Iterator<Item = usize>| {
        let mut out = vec![n; facts.len()];
        let mut distance = n;
        for i in order {
            out[i] = distance;
            distance = if is(&facts[i]) { 1.0 } else { (distance + 1.0).min(n) };
        }
        out
    };
    (walk(&mut (0..facts.len())), walk(&mut (0..facts.len()).rev()))
}
