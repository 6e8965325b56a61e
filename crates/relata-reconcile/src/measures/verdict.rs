//! What two figures are to each other by rules.
//!
//! The questions are asked in one order, and the first that is answered with no gives the verdict: can the two be
//! brought to one scale, and do they count things of one sort (`not comparable`); of one place (`other place`); of one
//! time (`other period`); the same, neither wider nor narrower (`other definition`; a part above its whole `differs`);
//! can the numbers meet (`differs`; beyond a soft side `not comparable`); on whose word (`same root`, `agrees`).

use super::concept::Kin;
use super::convert::{self, Bridge};
use super::elsewhere;
use super::facets::{self, Facets, Fit};
use super::ground;
use super::interval::{self, Meeting};
use super::likeness::{Scene, Words};
use super::roots;
use super::scope;
use super::told::Told;
use super::unit;
use super::when::time;
use relata_rows::{Arg, Reason, Verdict, Why};
use std::cell::OnceCell;

/// A verdict with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What the two are to each other.
    pub verdict: Verdict,
    /// Why, in a sentence of plain words.
    pub reason: Reason,
    /// What had to be worked out: "5,000 per day × 30 = 150,000".
    pub arithmetic: Option<Reason>,
    /// On whom both rest, where that is one.
    pub root: Option<String>,
    /// How far the numbers lie apart, as a share of the larger; 0 where they meet or cannot be compared.
    pub gap: f64,
    /// Whether both are figures of one measure, place and time, whatever their numbers.
    pub one_measure: bool,
    /// Whether both count one thing in one unit: what parts them is at most place, time or number.
    pub one_thing: bool,
}

/// A figure with what is asked of it more than once.
#[derive(Debug, Clone)]
pub struct Prepared<'t> {
    /// The figure.
    pub told: &'t Told,
    /// What it counts.
    pub facets: Facets,
    words: OnceCell<Words>,
    scene: OnceCell<Scene>,
}

impl<'t> Prepared<'t> {
    /// Prepares a figure.
    pub fn of(told: &'t Told) -> Self {
        Prepared { told, facets: Facets::of(told), words: OnceCell::new(), scene: OnceCell::new() }
    }

    /// Its words with their vectors: made when they are first asked for.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.facets))
    }

    /// Where and when its sentence is: made when it is first asked for.
    pub fn scene(&self) -> &Scene {
        self.scene.get_or_init(|| Scene::of(self.told))
    }
}

/// What the rules say of two figures, and by what.
#[derive(Debug, Clone)]
pub struct Ruled {
    /// How their measures lie to each other.
    pub fit: Fit,
    /// How their numbers are brought to one scale, or why they cannot be.
    pub bridge: Result<Bridge, Reason>,
    /// The verdict.
    pub judgement: Judgement,
    /// Whether the two would be of other places or times if they counted one thing, and which.
    pub elsewhere: Option<Verdict>,
}

/// What two figures are to each other by rules; the same the other way round, but for the order of words in the reason.
pub fn by_rules(a: &Prepared<'_>, b: &Prepared<'_>) -> Ruled {
    let fit = facets::hold(&a.facets, &b.facets);
    let bridge = convert::bridge(a.told, b.told);
    let elsewhere = bridge.as_ref().ok().and_then(|bridge| elsewhere::judgement(a, b, bridge));
    let judgement = ruled(a, b, &fit, &bridge, elsewhere.as_ref());
    Ruled { fit, bridge, judgement, elsewhere: elsewhere.map(|e| e.verdict) }
}

fn ruled(
    a: &Prepared<'_>,
    b: &Prepared<'_>,
    fit: &Fit,
    bridge: &Result<Bridge, Reason>,
    elsewhere: Option<&Judgement>,
) -> Judgement {
    if facets::of_other_sorts(&a.facets, &b.facets) {
        return counts_other(a, b, fit);
    }
    let Some(fit) = by_ground(a, b, fit, bridge.as_ref().ok()) else {
        return counts_other(a, b, fit);
    };
    let fit = match told_as_part(a, b) {
        Some(kin) => Fit { kin, ..fit },
        None => fit,
    };
    let bridge = match bridge {
        Ok(bridge) => bridge,
        Err(reason) => return plain(Verdict::NotComparable, reason.clone()),
    };
    let judgement = as_if(a, b, &fit, bridge, elsewhere);
    if let Some(reason) = too_little(a, b, &fit, &judgement) {
        return plain(Verdict::NotComparable, reason);
    }
    // "More than doubled over the same span": which levels it lies between is not told.
    let ends = |p: &Prepared<'_>| time(p.told).is_some_and(|p| p.end.is_some());
    if judgement.verdict == Verdict::Differs && bridge.by_change && !(ends(a) && ends(b)) {
        return plain(Verdict::NotComparable, Why::TooLittle.alone());
    }
    judgement
}

