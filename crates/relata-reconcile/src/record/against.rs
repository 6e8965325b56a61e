//! What counts against a series: what the sentence tells and it does not.

use super::Claim;
use super::fit::{Told, Way, Where, way};
use super::index::{Checker, Placed};
use super::scene::Scene;
use super::words::Named;
use std::collections::{BTreeMap, BTreeSet};

/// A word of what is counted that the series does not know; more so where it is what the figure belongs to.
const UNKNOWN: f64 = 0.25;
/// The same of an owner, where what is counted is told in full beside it.
const OWNER: f64 = 0.06;
/// The same of any word of the clause, where what is counted is not known.
const FAR: f64 = 0.12;
/// A phrase that tells something for which the series must not be mistaken.
const FORBIDDEN: f64 = 0.6;
/// What tells another series apart from this one.
const CONTRAST: f64 = 0.35;
/// Another place in the words of what is counted, or in the clause.
const PLACE_OF: f64 = 0.65;
const PLACE: f64 = 0.4;
/// A place or kind beside that which is told with what is counted.
const ASIDE: f64 = 0.1;
/// None of its words is among those of what is counted.
const UNANCHORED: f64 = 0.15;
/// Another kind of count: people, not events.
const KIND: f64 = 0.1;
/// It is read with what stands before the sentence.
const BEFORE: f64 = 0.05;
/// A share or change, which has to be worked out.
const WORKED: f64 = 0.05;
/// For each group, the agency and the people that are told: of several that fit, the one that explains more.
const GROUP: f64 = 0.03;
const AGENCY: f64 = 0.06;
const WHO: f64 = 0.05;
/// What is best in practice; scores are shares of it.
const BEST: f64 = 1.2;

/// Words that tell a rate for each person, which is no sum.
const HEADS: &[&str] = &["per head", "per capita", "per person", "per inhabitant", "for every inhabitant"];
/// Words right before a number of which a part alone is counted: "the first 75 refugees".
const PARTS: &[&str] =
    &["first", "last", "next", "other", "another", "additional", "further", "extra", "new", "these", "those"];
/// Words right before a number that bound an age or the like: "over 65".
const BOUNDS: &[&str] = &["over", "under", "aged", "age", "above", "below", "between"];

