//! Single rows as reconciliation takes them.

use super::sentences::Sentences;
use super::{Heading, Known, Ledger, Maker, Wanted};
use crate::decided::Decisions;
use crate::select::{amount, called, title, words};
use crate::tellings::{side, telling};
use relata_case::Case;
use relata_reconcile::events::{Side, Telling};
use relata_reconcile::measures::roots::body;
use relata_reconcile::measures::{self, Source, Told};
use relata_reconcile::proposals::{Deed, Fate, Proposed, fates};
use relata_reconcile::record::{Check, Checker, Claim};
use relata_reconcile::statements::Said;
use relata_rows::export::Filed;
use relata_rows::{
    ActorKind, DocId, Event, Member, Part, Proposal, ProposalKind, Relation, RelationKind, Resolved, Right,
    Row, RowId, Span, Statement,
};
use std::collections::BTreeMap;

/// The figures of a document, in the order of its rows.
pub(super) fn told(case: &Case, filed: &Filed, known: &Known) -> anyhow::Result<Vec<Told>> {
    let id = &filed.document.id;
    let mut all = told_by(case, filed, &resolved(case, id, known)?, &known.decisions)?;
    let copies = known.families.get(id).map(|first| first.as_str().to_owned());
    all.iter_mut().for_each(|told| told.copies.clone_from(&copies));
    all.iter_mut().for_each(|told| correct(told, known));
    Ok(all)
}

/// Puts into a figure what a person has corrected and its document cannot tell: whose word it is, and the number.
fn correct(told: &mut Told, known: &Known) {
    let Some(corrected) = known.decisions.corrected(&told.row) else { return };
    if let Some(actor) = corrected.fields.actor.as_ref().and_then(|a| known.actors.get(&a.id)) {
        let bodies =
            known.works_for.get(&actor.id).into_iter().flatten().filter_map(|id| known.actors.get(id));
        told.credit = Some(Source {
            actor: Some(actor.id.clone()),
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            of: bodies.flat_map(|b| [b.id.clone(), b.name.clone()]).collect(),
            person: actor.kind == ActorKind::Person,
            ..Source::default()
        });
    }
    if corrected.fields.value.is_some() || corrected.fields.unit.is_some() {
        told.text = amount(&told.figure);
    }
}

/// The figures of a document, whose actors are `resolved`.
fn told_by(
    case: &Case,
    filed: &Filed,
    resolved: &Resolved,
    decisions: &Decisions,
) -> anyhow::Result<Vec<Told>> {
    let (id, m) = (&filed.document.id, &filed.document.metadata);
    let document = relata_rows::Told {
        doc: id.clone(),
        day: m.published.as_ref().map(|p| p.start),
        title: m.title.clone(),
        authors: m.authors.clone(),
        publisher: m.publisher.clone(),
        entities: case.entities_in(id)?.into_iter().map(|entity| (entity, 1)).collect(),
    };
    let text = |span: Span| span.get(&filed.document.text).unwrap_or_default().to_owned();
    let figures = decisions.figures(case, id)?;
    let mut all = measures::told(&[document], 0, resolved, &figures, &case.mentions(id)?, &text);
    for told in &mut all {
        // A person who says where it is says that the places among its words are not.
        if decisions.corrected(&told.row).is_some_and(|c| c.fields.place.is_some()) {
            told.names.retain(|n| n.kind != ActorKind::Place);
        }
    }
    Ok(all)
}

/// The figures of a document, each with the keys that it shares with those that it may be held against. They come of
/// the document alone, and of what persons decided on it, so that no other document changes them.
pub(super) fn keys(
    case: &Case,
    filed: &Filed,
    decisions: &Decisions,
) -> anyhow::Result<Vec<(RowId, String)>> {
    let told = told_by(case, filed, &Resolved::default(), decisions)?;
    let keys = |t: &Told| measures::keys(t).into_iter().map(|key| (t.row.clone(), key)).collect::<Vec<_>>();
    Ok(told.iter().flat_map(keys).collect())
}

