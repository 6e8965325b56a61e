//! Names of persons side by side: may two spellings be one person's?
//!
//! A name is its folded words. What tells persons apart is the family name (the last word, or in the Spanish
//! manner the last but one) and the given name; what stands between them may be left out or shortened.

use relata_gazetteer::{fold, given_names_alike};

/// What may stand behind a name and belongs to it.
const SUFFIXES: [&str; 8] = ["jr", "sr", "junior", "senior", "ii", "iii", "iv", "v"];
/// Words before a family name that belong to it: "van der Berg", "de la Madrid", "bin Salman".
const PARTICLES: [&str; 26] = [
    "al", "ap", "bin", "ben", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "los", "san", "ter", "van", "von", "y",
];

/// How well two names of persons fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// They cannot be one person's: another family name, another given name, another number ("II").
    Apart,
    /// One is a family name alone, or given names stand as initials or short forms.
    Loose,
    /// Given and family name are the same; one has more between or behind them.
    Close,
    /// The same words.
    Same,
}

/// A person's name, folded and cut.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// Given and further names, in order; none where only the family name is known.
    given: Vec<String>,
    /// The family name with its particles, one or two words as one each: `de la madrid`.
    family: Vec<String>,
    /// "jr", "iii".
    suffix: Option<String>,
}

impl PersonName {
    /// From a name as written; `None` where no word is in it.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let folded = fold(name);
        let mut words: Vec<&str> = folded.split([' ', '-']).filter(|w| !w.is_empty()).collect();
        let suffix = words.last().copied().filter(|w| words.len() > 1 && SUFFIXES.contains(w));
        if suffix.is_some() {
            words.pop();
        }
        let mut families = Vec::new();
        let mut end = words.len();
        // The last family name and, where three words or more are left, the one before it.
        while end > 0 && families.len() < 2 {
            let mut start = end - 1;
            while start > 0 && PARTICLES.contains(&words[start - 1]) {
                start -= 1;
            }
            let more = families.is_empty() || (start >= 1 && words[start].chars().count() > 1);
            if !more || (!families.is_empty() && start == 0) {
                break;
            }
            families.insert(0, words[start..end].join(" "));
            end = start;
        }
        let given: Vec<String> = words[..end].iter().map(|w| (*w).to_owned()).collect();
        (!families.is_empty()).then(|| PersonName {
            given,
            family: families,
            suffix: suffix.map(str::to_owned),
        })
    }

    /// Whether more than the family name is known.
    pub(crate) fn is_full(&self) -> bool {
        !self.given.is_empty() || self.family.len() > 1
    }

    /// All words before the last, which are given names or a first family name.
    fn before_last(&self) -> impl Iterator<Item = &str> {
        let first = self.family.len().saturating_sub(1);
        self.given.iter().chain(&self.family[..first]).map(String::as_str)
    }

    /// The given name.
    fn first(&self) -> Option<&str> {
        self.before_last().next()
    }

    /// The keys under which a name of the same person can be found: its family names.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.family.iter().map(String::as_str)
    }

    /// The family name as it is used alone.
    fn last(&self) -> &str {
        self.family.last().map_or("", String::as_str)
    }

    /// How this name fits another. Symmetric.
    pub(crate) fn fit(&self, other: &PersonName) -> Fit {
        if self == other {
            return Fit::Same;
        }
        if let (Some(a), Some(b)) = (&self.suffix, &other.suffix)
            && a != b
        {
            return Fit::Apart;
        }
        let (short, long) = if self.words() <= other.words() { (self, other) } else { (other, self) };
        if !short.is_full() {
            // "López" or "Obrador" alone may be "Andrés Manuel López Obrador"; of a name of two words the
            // first is the given name, and no family name.
            let two = long.words() == 2;
            let known =
                if two { long.last() == short.last() } else { long.keys().any(|k| k == short.last()) };
            // Two family names written as one name: "López Obrador".
            return if known { Fit::Loose } else { Fit::Apart };
        }
        // "López Obrador" for "Andrés Manuel López Obrador": both family names and nothing else.
        if long.family.len() == 2 && short.before_last().chain([short.last()]).eq(long.keys()) {
            return Fit::Loose;
        }
        let (Some(a), Some(b)) = (short.first(), long.first()) else { return Fit::Apart };
        let given = given_fit(a, b);
        if given == Fit::Apart {
            return Fit::Apart;
        }
        let middles: Vec<&str> = long.before_last().skip(1).collect();
        if short.last() == long.last() {
            // What the shorter has between must stand in the longer too.
            let between: Vec<&str> = short.before_last().skip(1).collect();
            if !within(&between, &middles) {
                return Fit::Apart;
            }
        } else {
            // "Claudia Sheinbaum" for "Claudia Sheinbaum Pardo".
            let spanish = long.family.len() == 2
                && long.family[0] == short.last()
                && within(&short.before_last().skip(1).collect::<Vec<_>>(), &middles);
            if !spanish {
                return Fit::Apart;
            }
        }
        given.min(Fit::Close)
    }

    fn words(&self) -> usize {
        self.given.len() + self.family.len()
    }
}

