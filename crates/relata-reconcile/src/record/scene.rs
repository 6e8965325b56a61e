//! A sentence as the place of a figure: which of its words tell what is counted, and which are near.

use super::Claim;
use super::words::{Line, Named};
use relata_language::lexicon::{self, Pos};
use relata_rows::Figure;
use std::collections::BTreeSet;

/// A sentence, and which of its words are about the figure.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) text: String,
    pub(crate) line: Line,
    /// How many words are of sentences before, from which it takes what it does not say; 0 where it stands alone.
    pub(crate) before: usize,
    /// Words that tell what the figure counts.
    pub(crate) own: BTreeSet<usize>,
    /// Those of them that only tell to whom or what it belongs.
    pub(crate) weak: BTreeSet<usize>,
    /// Words of the clause in which it stands.
    pub(crate) near: BTreeSet<usize>,
    /// Words of the figure itself.
    pub(crate) stands: BTreeSet<usize>,
    /// Words that name its source from elsewhere.
    pub(crate) credit: Line,
}

/// Words at which another clause may begin that has figures of its own, and those that do so behind a comma.
const CLAUSES: &[&str] = &["while", "whereas", "but", "although", "though"];
const ASIDES: &[&str] =
    &["more", "up", "down", "compared", "after", "following", "versus", "against", "than", "far"];

/// Units of time: "12 months" is no count.
const LENGTHS: &[&str] = &["month", "year", "week", "day", "hour"];

impl Scene {
    /// The scene of a claim; `before` is what stands before its sentence, where that is to be read too.
    pub(crate) fn of(claim: &Claim<'_>, before: &str) -> Scene {
        let ahead = before.len() + usize::from(!before.is_empty());
        let text = if before.is_empty() {
            claim.sentence.to_owned()
        } else {
            format!("{before} {}", claim.sentence)
        };
        let line = Line::of(&text);
        let before = line.words.iter().take_while(|w| w.at.start < ahead).count();
        let Figure { measure, unit, .. } = claim.figure;
        // Behind the semicolon stands to whom or what it belongs, which the qualifiers have too.
        let (noun, owner) = measure.text.split_once("; ").unwrap_or((&measure.text, ""));
        let facets = measure.qualifiers.iter().filter(|q| q.as_str() != owner).chain(&measure.of);
        let strong = [noun, &measure.what, &unit.label].into_iter().chain(facets.map(String::as_str));
        let strong: BTreeSet<String> = strong.flat_map(content).collect();
        let weak: BTreeSet<String> = content(owner).collect();
        let at = claim.at.start + ahead..claim.at.end + ahead;
        let stands: BTreeSet<usize> = (0..line.words.len())
            .filter(|&n| line.words[n].at.start < at.end && at.start < line.words[n].at.end)
            .collect();
        let cut = |n: &usize| {
            let word = &line.words[*n];
            let between = line.words.get(n + 1).map_or("", |next| &text[word.at.end..next.at.start]);
            let next = |list: &[&str]| line.words.get(n + 1).is_some_and(|w| w.is_one_of(list));
            between.contains([';', '—']) || next(CLAUSES) || between.contains(',') && next(ASIDES)
        };
        let (first, last) = (stands.first().copied().unwrap_or(0), stands.last().copied().unwrap_or(0));
        let from = (before..first).rev().find(cut).map_or(before, |n| n + 1);
        let to = (last..line.words.len()).find(cut).map_or(line.words.len(), |n| n + 1);
        let is = |n: &usize, set: &BTreeSet<String>| line.words[*n].roots.iter().any(|r| set.contains(r));
        let here = before..line.words.len();
        Scene {
            own: here.clone().filter(|n| is(n, &strong) || is(n, &weak)).collect(),
            weak: here.filter(|n| is(n, &weak) && !is(n, &strong)).collect(),
            near: (from..to).collect(),
            stands,
            credit: Line::of(claim.credit.unwrap_or_default()),
            text,
            line,
            before,
        }
    }

