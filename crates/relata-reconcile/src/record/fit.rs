//! Which series a sentence tells.
//!
//! A definition is a candidate where one of its phrases and one of each of its groups is told and its unit fits; a
//! series of it, where its place and people are told too. How well it fits, [`super::against`] says.

use super::Claim;
use super::against;
use super::index::{Checker, Entry, Placed};
use super::scene::Scene;
use super::words::{Line, Named, place_id, roots};
use crate::measures::unit;
use relata_record::{Definition, Series, Time};
use relata_rows::{Figure, Reason, Why};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A series and how well it fits.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) series: Arc<Series>,
    /// 0 to 1.
    pub(crate) score: f64,
    /// The place of its definition in the record.
    rank: usize,
    /// Whether its agency is named.
    pub(crate) agency: bool,
    /// Whether the words tell its place, not its agency alone.
    placed: bool,
    /// What counts against it.
    against: Vec<String>,
}

impl Fit {
    /// What counts against it, though none fits better.
    pub(crate) fn against(&self) -> Reason {
        let name = self.series.name();
        if self.against.is_empty() {
            Why::PoorFit.of([name])
        } else {
            Why::DoesNotCount.of([name, self.against.join(", ")])
        }
    }
}

/// How a figure's unit becomes that of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Way {
    /// Times this.
    Level(f64),
    /// It is a share of the whole, or a change, of a series with another unit.
    Percent,
}

/// How the unit and basis of a figure fit those of a definition; `None` where they do not.
pub(crate) fn way(figure: &Figure, definition: &Definition) -> Option<Way> {
    let other = definition.unit.as_str();
    // Where the series counts in tonnes, "tons" that are not said to be short are these.
    let metric = other == "t" && figure.unit.code == "[ston_av]" && !figure.unit.label.contains("short");
    let own = if metric { "t" } else { figure.unit.code.as_str() };
    let per = |basis: Option<&str>| basis.filter(|b| b.starts_with("per 1")).map(str::to_owned);
    if per(figure.measure.basis.as_deref()) != per(definition.measure.basis.as_deref()) {
        return None;
    }
    if own == other || (own.is_empty() && other == "1") {
        Some(Way::Level(1.0))
    } else if own == "%" {
        (definition.measure.basis.is_none()).then_some(Way::Percent)
    } else if own == "1" && definition.time == Time::Level && names(definition, &figure.measure.what) {
        // "The peso averaged 20.28": what would be counted is the unit.
        Some(Way::Level(1.0))
    } else {
        unit::convert(1.0, own, other).map(Way::Level)
    }
}

/// Whether a price is in what a word names.
fn names(definition: &Definition, word: &str) -> bool {
    definition.measure.kind == "money" && definition.measure.qualifiers.iter().any(|q| q == word)
}

/// What a definition explains of a sentence.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) rank: usize,
    /// Words that its phrases take.
    pub(crate) words: BTreeSet<usize>,
    /// Those that tell what is counted.
    pub(crate) head: BTreeSet<usize>,
    /// Those that part it from others: of each of its groups, and of its agency.
    pub(crate) groups: Vec<BTreeSet<usize>>,
    pub(crate) called: BTreeSet<usize>,
    /// Whether its agency is named.
    pub(crate) agency: bool,
}

/// What a series explains of a sentence beside its definition.
#[derive(Debug)]
pub(crate) struct Where {
    /// Words that tell its place; none where that is implied.
    pub(crate) place: BTreeSet<usize>,
    /// Words that tell whom of it is.
    pub(crate) who: BTreeSet<usize>,
}

