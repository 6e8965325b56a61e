//! Names that the language layer has not seen or has cut short: programmes, bodies of the lists, lists inside a name,
//! bodies behind a slash or before "account".

use super::scene::NameAt;
use super::told;
use crate::text::Text;
use relata_gazetteer::Gazetteer;
use relata_language::{NameKind, Upos, country, listed_name};
use relata_rows::ActorKind;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest name of the lists that is looked for, in words.
const LONGEST: usize = 10;
/// What somebody has on a service that carries what people publish: "a YouTube channel".
const PUBLISHED: [&str; 12] = [
    "account", "accounts", "app", "channel", "feed", "handle", "page", "pages", "post", "posts", "profile",
    "user",
];
/// Last words of names that the language layer takes for bodies though they seldom are; of other programmes and
/// events a body bears the name as often ("World Food Programme", "Lake Bishops' Conference").
const SELDOM_BODIES: [&str; 15] = [
    "initiative",
    "framework",
    "plan",
    "deal",
    "doctrine",
    "strategy",
    "roadmap",
    "summit",
    "act",
    "agreement",
    "treaty",
    "accord",
    "accords",
    "protocol",
    "pact",
];

static LISTS: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::built_in);

/// The names of a document, in order and apart, with what is added to `names`, which are so too.
pub(crate) fn further(text: &Text<'_>, mut names: Vec<NameAt>) -> Vec<NameAt> {
    for name in &mut names {
        let head = text.head(&name.words);
        let seldom = SELDOM_BODIES.contains(&text.lower(head).as_str());
        let doubtful = matches!(name.kind, NameKind::Organization | NameKind::Other) && name.words.len() > 1;
        if seldom && doubtful && raised(text, head) && listed(text, &name.words).is_none() {
            name.kind = if told::is_event(text, head) { NameKind::Event } else { NameKind::Law };
        }
    }
    let mut found: Vec<NameAt> = Vec::new();
    for sentence in &text.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let one = if raised(text, at) {
                body(text, at, sentence)
                    .or_else(|| noun_at_end(text, at, sentence))
                    .or_else(|| service(text, at))
                    .or_else(|| tied(text, at))
            } else {
                agency(text, at, sentence)
            };
            at = one.as_ref().map_or(at, |n| n.words.end - 1) + 1;
            found.extend(one);
        }
    }
    let mut names = apart(text, names, found);
    for i in 0..names.len() {
        names[i].words.end = list_end(text, &names[i], &names[i + 1..]);
    }
    // What a list inside a name has taken in is no name of its own.
    let mut last = 0;
    names.retain(|n| {
        let free = n.words.start >= last;
        last = last.max(n.words.end);
        free
    });
    names
}

fn raised(text: &Text<'_>, word: usize) -> bool {
    text.words[word].text.starts_with(char::is_uppercase)
}

/// Whether the lists know a body that sits in a city of this name and is meant by it in news.
pub(crate) fn seats(name: &str) -> bool {
    LISTS.capital(name).is_some() && !LISTS.metonym(name).is_empty()
}

/// Whether the lists know a body by this name.
pub(crate) fn is_listed_body(name: &str) -> bool {
    LISTS.named(name).iter().any(|e| e.kind == ActorKind::Organization)
}

/// What the lists take these words for, where they are sure.
fn listed(text: &Text<'_>, words: &Range<usize>) -> Option<NameKind> {
    let written = text.cover(words).get(text.text)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let entries = LISTS.named(&written);
    let kind = entries.first()?.kind;
    let kind = match kind {
        ActorKind::Organization => NameKind::Organization,
        ActorKind::Law => NameKind::Law,
        ActorKind::Event => NameKind::Event,
        _ => return None,
    };
    entries.iter().all(|e| e.kind == entries[0].kind).then_some(kind)
}

/// The longest body or law of the lists with a name of several words that begins here.
fn body(text: &Text<'_>, at: usize, sentence: &Range<usize>) -> Option<NameAt> {
    let small = |i: usize| {
        matches!(text.lower(i).as_str(), "of" | "for" | "the" | "and" | "on" | "in" | "to" | "'s" | "," | "'")
    };
    let most = sentence.end.min(at + LONGEST);
    let reach = (at..most).find(|&i| !raised(text, i) && !small(i)).unwrap_or(most);
    let ends = (at + 2..=reach).rev();
    ends.filter(|&end| raised(text, end - 1) && !small(end - 1)).find_map(|end| {
        let kind = listed(text, &(at..end))?;
        Some(NameAt { words: at..end, kind })
    })
}

/// "the Merida Initiative", "Lake Leaders' Summit": a noun for a programme or event with capitalised words right
/// before it.
fn noun_at_end(text: &Text<'_>, at: usize, sentence: &Range<usize>) -> Option<NameAt> {
    let named = |i: usize| matches!(text.words[i].upos, Upos::Propn | Upos::Adj | Upos::Noun);
    // The ending of "Leaders'" is a word of its own.
    let ending = |i: usize| text.lower(i) == "'" && i > at && i + 1 < sentence.end && raised(text, i + 1);
    let part = |i: usize| raised(text, i) && named(i) || ending(i);
    let opening = at == sentence.start && text.words[at].upos != Upos::Propn;
    let inside = at > sentence.start && part(at - 1);
    if !part(at) || opening || inside {
        return None;
    }
    let end = (at..sentence.end).find(|&i| !part(i)).unwrap_or(sentence.end);
    let head = end - 1;
    // In a line of capitals every word has one.
    let shouted = text.words[head].text.chars().all(char::is_uppercase);
    let kind = match () {
        () if told::is_programme(&text.lower(head)) => NameKind::Law,
        () if told::is_event(text, head) => NameKind::Event,
        () => return None,
    };
    // "the Lake Plan for Water".
    let about =
        kind == NameKind::Law && matches!(text.lower(end).as_str(), "for" | "on") && end + 1 < sentence.end;
    let last = (end + 1..sentence.end).find(|&i| !raised(text, i)).unwrap_or(sentence.end);
    let words = at..if about && last > end + 1 { last } else { end };
    (head > at && text.words[head].upos == Upos::Propn && !shouted).then_some(NameAt { words, kind })
}

