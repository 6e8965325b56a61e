//! What should, will or was promised to happen.
//!
//! [`modal`] reads modals ("must", "will", "needs to"), [`verbs`], [`adjectives`] and [`nouns`] words that take what
//! is proposed ("urged the board to", "is likely to", "its promise to"), [`imperative`] commands, [`lists`] the items under a
//! lead-in. Each gives a [`Candidate`]: the predicate, what sort of proposal, whose, and who is to do it. [`clause`] asks
//! the tree, [`intended`] reads "as they promised", [`addressed`] whom a heading or the sentence before addresses, [`parties`] says who they are, [`promise`] whether who will do it binds itself, [`action`] which words tell it, [`due`] by when and [`status`] what became
//! of it. [`weigh`] weighs them, and adds what only the language model sees. Word lists: `data/en/proposals.txt`.

mod action;
mod addressed;
mod adjectives;
mod clause;
mod cues;
mod due;
mod imperative;
mod intended;
mod lists;
mod modal;
mod nouns;
mod omen;
mod parties;
mod promise;
mod status;
mod verbs;
mod veto;
mod weigh;

use crate::party::Scene;
use crate::text::LONGEST;
use relata_rows::{Party, Proposal, ProposalKind, Row, RowId, RowKind, Span, Status};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Whose proposal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// Whoever's words it stands in: the source of the statement around it, else the author.
    Around,
    /// The one whom this word heads.
    Word(usize),
    /// The author, whatever statement the layout may suggest.
    Author,
}

/// What tells that it is a proposal; how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Modal,
    Word,
    Imperative,
    Item,
    /// Only what the language model takes a word for.
    Leaning,
}

/// What is proposed, before it is a row. Words are indices into the document's row.
#[derive(Debug, Clone)]
struct Candidate {
    kind: ProposalKind,
    means: Means,
    /// The verb, predicate or noun that tells what.
    head: usize,
    /// The top of the clause around it, where a helping verb stands there: "expected" of "expected to double".
    top: usize,
    holder: Holder,
    addressees: Vec<usize>,
    negative: bool,
    /// What the word that makes it a proposal already tells of its fate: "broke its pledge to".
    fate: Option<(Status, Range<usize>)>,
    /// How likely it is, where that was weighed.
    share: Option<f32>,
}

impl Candidate {
    fn new(kind: ProposalKind, means: Means, head: usize) -> Self {
        let addressees = Vec::new();
        Candidate {
            kind,
            means,
            head,
            top: head,
            holder: Holder::Around,
            addressees,
            negative: false,
            fate: None,
            share: None,
        }
    }
}

impl Candidate {
    /// The same of another predicate beside it; `who`: who is to do that, where it is told.
    fn beside(&self, head: usize, negative: bool, who: Option<usize>) -> Self {
        let addressees = who.map_or_else(|| self.addressees.clone(), |who| vec![who]);
        Candidate { head, top: head, negative, addressees, ..self.clone() }
    }
}

/// The candidates of a document by their heads: what was found first stands.
#[derive(Debug, Default)]
struct Found(BTreeMap<usize, Candidate>);

impl Found {
    fn add(&mut self, candidate: Candidate) {
        self.0.entry(candidate.head).or_insert(candidate);
    }

    /// Adds a candidate and what is joined to it: "publish the list and close the file".
    fn add_joined(&mut self, scene: &Scene<'_>, candidate: Candidate) {
        for other in clause::joined(scene.text, candidate.head) {
            // "intend to meet, and undertake not to arm": a promise of its own.
            let cue =
                cues::has("commit-to", scene.text, other) && clause::infinitive(scene.text, other).is_some();
            if cue || clause::is_one_act(scene.text, candidate.head, other) {
                continue;
            }
            let negative = candidate.negative || clause::negation(scene.text, other).is_some();
            let agent =
                clause::agent(scene.text, other).filter(|_| candidate.kind != ProposalKind::Prediction);
            self.add(candidate.beside(other, negative, agent));
        }
        if candidate.means == Means::Word {
            for other in clause::sisters(scene.text, candidate.head) {
                let negative = clause::negation(scene.text, other).is_some();
                let advised = candidate.kind == ProposalKind::Recommendation;
                let subject = clause::own_subject(scene.text, other).filter(|s| advised && !s.passive);
                self.add(candidate.beside(other, negative, subject.map(|s| s.word)));
            }
        }
        self.add(candidate);
    }
}

