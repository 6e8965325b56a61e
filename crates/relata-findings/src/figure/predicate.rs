//! What the clause of a figure says of what is counted: what it does, what is done to it, what it is.

use super::anchor::{self, Anchor, VERBS, is_noun, is_time};
use super::change;
use super::credit;
use super::noun::{LONGEST, clause, join};
use crate::text::Text;
use relata_language::Upos;

/// What the counted thing does or what is done to it: "attempted to cross illegally", "seized"; nothing
/// where the verb only says that there is so much of it.
pub(super) fn doing(text: &Text<'_>, anchor: &Anchor, taken: &dyn Fn(usize) -> bool) -> Option<String> {
    let from = anchor.noun.unwrap_or(anchor.top);
    let verb = anchor.clause?;
    // "Building the port cost 5 million": the noun is a clause already.
    if text.words[from].upos == Upos::Verb && Some(from) == anchor.noun {
        return None;
    }
    if text.words[verb].upos != Upos::Verb {
        return being(text, anchor, verb, taken);
    }
    if let Some(state) = left_as(text, anchor, verb, taken) {
        return Some(join(text, &clause(text, state, taken)));
    }
    let argument =
        |w: usize| text.words[w].head == Some(verb) && ["nsubj", "obj", "obl"].iter().any(|r| text.is(w, r));
    // "Twelve miners and two guards were killed".
    let joined = joined(text, from);
    if says_nothing(text, anchor, verb, taken)
        || !(argument(from)
            || argument(anchor.top)
            || joined.is_some_and(argument)
            || inside(text, anchor, verb)
            || fraction(text, from, taken).is_some_and(argument))
        || (is_noun(text, from) && anchor.owners.contains(&from))
    {
        return None;
    }
    let mut all = inner(text, anchor, verb, taken);
    all.extend(alternatives(text, &all, taken));
    all.sort_unstable();
    all.dedup();
    Some(join(text, &all))
}

/// Whether a verb is inside the subject of which a figure is said, or of the clause that points back at what was counted:
/// "what the town took in was $3 million", "14 of whom died".
fn inside(text: &Text<'_>, anchor: &Anchor, verb: usize) -> bool {
    let cleft = text.by(anchor.top, "nsubj").any(|s| s < verb && verb < anchor.top && text.is_under(verb, s));
    let back = anchor.back.is_some_and(|b| text.words[verb].relation == "acl:relcl" && b < verb);
    cleft || back
}

/// Whether a verb only says that there is so much of the counted thing.
fn says_nothing(text: &Text<'_>, anchor: &Anchor, verb: usize, taken: &dyn Fn(usize) -> bool) -> bool {
    let from = anchor.noun.unwrap_or(anchor.top);
    let lemma = text.lemma(verb);
    // "Had no power", "had debts": what they have says more than that they are.
    let has = !credit::tells(&lemma)
        && text.is(fraction(text, from, taken).unwrap_or(from), "nsubj")
        && text
            .by(verb, "obj")
            .any(|o| o > verb && o != anchor.top && !taken(o) && !text.is_under(anchor.top, o));
    // "Gave a first dose to 40 people": what they were given.
    let given =
        text.is(from, "obl") && text.by(verb, "obj").any(|o| o > verb && !taken(o) && o != anchor.top);
    // "Were taken prisoner", "were given shelter".
    let passive = text.words[from].relation == "nsubj:pass"
        && ["xcomp", "obj"].iter().any(|r| text.by(verb, r).any(|x| x > verb && !taken(x)));
    // "Went unanswered", "remained closed".
    let becomes = text.is(from, "nsubj")
        && text.by(verb, "xcomp").any(|x| {
            x > verb && (text.words[x].upos == Upos::Adj || text.words[x].xpos == "VBN") && !taken(x)
        });
    // "Were held on remand", "went to the polls": verbs that mean nothing without what stands behind their preposition.
    let moves = VERBS.has("moves", &lemma);
    let somewhere = moves
        && !text.is(anchor.top, "obl")
        && text.by(verb, "obl").any(|o| {
            o > verb && text.words[o].upos != Upos::Propn && !taken(o) && !is_time(text, o) && o != anchor.top
        });
    // "Claimed 87 lives".
    let life = |n: usize| text.lemma(n) == "life";
    let claims = lemma == "claim" && (anchor.noun.is_some_and(life) || text.by(verb, "obj").any(life));
    // "Nineteen of the elephants fell to poachers": those who are counted do it.
    let carrier = fraction(text, from, taken).unwrap_or(from);
    let does = text.is(carrier, "nsubj")
        && text.words[carrier].head == Some(verb)
        && from >= anchor.top
        && (carrier == anchor.top || text.is_under(anchor.top, carrier));
    !claims && (VERBS.has("light", &lemma) && !has && !given && !passive && !becomes && !somewhere)
        || change::direction(&text.lower(verb))
            .is_some_and(|_| !does && !change::has_object(&text.lower(verb)))
}

