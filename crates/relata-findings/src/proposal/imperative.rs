//! Commands: "Close the loophole", "Do not sell the depot", "Parliament: repeal the tax".

use super::{Candidate, Found, Holder, Means, clause, cues, veto};
use crate::party::Scene;
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{BlockKind, Genre, ProposalKind};
use std::ops::Range;

/// Adds the commands of a sentence.
pub(super) fn find(scene: &Scene<'_>, sentence: &Range<usize>, found: &mut Found) {
    let text = scene.text;
    let kind = text.blocks.get(text.block(sentence.start)).map(|b| b.kind);
    let item = kind == Some(BlockKind::Item);
    // An office says under a plain verb what it does itself: "Strengthen ties", "Attract investment".
    let office = scene.document.metadata.genre == Genre::Statement;
    if kind == Some(BlockKind::Heading) || office {
        return;
    }
    for head in sentence.clone().filter(|&w| is_command(text, w, sentence)) {
        let bare = !text.children(head).any(|c| c > head && text.is_word(c));
        let polite = text.by(head, "discourse").any(|d| text.lower(d) == "please");
        let idle = polite || cues::has("idle", text, head) && !item && !lets(text, head);
        if bare
            || idle
            || veto::is_idle(scene, head)
            || veto::is_disowned(scene, head, ProposalKind::Recommendation)
        {
            continue;
        }
        let negative = clause::negation(text, head).is_some();
        let mut candidate =
            Candidate { negative, ..Candidate::new(ProposalKind::Recommendation, Means::Imperative, head) };
        if let Some((holder, addressees)) = label(text, head, sentence) {
            candidate.holder = holder.map_or(Holder::Author, Holder::Word);
            candidate.addressees = addressees;
        }
        found.add_joined(scene, candidate);
    }
}

/// Whether a word is a verb that commands: the plain form, without subject, first in its clause.
pub(super) fn is_command(text: &Text<'_>, head: usize, sentence: &Range<usize>) -> bool {
    let w = &text.words[head];
    if w.upos != Upos::Verb
        || w.xpos != "VB"
        || text.by(head, "nsubj").next().is_some()
        || text.by(head, "expl").next().is_some()
    {
        return false;
    }
    let helped =
        text.by(head, "aux").any(|a| text.lower(a) != "do") || text.by(head, "mark").next().is_some();
    let place = w.head.is_none() || ["parataxis", "ccomp", "appos"].iter().any(|r| text.is(head, r));
    if helped || !place {
        return false;
    }
    // Before it only what may stand before a command.
    let opens = |i: usize| {
        !text.is_word(i)
            || matches!(
                text.lower(i).as_str(),
                "please"
                    | "do"
                    | "n't"
                    | "not"
                    | "never"
                    | "always"
                    | "instead"
                    | "then"
                    | "so"
                    | "and"
                    | "but"
                    | "or"
                    | "just"
            )
            || text.words[i].upos == Upos::Adv
            || i + 1 == sentence.start + 1 && matches!(text.words[i].upos, Upos::Num | Upos::X)
    };
    let before = (sentence.start..head).rev().take_while(|&i| opens(i)).count();
    let first = head - before;
    if first == sentence.start {
        return true;
    }
    // Behind a colon or opening mark, or behind a condition.
    let behind = (first..head).any(|i| matches!(text.words[i].text, ":" | "“" | "\"" | ";" | "‘"));
    let condition = text.by(head, "advcl").any(|c| {
        c < head
            && clause::whole(text, c).is_some_and(|w| w.start <= sentence.start + 1 && w.end + 1 >= first)
    });
    behind || condition
}

/// "Let the towns decide", not "let me be clear".
fn lets(text: &Text<'_>, head: usize) -> bool {
    let inner = || text.by(head, "xcomp").chain(text.by(head, "ccomp")).next();
    let whom = text.by(head, "obj").next().or_else(|| clause::own_subject(text, inner()?).map(|s| s.word));
    text.lemma(head) == "let" && whom.is_some_and(|w| !matches!(text.lower(w).as_str(), "me" | "us" | "'s"))
}

/// What stands before the colon of a command: who is to do it ("Parliament: repeal ..."), or whose advice it is and to
/// whom ("The report's advice to parents is blunt: ...").
fn label(text: &Text<'_>, head: usize, sentence: &Range<usize>) -> Option<(Option<usize>, Vec<usize>)> {
    let colon = (sentence.start..head).rev().find(|&i| text.words[i].text == ":")?;
    let before = clause::trimmed(text, sentence.start..colon)?;
    let advice =
        before.clone().find(|&i| text.words[i].upos == Upos::Noun && cues::has("advise-noun", text, i));
    if let Some(noun) = advice {
        let poss = text.children(noun).find(|&c| text.words[c].relation == "nmod:poss");
        let to =
            text.by(noun, "nmod").filter(|&i| text.by(i, "case").any(|c| text.lower(c) == "to")).collect();
        return Some((poss, to));
    }
    let verbless = before.clone().all(|i| !matches!(text.words[i].upos, Upos::Verb | Upos::Aux));
    (verbless && before.len() <= 8).then(|| (None, vec![text.head(&before)]))
}