/// "106,000 deaths, 70,000 of them ...": what the text itself calls a part, and of what.
pub fn told_as_part(a: &Prepared<'_>, b: &Prepared<'_>) -> Option<Kin> {
    let part = |x: &Told, y: &Told| x.doc == y.doc && x.figure.part_of.as_ref() == Some(&y.row);
    match (part(a.told, b.told), part(b.told, a.told)) {
        (true, _) => Some(Kin::Narrower),
        (_, true) => Some(Kin::Wider),
        _ => None,
    }
}

/// The verdict where the measures lie to each other as `fit` says, whatever else they have in common.
fn as_if(
    a: &Prepared<'_>,
    b: &Prepared<'_>,
    fit: &Fit,
    bridge: &Bridge,
    elsewhere: Option<&Judgement>,
) -> Judgement {
    let parted = elsewhere.cloned().or_else(|| definition(a.told, b.told, fit, bridge));
    let judgement = parted.unwrap_or_else(|| of_one(a, b, fit, bridge));
    let one_thing = fit.kin == Kin::Same && of_one_unit(a, b) && !bridge.by_change;
    Judgement { arithmetic: bridge.arithmetic.clone(), one_thing, ..judgement }
}

/// The verdict of two figures of one thing, one place and one time.
pub fn of_one(a: &Prepared<'_>, b: &Prepared<'_>, fit: &Fit, bridge: &Bridge) -> Judgement {
    let one_thing = of_one_unit(a, b) && !bridge.by_change;
    Judgement {
        one_measure: is_one(a, b, bridge),
        arithmetic: bridge.arithmetic.clone(),
        one_thing,
        ..numbers(a.told, b.told, fit, bridge)
    }
}

/// That two figures count things that have nothing to do with each other.
pub fn counts_other(a: &Prepared<'_>, b: &Prepared<'_>, fit: &Fit) -> Judgement {
    let words = [named(&fit.apart.0, a.told), named(&fit.apart.1, b.told)];
    plain(Verdict::NotComparable, Why::CountsOther.of(words))
}

/// How two measures lie to each other by their words, or where these say nothing or only that one says more, by what
/// the two have in common: one number that few things have, told of one matter, is told of one thing; other numbers
/// are near. `None` where that is too little.
fn by_ground(a: &Prepared<'_>, b: &Prepared<'_>, fit: &Fit, bridge: Option<&Bridge>) -> Option<Fit> {
    let fit = fit.clone();
    let unknown = fit.kin == Kin::Unrelated;
    if fit.kin == Kin::Same || !(unknown || fit.loose) {
        return Some(fit);
    }
    let common = ground::common(a, b);
    let strangers = !a.facets.bodies.is_empty() && !b.facets.bodies.is_empty();
    let close = bridge.is_some_and(|b| interval::close(&b.left, &b.right));
    // Of two things in one town and year nothing need be one.
    if unknown && ground::matter(a, b) == 0 {
        return None;
    }
    // Two shares of two things are often one number; "1,312 inmates" and "1,312 prisoners" are one thing.
    let share = |p: &Prepared<'_>| p.told.figure.measure.of.is_some() && p.told.figure.change.is_none();
    let sure = if share(a) && share(b) { false } else { !unknown || common > ground::ENOUGH_UNKNOWN };
    let rare = ground::is_rare(a, b) || sure;
    if close && rare && common >= ground::ENOUGH_OF_PART && !(unknown && strangers) {
        return Some(Fit { kin: Kin::Same, ..fit });
    }
    if !unknown {
        return Some(fit);
    }
    let near = bridge.is_some() && !strangers && common >= ground::ENOUGH_UNKNOWN + ground::burden(a, b);
    near.then_some(Fit { kin: Kin::Neighbour, ..fit })
}

/// Why a verdict cannot be given, where what two figures share says too little for it.
fn too_little(a: &Prepared<'_>, b: &Prepared<'_>, fit: &Fit, judgement: &Judgement) -> Option<Reason> {
    let enough = match (judgement.verdict, fit.kin) {
        (Verdict::Differs, Kin::Wider | Kin::Narrower) => ground::ENOUGH_OF_PART,
        (Verdict::Differs | Verdict::Agrees | Verdict::SameRoot | Verdict::OtherDefinition, _) => {
            ground::ENOUGH
        }
        (Verdict::OtherPeriod | Verdict::OtherPlace, _) => ground::ENOUGH_ELSEWHERE,
        _ => return None,
    };
    let common = if judgement.verdict == Verdict::Differs {
        ground::common_to_contradict(a, b)
    } else {
        ground::common(a, b)
    };
    (common < enough + ground::burden(a, b)).then(|| Why::TooLittle.alone())
}

