//! Quotations as a whole: marks say where words begin and end that the model saw in part.

use super::draft::Draft;
use super::{clauses, cues, marks, phrase, source};
use crate::text::Text;
use relata_language::Upos;
use relata_rows::{BlockKind, Span};
use std::ops::Range;

/// What stands between two marks.
#[derive(Debug, Clone)]
pub(crate) struct Quotation {
    /// Without the marks.
    pub span: Span,
    /// Its words with the marks.
    pub words: Range<usize>,
    pub closed: bool,
    /// The index of its block.
    pub block: usize,
}

/// Words of the least quotation that is somebody's: shorter ones are as often titles or single words.
const LEAST: usize = 4;

/// The quotations of a document, in order.
pub(crate) fn find(text: &Text<'_>) -> Vec<Quotation> {
    let mut all = Vec::new();
    for (number, block) in text.blocks.iter().enumerate() {
        if block.kind == BlockKind::Quotation {
            let (span, words) = (block.span, block.words.clone());
            // It goes on in the next block, if that is one too.
            let last = text.blocks.get(number + 1).is_none_or(|next| next.kind != BlockKind::Quotation);
            all.push(Quotation { span, words, closed: last, block: number });
            continue;
        }
        for q in block.span.get(text.text).map(marks::find).unwrap_or_default() {
            let span = Span::new(block.span.start + q.start, block.span.start + q.end);
            let words = &text.words[block.words.clone()];
            let from = block.words.start + words.partition_point(|w| w.span.start < span.start);
            let to = block.words.start + words.partition_point(|w| w.span.end <= span.end);
            if from >= to {
                continue;
            }
            // The marks are words of their own, where the tokeniser parts them.
            let open =
                from.checked_sub(1).filter(|&i| i >= block.words.start && !text.is_word(i)).unwrap_or(from);
            let close = if to < block.words.end && q.closed && !text.is_word(to) { to + 1 } else { to };
            all.push(Quotation { span, words: open..close, closed: q.closed, block: number });
        }
    }
    all
}

/// Whether a stretch stands between marks.
pub(crate) fn inside(quotations: &[Quotation], span: Span) -> bool {
    let next = quotations.partition_point(|q| q.span.start <= span.start);
    quotations[..next].last().is_some_and(|q| q.span.contains(span))
}

/// `The governor added:`, and the paragraph behind it without marks: all of that is hers. A list as well.
pub(crate) fn brought_in_below(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    for number in 1..text.blocks.len() {
        let (above, block) = (&text.blocks[number - 1], &text.blocks[number]);
        let colon = above.words.end - 1;
        let sentence = text.sentences[text.words[colon].sentence].clone();
        let begins_with_mark = !text.is_word(block.words.start);
        if text.words[colon].text != ":" || begins_with_mark || block.kind != BlockKind::Paragraph {
            continue;
        }
        let mut all = drafts.iter().flat_map(|d| d.contents.iter().chain(&d.cue).map(move |c| (d, c)));
        let speaks = |d: &Draft| {
            d.parent.is_none()
                && d.source.is_some()
                && d.cue.as_ref().is_some_and(|c| {
                    sentence.contains(&c.start) && cues::tells("speech", &text.lemma(text.head(c)))
                })
        };
        let others = all.any(|(d, c)| overlap(c, &block.words) && !speaks(d));
        if others {
            continue;
        }
        if !drafts.iter().any(speaks) {
            drafts.extend(announced(text, &sentence));
        }
        let Some(owner) = drafts.iter_mut().find(|d| speaks(d)) else { continue };
        let told = owner.cue.as_ref().map_or(colon, |c| c.end);
        let outside =
            |c: &Range<usize>| !overlap(c, &block.words) && (!sentence.contains(&c.start) || c.start == told);
        owner.contents.retain(outside);
        owner.contents.push(block.words.clone());
        owner.contents.sort_by_key(|c| c.start);
    }
}

/// The verb of speech of a sentence that ends in a colon, with its subject.
fn announced(text: &Text<'_>, sentence: &Range<usize>) -> Option<Draft> {
    let verb = sentence.clone().find(|&i| {
        text.words[i].upos == Upos::Verb && cues::tells("speech", &text.lemma(i)) && text.is(i, "root")
    })?;
    let subject = text.by(verb, "nsubj").find(|&s| s < verb && source::can_hold(text, s))?;
    let cue = verb..verb + 1;
    let source = source::phrase(text, subject, &cue, &[])?;
    Some(Draft { source: Some(source), cue: Some(cue), contents: Vec::new(), parent: None, sure: 0.7 })
}

