//! When a page says that it was published.

use super::jsonld::Stated;
use super::page::{LINE_MAX, Line, Marked, Page, host};
use crate::date::{self, Days, Order};
use crate::html::names::Tag;
use jiff::civil::Date;

/// `meta` names that hold the date of publication, in the order of trust.
const PUBLISHED_TAGS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published",
    "published-date",
    "published_date",
    "pubdate",
    "pub_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "displaydate",
    "originalpublicationdate",
    "article_date_original",
    "rnews:datepublished",
    "prism.publicationdate",
    "date",
    "created",
    "dc.created",
    "date_published",
];

/// Words that mark a date as that of publication, or of something else.
const PUBLISHED_WORDS: &[&str] =
    &["publish", "posted", "pubdate", "release date", "for release", "publicado", "publié", "issued"];
const CHANGED_WORDS: &[&str] =
    &["updated", "modified", "actualizado", "reviewed", "revised", "last update", "edited"];

/// How many lines from the title a date that nothing marks may stand.
const LINES_BEFORE: usize = 6;
const LINES_AFTER: usize = 14;

/// First possible day, day after the last, and where it is stated.
pub(super) fn published(
    page: &Page,
    stated: &Stated,
    url: Option<&str>,
    language: Option<&str>,
    title: usize,
) -> Option<(Date, Date, String)> {
    let order = order(url, language);
    let read = |text: &str| date::read(text, order).filter(|d| is_likely(*d));
    let claim = |days: Days, basis: String| Some((days.start, days.end, format!("stated: {basis}")));
    if let Some((days, quote)) = first_published(page, order) {
        return claim(days, format!("on the page: \"{quote}\""));
    }
    let marked = marked(page, &read, title);
    let data =
        stated.published.as_ref().map(|(text, property)| (text.as_str(), format!("JSON-LD {property}")));
    let tags = PUBLISHED_TAGS.iter().filter_map(|t| page.meta(t).map(|text| (text, format!("meta {t}"))));
    for (text, basis) in data.into_iter().chain(tags) {
        let Some(days) = read(text) else { continue };
        // Universal time may name the day before or after the page's own, which its readers see.
        return match &marked {
            Some(m) if in_universal_time(text) && are_neighbours(m.days, days) && m.score >= SURE => {
                claim(m.days, format!("on the page: \"{}\"", m.quote))
            }
            _ => claim(days, basis),
        };
    }
    let (sure, unsure) =
        if marked.as_ref().is_some_and(|m| m.score > 0) { (marked, None) } else { (None, marked) };
    if let Some(m) = sure {
        return claim(m.days, format!("on the page: \"{}\"", m.quote));
    }
    if let Some((days, quote)) = near_title(page, order, title) {
        return claim(days, format!("beside the title: \"{quote}\""));
    }
    if let Some(days) = url.and_then(date::in_address) {
        return claim(days, "in the address".to_owned());
    }
    if let Some(m) = unsure {
        return claim(m.days, format!("on the page: \"{}\"", m.quote));
    }
    let changed = [
        stated.modified.as_deref(),
        page.meta("article:modified_time"),
        page.meta("og:updated_time"),
        page.meta("last-modified"),
    ];
    let days = changed.into_iter().flatten().find_map(read)?;
    claim(days, "only when it was last changed".to_owned())
}

/// A machine's time of the zone 0.
fn in_universal_time(text: &str) -> bool {
    text.contains('T') && ["Z", "+00:00", "+0000"].iter().any(|z| text.trim().ends_with(z))
}

fn are_neighbours(a: Days, b: Days) -> bool {
    a.is_day() && b.is_day() && (a.end == b.start || b.end == a.start)
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
        country if country.len() == 2 && !matches!(country, "io" | "co" | "ai" | "me" | "tv" | "ca") => {
            Order::DayFirst
        }
        _ => Order::Unknown,
    }
}

/// Web pages are no older than the web and dates like 1970-01-01 stand for "none".
fn is_likely(days: Days) -> bool {
    days.start.year() >= 1990
}

