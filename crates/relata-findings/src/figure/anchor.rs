//! Where a figure hangs in the tree: the noun it counts or measures, its clause, and whose it is.

pub(super) use super::subject::{clause, subject};
use super::subject::{gerund, speaker};
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
pub(super) const DEEPEST: usize = 12;

/// Words of `data/en/levels.txt`.
pub(super) struct Verbs {
    /// Verbs whose subject a figure measures.
    pub level: HashSet<&'static str>,
    /// Verbs that say nothing of what is counted.
    pub light: HashSet<&'static str>,
    /// Adjectives that stand for persons without a noun.
    pub alone: HashSet<&'static str>,
}

pub(super) static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let data = include_str!("../../data/en/levels.txt");
    let group = |name: &str| {
        lexicon::lines(data)
            .filter_map(|l| l.split_once(':').filter(|(group, _)| *group == name))
            .flat_map(|(_, words)| words.split_whitespace())
            .collect()
    };
    Verbs { level: group("level"), light: group("light"), alone: group("alone") }
});

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
        anchor.whole |= !plain && anchor.noun.is_some() && anchor.noun == self.of_before(words);
        let from = anchor.noun.filter(|&n| !text.is_under(n, top)).unwrap_or(top);
        anchor.clause = clause(text, from);
        // What the figure is said of belongs to nobody else: "inflation was 5 percent".
        let said = from == top && anchor.noun.is_some_and(|n| text.is(n, "nsubj"));
        if !said {
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
            .or_else(|| plain.then(|| self.put_at(top, words.start)).flatten())
            .or_else(|| self.predicate(top))
            .or_else(|| self.of_before(words))
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
        // "41 reported attacks".
        let participle =
            |i: usize| i == words.end && matches!(text.words[i].xpos, "VBN" | "VBD") && i + 1 < end;
        let row = (words.end..end).take_while(|&i| {
            hyphen(i)
                || participle(i)
                || (self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn))
        });
        let one = text.lower(words.end - 1) == "one" || (words.end < end && hyphen(words.end));
        row.filter(|&i| is_noun(text, i) && (one || matches!(text.words[i].xpos, "NNS" | "NNPS"))).last()
    }

    /// "Harbour Index -1.3%", "Starlight advanced 8%" where the tree has no verb: the noun before a signed figure
    /// or before a word of change.
    fn named_before(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let start = text.sentences[text.words[words.start].sentence].start;
        let last = words.start.checked_sub(1).filter(|&w| w >= start)?;
        let signed = text.words[words.start].text.starts_with(['-', '−', '+']);
        let lower = text.lower(last);
        let moved = change::direction(&lower).is_some()
            && !change::is_noun(&lower)
            && matches!(text.words[last].upos, Upos::Adj | Upos::Propn | Upos::Noun);
        let noun = if moved { last.checked_sub(1).filter(|&w| w >= start)? } else { last };
        ((signed || moved) && self.is_thing(noun) && !is_time(text, noun)).then_some(noun)
    }

    /// "Of the 24,000 requests, half were refused": the whole stands in front of its clause.
    fn of_before(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let start = text.sentences[text.words[words.start].sentence].start;
        let noun = text.words[start].head.filter(|_| text.lower(start) == "of" && text.is(start, "case"))?;
        let parted = (noun..words.start).any(|w| text.words[w].text == ",");
        (noun < words.start && parted && self.is_thing(noun) && !is_time(text, noun)).then_some(noun)
    }

    /// "Exported goods worth $84 billion": what is worth so much. Where it is the subject, its verb says what the sum is of.
    fn worth(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let start = text.sentences[text.words[words.start].sentence].start;
        let worth = words.start.checked_sub(1).filter(|&w| w >= start && text.lower(w) == "worth")?;
        // Of "goods and services worth" the first.
        let first =
            |n: usize| text.words[n].head.filter(|&h| text.is(n, "conj") && h < n && is_noun(text, h));
        worth
            .checked_sub(1)
            .map(|n| first(n).unwrap_or(n))
            .filter(|&n| n >= start && self.is_thing(n) && !is_time(text, n) && !text.is(n, "nsubj"))
    }

    /// "25 percent more visitors", "a tenth less in rent": what there is more of.
    fn more(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let more = words.end < end && matches!(text.lower(words.end).as_str(), "more" | "fewer" | "less");
        let from =
            words.end + 1 + usize::from(matches!(text.lower(words.end + 1).as_str(), "in" | "on" | "for"));
        let row = (from..end).take_while(|&i| {
            self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn)
        });
        row.filter(|&i| more && is_noun(text, i) && !is_time(text, i)).last()
    }

    /// "A 5 kW solar panel", "its 30 percent stake": the noun right behind a measure that an article opens.
    fn attributive(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        let opener = words.start.checked_sub(1)?;
        let opened =
            matches!(text.words[opener].upos, Upos::Det) || matches!(text.words[opener].xpos, "PRP$" | "POS");
        let row = (words.end..end).take_while(|&i| {
            self.figure[i] == 0 && matches!(text.words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn)
        });
        row.filter(|&i| opened && is_noun(text, i) && !is_time(text, i)).last()
    }

    /// "211,400 unemployed", "38 injured": an adjective right behind the number that stands for persons.
    fn alone(&self, words: &Range<usize>) -> Option<usize> {
        let text = self.text;
        let end = text.sentences[text.words[words.start].sentence].end;
        // "182,000 registered unemployed".
        let described = |w: usize| w + 1 < end && matches!(text.words[w].xpos, "VBN" | "VBD" | "JJ");
        let skip = usize::from(
            words.end < end
                && described(words.end)
                && VERBS.alone.contains(text.lower(words.end + 1).as_str()),
        );
        let at = Some(words.end + skip).filter(|&w| w < end && self.figure[w] == 0)?;
        let noun = at + 1 < end && (is_noun(text, at + 1) || text.words[at + 1].upos == Upos::Adj);
        (VERBS.alone.contains(text.lower(at).as_str()) && !noun).then_some(at)
    }

    /// "A case or two": the noun before "or".
    fn or_two(&self, words: &Range<usize>) -> Option<usize> {
        let or = words.start.checked_sub(1).filter(|&w| self.text.lower(w) == "or")?;
        or.checked_sub(1).filter(|&n| self.text.words[n].xpos == "NN" && self.is_thing(n))
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
                let object = self.object(head, top).filter(|&o| changes && o != at);
                return object
                    .or_else(|| subject(text, head).filter(|&s| self.is_thing(s)))
                    .or_else(|| gerund(text, head));
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

    /// "Police put the march at 18,000 people": what the verb gives a number to.
    fn put_at(&self, of: usize, first: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[of].head.filter(|_| text.is(of, "obl"))?;
        let before = first.checked_sub(1).is_some_and(|w| text.lower(w) == "at");
        let at = before || text.by(of, "case").any(|c| text.lower(c) == "at");
        let puts = matches!(text.lemma(verb).as_str(), "put" | "estimate" | "place" | "peg" | "reckon");
        text.by(verb, "obj").find(|&o| at && puts && o < of && self.is_thing(o))
    }

    /// What the verb changes: an object behind it that is not what another figure than that at `top` counts.
    fn object(&self, verb: usize, top: usize) -> Option<usize> {
        self.text.by(verb, "obj").find(|&o| o > verb && self.is_thing(o) && !self.is_counted(o, top))
    }

    /// What is said to change by `verb`: its object, with the subject as its owner, else the subject.
    pub(super) fn changed(&self, verb: usize, top: usize) -> Option<(usize, Vec<usize>)> {
        let thing = || subject(self.text, verb).filter(|&s| self.is_thing(s)).map(|s| self.content(s));
        match self.object(verb, top).map(|o| self.content(o)) {
            Some(object) => Some((object, thing().into_iter().collect())),
            None => thing().map(|s| (s, Vec::new())),
        }
    }

    /// "Made €48 million in net profit": what the tree hangs on the verb.
    fn made_up_of(&self, top: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[top].head.filter(|_| text.is(top, "obj"))?;
        text.by(verb, "obl").find(|&o| {
            let leads = text.by(o, "case").any(|c| c == end && text.lower(c) == "in");
            leads && text.words[o].upos == Upos::Noun && self.is_thing(o) && !is_time(text, o)
        })
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

/// Whether a word is governed by a preposition.
fn with_preposition(text: &Text<'_>, word: usize, preposition: &str) -> bool {
    text.by(word, "case").any(|c| text.lower(c) == preposition)
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
