//! What rows of an answer agree on.

use super::rank::Ranked;
use relata_reconcile::measures::{Prepared, Told, judge};
use relata_rows::{Figure, Verdict};
use std::collections::BTreeMap;

/// Rows of an answer that say the same: figures whose numbers can be the same, as reconciliation judges them;
/// statements, proposals and events of the same one.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// What they have in common: what is counted, or who says it.
    pub(crate) about: String,
    /// The rows, best first.
    pub(crate) rows: Vec<Ranked>,
}

/// What a group must reach of the best one, and a row that is no figure: of a figure all that agree are shown.
const OF_BEST: f64 = 0.8;

/// Figures that are held against each other; an answer seldom has so many.
const FIGURES: usize = 200;

/// Groups rows, best first, in the order of the best of each. `told`: those of the figures, at least, as
/// reconciliation takes them.
pub(crate) fn group(ranked: Vec<Ranked>, told: &[&Told]) -> Vec<Group> {
    let best = ranked.first().map_or(0.0, |r| r.score);
    let same = agreeing(&ranked, told);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for one in ranked {
        let near = one.score >= best * OF_BEST;
        let key = match one.row.kind {
            "figure" => same.get(&one.row.id).unwrap_or(&one.row.id).clone(),
            _ if !near => continue,
            "passage" => one.row.doc.clone(),
            kind if one.row.who.is_empty() => format!("{kind} {}", one.row.doc),
            kind => format!("{kind} {}", one.row.who),
        };
        let place = places.get(&key).copied().unwrap_or(groups.len());
        if place == groups.len() {
            if !near {
                continue;
            }
            let about = if one.row.kind == "figure" { &one.row.about } else { &one.row.who };
            groups.push(Group { about: about.clone(), rows: Vec::new() });
            places.insert(key, place);
        }
        groups[place].rows.push(one);
    }
    groups
}

/// Digits that say something of a number which few things have, as long as they are asked for together.
const RARE: usize = 4;

/// Whether a number has so many digits that two things hardly have it in common.
fn is_rare(number: f64) -> bool {
    let digits = format!("{}", number.abs()).replace('.', "");
    digits.trim_start_matches('0').trim_end_matches('0').len() >= RARE
}

/// Whether two figures tell one number that few things have, in one unit, of one time as far as both tell it: among what
/// answers one question they are one, also where one stands alone and the other at the end of a change ("rose from
/// 1,734,686 to 2,475,669"), and whatever words are around them.
fn is_one_number(a: &Told, b: &Told) -> bool {
    let (x, y) = (&a.figure, &b.figure);
    let level = |f: &Figure| f.change.as_ref().is_none_or(|c| [c.to, c.from].contains(&f.interval.stated));
    let days = |f: &Figure| f.period.as_ref().map(|p| (p.start, p.end));
    let one_time = days(x).is_none() || days(y).is_none() || days(x) == days(y);
    let same =
        x.interval.stated.is_some_and(is_rare) && x.interval == y.interval && x.unit.code == y.unit.code;
    same && one_time && level(x) && level(y)
}

/// For each figure, the best of those with which it goes: it agrees with that one, or has its number and agrees with
/// another of them, or is one number with it.
fn agreeing(ranked: &[Ranked], told: &[&Told]) -> BTreeMap<String, String> {
    let by_row: BTreeMap<&str, &Told> = told.iter().map(|t| (t.row.as_str(), *t)).collect();
    let figures = ranked.iter().filter_map(|r| by_row.get(r.row.id.as_str()).copied()).take(FIGURES);
    let agree = |a: &Told, b: &Told| {
        let judgement = judge(&Prepared::of(a), &Prepared::of(b));
        matches!(judgement.verdict, Verdict::Agrees | Verdict::SameRoot)
    };
    let mut groups: Vec<Vec<&Told>> = Vec::new();
    for figure in figures {
        let fits = |group: &&mut Vec<&Told>| {
            let same_number = group[0].figure.interval == figure.figure.interval;
            let others = if same_number { group.len() } else { 1 };
            is_one_number(group[0], figure) || group[..others].iter().any(|other| agree(other, figure))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(figure),
            None => groups.push(vec![figure]),
        }
    }
    let id = |t: &Told| t.row.as_str().to_owned();
    groups.iter().flat_map(|group| group.iter().map(|t| (id(t), id(group[0])))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::candidate::Candidate;

    fn ranked(kind: &'static str, who: &str, score: f64) -> Ranked {
        let id = format!("{who} {score}");
        Ranked { row: Candidate { who: who.into(), ..Candidate::new(kind, id, "d".into()) }, score }
    }

    #[test]
    fn rows_of_one_source_stand_together_and_weak_ones_are_left_out() {
        let rows = [("A", 0.9), ("B", 0.8), ("A", 0.75), ("C", 0.6)];
        let groups = group(rows.map(|(who, score)| ranked("statement", who, score)).to_vec(), &[]);
        let told: Vec<(&str, usize)> = groups.iter().map(|g| (g.about.as_str(), g.rows.len())).collect();
        assert_eq!(told, [("A", 2), ("B", 1)]);
    }
}
