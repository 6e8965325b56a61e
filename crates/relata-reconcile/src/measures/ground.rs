//! Whether two figures have enough in common to be held against each other.
//!
//! That the words of two measures unify is not enough where they say little: "the two countries" and "21 countries"
//! count countries both, and are no two counts of one thing. What they share must say so: the time, the place, words
//! beyond the noun, names, or a number of so many digits that no two things have it by chance.

use super::concept::{self, Kin, Term};
use super::period::{self, Time};
use super::place::Spot;
use super::verdict::Prepared;
use relata_rows::{Figure, Period};

/// What two figures must share to be figures of one thing.
pub const ENOUGH: u32 = 2;
/// And to be a part and its whole, so that one above the other is a contradiction: the same time and place or as much.
pub const ENOUGH_OF_PART: u32 = 3;
/// And to be figures of one thing at another place or time, which cannot count among what they share.
pub const ENOUGH_ELSEWHERE: u32 = 1;

/// And to be near each other where nothing is known of what their words are to each other.
pub const ENOUGH_UNKNOWN: u32 = 4;

/// What the time of one figure takes from this where the other is told of none.
const ONE_TIMED: u32 = 2;

/// And what a figure takes from it whose sentence does not say what it counts, so that this came from another: "The page
/// says 72,776." What was said there of it beyond the noun may be lost.
const CARRIED: u32 = 2;

/// Numbers up to this one stand in every text.
const FEW: f64 = 3.0;

/// Words in common beyond these add nothing.
const WORDS: usize = 3;
/// Names around the figures beyond these add nothing, nor does all that only stands around them.
const NAMES: usize = 2;
const AROUND: usize = 3;
/// A number of so many digits, but for noughts at its end, is one that two things seldom have.
const DIGITS: usize = 3;

/// How much more two figures must have in common: one for each where no noun says what it counts, one where
/// both are numbers that anything may have ("both leaders", "three delegations"), and one where both name somebody,
/// and nobody whom the other names.
pub fn burden(a: &Prepared<'_>, b: &Prepared<'_>) -> u32 {
    // Hectares that burned on both sides are told by one verb as well as by a noun.
    let one_verb = a.facets.is_verb
        && b.facets.is_verb
        && a.told.figure.measure.kind == "amount"
        && a.facets.head.iter().any(|x| b.facets.head.iter().any(|y| concept::hold(x, y) == Kin::Same));
    let nameless = |p: &Prepared<'_>| p.facets.is_verb && !one_verb || p.told.figure.measure.what.is_empty();
    let few = |p: &Prepared<'_>| {
        p.told.figure.unit.code == "1" && p.told.figure.interval.high.is_some_and(|h| h <= FEW)
    };
    let (x, y) = (&a.facets.names, &b.facets.names);
    let strangers = !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
    let place = a.facets.place.hold(&b.facets.place) == Spot::Same;
    // "14 percent", and "67 percent of the output": of what the first is a share may be anything.
    let of = |p: &Prepared<'_>| p.told.figure.measure.of.is_some();
    let share = |p: &Prepared<'_>| p.told.figure.measure.kind == "share" && p.told.figure.change.is_none();
    let of_one = share(a) && share(b) && of(a) != of(b);
    u32::from(nameless(a))
        + u32::from(of_one)
        + u32::from(nameless(b))
        + u32::from(few(a) && few(b))
        + u32::from(strangers && !place)
}

/// How much two figures have in common, with what only stands around them.
pub fn common(a: &Prepared<'_>, b: &Prepared<'_>) -> u32 {
    own(a, b) + around(a, b)
}

