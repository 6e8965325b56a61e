//! A sentence as its words: what both figures and quotations look at.

use relata_language::Sentence;
use relata_rows::Span;
use std::borrow::Cow;

/// One token with its text.
#[derive(Debug, Clone)]
pub(crate) struct Word<'t> {
    /// Where it stands in the document's text.
    pub span: Span,
    /// As it is written.
    pub text: &'t str,
    /// In lower case, as word lists have it.
    pub lower: Cow<'t, str>,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it holds a letter.
    pub(crate) fn is_alphabetic(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }

    /// Whether it is a hyphen or short dash.
    pub(crate) fn is_hyphen(&self) -> bool {
        matches!(self.text, "-" | "–" | "‐" | "‑" | "−")
    }
}

/// The words of `sentence` in `text`, the document's.
pub(crate) fn words<'t>(text: &'t str, sentence: &Sentence) -> Vec<Word<'t>> {
    let mut last = sentence.span.start;
    let mut words = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        let Some(word) = token.span.get(text) else { continue };
        let lower =
            if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_punctuation() || b.is_ascii_digit())
            {
                Cow::Borrowed(word)
            } else {
                Cow::Owned(word.replace('’', "'").to_lowercase())
            };
        words.push(Word {
            span: token.span,
            text: word,
            lower,
            glued: !words.is_empty() && token.span.start == last,
        });
        last = token.span.end;
    }
    words
}

/// The span from word `from` up to, not including, word `to`.
pub(crate) fn cover(words: &[Word<'_>], from: usize, to: usize) -> Span {
    words[from].span.cover(words[to - 1].span)
}

/// Lower-case word at `at`; empty past the end.
pub(crate) fn lower<'w>(words: &'w [Word<'_>], at: usize) -> &'w str {
    words.get(at).map_or("", |w| w.lower.as_ref())
}
