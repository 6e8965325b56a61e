//! Who wrote a page: names in its data and in the byline that a reader sees.

use super::jsonld::Stated;
use super::page::{Line, Marked, Page};
use super::title::{key, squeezed};
use crate::names::{byline, is_byline_label, is_names, people};

/// `meta` names that hold an author, in the order of trust.
const AUTHOR_TAGS: &[&str] = &[
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "rnews:author",
    "cxenseparse:author",
    "creator",
];

/// Pairs of label and value that WordPress plug-ins write for previews in chats.
const LABELLED: &[(&str, &str)] = &[("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];

/// Words that mark an element as holding an author's name.
const NAME_MARKS: &[&str] = &["author", "byline", "by-line", "writer", "contributor"];

/// Parts of class names that mark something else about an author than the name.
const NOT_NAMES: &[&str] = &[
    "bio",
    "avatar",
    "image",
    "img",
    "photo",
    "social",
    "follow",
    "description",
    "comment",
    "related",
    "reply",
    "about",
    "role",
    "job",
    "title-",
    "position",
    "icon",
    "link-list",
    "meta-wrap",
];

/// How lines begin that name somebody who helped the author.
const HELPED: &[&str] = &[
    "reviewed by",
    "medically reviewed",
    "fact checked",
    "fact-checked",
    "edited by",
    "updated by",
    "photo",
];

/// How far from the title a byline may stand, in lines.
const LINES_BEFORE: usize = 8;
const LINES_AFTER: usize = 20;

/// Longest line that can be a byline (code points).
const BYLINE_MAX: usize = 160;

/// The authors of the page whose title stands on line `title`; `sites` are the site's names as keys.
///
/// A person named in the data comes first, then a byline beside the title, then `meta` tags (often
/// whoever runs the site), then names that look like the site's own.
pub(super) fn authors(page: &Page, stated: &Stated, sites: &[String], title: usize) -> Vec<String> {
    let data = unique(stated.authors.iter().flat_map(|a| people(a)));
    let tagged = AUTHOR_TAGS.iter().map(|t| unique(page.metas_of(t).flat_map(people)));
    let labelled =
        LABELLED.iter().filter(|(label, _)| page.meta(label).is_some_and(|l| key(l) == "written by"));
    let labelled = labelled.map(|(_, value)| unique(page.metas_of(value).flat_map(people)));
    let tagged: Vec<Vec<String>> = tagged.chain(labelled).collect();
    let of_site = |names: &[String]| names.iter().all(|n| is_of_site(n, sites));
    let stated = std::iter::once(data).chain([beside_title(page, title)]).chain(tagged);
    let stated: Vec<Vec<String>> = stated.filter(|names| !names.is_empty()).collect();
    let person = stated.iter().find(|names| !of_site(names)).cloned();
    person.or_else(|| elsewhere(page)).or_else(|| stated.into_iter().next()).unwrap_or_default()
}

/// Whether a name is the site's own, or holds it, or is held by it.
fn is_of_site(name: &str, sites: &[String]) -> bool {
    let name = squeezed(&key(name));
    sites.iter().map(|s| squeezed(s)).any(|site| {
        site == name || (site.len() > 5 && name.contains(&site)) || (name.len() > 8 && site.contains(&name))
    })
}

/// A byline beside the title: an element marked as one, else a line "By ...".
fn beside_title(page: &Page, title: usize) -> Vec<String> {
    let near = |line: usize| line + LINES_BEFORE >= title && line <= title + LINES_AFTER;
    let marked = best_marked(page, &|m| near(m.line) && !m.aside);
    let from = title.saturating_sub(LINES_BEFORE);
    let lines = page.lines.get(from..(title + LINES_AFTER).min(page.lines.len())).unwrap_or_default();
    marked.or_else(|| in_lines(lines, false)).unwrap_or_default()
}

/// A byline that says so wherever it stands.
fn elsewhere(page: &Page) -> Option<Vec<String>> {
    let strong = |m: &Marked| {
        let named = m.marks.contains("name") && m.marks.contains("author");
        !m.aside && (named || m.marks.split(' ').any(|w| w == "author" || w == "byline"))
    };
    best_marked(page, &strong)
        .or_else(|| in_lines(&page.lines, true))
        .or_else(|| {
            page.marked.iter().find(|m| m.marks.split(' ').any(|w| w == "username")).map(|m| people(&m.text))
        })
        .filter(|names| !names.is_empty())
}

/// The names in marked elements: of those with the surest marks the first.
fn best_marked(page: &Page, keep: &dyn Fn(&Marked) -> bool) -> Option<Vec<String>> {
    let sure = |m: &Marked| {
        let words = m.marks.split(' ');
        let exact = words.clone().any(|w| w == "author" || w == "url" || w == "byline");
        2 * i32::from(m.marks.contains("name")) + i32::from(exact)
    };
    let helper = |m: &Marked| {
        let line = page.lines.get(m.line).map(|l| l.text.to_lowercase()).unwrap_or_default();
        HELPED.iter().any(|h| line.starts_with(h) || m.text.to_lowercase().starts_with(h))
    };
    let fits = |m: &&Marked| {
        let named = NAME_MARKS.iter().any(|w| m.marks.contains(w));
        named
            && keep(m)
            && !helper(m)
            && !NOT_NAMES.iter().any(|w| m.marks.contains(w))
            && m.text.chars().count() <= 100
    };
    let found =
        page.marked.iter().filter(fits).map(|m| (sure(m), people(&m.text))).filter(|(_, n)| !n.is_empty());
    // The last of equals wins in `max_by_key`, so walk from the end.
    let found: Vec<_> = found.collect();
    found.into_iter().rev().max_by_key(|(sure, _)| *sure).map(|(_, names)| names)
}

/// The first byline among lines, or names on the line after its label. With `labelled` only lines
/// count whose label says more than "By".
fn in_lines(lines: &[Line], labelled: bool) -> Option<Vec<String>> {
    let fits = |l: &Line| !l.aside && l.text.chars().count() <= BYLINE_MAX;
    lines.iter().enumerate().filter(|(_, l)| fits(l)).find_map(|(i, line)| {
        if is_byline_label(&line.text) {
            let next = lines.get(i + 1).filter(|l| fits(l) && is_names(&l.text))?;
            return Some(people(&next.text));
        }
        let text = line.text.to_lowercase();
        let sure = !labelled
            || text.starts_with("written by")
            || text.starts_with("author:")
            || text.starts_with("article by");
        byline(&line.text).filter(|_| sure)
    })
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
