//! Which verbs and nouns tell which events, and what must stand around them: `data/en/events.txt`, read once. And which
//! others they may tell, of which no rule is sure: `data/en/events-may.txt`.

use crate::lexicon::lines;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_rows::EventKind;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A word or class of words that an argument may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// This lemma.
    Word(&'static str),
    /// One of the words of a class.
    Class(&'static str),
    /// A kind of it by WordNet, in one of its first two senses.
    Kind(&'static str),
    /// A person, body, group or country: a mention of one.
    Actor,
}

/// What a rule asks of the words around.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Needs {
    pub object: Vec<Sort>,
    pub not: Vec<Sort>,
    pub with: Vec<Sort>,
    /// Some word behind a preposition that hangs on it, or on its object.
    pub behind: Vec<Sort>,
    pub subject: Vec<Sort>,
    pub clause: bool,
    pub infinitive: bool,
    pub no_object: bool,
    pub recipient: bool,
    /// Categories of the clause that hangs on it, told as yet to come.
    pub event: Vec<EventKind>,
    /// One of these stands in the sentence.
    pub about: Vec<Sort>,
    /// None of these stands in the sentence.
    pub unless: Vec<Sort>,
    /// Not of the nouns made of the verb.
    pub verbal: bool,
    /// Several who do it: a plural subject; of a noun: a plural.
    pub plural: bool,
    /// Told as yet to come: "will respond".
    pub yet: bool,
    /// The infinitive is a verb, not "to be".
    pub deed: bool,
    /// A participle hangs on it that tells what is to be done: "want the report published".
    pub done: bool,
    /// Of a noun: the object of a verb that only says that it is done.
    pub light: bool,
    /// Of a noun: said of somebody behind "on", "under" or "in": "is on strike".
    pub state: bool,
}

/// Where those who take part stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Prepositions before who is at the receiving end; empty for the usual ones.
    pub recipient: Vec<&'static str>,
    /// Whether nobody is at the receiving end.
    pub nobody: bool,
    /// Whether the object of a verb is.
    pub object: bool,
    /// Whether all who take part are agents.
    pub both: bool,
    /// Whether the subject receives and the other comes.
    pub host: bool,
    /// Of a noun: whether who stands behind "of" or possesses it does it.
    pub of_agent: bool,
    /// Of a noun: whether who possesses it suffers it.
    pub possessor_suffers: bool,
}

/// One verb or noun with what it tells.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub kind: EventKind,
    pub mode: Option<&'static str>,
    /// Whether it is a verb.
    pub verb: bool,
    /// The particle of a phrasal verb.
    pub particle: Option<&'static str>,
    /// The preposition that makes the verb tell this.
    pub preposition: Option<&'static str>,
    pub needs: Needs,
    pub places: Places,
}

/// The rules and classes of words.
#[derive(Debug)]
pub(super) struct Lexicon {
    verbs: HashMap<&'static str, Vec<Rule>>,
    nouns: HashMap<&'static str, Vec<Rule>>,
    adjectives: HashMap<&'static str, Vec<Rule>>,
    classes: HashMap<&'static str, Class>,
}

#[derive(Debug, Default)]
struct Class {
    words: HashSet<&'static str>,
    kinds: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("../../data/en/events.txt")));

static MAY: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("../../data/en/events-may.txt")));

/// The one in use.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Words of which no rule is sure.
pub(super) fn may() -> &'static Lexicon {
    &MAY
}

impl Lexicon {
    fn read(data: &'static str) -> Self {
        let mut all = Lexicon {
            verbs: HashMap::new(),
            nouns: HashMap::new(),
            adjectives: HashMap::new(),
            classes: HashMap::new(),
        };
        let mut part = None;
        for line in lines(data) {
            match line.split_once(": ") {
                Some(("v", rest)) => all.rules(part, rest, Pos::Verb),
                Some(("n", rest)) => all.rules(part, rest, Pos::Noun),
                Some(("a", rest)) => all.rules(part, rest, Pos::Adjective),
                Some((name, words)) => {
                    let class = all.classes.entry(name.trim_start_matches("class ")).or_default();
                    for word in words.split_whitespace() {
                        match word.strip_prefix('~') {
                            Some(kind) => class.kinds.push(kind),
                            None => drop(class.words.insert(word)),
                        }
                    }
                }
                None => {
                    let (kind, mode) = line.split_once(':').map_or((line, None), |(k, m)| (k, Some(m)));
                    part = EventKind::parse(kind).map(|kind| (kind, mode));
                }
            }
        }
        all
    }