/// As [`common`], to contradict each other: what stands around them counts only where both are told of one time. Where
/// one alone is told of a time, the other may be of any, and what they share must make up for it; the same where one
/// takes from another sentence what it counts.
pub fn common_to_contradict(a: &Prepared<'_>, b: &Prepared<'_>) -> u32 {
    let (x, y) = (told_time(&a.told.figure), told_time(&b.told.figure));
    let timed = x.is_some() && y.is_some() && period::hold(x, y) == Time::Same;
    let one_timed = x.is_some() != y.is_some();
    let less = if one_timed { ONE_TIMED } else { 0 } + if carried(a) || carried(b) { CARRIED } else { 0 };
    (own(a, b) + if timed { around(a, b) } else { 0 }).saturating_sub(less)
}

/// Whether no word of what a figure counts stands in its sentence.
fn carried(p: &Prepared<'_>) -> bool {
    let measure = &p.told.figure.measure;
    let mut words = measure.text.split_whitespace().filter(|w| w.len() > 2).peekable();
    !p.told.sentence.is_empty() && words.peek().is_some() && !words.any(|w| p.told.sentence.contains(w))
}

/// How much the two themselves have in common: each word, name and place counts one; one time, and one number of
/// several digits, two.
fn own(a: &Prepared<'_>, b: &Prepared<'_>) -> u32 {
    let (x, y) = (&a.told.figure, &b.told.figure);
    let time = match (told_time(x), told_time(y)) {
        (Some(p), Some(q)) if period::hold(Some(p), Some(q)) == Time::Same => 2,
        (Some(p), Some(q)) if period::hold(Some(p), Some(q)) != Time::Other => 1,
        _ => 0,
    };
    let place = u32::from(has_place(x) && has_place(y) && a.facets.place.hold(&b.facets.place) == Spot::Same);
    let name = u32::from(!a.facets.names.is_disjoint(&b.facets.names) && place == 0);
    let words = shared(a, b).min(WORDS) as u32;
    let number = if is_rare(a, b) { 2 } else { 0 };
    time + place + name + words + number
}

/// Whether both tell one number that two things seldom have.
pub fn is_rare(a: &Prepared<'_>, b: &Prepared<'_>) -> bool {
    match (a.told.figure.interval.stated, b.told.figure.interval.stated) {
        (Some(v), Some(w)) => v == w && digits(v) >= DIGITS,
        _ => false,
    }
}

/// How many words of the matter two figures share, of what is counted and around it.
pub fn matter(a: &Prepared<'_>, b: &Prepared<'_>) -> usize {
    shared(a, b) + a.facets.context.shared_terms(&b.facets.context)
}

/// How many words of one, whichever has fewer of them, the other shares.
fn shared(a: &Prepared<'_>, b: &Prepared<'_>) -> usize {
    let of = |x: &Prepared<'_>, y: &Prepared<'_>| x.facets.all().filter(|t| is_shared(t, y)).count();
    of(a, b).min(of(b, a))
}

/// What the sentences share beyond that: names and words around the figures.
fn around(a: &Prepared<'_>, b: &Prepared<'_>) -> u32 {
    let (x, y) = (&a.facets.context, &b.facets.context);
    (x.shared_names(y).min(NAMES) + x.shared_terms(y) / 2).min(AROUND) as u32
}

/// A time that is told, not taken from the tense of a verb.
fn told_time(figure: &Figure) -> Option<&Period> {
    figure.period.as_ref().filter(|p| !p.basis.starts_with("at publication"))
}

/// Whether the place stands with the figure, and is not that of its document.
fn has_place(figure: &Figure) -> bool {
    figure.place.as_ref().is_some_and(|p| p.basis != "document")
}

fn is_shared(term: &Term, other: &Prepared<'_>) -> bool {
    !concept::is_weak(term)
        && !concept::is_common(term)
        // A part and its whole are of one matter: "opioid deaths", "overdose deaths".
        && other.facets.all().any(|o| {
            concept::hold(term, o) == Kin::Same
                || matches!(concept::listed(term, o), Kin::Narrower | Kin::Wider)
        })
}

/// The digits of a number without the noughts behind the last other one.
fn digits(v: f64) -> usize {
    let text = format!("{v}");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len()
}
