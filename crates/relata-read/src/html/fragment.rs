//! A piece of a page that stands inside another format: a mail's body, an entry of a feed, a field of
//! a record.
//!
//! Whoever cut it out has left the page around it behind, so there is nothing to learn from where a
//! block stands: everything is text, short lines and greetings too, unless the markup or the words
//! themselves say that it is not.

use super::blocks::{Page, Raw};
use super::judge::Verdict;
use super::names::{Attr, Tag};
use super::tree::{NodeId, Tree};
use super::words;

/// Words in class, id and role that name a part as not of the text.
const NAMES: &[(&str, &[&str])] = &[
    ("navigation", &["nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs"]),
    ("footer", &["footer", "contentinfo", "feedflare"]),
    ("share bar", &["share", "sharing", "sharedaddy", "addtoany", "social"]),
    ("related links", &["related", "relatedposts"]),
    ("sign-up prompt", &["unsubscribe", "preheader"]),
];

/// How lines begin that senders and feeds add to every text, in lower case.
const BEGINNINGS: &[&str] = &[
    "unsubscribe",
    "to unsubscribe",
    "manage your preferences",
    "manage preferences",
    "manage subscription",
    "update your preferences",
    "view this email in",
    "view this message in",
    "view in browser",
    "view in your browser",
    "view online",
    "view web version",
    "you are receiving this",
    "you received this",
    "you're receiving this",
    "this email was sent to",
    "this message was sent to",
    "cancelar suscripción",
    "cancelar la suscripción",
    "darse de baja",
    "ver en el navegador",
    "ver este correo",
    "se désabonner",
    "se désinscrire",
    "voir dans le navigateur",
    "abmelden",
    "vom newsletter abmelden",
    "im browser ansehen",
    "cancelar inscrição",
    "annulla iscrizione",
];

/// Parts of the addresses of links by which one leaves a list of readers.
const LEAVING: &[&str] = &["unsubscribe", "optout", "opt-out", "opt_out", "list-manage"];

/// Words up to which a block is looked at as a line that somebody adds to every text.
const LINE_WORDS: usize = 60;

/// Words up to which a link is one of these, and which groups of [`words::PHRASES`] they are.
const LINK_WORDS: usize = 5;
const OFFERS: [&str; 4] = ["comments", "share bar", "related links", "sign-up prompt"];

/// What every block of a fragment is.
pub(super) fn verdicts(tree: &Tree, page: &Page) -> Vec<Verdict> {
    let parts = parts(tree, page);
    let leaving = leaving(tree);
    page.blocks
        .iter()
        .map(|block| match added(page.text_of(block), block, &leaving).or(parts[block.owner.index()]) {
            _ if block.hidden => Verdict::Hidden,
            Some(sort) => Verdict::Furniture(sort),
            None => Verdict::Body,
        })
        .collect()
}

/// For each element the sort of furniture that it, or an element around it, is by its tag or names.
/// One that holds most of the text is none: it is the frame that somebody put around all of it.
fn parts(tree: &Tree, page: &Page) -> Vec<Option<&'static str>> {
    let mut bytes = vec![0; tree.len()];
    for block in &page.blocks {
        bytes[block.owner.index()] += block.to - block.from;
    }
    let order: Vec<NodeId> = tree.descendants(NodeId::ROOT).collect();
    for &node in order.iter().rev() {
        if let Some(parent) = tree.parent(node) {
            bytes[parent.index()] += bytes[node.index()];
        }
    }
    let all: usize = page.blocks.iter().map(|b| b.to - b.from).sum();
    let mut parts = vec![None; tree.len()];
    for &node in &order {
        let around: Option<&str> = tree.parent(node).and_then(|parent| parts[parent.index()]);
        let own = || match tree.tag(node) {
            Tag::Text => None,
            _ if bytes[node.index()] * 2 > all => None,
            Tag::Nav | Tag::Menu => Some("navigation"),
            Tag::Footer => Some("footer"),
            _ => named(tree, node),
        };
        parts[node.index()] = around.or_else(own);
    }
    parts
}

/// The sort of furniture that the names of an element state.
fn named(tree: &Tree, node: NodeId) -> Option<&'static str> {
    let names = [Attr::Class, Attr::Id, Attr::Role].into_iter().filter_map(|a| tree.attr(node, a));
    names
        .flat_map(|value| value.split(|c: char| !c.is_ascii_alphabetic()))
        .find_map(|word| NAMES.iter().find(|(_, words)| words.iter().any(|w| w.eq_ignore_ascii_case(word))))
        .map(|(sort, _)| *sort)
}

