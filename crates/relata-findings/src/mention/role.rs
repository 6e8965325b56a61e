//! What a person or body is said to be: titles before names, appositions, "X is the minister of Y".

use super::scene::Scene;
use super::titles;
use super::traits::{Mention, Role as Place};
use crate::lexicon::lines;
use crate::text::Text;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_language::{NameKind, Upos, country};
use relata_rows::{MentionForm, Role, RoleTense};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Words of `data/en/roles.txt` and the list that they stand in.
static WORDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    lines(include_str!("../../data/en/roles.txt"))
        .filter_map(|l| l.split_once(": "))
        .flat_map(|(list, words)| words.split_whitespace().map(move |w| (w, list)))
        .collect()
});

/// Senses of a noun in which it may be somebody.
const SENSES: usize = 3;

/// Whether a small word of a name stays small ("de").
pub(crate) fn is_small(word: &str) -> bool {
    WORDS.get(word) == Some(&"small")
}

/// Whether a word beside an office (small letters) says that it is held at another time: "former", "incoming".
pub(crate) fn is_of_other_time(word: &str) -> bool {
    matches!(WORDS.get(word), Some(&("former" | "then" | "future")))
}

/// The roles that the words of one mention and those beside it tell.
pub(crate) fn roles(scene: &Scene<'_>, mention: &Mention) -> Vec<Role> {
    let text = scene.text;
    match mention.place.form {
        MentionForm::Name => titles(scene, mention).into_iter().collect(),
        MentionForm::Nominal => {
            let said = mention.role == Place::Apposition
                || mention.role == Place::Predicate
                || text.by(mention.place.head, "appos").next().is_some();
            said.then(|| described(scene, mention)).flatten().into_iter().collect()
        }
        MentionForm::Pronoun => Vec::new(),
    }
}

/// Longest title, in words.
const LONGEST: usize = 10;

/// The title before a name: "then-Finance Minister Ada Brandt", "Secretary of State Maren Holt".
fn titles(scene: &Scene<'_>, mention: &Mention) -> Option<Role> {
    let text = scene.text;
    let end = mention.place.core.start;
    let sentence = text.sentences[mention.sentence].start;
    let least = end.saturating_sub(LONGEST).max(sentence);
    let belongs = |i: usize| {
        let list = WORDS.get(text.lower(i).as_str()).is_some_and(|l| *l != "small");
        let joins = matches!(text.lower(i).as_str(), "of" | "for" | "-" | "'s") && i + 1 < end;
        list || joins || matches!(text.words[i].upos, Upos::Noun | Upos::Propn | Upos::Adj)
    };
    let mut start = end;
    while start > least && belongs(start - 1) {
        start -= 1;
    }
    while start < end && (titles::is_courtesy(&text.lower(start)) || !text.is_word(start)) {
        start += 1;
    }
    // The office itself: behind it stands only of what it is, or when it holds.
    let behind = |office: usize| {
        let next = text.lower(office + 1);
        office + 1 == end || next == "of" || next == "for" || next == "-" && is_future(text, office)
    };
    let office = (start..end).rev().find(|&i| is_somebody(text, i) && behind(i))?;
    // "told Mr. Okarin": a noun in small letters without an article before it is a title too, but a name
    // is none.
    let other = scene.name_at(office).is_some_and(|n| n.kind == NameKind::Person && n.words.end <= end);
    let last = (start..end).rev().find(|&i| text.is_word(i) && !titles::is_courtesy(&text.lower(i)))?;
    (!other && last >= office).then(|| role(scene, start..last + 1, office)).flatten()
}

/// "president-elect": whether what is joined to the office with a hyphen says that it does not hold yet.
fn is_future(text: &Text<'_>, office: usize) -> bool {
    text.lower(office + 1) == "-" && WORDS.get(text.lower(office + 2).as_str()) == Some(&"future")
}

/// A description that an apposition or a sentence gives: "the foreign minister of Chile".
fn described(scene: &Scene<'_>, mention: &Mention) -> Option<Role> {
    is_somebody(scene.text, mention.place.head).then_some(())?;
    role(scene, mention.place.core.clone(), mention.place.head)
}

/// Whether a noun means a person or a trade.
fn is_somebody(text: &Text<'_>, word: usize) -> bool {
    let lower = text.lower(word);
    let lemma = text.lemma(word).to_lowercase();
    titles::office(&lower).is_some()
        || matches!(text.words[word].upos, Upos::Noun | Upos::Propn)
            && is_kind_of(&lemma, "person", Pos::Noun, SENSES)
}

