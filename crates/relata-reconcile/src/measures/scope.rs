//! What a sentence says that its figure leaves out or takes in ("military pensions not included"), and the bound of time
//! or age that it draws ("waiting for more than a year", "children under five"). Statistics of one thing are parted by
//! such words more often than by any noun; two figures that they part, and that cannot meet, are no contradiction.

use super::concept::{self, Kin, Term};
use super::told::Told;
use relata_language::lexicon::{Pos, knows};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words of `data/en/scope.txt`, each phrase as its words.
struct Cues {
    out: Vec<Vec<&'static str>>,
    takes: Vec<Vec<&'static str>>,
    takes_next: Vec<Vec<&'static str>>,
    after_out: Vec<Vec<&'static str>>,
    after_in: Vec<Vec<&'static str>>,
    /// With the way of the bound.
    limit: Vec<(Vec<&'static str>, &'static str)>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let data = include_str!("../../data/en/scope.txt");
    let group = |name: &'static str| {
        let lines = data.lines().filter_map(move |l| l.split_once(':').filter(|(g, _)| *g == name));
        lines.flat_map(|(_, phrases)| phrases.split(';')).map(str::trim)
    };
    let words = |phrase: &'static str| phrase.split_whitespace().collect::<Vec<_>>();
    Cues {
        out: group("out").map(words).collect(),
        takes: group("in").map(words).collect(),
        takes_next: group("in-next").map(words).collect(),
        after_out: group("after-out").map(words).collect(),
        after_in: group("after-in").map(words).collect(),
        limit: group("limit").filter_map(|p| p.split_once('=')).map(|(p, way)| (words(p), way)).collect(),
    }
});

/// What a sentence leaves out, takes in, and bounds.
#[derive(Debug, Default)]
struct Scope {
    out: Vec<Term>,
    takes: Vec<Term>,
    /// "> 1 year".
    limits: BTreeSet<String>,
}

/// So many words of what is left out or taken in are looked at.
const WIDTH: usize = 4;

/// What tells two figures apart by what they leave out, take in or are bounded by, in words of each; `None` where
/// nothing does.
pub(super) fn apart(a: &Told, b: &Told) -> Option<(String, String)> {
    let (x, y) = (Scope::of(a), Scope::of(b));
    let shown = |limits: &BTreeSet<String>| limits.iter().cloned().collect::<Vec<_>>().join(", ");
    if x.limits != y.limits {
        return Some((shown(&x.limits), shown(&y.limits)));
    }
    let same = |t: &Term, others: &[Term]| others.iter().any(|o| concept::hold(t, o) == Kin::Same);
    for (one, other, turned) in [(&x, &y, false), (&y, &x, true)] {
        let left = one.out.iter().find(|t| !same(t, &other.out)).map(|t| format!("without {}", t.text));
        let taken = one.takes.iter().find(|t| !same(t, &other.takes)).map(|t| format!("with {}", t.text));
        if let Some(words) = left.or(taken) {
            return Some(if turned { (String::new(), words) } else { (words, String::new()) });
        }
    }
    None
}

impl Scope {
    fn of(told: &Told) -> Scope {
        let lower = told.sentence.to_lowercase();
        // Commas part what is left out from what follows.
        let spaced = lower.replace([',', ';', ':', '(', ')', '.', '—', '–'], " , ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let own = told.text.to_lowercase();
        let is = |at: usize, phrase: &[&str]| words[at..].starts_with(phrase);
        let mut scope = Scope::default();
        for at in 0..words.len() {
            if let Some(cue) = CUES.out.iter().find(|c| is(at, c)) {
                scope.out.extend(terms(words[at + cue.len()..].iter().copied()));
            }
            if let Some(cue) = CUES.takes_next.iter().find(|c| is(at, c)) {
                let not = at > 0 && matches!(words[at - 1], "not" | "without");
                scope
                    .takes
                    .extend(terms(words[at + cue.len()..].iter().copied()).into_iter().filter(|_| !not));
            }
            if CUES.takes.iter().any(|c| is(at, c)) {
                // "With bonuses counted": what stands between.
                let behind: Vec<&str> = words[at + 1..].iter().copied().take_while(|w| *w != ",").collect();
                let closes = |n: &usize| CUES.after_in.iter().any(|c| behind[*n..].starts_with(c));
                if let Some(end) = (1..behind.len().min(WIDTH + 2)).find(closes) {
                    scope.takes.extend(terms(behind[..end].iter().copied()));
                }
            }
            // "Pensions not included, ...": nothing but a comma follows; "the office counted 300" is a verb.
            let closes = |cues: &[Vec<&str>]| {
                cues.iter().any(|c| is(at, c) && words.get(at + c.len()).is_none_or(|w| *w == ","))
            };
            if closes(&CUES.after_out) {
                scope.out.extend(terms(before(&words, at)));
            } else if closes(&CUES.after_in) && at > 0 && words[at - 1] != "not" {
                scope.takes.extend(terms(before(&words, at)));
            }
            if let Some((cue, way)) = CUES.limit.iter().find(|(c, _)| is(at, c)) {
                scope.limits.extend(limit(&words[at + cue.len()..], &own).map(|l| format!("{way} {l}")));
            }
        }
        scope
    }
}

/// The words before a place, back to a comma, in order.
fn before<'s, 'w>(words: &'s [&'w str], at: usize) -> impl Iterator<Item = &'w str> + use<'s, 'w> {
    let start = (0..at).rev().find(|&i| words[i] == ",").map_or(0, |i| i + 1).max(at.saturating_sub(WIDTH));
    words[start..at].iter().copied()
}

/// The strong terms of the next words, as far as the comma.
fn terms<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Term> {
    const ENDS: [&str; 7] = [",", "in", "was", "were", "is", "at", "from"];
    let noun = |t: &Term| t.stem.rsplit(' ').next().is_some_and(|head| knows(head, Pos::Noun));
    let text: Vec<&str> = words.take_while(|w| !ENDS.contains(w)).take(WIDTH).collect();
    concept::terms(&text.join(" ")).into_iter().filter(|t| !concept::is_weak(t) && noun(t)).collect()
}

/// The bound that words begin with, "a year", "thirty days"; `None` where it is the figure itself or says how long ago.
fn limit(words: &[&str], own: &str) -> Option<String> {
    const UNITS: [&str; 6] = ["year", "month", "week", "day", "hour", "minute"];
    const PAST: [&str; 8] = ["ago", "after", "later", "earlier", "before", "since", "of", "old"];
    let (count, unit) = (words.first()?, words.get(1)?);
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    let tells = words.get(2).is_some_and(|w| PAST[..7].contains(w));
    let own = own.contains(&format!("{count} {unit}"));
    let number = count.chars().all(|c| c.is_ascii_digit())
        || matches!(
            *count,
            "a" | "an" | "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight"
        )
        || matches!(
            *count,
            "nine" | "ten" | "twelve" | "fifteen" | "eighteen" | "twenty" | "thirty" | "sixty"
        );
    (number && UNITS.contains(&unit) && !tells && !own).then(|| {
        let count = if matches!(*count, "a" | "an") { "one" } else { count };
        format!("{count} {unit}")
    })
}
