//! Many figures: which are of one measure, place and time, and which pairs are worth keeping a verdict of.
//!
//! Figures that say the same on the same word (one reading) are one side of a link with several members. Only readings
//! that share a key are held against each other: a concept, or one above or beside it, at one place, or a concept of
//! any place. Big blocks are held to their most told readings, so that no issue, however often told, costs more than
//! its share.

use super::concept;
use super::facets::Facets;
use super::interval;
use super::judge::judge;
use super::roots;
use super::told::Told;
use super::unit;
use super::verdict::{Judgement, Prepared};
use relata_rows::{Link, LinkKind, Measured, Verdict, Why, link_id, measured_id};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// So many readings of a block are held against each other, all with all: those that are told most often.
const READINGS: usize = 24;
/// So many links of a block are kept.
const LINKS: usize = 24;
/// A figure has at most so many keys with its place.
const KEYS: usize = 12;
/// So many words of a figure give keys without its place.
const ANYWHERE: usize = 3;
/// So many words beside what is counted give keys of their own.
const OTHERS: usize = 4;

/// The keys of a figure: two that share none are not held against each other. A pure function of the figure, so that a
/// case asks only for those that share one with what is new.
pub fn keys(told: &Told) -> Vec<String> {
    keys_of(&Facets::of(told))
}

/// Of what is counted its own keys and those of what is above and beside it; of other words their own, since what one text
/// counts the other may only tell of it ("cocaine confiscated", "seizures of cocaine").
fn keys_of(facets: &Facets) -> Vec<String> {
    let place = facets.place.key();
    let core = facets.core();
    let core: Vec<&concept::Term> = if core.is_empty() { facets.head.iter().collect() } else { core };
    let others = facets.all().filter(|t| !concept::is_weak(t) && !core.contains(t)).take(OTHERS);
    let own: Vec<String> = core.iter().copied().chain(others).map(concept::key).collect();
    let wider = core.iter().take(3).flat_map(|t| concept::keys(t));
    let mut found: BTreeSet<String> = BTreeSet::new();
    let here = own.iter().cloned().chain(wider).filter(|k| found.insert(k.clone())).take(KEYS);
    // The same of another place is worth telling, and one of the two may leave out where.
    let anywhere = own.iter().take(ANYWHERE).map(|k| format!("{k} @ *"));
    here.map(|k| format!("{k} @ {place}")).chain(anywhere).collect()
}

/// Figures with one measure, place and time each, and the links between readings that are worth keeping.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reconciled {
    /// The measures, in order of their ids.
    pub measures: Vec<Measured>,
    /// The links: the widest disagreements first, then other definitions, then agreements by how often they are told.
    pub links: Vec<Link>,
}

/// The measures of some figures.
pub fn group(told: &[Told]) -> Vec<Measured> {
    reconcile(told).measures
}

/// The links between their readings.
pub fn links(told: &[Told]) -> Vec<Link> {
    reconcile(told).links
}

/// Both at once. The order of the figures does not show.
pub fn reconcile(told: &[Told]) -> Reconciled {
    let readings = readings(told);
    let blocks = blocks(told, &readings);
    let mut joined = Union::of(readings.len());
    // Readings that tell of one thing in the same words, whatever their numbers.
    let mut first: HashMap<u64, usize> = HashMap::new();
    for (i, reading) in readings.iter().enumerate() {
        let other = *first.entry(reading.facets).or_insert(i);
        joined.join(other, i);
    }
    let mut found: Vec<Found> = Vec::new();
    let mut seen: HashSet<(u32, u32)> = HashSet::new();
    for part in judged(told, &readings, &blocks) {
        for pair in part {
            if pair.judgement.one_measure {
                joined.join(pair.left, pair.right);
            }
            // What one document tells beside itself joins measures, and is no link between documents.
            let docs = |i: usize| readings[i].members.iter().map(|&m| &told[m as usize].doc);
            let alone = docs(pair.left).chain(docs(pair.right)).collect::<BTreeSet<_>>().len() == 1;
            if is_kept(&pair.judgement) && !alone && seen.insert((pair.left as u32, pair.right as u32)) {
                found.push(pair);
            }
        }
    }
    let mut links: Vec<(Rank, Link)> = found.into_iter().map(|f| link(told, &readings, f)).collect();
    links.extend(readings.iter().filter_map(|r| repeated(told, r)));
    links.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    Reconciled {
        measures: measures(told, &readings, &mut joined),
        links: links.into_iter().map(|(_, l)| l).collect(),
    }
}

