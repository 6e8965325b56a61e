//! Scores of whole figures against documents that a reader annotated by hand (one JSON file a document, with
//! a list `figures`): the value, and with it interval, unit, place, period and credit.
//!
//! Spans are compared without white space and hyphens, since the annotation copies the raw file and a reading
//! repairs it. How loosely each part is compared stands at its function; parts that the annotation leaves null
//! must be left out by us too. Optional items count neither way.

use crate::lexicon as lists;
use jiff::ToSpan;
use jiff::civil::Date;
use relata_language::{Upos, country, lexicon};
use relata_rows::{Bound, Document, Figure, Row};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// One annotated document; what is not about figures is left aside.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Annotation {
    /// The name of the text file, beside the annotation.
    pub doc: Option<String>,
    /// Its figures.
    pub figures: Vec<Gold>,
}

/// One annotated figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Gold {
    /// The number with its approximator and unit, as the file has it.
    pub span: String,
    /// The sentence or clause around it.
    pub sentence: String,
    /// The stated number or the lower end; null where open.
    pub low: Option<f64>,
    /// The stated number or the upper end; null where open.
    pub high: Option<f64>,
    /// `exact`, `approx`, `at_least`, `at_most`, `range`, `record` or `share`.
    pub bound: String,
    /// Further bounds that are right too.
    #[serde(default)]
    pub bound_alt: Vec<String>,
    /// Unit in plain words: `percent`, `person per day`.
    pub unit: String,
    /// Where, several parted by semicolons.
    pub place: Option<String>,
    /// An ISO period, `FY2022`, or two parted by a slash.
    pub period: Option<String>,
    /// Who is credited; null for the author.
    pub source: Option<String>,
    /// Further sources that are right too, null for the author.
    #[serde(default)]
    pub source_alt: Vec<Option<String>>,
    /// Marginal: not counted.
    #[serde(default)]
    pub optional: bool,
}

/// An annotation file.
///
/// # Errors
/// Where the file is not in this form.
pub fn read(json: &str) -> Result<Annotation, serde_json::Error> {
    serde_json::from_str(json)
}

/// What of an annotated figure ours has right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right {
    /// Value and bound.
    pub interval: bool,
    /// Unit and basis.
    pub unit: bool,
    /// Where.
    pub place: bool,
    /// When.
    pub period: bool,
    /// On whose word.
    pub credit: bool,
}

/// Counts over documents, of the items that are not optional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// Annotated figures.
    pub gold: usize,
    /// Of these, found with their value.
    pub value: usize,
    /// Of these, with the interval; and so on.
    pub interval: usize,
    /// See [`Right::unit`].
    pub unit: usize,
    /// See [`Right::place`].
    pub place: usize,
    /// See [`Right::period`].
    pub period: usize,
    /// See [`Right::credit`].
    pub credit: usize,
    /// Rows with a number that no item, optional or not, overlaps.
    pub extra: usize,
}

/// One annotated figure beside ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair<'g> {
    /// The annotation.
    pub gold: &'g Gold,
    /// Index of our row, and what it has right; `None` where the value was not found.
    pub ours: Option<(usize, Right)>,
}

