//! The standard scores of the field, for our analysis of the text of an annotated file.
//!
//! Trees: the CoNLL 2018 shared task (Zeman et al. 2018): our own sentences and words from the raw text,
//! a word counts where its letters are the same; F1 over all words. Subtypes of relations are left
//! out of LAS there; here both are given. Names: exact spans of the same kind (Tjong Kim Sang & De
//! Meulder 2003).

use crate::conllu::{Gold, Solids};
use crate::{Analyser, Analysis, NameKind};
use relata_rows::{Document, Span};
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

/// The scores of the CoNLL 2018 shared task, in its order of names.
pub fn parse(analyser: &mut Analyser, gold: &Gold) -> Vec<(&'static str, Score)> {
    let document = gold.document();
    let ours = analyser.analyse(&document);
    let solids = Solids::of(&document.text);
    // Our words by place: (sentence, index).
    let mut by_place: HashMap<(usize, usize), (usize, usize)> = HashMap::new();
    for (s, sentence) in ours.sentences.iter().enumerate() {
        for (i, t) in sentence.tokens.iter().enumerate() {
            by_place.insert(solids.place(t.span), (s, i));
        }
    }
    let our_sentences: HashSet<_> = ours.sentences.iter().map(|s| solids.place(s.span)).collect();
    let gold_sentences: HashSet<_> = gold.sentences.iter().map(|s| s.place).collect();
    let given: usize = ours.sentences.iter().map(|s| s.tokens.len()).sum();
    let wanted: usize = gold.sentences.iter().map(|s| s.words.len()).sum();
    let blank = Score { right: 0, given, gold: wanted };
    let [mut words, mut upos, mut xpos, mut lemmas, mut uas, mut las, mut full] = [blank; 7];
    for sentence in &gold.sentences {
        for word in &sentence.words {
            let Some(&(s, i)) = by_place.get(&word.place) else { continue };
            let (tokens, parse) = (&ours.sentences[s].tokens, &ours.parses[s]);
            let Some(own) = parse.words.get(i) else { continue };
            words.right += 1;
            upos.right += usize::from(own.upos.as_str() == word.upos);
            xpos.right += usize::from(own.xpos == word.xpos);
            let form = tokens[i].span.get(&document.text).unwrap_or_default();
            lemmas.right += usize::from(parse.lemma(i, form) == word.lemma || word.lemma == "_");
            let head = own.head.checked_sub(1).map(|h| solids.place(tokens[h as usize].span));
            let gold_head = word.head.checked_sub(1).and_then(|h| sentence.words.get(h)).map(|w| w.place);
            if head == gold_head {
                uas.right += 1;
                let plain = |r: &str| r.split(':').next().unwrap_or_default().to_owned();
                las.right += usize::from(plain(own.relation) == plain(&word.relation));
                full.right += usize::from(own.relation == word.relation);
            }
        }
    }
    let sentences = Score {
        right: our_sentences.intersection(&gold_sentences).count(),
        given: our_sentences.len(),
        gold: gold_sentences.len(),
    };
    vec![
        ("Sentences", sentences),
        ("Words", words),
        ("UPOS", upos),
        ("XPOS", xpos),
        ("Lemmas", lemmas),
        ("UAS", uas),
        ("LAS", las),
        ("LAS with subtypes", full),
    ]
}

/// A file of names: the words of each sentence and the spans of names, kind and words.
#[derive(Debug, Default)]
pub struct GoldNames {
    sentences: Vec<(Vec<String>, Vec<(NameKind, usize, usize)>)>,
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
        let mut spans: Vec<(NameKind, usize, usize)> = Vec::new();
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

/// Span F1 of names by kind, and of all. The gold's words are kept: each sentence is a paragraph of its
/// words with a space between them, and a name of ours counts by the letters it covers.
pub fn names(analyser: &mut Analyser, gold: &GoldNames) -> Vec<(&'static str, Score)> {
    let paragraphs: Vec<String> = gold.sentences.iter().map(|(words, _)| words.join(" ")).collect();
    let document = Document::of_paragraphs(&paragraphs);
    let ours = analyser.analyse(&document);
    let solids = Solids::of(&document.text);
    let kinds = [NameKind::Person, NameKind::Organization, NameKind::Place];
    let mut given: HashSet<(NameKind, (usize, usize))> = HashSet::new();
    for (sentence, parse) in ours.sentences.iter().zip(&ours.parses) {
        for name in parse.names.iter().filter(|n| kinds.contains(&n.kind)) {
            let span = cover(&sentence.tokens[name.tokens.clone()]);
            given.insert((name.kind, solids.place(span)));
        }
    }
    let mut wanted = HashSet::new();
    let mut at = 0;
    for (words, spans) in &gold.sentences {
        let mut ends = vec![at];
        for word in words {
            at += crate::conllu::solid(word);
            ends.push(at);
        }
        wanted.extend(spans.iter().map(|&(kind, from, to)| (kind, (ends[from], ends[to]))));
    }
    let score = |kind: Option<NameKind>| {
        let of = |set: &HashSet<(NameKind, (usize, usize))>| {
            set.iter().filter(|(k, _)| kind.is_none_or(|w| w == *k)).count()
        };
        let right = given.intersection(&wanted).filter(|(k, _)| kind.is_none_or(|w| w == *k)).count();
        Score { right, given: of(&given), gold: of(&wanted) }
    };
    let mut out = vec![("all", score(None))];
    out.extend(kinds.iter().map(|&k| (k.as_str(), score(Some(k)))));
    out
}

fn cover(tokens: &[crate::Token]) -> Span {
    tokens.iter().map(|t| t.span).reduce(Span::cover).unwrap_or(Span::new(0, 0))
}

/// The spans of our analysis, for scripts that score attribution: kind, code points.
pub fn roles(analysis: &Analysis) -> impl Iterator<Item = (&'static str, Span, Option<usize>)> + '_ {
    analysis.roles.iter().map(|r| (r.kind.as_str(), r.span, r.cue))
}
