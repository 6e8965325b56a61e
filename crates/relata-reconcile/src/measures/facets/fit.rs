//! How two measures lie to each other: what is counted on both sides first, then what is left over on one.

use super::Facets;
use super::phrase::WORDS;
use crate::measures::concept::{self, Kin, Term};
use crate::measures::place::Spot;
use relata_rows::Verdict;

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

/// Whether the taxonomy knows words that one side alone has for other than some that the other alone has: wider, narrower
/// or beside them ("encounters", "apprehensions").
pub fn listed_apart(a: &Facets, b: &Facets) -> bool {
    let (left, right) = (rest(a, b), rest(b, a));
    let apart = |x: &Term, y: &Term| !matches!(concept::listed(x, y), Kin::Same | Kin::Unrelated);
    left.iter().any(|x| right.iter().any(|y| apart(x, y)))
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

/// Whether what is counted is undertaken.
fn does(f: &Facets) -> bool {
    f.head.iter().any(|t| WORDS.has("undertaking", &t.stem))
}

/// Whether persons are counted.
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
