//! On whose word figures rest, and how many of them are independent.
//!
//! The root of a figure is whoever is credited with it, otherwise who wrote or published the document. Two roots are one
//! where they are one actor, one body under two names (gazetteer, acronym), a body and who speaks for it or its paper,
//! or where one document leans on the other. Copies of one text are one witness, whatever they say of their sources.

use super::told::{Source, Told};
use relata_gazetteer::{Country, Entry, Gazetteer, fold};
use relata_rows::{Reason, Why};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::built_in);

static WORDS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("../../data/en/sources.txt").lines().filter(|l| !l.starts_with('#')) {
        if let Some((group, words)) = line.split_once(':') {
            all.entry(group).or_default().extend(words.split_whitespace());
        }
    }
    all
});

fn is(group: &str, word: &str) -> bool {
    WORDS.get(group).is_some_and(|words| words.contains(&word))
}

/// Whether a title is that of an office held in a place, whose holder speaks of the place alone.
pub(super) fn is_local(title: &str) -> bool {
    title.split_whitespace().any(|word| is("local", word))
}

/// The root that two figures share, in words, and why; `None` where nothing told makes them one witness.
pub fn shared(a: &Told, b: &Told) -> Option<(String, Reason)> {
    if a.doc == b.doc {
        return Some((name_of(a), Why::OneDocument.alone()));
    }
    if a.copies.is_some() && a.copies == b.copies {
        return Some((name_of(a), Why::OneText.alone()));
    }
    let (x, y) = (Roots::of(a), Roots::of(b));
    // Whoever is credited on both sides.
    for (one, other) in pairs(&x.credit, &y.credit) {
        if one.is(other) {
            return Some((one.shown.clone(), Why::BothRest.of([&one.shown])));
        }
    }
    // Whoever is credited on one side, and named beside the figure on the other, which credits nobody or somebody who
    // speaks for them: "it announced", "in its report", "who speaks for the coast guard".
    for (one, other, told) in [(&x, &y, b), (&y, &x, a)] {
        let found = one.credit.iter().find(|c| !c.person && c.is_named_beside(told, other));
        if let Some(root) = found {
            return Some((root.shown.clone(), Why::RestsOnNamed.of([&root.shown])));
        }
    }
    // One cites those who made the other: "citing data from the customs service".
    for (heads, told) in [(&x.heads, b), (&y.heads, a)] {
        if let Some(root) = cited(told).and_then(|text| heads.iter().find(|h| h.stands_in(text))) {
            return Some((root.shown.clone(), Why::Credited.of([&root.shown])));
        }
    }
    // One is credited to those who made the other.
    for (credit, heads) in [(&x.credit, &y.heads), (&y.credit, &x.heads)] {
        for (one, other) in pairs(credit, heads) {
            if one.is(other) {
                return Some((other.shown.clone(), Why::Credited.of([&other.shown])));
            }
        }
    }
    if x.credit.is_empty() && y.credit.is_empty() {
        for (one, other) in pairs(&x.heads, &y.heads) {
            if one.is(other) {
                return Some((one.shown.clone(), Why::BothWord.of([&one.shown])));
            }
        }
    }
    None
}

fn pairs<'r>(a: &'r [Root], b: &'r [Root]) -> impl Iterator<Item = (&'r Root, &'r Root)> {
    a.iter().flat_map(move |x| b.iter().map(move |y| (x, y)))
}

/// On whose word a figure rests, as its document tells it.
pub fn name_of(told: &Told) -> String {
    let source = told.credit.as_ref().or(told.authors.first()).or(told.publisher.as_ref());
    source.map_or_else(|| format!("document {}", told.doc), |s| s.name.clone())
}

