//! What two figures are to each other: by rules, and where the words of both say more than rules know, by what is likely.

use super::concept::Kin;
use super::convert::Bridge;
use super::facets::Fit;
use super::group;
use super::likeness::{self, Likely, Seen};
use super::roots;
use super::told::Told;
use super::verdict::{self, Judgement, Prepared, Ruled, as_if, by_rules, named};
use relata_rows::{Link, Verdict, Why, link_id};

/// How sure the forest must be to overrule the rules (`models/one-thing.md` has the curve).
const SURE: f32 = 0.5;
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
    let judgement = compare(a, b);
    let witnesses = roots::witnesses(&[a, b]);
    let kind = group::kind(a, b, judgement.verdict);
    let side = |t: &Told| vec![t.row.as_str().to_owned()];
    Link {
        id: link_id(kind, a.row.as_str(), b.row.as_str()),
        kind,
        left: side(a),
        right: side(b),
        verdict: Some(judgement.verdict),
        reason: judgement.reason,
        arithmetic: judgement.arithmetic,
        series: None,
        root: judgement.root,
        appearances: witnesses.appearances,
        witnesses: witnesses.independent,
    }
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

/// The verdict where the forest is sure that what two figures count is something else to each other than the rules say.
fn likely_other(a: &Prepared<'_>, b: &Prepared<'_>, ruled: &Ruled, came: Came) -> Option<Judgement> {
    // What one text tells of its own parts it knows best; a place or time that tells two apart stays one.
    let told = a.told.doc == b.told.doc;
    let elsewhere = matches!(ruled.judgement.verdict, Verdict::OtherPlace | Verdict::OtherPeriod);
    let bridge = ruled.bridge.as_ref().ok().filter(|_| !told && !elsewhere)?;
    let seen = Seen::of(ruled);
    let [one, near, apart] = likeness::shares(a, b, &seen)?;
    let odds = if came == Came::Asked { ASKED } else { 1.0 };
    let all = odds * (one + near) + apart;
    let (likely, share) = likeness::likeliest([odds * one / all, odds * near / all, apart / all]);
    if share < SURE || likely == seen.likely() {
        return None;
    }
    let other = alternative(a, b, ruled, likely, bridge);
    match other.verdict {
        Verdict::Agrees if share < SURE_TO_AGREE => None,
        Verdict::Differs | Verdict::OtherPlace | Verdict::OtherPeriod if came == Came::Found => None,
        _ => Some(other),
    }
}

/// The verdict where two figures are to each other what `likely` says.
pub fn alternative(
    a: &Prepared<'_>,
    b: &Prepared<'_>,
    ruled: &Ruled,
    likely: Likely,
    bridge: &Bridge,
) -> Judgement {
    let fit = |kin| Fit { kin, doubt: None, loose: false, ..ruled.fit.clone() };
    match likely {
        Likely::One => {
            let judgement = as_if(a, b, &fit(Kin::Same), bridge);
            let (x, y) = (named(&ruled.fit.apart.0, a.told), named(&ruled.fit.apart.1, b.told));
            let reason = Why::TakenForOne.with([judgement.reason.into(), x.into(), y.into()]);
            Judgement { reason, ..judgement }
        }
        Likely::Near => as_if(a, b, &fit(Kin::Neighbour), bridge),
        Likely::Apart => verdict::counts_other(a, b, &ruled.fit),
    }
}
