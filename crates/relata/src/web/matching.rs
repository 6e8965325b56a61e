//! What a person typed into the search, held against texts as the full-text index holds it against blocks.

use relata_case::terms;
use relata_gazetteer::fold;

/// Words that must or must not occur, as for [`relata_case::Case::search`]: all of them, a phrase between quotation
/// marks, a beginning with `*`, `-` in front of what must not occur, `OR` between two of which either does. As there,
/// "and" binds closer than `OR`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Matching {
    /// Of one of these, all must occur.
    any: Vec<Vec<Term>>,
    none: Vec<Term>,
}

/// Words that follow each other, and whether the last is only a beginning.
#[derive(Debug, PartialEq)]
struct Term {
    words: Vec<String>,
    open: bool,
}

impl Matching {
    /// Reads a query.
    pub(super) fn of(query: &str) -> Matching {
        let mut matching = Matching { any: vec![Vec::new()], none: Vec::new() };
        for term in terms(query) {
            if term == "OR" {
                matching.any.push(Vec::new());
                continue;
            }
            let unwanted = term.starts_with('-');
            let open = term.ends_with('*');
            let words: Vec<String> = fold(term).split_whitespace().map(str::to_owned).collect();
            if words.is_empty() {
                continue;
            }
            match matching.any.last_mut() {
                Some(all) if !unwanted => all.push(Term { words, open }),
                _ => matching.none.push(Term { words, open }),
            }
        }
        matching.any.retain(|all| !all.is_empty());
        matching
    }

    /// Whether nothing is sought; then everything fits.
    pub(super) fn is_empty(&self) -> bool {
        self.any.is_empty()
    }

    /// Whether a text fits that is folded already ([`fold`]).
    pub(super) fn fits(&self, folded: &str) -> bool {
        let all = |terms: &Vec<Term>| terms.iter().all(|t| t.occurs(folded));
        (self.any.is_empty() || self.any.iter().any(all)) && !self.none.iter().any(|t| t.occurs(folded))
    }
}

impl Term {
    fn occurs(&self, text: &str) -> bool {
        let last = self.words.len() - 1;
        let same = |n: usize, word: &str| {
            word == self.words[n] || n == last && self.open && word.starts_with(&self.words[n])
        };
        // Most texts do not have the letters at all.
        if !text.contains(&self.words[0]) {
            return false;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(self.words.len()).any(|w| w.iter().enumerate().all(|(n, word)| same(n, word)))
    }
}

#[cfg(test)]
mod tests {
    use super::Matching;

    #[test]
    fn words_phrases_beginnings_and_what_must_not_occur() {
        let text = "The Governor denied that 4,500 migrants crossed at São Tomé.";
        let fits = |query: &str| Matching::of(query).fits(&super::fold(text));
        for query in [
            "migrants",
            "MIGRANTS denied",
            "\"governor denied\"",
            "migr*",
            "sao tome",
            "tariff OR denied",
            "\"4,500 migr\"*",
            "",
            "-tariff",
        ] {
            assert!(fits(query), "{query}");
        }
        for query in [
            "migrant",
            "\"denied governor\"",
            "migrants -denied",
            "tariff",
            "tariff OR wall",
            "tariff OR migrants wall",
        ] {
            assert!(!fits(query), "{query}");
        }
        assert!(Matching::of(" OR \"\" ").is_empty());
    }
}
