//! Lists: what the line above says of its items ("The panel recommends that the ministry:", "Recommendations"), and which
//! item is a part of which.

use super::{Candidate, Found, Holder, Means, addressed, clause, cues, parties};
use crate::party::Scene;
use crate::text::{LONGEST, Text};
use relata_language::Upos;
use relata_rows::{BlockKind, Proposal, ProposalKind, Row, RowId};
use std::collections::HashSet;
use std::ops::Range;

/// A run of items with the line above it.
#[derive(Debug)]
pub(super) struct Lead {
    /// The sentence above; `None` where the text begins with the list.
    sentence: Option<usize>,
    /// Whether it only opens the list, with a colon at its end.
    opens: bool,
    frame: Option<Frame>,
    /// Whether the frame is that of a list before, which goes on here behind some paragraphs.
    goes_on: bool,
    /// The blocks of the items.
    items: Range<usize>,
}

/// What the line above says of each item.
#[derive(Debug, Clone)]
struct Frame {
    kind: ProposalKind,
    holder: Holder,
    addressees: Vec<usize>,
}

/// The lists of a document.
pub(super) fn leads(scene: &Scene<'_>) -> Vec<Lead> {
    let text = scene.text;
    let mut all = Vec::new();
    let mut at = 0;
    let (mut last, mut last_end): (Option<Frame>, usize) = (None, 0);
    while at < text.blocks.len() {
        let end = (at..text.blocks.len())
            .find(|&b| text.blocks[b].kind != BlockKind::Item)
            .unwrap_or(text.blocks.len());
        if end == at {
            at += 1;
            continue;
        }
        let above = at.checked_sub(1).map(|b| &text.blocks[b]);
        let words = above.and_then(|b| {
            let last = b.words.end.checked_sub(1)?;
            Some(text.words[last].sentence)
        });
        let heading = above.is_some_and(|b| b.kind == BlockKind::Heading);
        let opens = words.is_some_and(|s| text.words[text.sentences[s].end - 1].text == ":");
        let frame = words
            .filter(|_| opens || heading || short(above.map(|b| &b.words)))
            .and_then(|s| frame(text, &text.sentences[s]));
        let parted = text.blocks[last_end..at].iter().any(|b| b.kind == BlockKind::Heading);
        let before = last.take().filter(|_| !opens && !heading && !parted);
        let goes_on = frame.is_none() && before.is_some();
        let frame = frame.or(before);
        last.clone_from(&frame);
        last_end = end;
        all.push(Lead { sentence: words.filter(|_| !goes_on), opens, frame, goes_on, items: at..end });
        all.extend((at..end).filter_map(|b| inner(scene, b, end)));
        at = end;
    }
    all
}

/// The list under an item that ends with a colon. Where levels do not tell how far it goes, up to an item with a subject
/// of its own.
fn inner(scene: &Scene<'_>, block: usize, end: usize) -> Option<Lead> {
    let text = scene.text;
    let last = text.blocks[block].words.end.checked_sub(1).filter(|&w| text.words[w].text == ":")?;
    let own = level(scene, block);
    let outside = |b: &usize| {
        let first = text.words[text.blocks[*b].words.start].sentence;
        let head = text.head(&text.sentences[first]);
        let other = level(scene, *b);
        other < own || other == own && clause::own_subject(text, head).is_some()
    };
    let stop = (block + 1..end).find(outside).unwrap_or(end);
    let sentence = text.words[last].sentence;
    let frame = frame(text, &text.sentences[sentence]);
    (stop > block + 1).then(|| Lead {
        sentence: Some(sentence),
        opens: true,
        frame,
        goes_on: false,
        items: block + 1..stop,
    })
}

/// How deep an item stands.
fn level(scene: &Scene<'_>, block: usize) -> u8 {
    scene.document.block_at(scene.text.blocks[block].span.start).map_or(0, |b| b.level)
}

/// Whether a block is a line that heads what follows, whatever its kind.
fn short(words: Option<&Range<usize>>) -> bool {
    words.is_some_and(|w| w.len() <= 6)
}

