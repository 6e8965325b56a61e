//! The specifications of Recognizers-Text (`DateTimeModel.json`): dates, stretches and lengths with their
//! values against a reference day. How their values differ from ours stands in [`super::dialect`].

use super::dialect::{self, Reading, Resolution};
use super::published;
use crate::text::Text;
use crate::time::meaning::{Anchor, Meaning, Modifier, Unit, Which};
use crate::time::{self, Context, Expression, Lead, RangeEnd};
use jiff::civil::Date;
use relata_language::Analysis;
use relata_rows::Document;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// One case: a text with its reference day and what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The text, published on the reference day.
    pub document: Document,
    results: Vec<Expected>,
    today: Date,
}

/// One expected result of a type that counts here.
#[derive(Debug, Clone)]
struct Expected {
    kind: &'static str,
    /// Code points, end inclusive in the file, exclusive here.
    at: Range<usize>,
    values: Vec<Resolution>,
}

/// The types that count.
const KINDS: [&str; 3] = ["date", "daterange", "duration"];

/// The cases of a file. A case without a reference day is as if told on 7 November 2016, their usual day.
///
/// # Errors
/// Why it is no such file.
pub fn read(file: &str) -> Result<Vec<Case>, String> {
    let file = file.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(file).map_err(|e| e.to_string())?;
    let cases = value.as_array().ok_or("no list of cases")?;
    cases.iter().map(|c| case(c).ok_or_else(|| format!("no case: {c}"))).collect()
}

fn case(value: &Value) -> Option<Case> {
    let text = value["Input"].as_str()?;
    let reference = value["Context"]["ReferenceDateTime"].as_str().unwrap_or("2016-11-07");
    let today: Date = reference.get(..10)?.parse().ok()?;
    let mut document = Document::of_lines(text.to_owned());
    document.metadata.published = Some(published(today));
    let results = value["Results"].as_array()?.iter().filter_map(expected).collect();
    Some(Case { document, results, today })
}

fn expected(result: &Value) -> Option<Expected> {
    let name = result["TypeName"].as_str().or(result["Type"].as_str())?.rsplit('.').next()?;
    let kind = KINDS.into_iter().find(|k| *k == name)?;
    let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    let resolution = |v: &Value| {
        let first = if v["value"].is_null() { text(v, "start") } else { text(v, "value") };
        Resolution { timex: text(v, "timex"), first, second: text(v, "end") }
    };
    let place = |key: &str| result[key].as_u64().and_then(|n| usize::try_from(n).ok());
    let start = place("Start")?;
    if let Some(values) = result["Resolution"]["values"].as_array() {
        return Some(Expected {
            kind,
            at: start..place("End")? + 1,
            values: values.iter().map(resolution).collect(),
        });
    }
    // The files of single parsers: one value with a resolution in the past and one in the future.
    let value = &result["Value"];
    let timex = text(value, "Timex");
    let side = |key: &str| {
        let side = &value[key];
        let (one, start, end) = (
            side["date"].as_str().or(side["duration"].as_str()),
            text(side, "startDate"),
            text(side, "endDate"),
        );
        Resolution { timex: timex.clone(), first: one.map_or(start, str::to_owned), second: end }
    };
    let mut values = vec![side("PastResolution"), side("FutureResolution")];
    values.dedup();
    Some(Expected { kind, at: start..start + place("Length")?, values })
}

