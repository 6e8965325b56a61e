//! The documents of a case held beside each other: their rows as reconciliation takes them, and what it makes of
//! them, for the commands that show it.

mod copies;
mod links;
mod rows;

pub(crate) use copies::{families, refresh};
pub(crate) use links::links;
pub(crate) use rows::promises;

use crate::select::{names, title};
use relata_case::{Case, Filter};
use relata_reconcile::events::Telling;
use relata_reconcile::measures::{Source, Told};
use relata_reconcile::proposals::{Deed, Proposed};
use relata_reconcile::statements::Said;
use relata_rows::export::Filed;
use relata_rows::{Actor, DocId};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a case as reconciliation takes them.
#[derive(Default)]
pub(crate) struct Ledger {
    /// The documents, by id.
    pub(crate) documents: BTreeMap<DocId, Heading>,
    /// What each row is for people, by id.
    pub(crate) shown: BTreeMap<String, Shown>,
    /// The figures.
    pub(crate) told: Vec<Told>,
    /// What others than authors say.
    pub(crate) said: Vec<Said>,
    /// The proposals.
    pub(crate) proposed: Vec<Proposed>,
    /// The events.
    pub(crate) tellings: Vec<Telling>,
    /// The events again, as what may have become of promises.
    pub(crate) deeds: Vec<Deed>,
}

/// A document, for people.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) title: String,
    /// Who wrote it.
    pub(crate) authors: Vec<Source>,
    /// Who published it.
    pub(crate) publisher: Option<Source>,
}

/// A row, for people.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The document that it stands in.
    pub(crate) doc: DocId,
    /// Its words.
    pub(crate) words: String,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) figures: bool,
    pub(crate) statements: bool,
    pub(crate) proposals: bool,
    pub(crate) events: bool,
}

/// What is known of the actors of a case.
struct Known {
    names: BTreeMap<String, String>,
    actors: BTreeMap<String, Actor>,
    /// For each actor that works for others, those others, by id and name.
    bodies: BTreeMap<String, Vec<String>>,
    /// For each document that has copies, the first of them.
    families: BTreeMap<DocId, DocId>,
}

impl Known {
    fn of(case: &Case) -> anyhow::Result<Known> {
        let names = names(case)?;
        let mut bodies: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for tie in case.ties()?.into_iter().filter(|t| t.kind == "works_for") {
            if let Some(body) = tie.actor {
                let name = names.get(&body).cloned().unwrap_or_default();
                bodies.entry(tie.left).or_default().extend([body, name]);
            }
        }
        let actors = case.actors()?.into_iter().map(|a| (a.id.clone(), a)).collect();
        Ok(Known { names, actors, bodies, families: families(case)? })
    }

    /// Somebody by the id of the actor, else by the words for it.
    fn source(&self, actor: Option<&String>, words: &str) -> Source {
        let Some(actor) = actor.and_then(|id| self.actors.get(id)) else {
            return Source { name: words.to_owned(), ..Source::default() };
        };
        let mut aliases = actor.aliases.clone();
        if words != actor.name && !words.is_empty() {
            aliases.push(words.to_owned());
        }
        let mut of: Vec<String> = actor.roles.iter().filter_map(|r| r.of.clone()).collect();
        of.extend(self.bodies.get(&actor.id).into_iter().flatten().cloned());
        of.sort();
        of.dedup();
        Source { actor: Some(actor.id.clone()), name: actor.name.clone(), aliases, of }
    }
}

impl Ledger {
    /// The wanted rows of the current documents, or of those among `only`.
    pub(crate) fn of(case: &Case, wanted: Wanted, only: Option<&BTreeSet<DocId>>) -> anyhow::Result<Ledger> {
        let known = Known::of(case)?;
        let mut ledger = Ledger::default();
        documents(case, &mut |filed| {
            if only.is_none_or(|only| only.contains(&filed.document.id)) {
                ledger.add(case, filed, wanted, &known)?;
            }
            Ok(())
        })?;
        Ok(ledger)
    }

    fn add(&mut self, case: &Case, filed: &Filed, wanted: Wanted, known: &Known) -> anyhow::Result<()> {
        let (id, m) = (&filed.document.id, &filed.document.metadata);
        let heads = case.heads_in(id)?;
        let authors = m.authors.iter().enumerate();
        let heading = Heading {
            title: title(filed),
            authors: authors.map(|(n, name)| known.source(heads.authors.get(&n), name)).collect(),
            publisher: m.publisher.as_ref().map(|name| known.source(heads.publisher.as_ref(), name)),
        };
        let text = &filed.document.text;
        let shown = |words: &str| Shown { doc: id.clone(), words: words.to_owned() };
        if wanted.figures {
            for row in &case.figures(id)? {
                let told = rows::told(row, filed, &heading, known);
                self.shown.insert(row.id.as_str().to_owned(), shown(&told.text));
                self.told.push(told);
            }
        }
        if wanted.statements {
            for row in &case.statements(id)? {
                let said = rows::said(row, text, known);
                self.shown.insert(
                    row.id.as_str().to_owned(),
                    shown(&format!("{}: {}", said.speaker, said.content)),
                );
                self.said.push(said);
            }
        }
        if wanted.proposals {
            for row in &case.proposals(id)? {
                let proposed = rows::proposed(row, filed, &heading, known);
                let words = format!("{}: {}", proposed.holder, proposed.action);
                self.shown.insert(row.id.as_str().to_owned(), shown(&words));
                self.proposed.push(proposed);
            }
        }
        if wanted.events {
            let figures = case.figures(id)?;
            for row in &case.events(id)? {
                self.shown.insert(row.id.as_str().to_owned(), shown(row.span.get(text).unwrap_or_default()));
                self.tellings.push(crate::tellings::telling(row, &figures, text));
                self.deeds.push(rows::deed(row, filed));
            }
        }
        self.documents.insert(id.clone(), heading);
        Ok(())
    }
}

impl Ledger {
    /// The document in which a row stands, by the row's id; a document stands in itself. Empty where it is not here.
    pub(crate) fn doc_of<'l>(&'l self, id: &'l str) -> &'l str {
        match self.shown.get(id) {
            Some(shown) => shown.doc.as_str(),
            None => id,
        }
    }

    /// The title of that document.
    pub(crate) fn title_of(&self, id: &str) -> &str {
        let doc = DocId::from_printed(self.doc_of(id));
        self.documents.get(&doc).map_or("", |heading| heading.title.as_str())
    }

    /// The words of a row; of a document, none.
    pub(crate) fn words_of(&self, id: &str) -> &str {
        self.shown.get(id).map_or("", |shown| shown.words.as_str())
    }
}

/// Calls `each` for every current document of the case that has rows of its own.
fn documents(case: &Case, each: &mut dyn FnMut(&Filed) -> anyhow::Result<()>) -> anyhow::Result<()> {
    for filed in case.documents(&Filter::default()) {
        let filed = filed?;
        if filed.duplicate_of.is_none() {
            each(&filed)?;
        }
    }
    Ok(())
}