/// A date in an element that says by its attributes that it holds one.
struct MarkedDate {
    score: i32,
    days: Days,
    quote: String,
}

/// From this score on an element beside the title is taken for the date of publication.
const SURE: i32 = 2;

/// The best date among elements that say by their attributes that they hold one, aside ones not below 0.
fn marked(page: &Page, read: &dyn Fn(&str) -> Option<Days>, title: usize) -> Option<MarkedDate> {
    let score = |m: &Marked, context: &str| {
        let has = |words: &[&str]| words.iter().any(|w| m.marks.contains(w) || context.contains(w));
        let near = m.line + LINES_BEFORE >= title && m.line <= title + LINES_AFTER;
        4 * i32::from(has(PUBLISHED_WORDS)) - 3 * i32::from(has(CHANGED_WORDS))
            + 2 * i32::from(near)
            + i32::from(m.tag == Tag::Time)
            - 4 * i32::from(m.aside)
    };
    let mut best: Option<MarkedDate> = None;
    for m in &page.marked {
        if m.text.chars().count() > 120 {
            continue;
        }
        let machine = m.datetime.as_deref().and_then(read);
        let Some(days) = machine.or_else(|| read(&m.text)).filter(|d| d.is_day()) else { continue };
        let score = score(m, &context(page, m.line));
        if score >= 0 && best.as_ref().is_none_or(|b| score > b.score) {
            let quote =
                if m.text.is_empty() { m.datetime.clone().unwrap_or_default() } else { m.text.clone() };
            best = Some(MarkedDate { score, days, quote });
        }
    }
    best
}

/// The words around a line that may say what its date is: the line, where it is short, and a label
/// above it.
fn context(page: &Page, line: usize) -> String {
    let short = |line: usize, most: usize| page.lines.get(line).filter(|l| l.text.chars().count() < most);
    let above = line.checked_sub(1).and_then(|l| short(l, 25));
    let words: Vec<&str> = above.into_iter().chain(short(line, 160)).map(|l| l.text.as_str()).collect();
    words.join(" ").to_lowercase()
}

/// "Originally published on 26 September 2019", which beats what data says of a later version.
fn first_published(page: &Page, order: Order) -> Option<(Days, String)> {
    const FIRST: &[&str] = &[
        "originally published on",
        "first published on",
        "originally published:",
        "first published:",
        "first posted",
    ];
    page.lines.iter().filter(|l| l.text.chars().count() <= LINE_MAX).find_map(|l| {
        let lower = l.text.to_lowercase();
        let at = FIRST.iter().find_map(|f| lower.find(f))?;
        let date = date::find(&lower[at..], order).into_iter().find(|d| d.day.is_some())?;
        let close = date.span.start < 60;
        Some((date.days.filter(|d| close && d.is_day() && is_likely(*d))?, l.text.clone()))
    })
}

/// A date in a short line near the title; one that is called that of publication first.
fn near_title(page: &Page, order: Order, title: usize) -> Option<(Days, String)> {
    let window = title.saturating_sub(LINES_BEFORE)..(title + LINES_AFTER).min(page.lines.len());
    let mut changed = None;
    let mut plain = None;
    for line in page.lines.get(window)?.iter().filter(|l| !l.aside && is_short(l)) {
        let dates = date::find(&line.text, order);
        let labelled = |words: &[&str]| words.iter().any(|w| line.text.to_lowercase().contains(w));
        let (published, updated) = (labelled(PUBLISHED_WORDS), labelled(CHANGED_WORDS));
        // A month alone is a date only where it is called one.
        let fits = |d: &&date::Written| d.day.is_some() || (d.month.is_some() && (published || updated));
        let Some(days) = dates.iter().filter(fits).find_map(|d| d.days.filter(|d| is_likely(*d))) else {
            continue;
        };
        let found = (days, line.text.clone());
        if published {
            return Some(found);
        }
        if updated {
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