impl Scores {
    /// Adds one document; gives each item with its match, and the rows that match none.
    pub fn add<'g>(
        &mut self,
        document: &Document,
        figures: &[Row<Figure>],
        gold: &'g [Gold],
    ) -> (Vec<Pair<'g>>, Vec<usize>) {
        let text = Squeezed::of(&document.text);
        let spans: Vec<Range<usize>> =
            figures.iter().map(|r| text.position(r.span.start)..text.position(r.span.end)).collect();
        let mut near = vec![false; figures.len()];
        let mut pairs = Vec::new();
        for item in gold {
            let found = text.find(&item.sentence, &item.span);
            let overlapping = (0..figures.len()).filter(|&i| {
                found.as_ref().is_some_and(|f| spans[i].start < f.end && f.start < spans[i].end)
            });
            let overlapping: Vec<usize> = overlapping.collect();
            overlapping.iter().for_each(|&i| near[i] = true);
            let ours = overlapping
                .into_iter()
                .filter(|&i| same_value(&figures[i].body, item))
                .map(|i| (compare(&document.text, &figures[i].body, item), std::cmp::Reverse(i)))
                .max()
                .map(|(right, std::cmp::Reverse(i))| (i, right));
            if !item.optional {
                self.gold += 1;
                self.count(ours.map(|(_, right)| right));
            }
            pairs.push(Pair { gold: item, ours });
        }
        let numbered = |&i: &usize| figures[i].body.interval.bound != Bound::Unquantified;
        let extra: Vec<usize> = (0..figures.len()).filter(|&i| !near[i]).filter(numbered).collect();
        self.extra += extra.len();
        (pairs, extra)
    }

    fn count(&mut self, right: Option<Right>) {
        let Some(r) = right else { return };
        self.value += 1;
        self.interval += usize::from(r.interval);
        self.unit += usize::from(r.unit);
        self.place += usize::from(r.place);
        self.period += usize::from(r.period);
        self.credit += usize::from(r.credit);
    }

    /// Name and number right of each column.
    pub fn columns(&self) -> [(&'static str, usize); 6] {
        [
            ("value", self.value),
            ("interval", self.interval),
            ("unit", self.unit),
            ("place", self.place),
            ("period", self.period),
            ("credit", self.credit),
        ]
    }
}

/// A text without white space and hyphens, with the way back.
struct Squeezed {
    letters: String,
    /// For each byte of the text, the byte of `letters` that it became or that follows it.
    from: Vec<usize>,
}

fn is_left_out(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{AD}' | '‐')
}

impl Squeezed {
    fn of(text: &str) -> Self {
        let mut letters = String::with_capacity(text.len());
        let mut from = Vec::with_capacity(text.len() + 1);
        for c in text.chars() {
            from.extend(std::iter::repeat_n(letters.len(), c.len_utf8()));
            if !is_left_out(c) {
                letters.push(c);
            }
        }
        from.push(letters.len());
        Squeezed { letters, from }
    }

    fn position(&self, byte: usize) -> usize {
        self.from.get(byte).copied().unwrap_or(self.letters.len())
    }

