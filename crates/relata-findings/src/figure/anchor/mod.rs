//! Where a figure hangs in the tree: the noun it counts or measures, its clause, and whose it is.

mod bracket;
mod row;
mod verb;

use super::credit;
use super::subject::speaker;
use crate::lexicon::Lists;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) use super::subject::{clause, subject};

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
    /// The pronoun that points back at the figure before ("70,000 of those").
    pub back: Option<usize>,
    /// The predicate of the clause.
    pub clause: Option<usize>,
    /// To whom or what the counted thing belongs, nearest first: the nouns that it hangs on, or the subject
    /// of the clause.
    pub owners: Vec<usize>,
}

/// No chain of a tree that a person wrote is longer; more is a broken tree.
pub(super) const DEEPEST: usize = 12;

/// Verbs and adjectives by what a figure beside them has to do with them.
pub(super) static VERBS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../../data/en/levels.txt")));

/// The trees of a document with the words that belong to figures.
pub(super) struct Trees<'a, 't> {
    pub text: &'a Text<'t>,
    /// For each word the number of the figure that it belongs to, from 1; 0 for none.
    pub figure: &'a [u32],
}

impl Trees<'_, '_> {
    /// Whether a noun is what another figure counts ("9 points" in "gained 9 points to 812").
    fn is_counted(&self, noun: usize, by: usize) -> bool {
        self.text.by(noun, "nummod").any(|n| self.figure[n] != 0 && self.figure[n] != self.figure[by])
    }

    /// A noun that belongs to no figure, or names people by their age: "fifteen-year-olds".
    fn is_thing(&self, word: usize) -> bool {
        let age = || {
            self.figure[word] != 0 && matches!(self.text.words[word].text, "olds")
                || self.text.lower(word).ends_with("-olds")
        };
        (self.figure[word] == 0 || age()) && (is_noun(self.text, word) || self.is_odd_name(word))
    }

    /// A name that is written with digits: "the S&P 500 rose".
    fn is_odd_name(&self, word: usize) -> bool {
        self.text.words[word].upos == Upos::Num
            && self.text.children(word).any(|c| c < word && self.text.words[c].upos == Upos::Propn)
    }

    /// Where the figure of these words hangs. `plain`: whether it has no unit of its own, so that a noun
    /// beside it is what it counts.
    pub(super) fn anchor(&self, words: &Range<usize>, plain: bool) -> Anchor {
        let text = self.text;
        let top = top(text, words);
        let mut anchor = Anchor { top, ..Anchor::default() };
        match self.behind_of(words) {
            Some(of) if back(text, of) => {
                anchor.back = Some(of);
                // "1,200 of them children", "14 of whom were children".
                let said = |&c: &usize| c > of && self.is_thing(c) && text.by(c, "case").next().is_none();
                let apposed = text.by(top, "nmod").chain(text.by(top, "appos")).find(said);
                anchor.noun = apposed.or_else(|| self.behind_copula(of + 1)).filter(|_| plain);
            }
            // "At least 30 percent of it".
            Some(of) if text.words[of].upos == Upos::Pron && text.lower(of) == "it" => anchor.whole = false,
            // "The 4,100 of the previous season": the season says when, not what.
            Some(of) if plain && is_time(text, of) => {}
            Some(of) => {
                anchor.noun = Some(of);
                anchor.whole = !plain;
            }
            None => anchor.noun = self.noun(words, top, plain),
        }
        anchor.noun = anchor.noun.map(|n| self.content(n));
        anchor.whole |= !plain && anchor.noun.is_some() && anchor.noun == self.of_before(words);
        anchor.whole |= self.half_of(words).is_some();
        let from = anchor.noun.filter(|&n| !text.is_under(n, top)).unwrap_or(top);
        // "What the town took in was $3 million", "passengers, 14 of whom died": the clause inside.
        anchor.clause = self
            .cleft(top)
            .or_else(|| self.relative(anchor.back.filter(|_| anchor.noun.is_none())?))
            .or_else(|| {
                let verb = anchor.noun.is_some_and(|n| text.words[n].upos == Upos::Verb);
                verb.then(|| self.infinitive(top).or_else(|| self.purpose(top)))
                    .flatten()
                    .and(text.words[top].head)
            })
            .or_else(|| clause(text, from).map(|c| self.over_subject(c)));
        // What the figure is said of belongs to nobody else: "inflation was 5 percent".
        let said = from == top && anchor.noun.is_some_and(|n| text.is(n, "nsubj"));
        if let Some(verb) = self.cleft(top) {
            anchor.owners = subject(text, verb).filter(|&s| self.is_thing(s)).into_iter().collect();
        } else if !said {
            anchor.owners = self.owners(from, words.start, plain && anchor.noun.is_some());
        }
        // "5 percent from the insurer", "$50 off a bicycle": what it is taken from.
        if let Some(source) =
            self.behind_preposition(words, &["from", "off"]).filter(|_| anchor.noun.is_none())
        {
            anchor.owners.insert(0, source);
        }
        anchor.owners.retain(|&o| Some(o) != anchor.noun && o != top);
        anchor
    }

