//! What hangs on a verb or noun that tells an event: subjects, objects, prepositions, read off the tree.

mod noun;
mod object;
mod subject;
mod verb;

use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of, knows};
use std::collections::HashSet;

pub(super) use crate::control::is_in;
pub(super) use noun::{holders, light, modifiers, owners, said_of};
pub(super) use object::{beside, is_caused, objects, objects_with, tied};
pub(super) use subject::subjects;
pub(super) use verb::{is_gerund, is_passive};

/// How far a chain of heads is followed.
const DEEPEST: usize = 8;

/// The words that hang on `word` behind one of the prepositions, nearest first; `and`s are not followed.
pub(super) fn behind<'t>(
    text: &'t Text<'_>,
    word: usize,
    prepositions: &'t [&'t str],
) -> impl Iterator<Item = usize> + 't {
    let hangs =
        move |&c: &usize| text.is(c, "obl") || text.is(c, "nmod") || text.is(c, "advcl") || text.is(c, "acl");
    text.children(word)
        .filter(hangs)
        .filter(move |&c| {
            let next = || {
                text.by(c, "case").filter(|&p| p < c).any(|p| prepositions.contains(&text.lower(p).as_str()))
            };
            case(text, c).is_some_and(|found| match found.split_once(' ') {
                // "pulled out of the treaty"
                Some((way, last)) => {
                    is_in("way", way) && prepositions.contains(&last)
                        || prepositions.contains(&found.as_str())
                }
                None => prepositions.contains(&found.as_str()) || next(),
            })
        })
        .map(move |c| described(text, word, c))
}

/// "Against sitting senators", "for rebel-supporting lords", where the tree has the participle as a clause: the noun.
fn described(text: &Text<'_>, word: usize, clause: usize) -> usize {
    if text.words[clause].xpos != "VBG" {
        return clause;
    }
    let hyphen = clause.checked_sub(1).is_some_and(|h| matches!(text.words[h].text, "-" | "‐" | "‑"));
    // "sitting" is an adjective too, "holding" of "for holding views" is none.
    let like = knows(&text.lower(clause), Pos::Adjective);
    let right_behind = |o: usize| like && start(text, o) == clause + 1;
    let tied = text.by(clause, "obj").next().filter(|&o| hyphen || right_behind(o));
    let beside = || {
        let noun = |&n: &usize| n > clause && text.is(n, "nmod") && case(text, n).is_none();
        let alone = text.children(clause).all(|c| c < clause);
        text.children(word).find(noun).filter(|&n| alone && start(text, n) == clause + 1)
    };
    tied.or_else(beside).unwrap_or(clause)
}

/// The preposition before a noun: "against", "because of".
pub(super) fn case(text: &Text<'_>, word: usize) -> Option<String> {
    // "the countries that they work with"
    let left = is_relative(text, word);
    let first = text.by(word, "case").chain(text.by(word, "mark")).find(|&c| c < word || left)?;
    let rest: Vec<String> = text.by(first, "fixed").map(|f| text.lower(f)).collect();
    Some([text.lower(first)].into_iter().chain(rest).collect::<Vec<_>>().join(" "))
}

/// A word with those joined to it by "and", commas and the like.
pub(super) fn joined(text: &Text<'_>, word: usize) -> Vec<usize> {
    let noun = |&c: &usize| {
        matches!(text.words[c].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
    };
    let mut all = vec![word];
    let mut at = 0;
    while at < all.len() && all.len() < 64 {
        // A semicolon begins something else.
        let apart = |c: usize| (all[at]..c).any(|w| text.words[w].text == ";");
        // "every deserter but the general": not him.
        let except = |c: usize| {
            let but = text.by(c, "cc").find(|&b| text.lower(b) == "but");
            but.is_some_and(|b| {
                text.words[b - 1].text != ","
                    && !text
                        .by(all[at], "advmod")
                        .chain(text.by(all[at], "cc"))
                        .any(|w| text.lower(w) == "not")
            })
        };
        let more = text.by(all[at], "conj").filter(noun).filter(|&c| !apart(c) && !except(c));
        let more: Vec<usize> = more.collect();
        all.extend(more);
        // "In Peru, Chile and Cuba agreed", where the tree joins the last to what stands farther off.
        let last = all[at];
        let next = text.words.get(last + 2).filter(|_| text.lower(last + 1) == "and");
        if next.is_some_and(|n| n.head.is_some_and(|h| h < last))
            && text.is(last + 2, "conj")
            && noun(&(last + 2))
        {
            all.push(last + 2);
        }
        let mut seen = HashSet::new();
        all.retain(|w| seen.insert(*w));
        at += 1;
    }
    all
}

fn is_relative(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].xpos, "WDT" | "WP" | "WP$") || text.lower(word) == "that"
}

/// What a relative pronoun stands for, else the word.
fn antecedent(text: &Text<'_>, verb: usize, word: usize) -> usize {
    let noun = text.words[verb].head.filter(|_| text.words[verb].relation == "acl:relcl");
    noun.filter(|_| is_relative(text, word)).unwrap_or(word)
}

/// The first word of what hangs on a word.
fn start(text: &Text<'_>, word: usize) -> usize {
    text.children(word).filter(|&c| c < word && text.words[c].text != ",").min().unwrap_or(word)
}

/// What a noun of amount counts: "farmers" of "hundreds of farmers", "tents" of "tonnes of tents"; else the word.
pub(super) fn counted(text: &Text<'_>, word: usize) -> usize {
    let lemma = text.lemma(word).to_lowercase();
    let amount = is_in("amount", &lemma) || is_kind_of(&lemma, "unit of measurement", Pos::Noun, 2);
    // "three of its envoys"
    let number = |of: &usize| text.words[word].upos == Upos::Num && text.words[*of].upos != Upos::Pron;
    behind(text, word, &["of"]).next().filter(|of| amount || number(of)).unwrap_or(word)
}