/// Whether a link is kept; any other pair has its verdict when it is asked for. Of other places and times those are
/// kept that count one thing.
fn is_kept(judgement: &Judgement) -> bool {
    let telling = [Verdict::Agrees, Verdict::Differs, Verdict::SameRoot, Verdict::OtherDefinition];
    judgement.one_thing || telling.contains(&judgement.verdict)
}

/// Figures that say the same of the same on the same word.
#[derive(Debug, Clone)]
struct Reading {
    /// Hash of everything but the number and the root.
    facets: u64,
    /// The figures, by index, in order of their ids; the first stands for the others.
    members: Vec<u32>,
}

/// The readings, in order of the ids of their first members.
fn readings(told: &[Told]) -> Vec<Reading> {
    let mut all: HashMap<(u64, u64), Vec<u32>> = HashMap::new();
    for (i, t) in told.iter().enumerate() {
        let number = hash(&format!("{} {}", interval::key(&t.figure.interval), roots::key(t)));
        all.entry((signature(t), number)).or_default().push(i as u32);
    }
    let mut readings: Vec<Reading> = all
        .into_iter()
        .map(|((facets, _), mut members)| {
            members.sort_by(|&a, &b| order(&told[a as usize], &told[b as usize]));
            Reading { facets, members }
        })
        .collect();
    readings.sort_by(|a, b| order(&told[a.members[0] as usize], &told[b.members[0] as usize]));
    readings
}

fn order(a: &Told, b: &Told) -> std::cmp::Ordering {
    (&a.row, &a.doc).cmp(&(&b.row, &b.doc))
}

/// Hash of what a figure is a figure of, in its own words: measure, unit, place, time, change.
fn signature(told: &Told) -> u64 {
    let f = &told.figure;
    let m = &f.measure;
    let unit = (&f.unit.code, f.unit.price_year);
    let mut text =
        format!("{unit:?}|{}|{}|{}|{:?}|{:?}|", m.kind, m.what, m.text.to_lowercase(), m.of, m.basis);
    for part in m.qualifiers.iter().chain(f.place.iter().map(|p| &p.text)) {
        text.push_str(part);
        text.push('|');
    }
    for name in &told.names {
        text.push_str(&name.name);
        text.push('|');
    }
    if let Some(p) = &f.period {
        text.push_str(&format!("{:?} {:?} {}", p.start, p.end, p.calendar));
    }
    if let Some(c) = &f.change {
        let since = c.since.as_ref().and_then(|p| p.start);
        text.push_str(&format!("|{:?} {:?} {:?} {:?} {since:?}", c.direction, c.from, c.to, c.base));
    }
    // What stands beside a share or a change may be its whole or the level before.
    if f.unit.code == "%" || f.change.is_some() || m.kind == "money" {
        for other in &told.beside {
            text.push_str(&format!("|{} {}", other.unit.code, interval::key(&other.interval)));
        }
    }
    hash(&text)
}

/// FNV-1a, 64 bits: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Readings by key, those of one reading alone left out; in order of keys.
fn blocks(told: &[Told], readings: &[Reading]) -> Vec<Vec<u32>> {
    let mut by_key: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut keys: HashMap<u64, Vec<u64>> = HashMap::new();
    for (i, reading) in readings.iter().enumerate() {
        let own = keys.entry(reading.facets).or_insert_with(|| {
            super::group::keys(&told[reading.members[0] as usize]).iter().map(|k| hash(k)).collect()
        });
        for &key in own.iter() {
            by_key.entry(key).or_default().push(i as u32);
        }
    }
    let mut blocks: Vec<Vec<u32>> = by_key.into_values().filter(|b| b.len() > 1).collect();
    for block in &mut blocks {
        // Those that are told most often, then by id.
        block.sort_by_key(|&i| (std::cmp::Reverse(readings[i as usize].members.len()), i));
        block.truncate(READINGS);
        block.sort_unstable();
    }
    blocks.sort();
    blocks.dedup();
    blocks
}

/// A pair of readings with its verdict.
#[derive(Debug, Clone)]
struct Found {
    left: usize,
    right: usize,
    judgement: Judgement,
}

/// The verdicts within each block, on as many threads as the machine has; in the order of the blocks.
fn judged(told: &[Told], readings: &[Reading], blocks: &[Vec<u32>]) -> Vec<Vec<Found>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let part = blocks.len().div_ceil(threads).max(1);
    let work = |blocks: &[Vec<u32>]| -> Vec<Vec<Found>> {
        blocks.iter().map(|b| within(told, readings, b)).collect()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = blocks.chunks(part).map(|blocks| scope.spawn(move || work(blocks))).collect();
        parts.into_iter().filter_map(|p| p.join().ok()).flatten().collect()
    })
}

