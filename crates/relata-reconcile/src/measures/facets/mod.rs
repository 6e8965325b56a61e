//! What is counted: whether the facets of two measures unify, and where they do not, which side is wider.
//!
//! A measure has a head (what is counted), words of its own noun phrase, whose it is, and what is told of it. Where the
//! head names only a sort of thing ("people"), what is told of it says what is counted ("killed"). Two measures are of
//! one sort when each head is found among the words of the other; what is then left over on one side narrows it.

mod fit;
mod phrase;

use super::concept::{self, Term};
use super::context::Context;
use super::place::Place;
use super::spots;
use super::told::Told;
use phrase::{coordinated, without_names};
use relata_gazetteer::fold;
use relata_language::lexicon::{Pos, knows};
use relata_rows::ActorKind;
use std::collections::BTreeSet;

pub use fit::{Fit, hold, listed_apart, of_other_sorts};

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
                // With whom something happens says which of them are counted, names too: "717,333 were with citizens
                // of Mexico".
                if measure.kind == "events" && qualifier.starts_with("with ") {
                    counted.extend(concept::terms(qualifier));
                } else {
                    rest.extend(terms);
                }
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
    // "Belcombe, an hour from Montrose," is not Montrose; "Vineyards in Lusina" are no place beside Lusina.
    let away = spots::away(&told.sentence);
    let noun = |n: &str| {
        let small = n.to_lowercase();
        let stem = concept::stem(&small);
        !small.contains(' ') && stem != small && !own.is_empty() && n != own && knows(&stem, Pos::Noun)
    };
    let named = named.filter(|n| !noun(n));
    Place::of(stated.chain(named).filter(|n| !away.contains(&fold(n))), &around)
}
