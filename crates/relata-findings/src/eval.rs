//! Scores of statements against an annotated corpus: the measures of PolNeAR's evaluation.
//!
//! Attributions are compared as sets of tokens; marks at the edges of a part do not count. A part may
//! be discontinuous: its fragments are the spans of the exact score. Only the outermost statements are
//! annotated in PolNeAR, so rows with a parent are to be left out (Newell et al. 2018; the exact and
//! partial measures follow Pareti et al. 2013).

pub mod coreference;
pub mod events;
pub mod figures;
pub mod newsquant;
pub mod noted;
pub mod proposals;
pub mod recognizers;
pub mod time;
mod units;
pub mod wanted;
pub mod weighed;

use relata_rows::{CodePoints, Extent, Row, Statement};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// One attribution as ranges of code points of its text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attribution {
    /// Who says it; empty where nobody is named.
    pub source: Vec<Range<usize>>,
    /// What shows that it is said.
    pub cue: Vec<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// The confidence of a row of ours.
    pub confidence: f32,
}

/// The attributions of a brat file (`T` lines with offsets in code points, `E` lines that join them).
///
/// # Errors
/// The number of the first line that is neither, from 1.
pub fn brat(file: &str) -> Result<Vec<Attribution>, usize> {
    let mut spans: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    let mut events = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        let body = rest.split('\t').next().unwrap_or_default();
        if id.starts_with('T') {
            let (_, offsets) = body.split_once(' ').ok_or(number + 1)?;
            let parts: Option<Vec<Range<usize>>> = offsets
                .split(';')
                .map(|part| {
                    let (start, end) = part.split_once(' ')?;
                    Some(start.parse().ok()?..end.parse().ok()?)
                })
                .collect();
            spans.insert(id, parts.ok_or(number + 1)?);
        } else if id.starts_with('E') {
            events.push(body);
        }
    }
    let read = |event: &&str| {
        let mut a = Attribution::default();
        for (role, id) in event.split(' ').filter_map(|argument| argument.split_once(':')) {
            let parts = spans.get(id).into_iter().flatten().cloned();
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => a.source.extend(parts),
                "Cue" => a.cue.extend(parts),
                "Content" => a.content.extend(parts),
                _ => {}
            }
        }
        a
    };
    Ok(events.iter().map(read).filter(|a| !a.cue.is_empty() || !a.content.is_empty()).collect())
}

/// The rows that have no parent, as attributions.
pub fn outermost(rows: &[Row<Statement>], points: &CodePoints<'_>) -> Vec<Attribution> {
    let ranges = |e: &Extent| -> Vec<Range<usize>> {
        e.parts.iter().map(|p| points.at(p.start)..points.at(p.end)).collect()
    };
    let optional = |e: &Option<Extent>| e.as_ref().map(ranges).unwrap_or_default();
    let outer = rows.iter().filter(|r| r.body.parent.is_none());
    outer
        .map(|r| Attribution {
            source: optional(&r.body.source),
            cue: optional(&r.body.cue),
            content: ranges(&r.body.content),
            confidence: r.confidence,
        })
        .collect()
}

/// Counts over documents, from which the scores come.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    counts: Vec<(&'static str, Count)>,
    ours: usize,
    gold: usize,
    /// Matched contents, and those of them with the right source.
    speakers: (usize, usize),
    /// The confidence of each of ours, and whether its content and source are right.
    judged: Vec<(f32, bool)>,
}

/// The rows whose confidence lies in one tenth.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// How many.
    pub rows: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them whose content and source are right (half of the tokens or more).
    pub right: f64,
}

/// Right ones of ours and of the gold (equal but for shares), ours, gold.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Count {
    /// What of ours is right.
    pub right: f64,
    /// What of the gold is found.
    pub found: f64,
    /// All of ours.
    pub ours: f64,
    /// All of the gold.
    pub gold: f64,
}

impl Count {
    /// Precision, recall and their harmonic mean; 0 where there is nothing.
    pub fn prf(&self) -> (f64, f64, f64) {
        let part = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
        let (p, r) = (part(self.right, self.ours), part(self.found, self.gold));
        (p, r, part(2.0 * p * r, p + r))
    }
}

