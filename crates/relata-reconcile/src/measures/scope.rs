//! What a sentence says that its figure leaves out or takes in ("military pensions not included"), and the bound of time
//! or age that it draws ("waiting for more than a year", "children under five"). Statistics of one thing are parted by
//! such words more often than by any noun; two figures that they part, and that cannot meet, are no contradiction.

use super::concept::{self, Kin, Term};
use super::told::Told;
use crate::lists::{Words, phrases};
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
    words: Words,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let data = include_str!("../../data/en/scope.txt");
    let limit = phrases(data, "limit").into_iter().filter_map(|mut words| {
        let way = words.pop()?.strip_prefix('=')?;
        Some((words, way))
    });
    Cues {
        out: phrases(data, "out"),
        takes: phrases(data, "in"),
        takes_next: phrases(data, "in-next"),
        after_out: phrases(data, "after-out"),
        after_in: phrases(data, "after-in"),
        limit: limit.collect(),
        words: Words::read(data),
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
    let (x, y) = (Scope::of(&a.sentence, &a.text), Scope::of(&b.sentence, &b.text));
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
    /// That of a figure told as `own` in a sentence.
    fn of(sentence: &str, own: &str) -> Scope {
        let lower = sentence.to_lowercase();
        // Commas part what is left out from what follows.
        let spaced = lower.replace([',', ';', ':', '(', ')', '.', '—', '–'], " , ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let own = own.to_lowercase();
        let mut scope = Scope::default();
        for at in 0..words.len() {
            scope.read_behind(&words, at);
            scope.read_before(&words, at);
            if let Some((cue, way)) = CUES.limit.iter().find(|(c, _)| words[at..].starts_with(c)) {
                scope.limits.extend(limit(&words[at + cue.len()..], &own).map(|l| format!("{way} {l}")));
            }
        }
        scope
    }

    /// What the words from `at` say of those that follow.
    fn read_behind(&mut self, words: &[&str], at: usize) {
        let cue = |cues: &[Vec<&str>]| cues.iter().find(|c| words[at..].starts_with(c)).map(Vec::len);
        if let Some(len) = cue(&CUES.out) {
            self.out.extend(terms(&words[at + len..]));
        }
        let not = at > 0 && matches!(words[at - 1], "not" | "without");
        if let Some(len) = cue(&CUES.takes_next).filter(|_| !not) {
            self.takes.extend(terms(&words[at + len..]));
        }
        if cue(&CUES.takes).is_some() {
            // "With bonuses counted": what stands between.
            let behind = &words[at + 1..];
            let stop = behind.iter().take(WIDTH + 2).position(|w| *w == ",").unwrap_or(WIDTH + 2);
            let closes = |n: &usize| CUES.after_in.iter().any(|c| behind[*n..].starts_with(c));
            if let Some(end) = (1..stop.min(behind.len())).find(closes) {
                self.takes.extend(terms(&behind[..end]));
            }
        }
    }

    /// What the words from `at` say of those that stand before. Nothing but a comma follows: "pensions not included,";
    /// in "the office counted 300" it is a verb.
    fn read_before(&mut self, words: &[&str], at: usize) {
        let closes = |cues: &[Vec<&str>]| {
            cues.iter()
                .any(|c| words[at..].starts_with(c) && words.get(at + c.len()).is_none_or(|w| *w == ","))
        };
        if closes(&CUES.after_out) {
            self.out.extend(terms(before(words, at)));
        } else if closes(&CUES.after_in) && at > 0 && words[at - 1] != "not" {
            self.takes.extend(terms(before(words, at)));
        }
    }
}

/// The words before a place, back to a comma.
fn before<'w, 's>(words: &'s [&'w str], at: usize) -> &'s [&'w str] {
    let near = &words[at.saturating_sub(WIDTH)..at];
    near.rsplit(|w| *w == ",").next().unwrap_or(near)
}

/// The strong terms of the next words, as far as the comma.
fn terms(words: &[&str]) -> Vec<Term> {
    let noun = |t: &Term| t.stem.rsplit(' ').next().is_some_and(|head| knows(head, Pos::Noun));
    let ends = |w: &str| w == "," || CUES.words.has("end", w);
    let text: Vec<&str> = words.iter().copied().take_while(|w| !ends(w)).take(WIDTH).collect();
    concept::terms(&text.join(" ")).into_iter().filter(|t| !concept::is_weak(t) && noun(t)).collect()
}

/// The bound that words begin with, "a year", "thirty days"; `None` where it is the figure itself or says how long ago.
fn limit(words: &[&str], own: &str) -> Option<String> {
    let [count, unit, rest @ ..] = words else { return None };
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    let when = rest.first().is_some_and(|w| CUES.words.has("ago", w));
    let itself = own.contains(&format!("{count} {unit}"));
    let number = count.chars().all(|c| c.is_ascii_digit()) || CUES.words.has("count", count);
    (number && CUES.words.has("unit", unit) && !when && !itself).then(|| {
        let count = if matches!(*count, "a" | "an") { "one" } else { count };
        format!("{count} {unit}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left out, taken in, and bounded, each once.
    fn scope(sentence: &str) -> [Vec<String>; 3] {
        let scope = Scope::of(sentence, "40,000");
        let words = |terms: Vec<Term>| terms.into_iter().map(|t| t.text).collect::<BTreeSet<_>>();
        [words(scope.out), words(scope.takes), scope.limits].map(|all| all.into_iter().collect())
    }

    #[test]
    fn what_is_left_out_stands_behind_or_before() {
        assert_eq!(scope("Excluding pensions, the army cost 40,000.")[0], ["pensions"]);
        assert_eq!(scope("The army cost 40,000, pensions not included.")[0], ["pensions"]);
        assert_eq!(scope("Not counting bonuses, clerks earn 40,000.")[0], ["bonuses"]);
        assert!(scope("The army cost 40,000, and pensions rose.")[0].is_empty());
    }

    #[test]
    fn what_is_taken_in_stands_behind_or_before() {
        assert_eq!(scope("With bonuses counted, clerks earn 40,000.")[1], ["bonuses"]);
        assert_eq!(scope("Clerks earn 40,000, bonuses included.")[1], ["bonuses"]);
        assert_eq!(scope("Counting pensions, the army cost 40,000.")[1], ["pensions"]);
        // Left out, and not taken in as well.
        assert!(scope("Not counting bonuses, clerks earn 40,000.")[1].is_empty());
        assert!(scope("The office counted 40,000 pensions.")[1].is_empty());
    }

    #[test]
    fn bounds_are_of_time_or_age() {
        assert_eq!(scope("Some 40,000 waited for more than a year.")[2], ["> one year"]);
        assert_eq!(scope("Some 40,000 waited at least 30 days.")[2], ["> 30 day"]);
        assert_eq!(scope("Some 40,000 were seen within six hours.")[2], ["< six hour"]);
        assert!(scope("Some 40,000 left more than a year ago.")[2].is_empty());
        assert!(scope("More than 40,000 left.")[2].is_empty());
    }

    #[test]
    fn the_figure_itself_is_no_bound() {
        assert!(Scope::of("They were held for more than 30 days.", "more than 30 days").limits.is_empty());
    }

    #[test]
    fn long_sentences_take_their_length_and_no_more() {
        let many = "with ".repeat(20_000);
        assert!(Scope::of(&many, "").takes.is_empty());
    }
}