/// "pre-NAFTA", "anti-Chilean": a name of the lists that a prefix is tied to.
fn tied(text: &Text<'_>, at: usize) -> Option<NameAt> {
    let words = at..at + 1;
    let kind = text.is_tied(at).then(|| known(text, &words)).flatten()?;
    Some(NameAt { words, kind })
}

/// What a name is that the model takes for nothing of the kinds of actors.
pub(crate) fn known(text: &Text<'_>, words: &Range<usize>) -> Option<NameKind> {
    let written = text.cover(words).get(text.text)?;
    let land = country(written).map(|_| NameKind::Country);
    // "the Kremlin" stands for a body; a capital may.
    let stands = || !LISTS.metonym(written).is_empty() && LISTS.capital(written).is_none();
    land.or_else(|| listed_name(written))
        .or_else(|| listed(text, words))
        .or_else(|| stands().then_some(NameKind::Organization))
}

/// "his Twitter handle": the service on which somebody has something.
fn service(text: &Text<'_>, at: usize) -> Option<NameAt> {
    let next = at + 1;
    let held = text.words.get(next).is_some_and(|w| w.sentence == text.words[at].sentence)
        && PUBLISHED.contains(&text.lower(next).as_str());
    let proper = text.words[at].upos == Upos::Propn && text.words[at].head == Some(next);
    (held && proper).then_some(NameAt { words: at..next, kind: NameKind::Organization })
}

/// "Ana Ruiz/Northern Pictures": behind the slash of a credit the agency.
fn agency(text: &Text<'_>, at: usize, sentence: &Range<usize>) -> Option<NameAt> {
    let after = at + 1;
    let credit =
        text.words[at].text == "/" && at > sentence.start + 1 && raised(text, at - 1) && raised(text, at - 2);
    let end = (after..sentence.end).find(|&i| !raised(text, i)).unwrap_or(sentence.end);
    let glued = |i: usize| i > 0 && text.words[i - 1].span.end == text.words[i].span.start;
    (credit && end > after && glued(at) && glued(after))
        .then_some(NameAt { words: after..end, kind: NameKind::Organization })
}

/// Those found and those known before, apart: what is found takes the place of shorter names inside it. What holds
/// the name of a body is one, unless its noun says otherwise.
fn apart(text: &Text<'_>, mut names: Vec<NameAt>, found: Vec<NameAt>) -> Vec<NameAt> {
    for mut one in found {
        let meets = |n: &NameAt| n.words.start < one.words.end && one.words.start < n.words.end;
        let inside = |n: &NameAt| one.words.start <= n.words.start && n.words.end <= one.words.end;
        let longer = names.iter().filter(|n| meets(n)).all(|n| inside(n) && n.words.len() < one.words.len());
        let seldom = SELDOM_BODIES.contains(&text.lower(text.head(&one.words)).as_str());
        if !seldom && names.iter().any(|n| meets(n) && n.kind == NameKind::Organization) {
            one.kind = NameKind::Organization;
        }
        if longer {
            names.retain(|n| !meets(n));
            names.push(one);
        }
    }
    names.sort_by_key(|n| n.words.start);
    names
}

/// Where a name ends whose "for", "on" or "of" governs a list: "Committee on Health, Education, and Labor". `later`:
/// the names behind it.
fn list_end(text: &Text<'_>, name: &NameAt, later: &[NameAt]) -> usize {
    let own = name.words.end;
    let governs = name.words.clone().skip(1).any(|i| matches!(text.lower(i).as_str(), "for" | "on" | "of"));
    let titled = matches!(name.kind, NameKind::Organization | NameKind::Law) && governs;
    if !titled || text.lower(own) != "," {
        return own;
    }
    let sentence = text.sentences[text.words[own - 1].sentence].end;
    // Persons, places and other bodies are no part of what a name governs.
    let other = |i: usize| {
        let near = later.iter().take_while(|n| n.words.start <= i);
        near.filter(|n| n.words.contains(&i)).any(|n| match n.kind {
            NameKind::Organization => name.kind != NameKind::Law,
            kind => kind != NameKind::Other,
        })
    };
    let mut at = own;
    let mut joined = false;
    loop {
        let comma = usize::from(text.lower(at) == ",");
        let and = usize::from(text.lower(at + comma) == "and");
        let from = at + comma + and;
        let to = (from..sentence).find(|&i| !raised(text, i) || other(i)).unwrap_or(sentence);
        if comma + and == 0 || to == from || to > from + 3 {
            break;
        }
        (at, joined) = (to, and == 1);
        if joined {
            break;
        }
    }
    if joined { at } else { own }
}
