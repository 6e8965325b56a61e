//! What two figures are to each other: by rules, and where the words of both say more than rules know, by what is likely.

use super::concept::Kin;
use super::elsewhere;
use super::facets::{self, Fit};
use super::ground;
use super::group;
use super::likeness::{self, Likely, Seen};
use super::told::Told;
use super::verdict::{Judgement, Prepared, Ruled, by_rules, named, of_one, plain};
use super::when;
use relata_rows::{Arg, Link, Reason, Verdict, Why};

/// How sure the forest must be to overrule the rules, of pairs that share a key and of pairs asked for
/// (`models/one-thing.md` has the curves).
const SURE: f32 = 0.5;
const SURE_ASKED: f32 = 0.3;
/// And to make two agree that the rules set apart.
const SURE_TO_AGREE: f32 = 0.8;

/// How two figures came to be held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// Somebody asks for the pair, and so has seen that the two have to do with each other.
    Asked,
    /// They share a key of a case, as many figures do that have nothing to do with each other.
    Found,
}

/// So many times likelier it is of a pair that somebody asks for that its figures have to do with each other.
const ASKED: f32 = 10.0;

/// What two figures that somebody asks for are to each other; the same the other way round, but for the order of words
/// in the reason.
pub fn compare(a: &Told, b: &Told) -> Judgement {
    weigh(&Prepared::of(a), &Prepared::of(b), Came::Asked)
}

/// As [`compare`], as a link of the two.
pub fn link(a: &Told, b: &Told) -> Link {
    group::between(&[a], &[b], compare(a, b))
}

/// As [`compare`], of figures that were found to share a key. Here only what rules know to be one thing contradicts each
/// other, or is told of two places or times: of so many pairs some would be taken for one by chance, and a contradiction
/// that is none costs more than one that is listed as near.
pub fn judge(a: &Prepared<'_>, b: &Prepared<'_>) -> Judgement {
    weigh(a, b, Came::Found)
}

fn weigh(a: &Prepared<'_>, b: &Prepared<'_>, came: Came) -> Judgement {
    let ruled = by_rules(a, b);
    likely_other(a, b, &ruled, came).unwrap_or(ruled.judgement)
}

/// The verdict where the forest is sure that two figures are something else to each other than the rules say.
fn likely_other(a: &Prepared<'_>, b: &Prepared<'_>, ruled: &Ruled, came: Came) -> Option<Judgement> {
    // What one text tells of its own parts it knows best; and what is weighed are sentences.
    if a.told.doc == b.told.doc || a.told.sentence.is_empty() || b.told.sentence.is_empty() {
        return None;
    }
    let asked = came == Came::Asked;
    // Of what was found a place or time that tells two apart stays, and so do numbers that are on no scale together.
    let stays = matches!(ruled.judgement.verdict, Verdict::OtherPlace | Verdict::OtherPeriod);
    if !asked && (stays || ruled.bridge.is_err()) {
        return None;
    }
    let seen = Seen::of(ruled);
    let found = likeness::shares(a, b, &seen)?;
    let (shares, sure) = if asked { (likeness::given(found, ASKED), SURE_ASKED) } else { (found, SURE) };
    let (likely, share) = likeness::likeliest(shares);
    // Two places or times there are of what shares at least a word of its matter.
    let strangers = matches!(likely, Likely::OtherPlace | Likely::OtherTime) && ground::matter(a, b) == 0;
    if strangers || likely == Likely::One && are_known_apart(a, b, ruled) {
        return None;
    }
    if share < sure || likely == seen.likely() || !asked && !may_be_found(likely, ruled) {
        return None;
    }
    let other = alternative(a, b, ruled, likely)?;
    let meets = matches!(other.verdict, Verdict::Agrees | Verdict::SameRoot);
    let enough = ground::common(a, b) >= ground::ENOUGH_OF_PART;
    let allowed = asked || likely != Likely::One || meets && enough;
    let sure = other.verdict != Verdict::Agrees || share >= SURE_TO_AGREE;
    Some(other).filter(|_| allowed && sure)
}

/// Whether the list of the field knows the two for a part and its whole or for neighbours: no likelihood makes them one.
pub fn are_known_apart(a: &Prepared<'_>, b: &Prepared<'_>, ruled: &Ruled) -> bool {
    let apart = matches!(ruled.fit.kin, Kin::Narrower | Kin::Wider | Kin::Neighbour);
    apart && !ruled.fit.loose && facets::listed_apart(&a.facets, &b.facets)
}

/// Whether the forest may say so of figures that merely share a key: it makes no other place or time of them.
fn may_be_found(likely: Likely, ruled: &Ruled) -> bool {
    match likely {
        Likely::One => ruled.elsewhere.is_none(),
        Likely::Near | Likely::Apart => true,
        Likely::OtherPlace | Likely::OtherTime => false,
    }
}

/// The verdict where two figures are to each other what `likely` says; `None` where their numbers cannot be brought to
/// one scale, so that they are no numbers of one thing, nor near each other.
pub fn alternative(a: &Prepared<'_>, b: &Prepared<'_>, ruled: &Ruled, likely: Likely) -> Option<Judgement> {
    let (x, y) = apart(a.told, b.told, ruled);
    let bridge = ruled.bridge.as_ref().ok();
    match likely {
        Likely::One => {
            let fit = Fit { kin: Kin::Same, doubt: None, loose: false, ..ruled.fit.clone() };
            let judgement = of_one(a, b, &fit, bridge?);
            let told_alike = x.eq_ignore_ascii_case(&y);
            let taken = |met| Why::TakenForOne.with([Arg::Reason(met), x.into(), y.into()]);
            let reason = if told_alike { judgement.reason } else { taken(judgement.reason) };
            Some(Judgement { reason, ..judgement })
        }
        Likely::Near => bridge.map(|_| plain(Verdict::OtherDefinition, Why::Neighbour.of([x, y]))),
        Likely::Apart => Some(plain(Verdict::NotComparable, Why::CountsOther.of([x, y]))),
        Likely::OtherPlace => {
            let reason = of_two([a, b].map(elsewhere::place), Why::TwoPlacesNamed, Why::TwoPlaces);
            Some(plain(Verdict::OtherPlace, reason))
        }
        Likely::OtherTime => {
            let told = [a, b].map(|p| when::time(p.told).map_or(String::new(), |t| t.text.clone()));
            Some(plain(Verdict::OtherPeriod, of_two(told, Why::TwoTimesNamed, Why::TwoTimes)))
        }
    }
}

/// A reason that names both, where both have a name of their own.
fn of_two([x, y]: [String; 2], named: Why, alone: Why) -> Reason {
    let apart = !x.is_empty() && !y.is_empty() && !x.eq_ignore_ascii_case(&y);
    if apart { named.of([x, y]) } else { alone.alone() }
}

/// The words that tell two figures apart; where these are the same, all words of what they count.
fn apart(a: &Told, b: &Told, ruled: &Ruled) -> (String, String) {
    let (x, y) = &ruled.fit.apart;
    if x.eq_ignore_ascii_case(y) {
        return (named(&a.figure.measure.text, a), named(&b.figure.measure.text, b));
    }
    (named(x, a), named(y, b))
}
