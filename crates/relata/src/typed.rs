//! What a person types of a quantity, a unit or a period, and how these are shown to be typed over.

use crate::flags::published;
use anyhow::{anyhow, bail};
use relata_language::{Upos, lexicon};
use relata_rows::{Bounds, Period, Unit};

/// A value as it is typed, and shown to be typed over.
pub(crate) fn value_name(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (None, None) => String::new(),
        (low, high) => {
            let end = |v: Option<f64>| v.map_or_else(String::new, |v| v.to_string());
            format!("{}..{}", end(low), end(high))
        }
    }
}

/// A unit likewise: as the text has it, else its code.
pub(crate) fn unit_name(unit: &Unit) -> String {
    match unit.label.as_str() {
        "" => unit.code.trim_start_matches('1').to_owned(),
        label => label.to_owned(),
    }
}

/// A period likewise: its days, end inclusive.
pub(crate) fn written(p: &Period) -> String {
    let first = p.start.map_or_else(String::new, |d| d.to_string());
    let last = p.end.and_then(|d| d.yesterday().ok()).map_or_else(String::new, |d| d.to_string());
    if first == last { first } else { format!("{first}..{last}") }
}

/// Reads `4500`, `4,500`, `4500..5000`, `4500..` or `..5000`.
pub(crate) fn bounds(text: &str) -> anyhow::Result<Bounds> {
    let (low, high) = match text.trim().split_once("..") {
        None => {
            let one = Some(number(text)?);
            (one, one)
        }
        Some((low, high)) => {
            let end = |s: &str| if s.trim().is_empty() { Ok(None) } else { number(s).map(Some) };
            (end(low)?, end(high)?)
        }
    };
    match (low, high) {
        (None, None) => bail!("a value has at least one end, as 4500.. or ..5000"),
        (Some(a), Some(b)) if a > b => bail!("{a} is more than {b}: the smaller comes first"),
        (low, high) => Ok(Bounds { low, high }),
    }
}

/// Reads a number; commas only part thousands.
fn number(text: &str) -> anyhow::Result<f64> {
    let text = text.trim();
    let mistake =
        || anyhow!("{text:?} is not a number such as 4500, 4,500 or 4.5, or a stretch as 4500..5000");
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut parts = whole.strip_prefix('-').unwrap_or(whole).split(',');
    let first = parts.next().unwrap_or_default();
    let parted: Vec<&str> = parts.collect();
    let fits = digits(first)
        && digits(rest)
        && (parted.is_empty() || first.len() <= 3)
        && parted.iter().all(|p| p.len() == 3 && digits(p));
    let value: Option<f64> = fits.then(|| text.replace(',', "").parse().ok()).flatten();
    value.filter(|v| v.is_finite()).ok_or_else(mistake)
}

/// The unit that words name: one of the document's, one with a code of its own ("dollars", "kg", "%"), else a noun that
/// is counted.
pub(crate) fn unit(text: &str, known: &[Unit]) -> Unit {
    let same = |u: &&Unit| {
        u.label.eq_ignore_ascii_case(text) || (u.code != "1" && u.code.eq_ignore_ascii_case(text))
    };
    if let Some(found) = known.iter().find(same) {
        return Unit { price_year: None, ..found.clone() };
    }
    let is_money = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if is_money || text == "1" || relata_findings::unit_codes().any(|code| code == text) {
        let label = if text == "1" { "" } else { text };
        return Unit { code: text.to_owned(), label: label.to_owned(), price_year: None };
    }
    // Read as the reader of documents does: behind a number.
    let read = relata_findings::quantities(&format!("2 {text}")).into_iter().next();
    let code = read.map(|q| q.unit.code).filter(|code| !code.is_empty());
    Unit { code: code.unwrap_or_else(|| "1".to_owned()), label: text.to_owned(), price_year: None }
}

/// What is counted, as a lemma: the last noun before what it belongs to ("illegal crossings of the border").
pub(crate) fn counted(text: &str) -> String {
    const BEHIND: [&str; 10] = ["of", "for", "from", "in", "on", "at", "by", "to", "who", "that"];
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty());
    let head = words.take_while(|w| !BEHIND.contains(&w.to_lowercase().as_str())).last().unwrap_or(text);
    let tag = if head.ends_with('s') { "NNS" } else { "NN" };
    lexicon::lemma(&head.to_lowercase(), Upos::Noun, tag)
}

/// Reads `2022`, `2022-05`, `2022-05-03`, or two of them with `..` between; an end that is left out is open.
pub(crate) fn days(text: &str) -> anyhow::Result<Period> {
    let one = |s: &str| published(s.trim()).map_err(|e| anyhow!(e));
    let (start, end) = match text.split_once("..") {
        None => {
            let (start, end) = one(text)?;
            (Some(start), Some(end))
        }
        Some((from, to)) => {
            let side = |s: &str| if s.trim().is_empty() { Ok(None) } else { one(s).map(Some) };
            (side(from)?.map(|d| d.0), side(to)?.map(|d| d.1))
        }
    };
    if start.is_none() && end.is_none() || start.zip(end).is_some_and(|(a, b)| a >= b) {
        bail!("{text:?} holds no day");
    }
    let (calendar, basis) = ("gregorian".to_owned(), "corrected".to_owned());
    Ok(Period { text: text.to_owned(), start, end, calendar, basis })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbers_or_have_ends() {
        let of = |text: &str| bounds(text).map(|b| (b.low, b.high)).ok();
        assert_eq!(of("4,500"), Some((Some(4500.0), Some(4500.0))));
        assert_eq!(of(" 4.5 .. 5 "), Some((Some(4.5), Some(5.0))));
        assert_eq!(of("1,000,000.."), Some((Some(1e6), None)));
        assert_eq!(of("..-3"), Some((None, Some(-3.0))));
        for wrong in ["", "..", "4,50", "1234,567", "5..4", "many", "4.5.6", "1e9", ".5", "NaN", "inf"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
        assert_eq!(value_name(Some(18.5), Some(20.0)), "18.5..20");
        assert_eq!(value_name(Some(4500.0), Some(4500.0)), "4500");
        assert_eq!(value_name(Some(4500.0), None), "4500..");
    }

    #[test]
    fn units_are_those_of_the_document_or_have_a_code() {
        let own = Unit { code: "1".into(), label: "encounters".into(), price_year: None };
        let of = |text: &str| unit(text, std::slice::from_ref(&own));
        assert_eq!(of("Encounters"), own);
        assert_eq!((of("percent").code.as_str(), of("%").code.as_str()), ("%", "%"));
        assert_eq!(of("USD").code, "USD");
        assert_eq!(of("kg").code, "kg");
        assert_eq!((of("migrants").code.as_str(), of("migrants").label.as_str()), ("1", "migrants"));
    }

    #[test]
    fn what_is_counted_is_the_noun_before_what_it_belongs_to() {
        assert_eq!(counted("illegal crossings of the border"), "crossing");
        assert_eq!(counted("deaths"), "death");
        assert_eq!(counted("people who came"), "people");
    }

    #[test]
    fn periods_are_days_with_their_last_one() {
        let of = |text: &str| days(text).map(|p| written(&p)).ok();
        assert_eq!(of("2022"), Some("2022-01-01..2022-12-31".to_owned()));
        assert_eq!(of("2022-02..2022-03-05"), Some("2022-02-01..2022-03-05".to_owned()));
        assert_eq!(of("2022-02-03"), Some("2022-02-03".to_owned()));
        assert_eq!(of("2022.."), Some("2022-01-01..".to_owned()));
        assert_eq!((of(".."), of("2023..2022"), of("May")), (None, None, None));
    }
}
