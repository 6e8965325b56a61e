//! Which tellings are of the same event.

use super::{Days, Side, Telling};
use jiff::civil::Date;
use relata_rows::{EventKind, Modality, RowId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One event, as the documents that tell it have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Its tellings, by index, in the order of documents and rows.
    pub tellings: Vec<usize>,
    /// The days that all of them allow; `None` where the one there is has no date, or an open one.
    pub days: Option<Days>,
}

/// The longest stretch of days that tells one event from others, in months: beyond it an event stays by itself.
const LONGEST: usize = 12;

/// So many words, but for the little ones, describe one and no other.
const TELLING: usize = 3;

/// A kind of event, an actor that takes part, a month: only tellings that share one are compared.
type Block<'t> = (EventKind, &'t str, (i16, i8));

/// Joins tellings of the same event: of one category, of different documents, with an actor in common on the same
/// side and nobody who contradicts, on days that overlap, and both told as having happened (or both as planned,
/// demanded, ...). Where several occurrences fit equally well, as they do for "in May" beside 3 and 20 May, a telling
/// joins none. What has no date, or nobody who is an actor of the case or described
/// in three words or more, stays by itself.
///
/// The answer, up to the indices, is the same for every order of `tellings`; it is sorted by days, category and rows.
pub fn join(tellings: &[Telling]) -> Vec<Occurrence> {
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    // What is told most exactly comes first, so that vague tellings find it there.
    order.sort_by_key(|&n| {
        let t = &tellings[n];
        let length = days(t).map_or(i64::MAX, Days::count);
        (length, Reverse(t.agents.actors.len() + t.recipients.actors.len()), &t.doc, &t.row)
    });
    let mut occurrences: Vec<Occurrence> = Vec::new();
    let mut blocks: BTreeMap<Block<'_>, Vec<usize>> = BTreeMap::new();
    for n in order {
        let t = &tellings[n];
        let own = days(t);
        let keys = own.map_or_else(Vec::new, |days| keys(t, days));
        let near: BTreeSet<usize> =
            keys.iter().filter_map(|key| blocks.get(key)).flatten().copied().collect();
        let fitting = near.into_iter().filter(|&o| fits(t, own, &occurrences[o], tellings));
        let at = match best(fitting.map(|o| (likeness(t, &occurrences[o], tellings), o))) {
            Some(o) => {
                let occurrence = &mut occurrences[o];
                occurrence.tellings.push(n);
                occurrence.days = occurrence.days.zip(own).and_then(|(a, b)| a.both(b));
                o
            }
            None => {
                occurrences.push(Occurrence { tellings: vec![n], days: own });
                occurrences.len() - 1
            }
        };
        for key in keys {
            let block = blocks.entry(key).or_default();
            if block.last() != Some(&at) && !block.contains(&at) {
                block.push(at);
            }
        }
    }
    for occurrence in &mut occurrences {
        occurrence.tellings.sort_by_key(|&n| (&tellings[n].doc, &tellings[n].row));
    }
    occurrences.sort_by_key(|o| {
        let first: Option<&RowId> = o.tellings.iter().map(|&n| &tellings[n].row).min();
        (o.days.is_none(), o.days, o.tellings.first().map(|&n| tellings[n].kind), first)
    });
    occurrences
}

fn days(t: &Telling) -> Option<Days> {
    t.date.as_ref().and_then(Days::of)
}

/// The blocks of a telling; none where its days say too little.
fn keys(t: &Telling, days: Days) -> Vec<Block<'_>> {
    let months = months(days);
    let actors: BTreeSet<&String> = known(&t.agents).chain(known(&t.recipients)).collect();
    actors.into_iter().flat_map(|a| months.iter().map(move |&month| (t.kind, a.as_str(), month))).collect()
}

/// The months that days touch; none where they are more than [`LONGEST`].
fn months(days: Days) -> Vec<(i16, i8)> {
    let number = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
    let all = number(days.start)..=number(days.last());
    if all.clone().count() > LONGEST {
        return Vec::new();
    }
    let month =
        |n: i32| Some((i16::try_from(n.div_euclid(12)).ok()?, i8::try_from(n.rem_euclid(12) + 1).ok()?));
    all.filter_map(month).collect()
}

