//! Changes of a level beside a figure: "rose 12 percent", "a 172 percent increase", "fell from 5 to 3".

use crate::lexicon;
use crate::words::{Word, lower};
use relata_rows::Direction;
use std::collections::HashMap;
use std::sync::LazyLock;

static WORDS: LazyLock<HashMap<&str, Direction>> = LazyLock::new(|| {
    lexicon::lines(include_str!("../../data/en/changes.txt"))
        .filter_map(|l| l.split_once(':'))
        .flat_map(|(way, words)| {
            let direction = if way == "up" { Direction::Up } else { Direction::Down };
            words.split_whitespace().map(move |w| (w, direction))
        })
        .collect()
});

/// Words of the list that only tell a change of level with percent, points or "by": one also
/// raises money and cuts ribbons.
const TRANSITIVE: [&str; 22] = [
    "raise", "raised", "raises", "advance", "advanced", "advances", "gain", "gained", "gains", "lost", "cut",
    "cuts", "added", "shed", "sheds", "lower", "lowered", "hike", "reduce", "reduces", "expand", "slide",
];

/// The direction that `word` (lower case) tells.
pub(crate) fn direction(word: &str) -> Option<Direction> {
    WORDS.get(word).copied()
}

/// Whether `word` (lower case) is a noun of change: "an increase", "a drop".
pub(crate) fn is_noun(word: &str) -> bool {
    direction(word).is_some() && relata_language::lexicon::knows(word, relata_language::lexicon::Pos::Noun)
}

/// What a figure is to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// By how much.
    By,
    /// From which level.
    From,
    /// To which level.
    To,
}

/// The part that the figure at words `start..end` has in a change. `relative`: whether it is in
/// percent or points.
pub(crate) fn of(words: &[Word<'_>], start: usize, end: usize, relative: bool) -> Option<(Direction, Part)> {
    behind(words, end).or_else(|| before(words, start, relative))
}

/// "a 172 percent increase", "a 5-point drop".
fn behind(words: &[Word<'_>], end: usize) -> Option<(Direction, Part)> {
    // One or two adjectives between: "a 12 percent annual increase".
    for word in words.iter().skip(end).take(3) {
        if let Some(direction) = direction(&word.lower) {
            let verb = word.lower.ends_with("ed")
                || matches!(word.lower.as_ref(), "up" | "down" | "cut" | "fell" | "rose");
            return (!verb).then_some((direction, Part::By));
        }
        if !word.is_alphabetic() && !word.is_hyphen() || lexicon::is_closed(&word.lower) {
            return None;
        }
    }
    None
}

/// "rose 12 percent", "rose by 12", "an increase of 12", "fell to 3", "up from 2".
fn before(words: &[Word<'_>], start: usize, relative: bool) -> Option<(Direction, Part)> {
    let last = start.checked_sub(1)?;
    let lead = lower(words, last);
    let part = match lead {
        "to" => Part::To,
        "from" => Part::From,
        _ => Part::By,
    };
    // How far back the word of change may stand: right before, or, for an end of it, some words.
    let reach = if part == Part::By { 2 } else { 9 };
    for i in (0..=last).rev().take(reach + 1) {
        let word = lower(words, i);
        if matches!(word, ";" | ":" | "—" | "." | "who" | "which") {
            return None;
        }
        let Some(direction) = direction(word) else {
            let light = matches!(word, "by" | "of" | "another" | "a" | "an" | "the" | "from" | "to")
                || word.ends_with("ly");
            if part == Part::By && !light {
                return None;
            }
            continue;
        };
        let weak = TRANSITIVE.contains(&word) && !relative && lead != "by" && part == Part::By;
        return (!weak).then_some((direction, part));
    }
    None
}
