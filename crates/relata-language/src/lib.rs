//! Text to sentences and tokens.
//!
//! Rules over tables of words: [`token`] cuts a block into tokens as UD English does, [`sentence`]
//! groups the tokens into sentences. The room knows nothing of statements or figures. Later it
//! holds the trained model (tags, trees, names); what it gives keeps its shape.

mod sentence;
mod token;
mod words;

use relata_rows::{BlockKind, Document, Span};

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

/// The sentences of every block outside furniture, in order. A sentence never crosses a block.
pub fn sentences(document: &Document) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        if b.kind == BlockKind::Furniture {
            continue;
        }
        let Some(text) = b.span.get(&document.text) else { continue };
        let tokens = token::tokens(text);
        let lines = sentence::Lines::of(b.kind);
        for group in sentence::split(text, &tokens, lines) {
            let moved = |s: &Span| Span::new(b.span.start + s.start, b.span.start + s.end);
            let tokens: Vec<Token> = tokens[group].iter().map(|s| Token { span: moved(s) }).collect();
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            all.push(Sentence { span: first.span.cover(last.span), block, tokens });
        }
    }
    all
}