    /// What stands behind "of" at a figure's end: "tens of thousands of boxes".
    fn behind_of(&self, words: &Range<usize>) -> Option<usize> {
        words
            .clone()
            .flat_map(|w| all_with_case(self.text, w, &["of"]))
            .find(|&of| of >= words.end && self.figure[of] == 0)
            .or_else(|| self.behind_preposition(words, &["of"]))
            .or_else(|| self.behind_rate_of(words))
    }

    /// The thing governed by one of these prepositions where that stands right behind the figure, wherever the
    /// tree has hung it.
    fn behind_preposition(&self, words: &Range<usize>, prepositions: &[&str]) -> Option<usize> {
        let text = self.text;
        let next = Some(words.end).filter(|&w| w < text.sentences[text.words[words.start].sentence].end)?;
        let governs = prepositions.contains(&text.lower(next).as_str()) && text.is(next, "case");
        text.words[next].head.filter(|&h| governs && h > next && self.is_thing(h) && !is_time(text, h))
    }

    /// What the figure counts or measures, but for what stands behind "of".
    fn noun(&self, words: &Range<usize>, top: usize, plain: bool) -> Option<usize> {
        let text = self.text;
        let head = text.words[top].head;
        // "Rents doubled": the figure is the verb.
        if text.words[top].upos == Upos::Verb {
            // "Rents more than tripled", where the tree has no clause.
            let before = text.words[top].head.filter(|&h| h < words.start && text.is(top, "nmod"));
            return subject(text, top).or(before).filter(|&s| self.is_thing(s));
        }
        // "More than 800 were sailors".
        if let Some(noun) = self.behind_copula(words.end).filter(|_| plain) {
            return Some(noun);
        }
        // What follows a closing bracket is no longer counted in it.
        let within = |h: usize| !(words.end..h).any(|w| matches!(text.words[w].text, ")" | "]"));
        let before = |h: &usize| {
            *h >= words.end
                && within(*h)
                && self.is_thing(*h)
                // "3.6 percent year on year".
                && (plain || !is_time(text, *h))
                && (modifies(text, top)
                    || (!plain && text.is(top, "nmod") && text.by(top, "case").next().is_none()))
        };
        self.named_before(words)
            .or_else(|| (!plain).then(|| self.more(words)).flatten())
            .or_else(|| (!plain).then(|| self.worth(words)).flatten())
            .or_else(|| self.half_of(words))
            .or_else(|| (!plain).then(|| self.of_before(words)).flatten())
            .or_else(|| (!plain).then(|| self.likelier(words)).flatten())
            .or_else(|| head.filter(before))
            // "One in ten teachers" is told of teachers.
            .or_else(|| {
                let among = words.clone().any(|w| text.lower(w) == "in");
                if plain || among { self.behind(words) } else { self.behind_rate(words) }
            })
            .or_else(|| (!plain).then(|| self.attributive(words)).flatten())
            .or_else(|| {
                // "In Oslo" says where, "for Oslo" what is paid for.
                let named =
                    |w: usize| text.words[w].upos == Upos::Noun || with_case(text, top, &["for"]) == Some(w);
                with_case(text, top, &["in", "for", "worth"])
                    .filter(|&w| !plain && self.is_thing(w) && named(w) && !is_time(text, w))
            })
            .or_else(|| (!plain).then(|| self.made_up_of(top, words.end)).flatten())
            .or_else(|| plain.then(|| self.alone(words)).flatten())
            .or_else(|| plain.then(|| self.or_two(words)).flatten())
            .or_else(|| self.put_at(top, words.start))
            .or_else(|| self.infinitive(top))
            .or_else(|| plain.then(|| self.at_rate(top)).flatten())
            .or_else(|| self.predicate(top))
            .or_else(|| self.of_before(words))
            .or_else(|| (!plain).then(|| self.priced(top)).flatten())
            .or_else(|| (!plain).then(|| self.purpose(top)).flatten())
            .or_else(|| self.beside(top))
            .or_else(|| self.subject_of_level(top))
    }

    /// "The number of arrests", "a total of": what is counted stands inside.
    fn content(&self, noun: usize) -> usize {
        if !is_empty(&self.text.lemma(noun)) {
            return noun;
        }
        with_case(self.text, noun, &["of", "in"]).filter(|&n| self.is_thing(n)).unwrap_or(noun)
    }

