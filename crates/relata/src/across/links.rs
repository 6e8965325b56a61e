//! All links of a case, or those of some kinds.

use super::compare::told_differently;
use super::near::Near;
use super::{Ledger, Wanted, families, rows};
use anyhow::bail;
use relata_case::{AnyRow, Case};
use relata_reconcile::copies::Shared;
use relata_reconcile::events::{Days, Occurrence, Telling, disputed, join, witnesses};
use relata_reconcile::measures::{self, Told, join_shared};
use relata_reconcile::proposals::{Proposed, fates};
use relata_reconcile::record::{Check, Checker};
use relata_reconcile::{proposals, statements};
use relata_rows::{Arg, DocId, Link, LinkKind, ProposalKind, Reason, RowId, Status, Verdict, Why, link_id};
use std::collections::BTreeSet;

/// What documents have to do with each other: every kind of link but those to the record, which `relata check` shows.
pub(crate) const BETWEEN_DOCUMENTS: [LinkKind; 7] = [
    LinkKind::Measure,
    LinkKind::Event,
    LinkKind::Statement,
    LinkKind::Proposal,
    LinkKind::Copy,
    LinkKind::Passage,
    LinkKind::Root,
];

/// The links of these kinds, with the rows that they link; where a `document` is given, those of the others are not
/// complete.
pub(crate) fn links(
    case: &Case,
    kinds: &[LinkKind],
    document: Option<&DocId>,
) -> anyhow::Result<(Ledger, Vec<Link>)> {
    with_passages(case, kinds, document, None)
}

/// The links of [`BETWEEN_DOCUMENTS`] in a case whose documents are known to share these passages.
pub(crate) fn links_between(case: &Case, shared: Vec<Shared>) -> anyhow::Result<(Ledger, Vec<Link>)> {
    with_passages(case, &BETWEEN_DOCUMENTS, None, Some(shared))
}

/// What two figures are to each other, by their ids or the beginnings of these, with their rows.
pub(crate) fn between(case: &Case, row: &str, other: &str) -> anyhow::Result<(Ledger, Link)> {
    let mut ids = Vec::new();
    let mut documents = BTreeSet::new();
    for id in [row, other] {
        let (filed, row) = case.row(id)?;
        let AnyRow::Figure(figure) = row else {
            bail!("row {id} is no figure: only two figures are held against each other when asked for")
        };
        documents.insert(filed.document.id.clone());
        ids.push(figure.id);
    }
    if ids[0] == ids[1] {
        bail!("a row is not beside itself");
    }
    let mut ledger = Ledger::of(case, Wanted { figures: true, ..Wanted::default() }, Some(&documents))?;
    join_shared(&mut ledger.told, &super::copies::shared(case, Some(&documents))?);
    let told = |id: &RowId| ledger.told.iter().find(|t| t.row == *id);
    let Some((a, b)) = told(&ids[0]).zip(told(&ids[1])) else {
        bail!("one of the two was rejected, or stands in an older version of its document")
    };
    let mut links = vec![measures::link(a, b)];
    ledger.judged = ledger.decisions.judge(&mut links);
    let Some(link) = links.pop() else { bail!("that the two have to do with each other was rejected") };
    Ok((ledger, link))
}