/// How two given names fit: the same, forms of one, an initial of the other.
fn given_fit(a: &str, b: &str) -> Fit {
    let short = a.chars().count() == 1 || b.chars().count() == 1;
    if a == b {
        Fit::Same
    } else if (short && a.chars().next() == b.chars().next()) || given_names_alike(a, b) {
        Fit::Loose
    } else {
        Fit::Apart
    }
}

/// Whether `few` stand among `many` in that order, initials and forms allowed.
fn within(few: &[&str], many: &[&str]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|a| rest.any(|b| given_fit(a, b) != Fit::Apart))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(a: &str, b: &str) -> Fit {
        let name = |n| PersonName::of(n).unwrap();
        assert_eq!(name(a).fit(&name(b)), name(b).fit(&name(a)), "{a} / {b}");
        name(a).fit(&name(b))
    }

    #[test]
    fn accents_and_points_do_not_part_a_name() {
        assert_eq!(fit("Andrés Manuel López Obrador", "Andres Manuel Lopez Obrador"), Fit::Same);
        assert_eq!(fit("J.D. Hale", "JD Hale"), Fit::Same);
    }

    #[test]
    fn what_stands_between_may_be_left_out() {
        assert_eq!(fit("Ana Maria Torvald", "Ana Torvald"), Fit::Close);
        assert_eq!(fit("Harry S. Bellow", "Harry Bellow"), Fit::Close);
        assert_eq!(fit("Harry S. Bellow", "Harry T. Bellow"), Fit::Apart);
    }

    #[test]
    fn spanish_names_are_used_with_one_family_name_or_two() {
        assert_eq!(fit("Clara Rebollo Pardo", "Clara Rebollo"), Fit::Close);
        assert_eq!(fit("Juan Pablo Ortega Ruiz", "Ortega Ruiz"), Fit::Loose);
        assert_eq!(fit("Juan Pablo Ortega Ruiz", "Ortega"), Fit::Loose);
        assert_eq!(fit("Clara Rebollo Pardo", "Clara Pardo"), Fit::Close);
    }

    #[test]
    fn short_forms_and_initials_fit_loosely() {
        assert_eq!(fit("Robert Kessler", "Bob Kessler"), Fit::Loose);
        assert_eq!(fit("R. Kessler", "Robert Kessler"), Fit::Loose);
        assert_eq!(fit("Kessler", "Robert Kessler"), Fit::Loose);
    }

    #[test]
    fn other_persons_stay_apart() {
        assert_eq!(fit("Robert Kessler", "Richard Kessler"), Fit::Apart);
        assert_eq!(fit("Robert Kessler", "Robert Kestler"), Fit::Apart);
        assert_eq!(fit("Kessler", "Kessler Byrne"), Fit::Apart);
        assert_eq!(fit("Tom Vale Jr.", "Tom Vale III"), Fit::Apart);
        assert_eq!(fit("Tom Vale Jr.", "Tom Vale"), Fit::Close);
    }

    #[test]
    fn particles_belong_to_the_family_name() {
        assert_eq!(fit("Pieter van der Meulen", "van der Meulen"), Fit::Loose);
        assert_eq!(fit("Pieter van der Meulen", "Meulen"), Fit::Apart);
    }

    proptest! {
        #[test]
        fn any_name_fits_itself_and_fits_both_ways(a in "\\PC{0,30}", b in "[A-Z][a-z]{0,6}( [A-Z][a-z.]{0,6}){0,4}") {
            if let Some(a) = PersonName::of(&a) {
                prop_assert_eq!(a.fit(&a), Fit::Same);
                if let Some(b) = PersonName::of(&b) {
                    prop_assert_eq!(a.fit(&b), b.fit(&a));
                }
            }
        }
    }
}
