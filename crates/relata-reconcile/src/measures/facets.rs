//! What is counted: whether the facets of two measures unify, and where they do not, which side is wider.
//!
//! A measure has a head (what is counted), words of its own noun phrase, whose it is, and what is told of it. Where the
//! head names only a sort of thing ("people"), what is told of it says what is counted ("killed"). Two measures are of
//! one sort when each head is found among the words of the other; what is then left over on one side narrows it.

use super::concept::{self, Kin, Term};
use super::context::Context;
use super::place::{self, Place, Spot};
use super::told::Told;
use relata_gazetteer::fold;
use relata_rows::{ActorKind, Verdict};
use std::collections::BTreeSet;

/// The words of a measure by their parts, names left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// What is counted.
    pub head: Vec<Term>,
    /// The words of its noun phrase, the head among them.
    pub counted: Vec<Term>,
    /// Whose it is, by whom or what it is done.
    pub whose: Vec<Term>,
    /// What is told of it.
    pub told: Vec<Term>,
    /// Terms that stand beside each other as so many more of a kind: "killed or injured", "ports, airports and roads".
    pub joint: Vec<Vec<Term>>,
    /// What is done to it, or what it does: of what is told the first word of each part.
    pub deeds: Vec<Term>,
    /// Bodies, persons and works whose it is, by folded name.
    pub bodies: BTreeSet<String>,
    /// Whether the head is the whole of which the figure is a share.
    pub is_whole: bool,
    /// Whether the head is a verb, since no noun says what is counted.
    pub is_verb: bool,
    /// All that is named, by folded name.
    pub names: BTreeSet<String>,
    /// Where.
    pub place: Place,
    /// What its sentence says around it.
    pub context: Context,
}

/// How two measures lie to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// What the first is to the second.
    pub kin: Kin,
    /// What tells them apart: words of the first, words of the second.
    pub apart: (String, String),
    /// What to say of numbers that cannot meet, where it is not sure that both count one thing: that two words stand for
    /// other things done to it ("printed", "sold"), or that one side does not say what its people have in common.
    pub doubt: Option<Verdict>,
    /// Whether only words that one side has, and no list of what is what, set the two apart.
    pub loose: bool,
}

impl Facets {
    /// Those of a figure.
    pub fn of(told: &Told) -> Facets {
        let measure = &told.figure.measure;
        let (phrase, whose) = measure.text.split_once("; ").unwrap_or((&measure.text, ""));
        let bare = |text: &str| without_names(text, told);
        let mut counted = concept::terms(&bare(phrase));
        counted.extend(measure.of.iter().flat_map(|of| concept::terms(&bare(of))));
        let mut whose_terms = concept::terms(&bare(whose));
        let (mut rest, mut deeds) = (Vec::new(), Vec::new());
        for qualifier in &measure.qualifiers {
            let terms = concept::terms(&bare(qualifier));
            if !phrase.contains(qualifier.as_str()) && !whose.contains(qualifier.as_str()) {
                deeds.extend(terms.first().filter(|t| concept::is_deed(t)).cloned());
                rest.extend(terms);
            }
        }
        let joint = std::iter::once(phrase).chain(measure.qualifiers.iter().map(String::as_str));
        let joint = joint.flat_map(|text| coordinated(&bare(text))).collect();
        let what = concept::terms(&bare(&measure.what));
        // A term of several words holds the head: "asylum seeker".
        let holds = |t: &&Term| what.iter().any(|h| t.stem.split(' ').any(|w| w == h.stem));
        let mut head: Vec<Term> = counted.iter().filter(holds).take(1).cloned().collect();
        let is_verb = head.is_empty() && !what.is_empty();
        if head.is_empty() {
            // Of what no noun names, the verb: its nouns say who has to do with it.
            whose_terms.append(&mut counted);
            head.clone_from(&what);
            counted = what;
        }
        let all: Vec<Term> = [&counted, &whose_terms, &rest].into_iter().flatten().cloned().collect();
        let all: Vec<&Term> = all.iter().collect();
        for term in head.iter_mut().chain(&mut counted).chain(&mut rest) {
            *term = concept::joined(term, &all);
        }
        for list in [&mut counted, &mut whose_terms, &mut rest] {
            let mut seen = BTreeSet::new();
            list.retain(|t| seen.insert(t.stem.clone()));
        }
        whose_terms.retain(|t| !counted.contains(t));
        rest.retain(|t| !counted.contains(t) && !whose_terms.contains(t));
        Facets {
            head,
            counted,
            whose: whose_terms,
            told: rest,
            joint,
            deeds,
            is_whole: measure.of.is_some(),
            is_verb,
            bodies: bodies(told, phrase, whose),
            names: told.names.iter().map(|n| fold(&n.name)).collect(),
            place: place(told),
            context: Context::of(told),
        }
    }

