//! How far a content goes: not over the end of its paragraph, nor into what the writer goes on to tell.

use super::draft::Draft;
use super::quotes::{self, Quotation};
use super::{cues, labels, phrase, source};
use crate::text::Text;
use relata_language::Upos;
use relata_rows::BlockKind;
use std::ops::Range;

/// Mends the contents of a draft that has a cue, one step after the other: whole first, then cut.
pub(crate) fn mend(text: &Text<'_>, quotations: &[Quotation], draft: &mut Draft) {
    let Some(cue) = &draft.cue else { return };
    let contents = &mut draft.contents;
    whole_clause(text, cue, contents);
    within_reach(text, cue, contents);
    within_block(text, cue, contents);
    within_sentence(text, quotations, cue, contents);
    within_semicolon(text, quotations, cue, contents);
    past_semicolon(text, cue, contents);
    within_infinitive(text, cue, contents);
    within_clause(text, cue, contents);
    beside_quotation(text, quotations, &draft.source, cue, contents);
    behind_adverb(text, cue, contents);
    in_front(text, draft);
}

/// Completes a clause of which the model saw the beginning or the end: "predicted that economies - the large ones -
/// | will grow".
fn whole_clause(text: &Text<'_>, cue: &Range<usize>, contents: &mut [Range<usize>]) {
    let [content] = contents else { return };
    let head = text.head(content);
    let verb = text.by(text.head(cue), "ccomp").find(|&v| {
        v >= cue.end && !content.contains(&v) && text.is_under(head, v) && content.start >= cue.end
    });
    let Some(verb) = verb else { return };
    let Some(all) = phrase::run(text, cue.end, |i| text.is_under(i, verb)) else { return };
    if all.contains(&verb) && all.start <= content.start && content.start <= all.end {
        *content = all.start..all.end.max(content.end);
    }
}

/// Takes from a quotation with its frame ("...", she said) what stands in the sentence before it without marks, and
/// what the frame goes on with ("after he had left").
fn beside_quotation(
    text: &Text<'_>,
    quotations: &[Quotation],
    source: &Option<Range<usize>>,
    cue: &Range<usize>,
    contents: &mut Vec<Range<usize>>,
) {
    let frame = source.as_ref().map_or(cue.clone(), |s| s.start.min(cue.start)..s.end.max(cue.end));
    let Some(q) = quotations.iter().find(|q| q.words.end == frame.start && quotes::is_long(text, q)) else {
        return;
    };
    if !contents.iter().any(|c| c.start < q.words.end && q.words.start < c.end) {
        return;
    }
    let first = text.words[q.words.start].sentence;
    let quoted = |i: usize| quotes::inside(quotations, text.words[i].span);
    for content in contents.iter_mut() {
        let earlier = |i: &usize| text.words[*i].sentence < first && text.is_word(*i) && !quoted(*i);
        if content.start < q.words.start
            && content.end > q.words.start
            && content.clone().any(|i| earlier(&i))
        {
            content.start = q.words.start;
        }
    }
    contents.retain(|c| {
        let words = || c.clone().filter(|&i| text.is_word(i));
        let before = c.end <= q.words.start && text.words[c.end - 1].sentence < first;
        let adjunct = c.start >= frame.end
            && (text.is(c.start, "mark") || text.is(c.start, "case") || text.words[c.start].xpos == "WRB")
            && text.lower(c.start) != "that";
        words().any(quoted) || !(before || adjunct)
    });
}

