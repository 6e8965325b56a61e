//! Scores of mentions and of who is who against a corpus of coreference: MUC, B³, CEAF-e and their mean, the
//! CoNLL score, as Pradhan et al. 2014 ("Scoring coreference partitions of predicted mentions") define them.
//!
//! Gold files are CoNLL-U with `Entity=` in MISC as GUM writes it. Mentions of persons, organisations and
//! places count, singletons among them.

pub mod metrics;

use crate::mention::{self, Field, Groups, Mention, Place, Scene};
use crate::text::Text;
use crate::{passage, statement};
use metrics::{Clusters, Counts, Key};
use relata_language::conllu::{self, Gold, Solids};
use relata_language::{Analyser, Analysis};
use relata_model::Forest;
use relata_rows::{Document, MentionForm};
use std::collections::HashMap;
use std::ops::Range;

/// A mention of the gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldMention {
    /// The name of its cluster in the file.
    pub cluster: String,
    /// Its words, counted over all sentences.
    pub words: Range<usize>,
}

/// A document of the gold.
#[derive(Debug)]
pub struct GoldDocument {
    /// Its words and sentences.
    pub text: Gold,
    /// Its mentions of persons, organisations and places, in the order in which they end.
    pub mentions: Vec<GoldMention>,
}

/// The entity types that count.
const KINDS: [&str; 3] = ["person", "organization", "place"];

/// Reads one document: CoNLL-U with mentions in MISC.
///
/// # Errors
/// The number of the first line that is not CoNLL-U, and why; 0 where a mention is not closed.
pub fn read(file: &str) -> Result<GoldDocument, (usize, &'static str)> {
    let text = conllu::read(file)?;
    let mut open: HashMap<&str, Vec<(usize, bool)>> = HashMap::new();
    let mut mentions = Vec::new();
    let words = text.sentences.iter().flat_map(|s| &s.words);
    for (at, word) in words.enumerate() {
        let Some(entity) = word.misc.split('|').find_map(|f| f.strip_prefix("Entity=")) else { continue };
        // "(1-person-new-...(2-place-...)" and "2)1)": each piece ends at a bracket.
        for piece in entity.split_inclusive(')').flat_map(opened) {
            let name = piece.trim_matches(['(', ')']).split('-').next().unwrap_or_default();
            if piece.starts_with('(') {
                let counts = piece.trim_matches(['(', ')']).split('-').nth(1);
                open.entry(name).or_default().push((at, counts.is_some_and(|k| KINDS.contains(&k))));
            }
            if piece.ends_with(')') {
                let last = open.get_mut(name).and_then(Vec::pop);
                let (from, counts) = last.ok_or((0, "a mention ends that did not begin"))?;
                if counts {
                    mentions.push(GoldMention { cluster: name.to_owned(), words: from..at + 1 });
                }
            }
        }
    }
    Ok(GoldDocument { text, mentions })
}

/// "2)", "(1-...(2-...)" cut before each opening bracket.
fn opened(piece: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = piece.match_indices('(').map(|(i, _)| i).filter(|&i| i > 0).collect();
    let mut bounds = vec![0];
    bounds.extend(starts);
    bounds.push(piece.len());
    (1..bounds.len()).map(move |i| &piece[bounds[i - 1]..bounds[i]]).collect::<Vec<_>>().into_iter()
}

/// What came out of one document.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The counts of the three measures.
    pub counts: Counts,
    /// Personal pronouns of the third person in the gold's persons with an earlier mention of theirs: how many,
    /// and how many were joined to a mention of the right person.
    pub pronouns: (usize, usize),
}

/// The gold's mentions, sentences and words with our own tags, trees and links; `model` instead of the one
/// that ships.
pub fn gold_mentions(analyser: &mut Analyser, gold: &GoldDocument, model: Option<&Forest>) -> Outcome {
    let mut outcome = Outcome::default();
    with_gold(analyser, gold, |field, known| {
        let Some(model) = model.or(mention::model()) else { return };
        let chains = mention::link(field, model);
        let key = |m: usize| (field.mentions[m].place.phrase.start, field.mentions[m].place.phrase.end);
        let ours = clusters(chains.of.iter().enumerate().map(|(m, chain)| (*chain, key(m))));
        let theirs = clusters(known.iter().enumerate().filter_map(|(m, k)| Some(((*k)?, key(m)))));
        outcome.counts = Counts::of(&theirs, &ours);
        for (m, to) in chains.to.iter().enumerate() {
            let third = field.mentions[m].is_third_person();
            if third && known[..m].contains(&known[m]) {
                outcome.pronouns.0 += 1;
                outcome.pronouns.1 += usize::from(to.is_some_and(|a| known[a] == known[m]));
            }
        }
    });
    outcome
}

