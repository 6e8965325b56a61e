//! Actors across documents: who in one document is who in another.
//!
//! Each actor of each document ([`relata_rows::Entity`]), each author and each publisher is a node. Nodes are
//! joined in steps, from what is certain to what is likely (`join`): the same name and country, the same entry
//! of the lists, an acronym that a document defines, a fuller form of a person's name, a family name that only one
//! person of the case bears, an office at the date of the text. What contradicts is never joined: two given
//! names, two countries, two entries, he and she, and what a person forbade. What is only likely is a
//! [`relata_rows::Candidate`]. Nothing depends on the order of the documents.

mod build;
mod decide;
mod groups;
mod join;
mod known;
mod node;
mod person;
mod relations;

pub use decide::{Decision, DecisionError, Decisions, Take, Verdict};

use relata_gazetteer::Gazetteer;
use relata_rows::{DocId, Resolved, Told};

/// Resolves the actors of `documents`. Any order of them gives the same actors.
pub fn resolve(documents: &[Told], gazetteer: &Gazetteer, decisions: &Decisions) -> Resolved {
    let known = known::Known::new(gazetteer);
    let nodes = node::nodes(documents, &known);
    let mut groups = groups::Groups::new(&nodes, decisions.never());
    let likely = join::join(&nodes, &mut groups, &known);
    let docs: Vec<&DocId> = documents.iter().map(|d| &d.doc).collect();
    let fixed = decide::apply(decisions, &docs, &nodes, &mut groups, &known);
    let mut resolved = build::build(documents, &nodes, &groups, likely, &fixed, &known);
    resolved.relations = relations::relations(documents, &nodes, &resolved, &known);
    resolved.orphaned = fixed.orphaned;
    resolved
}
