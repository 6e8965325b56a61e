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
pub(crate) use question::{Question, is_question};
pub(crate) use rank::Ranked;

use crate::decided::Decisions;
use candidate::candidates;
use rank::rank;
use relata_case::Case;
use relata_rows::Actor;

/// The rows that answer a question, best first, as persons have corrected them.
///
/// # Errors
/// Those of the case.
pub(crate) fn answer(
    case: &Case,
    decisions: &Decisions,
    actors: &[Actor],
    question: &Question,
) -> anyhow::Result<Vec<Ranked>> {
    let count = |word: &question::Word| {
        let sought = question.language.sought(&word.text, &word.stem);
        Ok(if sought.is_empty() { (0, 1) } else { case.holding(&sought)? })
    };
    let frequencies = question.words.iter().map(count).collect::<anyhow::Result<Vec<_>>>()?;
    let mut rarest: Vec<_> = frequencies.iter().map(|f| f.0).zip(&question.words).collect();
    rarest.sort_by_key(|(holding, _)| *holding);
    let mut looked = 0;
    let some = rarest.into_iter().take_while(|(holding, _)| {
        let few = looked == 0 || looked + holding <= MOST;
        looked += holding;
        few
    });
    let mut sought: Vec<_> = some.map(|(_, word)| word).collect();
    if sought.is_empty() {
        sought.extend(&question.source);
    }
    let actors = actors.iter().map(|a| (a.id.as_str(), a)).collect();
    let all = candidates(case, decisions, &actors, question.language, &sought)?;
    Ok(rank(question, &frequencies, all))
}

/// Blocks that the full text is asked to put in order. In a large case the rarest words of a question find the
/// blocks; the others only judge them.
const MOST: u64 = 20_000;
