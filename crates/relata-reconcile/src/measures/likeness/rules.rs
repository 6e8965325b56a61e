//! What the rules found of two figures, and what their numbers say.

use super::Likely;
use super::features::yes;
use crate::measures::concept::Kin;
use crate::measures::convert::Bridge;
use crate::measures::facets::{self, Fit};
use crate::measures::ground;
use crate::measures::interval::{self, Meeting};
use crate::measures::verdict::{Prepared, Ruled};
use relata_rows::Verdict;

/// What each number is.
pub(super) const NAMES: [&str; 28] = [
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
    /// Whether the two would be of other places or times if they counted one thing, and which.
    pub elsewhere: Option<Verdict>,
}

impl<'s> Seen<'s> {
    /// Of what rules said.
    pub fn of(ruled: &'s Ruled) -> Seen<'s> {
        Seen {
            fit: &ruled.fit,
            bridge: ruled.bridge.as_ref().ok(),
            verdict: ruled.judgement.verdict,
            elsewhere: ruled.elsewhere,
        }
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
            Verdict::OtherPlace => Likely::OtherPlace,
            Verdict::OtherPeriod => Likely::OtherTime,
            _ => Likely::One,
        }
    }
}

/// Adds what the rules found.
pub(super) fn add(a: &Prepared<'_>, b: &Prepared<'_>, seen: &Seen<'_>, out: &mut Vec<f32>) {
    kin(seen, out);
    numbers(a, b, seen, out);
}

fn kin(seen: &Seen<'_>, out: &mut Vec<f32>) {
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
    let (x, y) = (&a.told.figure, &b.told.figure);
    let count = |is: &dyn Fn(&Prepared<'_>) -> bool| f32::from(u8::from(is(a)) + u8::from(is(b)));
    out.extend([yes(x.measure.kind == y.measure.kind), yes(x.unit.code == y.unit.code)]);
    for kind in ["people", "events", "things", "money", "share", "amount"] {
        out.push(count(&|p| p.told.figure.measure.kind == kind));
    }
    out.extend([count(&|p| p.facets.is_verb), count(&|p| p.facets.is_whole)]);
    out.push(yes(facets::of_other_sorts(&a.facets, &b.facets)));
    out.push(count(&|p| p.words().is_wordless()));
    out.push(match seen.verdict {
        Verdict::Agrees | Verdict::SameRoot => 0.0,
        Verdict::Differs => 1.0,
        Verdict::OtherDefinition => 2.0,
        Verdict::OtherPlace => 3.0,
        Verdict::OtherPeriod => 4.0,
        _ => 5.0,
    });
}
