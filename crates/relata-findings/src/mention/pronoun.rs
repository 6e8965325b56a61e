//! The pronouns of `data/en/pronouns.txt`, and what each tells of whom it points at.

use crate::lexicon::lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One or more; `Any` where the words do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Any,
    One,
    Many,
}

/// Grammatical gender, as English pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    Any,
    Man,
    Woman,
    Thing,
}

/// What a pronoun is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Personal,
    Possessive,
    Reflexive,
    Relative,
    Demonstrative,
    Indefinite,
}

/// A pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pronoun {
    /// 1, 2 or 3.
    pub person: u8,
    pub number: Number,
    pub sex: Sex,
    pub sort: Sort,
}

static PRONOUNS: LazyLock<HashMap<&str, Pronoun>> =
    LazyLock::new(|| lines(include_str!("../../data/en/pronouns.txt")).filter_map(entry).collect());

fn entry(line: &'static str) -> Option<(&'static str, Pronoun)> {
    let mut fields = line.split_whitespace();
    let word = fields.next()?;
    let person = fields.next()?.parse().ok()?;
    let number = match fields.next()? {
        "one" => Number::One,
        "many" => Number::Many,
        _ => Number::Any,
    };
    let sex = match fields.next()? {
        "man" => Sex::Man,
        "woman" => Sex::Woman,
        "thing" => Sex::Thing,
        _ => Sex::Any,
    };
    let sort = match fields.next()? {
        "personal" => Sort::Personal,
        "possessive" => Sort::Possessive,
        "reflexive" => Sort::Reflexive,
        "relative" => Sort::Relative,
        "this" => Sort::Demonstrative,
        _ => Sort::Indefinite,
    };
    Some((word, Pronoun { person, number, sex, sort }))
}

/// The pronoun that a word (small letters, straight apostrophe) is.
pub(crate) fn pronoun(word: &str) -> Option<Pronoun> {
    PRONOUNS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let all = lines(include_str!("../../data/en/pronouns.txt")).count();
        assert_eq!(PRONOUNS.len(), all);
        let she = Pronoun { person: 3, number: Number::One, sex: Sex::Woman, sort: Sort::Personal };
        assert_eq!(pronoun("she"), Some(she));
        assert_eq!(pronoun("table"), None);
    }
}