/// What counts against a series, by the words, each with its cost.
pub(crate) fn costs(
    checker: &Checker<'_>,
    scene: &Scene,
    told: &Told,
    all: &[Told],
    own: &Placed,
    found: &Where,
) -> BTreeMap<String, f64> {
    let line = &scene.line;
    let mut words: BTreeSet<usize> =
        told.words.iter().chain(&found.place).chain(&found.who).copied().collect();
    let mut costs = BTreeMap::new();
    // Of words against which several things can be said the worst counts.
    let mut add = |words: &[usize], cost: f64| {
        let worst: &mut f64 = costs.entry(scene.shown(words.iter().copied())).or_default();
        *worst = worst.max(cost);
    };
    // Words behind the next number are about that.
    let end = scene.next_number(&words);
    let reach = |n: &usize| scene.near.contains(n) && *n < end;

    let definition = &own.series.definition;
    let rates = if definition.measure.basis.is_none() { HEADS } else { &[] };
    for phrase in definition.not.iter().map(String::as_str).chain(rates.iter().copied()) {
        let said = line.tells(phrase).filter(|f| f.iter().all(reach));
        if let Some(said) = said.filter(|f| !f.iter().all(|n| words.contains(n))) {
            add(&said, FORBIDDEN);
        }
    }
    let strong = |n: &usize| scene.own.contains(n) && !scene.weak.contains(n);
    let open = |n: &usize| !words.contains(n) && reach(n);
    for other in all.iter().filter(|o| o.rank != told.rank) {
        // A kind beside that which the figure itself names: "heroin aside, 200 pounds of cocaine".
        let is_aside = |n: usize, group: &BTreeSet<usize>| {
            told.groups.len() == other.groups.len()
                && told.groups.get(n).is_some_and(|own| own.iter().any(strong))
                && !group.iter().any(strong)
        };
        for (n, group) in other.groups.iter().enumerate() {
            let marks: Vec<usize> = group.iter().copied().filter(open).collect();
            if !marks.is_empty() {
                add(&marks, if is_aside(n, group) { ASIDE } else { CONTRAST });
            }
        }
        let called: Vec<usize> = other.called.iter().copied().filter(open).collect();
        if !called.is_empty() {
            add(&called, CONTRAST);
        }
    }

    // Other places: less, where what is counted has its own place with it.
    let firm = found.place.iter().any(strong) && told.head.iter().any(strong);
    for named in line.named.iter().filter(|n| !explains(own, n, &words)) {
        let mut of = named.words.clone();
        let cost = if of.clone().any(|n| strong(&n)) {
            PLACE_OF
        } else if !of.any(|n| reach(&n)) {
            continue;
        } else if firm && !scene.at_place(named) {
            ASIDE
        } else {
            PLACE
        };
        add(&named.words.clone().collect::<Vec<_>>(), cost);
    }
    line.named.iter().for_each(|n| words.extend(n.words.clone()));

    let known = checker.entries[told.rank].known();
    let knows = |n: usize| line.words[n].roots.iter().any(|r| known.contains(r));
    let is_open = |n: &usize| !words.contains(n) && !scene.stands.contains(n) && !knows(*n);
    // Words of what is counted; where none are known, those of the clause.
    let bare = scene.own.is_empty();
    for &n in scene.near.iter().filter(|n| is_open(n)) {
        let word = &line.words[n];
        if bare && !word.is_neutral() {
            add(&[n], FAR);
        } else if scene.own.contains(&n) && (!word.is_neutral() || word.is_limit()) {
            add(&[n], if firm && scene.weak.contains(&n) { OWNER } else { UNKNOWN });
        }
    }
    // Right beside the head: "the prison population", "population growth".
    for &head in &told.head {
        let sides = [head.checked_sub(1), Some(head + 1).filter(|n| *n < line.words.len())];
        for n in sides.into_iter().flatten().filter(|n| is_open(n) && scene.adjoin(head, *n)) {
            let word = &line.words[n];
            if !word.is_neutral() && !word.roots.iter().any(|r| scene.is_verb(r, head, n)) {
                add(&[n], UNKNOWN);
            }
        }
    }
    // Right before a number.
    if let Some(n) =
        scene.stands.first().and_then(|n| n.checked_sub(1)).filter(|n| line.words[*n].is_one_of(PARTS))
    {
        add(&[n], UNKNOWN);
    }
    for &n in scene.near.iter().filter(|n| is_open(n) && line.words[**n].is_limit()) {
        let before = n.checked_sub(1).filter(|b| !scene.stands.contains(b));
        if before.is_some_and(|b| line.words[b].is_one_of(BOUNDS)) {
            add(&[n], UNKNOWN);
        }
    }
    costs
}

/// How well a series fits, 0 to 1.
pub(crate) fn score(
    claim: &Claim<'_>,
    scene: &Scene,
    told: &Told,
    own: &Placed,
    found: &Where,
    costs: &BTreeMap<String, f64>,
) -> f64 {
    let definition = &own.series.definition;
    let tells = [&told.head, &told.called, &found.who].into_iter().chain(&told.groups);
    let anchored = scene.own.is_empty() || tells.into_iter().any(|words| !words.is_disjoint(&scene.own));
    let kind = claim.figure.measure.kind.as_str();
    let counts = ["people", "events", "things", "count"];
    let other_kind =
        !definition.measure.kind.is_empty() && definition.measure.kind != kind && counts.contains(&kind);
    let when = |holds: bool, value: f64| if holds { value } else { 0.0 };
    let against = costs.values().sum::<f64>()
        + when(!anchored, UNANCHORED)
        + when(other_kind, KIND)
        + when(scene.before > 0, BEFORE)
        + when(way(claim.figure, definition) == Some(Way::Percent), WORKED);
    let groups = u32::try_from(definition.with.len()).map_or(0.0, f64::from);
    let for_it = GROUP * groups + when(told.agency, AGENCY) + when(!found.who.is_empty(), WHO);
    (1.0 + for_it - against).clamp(0.0, BEST) / BEST
}

/// Whether a place that is named has its part in a series: its place, the country of that, whose people they are, or
/// words of its phrases.
fn explains(own: &Placed, named: &Named, words: &BTreeSet<usize>) -> bool {
    named.words.clone().all(|n| words.contains(&n))
        || own.place == named.id
        || own.who.as_ref() == Some(&named.id)
        || own.around.contains(&named.id)
}