/// Who is who in one document: its part of the actors of the case, with those whom they work for.
fn resolved(case: &Case, id: &DocId, known: &Known) -> anyhow::Result<Resolved> {
    let heads = case.heads_in(id)?;
    let parts = case.actors_in(id)?.into_iter().map(|(n, actor)| (Part::Entity(n), actor));
    let parts = parts.chain(heads.authors.into_iter().map(|(n, actor)| (Part::Author(n), actor)));
    let parts: Vec<(Part, String)> = parts.chain(heads.publisher.map(|a| (Part::Publisher, a))).collect();
    let mut resolved = Resolved::default();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    let own = parts.iter().map(|(_, actor)| actor);
    let bodies = own.clone().filter_map(|actor| known.works_for.get(actor)).flatten();
    for actor in own.chain(bodies).filter_map(|id| known.actors.get(id)) {
        index.entry(&actor.id).or_insert_with(|| {
            resolved.actors.push(actor.clone());
            resolved.actors.len() - 1
        });
    }
    for (&left, &n) in &index {
        let bodies = known.works_for.get(left).into_iter().flatten().filter_map(|id| index.get(id.as_str()));
        resolved.relations.extend(bodies.map(|&body| Relation {
            left: n,
            kind: RelationKind::WorksFor,
            right: Right::Actor(body),
            documents: Vec::new(),
            basis: String::new(),
        }));
    }
    let member = |(part, actor): &(Part, String)| {
        let actor = *index.get(actor.as_str())?;
        Some(Member { doc: 0, part: *part, actor, reason: String::new(), confidence: 1.0 })
    };
    resolved.members = parts.iter().filter_map(member).collect();
    Ok(resolved)
}

pub(super) fn said(row: &Row<Statement>, text: &str, known: &Known) -> Said {
    let s = &row.body;
    let named = s.actor.as_ref().and_then(|id| known.names.get(id)).cloned();
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

pub(super) fn proposed(row: &Row<Proposal>, filed: &Filed, heading: &Heading, known: &Known) -> Proposed {
    let (p, text) = (&row.body, &filed.document.text);
    let (holders, holder) = match &p.holder {
        Some(party) => (side(std::slice::from_ref(party), text), called([party], text, &known.names)),
        None => author(filed, heading),
    };
    Proposed {
        row: row.id.clone(),
        doc: row.doc.clone(),
        day: filed.document.metadata.published.as_ref().map(|p| p.start),
        kind: p.kind,
        holders,
        holder,
        addressees: side(&p.addressees, text),
        addressed: called(&p.addressees, text, &known.names),
        action: words(Some(&p.action), text),
        negative: p.negative,
        due: p.due.clone(),
    }
}

/// Who speaks where nobody is named: the authors, else the publisher, else whoever wrote this document.
fn author(filed: &Filed, heading: &Heading) -> (Side, String) {
    let named: Vec<&Maker> = match heading.authors.as_slice() {
        [] => heading.publisher.iter().collect(),
        authors => authors.iter().collect(),
    };
    let mut side = Side::default();
    for source in &named {
        match &source.actor {
            Some(actor) => side.actors.insert(actor.clone()),
            None => side.described.insert(body(&source.name)),
        };
    }
    if named.is_empty() {
        side.described.insert(filed.document.id.as_str().to_owned());
        return (side, format!("the author of {}", title(filed)));
    }
    (side, named.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", "))
}

pub(super) fn deed(row: &Row<Event>, filed: &Filed, sentences: &Sentences<'_>) -> Deed {
    let text = &filed.document.text;
    let Telling { row: id, doc, agents, modality, date, words: act, .. } = telling(row, &[], text);
    let published = filed.document.metadata.published.as_ref().map(|p| p.start);
    let day = date.and_then(|d| d.start).or(published);
    let words = sentences.text(sentences.around(row.span)).to_owned();
    Deed { row: id, doc, day, agents, modality, act, words }
}

/// What the record says to the figures of a document, in their order.
pub(super) fn checks(filed: &Filed, told: &[Told], checker: &Checker<'_>) -> Vec<Check> {
    let sentences = Sentences::of(&filed.document);
    let check = |told: &Told| {
        let span = told.span;
        let sentence = sentences.around(span);
        checker.check(&Claim {
            figure: &told.figure,
            sentence: sentences.text(sentence),
            at: &(span.start - sentence.start..span.end - sentence.start),
            before: sentences.before(sentence),
            credit: told.credit.as_ref().map(|c| c.name.as_str()),
            published: filed.document.metadata.published.as_ref().and_then(|p| p.end.yesterday().ok()),
        })
    };
    told.iter().map(check).collect()
}

/// What later documents of the case tell of its promises, by the row of the promise.
pub(crate) fn promises(case: &Case) -> anyhow::Result<BTreeMap<RowId, Fate>> {
    let wanted = Wanted { proposals: true, events: true, ..Wanted::default() };
    let Ledger { mut proposed, deeds, decisions, .. } = Ledger::of(case, wanted, None)?;
    // What a person has said of one is not told anew.
    let is_told = |row: &RowId| decisions.corrected(row).is_some_and(|c| c.fields.status.is_some());
    proposed.retain(|p| p.kind == ProposalKind::Commitment && !is_told(&p.row));
    Ok(fates(&proposed, &deeds).into_iter().map(|f| (proposed[f.proposal].row.clone(), f)).collect())
}
