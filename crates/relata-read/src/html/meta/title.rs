//! The title of a page: what its reader sees as heading, unless that is the site's name; else what
//! the page calls itself elsewhere, without the site's name.

use super::jsonld::Stated;
use super::page::{Page, host, tidy};

/// What sites put between the title and their own name.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " ‹ ", "| "];

/// Names that pages have for want of a better one, as [`key`]s.
const NO_TITLES: &[&str] = &[
    "home", "homepage", "untitled", "index", "article", "articles", "blog", "our blog", "the blog", "news",
    "newsroom", "press release", "press releases", "opinion", "just a moment", "menu", "search",
];

/// `meta` names that hold a title, in the order of trust.
const TITLE_TAGS: &[&str] =
    &["citation_title", "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"];

/// Words that a heading and another name of the page may share by chance, as keys.
const COMMON_WORDS: &[&str] =
    &["the", "a", "an", "of", "in", "on", "to", "for", "and", "or", "is", "what", "how", "your", "with", "de", "la", "el", "en"];

/// A page's other names may leave out or add this many words beside a heading and still be it.
const STRAY_WORDS: usize = 4;

/// The title of the page at `url`; `publisher` is whoever publishes it.
pub(super) fn title(page: &Page, stated: &Stated, publisher: Option<&str>, url: Option<&str>) -> Option<String> {
    let sites = sites(page, publisher, url);
    let said = stated.headline.as_deref().into_iter().chain(page.title.as_deref());
    let said = said.chain(TITLE_TAGS.iter().filter_map(|t| page.meta(t)));
    let others: Vec<String> = said.map(|t| without_site(&plain(t), &sites, page)).filter(|t| is_title(t, &sites)).collect();
    let headings: Vec<String> = page
        .headings
        .iter()
        .filter(|(line, _)| page.lines.get(*line).is_none_or(|l| !l.aside))
        .map(|(_, h)| without_site(&plain(h), &sites, page))
        .filter(|h| is_title(h, &sites))
        .collect();
    let other = whole(&others);
    let mut best: Option<(f32, &String)> = None;
    for heading in &headings {
        let borne_out = others.iter().map(|o| likeness(heading, o)).fold(0.0, f32::max);
        if best.is_none_or(|(b, _)| borne_out > b) {
            best = Some((borne_out, heading));
        }
    }
    match (best, other) {
        (Some((likeness, heading)), Some(other)) if likeness > 0.0 => Some(trimmed(heading, &others, other)),
        (Some((_, heading)), None) => Some(heading.clone()),
        (_, Some(other)) => Some(without_tail(other)),
        (None, None) => None,
    }
}

/// The names of the site, as keys: as it gives them, and the labels of its host.
fn sites(page: &Page, publisher: Option<&str>, url: Option<&str>) -> Vec<String> {
    let named = page.metas_of("og:site_name").chain(page.meta("application-name")).chain(publisher);
    let host = url.and_then(host).unwrap_or_default();
    let labels = host.rsplit('.').skip(1).filter(|l| l.len() > 3 && *l != "blog" && *l != "news");
    named.chain(labels).chain([host.trim_start_matches("www.")]).map(key).filter(|k| !k.is_empty()).collect()
}

fn is_title(text: &str, sites: &[String]) -> bool {
    let key = key(text);
    !key.is_empty() && !NO_TITLES.contains(&key.as_str()) && !is_site(text, sites)
}

fn is_site(part: &str, sites: &[String]) -> bool {
    let part = key(part);
    let squeezed = squeezed(&part);
    sites.iter().any(|site| *site == part || self::squeezed(site) == squeezed)
}

/// The first of the names, or a longer one that it is the beginning of (data is often cut short).
fn whole(names: &[String]) -> Option<&str> {
    let first = names.first()?;
    let longer = names.iter().find(|n| n.len() > first.len() && n.starts_with(first.trim_end_matches(['…', '.'])));
    let longer = longer.filter(|n| {
        let rest = &n[first.trim_end_matches(['…', '.']).len()..];
        !SEPARATORS.iter().any(|s| rest.starts_with(s))
    });
    Some(longer.unwrap_or(first))
}

