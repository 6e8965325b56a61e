//! The verbs of attribution and the nouns of sources; tables in `data/en`.

use crate::lexicon;
use relata_rows::{Polarity, SourceKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a verb of attribution does; see `data/en/cues.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    Say,
    Tell,
    Ask,
    Deny,
    Call,
}

impl Cue {
    /// What its holder does with the content.
    pub(crate) fn polarity(self) -> Polarity {
        match self {
            Cue::Deny => Polarity::Denied,
            Cue::Ask => Polarity::Asked,
            _ => Polarity::Said,
        }
    }
}

fn table<T: Copy>(data: &'static str, class: fn(&str) -> Option<T>) -> HashMap<&'static str, T> {
    let mut table = HashMap::new();
    for line in lexicon::lines(data) {
        let Some((name, words)) = line.split_once(':') else { continue };
        let Some(class) = class(name) else { continue };
        for word in words.split_whitespace() {
            table.entry(word).or_insert(class);
        }
    }
    table
}

static CUES: LazyLock<HashMap<&str, Cue>> = LazyLock::new(|| {
    table(include_str!("../../data/en/cues.txt"), |name| {
        Some(match name {
            "say" => Cue::Say,
            "tell" => Cue::Tell,
            "ask" => Cue::Ask,
            "deny" => Cue::Deny,
            "call" => Cue::Call,
            _ => return None,
        })
    })
});

static SOURCES: LazyLock<HashMap<&str, SourceKind>> = LazyLock::new(|| {
    table(include_str!("../../data/en/sources.txt"), |name| {
        Some(match name {
            "unnamed" => SourceKind::Unnamed,
            "document" => SourceKind::Document,
            _ => SourceKind::Named,
        })
    })
});

/// The class of the verb `word` (lower case).
pub(crate) fn cue(word: &str) -> Option<Cue> {
    CUES.get(word).copied()
}

/// What sort of source the noun `word` (lower case) heads; `None` where the list does not say.
pub(crate) fn noun(word: &str) -> Option<SourceKind> {
    SOURCES.get(word).copied()
}