/// How many results are reproduced, by type.
#[derive(Debug, Clone, Default)]
pub struct Scores(BTreeMap<&'static str, (usize, usize)>);

impl Scores {
    /// Adds a case with its analysis; what was missed, in words.
    pub fn add(&mut self, case: &Case, analysis: &Analysis) -> Vec<String> {
        let text = Text::new(&case.document, analysis);
        let found = time::find(&text, &Context::of(&case.document));
        let ours = written(&found, &text, case.today);
        let points = relata_rows::CodePoints::new(&case.document.text);
        let mut missed = Vec::new();
        for result in &case.results {
            let mut values = result.values.clone();
            values.sort_by(|a, b| (&a.timex, &a.first).cmp(&(&b.timex, &b.first)));
            let near = |span: relata_rows::Span| {
                points.at(span.start) < result.at.end && result.at.start < points.at(span.end)
            };
            let hit = ours.iter().any(|(span, v)| near(*span) && *v == values);
            let count = self.0.entry(result.kind).or_default();
            count.0 += usize::from(hit);
            count.1 += 1;
            if !hit {
                let got: Vec<_> = ours
                    .iter()
                    .filter(|(s, _)| near(*s))
                    .map(|(_, v)| v.iter().map(short).collect::<Vec<_>>())
                    .collect();
                let wants: Vec<_> = values.iter().map(short).collect();
                missed.push(format!(
                    "{} @{} {}: wants {wants:?} got {got:?}",
                    case.document.text, case.today, result.kind
                ));
            }
        }
        missed
    }

    /// Type, number reproduced, number expected; then all together.
    pub fn counts(&self) -> Vec<(&'static str, usize, usize)> {
        let mut all: Vec<_> = self.0.iter().map(|(kind, &(right, of))| (*kind, right, of)).collect();
        let sum = all.iter().fold((0, 0), |s, c| (s.0 + c.1, s.1 + c.2));
        all.push(("all", sum.0, sum.1));
        all
    }
}

fn short(r: &Resolution) -> String {
    format!("{} {}..{}", r.timex, r.first, r.second)
}

/// What Recognizers-Text would write for the expressions, each with where it stands.
fn written(found: &[Expression], text: &Text<'_>, today: Date) -> Vec<(relata_rows::Span, Vec<Resolution>)> {
    let mut all = Vec::new();
    let mut i = 0;
    while i < found.len() {
        let (taken, span, values) = merged(found, i, text, today).unwrap_or_else(|| {
            let e = &found[i];
            (1, e.span, single(e, e.span.get(text.text).unwrap_or_default(), today))
        });
        i += taken;
        if let Some(mut values) = values {
            values.sort_by(|a, b| (&a.timex, &a.first).cmp(&(&b.timex, &b.first)));
            values.dedup();
            all.push((span, values));
        }
    }
    all
}

type Merged = (usize, relata_rows::Span, Option<Vec<Resolution>>);

/// Two expressions that make one there: the ends of a range, "two weeks before March 3", "for 1 week, from
/// 20th December", "two months from today on Tuesday".
fn merged(found: &[Expression], i: usize, text: &Text<'_>, today: Date) -> Option<Merged> {
    let (a, b) = (&found[i], found.get(i + 1)?);
    let words = |e: &Expression| e.span.get(text.text).unwrap_or_default().to_lowercase();
    let span = a.span.cover(b.span);
    let between = text.text.get(a.span.end..b.span.start).unwrap_or_default().trim().to_lowercase();
    if (a.range, b.range) == (Some(RangeEnd::First), Some(RangeEnd::Second)) {
        let (first, second) = (reading(a, &words(a), today)?, reading(b, &words(b), today)?);
        let range = dialect::range(&first, &second, (a.modifier, b.modifier), today)?;
        return Some((2, span, Some(resolutions(&range, Lead::None))));
    }
    if let Meaning::Duration(amount) = &a.meaning {
        let from = reading(b, &words(b), today)?;
        if between.strip_prefix(',').is_some_and(|j| j.trim() == "from") {
            let start = from.days.last()?.0;
            let end = dialect::distance(amount, false, start)?.days.first()?.0;
            let timex = format!("({start},{end},{})", dialect::length(amount));
            return Some((
                2,
                span,
                Some(vec![Resolution { timex, first: start.to_string(), second: end.to_string() }]),
            ));
        }
        let back = match between.as_str() {
            "before" => true,
            "after" | "from" => false,
            _ => return None,
        };
        if text.text[..a.span.start].ends_with("for ") && between == "from" {
            let start = from.days.last()?.0;
            let end = dialect::distance(amount, back, start)?.days.first()?.0;
            let timex = format!("({start},{end},{})", dialect::length(amount));
            return Some((
                2,
                span,
                Some(vec![Resolution { timex, first: start.to_string(), second: end.to_string() }]),
            ));
        }
        let base = from.days.last()?.0;
        let mut reading = dialect::distance(amount, back, base)?;
        let found_day = reading.days.first()?.0;
        let values = match a.modifier {
            Some(Modifier::MoreThan) => {
                vec![Resolution { timex: reading.timex, first: String::new(), second: found_day.to_string() }]
            }
            Some(Modifier::LessThan) => {
                let timex = format!("({base},{found_day},{})", dialect::length(amount));
                vec![Resolution { timex, first: base.to_string(), second: found_day.to_string() }]
            }
            _ => {
                weekday_beside(found, i, 2, &mut reading, text);
                resolutions(&reading, Lead::None)
            }
        };
        let more = usize::from(found.get(i + 2).is_some_and(|w| is_weekday_beside(b, w, text)));
        return Some((2 + more, span, Some(values)));
    }
    if let (Meaning::Distance { .. }, Meaning::Weekday { .. }) = (&a.meaning, &b.meaning)
        && between == "on"
    {
        let mut reading = reading(a, &words(a), today)?;
        weekday_beside(found, i, 1, &mut reading, text);
        return Some((2, span, Some(resolutions(&reading, Lead::None))));
    }
    // "Sunday 3 weeks after ...", "Thursday, two years from now".
    if let Meaning::Weekday { weekday, which: Which::Open, .. } = a.meaning
        && matches!(between.as_str(), "" | ",")
        && matches!(b.meaning, Meaning::Distance { .. } | Meaning::Duration(_))
    {
        let (taken, base) = match merged(found, i + 1, text, today) {
            Some((taken, _, Some(values))) => (taken, values.first()?.first.parse().ok()?),
            _ => (1, reading(b, &words(b), today)?.days.first()?.0),
        };
        // "Sunday 3 weeks after": the third Sunday.
        let weeks = match &b.meaning {
            Meaning::Duration(a) | Meaning::Distance { amount: a, .. } => a.unit() == Unit::Week,
            _ => false,
        };
        let base = if weeks { crate::time::calendar::add(base, Unit::Week, -1.0)? } else { base };
        let day: Date = crate::time::calendar::on_or_after(base, weekday)?;
        let value = day.to_string();
        return Some((
            1 + taken,
            span,
            Some(vec![Resolution { timex: value.clone(), first: value, second: String::new() }]),
        ));
    }
    None
}

fn is_weekday_beside(before: &Expression, weekday: &Expression, text: &Text<'_>) -> bool {
    matches!(weekday.meaning, Meaning::Weekday { .. })
        && text.text.get(before.span.end..weekday.span.start).is_some_and(|b| b.trim() == "on")
}

/// "two months from today on Tuesday": the first such weekday.
fn weekday_beside(found: &[Expression], i: usize, taken: usize, reading: &mut Reading, text: &Text<'_>) {
    let Some(next) = found.get(i + taken).filter(|n| is_weekday_beside(&found[i + taken - 1], n, text))
    else {
        return;
    };
    let Meaning::Weekday { weekday, .. } = next.meaning else { return };
    let moved = reading.days.first().and_then(|d| crate::time::calendar::on_or_after(d.0, weekday));
    if let Some(days) = moved.and_then(|d| crate::time::calendar::whole(d, Unit::Day)) {
        reading.timex = days.0.to_string();
        reading.days = vec![days];
    }
}

fn reading(e: &Expression, words: &str, today: Date) -> Option<Reading> {
    dialect::reading(&e.meaning, words, today)
}

/// What one expression is there; `None` where it is of another type.
fn single(e: &Expression, words: &str, today: Date) -> Option<Vec<Resolution>> {
    let words = words.to_lowercase();
    if let Meaning::Duration(amount) | Meaning::Age(amount) = &e.meaning {
        let days = amount.parts.iter().all(|p| !matches!(p.unit, Unit::Second | Unit::Minute | Unit::Hour));
        match e.lead {
            Lead::In if days => {
                return Some(resolutions(&dialect::distance(amount, false, today)?, Lead::None));
            }
            Lead::Within if days => return Some(resolutions(&dialect::within(amount, today)?, Lead::None)),
            _ => {}
        }
        let value = Resolution {
            timex: dialect::length(amount),
            first: dialect::seconds(amount).to_string(),
            second: String::new(),
        };
        return Some(vec![value]);
    }
    if let Meaning::Run { amount, which: Which::Next | Which::Coming, .. } = &e.meaning
        && e.lead == Lead::Within
    {
        return Some(resolutions(&dialect::within(amount, today)?, Lead::None));
    }
    if let Meaning::Reference(_) = e.meaning {
        return None;
    }
    let mut reading = reading(e, &words, today)?;
    let mut lead = e.lead;
    if let Some(modifier) = e.modifier {
        let relative = dialect::is_relative(&e.meaning)
            || matches!(e.meaning, Meaning::Shifted { from: Anchor::Published, .. });
        match (lead, modifier) {
            // "before the end of": up to the end itself; "after the beginning of": from the beginning.
            (Lead::Before | Lead::Until | Lead::By, Modifier::End) => {
                for d in &mut reading.days {
                    d.0 = d.1;
                }
            }
            (Lead::After, Modifier::Start) => lead = Lead::Since,
            // "the rest of the week": its length in days is its value.
            (_, Modifier::Rest) => {
                let whole = reading.days.first()?;
                let (start, end) = dialect::modified(*whole, reading.unit, modifier, true, today)?;
                let length = start.until(end).ok()?.get_days();
                reading.timex = format!("({start},{end},P{length}D)");
                reading.days = vec![(start, end)];
            }
            _ => {
                for d in &mut reading.days {
                    *d = dialect::modified(*d, reading.unit, modifier, relative, today).unwrap_or(*d);
                }
            }
        }
    }
    Some(resolutions(&reading, lead))
}

/// A reading with the preposition before it.
fn resolutions(reading: &Reading, lead: Lead) -> Vec<Resolution> {
    let timex = || reading.timex.clone();
    if reading.days.is_empty() {
        return vec![Resolution { timex: timex(), first: "not resolved".to_owned(), second: String::new() }];
    }
    let one = |&(start, end): &(Date, Date)| {
        let (first, second) = match lead {
            Lead::Since => (start.to_string(), String::new()),
            Lead::Before | Lead::Until | Lead::By => (String::new(), start.to_string()),
            Lead::After => (if reading.is_day { start } else { end }.to_string(), String::new()),
            _ if reading.is_day => (start.to_string(), String::new()),
            _ => (start.to_string(), end.to_string()),
        };
        Resolution { timex: timex(), first, second }
    };
    reading.days.iter().map(one).collect()
}
