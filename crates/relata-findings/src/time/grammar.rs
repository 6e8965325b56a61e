//! Where an expression begins and ends and what it says: the longest reading at a word.
//!
//! Each part of the grammar is a function from a place among the pieces to what it read and the place behind
//! it. [`absolute`](super::absolute), [`relative`](super::relative), [`amount`](super::amount) and
//! [`clock`](super::clock) read what their names say; here they are put together.

use super::lex::{Lexeme, Piece};
use super::meaning::{Anchor, Meaning, Modifier, Unit, Within, Year};
use crate::figure::number::{self, Style};
use crate::lexicon;
use crate::text::{Node, Text};
use crate::words::Word;
use relata_language::Upos;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What may stand before a length, by its first word; the longest come first.
type Degrees = HashMap<&'static str, Vec<(&'static str, Option<Modifier>)>>;

static DEGREES: LazyLock<Degrees> = LazyLock::new(|| {
    let mut table = Degrees::new();
    for (name, phrases) in
        lexicon::lines(include_str!("../../data/en/degrees.txt")).filter_map(|l| l.split_once(':'))
    {
        let modifier =
            [Modifier::Approx, Modifier::MoreThan, Modifier::LessThan, Modifier::AtLeast, Modifier::AtMost]
                .into_iter()
                .find(|m| m.name() == name);
        for phrase in phrases.split(',').map(str::trim) {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            table.entry(first).or_default().push((phrase, modifier));
        }
    }
    for phrases in table.values_mut() {
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    }
    table
});

/// What was read, and the place behind it.
pub(super) type Read<T> = Option<(T, usize)>;

/// An expression as it was read.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// Pieces `start..end`.
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    pub modifier: Option<Modifier>,
}

/// The longest of some readings; of equals the first.
pub(super) fn longest<T>(readings: impl IntoIterator<Item = Read<T>>) -> Read<T> {
    readings.into_iter().flatten().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// One sentence.
pub(super) struct Parser<'p> {
    pub pieces: &'p [Piece<'p>],
    pub words: &'p [Word<'p>],
    pub text: &'p Text<'p>,
    /// The sentence's first word in the document.
    pub first: usize,
    /// Whether 3/4/2022 is a day in April.
    pub day_first: bool,
}

impl<'p> Parser<'p> {
    /// What the piece is; `Other` outside the sentence, and for "last" as a verb.
    pub(super) fn lex(&self, at: usize) -> Lexeme {
        match self.pieces.get(at).map(|p| p.lexeme) {
            Some(Lexeme::Which(_))
                if self.upos(at) == Some(Upos::Verb) && !self.is_one(at, &["following", "coming"]) =>
            {
                Lexeme::Other
            }
            found => found.unwrap_or(Lexeme::Other),
        }
    }

