//! What the forest sees of two figures.
//!
//! Everything is said of both sides alike: of two numbers the lower and the higher, of two words how they lie to each
//! other. So the answer is the same the other way round.

use super::Likely;
use crate::lists;
use crate::measures::concept::{self, Kin, Term};
use crate::measures::convert::Bridge;
use crate::measures::facets::{self, Facets, Fit};
use crate::measures::ground;
use crate::measures::interval::{self, Meeting};
use crate::measures::period::{self, Time};
use crate::measures::place::Spot;
use crate::measures::told::Told;
use crate::measures::verdict::{Prepared, Ruled};
use relata_model::{Model, Vector};
use relata_rows::Verdict;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The names of the features, in their order. `kin` is how words lie to each other by lists and the lexicon (1 the same,
/// 0.6 wider or narrower, 0.3 neighbours), `near` the cosine of their vectors where they are not the same; `own` words
/// are those of the measure, `all` those of the whole sentence.
pub const FEATURES: [&str; 60] = [
    "kin own-all mean low",
    "kin own-all mean high",
    "kin own-all least low",
    "kin own-all least high",
    "kin head-all low",
    "kin head-all high",
    "kin heads",
    "kin own-own low",
    "kin own-own high",
    "near own-all mean low",
    "near own-all mean high",
    "near own-all least low",
    "near own-all least high",
    "near head-all low",
    "near head-all high",
    "near heads",
    "near own-own low",
    "near own-own high",
    "left over low",
    "left over high",
    "left over nearest",
    "left over listed as near",
    "listed as near",
    "left over listed",
    "rules same",
    "rules near",
    "rules part",
    "rules unrelated",
    "rules loose",
    "rules doubt",
    "meeting",
    "gap",
    "bridge",
    "by change",
    "common",
    "common to contradict",
    "burden",
    "matter",
    "rare",
    "place",
    "time",
    "timed",
    "names",
    "one kind",
    "one unit",
    "people",
    "events",
    "things",
    "money",
    "share",
    "amount",
    "verbs",
    "wholes",
    "other sorts",
    "wordless",
    "verdict",
    "wholes told",
    "parts told",
    "whole on one side",
    "against",
];

/// What the rules found of two figures.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'s> {
    /// How the measures lie to each other by lists and the lexicon.
    pub fit: &'s Fit,
    /// How their numbers are brought to one scale, where they can be.
    pub bridge: Option<&'s Bridge>,
    /// The verdict of the rules.
    pub verdict: Verdict,
}

impl<'s> Seen<'s> {
    /// Of what rules said.
    pub fn of(ruled: &'s Ruled) -> Seen<'s> {
        Seen { fit: &ruled.fit, bridge: ruled.bridge.as_ref().ok(), verdict: ruled.judgement.verdict }
    }

    /// The class that the rules' verdict stands for.
    pub fn likely(&self) -> Likely {
        let beyond = |b: &Bridge| interval::meeting(&b.left, &b.right) == Meeting::Beyond;
        match self.verdict {
            Verdict::OtherDefinition => Likely::Near,
            // One thing, and beyond a soft side.
            Verdict::NotComparable if self.fit.kin == Kin::Same && self.bridge.is_some_and(beyond) => {
                Likely::One
            }
            Verdict::NotComparable => Likely::Apart,
            _ => Likely::One,
        }
    }
}

/// The words of a figure and of its sentence with their vectors.
#[derive(Debug, Clone, Default)]
pub struct Words {
    all: Vec<Word>,
    /// The plain words of the sentence.
    plain: BTreeSet<String>,
    /// Whether it says that the figure takes all together, or some alone.
    says_whole: bool,
    says_part: bool,
}

#[derive(Debug, Clone)]
struct Word {
    term: Term,
    vector: Option<Vector>,
    /// Whether it is of the measure and says more than the sort of thing.
    own: bool,
    head: bool,
}

/// The hints of `data/en/likeness.txt`.
struct Hints {
    whole: Vec<Vec<&'static str>>,
    part: Vec<Vec<&'static str>>,
    against: Vec<(&'static str, &'static str)>,
}

static HINTS: LazyLock<Hints> = LazyLock::new(|| {
    let data = include_str!("../../../data/en/likeness.txt");
    let phrases = |group| lists::phrases(data, group);
    let pair = |words: Vec<&'static str>| Some((*words.first()?, *words.get(1)?));
    Hints {
        whole: phrases("whole"),
        part: phrases("part"),
        against: phrases("against").into_iter().filter_map(pair).collect(),
    }
});

/// Words of a sentence beyond these are not looked at.
const MOST: usize = 24;

impl Words {
    /// Those of a figure that counts `facets`.
    pub fn of(told: &Told, facets: &Facets) -> Words {
        let Ok(model) = Model::built_in() else { return Words::default() };
        let mut all: Vec<Word> = Vec::new();
        let lists = [&facets.head, &facets.counted, &facets.whose, &facets.told, &facets.context.terms];
        for (part, list) in lists.into_iter().enumerate() {
            for term in list {
                if all.len() < MOST && all.iter().all(|w| w.term.stem != term.stem) {
                    all.push(Word {
                        vector: model.vector(&term.stem),
                        own: part < 4 && !concept::is_weak(term),
                        head: part == 0,
                        term: term.clone(),
                    });
                }
            }
        }
        let sentence = told.sentence.to_lowercase();
        let said: Vec<&str> =
            sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let says =
            |phrases: &[Vec<&str>]| phrases.iter().any(|p| said.windows(p.len()).any(|w| w == p.as_slice()));
        Words {
            all,
            plain: said.iter().map(|w| concept::stem(w)).collect(),
            says_whole: says(&HINTS.whole),
            says_part: says(&HINTS.part),
        }
    }

