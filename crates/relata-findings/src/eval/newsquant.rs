//! Scores of figures against NewsQuant (Almasian et al. 2023, "CQE: A Comprehensive Quantity Extractor"):
//! value, and with it unit, change and concept.
//!
//! Each annotated quantity is matched with at most one figure whose value is the same; among several, with
//! the one that agrees in most besides. As in the paper, the other columns count a quantity only where the
//! value is right too. Rows without a number have no counterpart there and are left out.

use crate::lexicon as lists;
use relata_language::{Upos, lexicon};
use relata_rows::{Bound, Change, Direction, Figure, Interval, Row};
use serde::Deserialize;
use std::collections::BTreeSet;

/// One sentence with its quantities.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Item {
    /// The sentence.
    pub text: String,
    /// What is annotated in it.
    pub quantities: Vec<Quantity>,
}

/// One annotated quantity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Quantity {
    /// `=`, `~`, `>`, `<`, `up` or `down`.
    pub change: String,
    /// A number, or two parted by a hyphen.
    pub value: String,
    /// The name of the unit in the singular, or the counted noun; `-` for none.
    pub normalized_unit: String,
    /// What the quantity is about, several parted by commas, without stop words; `-` for none.
    pub referred_concepts: String,
}

/// The items of the corpus's file.
///
/// # Errors
/// Where the file is not in this form.
pub fn read(json: &str) -> Result<Vec<Item>, serde_json::Error> {
    serde_json::from_str(json)
}

/// What of a quantity a figure has right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right {
    /// The unit.
    pub unit: bool,
    /// The sign of change.
    pub change: bool,
    /// All words of the concept and no other.
    pub concept: bool,
}

/// Counts over sentences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// Annotated quantities.
    pub gold: usize,
    /// Figures found.
    pub ours: usize,
    /// Quantities whose value was found.
    pub value: usize,
    /// Those with the unit.
    pub unit: usize,
    /// Those with the sign of change.
    pub change: usize,
    /// Those with the whole concept.
    pub concept: usize,
}

impl Scores {
    /// Adds one sentence, and says for each quantity which figure it was matched with and what that has
    /// right.
    pub fn add(&mut self, item: &Item, figures: &[Row<Figure>]) -> Vec<Option<(usize, Right)>> {
        let mut free = theirs(item, figures);
        self.gold += item.quantities.len();
        self.ours += free.len();
        let matched = item.quantities.iter().map(|q| {
            let best = (0..free.len())
                .filter(|&i| same_value(&free[i].1, &q.value))
                .map(|i| (compare(&free[i].1, q), std::cmp::Reverse(i)))
                .max()?;
            let (right, std::cmp::Reverse(i)) = best;
            Some((free.remove(i).0, right))
        });
        let matched: Vec<_> = matched.collect();
        for (_, right) in matched.iter().flatten() {
            self.value += 1;
            self.unit += usize::from(right.unit);
            self.change += usize::from(right.change);
            self.concept += usize::from(right.concept);
        }
        matched
    }

