//! A question in plain words, answered by rows with their sentences; never by prose that is made up, and by nothing where
//! nothing answers.
//!
//! [`Question::read`] says what is asked for: a number, somebody's words, what should or will be done, or when; the words that it
//! is about, the time, and on whose word. The full text gives the blocks that have some of the words ([`candidates`]);
//! their rows are judged by the words, with their weight, by time and by source ([`rank`]), and put together by what they
//! agree on ([`group`]).

mod candidate;
mod group;
mod question;
mod rank;
mod words;

pub(crate) use candidate::Candidate;
pub(crate) use group::{Group, group};
pub(crate) use question::{Question, Wanted, is_question};
pub(crate) use rank::Ranked;

use candidate::candidates;
use rank::rank;
use relata_case::Case;
use relata_rows::Actor;

/// The rows that answer a question, best first.
///
/// # Errors
/// Those of the case.
pub(crate) fn answer(case: &Case, actors: &[Actor], question: &Question) -> anyhow::Result<Vec<Ranked>> {
    let actors = actors.iter().map(|a| (a.id.as_str(), a)).collect();
    let all = candidates(case, &actors, question)?;
    let count = |word: &question::Word| {
        let sought = question.language.sought(&word.text, &word.stem);
        Ok(if sought.is_empty() { (0, 1) } else { case.holding(&sought)? })
    };
    let frequencies = question.words.iter().map(count).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(rank(question, &frequencies, all))
}
