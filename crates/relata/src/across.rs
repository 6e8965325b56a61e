//! The rows of a case as reconciliation takes them.

use crate::select::{called, names, words};
use crate::tellings::telling;
use relata_case::{Case, Filter};
use relata_reconcile::events::Telling;
use relata_reconcile::proposals::{Deed, Fate, Proposed, fates};
use relata_reconcile::statements::Said;
use relata_rows::export::Filed;
use relata_rows::{Event, Proposal, ProposalKind, Row, RowId, SourceKind, Span, Statement};
use std::collections::BTreeMap;

/// Calls `each` for every current document of the case that has rows of its own.
pub(crate) fn documents(
    case: &Case,
    each: &mut dyn FnMut(&Filed) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for filed in case.documents(&Filter::default()) {
        let filed = filed?;
        if filed.duplicate_of.is_none() {
            each(&filed)?;
        }
    }
    Ok(())
}

/// The statements of the case whose holder is somebody other than the author.
pub(crate) fn statements(case: &Case) -> anyhow::Result<Vec<Said>> {
    let names = names(case)?;
    let mut all = Vec::new();
    documents(case, &mut |filed| {
        let rows = case.statements(&filed.document.id)?;
        let own = rows.iter().filter(|r| r.body.source_kind != SourceKind::Author);
        all.extend(own.map(|row| said(row, &filed.document.text, &names)));
        Ok(())
    })?;
    Ok(all)
}

fn said(row: &Row<Statement>, text: &str, names: &BTreeMap<String, String>) -> Said {
    let s = &row.body;
    let named = s.actor.as_ref().and_then(|id| names.get(id)).cloned();
    let [holder, source] = [&s.holder, &s.source].map(|e| words(e.as_ref(), text));
    Said {
        row: row.id.clone(),
        doc: row.doc.clone(),
        actor: s.actor.clone(),
        speaker: named.unwrap_or(if holder.is_empty() { source } else { holder }),
        polarity: s.polarity,
        speech: s.speech,
        content: words(Some(&s.content), text),
    }
}

/// The proposals of the case.
pub(crate) fn proposals(case: &Case) -> anyhow::Result<Vec<Proposed>> {
    let names = names(case)?;
    let mut all = Vec::new();
    documents(case, &mut |filed| {
        let rows = case.proposals(&filed.document.id)?;
        all.extend(rows.iter().map(|row| proposed(row, filed, &names)));
        Ok(())
    })?;
    Ok(all)
}

fn proposed(row: &Row<Proposal>, filed: &Filed, names: &BTreeMap<String, String>) -> Proposed {
    let (p, text) = (&row.body, &filed.document.text);
    let authors = filed.document.metadata.authors.join(", ");
    Proposed {
        row: row.id.clone(),
        doc: row.doc.clone(),
        day: filed.document.metadata.published.as_ref().map(|p| p.start),
        kind: p.kind,
        holders: crate::tellings::side(p.holder.as_slice(), text),
        holder: if p.holder.is_some() { called(&p.holder, text, names) } else { authors },
        addressees: crate::tellings::side(&p.addressees, text),
        action: words(Some(&p.action), text),
        negative: p.negative,
        due: p.due.clone(),
    }
}

/// What later documents of the case tell of its promises, by the row of the promise.
pub(crate) fn promises(case: &Case) -> anyhow::Result<BTreeMap<RowId, Fate>> {
    let mut all = proposals(case)?;
    all.retain(|p| p.kind == ProposalKind::Commitment);
    let mut deeds = Vec::new();
    if !all.is_empty() {
        documents(case, &mut |filed| {
            let events = case.events(&filed.document.id)?;
            deeds.extend(events.iter().map(|row| deed(row, filed)));
            Ok(())
        })?;
    }
    Ok(fates(&all, &deeds).into_iter().map(|fate| (all[fate.proposal].row.clone(), fate)).collect())
}

fn deed(row: &Row<Event>, filed: &Filed) -> Deed {
    let text = &filed.document.text;
    let Telling { row: id, doc, agents, modality, date, words: act, .. } = telling(row, &[], text);
    let published = filed.document.metadata.published.as_ref().map(|p| p.start);
    let day = date.and_then(|d| d.start).or(published);
    Deed { row: id, doc, day, agents, modality, act, words: sentence(text, row.span).to_owned() }
}

/// The sentence around a span, roughly: from mark to mark, within its block.
fn sentence(text: &str, span: Span) -> &str {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let (before, after) =
        (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    let start = before.rfind(ends).map_or(0, |at| at + 1);
    let end = after.find(ends).map_or(text.len(), |at| span.end + at);
    text.get(start..end).unwrap_or_default()
}
