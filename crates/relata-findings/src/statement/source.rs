//! Whose words they are: the source that the tree gives a cue, how far its phrase goes, what sort it is.

use super::draft::Draft;
use super::quotes::Quotation;
use super::{cues, phrase};
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{self, Pos};
use relata_rows::SourceKind;
use std::ops::Range;

/// The phrase of the one who speaks, for a cue that the model left without a source: the subject of a
/// verb, the possessor or agent of a noun, what stands behind "according to". `taken` are the words of
/// the contents, where no source can stand.
pub(crate) fn of_cue(text: &Text<'_>, cue: &Range<usize>, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let free = |i: usize| !cue.contains(&i) && !taken.iter().any(|t| t.contains(&i));
    let mut at = text.head(cue);
    // A subject may be further up: "came out, saying", "is said to believe".
    for _ in 0..4 {
        if let Some(found) = beside(text, at, &free) {
            return phrase(text, found, cue, taken);
        }
        let word = &text.words[at];
        let head = word.head?;
        if text.is(at, "acl") && !taken.iter().any(|t| t.contains(&head)) {
            // "a letter saying", "the clerk who said".
            return phrase(text, head, cue, taken);
        }
        let climbs = ["conj", "advcl", "xcomp", "ccomp", "obj", "obl", "parataxis", "cop"];
        if !climbs.iter().any(|r| text.is(at, r)) || taken.iter().any(|t| t.contains(&head)) {
            return None;
        }
        at = head;
    }
    None
}

/// Looks for a source where the model gave none, or one in another sentence, or the one who is told.
pub(crate) fn mend(
    text: &Text<'_>,
    cue: &Range<usize>,
    source: &mut Option<Range<usize>>,
    taken: &[Range<usize>],
) {
    match source {
        None if is_asked(text, text.head(cue)) => *source = agent(text, cue, taken),
        None => *source = of_cue(text, cue, taken),
        Some(given) if text.words[given.start].sentence != text.words[cue.start].sentence => {
            *source = of_cue(text, cue, taken).or(source.take());
        }
        Some(given) if is_addressee(text, cue, given) => *source = agent(text, cue, taken),
        Some(_) => {}
    }
}

/// Whether the source that the model gave is the one who is asked or told: "the mayor was asked whether", "asked
/// by a reporter if he would stand, the mayor".
fn is_addressee(text: &Text<'_>, cue: &Range<usize>, source: &Range<usize>) -> bool {
    let verb = text.head(cue);
    // "was convinced", "is worried": no one else does it.
    if cues::tells("adjective", &text.lower(verb)) {
        return false;
    }
    if is_asked(text, verb) {
        return !text.children(verb).any(|i| text.words[i].relation == "obl:agent" && source.contains(&i));
    }
    if text.words[verb].xpos != "VBN" || text.by(verb, "aux").any(|i| text.words[i].relation == "aux") {
        // "has asked" is active; "has been asked" has a passive auxiliary too.
        let passive = text.by(verb, "aux").any(|i| text.words[i].relation == "aux:pass");
        return passive && is_passive_subject(text, verb, source);
    }
    is_passive_subject(text, verb, source)
}

/// Whether a content is only the one who was told: "he was told by his lawyer that ...".
pub(crate) fn is_told(text: &Text<'_>, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let verb = text.head(cue);
    cues::tells("inform", &text.lemma(verb))
        && content.end <= cue.start
        && is_passive_subject(text, verb, content)
        && text.by(verb, "ccomp").any(|c| c > verb)
}

/// "Asked by a reporter, the mayor ...", "when asked whether": who asks is not the one who acts.
fn is_asked(text: &Text<'_>, verb: usize) -> bool {
    matches!(text.lemma(verb).as_str(), "ask" | "press" | "quiz" | "question")
        && text.is(verb, "advcl")
        && text.by(verb, "nsubj").next().is_none()
        && matches!(text.words[verb].xpos, "VBN" | "VBD")
}

fn is_passive_subject(text: &Text<'_>, verb: usize, source: &Range<usize>) -> bool {
    text.children(verb).any(|i| text.words[i].relation == "nsubj:pass" && source.contains(&i))
}

/// The agent of a passive verb: "asked by a reporter".
fn agent(text: &Text<'_>, cue: &Range<usize>, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let by = text.children(text.head(cue)).find(|&i| text.words[i].relation == "obl:agent")?;
    phrase(text, by, cue, taken)
}

