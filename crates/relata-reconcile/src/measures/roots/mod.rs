//! On whose word figures rest, and how many of them are independent.
//!
//! The root of a figure is whoever is credited with it, otherwise who wrote or published the document. Two roots are one
//! where they are one actor, one body under two names (gazetteer, acronym), a body and who speaks for it or its paper,
//! or where one document leans on the other. Copies of one text are one witness, whatever they say of their sources.

mod bodies;
mod names;
mod papers;
mod witnesses;

use super::told::{Source, Told};
use bodies::{above, entries, spoken_for};
use names::{ONLY, alike, cited, core, cores, family, is, land, specific, split, stands};
use relata_gazetteer::fold;
use relata_rows::{Reason, Why};
use std::collections::BTreeSet;

pub use names::body;
pub use witnesses::{Witnesses, witnesses};

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
    if let Some(found) = by_papers((a, &x), (b, &y)) {
        return Some(found);
    }
    // One cites those who made the other: "citing data from the customs service".
    for (heads, told) in [(&x.heads, b), (&y.heads, a)] {
        if let Some(root) = cited(&told.sentence).and_then(|text| heads.iter().find(|h| h.stands_in(text))) {
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

/// Whoever one figure rests on by a paper or its people that its sentence names, and the other by credit, maker or paper:
/// "on Eurostat figures", "the union's own count".
fn by_papers((a, x): (&Told, &Roots), (b, y): (&Told, &Roots)) -> Option<(String, Reason)> {
    let (p, q) = (papers_of(a), papers_of(b));
    let all = |roots: &Roots, papers: &[Root]| roots.credit.iter().chain(papers).cloned().collect::<Vec<_>>();
    let (left, right) = (all(x, &p), all(y, &q));
    for (one, other) in pairs(&left, &right) {
        if one.is(other) || one.completes(other, a) || other.completes(one, b) {
            return Some((one.shown.clone(), Why::BothRest.of([&one.shown])));
        }
    }
    // A body that the other sentence names, which credits nobody.
    for (credit, told, other) in [(&left, b, &right), (&right, a, &left)] {
        let bodies = papers::bodies(&told.sentence);
        let mut bodies =
            bodies.iter().filter(|_| other.iter().all(|o| o.names.is_empty())).map(|n| Root::named(n));
        let own = if told.doc == a.doc { b } else { a };
        let found = bodies.find_map(|body| {
            credit.iter().find(|c| !c.person && c.is_only() && (c.is(&body) || c.completes(&body, own)))
        });
        if let Some(root) = found {
            return Some((root.shown.clone(), Why::RestsOnNamed.of([&root.shown])));
        }
    }
    for (credit, told, heads) in [(&left, a, &y.heads), (&right, b, &x.heads)] {
        for (one, head) in pairs(credit, heads) {
            if one.is(head) || one.completes(head, told) {
                return Some((head.shown.clone(), Why::Credited.of([&head.shown])));
            }
        }
        // "..., the union itself says."
        let itself = [" itself ", " themselves ", " itself,", " themselves,"];
        let owns = told.credit.is_none() && itself.iter().any(|own| told.sentence.contains(own));
        if let Some(head) = heads.iter().find(|h| owns && h.stands_in(&told.sentence)) {
            return Some((head.shown.clone(), Why::Credited.of([&head.shown])));
        }
    }
    // "The Dorval indictment", "the indictment of the trader Dorval": one paper of which there is one.
    let (left, right) = (papers::singles(&a.sentence), papers::singles(&b.sentence));
    // Two letters are as often two: one side must tell it as the one that is known.
    let both = left.iter().flat_map(|p| right.iter().map(move |q| (p, q)));
    let paper = both.filter(|(p, q)| p.0 == q.0 && (p.1 || q.1)).map(|(p, _)| &p.0).next()?;
    let names = |t: &Told| -> BTreeSet<String> {
        let capital = split(&t.sentence).filter(|w| w.starts_with(char::is_uppercase));
        capital.map(|w| land(&w)).filter(|w| specific(w)).collect()
    };
    let shared = !names(a).is_disjoint(&names(b));
    let made = |roots: &[Root]| roots.iter().any(|r| !r.is_unnamed());
    (shared && !(made(&x.credit) && made(&y.credit))).then(|| (paper.clone(), Why::BothRest.of([paper])))
}

/// Those whose papers or people the sentence of a figure, or what is credited with it, names.
fn papers_of(told: &Told) -> Vec<Root> {
    let credits = told.credit.iter().flat_map(|c| std::iter::once(&c.name).chain(&c.aliases));
    let texts = std::iter::once(&told.sentence).chain(credits);
    let places: BTreeSet<String> =
        told.figure.place.iter().flat_map(|p| split(&p.text)).map(|w| land(&w)).collect();
    texts
        .flat_map(|t| papers::named(t))
        .map(|name| Root::named(&name))
        // "On Norway's figures", of a figure in Norway, are anybody's.
        .filter(|root| root.names.iter().any(|n| !n.is_subset(&places)))
        .collect()
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
            names: all().flat_map(|n| cores(n)).collect(),
            entries: all().flat_map(|n| entries(n)).map(|e| e.id.clone()).collect(),
            of: source.of.iter().flat_map(|n| cores(n)).chain(spoken_for(source)).collect(),
            of_actors: source.of.iter().cloned().collect(),
            person: source.person,
        }
    }

    /// A source of which only a name is known.
    fn named(name: &str) -> Root {
        Root::of(&Source { name: name.to_owned(), ..Source::default() })
    }

    /// Whether it is told only as what it is: "the central bank", "a spokeswoman for the city police".
    fn is_unnamed(&self) -> bool {
        let described = |s: &String| s.ends_with(papers::DESCRIBED);
        let capital = |s: &String| s.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase));
        // "The Census Office" is that of any country.
        let one = self.names.iter().any(|n| n.len() == 1 && n.iter().all(|w| w.starts_with(ONLY)));
        self.entries.is_empty() && (one || !self.said.iter().any(|s| capital(s) && !described(s)))
    }

    /// Whether it is a body of which a country has one.
    fn is_only(&self) -> bool {
        self.names.iter().flatten().any(|w| w.starts_with(ONLY))
    }

    /// Whether the other is one of whose name this has only what it is, and the sentence the rest: "the university",
    /// where it speaks of Tarbeck's students, is Tarbeck University.
    fn completes(&self, other: &Root, told: &Told) -> bool {
        if !self.is_unnamed() {
            return false;
        }
        let words: BTreeSet<String> = split(&told.sentence).map(|w| land(&w)).collect();
        let body = |w: &String| is("body", w) || w.starts_with(ONLY);
        // "The national weather service" of one place is that of its country, "its weather service" that of somebody.
        let wide = |s: &String| {
            split(s).any(|w| matches!(fold(&w).as_str(), "national" | "country" | "federal" | "nation"))
        };
        let one = |n: &BTreeSet<String>| n.iter().any(|w| w.starts_with(ONLY));
        let nation = self.said.iter().any(wide) && told.figure.place.is_some();
        let fields = |r: &Root| {
            r.names
                .iter()
                .filter(|n| one(n))
                .flatten()
                .filter(|w| w.starts_with(ONLY))
                .cloned()
                .collect::<BTreeSet<_>>()
        };
        if nation && !fields(self).is_disjoint(&fields(other)) {
            return true;
        }
        // "The body that runs the port of Kesh": how it is called is not told.
        let described = self.said.iter().any(|s| s.ends_with(papers::DESCRIBED));
        self.names.iter().any(|name| {
            let own: BTreeSet<&String> =
                name.iter().filter(|w| !(is("wide", w) || described && is("type", w))).collect();
            (described || own.iter().any(|w| body(w)))
                && !own.is_empty()
                && other.names.iter().any(|full| {
                    let typed = full.iter().any(body);
                    let mut rest = full.iter().filter(|w| !own.contains(w) && !is("type", w)).peekable();
                    let more = rest.peek().is_some() || described;
                    let complete = rest.all(|w| words.contains(w));
                    typed && more && complete && own.iter().all(|w| full.contains(*w))
                })
        })
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
            .chain(told.figure.place.iter().map(|p| &p.text))
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
    short.said.iter().filter_map(|s| letters(s)).any(|s| {
        let fits = |l: &String| {
            let firsts = firsts(l);
            // "ACLED" leaves the word for project out.
            firsts == s || (s.len() > 3 && firsts.len() == s.len() + 1 && firsts.starts_with(&s))
        };
        s.len() > 2 && long.said.iter().any(fits)
    })
}
