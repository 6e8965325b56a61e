//! The noun of a figure that a verb ties to it: what is said to be, reach, cost or change by so much.

use super::{DEEPEST, Trees, VERBS, is_noun, is_time};
use crate::figure::change;
use crate::figure::money::is_currency;
use crate::figure::subject::{gerund, subject};
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of};

impl Trees<'_, '_> {
    /// "The toll is 300": the subject of which the figure is said; "800 were citizens": the noun that is
    /// said of the figure.
    pub(super) fn predicate(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let copula = |w: usize| text.by(w, "cop").next().is_some();
        // "The rate was 12 per 100,000 inhabitants", where the tree has the copula with what it is per.
        let figure =
            matches!(text.words[top].upos, Upos::Num | Upos::Sym) && text.by(top, "nsubj").any(|s| s < top);
        if copula(top) || figure {
            return subject(text, top).filter(|&s| self.is_thing(s));
        }
        // What is said of a count in a comparison of its own ("had been a record") is no thing.
        let said = |h: &usize| {
            text.is(top, "nsubj")
                && self.is_thing(*h)
                && copula(*h)
                && text.lemma(*h) != "record"
                // "620 were in favour" tells how they are, not what.
                && text.by(*h, "case").next().is_none()
        };
        text.words[top].head.filter(said)
    }

