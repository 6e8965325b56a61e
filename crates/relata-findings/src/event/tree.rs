//! What hangs on a verb or noun that tells an event: subjects, objects, prepositions, read off the tree.

use crate::lexicon::Lists;
use crate::text::Text;
use relata_language::Upos;
use relata_language::lexicon::{Pos, is_kind_of, knows};
use std::collections::HashSet;
use std::sync::LazyLock;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("../../data/en/control.txt")));

/// Whether a word, as its lemma, is in a list of `data/en/control.txt`.
pub(super) fn is_in(list: &str, lemma: &str) -> bool {
    LISTS.has(list, lemma)
}

/// How far a chain of heads is followed.
const DEEPEST: usize = 8;

/// Whether a verb is in the passive, or a participle that describes what suffers it ("the seized boats").
pub(super) fn is_passive(text: &Text<'_>, verb: usize) -> bool {
    // A past tense that the tree gives the subject of a passive is none.
    let past = matches!(text.words[verb].xpos, "VBD" | "VBZ" | "VBP");
    let marked = |c: usize| match text.words[c].relation {
        "aux:pass" => true,
        "nsubj:pass" | "csubj:pass" => !past,
        _ => false,
    };
    // "The mob chased the men", where the tagger has the past tense for a participle: an object, and no helper.
    let helped = text.children(verb).any(|c| text.is(c, "aux") || text.is(c, "cop"));
    let active = !helped && text.by(verb, "obj").next().is_some() && text.words[verb].head.is_none();
    if is_main(text, verb) || active {
        return false;
    }
    // "the widely criticized bill", where the tagger has an adjective.
    let like = text.words[verb].upos == Upos::Adj && text.words[verb].text.ends_with("ed");
    let participle = (text.words[verb].xpos == "VBN" || like && text.is(verb, "amod"))
        && ["acl", "amod", "advcl"].iter().any(|r| text.is(verb, r))
        && text.words[verb].relation != "acl:relcl"
        && text.by(verb, "nsubj").next().is_none();
    // "was shot and killed"
    let bare = text.is(verb, "conj")
        && text.words[verb].xpos == "VBN"
        && !text.children(verb).any(|c| text.is(c, "aux") || text.is(c, "nsubj"));
    let joined = bare
        && text.words[verb].head.is_some_and(|h| text.words[h].upos == Upos::Verb && is_passive(text, h));
    // "got invited"
    let got = text.words[verb].xpos == "VBN"
        && text.is(verb, "xcomp")
        && text.words[verb]
            .head
            .is_some_and(|h| text.lemma(h) == "get" && text.by(h, "obj").next().is_none());
    text.children(verb).any(marked) || participle || joined || got
}

/// "Dockers in three ports downed tools", where the tree has the verb as a participle that describes its subject: the
/// noun is all that the sentence says, and an object or clause hangs on the verb.
fn is_main(text: &Text<'_>, verb: usize) -> bool {
    let past = matches!(text.words[verb].xpos, "VBD" | "VBN") && text.words[verb].relation == "acl";
    let alone = |noun: usize| {
        text.words[noun].head.is_none()
            && text.by(noun, "cop").next().is_none()
            && text.by(noun, "nsubj").next().is_none()
    };
    past && text.words[verb].head.is_some_and(alone)
        && text.children(verb).any(|c| text.is(c, "obj") || text.is(c, "ccomp"))
}

/// Whether a verb is told as a noun: "the shelling of the harbour resumed".
pub(super) fn is_gerund(text: &Text<'_>, verb: usize) -> bool {
    text.words[verb].xpos == "VBG"
        && ["nsubj", "obj", "obl", "nmod", "conj", "root"].iter().any(|r| text.is(verb, r))
        && text.by(verb, "aux").next().is_none()
        && text.by(verb, "nsubj").next().is_none()
        && behind(text, verb, &["of"]).next().is_some()
}