type Set = BTreeSet<usize>;

/// The three parts of one attribution as tokens, and each as its spans.
struct Parts {
    confidence: f32,
    tokens: [Set; 3],
    spans: [Vec<(usize, usize)>; 3],
}

const NAMES: [[&str; 3]; 3] = [
    ["source exact", "source partial", "source token"],
    ["cue exact", "cue partial", "cue token"],
    ["content exact", "content partial", "content token"],
];

impl Scores {
    /// Adds one document.
    pub fn add(&mut self, text: &str, ours: &[Attribution], gold: &[Attribution]) {
        let tokens = Tokens::of(text);
        let ours: Vec<Parts> = ours.iter().filter_map(|a| tokens.parts(a)).collect();
        let gold: Vec<Parts> = gold.iter().filter_map(|a| tokens.parts(a)).collect();
        self.ours += ours.len();
        self.gold += gold.len();
        for (role, names) in NAMES.iter().enumerate() {
            let spans = |all: &[Parts]| -> BTreeSet<(usize, usize)> {
                all.iter().flat_map(|p| p.spans[role].iter().copied()).collect()
            };
            let words =
                |all: &[Parts]| -> Set { all.iter().flat_map(|p| p.tokens[role].iter().copied()).collect() };
            let (a, b, s, t) = (spans(&ours), spans(&gold), words(&ours), words(&gold));
            let both = a.intersection(&b).count() as f64;
            let exact = Count { right: both, found: both, ours: a.len() as f64, gold: b.len() as f64 };
            let covered = |spans: &BTreeSet<(usize, usize)>, by: &Set| -> f64 {
                spans
                    .iter()
                    .map(|&(from, to)| by.range(from..=to).count() as f64 / (to - from + 1) as f64)
                    .sum()
            };
            let partial = Count { right: covered(&a, &t), found: covered(&b, &s), ..exact };
            let both = s.intersection(&t).count() as f64;
            let token = Count { right: both, found: both, ours: s.len() as f64, gold: t.len() as f64 };
            for (name, count) in names.iter().zip([exact, partial, token]) {
                self.count(name, count);
            }
        }
        self.link(&ours, &gold);
    }

