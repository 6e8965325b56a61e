//! What words of measures mean beside each other: the same, wider, narrower, a neighbour, or nothing to do with it.
//!
//! Three sources, asked in this order: the taxonomy of the domain (`data/en/taxonomy.txt`), derivation (kill, killing),
//! and WordNet: synonyms and kinds by the first sense of a word, near by.

use relata_language::Upos;
use relata_language::lexicon::{self, Pos};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// What one term is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kin {
    /// They count the same.
    Same,
    /// It takes in the other and more: homicide to femicide.
    Wider,
    /// The other takes it in.
    Narrower,
    /// Near, and not the same: encounter and apprehension.
    Neighbour,
    /// Nothing is known that joins them.
    Unrelated,
}

impl Kin {
    /// The same told from the other side.
    #[must_use]
    pub fn turned(self) -> Kin {
        match self {
            Kin::Wider => Kin::Narrower,
            Kin::Narrower => Kin::Wider,
            other => other,
        }
    }
}

/// One word, or several that are one term of the taxonomy: "asylum seeker".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// In its plain form: "death", "asylum seeker".
    pub stem: String,
    /// As the text has it.
    pub text: String,
    /// Its concept in the taxonomy.
    concept: Option<usize>,
}

/// The taxonomy: concepts, each with its terms.
struct Taxonomy {
    /// Terms in plain forms to their concept.
    terms: HashMap<String, usize>,
    /// How many words the longest term has.
    longest: usize,
    /// For each concept the wider ones, nearest first, all the way up.
    above: Vec<Vec<usize>>,
    /// For each concept those right above it.
    parents: Vec<BTreeSet<usize>>,
    /// For each concept the groups of neighbours that it is in.
    groups: Vec<Vec<usize>>,
    /// What is counted, with what is told beside it, and what both together are.
    joint: Vec<(usize, usize, String)>,
    /// Words that say nothing of what is counted.
    empty: HashSet<String>,
    /// Words that name only a sort of thing.
    weak: HashSet<String>,
    /// Words that texts of any matter use.
    common: HashSet<String>,
}

static TAXONOMY: LazyLock<Taxonomy> =
    LazyLock::new(|| Taxonomy::read(include_str!("../../data/en/taxonomy.txt")));

impl Taxonomy {
    fn read(text: &str) -> Self {
        let mut terms: HashMap<String, usize> = HashMap::new();
        let mut longest = 1;
        let (mut up, mut groups): (Vec<BTreeSet<usize>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        let (mut empty, mut weak, mut common) = (HashSet::new(), HashSet::new(), HashSet::new());
        let mut joint = Vec::new();
        let mut concept = |term: &str,
                           up: &mut Vec<BTreeSet<usize>>,
                           groups: &mut Vec<Vec<usize>>,
                           as_one: Option<usize>| {
            let plain = plain(term);
            longest = longest.max(plain.split(' ').count());
            let next = as_one.unwrap_or(up.len());
            let id = *terms.entry(plain).or_insert(next);
            if id == up.len() {
                up.push(BTreeSet::new());
                groups.push(Vec::new());
            }
            id
        };
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let list = |text: &str| -> Vec<String> {
                text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
            };
            if let Some(words) = line.strip_prefix("- ") {
                empty.extend(list(words).iter().map(|w| plain(w)));
            } else if let Some(words) = line.strip_prefix("? ") {
                weak.extend(list(words).iter().map(|w| plain(w)));
            } else if let Some(words) = line.strip_prefix("! ") {
                common.extend(list(words).iter().map(|w| plain(w)));
            } else if let Some((parts, whole)) = line.strip_prefix("& ").and_then(|l| l.split_once('=')) {
                if let [counted, beside] = &list(parts)[..] {
                    let counted = concept(counted, &mut up, &mut groups, None);
                    let beside = concept(beside, &mut up, &mut groups, None);
                    joint.push((counted, beside, plain(whole)));
                }
            } else if let Some(near) = line.strip_prefix("~ ") {
                for term in list(near) {
                    let id = concept(&term, &mut up, &mut groups, None);
                    groups[id].push(number);
                }
            } else if let Some((one, others)) = line.split_once('=') {
                let id = concept(one.trim(), &mut up, &mut groups, None);
                for other in list(others) {
                    concept(&other, &mut up, &mut groups, Some(id));
                }
            } else if let Some((narrow, wide)) = line.split_once('<') {
                let wide = concept(wide.trim(), &mut up, &mut groups, None);
                for term in list(narrow) {
                    let id = concept(&term, &mut up, &mut groups, None);
                    up[id].insert(wide);
                }
            }
        }
        let above = (0..up.len()).map(|id| climb(id, &up)).collect();
        Taxonomy { terms, longest, above, parents: up, groups, joint, empty, weak, common }
    }
}