    /// All terms, those of what is counted first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Term> {
        self.counted.iter().chain(&self.whose).chain(&self.told)
    }

    /// The words that say what is counted: the head, or where it is weak what is told of it.
    pub fn core(&self) -> Vec<&Term> {
        let strong = |terms: &'_ [Term]| -> Vec<usize> {
            (0..terms.len()).filter(|&i| !concept::is_weak(&terms[i])).collect()
        };
        for terms in [&self.head, &self.counted, &self.told, &self.whose] {
            let found = strong(terms);
            if !found.is_empty() {
                return found.into_iter().map(|i| &terms[i]).collect();
            }
        }
        Vec::new()
    }
}

/// The terms on both sides of each "and" and "or" of a text, as far as nothing but other such terms stands between.
fn coordinated(text: &str) -> Vec<Vec<Term>> {
    const BETWEEN: [&str; 14] = [
        "in",
        "on",
        "at",
        "by",
        "of",
        "for",
        "from",
        "with",
        "through",
        "the",
        "a",
        "an",
        "seriously",
        "were",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_joint = |w: &str| matches!(w, "and" | "or");
    let mut all = Vec::new();
    for at in (0..words.len()).filter(|&i| is_joint(words[i])) {
        let before = words[..at].iter().rev().take_while(|w| !BETWEEN.contains(w) && !is_joint(w)).take(2);
        let after = words[at + 1..].iter().find(|w| !BETWEEN.contains(w));
        let terms: Vec<Term> = before.chain(after).flat_map(|w| concept::terms(w)).collect();
        if terms.len() > 1 {
            all.push(terms);
        }
    }
    all
}

/// The text without the names in it.
fn without_names(text: &str, told: &Told) -> String {
    let mut out = text.to_owned();
    let place = told.figure.place.iter().map(|p| &p.text);
    // "Opioids" at the beginning of a sentence are no body, whatever a model of names takes them for.
    let thing = |name: &str| {
        !name.contains(' ') && concept::terms(name).iter().any(concept::is_listed) && !Place::is_known(name)
    };
    let named = told.names.iter().map(|n| &n.text).filter(|n| !thing(n));
    for name in named.chain(place).filter(|n| !n.is_empty()) {
        // What tells one place from another is no part of what is counted: "Mount", "port of".
        out = out.replace(name, " # ");
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    let beside = |i: usize| {
        let little = |w: Option<&&str>| matches!(w, Some(&("of" | "the")));
        words.get(i + 1) == Some(&"#") || (little(words.get(i + 1)) && words.get(i + 2) == Some(&"#"))
    };
    // "Mexican territory" is territory of Mexico; of people it may tell who they are.
    let home = told.figure.place.as_ref().map(|p| place::canonical(&p.text));
    let native = |word: &str| {
        let nation = relata_language::country(word).map(place::canonical);
        told.figure.measure.kind != "people" && nation.is_some() && nation == home
    };
    let named = |i: usize| words[i] == "#" || native(words[i]) || Place::is_told_by(words[i]) && beside(i);
    // "The country's farms": whose they are is the place.
    const LANDS: [&str; 8] = ["country", "nation", "state", "city", "town", "region", "province", "district"];
    let land = |i: usize| {
        let bare = words[i].strip_suffix("'s").or_else(|| words[i].strip_suffix("’s"));
        bare.is_some_and(|w| LANDS.contains(&w.to_lowercase().as_str()))
    };
    // "Inflation in the country": which, the text says elsewhere.
    let the_land = |i: usize| {
        LANDS.contains(&words[i].to_lowercase().as_str())
            && i > 1
            && words[i - 1].eq_ignore_ascii_case("the")
            && matches!(words[i - 2].to_lowercase().as_str(), "in" | "of" | "across" | "throughout")
            && !matches!(words.get(i + 1), Some(&("of" | "in")))
    };
    let kept = (0..words.len()).filter(|&i| !named(i) && !land(i) && !the_land(i));
    kept.map(|i| words[i]).collect::<Vec<_>>().join(" ")
}

/// Those whose it is: named in what is counted, or for money, shares and levels as its owner.
fn bodies(told: &Told, phrase: &str, whose: &str) -> BTreeSet<String> {
    let owned = matches!(told.figure.measure.kind.as_str(), "money" | "share" | "level" | "rate");
    let of = told.figure.measure.of.as_deref().unwrap_or_default();
    told.names
        .iter()
        .filter(|n| n.kind != ActorKind::Place && n.kind != ActorKind::Group && !Place::is_told_by(&n.text))
        .filter(|n| phrase.contains(&n.text) || of.contains(&n.text) || (owned && whose.contains(&n.text)))
        .map(|n| fold(&n.name))
        .collect()
}

fn place(told: &Told) -> Place {
    let figure = &told.figure;
    let mut around = figure.measure.text.clone();
    for words in figure.measure.qualifiers.iter().chain(&figure.measure.of) {
        around.push_str(" ; ");
        around.push_str(words);
    }
    // "Scotland" of the United Kingdom; the port of Halden, which the text takes for a body.
    // "Sub-Saharan Africa reported": the words that name the place may be those that are credited.
    let own = figure.place.as_ref().map(|p| p.text.as_str()).unwrap_or_default();
    for name in told.credit.iter().flat_map(|c| std::iter::once(&c.name).chain(&c.aliases)) {
        if !own.is_empty() && name.contains(own) {
            around.push_str(" ; ");
            around.push_str(name);
        }
    }
    let named = told.names.iter().filter(|n| n.kind == ActorKind::Place || Place::is_told_by(&n.text));
    let named = named.map(|n| if Place::is_known(&n.text) { n.text.as_str() } else { n.name.as_str() });
    let stated = figure.place.iter().map(|p| p.text.as_str()).filter(|t| !t.is_empty());
    Place::of(stated.chain(named), &around)
}

/// How the measure of `a` lies to that of `b`.
pub fn hold(a: &Facets, b: &Facets) -> Fit {
    let whole = |f: &Facets| words(f.counted.iter().chain(&f.told));
    let fit = |kin: Kin, x: String, y: String| Fit { kin, apart: (x, y), doubt: None, loose: false };
    let loose = |kin: Kin, x: String, y: String| Fit { loose: true, ..fit(kin, x, y) };
    let strangers = |x: &Facets, y: &Facets| x.bodies.iter().all(|n| !y.names.contains(n));
    if !a.bodies.is_empty() && !b.bodies.is_empty() && strangers(a, b) && strangers(b, a) {
        let names = |f: &Facets| f.bodies.iter().cloned().collect::<Vec<_>>().join(", ");
        return fit(Kin::Unrelated, names(a), names(b));
    }
    let core = core(a, b);
    if core.kin != Kin::Same || core.doubt.is_some() {
        return core;
    }
    let left: Vec<&Term> = rest(a, b);
    let right: Vec<&Term> = rest(b, a);
    let mut found: Vec<(Kin, &Term, &Term)> = Vec::new();
    for &x in &left {
        for &y in &right {
            let kin = if is_of(x, &a.counted) && is_of(y, &b.counted) {
                concept::hold(x, y)
            } else {
                concept::listed(x, y)
            };
            if kin != Kin::Unrelated {
                found.push((kin, x, y));
            }
        }
    }
    if let Some((kin, x, y)) = found.iter().min_by_key(|(kin, ..)| *kin == Kin::Neighbour) {
        return fit(*kin, x.text.clone(), y.text.clone());
    }
    // "Ports" beside "ports, airports and roads": what is added makes the whole wider, not narrower.
    let (more_a, more_b) = (adds(&left, a, b), adds(&right, b, a));
    let counted = |terms: &[&Term], f: &Facets| terms.iter().any(|t| is_of(t, &f.counted));
    if more_b && !more_a && !counted(&left, a) {
        return fit(Kin::Narrower, whole(a), whole(b));
    }
    if more_a && !more_b && !counted(&right, b) {
        return fit(Kin::Wider, whole(a), whole(b));
    }
    let narrow = |terms: &[&Term], f: &Facets, other: &Facets| -> Vec<Term> {
        // What a verb alone tells has no words of its own to be narrowed by: "borrowed", "new loans".
        // Nor does the whole of a share narrow what the other side tells without it.
        let whole = |t: &Term| f.is_whole && !other.is_whole && is_of(t, &f.head);
        let own = terms.iter().filter(|t| is_of(t, &f.counted) && !other.is_verb && !whole(t));
        own.map(|t| (*t).clone()).collect()
    };
    let (only_a, only_b) = (narrow(&left, a, b), narrow(&right, b, a));
    match (only_a.is_empty(), only_b.is_empty()) {
        (false, false) => loose(Kin::Neighbour, words(only_a.iter()), words(only_b.iter())),
        (false, true) => loose(Kin::Narrower, words(a.counted.iter()), whole(b)),
        (true, false) => loose(Kin::Wider, whole(a), words(b.counted.iter())),
        (true, true) => {
            let (x, y) = (other_things(&left, a), other_things(&right, b));
            if !x.is_empty() && !y.is_empty() {
                return loose(Kin::Neighbour, words(x.iter()), words(y.iter()));
            }
            let (x, y) = (deeds(&left, a), deeds(&right, b));
            if !x.is_empty() && !y.is_empty() {
                let apart = (words(x.into_iter()), words(y.into_iter()));
                return Fit { kin: Kin::Same, apart, doubt: Some(Verdict::OtherDefinition), loose: false };
            }
            fit(Kin::Same, whole(a), whole(b))
        }
    }
}

/// Whether terms that only one side has stand there beside one that the other has too, as so many more of a kind.
fn adds(only: &[&Term], f: &Facets, other: &Facets) -> bool {
    let shared = |t: &Term| other.all().any(|o| concept::hold(t, o) == Kin::Same);
    let added = |t: &Term| only.iter().any(|o| o.stem == t.stem);
    f.joint.iter().any(|group| group.iter().any(shared) && group.iter().any(added))
}

/// What sets a measure apart though it is told beside what is counted: of a share by what it is made up ("wind supplied
/// half"), of people what happens to them and where ("employed in tourism"). Who does it or tells of it is left out.
fn other_things(left: &[&Term], f: &Facets) -> Vec<Term> {
    let people = f.head.iter().any(concept::is_weak) || f.head.is_empty();
    let tells = |t: &&&Term| match (is_of(t, &f.whose), f.is_whole) {
        (true, true) => true,
        (true, false) => people,
        (false, _) => people && concept::is_noun(t),
    };
    left.iter().filter(tells).filter(|t| !concept::is_agent(t)).map(|t| (*t).clone()).collect()
}

/// The verbs that the taxonomy knows among what is told of a measure.
fn deeds<'a>(left: &[&'a Term], f: &Facets) -> Vec<&'a Term> {
    left.iter().copied().filter(|t| is_of(t, &f.deeds)).collect()
}

