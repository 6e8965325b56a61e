//! One block as words, with the borders of its sentences.

use crate::words::{self, Word};
use relata_language::Sentence;
use relata_rows::{BlockKind, Document, Span};
use std::ops::Range;

/// One block of a document outside furniture.
#[derive(Debug)]
pub(crate) struct Passage<'t> {
    /// What the block is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
    /// All its words.
    pub words: Vec<Word<'t>>,
    /// Its sentences, as ranges of words.
    pub sentences: Vec<Range<usize>>,
}

/// The passages of `document`, in order.
pub(crate) fn passages<'t>(document: &'t Document, sentences: &[Sentence]) -> Vec<Passage<'t>> {
    let mut out: Vec<Passage<'t>> = Vec::new();
    let mut last = None;
    for sentence in sentences {
        let Some(block) = document.blocks.get(sentence.block) else { continue };
        if last != Some(sentence.block) {
            last = Some(sentence.block);
            out.push(Passage {
                kind: block.kind,
                span: block.span,
                words: Vec::new(),
                sentences: Vec::new(),
            });
        }
        let Some(passage) = out.last_mut() else { continue };
        let start = passage.words.len();
        passage.words.extend(words::words(&document.text, sentence));
        passage.sentences.push(start..passage.words.len());
    }
    out
}
