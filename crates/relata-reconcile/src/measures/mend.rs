//! What the sentence of a figure says of its time beyond the time that was found: the end or the beginning of it
//! ("end-2017", "as April ended"), that it has been where it was taken to be still to come, and the one year that a
//! sentence names where no time was found at all.

use crate::lists::phrases;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use relata_rows::Period;
use std::sync::LazyLock;

const DATA: &str = include_str!("../../data/en/when.txt");

/// Phrases of `data/en/when.txt`, each as its words.
struct Cues {
    ends: Vec<Vec<&'static str>>,
    begins: Vec<Vec<&'static str>>,
    ended: Vec<Vec<&'static str>>,
    began: Vec<Vec<&'static str>>,
    closed: Vec<Vec<&'static str>>,
    ahead: Vec<Vec<&'static str>>,
    whole: Vec<Vec<&'static str>>,
    opens: Vec<Vec<&'static str>>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| Cues {
    ends: phrases(DATA, "ends"),
    begins: phrases(DATA, "begins"),
    ended: phrases(DATA, "ended"),
    began: phrases(DATA, "began"),
    closed: phrases(DATA, "closed"),
    ahead: phrases(DATA, "ahead"),
    whole: phrases(DATA, "whole"),
    opens: phrases(DATA, "opens"),
});

/// The months in their order.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The days of the week from Monday on.
pub(super) const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The words of a sentence in small letters, without marks around them, the hyphens of "end-2017" parted.
pub(super) fn words(sentence: &str) -> Vec<String> {
    let small = sentence.to_lowercase();
    let parted = small.replace("end-", "end ").replace("mid-", "mid ");
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned();
    parted.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect()
}

/// Whether a phrase stands at a place.
pub(super) fn stands(words: &[String], at: usize, phrase: &[&str]) -> bool {
    words
        .get(at..)
        .is_some_and(|rest| rest.len() >= phrase.len() && rest.iter().zip(phrase).all(|(a, b)| a == b))
}

/// Whether a sentence speaks of what is still to come.
pub(super) fn is_ahead(sentence: &str) -> bool {
    let words = words(sentence);
    (0..words.len()).any(|at| CUES.ahead.iter().any(|c| stands(&words, at, c)))
}

/// The time of a figure as its sentence says it, where that is another than was found; `day` is when it was published.
pub(super) fn period(found: Option<&Period>, sentence: &str, day: Option<Date>) -> Option<Period> {
    let words = words(sentence);
    let Some(found) = found else { return one_year(&words) };
    if found.text.contains("last day") || found.text.contains("first day") {
        return named_day(found, &words, day?);
    }
    let been = day.and_then(|day| been(found, sentence, day));
    let period = been.as_ref().unwrap_or(found);
    edge(period, &words, day).or(been)
}

/// A bare weekday or month that was taken to be still to come, in a sentence that speaks of nothing to come.
fn been(found: &Period, sentence: &str, day: Date) -> Option<Period> {
    let start = found.start.filter(|s| *s > day && found.basis.starts_with("from publication"))?;
    let text = found.text.to_lowercase();
    let back = if DAYS.contains(&text.as_str()) {
        Span::new().weeks(1)
    } else if MONTHS.contains(&text.as_str()) {
        Span::new().years(1)
    } else {
        return None;
    };
    if is_ahead(sentence) {
        return None;
    }
    let start = start.checked_sub(back).ok().filter(|s| *s <= day)?;
    let end = found.end.and_then(|e| e.checked_sub(back).ok());
    Some(Period { start: Some(start), end, ..found.clone() })
}