/// How what is counted on one side lies to what is counted on the other.
fn core(a: &Facets, b: &Facets) -> Fit {
    let (x, y) = (a.core(), b.core());
    let fit = |kin: Kin| Fit {
        kin,
        apart: (words(x.iter().copied()), words(y.iter().copied())),
        doubt: None,
        loose: false,
    };
    if x.is_empty() || y.is_empty() {
        let told = |f: &Facets, core: &[&Term]| f.head.is_empty() && core.iter().any(|t| f.context.tells(t));
        if told(a, &y) || told(b, &x) {
            return fit(Kin::Same);
        }
        let kin = bare(a, b, &x, &y);
        let people = |f: &Facets| f.head.iter().any(|t| concept::is_weak(t) && concept::is_person(t));
        if kin == Kin::Unrelated && people(a) && people(b) && a.place.hold(&b.place) == Spot::Same {
            return Fit { doubt: Some(Verdict::NotComparable), ..fit(Kin::Same) };
        }
        return fit(kin);
    }
    let best = |core: &[&Term], other: &Facets| {
        core.iter()
            .flat_map(|t| other.all().map(move |o| concept::hold(t, o)))
            .min()
            .unwrap_or(Kin::Unrelated)
    };
    match (best(&x, b), best(&y, a).turned()) {
        (Kin::Same, Kin::Same) => fit(Kin::Same),
        // Of a share one side may not say of what: "turnout was 60 percent", "60 percent of voters turned out". And of
        // what is told by its verb alone the noun is not known.
        _ if a.is_verb && y.iter().any(|t| a.context.tells(t)) => fit(Kin::Same),
        _ if b.is_verb && x.iter().any(|t| b.context.tells(t)) => fit(Kin::Same),
        (Kin::Same, Kin::Unrelated) if a.is_verb => fit(Kin::Same),
        (Kin::Unrelated, Kin::Same) if b.is_verb => fit(Kin::Same),
        (Kin::Same, kin) if b.is_whole && (!a.is_whole || kin == Kin::Unrelated) => fit(Kin::Same),
        (kin, Kin::Same) if a.is_whole && (!b.is_whole || kin == Kin::Unrelated) => fit(Kin::Same),
        (Kin::Same, Kin::Unrelated) => Fit { loose: true, ..fit(one_sided(&y, a, Kin::Wider)) },
        (Kin::Unrelated, Kin::Same) => Fit { loose: true, ..fit(one_sided(&x, b, Kin::Narrower)) },
        (Kin::Same, kin) | (kin, Kin::Same) => fit(kin),
        (Kin::Unrelated, kin) | (kin, Kin::Unrelated) => fit(kin),
        (one, other) if one == other => fit(one),
        _ => Fit { loose: true, ..fit(Kin::Neighbour) },
    }
}

