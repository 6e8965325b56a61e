//! Verbs and adjectives whose subject holds what follows, by the tree alone: "the mayor hopes to reopen the
//! pass", "growers are confident that ...", "the claim is disputed by the family".

use super::draft::Draft;
use super::phrase::{group, run, trimmed, whole};
use super::{cues, source};
use crate::text::Text;
use relata_language::Upos;
use std::ops::Range;

/// What the word `verb` tells; `None` where it is no verb or adjective of the lists (`data/en/told.txt`) or has
/// nobody who could hold it.
pub(crate) fn told(text: &Text<'_>, verb: usize) -> Option<Draft> {
    let lemma = text.lemma(verb);
    match text.words[verb].upos {
        Upos::Adj if cues::tells("adjective", &lemma) => adjective(text, verb),
        Upos::Verb if text.by(verb, "aux").any(|i| text.words[i].relation == "aux:pass") => {
            passive(text, verb, &lemma)
        }
        Upos::Verb => active(text, verb, &lemma),
        _ => None,
    }
}

/// The verb whose subject does what `verb` tells, and that subject: "used to say", "came and said".
fn subject(text: &Text<'_>, verb: usize) -> Option<(usize, usize)> {
    let own = |v: usize| {
        text.by(v, "nsubj").find(|&s| s < v && text.words[s].relation != "nsubj:pass").map(|s| (v, s))
    };
    let joined = || {
        let joins = text.is(verb, "xcomp") || text.is(verb, "conj");
        text.words[verb].head.filter(|_| joins).and_then(own)
    };
    let found = own(verb).or_else(joined).filter(|&(_, s)| source::can_hold(text, s))?;
    // "you know, ..." only keeps the talk going.
    let filler = text.lower(found.1) == "you" && matches!(text.lemma(verb).as_str(), "know" | "see" | "mean");
    let asks =
        |i: usize| text.words.get(i).is_some_and(|w| w.xpos.starts_with('W')) || text.lower(i) == "that";
    (!filler || asks(verb + 1)).then_some(found)
}

fn active(text: &Text<'_>, verb: usize, lemma: &str) -> Option<Draft> {
    if let Some(told) = behind(text, verb, lemma) {
        return Some(told);
    }
    let (first, subject) = subject(text, verb)?;
    let from = if text.is(verb, "xcomp") { first } else { verb };
    let cue = group(text, from, subject + 1).start..verb + 1;
    if let Some((it, content)) = have_it(text, verb, lemma) {
        return draft(text, subject, cue.start..it + 1, vec![content]);
    }
    let clause = || cues::tells("verb", lemma).then(|| clause(text, verb)).flatten();
    let act = || cues::tells("act", lemma).then(|| act(text, verb)).flatten();
    let object = || cues::tells("judge", lemma).then(|| object(text, verb)).flatten();
    let number = || cues::tells("number", lemma).then(|| number(text, verb, lemma)).flatten();
    let quoted = || cues::tells("speech", lemma).then(|| quoted(text, verb)).flatten();
    if let Some(content) = clause() {
        let mut contents = vec![content];
        contents.extend(front(text, verb, subject));
        contents.sort_by_key(|c| c.start);
        return draft(text, subject, cue, contents);
    }
    if let Some(content) = act().or_else(object).or_else(number).or_else(quoted) {
        return draft(text, subject, cue, vec![content]);
    }
    let (preposition, content) = prepositional(text, verb, lemma)?;
    draft(text, subject, cue.start..preposition + 1, vec![content])
}

/// "told her that the gate was open": the clause.
fn clause(text: &Text<'_>, verb: usize) -> Option<Range<usize>> {
    let clause = text.by(verb, "ccomp").find(|&c| c > verb)?;
    let content = run(text, verb + 1, |i| text.is_under(i, clause))?;
    // "asked only | whether the launch was new"
    let mark = text.by(clause, "mark").find(|&m| content.contains(&m));
    let only = |m: &usize| (content.start..*m).all(|i| text.words[i].upos == Upos::Adv || !text.is_word(i));
    let start = mark.filter(only).unwrap_or(content.start);
    // "they think, but they were wrong" is another clause.
    let told = !content.contains(&verb) && text.words[start].upos != Upos::Cconj;
    told.then_some(start..content.end)
}

/// "The museum, the founder said, celebrated ...": the part of the clause before the frame.
fn front(text: &Text<'_>, verb: usize, subject: usize) -> Option<Range<usize>> {
    let clause = text.by(verb, "ccomp").find(|&c| c > verb)?;
    let start = whole(text, subject)?.start;
    let comma = start.checked_sub(1).filter(|&i| text.words[i].text == "," && i >= 1)?;
    let sentence = &text.sentences[text.words[verb].sentence];
    let first = (sentence.start..comma).find(|&i| text.is_under(i, clause))?;
    let content = trimmed(text, first..comma)?;
    let names = content.clone().any(|i| matches!(text.words[i].upos, Upos::Noun | Upos::Propn | Upos::Pron));
    let whole = content.clone().all(|i| text.is_under(i, clause) || !text.is_word(i));
    (names && whole).then_some(content)
}