    /// The columns of the paper's tables: name and number right.
    pub fn columns(&self) -> [(&'static str, usize); 4] {
        [
            ("value", self.value),
            ("value and unit", self.unit),
            ("value and change", self.change),
            ("value and concept", self.concept),
        ]
    }

    /// Precision, recall and their harmonic mean where so many are right; 0 where there is nothing.
    pub fn prf(&self, right: usize) -> (f64, f64, f64) {
        let share = |of: usize| right as f64 / of.max(1) as f64;
        let (p, r) = (share(self.ours), share(self.gold));
        (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    }
}

/// The figures that have a counterpart there, by their index. The two levels of a change that are written as
/// "from A to B" are one range there.
fn theirs(item: &Item, figures: &[Row<Figure>]) -> Vec<(usize, Figure)> {
    let level = |f: &Figure, end: fn(&Change) -> Option<f64>| {
        f.interval.stated.is_some() && f.change.as_ref().and_then(end) == f.interval.stated
    };
    let range = |a: &Row<Figure>, b: &Row<Figure>| {
        let between = item.text.get(a.span.end..b.span.start).map(str::trim);
        let first = level(&a.body, |c| c.from) || level(&a.body, |c| c.to);
        (between == Some("to") && first && level(&b.body, |c| c.to)).then(|| {
            let mut both = a.body.clone();
            both.interval = Interval {
                low: a.body.interval.stated,
                high: b.body.interval.stated,
                stated: None,
                bound: Bound::Range,
                ..b.body.interval
            };
            both
        })
    };
    let mut all = Vec::new();
    for (i, row) in figures.iter().enumerate() {
        if row.body.interval.bound == Bound::Unquantified {
            continue;
        }
        let next = figures.get(i + 1).and_then(|next| range(row, next));
        let ends = i > 0 && range(&figures[i - 1], row).is_some();
        match next {
            Some(both) => all.push((i, both)),
            None if ends => {}
            None => all.push((i, row.body.clone())),
        }
    }
    all
}

fn compare(figure: &Figure, gold: &Quantity) -> Right {
    Right {
        unit: same_unit(figure, &gold.normalized_unit),
        change: sign(figure) == gold.change,
        concept: concept(figure) == bag(&gold.referred_concepts),
    }
}

/// Whether a figure says what the annotated value does: a number or two ends of a range, in either order.
pub fn same_value(figure: &Figure, gold: &str) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * b.abs().max(1e-9);
    let cut = gold
        .char_indices()
        .skip(1)
        .find(|&(i, c)| c == '-' && !gold[..i].ends_with(['e', 'E']))
        .map(|(i, _)| i);
    let i = &figure.interval;
    if let Some(cut) = cut {
        let (Ok(a), Ok(b)) = (gold[..cut].trim().parse::<f64>(), gold[cut + 1..].trim().parse::<f64>())
        else {
            return false;
        };
        let ends = |low: f64, high: f64| near(low.min(high), a.min(b)) && near(high.max(low), a.max(b));
        return match (i.stated, i.low, i.high) {
            (None, Some(low), Some(high)) if i.bound == Bound::Range => ends(low, high),
            // A plural multiplier ("dozens") admits two of its unit upwards here, one to ten of it there.
            (None, Some(low), Some(_)) => ends(low / 2.0, 5.0 * low),
            _ => false,
        };
    }
    let Ok(value) = gold.trim().parse::<f64>() else { return false };
    // Small coin is a part of its currency here, a unit of its own there.
    let coin = crate::figure::coin_worth(&figure.unit.label).unwrap_or(1.0);
    // Shares written as fractions are percent here, parts of one there.
    let share = |v: f64| figure.measure.kind == "share" && near(v / 100.0, value);
    i.stated.is_some_and(|v| near(v / coin, value) || share(v))
}

/// Whether a figure's unit has the name: of the unit, with its basis where one is named ("dollar per
/// month"), or of what is counted. `-` stands for none.
fn same_unit(figure: &Figure, gold: &str) -> bool {
    let gold = gold.to_lowercase();
    let (name, per) = gold.split_once(" per ").map_or((gold.as_str(), None), |(n, p)| (n, Some(p)));
    let names = super::units::names(&figure.unit);
    if names.contains(&gold) {
        return true;
    }
    // A part is "% condo" there where it is a fraction of counted things.
    if let Some(whole) = gold.strip_prefix("% ") {
        return figure.measure.kind == "share" && bag(&figure.measure.what) == bag(whole);
    }
    let rate = per.is_none_or(|per| figure.measure.basis.as_deref() == Some(&format!("per {per}")));
    if gold == "-" {
        return figure.unit.code == "1" && figure.unit.label.is_empty();
    }
    // A bare multiple is a count there.
    if name == "count" && figure.unit.label == "times" {
        return rate;
    }
    // All that stands between number and noun is of the unit, "record" too.
    let said = bag(&figure.unit.label);
    let record = figure.record.then(|| said.iter().cloned().chain(["record".to_owned()]).collect());
    rate && if names.is_empty() {
        said == bag(name) || record == Some(bag(name))
    } else {
        names.iter().any(|n| n == name)
    }
}

/// The sign that the corpus gives to such a figure. There only a verb makes a change ("rose 5 percent"), not
/// a noun ("a 5 percent rise") nor the level reached.
fn sign(figure: &Figure) -> &'static str {
    let own = |c: &relata_rows::Change| {
        c.by.is_some() && c.by == figure.interval.stated.or(figure.interval.low).map(f64::abs)
    };
    let noun =
        figure.measure.text.split_whitespace().any(|w| crate::figure::is_change_noun(&w.to_lowercase()));
    match (&figure.change, figure.interval.bound) {
        (_, Bound::AtLeast) => ">",
        (Some(c), Bound::Exact | Bound::About | Bound::AtMost) if own(c) && !noun => match c.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Flat => "=",
        },
        (_, Bound::About) if figure.interval.stated.is_some() => "~",
        (_, Bound::Range) if figure.interval.low_soft && figure.interval.high_soft => "~",
        (_, Bound::AtMost) => "<",
        _ => "=",
    }
}

/// What a figure is about: the words of its measure without those of its unit. A counted thing with all that
/// modifies it is the unit there; what it belongs to stands behind it.
fn concept(figure: &Figure) -> BTreeSet<String> {
    let unit = bag(&figure.unit.label);
    let text = figure.measure.text.as_str();
    let counted = figure.unit.code == "1" && !unit.is_empty();
    let (thing, owners) = text.split_once("; ").unwrap_or((text, ""));
    let about = if counted && unit.is_subset(&bag(thing)) { owners } else { text };
    bag(about).difference(&unit).cloned().collect()
}

/// The lemmas of a text's words, without stop words.
fn bag(text: &str) -> BTreeSet<String> {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '-' | '(' | ')' | '"' | '.' | '\'' | '’')
    })
    .map(str::to_lowercase)
    .filter(|w| !w.is_empty() && !lists::is_closed(w) && !matches!(w.as_str(), "s" | "total"))
    .map(|w| lexicon::lemma(&w, Upos::Noun, if w.ends_with("ss") { "NN" } else { "NNS" }))
    .collect()
}
