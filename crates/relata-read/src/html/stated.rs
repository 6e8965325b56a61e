//! What a page's head and structured data say about its text, for comparison with its blocks.
//!
//! Title, authors and date are not looked for here; that is the work of `meta`.

use super::features::{Stated, letters};
use super::names::{Attr, Tag};
use super::tree::{NodeId, Tree};

/// Reads title, description and the text in structured data, letters only.
pub(super) fn stated(tree: &Tree) -> Stated {
    let mut stated = Stated::default();
    for node in tree.descendants(NodeId::ROOT) {
        match tree.tag(node) {
            Tag::Title => stated.title.push_str(&letters(&tree.text_content(node))),
            Tag::Meta => {
                let name = tree.attr(node, Attr::Property).or_else(|| tree.attr(node, Attr::Name));
                let content = tree.attr(node, Attr::Content).unwrap_or_default();
                match name {
                    Some("og:title" | "twitter:title") => stated.title.push_str(&letters(content)),
                    Some(name) if DESCRIPTIONS.contains(&name) => {
                        stated.description.push_str(&letters(content));
                    }
                    _ => {}
                }
            }
            Tag::Script => {
                let data = tree.text_content(node);
                body_fields(&data).for_each(|text| stated.body.push_str(&letters(&text)));
            }
            _ => {}
        }
    }
    for text in [&mut stated.title, &mut stated.description, &mut stated.body] {
        text.truncate(text.floor_char_boundary(STATED));
    }
    stated
}

/// The longest description that the head gives of the page, and where it stands in the decoded text.
pub(super) fn description(tree: &Tree) -> Option<(String, (usize, usize))> {
    let is_one = |&node: &NodeId| {
        let names = [Attr::Property, Attr::Name].into_iter().filter_map(|a| tree.attr(node, a));
        tree.tag(node) == Tag::Meta && names.into_iter().any(|n| DESCRIPTIONS.contains(&n))
    };
    let content = |node| tree.attr(node, Attr::Content).unwrap_or_default().trim();
    let longest = tree.descendants(NodeId::ROOT).filter(is_one).max_by_key(|&node| content(node).len())?;
    let source = tree.source(longest);
    Some((content(longest).to_owned(), (source.start, source.end))).filter(|(text, _)| !text.is_empty())
}

/// Names under which a head describes its page.
const DESCRIPTIONS: [&str; 3] = ["description", "og:description", "twitter:description"];

/// Bytes of each stated text that blocks are compared with.
const STATED: usize = 256 << 10;

/// The values of the fields `articleBody` (schema.org) in JSON, wherever they stand in it.
pub(super) fn body_fields(json: &str) -> impl Iterator<Item = String> {
    const KEY: &str = "\"articleBody\"";
    json.match_indices(KEY).filter_map(move |(at, _)| {
        let value = json[at + KEY.len()..].trim_start().strip_prefix(':')?;
        if !value.trim_start().starts_with('"') {
            return None;
        }
        let mut parts = serde_json::Deserializer::from_str(value).into_iter::<serde_json::Value>();
        parts.next()?.ok()?.as_str().map(str::to_owned)
    })
}