/// Pairs of readings without those differences that are none: where one document tells both on one word, it knows
/// them for two things ("two of the six gates"), and so do the others that say the same.
fn without_own(told: &[Told], readings: &[Reading], found: Vec<Found>) -> Vec<Found> {
    // Who tells a reading, or one that meets it: documents, each with the word on which it rests.
    let tellers = |i: usize| -> BTreeSet<(&str, String)> {
        let teller = |&m: &u32| (told[m as usize].doc.as_str(), roots::key(&told[m as usize]));
        readings[i].members.iter().map(teller).collect()
    };
    let mut telling: BTreeMap<usize, BTreeSet<(&str, String)>> = BTreeMap::new();
    let meet = |f: &&Found| matches!(f.judgement.verdict, Verdict::Agrees | Verdict::SameRoot);
    for f in found.iter().filter(meet) {
        for (one, other) in [(f.left, f.right), (f.right, f.left)] {
            telling.entry(one).or_insert_with(|| tellers(one)).extend(tellers(other));
        }
    }
    let all = |i: usize| telling.get(&i).cloned().unwrap_or_else(|| tellers(i));
    let own = |f: &Found| f.judgement.verdict == Verdict::Differs && !all(f.left).is_disjoint(&all(f.right));
    found.iter().filter(|f| !own(f)).cloned().collect()
}