/// Ends a content in the writer's words with the sentence of its cue; what follows is the writer's again, unless
/// marks of quotation carry on.
fn within_sentence(
    text: &Text<'_>,
    quotations: &[Quotation],
    cue: &Range<usize>,
    contents: &mut Vec<Range<usize>>,
) {
    let end = text.sentences[text.words[cue.start].sentence].end;
    let quoted = |c: &Range<usize>| c.clone().any(|i| quotes::inside(quotations, text.words[i].span));
    if text.words[end - 1].text != ":" && contents.iter().any(|c| c.start < end) {
        // Nothing of a later sentence without marks, in the paragraph of the cue.
        contents.retain(|c| c.start < end || quoted(c) || text.block(c.start) != text.block(cue.start));
    }
    for content in contents.iter_mut().filter(|c| c.start >= cue.end && c.start < end && c.end > end) {
        let goes_on = |i: usize| quotes::inside(quotations, text.words[i].span);
        let rest = (end..content.end).filter(|&i| text.is_word(i));
        if !rest.clone().any(goes_on) && text.block(content.end - 1) == text.block(cue.start) {
            content.end = end;
            while content.end > content.start + 1 && text.words[content.end - 1].text == "." {
                content.end -= 1;
            }
        }
    }
}

/// "the count was low; the mayor's was 1,100": in the writer's words, a clause of its own behind a semicolon is the
/// writer's again.
fn within_semicolon(
    text: &Text<'_>,
    quotations: &[Quotation],
    cue: &Range<usize>,
    contents: &mut [Range<usize>],
) {
    // Behind a label all is told.
    let told = text.is_word(cue.start);
    for content in contents.iter_mut().filter(|c| told && c.start >= cue.end) {
        let quoted = |i: usize| quotes::inside(quotations, text.words[i].span);
        let Some(mark) = content.clone().skip(1).find(|&i| text.words[i].text == ";") else { continue };
        let clause = mark + 1..content.end;
        let joined = matches!(text.lower(mark + 1).as_str(), "that" | "and" | "but" | "or");
        // Several of them are a list.
        let several = content.clone().filter(|&i| text.words[i].text == ";").count() > 1;
        if !quoted(mark) && !joined && !several && labels::is_clause(text, &clause) {
            content.end = mark;
        }
    }
}

/// "reported 40 fires; | 30 of them in barns": a fragment behind a semicolon that hangs on the content
/// belongs to it.
fn past_semicolon(text: &Text<'_>, cue: &Range<usize>, contents: &mut [Range<usize>]) {
    for content in contents.iter_mut().filter(|c| c.start >= cue.end) {
        let sentence = &text.sentences[text.words[content.end - 1].sentence];
        let own = content.clone();
        let hangs = |i: usize| phrase::above(text, i).any(|a| own.contains(&a));
        if content.end + 1 < sentence.end && text.words[content.end].text == ";" {
            let more = phrase::run(text, content.end + 1, hangs).filter(|m| m.start == content.end + 1);
            if let Some(more) = more.filter(|m| !labels::is_clause(text, m)) {
                content.end = more.end;
            }
        }
    }
}

/// "to do it by Easter | and hired two fitters": what is promised is no deed.
fn within_infinitive(text: &Text<'_>, cue: &Range<usize>, contents: &mut [Range<usize>]) {
    let head = text.head(cue);
    for content in contents.iter_mut().filter(|c| c.start >= cue.end && text.lower(c.start) == "to") {
        let deed = content.clone().find(|&i| {
            text.is(i, "conj")
                && text.words[i].head == Some(head)
                && matches!(text.words[i].xpos, "VBD" | "VBZ")
        });
        let Some(deed) = deed else { continue };
        if let Some(and) = (content.start + 1..deed).rev().take(4).find(|&i| text.is(i, "cc")) {
            content.end = and;
        }
    }
}

/// Drops what the model ties to a cue that stands paragraphs away.
fn within_reach(text: &Text<'_>, cue: &Range<usize>, contents: &mut Vec<Range<usize>>) {
    let mut reached = text.block(cue.start);
    contents.retain(|c| {
        let near = text.block(c.start) <= reached + 1;
        if near {
            reached = reached.max(text.block(c.end - 1));
        }
        near
    });
}

