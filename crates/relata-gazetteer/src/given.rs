//! Given names that stand for each other: "Robert" and "Bob".

use crate::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// By each name the numbers of the lines that it stands on.
static FORMS: LazyLock<BTreeMap<&str, BTreeSet<usize>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let lines = include_str!("../data/en/given-names.txt").lines().filter(|l| !l.starts_with('#'));
    for (number, line) in lines.enumerate() {
        for name in line.split_whitespace() {
            all.entry(name).or_default().insert(number);
        }
    }
    all
});

/// Whether two given names are forms of one, in usual English and Spanish usage (`data/en/given-names.txt`); the same
/// name twice is not asked. Case and accents do not matter.
pub fn given_names_alike(a: &str, b: &str) -> bool {
    let of = |name: &str| FORMS.get(fold(name).as_str());
    match (of(a), of(b)) {
        (Some(a), Some(b)) => a.intersection(b).next().is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_of_their_name_and_no_other() {
        assert!(given_names_alike("Robert", "Bob") && given_names_alike("pepe", "José"));
        assert!(!given_names_alike("Robert", "Richard") && !given_names_alike("Robert", "Zorn"));
    }
}