impl Checker<'_> {
    /// The series that a sentence may tell, the best first.
    pub(crate) fn fits(&self, claim: &Claim<'_>, scene: &Scene) -> Vec<Fit> {
        let told = self.told(claim, scene);
        let mut fits: Vec<Fit> = told.iter().flat_map(|t| self.of(claim, scene, t, &told)).collect();
        fits.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(a.rank.cmp(&b.rank)).then(a.series.id.cmp(&b.series.id))
        });
        fits
    }

    /// The definitions whose phrases are told, in the order of the record.
    fn told(&self, claim: &Claim<'_>, scene: &Scene) -> Vec<Told> {
        let one = |rank: usize| {
            let own = self.entries[rank].definition;
            way(claim.figure, own)?;
            let head = scene.tells(&own.told)?;
            let groups: Option<Vec<_>> = own.with.iter().map(|group| scene.tells(group)).collect();
            let groups = groups?;
            let called: BTreeSet<usize> = scene.line.tells_all(&own.called).into_iter().collect();
            let agency = !called.is_empty() || scene.credit.tells_one(&own.called).is_some();
            let mut words: BTreeSet<usize> = head.union(&called).copied().collect();
            words.extend(groups.iter().flatten());
            words.extend(scene.line.tells_all(&own.may));
            Some(Told { rank, words, head, groups, called, agency })
        };
        self.may_be_told(&scene.line).into_iter().filter_map(one).collect()
    }

    /// The series of a definition whose place and people are told.
    fn of(&self, claim: &Claim<'_>, scene: &Scene, told: &Told, all: &[Told]) -> Vec<Fit> {
        let entry = &self.entries[told.rank];
        let fit = |own: &Placed| {
            let place = self.place_told(claim, scene, told, entry, own)?;
            let who = match (&own.series.who, &own.who) {
                (Some(name), Some(id)) => people(name, id, scene, &place)?,
                _ => BTreeSet::new(),
            };
            let found = Where { place, who };
            let costs = against::costs(self, scene, told, all, own, &found);
            let score = against::score(claim, scene, told, own, &found, &costs);
            Some(Fit {
                series: Arc::clone(&own.series),
                score,
                rank: told.rank,
                agency: told.agency,
                placed: !found.place.is_empty(),
                against: costs.into_keys().collect(),
            })
        };
        let mut fits: Vec<Fit> = self.series(entry).iter().filter_map(fit).collect();
        // Where one of the places is told, the others are not meant.
        if fits.iter().any(|f| f.placed) {
            fits.retain(|f| f.placed);
        }
        fits
    }

    /// The words that tell the place of a series, none where its agency implies it; `None` where it is not told or
    /// another is.
    fn place_told(
        &self,
        claim: &Claim<'_>,
        scene: &Scene,
        told: &Told,
        entry: &Entry<'_>,
        own: &Placed,
    ) -> Option<BTreeSet<usize>> {
        let (definition, series) = (entry.definition, &own.series);
        if series.place.is_empty() {
            return Some(BTreeSet::new());
        }
        if let Some(found) = self.place_words(&series.place, &scene.line) {
            return Some(found);
        }
        // A place that nobody else knows, by its own name.
        if !own.place.starts_with("iso:")
            && self.place(&series.place).is_none()
            && let Some(found) = scene.line.tells(&own.place)
        {
            return Some(found.into_iter().collect());
        }
        let mentions: Vec<&Named> = scene.line.named.iter().filter(|n| n.id == own.place).collect();
        let from =
            |n: &Named| scene.comes(n) || n.demonym && (told.head.contains(&n.words.end) || scene.plural(n));
        let fitting = mentions.iter().filter(|n| !entry.origin_beside || definition.origin == from(n));
        let words: BTreeSet<usize> = fitting.flat_map(|n| n.words.clone()).collect();
        if !words.is_empty() {
            return Some(words);
        }
        if !mentions.is_empty() || definition.origin {
            return None;
        }
        let known = self.place(&series.place);
        let row = claim.figure.place.as_ref().map(|p| (p.text.as_str(), place_id(&p.text)));
        let by_row = row.as_ref().is_some_and(|(text, id)| {
            *id == own.place || known.is_some_and(|k| Line::of(text).tells_one(&k.told).is_some())
        });
        // An agency counts its own country, unless another place is told; "the country" is none that is named.
        let implied = (definition.home || told.agency && known.is_none()) && self.is_of_one(entry);
        // "Remain in Mexico" is a programme that the phrases tell, no place.
        let in_phrase = |id: &str| {
            let mut named = scene.line.named.iter().filter(|n| n.id == id).peekable();
            named.peek().is_some() && named.all(|n| n.words.clone().all(|w| told.words.contains(&w)))
        };
        let elsewhere = row.is_some_and(|(text, id)| {
            (text.starts_with(char::is_uppercase) || id.starts_with("iso:"))
                && id != own.place
                && Some(&id) != own.who.as_ref()
                && !in_phrase(&id)
        });
        (by_row || implied && !elsewhere).then(BTreeSet::new)
    }
}

/// The words that tell of whom a series is; `None` where they are not told. `place` are words that tell a place.
fn people(who: &str, id: &str, scene: &Scene, place: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
    let named = scene.line.named.iter().filter(|n| n.id == id);
    let apart = named.filter(|n| !n.words.clone().any(|w| place.contains(&w)));
    let words: BTreeSet<usize> = apart.flat_map(|n| n.words.clone()).collect();
    if !words.is_empty() {
        return Some(words);
    }
    if id.starts_with("iso:") {
        return None;
    }
    roots(who).iter().find_map(|root| scene.line.tells(root)).map(|w| w.into_iter().collect())
}