/// "Left 136 people dead or homeless": what they are left as.
fn left_as(text: &Text<'_>, anchor: &Anchor, verb: usize, taken: &dyn Fn(usize) -> bool) -> Option<usize> {
    let from = anchor.noun.unwrap_or(anchor.top);
    let thing = text.words[from].head == Some(verb) && from > verb && text.is(from, "nsubj");
    // "Last year saw 300 more people come to the town".
    let seen = matches!(text.lemma(verb).as_str(), "see" | "watch" | "leave");
    let leaves = seen && (thing || text.is(from, "obj") || text.is(anchor.top, "obj"));
    let state = |x: &usize| {
        text.is(*x, "xcomp")
            || matches!(text.words[*x].xpos, "VBN" | "JJ" | "VB" | "VBP" | "VBG")
                && !["nsubj", "mark"].iter().any(|r| text.by(*x, r).any(|c| c != from))
    };
    text.by(verb, "xcomp")
        .chain(text.by(verb, "ccomp"))
        .chain(text.by(from, "acl"))
        .find(|x| leaves && *x > from && !taken(*x) && state(x))
}

/// A verb with what belongs to it, but for the counted thing, whose it is, and who tells of it.
fn inner(text: &Text<'_>, anchor: &Anchor, verb: usize, taken: &dyn Fn(usize) -> bool) -> Vec<usize> {
    const INNER: [&str; 10] =
        ["xcomp", "advmod", "obl", "obj", "iobj", "mark", "case", "compound", "amod", "nmod"];
    let from = anchor.noun.unwrap_or(anchor.top);
    let other = joined(text, from);
    let mut all = vec![verb];
    let mut at = 0;
    while at < all.len() && all.len() < LONGEST {
        let word = all[at];
        at += 1;
        for child in text.children(word) {
            let inner = INNER.iter().any(|r| text.is(child, r)) || (word != verb && text.is(child, "det"));
            let pronoun = text.words[child].upos == Upos::Pron;
            let before = word == verb && child < verb && !text.is(child, "advmod");
            let thing = child == from
                || child == anchor.top
                || Some(child) == other
                || text.is_under(anchor.top, child);
            // "Could not afford to heat their homes".
            let further = text.is(child, "advcl")
                && text.by(child, "mark").any(|m| m == word + 1 && text.lower(m) == "to")
                && word == verb;
            let told = || text.by(child, "case").any(|c| text.lower(c) == "according");
            // "First, arrests came to 300".
            let aside = text.is(child, "advmod") && child < verb && text.lower(child + 1) == ",";
            // "Carries 900 cars a day": for how long is told elsewhere.
            let rate = text.is(child, "obl")
                && text.by(child, "case").next().is_none()
                && (super::basis::is_time(&text.lower(child))
                    || text.words[child].relation == "obl:unmarked")
                && text
                    .by(child, "det")
                    .any(|d| matches!(text.lower(d).as_str(), "a" | "an" | "each" | "every"));
            if (inner || further)
                && !rate
                && !aside
                && !pronoun
                && !before
                && !thing
                && !taken(child)
                && !anchor.owners.contains(&child)
                && !told()
            {
                all.push(child);
            }
        }
    }
    all
}

/// "Died or went missing", "by force or with help": the other thing that may have happened to them.
fn alternatives(text: &Text<'_>, words: &[usize], taken: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut all = Vec::new();
    for &word in words {
        for other in text.by(word, "conj").filter(|&o| o > word) {
            if let Some(or) = text.by(other, "cc").find(|&c| text.lower(c) == "or") {
                all.push(or);
                all.extend(text.by(other, "case"));
                all.extend(clause(text, other, taken));
            }
        }
    }
    all
}

/// "12 miners and two guards": the thing with which the counted one is named.
fn joined(text: &Text<'_>, from: usize) -> Option<usize> {
    text.words[from].head.filter(|&h| text.is(from, "conj") && is_noun(text, h) && h < from)
}

/// "One in five teachers", "a total of 80 teachers", "an average of 900 people": the word on which the whole hangs.
fn fraction(text: &Text<'_>, from: usize, taken: &dyn Fn(usize) -> bool) -> Option<usize> {
    let empty = |h: usize| {
        text.words[h].upos == Upos::Num
            || anchor::is_empty(&text.lemma(h))
            || taken(h)
            // "Claimed the lives of 17 soldiers".
            || matches!(text.lemma(h).as_str(), "life" | "body")
    };
    text.words[from].head.filter(|&h| text.is(from, "nmod") && empty(h) && h < from)
}

/// What the counted thing is said to be: "out of work", "homeless", "without power"; nothing of what a figure is said to
/// be.
fn being(text: &Text<'_>, anchor: &Anchor, said: usize, taken: &dyn Fn(usize) -> bool) -> Option<String> {
    const INNER: [&str; 10] =
        ["amod", "compound", "fixed", "nmod", "case", "obl", "acl", "advcl", "mark", "obj"];
    let from = anchor.noun.unwrap_or(anchor.top);
    let subject = text.is(from, "nsubj") || text.is(anchor.top, "nsubj");
    let at = |w: usize| text.words[w].head == Some(said);
    let somehow = text.words[said].upos == Upos::Adj || text.by(said, "case").next().is_some();
    let figure =
        said == anchor.top || taken(said) || text.is_under(anchor.top, said) && !(at(from) || at(anchor.top));
    if !(subject && (at(from) || at(anchor.top)) && somehow && text.by(said, "cop").next().is_some())
        || figure
    {
        return None;
    }
    let mut all = vec![said];
    let mut next = 0;
    while next < all.len() && all.len() < LONGEST {
        let word = all[next];
        next += 1;
        let inner =
            |c: &usize| INNER.iter().any(|r| text.is(*c, r)) && !taken(*c) && (word != said || *c > from);
        all.extend(text.children(word).filter(inner));
    }
    all.sort_unstable();
    Some(join(text, &all))
}
