//! What the styles of a DOCX file say of its paragraphs.

use super::Role;
use crate::xml::{Node, Walk};
use relata_rows::BlockKind;
use std::collections::BTreeMap;

/// Built-in styles by the beginning of their name, which is English in every language's Word
/// (ECMA-376 part 1, section 17.7.4.9; names from [MS-OI29500], section 2.1.259).
const NAMED: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("subtitle", Role::Heading(2)),
    ("toc heading", Role::Contents),
    ("toc ", Role::Contents),
    ("table of figures", Role::Contents),
    ("quote", Role::Block(BlockKind::Quotation)),
    ("intense quote", Role::Block(BlockKind::Quotation)),
    ("block text", Role::Block(BlockKind::Quotation)),
    ("caption", Role::Block(BlockKind::Caption)),
    ("list bullet", Role::Block(BlockKind::Item)),
    ("list number", Role::Block(BlockKind::Item)),
    ("footnote text", Role::Block(BlockKind::Footnote)),
    ("endnote text", Role::Block(BlockKind::Footnote)),
];

/// Styles that a style may be based on, one on the other.
const CHAIN: usize = 20;

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The language that is set for the whole document.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    /// Level of numbering, from 0, where the style numbers its paragraphs.
    numbered: Option<u8>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &str) -> Styles {
        let mut styles = Styles::default();
        let mut open: Option<(String, Style)> = None;
        for (node, _) in Walk::new(part) {
            match node {
                Node::Open(tag) => {
                    let val = || tag.attr("val");
                    match (tag.local, &mut open) {
                        ("style", open) => {
                            *open = Some((tag.attr("styleId").unwrap_or_default(), Style::default()))
                        }
                        ("name", Some((_, style))) => style.name = val().unwrap_or_default().to_lowercase(),
                        ("basedOn", Some((_, style))) => style.based_on = val(),
                        ("outlineLvl", Some((_, style))) => {
                            style.outline = val().and_then(|v| v.parse().ok())
                        }
                        ("numPr", Some((_, style))) => style.numbered = style.numbered.or(Some(0)),
                        ("ilvl", Some((_, style))) => style.numbered = val().and_then(|v| v.parse().ok()),
                        ("numId", Some((_, style))) if val().as_deref() == Some("0") => style.numbered = None,
                        ("lang", None) => styles.language = val(),
                        _ => {}
                    }
                }
                Node::Close("style") => {
                    if let Some((id, style)) = open.take() {
                        styles.by_id.insert(id, style);
                    }
                }
                _ => {}
            }
        }
        styles
    }

    /// The role of a style, its own or that of the nearest style it is based on, and the level at
    /// which it numbers.
    pub(super) fn role(&self, id: &str) -> (Option<Role>, Option<u8>) {
        let mut numbered = None;
        let mut id = id;
        for _ in 0..CHAIN {
            let Some(style) = self.by_id.get(id) else {
                // Files made by programs may name a built-in style without describing it.
                return (role_by_name(&spaced(id)), numbered);
            };
            numbered = numbered.or(style.numbered);
            let outline = style.outline.filter(|&l| l < 9).map(|l| Role::Heading((l + 1).min(6)));
            if let Some(role) = role_by_name(&style.name).or(outline) {
                return (Some(role), numbered);
            }
            let Some(next) = &style.based_on else { break };
            id = next;
        }
        (None, numbered)
    }
}

/// The role of a built-in style with this name, in small letters.
pub(crate) fn role_by_name(name: &str) -> Option<Role> {
    if let Some(level) = name.strip_prefix("heading ") {
        let level: u8 = level.trim().parse().ok()?;
        return Some(Role::Heading(level.clamp(1, 6)));
    }
    NAMED
        .iter()
        .find(|(known, _)| match name.strip_prefix(known) {
            // `toc 1`, `list bullet 2`, but not `title of work`.
            Some(rest) => rest.trim().bytes().all(|b| b.is_ascii_digit()),
            None => false,
        })
        .map(|&(_, role)| role)
}

/// `Heading1` and `IntenseQuote` as `heading 1` and `intense quote`.
fn spaced(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars() {
        let starts = c.is_uppercase() || c.is_ascii_digit();
        if starts && !name.is_empty() && !name.ends_with(|l: char| l.is_ascii_digit() || l == ' ') {
            name.push(' ');
        }
        name.extend(c.to_lowercase());
    }
    name
}
