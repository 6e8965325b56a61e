//! Which actor of the document the source of a statement, the credit and the place of a figure is.
//!
//! A source is the actor whose mention has the same head word in the tree; where none has (a name cut in another
//! way), the one whose mention covers that word most closely. A place is the actor of that name.

use crate::text::Text;
use relata_rows::{ActorKind, Entity, Extent, Findings, Mention, Row, Span};
use std::collections::HashMap;

/// Fills in the entities of statements and figures.
pub(crate) fn link(text: &Text<'_>, findings: &mut Findings) {
    let mut by_head: HashMap<Span, usize> = HashMap::new();
    for row in &findings.mentions {
        by_head.entry(row.body.head).or_insert(row.body.entity);
    }
    let of = |extent: &Extent, mentions: &[Row<Mention>]| {
        let head = head(text, extent.cover())?;
        by_head.get(&head).copied().or_else(|| covering(mentions, head))
    };
    let mentions = &findings.mentions;
    for row in &mut findings.statements {
        let s = &mut row.body;
        let told = [&s.source, &s.holder].into_iter().flatten();
        s.entity = told.filter_map(|extent| of(extent, mentions)).next();
    }
    for row in &mut findings.figures {
        if let Some(credit) = &mut row.body.credit {
            credit.entity = of(&credit.source, mentions);
        }
        if let Some(place) = &mut row.body.place {
            place.entity = named(&findings.entities, &place.text);
        }
    }
}

/// The word on which the words of a stretch hang.
fn head(text: &Text<'_>, span: Span) -> Option<Span> {
    let start = text.words.partition_point(|w| w.span.end <= span.start);
    let end = text.words.partition_point(|w| w.span.start < span.end);
    (start < end).then(|| text.words[text.head(&(start..end))].span)
}

/// The actor of the shortest mention that covers a word.
fn covering(mentions: &[Row<Mention>], word: Span) -> Option<usize> {
    let covers = |row: &&Row<Mention>| row.span.start <= word.start && word.end <= row.span.end;
    mentions.iter().filter(covers).min_by_key(|row| row.span.end - row.span.start).map(|row| row.body.entity)
}

/// The place or body of a name.
fn named(entities: &[Entity], name: &str) -> Option<usize> {
    let is = |e: &Entity| {
        matches!(e.kind, ActorKind::Place | ActorKind::Organization)
            && [&e.name].into_iter().chain(&e.aliases).any(|n| n.eq_ignore_ascii_case(name))
    };
    entities.iter().position(|e| is(e) && e.kind == ActorKind::Place).or_else(|| entities.iter().position(is))
}
