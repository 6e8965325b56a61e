//! How many of those who tell something are independent of each other.

use super::names::core;
use super::shared;
use crate::measures::told::{Source, Told};
use relata_rows::{Reason, Why};
use std::collections::BTreeMap;

/// How often something is told, by how many that are independent, and why some are one witness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witnesses {
    /// How often it is told.
    pub appearances: usize,
    /// By how many that are independent of each other.
    pub independent: usize,
    /// The groups: of each, the tellings by index; those of one group are one witness.
    pub groups: Vec<Vec<usize>>,
    /// Two tellings that are one witness, by index, and why. They join each group.
    pub because: Vec<(usize, usize, Reason)>,
}

/// So many tellings with roots of their own are held against each other one by one; beyond that only equal names,
/// actors and copies join.
const PAIRWISE: usize = 48;

/// Who of those who tell something are independent.
pub fn witnesses(told: &[&Told]) -> Witnesses {
    let mut group: Vec<usize> = (0..told.len()).collect();
    let mut because = Vec::new();
    let mut join = |a: usize, b: usize, why: Reason, group: &mut Vec<usize>| {
        let (x, y) = (find(group, a), find(group, b));
        if x != y {
            group[x.max(y)] = x.min(y);
            because.push((a, b, why));
        }
    };
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        for (key, why) in keys(t) {
            match first.get(&key) {
                Some(&before) => join(before, i, why, &mut group),
                None => {
                    first.insert(key, i);
                }
            }
        }
    }
    let heads: Vec<usize> = (0..told.len()).filter(|&i| group[i] == i).collect();
    if heads.len() <= PAIRWISE {
        for (n, &a) in heads.iter().enumerate() {
            for &b in &heads[n + 1..] {
                if let Some((_, why)) = shared(told[a], told[b]) {
                    join(a, b, why, &mut group);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..told.len() {
        groups.entry(find(&mut group, i)).or_default().push(i);
    }
    Witnesses {
        appearances: told.len(),
        independent: groups.len(),
        groups: groups.into_values().collect(),
        because,
    }
}

/// The first of the group of `i`; shortens the way to it for the next.
fn find(group: &mut [usize], i: usize) -> usize {
    let mut at = i;
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// What makes two tellings one witness when they share it, with the reason.
fn keys(told: &Told) -> Vec<(String, Reason)> {
    let mut keys = vec![(format!("doc {}", told.doc), Why::OneDocument.alone())];
    if let Some(copies) = &told.copies {
        keys.push((format!("copies {copies}"), Why::OneText.alone()));
    }
    let sources: Vec<&Source> = match &told.credit {
        Some(credit) => vec![credit],
        None => told.authors.iter().chain(&told.publisher).collect(),
    };
    for source in sources {
        let why = Why::BothRest.of([&source.name]);
        keys.extend(source.actor.iter().map(|id| (format!("actor {id}"), why.clone())));
        let core = core(&source.name);
        if !core.is_empty() {
            keys.push((format!("name {}", core.into_iter().collect::<Vec<_>>().join(" ")), why));
        }
    }
    keys
}