/// What a line says of the items below it.
fn frame(text: &Text<'_>, sentence: &Range<usize>) -> Option<Frame> {
    use ProposalKind::{Commitment, Recommendation};
    let words = clause::trimmed(text, sentence.clone())?;
    let last = words.end - 1;
    let form = text.lower(last);
    let subject_before = |at: usize| {
        let head = text.words[at].head.filter(|_| text.is(at, "aux")).unwrap_or(at);
        clause::subject(text, head).or_else(|| clause::subject(text, at)).map(|s| s.word)
    };
    // "This strategy should:", "Each Party shall:".
    if cues::is("should", &form) || cues::is("must", &form) {
        return Some(Frame {
            kind: Recommendation,
            holder: Holder::Around,
            addressees: subject_before(last).into_iter().collect(),
        });
    }
    if cues::is("will", &form) {
        let subject = subject_before(last)?;
        return Some(Frame { kind: Commitment, holder: Holder::Word(subject), addressees: Vec::new() });
    }
    let verbs = || words.clone().rev().filter(|&i| text.words[i].upos == Upos::Verb);
    let holds = |v: usize| {
        clause::subject(text, v).filter(|s| !s.passive).map_or(Holder::Around, |s| Holder::Word(s.word))
    };
    let noun_behind = |v: usize| {
        (v + 1..words.end)
            .rev()
            .find(|&i| matches!(text.words[i].upos, Upos::Noun | Upos::Propn | Upos::Pron))
    };
    for verb in verbs() {
        let lemma = text.lemma(verb).to_lowercase();
        let is = |list: &str| cues::is(list, &lemma);
        if form == "to" && is("advise-whom-to") {
            return Some(Frame {
                kind: Recommendation,
                holder: holds(verb),
                addressees: noun_behind(verb).into_iter().collect(),
            });
        }
        if matches!(form.as_str(), "to")
            && (is("commit-to") || cues::is("commit-prep", &format!("{lemma}-to")))
        {
            let subject = clause::subject(text, verb)?;
            return Some(Frame {
                kind: Commitment,
                holder: Holder::Word(subject.word),
                addressees: Vec::new(),
            });
        }
        if form == "to" && cues::is("oblige", &lemma) {
            return Some(Frame {
                kind: Recommendation,
                holder: Holder::Around,
                addressees: subject_before(verb).into_iter().collect(),
            });
        }
        let that = (verb + 1..words.end).find(|&i| text.lower(i) == "that");
        if is("advise-that") && (that.is_some() || verb == last) {
            let addressees = that.and_then(&noun_behind).into_iter().collect();
            return Some(Frame { kind: Recommendation, holder: holds(verb), addressees });
        }
    }
    let heads = |list: &str| {
        words.clone().find(|&i| {
            matches!(text.words[i].upos, Upos::Noun | Upos::Propn) && cues::has(list, text, i)
                || cues::is(list, text.lower(i).trim_end_matches('s'))
        })
    };
    let owner = |noun: usize| {
        let poss = text.children(noun).find(|&c| text.words[c].relation == "nmod:poss");
        let giver = text.words[noun]
            .head
            .and_then(|v| clause::subject(text, v))
            .filter(|s| !s.passive && s.word != noun)
            .map(|s| s.word);
        poss.or(giver).map_or(Holder::Around, Holder::Word)
    };
    if let Some(noun) = heads("advise-heading") {
        return Some(Frame { kind: Recommendation, holder: owner(noun), addressees: receivers(text, noun) });
    }
    let noun = heads("commit-heading")?;
    Some(Frame { kind: Commitment, holder: owner(noun), addressees: Vec::new() })
}

/// For whom the advice is that a line heads: "Recommendations for the council".
pub(super) fn addressed(text: &Text<'_>, sentence: &Range<usize>) -> Vec<usize> {
    let heads = |i: &usize| {
        text.words[*i].upos == Upos::Noun && cues::has("advise-heading", text, *i)
            || cues::is("advise-heading", text.lower(*i).trim_end_matches('s'))
    };
    sentence.clone().find(heads).map(|noun| receivers(text, noun)).unwrap_or_default()
}

/// Those to or for whom a noun is.
fn receivers(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let to = |i: &usize| text.by(*i, "case").any(|c| matches!(text.lower(c).as_str(), "to" | "for"));
    text.by(noun, "nmod").filter(to).collect()
}