/// A key of the root: figures of one measure with one key rest on one source.
pub(crate) fn key(told: &Told) -> String {
    let source = told.credit.as_ref().or(told.authors.first()).or(told.publisher.as_ref());
    let name = |s: &Source| core(&s.name).into_iter().collect::<Vec<_>>().join(" ");
    let key = source.map(|s| s.actor.clone().unwrap_or_else(|| name(s)));
    // "Researchers" are anybody.
    key.filter(|k| !k.is_empty()).unwrap_or_else(|| told.doc.as_str().to_owned())
}

/// Those on whose word a figure may rest.
#[derive(Debug, Clone, Default)]
struct Roots {
    credit: Vec<Root>,
    heads: Vec<Root>,
}

impl Roots {
    fn of(told: &Told) -> Roots {
        Roots {
            credit: told.credit.iter().map(Root::of).collect(),
            heads: told.authors.iter().chain(&told.publisher).map(Root::of).collect(),
        }
    }
}

/// One source, made comparable.
#[derive(Debug, Clone)]
struct Root {
    shown: String,
    actor: Option<String>,
    /// Its names as they stand.
    said: Vec<String>,
    /// Its names, each as the words that are left without offices and papers.
    names: BTreeSet<BTreeSet<String>>,
    /// Entries of the gazetteer that its names mean.
    entries: BTreeSet<String>,
    /// The bodies for which it speaks, as names and as ids of actors.
    of: BTreeSet<BTreeSet<String>>,
    of_actors: BTreeSet<String>,
    person: bool,
}

impl Root {
    fn of(source: &Source) -> Root {
        let all = || std::iter::once(&source.name).chain(&source.aliases);
        Root {
            shown: source.name.clone(),
            actor: source.actor.clone(),
            said: all().cloned().collect(),
            names: all().map(|n| core(n)).filter(|c| !c.is_empty()).collect(),
            entries: all().flat_map(|n| entries(n)).map(|e| e.id.clone()).collect(),
            of: source
                .of
                .iter()
                .map(|n| core(n))
                .filter(|c| !c.is_empty())
                .chain(spoken_for(source))
                .collect(),
            of_actors: source.of.iter().cloned().collect(),
            person: source.person,
        }
    }

    /// Whether the text of a figure names it, in what is credited or, where nobody is, in the sentence.
    fn is_named_beside(&self, told: &Told, roots: &Roots) -> bool {
        let credited: Vec<&String> = told.credit.iter().flat_map(|c| &c.aliases).collect();
        let nobody = roots.credit.iter().all(|c| c.names.is_empty());
        let text = if nobody {
            told.sentence.clone()
        } else {
            credited.into_iter().cloned().collect::<Vec<_>>().join(" ; ")
        };
        let words: Vec<String> = split(&text).map(|w| land(&w)).collect();
        // Of whom the figure is a figure is no source yet: "the museums drew 2 million visitors".
        let measure = &told.figure.measure;
        let own: BTreeSet<String> = std::iter::once(&measure.text)
            .chain(&measure.qualifiers)
            .flat_map(|t| split(t))
            .map(|w| land(&w))
            .collect();
        self.names.iter().any(|name| stands(name, &words) && !(nobody && name.is_subset(&own)))
    }

    /// Whether a text names it.
    fn stands_in(&self, text: &str) -> bool {
        let words: Vec<String> = split(text).map(|w| land(&w)).collect();
        self.names.iter().any(|name| stands(name, &words))
    }

    /// Whether both are one source, or one speaks for the other.
    fn is(&self, other: &Root) -> bool {
        let actors = self.actor.is_some() && self.actor == other.actor;
        let works = |a: &Root, b: &Root| b.actor.as_ref().is_some_and(|id| a.of_actors.contains(id));
        let entries = self.entries.iter().any(|e| other.entries.contains(e));
        actors
            || works(self, other)
            || works(other, self)
            || entries
            || above(&self.entries, &other.entries)
            || above(&other.entries, &self.entries)
            || alike(&self.names, &other.names)
            || alike(&self.of, &other.names)
            || alike(&self.names, &other.of)
            || short_for(self, other)
            || short_for(other, self)
            || family(&self.shown, &other.shown, self.person && other.person)
    }
}

