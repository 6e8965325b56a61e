//! What an HTML page states of itself: title, authors, publisher, date, language, address, genre.
//!
//! The same thing is said in many places, and they disagree: data for search engines (JSON-LD,
//! OpenGraph, meta tags), microdata, and what a reader sees around the heading. Each question has
//! its order of trust, measured on the pages named in `docs/figures.md`. This module decides only
//! from what the page says of itself; dates and names inside the text are left to
//! [`crate::published`] and [`crate::assemble`].

mod byline;
mod dates;
mod jsonld;
mod page;
mod title;

use super::tree::Tree;
use crate::draft::Claims;
use page::Page;

/// Reads the claims of a page. `address` is where the bytes came from, if that is known.
pub(crate) fn claims(tree: &Tree, address: Option<&str>) -> Claims {
    let page = Page::of(tree);
    let url = page.address(address);
    let graph = jsonld::Graph::of(page.scripts.iter().map(String::as_str));
    let titles: Vec<String> = page.titles().map(str::to_lowercase).collect();
    let urls: Vec<&str> = url.iter().map(String::as_str).chain(address).collect();
    let stated = graph.stated(&titles, &urls);
    let language = page.language.clone().or_else(|| stated.language.clone());
    let publisher = publisher(&page, &stated, url.as_deref());
    let title = title::title(&page, &stated, publisher.as_deref(), url.as_deref());
    let title_line = page.title_line(title.as_deref());
    let sites = title::sites(&page, publisher.as_deref(), url.as_deref());
    Claims {
        authors: byline::authors(&page, &stated, &sites, title_line),
        published: dates::published(&page, &stated, url.as_deref(), language.as_deref(), title_line),
        genre_words: genre_words(&page, &stated),
        title,
        publisher,
        language,
        url,
    }
}

/// Who publishes the page: by its data, by its name for the site, else by its host.
fn publisher(page: &Page, stated: &jsonld::Stated, url: Option<&str>) -> Option<String> {
    let tags =
        ["og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name"];
    let host = || url.and_then(page::host).map(|h| h.trim_start_matches("www.").to_owned());
    let named = stated
        .publisher
        .clone()
        .into_iter()
        .chain(tags.iter().filter_map(|t| page.meta(t).map(str::to_owned)));
    named.map(|n| n.trim().to_owned()).find(|n| !n.is_empty() && !n.contains("://")).or_else(host)
}

/// The page's own words for the sort of text: types of its data, sections, tags.
fn genre_words(page: &Page, stated: &jsonld::Stated) -> Vec<String> {
    let tags = ["og:type", "article:section", "section", "parsely-section", "dc.type", "genre", "category"];
    let said = tags.iter().filter_map(|t| page.meta(t).map(str::to_owned));
    stated.types.iter().chain(&stated.sections).cloned().chain(said).collect()
}