    /// "Arrests reached 300", "the yacht cost $10m": the subject, where the verb says that it has a size.
    pub(super) fn subject_of_level(&self, top: usize) -> Option<usize> {
        const WAYS: [&str; 9] = ["obj", "obl", "xcomp", "advmod", "conj", "dep", "ccomp", "nmod", "advcl"];
        let text = self.text;
        let mut at = top;
        for _ in 0..DEEPEST {
            let head = text.words[at].head.filter(|_| WAYS.iter().any(|r| text.is(at, r)))?;
            let changes = change::direction(&text.lower(head)).is_some()
                || text
                    .children(head)
                    .any(|c| text.is(c, "compound") && change::direction(&text.lower(c)).is_some());
            let level = changes || VERBS.has("level", &text.lemma(head)) || self.yields(head, top);
            // "Closing the branches will save $40 million".
            if !level
                && text.words[head].upos == Upos::Verb
                && let Some(clause) =
                    text.by(head, "csubj").find(|&s| s < head && text.words[s].xpos == "VBG")
            {
                return Some(clause);
            }
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

    /// "Police put the march at 18,000 people", "the march was put at 18,000": what the verb gives a number to.
    pub(super) fn put_at(&self, of: usize, first: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[of].head.filter(|_| text.is(of, "obl") || text.is(of, "obj"))?;
        let before = first.checked_sub(1).is_some_and(|w| text.lower(w) == "at");
        let at = before || text.by(of, "case").any(|c| text.lower(c) == "at");
        let puts = VERBS.has("puts", &text.lemma(verb));
        let passive = text.by(verb, "nsubj").filter(|&s| text.words[s].relation == "nsubj:pass");
        text.by(verb, "obj").chain(passive).find(|&o| at && puts && o < of && self.is_thing(o))
    }

    /// "Exports earned $310 million", "the tax will bring in $90 million": money is what its source measures; what a
    /// person or body earns is theirs.
    fn yields(&self, verb: usize, top: usize) -> bool {
        let text = self.text;
        let money = text.words[top].upos == Upos::Sym || is_currency(&text.lower(top));
        let acts = |s: usize| {
            let lemma = text.lemma(s).to_lowercase();
            text.words[s].upos == Upos::Propn
                || ["person", "people", "social group", "organization"]
                    .iter()
                    .any(|k| is_kind_of(&lemma, k, Pos::Noun, 2))
        };
        money
            && VERBS.has("yields", &text.lemma(verb))
            && subject(text, verb).is_some_and(|s| is_noun(text, s) && !acts(s))
    }

    /// "Left the port at a rate of 200 a day", "at 200 a day": what the clause is about, of which there are so many.
    pub(super) fn at_rate(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let rate = text.words[top].head.filter(|_| text.is(top, "nmod"))?;
        let named = matches!(text.lemma(rate).as_str(), "rate" | "pace" | "clip" | "tempo")
            && text.by(rate, "case").any(|c| text.lower(c) == "at");
        let verb = text.words[rate].head.filter(|_| named && text.is(rate, "obl"))?;
        let object = || text.by(verb, "obj").find(|&o| o < rate && self.is_thing(o));
        let active = subject(text, verb).filter(|&s| self.is_thing(s) && text.words[s].xpos == "NNS");
        active.or_else(object)
    }

    /// "It costs £48,000 to keep a prisoner", "it takes an hour to cross": what costs or takes so much.
    pub(super) fn infinitive(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[top].head.filter(|_| text.is(top, "obj") || text.is(top, "obl"))?;
        let takes = matches!(text.lemma(verb).as_str(), "cost" | "take" | "require");
        let it = text.by(verb, "nsubj").chain(text.by(verb, "expl")).any(|s| text.lower(s) == "it");
        let end = text.sentences[text.words[top].sentence].end;
        (top + 1..end).find(|&v| {
            takes
                && it
                && text.words[v].upos == Upos::Verb
                && text.by(v, "mark").any(|m| text.lower(m) == "to")
                && text.is_under(v, verb)
        })
    }

    /// The predicate of which a clause is the subject: "building the port cost $3 million".
    pub(super) fn over_subject(&self, clause: usize) -> usize {
        self.text.words[clause].head.filter(|_| self.text.is(clause, "csubj")).unwrap_or(clause)
    }

    /// "Set aside $400 million to rebuild the port": what money is for.
    pub(super) fn purpose(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let money = text.words[top].upos == Upos::Sym || is_currency(&text.lower(top));
        let verb = text.words[top]
            .head
            .filter(|&h| money && text.is(top, "obj") && VERBS.has("funds", &text.lemma(h)))?;
        let infinitive = |&v: &usize| {
            v > top
                && text.words[v].xpos == "VB"
                && ["advcl", "xcomp", "acl"].iter().any(|r| text.is(v, r))
                && text.by(v, "mark").any(|m| m > top && text.lower(m) == "to")
                && text.by(v, "obj").next().is_some()
        };
        text.children(verb).chain(text.children(top)).find(infinitive)
    }

    /// "What the town took in was $3 million": the verb inside the subject.
    pub(super) fn cleft(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let what =
            text.by(top, "nsubj").find(|&s| s < top && matches!(text.lower(s).as_str(), "what" | "all"))?;
        text.by(what, "acl").find(|&v| v < top && text.words[v].upos == Upos::Verb)
    }

    /// "Passengers, 14 of whom died": the verb of the clause that a pronoun opens.
    pub(super) fn relative(&self, pronoun: usize) -> Option<usize> {
        let text = self.text;
        let opens = matches!(text.lower(pronoun).as_str(), "whom" | "which");
        let end = text.sentences[text.words[pronoun].sentence].end;
        (pronoun + 1..end).find(|&v| opens && text.words[v].relation == "acl:relcl")
    }

    /// "Sold the port for $3 million", "paid $3 million for the port": what stands with the sum in one deal.
    pub(super) fn priced(&self, top: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[top].head.filter(|&h| text.words[h].upos == Upos::Verb)?;
        let money = |w: usize| self.figure[w] == 0 && self.is_thing(w) && !is_time(text, w);
        let for_what = |w: usize| text.by(w, "case").any(|c| matches!(text.lower(c).as_str(), "for" | "on"));
        if text.is(top, "obj") {
            // "For the railway they must expect to pay $3 million".
            let over = text.words[verb].head.filter(|_| text.is(verb, "xcomp"));
            let mut paid = [Some(verb), over].into_iter().flatten().flat_map(|v| text.by(v, "obl"));
            return paid.find(|&o| (o > top || o < verb) && for_what(o) && money(o));
        }
        let at = text.by(top, "case").any(|c| matches!(text.lower(c).as_str(), "for" | "at"));
        (text.is(top, "obl") && at).then(|| text.by(verb, "obj").find(|&o| money(o))).flatten()
    }

    /// "Made €48 million in net profit": what the tree hangs on the verb.
    pub(super) fn made_up_of(&self, top: usize, end: usize) -> Option<usize> {
        let text = self.text;
        // "Provides for $3 million in repairs"; "on forty days in the city" is a place.
        let money = text.words[top].upos == Upos::Sym || is_currency(&text.lower(top));
        let behind = text.is(top, "obj") || money && text.is(top, "obl");
        let verb = text.words[top].head.filter(|_| behind)?;
        text.by(verb, "obl").find(|&o| {
            let leads = text.by(o, "case").any(|c| c == end && text.lower(c) == "in");
            leads && text.words[o].upos == Upos::Noun && self.is_thing(o) && !is_time(text, o)
        })
    }

    /// What the verb changes: an object behind it that is not what another figure than that at `top` counts.
    fn object(&self, verb: usize, top: usize) -> Option<usize> {
        self.text.by(verb, "obj").find(|&o| o > verb && self.is_thing(o) && !self.is_counted(o, top))
    }

    /// What is said to change by `verb`: its object, with the subject as its owner, else the subject.
    pub(in crate::figure) fn changed(&self, verb: usize, top: usize) -> Option<(usize, Vec<usize>)> {
        let thing = || subject(self.text, verb).filter(|&s| self.is_thing(s)).map(|s| self.content(s));
        match self.object(verb, top).map(|o| self.content(o)) {
            Some(object) => Some((object, thing().into_iter().collect())),
            None => thing().map(|s| (s, Vec::new())),
        }
    }
}