    /// In small letters; empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> &'p str {
        self.pieces.get(at).map_or("", |p| p.text)
    }

    pub(super) fn before(&self, at: usize) -> &'p str {
        at.checked_sub(1).map_or("", |b| self.word(b))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    pub(super) fn is_one(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// The place behind a word if it stands there, else the same place.
    pub(super) fn skip(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(at < self.pieces.len() && self.is_one(at, words))
    }

    /// The place behind these words, if they stand there.
    pub(super) fn phrase(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for word in words.split(' ') {
            if !self.is(end, word) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| p.glued)
    }

    /// Skips a hyphen inside a compound: "two-year".
    pub(super) fn hyphen(&self, at: usize) -> usize {
        at + usize::from(self.is_hyphen(at) && self.is_glued(at))
    }

    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.lex(at), Lexeme::Mark('-' | '–' | '‐' | '‑' | '−'))
    }

    /// The word in its tree.
    pub(super) fn node(&self, at: usize) -> Option<&'p Node<'p>> {
        self.text.words.get(self.first + self.pieces.get(at)?.word)
    }

    pub(super) fn upos(&self, at: usize) -> Option<Upos> {
        self.node(at).map(|n| n.upos)
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        matches!(self.upos(at), Some(Upos::Verb | Upos::Aux))
    }

    /// A number in digits or words.
    pub(super) fn number(&self, at: usize) -> Read<f64> {
        let piece = self.pieces.get(at)?;
        let whole = |i: usize| self.pieces.get(i).is_none_or(|p| p.word != piece.word);
        if !(whole(at + 1) && at.checked_sub(1).is_none_or(whole)) {
            return match piece.lexeme {
                Lexeme::Int { value, .. } => Some((value.into(), at + 1)),
                _ => None,
            };
        }
        let numeric = match piece.lexeme {
            Lexeme::Int { .. } | Lexeme::Pair(..) => true,
            Lexeme::Other => !self.is_one(at, &["a", "an"]),
            _ => false,
        };
        let mut numeral = numeric.then(|| number::at(self.words, piece.word, Style::Document)).flatten()?;
        // "three quarters" of a year are counted here, not a share.
        if numeral.form == number::Form::Fraction
            && matches!(self.lex(at + 1), Lexeme::Unit { unit: Unit::Quarter, .. })
        {
            numeral = number::at(self.words.get(..=piece.word)?, piece.word, Style::Document)?;
        }
        let end = at + self.pieces[at..].iter().take_while(|p| p.word < numeral.end).count();
        (numeral.value.is_finite()).then_some((numeral.value, end.max(at + 1)))
    }

    /// An ordinal, "3rd", "first", "twenty-first", "second" where it is no unit.
    pub(super) fn ordinal(&self, at: usize) -> Read<u8> {
        match self.lex(at) {
            Lexeme::Ordinal(n) => Some((n, at + 1)),
            Lexeme::Unit { unit: Unit::Second, plural: false } if self.is(at, "second") => Some((2, at + 1)),
            Lexeme::Other => {
                let tens = match self.word(at) {
                    "twenty" => 20,
                    "thirty" => 30,
                    _ => return None,
                };
                let (units, end) = self.ordinal(self.hyphen(at + 1)).filter(|&(n, _)| n < 10)?;
                Some((tens + units, end))
            }
            _ => None,
        }
    }

    /// A day of the month: "3", "3rd", "third", "twenty-nine".
    pub(super) fn day_of_month(&self, at: usize) -> Read<u8> {
        let fits = |n: u8| (1..=31).contains(&n);
        match self.lex(at) {
            Lexeme::Int { value, digits } => {
                let counted = self
                    .is_one(at + 1, &["percent", "%", "million", "billion", "per", "hundred", "thousand"]);
                let day = u8::try_from(value).ok().filter(|&n| digits <= 2 && fits(n) && !counted)?;
                Some((day, at + 1))
            }
            _ => self.ordinal(at).filter(|&(n, _)| fits(n)).or_else(|| {
                let spelled = self.lex(at) == Lexeme::Other;
                let (n, end) = spelled.then(|| self.number(at)).flatten()?;
                (n.fract() == 0.0 && (1.0..=31.0).contains(&n)).then_some((n as u8, end))
            }),
        }
    }

    /// A year in four digits, two behind an apostrophe, or words: "nineteen ninety-six".
    pub(super) fn year(&self, at: usize) -> Read<Year> {
        match self.lex(at) {
            Lexeme::Int { value, digits: 4 } => {
                let year = i16::try_from(value).ok().filter(|y| (1000..=2999).contains(y))?;
                Some((Year::Given(year), at + 1))
            }
            Lexeme::ShortYear(year) => Some((Year::Short(year), at + 1)),
            // "Thirty-two thousand spectators".
            Lexeme::Other
                if at > 0
                    && self.is_hyphen(at - 1)
                    && self.is_glued(at)
                    && at > 1
                    && self.number(at - 2).is_some() =>
            {
                None
            }
            Lexeme::Other => {
                let (left, end) = self.number(at)?;
                let right = match self.word(end) {
                    "zero" | "oh" => self.number(end + 1).filter(|&(n, _)| n < 10.0),
                    _ => self.number(self.hyphen(end)).filter(|&(n, _)| (10.0..100.0).contains(&n)),
                };
                let fits = |y: f64| {
                    (y.fract() == 0.0 && (1000.0..=2999.0).contains(&y)).then_some(Year::Given(y as i16))
                };
                match right {
                    Some((right, end)) if (10.0..=29.0).contains(&left) => {
                        Some((fits(left * 100.0 + right)?, end))
                    }
                    _ if self.pieces[at..end].iter().any(|p| matches!(p.text, "thousand" | "hundred")) => {
                        Some((fits(left)?, end))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The longest expression that begins here.
    pub(super) fn expression(&self, at: usize) -> Option<Match> {
        let mut best: Option<Match> = None;
        let mut offer = |read: Read<(Meaning, Option<Modifier>)>| {
            if let Some(((meaning, modifier), end)) = read
                && best.as_ref().is_none_or(|b| end > b.end)
            {
                best = Some(Match { start: at, end, meaning, modifier });
            }
        };
        offer(self.timed(at));
        offer(self.dated(at));
        offer(self.set(at).map(|(m, end)| ((m, None), end)));
        offer(self.length(at));
        offer(self.reference(at).map(|(m, end)| ((m, None), end)));
        best
    }

    /// A date with what is said before it: "early 2009", "the end of March", "about two weeks ago".
    pub(super) fn dated(&self, at: usize) -> Read<(Meaning, Option<Modifier>)> {
        if let Some((unit, end)) = self.year_end(at) {
            return Some((
                (Meaning::Shifted { unit, by: 0, from: Anchor::Published }, Some(Modifier::End)),
                end,
            ));
        }
        // "the late 1980s": the article stands before the stage.
        let simple = self.skip(at, &["the"]);
        let from = if self.is_one(simple, &["early", "late", "mid"]) { simple } else { at };
        if let Some((modifier, next)) = self.stage(from)
            && let Some((meaning, end)) = self.named(next).or_else(|| self.unit_of_now(from, next))
        {
            return Some(((meaning, Some(modifier)), end));
        }
        if let Some((modifier, next)) = self.degree(at)
            && let Some((meaning, end)) =
                self.named(next).filter(|(m, _)| matches!(m, Meaning::Distance { .. } | Meaning::Run { .. }))
        {
            return Some(((meaning, modifier), end));
        }
        self.named(at).map(|(m, end)| ((m, None), end))
    }

    /// A date, with "the" or without.
    pub(super) fn named(&self, at: usize) -> Read<Meaning> {
        if !self.is(at, "the") {
            return self.bare(at);
        }
        let (meaning, end) = longest([self.the(at + 1), self.bare(at + 1)])?;
        // "the 2018 elections", "the Friday vote": the article belongs to the noun.
        let article = !matches!(
            meaning,
            Meaning::Calendar { year: Year::Given(_) | Year::Short(_), within: Within::Whole }
        ) || self.is(at + 1, "year");
        let modifies = self.modifies(at + 1, end);
        (article && !modifies).then_some((meaning, end))
    }

    /// "year-end", "the year's end", "EOY": the unit that ends.
    fn year_end(&self, at: usize) -> Read<Unit> {
        let unit = match self.word(at) {
            "eoy" => return Some((Unit::Year, at + 1)),
            "eom" => return Some((Unit::Month, at + 1)),
            "year" => Unit::Year,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            _ => return None,
        };
        let end = if self.is(at + 1, "'s") { at + 2 } else { self.hyphen(at + 1) };
        (self.is(end, "end") && !self.modifies(end, end + 1)).then_some((unit, end + 1))
    }

    /// "end of year", "end of month": the one that goes on.
    fn unit_of_now(&self, stage: usize, at: usize) -> Read<Meaning> {
        let Lexeme::Unit {
            unit: unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year),
            plural: false,
        } = self.lex(at)
        else {
            return None;
        };
        let from = Anchor::Published;
        (self.before(at) == "of" && stage + 2 == at)
            .then_some((Meaning::Shifted { unit, by: 0, from }, at + 1))
    }

    /// Whether the last word of `at..end` is a modifier of a noun behind it: "a two-year period".
    pub(super) fn modifies(&self, at: usize, end: usize) -> bool {
        let last = end.saturating_sub(1).max(at);
        let (Some(node), Some(piece)) = (self.node(last), self.pieces.get(last)) else { return false };
        let index = self.first + piece.word;
        let Some(head) = node.head.filter(|&h| h > index && h <= index + 3) else { return false };
        let noun = matches!(self.text.words[head].upos, Upos::Noun | Upos::Propn);
        noun && ["compound", "nummod", "amod", "nmod:unmarked", "nmod:poss", "flat", "obl:npmod"]
            .contains(&node.relation)
            && !self.is(end, "'s")
            && !self.is(end, "'")
    }

    pub(super) fn bare(&self, at: usize) -> Read<Meaning> {
        longest([self.absolute(at), self.relative(at)])
    }

    /// "early", "late", "mid-", "the end of", "the beginning of", "the first half of".
    pub(super) fn stage(&self, at: usize) -> Read<Modifier> {
        let simple = match self.word(at) {
            "early" => Some(Modifier::Start),
            "late" => Some(Modifier::End),
            "mid" | "middle" => Some(Modifier::Mid),
            _ => None,
        };
        // "Trains ran late in 2018": late they were, all the year.
        const LATE: [&str; 9] =
            ["run", "runs", "ran", "running", "arrive", "arrived", "arriving", "were", "was"];
        // "Less than fifteen minutes late in May".
        let late = at.checked_sub(1).is_some_and(|w| matches!(self.lex(w), Lexeme::Unit { .. }));
        if self.is(at, "late") && self.is(at + 1, "in") && (late || LATE.contains(&self.before(at))) {
            return None;
        }
        if let Some(modifier) = simple {
            let next = self.hyphen(at + 1);
            let next =
                if self.is(at, "middle") { self.skip(next, &["of"]) } else { self.skip(next, &["in", "on"]) };
            return Some((modifier, next));
        }
        // "earlier this month", "later in the year".
        if self.is_one(at, &["earlier", "later"]) {
            let modifier = if self.is(at, "earlier") { Modifier::Earlier } else { Modifier::Later };
            let next = self.skip(at + 1, &["in"]);
            let fits = next > at + 1 || matches!(self.lex(next), Lexeme::Which(_)) || self.is(next, "that");
            return fits.then_some((modifier, next));
        }
        let from = self.skip(self.skip(at, &["the"]), &["very"]);
        let modifier = match self.word(from) {
            "beginning" | "start" | "dawn" | "opening" | "onset" => Modifier::Start,
            "end" | "close" => Modifier::End,
            "rest" | "remainder" | "balance" => Modifier::Rest,
            "middle" => Modifier::Mid,
            _ => {
                let half = self.is(from + 1, "half") && (self.is(from + 2, "of"));
                let modifier = match self.word(from) {
                    "first" if half => Modifier::Start,
                    "second" | "latter" | "last" if half => Modifier::End,
                    _ => return None,
                };
                // "the first half of 2018" has a value of its own.
                let year = self.year(from + 3).is_some() || self.is(from + 4, "year");
                return (!year).then_some((modifier, from + 3));
            }
        };
        let of = self.phrase(from + 1, "of");
        let bare = from == at
            && matches!(
                self.lex(from + 1),
                Lexeme::Which(_) | Lexeme::Month(_) | Lexeme::Int { digits: 4, .. }
            );
        Some((modifier, of.or(bare.then_some(from + 1))?))
    }

    /// "about", "more than", "nearly": what is said before a length. Some say nothing of the length itself.
    pub(super) fn degree(&self, at: usize) -> Read<Option<Modifier>> {
        let phrases = DEGREES.get(self.word(at))?;
        let (phrase, modifier, end) = phrases.iter().find_map(|&(p, m)| Some((p, m, self.phrase(at, p)?)))?;
        // "over three years" is a stretch, "for over three years" a length.
        let verb = at > 0 && self.upos(at - 1) == Some(Upos::Verb);
        let bound =
            ["for", "of", "after", "in", "within", "since", "by", "with"].contains(&self.before(at)) || verb;
        let stretch = self.is(end, "the") || matches!(self.lex(end), Lexeme::Which(_));
        (!matches!(phrase, "over" | "under" | "around") || bound && !stretch).then_some((modifier, end))
    }
}