/// The words that hang on `word` behind one of the prepositions, nearest first; `and`s are not followed.
pub(super) fn behind<'t>(
    text: &'t Text<'_>,
    word: usize,
    prepositions: &'t [&'t str],
) -> impl Iterator<Item = usize> + 't {
    let hangs =
        move |&c: &usize| text.is(c, "obl") || text.is(c, "nmod") || text.is(c, "advcl") || text.is(c, "acl");
    text.children(word)
        .filter(hangs)
        .filter(move |&c| {
            let next = || {
                text.by(c, "case").filter(|&p| p < c).any(|p| prepositions.contains(&text.lower(p).as_str()))
            };
            case(text, c)
                .is_some_and(|found| prepositions.contains(&found.as_str()) || !found.contains(' ') && next())
        })
        .map(move |c| described(text, word, c))
}

/// "Against sitting senators", "for rebel-supporting lords", where the tree has the participle as a clause: the noun.
fn described(text: &Text<'_>, word: usize, clause: usize) -> usize {
    if text.words[clause].xpos != "VBG" {
        return clause;
    }
    let hyphen = clause.checked_sub(1).is_some_and(|h| matches!(text.words[h].text, "-" | "‐" | "‑"));
    // "sitting" is an adjective too, "holding" of "for holding views" is none.
    let like = knows(&text.lower(clause), Pos::Adjective);
    let right_behind = |o: usize| like && start(text, o) == clause + 1;
    let tied = text.by(clause, "obj").next().filter(|&o| hyphen || right_behind(o));
    let beside = || {
        let noun = |&n: &usize| n > clause && text.is(n, "nmod") && case(text, n).is_none();
        let alone = text.children(clause).all(|c| c < clause);
        text.children(word).find(noun).filter(|&n| alone && start(text, n) == clause + 1)
    };
    tied.or_else(beside).unwrap_or(clause)
}

/// The preposition before a noun: "against", "because of".
pub(super) fn case(text: &Text<'_>, word: usize) -> Option<String> {
    // "the countries that they work with"
    let left = is_relative(text, word);
    let first = text.by(word, "case").chain(text.by(word, "mark")).find(|&c| c < word || left)?;
    let rest: Vec<String> = text.by(first, "fixed").map(|f| text.lower(f)).collect();
    Some([text.lower(first)].into_iter().chain(rest).collect::<Vec<_>>().join(" "))
}