/// Everything above a concept, nearest first.
fn climb(from: usize, up: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    let mut next = vec![from];
    while !next.is_empty() {
        next = next
            .iter()
            .flat_map(|&id| up[id].iter().copied())
            .filter(|id| *id != from && !all.contains(id))
            .collect();
        next.sort_unstable();
        next.dedup();
        all.extend(&next);
    }
    all
}

/// What stands between a thing and what a compound has in front of it.
const BETWEEN: [&str; 6] = ["of", "for", "from", "in", "on", "at"];

/// The terms of some words of a measure, empty ones left out, in order.
pub fn terms(text: &str) -> Vec<Term> {
    let words = words(text);
    let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = TAXONOMY.longest.min(words.len() - at);
        let found: Option<(usize, Term)> = (1..=most).rev().find_map(|n| {
            let phrase = stems[at..at + n].join(" ");
            let concept = *TAXONOMY.terms.get(&phrase)?;
            Some((n, Term { stem: phrase, text: words[at..at + n].join(" "), concept: Some(concept) }))
        });
        // "Deaths from overdoses" are overdose deaths.
        let turned = || {
            let n = if BETWEEN.contains(&words.get(at + 1)?.as_str()) { 3 } else { 2 };
            let beside = stems.get(at + n - 1)?;
            // "Spent on defence" is defence spending.
            let named = lexicon::derived(&stems[at], Pos::Verb).into_iter().map(|(w, _)| w);
            let forms = std::iter::once(stems[at].as_str()).chain(named).map(|w| format!("{beside} {w}"));
            let (phrase, concept) =
                forms.into_iter().find_map(|p| Some((p.clone(), *TAXONOMY.terms.get(&p)?)))?;
            Some((n, Term { stem: phrase, text: words[at..at + n].join(" "), concept: Some(concept) }))
        };
        let found = found.clone().filter(|(n, _)| *n > 1).or_else(turned).or(found);
        let (n, term) = found
            .unwrap_or_else(|| (1, Term { stem: stems[at].clone(), text: words[at].clone(), concept: None }));
        if !is_empty(&term.stem) {
            all.push(term);
        }
        at += n;
    }
    all
}

/// What a term is together with what is told beside it: deaths from fentanyl are overdose deaths. Most terms stay what
/// they are.
pub fn joined(term: &Term, beside: &[&Term]) -> Term {
    let is = |t: &Term, id: usize| t.concept.is_some_and(|c| c == id || TAXONOMY.above[c].contains(&id));
    let whole = TAXONOMY.joint.iter().find(|(counted, with, _)| {
        term.concept == Some(*counted) && beside.iter().any(|t| is(t, *with) && *t != term)
    });
    match whole {
        Some((.., stem)) => {
            Term { stem: stem.clone(), text: term.text.clone(), concept: TAXONOMY.terms.get(stem).copied() }
        }
        None => term.clone(),
    }
}

/// Whether a plain word says nothing of what is counted: "total", "case", "of".
pub fn is_empty(stem: &str) -> bool {
    TAXONOMY.empty.contains(stem) || stem.chars().all(|c| !c.is_alphabetic()) || (stem.len() < 2)
}

/// Whether a term names only the sort of thing ("people"), so that what is told of it says what is counted.
pub fn is_weak(term: &Term) -> bool {
    TAXONOMY.weak.contains(&term.stem)
}

/// Whether a term is one that texts of any matter use ("country", "leader"), so that it tells no two of them to be of one.
pub fn is_common(term: &Term) -> bool {
    TAXONOMY.common.contains(&term.stem)
}

/// Whether a term is a word for persons: "pupil", "soldier".
pub fn is_person(term: &Term) -> bool {
    matches!(term.stem.as_str(), "people" | "person" | "crowd")
        || term.stem.rsplit(' ').next().is_some_and(|head| lexicon::is_kind_of(head, "person", Pos::Noun, 1))
}

/// Whether a term does something to what is counted rather than being counted: persons, and bodies of them.
pub fn is_agent(term: &Term) -> bool {
    let group = |head: &str| {
        ["organization", "force", "government"].iter().any(|g| lexicon::is_kind_of(head, g, Pos::Noun, 1))
    };
    is_person(term) || term.stem.rsplit(' ').next().is_some_and(group)
}

/// Whether a term is a verb that the taxonomy has, whatever else it may be.
pub fn is_deed(term: &Term) -> bool {
    term.concept.is_some() && term.stem.split(' ').next().is_some_and(|head| lexicon::knows(head, Pos::Verb))
}