    /// Matches ours and the gold one to one by their contents, the nearest first.
    fn link(&mut self, ours: &[Parts], gold: &[Parts]) {
        let mut pairs = Vec::new();
        for (i, a) in ours.iter().enumerate() {
            for (j, b) in gold.iter().enumerate() {
                let d = if a.tokens[2].is_empty() { 0.0 } else { dice(&a.tokens[2], &b.tokens[2]) };
                if d > 0.0 {
                    let cue = f64::from(!a.tokens[1].is_disjoint(&b.tokens[1]));
                    pairs.push((d >= 0.5, d + 0.2 * dice(&a.tokens[0], &b.tokens[0]) + 0.1 * cue, i, j));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.cmp(&x.0).then(y.1.total_cmp(&x.1)).then((x.2, x.3).cmp(&(y.2, y.3))));
        let (mut left, mut right) = (Set::new(), Set::new());
        let mut hits = [0.0; 5];
        let mut judged: Vec<(f32, bool)> = ours.iter().map(|a| (a.confidence, false)).collect();
        for (near, _, i, j) in pairs {
            if left.contains(&i) || right.contains(&j) {
                continue;
            }
            left.insert(i);
            right.insert(j);
            let (a, b) = (&ours[i].tokens, &gold[j].tokens);
            let same = |role: usize| a[role] == b[role];
            let source = dice(&a[0], &b[0]) >= 0.5;
            let cue = !a[1].is_disjoint(&b[1]) || (a[1].is_empty() && b[1].is_empty());
            let holds = [
                near,
                same(0) && same(2),
                near && source,
                same(0) && same(1) && same(2),
                near && source && cue,
            ];
            for (hit, holds) in hits.iter_mut().zip(holds) {
                *hit += f64::from(holds);
            }
            if near {
                self.speakers.0 += 1;
                self.speakers.1 += usize::from(source);
                judged[i].1 = source;
            }
        }
        self.judged.extend(judged);
        let names = [
            "content matched",
            "source + content exact",
            "source + content partial",
            "all three exact",
            "all three partial",
        ];
        for (name, hit) in names.into_iter().zip(hits) {
            let count = Count { right: hit, found: hit, ours: ours.len() as f64, gold: gold.len() as f64 };
            self.count(name, count);
        }
    }

    fn count(&mut self, name: &'static str, more: Count) {
        let place = self.counts.iter().position(|(n, _)| *n == name).unwrap_or_else(|| {
            self.counts.push((name, Count::default()));
            self.counts.len() - 1
        });
        let count = &mut self.counts[place].1;
        count.right += more.right;
        count.found += more.found;
        count.ours += more.ours;
        count.gold += more.gold;
    }

    /// Every measure by name.
    pub fn counts(&self) -> &[(&'static str, Count)] {
        &self.counts
    }

    /// The F1 of a measure; 0 where there is none of that name.
    pub fn f1(&self, name: &str) -> f64 {
        self.counts.iter().find(|(n, _)| *n == name).map_or(0.0, |(_, c)| c.prf().2)
    }

    /// Confidence against the share that is right, in tenths.
    pub fn reliability(&self) -> [Bin; 10] {
        let mut bins = [Bin::default(); 10];
        for &(confidence, right) in &self.judged {
            let bin = &mut bins[((f64::from(confidence) * 10.0) as usize).min(9)];
            bin.rows += 1;
            bin.confidence += f64::from(confidence);
            bin.right += f64::from(right);
        }
        for bin in &mut bins {
            let rows = bin.rows.max(1) as f64;
            bin.confidence /= rows;
            bin.right /= rows;
        }
        bins
    }

    /// The expected calibration error (Naeini et al. 2015): the mean distance of confidence and share
    /// over the tenths, each counted by its rows.
    pub fn calibration_error(&self) -> f64 {
        let all = self.judged.len().max(1) as f64;
        self.reliability().iter().map(|b| b.rows as f64 / all * (b.confidence - b.right).abs()).sum()
    }

    /// How many contents were matched, and how many of these have the right source.
    pub fn speakers(&self) -> (usize, usize) {
        self.speakers
    }
}

/// The overlap of two sets (Dice 1945); of two empty ones 1.
fn dice(a: &Set, b: &Set) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

/// The tokens of a text: runs of letters and digits, with apostrophes inside, and single marks.
struct Tokens {
    /// Code points.
    spans: Vec<Range<usize>>,
    is_mark: Vec<bool>,
}

impl Tokens {
    fn of(text: &str) -> Self {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let chars: Vec<char> = text.chars().collect();
        let mut all = Tokens { spans: Vec::new(), is_mark: Vec::new() };
        let mut at = 0;
        while at < chars.len() {
            let start = at;
            at += 1;
            if word(chars[start]) {
                while at < chars.len()
                    && (word(chars[at])
                        || (matches!(chars[at], '\'' | '’') && chars.get(at + 1).is_some_and(|&c| word(c))))
                {
                    at += 1;
                }
            } else if chars[start].is_whitespace() {
                continue;
            }
            all.spans.push(start..at);
            all.is_mark.push(!word(chars[start]));
        }
        all
    }

    /// `None` where neither cue nor content holds a word.
    fn parts(&self, a: &Attribution) -> Option<Parts> {
        let tokens = [&a.source, &a.cue, &a.content].map(|ranges| self.within(ranges));
        let spans = [0, 1, 2].map(|role| self.spans(&tokens[role]));
        (!tokens[1].is_empty() || !tokens[2].is_empty()).then_some(Parts {
            confidence: a.confidence,
            tokens,
            spans,
        })
    }

    /// The tokens that the ranges touch, without marks at either end.
    fn within(&self, ranges: &[Range<usize>]) -> Set {
        let mut set = Set::new();
        for range in ranges {
            let from = self.spans.partition_point(|t| t.end <= range.start);
            set.extend((from..self.spans.len()).take_while(|&i| self.spans[i].start < range.end));
        }
        while set.first().is_some_and(|&i| self.is_mark[i]) {
            set.pop_first();
        }
        while set.last().is_some_and(|&i| self.is_mark[i]) {
            set.pop_last();
        }
        set
    }

    /// Runs of a set, as first and last token; runs that only marks part are one.
    fn spans(&self, set: &Set) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for &i in set {
            match runs.last_mut() {
                Some(run) if (run.1 + 1..i).all(|between| self.is_mark[between]) => run.1 = i,
                _ => runs.push((i, i)),
            }
        }
        let trim = |(mut from, mut to): (usize, usize)| {
            while from <= to && self.is_mark[from] {
                from += 1;
            }
            while to > from && self.is_mark[to] {
                to -= 1;
            }
            (from <= to).then_some((from, to))
        };
        runs.into_iter().filter_map(trim).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We will,” he said, “not yield.” Ana denied it.";

    fn attribution(source: &[&str], cue: &[&str], content: &[&str]) -> Attribution {
        let find = |words: &[&str]| -> Vec<Range<usize>> {
            words
                .iter()
                .map(|w| {
                    let at =
                        TEXT.find(w).map(|b| TEXT[..b].chars().count()).expect("the words stand in the text");
                    at..at + w.chars().count()
                })
                .collect()
        };
        Attribution { source: find(source), cue: find(cue), content: find(content), confidence: 0.8 }
    }

    #[test]
    fn the_gold_against_itself_is_right_and_marks_at_its_ends_do_not_count() {
        let gold = [
            attribution(&["he"], &["said"], &["We will", "not yield"]),
            attribution(&["Ana"], &["denied"], &["it"]),
        ];
        let marked = [attribution(&["he"], &["said"], &["“We will", "not yield.”"]), gold[1].clone()];
        for ours in [&gold, &marked] {
            let mut scores = Scores::default();
            scores.add(TEXT, ours, &gold);
            assert!(scores.counts().iter().all(|(_, c)| c.prf().2 == 1.0), "{scores:?}");
            assert_eq!(scores.speakers(), (2, 2));
        }
    }

    #[test]
    fn half_a_content_and_a_wrong_source_count_as_they_should() {
        let gold = [attribution(&["he"], &["said"], &["We will", "not yield"])];
        let ours = [attribution(&["Ana"], &["said"], &["We will"])];
        let mut scores = Scores::default();
        scores.add(TEXT, &ours, &gold);
        assert_eq!(scores.f1("cue exact"), 1.0);
        assert_eq!(scores.f1("source exact"), 0.0);
        // One of ours is right, one of two spans of the gold is found.
        assert!((scores.f1("content exact") - 2.0 / 3.0).abs() < 1e-9);
        assert!((scores.f1("content token") - 2.0 / 3.0).abs() < 1e-9);
        // Two of four words: their overlap is 2/3, a match, with the wrong speaker.
        assert_eq!(scores.f1("content matched"), 1.0);
        assert_eq!(scores.speakers(), (1, 0));
    }

    #[test]
    fn brat_files_are_read_with_their_fragments() {
        let file = "T1\tContent 0 7;19 31\t...\nT2\tSource 11 13\the\nT3\tCue 14 18\tsaid\nE1\tCue:T3 Source:T2 Content:T1\nE2\tSource:T2\n";
        let a = brat(file).expect("a brat file");
        let ranges = |spans: &[(usize, usize)]| spans.iter().map(|&(start, end)| start..end).collect();
        let content = ranges(&[(0, 7), (19, 31)]);
        let (source, cue) = (ranges(&[(11, 13)]), ranges(&[(14, 18)]));
        assert_eq!(a, [Attribution { source, cue, content, confidence: 0.0 }]);
        assert_eq!(brat("T1\tContent zero 7\t...\n"), Err(1));
    }
}