fn with_passages(
    case: &Case,
    kinds: &[LinkKind],
    document: Option<&DocId>,
    known: Option<Vec<Shared>>,
) -> anyhow::Result<(Ledger, Vec<Link>)> {
    let any = |of: &[LinkKind]| kinds.iter().any(|k| of.contains(k));
    let wanted = Wanted {
        figures: false,
        statements: any(&[LinkKind::Statement]),
        proposals: any(&[LinkKind::Proposal]),
        events: any(&[LinkKind::Event, LinkKind::Proposal]),
    };
    let mut ledger = Ledger::default();
    // Copies and passages are told by the headings of their documents.
    let headings = document.is_none() || any(&[LinkKind::Copy, LinkKind::Passage]);
    if wanted.statements || wanted.proposals || wanted.events || headings {
        ledger.read(case, wanted, None)?;
    }
    let figures = Wanted { figures: true, ..Wanted::default() };
    // Of a whole case the passages are needed for both, and looked for once.
    let both = document.is_none() && any(&[LinkKind::Measure, LinkKind::Root]) && any(&[LinkKind::Passage]);
    let mut shared = match known {
        None if both => Some(super::copies::shared(case, None)?),
        known => known,
    };
    if any(&[LinkKind::Measure, LinkKind::Root]) {
        let near = document.map(|id| Near::of(case, id)).transpose()?;
        let near = near.as_ref().map(|n| &n.documents);
        ledger.read(case, figures, near)?;
        match &shared {
            Some(shared) => join_shared(&mut ledger.told, shared),
            None => join_shared(&mut ledger.told, &super::copies::shared(case, near)?),
        }
    } else if any(&[LinkKind::Record]) {
        let only = document.map(|id| BTreeSet::from([id.clone()]));
        ledger.read(case, figures, only.as_ref())?;
    }
    let mut all = Vec::new();
    if any(&[LinkKind::Measure, LinkKind::Root]) {
        all.extend(ledger.reconciled().links.iter().filter(|link| kinds.contains(&link.kind)).cloned());
    }
    for kind in kinds {
        match kind {
            LinkKind::Measure | LinkKind::Root => {}
            LinkKind::Passage => {
                let shared = match (shared.take(), document) {
                    (Some(shared), _) => shared,
                    (None, Some(document)) => super::copies::shared_by(case, document)?,
                    (None, None) => super::copies::shared(case, None)?,
                };
                all.extend(passages(case, shared)?);
            }
            LinkKind::Record => all.extend(record(case, &ledger)?),
            LinkKind::Event => all.extend(events(case, &ledger)?),
            LinkKind::Statement => all.extend(statements::links(&ledger.said)),
            LinkKind::Proposal => {
                all.extend(proposals::links(&ledger.proposed));
                all.extend(promises(&ledger));
            }
            LinkKind::Copy => all.extend(copies(case)?),
        }
    }
    ledger.judged = ledger.decisions.judge(&mut all);
    Ok((ledger, all))
}

/// Events that several documents tell.
fn events(case: &Case, ledger: &Ledger) -> anyhow::Result<Vec<Link>> {
    let families = families(case)?;
    let publisher =
        |t: &Telling| ledger.documents.get(&t.doc).and_then(|d| Some(d.publisher.as_ref()?.name.clone()));
    let link = |o: &Occurrence| {
        let told: Vec<&Telling> = o.tellings.iter().map(|&n| &ledger.tellings[n]).collect();
        let texts: BTreeSet<_> = told.iter().map(|t| families.get(&t.doc).unwrap_or(&t.doc)).collect();
        let witnesses = witnesses(told.iter().map(|t| publisher(t))).min(texts.len());
        let (differ, contradicts) = told_differently(&ledger.tellings, &o.tellings);
        let verdict = match (contradicts, witnesses) {
            (true, _) => Verdict::Differs,
            (false, 1) => Verdict::SameRoot,
            _ => Verdict::Agrees,
        };
        let kind = told[0].kind.name();
        let reason = match differ {
            None => Why::EventAlike.of([kind]),
            Some(differ) => Why::EventOther.of([Arg::from(kind), differ.into()]),
        };
        let (left, right): (Vec<&Telling>, Vec<&Telling>) = (told[..1].to_vec(), told[1..].to_vec());
        event(&left, &right, verdict, reason, witnesses)
    };
    let occurrences = join(&ledger.tellings);
    let told = |n: usize| -> Vec<&Telling> {
        occurrences[n].tellings.iter().map(|&t| &ledger.tellings[t]).collect()
    };
    let of_two_days = disputed(&ledger.tellings, &occurrences).into_iter().map(|(a, b)| {
        let (left, right) = (told(a), told(b));
        let days = |n: usize| occurrences[n].days.map_or_else(String::new, Days::iso);
        let reason = Why::PerhapsOne.of([left[0].kind.name().to_owned(), days(a), days(b)]);
        event(&left, &right, Verdict::Differs, reason, 2)
    });
    let several = occurrences.iter().filter(|o| o.tellings.len() > 1);
    Ok(several.map(link).chain(of_two_days).collect())
}