/// Where the texts of links by which one leaves a list end in the source, in order.
fn leaving(tree: &Tree) -> Vec<usize> {
    let leads_out = |link: &NodeId| {
        let href = tree.attr(*link, Attr::Href).unwrap_or_default().to_ascii_lowercase();
        tree.tag(*link) == Tag::A && LEAVING.iter().any(|word| href.contains(word))
    };
    let links = tree.descendants(NodeId::ROOT).filter(leads_out);
    let texts = links.flat_map(|link| tree.descendants(link)).filter(|&n| tree.tag(n) == Tag::Text);
    let mut ends: Vec<usize> = texts.map(|text| tree.source(text).end).collect();
    ends.sort_unstable();
    ends
}

/// The sort of line that senders and feeds add to every text, if the block is one.
fn added(text: &str, block: &Raw, leaving: &[usize]) -> Option<&'static str> {
    if text.split_whitespace().nth(LINE_WORDS).is_some() {
        return None;
    }
    // A link that is a line of its own and says what pages offer their readers.
    let letters: usize = text.split_whitespace().map(str::len).sum();
    let is_link = block.links == letters;
    if is_link && text.split_whitespace().nth(LINK_WORDS).is_none() {
        let groups = words::groups_of_text(text);
        let found = words::PHRASES.iter().enumerate().filter(|(n, _)| groups >> n & 1 == 1);
        let offer = found.map(|(_, (sort, _))| *sort).find(|sort| OFFERS.contains(sort));
        if offer.is_some() {
            return offer;
        }
    }
    let (from, to) = block.source;
    let next = leaving.partition_point(|&end| end <= from);
    let leaves = block.links > 0 && leaving.get(next).is_some_and(|&end| end <= to);
    let lower = text.to_lowercase();
    if leaves || BEGINNINGS.iter().any(|b| lower.starts_with(b)) {
        Some("unsubscribe link")
    } else if block.links > 0 && lower.starts_with("the post ") && lower.contains(" appeared first on ") {
        // WordPress adds it to every entry of its feeds.
        Some("line of the feed")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::html::{blocks, tree};

    /// The text of each block and what it is.
    fn judged(html: &str) -> Vec<(String, Verdict)> {
        let tree = tree::parse(html, &Limits::default());
        let page = blocks::blocks(&tree, html);
        let verdicts = verdicts(&tree, &page);
        page.blocks.iter().map(|b| page.text_of(b).to_owned()).zip(verdicts).collect()
    }

    fn body(html: &str) -> Vec<String> {
        judged(html).into_iter().filter(|(_, v)| *v == Verdict::Body).map(|(text, _)| text).collect()
    }

    #[test]
    fn short_lines_are_text() {
        let html = "<html><body><p>Dear colleagues,</p><p>The harbour closes on Monday.</p>\
                    <ul><li>Bring coats</ul><p><a href='https://example.org/map'>Map</a></p><p>Ana</body></html>";
        let all = ["Dear colleagues,", "The harbour closes on Monday.", "Bring coats", "Map", "Ana"];
        assert_eq!(body(html), all);
    }

    #[test]
    fn what_says_that_it_is_no_text_is_none() {
        let html = "<div style='display:none'>Ships wait</div><p>Ships wait outside.</p>\
                    <nav><a href=/a>All letters</a></nav><div class='share-links'>Tell others</div>\
                    <p>Too many letters? <a href='https://example.org/unsubscribe?u=1'><b>Stop</b> them</a>.</p>\
                    <p>View this email in your browser</p><footer>12 Quay Road</footer>";
        let kinds: Vec<Verdict> = judged(html).into_iter().map(|(_, verdict)| verdict).collect();
        let furniture = Verdict::Furniture;
        let expected = [
            Verdict::Hidden,
            Verdict::Body,
            furniture("navigation"),
            furniture("share bar"),
            furniture("unsubscribe link"),
            furniture("unsubscribe link"),
            furniture("footer"),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_frame_around_everything_says_nothing() {
        let html = "<div class=newsletter-footer><p>The harbour closes.</p><p>Ships wait.</p></div>";
        assert_eq!(body(html), ["The harbour closes.", "Ships wait."]);
    }

    #[test]
    fn a_long_text_that_speaks_of_leaving_lists_stays() {
        let long = "Many readers asked how to leave our list, and the answer is below. ".repeat(8);
        let html =
            format!("<p>{long}<a href='https://example.org/unsubscribe'>Here.</a></p><p>Unsubscribe</p>");
        assert_eq!(body(&html).len(), 1);
    }

    #[test]
    fn links_that_offer_something_to_readers_are_furniture() {
        let html = "<p><a href=/c>Leave a comment</a></p><p><a href=/r>The report on comments at sea</a></p>\
                    <p>Leave a comment</p>";
        assert_eq!(body(html), ["The report on comments at sea", "Leave a comment"]);
    }

    #[test]
    fn the_line_that_a_feed_adds_is_furniture() {
        let html = "<p>The post office reopened.</p>\
                    <p>The post <a href=/1>Quays</a> appeared first on <a href=/>Harbour</a>.</p>";
        assert_eq!(body(html), ["The post office reopened."]);
    }
}
