//! Title, authors and publisher from a text's own head and foot, where its format states none.
//!
//! Only what is written as such: a heading before the text, a byline under it, a note on the
//! author, a line that says whose product the paper is. Nothing is inferred from what a text is
//! about, and a text without a title has none.

use crate::names;
use regex::Regex;
use relata_rows::{Block, BlockKind};
use std::sync::LazyLock;

/// A paragraph of so many words is the text itself.
const TEXT_WORDS: usize = 30;
/// Blocks at either end that are looked at.
const END_BLOCKS: usize = 14;
/// Longest title (words).
const TITLE_WORDS: usize = 40;

/// Headings that say what sort of text follows, or where one is on a page, and are no titles.
const NO_TITLES: &[&str] = &[
    "for immediate release",
    "press release",
    "news release",
    "media release",
    "statement",
    "transcript",
    "opinion",
    "editorial",
    "news",
    "introduction",
    "contents",
    "table of contents",
    "abstract",
    "summary",
    "executive summary",
    "home",
    "menu",
    "share",
];

/// What head and foot say.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Imprint {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
}

/// "This paper is a product of the Forum's Water Group."
static PRODUCT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:This|The)\s+(?:\w+\s+)?(?:paper|report|brief|memo|memorandum|publication|study|analysis|article|document)\s+(?:is\s+a\s+product\s+of|is\s+published\s+by|was\s+(?:prepared|written|produced|published|compiled)\s+by)\s+(?P<the>the\s+)?(?P<who>\p{Lu}[^.;]{2,120})\.?$";
    Regex::new(pattern).expect("a constant pattern")
});

/// "Ana Ruiz is a senior fellow at ...": a note on the author.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?P<who>\p{Lu}[\p{L}.'’-]+(?:\s+(?:de|del|la|van|von|der|bin|al)\b|\s+\p{Lu}[\p{L}.'’-]*){1,4})\s+(?:is|was|serves\s+as|es)\s+(?:an?\s|the\s|un[oa]?\s|el\s|la\s)?(?:[\p{L}-]+\s+){0,6}?(?:fellow|director|directora?|professor|profesora?|columnist|columnista|scholar|researcher|investigadora?|economist|economista|editor|writer|journalist|periodista|analyst|analista|lawyer|attorney|adviser|advisor|president|chair(?:man|woman)?|author|autora?|ambassador|correspondent|reporter|contributor|executive|secretary|senator|member|historian)\b";
    Regex::new(pattern).expect("a constant pattern")
});

/// Reads head and foot.
pub(crate) fn imprint(text: &str, blocks: &[Block]) -> Imprint {
    let of = |b: &Block| -> &str { b.span.get(text).unwrap_or_default() };
    let words = |b: &Block| of(b).split_whitespace().count();
    let is_text = |b: &Block| b.kind == BlockKind::Paragraph && words(b) >= TEXT_WORDS;
    let head = &blocks[..blocks.iter().position(is_text).unwrap_or(blocks.len()).min(END_BLOCKS)];
    let foot = &blocks[blocks.len().saturating_sub(2 * END_BLOCKS).max(head.len())..];
    let is_title = |b: &&Block| {
        let label = of(b).trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        b.kind == BlockKind::Heading && words(b) <= TITLE_WORDS && !NO_TITLES.contains(&label.as_str())
    };
    let title = head.iter().find(is_title).map(|b| of(b).split_whitespace().collect::<Vec<_>>().join(" "));
    let byline = head.iter().flat_map(|b| of(b).lines()).find_map(names::byline);
    let product = foot.iter().find_map(|b| product(of(b)));
    let (group, publisher) = product.map_or((None, None), |(who, publisher)| (Some(who), publisher));
    let authors = byline
        .or_else(|| about_the_author(foot, text))
        .or_else(|| note_on_author(foot, text))
        .or_else(|| Some(vec![group?]))
        .unwrap_or_default();
    Imprint { title, authors, publisher }
}

/// Whose product a paper says it is, and the body before a possessive, which publishes it.
fn product(line: &str) -> Option<(String, Option<String>)> {
    if line.len() > 300 {
        return None;
    }
    let flat = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let c = PRODUCT.captures(&flat)?;
    let who = c["who"].to_owned();
    let publisher = ["’s ", "'s "].iter().find_map(|s| who.split_once(s)).map(|(body, _)| body.to_owned());
    Some((who, publisher))
}

/// Names in the block under "About the writer".
fn about_the_author(foot: &[Block], text: &str) -> Option<Vec<String>> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:about the (?:author|writer)s?|sobre (?:el|la|los) autor(?:a|es)?)\s*:?$")
            .expect("a constant pattern")
    });
    let lines: Vec<&str> = foot.iter().filter_map(|b| b.span.get(text)).flat_map(str::lines).collect();
    let at = lines.iter().position(|l| LABEL.is_match(l.trim()))?;
    lines.get(at + 1).filter(|l| names::is_names(l)).map(|l| names::people(l))
}

/// The person whom a note at the foot presents, and whom the text before does not name.
fn note_on_author(foot: &[Block], text: &str) -> Option<Vec<String>> {
    foot.iter().find_map(|b| {
        let who = NOTE.captures(b.span.get(text)?)?["who"].to_owned();
        let before = text.get(..b.span.start)?;
        let family = who.rsplit(' ').next()?;
        (!before.contains(family)).then(|| vec![who.clone()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{Origin, Span};

    fn read(parts: &[(BlockKind, &str)]) -> Imprint {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (kind, part) in parts {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let span = Span::new(text.len(), text.len() + part.len());
            text.push_str(part);
            let origin = Origin::Bytes { start: span.start, end: span.end };
            blocks.push(Block { span, kind: *kind, level: 0, origin });
        }
        imprint(&text, &blocks)
    }

    const TEXT: &str = "The dam above the town failed in the night of the storm, and the water that it had held for \
        forty years came down the valley before anyone could be warned of it by the men who kept watch there.";

    #[test]
    fn a_heading_and_a_byline_before_the_text() {
        let found = read(&[
            (BlockKind::Heading, "PRESS RELEASE"),
            (BlockKind::Heading, "The dam above\nthe town"),
            (BlockKind::Paragraph, "By Ana Ruiz and Bo Ek"),
            (BlockKind::Paragraph, TEXT),
        ]);
        assert_eq!(found.title.as_deref(), Some("The dam above the town"));
        assert_eq!(found.authors, ["Ana Ruiz", "Bo Ek"]);
    }

    #[test]
    fn a_paper_names_its_makers_at_the_foot() {
        let found = read(&[
            (BlockKind::Paragraph, TEXT),
            (BlockKind::Heading, "What to do"),
            (BlockKind::Paragraph, "This paper is a product of the River Forum’s Dam Safety Group."),
        ]);
        assert_eq!(found.title, None);
        assert_eq!(found.authors, ["River Forum’s Dam Safety Group"]);
        assert_eq!(found.publisher.as_deref(), Some("River Forum"));
    }

    #[test]
    fn a_note_presents_the_author_only_where_the_text_does_not_speak_of_them() {
        let note = "Ana Ruiz is a senior fellow at the River Forum.";
        let found = read(&[(BlockKind::Paragraph, TEXT), (BlockKind::Paragraph, note)]);
        assert_eq!(found.authors, ["Ana Ruiz"]);
        let told = format!("{TEXT} Ms. Ruiz had warned of it.");
        let found = read(&[(BlockKind::Paragraph, &told), (BlockKind::Paragraph, note)]);
        assert_eq!(found.authors, Vec::<String>::new());
    }
}
