//! The words of a document in one row, with the trees that they stand in.

use crate::mend::mend;
use relata_language::{Analysis, Leans, Upos, lexicon};
use relata_rows::{BlockKind, Document, Span};
use std::ops::Range;

/// Prefixes that a hyphen ties to a name and that UD English keeps in one token with it (a part of
/// `data/en/prefixes.txt` of the language layer).
const PREFIXES: [&str; 13] =
    ["pre", "post", "anti", "pro", "non", "ex", "mid", "neo", "trans", "pan", "un", "pseudo", "cross"];

/// In a sentence of more words than anybody writes the tree tells nothing, and what goes over it for each of its words
/// costs its square.
pub(crate) const LONGEST: usize = 400;

/// One word with its place in the tree of its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'t> {
    pub span: Span,
    pub text: &'t str,
    pub upos: Upos,
    pub xpos: &'static str,
    /// Its head in the document's row of words; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Relation to the head, with its subtype.
    pub relation: &'static str,
    /// Index of its sentence.
    pub sentence: usize,
}

/// A block as its words.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub kind: BlockKind,
    pub span: Span,
    pub words: Range<usize>,
}

/// A document as one row of words. Words are named by their index in it.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    pub text: &'t str,
    pub words: Vec<Node<'t>>,
    /// What each word is likely to tell.
    pub leans: Vec<Leans>,
    pub sentences: Vec<Range<usize>>,
    pub blocks: Vec<Block>,
}

impl<'t> Text<'t> {
    pub(crate) fn new(document: &'t Document, analysis: &Analysis) -> Self {
        let mut all = Text {
            text: &document.text,
            words: Vec::new(),
            leans: Vec::new(),
            sentences: Vec::new(),
            blocks: Vec::new(),
        };
        let mut last = None;
        for (number, (sentence, parse)) in analysis.sentences.iter().zip(&analysis.parses).enumerate() {
            let first = all.words.len();
            for (token, word) in sentence.tokens.iter().zip(&parse.words) {
                all.words.push(Node {
                    span: token.span,
                    text: token.span.get(&document.text).unwrap_or_default(),
                    upos: word.upos,
                    xpos: word.xpos,
                    head: (word.head as usize).checked_sub(1).map(|h| first + h),
                    relation: word.relation,
                    sentence: number,
                });
            }
            all.leans.extend(parse.leans.iter().take(all.words.len() - first).cloned());
            all.leans.resize(all.words.len(), Leans::default());
            let words = first..all.words.len();
            all.sentences.push(words.clone());
            match all.blocks.last_mut().filter(|_| last == Some(sentence.block)) {
                Some(block) => block.words.end = words.end,
                None => {
                    let Some(block) = document.blocks.get(sentence.block) else { continue };
                    all.blocks.push(Block { kind: block.kind, span: block.span, words });
                    last = Some(sentence.block);
                }
            }
        }
        all
    }

    /// The same with the trees that cannot be English mended. Statements are found in the trees as they are: their
    /// sources, cues and contents come from the model that made the trees, mistakes and all.
    pub(crate) fn mended(mut self) -> Self {
        for sentence in self.sentences.clone() {
            mend(&mut self.words, &sentence);
        }
        self
    }

    /// The same with each name that a prefix is tied to ("pre-NAFTA", "anti-Chilean") as a word without it.
    pub(crate) fn without_prefixes(mut self) -> Self {
        for word in self.words.iter_mut().filter(|w| w.text.contains('-')) {
            let Some((prefix, name)) = word.text.split_once('-') else { continue };
            let tied = PREFIXES.contains(&prefix.to_lowercase().as_str());
            if tied && name.starts_with(char::is_uppercase) {
                word.span.start += prefix.len() + 1;
                word.text = name;
            }
        }
        self
    }

    /// Whether the word is a name that a prefix is tied to, left out by [`Text::without_prefixes`].
    pub(crate) fn is_tied(&self, word: usize) -> bool {
        let start = self.words[word].span.start;
        let before = word.checked_sub(1).map_or(0, |b| self.words[b].span.end);
        before < start && self.text.get(..start).is_some_and(|t| t.ends_with('-'))
    }

    /// The words' stretch of the text.
    pub(crate) fn cover(&self, words: &Range<usize>) -> Span {
        self.words[words.start].span.cover(self.words[words.end - 1].span)
    }

    /// The word in small letters, with a straight apostrophe.
    pub(crate) fn lower(&self, word: usize) -> String {
        self.words.get(word).map_or_else(String::new, |w| w.text.replace('’', "'").to_lowercase())
    }

    pub(crate) fn lemma(&self, word: usize) -> String {
        let w = &self.words[word];
        // "Complaints numbered 300", where the tags disagree.
        let xpos =
            if w.upos == Upos::Verb && w.xpos == "JJ" && w.text.ends_with("ed") { "VBD" } else { w.xpos };
        lexicon::lemma(w.text, w.upos, xpos)
    }

    /// Whether the word holds a letter or digit.
    pub(crate) fn is_word(&self, word: usize) -> bool {
        self.words[word].text.chars().any(char::is_alphanumeric)
    }

    /// The words that hang on `word`, in order.
    pub(crate) fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.sentences[self.words[word].sentence].clone().filter(move |&i| self.words[i].head == Some(word))
    }

    /// The words that hang on `word` by a relation, whatever its subtype.
    pub(crate) fn by(&self, word: usize, relation: &'static str) -> impl Iterator<Item = usize> + '_ {
        self.children(word).filter(move |&i| self.is(i, relation))
    }

    /// Whether the word hangs on its head by the relation or a subtype of it.
    pub(crate) fn is(&self, word: usize, relation: &str) -> bool {
        let own = self.words[word].relation;
        own == relation || own.strip_prefix(relation).is_some_and(|rest| rest.starts_with(':'))
    }

    /// Whether `word` is `above` or hangs on it, directly or not.
    pub(crate) fn is_under(&self, word: usize, above: usize) -> bool {
        let mut at = Some(word);
        while let Some(w) = at {
            if w == above {
                return true;
            }
            at = self.words[w].head;
        }
        false
    }

    /// The word of a range on which the others hang: the first whose head stands outside; a verb or noun
    /// before a helping word.
    pub(crate) fn head(&self, range: &Range<usize>) -> usize {
        let tops = || range.clone().filter(|&i| self.words[i].head.is_none_or(|h| !range.contains(&h)));
        let full = |i: &usize| matches!(self.words[*i].upos, Upos::Verb | Upos::Noun | Upos::Propn);
        tops().find(full).or_else(|| tops().next()).unwrap_or(range.start)
    }

    /// A word with what hangs on it, as far as that stands together.
    pub(crate) fn phrase(&self, head: usize) -> Range<usize> {
        let sentence = &self.sentences[self.words[head].sentence];
        let (mut start, mut end) = (head, head + 1);
        while start > sentence.start && self.is_under(start - 1, head) {
            start -= 1;
        }
        while end < sentence.end && self.is_under(end, head) {
            end += 1;
        }
        start..end
    }

    /// The index of the block that holds a word.
    pub(crate) fn block(&self, word: usize) -> usize {
        self.blocks.partition_point(|b| b.words.end <= word).min(self.blocks.len().saturating_sub(1))
    }
}