/// What came out of one document with our own mentions.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// With the whole phrase as the place of a mention.
    pub exact: Counts,
    /// With its head alone.
    pub heads: Counts,
    /// For names, descriptions and pronouns: how many whose head is that of a gold mention and which were joined
    /// to one of the same actor, or rightly to none; and how many in all.
    pub forms: [(usize, usize); 3],
}

/// Our own mentions, sentences and words from the raw text.
pub fn own_mentions(analyser: &mut Analyser, gold: &GoldDocument, model: Option<&Forest>) -> Own {
    let document = gold.text.document();
    let analysis = analyse(analyser, &document);
    let words: Vec<Key> = gold.text.sentences.iter().flat_map(|s| &s.words).map(|w| w.place).collect();
    let heads = heads(gold);
    let named = |i: usize| gold.mentions[i].cluster.as_str();
    let theirs =
        |place: &dyn Fn(usize) -> Key| clusters((0..gold.mentions.len()).map(|i| (named(i), place(i))));
    let phrase = |i: usize| {
        let range = &gold.mentions[i].words;
        (words[range.start].0, words[range.end - 1].1)
    };
    let by_head: HashMap<Key, &str> = (0..heads.len()).rev().map(|i| (words[heads[i]], named(i))).collect();
    let mut own = Own::default();
    within(&document, &analysis, mention::places, |field| {
        let Some(model) = model.or(mention::model()) else { return };
        let chains = mention::link(field, model);
        let solid = Solids::of(&document.text);
        let spans = |words: &Range<usize>| solid.place(field.scene.text.cover(words));
        let counted: Vec<usize> =
            (0..chains.of.len()).filter(|&m| field.mentions[m].is_marked_by_corpora()).collect();
        let ours = |place: &dyn Fn(&Place) -> Key| {
            clusters(counted.iter().map(|&m| (chains.of[m], place(&field.mentions[m].place))))
        };
        let head = |place: &Place| spans(&(place.head..place.head + 1));
        own.exact = Counts::of(&theirs(&phrase), &ours(&|place| spans(&place.phrase)));
        own.heads = Counts::of(&theirs(&|i| words[heads[i]]), &ours(&head));
        let gold_of = |m: usize| by_head.get(&head(&field.mentions[m].place)).copied();
        for &m in &counted {
            let right = gold_of(m).is_some()
                && match chains.to[m] {
                    Some(a) => gold_of(a) == gold_of(m),
                    None => counted.iter().take_while(|&&o| o < m).all(|&o| gold_of(o) != gold_of(m)),
                };
            let form = &mut own.forms[field.mentions[m].place.form as usize];
            *form = (form.0 + usize::from(right), form.1 + 1);
        }
    });
    own
}

/// The pairs that the model is trained on, from the gold's mentions (`own` false) or from ours, which are of
/// the gold's clusters where their heads are: `row` gets the number of a mention, whether the earlier mention
/// (or none) is right, and the features.
pub fn training_rows(
    analyser: &mut Analyser,
    gold: &GoldDocument,
    own: bool,
    mut row: impl FnMut(usize, Option<usize>, bool, &[f32]),
) {
    let mut give = |field: &Field<'_>, known: &[Option<usize>]| {
        mention::go_through(field, known, |m, a, features| {
            let right = match a {
                Some(a) => known[m].is_some() && known[a] == known[m],
                None => known[m].is_none() || !known[..m].contains(&known[m]),
            };
            row(m, a, right, features);
        });
    };
    if !own {
        with_gold(analyser, gold, give);
        return;
    }
    let (document, sentences) = gold.text.words_apart();
    let analysis = deep(analyser, &document, |a| a.analyse_sentences(&document, &sentences));
    within(&document, &analysis, mention::places, |field| {
        let heads = heads(gold);
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut by_head: HashMap<usize, usize> = HashMap::new();
        for (mention, head) in gold.mentions.iter().zip(heads) {
            let next = numbers.len();
            let number = *numbers.entry(&mention.cluster).or_insert(next);
            by_head.entry(head).or_insert(number);
        }
        let known: Vec<Option<usize>> =
            field.mentions.iter().map(|m| by_head.get(&m.place.head).copied()).collect();
        give(field, &known);
    });
}