/// The bodies for which a person speaks by what it is called: of the justice minister the justice ministry, of an army
/// spokesman the army. "A nurse" speaks for nobody.
fn spoken_for(source: &Source) -> impl Iterator<Item = BTreeSet<String>> + use<'_> {
    let speaks = |title: &&String| {
        let mut words = title.split_whitespace().map(fold);
        title.contains(' ') && words.any(|w| is("holder", &w))
    };
    source.titles.iter().filter(speaks).map(|t| core(t)).filter(|c| !c.is_empty())
}

/// Whether the words of a name stand side by side, however many little ones between; one word must be no other.
fn stands(name: &BTreeSet<String>, words: &[String]) -> bool {
    let width = name.len() + 2;
    let specific = name.len() > 1 || name.iter().all(|w| specific(w));
    specific && words.windows(width.min(words.len()).max(1)).any(|w| name.iter().all(|n| w.contains(n)))
}

/// What stands in the sentence of a figure behind a word of citing: "..., citing data from the customs service".
fn cited(told: &Told) -> Option<&str> {
    let found = |cue: &str| told.sentence.find(cue).map(|at| at + cue.len());
    let behind = [" citing ", " quoting ", " based on ", " cited "].into_iter().filter_map(found).min()?;
    told.sentence.get(behind..)
}

/// The words of a name without articles, offices and papers: "the interior ministry's figures" is interior ministry.
/// Empty where nothing is left, or only people of whom there are many.
fn core(name: &str) -> BTreeSet<String> {
    // "Ostgrid, which runs the grid": what stands behind a comma only says more of it.
    let name = name.split([',', '(']).next().unwrap_or_default();
    let bare = name.replace("'s", " s").replace("’s", " s");
    let words: Vec<String> = split(&bare).map(|w| land(&w)).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|w| !w.is_empty() && !is("little", w)).collect();
    let office = |word: &str| {
        WORDS
            .get("office")
            .into_iter()
            .flatten()
            .filter_map(|o| o.split_once('='))
            .find(|(who, _)| *who == word)
            .map(|(_, body)| body)
    };
    // A minister without a field is no ministry.
    let field = words.iter().any(|w| {
        !is("holder", w) && !is("paper", w) && office(w).is_none() && !w.chars().all(char::is_numeric)
    });
    // "The Nordwire news agency" is Nordwire: what sort of body a name is of tells no two apart.
    let sorts = sorts(name);
    let core: BTreeSet<String> = words
        .iter()
        .filter(|w| !sorts.contains(**w))
        .filter_map(|w| match office(w) {
            Some(body) if field && !is_name(name) => Some(body.to_owned()),
            _ => (!is("holder", w) && !is("paper", w) && !is("many", w)).then(|| (*w).to_owned()),
        })
        .collect();
    // "Official statistics" are what is left of themselves.
    if core.is_empty() && words.len() > 1 && !words.iter().any(|w| is("many", w) || is("holder", w)) {
        return words.iter().map(|w| (*w).to_owned()).collect();
    }
    core
}

/// The words beside a name of its own that say only what sort of body bears it.
fn sorts(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let owned = |w: &str| w.ends_with("'s") || w.ends_with("’s");
    let named = words.iter().any(|w| {
        w.starts_with(char::is_uppercase) && !owned(w) && country(w).is_none() && specific(&fold(w))
    });
    words.iter().filter(|w| named && is("sort", w)).map(|w| (*w).to_owned()).collect()
}

/// The words of a name.
fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    let bare = text.replace("'s", " s").replace("’s", " s");
    let words: Vec<String> = bare
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .map(|w| w.trim_end_matches('.').to_owned())
        .collect();
    words.into_iter()
}

/// A word as it is compared; what is called after a country ("Norwegian") as the country.
fn land(word: &str) -> String {
    match country(word).filter(|c| c.demonym) {
        Some(country) => fold(&country.entry.name),
        None => fold(word),
    }
}

