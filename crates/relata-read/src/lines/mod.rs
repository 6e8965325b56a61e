//! Which lines of a plain text are page furniture.
//!
//! A text copied from a web page brings its menus, share bars, sign-up prompts, lists of other
//! stories and footers along, and no markup tells them from the article. Two passes of a trained
//! model do, from the lines alone: how long they are, how they end, what words they have and what
//! stands around them. Must not know files, formats or blocks: lines come in, reasons go out.

mod facts;
mod page;
mod words;

use page::{Page, Scored};

/// Names of the numbers that the models read: of the first pass, then of the second.
#[must_use]
pub fn names() -> (Vec<String>, Vec<String>) {
    (page::first_names(), page::second_names())
}

/// The rows of numbers that the models read, one for each line: of the first pass, or of the second
/// where the scores of the first are given (as many as lines).
#[must_use]
pub fn rows(lines: &[&str], scores: Option<&[f32]>) -> Vec<Vec<f32>> {
    let page = Page::of(lines);
    match scores {
        None => (0..page.len()).map(|i| page.first_row(i)).collect(),
        Some(scores) => {
            let scored = Scored::of(&page, scores);
            (0..page.len()).map(|i| scored.second_row(i)).collect()
        }
    }
}