/// "have it that the ministry sold the station".
fn have_it(text: &Text<'_>, verb: usize, lemma: &str) -> Option<(usize, Range<usize>)> {
    let it = (lemma == "have" && text.lower(verb + 1) == "it").then_some(verb + 1)?;
    let content = clause(text, verb)?;
    (text.lower(content.start) == "that" && content.start == it + 1).then_some((it, content))
}

/// "puts the flow at 29", "counts 700".
fn number(text: &Text<'_>, verb: usize, lemma: &str) -> Option<Range<usize>> {
    let object = text.by(verb, "obj").find(|&o| o > verb)?;
    let at = text.by(verb, "obl").find(|&i| i > object && text.by(i, "case").any(|c| text.lower(c) == "at"));
    let content =
        run(text, verb + 1, |i| text.is_under(i, object) || at.is_some_and(|at| text.is_under(i, at)))?;
    // "half" and "third" are no numerals.
    let counts = |i: usize| {
        text.words[i].upos == Upos::Num
            || matches!(text.lower(i).as_str(), "half" | "third" | "quarter" | "zero")
    };
    if at.is_none() && lemma == "put" {
        return None;
    }
    let value = at.map_or(content.clone(), |at| at.min(content.end)..content.end);
    let near = value.start.saturating_sub(4).max(content.start)..value.end;
    (near.into_iter().any(counts)).then_some(content)
}

/// "used to say, ‘A full barn is a quiet barn,’": between marks behind the verb.
fn quoted(text: &Text<'_>, verb: usize) -> Option<Range<usize>> {
    let sentence = &text.sentences[text.words[verb].sentence];
    let open =
        (verb + 1..sentence.end.min(verb + 3)).find(|&i| !text.is_word(i) && text.words[i].text != ",")?;
    let close = match text.words[open].text {
        "‘" => "’",
        "“" => "”",
        "'" => "'",
        "\"" => "\"",
        _ => return None,
    };
    let end = (open + 2..sentence.end).find(|&i| text.words[i].text == close)?;
    Some(open..end + 1)
}

/// "to reopen the pass", "the firm to hand over its records", "the gate left open".
fn act(text: &Text<'_>, verb: usize) -> Option<Range<usize>> {
    let clause = text.by(verb, "xcomp").chain(text.by(verb, "ccomp")).find(|&c| c > verb)?;
    // "want to know": the inner verb has the question.
    if cues::tells("learn", &text.lemma(clause)) && text.by(clause, "ccomp").next().is_some() {
        return None;
    }
    let object = text.children(verb).find(|&o| {
        o > verb && o < clause && (text.is(o, "obj") || text.is(o, "iobj") || text.is(o, "nsubj"))
    });
    let parts: Vec<usize> =
        text.by(verb, "xcomp").filter(|&c| c > verb).chain([clause]).chain(object).collect();
    run(text, verb + 1, |i| parts.iter().any(|&p| text.is_under(i, p)))
}

/// "the deal as a breakthrough", "the lender of hiding losses": the object and what is said of it.
fn object(text: &Text<'_>, verb: usize) -> Option<Range<usize>> {
    let object = text.by(verb, "obj").find(|&o| o > verb && text.words[o].xpos != "WP")?;
    let of_it = |i: usize| {
        let case = |words: &[&str]| {
            text.by(i, "case").chain(text.by(i, "mark")).any(|c| words.contains(&text.lower(c).as_str()))
        };
        ["obj", "xcomp", "ccomp"].iter().any(|r| text.is(i, r))
            || (text.is(i, "obl") && case(&["as", "of", "for", "to", "at"]))
            || (text.is(i, "advcl") && case(&["as", "of", "for"]))
    };
    let parts: Vec<usize> = text.children(verb).filter(|&i| i > verb && of_it(i)).collect();
    let content = run(text, verb + 1, |i| parts.iter().any(|&p| text.is_under(i, p)))?;
    content.contains(&object).then_some(content)
}

/// "warned of mould", "called for restraint": the preposition and what stands behind it.
fn prepositional(text: &Text<'_>, verb: usize, lemma: &str) -> Option<(usize, Range<usize>)> {
    text.children(verb).filter(|&i| i > verb && (text.is(i, "obl") || text.is(i, "advcl"))).find_map(|of| {
        let case = text.by(of, "case").chain(text.by(of, "mark")).next()?;
        let listed = cues::tells("of", &format!("{lemma}-{}", text.lower(case)));
        let content = run(text, case + 1, |i| text.is_under(i, of))?;
        (listed && case > verb).then_some((case, content))
    })
}

