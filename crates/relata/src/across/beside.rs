//! The figures of one document, each with what stands beside it.

use super::near::Near;
use super::{Ledger, Wanted, rows};
use relata_case::Case;
use relata_reconcile::measures::roots::{name_of, witnesses};
use relata_reconcile::measures::{Judgement, Prepared, Told, join_shared, judge};
use relata_reconcile::record::{Check, Checker};
use relata_rows::export::Filed;
use relata_rows::{DocId, Reason, RowId, Verdict};
use std::collections::BTreeSet;

/// A figure with what stands beside it.
pub(crate) struct Beside {
    /// The figure.
    pub(crate) told: Told,
    /// On whose word it rests.
    pub(crate) root: String,
    /// How often it, or one that agrees with it, is told.
    pub(crate) appearances: usize,
    /// By how many that are independent.
    pub(crate) witnesses: usize,
    /// Figures of other documents, the widest disagreements first.
    pub(crate) others: Vec<Other>,
    /// What the record says to it.
    pub(crate) record: Check,
}

/// A figure of another document beside one.
pub(crate) struct Other {
    pub(crate) row: String,
    pub(crate) doc: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) verdict: Verdict,
    pub(crate) reason: Reason,
    pub(crate) arithmetic: Option<Reason>,
    pub(crate) root: Option<String>,
    /// Whether it counts the same thing, wherever and whenever.
    pub(crate) one_thing: bool,
}

impl Other {
    /// Whether a person wants to see it.
    pub(crate) fn is_telling(&self) -> bool {
        match self.verdict {
            Verdict::NotComparable => false,
            Verdict::OtherPeriod | Verdict::OtherPlace => self.one_thing,
            _ => true,
        }
    }
}

impl Beside {
    /// What it counts, where and when, in the words of the text.
    pub(crate) fn about(&self) -> String {
        let f = &self.told.figure;
        let place = f.place.as_ref().map(|p| p.text.clone());
        let period = f.period.as_ref().map(|p| p.text.clone());
        let parts = [Some(f.measure.text.clone()), place, period].into_iter().flatten();
        parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The verdicts of everything telling that stands beside it.
    pub(crate) fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        let others = self.others.iter().filter(|o| o.is_telling());
        others.map(|o| o.verdict).chain([self.record.verdict])
    }
}

/// The figures of a document in the order of its text, each with the figures of other documents of the case that share
/// a key with it.
pub(crate) fn beside(case: &Case, filed: &Filed) -> anyhow::Result<Vec<Beside>> {
    let near = Near::of(case, &filed.document.id)?;
    let wanted = Wanted { figures: true, ..Wanted::default() };
    let mut ledger = Ledger::of(case, wanted, Some(&near.documents))?;
    join_shared(&mut ledger.told, &super::copies::shared(case, Some(&near.documents))?);
    let prepared: Vec<Prepared<'_>> = ledger.told.iter().map(Prepared::of).collect();
    let (own, others): (Vec<&Prepared<'_>>, Vec<&Prepared<'_>>) =
        prepared.iter().partition(|p| p.told.doc == filed.document.id);
    let record = crate::record::of(case)?;
    let told: Vec<Told> = own.iter().map(|p| p.told.clone()).collect();
    let checks = rows::checks(filed, &told, &Checker::new(&record));
    let judged: Vec<Vec<Judged<'_>>> = own
        .iter()
        .map(|figure| {
            let near = others.iter().copied().filter(|o| near.share(&figure.told.row, &o.told.row));
            let judged = near.filter_map(|other| {
                let mut judgement = judge(figure, other);
                let (a, b) = (figure.told.row.as_str(), other.told.row.as_str());
                judgement.verdict = ledger.decisions.verdict(a, b, judgement.verdict)?;
                Some((judgement, other.told))
            });
            judged.collect()
        })
        .collect();
    let told_apart: Vec<BTreeSet<RowId>> = (0..own.len()).map(|i| told_apart(i, &own, &judged)).collect();
    let mut all = Vec::new();
    for (((figure, judged), apart), check) in own.iter().zip(judged).zip(&told_apart).zip(checks) {
        let judged = judged.into_iter().filter(|(_, told)| !apart.contains(&told.row)).collect();
        all.push(one(figure.told, judged, &ledger, check));
    }
    Ok(all)
}

/// What a figure of another document is to one of this.
type Judged<'t> = (Judgement, &'t Told);

/// The figures that differ from figure `i` only in that they are of another thing: this document or the other tells
/// both on one word, as in "two of the six gates".
fn told_apart(i: usize, own: &[&Prepared<'_>], judged: &[Vec<Judged<'_>>]) -> BTreeSet<RowId> {
    let meet = |j: &Judgement| matches!(j.verdict, Verdict::Agrees | Verdict::SameRoot);
    let word = |told: &Told| told.credit.as_ref().map(|c| c.name.clone());
    let told: BTreeSet<(&DocId, Option<String>)> =
        judged[i].iter().filter(|(j, _)| meet(j)).map(|(_, t)| (&t.doc, word(t))).collect();
    let beside = |row: &RowId| {
        own.iter().zip(judged).any(|(other, judged)| {
            word(other.told) == word(own[i].told) && judged.iter().any(|(j, t)| t.row == *row && meet(j))
        })
    };
    let differ = judged[i].iter().filter(|(j, _)| j.verdict == Verdict::Differs);
    differ
        .filter(|(_, t)| told.contains(&(&t.doc, word(t))) || beside(&t.row))
        .map(|(_, t)| t.row.clone())
        .collect()
}

fn one(figure: &Told, mut judged: Vec<Judged<'_>>, ledger: &Ledger, record: Check) -> Beside {
    let rank = |v: Verdict| match v {
        Verdict::Differs => 0,
        Verdict::Agrees => 1,
        Verdict::SameRoot => 2,
        Verdict::OtherDefinition => 3,
        Verdict::OtherPeriod => 4,
        Verdict::OtherPlace => 5,
        _ => 6,
    };
    judged.sort_by(|(a, x), (b, y)| {
        (rank(a.verdict), b.gap)
            .partial_cmp(&(rank(b.verdict), a.gap))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then((&x.doc, &x.row).cmp(&(&y.doc, &y.row)))
    });
    let same = |v: Verdict| matches!(v, Verdict::Agrees | Verdict::SameRoot);
    let together: Vec<&Told> = std::iter::once(figure)
        .chain(judged.iter().filter(|(j, _)| same(j.verdict)).map(|(_, told)| *told))
        .collect();
    let counted = witnesses(&together);
    let others = judged.into_iter().map(|(judgement, told)| Other {
        row: told.row.as_str().to_owned(),
        doc: told.doc.as_str().to_owned(),
        title: ledger.title_of(told.row.as_str()).to_owned(),
        text: told.text.clone(),
        verdict: judgement.verdict,
        reason: judgement.reason,
        arithmetic: judgement.arithmetic,
        root: judgement.root,
        one_thing: judgement.one_thing,
    });
    Beside {
        root: word(figure, ledger),
        appearances: counted.appearances,
        witnesses: counted.independent,
        others: others.collect(),
        record,
        told: figure.clone(),
    }
}

/// On whose word a figure rests, for people.
fn word(figure: &Told, ledger: &Ledger) -> String {
    let nobody = figure.credit.is_none() && figure.authors.is_empty() && figure.publisher.is_none();
    if nobody { format!("the author of {}", ledger.title_of(figure.row.as_str())) } else { name_of(figure) }
}
