//! The record beside a figure: which official series counts the same, and whether its value lies in the interval.
//!
//! A [`Checker`] is made once of a record ([`index`]). For a [`Claim`], the figure with its sentence and day, it reads
//! the words ([`words`], [`scene`]), finds the series that they tell ([`fit`]) and what counts against each
//! ([`against`]), asks the best for the period that is meant ([`when`]) and for its value there ([`value`], or what is
//! worked out of several, [`change`]), and holds that against the interval ([`hold`]). A wrong series is worse than
//! none: below [`LEAST`] nothing is said.

mod against;
mod change;
mod fit;
mod hold;
mod index;
mod scene;
mod value;
mod when;
mod words;

pub use index::Checker;

use crate::measures::interval::arg;
use jiff::civil::Date;
use relata_record::{Record, Series, Time};
use relata_rows::{Arg, Bound, Figure, Reason, Verdict, Why};
use std::ops::Range;

/// The score below which a series is not taken for what a figure counts; chosen on the sentences in
/// `tests/record/dev.txt`.
pub const LEAST: f64 = 0.7;

/// A figure to check.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// What was found.
    pub figure: &'a Figure,
    /// The sentence in which it stands.
    pub sentence: &'a str,
    /// Its words there, in bytes.
    pub at: &'a Range<usize>,
    /// What stands before the sentence in its paragraph: a sentence that goes on with it may leave out what is counted.
    pub before: &'a str,
    /// Words that name the source on which it rests, where the sentence does not: "the CDC".
    pub credit: Option<&'a str>,
    /// The day on which the document was published, or the last on which it may have been.
    pub published: Option<Date>,
}

/// What the record says to a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// `matches`, `close`, `differs`, `not comparable` (beyond a soft side), or `no series`.
    pub verdict: Verdict,
    /// The id of the series; `None` where there is none.
    pub series: Option<String>,
    /// What a reader calls it.
    pub name: Option<String>,
    /// The period or periods looked at: `FY2022`, `2022-06 and 2021-06`.
    pub period: Option<String>,
    /// The vintage that the value is of, where the record knows it.
    pub vintage: Option<String>,
    /// The value of the record, in the unit of the figure.
    pub value: Option<f64>,
    /// The values of the record that it was worked out of, as they stand there.
    pub operands: Vec<f64>,
    /// How, where it had to be worked out: `808,339 / 297,711 - 1 = 171.5 %`.
    pub arithmetic: Option<Reason>,
    /// Why, in a sentence of plain words.
    pub reason: Reason,
    /// How well the series fits, 0 to 1; of no series, the best that was left out.
    pub score: f64,
}

impl Check {
    fn none(reason: Reason, score: f64) -> Check {
        Check {
            verdict: Verdict::NoSeries,
            series: None,
            name: None,
            period: None,
            vintage: None,
            value: None,
            operands: Vec::new(),
            arithmetic: None,
            reason,
            score,
        }
    }
}

impl Checker<'_> {
    /// What the record says to a figure.
    pub fn check(&self, claim: &Claim<'_>) -> Check {
        let interval = &claim.figure.interval;
        if interval.bound == Bound::Unquantified || interval.low.is_none() && interval.high.is_none() {
            return Check::none(Why::NothingToCheck.alone(), 0.0);
        }
        let (scene, fits) = self.read(claim);
        let Some(best) = fits.first() else {
            return Check::none(Why::NoSeries.alone(), 0.0);
        };
        let asked = when::asked(claim, &scene);
        let mut missing = None;
        for fit in fits.iter().filter(|f| f.score >= LEAST) {
            // What there is now is none of another time.
            let now = fit.series.definition.time == Time::Stock && claim.figure.period.is_some();
            let tried = if now { &asked[..1] } else { &asked[..] };
            match tried.iter().find_map(|a| value::values(self.record, claim, &scene, fit, a)) {
                Some(values) => return hold::hold(claim, &scene, fit, &values),
                None => missing = missing.or(Some(fit)),
            }
        }
        let reason = match missing {
            Some(fit) => {
                let when = asked.first().map(when::Asked::shown).unwrap_or_default();
                Why::NoValueFor.of([Arg::from(fit.series.name()), when.into()])
            }
            None => best.against(),
        };
        Check::none(reason, best.score)
    }
}

impl Checker<'_> {
    /// The sentence, and the series that it may tell: with what stands before it, where it tells none alone and the
    /// figure takes its period, place or whole from there.
    fn read(&self, claim: &Claim<'_>) -> (scene::Scene, Vec<fit::Fit>) {
        let Figure { part_of, period, place, .. } = claim.figure;
        let scene = scene::Scene::of(claim, "");
        let fits = self.fits(claim, &scene);
        let known = fits.first().is_some_and(|f| f.score >= LEAST);
        let carried = |basis: &str| basis.contains("sentence before") || basis.contains("told before");
        let goes_on = part_of.is_some()
            || period.as_ref().is_some_and(|p| carried(&p.basis))
            || place.as_ref().is_some_and(|p| carried(&p.basis));
        if known || !goes_on || claim.before.is_empty() {
            return (scene, fits);
        }
        let scene = scene::Scene::of(claim, claim.before);
        let fits = self.fits(claim, &scene);
        (scene, fits)
    }
}

/// Checks one figure; of many, make one [`Checker`] for all.
pub fn check(claim: &Claim<'_>, record: &Record) -> Check {
    Checker::new(record).check(claim)
}

/// A value as people write it, with its unit by its code.
pub fn shown(value: f64, unit: &str) -> Reason {
    match unit {
        "1" | "{index}" => Why::Words.of([arg(value)]),
        "%" => Why::Percent.of([arg(value)]),
        "[lb_av]" => Why::Pounds.of([arg(value)]),
        unit => Why::InUnit.of([arg(value), unit.into()]),
    }
}

/// The whole of which a series counts a part: of the same place and people; of what has no whole of its own, the same
/// of the country in which its place lies.
fn whole<'r>(record: &'r Record, series: &Series) -> Option<&'r Series> {
    let Some(part_of) = series.definition.part_of.as_deref() else {
        let place = record.places().iter().find(|p| p.name == series.place)?;
        let country = place.within.as_deref()?;
        let mut own = record.of(&series.definition).map(AsRef::as_ref);
        return own.find(|s| s.place == country && s.who == series.who);
    };
    let whole = record.definition(part_of)?;
    let same = |s: &&Series| s.place == series.place && (s.who == series.who || s.who.is_none());
    // Where the whole is told of the same people, of these; else of all.
    let mut all: Vec<&Series> = record.of(whole).map(AsRef::as_ref).filter(same).collect();
    all.sort_by_key(|s| s.who != series.who);
    all.first().copied()
}