fn event(left: &[&Telling], right: &[&Telling], verdict: Verdict, reason: Reason, witnesses: usize) -> Link {
    let rows = |side: &[&Telling]| side.iter().map(|t| t.row.as_str().to_owned()).collect::<Vec<_>>();
    let (appearances, left, right) = (left.len() + right.len(), rows(left), rows(right));
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
        appearances,
        witnesses,
    }
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
            reason: if fate.status == Status::Broken { Why::Broken } else { Why::Kept }.of([fate.reason]),
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
        let percent = Arg::Number((f64::from(c.share) * 100.0).round().to_string());
        let why = match c.kind.as_str() {
            "same text" => Why::SameText,
            "revision" => Why::Revision,
            "reprint" => Why::Reprint,
            _ => Why::Extract,
        };
        Link {
            id: link_id(LinkKind::Copy, &left, &right),
            kind: LinkKind::Copy,
            left: vec![left],
            right: vec![right],
            verdict: Some(Verdict::SameRoot),
            reason: why.of([percent]),
            arithmetic: None,
            series: None,
            root: None,
            appearances: 2,
            witnesses: 1,
        }
    };
    Ok(case.copies()?.into_iter().map(link).collect())
}

/// Passages that documents share which are no copies.
fn passages(case: &Case, shared: Vec<Shared>) -> anyhow::Result<Vec<Link>> {
    // They come in the order of their left documents.
    let mut last: Option<(DocId, String)> = None;
    let mut link = |shared: Shared| -> anyhow::Result<Link> {
        let text = match last.take().filter(|(id, _)| *id == shared.left) {
            Some((_, text)) => text,
            None => case.document(shared.left.as_str())?.document.text,
        };
        let (left, right) = (shared.left.as_str().to_owned(), shared.right.as_str().to_owned());
        let longest = shared.passages.iter().max_by_key(|p| p.words);
        let words = longest.and_then(|p| p.left.get(&text)).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let quoted = shared.passages.iter().all(|p| p.quoted);
        let reason = match shared.passages.len() {
            _ if quoted => Why::BothQuote.of([words]),
            1 => Why::BothHave.of([words]),
            n => Why::Passages.of([n.into(), Arg::from(words)]),
        };
        last = Some((shared.left, text));
        Ok(Link {
            id: link_id(LinkKind::Passage, &left, &right),
            kind: LinkKind::Passage,
            left: vec![left],
            right: vec![right],
            verdict: None,
            reason,
            arithmetic: None,
            series: None,
            root: None,
            appearances: 2,
            witnesses: 2,
        })
    };
    shared.into_iter().map(&mut link).collect()
}

/// Figures that the record has something to say to.
fn record(case: &Case, ledger: &Ledger) -> anyhow::Result<Vec<Link>> {
    let record = crate::record::of(case)?;
    let checker = Checker::new(&record);
    let mut links = Vec::new();
    for told in ledger.told.chunk_by(|a, b| a.doc == b.doc) {
        let Some(doc) = told.first().map(|t| &t.doc) else { continue };
        let checks = rows::checks(&case.document(doc.as_str())?, told, &checker);
        links.extend(told.iter().zip(checks).filter_map(|(told, check)| against(told, check)));
    }
    Ok(links)
}

fn against(told: &Told, check: Check) -> Option<Link> {
    let (series, left) = (check.series?, told.row.as_str().to_owned());
    Some(Link {
        id: link_id(LinkKind::Record, &left, &series),
        kind: LinkKind::Record,
        left: vec![left],
        right: Vec::new(),
        verdict: Some(check.verdict),
        reason: check.reason,
        arithmetic: check.arithmetic,
        series: Some(series),
        root: None,
        appearances: 1,
        witnesses: 1,
    })
}