/// The names of the features, in their order.
pub fn feature_names(analyser: &mut Analyser) -> Vec<&'static str> {
    let document = Document::of_paragraphs(&["Ada Brandt said that she would go.".to_owned()]);
    let analysis = analyse(analyser, &document);
    let mut names = Vec::new();
    within(&document, &analysis, mention::places, |field| {
        let mut chains = mention::Chains::default();
        chains.place(field.mentions, field.groups, None);
        field.put(1, Some(0), &chains, &mut names);
    });
    names
}

fn analyse(analyser: &mut Analyser, document: &Document) -> Analysis {
    deep(analyser, document, |a| a.analyse(document))
}

fn deep(
    analyser: &mut Analyser,
    document: &Document,
    first: impl FnOnce(&mut Analyser) -> Analysis,
) -> Analysis {
    let mut analysis = first(analyser);
    analyser.deepen(document, &mut analysis);
    analysis
}

/// Runs `with` on the mentions at these places of a document.
fn within(
    document: &Document,
    analysis: &Analysis,
    places: impl FnOnce(&Scene<'_>) -> Vec<Place>,
    with: impl FnOnce(&Field<'_>),
) {
    let text = Text::new(document, analysis).without_prefixes();
    let passages = passage::passages(document, &analysis.sentences);
    let statements = statement::find(document, analysis, &passages, &mut Vec::new());
    let scene = Scene::new(&text, analysis, &statements);
    let mentions = mention::describe(&scene, places(&scene));
    let groups = Groups::new(&text, &mentions);
    with(&Field::new(&scene, &mentions, &groups));
}

/// Runs `with` on the gold's mentions with our trees, and the number of each one's cluster.
fn with_gold(analyser: &mut Analyser, gold: &GoldDocument, with: impl FnOnce(&Field<'_>, &[Option<usize>])) {
    let (document, sentences) = gold.text.words_apart();
    let analysis = deep(analyser, &document, |a| a.analyse_sentences(&document, &sentences));
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut cluster_of: HashMap<Range<usize>, usize> = HashMap::new();
    for mention in &gold.mentions {
        let next = numbers.len();
        let number = *numbers.entry(&mention.cluster).or_insert(next);
        cluster_of.insert(mention.words.clone(), number);
    }
    let places =
        |scene: &Scene<'_>| cluster_of.keys().map(|words| mention::place(scene, words.clone())).collect();
    within(&document, &analysis, places, |field| {
        let known: Vec<Option<usize>> =
            field.mentions.iter().map(|m| cluster_of.get(&m.place.phrase).copied()).collect();
        with(field, &known);
    });
}

/// The head of each gold mention by the gold's trees: its first word whose head stands outside.
fn heads(gold: &GoldDocument) -> Vec<usize> {
    let mut above: Vec<Option<usize>> = Vec::new();
    for sentence in &gold.text.sentences {
        let first = above.len();
        above.extend(sentence.words.iter().map(|w| w.head.checked_sub(1).map(|h| first + h)));
    }
    let head = |m: &GoldMention| {
        let outside = |i: &usize| above[*i].is_none_or(|h| !m.words.contains(&h));
        m.words.clone().find(outside).unwrap_or(m.words.start)
    };
    gold.mentions.iter().map(head).collect()
}

/// Keys gathered by their cluster; a key that came before is left out.
fn clusters<C: std::hash::Hash + Eq>(all: impl Iterator<Item = (C, Key)>) -> Clusters {
    let mut numbers: HashMap<C, usize> = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    let mut clusters = Clusters::new();
    for (cluster, key) in all {
        if !seen.insert(key) {
            continue;
        }
        let number = *numbers.entry(cluster).or_insert_with(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        clusters[number].push(key);
    }
    clusters
}

impl Mention {
    /// "he", "her", "they", "themselves" for persons.
    fn is_third_person(&self) -> bool {
        self.stands_for_another() && self.kind == Some(relata_language::MentionKind::Person)
    }

    /// Whether corpora mark such a mention: GUM leaves out relative pronouns and adjectives of countries.
    fn is_marked_by_corpora(&self) -> bool {
        let relative = self.pronoun.is_some_and(|p| p.sort == crate::mention::Sort::Relative);
        let kinds = crate::mention::is_actor(self.kind);
        !relative && kinds && !(self.place.form == MentionForm::Name && self.adjective)
    }
}
