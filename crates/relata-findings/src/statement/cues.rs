//! What a holder does with a content, told by the words of the cue; tables in `data/en`.

use super::source;
use crate::lexicon;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{self as words, Pos};
use relata_rows::{Polarity, SourceKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The lists of a file of lines `name: word word`.
fn lists(data: &'static str) -> HashMap<&'static str, HashSet<&'static str>> {
    let mut lists: HashMap<&str, HashSet<&str>> = HashMap::new();
    for line in lexicon::lines(data) {
        if let Some((name, words)) = line.split_once(':') {
            lists.entry(name).or_default().extend(words.split_whitespace());
        }
    }
    lists
}

static CUES: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| lists(include_str!("../../data/en/cues.txt")));
static SOURCES: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| lists(include_str!("../../data/en/sources.txt")));

static PERSONS: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| lists(include_str!("../../data/en/persons.txt")));

static TOLD: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| lists(include_str!("../../data/en/told.txt")));

/// Whether a word stands in a list of `data/en/told.txt`.
pub(crate) fn tells(list: &str, word: &str) -> bool {
    is_in(&TOLD, list, word)
}

fn is_in(table: &HashMap<&str, HashSet<&str>>, list: &str, word: &str) -> bool {
    table.get(list).is_some_and(|words| words.contains(word))
}

/// Whether a noun (small letters) only seems to say something: "common sense dictates".
pub(crate) fn is_figurative(noun: &str) -> bool {
    is_in(&SOURCES, "figurative", noun)
}

/// What sort of source the noun `word` (small letters) heads; `None` where the list does not say.
pub(crate) fn noun(word: &str) -> Option<SourceKind> {
    let kinds =
        [("unnamed", SourceKind::Unnamed), ("document", SourceKind::Document), ("person", SourceKind::Named)];
    kinds.into_iter().find(|(list, _)| is_in(&SOURCES, list, word)).map(|(_, kind)| kind)
}

/// Whether a title or noun beside a name (small letters) is a woman's; `None` where it does not tell.
pub(crate) fn woman(noun: &str) -> Option<bool> {
    either(is_in(&PERSONS, "woman", noun), is_in(&PERSONS, "man", noun))
}

/// Whether a given name (small letters) is a woman's; `None` where it does not tell.
pub(crate) fn given_to_woman(name: &str) -> Option<bool> {
    either(is_in(&PERSONS, "women", name), is_in(&PERSONS, "men", name))
}

fn either(woman: bool, man: bool) -> Option<bool> {
    (woman != man).then_some(woman)
}

/// What the holder does with the content, or `None` where nothing is said or held: silence, refusal to
/// speak, what somebody ought to say, what the writer takes a fact to mean.
pub(crate) fn polarity(
    text: &Text<'_>,
    source: Option<&Range<usize>>,
    cue: &Range<usize>,
    contents: &[Range<usize>],
) -> Option<Polarity> {
    let content = contents.first()?;
    let head = text.head(cue);
    let lemmas: Vec<String> = cue.clone().filter(|&i| text.is_word(i)).map(|i| text.lemma(i)).collect();
    let any = |list: &str| lemmas.iter().any(|l| is_in(&CUES, list, l));
    let own = |list: &str| is_in(&CUES, list, &text.lemma(head)) || is_in(&CUES, list, &text.lower(head));
    let ought = text.by(head, "aux").any(|i| is_in(&CUES, "ought", &text.lemma(i)));
    if ought || any("silent") || is_gloss(text, head) || is_measure(text, cue, source) {
        return None;
    }
    // Tables show and history suggests, but they do not speak.
    let figurative = !own("infer") && source.is_some_and(|s| is_figurative(&text.lower(text.head(s))));
    if figurative || is_thing(text, head, content) {
        return None;
    }
    if text.lower(cue.start) == "contrary" {
        return Some(Polarity::Denied);
    }
    let first_verb = text.head(content);
    if any("refuse") {
        let to_speak = text.lower(content.start) == "to" && is_in(&CUES, "say", &text.lemma(first_verb));
        return if any("say") || to_speak { None } else { Some(Polarity::Denied) };
    }
    let negated = negated(text, cue, head, contents)
        || source.is_some_and(|s| is_in(&CUES, "nobody", &text.lower(s.start)));
    if own("deny") {
        return Some(if negated { Polarity::Said } else { Polarity::Denied });
    }
    // Not to know whether is to hold nothing.
    if negated && text.lemma(head) == "know" && text.lower(content.start) != "that" {
        return None;
    }
    if negated {
        return own("believe").then_some(Polarity::Denied);
    }
    let learns = cue.clone().skip(1).any(|i| text.lower(i - 1) == "to" && tells("learn", &text.lemma(i)));
    let to_know = learns || text.lower(content.start) == "to" && text.lemma(first_verb) == "know";
    let question = contents
        .last()
        .is_some_and(|c| text.words[c.start..c.end].iter().rev().take(2).any(|w| w.text.contains('?')));
    Some(if own("ask") || to_know || question { Polarity::Asked } else { Polarity::Said })
}

/// Whether "not", "never" or "no longer" stands in the cue or hangs on its head before it.
fn negated(text: &Text<'_>, cue: &Range<usize>, head: usize, contents: &[Range<usize>]) -> bool {
    text.sentences[text.words[head].sentence].clone().take_while(|&i| i < cue.end).any(|i| {
        let told = contents.iter().any(|c| c.contains(&i));
        let hangs = cue.contains(&i) || (text.words[i].head == Some(head) && !told);
        let word = text.lower(i);
        hangs
            && (matches!(word.as_str(), "not" | "n't" | "never" | "nor" | "neither")
                || (word == "longer" && i > 0 && text.lower(i - 1) == "no"))
    })
}

/// "..., which suggests that": a clause or a thing, not somebody, is the subject, so the writer draws the
/// conclusion.
fn is_gloss(text: &Text<'_>, head: usize) -> bool {
    let Some(above) = text.words[head].head.filter(|_| text.words[head].relation.ends_with(":relcl")) else {
        return false;
    };
    let infers = is_in(&CUES, "infer", &text.lemma(head));
    match text.words[above].upos {
        Upos::Verb => true,
        Upos::Noun => infers && !source::is_somebody(text, above),
        _ => false,
    }
}

/// "Ordered a coffee": something that one can hold, and no clause about it.
fn is_thing(text: &Text<'_>, head: usize, content: &Range<usize>) -> bool {
    let noun = text.head(content);
    let bare = !content.clone().any(|i| matches!(text.words[i].upos, Upos::Verb | Upos::Aux));
    let lemma = text.lemma(noun);
    tells("thing", &text.lemma(head))
        && text.words[head].upos == Upos::Verb
        && text.words[noun].upos == Upos::Noun
        && bare
        && ["artifact", "food", "substance"]
            .iter()
            .any(|above| words::is_kind_of(&lemma, above, Pos::Noun, 1))
}

/// "According to size": a measure, nobody's word.
fn is_measure(text: &Text<'_>, cue: &Range<usize>, source: Option<&Range<usize>>) -> bool {
    let Some(source) = source.filter(|_| text.lower(cue.start) == "according") else { return false };
    let head = text.head(source);
    let lemma = text.lemma(head);
    let is = |above: &str| words::is_kind_of(&lemma, above, Pos::Noun, 1);
    text.words[head].upos == Upos::Noun
        && ["attribute", "measure", "time period"].iter().any(|above| is(above))
        && !["person", "group", "communication"]
            .iter()
            .any(|above| words::is_kind_of(&lemma, above, Pos::Noun, 3))
}
