//! Which series a sentence tells, and how well.
//!
//! A definition is a candidate where one of its phrases and one of each of its groups is told and unit and place fit.
//! Then counts against it what the sentence tells and it does not: words of what is counted that it does not know,
//! words that it names as telling something else, what tells another candidate apart, and other places.

use super::words::{Line, Named, place_id};
use super::{Checker, Claim};
use crate::measures::unit;
use relata_language::lexicon::{self, Pos};
use relata_record::{Definition, Series};
use relata_rows::Figure;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What counts against a candidate, and how much.
const UNKNOWN: f64 = 0.25;
const FORBIDDEN: f64 = 0.6;
const CONTRAST: f64 = 0.35;
const PLACE: f64 = 0.4;
const ASIDE: f64 = 0.1;
const UNANCHORED: f64 = 0.15;
const KIND: f64 = 0.1;
const BEFORE: f64 = 0.05;
/// A share or change, which has to be worked out.
const WORKED: f64 = 0.05;
/// A definition of so many series is of one country: its agency tells which.
const FEW: usize = 12;
/// Outside the words of what is counted.
const FAR: f64 = 0.12;

/// Words right before a number of which a part alone is counted.
const PARTS: &[&str] =
    &["first", "last", "next", "other", "another", "additional", "further", "extra", "new", "these", "those"];

/// A sentence, and which of its words are about the figure.
#[derive(Debug)]
pub(crate) struct Scene {
    text: String,
    pub(crate) line: Line,
    /// How many words are of sentences before, from which it takes what it does not say; 0 where it stands alone.
    before: usize,
    /// Words that tell what the figure counts.
    pub(crate) own: BTreeSet<usize>,
    /// Those of them that only tell to whom or what it belongs.
    weak: BTreeSet<usize>,
    /// Words of the clause in which it stands.
    pub(crate) near: BTreeSet<usize>,
    /// Words of the figure itself.
    pub(crate) stands: BTreeSet<usize>,
    /// Words that name its source from elsewhere.
    credit: Line,
}

/// Words at which another clause may begin that has figures of its own, and those that do so behind a comma.
const CLAUSES: &[&str] = &["while", "whereas", "but", "although", "though"];
const ASIDES: &[&str] =
    &["more", "up", "down", "compared", "after", "following", "versus", "against", "than", "far"];

impl Scene {
    /// The scene of a claim; `before` is what stands before its sentence, where that is to be read too.
    pub(crate) fn of(claim: &Claim<'_>, before: &str) -> Scene {
        let ahead = before.len() + usize::from(!before.is_empty());
        let text = if before.is_empty() {
            claim.sentence.to_owned()
        } else {
            format!("{before} {}", claim.sentence)
        };
        let line = Line::of(&text);
        let before = line.words.iter().take_while(|w| w.at.start < ahead).count();
        let Figure { measure, unit, .. } = claim.figure;
        // Behind the semicolon stands to whom or what it belongs, which the qualifiers have too.
        let (noun, owner) = measure.text.split_once("; ").unwrap_or((&measure.text, ""));
        let facets = measure.qualifiers.iter().filter(|q| q.as_str() != owner).chain(&measure.of);
        let strong = [noun, &measure.what, &unit.label].into_iter().chain(facets.map(String::as_str));
        let strong: BTreeSet<String> = strong.flat_map(content).collect();
        let weak: BTreeSet<String> = content(owner).collect();
        let at = claim.at.start + ahead..claim.at.end + ahead;
        let stands: BTreeSet<usize> = (0..line.words.len())
            .filter(|&n| line.words[n].at.start < at.end && at.start < line.words[n].at.end)
            .collect();
        let cut = |n: &usize| {
            let word = &line.words[*n];
            let between = line.words.get(n + 1).map_or("", |next| &text[word.at.end..next.at.start]);
            let next = |list: &[&str]| {
                line.words.get(n + 1).is_some_and(|w| w.roots.iter().any(|r| list.contains(&r.as_str())))
            };
            between.contains([';', '—']) || next(CLAUSES) || between.contains(',') && next(ASIDES)
        };
        let (first, last) = (stands.first().copied().unwrap_or(0), stands.last().copied().unwrap_or(0));
        let from = (before..first).rev().find(cut).map_or(before, |n| n + 1);
        let to = (last..line.words.len()).find(cut).map_or(line.words.len(), |n| n + 1);
        let is = |n: &usize, set: &BTreeSet<String>| line.words[*n].roots.iter().any(|r| set.contains(r));
        let here = before..line.words.len();
        Scene {
            own: here.clone().filter(|n| is(n, &strong) || is(n, &weak)).collect(),
            weak: here.filter(|n| is(n, &weak) && !is(n, &strong)).collect(),
            near: (from..to).collect(),
            stands,
            credit: Line::of(claim.credit.unwrap_or_default()),
            text,
            line,
            before,
        }
    }

