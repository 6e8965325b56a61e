//! All links of a case, or those of some kinds.

use super::{Ledger, Wanted, families};
use relata_case::Case;
use relata_reconcile::events::{Aspect, Occurrence, Telling, differences, join, witnesses};
use relata_reconcile::proposals::{Proposed, fates};
use relata_reconcile::{proposals, statements};
use relata_rows::{Link, LinkKind, ProposalKind, Verdict, link_id};
use std::collections::BTreeSet;

/// The links of these kinds, with the rows that they link.
pub(crate) fn links(case: &Case, kinds: &[LinkKind]) -> anyhow::Result<(Ledger, Vec<Link>)> {
    let any = |of: &[LinkKind]| kinds.iter().any(|k| of.contains(k));
    let wanted = Wanted {
        figures: any(&[LinkKind::Measure, LinkKind::Root]),
        statements: any(&[LinkKind::Statement]),
        proposals: any(&[LinkKind::Proposal]),
        events: any(&[LinkKind::Event, LinkKind::Proposal]),
    };
    let ledger = Ledger::of(case, wanted, None)?;
    let mut all = Vec::new();
    for kind in kinds {
        match kind {
            LinkKind::Event => all.extend(events(case, &ledger)?),
            LinkKind::Statement => all.extend(statements::links(&ledger.said)),
            LinkKind::Proposal => {
                all.extend(proposals::links(&ledger.proposed));
                all.extend(promises(&ledger));
            }
            LinkKind::Copy => all.extend(copies(case)?),
            LinkKind::Measure | LinkKind::Passage | LinkKind::Root | LinkKind::Record => {}
        }
    }
    Ok((ledger, all))
}

/// Events that several documents tell.
fn events(case: &Case, ledger: &Ledger) -> anyhow::Result<Vec<Link>> {
    let families = families(case)?;
    let publisher =
        |t: &Telling| ledger.documents.get(&t.doc).and_then(|d| Some(d.publisher.as_ref()?.name.clone()));
    let several = join(&ledger.tellings).into_iter().filter(|o| o.tellings.len() > 1);
    let link = |o: Occurrence| {
        let told: Vec<&Telling> = o.tellings.iter().map(|&n| &ledger.tellings[n]).collect();
        let texts: BTreeSet<_> = told.iter().map(|t| families.get(&t.doc).unwrap_or(&t.doc)).collect();
        let witnesses = witnesses(told.iter().map(|t| publisher(t))).min(texts.len());
        let differ: Vec<String> = differences(&ledger.tellings, &o.tellings)
            .into_iter()
            .filter(|d| d.aspect != Aspect::Words)
            .map(|d| {
                let values: Vec<String> = d.told.into_iter().map(|(value, _)| value).collect();
                format!("{}: {}", d.aspect.name(), values.join(" / "))
            })
            .collect();
        let verdict = match (differ.is_empty(), witnesses) {
            (false, _) => Verdict::Differs,
            (true, 1) => Verdict::SameRoot,
            _ => Verdict::Agrees,
        };
        let kind = told[0].kind.name();
        let reason = if differ.is_empty() {
            format!("the same {kind}, told alike")
        } else {
            format!("the same {kind}, told with another {}", differ.join("; "))
        };
        let mut rows = told.iter().map(|t| t.row.as_str().to_owned());
        let left: Vec<String> = rows.next().into_iter().collect();
        let right: Vec<String> = rows.collect();
        Link {
            id: link_id(LinkKind::Event, &left.join(" "), &right.join(" ")),
            kind: LinkKind::Event,
            left,
            right,
            verdict: Some(verdict),
            reason,
            arithmetic: None,
            series: None,
            root: None,
            appearances: told.len(),
            witnesses,
        }
    };
    Ok(several.map(link).collect())
}

/// Promises and what later documents tell of them.
fn promises(ledger: &Ledger) -> Vec<Link> {
    let made: Vec<Proposed> =
        ledger.proposed.iter().filter(|p| p.kind == ProposalKind::Commitment).cloned().collect();
    let link = |fate: proposals::Fate| {
        let (left, right) = (made[fate.proposal].row.as_str().to_owned(), fate.row.as_str().to_owned());
        Link {
            id: link_id(LinkKind::Proposal, &left, &right),
            kind: LinkKind::Proposal,
            left: vec![left],
            right: vec![right],
            verdict: None,
            reason: format!("{}: {}", fate.status.name(), fate.reason),
            arithmetic: None,
            series: None,
            root: None,
            appearances: 1,
            witnesses: 1,
        }
    };
    fates(&made, &ledger.deeds).into_iter().map(link).collect()
}

/// Documents of one text.
fn copies(case: &Case) -> anyhow::Result<Vec<Link>> {
    let link = |c: relata_case::Copied| {
        let (left, right) = (c.left.as_str().to_owned(), c.right.as_str().to_owned());
        let percent = (f64::from(c.share) * 100.0).round();
        Link {
            id: link_id(LinkKind::Copy, &left, &right),
            kind: LinkKind::Copy,
            left: vec![left],
            right: vec![right],
            verdict: Some(Verdict::SameRoot),
            reason: format!("{}: {percent} % of the words of the shorter stand in the other", c.kind),
            arithmetic: None,
            series: None,
            root: None,
            appearances: 2,
            witnesses: 1,
        }
    };
    Ok(case.copies()?.into_iter().map(link).collect())
}
