//! Where and when the sentences of two figures are, by their own words, and whether these speak of wholes or parts.
//!
//! The rules hold the place and time against each other that were found of each figure. Where one was not found, what the
//! two sentences name and do not share still tells much: years, months, names, "so far this year", "across the country".

use super::features::{both, yes};
use super::rules::Seen;
use crate::lists;
use crate::measures::concept;
use crate::measures::context::{Context, Name, Spotted};
use crate::measures::period::{self, Time};
use crate::measures::place::Spot;
use crate::measures::told::Told;
use crate::measures::verdict::Prepared;
use relata_rows::{Period, Verdict};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What each number is; those behind `cue` say whether one sentence alone has a word of the line of `cue` in
/// `data/en/likeness.txt`.
pub(super) const NAMES: [&str; 52] = [
    "wholes told",
    "parts told",
    "whole on one side",
    "against",
    "years shared",
    "years own low",
    "years own high",
    "months shared",
    "months own low",
    "months own high",
    "wide low",
    "wide high",
    "narrow low",
    "narrow high",
    "names shared",
    "names own low",
    "names own high",
    "names in own low",
    "names in own high",
    "places own low",
    "places own high",
    "part names low",
    "part names high",
    "place same",
    "place other",
    "place within or around",
    "places found",
    "time same",
    "time other",
    "time within or around",
    "times found",
    "lengths",
    "days apart",
    "elsewhere",
    "at another time",
    "bases",
    "cue weekday",
    "cue quarter",
    "cue half",
    "cue week",
    "cue day",
    "cue month",
    "cue year",
    "cue since",
    "cue season",
    "cue fiscal",
    "cue last",
    "cue far",
    "cue first",
    "cue decade",
    "cue next",
    "cue now",
];

/// Cues in the order of [`NAMES`].
const CUES: usize = 16;

/// The lists of `data/en/likeness.txt`.
struct Hints {
    whole: Vec<Vec<&'static str>>,
    part: Vec<Vec<&'static str>>,
    against: Vec<(&'static str, &'static str)>,
    words: lists::Words,
    cues: Vec<Vec<&'static str>>,
}

static HINTS: LazyLock<Hints> = LazyLock::new(|| {
    let data = include_str!("../../../data/en/likeness.txt");
    let phrases = |group| lists::phrases(data, group);
    let pair = |words: Vec<&'static str>| Some((*words.first()?, *words.get(1)?));
    Hints {
        whole: phrases("whole"),
        part: phrases("part"),
        against: phrases("against").into_iter().filter_map(pair).collect(),
        words: lists::Words::read(data),
        cues: phrases("cue"),
    }
});

/// What a sentence says of where and when, of wholes and parts.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// Its words, and their plain forms.
    words: BTreeSet<String>,
    plain: BTreeSet<String>,
    years: BTreeSet<String>,
    months: BTreeSet<String>,
    wide: usize,
    narrow: usize,
    says_whole: bool,
    says_part: bool,
}

impl Scene {
    /// That of a figure.
    pub fn of(told: &Told) -> Scene {
        let sentence = told.sentence.to_lowercase();
        let said: Vec<&str> =
            sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let says =
            |phrases: &[Vec<&str>]| phrases.iter().any(|p| said.windows(p.len()).any(|w| w == p.as_slice()));
        let words: BTreeSet<String> = said.iter().map(|w| (*w).to_owned()).collect();
        let of = |is: &dyn Fn(&str) -> bool| words.iter().filter(|w| is(w)).cloned().collect::<BTreeSet<_>>();
        let year = |w: &str| {
            w.len() == 4
                && (w.starts_with("19") || w.starts_with("20"))
                && w.bytes().all(|b| b.is_ascii_digit())
        };
        Scene {
            plain: said.iter().map(|w| concept::stem(w)).collect(),
            years: of(&year),
            months: of(&|w| HINTS.words.has("month", w)),
            wide: of(&|w| HINTS.words.has("wide", w)).len(),
            narrow: of(&|w| HINTS.words.has("narrow", w)).len(),
            says_whole: says(&HINTS.whole),
            says_part: says(&HINTS.part),
            words,
        }
    }
}