/// "Dam will hold, engineers insist": the clause stands before.
fn behind(text: &Text<'_>, verb: usize, lemma: &str) -> Option<Draft> {
    let clause = text.words[verb].head.filter(|&h| h < verb && text.is(verb, "parataxis"))?;
    let subject = text.by(verb, "nsubj").find(|&s| text.words[s].relation != "nsubj:pass")?;
    let frame = source::phrase(text, subject, &(verb..verb + 1), &[])?;
    let comma = frame.start.min(verb).checked_sub(1).filter(|&i| text.words[i].text == ",")?;
    let bare = !text.children(verb).any(|i| ["obj", "ccomp", "xcomp"].iter().any(|r| text.is(i, r)));
    let speaks = cues::tells("verb", lemma) && bare && source::can_hold(text, subject);
    let start = whole(text, clause)?.start;
    (speaks && start < comma && clause < comma).then_some(())?;
    let content = trimmed(text, start..comma)?;
    draft(text, subject, group(text, verb, clause), vec![content])
}

/// "The claim is disputed by the family", "growers were urged by the ministry to plant late"; without a holder
/// "the lake is believed to be deep", "it was announced that the chapel would close".
fn passive(text: &Text<'_>, verb: usize, lemma: &str) -> Option<Draft> {
    let known = ["verb", "act", "judge"].iter().any(|list| cues::tells(list, lemma));
    let subject =
        text.by(verb, "nsubj").chain(text.by(verb, "expl")).find(|&s| s < verb).filter(|_| known)?;
    // The noun that a relative clause tells of stands elsewhere.
    if text.words[subject].xpos.starts_with('W') {
        return None;
    }
    let agent =
        text.children(verb).find(|&i| text.words[i].relation == "obl:agent" && source::can_hold(text, i));
    let mut cue = group(text, verb, subject + 1);
    if let Some(agent) = agent {
        cue.end = text.by(agent, "case").next().filter(|&by| by == verb + 1)? + 1;
    }
    let rest = text.children(verb).find(|&i| {
        i > verb
            && (text.is(i, "xcomp")
                || text.is(i, "ccomp")
                || text.is(i, "csubj")
                || (text.is(i, "advcl") && text.by(i, "mark").any(|m| text.lower(m) == "of")))
    });
    let behind = agent.and_then(|a| whole(text, a)).map_or(cue.end, |a| a.end.max(cue.end));
    let rest = rest.and_then(|r| run(text, behind, |i| text.is_under(i, r)));
    let mut contents: Vec<Range<usize>> = Vec::new();
    // It stands for the clause, or it is the one who is told.
    let addressee =
        cues::tells("inform", lemma) && rest.as_ref().is_some_and(|r| text.lower(r.start) != "to");
    if text.lower(subject) != "it" && !addressee {
        let start = whole(text, subject)?.start;
        contents.push(trimmed(text, start..cue.start.max(start))?);
    }
    match (agent, rest) {
        (None, None) => return None,
        (Some(_), None) if !cues::tells("judge", lemma) => return None,
        (None, Some(_)) if !cues::tells("presume", lemma) => return None,
        (_, rest) => contents.extend(rest),
    }
    let taken = [contents.as_slice(), std::slice::from_ref(&cue)].concat();
    let holder = match agent {
        Some(agent) => Some(source::phrase(text, agent, &cue, &taken)?),
        None => None,
    };
    Draft::shown(holder, cue, contents)
}

/// "The pilots are confident that the strip can be lengthened".
fn adjective(text: &Text<'_>, word: usize) -> Option<Draft> {
    let (_, subject) = subject(text, word)?;
    let that = text.children(word).find(|&c| {
        c > word
            && ["ccomp", "advcl", "xcomp", "csubj"].iter().any(|r| text.is(c, r))
            && text.by(c, "mark").any(|m| text.lower(m) == "that")
    })?;
    let content = run(text, word + 1, |i| text.is_under(i, that))?;
    let copula = text.by(word, "cop").any(|c| c < word);
    if !copula || text.lower(subject) == "it" {
        return None;
    }
    draft(text, subject, group(text, word, subject + 1), vec![content])
}

fn draft(text: &Text<'_>, subject: usize, cue: Range<usize>, contents: Vec<Range<usize>>) -> Option<Draft> {
    let source = source::phrase(text, subject, &cue, &contents)?;
    Draft::shown(Some(source), cue, contents)
}
