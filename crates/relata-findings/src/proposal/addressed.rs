//! Who is to do it where the sentence itself does not say: whoever is to make the thing of which more is told, or those
//! for whom a heading says that the advice is.

use super::{Candidate, Found, Holder, clause, cues, lists, parties};
use crate::party::Scene;
use crate::text::Text;
use relata_rows::{BlockKind, ProposalKind};

/// Gives recommendations that address nobody, or a thing, their addressees.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    let text = scene.text;
    let headings = headings(scene);
    let heads: Vec<usize> = found.0.keys().copied().collect();
    for head in heads {
        let Some(candidate) = found.0.get(&head) else { continue };
        let own = candidate.kind == ProposalKind::Recommendation && candidate.holder == Holder::Around;
        let somebody = candidate.addressees.iter().any(|&a| parties::can_act(scene, a));
        if !own || somebody || parties::statement(scene, head).is_some() {
            continue;
        }
        let thing = candidate.addressees.first().copied();
        let above = || {
            let block = text.block(head);
            headings.iter().rev().find(|(blocks, _)| blocks.contains(&block)).map(|(_, who)| who.clone())
        };
        let told = thing.and_then(|t| maker(scene, found, t)).or_else(above);
        if let (Some(told), Some(candidate)) = (told, found.0.get_mut(&head)) {
            candidate.addressees = told;
        }
    }
}

/// "The board should send a letter. The letter must say ...", "the council should ask the mayor for a plan. The plan
/// should ...": whoever is to make the thing that is the subject.
pub(super) fn maker(scene: &Scene<'_>, found: &Found, thing: usize) -> Option<Vec<usize>> {
    let text = scene.text;
    let known =
        text.by(thing, "det").any(|d| matches!(text.lower(d).as_str(), "the" | "this" | "that" | "such"));
    let block = text.block(thing);
    let from = text.blocks[block.saturating_sub(1)].words.start;
    let lemma = text.lemma(thing);
    let same = |w: &usize| {
        text.lemma(*w) == lemma && text.is(*w, "obj") && text.words[*w].sentence != text.words[thing].sentence
    };
    let made = (from..thing).rev().filter(|_| known).find(same)?;
    let verb = text.words[made].head?;
    let chain = std::iter::successors(Some(verb), |&w| text.words[w].head).take(clause::DEEP);
    let request = chain.filter_map(|w| found.0.get(&w)).find(|c| c.kind == ProposalKind::Recommendation)?;
    let asked = asked(scene, request, verb);
    asked.map(|a| vec![a]).or_else(|| Some(request.addressees.clone())).filter(|a| !a.is_empty())
}

/// Whom a recommendation has asked to do what an infinitive under it tells: "should call on the mayor to draw up".
fn asked(scene: &Scene<'_>, request: &Candidate, verb: usize) -> Option<usize> {
    let text = scene.text;
    if verb == request.head || !cues::has("advise-whom-to", text, request.head) {
        return None;
    }
    let stands =
        |c: &usize| *c > request.head && *c < verb && ["obj", "iobj", "obl"].iter().any(|r| text.is(*c, r));
    let own = clause::own_subject(text, verb).map(|s| s.word);
    own.into_iter().chain(text.children(request.head).filter(stands)).find(|&c| parties::can_act(scene, c))
}

/// The lines that say for whom advice is ("Recommendations for the council and the mayor"), with the blocks below each: up
/// to the next heading, or to one that stands no deeper where the line is a heading itself.
fn headings(scene: &Scene<'_>) -> Vec<(std::ops::Range<usize>, Vec<usize>)> {
    let text = scene.text;
    let level = |b: usize| scene.document.block_at(text.blocks[b].span.start).map_or(0, |b| b.level);
    let heading = |b: usize| text.blocks[b].kind == BlockKind::Heading;
    let line = |b: &usize| {
        is_line(text, *b) && (heading(*b) || text.words[text.blocks[*b].words.end - 1].text == ":")
    };
    (0..text.blocks.len())
        .filter(line)
        .filter_map(|b| {
            let words = text.blocks[b].words.clone();
            let sentence = &text.sentences[text.words[words.start].sentence];
            let who = lists::addressed(text, sentence);
            let who: Vec<usize> = who.into_iter().filter(|&w| parties::can_act(scene, w)).collect();
            let parted = |o: &usize| heading(*o) && (!heading(b) || level(*o) <= level(b));
            let end = (b + 1..text.blocks.len()).find(parted).unwrap_or(text.blocks.len());
            (!who.is_empty()).then_some((b + 1..end, who))
        })
        .collect()
}

/// Whether a block is one sentence without a verb.
fn is_line(text: &Text<'_>, block: usize) -> bool {
    let words = text.blocks[block].words.clone();
    !words.is_empty()
        && text.words[words.start].sentence == text.words[words.end - 1].sentence
        && !words.clone().any(|w| clause::is_clause(text, w) && text.words[w].head.is_none())
}