/// A verdict for a reason, and nothing else.
pub(super) fn plain(verdict: Verdict, reason: Reason) -> Judgement {
    Judgement {
        verdict,
        reason,
        arithmetic: None,
        root: None,
        gap: 0.0,
        one_measure: false,
        one_thing: false,
    }
}

/// Words that tell two figures apart, or where there are none the figure as its text has it.
pub fn named(words: &str, told: &Told) -> String {
    if words.is_empty() { format!("\"{}\"", told.text) } else { words.to_owned() }
}

/// Whether two figures that unify may stand in one group: of one unit, and nothing known of place and time on one side
/// alone, lest two years be joined by a figure of none.
fn is_one(a: &Prepared<'_>, b: &Prepared<'_>, bridge: &Bridge) -> bool {
    let (x, y) = (&a.told.figure, &b.told.figure);
    let known =
        x.period.is_some() == y.period.is_some() && a.facets.place.is_empty() == b.facets.place.is_empty();
    of_one_unit(a, b) && known && !bridge.by_change
}

/// Whether two figures are in one unit, or in two of which one can be turned into the other.
fn of_one_unit(a: &Prepared<'_>, b: &Prepared<'_>) -> bool {
    let (x, y) = (&a.told.figure.unit.code, &b.told.figure.unit.code);
    x == y || unit::convert(1.0, x, y).is_some()
}

/// What is counted is wider, narrower or a neighbour.
fn definition(a: &Told, b: &Told, fit: &Fit, bridge: &Bridge) -> Option<Judgement> {
    let (x, y) = (named(&fit.apart.0, a), named(&fit.apart.1, b));
    let above = |part: &relata_rows::Interval, whole: &relata_rows::Interval| {
        bridge.adds && interval::above(part, whole)
    };
    let (is_above, reason) = match fit.kin {
        Kin::Narrower => (above(&bridge.left, &bridge.right), Why::Narrower.of([x, y])),
        Kin::Wider => (above(&bridge.right, &bridge.left), Why::Wider.of([x, y])),
        Kin::Neighbour => (false, Why::Neighbour.of([x, y])),
        Kin::Same | Kin::Unrelated => return None,
    };
    Some(if is_above {
        let gap = interval::gap(&bridge.left, &bridge.right);
        Judgement { gap, ..plain(Verdict::Differs, Why::AboveWhole.of([reason])) }
    } else {
        plain(Verdict::OtherDefinition, reason)
    })
}

/// Whether both are sums of money: what one sells for the other pays.
fn owed(a: &Told, b: &Told) -> bool {
    [a, b].iter().all(|t| t.figure.measure.kind == "money")
}

/// Beyond this gap, the larger number fifty times the other, nobody counts one thing so differently.
const FAR: f64 = 0.98;

/// One measure: whether the numbers can meet, and on whose word.
fn numbers(a: &Told, b: &Told, fit: &Fit, bridge: &Bridge) -> Judgement {
    let (left, right) = (&bridge.left, &bridge.right);
    let (x, y) = (interval::shown(left), interval::shown(right));
    // Both are in the unit of the second, where that is one of the table.
    let unit = &b.figure.unit;
    let own = !bridge.by_change && unit::convert(1.0, &a.figure.unit.code, &unit.code).is_some();
    let y =
        if own && !unit.label.is_empty() { Why::InUnit.of([y.into(), Arg::from(&unit.label)]) } else { y };
    match interval::meeting(left, right) {
        Meeting::Apart if fit.doubt.is_some() && !owed(a, b) => plain(
            fit.doubt.unwrap_or(Verdict::OtherDefinition),
            Why::Doubtful.of([named(&fit.apart.0, a), named(&fit.apart.1, b)]),
        ),
        Meeting::Apart => {
            if let Some((x, y)) = scope::apart(a, b) {
                return plain(Verdict::OtherDefinition, Why::Doubtful.of([named(&x, a), named(&y, b)]));
            }
            let gap = interval::gap(left, right);
            // A rise against a fall is farther apart than that, and a contradiction all the same.
            if gap > FAR && gap < 1.0 {
                return plain(Verdict::OtherDefinition, Why::TooFar.of([x, y]));
            }
            Judgement { gap, ..plain(Verdict::Differs, Why::Apart.of([x, y])) }
        }
        Meeting::Beyond => plain(Verdict::NotComparable, Why::Beyond.of([x, y])),
        Meeting::Meet => match roots::shared(a, b) {
            Some((root, why)) => Judgement {
                root: Some(root),
                ..plain(Verdict::SameRoot, Why::Also.of([Why::Meet.of([x, y]), why]))
            },
            None => plain(Verdict::Agrees, Why::Meet.of([x, y])),
        },
    }
}
