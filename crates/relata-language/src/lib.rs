//! Text to sentences, tags, trees, names and attributions.
//!
//! Rules over tables of words ([`token`], [`sentence`]) cut a block into tokens as UD English does and
//! group them into sentences: [`sentences`]. The trained model on top of them ([`Analyser`]) corrects
//! the sentences and adds tags, trees, names and the parts of attributions. [`lexicon`] knows lemmas
//! and which words belong together. The room knows nothing of statements or figures.

mod analyse;
pub mod conllu;
pub mod eval;
mod leans;
pub mod lexicon;
mod names;
mod roles;
mod sentence;
mod tags;
mod token;
mod words;

pub use analyse::{Analyser, Analysis, Name, Parse, Parsed};
pub use leans::{Leaning, Leans};
pub use names::{country, listed_name};
pub use relata_model::{Model, ModelError};
pub use roles::Role;
pub use tags::{MentionKind, NameKind, RoleKind, Upos};

use relata_rows::{BlockKind, Document, Span};
use std::ops::Range;

/// One sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the text, without white space at either end.
    pub span: Span,
    /// Index of its block in [`Document::blocks`].
    pub block: usize,
    /// Its tokens, in order, cut as in UD English (EWT): "don't" is "do" + "n't", "10.5" is one.
    pub tokens: Vec<Token>,
}

/// One token: a word, a number, a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
}

/// One block outside furniture, cut by rules.
struct Cut {
    /// Index of the block in the document, its kind.
    block: usize,
    kind: BlockKind,
    /// Number of words of the blocks before it.
    first: usize,
    tokens: Vec<Span>,
    /// Its sentences, as ranges of `tokens`.
    groups: Vec<Range<usize>>,
}

/// Every block outside furniture that has words.
fn cut(document: &Document) -> Vec<Cut> {
    let mut all = Vec::new();
    let mut first = 0;
    for (block, b) in document.blocks.iter().enumerate() {
        let Some(text) = b.span.get(&document.text).filter(|_| b.kind != BlockKind::Furniture) else {
            continue;
        };
        let mut tokens = token::tokens(text);
        let groups = sentence::split(text, &tokens, sentence::Lines::of(b.kind));
        if tokens.is_empty() {
            continue;
        }
        for t in &mut tokens {
            *t = Span::new(b.span.start + t.start, b.span.start + t.end);
        }
        let count = tokens.len();
        all.push(Cut { block, kind: b.kind, first, tokens, groups });
        first += count;
    }
    all
}

/// The sentences of every block outside furniture by rules alone, in order. A sentence never crosses
/// a block.
pub fn sentences(document: &Document) -> Vec<Sentence> {
    let mut all = Vec::new();
    for b in cut(document) {
        for group in b.groups {
            let tokens: Vec<Token> = b.tokens[group].iter().map(|&span| Token { span }).collect();
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            all.push(Sentence { span: first.span.cover(last.span), block: b.block, tokens });
        }
    }
    all
}
