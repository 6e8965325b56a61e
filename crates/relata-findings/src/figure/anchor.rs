//! Where a figure hangs in the tree: the noun it counts or measures, its clause, and whose it is.

use super::{change, credit};
use crate::lexicon;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};
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
    /// The pronoun that points back at the figure before ("70,000 of those").
    pub back: Option<usize>,
    /// The predicate of the clause.
    pub clause: Option<usize>,
    /// To whom or what the counted thing belongs, nearest first: the nouns that it hangs on, or the subject
    /// of the clause.
    pub owners: Vec<usize>,
}

/// No chain of a tree that a person wrote is longer; more is a broken tree.
const DEEPEST: usize = 12;

/// Words of `data/en/levels.txt`.
pub(super) struct Verbs {
    /// Verbs whose subject a figure measures.
    pub level: HashSet<&'static str>,
    /// Verbs that say nothing of what is counted.
    pub light: HashSet<&'static str>,
}

pub(super) static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let data = include_str!("../../data/en/levels.txt");
    let group = |name: &str| {
        lexicon::lines(data)
            .filter_map(|l| l.split_once(':').filter(|(group, _)| *group == name))
            .flat_map(|(_, words)| words.split_whitespace())
            .collect()
    };
    Verbs { level: group("level"), light: group("light") }
});

/// The trees of a document with the words that belong to figures.
pub(super) struct Trees<'a, 't> {
    pub text: &'a Text<'t>,
    /// For each word the number of the figure that it belongs to, from 1; 0 for none.
    pub figure: &'a [u32],
}

impl Trees<'_, '_> {
    /// Whether a noun is what another figure counts ("64 points" in "rose 64 points to 4,577").
    fn is_counted(&self, noun: usize, by: usize) -> bool {
        self.text.by(noun, "nummod").any(|n| self.figure[n] != 0 && self.figure[n] != self.figure[by])
    }