    fn rules(&mut self, part: Option<(EventKind, Option<&'static str>)>, rest: &'static str, pos: Pos) {
        let Some((kind, mode)) = part else { return };
        let (words, options) = rest.split_once('|').unwrap_or((rest, ""));
        let (needs, places) = options_of(options);
        let table = match pos {
            Pos::Verb => &mut self.verbs,
            Pos::Noun => &mut self.nouns,
            _ => &mut self.adjectives,
        };
        for word in words.split_whitespace() {
            let (word, preposition) = word.split_once('+').map_or((word, None), |(w, p)| (w, Some(p)));
            let (word, particle) = word.split_once('_').map_or((word, None), |(w, p)| (w, Some(p)));
            let (needs, places) = (needs.clone(), places.clone());
            table.entry(word).or_default().push(Rule {
                kind,
                mode,
                verb: pos != Pos::Noun,
                particle,
                preposition,
                needs,
                places,
            });
        }
    }

    /// The rules of a lemma, those with a particle or preposition first, then in the order of the file. British
    /// spellings in -ise find those in -ize.
    pub(super) fn of(&self, lemma: &str, pos: Pos) -> Vec<&Rule> {
        let table = match pos {
            Pos::Verb => &self.verbs,
            Pos::Noun => &self.nouns,
            _ => &self.adjectives,
        };
        let american = || lemma.strip_suffix("ise").map(|stem| format!("{stem}ize"));
        let found = table.get(lemma).or_else(|| table.get(american()?.as_str()));
        let mut rules: Vec<&Rule> = found.into_iter().flatten().collect();
        rules.sort_by_key(|r| r.particle.is_none() && r.preposition.is_none());
        rules
    }

    /// The rules that hold of any verb.
    pub(super) fn of_any_verb(&self) -> &[Rule] {
        self.verbs.get("*").map_or(&[], Vec::as_slice)
    }

    /// Whether a noun, as its lemma in small letters, is of a sort; `actor`: whether it is a mention of an actor.
    pub(super) fn is(&self, lemma: &str, actor: bool, sort: Sort) -> bool {
        let kind = |above: &str| is_kind_of(lemma, above, Pos::Noun, 2);
        match sort {
            Sort::Word(word) => word == lemma,
            Sort::Actor => actor,
            Sort::Kind(above) => kind(above),
            Sort::Class(name) => self.classes.get(name).is_some_and(|class| {
                class.words.contains(lemma) || class.kinds.iter().any(|above| kind(above))
            }),
        }
    }
}

fn options_of(options: &'static str) -> (Needs, Places) {
    let (mut needs, mut places) = (Needs::default(), Places { object: true, ..Places::default() });
    let sorts = |list: &'static str| -> Vec<Sort> {
        list.split(',')
            .map(|word| match (word, word.strip_prefix('@'), word.strip_prefix('~')) {
                ("@actor", ..) => Sort::Actor,
                (_, Some(class), _) => Sort::Class(class),
                (_, _, Some(kind)) => Sort::Kind(kind),
                _ => Sort::Word(word),
            })
            .collect()
    };
    for option in options.split(';').map(str::trim).filter(|o| !o.is_empty()) {
        match option.split_once('=') {
            Some(("obj", list)) => needs.object = sorts(list),
            Some(("not", list)) => needs.not = sorts(list),
            Some(("with", list)) => needs.with = sorts(list),
            Some(("behind", list)) => needs.behind = sorts(list),
            Some(("event", list)) => needs.event = list.split(',').filter_map(EventKind::parse).collect(),
            Some(("about", list)) => needs.about = sorts(list),
            Some(("unless", list)) => needs.unless = sorts(list),
            Some(("subj", list)) => needs.subject = sorts(list),
            Some(("rec", "none")) => places.nobody = true,
            Some(("rec", list)) => {
                let words: Vec<&str> = list.split(',').collect();
                places.object = words.contains(&"obj");
                places.recipient = words.into_iter().filter(|w| *w != "obj").collect();
            }
            Some(("of", _)) => places.of_agent = true,
            Some(("poss", _)) => places.possessor_suffers = true,
            _ => match option {
                "comp" => needs.clause = true,
                "inf" => needs.infinitive = true,
                "noobj" => needs.no_object = true,
                "need" => needs.recipient = true,
                "plural" => needs.plural = true,
                "yet" => needs.yet = true,
                "deed" => needs.deed = true,
                "done" => needs.done = true,
                "light" => needs.light = true,
                "state" => needs.state = true,
                "verbal" => needs.verbal = true,
                "both" => places.both = true,
                "host" => places.host = true,
                _ => {}
            },
        }
    }
    (needs, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood() {
        let known = ["obj", "not", "with", "behind", "subj", "event", "about", "unless", "rec", "of", "poss"];
        let flags = [
            "comp", "inf", "noobj", "need", "plural", "yet", "deed", "done", "light", "state", "verbal",
            "both", "host",
        ];
        let files = [include_str!("../../data/en/events.txt"), include_str!("../../data/en/events-may.txt")];
        for line in files.into_iter().flat_map(lines) {
            let Some((head, rest)) = line.split_once(": ") else {
                assert!(EventKind::parse(line.split(':').next().unwrap()).is_some(), "{line}");
                continue;
            };
            assert!(["v", "n", "a"].contains(&head) || head.starts_with("class "), "{line}");
            for option in rest.split_once('|').map_or("", |(_, o)| o).split(';').map(str::trim) {
                let key = option.split_once('=').map(|(key, _)| key);
                assert!(
                    option.is_empty() || key.map_or(flags.contains(&option), |k| known.contains(&k)),
                    "{option:?} in {line}"
                );
                for class in option.split(['=', ',']).filter_map(|w| w.strip_prefix('@')) {
                    assert!(class == "actor" || LEXICON.classes.contains_key(class), "{class} in {line}");
                }
            }
        }
    }

    /// The first rule of a category is taken, so a word of both lists would never be reached in the second.
    #[test]
    fn no_word_that_may_tell_an_event_is_shadowed() {
        let tables = [
            (&MAY.verbs, &LEXICON.verbs),
            (&MAY.nouns, &LEXICON.nouns),
            (&MAY.adjectives, &LEXICON.adjectives),
        ];
        for (may, sure) in tables {
            for (word, rules) in may {
                for (n, rule) in rules.iter().enumerate() {
                    let same = |r: &&Rule| {
                        r.kind == rule.kind && r.particle == rule.particle && r.preposition.is_none()
                    };
                    let known = sure.get(word).into_iter().flatten().find(same);
                    assert!(
                        known.is_none() && !rules[..n].iter().any(|r| same(&r)),
                        "{word}: {}",
                        rule.kind.name()
                    );
                }
            }
        }
    }
}
