//! Where a figure hangs in the tree: the noun it counts or measures, its clause, and whose it is.

use crate::lexicon;
use crate::text::Text;
use relata_language::Upos;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Where one figure hangs. Words are indexes into the document's row of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The word of the figure on which its others hang.
    pub top: usize,
    /// What it counts or measures: "migrants" of "2.3 million migrants", "territory" of "a third of the
    /// territory", "inflation" of "inflation was 5 percent".
    pub noun: Option<usize>,
    /// Whether the noun is the whole of which the figure is a part ("a third of").
    pub whole: bool,
    /// Whether the words point back at the figure before ("70,000 of those").
    pub back: bool,
    /// The predicate of the clause.
    pub clause: Option<usize>,
    /// To whom or what the counted thing belongs, nearest first: nouns that it hangs on, the subject of
    /// the clause.
    pub owners: Vec<usize>,
}

/// No chain of a tree that a person wrote is longer; more is a broken tree.
const DEEPEST: usize = 12;

/// Verbs whose subject is what the figure measures.
static LEVELS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lexicon::set(include_str!("../../data/en/levels.txt")));

/// Where the figure of these words hangs. `plain`: whether it has no unit of its own, so that a noun
/// beside it is what it counts.
pub(super) fn of(text: &Text<'_>, words: &Range<usize>, plain: bool) -> Anchor {
    let top = top(text, words);
    let mut anchor = Anchor { top, ..Anchor::default() };
    if plain {
        counted(text, words, &mut anchor);
    } else {
        measured(text, words, &mut anchor);
    }
    let from = anchor.noun.filter(|&n| !is_before(text, n, top)).unwrap_or(top);
    anchor.clause = clause(text, from);
    owners(text, from, &mut anchor);
    anchor
}

/// The word on which the others hang: a number or unit before a bounding word ("more" of "more than").
fn top(text: &Text<'_>, words: &Range<usize>) -> usize {
    let outside = |&i: &usize| text.words[i].head.is_none_or(|h| !words.contains(&h));
    let full = |&i: &usize| matches!(text.words[i].upos, Upos::Num | Upos::Noun | Upos::Propn | Upos::Sym);
    let tops = || words.clone().filter(outside);
    tops().filter(full).last().or_else(|| tops().last()).unwrap_or(words.start)
}

/// Whether `noun` stands above `top` in the tree by another way than as the noun that a number
/// modifies: as the subject of its clause, say.
fn is_before(text: &Text<'_>, noun: usize, top: usize) -> bool {
    !text.is_under(top, noun) && !text.is_under(noun, top)
}

/// The noun of a plain count.
fn counted(text: &Text<'_>, words: &Range<usize>, anchor: &mut Anchor) {
    let top = anchor.top;
    if let Some(of) = whole(text, words) {
        match back(text, of) {
            true => anchor.back = true,
            false => anchor.noun = Some(of),
        }
        return;
    }
    let head = text.words[top].head;
    anchor.noun = head
        .filter(|&h| h >= words.end && is_noun(text, h) && modifies(text, top))
        .or_else(|| behind(text, words))
        .or_else(|| predicate(text, top))
        .or_else(|| head.filter(|&h| is_noun(text, h) && beside(text, top)))
        .or_else(|| subject_of_level(text, top));
}

/// The noun of a figure with a unit: money, a share, an amount, a duration.
fn measured(text: &Text<'_>, words: &Range<usize>, anchor: &mut Anchor) {
    let top = anchor.top;
    if let Some(of) = whole(text, words) {
        anchor.whole = true;
        match back(text, of) {
            true => anchor.back = true,
            false => anchor.noun = Some(of),
        }
        return;
    }
    let head = text.words[top].head;
    anchor.noun = head
        .filter(|&h| h >= words.end && is_noun(text, h) && (modifies(text, top) || text.is(top, "nmod")))
        .or_else(|| {
            with_case(text, top, &["in", "for", "worth"]).filter(|&n| text.words[n].upos == Upos::Noun)
        })
        .or_else(|| predicate(text, top))
        .or_else(|| head.filter(|&h| is_noun(text, h) && beside(text, top)))
        .or_else(|| subject_of_level(text, top));
}

pub(super) fn is_noun(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].upos, Upos::Noun | Upos::Propn)
}

/// Whether the word stands before a noun as its number or modifier.
fn modifies(text: &Text<'_>, word: usize) -> bool {
    ["nummod", "amod", "compound", "det", "advmod"].iter().any(|r| text.is(word, r))
}

/// Whether the word hangs on a noun from behind or in brackets: "deaths at 106,000", "cases (four)".
fn beside(text: &Text<'_>, word: usize) -> bool {
    ["nmod", "appos", "parataxis", "dep", "list", "acl"].iter().any(|r| text.is(word, r))
}

