//! When a text was published, where no format says so: read from its head or foot, else bounded
//! from inside.
//!
//! Three steps. [`stated`] looks for a date that the text gives itself: a dateline, a labelled or
//! lone date at the head, a date beside a byline, a closing formula. Where there is none,
//! [`evidence`] collects what pins the date from below (days that the text takes for past,
//! addresses with a date) and from above (what it looks forward to), and [`bounded`] intersects
//! it and says in words which evidence decided. Nothing here knows what day it is today.

mod evidence;
mod head;

use crate::date::{Days, Order};
use evidence::{Bound, Evidence};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use relata_rows::{Block, Published};

/// Days within which texts usually come out after the latest day that they name as past (24 of 27),
/// and after the end of the latest month where they name no day (11 of 15). Set and counted on the
/// web pages and White House texts of `docs/figures.md` (section "Metadata").
const DELAY_AFTER_DAY: i32 = 120;
const DELAY_AFTER_MONTH: i32 = 240;

/// A day whose year is left out is taken for the one that lies at most so many days after the
/// latest full date: writers leave out the year of what is recent (Associated Press Stylebook,
/// "months": no year for a day of the current year).
const RECENT_DAYS: i32 = 120;

/// The date of a text from its own words; `language` decides the order of dates in figures.
///
/// # Errors
/// Where nothing bounds it: a sentence for a person that says so.
pub(crate) fn published(text: &str, blocks: &[Block], language: Option<&str>) -> Result<Published, String> {
    let order = language.map_or(Order::Unknown, Order::of_language);
    let head = head::dates(text, blocks, order);
    if let Some((days, quote)) = head.iter().find_map(|h| h.days.map(|d| (d, &h.quote))) {
        return Ok(Published { start: days.start, end: days.end, basis: format!("stated: \"{quote}\"") });
    }
    let evidence = evidence::collect(text, blocks, order);
    let Some(below) = Below::of(&evidence) else {
        return Err(
            "No date of publication is stated, and the text names no past day, month or year.".to_owned()
        );
    };
    // A dateline without its year: the first such day that the text does not rule out.
    let dateline = head.iter().find_map(|h| Some((below.first_after(h.month, h.day, h.weekday)?, &h.quote)));
    if let Some((day, quote)) = dateline
        && let Some(days) = Days::day(day)
    {
        let basis = format!("stated: \"{quote}\", the year from \"{}\"", below.quote);
        return Ok(Published { start: days.start, end: days.end, basis });
    }
    let below = below.raised(&evidence);
    between(&below, above(&evidence, &below), &evidence)
}

/// The latest stretch of days that the text takes for past or begun.
#[derive(Debug, Clone)]
struct Below {
    days: Days,
    quote: String,
}

impl Below {
    fn of(evidence: &[Evidence]) -> Option<Below> {
        let past = evidence.iter().filter_map(|e| match e.bound {
            Bound::Past(days) | Bound::Within(days) => Some((days, e)),
            _ => None,
        });
        // Of equals the narrower, then the first.
        let latest = past.rev().max_by_key(|(days, _)| (days.start, std::cmp::Reverse(days.end)))?;
        Some(Below { days: latest.0, quote: latest.1.quote.clone() })
    }

    /// The first day of that month and date from the bound on; a weekday must fit where one is
    /// given, and then decides the year. Three days of grace, for time zones and events to come.
    fn first_after(&self, month: i8, day: i8, weekday: Option<Weekday>) -> Option<Date> {
        let earliest = self.days.start.checked_sub(3.days()).ok()?;
        // A weekday falls on the same date again after at most 6 years, leap days aside.
        let years = if weekday.is_some() { 6 } else { 1 };
        (0..=years).find_map(|later| {
            let date = Date::new(earliest.year() + later, month, day).ok()?;
            (date >= earliest && weekday.is_none_or(|w| date.weekday() == w)).then_some(date)
        })
    }

    /// The bound moved up by days whose year is left out but follows from it.
    fn raised(self, evidence: &[Evidence]) -> Below {
        let resolved = evidence.iter().filter_map(|e| {
            let date = match e.bound {
                Bound::PastDay { month, day, weekday } => {
                    let date = self.first_after(month, day, weekday)?;
                    let near = (date - self.days.start).get_days() <= RECENT_DAYS;
                    (near && self.days.is_day() || weekday.is_some()).then_some(date)?
                }
                Bound::PastWeekday { day, weekday } if self.days.is_day() => (0..=45).find_map(|n| {
                    let date = self.days.start.checked_add(n.days()).ok()?;
                    (date.day() == day && date.weekday() == weekday).then_some(date)
                })?,
                _ => return None,
            };
            Some(Below {
                days: Days::day(date)?,
                quote: format!("{}\", the year from \"{}", e.quote, self.quote),
            })
        });
        let latest = resolved.max_by_key(|b| b.days.start);
        latest.filter(|b| b.days.start > self.days.start).unwrap_or(self)
    }
}

/// The earliest day before which the text was published, with the words that say so. Evidence that
/// the text itself overtakes says nothing of its publication.
fn above<'e>(evidence: &'e [Evidence], below: &Below) -> Option<(Date, &'e Evidence)> {
    let from = below.days.start;
    let ends = evidence.iter().filter_map(|e| {
        let end = match e.bound {
            Bound::Before(day) => day,
            Bound::Within(days) => days.end,
            Bound::ComingMonth(month) => {
                let next = |y: i16| Days::month(from.year() + y, month).filter(|d| d.end > from);
                (0..=1).find_map(next)?.end
            }
            _ => return None,
        };
        (end > from).then_some((end, e))
    });
    ends.min_by_key(|(day, _)| *day)
}

