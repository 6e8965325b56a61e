//! When a page says that it was published.

use super::jsonld::Stated;
use super::page::{Line, Marked, Page, host};
use crate::date::{self, Days, Order};
use crate::html::names::Tag;
use jiff::civil::Date;

/// `meta` names that hold the date of publication, in the order of trust.
const PUBLISHED_TAGS: &[&str] = &[
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "publish-date", "publish_date", "publication_date",
    "publication-date", "published", "published-date", "published_date", "pubdate", "pub_date",
    "article.published", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "displaydate", "originalpublicationdate", "article_date_original", "rnews:datepublished",
    "prism.publicationdate", "date", "created", "dc.created", "date_published",
];

/// Words that mark a date as that of publication, or of something else.
const PUBLISHED_WORDS: &[&str] = &["publish", "posted", "pubdate", "release", "publicado", "publié", "issued"];
const CHANGED_WORDS: &[&str] = &["updated", "modified", "actualizado", "reviewed", "revised", "last update", "edited"];

/// How many lines from the heading a date that nothing marks may stand.
const LINES_BEFORE: usize = 6;
const LINES_AFTER: usize = 14;

/// First possible day, day after the last, and where it is stated.
pub(super) fn published(
    page: &Page,
    stated: &Stated,
    url: Option<&str>,
    language: Option<&str>,
) -> Option<(Date, Date, String)> {
    let order = order(url, language);
    let read = |text: &str| date::read(text, order).filter(|d| is_likely(*d));
    let claim = |days: Days, basis: String| Some((days.start, days.end, format!("stated: {basis}")));
    if let Some((text, property)) = &stated.published
        && let Some(days) = read(text)
    {
        return claim(days, format!("JSON-LD {property}"));
    }
    for tag in PUBLISHED_TAGS {
        if let Some(days) = page.meta(tag).and_then(read) {
            return claim(days, format!("meta {tag}"));
        }
    }
    if let Some((days, quote)) = marked(page, &read) {
        return claim(days, format!("on the page: \"{quote}\""));
    }
    if let Some((days, quote)) = near_heading(page, order) {
        return claim(days, format!("beside the heading: \"{quote}\""));
    }
    if let Some(days) = url.and_then(in_address) {
        return claim(days, "in the address".to_owned());
    }
    let changed = [stated.modified.as_deref(), page.meta("article:modified_time"), page.meta("og:updated_time"), page.meta("last-modified")];
    let days = changed.into_iter().flatten().find_map(read)?;
    claim(days, "only when it was last changed".to_owned())
}

/// The order of day and month by the language of the page, else by the country of its address.
fn order(url: Option<&str>, language: Option<&str>) -> Order {
    let by_language = language.map_or(Order::Unknown, Order::of_language);
    if by_language != Order::Unknown {
        return by_language;
    }
    let end = url.and_then(host).and_then(|h| h.rsplit('.').next()).unwrap_or_default();
    match end {
        "us" | "gov" | "mil" => Order::MonthFirst,
        country if country.len() == 2 && !matches!(country, "io" | "co" | "ai" | "me" | "tv" | "ca") => Order::DayFirst,
        _ => Order::Unknown,
    }
}

/// Web pages are no older than the web and dates like 1970-01-01 stand for "none".
fn is_likely(days: Days) -> bool {
    days.start.year() >= 1990
}

/// The best date among elements that say by their attributes that they hold one.
fn marked(page: &Page, read: &dyn Fn(&str) -> Option<Days>) -> Option<(Days, String)> {
    let heading = page.headings.first().map(|(line, _)| *line);
    let score = |m: &Marked, context: &str| {
        let has = |words: &[&str]| words.iter().any(|w| m.marks.contains(w) || context.contains(w));
        let near = heading.is_some_and(|h| m.line + LINES_BEFORE >= h && m.line <= h + LINES_AFTER);
        4 * i32::from(has(PUBLISHED_WORDS)) - 3 * i32::from(has(CHANGED_WORDS)) + 2 * i32::from(near)
            + i32::from(m.tag == Tag::Time)
            - 4 * i32::from(m.aside)
    };
    let mut best: Option<(i32, Days, String)> = None;
    for m in &page.marked {
        if m.text.chars().count() > 120 {
            continue;
        }
        let machine = m.datetime.as_deref().and_then(read);
        let Some(days) = machine.or_else(|| read(&m.text)).filter(|d| d.is_day()) else { continue };
        let line = page.lines.get(m.line).filter(|l| l.text.chars().count() < 160);
        let context = line.map(|l| l.text.to_lowercase()).unwrap_or_default();
        let score = score(m, &context);
        if score > 0 && best.as_ref().is_none_or(|(s, ..)| score > *s) {
            let quote = if m.text.is_empty() { m.datetime.clone().unwrap_or_default() } else { m.text.clone() };
            best = Some((score, days, quote));
        }
    }
    best.map(|(_, days, quote)| (days, quote))
}

/// A date in a short line near the main heading; one that is called that of publication first.
fn near_heading(page: &Page, order: Order) -> Option<(Days, String)> {
    let heading = page.headings.first().map_or(0, |(line, _)| *line);
    let window = heading.saturating_sub(LINES_BEFORE)..(heading + LINES_AFTER).min(page.lines.len());
    let mut changed = None;
    let mut plain = None;
    for line in page.lines.get(window)?.iter().filter(|l| !l.aside && is_short(l)) {
        let dates = date::find(&line.text, order);
        let Some(days) = dates.iter().filter(|d| d.day.is_some()).find_map(|d| d.days.filter(|d| is_likely(*d))) else {
            continue;
        };
        let lower = line.text.to_lowercase();
        let found = (days, line.text.clone());
        if PUBLISHED_WORDS.iter().any(|w| lower.contains(w)) {
            return Some(found);
        }
        if CHANGED_WORDS.iter().any(|w| lower.contains(w)) {
            changed = changed.or(Some(found));
        } else {
            plain = plain.or(Some(found));
        }
    }
    plain.or(changed)
}

fn is_short(line: &Line) -> bool {
    line.text.chars().count() <= 120
}

/// A day in the path of an address: `/2023/03/18/` or `/2023-03-18-`; else a month.
pub(crate) fn in_address(url: &str) -> Option<Days> {
    use regex::Regex;
    use std::sync::LazyLock;
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])(?:[/-](?P<d>0?[1-9]|[12]\d|3[01]))?(?:[/_-]|$)")
            .expect("a constant pattern")
    });
    let c = PATH.captures(url)?;
    let number = |g: &str| c.name(g).and_then(|m| m.as_str().parse::<i16>().ok());
    let (year, month) = (number("y")?, i8::try_from(number("m")?).ok()?);
    match number("d").and_then(|d| i8::try_from(d).ok()) {
        Some(day) => Days::day(Date::new(year, month, day).ok()?),
        None => Days::month(year, month),
    }
}