/// Gives every quotation to the statement that holds most of it, whole, and those that nobody holds to the
/// one they go on with.
pub(crate) fn complete(text: &Text<'_>, quotations: &[Quotation], drafts: &mut Vec<Draft>) {
    let mut before: Option<usize> = None;
    for (i, q) in quotations.iter().enumerate() {
        if let Some(signed) = signed(text, q) {
            drafts.push(signed);
            before = None;
            continue;
        }
        let owners: Vec<usize> = (0..drafts.len())
            .filter(|&d| drafts[d].parent.is_none() && shared(&drafts[d], &q.words) > 0)
            .collect();
        let owner = match owners.as_slice() {
            [] => goes_on(text, quotations, i, before, drafts)
                .or_else(|| brought_in(text, q, drafts))
                .or_else(|| spoken(text, q, drafts)),
            [d] => {
                fill(text, &mut drafts[*d], q);
                Some(*d)
            }
            // Who speaks stands outside; the others are told of in these words.
            several => {
                let outside = |d: &&usize| drafts[**d].cue.as_ref().is_some_and(|c| !overlap(c, &q.words));
                let mut speakers = several.iter().filter(outside);
                match (speakers.next().copied(), speakers.next()) {
                    (Some(speaker), None) => {
                        several.iter().filter(|d| **d != speaker).for_each(|&d| {
                            if drafts[d].contents.iter().all(|c| overlap(c, &q.words)) {
                                drafts[d].parent = Some(speaker);
                            }
                        });
                        fill(text, &mut drafts[speaker], q);
                        Some(speaker)
                    }
                    _ => None,
                }
            }
        };
        before = owner;
    }
}