    /// What the thing at `from` belongs to. A counted thing belongs to the nouns that it hangs on ("a survey
    /// of 300 farmers"), else to the subject; what is measured, to the subject ("the bank paid a fine of $3
    /// million").
    fn owners(&self, from: usize, first: usize, counted: bool) -> Vec<usize> {
        let text = self.text;
        let mut all = Vec::new();
        // "A dozen is 12 units": what the counted thing is said of.
        if text.by(from, "cop").next().is_some() {
            return subject(text, from).filter(|&s| self.is_thing(s)).into_iter().collect();
        }
        let mut at = from;
        for _ in 0..DEEPEST {
            let Some(head) = text.words[at].head else { break };
            if text.is(at, "nsubj") {
                break;
            }
            if is_noun(text, head) && text.by(head, "cop").next().is_none() {
                // "Permits for 300 homes were granted".
                let for_what = text.is(head, "nsubj") && with_preposition(text, at, "for");
                let within = ["of", "in", "among"].iter().any(|p| with_preposition(text, at, p)) || for_what;
                let inside = counted && within && text.is(at, "nmod") && self.is_thing(head);
                if inside {
                    all.push(head);
                }
            } else if all.is_empty() {
                // Who tells of it does not own it: "the agency reported 300 thefts".
                let lemma = text.lemma(head);
                if let Some(thing) = self.put_at(at, first) {
                    all.push(thing);
                    break;
                }
                if credit::tells(&lemma) && !(lemma == "add" && text.is(at, "obj")) {
                    break;
                }
                let whose = subject(text, head).map(|s| speaker(text, s).unwrap_or(s));
                // A name that the tagger took for something else is still a name.
                let named = |s: usize| text.words[s].text.starts_with(char::is_uppercase);
                let fits = |s: &usize| {
                    self.is_thing(*s)
                        || (self.figure[*s] == 0 && named(*s) && text.words[*s].upos != Upos::Pron)
                };
                // "Tenants pay a tenth more in rent": "more" is what they pay.
                let more = whose.is_none() && text.words[head].upos == Upos::Adj && text.is(head, "obj");
                all.extend(whose.filter(fits));
                if !more {
                    break;
                }
            } else {
                break;
            }
            at = head;
        }
        all
    }
}

/// Whether a word is governed by a preposition.
fn with_preposition(text: &Text<'_>, word: usize, preposition: &str) -> bool {
    text.by(word, "case").any(|c| text.lower(c) == preposition)
}

/// Nouns that say only that something is counted.
pub(super) fn is_empty(lemma: &str) -> bool {
    const EMPTY: [&str; 12] = [
        "number", "total", "figure", "count", "amount", "quantity", "tally", "volume", "sum", "majority",
        "whole", "worth",
    ];
    EMPTY.contains(&lemma)
}

/// The word on which the others hang: a number or unit before a bounding word ("more" of "more than").
fn top(text: &Text<'_>, words: &Range<usize>) -> usize {
    let outside = |&i: &usize| text.words[i].head.is_none_or(|h| !words.contains(&h));
    let full = |&i: &usize| matches!(text.words[i].upos, Upos::Num | Upos::Noun | Upos::Propn | Upos::Sym);
    let tops = || words.clone().filter(outside);
    tops().rfind(full).or_else(|| tops().next_back()).unwrap_or(words.start)
}

pub(super) fn is_noun(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].upos, Upos::Noun | Upos::Propn)
}

/// Whether the word stands before a noun as its number or modifier.
fn modifies(text: &Text<'_>, word: usize) -> bool {
    ["nummod", "amod", "compound", "det", "advmod"].iter().any(|r| text.is(word, r))
}

/// Whether a noun names a stretch of time: "season", "quarter", "June".
pub(super) fn is_time(text: &Text<'_>, word: usize) -> bool {
    let lemma = text.lemma(word).to_lowercase();
    let listed = matches!(lemma.as_str(), "quarter" | "half" | "period" | "term" | "time");
    // "The climate march": months have capitals.
    let month = !matches!(text.words[word].text, "march" | "marches" | "may");
    is_noun(text, word) && month && (listed || is_kind_of(&lemma, "time period", Pos::Noun, 1))
}

/// The first noun that hangs on `word` from behind with one of these prepositions.
pub(super) fn with_case(text: &Text<'_>, word: usize, cases: &[&str]) -> Option<usize> {
    all_with_case(text, word, cases).next()
}

/// The nouns that hang on `word` from behind with one of these prepositions.
pub(super) fn all_with_case<'a>(
    text: &'a Text<'_>,
    word: usize,
    cases: &'a [&str],
) -> impl Iterator<Item = usize> + 'a {
    text.children(word).filter(move |&c| {
        c > word
            && (text.is(c, "nmod") || text.is(c, "obl"))
            && text.by(c, "case").next().is_some_and(|k| cases.contains(&text.lower(k).as_str()))
    })
}

/// "of those", "of them", "of these".
fn back(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].upos, Upos::Pron | Upos::Det)
        && matches!(text.lower(word).as_str(), "those" | "them" | "these" | "which" | "whom")
}
