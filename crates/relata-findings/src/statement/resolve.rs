//! Who a source is: pronouns, offices and short names to the fullest name of the same holder in the
//! document.
//!
//! Names of one person are one cluster when the shorter ends like the longer ("Price" and "Ned Price").
//! A pronoun goes to the last holder of its sort, as in news the one who speaks goes on speaking, else
//! to the last name that is a subject; a relative pronoun to the noun that its clause hangs on; an office
//! ("the minister") to the one name that bears it. What stays open stays open.

use super::cues;
use crate::text::Text;
use relata_language::{Analysis, NameKind, Upos};
use relata_rows::Span;
use std::collections::HashMap;
use std::ops::Range;

/// How far back a pronoun reaches, in blocks.
const REACH: usize = 3;

/// A name of a person or body where it stands.
#[derive(Debug, Clone)]
struct Name {
    words: Range<usize>,
    person: bool,
    /// Index of its cluster.
    cluster: usize,
    subject: bool,
}

/// One holder of the document under all its names.
#[derive(Debug, Clone)]
struct Cluster {
    /// Its fullest name, at its first place, and that name in small letters.
    fullest: Range<usize>,
    spelt: Vec<String>,
    person: bool,
    /// The nouns that stand with its names: "minister", "president".
    offices: Vec<String>,
    /// What titles and the given name tell: true for a woman.
    woman: Option<bool>,
    /// Where it last was the subject of a clause, and where it last stood.
    acted: Option<usize>,
    stood: usize,
}

/// The names of a document, by which its sources are resolved.
pub(crate) struct Resolver<'t> {
    text: &'t Text<'t>,
    /// In order.
    names: Vec<Name>,
    clusters: Vec<Cluster>,
    /// Clusters by the last word of a name.
    by_last: HashMap<String, Vec<usize>>,
}

impl<'t> Resolver<'t> {
    pub(crate) fn new(text: &'t Text<'t>, analysis: &Analysis) -> Self {
        let (names, clusters, by_last) = (Vec::new(), Vec::new(), HashMap::new());
        let mut all = Resolver { text, names, clusters, by_last };
        for (sentence, parse) in text.sentences.iter().zip(&analysis.parses) {
            for name in &parse.names {
                let person = name.kind == NameKind::Person;
                let body = matches!(name.kind, NameKind::Organization | NameKind::Country | NameKind::Place);
                if person || body {
                    all.add(sentence.start + name.tokens.start..sentence.start + name.tokens.end, person);
                }
            }
        }
        all
    }

    fn add(&mut self, words: Range<usize>, person: bool) {
        let text = self.text;
        let spelt: Vec<String> = words.clone().map(|i| text.lower(i)).collect();
        let head = text.head(&words);
        let cluster = self.cluster_of(&spelt, &words, person);
        let subject = text.is(head, "nsubj");
        let known = &mut self.clusters[cluster];
        if words.len() > known.fullest.len() {
            (known.fullest, known.spelt) = (words.clone(), spelt);
        }
        known.stood = words.start;
        if subject {
            known.acted = Some(words.start);
        }
        // Titles before it, appositions beside it.
        let beside = text.children(head).filter(|&i| {
            ["compound", "appos", "nmod:desc", "flat"].iter().any(|r| text.words[i].relation == *r)
        });
        let above = text.words[head].head.filter(|_| text.is(head, "appos"));
        for i in beside.chain(above).filter(|i| !words.contains(i)) {
            let noun = text.lower(i);
            if let Some(woman) = cues::woman(&noun) {
                known.woman = Some(woman);
            } else if matches!(text.words[i].upos, Upos::Noun | Upos::Propn) && !known.offices.contains(&noun)
            {
                known.offices.push(noun);
            }
        }
        if known.woman.is_none() && words.len() > 1 {
            known.woman = cues::given_to_woman(&text.lower(words.start));
        }
        self.names.push(Name { words, person, cluster, subject });
    }

    /// The cluster that a name belongs to; a new one where none fits. A family shares a name: the one who
    /// acted last is meant before one who was only named.
    fn cluster_of(&mut self, spelt: &[String], words: &Range<usize>, person: bool) -> usize {
        let last = spelt.last().cloned().unwrap_or_default();
        let same = |c: &Cluster| {
            c.person == person
                && (c.spelt == spelt || (person && (c.spelt.ends_with(spelt) || spelt.ends_with(&c.spelt))))
        };
        let here = self.by_last.entry(last).or_default();
        let fits = here.iter().copied().filter(|&c| same(&self.clusters[c]));
        let best = fits.max_by_key(|&c| (self.clusters[c].acted, self.clusters[c].stood));
        best.unwrap_or_else(|| {
            here.push(self.clusters.len());
            self.clusters.push(Cluster {
                fullest: words.clone(),
                spelt: spelt.to_vec(),
                person,
                offices: Vec::new(),
                woman: None,
                acted: None,
                stood: words.start,
            });
            self.clusters.len() - 1
        })
    }

