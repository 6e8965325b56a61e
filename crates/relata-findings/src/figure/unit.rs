//! Units behind a number: percent, times, lengths, weights; the table is `data/en/units.txt`.

use crate::lexicon::{self, Phrases};
use crate::words::{Word, lower};
use std::sync::LazyLock;

/// One unit of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitKind {
    /// UCUM code, or `1`.
    pub code: &'static str,
    /// Quantity kind: `share`, `duration`, `amount`.
    pub kind: &'static str,
    /// Whether it counts only where it is glued to the digits ("5m").
    glued: bool,
}

static UNITS: LazyLock<Phrases<UnitKind>> = LazyLock::new(|| {
    Phrases::new(lexicon::lines(include_str!("../../data/en/units.txt")).flat_map(|l| {
        let mut fields = l.split(" | ").map(str::trim);
        let (code, kind, words) =
            (fields.next().unwrap_or(""), fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        words.split(", ").filter(|w| !w.contains('-') && !w.contains("/")).map(move |w| {
            let glued = w.ends_with('*');
            (w.trim_end_matches('*'), UnitKind { code, kind, glued })
        })
    }))
});

/// The unit that begins at word `at`, right behind a number: its number of words, and the unit.
pub(crate) fn at(words: &[Word<'_>], at: usize) -> Option<(usize, UnitKind)> {
    if let Some(found) = slashed(words, at) {
        return Some(found);
    }
    let (len, unit) = UNITS.at(words, at)?;
    // "in" and the like are words of their own unless glued.
    let glued = words.get(at).is_some_and(|w| w.glued);
    (!unit.glued || glued).then_some((len, *unit))
}

/// "100km/h", "100 km/hr": the tokens part at the slash.
fn slashed(words: &[Word<'_>], at: usize) -> Option<(usize, UnitKind)> {
    if lower(words, at + 1) != "/" {
        return None;
    }
    let amount = |code| Some((3, UnitKind { code, kind: "amount", glued: false }));
    match (lower(words, at), lower(words, at + 2)) {
        ("km", "h" | "hr") => amount("km/h"),
        ("mi", "h") => amount("[mi_i]/h"),
        ("m", "s") => amount("m/s"),
        _ => None,
    }
}

/// Whether `word` (lower case) alone is the name of a unit.
pub(crate) fn is_unit_word(word: &str) -> bool {
    static NAMES: LazyLock<std::collections::HashSet<&str>> = LazyLock::new(|| {
        lexicon::lines(include_str!("../../data/en/units.txt"))
            .filter_map(|l| l.rsplit(" | ").next())
            .flat_map(|w| w.split(", "))
            .filter(|w| w.len() > 2 && !w.contains(' ') && !w.ends_with('*'))
            .collect()
    });
    NAMES.contains(word)
}
