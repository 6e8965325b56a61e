//! How well rows answer a question.
//!
//! The words of the question weigh by how few blocks of the case have them (inverse document frequency, as in BM25,
//! Robertson and Zaragoza 2009), names more; a row has the share of that weight that its words bear, those that say what it is about
//! before those of its sentence and of what stands before it. Sort, time and source then take from it or rule it out.
//! What stays under [`LEAST`] is no answer.

use super::candidate::Candidate;
use super::question::{Question, Wanted, Word};
use super::words::Language;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a row must reach.
const LEAST: f64 = 0.5;

/// How much a word counts in the sentence rather than in what the row is about, and in what stands before and above.
const AROUND: f64 = 0.8;
const CONTEXT: f64 = 0.45;

/// How much more a name weighs than another word that is as rare.
const NAME: f64 = 1.5;

/// A row and how well it answers, from 0 to 1.
#[derive(Debug, Clone)]
pub(crate) struct Ranked {
    pub(crate) row: Candidate,
    pub(crate) score: f64,
}

/// How many blocks have a word, and how many there are.
pub(crate) type Frequency = (u64, u64);

/// The rows that answer, best first. `frequencies`: of each word of the question.
pub(crate) fn rank(question: &Question, frequencies: &[Frequency], all: Vec<Candidate>) -> Vec<Ranked> {
    let weights: Vec<f64> = question.words.iter().zip(frequencies).map(|(w, f)| weight(w, *f)).collect();
    let mut near = Nearness::new(question.language);
    let mut ranked: Vec<Ranked> = Vec::new();
    for row in all {
        let sort = sort(question, &row) * time(question, &row);
        if sort <= LEAST {
            continue;
        }
        let score = sort * source(question, &row, &mut near) * words(question, &weights, &row, &mut near);
        if score >= LEAST {
            ranked.push(Ranked { row, score });
        }
    }
    let order = |r: &Ranked| (r.row.doc.clone(), r.row.span, r.row.id.clone());
    ranked.sort_by(|a, b| {
        let sure = b.row.confidence.total_cmp(&a.row.confidence);
        b.score.total_cmp(&a.score).then(sure).then_with(|| order(a).cmp(&order(b)))
    });
    once(ranked)
}

/// ln(1 + blocks / blocks with the word), names more.
fn weight(word: &Word, (holding, all): Frequency) -> f64 {
    let rare = (1.0 + all.max(1) as f64 / holding.max(1) as f64).ln();
    if word.name { rare * NAME } else { rare }
}

