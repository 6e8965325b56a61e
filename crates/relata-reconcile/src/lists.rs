//! The word lists of `data/en`: lines `GROUP: ...`, of which several may have one group; what stands behind `#` at the
//! beginning of a line says what the groups are.

use std::collections::{HashMap, HashSet};

/// The lines of a list, each as its group and what stands behind the colon.
pub(crate) fn groups(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    data.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(':'))
}

/// The phrases of a group whose lines part them by `;`, each as its words.
pub(crate) fn phrases(data: &'static str, group: &str) -> Vec<Vec<&'static str>> {
    groups(data)
        .filter(|(own, _)| *own == group)
        .flat_map(|(_, phrases)| phrases.split(';'))
        .map(|phrase| phrase.split_whitespace().collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .collect()
}

/// The single words of a list, by their groups.
#[derive(Debug)]
pub(crate) struct Words(HashMap<&'static str, HashSet<&'static str>>);

impl Words {
    pub(crate) fn read(data: &'static str) -> Self {
        let mut all: HashMap<_, HashSet<_>> = HashMap::new();
        for (group, words) in groups(data) {
            all.entry(group).or_default().extend(words.split_whitespace());
        }
        Words(all)
    }

    /// Whether a word, in small letters, stands in the group of that name.
    pub(crate) fn has(&self, group: &str, word: &str) -> bool {
        self.0.get(group).is_some_and(|words| words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = "# head: no group\none: a b\none: c\ntwo: left out; net of;\n";

    #[test]
    fn lines_of_one_group_are_one_list() {
        let words = Words::read(DATA);
        assert!(["a", "b", "c"].iter().all(|w| words.has("one", w)));
        assert!(!words.has("one", "net") && !words.has("# head", "no") && !words.has("three", "a"));
    }

    #[test]
    fn phrases_are_parted_into_words() {
        assert_eq!(phrases(DATA, "two"), [vec!["left", "out"], vec!["net", "of"]]);
    }
}