/// How many words of a range the contents hold.
fn shared(draft: &Draft, words: &Range<usize>) -> usize {
    draft.contents.iter().map(|c| c.end.min(words.end).saturating_sub(c.start.max(words.start))).sum()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Widens the content that holds half of a quotation or more, or its beginning, to all of it.
fn fill(text: &Text<'_>, draft: &mut Draft, q: &Quotation) {
    let held = shared(draft, &q.words);
    let inside = |r: &Option<Range<usize>>| r.as_ref().is_some_and(|r| overlap(r, &q.words));
    // Two words for the mark and the first of them.
    let begins = draft.contents.iter().any(|c| c.contains(&(q.words.start + 2)));
    if 2 * held < q.words.len() && !begins || inside(&draft.cue) || inside(&draft.source) {
        return;
    }
    let touches = |c: &Range<usize>| c.start < q.words.end && c.end > q.words.start;
    let mut whole = q.words.clone();
    for c in draft.contents.iter().filter(|c| touches(c)) {
        whole = whole.start.min(c.start)..whole.end.max(c.end);
    }
    // A mark at the end that only closes the sentence stays outside.
    while whole.end > q.words.end && !text.is_word(whole.end - 1) {
        whole.end -= 1;
    }
    draft.contents.retain(|c| !touches(c));
    draft.contents.push(whole);
    draft.contents.sort_by_key(|c| c.start);
}

/// A quotation that nobody holds goes on with the one before it: as the next paragraph of one that was
/// not closed, or as the next sentence of the same paragraph.
fn goes_on(
    text: &Text<'_>,
    quotations: &[Quotation],
    i: usize,
    before: Option<usize>,
    drafts: &mut [Draft],
) -> Option<usize> {
    let owner = before?;
    let (last, q) = (&quotations[i - 1], &quotations[i]);
    let first_of_block = q.words.start == text.blocks[q.block].words.start;
    let next_paragraph = !last.closed && q.block == last.block + 1 && first_of_block;
    let whole_sentence = text.sentences.iter().any(|s| s.start == q.words.start);
    let next_sentence = q.block == last.block
        && whole_sentence
        && words(text, &q.words) >= LEAST
        && text.words[q.words.start].sentence <= text.words[last.words.end - 1].sentence + 2;
    (next_paragraph || next_sentence).then(|| {
        drafts[owner].contents.push(q.words.clone());
        owner
    })
}

/// `“...” — Ana Ruiz`, in one paragraph or two. What is told inside it is told by Ana Ruiz.
fn signed(text: &Text<'_>, q: &Quotation) -> Option<Draft> {
    // A name with its office.
    const LONGEST: usize = 12;
    let block = &text.blocks[q.block];
    let line = if q.words.end < block.words.end {
        q.words.end..block.words.end
    } else {
        text.blocks.get(q.block + 1)?.words.clone()
    };
    let dash = matches!(text.words[line.start].text, "—" | "–" | "-" | "--" | "―");
    let whole = q.words.start == block.words.start;
    let mut source = line.start + 1..line.end;
    while source.end > source.start && !text.is_word(source.end - 1) {
        source.end -= 1;
    }
    let named = source.clone().any(|i| text.words[i].upos == Upos::Propn);
    let fits = dash && whole && named && source.len() <= LONGEST && words(text, &q.words) >= 2;
    let contents = vec![q.words.clone()];
    fits.then_some(Draft { source: Some(source), cue: None, contents, parent: None, sure: 0.8 })
}

/// `The report ends on a plain note: “...”`, in one paragraph or before a block quotation: the subject of the
/// clause before the colon speaks.
fn brought_in(text: &Text<'_>, q: &Quotation, drafts: &mut Vec<Draft>) -> Option<usize> {
    let colon = q.words.start.checked_sub(1).filter(|&i| text.words[i].text == ":")?;
    let clause = text.sentences[text.words[colon].sentence].start..colon;
    if words(text, &q.words) < LEAST || clause.is_empty() {
        return None;
    }
    let verb = clause.clone().find(|&i| text.words[i].head.is_none() || text.is(i, "root"))?;
    let at = verb..verb + 1;
    // The tree of "is eleven words long: ..." may lose the subject.
    let first = || {
        let subject = clause.clone().find(|&i| text.is(i, "nsubj") && source::can_hold(text, i))?;
        source::phrase(text, subject, &at, std::slice::from_ref(&q.words))
    };
    let source = source::of_cue(text, &at, std::slice::from_ref(&q.words)).or_else(first)?;
    let cue = (text.words[verb].upos == Upos::Verb).then_some(at);
    drafts.push(Draft {
        source: Some(source),
        cue,
        contents: vec![q.words.clone()],
        parent: None,
        sure: 0.7,
    });
    Some(drafts.len() - 1)
}

/// `“Are we there?” Ana Ruiz said.`: a verb of speech in the sentence that the quotation ends or begins in, with
/// the one who speaks beside it.
fn spoken(text: &Text<'_>, q: &Quotation, drafts: &mut Vec<Draft>) -> Option<usize> {
    if !is_long(text, q) || is_title(text, q) {
        return None;
    }
    let block = &text.blocks[q.block];
    let end_of = |word: usize| text.sentences[text.words[word].sentence].end.min(block.words.end);
    let start_of = |word: usize| text.sentences[text.words[word].sentence].start.max(block.words.start);
    // The frame may be a sentence of its own behind a question mark.
    let next = q.words.end.min(block.words.end - 1);
    let behind = q.words.end..end_of(next).max(q.words.end);
    let before = start_of(q.words.start)..q.words.start;
    for frame in [behind, before] {
        let Some(verb) = frame
            .clone()
            .find(|&i| text.words[i].upos == Upos::Verb && cues::tells("speech", &text.lemma(i)))
        else {
            continue;
        };
        // "I hope that she says, ...": the outer one holds all of it.
        let held = |outer: usize| {
            clauses::told(text, outer).is_some_and(|d| d.contents.iter().any(|c| c.contains(&verb)))
        };
        if phrase::above(text, verb).any(held) {
            return None;
        }
        let cue = verb..verb + 1;
        let taken = std::slice::from_ref(&q.words);
        let subject = text.by(verb, "nsubj").find(|s| frame.contains(s))?;
        if let Some(d) = drafts.iter().position(|d| d.cue.as_ref().is_some_and(|c| c.contains(&verb))) {
            drafts[d].contents.push(q.words.clone());
            drafts[d].contents.sort_by_key(|c| c.start);
            return Some(d);
        }
        let source = source::phrase(text, subject, &cue, taken)?;
        drafts.push(Draft {
            source: Some(source),
            cue: Some(cue),
            contents: vec![q.words.clone()],
            parent: None,
            sure: 0.8,
        });
        return Some(drafts.len() - 1);
    }
    None
}

/// Whether it is long enough to be somebody's.
pub(crate) fn is_long(text: &Text<'_>, q: &Quotation) -> bool {
    words(text, &q.words) >= LEAST
}

fn words(text: &Text<'_>, range: &Range<usize>) -> usize {
    range.clone().filter(|&i| text.is_word(i)).count()
}

/// The quotations of at least four words that none of the contents holds.
pub(crate) fn lost<'q>(
    text: &'q Text<'_>,
    quotations: &'q [Quotation],
    contents: &'q [Span],
) -> impl Iterator<Item = &'q Quotation> {
    quotations
        .iter()
        .filter(|q| is_long(text, q) && !is_title(text, q) && !contents.iter().any(|c| c.overlaps(q.span)))
}

/// "Winter at the Weir": the words of a title begin with capitals, but for short ones.
fn is_title(text: &Text<'_>, q: &Quotation) -> bool {
    // The longest words that titles leave small: "from", "with".
    const SMALL: usize = 4;
    let capital = |i: usize| text.words[i].text.starts_with(|c: char| !c.is_lowercase());
    let ends = text.words[q.words.end - 1].text.contains(['.', '?', '!']);
    !ends && q.words.clone().all(|i| capital(i) || text.words[i].text.len() <= SMALL)
}