    /// The words of the phrases that are told in the figure's clause, or in words of what it counts; `None` where
    /// there are none.
    fn tells(&self, phrases: &[String]) -> Option<BTreeSet<usize>> {
        let open = |n: usize| n < self.before || self.near.contains(&n) || self.own.contains(&n);
        let found: BTreeSet<usize> = phrases.iter().flat_map(|p| self.line.tellings(p, &open)).collect();
        (!found.is_empty()).then_some(found)
    }

    /// Whether a phrase is told right behind the figure, or right before its clause's end: with no other number between.
    pub(crate) fn behind(&self, phrase: &str) -> bool {
        let last = self.stands.last().copied().unwrap_or(0);
        let first = self.stands.first().copied().unwrap_or(0);
        let number = |n: &usize| self.line.words[*n].roots[0].starts_with(|c: char| c.is_ascii_digit());
        let year = |n: &usize| !self.line.words[*n].is_limit();
        let until = (last + 1..self.line.words.len())
            .find(|n| number(n) && !year(n))
            .unwrap_or(self.line.words.len());
        let from = (0..first).rev().find(|n| number(n) && !year(n)).map_or(0, |n| n + 1);
        let open = |n: usize| self.near.contains(&n) && n >= from && n < until;
        !self.line.tellings(phrase, &open).is_empty()
    }

    /// Whether a place is named as where something is or goes.
    fn at_place(&self, named: &Named) -> bool {
        let before = named.words.start.checked_sub(1).and_then(|n| self.line.words.get(n));
        let where_to = ["in", "to", "into", "at", "from", "within", "inside", "across"];
        before.is_some_and(|w| w.roots.iter().any(|r| where_to.contains(&r.as_str())))
    }

    /// Whether a demonym is a noun of several: "Hondurans".
    fn plural(&self, named: &Named) -> bool {
        let last = named.words.end.checked_sub(1).and_then(|n| self.line.words.get(n));
        last.is_some_and(|w| self.text[w.at.clone()].ends_with('s') && w.roots.len() > 1)
    }

    /// Whether a word right behind another is a verb of its own, as the lexicon knows it best: "population lives".
    fn is_verb(&self, root: &str, head: usize, beside: usize) -> bool {
        beside > head && lexicon::knows(root, Pos::Verb) && !lexicon::knows(root, Pos::Noun)
    }

    /// Whether a phrase is told of the figure's clause.
    pub(crate) fn near(&self, phrase: &str) -> bool {
        self.line.tells(phrase).is_some_and(|words| words.iter().all(|w| self.near.contains(w)))
    }
}

/// The plain forms of the words of a text, without the shortest of the little ones.
fn content(text: &str) -> impl Iterator<Item = String> {
    Line::of(text).words.into_iter().filter(|w| w.at.len() > 3 || !w.is_neutral()).flat_map(|w| w.roots)
}

