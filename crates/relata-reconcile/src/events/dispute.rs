//! Events that may be one, told of two days.

use super::{Days, Occurrence, Telling};
use relata_rows::DocId;
use std::collections::{BTreeMap, BTreeSet};

/// So many days apart two tellings of one event may be; a wire and a paper of the next week seldom differ by more.
const APART: i64 = 3;

/// Pairs of occurrences, by index, that may be one event told of two days: of one category, told as equally real, with
/// the same parties on both sides and the same act, each of a single day, these days at most [`APART`] from each
/// other. Where one document tells both they are two events.
pub fn disputed(tellings: &[Telling], occurrences: &[Occurrence]) -> Vec<(usize, usize)> {
    let mut same: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, occurrence) in occurrences.iter().enumerate() {
        let day = occurrence.days.filter(|days| days.count() == 1);
        let Some(first) = occurrence.tellings.first().map(|&t| &tellings[t]).filter(|_| day.is_some()) else {
            continue;
        };
        let parties = (&first.agents.actors, &first.recipients.actors);
        if !parties.0.is_empty() && !parties.1.is_empty() {
            let act = first.words.to_lowercase();
            same.entry((first.kind, first.modality, parties, act)).or_default().push(n);
        }
    }
    let near = |a: usize, b: usize| {
        let days: Option<(Days, Days)> = occurrences[a].days.zip(occurrences[b].days);
        days.is_some_and(|(x, y)| {
            let apart = x.start.until(y.start).map_or(i64::MAX, |span| i64::from(span.get_days()).abs());
            (1..=APART).contains(&apart)
        })
    };
    let documents = |n: usize| -> BTreeSet<&DocId> {
        occurrences[n].tellings.iter().map(|&t| &tellings[t].doc).collect()
    };
    let mut pairs = Vec::new();
    for of_one in same.values() {
        for (i, &a) in of_one.iter().enumerate() {
            let others =
                of_one[i + 1..].iter().filter(|&&b| near(a, b) && documents(a).is_disjoint(&documents(b)));
            pairs.extend(others.map(|&b| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs
}