/// Whether a telling may be of an occurrence: it contradicts none of its tellings.
fn fits(t: &Telling, own: Option<Days>, o: &Occurrence, tellings: &[Telling]) -> bool {
    own.zip(o.days).is_some_and(|(a, b)| a.both(b).is_some())
        && o.tellings.iter().all(|&n| {
            let other = &tellings[n];
            other.doc != t.doc && manner(other.modality) == manner(t.modality) && same_parties(t, other)
        })
}

/// Modalities that may be told of one event: what one tells as a fact another may tell as an allegation.
fn manner(modality: Modality) -> Modality {
    if modality == Modality::Alleged { Modality::Actual } else { modality }
}

/// Whether somebody takes the same part in both and nobody contradicts. Those who meet or fight each other are
/// told in either part, so there all are held against all.
fn same_parties(a: &Telling, b: &Telling) -> bool {
    if is_mutual(a) || is_mutual(b) {
        let all =
            |t: &Telling| known(&t.agents).chain(known(&t.recipients)).cloned().collect::<BTreeSet<_>>();
        let (x, y) = (all(a), all(b));
        return !x.is_disjoint(&y) && nested(&x, &y);
    }
    let sides = [(&a.agents, &b.agents), (&a.recipients, &b.recipients)];
    let common = |x: &Side, y: &Side| known(x).any(|a| known(y).any(|b| a == b));
    sides.iter().any(|(x, y)| common(x, y)) && sides.iter().all(|(x, y)| agree(x, y))
}

/// The actors of a side; where there is none, those who are described in so many words that it can only be they:
/// "Canada's foreign minister".
fn known(side: &Side) -> impl Iterator<Item = &String> {
    let described = side.described.iter().filter(|d| d.split(' ').count() >= TELLING);
    let described = described.take(if side.actors.is_empty() { usize::MAX } else { 0 });
    side.actors.iter().chain(described)
}

/// Whether those who do something to each other all stand among the agents.
fn is_mutual(t: &Telling) -> bool {
    use EventKind::{Agree, Assault, Consult, Cooperate};
    matches!(t.kind, Agree | Assault | Consult | Cooperate)
        && known(&t.agents).count() > 1
        && t.recipients == Side::default()
}

/// Whether two sides may be the same: of those who are known, one document's are among the other's; of those who
/// are only described, some are described in the same words.
fn agree(x: &Side, y: &Side) -> bool {
    if !x.actors.is_empty() && !y.actors.is_empty() {
        return nested(&x.actors, &y.actors);
    }
    let only_described = x.actors.is_empty() && y.actors.is_empty();
    !only_described
        || x.described.is_empty()
        || y.described.is_empty()
        || !x.described.is_disjoint(&y.described)
}

fn nested(x: &BTreeSet<String>, y: &BTreeSet<String>) -> bool {
    x.is_subset(y) || y.is_subset(x)
}

/// How much a telling has in common with the nearest one of an occurrence: actors, then words, then mode.
fn likeness(t: &Telling, o: &Occurrence, tellings: &[Telling]) -> (usize, bool, bool) {
    let common = |x: &Side, y: &Side| x.actors.intersection(&y.actors).count();
    let of = |other: &Telling| {
        let actors = common(&t.agents, &other.agents) + common(&t.recipients, &other.recipients);
        let words = t.words.to_lowercase() == other.words.to_lowercase();
        (actors, words, t.mode.is_some() && t.mode == other.mode)
    };
    o.tellings.iter().map(|&n| of(&tellings[n])).max().unwrap_or_default()
}

/// The one that is likest; `None` where two are equally like.
fn best<L: Ord + Copy>(fitting: impl Iterator<Item = (L, usize)>) -> Option<usize> {
    let mut all: Vec<(L, usize)> = fitting.collect();
    all.sort_by_key(|&(likeness, _)| Reverse(likeness));
    match all.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, o), ..] => Some(*o),
        [] => None,
    }
}
