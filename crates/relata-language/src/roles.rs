//! From labels to the parts of attributions, joined.

use crate::tags::RoleKind;
use relata_model::{Link, Reading, Spans};
use relata_rows::Span;
use std::ops::Range;

/// A part of an attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Which part.
    pub kind: RoleKind,
    /// Where it stands.
    pub span: Span,
    /// Its tokens, counted over all sentences of the document.
    pub words: Range<usize>,
    /// For a content, the index in [`crate::Analysis::roles`] of its cue; for a cue, that of its source.
    /// Several cues may have one source. None where there is none near.
    pub to: Option<usize>,
    /// The index of the content inside which it stands; `None` in the text itself.
    pub within: Option<usize>,
    /// How sure the model is of its tokens' labels, 0 to 1: the mean of their marginal probabilities
    /// under the linear-chain field.
    pub sure: f32,
}

/// What a BIO label means: begins a span, and of which kind; `None` is outside.
pub(crate) type Labels<K> = Vec<Option<(bool, K)>>;

pub(crate) fn labels<K>(texts: &[String], kind: impl Fn(&str) -> Option<K>) -> Labels<K> {
    texts.iter().map(|t| Some((t.starts_with("B-"), kind(t.get(2..)?)?))).collect()
}

/// The spans of a row of labels: (kind, first, end).
pub(crate) fn spans<K: Copy + PartialEq>(row: &[u8], labels: &Labels<K>) -> Vec<(K, Range<usize>)> {
    let mut out: Vec<(K, Range<usize>)> = Vec::new();
    for (i, &l) in row.iter().enumerate() {
        let Some((begins, kind)) = labels[l as usize] else { continue };
        match out.last_mut() {
            Some((k, range)) if !begins && *k == kind && range.end == i => range.end = i + 1,
            _ => out.push((kind, i..i + 1)),
        }
    }
    out
}

/// Adds the roles of one stretch, each content with its cue and each cue with its source; their spans
/// are left empty. `here`: its words in the reading; `first`: the first of them in the document.
pub(crate) fn read(
    reading: &mut Reading<'_>,
    labels: &Labels<RoleKind>,
    here: Range<usize>,
    first: usize,
    within: Option<usize>,
    out: &mut Vec<Role>,
) {
    let row = reading.labels(Spans::Roles, here.clone());
    let found = spans(&row, labels);
    if found.is_empty() {
        return;
    }
    let sure = reading.sure(Spans::Roles, here.clone(), &row);
    let base = out.len();
    // The first words of the parts of one kind, and from such a word to its part.
    let starts = |kind| -> Vec<usize> {
        found.iter().filter(|(k, _)| *k == kind).map(|(_, range)| here.start + range.start).collect()
    };
    let part =
        |word: usize| found.iter().position(|(_, range)| here.start + range.start == word).map(|i| base + i);
    let (cues, sources) = (starts(RoleKind::Cue), starts(RoleKind::Source));
    for (kind, range) in &found {
        let word = here.start + range.start;
        let to = match kind {
            RoleKind::Content => reading.linked(Link::Cue, word, &cues),
            RoleKind::Cue => {
                let among: Vec<usize> = sources.iter().copied().chain([word]).collect();
                reading.linked(Link::Holder, word, &among).filter(|&w| w != word)
            }
            RoleKind::Source => None,
        };
        out.push(Role {
            kind: *kind,
            span: Span::new(0, 0),
            words: first + range.start..first + range.end,
            to: to.and_then(part),
            within,
            sure: sure[range.clone()].iter().sum::<f32>() / range.len() as f32,
        });
    }
}