/// The proposals of a document, in the order of the text.
pub(crate) fn find(scene: &Scene<'_>) -> Vec<Row<Proposal>> {
    let leads = lists::leads(scene);
    let mut found = by_rules(scene, &leads);
    weigh::weigh(scene, &mut found);
    let mut rows = rows(scene, &found);
    lists::parents(scene, &leads, &mut rows);
    let mut rows: Vec<Row<Proposal>> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|r| (r.span.start, r.span.end, r.body.kind));
    let mut ids = HashSet::new();
    rows.retain(|r| ids.insert(r.id.clone()));
    rows
}

/// What the rules find, each with the word that heads it.
pub(crate) fn unweighed(scene: &Scene<'_>) -> Vec<(Span, Row<Proposal>)> {
    let found = by_rules(scene, &lists::leads(scene));
    rows(scene, &found).into_iter().map(|(head, row)| (span(scene, head), row)).collect()
}

fn by_rules(scene: &Scene<'_>, leads: &[lists::Lead]) -> Found {
    let mut found = Found::default();
    for sentence in scene.text.sentences.iter().filter(|s| s.len() <= LONGEST) {
        verbs::find(scene, sentence, &mut found);
        nouns::find(scene, sentence, &mut found);
        modal::find(scene, sentence, &mut found);
        imperative::find(scene, sentence, &mut found);
        intended::find(scene, sentence, &mut found);
    }
    lists::items(scene, leads, &mut found);
    addressed::find(scene, &mut found);
    found
}

/// The rows of candidates, by their heads.
fn rows(scene: &Scene<'_>, found: &Found) -> Vec<(usize, Row<Proposal>)> {
    let fates = status::fates(scene, found);
    let mut rows: Vec<(usize, Row<Proposal>)> = Vec::new();
    for (&head, candidate) in &found.0 {
        let Some(mut row) = row(scene, candidate) else { continue };
        if let Some((status, span)) = fates.get(&head) {
            (row.body.status, row.body.status_basis) = (*status, Some(*span));
        }
        rows.push((head, row));
    }
    rows
}

fn row(scene: &Scene<'_>, candidate: &Candidate) -> Option<Row<Proposal>> {
    let text = scene.text;
    let statement = parties::statement(scene, candidate.head);
    let action = action::action(text, candidate)?;
    let due = due::due(scene, candidate);
    let holder = parties::holder(scene, candidate);
    let addressees: Vec<Party> = parties::all(scene, &candidate.addressees);
    let condition = [candidate.head, candidate.top].into_iter().find_map(|w| clause::condition(text, w));
    let (status, basis) = match &candidate.fate {
        Some((status, words)) => (*status, Some(text.cover(words))),
        None => (status::by_day(scene, candidate, due.as_ref()), None),
    };
    let span = action.cover();
    let of = |p: &Party| format!("{}-{}", p.span.start, p.span.end);
    let rest = format!("{} {}", candidate.kind.name(), holder.as_ref().map_or(String::new(), of));
    let body = Proposal {
        kind: candidate.kind,
        holder,
        addressees,
        action,
        condition: condition.map(|c| text.cover(&c)),
        negative: candidate.negative,
        due,
        status,
        status_basis: basis,
        parent: None,
        statement: statement.map(|s| s.id.clone()),
    };
    let id = RowId::of(RowKind::Proposals, &scene.document.id, span, &rest);
    Some(Row { id, doc: scene.document.id.clone(), span, confidence: confidence(candidate), body })
}

/// How likely the row is right, as it was weighed; of what was not, the share of such rows whose kind and action are right. Read by
/// eye, half in news (PolNeAR dev), half in the White House documents: of 40 recommendations 27, five of the others lists
/// of an office that are left out since; of 40 predictions 31; of 40 commitments 32. Commands are the worst.
fn confidence(candidate: &Candidate) -> f32 {
    use ProposalKind::{Commitment, Prediction, Recommendation};
    let read = match (candidate.kind, candidate.means) {
        (Recommendation, Means::Imperative) => 0.6,
        (Recommendation | Prediction, _) => 0.75,
        (Commitment, _) => 0.8,
    };
    // In hundredths, as all confidence is told.
    candidate.share.map_or(read, |share| (share * 100.0).round() / 100.0)
}

/// The span of a word.
fn span(scene: &Scene<'_>, word: usize) -> Span {
    scene.text.words[word].span
}