/// "wanted | to know who had signed": the question is what stands behind.
pub(crate) fn to_learn(text: &Text<'_>, draft: &mut Draft) {
    let (Some(cue), [content]) = (&draft.cue, draft.contents.as_mut_slice()) else { return };
    let wants = matches!(text.lemma(text.head(cue)).as_str(), "want" | "like" | "ask" | "demand");
    let learns = text.lower(content.start) == "to"
        && text.words.get(content.start + 1).is_some_and(|w| w.upos == Upos::Verb)
        && cues::tells("learn", &text.lemma(content.start + 1))
        && (text.words.get(content.start + 2).is_some_and(|w| w.xpos.starts_with('W'))
            || matches!(text.lower(content.start + 2).as_str(), "if" | "whether"));
    if wants && learns && content.start == cue.end && content.len() > 2 {
        draft.cue = Some(cue.start..content.start + 2);
        content.start += 2;
    }
}

/// "says only, | “Staff costs are treated elsewhere.”"
fn behind_adverb(text: &Text<'_>, cue: &Range<usize>, contents: &mut [Range<usize>]) {
    for content in contents.iter_mut().filter(|c| c.start == cue.end && c.len() > 3) {
        let mark = content.start + 2;
        let frame = text.words[content.start].upos == Upos::Adv && text.words[content.start + 1].text == ",";
        if frame && matches!(text.words[mark].text, "“" | "\"" | "''" | "‘") {
            content.start = mark;
        }
    }
}

/// Cuts contents at the ends of blocks. Told in the writer's words they stay in the block of their cue;
/// behind a colon, and in quotations, each paragraph is a part.
fn within_block(text: &Text<'_>, cue: &Range<usize>, contents: &mut Vec<Range<usize>>) {
    let home = text.block(cue.start);
    let brings_in = text.words[text.blocks[home].words.end - 1].text == ":";
    let mut parts = Vec::new();
    for content in contents.drain(..) {
        let mut from = content.start;
        for number in text.block(content.start)..=text.block(content.end - 1) {
            let block = &text.blocks[number];
            let to = content.end.min(block.words.end);
            let quoted = block.kind == BlockKind::Quotation
                || matches!(text.words[from].text, "“" | "\"" | "«" | "„" | "‘" | "''" | "'")
                || text.words[from].text.starts_with(['“', '"']);
            if from < to && (number == home || quoted || brings_in) {
                parts.push(from..to);
            }
            from = to;
        }
    }
    *contents = parts;
}

/// Cuts a content that a noun brings in before the verb whose subject or object the noun is: "his claim that
/// it failed | is old".
fn within_clause(text: &Text<'_>, cue: &Range<usize>, contents: &mut [Range<usize>]) {
    let noun = text.head(cue);
    if text.words[noun].upos == Upos::Noun && cues::tells("noun", &text.lemma(noun)) {
        for content in contents.iter_mut().filter(|c| c.start >= cue.end) {
            // "his claims of thrift: he has bought ...", "her claim that it burnt, and the hall was sold"
            let apart = content.clone().skip(1).find(|&i| {
                let beside = |v: usize| {
                    text.is(v, "conj")
                        && v > i
                        && text.words[v].head.is_some_and(|h| h < cue.start && text.is_under(noun, h))
                        && text.by(v, "nsubj").any(|s| s > i)
                };
                text.words[i].text == ":" && labels::is_clause(text, &(i + 1..content.end))
                    || text.is(i, "cc") && text.words[i].head.is_some_and(beside)
            });
            content.end = apart.unwrap_or(content.end);
        }
    }
    let Some(verb) = text.words[noun]
        .head
        .filter(|_| text.words[noun].upos == Upos::Noun && (text.is(noun, "nsubj") || text.is(noun, "obj")))
    else {
        return;
    };
    for content in contents.iter_mut().filter(|c| c.start >= cue.end && c.contains(&verb) && c.start < verb) {
        let mut cut = verb;
        while cut > content.start + 1 && text.is_under(cut - 1, verb) && !text.is_under(cut - 1, noun) {
            cut -= 1;
        }
        content.end = cut;
    }
}

