//! What events and proposals look at: the words, the times, and who stands where.

use crate::text::Text;
use crate::thing::{Thing, things};
use crate::time::{Expression, Kind, Stretch, stretches};
use relata_rows::{Document, Entity, Findings, Mention, Party, Row, Span, Statement};
use std::collections::HashMap;

/// A document with what was found in it so far.
pub(crate) struct Scene<'a> {
    pub document: &'a Document,
    pub text: &'a Text<'a>,
    /// The stretches of time that it names, in order.
    pub times: Vec<Stretch>,
    /// Those of days and longer: not "at noon", not "for two years".
    pub dates: Vec<Stretch>,
    pub statements: &'a [Row<Statement>],
    pub entities: &'a [Entity],
    pub mentions: &'a [Row<Mention>],
    /// The mention whose head a word is, by the word; of several the widest.
    by_head: HashMap<usize, usize>,
    /// The head of the mention at a stretch.
    heads: HashMap<Span, usize>,
    /// Those at the receiving end who are no mention so far, in order.
    pub things: Vec<Thing>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        document: &'a Document,
        text: &'a Text<'a>,
        times: &'a [Expression],
        findings: &'a Findings,
    ) -> Self {
        let mentions = &findings.mentions;
        let mut by_head: HashMap<usize, usize> = HashMap::new();
        let mut heads: HashMap<Span, usize> = HashMap::new();
        for (m, row) in mentions.iter().enumerate() {
            let Some(word) = word_at(text, row.body.head) else { continue };
            heads.entry(row.span).or_insert(word);
            let width = |m: usize| mentions[m].span.end - mentions[m].span.start;
            let best = by_head.entry(word).or_insert(m);
            if width(m) > width(*best) {
                *best = m;
            }
        }
        let things = things(text, |word| by_head.contains_key(&word));
        Scene {
            document,
            text,
            times: stretches(times),
            dates: stretches(&dates(times)),
            statements: &findings.statements,
            entities: &findings.entities,
            mentions,
            by_head,
            heads,
            things,
        }
    }

    /// The mention whose head the word is, as someone who takes part.
    pub(crate) fn party(&self, word: usize) -> Option<Party> {
        let row = &self.mentions[*self.by_head.get(&word)?];
        Some(Party { span: row.span, entity: Some(row.body.entity), actor: None })
    }

    /// Whoever or whatever a word that heads no mention means, as one that takes part: counted behind the actors.
    pub(crate) fn thing(&self, word: usize) -> Option<Party> {
        let found = self.things.binary_search_by_key(&word, |t| t.head).ok()?;
        Some(Party { span: self.things[found].span, entity: Some(self.entities.len() + found), actor: None })
    }

    /// The head word of the mention or thing that a party is.
    pub(crate) fn head(&self, party: &Party) -> Option<usize> {
        let thing = party.entity.and_then(|e| self.things.get(e.checked_sub(self.entities.len())?));
        thing.map(|t| t.head).or_else(|| self.heads.get(&party.span).copied())
    }

    /// The actor of the document that a party is.
    pub(crate) fn entity(&self, party: &Party) -> Option<&Entity> {
        let entity = party.entity?;
        let thing = || Some(&self.things.get(entity.checked_sub(self.entities.len())?)?.entity);
        self.entities.get(entity).or_else(thing)
    }

    /// The statement that a stretch makes one: its cue covers it.
    pub(crate) fn told_by(&self, span: Span) -> Option<&'a Row<Statement>> {
        self.statements.iter().find(|row| row.body.cue.as_ref().is_some_and(|c| c.cover().overlaps(span)))
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

/// The expressions of days and longer: "at noon" and "for two years" say nothing of the day.
fn dates(times: &[Expression]) -> Vec<Expression> {
    times.iter().filter(|e| e.kind == Kind::Date).cloned().collect()
}

/// The word that stands at a stretch, as an index into the document's row.
fn word_at(text: &Text<'_>, span: Span) -> Option<usize> {
    let word = text.words.partition_point(|w| w.span.end <= span.start);
    text.words.get(word).filter(|w| w.span.start < span.end).map(|_| word)
}