/// A series and how well it fits.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) series: Arc<Series>,
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
    /// What counts against it, in words.
    pub(crate) fn against(&self) -> String {
        if self.against.is_empty() {
            "does not fit well enough".to_owned()
        } else {
            format!("does not count {}", self.against.join(", "))
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
    let (own, other) = (figure.unit.code.as_str(), definition.unit.as_str());
    let per = |basis: Option<&str>| basis.filter(|b| b.starts_with("per 1")).map(str::to_owned);
    if per(figure.measure.basis.as_deref()) != per(definition.measure.basis.as_deref()) {
        return None;
    }
    if own == other || (own.is_empty() && other == "1") {
        Some(Way::Level(1.0))
    } else if own == "%" {
        (definition.measure.basis.is_none()).then_some(Way::Percent)
    } else {
        unit::convert(1.0, own, other).map(Way::Level)
    }
}

/// What a definition explains of a sentence.
struct Told {
    rank: usize,
    /// Words that its phrases take.
    words: BTreeSet<usize>,
    /// Those that tell what is counted.
    head: BTreeSet<usize>,
    /// Those that part it from others: its groups, its agency.
    marks: BTreeSet<usize>,
    agency: bool,
}

impl Checker<'_> {
    /// The series that a sentence may tell, the best first.
    pub(crate) fn fits(&self, claim: &Claim<'_>, scene: &Scene) -> Vec<Fit> {
        let told = self.told(claim, scene);
        let mut fits: Vec<Fit> = told.iter().flat_map(|t| self.of_places(claim, scene, t, &told)).collect();
        fits.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(a.rank.cmp(&b.rank)).then(a.series.id.cmp(&b.series.id))
        });
        fits
    }

    /// The definitions whose phrases are told, in the order of the record.
    fn told(&self, claim: &Claim<'_>, scene: &Scene) -> Vec<Told> {
        let line = &scene.line;
        let roots = line.words.iter().flat_map(|w| &w.roots);
        let ranks: BTreeSet<usize> =
            roots.filter_map(|r| self.by_word.get(r.as_str())).flatten().copied().collect();
        ranks
            .into_iter()
            .filter_map(|rank| {
                let own = self.definitions[rank];
                way(claim.figure, own)?;
                let head = scene.tells(&own.told)?;
                let mut marks = BTreeSet::new();
                for group in &own.with {
                    marks.extend(scene.tells(group)?);
                }
                let agency = line.tells_all(&own.called);
                let told = !agency.is_empty() || scene.credit.tells_one(&own.called).is_some();
                marks.extend(agency);
                let words = head.iter().chain(&marks).copied().chain(line.tells_all(&own.may)).collect();
                Some(Told { rank, words, head, marks, agency: told })
            })
            .collect()
    }

    /// The series of a definition whose place and people fit.
    fn of_places(&self, claim: &Claim<'_>, scene: &Scene, told: &Told, all: &[Told]) -> Vec<Fit> {
        let own = self.definitions[told.rank];
        let series: Vec<Arc<Series>> = match &own.ratio {
            None => self.candidates(own, scene, told),
            Some((over, under)) => {
                let parts = self.record.definition(over).zip(self.record.definition(under));
                let Some((over, under)) = parts else { return Vec::new() };
                self.candidates(over, scene, told)
                    .iter()
                    .filter_map(|above| {
                        let below = self.record.of(under).find(|s| s.place == above.place)?;
                        Some(Arc::new(self.record.ratio(own, above, below)))
                    })
                    .collect()
            }
        };
        let fits = series.into_iter().filter_map(|s| self.score(claim, scene, told, all, s));
        let mut fits: Vec<Fit> = fits.collect();
        // Where one of the places is told, the others are not meant.
        if fits.iter().any(|f| f.placed) {
            fits.retain(|f| f.placed);
        }
        fits
    }

    /// The series of a definition of which the sentence may tell: those of places and people that it names.
    fn candidates(&self, own: &Definition, scene: &Scene, told: &Told) -> Vec<Arc<Series>> {
        let all: Vec<&Series> = self.record.of(own).collect();
        let few = all.len() <= FEW || told.agency && own.place.is_some();
        let named: BTreeSet<&str> = scene.line.named.iter().map(|n| n.id.as_str()).collect();
        let is = |name: &str| {
            named.contains(place_id(name).as_str()) || self.place_words(name, &scene.line).is_some()
        };
        all.into_iter()
            .filter(|s| few || is(&s.place) || s.place == "World" || s.who.as_deref().is_some_and(is))
            .map(|s| Arc::new(s.clone()))
            .collect()
    }

    /// The words with which a part or border of a country is told.
    fn place_words(&self, name: &str, line: &Line) -> Option<Vec<usize>> {
        let place = self.places.get(name)?;
        line.tells_one(&place.told).map(|_| line.tells_all(&place.told))
    }

    /// How well a series fits; `None` where its place or people are not told.
    fn score(
        &self,
        claim: &Claim<'_>,
        scene: &Scene,
        told: &Told,
        all: &[Told],
        series: Arc<Series>,
    ) -> Option<Fit> {
        let own = &series.definition;
        let line = &scene.line;
        let mut against: BTreeMap<String, f64> = BTreeMap::new();
        let mut words = told.words.clone();
        let mut score = 1.0;

        let place = self.place(claim, scene, told, &series)?;
        words.extend(&place);
        let who = match &series.who {
            Some(who) => Some(people(who, scene, &place)?),
            None => None,
        };
        words.extend(who.iter().flatten());

        let text = |n: usize| scene.text[line.words[n].at.clone()].to_owned();
        // Words behind the next number are about that.
        let last = scene.stands.last().map_or(0, |n| n + 1);
        let unit = ["month", "year", "week", "day", "hour"];
        let length = |n: usize| {
            line.words.get(n + 1).is_some_and(|w| w.roots.iter().any(|r| unit.contains(&r.as_str())))
        };
        let next = |n: &usize| line.words[*n].is_limit() && !words.contains(n) && !length(*n);
        let end = (last..line.words.len()).find(next).unwrap_or(line.words.len());
        let reach = |n: &usize| scene.near.contains(n) && *n < end;
        // What it names as telling something else.
        for phrase in &own.not {
            if let Some(found) = line.tells(phrase).filter(|f| !f.iter().all(|n| words.contains(n))) {
                if found.iter().all(reach) {
                    against.insert(found.iter().map(|n| text(*n)).collect::<Vec<_>>().join(" "), FORBIDDEN);
                }
            }
        }
        // What tells another candidate apart.
        for other in all.iter().filter(|o| o.rank != told.rank) {
            let marks: Vec<usize> =
                other.marks.iter().copied().filter(|n| !words.contains(n) && reach(n)).collect();
            if !marks.is_empty() {
                against.insert(marks.iter().map(|n| text(*n)).collect::<Vec<_>>().join(" "), CONTRAST);
            }
        }
        // Other places: less, where what is counted has its own place with it.
        let strong = |n: &usize| scene.own.contains(n) && !scene.weak.contains(n);
        let firm = place.iter().any(strong) && told.head.iter().any(strong);
        for named in line.named.iter().filter(|n| !self.explains(&series, n, &words)) {
            let is = |set: &BTreeSet<usize>| named.words.clone().any(|n| set.contains(&n));
            let cost = if is(&scene.own) && !is(&scene.weak) {
                PLACE + UNKNOWN
            } else if named.words.clone().any(|n| reach(&n)) {
                if firm && !scene.at_place(named) { ASIDE } else { PLACE }
            } else {
                continue;
            };
            against.insert(named.words.clone().map(text).collect::<Vec<_>>().join(" "), cost);
        }
        line.named.iter().for_each(|n| words.extend(n.words.clone()));
        // Words of what is counted that it does not know; where none are known, those of the clause.
        let known = vocabulary(own);
        let bare = scene.own.is_empty();
        let (looked, cost) = if bare { (&scene.near, FAR) } else { (&scene.own, UNKNOWN) };
        let open = |n: &&usize| !words.contains(n) && !scene.stands.contains(n) && scene.near.contains(n);
        for &n in looked.iter().filter(open) {
            let word = &line.words[n];
            let said = if bare { word.is_neutral() } else { word.is_neutral() && !word.is_limit() };
            if !said && !word.roots.iter().any(|r| known.contains(r)) {
                against.insert(text(n), if firm && scene.weak.contains(&n) { cost / 4.0 } else { cost });
            }
        }
        // What stands right beside the head: "the prison population", "population growth".
        let beside = |n: usize, m: usize| {
            let (first, last) = (n.min(m), n.max(m));
            line.words
                .get(last)
                .is_some_and(|w| scene.text[line.words[first].at.end..w.at.start].trim().is_empty())
        };
        for &n in &told.head {
            for m in [n.wrapping_sub(1), n + 1].into_iter().filter(|m| *m < line.words.len() && beside(n, *m))
            {
                let word = &line.words[m];
                let known = word.is_neutral()
                    || word.roots.iter().any(|r| known.contains(r) || scene.is_verb(r, n, m));
                if !words.contains(&m) && !known && !scene.stands.contains(&m) {
                    against.insert(text(m), UNKNOWN);
                }
            }
        }
        // "The first 75 refugees": a part of them.
        let first = scene.stands.first().and_then(|n| n.checked_sub(1));
        if let Some(n) = first.filter(|n| line.words[*n].roots.iter().any(|r| PARTS.contains(&r.as_str()))) {
            against.insert(text(n), UNKNOWN);
        }
        // "Over 65": an age, or another bound that it does not know.
        let bounds = ["over", "under", "aged", "age", "above", "below", "between"];
        for &n in scene.near.iter().filter(|n| !scene.stands.contains(n) && !words.contains(n)) {
            let limit = n.checked_sub(1).is_some_and(|b| {
                line.words[b].roots.iter().any(|r| bounds.contains(&r.as_str())) && !scene.stands.contains(&b)
            });
            if limit && line.words[n].is_limit() && !known.contains(&line.words[n].roots[0]) {
                against.insert(text(n), UNKNOWN);
            }
        }
        score -= against.values().sum::<f64>() + if scene.before > 0 { BEFORE } else { 0.0 };
        if !bare && told.head.is_disjoint(&scene.own) && told.marks.is_disjoint(&scene.own) {
            score -= UNANCHORED;
        }
        if way(claim.figure, own) == Some(Way::Percent) {
            score -= WORKED;
        }
        let kind = claim.figure.measure.kind.as_str();
        let counts = ["people", "events", "things", "count"];
        if !own.measure.kind.is_empty() && own.measure.kind != kind && counts.contains(&kind) {
            score -= KIND;
        }
        // Of several that fit, the one that explains more.
        score += 0.03 * own.with.len() as f64
            + if told.agency { 0.06 } else { 0.0 }
            + if who.is_some() { 0.05 } else { 0.0 };
        Some(Fit {
            score: score.clamp(0.0, 1.2) / 1.2,
            series,
            rank: told.rank,
            placed: !place.is_empty(),
            agency: told.agency,
            against: against.into_keys().collect(),
        })
    }

    /// The words that tell the place of a series, none where its agency implies it; `None` where it is not told or
    /// another is.
    fn place(
        &self,
        claim: &Claim<'_>,
        scene: &Scene,
        told: &Told,
        series: &Series,
    ) -> Option<BTreeSet<usize>> {
        let own = &series.definition;
        if series.place.is_empty() {
            return Some(BTreeSet::new());
        }
        let id = place_id(&series.place);
        let row = claim.figure.place.as_ref();
        if let Some(found) = self.place_words(&series.place, &scene.line) {
            return Some(found.into_iter().collect());
        }
        let known = self.places.get(series.place.as_str());
        let by_row = row.is_some_and(|p| {
            place_id(&p.text) == id || known.is_some_and(|k| Line::of(&p.text).tells_one(&k.told).is_some())
        });
        let origin =
            self.definitions.iter().any(|d| d.origin && d.table == own.table && !own.table.is_empty());
        let mentions: Vec<&Named> = scene.line.named.iter().filter(|n| n.id == id).collect();
        let fitting: Vec<&&Named> = mentions
            .iter()
            .filter(|n| {
                !origin
                    || own.origin
                        == (comes(n, scene)
                            || n.demonym && (told.head.contains(&n.words.end) || scene.plural(n)))
            })
            .collect();
        if !fitting.is_empty() {
            return Some(fitting.iter().flat_map(|n| n.words.clone()).collect());
        }
        if !mentions.is_empty() || own.origin {
            return None;
        }
        if by_row {
            return Some(BTreeSet::new());
        }
        // An agency counts its own country, unless another place is told.
        let one = own.place.is_some() || self.record.of(own).count() <= FEW;
        let implied = one && (own.home || told.agency && known.is_none());
        // "The country" is none that is named.
        let named = |text: &str| text.starts_with(char::is_uppercase) || place_id(text).starts_with("iso:");
        let who = series.who.as_deref().map(place_id);
        let other = |text: &str| place_id(text) != id && Some(place_id(text)) != who;
        let elsewhere = row.is_some_and(|p| named(&p.text) && other(&p.text));
        (implied && !elsewhere).then(BTreeSet::new)
    }

    /// Whether a place that is named has its part in a series: its place, the country of that, whose people they are,
    /// or a word of its phrases.
    fn explains(&self, series: &Series, named: &Named, words: &BTreeSet<usize>) -> bool {
        if named.words.clone().all(|n| words.contains(&n)) {
            return true;
        }
        let within = self.places.get(series.place.as_str()).and_then(|p| p.within.as_deref());
        let around = series.place.split_once(", ").map(|(_, country)| country);
        let own = series.definition.place.as_deref();
        let who = series.who.as_deref();
        let names = [Some(series.place.as_str()), within, around, own, who];
        let agency = series.definition.agency.starts_with("U.S.").then_some("United States");
        names.into_iter().flatten().chain(agency).any(|name| place_id(name) == named.id)
    }
}