/// Whether the taxonomy has a term.
pub fn is_listed(term: &Term) -> bool {
    term.concept.is_some()
}

/// Whether a term is a noun and nothing else.
pub fn is_noun(term: &Term) -> bool {
    term.stem.rsplit(' ').next().is_some_and(|head| {
        lexicon::knows(head, Pos::Noun)
            && ![Pos::Verb, Pos::Adjective].iter().any(|&p| lexicon::knows(head, p))
    })
}

/// What `a` is to `b` by the taxonomy alone. Two of a sort are neighbours, and so are those whose sorts are.
pub fn listed(a: &Term, b: &Term) -> Kin {
    if a.stem == b.stem {
        return Kin::Same;
    }
    let (Some(x), Some(y)) = (a.concept, b.concept) else { return Kin::Unrelated };
    let (above_x, above_y) = (&TAXONOMY.above[x], &TAXONOMY.above[y]);
    if x == y {
        Kin::Same
    } else if above_x.contains(&y) {
        Kin::Narrower
    } else if above_y.contains(&x) {
        Kin::Wider
    } else {
        let groups = |id: usize, above: &'static [usize]| {
            std::iter::once(id).chain(above.iter().copied()).flat_map(|c| &TAXONOMY.groups[c])
        };
        let near = groups(x, above_x).any(|g| groups(y, above_y).any(|h| g == h));
        let siblings = TAXONOMY.parents[x].intersection(&TAXONOMY.parents[y]).next().is_some();
        if near || siblings { Kin::Neighbour } else { Kin::Unrelated }
    }
}

/// What `a` is to `b`.
pub fn hold(a: &Term, b: &Term) -> Kin {
    let told = listed(a, b);
    if told != Kin::Unrelated || a.stem.contains(' ') || b.stem.contains(' ') {
        return told;
    }
    remembered(&a.stem, &b.stem, a.concept.is_some() && b.concept.is_some())
}

thread_local! {
    /// What the lexicon said of two words: asked again and again, and slow to find out.
    static ASKED: RefCell<HashMap<String, HashMap<String, Kin>>> = RefCell::new(HashMap::new());
}

/// Of so many words answers are remembered, before they are forgotten all at once.
const REMEMBERED: usize = 4_000;

fn remembered(a: &str, b: &str, parted: bool) -> Kin {
    ASKED.with_borrow_mut(|asked| {
        if let Some(&kin) = asked.get(a).and_then(|of| of.get(b)) {
            return kin;
        }
        if asked.len() >= REMEMBERED {
            asked.clear();
        }
        let kin = by_lexicon(a, b, parted);
        asked.entry(a.to_owned()).or_default().insert(b.to_owned(), kin);
        kin
    })
}

/// What a term shares with those that count the same: its concept, else the first of the words it is derived from.
pub(crate) fn key(term: &Term) -> String {
    if let Some(id) = term.concept {
        return format!("c{id}");
    }
    let kin = PARTS.iter().flat_map(|&pos| lexicon::derived(&term.stem, pos)).map(|(w, _)| w);
    format!("w{}", kin.min().map_or(term.stem.as_str(), |w| w.min(&term.stem)))
}

/// What a term shares with those that it is not unrelated to, the narrowest first: its concept, those above it and the
/// groups that it is in; of a word without a concept itself, and what it is a kind of.
pub(crate) fn keys(term: &Term) -> Vec<String> {
    let mut keys = Vec::new();
    if let Some(id) = term.concept {
        let own = std::iter::once(id).chain(TAXONOMY.above[id].iter().copied());
        keys.extend(own.clone().map(|c| format!("c{c}")));
        keys.extend(own.flat_map(|c| &TAXONOMY.groups[c]).map(|g| format!("g{g}")));
    }
    keys.push(format!("w{}", term.stem));
    if !term.stem.contains(' ') {
        let above = lexicon::hypernyms(&term.stem, Pos::Noun, 1).into_iter().take(2);
        keys.extend(above.filter(|w| !is_empty(w) && !TAXONOMY.weak.contains(*w)).map(|w| format!("w{w}")));
    }
    keys
}

/// What one word or phrase is to another: `hold` of their only terms.
pub fn compare(a: &str, b: &str) -> Kin {
    match (terms(a).as_slice(), terms(b).as_slice()) {
        ([a], [b]) => hold(a, b),
        (a, b) if !a.is_empty() && a == b => Kin::Same,
        _ => Kin::Unrelated,
    }
}

const PARTS: [Pos; 3] = [Pos::Noun, Pos::Verb, Pos::Adjective];

/// In so many of the senses of each two words may be synonyms.
const SENSES: usize = 3;

