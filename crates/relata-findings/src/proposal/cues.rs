//! The words of `data/en/proposals.txt`.

use crate::lexicon;
use crate::text::Text;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static LISTS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, HashSet<&str>> = HashMap::new();
    for line in lexicon::lines(include_str!("../../data/en/proposals.txt")) {
        if let Some((name, words)) = line.split_once(':') {
            lists.entry(name).or_default().extend(words.split_whitespace());
        }
    }
    lists
});

/// Whether a word, in small letters, stands in a list.
pub(super) fn is(list: &str, word: &str) -> bool {
    LISTS.get(list).is_some_and(|l| l.contains(word))
}

/// Whether the lemma of a word of the text, in small letters, stands in a list.
pub(super) fn has(list: &str, text: &Text<'_>, word: usize) -> bool {
    is(list, &text.lemma(word).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list that nobody asks for is a rule that does not hold. Frames of verbs are asked for by kind and frame.
    #[test]
    fn every_list_is_asked_for() {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/src/proposal");
        let files = std::fs::read_dir(here).expect("the folder of this file");
        let read = |f: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(f.expect("a file").path());
        let source: String = files.map(|f| read(f).expect("a source")).collect();
        let asked = |name: &str| source.contains(&format!("\"{name}\""));
        for list in LISTS.keys() {
            let kinds = ["advise", "commit", "expect"];
            let family = list.split_once('-').is_some_and(|(k, frame)| kinds.contains(&k) && asked(frame));
            assert!(family || asked(list), "nobody asks for {list}");
        }
    }
}