/// A word with those joined to it by "and", commas and the like.
pub(super) fn joined(text: &Text<'_>, word: usize) -> Vec<usize> {
    let noun = |&c: &usize| {
        matches!(text.words[c].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
    };
    let mut all = vec![word];
    let mut at = 0;
    while at < all.len() && all.len() < 64 {
        // A semicolon begins something else.
        let apart = |c: usize| (all[at]..c).any(|w| text.words[w].text == ";");
        let more: Vec<usize> = text.by(all[at], "conj").filter(noun).filter(|&c| !apart(c)).collect();
        all.extend(more);
        // "In Peru, Chile and Cuba agreed", where the tree joins the last to what stands farther off.
        let last = all[at];
        let next = text.words.get(last + 2).filter(|_| text.lower(last + 1) == "and");
        if next.is_some_and(|n| n.head.is_some_and(|h| h < last))
            && text.is(last + 2, "conj")
            && noun(&(last + 2))
        {
            all.push(last + 2);
        }
        let mut seen = HashSet::new();
        all.retain(|w| seen.insert(*w));
        at += 1;
    }
    all
}

/// "Mexico is dismantling institutions", where the tree has the verb as a mark of the noun: that noun.
fn mended(text: &Text<'_>, verb: usize) -> Option<usize> {
    let noun = text.words[verb].head.filter(|_| text.words[verb].xpos == "VBG" && text.is(verb, "amod"))?;
    let is = text.by(noun, "cop").any(|c| c + 1 == verb);
    (is && text.by(noun, "nsubj").next().is_some()).then_some(noun)
}

/// The object of a verb, or what is said of it in the passive.
pub(super) fn objects(text: &Text<'_>, verb: usize) -> Vec<usize> {
    if let Some(noun) = mended(text, verb) {
        return vec![noun];
    }
    if is_passive(text, verb) {
        let told: Vec<usize> =
            text.children(verb).filter(|&c| text.words[c].relation == "nsubj:pass").collect();
        if !told.is_empty() {
            // "was denied passage", "was shown the door"
            let noun = |&c: &usize| matches!(text.words[c].upos, Upos::Noun | Upos::Propn);
            let second = text.by(verb, "obj").chain(text.by(verb, "xcomp").filter(noun));
            return told.into_iter().map(|s| antecedent(text, verb, s)).chain(second).collect();
        }
        let above = text.words[verb].head;
        return match above {
            Some(noun) if text.is(verb, "acl") || text.is(verb, "amod") => vec![noun],
            // "was seized and burned": of the same clause.
            Some(first) if text.is(verb, "conj") => objects(text, first),
            Some(main) if text.is(verb, "xcomp") || text.is(verb, "advcl") => subjects(text, main),
            _ => Vec::new(),
        };
    }
    let before = |o: usize| o + 1 == verb && text.words[verb].xpos == "VBG" && text.is(verb, "xcomp");
    let own: Vec<usize> =
        text.by(verb, "obj").filter(|&o| !before(o)).map(|o| antecedent(text, verb, o)).collect();
    if !own.is_empty() {
        return own;
    }
    // "to do more than file cases", where the tree hangs the object on the verb before.
    let next = |o: &usize| *o > verb && start(text, *o) == verb + 1;
    let above = text.words[verb].head.filter(|&h| h < verb && text.words[verb].upos == Upos::Verb);
    if let Some(object) = above.and_then(|h| text.by(h, "obj").find(next)) {
        return vec![object];
    }
    // "asked Secretary Li to travel", where the tree has a second subject behind the verb.
    let before = text.by(verb, "nsubj").any(|s| s < verb);
    if let Some(second) = text.by(verb, "nsubj").find(|&s| s > verb && before) {
        return vec![second];
    }
    // "dropped her demand": what the parser takes for a predicate of the subject.
    let noun = |&c: &usize| {
        text.words[c].upos == Upos::Noun
            && text
                .by(c, "det")
                .chain(text.children(c).filter(|&d| text.words[d].relation == "nmod:poss"))
                .next()
                .is_some()
            && case(text, c).is_none()
    };
    if let Some(noun) = text.by(verb, "xcomp").find(noun) {
        return vec![noun];
    }
    // "the boats that the navy seized"
    let relative = text.words[verb].relation == "acl:relcl";
    match text.words[verb].head.filter(|_| relative && text.by(verb, "nsubj").any(|s| !is_relative(text, s)))
    {
        Some(noun) => vec![noun],
        // "arrested and deported two men", also of the second of three.
        None => text
            .by(verb, "conj")
            .chain(
                text.words[verb]
                    .head
                    .filter(|_| text.is(verb, "conj"))
                    .into_iter()
                    .flat_map(|h| text.by(h, "conj").filter(|&c| c > verb).collect::<Vec<_>>()),
            )
            .find_map(|c| {
                let shares = text.words[c].upos == Upos::Verb && text.by(c, "nsubj").next().is_none();
                text.by(c, "obj").next().filter(|_| shares && text.words[verb].upos == Upos::Verb)
            })
            .into_iter()
            .collect(),
    }
}

fn is_relative(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].xpos, "WDT" | "WP" | "WP$") || text.lower(word) == "that"
}

/// What a relative pronoun stands for, else the word.
fn antecedent(text: &Text<'_>, verb: usize, word: usize) -> usize {
    let noun = text.words[verb].head.filter(|_| text.words[verb].relation == "acl:relcl");
    noun.filter(|_| is_relative(text, word)).unwrap_or(word)
}