    /// Where `span` stands inside `sentence`, or at all.
    fn find(&self, sentence: &str, span: &str) -> Option<Range<usize>> {
        let bare = |s: &str| s.chars().filter(|&c| !is_left_out(c)).collect::<String>();
        let (sentence, span) = (bare(sentence), bare(span));
        let base = self.letters.find(&sentence).filter(|_| !sentence.is_empty());
        let start = base
            .and_then(|b| self.letters[b..].find(&span).map(|s| b + s))
            .or_else(|| self.letters.find(&span).filter(|_| base.is_none()))?;
        Some(start..start + span.len())
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.005 * b.abs().max(1e-9)
}

/// Whether a figure states the annotated number: the same to half a percent, or for two ends both.
fn same_value(figure: &Figure, gold: &Gold) -> bool {
    let i = &figure.interval;
    let is = |v: Option<f64>, g: f64| v.is_some_and(|v| near(v, g));
    match (gold.low, gold.high) {
        (Some(low), Some(high)) if near(low, high) => is(i.stated, low),
        (Some(low), Some(high)) => is(i.low, low) && is(i.high, high),
        (Some(one), None) => is(i.stated, one) || (i.stated.is_none() && is(i.low, one)),
        (None, Some(one)) => is(i.stated, one) || (i.stated.is_none() && is(i.high, one)),
        (None, None) => i.bound == Bound::Unquantified,
    }
}

fn compare(text: &str, figure: &Figure, gold: &Gold) -> Right {
    let credit = figure.credit.as_ref().and_then(|c| c.source.cover().get(text));
    Right {
        interval: std::iter::once(&gold.bound).chain(&gold.bound_alt).any(|b| same_bound(figure, b)),
        unit: same_unit(figure, &gold.unit),
        place: same_names(figure.place.as_ref().map(|p| p.text.as_str()), gold.place.as_deref()),
        period: gold.period.as_deref().map_or(figure.period.is_none(), |p| same_period(figure, p)),
        credit: std::iter::once(&gold.source)
            .chain(&gold.source_alt)
            .any(|s| same_names(credit, s.as_deref())),
    }
}

/// A share and a record tell nothing of the bound there.
fn same_bound(figure: &Figure, gold: &str) -> bool {
    match gold {
        "exact" => figure.interval.bound == Bound::Exact,
        "approx" => figure.interval.bound == Bound::About,
        "at_least" => figure.interval.bound == Bound::AtLeast,
        "at_most" => figure.interval.bound == Bound::AtMost,
        "range" => figure.interval.bound == Bound::Range,
        "record" => figure.record,
        "share" => figure.measure.kind == "share",
        _ => false,
    }
}

/// The unit in plain words: percent, times and lengths of time by their codes; `person` is any count of
/// people; another noun must be what is counted, or stand among its qualifiers, by its lemma or a word
/// derived from it. What stands behind "per" must be the basis; what stands in brackets is a remark.
fn same_unit(figure: &Figure, gold: &str) -> bool {
    const CODES: [(&str, &str); 7] = [
        ("percent", "%"),
        ("year", "a"),
        ("month", "mo"),
        ("week", "wk"),
        ("day", "d"),
        ("hour", "h"),
        ("USD", "USD"),
    ];
    let gold = gold.split('(').next().unwrap_or(gold).trim();
    let (name, per) = gold.split_once(" per ").map_or((gold, None), |(n, p)| (n, Some(p)));
    let measure = &figure.measure;
    if per.is_some_and(|per| measure.basis.as_deref() != Some(&format!("per {per}"))) {
        return false;
    }
    if let Some((_, code)) = CODES.iter().find(|(n, _)| *n == name) {
        return figure.unit.code == *code || measure.what == name;
    }
    let of_persons = measure.kind == "people";
    if name == "times" {
        return figure.unit.label == "times";
    }
    let said = format!("{} {} {}", measure.what, measure.qualifiers.join(" "), figure.unit.label);
    let verbs = said.split_whitespace().map(|w| lexicon::lemma(&w.to_lowercase(), Upos::Verb, "VBN"));
    let own: BTreeSet<String> = words(&said).into_iter().chain(verbs).collect();
    let akin = |word: &str| {
        own.iter().any(|w| {
            w == word
                || [lexicon::Pos::Noun, lexicon::Pos::Verb]
                    .iter()
                    .any(|&p| lexicon::derived(w, p).iter().any(|(d, _)| *d == word))
        })
    };
    match name {
        "person" => of_persons || matches!(measure.kind.as_str(), "count"),
        // Whoever is killed or dies is a death.
        "death" => akin("death") || akin("kill") || akin("die"),
        _ => words(name).iter().all(|w| akin(w)),
    }
}

/// Whether two ways of naming places or sources may mean the same: one has all the words of the other,
/// countries by their usual names, or one is the initials of the other; of several parted by semicolons one is
/// enough.
fn same_names(ours: Option<&str>, gold: Option<&str>) -> bool {
    let (Some(ours), Some(gold)) = (ours, gold) else { return ours.is_none() && gold.is_none() };
    let own = words(ours);
    gold.split(';').any(|part| {
        let theirs = words(part);
        let inside =
            !own.is_empty() && !theirs.is_empty() && (own.is_subset(&theirs) || theirs.is_subset(&own));
        let initials = |long: &str, short: &str| {
            let letters: String = long
                .split_whitespace()
                .filter_map(|w| w.chars().next())
                .filter(|c| c.is_uppercase())
                .collect();
            letters.len() > 1 && short.split_whitespace().any(|w| letters.starts_with(w) && w.len() > 1)
        };
        inside || initials(part, ours) || initials(ours, part)
    })
}

/// The lemmas of a text's words without stop words, countries by their usual names.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .flat_map(|w| match country(w) {
            Some(name) => name.split(' ').collect::<Vec<_>>(),
            None => vec![w],
        })
        .map(|w| w.trim_matches('.').to_lowercase())
        .filter(|w| !w.is_empty() && w != "s" && !lists::is_closed(w))
        .map(|w| lexicon::lemma(&w, Upos::Noun, if w.ends_with('s') { "NNS" } else { "NN" }))
        .collect()
}

