//! Passages, rows and actors that have the words, narrowed down by facets; and what answers a question.

use super::cite::{Citer, Info};
use super::lists::{actor_line, is_called};
use super::matching::Matching;
use super::{PAGE, Scene, clip};
use crate::ask::{self, Candidate, Question, Ranked};
use relata_case::{Fault, Hit};
use relata_language::Analyser;
use relata_reconcile::measures::Told;
use relata_rows::{Actor, DocId, Span};
use relata_web::Ask;
use relata_web::view::{self, Answer, Choice, Cited, Facet, Part, Passage};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

/// Rows of each kind that a search shows where none is chosen, and of each group of an answer.
const ROWS: usize = 8;
const SAME: usize = 3;
/// Groups of an answer.
const GROUPS: usize = 12;
/// Passages that are looked at, and shown where no kind is chosen.
const PASSAGES: usize = 200;
const FIRST_PASSAGES: usize = 20;
/// Values of a facet.
const CHOICES: usize = 10;

/// The facets, as in the address; a row may have several years.
const FACETS: [&str; 7] = ["kind", "how", "who", "genre", "maker", "lang", "year"];
const YEAR: usize = FACETS.len() - 1;

/// The year of what has no date.
const NONE: &str = "none";

/// What is chosen of a facet.
fn chosen<'a>(ask: &'a mut Ask, facet: &str) -> &'a mut String {
    match facet {
        "kind" => &mut ask.kind,
        "how" => &mut ask.how,
        "who" => &mut ask.who,
        "genre" => &mut ask.genre,
        "maker" => &mut ask.maker,
        "lang" => &mut ask.lang,
        _ => &mut ask.year,
    }
}

/// What was found, one facet value after the other counted as things go by.
struct Tally {
    chosen: [String; FACETS.len()],
    counts: [HashMap<String, usize>; FACETS.len()],
}

impl Tally {
    fn new(ask: &Ask) -> Tally {
        let mut ask = ask.clone();
        Tally { chosen: FACETS.map(|f| chosen(&mut ask, f).clone()), counts: Default::default() }
    }

    /// Whether a thing with these values and years is let through. It counts for every facet that alone keeps it out,
    /// too: what a choice there would give.
    fn takes(&mut self, values: [&str; YEAR], years: &[String]) -> bool {
        let none = if years.is_empty() { Some(NONE) } else { None };
        let of = || years.iter().map(String::as_str).chain(none);
        let has = |n: usize| match values.get(n) {
            Some(value) => *value == self.chosen[n],
            None => of().any(|year| year == self.chosen[n]),
        };
        let wrong = |n: &usize| !self.chosen[*n].is_empty() && !has(*n);
        let mut out = (0..FACETS.len()).filter(wrong);
        let (first, second) = (out.next(), out.next());
        let counts = |n: usize| match first {
            None => true,
            Some(only) => second.is_none() && only == n,
        };
        let told = values.into_iter().enumerate().chain(of().map(|year| (YEAR, year)));
        for (n, value) in told.filter(|(n, value)| counts(*n) && !value.is_empty()) {
            match self.counts[n].get_mut(value) {
                Some(count) => *count += 1,
                None => _ = self.counts[n].insert(value.to_owned(), 1),
            }
        }
        first.is_none()
    }

    /// Where a year is chosen, how many things have no date, and where these are.
    fn undated(&self, ask: &Ask) -> Option<(usize, String)> {
        let is_asked = !["", NONE].contains(&self.chosen[YEAR].as_str());
        let count = *self.counts[YEAR].get(NONE).filter(|_| is_asked)?;
        let there = Ask { year: NONE.to_owned(), page: String::new(), ..ask.clone() };
        Some((count, format!("/search{}", there.query())))
    }

    /// The facets that part what was found, or are chosen.
    fn facets(self, ask: &Ask) -> Vec<Facet> {
        let one = |(n, counts): (usize, HashMap<String, usize>)| {
            let mut all: Vec<(String, usize)> = counts.into_iter().collect();
            let own = &self.chosen[n];
            if !own.is_empty() && all.iter().all(|(value, _)| value != own) {
                all.push((own.clone(), 0));
            }
            // Years in their order and what has none behind them, all else by how much it has.
            if n == YEAR {
                all.sort_by(|a, b| (a.0 == NONE).cmp(&(b.0 == NONE)).then(b.0.cmp(&a.0)));
                let kept = |place: usize, value: &str| place < CHOICES || value == NONE || value == own;
                let places: Vec<(usize, (String, usize))> = all.into_iter().enumerate().collect();
                all =
                    places.into_iter().filter(|(n, (v, _))| kept(*n, v)).map(|(_, choice)| choice).collect();
            } else {
                all.sort_by_key(|(value, count)| (value != own, Reverse(*count), value.clone()));
            }
            let choice = |(value, count): (String, usize)| {
                let mut there = Ask { page: String::new(), ..ask.clone() };
                let is_chosen = value == *own;
                *chosen(&mut there, FACETS[n]) = if is_chosen { String::new() } else { value.clone() };
                Choice { count, href: format!("/search{}", there.query()), chosen: is_chosen, value }
            };
            let parts = all.len() > 1 || !own.is_empty();
            parts.then(|| Facet {
                name: FACETS[n],
                choices: all.into_iter().take(CHOICES + 2).map(choice).collect(),
            })
        };
        self.counts.into_iter().enumerate().filter_map(one).collect()
    }
}