/// Who does what a verb tells: its subject, or who stands behind "by"; else that of the verb on which it hangs, or
/// the noun that it describes.
pub(super) fn subjects(text: &Text<'_>, verb: usize) -> Vec<usize> {
    if let Some(noun) = mended(text, verb) {
        return text.by(noun, "nsubj").collect();
    }
    // "enough to kill ten men": nobody's.
    let to = text.by(verb, "mark").find(|&m| text.lower(m) == "to");
    if to.and_then(|t| t.checked_sub(1)).is_some_and(|w| text.lower(w) == "enough") {
        return Vec::new();
    }
    let mut at = verb;
    for step in 0..DEEPEST {
        if is_passive(text, at) {
            let mut by: Vec<usize> = behind(text, at, &["by"]).collect();
            // "seized and burned by the police"
            let later = text.by(at, "conj").filter(|&c| is_passive(text, c));
            by.extend(later.flat_map(|c| behind(text, c, &["by"])).take(if by.is_empty() { 1 } else { 0 }));
            // "cartel-led", "minister-rejected"
            let hyphen = at.checked_sub(1).is_some_and(|h| matches!(text.words[h].text, "-" | "‐" | "‑"));
            by.extend(at.checked_sub(2).filter(|&w| hyphen && step == 0 && text.words[w].head == Some(at)));
            // Above the first, whom a passive is about does what hangs on it: "was ordered to leave".
            return if step == 0 { by } else { objects(text, at) };
        }
        // "Okarin's widely read letter", where the tree has the participle as what she does.
        let owns = |s: usize| text.by(s, "case").any(|c| text.words[c].xpos == "POS");
        let own = text.children(at).filter(|&c| text.is(c, "nsubj") && !owns(c));
        // Of two subjects the parser's last is the verb's own; the first is a frame before it.
        // Behind the verb's object and a comma stands no subject.
        let object = text.by(at, "obj").next();
        let late = |s: usize| object.is_some_and(|o| (o..s).any(|w| text.words[w].text == ","));
        let before: Vec<usize> = own.filter(|&s| s < at).collect();
        // "The mayor and President-elect Okarin agreed", where the tree has two subjects.
        if let [.., one, two] = before[..]
            && (one..two).any(|w| text.lower(w) == "and")
            && !(one..two).any(|w| text.words[w].text == "," || text.words[w].upos == Upos::Verb)
        {
            return vec![one, two];
        }
        let first = before.last().copied();
        if let Some(subject) = first.or_else(|| text.by(at, "nsubj").find(|&s| !late(s) && !owns(s))) {
            return vec![antecedent(text, at, subject)];
        }
        // "filmed him beating a guard", where the tree has him as a second object.
        let before =
            text.by(at, "obj").find(|&o| o + 1 == at && text.words[at].xpos == "VBG" && text.is(at, "xcomp"));
        if let Some(before) = before {
            return vec![before];
        }
        let fronted = fronted(text, at);
        if !fronted.is_empty() {
            return fronted;
        }
        let Some(head) = text.words[at].head else { return Vec::new() };
        let relation = text.words[at].relation;
        match relation {
            // "by cracking down on gangs and extraditing criminals", where the tree has it as a mark of its object.
            "amod"
                if text.words[at].xpos == "VBG"
                    && text.is(head, "conj")
                    && at + 1 == head
                    && bare(text, head) =>
            {
                at = match text.words[head].head.and_then(|h| verb_above(text, h)) {
                    Some(verb) => verb,
                    None => return Vec::new(),
                };
                continue;
            }
            "acl:relcl" | "acl" | "amod" => {
                if text.words[at].xpos == "VBG" || relation == "acl:relcl" || is_main(text, at) {
                    return vec![head];
                }
                // "a plan to close the border", "efforts to deter": whose plan it is.
                return owners(text, head);
            }
            // "enough to kill", "a way to close": nobody's.
            _ if ["xcomp", "advcl"].iter().any(|r| text.is(at, r)) && !is_predicate(text, head) => {
                return Vec::new();
            }
            _ if ["xcomp", "advcl", "ccomp"].iter().any(|r| text.is(at, r)) => {
                // "thanked him for agreeing", "was accused of hiding it": whoever is thanked or accused does it.
                let gerund = text.words[at].xpos == "VBG"
                    && text.by(at, "mark").any(|m| matches!(text.lower(m).as_str(), "for" | "of" | "with"));
                // "deterred him from passing it"
                let kept = text.words[at].xpos == "VBG"
                    && text.by(at, "mark").any(|m| text.lower(m) == "from")
                    && is_in("kept", &text.lemma(head));
                if gerund && is_in("held", &text.lemma(head)) || kept && text.by(head, "obj").next().is_some()
                {
                    return objects(text, head);
                }
                // "filmed him beating a guard", "left them fighting"
                let seen = text.words[at].xpos == "VBG" && text.by(at, "mark").next().is_none();
                if relation == "xcomp" && seen && is_in("seen", &text.lemma(head)) && !is_passive(text, head)
                {
                    let seen: Vec<usize> = text.by(head, "obj").filter(|&o| o < at).take(1).collect();
                    if !seen.is_empty() {
                        return seen;
                    }
                }
                // "gave the units equipment to search": those who get it do it.
                if relation == "advcl" && is_in("gives", &text.lemma(head)) && !is_passive(text, head) {
                    return behind(text, head, &["to", "for"]).chain(text.by(head, "iobj")).take(1).collect();
                }
                let does = is_in("object", &text.lemma(head));
                let object = text.by(head, "obj").chain(text.by(head, "iobj")).next();
                if let Some(object) = object.filter(|_| does && !is_passive(text, head)) {
                    return vec![object];
                }
                if does
                    && !is_passive(text, head)
                    && let Some(who) = behind(text, head, &["on", "upon", "for", "to"]).find(|&w| w < at)
                {
                    return vec![who];
                }
                at = head;
            }
            _ if text.is(at, "conj") => at = finite_above(text, at).unwrap_or(head),
            _ if text.is(at, "parataxis") && step == 0 => at = head,
            // "accused of bribing", "for blocking the road"
            _ if text.is(at, "obl") || text.is(at, "nmod") => at = head,
            _ => return Vec::new(),
        }
        if matches!(text.words[at].upos, Upos::Noun | Upos::Propn)
            && text.by(at, "nsubj").next().is_none()
            && text.by(at, "cop").next().is_none()
        {
            return owners(text, at);
        }
    }
    Vec::new()
}