/// How many steps up in WordNet something is still a kind of what is counted.
const NEAR: usize = 4;

fn by_lexicon(a: &str, b: &str, parted: bool) -> Kin {
    if derived(a, b) || derived(b, a) {
        return Kin::Same;
    }
    if [Pos::Noun, Pos::Verb].iter().any(|&pos| lexicon::are_synonyms(a, b, pos, SENSES)) {
        return Kin::Same;
    }
    // Two concepts of the taxonomy are otherwise what it says they are.
    if parted {
        return Kin::Unrelated;
    }
    for pos in [Pos::Noun, Pos::Verb] {
        let (up, down) = (lexicon::is_kind_of(a, b, pos, 1), lexicon::is_kind_of(b, a, pos, 1));
        if up && down {
            return Kin::Same;
        }
        let near =
            |low: &str, high: &str| lexicon::hypernyms(low, pos, 1).iter().take(NEAR).any(|h| *h == high);
        if pos == Pos::Noun && up && near(a, b) {
            return Kin::Narrower;
        }
        if pos == Pos::Noun && down && near(b, a) {
            return Kin::Wider;
        }
    }
    Kin::Unrelated
}

fn derived(a: &str, b: &str) -> bool {
    PARTS.iter().any(|&pos| lexicon::derived(a, pos).iter().any(|(word, _)| *word == b))
}

/// The words of a text in small letters; hyphens and apostrophes part them, possessives, articles and the like are
/// dropped ("lost their lives").
fn words(text: &str) -> Vec<String> {
    const DROPPED: [&str; 9] = ["the", "a", "an", "their", "its", "his", "her", "our", "s"];
    let text = text.to_lowercase().replace('’', "'").replace("'s", " ");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !DROPPED.contains(w));
    words.map(str::to_owned).collect()
}

/// A term in plain words.
fn plain(term: &str) -> String {
    words(term).iter().map(|w| stem(w)).collect::<Vec<_>>().join(" ")
}

/// The plain form of a word whose part of speech is not known: the noun in the singular, else the verb; in the spelling
/// with z where there are two ("hospitalise").
pub fn stem(word: &str) -> String {
    let stem = lemma(word);
    let known = |w: &str| [Pos::Noun, Pos::Verb].iter().any(|&pos| lexicon::knows(w, pos));
    let american =
        [("ise", "ize"), ("isation", "ization"), ("yse", "yze")].iter().find_map(|(british, other)| {
            let bare = stem.strip_suffix(british).filter(|bare| bare.len() > 3)?;
            Some(format!("{bare}{other}")).filter(|w| known(w))
        });
    american.unwrap_or(stem)
}

/// The noun in the singular, else the verb in the infinitive.
fn lemma(word: &str) -> String {
    let is = |w: &str, pos: Pos| lexicon::knows(w, pos);
    let noun = lexicon::lemma_by_rule(word, Upos::Noun, "NNS");
    if noun != word && is(&noun, Pos::Noun) {
        return noun;
    }
    // "Sent" is a coin too, "lost" an adjective: an irregular past is one, but for those more common as nouns.
    const NOUNS: [&str; 9] = ["shot", "left", "rose", "wound", "saw", "bound", "ground", "bore", "drunk"];
    let verb = lexicon::lemma_by_rule(word, Upos::Verb, "VBD");
    let irregular = !word.ends_with("ed") && verb != word && !word.ends_with('s') && !NOUNS.contains(&word);
    let known = is(word, Pos::Noun) || is(word, Pos::Verb) || is(word, Pos::Adjective);
    if (word.ends_with("ed") || irregular || !known) && verb != word && is(&verb, Pos::Verb) {
        return verb;
    }
    if is(word, Pos::Noun) || is(word, Pos::Adjective) || is(word, Pos::Verb) {
        return word.to_owned();
    }
    ["VBG", "VBZ"]
        .iter()
        .map(|tag| lexicon::lemma_by_rule(word, Upos::Verb, tag))
        .find(|v| v != word && is(v, Pos::Verb))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kin(a: &str, b: &str) -> Kin {
        let (a, b) = (terms(a), terms(b));
        a.iter().flat_map(|x| b.iter().map(move |y| hold(x, y))).min().unwrap_or(Kin::Unrelated)
    }

    #[test]
    fn what_is_done_to_a_thing_is_named_the_other_way_round() {
        assert_eq!(kin("spent on defence", "defence spending"), Kin::Same);
        assert_eq!(kin("deaths from overdoses", "overdose deaths"), Kin::Same);
        assert_eq!(kin("spent on defence", "health spending"), Kin::Neighbour);
    }
}
