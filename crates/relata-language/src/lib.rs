//! Text to sentences and tokens.
//!
//! Later this room holds the trained model (tags, trees, names); what it gives keeps its shape.

use relata_rows::{Document, Span};

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
pub fn sentences(_document: &Document) -> Vec<Sentence> {
    Vec::new()
}