    /// A noun that belongs to no figure.
    fn is_thing(&self, word: usize) -> bool {
        self.figure[word] == 0 && (is_noun(self.text, word) || self.is_odd_name(word))
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
                // "1,200 of them children".
                let said = |&c: &usize| c > of && self.is_thing(c) && text.by(c, "case").next().is_none();
                anchor.noun = text.by(top, "nmod").chain(text.by(top, "appos")).find(said).filter(|_| plain);
            }
            // "The 4,100 of the previous season": the season says when, not what.
            Some(of) if plain && is_time(text, of) => {}
            Some(of) => {
                anchor.noun = Some(of);
                anchor.whole = !plain;
            }
            None => anchor.noun = self.noun(words, top, plain),
        }
        anchor.noun = anchor.noun.map(|n| self.content(n));
        let from = anchor.noun.filter(|&n| !text.is_under(n, top)).unwrap_or(top);
        anchor.clause = clause(text, from);
        // What the figure is said of belongs to nobody else: "inflation was 5 percent".
        let said = from == top && anchor.noun.is_some_and(|n| text.is(n, "nsubj"));
        if !said {
            anchor.owners = self.owners(from, plain && anchor.noun.is_some());
        }
        anchor.owners.retain(|&o| Some(o) != anchor.noun && o != top);
        anchor
    }

    /// What stands behind "of" at a figure's end: "tens of thousands of boxes".
    fn behind_of(&self, words: &Range<usize>) -> Option<usize> {
        words.clone().find_map(|w| {
            with_case(self.text, w, &["of"]).filter(|&of| of >= words.end && self.figure[of] == 0)
        })
    }

    /// What the figure counts or measures, but for what stands behind "of".
    fn noun(&self, words: &Range<usize>, top: usize, plain: bool) -> Option<usize> {
        let text = self.text;
        let head = text.words[top].head;
        // "Rents doubled": the figure is the verb.
        if text.words[top].upos == Upos::Verb {
            return subject(text, top).filter(|&s| self.is_thing(s));
        }
        // "More than 800 were sailors".
        let said = |h: &usize| plain && self.is_thing(*h) && text.lemma(*h) != "record";
        let behind_copula = |w: &usize| text.is(*w, "cop");
        if let Some(noun) = Some(words.end)
            .filter(|w| *w < text.sentences[text.words[top].sentence].end && behind_copula(w))
            .and_then(|w| text.words[w].head)
            .filter(|h| *h > words.end && said(h))
        {
            return Some(noun);
        }
        let before = |h: &usize| {
            *h >= words.end
                && self.is_thing(*h)
                && (modifies(text, top)
                    || (!plain && text.is(top, "nmod") && text.by(top, "case").next().is_none()))
        };
        head.filter(before)
            .or_else(|| if plain { self.behind(words) } else { self.behind_rate(words) })
            .or_else(|| {
                let within = with_case(text, top, &["in", "for", "worth"]).filter(|_| !plain)?;
                (self.is_thing(within) && text.words[within].upos == Upos::Noun && !is_time(text, within))
                    .then_some(within)
            })
            .or_else(|| self.predicate(top))
            .or_else(|| (!plain).then(|| self.priced(top)).flatten())
            .or_else(|| self.beside(top))
            .or_else(|| self.subject_of_level(top))
    }

    /// "Sold the port for $3 million", "paid $3 million for the port": what stands with the sum in one deal.
    fn priced(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[top].head.filter(|&h| text.words[h].upos == Upos::Verb)?;
        let money = |w: usize| self.figure[w] == 0 && self.is_thing(w) && !is_time(text, w);
        let for_what = |w: usize| text.by(w, "case").any(|c| matches!(text.lower(c).as_str(), "for" | "on"));
        if text.is(top, "obj") {
            return text.by(verb, "obl").find(|&o| o > top && for_what(o) && money(o));
        }
        let at = text.by(top, "case").any(|c| matches!(text.lower(c).as_str(), "for" | "at"));
        (text.is(top, "obl") && at).then(|| text.by(verb, "obj").find(|&o| money(o))).flatten()
    }

    /// The noun on which the word hangs from behind or in brackets: "fires at 40", "cases (four)".
    /// A number set off by dashes hangs on the subject before it, whatever stands between: "Numbers on a par
    /// with a town's - 7,500 - arrive".
    fn beside(&self, top: usize) -> Option<usize> {
        const WAYS: [&str; 6] = ["nmod", "appos", "parataxis", "dep", "list", "acl"];
        let text = self.text;
        // "Beset by quarrels over two years": a stretch of time, not the size of the quarrels.
        let over = |c: usize| {
            matches!(
                text.lower(c).as_str(),
                "over" | "in" | "after" | "within" | "during" | "before" | "until" | "for"
            )
        };
        if is_time(text, top) && text.by(top, "case").any(over) {
            return None;
        }
        let mut at = top;
        for _ in 0..DEEPEST {
            let head = text.words[at].head.filter(|_| WAYS.iter().any(|r| text.is(at, r)))?;
            if self.figure[head] == 0 && !self.is_counted(head, top) {
                if text.is(at, "parataxis") && !is_noun(text, head) {
                    // "file cases (four so far)": the object before the bracket.
                    return text.by(head, "obj").find(|&o| o < top && self.is_thing(o));
                }
                if self.between_dashes(top)
                    && let Some(subject) = self.subject_over(head)
                {
                    return Some(subject);
                }
                return Some(head).filter(|&h| self.is_thing(h) && text.by(h, "cop").next().is_none());
            }
            at = head;
        }
        None
    }

    /// Whether a figure stands alone between two dashes.
    fn between_dashes(&self, top: usize) -> bool {
        let dash = |w: Option<usize>| {
            w.and_then(|w| self.text.words.get(w)).is_some_and(|n| matches!(n.text, "-" | "–" | "—" | "--"))
        };
        let own = |w: usize| self.figure[w] == self.figure[top];
        let first = (0..=top).rev().take_while(|&w| own(w)).last().unwrap_or(top);
        let last = (top..self.text.words.len()).take_while(|&w| own(w)).last().unwrap_or(top);
        dash(first.checked_sub(1)) && dash(Some(last + 1))
    }

    /// The subject in whose phrase a noun stands.
    fn subject_over(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..DEEPEST {
            if self.text.is(at, "nsubj") {
                return Some(at).filter(|&s| self.is_thing(s));
            }
            at = self.text.words[at]
                .head
                .filter(|_| ["nmod", "appos", "obl"].iter().any(|r| self.text.is(at, r)))?;
        }
        None
    }

    /// The noun right behind a number by its tags alone, where the tree has it elsewhere: adjectives and
    /// nouns in one row, the last a plural, or any noun behind "one" and a hyphen.
    fn behind(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let hyphen = |i: usize| i == words.end && matches!(text.words[i].text, "-" | "–" | "‑");
        let row = (words.end..end).take_while(|&i| {
            hyphen(i)
                || (self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn))
        });
        let one = text.lower(words.end - 1) == "one" || (words.end < end && hyphen(words.end));
        row.filter(|&i| is_noun(text, i) && (one || matches!(text.words[i].xpos, "NNS" | "NNPS"))).last()
    }

    /// "A $3,500 a month mortgage": the noun behind a rate.
    fn behind_rate(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let at = words.end;
        let rate = at + 2 < end
            && matches!(text.lower(at).as_str(), "a" | "per" | "an")
            && is_time(text, at + 1)
            && words.start > 0
            && matches!(text.lower(words.start - 1).as_str(), "a" | "the" | "its" | "their" | "his" | "her");
        let row = (at + 2..end)
            .take_while(|&i| self.figure[i] == 0 && (is_noun(text, i) || text.words[i].upos == Upos::Adj));
        row.filter(|&i| rate && is_noun(text, i)).last()
    }

    /// "The toll is 300": the subject of which the figure is said; "800 were citizens": the noun that is
    /// said of the figure.
    fn predicate(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let copula = |w: usize| text.by(w, "cop").next().is_some();
        if copula(top) {
            return subject(text, top).filter(|&s| self.is_thing(s));
        }
        // What is said of a count in a comparison of its own ("had been a record") is no thing.
        let said = |h: &usize| {
            text.is(top, "nsubj") && self.is_thing(*h) && copula(*h) && text.lemma(*h) != "record"
        };
        text.words[top].head.filter(said)
    }

    /// "Arrests reached 300", "the yacht cost $10m": the subject, where the verb says that it has a size.
    fn subject_of_level(&self, top: usize) -> Option<usize> {
        const WAYS: [&str; 9] = ["obj", "obl", "xcomp", "advmod", "conj", "dep", "ccomp", "nmod", "advcl"];
        let text = self.text;
        let mut at = top;
        for _ in 0..DEEPEST {
            let head = text.words[at].head.filter(|_| WAYS.iter().any(|r| text.is(at, r)))?;
            let changes = change::direction(&text.lower(head)).is_some()
                || text
                    .children(head)
                    .any(|c| text.is(c, "compound") && change::direction(&text.lower(c)).is_some());
            let level = changes || VERBS.level.contains(text.lemma(head).as_str());
            if level && self.figure[head] == 0 && !is_noun(text, head) {
                // "Cut the tariff to 5 percent": the object changes.
                let object = text.by(head, "obj").find(|&o| changes && o != at && self.is_thing(o));
                return object.or_else(|| subject(text, head).filter(|&s| self.is_thing(s)));
            }
            let verb = text.words[head].upos == Upos::Verb;
            let thing = is_noun(text, head) && !self.is_counted(head, top);
            if self.figure[head] == 0 && (thing || (verb && !text.is(at, "xcomp"))) {
                return None;
            }
            at = head;
        }
        None
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
    fn owners(&self, from: usize, counted: bool) -> Vec<usize> {
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
                let within =
                    text.by(at, "case").any(|c| matches!(text.lower(c).as_str(), "of" | "in" | "among"));
                let inside = counted && within && text.is(at, "nmod") && self.is_thing(head);
                if inside {
                    all.push(head);
                }
            } else if all.is_empty() {
                // Who tells of it does not own it: "the agency reported 300 thefts".
                if credit::tells(&text.lemma(head)) {
                    break;
                }
                let whose = subject(text, head).map(|s| speaker(text, s).unwrap_or(s));
                // A name that the tagger took for something else is still a name.
                let named = |s: usize| text.words[s].text.starts_with(char::is_uppercase);
                let fits = |s: &usize| {
                    self.is_thing(*s)
                        || (self.figure[*s] == 0 && named(*s) && text.words[*s].upos != Upos::Pron)
                };
                all.extend(whose.filter(fits));
                break;
            } else {
                break;
            }
            at = head;
        }
        all
    }
}

