//! The noun of a figure that a verb ties to it: what is said to be, reach, cost or change by so much.

use super::{DEEPEST, Trees, VERBS, is_noun, is_time};
use crate::figure::change;
use crate::figure::subject::{gerund, subject};
use relata_language::Upos;

impl Trees<'_, '_> {
    /// "The toll is 300": the subject of which the figure is said; "800 were citizens": the noun that is
    /// said of the figure.
    pub(super) fn predicate(&self, top: usize) -> Option<usize> {
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
            let level = changes || VERBS.has("level", &text.lemma(head));
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
    pub(super) fn put_at(&self, of: usize, first: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[of].head.filter(|_| text.is(of, "obl"))?;
        let before = first.checked_sub(1).is_some_and(|w| text.lower(w) == "at");
        let at = before || text.by(of, "case").any(|c| text.lower(c) == "at");
        let puts = matches!(text.lemma(verb).as_str(), "put" | "estimate" | "place" | "peg" | "reckon");
        text.by(verb, "obj").find(|&o| at && puts && o < of && self.is_thing(o))
    }

    /// "Sold the port for $3 million", "paid $3 million for the port": what stands with the sum in one deal.
    pub(super) fn priced(&self, top: usize) -> Option<usize> {
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

    /// "Made €48 million in net profit": what the tree hangs on the verb.
    pub(super) fn made_up_of(&self, top: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let verb = text.words[top].head.filter(|_| text.is(top, "obj"))?;
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