/// Whether a place is named as where somebody comes from.
fn comes(named: &Named, scene: &Scene) -> bool {
    let before = named.words.start.checked_sub(1).map(|n| &scene.line.words[n]);
    let far = named.words.start.checked_sub(2).map(|n| &scene.line.words[n]);
    let from = |w: Option<&super::words::Word>| w.is_some_and(|w| w.roots.iter().any(|r| r == "from"));
    from(before) || from(far)
}

/// The words that tell of whom a series is; `None` where they are not told. `place` are words that tell a place.
fn people(who: &str, scene: &Scene, place: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
    let id = place_id(who);
    let mentions =
        scene.line.named.iter().filter(|n| n.id == id && !n.words.clone().any(|w| place.contains(&w)));
    let words: BTreeSet<usize> = mentions.flat_map(|n| n.words.clone()).collect();
    if !words.is_empty() {
        return Some(words);
    }
    let told = scene.line.tells(&super::words::roots(who)[0])?;
    (!id.starts_with("iso:")).then(|| told.into_iter().collect())
}

/// All words that a definition knows: those of its phrases, its name, its facets.
fn vocabulary(own: &Definition) -> BTreeSet<String> {
    let phrases =
        own.told.iter().chain(own.with.iter().flatten()).chain(&own.may).chain(&own.called).chain(&own.minus);
    let mut known: BTreeSet<String> = phrases.flat_map(|p| p.split(' ')).map(str::to_owned).collect();
    let facets = [&own.name, &own.agency, &own.measure.what];
    for text in facets.into_iter().chain(&own.measure.qualifiers).chain(&own.measure.of) {
        known.extend(Line::of(text).words.into_iter().flat_map(|w| w.roots));
    }
    known
}
