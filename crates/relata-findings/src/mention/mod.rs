//! Who is named or pointed at where, and which mentions are one actor's.
//!
//! [`detect`] finds the mentions, with [`told`] for events and laws that a noun tells of; [`traits`] says what their
//! words tell, [`link`] joins each to an earlier
//! one or to none with a trained model (`models/coreference.md`), [`entity`] makes actors of the chains.

mod certain;
mod chain;
mod detect;
mod entity;
mod features;
mod further;
mod kin;
mod link;
mod metonymy;
mod names;
mod pronoun;
mod role;
mod scene;
mod titles;
pub(crate) mod told;
mod traits;

pub(crate) use chain::Chains;
pub(crate) use detect::{Place, described, is_actor, place, places};
pub(crate) use features::Field;
pub(crate) use link::{go_through, link, model};
pub(crate) use names::Groups;
pub(crate) use pronoun::Sort;
pub(crate) use scene::Scene;
pub(crate) use traits::{Mention, describe};

use crate::text::Text;
use relata_language::Analysis;
use relata_rows::{Document, Entity, MentionForm, Row, RowId, RowKind, Statement};

/// The actors of a document, in the order of their first mentions, and its mentions, in the order of the text.
/// `statements`: who speaks where.
pub(crate) fn find(
    document: &Document,
    analysis: &Analysis,
    statements: &[Row<Statement>],
) -> (Vec<Entity>, Vec<Row<relata_rows::Mention>>) {
    let Some(model) = model() else { return Default::default() };
    let text = &Text::new(document, analysis).without_prefixes();
    let scene = Scene::new(text, analysis, statements).of(&document.metadata);
    let mentions = describe(&scene, places(&scene));
    let groups = Groups::new(text, &mentions);
    let field = Field::new(&scene, &mentions, &groups);
    let chains = link(&field, model);
    let (entities, of) = entity::entities(&field, &chains);
    let row = |(mention, entity): (&Mention, Option<usize>)| {
        let head = text.words[mention.place.head].span;
        let span = text.cover(&mention.place.core);
        let id = RowId::of(RowKind::Mentions, &document.id, span, &format!("{}-{}", head.start, head.end));
        let confidence = confidence(mention.place.form);
        let body = relata_rows::Mention { entity: entity?, form: mention.place.form, head };
        Some(Row { id, doc: document.id.clone(), span, confidence, body })
    };
    let mut rows: Vec<_> = mentions.iter().zip(of).filter_map(row).collect();
    rows.sort_by_key(|r| (r.span.start, std::cmp::Reverse(r.span.end), r.body.head));
    rows.dedup_by_key(|r| (r.span, r.body.head));
    (entities, rows)
}

/// The share of mentions of a form that are a mention of the corpus and joined to the right actor, or rightly
/// to none before: as `tests/coreference.rs` prints it for our own mentions.
fn confidence(form: MentionForm) -> f32 {
    match form {
        MentionForm::Name => 0.68,
        MentionForm::Nominal => 0.66,
        MentionForm::Pronoun => 0.77,
    }
}
