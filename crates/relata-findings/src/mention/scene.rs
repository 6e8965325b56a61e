//! What mentions are told by: words and trees, the kinds of the nouns, the names, and who speaks where.

use super::further::further;
use crate::text::Text;
use relata_language::{Analysis, MentionKind, NameKind};
use relata_rows::{Extent, Row, Span, Speech, Statement};
use std::ops::Range;

/// A name in the document's row of words.
#[derive(Debug, Clone)]
pub(crate) struct NameAt {
    pub words: Range<usize>,
    pub kind: NameKind,
}

/// A stretch that somebody says or thinks.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    pub words: Range<usize>,
    /// The words that name its source.
    pub source: Option<Range<usize>>,
    /// Whether "I" inside it is the source: quotations and turns.
    pub direct: bool,
}

/// A document as mentions are looked for in it.
#[derive(Debug)]
pub(crate) struct Scene<'t> {
    pub text: &'t Text<'t>,
    /// For each word, the kind of the mention that it heads.
    pub kinds: Vec<Option<MentionKind>>,
    /// In order and apart.
    pub names: Vec<NameAt>,
    /// In the order of their first words, an outer one before those inside it.
    pub voices: Vec<Voice>,
}

impl<'t> Scene<'t> {
    pub(crate) fn new(text: &'t Text<'t>, analysis: &Analysis, statements: &[Row<Statement>]) -> Self {
        let mut kinds = Vec::with_capacity(text.words.len());
        let mut names = Vec::new();
        for (sentence, parse) in text.sentences.iter().zip(&analysis.parses) {
            kinds.extend(parse.words.iter().map(|w| w.mention));
            kinds.resize(sentence.end, None);
            names.extend(parse.names.iter().map(|n| NameAt {
                words: sentence.start + n.tokens.start..sentence.start + n.tokens.end,
                kind: n.kind,
            }));
        }
        let names = further(text, names);
        let mut voices = Vec::new();
        for row in statements {
            let source = row.body.source.as_ref().map(Extent::cover).and_then(|s| words_of(text, s));
            for part in &row.body.content.parts {
                let Some(words) = words_of(text, *part) else { continue };
                let direct = row.body.speech == Speech::Direct || row.body.cue.is_none();
                voices.push(Voice { words, source: source.clone(), direct });
            }
        }
        voices.sort_by_key(|v| (v.words.start, std::cmp::Reverse(v.words.end)));
        Scene { text, kinds, names, voices }
    }

    /// The name that holds a word.
    pub(crate) fn name_at(&self, word: usize) -> Option<&NameAt> {
        let next = self.names.partition_point(|n| n.words.start <= word);
        self.names[..next].last().filter(|n| n.words.contains(&word))
    }

    /// For each word, the index of the innermost voice that it is said by.
    pub(crate) fn voice_of_words(&self) -> Vec<Option<usize>> {
        let mut all = vec![None; self.text.words.len()];
        // Inner ones come later and so stay.
        for (number, voice) in self.voices.iter().enumerate() {
            for word in voice.words.clone() {
                all[word] = Some(number);
            }
        }
        all
    }
}

/// The words of a stretch of the text.
fn words_of(text: &Text<'_>, span: Span) -> Option<Range<usize>> {
    let first = text.words.partition_point(|w| w.span.end <= span.start);
    let last = text.words.partition_point(|w| w.span.start < span.end);
    (first < last).then_some(first..last)
}