/// The word beside `at` that names who speaks.
fn beside(text: &Text<'_>, at: usize, free: &impl Fn(usize) -> bool) -> Option<usize> {
    let first = |relation| text.by(at, relation).find(|&i| free(i));
    let passive = text.by(at, "nsubj").any(|i| text.words[i].relation == "nsubj:pass")
        || text.by(at, "aux").any(|i| text.words[i].relation == "aux:pass");
    if passive && cues::tells("adjective", &text.lower(at)) {
        return first("nsubj");
    }
    if passive {
        return text.children(at).find(|&i| free(i) && text.words[i].relation == "obl:agent");
    }
    let nominal = matches!(text.words[at].upos, Upos::Noun | Upos::Propn);
    match first("nsubj") {
        Some(subject) => Some(subject),
        None if nominal => holder_of_noun(text, at, free),
        None => None,
    }
}

/// "his claim", "a warning from the agency", "the fear among growers".
fn holder_of_noun(text: &Text<'_>, at: usize, free: &impl Fn(usize) -> bool) -> Option<usize> {
    let case = |i: usize, words: &[&str]| text.by(i, "case").any(|c| words.contains(&text.lower(c).as_str()));
    let owns = |i: &usize| free(*i) && (text.words[*i].relation == "nmod:poss" || case(*i, &["'s", "'"]));
    let by = |i: &usize| free(*i) && text.is(*i, "nmod") && case(*i, &["by", "from", "of", "among"]);
    let among = |i: &usize| free(*i) && text.is(*i, "nmod") && case(*i, &["in", "within", "across"]);
    // "the president's (so he says) firm denials": the tree may lose the owner behind a bracket.
    let apart = || {
        let between = |i: &usize| {
            !matches!(text.words[*i].upos, Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj)
        };
        let sentence = &text.sentences[text.words[at].sentence];
        let mark =
            (sentence.start..at).rev().take(6).take_while(between).find(|&i| text.words[i].xpos == "POS")?;
        text.words[mark].head.filter(|&owner| owner < mark && free(owner))
    };
    let own = text.children(at).find(owns).or_else(apart);
    own.or_else(|| text.children(at).find(by)).or_else(|| text.children(at).find(among))
}

/// The phrase of the one who holds what a noun names.
pub(crate) fn of_noun(
    text: &Text<'_>,
    noun: usize,
    cue: &Range<usize>,
    taken: &[Range<usize>],
) -> Option<Range<usize>> {
    let free = |i: usize| !cue.contains(&i) && !taken.iter().any(|t| t.contains(&i));
    phrase(text, holder_of_noun(text, noun, &free)?, cue, taken)
}

/// Gives the sources of all drafts the clauses beside them.
pub(crate) fn widen(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|d| d.cue.is_some()) {
        let (Some(cue), Some(source)) = (&draft.cue, draft.source.take()) else { continue };
        draft.source = Some(widened(text, cue, &draft.contents, source));
    }
}