/// Nouns that say only that something is counted.
pub(super) fn is_empty(lemma: &str) -> bool {
    const EMPTY: [&str; 10] =
        ["number", "total", "figure", "count", "amount", "quantity", "tally", "volume", "sum", "majority"];
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
    is_noun(text, word) && (listed || is_kind_of(&lemma, "time period", Pos::Noun, 1))
}

/// The noun that hangs on `word` with one of these prepositions.
pub(super) fn with_case(text: &Text<'_>, word: usize, cases: &[&str]) -> Option<usize> {
    text.children(word).find(|&c| {
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

/// The noun right before a finite verb, behind a conjunction or mark: its subject, where the tree has it with
/// the clause before ("and Starlight gained 3 percent").
fn right_before(text: &Text<'_>, predicate: usize) -> Option<usize> {
    let start = text.sentences[text.words[predicate].sentence].start;
    let first = text.by(predicate, "cop").chain(text.by(predicate, "aux")).chain([predicate]).min()?;
    let finite = matches!(text.words[first].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let noun = first.checked_sub(1).filter(|&w| finite && w >= start && is_noun(text, w))?;
    let phrase = (start..noun)
        .rev()
        .take_while(|&w| matches!(text.words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det));
    let opens = noun - phrase.count();
    let joint = opens.checked_sub(1).filter(|&w| w >= start)?;
    let joined = matches!(text.words[joint].upos, Upos::Cconj | Upos::Sconj | Upos::Punct);
    joined.then_some(noun)
}

/// Whom a pronoun in a clause of telling points at: "the firm said it has 300 clerks".
fn speaker(text: &Text<'_>, pronoun: usize) -> Option<usize> {
    let personal = matches!(text.lower(pronoun).as_str(), "it" | "he" | "she" | "they" | "its");
    let clause = text.words[pronoun].head.filter(|&c| personal && text.is(c, "ccomp"))?;
    subject(text, text.words[clause].head?).filter(|&s| is_noun(text, s) && s < pronoun)
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
        // Of two subjects the parser's last is the verb's own; the first is a frame before it.
        match text.by(at, "nsubj").filter(|&s| s < at).last().or_else(|| text.by(at, "nsubj").next()) {
            Some(s) if relative(s) || (text.lower(s) == "that" && described.is_some()) => return described,
            Some(s) => return Some(s),
            None if described.is_some() => return described,
            None => {}
        }
        if let Some(s) = right_before(text, at) {
            return Some(s);
        }
        let verb = text.words[at].upos == Upos::Verb && text.is(at, "obl");
        if !verb && !["xcomp", "conj", "advcl", "ccomp", "advmod"].iter().any(|r| text.is(at, r)) {
            return None;
        }
        at = text.words[at].head?;
    }
    None
}
