//! What changed from one state of a text to another.

use super::words::{Word, Words};
use relata_rows::Span;
use similar::{Algorithm, DiffOp};

/// A run of words that stayed, went or came. Put together in order, what was kept and removed is the old text, what
/// was kept and added the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both; letters, signs and spacing may differ.
    Kept {
        /// In the old text, in bytes.
        old: Span,
        /// In the new one.
        new: Span,
    },
    /// Only in the old text.
    Removed(Span),
    /// Only in the new text.
    Added(Span),
}

/// The fewest words removed and added that turn the old text into the new (Myers 1986), as runs in order; where both
/// happen at one place, what was removed comes first. The time grows with the length times the number of changes: meant
/// for states of one page, not for texts that have little in common.
pub fn changes(old: &Words, new: &Words) -> Vec<Change> {
    let hashes = |w: &Words| w.as_slice().iter().map(|w| w.hash).collect::<Vec<u64>>();
    let (a, b) = (old.as_slice(), new.as_slice());
    let cover = |words: &[Word]| Some(words.first()?.span.cover(words.last()?.span));
    let part = |words: &[Word], from: usize, len: usize| cover(&words[from..from + len]);
    let steps = similar::capture_diff_slices(Algorithm::Myers, &hashes(old), &hashes(new));
    let runs = steps.into_iter().flat_map(|step| match step {
        DiffOp::Equal { old_index, new_index, len } => {
            let kept = part(a, old_index, len).zip(part(b, new_index, len));
            [kept.map(|(old, new)| Change::Kept { old, new }), None]
        }
        DiffOp::Delete { old_index, old_len, .. } => [part(a, old_index, old_len).map(Change::Removed), None],
        DiffOp::Insert { new_index, new_len, .. } => [None, part(b, new_index, new_len).map(Change::Added)],
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            [part(a, old_index, old_len).map(Change::Removed), part(b, new_index, new_len).map(Change::Added)]
        }
    });
    runs.flatten().collect()
}