/// The last or first day of a month or year, where the sentence is told of what was when that ended or began.
fn edge(found: &Period, words: &[String], day: Option<Date>) -> Option<Period> {
    let (start, end) = (found.start?, found.end?);
    let text = found.text.to_lowercase();
    let long = i64::from((end - start).get_days()) >= 28;
    // "At the turn of the year", told in January.
    if text.ends_with("the year") && words.windows(2).any(|w| w[0] == "turn" && w[1] == "of") {
        let near = day.map_or(start, |d| if (d - start).get_days() < 183 { start } else { end });
        let eve = near.yesterday().ok()?;
        return Some(one("turn of the year", eve, near.tomorrow().ok()?, found));
    }
    let name = text.split_whitespace().last()?;
    // "June 2016", and no year that ended with it.
    let named = text.split_whitespace().all(|w| MONTHS.contains(&w) || is_year(w));
    let first_word = text.split_whitespace().next()?;
    if !long || !named || super::period::says_edge(found) {
        return None;
    }
    let of = |name: &str| (0..words.len()).filter(|&i| words[i] == name).collect::<Vec<_>>();
    let (first, last) = (of(first_word), of(name));
    let span = |i: usize| {
        const SPANS: [&str; 7] = ["year", "months", "quarter", "week", "weeks", "period", "season"];
        i.checked_sub(1).is_some_and(|i| SPANS.contains(&words[i].as_str()))
    };
    let at = |cues: &[Vec<&str>], behind: bool| {
        let places = if behind { &last } else { &first };
        places.iter().any(|&i| {
            cues.iter().any(|c| match (behind, i.checked_sub(c.len())) {
                (true, _) => stands(words, i + 1, c),
                (false, Some(from)) => stands(words, from, c) && !span(from),
                (false, None) => false,
            })
        })
    };
    // With what a year was closed is what was there at its end, or what all of it brought.
    if at(&CUES.closed, false) {
        return Some(one(&format!("close of {}", found.text), start, end, found));
    }
    if at(&CUES.ends, true) || at(&CUES.ended, false) {
        return Some(one(&format!("end of {}", found.text), end.yesterday().ok()?, end, found));
    }
    (at(&CUES.begins, true) || at(&CUES.began, false))
        .then(|| Some(one(&format!("beginning of {}", found.text), start, start.tomorrow().ok()?, found)))?
}

fn one(text: &str, start: Date, end: Date, found: &Period) -> Period {
    Period { text: text.to_owned(), start: Some(start), end: Some(end), ..found.clone() }
}

/// "The last day of June": that of the month or year which is named.
fn named_day(found: &Period, words: &[String], day: Date) -> Option<Period> {
    let at = words.windows(2).position(|w| w[0] == "day" && w[1] == "of")?;
    let name = words.get(at + 2)?;
    let next = words.get(at + 3).filter(|w| is_year(w));
    let (start, length): (Date, Span) = if is_year(name) {
        (Date::new(name.parse().ok()?, 1, 1).ok()?, Span::new().years(1))
    } else {
        let month = i8::try_from(MONTHS.iter().position(|m| m == name)? + 1).ok()?;
        let year = next.map_or(Some(day.year()), |y| y.parse().ok())?;
        let start = Date::new(year, month, 1).ok()?;
        let past = if next.is_none() && start > day { start.checked_sub(1.year()).ok()? } else { start };
        (past, Span::new().months(1))
    };
    let end = start.checked_add(length).ok()?;
    let last = words[..at].last().is_some_and(|w| w == "last");
    let first = if last { end.yesterday().ok()? } else { start };
    Some(Period {
        text: format!("{} day of {name}", if last { "last" } else { "first" }),
        start: Some(first),
        end: first.tomorrow().ok(),
        calendar: "gregorian".into(),
        basis: if next.is_some() || is_year(name) { "stated".into() } else { found.basis.clone() },
    })
}

