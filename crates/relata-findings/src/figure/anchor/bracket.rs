//! The noun of a figure that is set off from it by brackets, dashes or a comma.

use super::{DEEPEST, Trees, is_noun, is_time};

impl Trees<'_, '_> {
    /// The noun on which the word hangs from behind or in brackets: "fires at 40", "cases (four)".
    /// A number set off by dashes hangs on the subject before it, whatever stands between: "Numbers on a par
    /// with a town's - 7,500 - arrive".
    pub(super) fn beside(&self, top: usize) -> Option<usize> {
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
}
