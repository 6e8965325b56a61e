//! The period that a claim is about.

use super::Claim;
use super::scene::Scene;
use super::words::Line;
use jiff::Span;
use jiff::civil::Date;
use relata_record::period::{self, Days};
use relata_rows::{Period, Reason, Why};

/// What period is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// These days.
    Days(Days),
    /// Twelve months that end with these days.
    TwelveMonths(Days),
    /// Any year, or any twelve months: "annual deaths".
    AnyYear,
    /// The time of publication.
    Now,
    /// From some time on.
    Open,
}

impl Asked {
    /// In words.
    pub(crate) fn shown(&self) -> Reason {
        match self {
            Asked::Days(days) => Reason::words(period::label(*days, false)),
            Asked::TwelveMonths(days) => Reason::words(period::label(*days, true)),
            Asked::AnyYear => Why::AnyYear.alone(),
            Asked::Now => Why::AtPublication.alone(),
            Asked::Open => Why::SinceThen.alone(),
        }
    }
}

/// What may be asked, the likeliest first: the period that the figure tells; where that is the present, or nothing,
/// what its sentence tells.
pub(crate) fn asked(claim: &Claim<'_>, scene: &Scene) -> Vec<Asked> {
    let first = told(claim, scene);
    let second = (first == Asked::Now).then(|| plain_year(claim, &scene.line)).filter(|a| *a != first);
    std::iter::once(first).chain(second).collect()
}

fn told(claim: &Claim<'_>, scene: &Scene) -> Asked {
    let line = &scene.line;
    if let Some(asked) = twelve_months(claim, scene) {
        return asked;
    }
    let told = claim.figure.period.as_ref();
    // "Since 2020": how far is not known, unless it is a change since then.
    if told.is_some_and(|p| p.start.is_some() && p.end.is_none()) {
        return if line.tells("as of").is_some() { plain_year(claim, line) } else { Asked::Open };
    }
    let fiscal = told.is_some_and(|p| p.calendar.starts_with("fiscal"));
    let fiscal = fiscal || line.tells("fiscal").is_some();
    if let Some(days) = fiscal.then(|| fiscal_year(claim, line, told)).flatten() {
        return Asked::Days(days);
    }
    if let Some(Period { start: Some(start), end: Some(end), basis, .. }) = told {
        if basis.starts_with("at publication") {
            return Asked::Now;
        }
        if start < end {
            return Asked::Days((*start, *end));
        }
    }
    plain_year(claim, line)
}

/// "the 12 months ending April 2021", "the year to June 2022"; where the month has no year beside it, the last before
/// the day of publication.
fn twelve_months(claim: &Claim<'_>, scene: &Scene) -> Option<Asked> {
    let line = &scene.line;
    const OPENINGS: &[&str] = &["12 month", "twelve month", "year end", "year ending", "12 month period end"];
    let ends = ["end", "to", "through", "until", "before"];
    let opening = OPENINGS.iter().find_map(|o| line.tells(o))?;
    let from = *opening.last()?;
    let close = (from..line.words.len().min(from + 3))
        .find(|&n| line.words[n].roots.iter().any(|r| ends.contains(&r.as_str())))?;
    let word = |n: usize| line.words.get(n).map_or("", |w| &scene.text[w.at.clone()]);
    let near = close + 1..line.words.len().min(close + 5);
    let (at, month) = near.into_iter().find_map(|n| Some((n, month(word(n))?)))?;
    let end = |year: &str| Some(period::parse(&format!("{year}-{month:02}"))?.1);
    let year = (at + 1..at + 3).map(word).find(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
    let end = match (year, claim.published) {
        (Some(year), _) => end(year)?,
        (None, Some(day)) => {
            let ended = |year: i16| end(&format!("{year:04}")).filter(|end| *end <= day);
            ended(day.year()).or_else(|| ended(day.year() - 1))?
        }
        (None, None) => return None,
    };
    let start = end.checked_sub(Span::new().try_years(1).ok()?).ok()?;
    Some(Asked::TwelveMonths((start, end)))
}

/// The month of an English name or its first three letters.
fn month(word: &str) -> Option<usize> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let capital = word.starts_with(char::is_uppercase);
    let lower = word.to_lowercase();
    MONTHS.iter().position(|m| capital && lower.starts_with(m)).map(|n| n + 1)
}

/// A fiscal year of the United States: by its number, else the last before the day of publication.
fn fiscal_year(claim: &Claim<'_>, line: &Line, told: Option<&Period>) -> Option<Days> {
    let own = told.filter(|p| p.calendar == "fiscal:US").and_then(|p| p.start.zip(p.end));
    if let Some(days) = own.filter(|(start, end)| start < end) {
        return Some(days);
    }
    let text = told.map_or(claim.sentence, |p| p.text.as_str());
    let years = if told.is_none() && line.tells("since").is_some() { Vec::new() } else { years(text) };
    match (years.first(), years.last()) {
        (Some(first), Some(last)) => {
            let (start, end) =
                (period::parse(&format!("FY{first}"))?.0, period::parse(&format!("FY{last}"))?.1);
            (start < end).then_some((start, end))
        }
        _ => {
            let ago = if line.tells("last fiscal").is_some() || line.tells("previous fiscal").is_some() {
                1
            } else if line.tells("this fiscal").is_some() || line.tells("current fiscal").is_some() {
                0
            } else {
                return None;
            };
            let day = claim.published?;
            let current = day.year() + i16::from(day.month() >= 10);
            period::parse(&format!("FY{:04}", current - ago))
        }
    }
}

/// The years that a text names, in order.
fn years(text: &str) -> Vec<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_alphanumeric());
    let year = |word: &str| {
        let digits = word.strip_prefix("FY").unwrap_or(word);
        let year: i16 = if digits.len() == 2 && word.starts_with("FY") {
            digits.parse::<i16>().ok()? + 2000
        } else if digits.len() == 4 {
            digits.parse().ok()?
        } else {
            return None;
        };
        (1900..2100).contains(&year).then_some(year)
    };
    numbers.filter_map(year).collect()
}

/// What the sentence tells where the figure does not: its only year, or a year by its distance from publication.
fn plain_year(claim: &Claim<'_>, line: &Line) -> Asked {
    let year = |y: i16| period::parse(&format!("{y:04}")).map(Asked::Days);
    let mut told = years(claim.sentence);
    told.dedup();
    if line.tells("since").is_some() {
        told.clear();
    }
    let ago = |n: i16| claim.published.and_then(|d: Date| year(d.year() - n));
    let found = match told[..] {
        [only] => year(only),
        _ if line.tells("last year").is_some() => ago(1),
        _ => None,
    };
    let annual = ["annual", "annually", "per year", "a year", "each year", "every year", "yearly"];
    found.unwrap_or_else(|| {
        let basis = claim.figure.measure.basis.as_deref() == Some("per year");
        let yearly = basis || annual.iter().any(|a| line.tells(a).is_some());
        if yearly { Asked::AnyYear } else { Asked::Now }
    })
}
