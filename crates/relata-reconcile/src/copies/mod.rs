//! Copies: which documents have one text, and what passages others share.
//!
//! [`Words`] are a text to compare, [`Sketch`] what a case keeps of it; an [`Index`] of sketches tells which documents
//! to hold side by side, [`judge`] whether one is a [`Copy`] of the other; [`copies`] does both for a whole case and
//! [`families`] puts together what belongs together. [`passages`] and [`changes`] show what two texts share and where
//! they part. The first two are pure functions of one text; no order of documents changes an answer.

mod all;
mod diff;
mod index;
mod judge;
mod passages;
mod sketch;
mod words;

pub use all::{Known, Shared, copies, families, shared};
pub use diff::{Change, changes};
pub use index::{Index, keys};
pub use judge::{Copy, CopyKind, Held, judge};
pub use passages::{PASSAGE, Passage, passages};
pub use sketch::{Print, Sketch};
pub use words::{Word, Words};