/// "Accused the paper of lying and froze its account", where the tree joins a finite verb to one that is not: the
/// finite verb above.
fn finite_above(text: &Text<'_>, verb: usize) -> Option<usize> {
    let finite = |w: usize| matches!(text.words[w].xpos, "VBD" | "VBZ" | "VBP");
    let head =
        text.words[verb].head.filter(|&h| finite(verb) && matches!(text.words[h].xpos, "VBG" | "VB"))?;
    let helped = text.by(head, "aux").next().is_some();
    let chain = std::iter::successors(text.words[head].head.filter(|_| !helped), |&w| text.words[w].head);
    chain.take(DEEPEST).find(|&w| finite(w))
}

/// Whether a verb in -ing is all that stands before a noun: an "and" before it, no article.
fn bare(text: &Text<'_>, noun: usize) -> bool {
    let joined = text.by(noun, "cc").any(|c| c + 2 == noun);
    joined && !text.children(noun).any(|c| text.is(c, "det") || text.words[c].relation == "nmod:poss")
}

/// The nearest verb above a word.
fn verb_above(text: &Text<'_>, word: usize) -> Option<usize> {
    let chain = std::iter::successors(Some(word), |&w| text.words[w].head).take(DEEPEST);
    chain.into_iter().find(|&w| text.words[w].upos == Upos::Verb)
}

/// "Last year, the navy seized", "At the summit, the king and the pope said", where the tree joins the subject to
/// what stands in front of it: the subject.
fn fronted(text: &Text<'_>, verb: usize) -> Vec<usize> {
    let finite = matches!(text.words[verb].xpos, "VBD" | "VBZ" | "VBP") && !text.is(verb, "conj");
    let behind_comma = |first: usize| first.checked_sub(1).is_some_and(|w| text.words[w].text == ",");
    let front = text.by(verb, "obl").find(|&n| finite && n < verb);
    let Some(front) = front else { return Vec::new() };
    let joined = |&c: &usize| text.is(c, "conj") || text.is(c, "appos") && case(text, front).is_none();
    let all: Vec<usize> =
        text.children(front).filter(joined).filter(|&c| c < verb && case(text, c).is_none()).collect();
    if all.first().is_some_and(|&c| behind_comma(start(text, c))) { all } else { Vec::new() }
}