/// Adds the items that their line makes proposals, and gives those already found its holder and addressees.
pub(super) fn items(scene: &Scene<'_>, leads: &[Lead], found: &mut Found) {
    let text = scene.text;
    let mut done: HashSet<usize> = HashSet::new();
    // An inner list comes behind the one around it, and its line is the nearer one.
    for lead in leads.iter().rev() {
        if let Some(above) = lead.sentence.filter(|_| lead.opens) {
            // "The plan will take three steps:" foretells nothing.
            let words = &text.sentences[above];
            found.0.retain(|head, c| !words.contains(head) || c.kind != ProposalKind::Prediction);
        }
        let Some(mut frame) = lead.frame.clone() else { continue };
        // "Parliament should ask for a plan. The plan should: ...": the one who is to see to the thing.
        if let Some(above) =
            lead.sentence.filter(|_| !frame.addressees.iter().any(|&a| parties::can_act(scene, a)))
        {
            let block = text.blocks[text.block(text.sentences[above].start)].words.clone();
            let mut before = found.0.range(block).map(|(_, c)| c).rev();
            let told = before.find(|c| c.kind == frame.kind && !c.addressees.is_empty());
            let maker = frame.addressees.first().and_then(|&a| addressed::maker(scene, found, a));
            if let Some(maker) = maker {
                frame.addressees = maker;
            } else if let Some(told) = told.filter(|_| !frame.addressees.is_empty()) {
                frame.addressees.clone_from(&told.addressees);
            }
        }
        for block in lead.items.clone() {
            if !done.insert(block) {
                continue;
            }
            let words = text.blocks[block].words.clone();
            let Some(sentence) = text.words.get(words.start).map(|w| text.sentences[w.sentence].clone())
            else {
                continue;
            };
            if sentence.len() > LONGEST {
                continue;
            }
            let mut own = false;
            for candidate in found.0.range_mut(sentence.clone()).map(|(_, c)| c) {
                own = true;
                if candidate.means == Means::Imperative {
                    candidate.kind = frame.kind;
                    candidate.means = Means::Item;
                }
                if candidate.holder == Holder::Around {
                    candidate.holder = frame.holder;
                }
                if candidate.addressees.is_empty() && candidate.means == Means::Item {
                    candidate.addressees.clone_from(&frame.addressees);
                }
            }
            let Some(bare) = clause::trimmed(text, sentence).filter(|_| !own && !lead.goes_on) else {
                continue;
            };
            let head = text.head(&bare);
            let told = clause::own_subject(text, head).is_some()
                || !matches!(text.words[head].upos, Upos::Verb | Upos::Noun | Upos::Adj);
            if !told {
                let negative = clause::negation(text, head).is_some();
                let (holder, addressees) = (frame.holder, frame.addressees.clone());
                let candidate = Candidate {
                    holder,
                    addressees,
                    negative,
                    ..Candidate::new(frame.kind, Means::Item, head)
                };
                found.add_joined(scene, candidate);
            }
        }
    }
}

/// Says of each row in a list which row it is a part of: that of the item above a sub-item, else that of the line above.
pub(super) fn parents(scene: &Scene<'_>, leads: &[Lead], rows: &mut [(usize, Row<Proposal>)]) {
    let text = scene.text;
    for lead in leads {
        let above = lead.sentence.and_then(|s| last_in(rows, &text.sentences[s]));
        // The items around the one in question, outermost first, each with its row.
        let mut around: Vec<(u8, Option<RowId>)> = Vec::new();
        for block in lead.items.clone() {
            let own = level(scene, block);
            while around.last().is_some_and(|(l, _)| *l >= own) {
                around.pop();
            }
            let parent = around.iter().rev().find_map(|(_, id)| id.clone()).or_else(|| above.clone());
            let words = &text.blocks[block].words;
            let mut first = None;
            for (_, row) in rows.iter_mut().filter(|(head, _)| words.contains(head)) {
                first.get_or_insert_with(|| row.id.clone());
                row.body.parent.clone_from(&parent);
            }
            around.push((own, first));
        }
    }
}

fn last_in(rows: &[(usize, Row<Proposal>)], words: &Range<usize>) -> Option<RowId> {
    rows.iter().rev().find(|(head, _)| words.contains(head)).map(|(_, row)| row.id.clone())
}
