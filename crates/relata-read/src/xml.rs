//! Walks XML, tag by tag, with the place of each in the text.
//!
//! For the formats that are XML inside (DOCX, ODT, feeds). Forgives what can be forgiven: end tags
//! that match nothing, bare ampersands, entities that nobody declared. Entities of a document type
//! are never expanded and nothing is ever fetched.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::ops::Range;

/// One piece of a document.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    Open(Tag<'a>),
    /// Local name of the element that ends; an empty element ends too.
    Close(&'a str),
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    /// `p` of `w:p`.
    pub local: &'a str,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// The value of the attribute with this local name (`val` for `w:val`).
    pub(crate) fn attr(&self, local: &str) -> Option<String> {
        let found = self.start.attributes().flatten().find(|a| a.key.local_name().as_ref() == local)?;
        Some(unescape(&found.value).into_owned())
    }
}

/// Character and predefined entity references resolved; text with others as it is.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(text).unwrap_or(Cow::Borrowed(text))
}

/// The pieces of `text` in order, each with the bytes it stands on. Ends at the first fault that
/// cannot be forgiven; [`Walk::broken`] then says what it is.
pub(crate) struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// What stopped the walk before the end.
    pub broken: Option<String>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(text: &'a str) -> Walk<'a> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Walk { text, reader, broken: None }
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// Local name of the tag that stands at `range`.
    fn name(&self, range: &Range<usize>) -> &'a str {
        let tag = self.text.get(range.clone()).unwrap_or_default().trim_start_matches(['<', '/']);
        let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
        tag[..end].split_once(':').map_or(&tag[..end], |(_, local)| local)
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = (Node<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.offset();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.broken = Some(error.to_string());
                    return None;
                }
            };
            let range = start..self.offset().max(start);
            let node = match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    Node::Open(Tag { local: self.name(&range), start: tag })
                }
                // The end of an empty element stands on no bytes of its own.
                Event::End(end) if range.is_empty() => {
                    Node::Close(self.last_name(start, end.local_name().as_ref()))
                }
                Event::End(_) => Node::Close(self.name(&range)),
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => Node::Text(resolve(&name)),
                Event::Eof => return None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            return Some((node, range));
        }
    }
}

impl<'a> Walk<'a> {
    /// The local name of the empty element whose tag ends at `end`.
    fn last_name(&self, end: usize, local: &str) -> &'a str {
        let start = self.text[..end].rfind('<').unwrap_or(end);
        let name = self.name(&(start..end));
        // A `<` inside an attribute value would mislead; such a tag closes nothing that matters.
        if name == local { name } else { "" }
    }
}

fn resolve<'a>(name: &quick_xml::events::BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    match quick_xml::escape::resolve_predefined_entity(name) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{};", &**name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_with_their_places() {
        let text = "<?xml version='1.0'?><w:p a='1'>Fish &amp; chips<w:br/><!-- x --></w:p>";
        let mut pieces = Vec::new();
        for (node, range) in Walk::new(text) {
            match node {
                Node::Open(tag) => pieces.push((format!("+{}", tag.local), range.start)),
                Node::Close(name) => pieces.push((format!("-{name}"), range.start)),
                Node::Text(t) => pieces.push((t.into_owned(), range.start)),
            }
        }
        let br = text.find("<w:br").unwrap();
        assert_eq!(
            pieces,
            [
                ("+p".to_owned(), 21),
                ("Fish ".to_owned(), 32),
                ("&".to_owned(), 37),
                (" chips".to_owned(), 42),
                ("+br".to_owned(), br),
                ("-br".to_owned(), br + 7),
                ("-p".to_owned(), text.len() - 6),
            ]
        );
    }

    #[test]
    fn broken_markup_is_forgiven_or_reported() {
        let mut walk = Walk::new("<a>A & B &nbsp;</b></a>");
        let text: String =
            walk.by_ref().filter_map(|(n, _)| if let Node::Text(t) = n { Some(t) } else { None }).collect();
        assert_eq!((text.as_str(), walk.broken.as_deref()), ("A & B &nbsp;", None));
        let mut cut = Walk::new("<a>text<b attr=");
        assert_eq!(cut.by_ref().count(), 2);
        assert!(cut.broken.is_some());
    }
}