/// The first word of what hangs on a word.
fn start(text: &Text<'_>, word: usize) -> usize {
    text.children(word).filter(|&c| c < word && text.words[c].text != ",").min().unwrap_or(word)
}

/// What a noun of amount counts: "farmers" of "hundreds of farmers", "tents" of "tonnes of tents"; else the word.
pub(super) fn counted(text: &Text<'_>, word: usize) -> usize {
    let lemma = text.lemma(word).to_lowercase();
    let amount = is_in("amount", &lemma) || is_kind_of(&lemma, "unit of measurement", Pos::Noun, 2);
    behind(text, word, &["of"]).next().filter(|_| amount).unwrap_or(word)
}

fn is_predicate(text: &Text<'_>, word: usize) -> bool {
    matches!(text.words[word].upos, Upos::Verb | Upos::Aux)
        || text.by(word, "cop").next().is_some()
        || text.by(word, "nsubj").next().is_some()
}

/// Who possesses a noun or does it: "the navy's", "naval", "by the navy"; with "of", where nothing else tells.
pub(super) fn owners(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let by: Vec<usize> = behind(text, noun, &["by"]).collect();
    if !by.is_empty() {
        return by;
    }
    let possessor: Vec<usize> =
        text.children(noun).filter(|&c| text.words[c].relation == "nmod:poss").collect();
    if !possessor.is_empty() {
        return possessor;
    }
    // "administration efforts"
    text.children(noun).filter(|&c| c < noun && text.is(c, "compound")).collect()
}

/// A noun with those above it that only say that it takes place: "cases of rape", "a round of talks"; what stands
/// beside these stands beside it.
pub(super) fn holders(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let mut all = vec![noun];
    let mut at = noun;
    while let Some(above) = text.words[at].head {
        let of = text.is(at, "nmod") && case(text, at).is_some_and(|c| c == "of");
        if !(of && is_in("clear", &text.lemma(above).to_lowercase())) || all.len() > 3 {
            break;
        }
        all.push(above);
        at = above;
    }
    all
}

/// Words before a noun that may name who does it: "Russian", "police".
pub(super) fn modifiers(text: &Text<'_>, noun: usize) -> Vec<usize> {
    let before =
        |&c: &usize| c < noun && (text.is(c, "amod") || text.is(c, "compound") || text.is(c, "nmod"));
    text.children(noun).filter(before).collect()
}

/// The light verb of which a noun is the object: "carried out" of "carried out an attack".
pub(super) fn light(text: &Text<'_>, noun: usize) -> Option<usize> {
    let verb = text.words[noun].head.unwrap_or(noun);
    let object = text.is(noun, "obj") || text.words[noun].relation == "nsubj:pass";
    let lemma = text.lemma(verb);
    // "took part in talks", "entered into negotiations"
    let within = || {
        let part = || text.by(verb, "obj").any(|o| matches!(text.lower(o).as_str(), "part" | "place"));
        text.is(noun, "obl")
            && case(text, noun).is_some_and(|c| matches!(c.as_str(), "in" | "into" | "on" | "to"))
            && (is_in("within", &lemma) || lemma == "take" && part())
    };
    let light = text.words[verb].upos == Upos::Verb && (object && is_in("light", &lemma) || within());
    light.then_some(verb).or_else(|| {
        // "the talks that it held with": the verb of a clause that describes the noun.
        let holds = |&v: &usize| {
            text.words[v].relation == "acl:relcl"
                && is_in("light", &text.lemma(v))
                && text.by(v, "nsubj").any(|s| !is_relative(text, s))
                && text.by(v, "obj").all(|o| is_relative(text, o))
        };
        // "the talks it plans with", where the tree has the clause beside that of the noun.
        let beside = |&v: &usize| {
            is_in("light", &text.lemma(v))
                && text.by(v, "obj").next().is_none()
                && text.by(v, "nsubj").any(|s| s == noun + 1)
        };
        text.by(noun, "acl").find(holds).or_else(|| text.by(verb, "parataxis").find(beside))
    })
}
