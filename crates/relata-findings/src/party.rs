//! What events and proposals look at: the words, the times, and who stands where.

use crate::text::Text;
use crate::time::{Expression, Stretch, stretches};
use relata_language::Analysis;
use relata_rows::{Document, Entity, Findings, Mention, Party, Row, Span, Statement};
use std::collections::HashMap;

/// A document with what was found in it so far.
pub(crate) struct Scene<'a> {
    pub document: &'a Document,
    #[allow(dead_code, reason = "for finders that ask for more than the words")]
    pub analysis: &'a Analysis,
    pub text: &'a Text<'a>,
    /// The stretches of time that it names, in order.
    pub times: Vec<Stretch>,
    pub statements: &'a [Row<Statement>],
    pub entities: &'a [Entity],
    pub mentions: &'a [Row<Mention>],
    /// The mention whose head a word is, by the word; of several the widest.
    by_head: HashMap<usize, usize>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        document: &'a Document,
        analysis: &'a Analysis,
        text: &'a Text<'a>,
        times: &'a [Expression],
        findings: &'a Findings,
    ) -> Self {
        let mentions = &findings.mentions;
        let mut by_head: HashMap<usize, usize> = HashMap::new();
        for (m, row) in mentions.iter().enumerate() {
            let Some(word) = word_at(text, row.body.head) else { continue };
            let width = |m: usize| mentions[m].span.end - mentions[m].span.start;
            let best = by_head.entry(word).or_insert(m);
            if width(m) > width(*best) {
                *best = m;
            }
        }
        Scene {
            document,
            analysis,
            text,
            times: stretches(times),
            statements: &findings.statements,
            entities: &findings.entities,
            mentions,
            by_head,
        }
    }

    /// The mention whose head the word is, as someone who takes part.
    pub(crate) fn party(&self, word: usize) -> Option<Party> {
        let row = &self.mentions[*self.by_head.get(&word)?];
        Some(Party { span: row.span, entity: Some(row.body.entity), actor: None })
    }

    /// The actor of the document that a party is.
    pub(crate) fn entity(&self, party: &Party) -> Option<&'a Entity> {
        self.entities.get(party.entity?)
    }

    /// The innermost statement in whose content a stretch stands.
    pub(crate) fn statement(&self, span: Span) -> Option<&'a Row<Statement>> {
        let holds = |row: &&Row<Statement>| {
            row.body.content.parts.iter().any(|p| p.start <= span.start && span.end <= p.end)
        };
        let width = |row: &&Row<Statement>| {
            let cover = row.body.content.cover();
            cover.end - cover.start
        };
        self.statements.iter().filter(holds).min_by_key(width)
    }
}

/// The word that stands at a stretch, as an index into the document's row.
fn word_at(text: &Text<'_>, span: Span) -> Option<usize> {
    let word = text.words.partition_point(|w| w.span.end <= span.start);
    text.words.get(word).filter(|w| w.span.start < span.end).map(|_| word)
}