/// Words of a role: no clause, number or other person is a part of it, and no mark parts them. Of what stands behind
/// the office nothing is left where it is no phrase.
fn bounded(scene: &Scene<'_>, words: &Range<usize>, head: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let inside =
        |i: &usize| text.is_word(*i) || matches!(text.words[*i].text, "-" | "–" | "'" | "’" | "&" | "/");
    let start = (words.start..head).rev().take_while(inside).last().unwrap_or(head);
    let end = (head + 1..words.end).take_while(inside).last().unwrap_or(head) + 1;
    let phrase = |i: usize| {
        let word = &text.words[i];
        let clause =
            matches!(word.xpos, "VB" | "VBD" | "VBP" | "VBZ" | "MD" | "PRP" | "WP" | "WDT" | "WP$" | "WRB");
        let number = word.text.starts_with(|c: char| c.is_ascii_digit()) && word.upos == Upos::Num;
        let person = scene.name_at(i).is_some_and(|n| n.kind == NameKind::Person && !n.words.contains(&head));
        !(clause || number || person)
    };
    if !(start..head).all(phrase) {
        return None;
    }
    Some(start..if (head..end).all(phrase) && end - head <= LONGEST { end } else { head + 1 })
}

/// The role that these words tell, of which `head` is the office itself.
fn role(scene: &Scene<'_>, words: Range<usize>, head: usize) -> Option<Role> {
    let text = scene.text;
    let words = bounded(scene, &words, head)?;
    let mut tense = RoleTense::Present;
    let mut of: Option<String> = None;
    let mut title: Vec<String> = Vec::new();
    let owner = text.children(head).find(|&c| words.contains(&c) && text.words[c].relation == "nmod:poss");
    let mut at = words.start;
    while at < words.end {
        let lower = text.lower(at);
        let list = WORDS.get(lower.as_str()).copied();
        if let Some(owner) = owner.filter(|&o| text.is_under(at, o)) {
            let end = (at..words.end).find(|&i| !text.is_under(i, owner)).unwrap_or(words.end);
            of = of.or_else(|| whose(text, at..end));
            at = end;
            continue;
        }
        // "Exxon chief": of the body whose name stands there.
        let body = scene.name_at(at).filter(|n| {
            n.words.start == at
                && n.words.end <= head
                && matches!(n.kind, NameKind::Organization | NameKind::Place)
        });
        if let Some(body) = body {
            of = of.or_else(|| whose(text, body.words.clone()));
            at = body.words.end;
            continue;
        }
        if let Some((end, name)) = land(text, at, words.end) {
            of = of.or(Some(name.to_owned()));
            at = end;
            continue;
        }
        match list {
            Some("former") => tense = RoleTense::Former,
            Some("then") => tense = RoleTense::Then,
            Some("future") => tense = RoleTense::Future,
            Some("present") => {}
            _ if at > head => {
                // What stands behind the office says of what it is, or belongs to its name.
                let rest = at..words.end;
                let of_name = scene.names.iter().find(|n| rest.contains(&n.words.start));
                let article = rest.clone().any(|i| text.words[i].upos == Upos::Det);
                match of_name.filter(|n| n.words.start <= at + 2) {
                    Some(n) => of = of.or_else(|| whose(text, n.words.start..n.words.end.min(words.end))),
                    None if article => of = of.or_else(|| whose(text, at + 1..words.end)),
                    None if text.words[at].upos == Upos::Adp => {
                        title.extend(rest.filter(|&i| text.is_word(i)).map(|i| text.lower(i)));
                    }
                    None => {}
                }
                break;
            }
            _ if !text.is_word(at) || matches!(text.words[at].upos, Upos::Det | Upos::Part) => {}
            _ => title.push(titles::office(&lower).map_or(lower, str::to_owned)),
        }
        at += 1;
    }
    if is_future(text, head) {
        tense = RoleTense::Future;
    }
    let span = text.cover(&words);
    // What begins with "of" is the rest of another.
    let whole = title.first().is_some_and(|w| !matches!(w.as_str(), "of" | "and" | "for" | "to" | "in"));
    (whole && title.len() <= LONGEST).then(|| Role { title: title.join(" "), of, tense, span })
}

/// A country named or meant by an adjective at `at`, and the word behind it.
fn land(text: &Text<'_>, at: usize, end: usize) -> Option<(usize, &'static str)> {
    let longest = (at + 1..end.min(at + 5) + 1).rev().filter(|&e| e <= end);
    longest.filter(|&e| e > at).find_map(|e| Some((e, country(text.cover(&(at..e)).get(text.text)?)?)))
}

/// Of what an office is: a country by its usual name, else the words without article and possessive.
fn whose(text: &Text<'_>, words: Range<usize>) -> Option<String> {
    let closed = |i: usize| text.words[i].upos == Upos::Det || matches!(text.lower(i).as_str(), "'s" | "'");
    let start = words.clone().find(|&i| !closed(i) && text.is_word(i))?;
    let end = words.rev().find(|&i| i >= start && !closed(i) && text.is_word(i))? + 1;
    if matches!(text.words[start].upos, Upos::Pron) {
        return None;
    }
    let name = text.cover(&(start..end)).get(text.text)?;
    Some(country(name).map_or_else(|| name.split_whitespace().collect::<Vec<_>>().join(" "), str::to_owned))
}
