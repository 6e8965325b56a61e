//! The standard scores of the field, for our analysis of the text of an annotated file.
//!
//! Trees: the CoNLL 2018 shared task (Zeman et al. 2018): our own sentences and words from the raw text,
//! a word counts where its letters are the same; F1 over all words. Subtypes of relations are left
//! out of LAS there; here both are given. Names: exact spans of the same kind (Tjong Kim Sang & De
//! Meulder 2003).

use crate::conllu::{Gold, Solids, words_apart};
use crate::{Analyser, Name, NameKind, Sentence};
use relata_rows::Document;
use std::collections::{HashMap, HashSet};

/// How many were right, how many we gave, how many the gold has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Ours that are in the gold.
    pub right: usize,
    /// Ours.
    pub given: usize,
    /// The gold's.
    pub gold: usize,
}

impl Score {
    /// Right of ours, 0..1.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.given.max(1) as f64
    }

    /// Right of the gold's, 0..1.
    pub fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    /// Harmonic mean of both, 0..1.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.given + self.gold).max(1) as f64
    }
}

/// Sentences and words of `ours`, cut from the text of `gold`: the first two scores of the shared task.
pub fn segmentation(document: &Document, ours: &[Sentence], gold: &Gold) -> [Score; 2] {
    let solids = Solids::of(&document.text);
    let score = |ours: HashSet<(usize, usize)>, gold: HashSet<(usize, usize)>| Score {
        right: ours.intersection(&gold).count(),
        given: ours.len(),
        gold: gold.len(),
    };
    let sentences = ours.iter().map(|s| solids.place(s.span)).collect();
    let words = ours.iter().flat_map(|s| &s.tokens).map(|t| solids.place(t.span)).collect();
    [
        score(sentences, gold.sentences.iter().map(|s| s.place).collect()),
        score(words, gold.sentences.iter().flat_map(|s| &s.words).map(|w| w.place).collect()),
    ]
}

/// Whose words and sentences an analysis is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutting {
    /// Our own, from the raw text.
    Own,
    /// Those of the annotated file.
    Gold,
}

/// The scores of the CoNLL 2018 shared task, in its order of names.
pub fn parse(analyser: &mut Analyser, gold: &Gold, cutting: Cutting) -> Vec<(&'static str, Score)> {
    let (document, ours) = match cutting {
        Cutting::Own => {
            let document = gold.document();
            let ours = analyser.analyse(&document);
            (document, ours)
        }
        Cutting::Gold => {
            let (document, sentences) = gold.words_apart();
            let ours = analyser.analyse_sentences(&document, &sentences);
            (document, ours)
        }
    };
    // Our words by place: (sentence, index). With the gold's words, a place is that of the same word.
    let solids = Solids::of(&document.text);
    let places: Vec<Vec<(usize, usize)>> = match cutting {
        Cutting::Own => {
            let place = |s: &Sentence| s.tokens.iter().map(|t| solids.place(t.span)).collect();
            ours.sentences.iter().map(place).collect()
        }
        Cutting::Gold => {
            let kept = gold.sentences.iter().filter(|s| !s.words.is_empty());
            kept.map(|s| s.words.iter().map(|w| w.place).collect()).collect()
        }
    };
    let mut by_place: HashMap<(usize, usize), (usize, usize)> = HashMap::new();
    for (s, words) in places.iter().enumerate() {
        by_place.extend(words.iter().enumerate().map(|(i, place)| (*place, (s, i))));
    }
    let blank = Score {
        right: 0,
        given: places.iter().map(Vec::len).sum(),
        gold: gold.sentences.iter().map(|s| s.words.len()).sum(),
    };
    let [mut upos, mut xpos, mut lemmas, mut uas, mut las, mut full] = [blank; 6];
    for sentence in &gold.sentences {
        for word in &sentence.words {
            let Some(&(s, i)) = by_place.get(&word.place) else { continue };
            let (tokens, parse) = (&ours.sentences[s].tokens, &ours.parses[s]);
            let Some(own) = parse.words.get(i) else { continue };
            upos.right += usize::from(own.upos.as_str() == word.upos);
            xpos.right += usize::from(own.xpos == word.xpos);
            let form = tokens[i].span.get(&document.text).unwrap_or_default();
            lemmas.right += usize::from(parse.lemma(i, form) == word.lemma || word.lemma == "_");
            let head = own.head.checked_sub(1).map(|h| places[s][h as usize]);
            let gold_head = word.head.checked_sub(1).and_then(|h| sentence.words.get(h)).map(|w| w.place);
            if head == gold_head {
                uas.right += 1;
                let plain = |r: &str| r.split(':').next().unwrap_or_default().to_owned();
                las.right += usize::from(plain(own.relation) == plain(&word.relation));
                full.right += usize::from(own.relation == word.relation);
            }
        }
    }
    let mut scores = Vec::new();
    if cutting == Cutting::Own {
        let [sentences, words] = segmentation(&document, &ours.sentences, gold);
        scores.extend([("Sentences", sentences), ("Words", words)]);
    }
    scores.extend([("UPOS", upos), ("XPOS", xpos), ("Lemmas", lemmas), ("UAS", uas), ("LAS", las)]);
    scores.push(("LAS with subtypes", full));
    scores
}