fn country(word: &str) -> Option<Country<'static>> {
    word.starts_with(char::is_uppercase).then(|| NAMES.country(word))?
}

/// Whether a text names a person or body: a capital behind the first word that is not a country's.
fn is_name(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase) && country(w).is_none())
}

/// Whoever words mean, so that other words for the same are equal: "the Norwegian foreign minister" and "Norway's
/// foreign ministry". Words of which nothing is left, as of "officials", stand for themselves, in small letters.
pub fn body(words: &str) -> String {
    let core = core(words);
    if core.is_empty() { words.to_lowercase() } else { core.into_iter().collect::<Vec<_>>().join(" ") }
}

/// Whether two sets of names have one in common, or one that is a fuller form of another: of the interior ministry the
/// Sarrow interior ministry.
fn alike(a: &BTreeSet<BTreeSet<String>>, b: &BTreeSet<BTreeSet<String>>) -> bool {
    let within = |x: &BTreeSet<String>, y: &BTreeSet<String>| x.len() > 1 && x.is_subset(y);
    a.iter().any(|x| b.iter().any(|y| x == y || within(x, y) || within(y, x)))
}

/// Whether one is known by the first letters of the other: "NFB" and the National Fisheries Board.
fn short_for(short: &Root, long: &Root) -> bool {
    let letters = |name: &str| -> Option<String> {
        let word = name.trim_start_matches("the ").trim_start_matches("The ").split_whitespace().next()?;
        let all =
            word.len() > 1 && word.len() < 8 && word.chars().all(|c| c.is_ascii_uppercase() || c == '.');
        all.then(|| word.replace('.', ""))
    };
    let firsts = |name: &str| -> String {
        name.split_whitespace()
            .filter(|w| w.starts_with(char::is_uppercase) && *w != "The")
            .filter_map(|w| w.chars().next())
            .collect()
    };
    short
        .said
        .iter()
        .filter_map(|s| letters(s))
        .any(|s| s.len() > 2 && long.said.iter().any(|l| firsts(l) == s))
}

/// Whether one is the family name of the other; where they are not known for persons only a word that is nothing else.
fn family(a: &str, b: &str, persons: bool) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = name.split([',', '(']).next().unwrap_or_default();
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        name.split_whitespace()
            .filter(capital)
            .map(fold)
            .filter(|w| !is("holder", w) && !is("little", w))
            .collect()
    };
    let one = |x: &[String], y: &[String]| {
        x.len() == 1
            && (2..4).contains(&y.len())
            && x.last() == y.last()
            && x[0].len() > 2
            && (persons || specific(&x[0]))
    };
    let (x, y) = (words(a), words(b));
    one(&x, &y) || one(&y, &x)
}

/// Whether no lexicon has a word, so that it is a name.
fn specific(word: &str) -> bool {
    use relata_language::lexicon::{Pos, knows};
    ![Pos::Noun, Pos::Verb, Pos::Adjective].iter().any(|&p| knows(word, p))
}

/// What stands short in other names.
const SHORT: [(&str, &str); 4] =
    [("United Nations", "UN"), ("U.N.", "UN"), ("European Union", "EU"), ("United States", "US")];

/// The entries of the gazetteer that a name means.
fn entries(name: &str) -> Vec<&'static Entry> {
    let bare = name.trim_start_matches("the ").trim_start_matches("The ");
    let mut all = NAMES.named(bare);
    all.extend(NAMES.acronym(bare));
    // "The United Nations refugee agency" is the UN refugee agency.
    for (long, short) in SHORT {
        if bare.contains(long) {
            all.extend(NAMES.named(&bare.replace(long, short)));
        }
    }
    all.extend(government(name));
    // "The UN refugee agency": a body by what it does.
    if bare.contains(' ') {
        all.extend(Some(NAMES.metonym(bare)).filter(|m| m.len() == 1).into_iter().flatten());
    }
    all
}