/// The year in which a sentence without a time of its figure is, where it names one alone: "in the whole of 2022".
fn one_year(words: &[String]) -> Option<Period> {
    let years: Vec<usize> = (0..words.len()).filter(|&i| has_year(&words[i])).collect();
    let [at] = years[..] else { return None };
    let year = words[at].as_str();
    let before = |c: &Vec<&str>| at >= c.len() && stands(words, at - c.len(), c);
    let opens = |c: &Vec<&str>| at == c.len() && stands(words, 0, c);
    if !is_year(year) || !(CUES.whole.iter().any(before) || CUES.opens.iter().any(opens)) {
        return None;
    }
    let number = year.parse::<i16>().ok()?;
    Some(Period {
        text: year.to_owned(),
        start: Date::new(number, 1, 1).ok(),
        end: Date::new(number + 1, 1, 1).ok(),
        calendar: "gregorian".into(),
        basis: "of its sentence".into(),
    })
}

/// Whether a word is a year.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|y| (1500..2100).contains(&y))
}

fn has_year(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn found(text: &str, start: Date, end: Date, basis: &str) -> Period {
        Period {
            text: text.into(),
            start: Some(start),
            end: Some(end),
            calendar: "gregorian".into(),
            basis: basis.into(),
        }
    }

    fn days(period: Option<Period>) -> Option<(Date, Date)> {
        period.and_then(|p| p.start.zip(p.end))
    }

    #[test]
    fn ends_and_beginnings_are_days() {
        let year = found("2020", date(2020, 1, 1), date(2021, 1, 1), "stated");
        let of = |sentence: &str| days(period(Some(&year), sentence, Some(date(2021, 2, 1))));
        let last = Some((date(2020, 12, 31), date(2021, 1, 1)));
        assert_eq!(of("The fund held 4 million at end-2020."), last);
        // What a year closed with may be of all of it.
        assert_eq!(of("The fund closed 2020 with 4 million."), Some((date(2020, 1, 1), date(2021, 1, 1))));
        assert_eq!(of("In the year ended 2020 the fund spent 4 million."), None);
        assert_eq!(of("When 2020 went out, the fund held 4 million."), last);
        assert_eq!(of("As 2020 began, the fund held 4 million."), Some((date(2020, 1, 1), date(2020, 1, 2))));
        assert_eq!(of("The fund spent 4 million in 2020."), None);
    }

    #[test]
    fn last_days_are_those_of_what_is_named() {
        let back =
            found("the last day", date(2022, 7, 28), date(2022, 7, 29), "counted back from publication");
        let of = |sentence: &str| days(period(Some(&back), sentence, Some(date(2022, 7, 29))));
        assert_eq!(
            of("On the last day of June the lake held 3 metres."),
            Some((date(2022, 6, 30), date(2022, 7, 1)))
        );
        assert_eq!(
            of("On the last day of 2021 the lake held 3 metres."),
            Some((date(2021, 12, 31), date(2022, 1, 1)))
        );
        assert_eq!(of("In the last day the lake rose."), None);
    }

    #[test]
    fn bare_days_and_months_have_been() {
        let june = found("June", date(2024, 6, 1), date(2024, 7, 1), "from publication");
        let of = |sentence: &str| days(period(Some(&june), sentence, Some(date(2023, 8, 12))));
        assert_eq!(of("Papers show 300 fires in June."), Some((date(2023, 6, 1), date(2023, 7, 1))));
        assert_eq!(of("The mill will shed 300 jobs in June."), None);
    }

    #[test]
    fn one_year_of_a_sentence_is_its_time() {
        let of = |sentence: &str| days(period(None, sentence, None));
        assert_eq!(
            of("The yard built 30 boats in the whole of 2019."),
            Some((date(2019, 1, 1), date(2020, 1, 1)))
        );
        assert_eq!(of("The yard of 2019 has 30 boats, more than in 2012."), None);
        assert_eq!(of("The yard built more than in 2012, 30 boats."), None);
        assert_eq!(of("The yard built 30 boats in May 2012."), None);
        assert_eq!(of("The yard, founded in 1912, built 30 boats."), None);
        assert_eq!(of("In 1912 the yard built 30 boats."), Some((date(1912, 1, 1), date(1913, 1, 1))));
    }
}