/// The noun that hangs on `word` with one of these prepositions.
pub(super) fn with_case(text: &Text<'_>, word: usize, cases: &[&str]) -> Option<usize> {
    text.children(word).find(|&c| {
        c > word
            && (text.is(c, "nmod") || text.is(c, "obl"))
            && text.by(c, "case").next().is_some_and(|k| cases.contains(&text.lower(k).as_str()))
    })
}

/// What stands behind "of" at a figure's end: "tens of thousands of boxes".
fn whole(text: &Text<'_>, words: &Range<usize>) -> Option<usize> {
    words.clone().find_map(|w| with_case(text, w, &["of"]).filter(|of| *of >= words.end))
}

/// "of those", "of them", "of these".
fn back(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].upos, Upos::Pron | Upos::Det)
        && matches!(text.lower(word).as_str(), "those" | "them" | "these" | "which" | "whom")
}

/// The noun right behind a number by its tags alone, where the tree has it elsewhere: adjectives and
/// nouns in one row, the last a plural, or any noun behind "one".
fn behind(text: &Text<'_>, words: &Range<usize>) -> Option<usize> {
    let end = text.sentences[text.words[words.start].sentence].end;
    let hyphen = |i: usize| matches!(text.words[i].text, "-" | "–" | "‑");
    let row = (words.end..end).take_while(|&i| {
        matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn) || (i == words.end && hyphen(i))
    });
    let one = text.lower(words.end - 1) == "one" || (words.end < end && hyphen(words.end));
    row.filter(|&i| is_noun(text, i) && (one || matches!(text.words[i].xpos, "NNS" | "NNPS"))).last()
}

/// "The toll is 300": the subject of which the figure is said; "800 were citizens": the noun that is
/// said of the figure.
fn predicate(text: &Text<'_>, top: usize) -> Option<usize> {
    let copula = |w: usize| text.by(w, "cop").next().is_some();
    if copula(top) {
        return subject(text, top).filter(|&s| is_noun(text, s));
    }
    text.words[top].head.filter(|&h| text.is(top, "nsubj") && is_noun(text, h) && copula(h))
}

/// "Arrests reached 300", "the yacht cost $10m": the subject, where the verb says that it has a size.
fn subject_of_level(text: &Text<'_>, top: usize) -> Option<usize> {
    let mut at = top;
    for _ in 0..DEEPEST {
        let head = text.words[at].head?;
        let argument =
            ["obj", "obl", "xcomp", "advmod", "conj", "dep", "ccomp"].iter().any(|r| text.is(at, r));
        if !argument {
            return None;
        }
        if LEVELS.contains(text.lemma(head).as_str()) || super::change::direction(&text.lower(head)).is_some()
        {
            return subject(text, head).filter(|&s| is_noun(text, s));
        }
        if is_noun(text, head) || text.words[head].upos == Upos::Verb && !text.is(at, "conj") {
            return None;
        }
        at = head;
    }
    None
}

/// The predicate of the clause in which a word stands.
pub(super) fn clause(text: &Text<'_>, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..DEEPEST {
        if matches!(text.words[at].upos, Upos::Verb | Upos::Aux) || text.by(at, "nsubj").next().is_some() {
            return Some(at);
        }
        at = text.words[at].head?;
    }
    None
}

/// The subject of a predicate: its own, that of the verb on which it hangs, or the noun that it
/// describes ("a man who lost", "the boxes sent").
pub(super) fn subject(text: &Text<'_>, predicate: usize) -> Option<usize> {
    let mut at = predicate;
    for _ in 0..DEEPEST {
        let relative = |s: usize| matches!(text.words[s].xpos, "WDT" | "WP" | "WP$");
        let described = text.words[at].head.filter(|_| text.is(at, "acl"));
        match text.by(at, "nsubj").next() {
            Some(s) if relative(s) || (text.lower(s) == "that" && described.is_some()) => return described,
            Some(s) => return Some(s),
            None if described.is_some() => return described,
            None => {}
        }
        if !["xcomp", "conj", "advcl", "ccomp"].iter().any(|r| text.is(at, r)) {
            return None;
        }
        at = text.words[at].head?;
    }
    None
}

/// Collects what the thing at `from` belongs to.
fn owners(text: &Text<'_>, from: usize, anchor: &mut Anchor) {
    let mut add = |w: usize| {
        if is_noun(text, w) && Some(w) != anchor.noun && w != anchor.top && !anchor.owners.contains(&w) {
            anchor.owners.push(w);
        }
    };
    let mut at = from;
    for _ in 0..DEEPEST {
        let Some(head) = text.words[at].head else { return };
        if text.is(at, "nsubj") {
            return;
        }
        if is_noun(text, head) && text.by(head, "cop").next().is_none() {
            if !text.is(at, "conj") {
                add(head);
            }
        } else if text.words[at].relation != "conj" {
            subject(text, head).into_iter().for_each(&mut add);
            return;
        }
        at = head;
    }
}
