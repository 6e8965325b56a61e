//! The sentences in which rows stand.

use relata_rows::{Document, Span};

/// The sentences of a document, each with the beginning of its block.
pub(super) struct Sentences<'d> {
    document: &'d Document,
    all: Vec<(Span, usize)>,
}

impl<'d> Sentences<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let start = |block: usize| document.blocks.get(block).map_or(0, |b| b.span.start);
        let all =
            relata_language::sentences(document).into_iter().map(|s| (s.span, start(s.block))).collect();
        Sentences { document, all }
    }

    /// The sentence around a span, or the span itself where there is none.
    pub(super) fn around(&self, span: Span) -> Span {
        let from = self.all.partition_point(|(s, _)| s.end <= span.start);
        let touched = self.all[from..].iter().take_while(|(s, _)| s.start < span.end).map(|(s, _)| *s);
        touched.fold(span, Span::cover)
    }

    /// What stands before a sentence in its block.
    pub(super) fn before(&self, sentence: Span) -> &'d str {
        let at = self.all.iter().find(|(s, _)| s.start == sentence.start);
        self.text(Span::new(at.map_or(sentence.start, |(_, block)| *block), sentence.start))
    }

    /// The words of a span.
    pub(super) fn text(&self, span: Span) -> &'d str {
        span.get(&self.document.text).unwrap_or_default()
    }
}
