//! The clause in which a word stands, and its subject.

use super::anchor::{DEEPEST, is_noun};
use crate::control;
use crate::text::Text;
use relata_language::Upos;

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
pub(super) fn speaker(text: &Text<'_>, pronoun: usize) -> Option<usize> {
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
            // "Prices were up 8.8 percent" where the tree has the subject under "up".
            None if text.by(at, "cop").next().is_some()
                && let Some(s) =
                    text.by(at, "advmod").filter(|&a| a < at).find_map(|a| text.by(a, "nsubj").next()) =>
            {
                return Some(s);
            }
            // "Building the port cost 5 million": the clause is no noun.
            None if text.by(at, "csubj").next().is_some() => return None,
            None if described.is_some() => return described,
            None => {}
        }
        // "The city saw its rents drop": what is seen to drop does so.
        if text.is(at, "xcomp")
            && let Some(head) = text.words[at].head.filter(|&h| control::is_in("seen", &text.lemma(h)))
            && let Some(object) = text.by(head, "obj").find(|&o| head < o && o < at && is_noun(text, o))
        {
            return Some(object);
        }
        // An object before its verb is a subject that the tree has wrong: "while Moonbeam gained 2 percent".
        if let Some(object) = text.by(at, "obj").find(|&o| o < at && is_noun(text, o)) {
            return Some(object);
        }
        if let Some(s) = right_before(text, at) {
            return Some(s);
        }
        let verb = text.words[at].upos == Upos::Verb && text.is(at, "obl");
        // A content with a copula of its own has no subject but its own.
        let content = text.is(at, "ccomp") && text.by(at, "cop").next().is_some();
        if content || !verb && !["xcomp", "conj", "advcl", "ccomp", "advmod"].iter().any(|r| text.is(at, r)) {
            return None;
        }
        at = text.words[at].head?;
    }
    None
}

/// "Keeping a prisoner costs £48,000": the clause that is the subject.
pub(super) fn gerund(text: &Text<'_>, predicate: usize) -> Option<usize> {
    let own = |p: usize| text.by(p, "csubj").find(|&s| s < p && text.words[s].xpos == "VBG");
    // "Building it will take four years and cost $3 million".
    let joined = text.words[predicate].head.filter(|_| text.is(predicate, "conj"));
    own(predicate).or_else(|| own(joined?))
}