/// The pairs of one block, those worth most first, bounded.
fn within(told: &[Told], readings: &[Reading], block: &[u32]) -> Vec<Found> {
    let first = |i: u32| &told[readings[i as usize].members[0] as usize];
    let prepared: Vec<Prepared<'_>> = block.iter().map(|&i| Prepared::of(first(i))).collect();
    let mut found = Vec::new();
    for a in 0..block.len() {
        for b in a + 1..block.len() {
            let judgement = judge(&prepared[a], &prepared[b]);
            if judgement.one_measure || is_kept(&judgement) {
                found.push(Found { left: block[a] as usize, right: block[b] as usize, judgement });
            }
        }
    }
    let mut found = without_own(told, readings, found);
    let weight = |f: &Found| readings[f.left].members.len() + readings[f.right].members.len();
    found.sort_by(|a, b| {
        rank(&a.judgement, weight(a))
            .cmp(&rank(&b.judgement, weight(b)))
            .then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    found.truncate(LINKS);
    found
}

/// What is shown first: the widest disagreement, then other definitions, agreements and one root by how often they are
/// told, then other times and places.
type Rank = (u8, u64, std::cmp::Reverse<usize>);

/// The class of what rests on one word.
const SAME_ROOT: u8 = 3;

fn rank(judgement: &Judgement, told: usize) -> Rank {
    let class = match judgement.verdict {
        Verdict::Differs => 0,
        Verdict::OtherDefinition => 1,
        Verdict::Agrees => 2,
        Verdict::SameRoot => SAME_ROOT,
        Verdict::OtherPeriod => 4,
        Verdict::OtherPlace => 5,
        _ => 6,
    };
    // The gap in millionths, the widest first.
    let gap = (judgement.gap.clamp(0.0, 1.0) * 1e6) as u64;
    (class, 1_000_000 - gap, std::cmp::Reverse(told))
}

/// Of what rests on one word where one side is told by whose word it is: the others lean on that.
fn kind(left: &Told, right: &Told, verdict: Verdict) -> LinkKind {
    let leans = left.credit.is_some() != right.credit.is_some();
    if verdict == Verdict::SameRoot && leans { LinkKind::Root } else { LinkKind::Measure }
}

fn link(told: &[Told], readings: &[Reading], found: Found) -> (Rank, Link) {
    let side = |i: usize| -> Vec<&Told> { readings[i].members.iter().map(|&m| &told[m as usize]).collect() };
    let (left, right) = (side(found.left), side(found.right));
    let rank = rank(&found.judgement, left.len() + right.len());
    (rank, between(&left, &right, found.judgement))
}

/// The link between figures that say one thing and others that say one thing, by what the first of both are to each other.
pub(super) fn between(left: &[&Told], right: &[&Told], judgement: Judgement) -> Link {
    let ids = |side: &[&Told]| -> Vec<String> { side.iter().map(|t| t.row.as_str().to_owned()).collect() };
    let both: Vec<&Told> = left.iter().chain(right).copied().collect();
    let witnesses = roots::witnesses(&both);
    let kind = kind(left[0], right[0], judgement.verdict);
    let (left, right) = (ids(left), ids(right));
    Link {
        id: link_id(kind, &left[0], &right[0]),
        kind,
        left,
        right,
        verdict: Some(judgement.verdict),
        reason: judgement.reason,
        arithmetic: judgement.arithmetic,
        series: None,
        root: judgement.root,
        appearances: witnesses.appearances,
        witnesses: witnesses.independent,
    }
}

/// A reading that several documents tell on one word.
fn repeated(told: &[Told], reading: &Reading) -> Option<(Rank, Link)> {
    let members: Vec<&Told> = reading.members.iter().map(|&m| &told[m as usize]).collect();
    let (first, others) = members.split_first()?;
    others.iter().any(|t| t.doc != first.doc).then_some(())?;
    let root = roots::name_of(first);
    let ids = |side: &[&Told]| -> Vec<String> { side.iter().map(|t| t.row.as_str().to_owned()).collect() };
    let link = Link {
        id: link_id(LinkKind::Measure, first.row.as_str(), others[0].row.as_str()),
        kind: LinkKind::Measure,
        left: ids(&[first]),
        right: ids(others),
        verdict: Some(Verdict::SameRoot),
        reason: Why::SameOnWord.of([&root]),
        arithmetic: None,
        series: None,
        root: Some(root),
        appearances: members.len(),
        witnesses: 1,
    };
    Some(((SAME_ROOT, 1_000_000, std::cmp::Reverse(members.len())), link))
}

/// The measures: readings that were joined.
fn measures(told: &[Told], readings: &[Reading], joined: &mut Union) -> Vec<Measured> {
    let mut groups: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (i, reading) in readings.iter().enumerate() {
        groups.entry(joined.find(i)).or_default().extend(&reading.members);
    }
    let mut all: Vec<Measured> = groups
        .into_values()
        .map(|members| {
            let mut members: Vec<&Told> = members.into_iter().map(|m| &told[m as usize]).collect();
            members.sort_by(|a, b| order(a, b));
            measured(&members)
        })
        .collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// One measure with its figures, in order of their ids.
fn measured(members: &[&Told]) -> Measured {
    let full = |t: &&&Told| (t.figure.measure.text.len(), std::cmp::Reverse(t.row.clone()));
    let fullest = members.iter().max_by_key(full).copied().unwrap_or(members[0]);
    let unit = &fullest.figure.unit.code;
    // Numbers in other units turn into that of the fullest; those of another basis stay out.
    let inside = members.iter().filter(|t| t.figure.measure.basis == fullest.figure.measure.basis);
    let sides = inside.filter_map(|t| {
        let i = t.figure.interval;
        let into = |v: Option<f64>| v.and_then(|v| unit::convert(v, &t.figure.unit.code, unit));
        if t.figure.unit.code == *unit {
            Some((i.low, i.high))
        } else {
            Some((into(i.low), into(i.high))).filter(|s| s.0.is_some() || s.1.is_some())
        }
    });
    let (mut lows, mut highs): (Vec<Option<f64>>, Vec<Option<f64>>) = sides.unzip();
    let open = |sides: &[Option<f64>]| sides.is_empty() || sides.iter().any(Option::is_none);
    let (open_low, open_high) = (open(&lows), open(&highs));
    let low = lows.drain(..).flatten().min_by(f64::total_cmp).filter(|_| !open_low);
    let high = highs.drain(..).flatten().max_by(f64::total_cmp).filter(|_| !open_high);
    let witnesses = roots::witnesses(members);
    let figures: Vec<String> = members.iter().map(|t| t.row.as_str().to_owned()).collect();
    let docs: BTreeSet<_> = members.iter().map(|t| &t.doc).collect();
    let told_first =
        |of: &dyn Fn(&Told) -> Option<String>| of(fullest).or_else(|| members.iter().find_map(|t| of(t)));
    Measured {
        id: measured_id(&figures),
        measure: fullest.figure.measure.clone(),
        place: told_first(&|t| t.figure.place.as_ref().map(|p| p.text.clone()).filter(|p| !p.is_empty())),
        period: told_first(&|t| t.figure.period.as_ref().map(|p| p.text.clone())),
        unit: unit.clone(),
        documents: docs.len(),
        appearances: witnesses.appearances,
        witnesses: witnesses.independent,
        low,
        high,
        figures,
    }
}

/// Sets of numbers that are joined; each is named by its smallest.
struct Union(Vec<u32>);

impl Union {
    fn of(n: usize) -> Self {
        Union((0..n as u32).collect())
    }

    fn find(&mut self, i: usize) -> usize {
        let mut at = i;
        while self.0[at] as usize != at {
            self.0[at] = self.0[self.0[at] as usize];
            at = self.0[at] as usize;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (x, y) = (self.find(a), self.find(b));
        if x != y {
            self.0[x.max(y)] = x.min(y) as u32;
        }
    }
}
