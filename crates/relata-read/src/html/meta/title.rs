//! The title of a page: what its reader sees as heading, unless that is the site's name; else what
//! the page calls itself elsewhere, without the site's name.

use super::jsonld::Stated;
use super::page::{Page, host, tidy};

/// What sites put between the title and their own name.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " ‹ ", "| "];

/// Names that pages have for want of a better one, as [`key`]s.
const NO_TITLES: &[&str] = &[
    "home",
    "home page",
    "homepage",
    "welcome",
    "untitled",
    "index",
    "readme",
    "just a moment",
    "menu",
    "search",
    "shop",
    "store",
];

/// Names of a part of a site, as keys: the title of its front, not of a text in it.
const PARTS: &[&str] = &[
    "article",
    "articles",
    "blog",
    "our blog",
    "the blog",
    "news",
    "newsroom",
    "press release",
    "press releases",
    "opinion",
];

/// `meta` names that hold a title, in the order of trust.
const TITLE_TAGS: &[&str] = &[
    "citation_title",
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
];

/// Words that a heading and another name of the page may share by chance, as keys.
const COMMON_WORDS: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "to", "for", "and", "or", "is", "what", "how", "your", "with", "de",
    "la", "el", "en",
];

/// A heading may hold this many words beside the title (a number, a date, a count of comments).
const STRAY_WORDS: usize = 4;

/// A heading that shares this part of its words with another name of the page is its title. Set on
/// the pages of `docs/figures.md`, as is the next.
const LIKE: f32 = 0.25;

/// A heading of so many words is hardly the name of a site.
const SENTENCE_WORDS: usize = 5;

/// The title of the page at `url`; `publisher` is whoever publishes it.
pub(super) fn title(
    page: &Page,
    stated: &Stated,
    publisher: Option<&str>,
    url: Option<&str>,
) -> Option<String> {
    let sites = sites(page, publisher, url);
    let said = stated.headline.as_deref().into_iter().chain(page.title.as_deref());
    // `twitter:title` repeats `og:title`; two votes for one source would outweigh the others.
    let tags = TITLE_TAGS.iter().filter(|t| **t != "twitter:title" || page.meta("og:title").is_none());
    let said = said.chain(tags.filter_map(|t| page.meta(t)));
    let others: Vec<String> =
        said.map(|t| without_site(&plain(t), &sites, page)).filter(|t| is_title(t, &sites)).collect();
    let headings: Vec<String> = page
        .headings
        .iter()
        .filter(|(line, _)| page.lines.get(*line).is_none_or(|l| !l.aside))
        .map(|(_, h)| without_site(&plain(h), &sites, page))
        .filter(|h| is_title(h, &sites))
        .collect();
    let other = whole(&others);
    let best = headings
        .iter()
        .map(|h| (others.iter().map(|o| likeness(h, o)).fold(0.0, f32::max), h))
        .rev()
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match (best, other) {
        (Some((likeness, heading)), Some(other)) if is_borne_out(heading, likeness, &others) => {
            Some(without_tail(&trimmed(heading, &others, other)))
        }
        (Some((_, heading)), None) => Some(without_tail(heading)),
        (_, Some(other)) => Some(without_tail(other)),
        (None, None) => of_front_page(page),
    }
}

/// A front page is called by the site's name: a heading, else the parts of the `title` element that
/// say more than "Home".
fn of_front_page(page: &Page) -> Option<String> {
    let says = |text: &String| !key(text).is_empty() && !NO_TITLES.contains(&key(text).as_str());
    let headings = || page.headings.iter().map(|(_, h)| plain(h));
    let named = page.title.as_deref().map(|t| without_no_titles(&plain(t)));
    headings().find(says).or(named).or_else(|| headings().next()).filter(|t| !t.is_empty())
}

/// "Home - A Paper" is "A Paper".
fn without_no_titles(title: &str) -> String {
    let is_none = |part: &str| NO_TITLES.contains(&key(part).as_str());
    let rest = SEPARATORS.iter().find_map(|s| {
        let (front, end) = title.rsplit_once(s)?;
        let (start, back) = title.split_once(s)?;
        if is_none(start) { Some(back) } else { is_none(end).then_some(front) }
    });
    tidy(rest.unwrap_or(title))
}

/// Whether a heading is the page's own and not that of the site or of a part of the text: it is
/// like another name of the page, or one begins or ends with it, or it is a whole sentence.
fn is_borne_out(heading: &str, likeness: f32, others: &[String]) -> bool {
    let short = key(heading);
    let at_an_end = |o: &String| key(o).starts_with(&short) || key(o).ends_with(&short);
    likeness >= LIKE || others.iter().any(at_an_end) || short.split(' ').count() >= SENTENCE_WORDS
}

/// The names of the site, as keys: as it gives them, and the labels of its host.
pub(super) fn sites(page: &Page, publisher: Option<&str>, url: Option<&str>) -> Vec<String> {
    let named = page.metas_of("og:site_name").chain(page.meta("application-name")).chain(publisher);
    let host = url.and_then(host).unwrap_or_default();
    let labels = host.rsplit('.').skip(1).filter(|l| l.len() > 3 && *l != "blog" && *l != "news");
    named.chain(labels).chain([host.trim_start_matches("www.")]).map(key).filter(|k| !k.is_empty()).collect()
}

fn is_title(text: &str, sites: &[String]) -> bool {
    let key = key(text);
    let of_none = |names: &[&str]| !names.contains(&key.as_str());
    !key.is_empty() && of_none(NO_TITLES) && of_none(PARTS) && !is_site(text, sites)
}

fn is_site(part: &str, sites: &[String]) -> bool {
    let part = key(part);
    let squeezed = squeezed(&part);
    sites.iter().any(|site| *site == part || self::squeezed(site) == squeezed)
}