/// The days between the bounds, and the words that set them.
fn between(
    below: &Below,
    above: Option<(Date, &Evidence)>,
    evidence: &[Evidence],
) -> Result<Published, String> {
    let Days { start, end } = below.days;
    let from = format!("after {start} (\"{}\")", below.quote);
    let later = |day: Date, days: i32| day.checked_add(days.days()).unwrap_or(Date::MAX);
    let (usual, delay) = if below.days.is_day() {
        (Some(later(start, DELAY_AFTER_DAY)), "120 days are")
    } else if (end - start).get_days() <= 31 {
        (Some(later(end, DELAY_AFTER_MONTH)), "240 days are")
    } else {
        // One year alone may be history, as "since 2016" often is; several late ones are the
        // writer's present.
        let late = |e: &&Evidence| {
            let recent = matches!(e.bound, Bound::Past(d) if d.end.year() + 1 >= start.year());
            recent && !e.quote.to_lowercase().starts_with("since")
        };
        let years = evidence.iter().filter(late).count();
        (Some(later(end, 365)).filter(|_| years >= 2), "a year is")
    };
    match (above, usual) {
        (Some((end, above)), _) if above.quote == below.quote => {
            Ok(Published { start, end, basis: format!("bounded: {from}") })
        }
        (Some((end, above)), usual) if usual.is_none_or(|usual| end <= usual) => {
            let basis = format!("bounded: {from}; before {end} (\"{}\"{})", above.quote, above.reading());
            Ok(Published { start, end, basis })
        }
        (_, Some(end)) => {
            let basis = format!("bounded: {from}; nothing says until when, {delay} a usual delay");
            Ok(Published { start, end, basis })
        }
        (_, None) => {
            Err(format!("No date of publication is stated; {from}, but nothing says how long after."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{BlockKind, Origin, Span};

    /// Blocks of a text whose paragraphs are parted by empty lines.
    fn blocks(text: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for part in text.split("\n\n") {
            let span = Span::new(start, start + part.len());
            start = span.end + 2;
            if !part.trim().is_empty() {
                let origin = Origin::Bytes { start: span.start, end: span.end };
                blocks.push(Block { span, kind: BlockKind::Paragraph, level: 0, origin });
            }
        }
        blocks
    }

    fn read(text: &str) -> Result<Published, String> {
        published(text, &blocks(text), Some("en-US"))
    }

    /// "start/end basis", or why there is none.
    fn shown(text: &str) -> String {
        match read(text) {
            Ok(p) => format!("{}/{} {}", p.start, p.end, p.basis),
            Err(why) => why,
        }
    }

    #[test]
    fn a_text_that_dates_itself_is_believed() {
        let day = "2023-03-03/2023-03-04 stated: ";
        for head in [
            "RIVERTON, March 3, 2023 (Agency) — The dam failed.",
            "The dam\n\nFriday, March 3, 2023\n\nThe dam failed.",
            "The dam\n\nBy Ana Ruiz | 3 March 2023\n\nThe dam failed.",
            "FOR IMMEDIATE RELEASE\nMarch 3, 2023\n\nThe dam failed.",
            "Published: March 3, 2023\n\nThe dam failed.",
            "La presa\n\nFecha: 3 de marzo de 2023\n\nLa presa cedió.",
            "The dam failed.\n\nIN WITNESS WHEREOF, I have set my hand this third day of March, in the year of our \
             Lord two thousand twenty-three.",
        ] {
            assert!(shown(head).starts_with(day), "{head}: {}", shown(head));
        }
    }

    #[test]
    fn a_dateline_without_its_year_takes_it_from_the_text() {
        let text = "RIVERTON, March 3 (Agency) — The dam failed.\n\nIt was built in May 2022.";
        assert!(shown(text).starts_with("2023-03-03/2023-03-04 stated"), "{}", shown(text));
        // 3 March was a Friday in 2023 and before that in 2017.
        let text = "RIVERTON, Friday, March 3 (Agency) — The dam failed.\n\nIt was built in May 2018.";
        assert!(shown(text).starts_with("2023-03-03/"), "{}", shown(text));
        assert!(read("RIVERTON, March 3 (Agency) — The dam failed.").is_err());
    }

    #[test]
    fn what_is_past_and_what_is_to_come_bound_the_date() {
        let text = "The dam failed on March 3, 2023. The ministry will open an inquiry on April 20, 2023.";
        assert_eq!(
            shown(text),
            "2023-03-03/2023-04-21 bounded: after 2023-03-03 (\"on March 3, 2023\"); before 2023-04-21 (\"on April 20, 2023\")"
        );
        let link = "The dam failed. See https://a.example/news/2022/6/7/dam.html.";
        assert!(shown(link).starts_with("2022-06-07/"), "{}", shown(link));
    }

    #[test]
    fn expressions_pin_the_year() {
        let next = "The vote comes a year before next year's presidential election in 2024.";
        assert!(shown(next).starts_with("2023-01-01/2024-01-01 bounded"), "{}", shown(next));
        let last = "The dam failed last year (2022).";
        assert!(shown(last).starts_with("2023-01-01/2024-01-01 bounded"), "{}", shown(last));
        let week = "The dam failed last week on Friday, March 3, 2023.";
        assert!(shown(week).starts_with("2023-03-04/2023-03-17 bounded"), "{}", shown(week));
    }

    #[test]
    fn what_is_only_hoped_for_bounds_nothing() {
        assert!(
            read("The goal is to rebuild the dam by May 3, 2040. If it holds until 2050, all is well.")
                .is_err()
        );
        assert!(read("The dam failed in 1994.").is_err());
        assert!(read("").is_err());
    }
}