    /// The words of the phrases that are told in the figure's clause, or in words of what it counts; `None` where
    /// there are none.
    pub(crate) fn tells(&self, phrases: &[String]) -> Option<BTreeSet<usize>> {
        let open = |n: usize| n < self.before || self.near.contains(&n) || self.own.contains(&n);
        let found: BTreeSet<usize> = phrases.iter().flat_map(|p| self.line.tellings(p, &open)).collect();
        (!found.is_empty()).then_some(found)
    }

    /// Whether a phrase is told right behind the figure, or right before its clause's end: with no other number between.
    pub(crate) fn behind(&self, phrase: &str) -> bool {
        let last = self.stands.last().copied().unwrap_or(0);
        let first = self.stands.first().copied().unwrap_or(0);
        let number = |n: &usize| self.line.words[*n].is_limit();
        let until = (last + 1..self.line.words.len()).find(number).unwrap_or(self.line.words.len());
        let from = (0..first).rev().find(number).map_or(0, |n| n + 1);
        let open = |n: usize| self.near.contains(&n) && n >= from && n < until;
        !self.line.tellings(phrase, &open).is_empty()
    }

    /// Whether a place is named as where something is or goes.
    pub(crate) fn at_place(&self, named: &Named) -> bool {
        let before = named.words.start.checked_sub(1).and_then(|n| self.line.words.get(n));
        before.is_some_and(|w| w.is_one_of(&["in", "to", "into", "at", "from", "within", "inside", "across"]))
    }

    /// Whether a place is named as where somebody comes from.
    pub(crate) fn comes(&self, named: &Named) -> bool {
        let before =
            [1, 2].iter().filter_map(|ago| self.line.words.get(named.words.start.checked_sub(*ago)?));
        before.flat_map(|w| &w.roots).any(|r| r == "from")
    }

    /// The first word behind the figure that is another number, which the words after it are about; lengths of time
    /// and words that are `known` are none.
    pub(crate) fn next_number(&self, known: &BTreeSet<usize>) -> usize {
        let words = &self.line.words;
        let after = self.stands.last().map_or(0, |n| n + 1);
        let of_time = |n: usize| words.get(n + 1).is_some_and(|w| w.is_one_of(LENGTHS));
        let number = |n: &usize| words[*n].is_limit() && !known.contains(n) && !of_time(*n);
        (after..words.len()).find(number).unwrap_or(words.len())
    }

    /// Whether nothing but space stands between two words.
    pub(crate) fn adjoin(&self, a: usize, b: usize) -> bool {
        let words = &self.line.words;
        let (first, last) = (words.get(a.min(b)), words.get(a.max(b)));
        first.zip(last).is_some_and(|(f, l)| self.text[f.at.end..l.at.start].trim().is_empty())
    }

    /// A word as it stands, or several.
    pub(crate) fn shown(&self, words: impl IntoIterator<Item = usize>) -> String {
        let all: Vec<&str> = words.into_iter().map(|n| &self.text[self.line.words[n].at.clone()]).collect();
        all.join(" ")
    }

    /// Whether a demonym is a noun of several: "Hondurans".
    pub(crate) fn plural(&self, named: &Named) -> bool {
        let last = named.words.end.checked_sub(1).and_then(|n| self.line.words.get(n));
        last.is_some_and(|w| self.text[w.at.clone()].ends_with('s') && w.roots.len() > 1)
    }

    /// Whether a word right behind another is a verb of its own, as the lexicon knows it best: "population lives".
    pub(crate) fn is_verb(&self, root: &str, head: usize, beside: usize) -> bool {
        beside > head && lexicon::knows(root, Pos::Verb) && !lexicon::knows(root, Pos::Noun)
    }

    /// Whether a phrase is told of the figure's clause.
    pub(crate) fn near(&self, phrase: &str) -> bool {
        self.line.tells(phrase).is_some_and(|words| words.iter().all(|w| self.near.contains(w)))
    }
}

/// The plain forms of the words of a text, without the shortest of the little ones.
fn content(text: &str) -> impl Iterator<Item = String> {
    Line::of(text).words.into_iter().filter(|w| w.at.len() > 3 || !w.is_neutral()).flat_map(|w| w.roots)
}