/// Nearness of words that were asked for to words of rows, each worked out once.
struct Nearness {
    language: Language,
    known: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Nearness {
    fn new(language: Language) -> Nearness {
        Nearness { language, known: BTreeMap::new() }
    }

    /// How near the nearest of some words is.
    fn best(&mut self, asked: &str, told: &[String]) -> f64 {
        let language = self.language;
        let known = self.known.entry(asked.to_owned()).or_default();
        let each = told.iter().map(|t| match known.get(t) {
            Some(&near) => near,
            None => {
                let near = language.near(asked, t);
                known.insert(t.clone(), near);
                near
            }
        });
        each.fold(0.0, f64::max)
    }
}

/// The share of the weight of the question's words that a row bears; all of it where the question has none but those
/// of its source.
fn words(question: &Question, weights: &[f64], row: &Candidate, near: &mut Nearness) -> f64 {
    let whole: f64 = weights.iter().sum();
    if question.words.is_empty() {
        return if question.source.is_empty() { 0.0 } else { 1.0 };
    }
    let mut borne = 0.0;
    for (word, weight) in question.words.iter().zip(weights) {
        // A name stands for nobody of its kind.
        let mut held = |told: &[String]| match word.name {
            true => f64::from(u8::from(told.contains(&word.stem))),
            false => near.best(&word.stem, told),
        };
        let best = [(1.0, &row.core), (AROUND, &row.around), (AROUND, &row.voices), (CONTEXT, &row.context)];
        borne += weight * best.into_iter().map(|(share, told)| share * held(told)).fold(0.0, f64::max);
    }
    borne / whole
}

/// How well the sort of a row fits what is asked for; 0 rules it out.
fn sort(question: &Question, row: &Candidate) -> f64 {
    let kind = match (question.wanted, row.kind) {
        (Wanted::Figure, "figure" | "passage") => 1.0,
        (Wanted::Statement, "statement") | (Wanted::Proposal, "proposal") | (Wanted::Time, "event") => 1.0,
        (Wanted::Figure, _) | (Wanted::Statement | Wanted::Proposal, "figure") => 0.0,
        (Wanted::Statement, "proposal") | (Wanted::Proposal, "statement") | (Wanted::Time, "proposal") => 0.8,
        (Wanted::Time, "statement") | (Wanted::Statement | Wanted::Proposal, "event") => 0.7,
        (Wanted::Time | Wanted::Any, "figure") => 0.6,
        (_, "passage") => 1.0,
        _ => 0.9,
    };
    let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = row.time.is_some() || !row.years.is_empty();
    let told = match (question.wanted, row.kind) {
        (Wanted::Figure, "passage") if !row.around.iter().any(is_number) => 0.0,
        (Wanted::Figure, "figure") if question.lasting != row.lasting => 0.5,
        (Wanted::Figure, "figure") if question.change != row.change => 0.7,
        (Wanted::Figure, "figure") if question.share != row.share && !question.change => 0.7,
        (Wanted::Proposal, "proposal") if question.ought != row.ought => 0.85,
        (Wanted::Time, "passage") if !dated => 0.0,
        (Wanted::Time, _) if !dated => 0.8,
        _ => 1.0,
    };
    let plain = match (row.plain, row.kind) {
        (true, _) => 1.0,
        // Where a document can give rows, a sentence without one is the last thing to be shown.
        (false, "passage") => 0.7,
        (false, "figure") => 0.6,
        (false, _) => 0.8,
    };
    kind * told * plain
}

/// How well the time of a row fits that asked for; 0 where it is another.
fn time(question: &Question, row: &Candidate) -> f64 {
    let Some(asked) = question.time else { return 1.0 };
    let years = i32::from(asked.0.year())..=i32::from(asked.1.yesterday().unwrap_or(asked.1).year());
    let named = row.years.iter().any(|y| years.contains(&i32::from(*y)));
    match row.time {
        Some(told) => {
            let shared = length((asked.0.max(told.0), asked.1.min(told.1)));
            let (own, other) = (length(told), length(asked));
            // A count is of its whole period; an event may lie anywhere in it.
            let whole = if row.kind == "figure" { own + other - shared } else { own.min(other) };
            let share = shared / whole.max(1.0);
            if share < SHARED { 0.0 } else { 0.75 + 0.25 * share }
        }
        None if row.years.is_empty() => {
            // What has no date is of the time in which it was written, or shortly before.
            let late = |p: (Date, Date)| length((asked.1, p.0)) > YEAR || p.1 <= asked.0;
            if row.published.is_some_and(late) { 0.0 } else { 0.65 }
        }
        None if named => 0.95,
        None => 0.0,
    }
}

/// The share of two periods together that must be common to both: a fiscal year and the calendar year that names it share
/// three fifths, and a seventh with the next.
const SHARED: f64 = 0.3;

const YEAR: f64 = 366.0;

/// Days of a stretch; none where it ends before it begins.
fn length((start, end): (Date, Date)) -> f64 {
    let days = end.since(start).map_or(0, |span| span.get_days());
    f64::from(days.max(0))
}

/// How well those on whose word a row is fit those asked for; 0 where they are others.
fn source(question: &Question, row: &Candidate, near: &mut Nearness) -> f64 {
    if question.source.is_empty() {
        return 1.0;
    }
    let is_government = |w: &Word| w.stem == "govern" || w.stem == "government";
    let held = question.source.iter().map(|word| {
        let own = match word.name {
            true => f64::from(u8::from(row.voices.contains(&word.stem))),
            false => near.best(&word.stem, &row.voices),
        };
        let body = is_government(word) && row.voices.iter().any(|v| question.language.lists("body", v));
        if body { own.max(BODY) } else { own }
    });
    let share = held.sum::<f64>() / question.source.len() as f64;
    if share < VOICE { 0.0 } else { 0.6 + 0.4 * share }
}

/// How much a ministry or an agency stands for "the government".
const BODY: f64 = 0.8;

/// The share of the words for a source that must fit.
const VOICE: f64 = 0.5;

/// Of rows that tell the same sentence the best alone, and each row once; figures of one sentence are each their own.
fn once(ranked: Vec<Ranked>) -> Vec<Ranked> {
    let mut kept: Vec<Ranked> = Vec::new();
    for one in ranked {
        let same = |k: &Ranked| {
            let one_sentence = k.row.doc == one.row.doc && k.row.sentence == one.row.sentence;
            let figures = k.row.kind == "figure" && one.row.kind == "figure";
            one_sentence && !figures || !one.row.id.is_empty() && k.row.id == one.row.id
        };
        if !kept.iter().any(same) {
            kept.push(one);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn word(text: &str, name: bool) -> Word {
        Word { text: text.into(), stem: text.into(), name }
    }

    fn question(wanted: Wanted, words: &[Word]) -> Question {
        Question {
            language: Language::English,
            wanted,
            words: words.to_vec(),
            source: Vec::new(),
            time: None,
            ought: false,
            change: false,
            share: false,
            lasting: false,
        }
    }

    fn row(kind: &'static str, id: &str, core: &[&str]) -> Candidate {
        let core: Vec<String> = core.iter().map(|w| (*w).to_owned()).collect();
        // Each stands in a sentence of its own.
        let span = relata_rows::Span::new(0, id.len());
        Candidate { core, sentence: span, span, ..Candidate::new(kind, id.into(), "d".into()) }
    }

    fn ids(question: &Question, rows: Vec<Candidate>) -> Vec<String> {
        let frequencies = vec![(1, 100); question.words.len()];
        rank(question, &frequencies, rows).into_iter().map(|r| r.row.id).collect()
    }

    #[test]
    fn rows_need_the_words_and_a_name_stands_for_no_other() {
        let q = question(Wanted::Any, &[word("bridge", false), word("laredo", true)]);
        let rows = vec![
            row("statement", "a", &["bridge"]),
            row("statement", "bb", &["bridge", "laredo"]),
            row("statement", "ccc", &["laredo"]),
        ];
        assert_eq!(ids(&q, rows), ["bb", "ccc"]);
        assert!(ids(&q, vec![row("statement", "a", &["tariff"])]).is_empty());
    }

    #[test]
    fn numbers_are_asked_of_figures_of_that_time() {
        let year = |n| Some((date(n, 1, 1), date(n + 1, 1, 1)));
        let q = Question { time: year(2022), ..question(Wanted::Figure, &[word("homicide", false)]) };
        let mut rows: Vec<Candidate> =
            ["a", "bb", "ccc"].iter().map(|id| row("figure", id, &["homicide"])).collect();
        rows[0].time = year(2021);
        rows[1].time = Some((date(2021, 10, 1), date(2022, 10, 1)));
        rows[2].time = year(2022);
        rows.push(row("statement", "dddd", &["homicide"]));
        assert_eq!(ids(&q, rows), ["ccc", "bb"]);
    }

    #[test]
    fn what_is_undated_is_of_the_time_of_its_document() {
        let asked = Some((date(1987, 1, 1), date(1988, 1, 1)));
        let q = Question { time: asked, ..question(Wanted::Figure, &[word("homicide", false)]) };
        let told = Candidate {
            published: Some((date(2024, 5, 1), date(2024, 5, 2))),
            ..row("figure", "a", &["homicide"])
        };
        assert!(ids(&q, vec![told.clone()]).is_empty());
        let then = Candidate { published: Some((date(1987, 9, 1), date(1987, 9, 2))), ..told };
        assert_eq!(ids(&q, vec![then]), ["a"]);
    }

    #[test]
    fn a_source_rules_others_out_and_a_ministry_speaks_for_the_government() {
        let mut q = question(Wanted::Statement, &[word("tax", false)]);
        q.source = vec![word("government", false)];
        let told = |id: &str, voice: &str| Candidate {
            voices: vec![voice.into()],
            ..row("statement", id, &["tax"])
        };
        assert_eq!(ids(&q, vec![told("a", "union"), told("bb", "ministry")]), ["bb"]);
    }
}