/// What was asked for, or what answers it where it is a question.
pub(super) fn search(
    scene: &Scene<'_>,
    ask: &Ask,
    reader: &Mutex<Option<Analyser>>,
) -> anyhow::Result<view::Found> {
    if ask::is_question(&ask.q) { answer(scene, ask, reader) } else { found(scene, ask) }
}

fn found(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Found> {
    let whole = scene.whole;
    let matching = Matching::of(&ask.q);
    let mut tally = Tally::new(ask);
    if matching.is_empty() && tally.chosen.iter().all(String::is_empty) {
        return Ok(view::Found::default());
    }
    let polarity: HashMap<&str, &str> =
        whole.ledger.said.iter().map(|s| (s.row.as_str(), s.polarity.name())).collect();
    let mut rows: BTreeMap<&str, Vec<(&str, &Info)>> = BTreeMap::new();
    for id in &whole.order {
        let Some(info) = whole.rows.get(id) else { continue };
        if !matching.is_empty() && !matching.fits(&info.folded) {
            continue;
        }
        let how = match info.kind {
            "statement" => polarity.get(id.as_str()).copied().unwrap_or_default(),
            "event" => info.about.rsplit(", ").next().unwrap_or_default(),
            "proposal" => info.about.split(", ").next().unwrap_or_default(),
            _ => "",
        };
        let [genre, maker, _, lang] = of_document(scene, &info.doc);
        if tally.takes([info.kind, how, &info.who, genre, maker, lang], &info.years) {
            rows.entry(info.kind).or_default().push((id, info));
        }
    }
    let mut passages = Vec::new();
    for hit in if matching.is_empty() { Vec::new() } else { hits(scene, &ask.q)? } {
        let [genre, maker, year, lang] = of_document(scene, &hit.doc);
        let years = if year.is_empty() { Vec::new() } else { vec![year.to_owned()] };
        if tally.takes(["passage", "", "", genre, maker, lang], &years) {
            passages.push(hit);
        }
    }
    let total = rows.values().map(Vec::len).sum::<usize>() + passages.len();
    let narrowed = tally.chosen.iter().any(|c| !c.is_empty());
    let undated = tally.undated(ask);
    let facets = tally.facets(ask);
    let mut found = view::Found { total, narrowed, undated, facets, ..view::Found::default() };
    let mut citer = Citer::new(scene);
    if ask.kind.is_empty() {
        passages.truncate(FIRST_PASSAGES);
        for kind in ["figure", "statement", "event", "proposal"] {
            let Some(all) = rows.get(kind) else { continue };
            let shown = all.iter().take(ROWS).map(|(id, info)| citer.row(id, info));
            let rest = Ask { kind: kind.to_owned(), page: String::new(), ..ask.clone() };
            let href = format!("/search{}", rest.query());
            found.rows.push((kind, all.len(), shown.collect::<anyhow::Result<_>>()?, href));
        }
    } else if let Some(all) = rows.remove(ask.kind.as_str()) {
        found.list = Part::of(all, ask.part(), PAGE).make(|(id, info)| citer.row(id, info))?;
    }
    found.passages = passages.into_iter().map(|hit| passage(scene, hit)).collect::<anyhow::Result<_>>()?;
    let words: String = ask.q.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let named = |a: &&Actor| !words.trim().is_empty() && is_called(a, words.trim());
    if ask.kind.is_empty() {
        found.actors = whole.actors.iter().filter(named).take(10).map(actor_line).collect();
    }
    Ok(found)
}

/// Genre, maker, year and language of a document.
fn of_document<'s>(scene: &'s Scene<'_>, doc: &DocId) -> [&'s str; 4] {
    let Some(line) = scene.whole.places.get(doc.as_str()).map(|&n| &scene.whole.lines[n]) else {
        return [""; 4];
    };
    let year = line.doc.day.get(..4).unwrap_or_default();
    [&line.genre, &line.doc.maker, year, &line.doc.lang]
}

fn hits(scene: &Scene<'_>, query: &str) -> anyhow::Result<Vec<Hit>> {
    match scene.case.search(query, PASSAGES) {
        Err(error) if matches!(error.fault, Fault::EmptyQuery) => Ok(Vec::new()),
        hits => Ok(hits?),
    }
}

fn passage(scene: &Scene<'_>, hit: Hit) -> anyhow::Result<Passage> {
    let blocks = scene.case.document(hit.doc.as_str())?.document.blocks;
    Ok(Passage {
        doc: scene.whole.document(&hit.doc),
        block: blocks.iter().position(|b| b.span == hit.span).unwrap_or(0),
        pieces: hit.snippet.into_iter().map(|p| (clip(&p.text, 600), p.is_match)).collect(),
    })
}