/// Whether one counts persons and the other what is undertaken with them: two rescue operations may save a thousand.
pub fn of_other_sorts(a: &Facets, b: &Facets) -> bool {
    does(a) && counts_persons(b) || does(b) && counts_persons(a)
}

fn does(f: &Facets) -> bool {
    const UNDERTAKINGS: [&str; 8] =
        ["operation", "action", "mission", "patrol", "trip", "flight", "campaign", "raid"];
    f.head.iter().any(|t| UNDERTAKINGS.contains(&t.stem.as_str()))
}

fn counts_persons(f: &Facets) -> bool {
    f.head.iter().any(concept::is_person)
}

/// Of a head that the other side does not have, though it has what is told of it: persons of a sort among people,
/// otherwise something near.
fn one_sided(core: &[&Term], other: &Facets, kin: Kin) -> Kin {
    let people = other.head.iter().any(|t| concept::is_weak(t) && concept::is_person(t));
    if people && core.iter().all(|t| concept::is_person(t)) { kin } else { Kin::Neighbour }
}

/// Of measures of which one says nothing but the sort of thing.
fn bare(a: &Facets, b: &Facets, x: &[&Term], y: &[&Term]) -> Kin {
    let people = |f: &Facets| f.head.iter().any(concept::is_person);
    // "People" and "households" are listed beside each other.
    let listed = |f: &Facets, core: &[&Term]| {
        core.iter()
            .flat_map(|t| f.head.iter().map(move |h| concept::listed(h, t)))
            .min()
            .unwrap_or(Kin::Unrelated)
    };
    let kin = if x.is_empty() { listed(a, y) } else { listed(b, x).turned() };
    if kin != Kin::Unrelated && kin != Kin::Same {
        return kin;
    }
    match (x.is_empty(), y.is_empty()) {
        (true, true) if !a.head.is_empty() && (a.head == b.head || (people(a) && people(b))) => Kin::Same,
        (true, false) if people(a) && y.iter().any(|t| concept::is_person(t)) => Kin::Wider,
        (false, true) if people(b) && x.iter().any(|t| concept::is_person(t)) => Kin::Narrower,
        _ => Kin::Unrelated,
    }
}

/// The strong terms of `a` that `b` and its sentence do not have.
fn rest<'a>(a: &'a Facets, b: &Facets) -> Vec<&'a Term> {
    a.all()
        .filter(|t| !concept::is_weak(t))
        .filter(|t| !b.all().any(|o| concept::hold(t, o) == Kin::Same) && !b.context.tells(t))
        .collect()
}

fn is_of(term: &Term, terms: &[Term]) -> bool {
    terms.iter().any(|t| t.stem == term.stem)
}

fn words<'t>(terms: impl Iterator<Item = &'t Term>) -> String {
    terms.map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}
