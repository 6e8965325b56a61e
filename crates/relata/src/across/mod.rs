//! The documents of a case held beside each other: their rows as reconciliation takes them, and what it makes of
//! them, for the commands that show it.

mod beside;
mod compare;
mod copies;
mod links;
mod measures;
mod near;
mod rows;
mod sentences;

pub(crate) use beside::{Beside, beside};
pub(crate) use compare::{By, Item, compare, compared};
pub(crate) use copies::shared;
pub(crate) use copies::{families, refresh, rekey};
pub(crate) use links::{BETWEEN_DOCUMENTS, between, links, links_between};
pub(crate) use rows::promises;

use crate::decided::{Decisions, Judged};
use crate::select::{names, title};
use relata_case::{Case, Filter};
use relata_reconcile::events::Telling;
use relata_reconcile::measures::{Reconciled, Told, reconcile};
use relata_reconcile::proposals::{Deed, Proposed};
use relata_reconcile::statements::Said;
use relata_rows::export::Filed;
use relata_rows::{Actor, DocId, RelationKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

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
    /// What persons decided: the rows are as corrected, and those that were rejected are not here.
    pub(crate) decisions: Decisions,
    /// Decisions on links, by the link, with the verdict that it had before.
    pub(crate) judged: BTreeMap<String, Judged>,
    /// See [`Ledger::reconciled`].
    reconciled: OnceLock<Reconciled>,
}

/// A document, for people.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) title: String,
    /// Who wrote it.
    pub(crate) authors: Vec<Maker>,
    /// Who published it.
    pub(crate) publisher: Option<Maker>,
}

/// Whoever made a document.
#[derive(Debug, Clone)]
pub(crate) struct Maker {
    /// The actor of the case, by id.
    pub(crate) actor: Option<String>,
    /// As the document has it.
    pub(crate) name: String,
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

/// What is known of the actors and copies of a case.
struct Known {
    names: BTreeMap<String, String>,
    actors: BTreeMap<String, Actor>,
    /// For each actor that works for others, those others, by id.
    works_for: BTreeMap<String, Vec<String>>,
    /// For each document that has copies, the first of them.
    families: BTreeMap<DocId, DocId>,
    /// What persons decided on rows.
    decisions: Decisions,
}

impl Known {
    fn of(case: &Case) -> anyhow::Result<Known> {
        let mut works_for: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let ties = case.ties()?.into_iter().filter(|t| t.kind == RelationKind::WorksFor.name());
        ties.for_each(|tie| works_for.entry(tie.left).or_default().extend(tie.actor));
        let actors = case.actors()?.into_iter().map(|a| (a.id.clone(), a)).collect();
        let (names, families) = (names(case)?, families(case)?);
        Ok(Known { names, actors, works_for, families, decisions: Decisions::of(case)? })
    }
}

impl Ledger {
    /// The wanted rows of the current documents, or of those among `only`.
    pub(crate) fn of(case: &Case, wanted: Wanted, only: Option<&BTreeSet<DocId>>) -> anyhow::Result<Ledger> {
        let mut ledger = Ledger::default();
        ledger.read(case, wanted, only)?;
        Ok(ledger)
    }

    /// Adds the wanted rows of the current documents, or of those among `only`.
    fn read(&mut self, case: &Case, wanted: Wanted, only: Option<&BTreeSet<DocId>>) -> anyhow::Result<()> {
        let known = Known::of(case)?;
        match only {
            Some(only) => {
                only.iter()
                    .try_for_each(|id| self.add(case, &case.document(id.as_str())?, wanted, &known))?;
            }
            None => documents(case, &mut |filed| self.add(case, filed, wanted, &known))?,
        }
        self.decisions = known.decisions;
        Ok(())
    }

    fn add(&mut self, case: &Case, filed: &Filed, wanted: Wanted, known: &Known) -> anyhow::Result<()> {
        let (id, m) = (&filed.document.id, &filed.document.metadata);
        let heads = case.heads_in(id)?;
        let maker =
            |actor: Option<&String>, name: &String| Maker { actor: actor.cloned(), name: name.clone() };
        let authors = m.authors.iter().enumerate();
        let heading = Heading {
            title: title(filed),
            authors: authors.map(|(n, name)| maker(heads.authors.get(&n), name)).collect(),
            publisher: m.publisher.as_ref().map(|name| maker(heads.publisher.as_ref(), name)),
        };
        let text = &filed.document.text;
        let shown = |words: &str| Shown { doc: id.clone(), words: words.to_owned() };
        if wanted.figures {
            for told in rows::told(case, filed, known)? {
                let what = &told.figure.measure.text;
                let colon = if what.is_empty() { "" } else { ": " };
                let words = format!("{}{colon}{what}", told.text);
                self.shown.insert(told.row.as_str().to_owned(), shown(&words));
                self.told.push(told);
            }
        }
        if wanted.statements {
            for row in &known.decisions.statements(case, id)? {
                let said = rows::said(row, text, known);
                self.shown.insert(
                    row.id.as_str().to_owned(),
                    shown(&format!("{}: {}", said.speaker, said.content)),
                );
                self.said.push(said);
            }
        }
        if wanted.proposals {
            for row in &known.decisions.proposals(case, id)? {
                let proposed = rows::proposed(row, filed, &heading, known);
                let words = format!("{}: {}", proposed.holder, proposed.action);
                self.shown.insert(row.id.as_str().to_owned(), shown(&words));
                self.proposed.push(proposed);
            }
        }
        if wanted.events {
            let figures = known.decisions.figures(case, id)?;
            let sentences = sentences::Sentences::of(&filed.document);
            for row in &known.decisions.events(case, id)? {
                self.shown.insert(row.id.as_str().to_owned(), shown(row.span.get(text).unwrap_or_default()));
                self.tellings.push(crate::tellings::telling(row, &figures, text));
                self.deeds.push(rows::deed(row, filed, &sentences));
            }
        }
        self.documents.insert(id.clone(), heading);
        Ok(())
    }
}

impl Ledger {
    /// The measures of the figures and the links between these, made when they are first asked for; from then on the
    /// figures stay as they are.
    pub(crate) fn reconciled(&self) -> &Reconciled {
        self.reconciled.get_or_init(|| reconcile(&self.told))
    }

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
