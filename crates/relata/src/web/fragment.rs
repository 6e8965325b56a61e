//! Addresses that lead to words of a page: text directives (WICG, URL Fragment Text Directives,
//! <https://wicg.github.io/scroll-to-text-fragment/>, "Syntax" and "Creating a text directive").

use super::reading::web_address;
use relata_rows::{Document, Span};

/// Letters up to which a passage is given whole; longer ones by how they begin and end.
const WHOLE: usize = 120;

/// Letters from which a passage hardly stands in a text twice: then it is not sought, which takes time.
const SURE: usize = 48;

/// Words at either end of a long passage, and on either side of one that stands in the text more than once.
const WORDS: usize = 5;

/// A page on the web, with the text that was read from it.
pub(super) struct Page<'d> {
    url: String,
    document: &'d Document,
    /// The text in small letters with single blanks.
    plain: String,
}

impl<'d> Page<'d> {
    /// The page of a document, where that has an address of the web.
    pub(super) fn of(document: &'d Document) -> Option<Self> {
        let url = web_address(document.metadata.url.as_deref())?;
        let plain = document.text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Page { url, document, plain })
    }

    /// The address of the words under a span; `None` where it holds none.
    pub(super) fn link(&self, span: Span) -> Option<String> {
        let text = &self.document.text;
        let words: Vec<&str> = span.get(text)?.split_whitespace().collect();
        let passage = words.join(" ");
        if passage.is_empty() {
            return None;
        }
        let block = self.document.blocks.iter().find(|b| b.span.contains(span)).map(|b| b.span);
        // Words of one block match wherever the page breaks its lines; a directive with two ends may go on from one
        // block to the next.
        let long = passage.chars().count() > WHOLE || block.is_none();
        let (start, end) = match long && words.len() >= 2 * WORDS {
            true => (words[..WORDS].join(" "), Some(words[words.len() - WORDS..].join(" "))),
            false => (passage, None),
        };
        let part = |from, to| Span::new(from, to).get(text).unwrap_or_default();
        let is_several = || self.plain.matches(&start.to_lowercase()).nth(1).is_some();
        let several = block.filter(|_| start.chars().count() < SURE && is_several());
        let mut terms: Vec<String> = Vec::new();
        if let Some(block) = several {
            let before = part(block.start, span.start);
            let mut prefix: Vec<&str> = before.split_whitespace().rev().take(WORDS).collect();
            prefix.reverse();
            // A prefix ends where a word does.
            if !prefix.is_empty() && before.ends_with(char::is_whitespace) {
                terms.push(format!("{}-", encoded(&prefix.join(" "))));
            }
        }
        terms.push(encoded(&start));
        terms.extend(end.iter().map(|end| encoded(end)));
        if let Some(block) = several.filter(|_| end.is_none()) {
            let after = part(span.end, block.end);
            let suffix: Vec<&str> = after.split_whitespace().take(WORDS).collect();
            if !suffix.is_empty() && after.starts_with(char::is_whitespace) {
                terms.push(format!("-{}", encoded(&suffix.join(" "))));
            }
        }
        // The directive stands behind the fragment that the address has, if it has one.
        let mark = if self.url.contains('#') { "" } else { "#" };
        let url = self.url.split_once(":~:").map_or(self.url.as_str(), |(plain, _)| plain);
        Some(format!("{url}{mark}:~:text={}", terms.join(",")))
    }
}

/// A term with everything but letters, digits, `.`, `_` and `~` as bytes: the comma, the ampersand and the dash, which mean
/// something in a directive, among it.
fn encoded(text: &str) -> String {
    relata_web::encoded(text).replace('-', "%2D")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(blocks: &[&str], words: &str, url: &str) -> String {
        let blocks: Vec<String> = blocks.iter().map(|b| (*b).to_owned()).collect();
        let mut document = Document::of_paragraphs(&blocks);
        document.metadata.url = Some(url.to_owned());
        let start = document.text.rfind(words).unwrap();
        Page::of(&document).unwrap().link(Span::new(start, start + words.len())).unwrap()
    }

    const PAGE: &str = "https://paper.example/a";

    #[test]
    fn words_that_stand_once_need_nothing_around_them() {
        let text = ["The office, they say, counted 4,500 so-called crossings & más."];
        assert_eq!(
            of(&text, "4,500 so-called crossings & más", PAGE),
            "https://paper.example/a#:~:text=4%2C500%20so%2Dcalled%20crossings%20%26%20m%C3%A1s"
        );
    }

    #[test]
    fn words_that_stand_twice_have_their_neighbours() {
        let text = ["In May three came.", "In June only three left again, in good order and at night."];
        assert_eq!(
            of(&text, "three", PAGE),
            "https://paper.example/a#:~:text=In%20June%20only-,three,-left%20again%2C%20in%20good%20order"
        );
    }

    #[test]
    fn a_long_passage_is_told_by_its_ends() {
        let long = "one two three four five ".repeat(8) + "six seven eight nine ten";
        let found = of(&[&long], &long, PAGE);
        assert!(found.ends_with(",six%20seven%20eight%20nine%20ten"), "{found}");
        assert!(found.contains("text=one%20two%20three%20four%20five,"));
    }

    #[test]
    fn an_address_keeps_its_own_fragment() {
        let found = of(&["Only here."], "here", "https://paper.example/a?x=1#part");
        assert_eq!(found, "https://paper.example/a?x=1#part:~:text=here");
        let again = of(&["Only here."], "here", "https://paper.example/a#:~:text=there");
        assert_eq!(again, "https://paper.example/a#:~:text=here");
    }
}
