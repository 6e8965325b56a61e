//! Who wrote a page: names in its data and in the byline that a reader sees.

use super::jsonld::Stated;
use super::page::{Marked, Page};
use super::title::key;
use crate::names::people;

/// `meta` names that hold an author, in the order of trust.
const AUTHOR_TAGS: &[&str] = &[
    "citation_author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor",
    "author", "article:author", "og:article:author", "byl", "rnews:author", "cxenseparse:author", "creator",
    "twitter:data1",
];

/// Parts of class names that mark something else about an author than the name.
const NOT_NAMES: &[&str] = &[
    "bio", "avatar", "image", "img", "photo", "social", "follow", "description", "comment", "related", "reply",
    "about", "role", "job", "title-", "position", "icon", "link-list",
];

/// How far below the heading a byline may stand, in lines.
const LINES_AFTER: usize = 12;
const LINES_BEFORE: usize = 6;

/// The authors of the page; `site` is its publisher.
pub(super) fn authors(page: &Page, stated: &Stated, site: Option<&str>) -> Vec<String> {
    let site = site.map(key);
    let is_site = |names: &[String]| names.len() == 1 && site.as_deref() == Some(key(&names[0]).as_str());
    let data: Vec<String> = unique(stated.authors.iter().flat_map(|a| people(a)));
    if !data.is_empty() && !is_site(&data) {
        return data;
    }
    let mut tags = AUTHOR_TAGS.iter().map(|t| {
        let labelled = *t != "twitter:data1" || page.meta("twitter:label1").is_some_and(|l| key(l) == "written by");
        unique(page.metas_of(t).filter(|_| labelled).flat_map(people))
    });
    let seen = seen(page);
    let tagged = tags.find(|names| !names.is_empty() && !is_site(names)).unwrap_or_default();
    [tagged, seen, data].into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// The byline that a reader sees: elements marked as such near the heading, else a line "By ...".
fn seen(page: &Page) -> Vec<String> {
    let heading = page.headings.first().map_or(0, |(line, _)| *line);
    let near = |line: usize| line + LINES_BEFORE >= heading && line <= heading + LINES_AFTER;
    let fits = |m: &&Marked| {
        let named = ["author", "byline", "by-line", "writer", "contributor"].iter().any(|w| m.marks.contains(w));
        named && !NOT_NAMES.iter().any(|w| m.marks.contains(w)) && m.text.chars().count() <= 100
    };
    let strong = |m: &&Marked| m.marks.split(' ').any(|w| w == "author" || w == "byline") && !m.aside;
    let marked = |keep: &dyn Fn(&&Marked) -> bool| {
        let found = page.marked.iter().filter(fits).filter(|m| keep(m)).map(|m| people(&m.text));
        found.into_iter().find(|names| !names.is_empty())
    };
    let by_line = || {
        let window = heading.saturating_sub(LINES_BEFORE)..(heading + LINES_AFTER).min(page.lines.len());
        let lines = page.lines.get(window).unwrap_or_default();
        lines.iter().filter(|l| !l.aside && l.text.chars().count() <= 160).find_map(|l| {
            crate::names::byline(&l.text)
        })
    };
    marked(&|m| near(m.line) && !m.aside)
        .or_else(by_line)
        .or_else(|| marked(&strong))
        .unwrap_or_default()
}

/// Names once each, in the order met.
fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.iter().any(|s| key(s) == key(&name)) {
            seen.push(name);
        }
    }
    seen
}