    fn those(&self, which: impl Fn(&Word) -> bool) -> Vec<usize> {
        (0..self.all.len()).filter(|&i| which(&self.all[i])).collect()
    }
}

/// A number for each word of one side beside each of the other.
struct Table {
    numbers: Vec<f32>,
    columns: usize,
}

impl Table {
    fn of(a: &Words, b: &Words, number: impl Fn(&Word, &Word) -> f32) -> Table {
        let mut numbers = Vec::with_capacity(a.all.len() * b.all.len());
        for x in &a.all {
            numbers.extend(b.all.iter().map(|y| number(x, y)));
        }
        Table { numbers, columns: b.all.len() }
    }

    fn at(&self, i: usize, j: usize) -> f32 {
        self.numbers[i * self.columns + j]
    }

    /// The highest number of each of `rows` among `columns`, or with `turned` of each column among the rows.
    fn best(&self, rows: &[usize], columns: &[usize], turned: bool) -> Vec<f32> {
        let (outer, inner) = if turned { (columns, rows) } else { (rows, columns) };
        let number = |i: usize, j: usize| if turned { self.at(j, i) } else { self.at(i, j) };
        outer.iter().filter_map(|&i| inner.iter().map(|&j| number(i, j)).reduce(f32::max)).collect()
    }
}

fn mean(numbers: &[f32], none: f32) -> f32 {
    if numbers.is_empty() { none } else { numbers.iter().sum::<f32>() / numbers.len() as f32 }
}

/// What is said where a side has no words of its own.
const NO_WORDS: f32 = 0.5;
const NO_HEAD: f32 = -0.2;
const NOTHING_LEFT: f32 = -0.3;

/// The features of two figures.
pub fn features(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>) -> [f32; FEATURES.len()] {
    let mut out = Vec::with_capacity(FEATURES.len());
    words(a, b, &mut out);
    rules(seen, &mut out);
    numbers(a, b, seen, &mut out);
    hints(a.words(), b.words(), &mut out);
    let mut all = [0.0; FEATURES.len()];
    debug_assert_eq!(out.len(), all.len());
    all.iter_mut().zip(out).for_each(|(to, from)| *to = from);
    all
}

fn both(out: &mut Vec<f32>, x: f32, y: f32) {
    out.extend([x.min(y), x.max(y)]);
}

fn words(a: &Prepared<'_>, b: &Prepared<'_>, out: &mut Vec<f32>) {
    let (x, y) = (a.words(), b.words());
    let kin = Table::of(x, y, |p, q| weight(concept::hold(&p.term, &q.term)));
    let cosine = Table::of(x, y, |p, q| match (&p.vector, &q.vector) {
        (Some(p), Some(q)) => p.cosine(q),
        _ => 0.0,
    });
    let near = Table {
        numbers: kin
            .numbers
            .iter()
            .zip(&cosine.numbers)
            .map(|(&k, &c)| if k >= 1.0 { 1.0f32.max(c) } else { c })
            .collect(),
        columns: kin.columns,
    };
    let every = |w: &Words| w.those(|_| true);
    let own = |w: &Words| w.those(|w| w.own);
    let head = |w: &Words| w.those(|w| w.head);
    let (own_x, own_y, all_x, all_y, head_x, head_y) = (own(x), own(y), every(x), every(y), head(x), head(y));
    for table in [&kin, &near] {
        let (left, right) = (table.best(&own_x, &all_y, false), table.best(&all_x, &own_y, true));
        both(out, mean(&left, NO_WORDS), mean(&right, NO_WORDS));
        let least = |v: &[f32]| v.iter().copied().reduce(f32::min).unwrap_or(NO_WORDS);
        both(out, least(&left), least(&right));
        let most = |v: &[f32]| v.iter().copied().reduce(f32::max).unwrap_or(NO_HEAD);
        let (left, right) = (table.best(&head_x, &all_y, false), table.best(&all_x, &head_y, true));
        both(out, most(&left), most(&right));
        out.push(most(&table.best(&head_x, &head_y, false)));
        let (left, right) = (table.best(&own_x, &own_y, false), table.best(&own_x, &own_y, true));
        both(out, mean(&left, NO_WORDS), mean(&right, NO_WORDS));
    }
    let left_x: Vec<usize> =
        own_x.iter().copied().filter(|&i| all_y.iter().all(|&j| kin.at(i, j) < 1.0)).collect();
    let left_y: Vec<usize> =
        own_y.iter().copied().filter(|&j| all_x.iter().all(|&i| kin.at(i, j) < 1.0)).collect();
    both(out, left_x.len() as f32, left_y.len() as f32);
    let nearest = cosine.best(&left_x, &left_y, false).into_iter().reduce(f32::max);
    out.push(nearest.unwrap_or(NOTHING_LEFT));
    let listed = |i: usize, j: usize| {
        matches!(concept::listed(&x.all[i].term, &y.all[j].term), Kin::Neighbour | Kin::Narrower | Kin::Wider)
    };
    let pairs = left_x.iter().flat_map(|&i| left_y.iter().map(move |&j| (i, j)));
    out.push(pairs.filter(|&(i, j)| listed(i, j)).count() as f32);
    let one = left_x.iter().filter(|&&i| all_y.iter().any(|&j| listed(i, j))).count();
    let other = left_y.iter().filter(|&&j| all_x.iter().any(|&i| listed(i, j))).count();
    out.push((one + other) as f32);
    let known =
        |w: &Words, left: &[usize]| left.iter().filter(|&&i| concept::is_listed(&w.all[i].term)).count();
    out.push((known(x, &left_x) * known(y, &left_y)) as f32);
}

/// What the sentences say of wholes, parts and contraries.
fn hints(x: &Words, y: &Words, out: &mut Vec<f32>) {
    let count = |p: bool, q: bool| f32::from(u8::from(p) + u8::from(q));
    out.extend([count(x.says_whole, y.says_whole), count(x.says_part, y.says_part)]);
    out.push(yes(x.says_whole != y.says_whole));
    let own = |p: &Words, q: &Words, word: &str| p.plain.contains(word) && !q.plain.contains(word);
    let against = |&&(a, b): &&(&str, &str)| own(x, y, a) && own(y, x, b) || own(x, y, b) && own(y, x, a);
    out.push(HINTS.against.iter().filter(against).count() as f32);
}

fn weight(kin: Kin) -> f32 {
    match kin {
        Kin::Same => 1.0,
        Kin::Narrower | Kin::Wider => 0.6,
        Kin::Neighbour => 0.3,
        Kin::Unrelated => 0.0,
    }
}

fn rules(seen: &Seen<'_>, out: &mut Vec<f32>) {
    let fit = seen.fit;
    let is = |kins: &[Kin]| f32::from(u8::from(kins.contains(&fit.kin)));
    out.extend([
        is(&[Kin::Same]),
        is(&[Kin::Neighbour]),
        is(&[Kin::Narrower, Kin::Wider]),
        is(&[Kin::Unrelated]),
    ]);
    out.extend([yes(fit.loose), yes(fit.doubt.is_some())]);
}

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn numbers(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>, out: &mut Vec<f32>) {
    let bridge = seen.bridge;
    out.push(bridge.map_or(3.0, |b| match interval::meeting(&b.left, &b.right) {
        Meeting::Meet => 0.0,
        Meeting::Beyond => 1.0,
        Meeting::Apart => 2.0,
    }));
    out.push(bridge.map_or(0.0, |b| interval::gap(&b.left, &b.right) as f32));
    out.extend([yes(bridge.is_some()), yes(bridge.is_some_and(|b| b.by_change))]);
    out.extend(
        [ground::common(a, b), ground::common_to_contradict(a, b), ground::burden(a, b)].map(|n| n as f32),
    );
    out.extend([ground::matter(a, b) as f32, yes(ground::is_rare(a, b))]);
    out.push(match a.facets.place.hold(&b.facets.place) {
        Spot::Same => 2.0,
        Spot::Unknown => 1.0,
        _ => 0.0,
    });
    let (x, y) = (&a.told.figure, &b.told.figure);
    out.push(match period::hold(x.period.as_ref(), y.period.as_ref()) {
        Time::Same => 2.0,
        Time::Unknown => 1.0,
        _ => 0.0,
    });
    let count = |is: &dyn Fn(&Prepared<'_>) -> bool| f32::from(u8::from(is(a)) + u8::from(is(b)));
    out.push(count(&|p| p.told.figure.period.is_some()));
    out.push(
        a.facets.context.shared_names(&b.facets.context).min(b.facets.context.shared_names(&a.facets.context))
            as f32,
    );
    out.extend([yes(x.measure.kind == y.measure.kind), yes(x.unit.code == y.unit.code)]);
    for kind in ["people", "events", "things", "money", "share", "amount"] {
        out.push(count(&|p| p.told.figure.measure.kind == kind));
    }
    out.extend([count(&|p| p.facets.is_verb), count(&|p| p.facets.is_whole)]);
    out.push(yes(facets::of_other_sorts(&a.facets, &b.facets)));
    out.push(count(&|p| !p.words().all.iter().any(|w| w.own)));
    out.push(match seen.verdict {
        Verdict::Agrees | Verdict::SameRoot => 0.0,
        Verdict::Differs => 1.0,
        Verdict::OtherDefinition => 2.0,
        Verdict::OtherPlace => 3.0,
        Verdict::OtherPeriod => 4.0,
        _ => 5.0,
    });
}