    /// The name that holds a word.
    fn name_at(&self, word: usize) -> Option<&Name> {
        let next = self.names.partition_point(|n| n.words.start <= word);
        self.names[..next].last().filter(|n| n.words.contains(&word))
    }

    /// The names before a word, not further back than pronouns reach, the nearest first.
    fn near(&self, word: usize) -> impl Iterator<Item = &Name> {
        let block = self.text.block(word);
        let end = self.names.partition_point(|n| n.words.start < word);
        self.names[..end].iter().rev().take_while(move |n| self.text.block(n.words.start) + REACH >= block)
    }

    /// The fullest name of the holder that a source names or points at, where it is another stretch than
    /// the source itself. `last`: the holders of the statements before it, the nearest last.
    pub(crate) fn holder(&self, source: &Range<usize>, last: &[Range<usize>]) -> Option<Range<usize>> {
        let text = self.text;
        let head = text.head(source);
        if let Some(name) = self.name_at(head) {
            let fullest = &self.clusters[name.cluster].fullest;
            return (*fullest != name.words && fullest.len() > name.words.len()).then(|| fullest.clone());
        }
        let word = text.lower(head);
        let relative = text.words[head].xpos.starts_with('W') || (word == "that" && source.len() == 1);
        if relative {
            let mut at = head;
            while let Some(above) = text.words[at].head {
                if text.words[at].relation == "acl:relcl" {
                    let noun = self.name_at(above);
                    return Some(noun.map_or(above..above + 1, |n| self.clusters[n.cluster].fullest.clone()));
                }
                at = above;
            }
            return None;
        }
        match word.as_str() {
            "he" | "him" | "his" => self.before(head, Some(false), last),
            "she" | "her" | "hers" => self.before(head, Some(true), last),
            "it" | "its" => self.body_before(head),
            _ if text.words[head].upos == Upos::Noun => self.office(source, &word),
            _ => None,
        }
    }

    /// Whether a stretch holds a name, and whether it is a person's.
    pub(crate) fn names_person(&self, span: Span) -> Option<bool> {
        let from = |n: &Name| self.text.words[n.words.start].span.start;
        let at = self.names.partition_point(|n| from(n) < span.start);
        self.names.get(at).filter(|n| from(n) < span.end).map(|n| n.person)
    }

    /// The fullest name of the person whose last name the label of a turn ends with: "MS. PRICE".
    pub(crate) fn labelled(&self, label: &str) -> Option<Range<usize>> {
        let last = label.split_whitespace().next_back()?.to_lowercase();
        let mut named = self.by_last.get(&last)?.iter().map(|&c| &self.clusters[c]);
        named.find(|c| c.person && c.spelt.len() > 1).map(|c| c.fullest.clone())
    }

    /// The person that "he" or "she" at `at` is.
    fn before(&self, at: usize, woman: Option<bool>, last: &[Range<usize>]) -> Option<Range<usize>> {
        let fits = |c: usize| self.clusters[c].woman.is_none_or(|w| Some(w) == woman);
        let persons = || self.near(at).filter(|n| n.person && fits(n.cluster));
        let here = |n: &&Name| self.text.words[n.words.start].sentence == self.text.words[at].sentence;
        let block = self.text.block(at);
        let speaker = last
            .iter()
            .rev()
            .take_while(|l| self.text.block(l.start) + REACH >= block)
            .filter(|l| l.start < at)
            .find_map(|l| l.clone().find_map(|i| self.name_at(i)).filter(|n| n.person && fits(n.cluster)));
        let found = persons()
            .find(|n| n.subject && here(n))
            .or(speaker)
            .or_else(|| persons().find(|n| n.subject))
            .or_else(|| persons().next());
        found.map(|n| self.clusters[n.cluster].fullest.clone())
    }

    /// The body that "it" at `at` is: the last one that is a subject.
    fn body_before(&self, at: usize) -> Option<Range<usize>> {
        let found = self.near(at).find(|n| !n.person && n.subject)?;
        Some(self.clusters[found.cluster].fullest.clone())
    }

    /// The one person that bears an office, where the document names only one.
    fn office(&self, source: &Range<usize>, noun: &str) -> Option<Range<usize>> {
        let definite =
            matches!(self.text.lower(source.start).as_str(), "the" | "his" | "her" | "its" | "their");
        let mut bearers = self.clusters.iter().filter(|c| c.offices.iter().any(|o| o == noun));
        match (definite, bearers.next(), bearers.next()) {
            (true, Some(one), None) => Some(one.fullest.clone()),
            _ => None,
        }
    }
}