/// The name that most of the names hold, the first of such; or a longer one where that is cut short
/// (data often is).
fn whole(names: &[String]) -> Option<&str> {
    let held = |n: &String| names.iter().filter(|o| key(o).contains(&key(n))).count();
    let most = names.iter().map(held).max()?;
    let name = names.iter().find(|n| held(n) == most)?;
    let stem = name.trim_end_matches(['…', '.']);
    let goes_on = |n: &&String| {
        let rest = n.strip_prefix(stem).unwrap_or_default();
        !rest.trim().is_empty() && rest.len() > 3 && !SEPARATORS.iter().any(|s| rest.starts_with(s))
    };
    Some(names.iter().find(goes_on).unwrap_or(name))
}

/// The heading; or the name of the page that it holds beside a few words with figures in them; or
/// the same name where that is not written in capitals throughout.
fn trimmed(heading: &str, others: &[String], other: &str) -> String {
    let long = key(heading);
    let inside = |o: &&String| {
        let short = key(o);
        let (few, many) = (short.split(' ').count(), long.split(' ').count());
        let stray = long.strip_prefix(&short).or_else(|| long.strip_suffix(&short));
        few >= 3
            && many - few.min(many) <= STRAY_WORDS
            && stray.is_some_and(|s| s.contains(|c: char| c.is_ascii_digit()))
    };
    if let Some(inside) = others.iter().find(inside).filter(|o| key(o) == key(other)) {
        return inside.clone();
    }
    if let Some(name) = labelled(&long, others) {
        return name.to_owned();
    }
    let shouted = !heading.contains(char::is_lowercase) && heading.contains(' ');
    let spoken = shouted && likeness(heading, other) > 0.9;
    if spoken { other.to_owned() } else { heading.to_owned() }
}

/// The name in a heading that runs a label and the name together ("Player Squad 2024"), where another
/// name of the page parts them ("Player - Squad 2024") and a third is the name alone.
fn labelled<'o>(heading: &str, others: &'o [String]) -> Option<&'o str> {
    let name_in = |whole: &String| {
        let (_, name) = SEPARATORS.iter().find_map(|s| whole.split_once(s))?;
        others.iter().find(|o| key(o) == key(name))
    };
    others.iter().filter(|o| key(o) == heading).find_map(name_in).map(String::as_str)
}

/// How much two names have in common: the share of words, small ones aside, of the longer one, 0 to 1.
fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (key(a), key(b));
    let words =
        |k: &str| k.split(' ').filter(|w| !COMMON_WORDS.contains(w)).map(str::to_owned).collect::<Vec<_>>();
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
    sites.iter().any(|site| {
        site.len() > 3 && part.strip_prefix(site.as_str()).is_some_and(|rest| rest.starts_with(' '))
    })
}

/// A title that no heading bears out, cut at the bar, which titles themselves seldom have.
fn without_tail(title: &str) -> String {
    match title.split_once(" | ") {
        Some((front, _)) if front.split_whitespace().count() >= 3 => front.trim().to_owned(),
        _ => title.to_owned(),
    }
}

pub(super) fn squeezed(key: &str) -> String {
    key.chars().filter(|c| *c != ' ').collect()
}

/// Character references that were written twice over, as scripts often leave them, become characters,
/// and so do those whose bytes were taken for characters of their own.
pub(super) fn plain(text: &str) -> String {
    const NAMED: &[(&str, &str)] = &[
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&rdquo;", "”"),
        ("&ldquo;", "“"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
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
    tidy(&encoded_once(&out))
}

/// A text in UTF-8 that was read as Latin-1 and encoded again, read as it was meant. Such a text has
/// control characters from U+0080 on, which no other text has.
fn encoded_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| ('\u{80}'..='\u{FF}').contains(&c)) {
        out.push_str(&rest[..at]);
        let end =
            rest[at..].find(|c: char| !('\u{80}'..='\u{FF}').contains(&c)).map_or(rest.len(), |n| at + n);
        let run = &rest[at..end];
        let bytes: Vec<u8> = run.chars().map(|c| c as u8).collect();
        match std::str::from_utf8(&bytes) {
            Ok(meant) if run.contains(char::is_control) => out.push_str(meant),
            _ => out.push_str(run),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
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
        assert_eq!(
            plain("Rain &#x26; wind&#8217;s &quot;toll&quot; &#99999999; R&D"),
            "Rain & wind’s \"toll\" &#99999999; R&D"
        );
    }

    #[test]
    fn a_text_encoded_twice_is_read_once() {
        assert_eq!(plain("The port\u{e2}\u{80}\u{99}s fees \u{c3}\u{97} 2"), "The port’s fees × 2");
        assert_eq!(plain("Così è, São Tomé"), "Così è, São Tomé");
    }

    #[test]
    fn a_page_named_home_is_called_by_the_rest_of_its_name() {
        assert_eq!(without_no_titles("Home - The Harbour Paper"), "The Harbour Paper");
        assert_eq!(without_no_titles("Harbour Fish | Shop"), "Harbour Fish");
        assert_eq!(without_no_titles("Harbours - and ships"), "Harbours - and ships");
    }

    #[test]
    fn a_label_run_into_a_heading_is_not_the_title() {
        let others = ["Tides in May", "Question - Tides in May"].map(str::to_owned);
        assert_eq!(labelled("question tides in may", &others), Some("Tides in May"));
        assert_eq!(labelled("tides in may", &others), None);
    }

    #[test]
    fn a_site_is_known_with_and_without_its_blanks() {
        let sites = vec!["a daily paper".to_owned()];
        assert!(is_site("aDailyPaper", &sites));
        assert!(!is_site("A daily", &sites));
    }
}