/// The heading, or a name of the page that it holds with a few stray words around (a number, a
/// date, a count of comments).
fn trimmed(heading: &str, others: &[String], other: &str) -> String {
    let long = key(heading);
    let inside = others.iter().find(|o| {
        let short = key(o);
        let (few, many) = (short.split(' ').count(), long.split(' ').count());
        few >= 3 && few < many && many - few <= STRAY_WORDS && format!(" {long} ").contains(&format!(" {short} "))
    });
    // The longest of the names decides, not one that was cut short.
    inside.filter(|o| key(o) == key(other)).map_or_else(|| heading.to_owned(), Clone::clone)
}

/// How much two names have in common: the share of words, small ones aside, of the longer one, 0 to 1.
fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (key(a), key(b));
    let words = |k: &str| k.split(' ').filter(|w| !COMMON_WORDS.contains(w)).map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (words(&a), words(&b));
    let common = a.iter().filter(|w| b.contains(w)).count() as f32;
    common / a.len().max(b.len()).max(1) as f32
}

/// A title without the names of the site at its ends. A part goes where it is one of `sites`, or
/// where the rest is a heading of the page.
fn without_site(title: &str, sites: &[String], page: &Page) -> String {
    let is_heading = |rest: &str| page.headings.iter().any(|(_, h)| key(h) == key(rest));
    let mut title = title.to_owned();
    // A title has few parts; each round takes one off.
    for _ in 0..4 {
        let cut = SEPARATORS.iter().find_map(|s| {
            let (front, end) = title.rsplit_once(s)?;
            let (start, back) = title.split_once(s)?;
            if is_site(end, sites) || begins_with_site(end, sites) || is_heading(front) {
                Some(front.to_owned())
            } else if is_site(start, sites) {
                Some(back.to_owned())
            } else {
                None
            }
        });
        match cut {
            Some(rest) if !rest.trim().is_empty() => title = tidy(&rest),
            _ => break,
        }
    }
    title
}

/// Whether a part is the site's name and more ("A Paper: news and views").
fn begins_with_site(part: &str, sites: &[String]) -> bool {
    let part = key(part);
    sites.iter().any(|site| site.len() > 3 && part.strip_prefix(site.as_str()).is_some_and(|rest| rest.starts_with(' ')))
}

/// A title that no heading bears out, cut at the bar, which titles themselves seldom have.
fn without_tail(title: &str) -> String {
    match title.split_once(" | ") {
        Some((front, _)) if front.split_whitespace().count() >= 3 => front.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn squeezed(key: &str) -> String {
    key.chars().filter(|c| *c != ' ').collect()
}

/// Character references that were written twice over, as scripts often leave them, become characters.
pub(super) fn plain(text: &str) -> String {
    const NAMED: &[(&str, &str)] = &[
        ("&rsquo;", "’"), ("&lsquo;", "‘"), ("&rdquo;", "”"), ("&ldquo;", "“"), ("&ndash;", "–"), ("&mdash;", "—"),
        ("&quot;", "\""), ("&apos;", "'"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
    ];
    let text = NAMED.iter().fold(text.to_owned(), |t, (entity, c)| t.replace(entity, c));
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        let digits = rest[at + 2..].split(';').next().unwrap_or_default();
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        match number.ok().filter(|_| digits.len() <= 7).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = rest[at + 2 + digits.len()..].trim_start_matches(';');
            }
            None => {
                out.push_str("&#");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    tidy(&out)
}

/// A text for comparison: lower case, letters and digits only, single blanks, apostrophes left out.
pub(super) fn key(text: &str) -> String {
    let kept = text.chars().filter(|c| !"'’‘".contains(*c));
    let spaced: String = kept.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_written_twice_are_characters() {
        assert_eq!(plain("Rain &#x26; wind&#8217;s &quot;toll&quot; &#99999999; R&D"), "Rain & wind’s \"toll\" &#99999999; R&D");
    }

    #[test]
    fn a_site_is_known_with_and_without_its_blanks() {
        let sites = vec!["a daily paper".to_owned()];
        assert!(is_site("aDailyPaper", &sites));
        assert!(!is_site("A daily", &sites));
    }
}