/// The government whose papers are named: "official U.S. government statistics".
fn government(name: &str) -> Option<&'static Entry> {
    let at = name.to_lowercase().find("government")?;
    let own = name.get(..at)?.replace("'s", "").replace("’s", "");
    let words: Vec<&str> = own.split_whitespace().collect();
    (0..words.len()).find_map(|from| {
        let country = NAMES.country(&words[from..].join(" "))?;
        NAMES.named(&format!("Government of {}", country.entry.name)).into_iter().next()
    })
}

/// Whether one of `low` is a part of one of `high`: an agency of its government.
fn above(high: &BTreeSet<String>, low: &BTreeSet<String>) -> bool {
    !high.is_empty()
        && low.iter().any(|id| {
            let mut at = NAMES.entry(id).and_then(|e| e.parent.clone());
            let mut steps = 0;
            while let Some(id) = at.filter(|_| steps < 8) {
                if high.contains(&id) {
                    return true;
                }
                steps += 1;
                at = NAMES.entry(&id).and_then(|e| e.parent.clone());
            }
            false
        })
}

/// How often something is told, by how many that are independent, and why some are one witness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witnesses {
    /// How often it is told.
    pub appearances: usize,
    /// By how many that are independent of each other.
    pub independent: usize,
    /// The groups: of each, the tellings by index; those of one group are one witness.
    pub groups: Vec<Vec<usize>>,
    /// Two tellings that are one witness, by index, and why. They join each group.
    pub because: Vec<(usize, usize, Reason)>,
}

/// So many tellings with roots of their own are held against each other one by one; beyond that only equal names,
/// actors and copies join.
const PAIRWISE: usize = 48;

/// Who of those who tell something are independent.
pub fn witnesses(told: &[&Told]) -> Witnesses {
    let mut group: Vec<usize> = (0..told.len()).collect();
    let mut because = Vec::new();
    let mut join = |a: usize, b: usize, why: Reason, group: &mut Vec<usize>| {
        let (x, y) = (find(group, a), find(group, b));
        if x != y {
            group[x.max(y)] = x.min(y);
            because.push((a, b, why));
        }
    };
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        for (key, why) in keys(t) {
            match first.get(&key) {
                Some(&before) => join(before, i, why, &mut group),
                None => {
                    first.insert(key, i);
                }
            }
        }
    }
    let heads: Vec<usize> = (0..told.len()).filter(|&i| group[i] == i).collect();
    if heads.len() <= PAIRWISE {
        for (n, &a) in heads.iter().enumerate() {
            for &b in &heads[n + 1..] {
                if let Some((_, why)) = shared(told[a], told[b]) {
                    join(a, b, why, &mut group);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..told.len() {
        groups.entry(find(&mut group, i)).or_default().push(i);
    }
    Witnesses {
        appearances: told.len(),
        independent: groups.len(),
        groups: groups.into_values().collect(),
        because,
    }
}

fn find(group: &mut [usize], i: usize) -> usize {
    let mut at = i;
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// What makes two tellings one witness when they share it, with the reason.
fn keys(told: &Told) -> Vec<(String, Reason)> {
    let mut keys = vec![(format!("doc {}", told.doc), Why::OneDocument.alone())];
    if let Some(copies) = &told.copies {
        keys.push((format!("copies {copies}"), Why::OneText.alone()));
    }
    let sources: Vec<&Source> = match &told.credit {
        Some(credit) => vec![credit],
        None => told.authors.iter().chain(&told.publisher).collect(),
    };
    for source in sources {
        let why = Why::BothRest.of([&source.name]);
        keys.extend(source.actor.iter().map(|id| (format!("actor {id}"), why.clone())));
        let core = core(&source.name);
        if !core.is_empty() {
            keys.push((format!("name {}", core.into_iter().collect::<Vec<_>>().join(" ")), why));
        }
    }
    keys
}