/// The days of an annotated period, end exclusive; a missing end is open.
fn days(gold: &str) -> Option<(Option<Date>, Option<Date>)> {
    if let Some((from, to)) = gold.split_once('/') {
        let open = |s: &str| s.is_empty() || s == "..";
        let start = if open(from) { None } else { days(from)?.0 };
        let end = if open(to) { None } else { days(to)?.1 };
        return Some((start, end));
    }
    if let Some(year) = gold.strip_prefix("FY") {
        // The fiscal year of the United States begins on 1 October (31 U.S.C. 1102).
        let year: i16 = year.parse().ok()?;
        return Some((Date::new(year.checked_sub(1)?, 10, 1).ok(), Date::new(year, 10, 1).ok()));
    }
    let parts: Vec<i16> = gold.split('-').map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let small = |n: i16| i8::try_from(n).ok();
    let (start, step) = match parts[..] {
        [year] => (Date::new(year, 1, 1).ok()?, 1.year()),
        [year, month] => (Date::new(year, small(month)?, 1).ok()?, 1.month()),
        [year, month, day] => (Date::new(year, small(month)?, small(day)?).ok()?, 1.day()),
        _ => return None,
    };
    Some((Some(start), start.checked_add(step).ok()))
}

/// The same days; for a change they may run from the period since which it is counted. The day of publication,
/// where the figure is told in the present, need only lie in the annotated month or year, and what is counted
/// until then may end in it.
fn same_period(figure: &Figure, gold: &str) -> bool {
    let Some(period) = &figure.period else { return false };
    let Some(gold) = days(gold) else { return false };
    let since = figure.change.as_ref().and_then(|c| c.since.as_ref());
    let now = period.basis.starts_with("at publication") || period.basis.starts_with("up to publication");
    let inside = |(start, end): (Option<Date>, Option<Date>)| {
        let begins = match (start, period.start) {
            (Some(gold), Some(own)) => {
                let year = end.and_then(|e| gold.until(e).ok()).is_some_and(|s| s.get_days() <= 366);
                gold <= own && year
            }
            (gold, own) => gold == own,
        };
        begins && end.zip(period.end).is_some_and(|(gold, own)| own <= gold && near_end(gold, own))
    };
    gold == (period.start, period.end)
        || since.is_some_and(|s| gold == (s.start, period.end))
        || now && inside(gold)
}

/// Whether two ends are of one year.
fn near_end(gold: Date, own: Date) -> bool {
    own.until(gold).is_ok_and(|s| s.get_days() <= 366)
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{Interval, Measure, Period, Unit};

    /// A figure that tells nothing but when.
    fn of(start: Option<&str>, end: Option<&str>, basis: &str) -> Figure {
        let day = |s: Option<&str>| s.and_then(|s| s.parse().ok());
        let interval = Interval {
            low: None,
            high: None,
            low_soft: false,
            high_soft: false,
            stated: None,
            bound: Bound::Exact,
        };
        Figure {
            interval,
            record: false,
            part_of: None,
            unit: Unit::default(),
            measure: Measure::default(),
            place: None,
            period: Some(Period {
                text: String::new(),
                start: day(start),
                end: day(end),
                calendar: "gregorian".to_owned(),
                basis: basis.to_owned(),
            }),
            change: None,
            statement: None,
            credit: None,
            actor: None,
        }
    }

    #[test]
    fn only_the_day_of_publication_may_lie_inside_the_annotated_year() {
        let day = |basis| of(Some("2023-03-18"), Some("2023-03-19"), basis);
        assert!(same_period(&day("at publication"), "2023"));
        assert!(same_period(&day("at publication"), "2023-03"));
        assert!(!same_period(&day("at publication"), "2022"));
        assert!(!same_period(&day("at publication"), "2010/2023"));
        assert!(!same_period(&day("stated"), "2023"));
        assert!(same_period(&day("stated"), "2023-03-18"));
    }

    #[test]
    fn what_is_counted_until_now_may_end_inside_the_annotated_month() {
        let until = |end| of(None, Some(end), "up to publication");
        assert!(same_period(&until("2023-03-19"), "../2023-03"));
        assert!(!same_period(&until("2023-04-19"), "../2023-03"));
        assert!(!same_period(&until("2020-03-19"), "../2023-03"));
        assert!(!same_period(&until("2023-03-19"), "2023"));
    }
}
