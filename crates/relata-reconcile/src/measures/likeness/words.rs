//! What the words of two figures and of their sentences have in common.

use super::features::{both, mean};
use crate::measures::concept::{self, Kin, Term};
use crate::measures::facets::Facets;
use crate::measures::verdict::Prepared;
use relata_model::{Model, Vector};

/// `kin` is how words lie to each other by lists and the lexicon (1 the same, 0.6 wider or narrower, 0.3 neighbours),
/// `near` the cosine of their vectors where they are not the same; `own` words are those of the measure, `all` those of the
/// whole sentence.
pub(super) const NAMES: [&str; 24] = [
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
];

/// The words of a figure and of its sentence with their vectors.
#[derive(Debug, Clone, Default)]
pub struct Words {
    all: Vec<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    term: Term,
    vector: Option<Vector>,
    /// Whether it is of the measure and says more than the sort of thing.
    own: bool,
    head: bool,
}

/// Words of a sentence beyond these are not looked at.
const MOST: usize = 24;

impl Words {
    /// Those of a figure that counts `facets`.
    pub fn of(facets: &Facets) -> Words {
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
        Words { all }
    }

    /// Whether no word of the measure says more than the sort of thing.
    pub(super) fn is_wordless(&self) -> bool {
        !self.all.iter().any(|w| w.own)
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

/// What is said where a side has no words of its own.
const NO_WORDS: f32 = 0.5;
const NO_HEAD: f32 = -0.2;
const NOTHING_LEFT: f32 = -0.3;

/// Adds what the words say.
pub(super) fn add(a: &Prepared<'_>, b: &Prepared<'_>, out: &mut Vec<f32>) {
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

fn weight(kin: Kin) -> f32 {
    match kin {
        Kin::Same => 1.0,
        Kin::Narrower | Kin::Wider => 0.6,
        Kin::Neighbour => 0.3,
        Kin::Unrelated => 0.0,
    }
}