/// "“Who,” cried a voice from the gallery, “was meant ...?”": a verb of speech right behind a closing mark has its
/// subject behind it, whatever the model took that for.
pub(crate) fn inverted(text: &Text<'_>, quotations: &[Quotation], draft: &mut Draft) {
    let Some(cue) = draft.cue.clone() else { return };
    let verb = text.head(&cue);
    let after = quotations.iter().any(|q| q.closed && q.words.end == cue.start);
    if !after || cue.len() > 1 || !cues::tells("speech", &text.lemma(verb)) {
        return;
    }
    let sentence = &text.sentences[text.words[verb].sentence];
    let mark = |i: &usize| matches!(text.words[*i].text, "," | "." | "“" | "\"" | ":" | ";");
    let Some(stop) = (verb + 1..sentence.end).find(mark) else { return };
    let Some(phrase) = phrase::trimmed(text, verb + 1..stop) else { return };
    let nominal = phrase.clone().all(|i| !matches!(text.words[i].upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    let other = draft.source.as_ref().is_none_or(|s| s.end <= verb);
    if !nominal || !other {
        return;
    }
    for content in draft.contents.iter_mut().filter(|c| c.start < phrase.end && c.end > phrase.start) {
        let behind = (phrase.end..content.end).find(|&i| text.words[i].text != ",");
        content.start = behind.unwrap_or(content.end);
    }
    draft.contents.retain(|c| c.clone().any(|i| text.is_word(i)));
    draft.source = Some(phrase);
}

/// "says customs union": what the model took for content is the subject right behind the cue.
pub(crate) fn behind(text: &Text<'_>, draft: &mut Draft) {
    let Some(cue) = draft.cue.clone().filter(|_| draft.source.is_none() && draft.contents.len() > 1) else {
        return;
    };
    let verb = text.head(&cue);
    let subject = |c: &Range<usize>| {
        let head = text.head(c);
        c.start == cue.end && text.is(head, "nsubj") && text.words[head].head == Some(verb)
    };
    if let Some(at) = draft.contents.iter().position(subject) {
        draft.source = Some(draft.contents.remove(at));
    }
}

/// Whether a noun has an owner or agent: "his claim", "a warning from the agency".
pub(crate) fn owner(text: &Text<'_>, noun: usize) -> Option<usize> {
    holder_of_noun(text, noun, &|_| true)
}

/// Whether the subject `head` can hold anything: a name, a pronoun that stands for somebody, a noun for
/// persons, bodies or writings. Things and silence cannot.
pub(crate) fn can_hold(text: &Text<'_>, head: usize) -> bool {
    let word = text.lower(head);
    match text.words[head].upos {
        Upos::Propn | Upos::Num | Upos::Adj | Upos::Det => true,
        Upos::Pron if text.words[head].relation == "expl" => false,
        // The noun that a relative clause hangs on.
        Upos::Pron if matches!(word.as_str(), "which" | "that") => phrase::above(text, head)
            .find_map(|w| text.words[w].head.filter(|_| text.is(w, "acl")))
            .is_some_and(|noun| text.words[noun].upos != Upos::Pron && can_hold(text, noun)),
        Upos::Pron => !matches!(
            word.as_str(),
            "this" | "there" | "what" | "nothing" | "something" | "everything" | "anything" | "whatever"
        ),
        Upos::Noun => is_somebody(text, head),
        _ => false,
    }
}

/// Whether a noun names persons, bodies or writings.
pub(crate) fn is_somebody(text: &Text<'_>, noun: usize) -> bool {
    let lemma = text.lemma(noun);
    let is = |above: &&str| lexicon::is_kind_of(&lemma, above, Pos::Noun, 2);
    cues::noun(&text.lower(noun)).is_some()
        || is_house(text, noun)
        || [
            "person",
            "social group",
            "organization",
            "people",
            "writing",
            "document",
            "publication",
            "statute",
        ]
        .iter()
        .any(is)
}

/// "the shelter", "the museum": a definite house stands for those in it.
fn is_house(text: &Text<'_>, noun: usize) -> bool {
    let definite = text.by(noun, "det").any(|d| text.lower(d) == "the");
    let lemma = text.lemma(noun);
    definite && ["structure", "facility"].iter().any(|above| lexicon::is_kind_of(&lemma, above, Pos::Noun, 1))
}

/// A phrase with the clause beside it that its commas close: "The review, published on Thursday, | praises"; of an
/// unnamed source "speaking on condition of ..." as well.
fn widened(
    text: &Text<'_>,
    cue: &Range<usize>,
    taken: &[Range<usize>],
    source: Range<usize>,
) -> Range<usize> {
    let sentence = &text.sentences[text.words[source.start].sentence];
    let before = source.end <= cue.start;
    let unnamed = || before && kind(text, &source) == SourceKind::Unnamed;
    let begins = |i: usize| {
        i + 1 < sentence.end
            && text.words[i].text == ","
            && (matches!(text.words[i + 1].xpos, "WDT" | "WP" | "WP$" | "VBN")
                || text.words[i + 1].xpos == "VBG" && unnamed())
    };
    let comma = |i: &usize| text.words[*i].text == ",";
    let at = begins(source.end);
    let end = if before {
        // The comma before the cue and its helping words; else the one behind which the clause is over.
        let helps = |i: usize| matches!(text.words[i].upos, Upos::Adv | Upos::Aux | Upos::Part);
        let inside = (source.start + 1..source.end).any(begins);
        let closing =
            (source.end + 1..cue.start).rev().find(comma).filter(|&c| (c + 1..cue.start).all(helps));
        let clause = std::iter::once(source.end + 1).chain(phrase::above(text, source.end + 1));
        let clause = clause.take_while(|w| !source.contains(w)).last().filter(|_| at);
        let over = clause
            .and_then(|head| (source.end + 1..cue.start).find(|&i| comma(&i) && !text.is_under(i + 1, head)));
        closing.filter(|_| at || inside).or(over)
    } else {
        let stop = (source.end + 1..sentence.end).find(comma).unwrap_or(sentence.end);
        (source.end..stop).rev().find(|&i| at && text.is_word(i)).map(|i| i + 1)
    };
    let Some(wide) = end.map(|end| source.start..end) else { return source };
    let free = !taken.iter().any(|t| t.start < wide.end && wide.start < t.end);
    // The verb of the cue, or one above it, is none of these words.
    let verbs = std::iter::once(text.head(cue)).chain(phrase::above(text, text.head(cue)));
    let own = verbs.into_iter().all(|v| !wide.contains(&v) || source.contains(&v));
    if free && own { wide } else { source }
}

/// A word with what hangs on it, up to the cue and the contents: "Ana Ruiz, a spokeswoman for the port".
pub(crate) fn phrase(
    text: &Text<'_>,
    head: usize,
    cue: &Range<usize>,
    taken: &[Range<usize>],
) -> Option<Range<usize>> {
    let stops = |i: usize| cue.contains(&i) || taken.iter().any(|t| t.contains(&i));
    let hangs = |i: usize| {
        !stops(i)
            && text.is_under(i, head)
            && !between(text, i, head).any(|w| {
                let joins =
                    text.is(w, "cc") && text.words[w].head.is_some_and(|c| text.words[c].upos != Upos::Verb);
                ["cop", "mark", "cc", "parataxis", "discourse"].iter().any(|r| text.is(w, r)) && !joins
            })
    };
    let sentence = &text.sentences[text.words[head].sentence];
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start && hangs(start - 1) {
        start -= 1;
    }
    while end < sentence.end && hangs(end) {
        end += 1;
    }
    while start < end && (!text.is_word(start) || text.words[start].upos == Upos::Adp && start < head) {
        start += 1;
    }
    while end > start && !text.is_word(end - 1) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The words from `word` up to, not including, `above`.
fn between<'a>(text: &'a Text<'_>, word: usize, above: usize) -> impl Iterator<Item = usize> + 'a {
    std::iter::successors(Some(word), |&w| text.words[w].head).take_while(move |&w| w != above)
}

/// The outlet that an unnamed source told: "officials told the Daily Gazette".
pub(crate) fn outlet(text: &Text<'_>, cue: &Range<usize>, taken: &[Range<usize>]) -> Option<Range<usize>> {
    let verb = text.head(cue);
    let told = text.children(verb).find(|&i| {
        let object = text.is(i, "obj") || text.is(i, "iobj");
        let to = text.is(i, "obl") && text.by(i, "case").any(|c| text.lower(c) == "to");
        (object || to) && text.words[i].upos == Upos::Propn && !taken.iter().any(|t| t.contains(&i))
    })?;
    let speaks = matches!(text.lemma(verb).as_str(), "tell" | "speak" | "say" | "confirm" | "inform");
    // The cue may hold the outlet: what it takes is of no account here.
    if speaks { phrase(text, told, &(told..told), taken) } else { None }
}

/// What sort of source a phrase names.
pub(crate) fn kind(text: &Text<'_>, phrase: &Range<usize>) -> SourceKind {
    let head = text.head(phrase);
    let word = text.lower(head);
    let own = matches!(word.as_str(), "i" | "we" | "me" | "us" | "my" | "our");
    match text.words[head].upos {
        _ if own => return SourceKind::Author,
        Upos::Propn => return SourceKind::Named,
        Upos::Pron
            if !matches!(
                word.as_str(),
                "some" | "many" | "others" | "several" | "one" | "another" | "each" | "most"
            ) =>
        {
            return SourceKind::Named;
        }
        _ => {}
    }
    // A name in apposition: "the minister, Ana Ruiz".
    let named = phrase.clone().any(|i| {
        text.words[i].upos == Upos::Propn && text.words[i].head == Some(head) && text.is(i, "appos")
    });
    if named {
        return SourceKind::Named;
    }
    if matches!(word.as_str(), "another" | "one" | "others" | "most" | "many" | "several" | "some") {
        return SourceKind::Unnamed;
    }
    let indefinite = text.by(head, "det").any(|d| matches!(text.lower(d).as_str(), "a" | "an"));
    match cues::noun(&word) {
        Some(SourceKind::Named) if indefinite => return SourceKind::Unnamed,
        Some(kind) => return kind,
        None => {}
    }
    let lemma = text.lemma(head);
    let is = |above: &str, senses| lexicon::is_kind_of(&lemma, above, Pos::Noun, senses);
    if ["document", "writing", "publication", "statute"].iter().any(|above| is(above, 2)) {
        return SourceKind::Document;
    }
    let definite = text.by(head, "det").any(|d| matches!(text.lower(d).as_str(), "the" | "this" | "that"))
        || text.children(head).any(|c| text.words[c].relation == "nmod:poss");
    if is("person", 1) && !definite { SourceKind::Unnamed } else { SourceKind::Named }
}