/// Adds what both sentences say.
pub(super) fn add(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>, out: &mut Vec<f32>) {
    let (x, y) = (a.scene(), b.scene());
    let count = |p: bool, q: bool| f32::from(u8::from(p) + u8::from(q));
    out.extend([count(x.says_whole, y.says_whole), count(x.says_part, y.says_part)]);
    out.push(yes(x.says_whole != y.says_whole));
    let own = |p: &Scene, q: &Scene, word: &str| p.plain.contains(word) && !q.plain.contains(word);
    let against = |&&(a, b): &&(&str, &str)| own(x, y, a) && own(y, x, b) || own(x, y, b) && own(y, x, a);
    out.push(HINTS.against.iter().filter(against).count() as f32);
    for (p, q) in [(&x.years, &y.years), (&x.months, &y.months)] {
        out.push(p.intersection(q).count() as f32);
        both(out, p.difference(q).count() as f32, q.difference(p).count() as f32);
    }
    both(out, x.wide as f32, y.wide as f32);
    both(out, x.narrow as f32, y.narrow as f32);
    names(&a.facets.context, &b.facets.context, out);
    places(a, b, out);
    times(a, b, out);
    out.push(yes(seen.elsewhere == Some(Verdict::OtherPlace)));
    out.push(yes(seen.elsewhere == Some(Verdict::OtherPeriod)));
    out.push(yes(a.told.figure.measure.basis != b.told.figure.measure.basis));
    let has = |scene: &Scene, cue: &[&str]| cue.iter().any(|w| scene.words.contains(*w));
    out.extend(HINTS.cues.iter().take(CUES).map(|cue| yes(has(x, cue) != has(y, cue))));
}

/// The names of both sentences, and those that one alone has: as where something is, as a place at all.
fn names(x: &Context, y: &Context, out: &mut Vec<f32>) {
    let shared = x.shared_names(y).min(y.shared_names(x));
    out.push(shared as f32);
    let own = |p: &Context, q: &Context, is: &dyn Fn(&Name) -> bool| {
        p.names.iter().filter(|n| is(n) && !q.names.iter().any(|o| n.is(o))).count() as f32
    };
    let every = |_: &Name| true;
    let inside = |n: &Name| n.spot == Spotted::In;
    let place = |n: &Name| n.spot != Spotted::No;
    for is in [&every as &dyn Fn(&Name) -> bool, &inside, &place] {
        both(out, own(x, y, is), own(y, x, is));
    }
    let parts = |p: &Context| p.names.iter().filter(|n| n.is_part).count() as f32;
    both(out, parts(x), parts(y));
}

/// How the places that were found lie to each other.
fn places(a: &Prepared<'_>, b: &Prepared<'_>, out: &mut Vec<f32>) {
    let spots = [a.facets.place.hold(&b.facets.place), b.facets.place.hold(&a.facets.place)];
    let is = |spot: Spot| spots.contains(&spot);
    // Within, seen from the other side, is around.
    out.extend([yes(is(Spot::Same)), yes(is(Spot::Other)), yes(is(Spot::Within) || is(Spot::Around))]);
    let found = |p: &Prepared<'_>| u8::from(p.told.figure.place.is_some());
    out.push(f32::from(found(a) + found(b)));
}

/// How the times lie to each other, how many times one is as long as the other, and how far apart the texts appeared.
fn times(a: &Prepared<'_>, b: &Prepared<'_>, out: &mut Vec<f32>) {
    let (x, y) = (a.told.figure.period.as_ref(), b.told.figure.period.as_ref());
    let time = period::hold(x, y);
    out.extend([yes(time == Time::Same), yes(time == Time::Other)]);
    out.push(yes(matches!(time, Time::Within | Time::Around)));
    out.push(f32::from(u8::from(x.is_some()) + u8::from(y.is_some())));
    let days = |p: &Period| Some((p.end? - p.start?).get_days().max(0) as f32 + 1.0);
    let lengths = x.and_then(days).zip(y.and_then(days));
    out.push(lengths.map_or(-1.0, |(p, q)| p.max(q) / p.min(q)));
    let apart = a.told.day.zip(b.told.day);
    out.push(apart.map_or(-1.0, |(p, q)| (q - p).get_days().abs() as f32));
}