/// The rows that answer a question, by what they agree on.
fn answer(scene: &Scene<'_>, ask: &Ask, reader: &Mutex<Option<Analyser>>) -> anyhow::Result<view::Found> {
    let question = {
        // A reader that failed is made anew.
        let mut held = reader.lock().unwrap_or_else(PoisonError::into_inner);
        let mut analyser = match held.take() {
            Some(analyser) => analyser,
            None => Analyser::plain()?,
        };
        let question = Question::read(&ask.q, &mut analyser);
        *held = Some(analyser);
        question
    };
    let ranked = ask::answer(scene.case, scene.decisions, &scene.whole.actors, &question)?;
    let figures: BTreeSet<&str> = ranked.iter().map(|r| r.row.id.as_str()).collect();
    let told = scene.whole.ledger.told.iter().filter(|t| figures.contains(t.row.as_str()));
    let told: Vec<&Told> = told.collect();
    let mut citer = Citer::new(scene);
    let groups = ask::group(ranked, &told).into_iter().take(GROUPS);
    let is_timed = question.time.is_some();
    let one = |group| one_answer(scene, &mut citer, group, is_timed);
    let answers = groups.map(one).collect::<anyhow::Result<_>>()?;
    let words: Vec<&str> = question.words.iter().map(|w| w.text.as_str()).collect();
    let words = Ask { q: words.join(" OR "), ..Ask::default() };
    Ok(view::Found {
        question: true,
        answers,
        words: format!("/search{}", words.query()),
        ..view::Found::default()
    })
}

fn one_answer(
    scene: &Scene<'_>,
    citer: &mut Citer<'_>,
    group: ask::Group,
    is_timed: bool,
) -> anyhow::Result<Answer> {
    let is_undated = |r: &&Ranked| r.row.kind == "figure" && r.row.time.is_none() && r.row.years.is_empty();
    let documents: BTreeSet<&str> = group.rows.iter().map(|r| r.row.doc.as_str()).collect();
    let mut answer = Answer {
        kind: group.rows.first().map_or("", |r| r.row.kind),
        about: clip(&group.about, super::CLIP),
        documents: documents.len(),
        more: group.rows.len().saturating_sub(SAME),
        undated: if is_timed { group.rows.iter().filter(is_undated).count() } else { 0 },
        ..Answer::default()
    };
    for Ranked { row, .. } in group.rows.iter().take(SAME) {
        if row.kind == "passage" {
            answer.passages.push(sentence(scene, &row.doc, row.sentence)?);
        } else {
            let cited = citer.cite(&row.id)?;
            answer.rows.extend(if row.sentence.contains(row.span) {
                cited
            } else {
                cited.map(|c| part(scene, c, row)).transpose()?
            });
        }
    }
    Ok(answer)
}

/// A long statement as the one of its sentences that answers.
fn part(scene: &Scene<'_>, cited: Cited, row: &Candidate) -> anyhow::Result<Cited> {
    let document = scene.case.document(&row.doc)?.document;
    let words = clip(row.sentence.get(&document.text).unwrap_or_default(), 600);
    Ok(Cited { before: "… ".to_owned(), words, after: " …".to_owned(), ..cited })
}

/// A sentence of a document.
fn sentence(scene: &Scene<'_>, doc: &str, span: Span) -> anyhow::Result<Passage> {
    let document = scene.case.document(doc)?.document;
    let text = span.get(&document.text).unwrap_or_default();
    Ok(Passage {
        doc: scene.whole.doc(doc),
        block: document.blocks.iter().position(|b| b.span.contains(span)).unwrap_or(0),
        pieces: vec![(clip(text, 600), false)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_keeps_out_what_has_none_and_counts_it() {
        let ask = Ask { q: "x".into(), year: "2022".into(), ..Ask::default() };
        let mut tally = Tally::new(&ask);
        let mut takes = |kind, years: &[&str]| {
            let years: Vec<String> = years.iter().map(|y| (*y).to_owned()).collect();
            tally.takes([kind, "", "Ana", "news", "", "en"], &years)
        };
        let taken = [takes("figure", &["2021", "2022"]), takes("figure", &[]), takes("event", &["2023"])];
        assert_eq!(taken, [true, false, false]);
        let undated = tally.undated(&ask);
        assert_eq!(undated, Some((1, "/search?q=x&year=none".to_owned())));
        let facets = tally.facets(&ask);
        let of = |name: &str| -> Vec<(&str, usize)> {
            let facet = facets.iter().find(|f| f.name == name).unwrap();
            facet.choices.iter().map(|c| (c.value.as_str(), c.count)).collect()
        };
        assert_eq!(of("year"), [("2023", 1), ("2022", 1), ("2021", 1), ("none", 1)]);
        assert!(facets.iter().all(|f| f.name != "kind"), "what a year keeps out is no kind of what is found");
    }
}
