//! The words of a measure: without the names in them, and which of them stand beside each other as more of a kind.

use crate::lists::Words;
use crate::measures::concept::{self, Term};
use crate::measures::place::{self, Place};
use crate::measures::told::Told;
use std::sync::LazyLock;

/// Words of `data/en/facets.txt`.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../../data/en/facets.txt")));

/// The terms on both sides of each "and" and "or" of a text, as far as nothing but other such terms stands between.
pub(super) fn coordinated(text: &str) -> Vec<Vec<Term>> {
    let parts = |w: &str| WORDS.has("between", w);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_joint = |w: &str| matches!(w, "and" | "or");
    let mut all = Vec::new();
    for at in (0..words.len()).filter(|&i| is_joint(words[i])) {
        let before = words[..at].iter().rev().take_while(|w| !parts(w) && !is_joint(w)).take(2);
        let after = words[at + 1..].iter().find(|w| !parts(w));
        let terms: Vec<Term> = before.chain(after).flat_map(|w| concept::terms(w)).collect();
        if terms.len() > 1 {
            all.push(terms);
        }
    }
    all
}

/// The text without the names in it.
pub(super) fn without_names(text: &str, told: &Told) -> String {
    let mut out = text.to_owned();
    let place = told.figure.place.iter().map(|p| &p.text);
    // "Opioids" at the beginning of a sentence are no body, whatever a model of names takes them for.
    let thing = |name: &str| {
        !name.contains(' ') && concept::terms(name).iter().any(concept::is_listed) && !Place::is_known(name)
    };
    let named = told.names.iter().map(|n| &n.text).filter(|n| !thing(n));
    for name in named.chain(place).filter(|n| !n.is_empty()) {
        // What tells one place from another is no part of what is counted: "Mount", "port of".
        out = out.replace(name, " # ");
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    let beside = |i: usize| {
        let little = |w: Option<&&str>| matches!(w, Some(&("of" | "the")));
        words.get(i + 1) == Some(&"#") || (little(words.get(i + 1)) && words.get(i + 2) == Some(&"#"))
    };
    // "Mexican territory" is territory of Mexico; of people it may tell who they are.
    let home = told.figure.place.as_ref().map(|p| place::canonical(&p.text));
    let native = |word: &str| {
        let nation = relata_language::country(word).map(place::canonical);
        told.figure.measure.kind != "people" && nation.is_some() && nation == home
    };
    let named = |i: usize| words[i] == "#" || native(words[i]) || Place::is_told_by(words[i]) && beside(i);
    let kept = (0..words.len()).filter(|&i| !named(i) && !is_the_land(&words, i));
    kept.map(|i| words[i]).collect::<Vec<_>>().join(" ")
}

/// Whether a word only says that something is of the place that the text speaks of, which it tells elsewhere: "the
/// country's farms", "inflation in the country".
fn is_the_land(words: &[&str], i: usize) -> bool {
    let land = |word: &str| WORDS.has("land", &word.to_lowercase());
    let owner = words[i].strip_suffix("'s").or_else(|| words[i].strip_suffix("’s"));
    let inside = || match words[..i] {
        [.., before, the] => the.eq_ignore_ascii_case("the") && WORDS.has("inside", &before.to_lowercase()),
        _ => false,
    };
    // "The state of Brenn" is told by its name.
    let named = || matches!(words.get(i + 1), Some(&("of" | "in")));
    owner.is_some_and(land) || land(words[i]) && inside() && !named()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        coordinated(text).into_iter().map(|row| row.into_iter().map(|t| t.text).collect()).collect()
    }

    #[test]
    fn things_told_side_by_side_are_a_row() {
        assert_eq!(rows("ports and airports in the north"), [["ports", "airports"]]);
        assert_eq!(rows("killed or seriously injured"), [["killed", "injured"]]);
        assert!(rows("farmers in the north").is_empty());
    }

    #[test]
    fn the_country_is_the_place_of_the_text() {
        let left = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            (0..words.len())
                .filter(|&i| !is_the_land(&words, i))
                .map(|i| words[i])
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(left("the country's farms"), "the farms");
        assert_eq!(left("farms across the country"), "farms across the");
        assert_eq!(left("farms in the state of Brenn"), "farms in the state of Brenn");
        assert_eq!(left("country houses"), "country houses");
        assert_eq!(left("the country"), "the country");
    }
}