/// "By insisting that the well was safe, | the foreman lost his crew": a clause in front ends before the subject of
/// the one it hangs on, and that subject tells it.
fn in_front(text: &Text<'_>, draft: &mut Draft) {
    let Some(cue) = &draft.cue else { return };
    let head = text.head(cue);
    let [content] = draft.contents.as_mut_slice() else { return };
    // Of those who are asked or told it says nothing.
    let held = text.words[head].xpos != "VBN" || cues::tells("adjective", &text.lower(head));
    let bare = held
        && matches!(text.words[head].xpos, "VBG" | "VBN" | "JJ")
        && !text.by(head, "nsubj").any(|s| s < head);
    let sentence = &text.sentences[text.words[head].sentence];
    // At most a preposition before it.
    if draft.source.is_some() || !bare || cue.start > sentence.start + 1 || content.start < cue.end {
        return;
    }
    let subject = (content.start + 1..sentence.end).find(|&i| {
        let comma =
            (content.start..i).rev().find(|&k| !text.is_under(k, i)).filter(|&k| text.words[k].text == ",");
        text.is(i, "nsubj") && comma.is_some() && text.words[i].head.is_some_and(|v| v > i)
    });
    let Some(subject) = subject else { return };
    let Some(start) = phrase::whole(text, subject).map(|w| w.start).filter(|&s| s > content.start) else {
        return;
    };
    content.end = content.end.min(start);
    let taken = std::slice::from_ref(&*content);
    draft.source = source::phrase(text, subject, cue, taken);
}

/// "says the island is empty | and Valdora insists that ...": what is told beside a cue, not under it, is no
/// part of its content, and stands beside it.
pub(crate) fn beside(text: &Text<'_>, quotations: &[Quotation], drafts: &mut [Draft]) {
    for d in 0..drafts.len() {
        let Some(outer) = drafts[d].parent else { continue };
        let (Some(cue), Some(above)) = (&drafts[d].cue, &drafts[outer].cue) else { continue };
        let (head, top) = (text.head(cue), text.head(above));
        let joined = ["conj", "parataxis"].iter().any(|r| text.is(head, r))
            || (text.is(head, "advcl") && text.by(head, "mark").any(|m| text.lower(m) == "while"));
        // Inside somebody's own words nothing stands beside them.
        let quoted = |i: usize| quotes::inside(quotations, text.words[i].span);
        if quoted(head) && !quoted(top) {
            continue;
        }
        let subject = text.by(head, "nsubj").find(|&s| s < head);
        let apart = subject
            .and_then(|s| phrase::whole(text, s)?.start.checked_sub(1))
            .is_some_and(|i| text.words[i].text == ";");
        if text.words[head].head != Some(top)
            || !(joined || apart)
            || head < top
            || drafts[d].contents.is_empty()
        {
            continue;
        }
        let mut cut =
            subject.and_then(|s| phrase::whole(text, s)).map_or(cue.start, |s| s.start.min(cue.start));
        let joins = |i: usize| !text.is_word(i) || text.is(i, "cc") || text.is(i, "mark");
        while cut > above.end && joins(cut - 1) && !matches!(text.words[cut - 1].text, "”" | "\"" | "''") {
            cut -= 1;
        }
        let shared = drafts[outer].source.clone();
        let contents = &mut drafts[outer].contents;
        contents.retain(|c| c.start < cut);
        contents.iter_mut().for_each(|c| c.end = c.end.min(cut));
        drafts[d].parent = drafts[outer].parent;
        drafts[d].contents.retain(|c| c.start >= cut);
        if subject.is_none() {
            drafts[d].source = shared;
        }
    }
}

/// Cuts what is told inside a "that" clause before the next one: "said that the vet blamed the feed | and that
/// the merchant blamed the vet".
pub(crate) fn within_that(text: &Text<'_>, outer: &[Range<usize>], contents: &mut [Range<usize>]) {
    if !outer.iter().any(|c| text.lower(c.start) == "that") {
        return;
    }
    for content in contents.iter_mut().filter(|c| text.lower(c.start) != "that") {
        let next = (content.start + 1..content.end.saturating_sub(1))
            .find(|&i| text.is(i, "cc") && text.lower(i + 1) == "that");
        if let Some(mut cut) = next {
            while cut > content.start + 1 && !text.is_word(cut - 1) {
                cut -= 1;
            }
            content.end = cut;
        }
    }
}