/// Kind, first word, end.
type GoldName = (NameKind, usize, usize);

/// A file of names: the words of each sentence and the spans of names, kind and words.
#[derive(Debug, Default)]
pub struct GoldNames {
    sentences: Vec<(Vec<String>, Vec<GoldName>)>,
}

/// What a label of a name corpus means here; `None` where it is left out on both sides.
fn kind_of(label: &str) -> Option<NameKind> {
    match label.to_ascii_lowercase().as_str() {
        "per" | "person" | "politician" => Some(NameKind::Person),
        "org" | "organisation" | "organization" | "politicalparty" => Some(NameKind::Organization),
        "loc" | "gpe" | "location" | "country" | "place" => Some(NameKind::Place),
        _ => None,
    }
}

impl GoldNames {
    /// Reads BIO lines: word and label with a tab or space between them, or CoNLL-U-like lines that
    /// begin with a number; an empty line ends a sentence.
    ///
    /// # Errors
    /// The number of the first line without a label.
    pub fn read(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut all = GoldNames::default();
        let (mut words, mut labels) = (Vec::new(), Vec::new());
        for (n, line) in text.lines().chain([""]).enumerate() {
            if line.trim().is_empty() {
                all.close(&mut words, &mut labels);
                continue;
            }
            if line.starts_with("# ") {
                continue;
            }
            let fields: Vec<&str> = if line.contains('\t') {
                line.split('\t').collect()
            } else {
                line.split_whitespace().collect()
            };
            let numbered = fields.len() > 2 && fields[0].parse::<usize>().is_ok();
            let at = usize::from(numbered);
            let (Some(word), Some(label)) = (fields.get(at), fields.get(at + 1)) else {
                return Err((n + 1, "a word without a label"));
            };
            let label = if numbered { label } else { fields.last().unwrap_or(label) };
            words.push((*word).to_owned());
            labels.push((*label).to_owned());
        }
        Ok(all)
    }

    fn close(&mut self, words: &mut Vec<String>, labels: &mut Vec<String>) {
        let mut spans: Vec<GoldName> = Vec::new();
        let mut open: Option<(String, Option<NameKind>, usize)> = None;
        for (i, label) in labels.iter().map(String::as_str).chain(["O"]).enumerate() {
            let (mark, name) = label.split_once('-').unwrap_or((label, ""));
            let goes_on = mark == "I" && open.as_ref().is_some_and(|o| o.0 == name);
            if !goes_on {
                if let Some((_, Some(kind), from)) = open.take() {
                    spans.push((kind, from, i));
                }
                open = (!name.is_empty()).then(|| (name.to_owned(), kind_of(name), i));
            }
        }
        if !words.is_empty() {
            self.sentences.push((std::mem::take(words), spans));
        }
        labels.clear();
    }
}

/// Span F1 of names, of all and by kind, on the words and sentences of the file.
pub fn names(analyser: &mut Analyser, gold: &GoldNames) -> Vec<(&'static str, Score)> {
    let sentences = gold.sentences.iter().enumerate();
    let (document, sentences) = words_apart(sentences.map(|(i, (words, _))| (i, words.clone())));
    let ours = analyser.analyse_sentences(&document, &sentences);
    let kinds = [NameKind::Person, NameKind::Organization, NameKind::Place];
    let mut given = HashSet::new();
    let mut wanted = HashSet::new();
    for (i, (parse, (_, spans))) in ours.parses.iter().zip(&gold.sentences).enumerate() {
        // The corpora have one kind for countries and other places, and none of the finer ones.
        let kind = |n: &Name| if n.kind == NameKind::Country { NameKind::Place } else { n.kind };
        let own = parse.names.iter().map(|n| (i, kind(n), n.tokens.start, n.tokens.end));
        given.extend(own.filter(|n| kinds.contains(&n.1)));
        wanted.extend(spans.iter().map(|&(kind, from, to)| (i, kind, from, to)));
    }
    let score = |kind: Option<NameKind>| {
        let counts = |k: NameKind| kind.is_none_or(|wanted| wanted == k);
        Score {
            right: given.intersection(&wanted).filter(|n| counts(n.1)).count(),
            given: given.iter().filter(|n| counts(n.1)).count(),
            gold: wanted.iter().filter(|n| counts(n.1)).count(),
        }
    };
    let mut out = vec![("all", score(None))];
    out.extend(kinds.iter().map(|&k| (k.as_str(), score(Some(k)))));
    out
}
