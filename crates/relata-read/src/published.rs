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

/// Days within which nine in ten texts came out after the latest day that they name as past, and
/// after the latest month where they name no day. Measured on the web pages and White House texts
/// of `docs/figures.md` (section "Metadata").
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

    fn measure(name: &str, documents: &[(String, Date)]) {
        let (mut stated, mut stated_right, mut bounded, mut bounded_right, mut none) = (0, 0, 0, 0, 0);
        for (text, date) in documents {
            let blocks = blocks(text);
            match published(text, &blocks, Some("en-US")) {
                Err(_) => none += 1,
                Ok(p) => {
                    let right = p.start <= *date && *date < p.end;
                    if p.basis.starts_with("stated") {
                        stated += 1;
                        stated_right += i32::from(right);
                    } else {
                        bounded += 1;
                        bounded_right += i32::from(right);
                    }
                    if !right {
                        println!("{name} {date}: [{}, {}) {}", p.start, p.end, p.basis);
                    }
                }
            }
        }
        println!("{name}: stated {stated_right}/{stated}, bounded {bounded_right}/{bounded}, none {none}");
    }

    #[test]
    fn measured() {
        let Some(shared) = std::env::var_os("RELATA_SHARED").map(std::path::PathBuf::from) else { return };
        let mut web = Vec::new();
        let mut paths: Vec<_> = std::fs::read_dir(shared.join("corpora/web/ground-truth"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            let v: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            let t = &v["ground_truth"];
            if let (Some(d), Some(b)) = (t["publish_date"].as_str(), t["main_content"].as_str())
                && let Ok(d) = d.parse()
            {
                web.push((b.to_owned(), d));
            }
        }
        measure("web", &web);
        let mut house = Vec::new();
        let mut paths: Vec<_> = std::fs::read_dir(shared.join("corpora/whitehouse"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            let Some((_, rest)) = text.split_once("\ndate: '") else { continue };
            let Ok(date) = rest[..10].parse() else { continue };
            let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
            house.push((body.to_owned(), date));
        }
        measure("whitehouse", &house);
        for f in ["003", "004"] {
            let text = std::fs::read_to_string(shared.join(format!("examples/{f}.txt"))).unwrap();
            let blocks = blocks(&text);
            println!("{f} {:?}", published(&text, &blocks, Some("en-US")));
            for e in evidence::collect(&text, &blocks, Order::MonthFirst) {
                println!("   {e:?}");
            }
        }
    }
}
