//! Feeds: RSS 0.9 to 2.0, RDF, Atom.
//!
//! [`entries`] cuts a feed into one small feed for each entry: the root's start tag with its
//! namespaces, the channel's title and language, the entry as it stands. Those are the bytes that
//! are kept, so an entry that did not change has the same bytes on the next fetch, whatever became
//! of its neighbours. [`read`] reads one of them.
//!
//! Elements are from the RSS 2.0 specification, RFC 4287 (Atom), RSS 1.0 with the modules `content`
//! and Dublin Core.

use crate::draft::{Claims, Draft};
use crate::inner::Form;
use crate::xml::{Node, Walk, unescape};
use crate::{Limits, ReadError, Source, charset, inner};
use jiff::civil::Date;
use relata_rows::Origin;
use std::ops::Range;

/// Elements that hold an entry's text, best first: the whole text before a summary.
const TEXTS: &[&str] = &["encoded", "content", "fulltext", "description", "summary"];

/// Elements that hold an entry's date, best first: publication before the last change.
const DATES: &[&str] = &["pubDate", "published", "issued", "date", "updated", "modified"];

/// One entry of a feed.
#[derive(Debug, PartialEq)]
pub(crate) struct Entry {
    /// Its `guid` or `id`, where it has one.
    pub id: Option<String>,
    /// A feed with this entry alone.
    pub xml: String,
}

/// Cuts a feed into its entries. Works on tags alone, so that broken markup inside one entry does
/// not harm the others.
pub(crate) fn entries(feed: &str) -> impl Iterator<Item = Entry> + '_ {
    let mut tags = Tags { text: feed, at: 0 };
    let mut root: Option<(&str, &str)> = None;
    let mut channel = "";
    let mut said: Vec<&str> = Vec::new();
    std::iter::from_fn(move || {
        while let Some(tag) = tags.next() {
            match tag.local {
                _ if tag.closes => {}
                _ if root.is_none() => root = Some((tag.raw, tag.name)),
                "channel" => channel = tag.raw,
                "item" | "entry" => {
                    let end = if tag.empty { tag.end } else { tags.end_of(tag.name).unwrap_or(feed.len()) };
                    let (open, name) = root.unwrap_or_default();
                    return Some(entry(open, name, channel, &said, &feed[tag.start..end]));
                }
                // What a channel says of itself, but for what changes with every fetch.
                "title" | "language" if !tag.empty => {
                    let end = tags.end_of(tag.name).unwrap_or(feed.len());
                    if said.len() < 2 {
                        said.push(&feed[tag.start..end]);
                    }
                }
                "image" | "textinput" | "textInput" if !tag.empty => drop(tags.end_of(tag.name)),
                _ => {}
            }
        }
        None
    })
}

fn entry(open: &str, name: &str, channel: &str, said: &[&str], item: &str) -> Entry {
    let said = said.concat();
    let local = name.rsplit(':').next().unwrap_or_default();
    let xml = match local {
        // In RDF items stand beside their channel.
        "RDF" => format!("{open}<channel>{said}</channel>{item}</{name}>"),
        "rss" => format!(
            "{open}{}{said}{item}</channel></{name}>",
            if channel.is_empty() { "<channel>" } else { channel }
        ),
        _ => format!("{open}{said}{item}</{name}>"),
    };
    let id = Fields::of(item).text(&["guid", "id"]).map(|t| t.trim().to_owned());
    // An id goes into a path that people read.
    let id = id.filter(|id| !id.is_empty() && id.len() <= 300 && !id.contains(char::is_control));
    Entry { id, xml }
}

/// A tag found by looking for angle brackets.
struct RawTag<'a> {
    start: usize,
    end: usize,
    raw: &'a str,
    name: &'a str,
    local: &'a str,
    closes: bool,
    empty: bool,
}

/// The tags of a text in order, without those in comments, CDATA and processing instructions.
struct Tags<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    fn next(&mut self) -> Option<RawTag<'a>> {
        loop {
            let start = self.at + memchr::memchr(b'<', &self.text.as_bytes()[self.at..])?;
            let rest = &self.text[start..];
            let (closing, is_tag) = match rest {
                r if r.starts_with("<![CDATA[") => ("]]>", false),
                r if r.starts_with("<!--") => ("-->", false),
                r if r.starts_with("<?") => ("?>", false),
                r if r.starts_with("<!") => (">", false),
                _ => (">", true),
            };
            let end = start + rest.find(closing)? + closing.len();
            self.at = end;
            if !is_tag {
                continue;
            }
            let raw = &self.text[start..end];
            let inside = raw.trim_start_matches(['<', '/']).trim_end_matches('>');
            let name = inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
            let local = name.rsplit(':').next().unwrap_or_default();
            return Some(RawTag {
                start,
                end,
                raw,
                name,
                local,
                closes: raw.starts_with("</"),
                empty: raw.ends_with("/>"),
            });
        }
    }

    /// Moves past the end tag of `name` and says where that is.
    fn end_of(&mut self, name: &str) -> Option<usize> {
        while let Some(tag) = self.next() {
            if tag.closes && tag.name == name {
                return Some(tag.end);
            }
        }
        None
    }
}

/// The elements of one level, each with its place and attributes that matter.
struct Fields<'a> {
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    /// Local name, and that of the element around it.
    local: &'a str,
    parent: &'a str,
    /// Text inside, references resolved.
    text: String,
    /// Bytes between its tags.
    inside: Range<usize>,
    /// Whether there are elements inside.
    marked_up: bool,
    kind: String,
    href: Option<String>,
}

impl<'a> Fields<'a> {
    /// Gathers the elements of `xml` down to the level below the entry; what stands deeper counts as
    /// text of its ancestor there.
    fn of(xml: &'a str) -> Fields<'a> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        // Names of the open elements, and the field that each belongs to.
        let mut open: Vec<(&'a str, Option<usize>)> = Vec::new();
        for (node, range) in Walk::new(xml) {
            match node {
                Node::Open(tag) => {
                    let parent = open.last().copied().unwrap_or(("", None));
                    let inner = parent.1.filter(|_| !matches!(parent.0, "author" | "contributor"));
                    if let Some(around) = inner {
                        fields[around].marked_up = true;
                        open.push((tag.local, inner));
                        continue;
                    }
                    let container =
                        matches!(tag.local, "rss" | "RDF" | "channel" | "feed" | "item" | "entry");
                    if container {
                        open.push((tag.local, None));
                        continue;
                    }
                    open.push((tag.local, Some(fields.len())));
                    fields.push(Field {
                        local: tag.local,
                        parent: parent.0,
                        text: String::new(),
                        inside: range.end..range.end,
                        marked_up: false,
                        kind: tag.attr("type").or_else(|| tag.attr("rel")).unwrap_or_default(),
                        href: tag.attr("href"),
                    });
                }
                Node::Close(_) => {
                    if let Some((name, Some(field))) = open.pop()
                        && fields[field].local == name
                    {
                        fields[field].inside.end = range.start;
                    }
                }
                Node::Text(text) => {
                    if let Some(&(_, Some(field))) = open.last() {
                        fields[field].text.push_str(&text);
                    }
                }
            }
        }
        Fields { fields }
    }

    /// The text of the first element there is of `names`, in their order.
    fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|n| self.all(n).map(|f| f.text.as_str()).find(|t| !t.trim().is_empty()))
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(move |f| f.local == name)
    }

    /// Whether an element stands in an entry and not in the channel.
    fn in_entry(field: &Field<'_>) -> bool {
        matches!(field.parent, "item" | "entry")
    }
}

/// Reads one entry, as [`entries`] cuts it (the first one of a whole feed).
///
/// # Errors
/// [`ReadError::Damaged`] where there is no entry, [`ReadError::NoText`] where it has no text.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    let decoded = charset::decode(&source.bytes, source.hints.charset.as_deref(), true);
    let Some(first) = entries(&decoded.text).next() else {
        return Err(ReadError::Damaged { format: "feed", what: "there is no entry in it".to_owned() });
    };
    let all = Fields::of(&first.xml);
    let of_entry =
        Fields { fields: all.fields.iter().filter(|f| Fields::in_entry(f)).map(Field::copy).collect() };
    let title = of_entry.text(&["title"]).map(plain_title);
    let links = || of_entry.all("link");
    let url = links()
        .find(|f| {
            f.href.is_some()
                && (f.kind.is_empty() || f.kind == "alternate" || f.kind.starts_with("text/html"))
        })
        .and_then(|f| f.href.clone())
        .or_else(|| links().map(|f| f.text.trim().to_owned()).find(|t| t.starts_with("http")));
    let mut claims = Claims {
        title: title.clone(),
        publisher: all
            .fields
            .iter()
            .find(|f| f.local == "title" && !Fields::in_entry(f))
            .map(|f| plain_title(&f.text)),
        published: date(&of_entry),
        authors: authors(&all, &of_entry),
        language: all.text(&["language"]).map(|t| t.trim().to_owned()),
        genre_words: of_entry
            .all("category")
            .map(|f| plain_title(&f.text))
            .filter(|t| !t.is_empty())
            .collect(),
        url: url.clone(),
    };
    let origin = Origin::Bytes { start: 0, end: source.bytes.len() };
    let text =
        TEXTS.iter().find_map(|name| of_entry.all(name).find(|f| f.marked_up || !f.text.trim().is_empty()));
    let text = text.ok_or(ReadError::NoText)?;
    let (body, form) = if text.marked_up {
        (first.xml.get(text.inside.clone()).unwrap_or_default().to_owned(), Form::Fragment)
    } else {
        // Only Atom says so where a text is plain.
        let plain = text.kind == "text" || text.kind == "text/plain";
        (text.text.clone(), if plain { Form::Plain } else { Form::of(&text.text) })
    };
    let mut draft = inner::read(body, form, url, source, origin, limits)?;
    inner::lead_with_title(&mut draft, title.as_deref(), origin);
    claims.genre_words.extend(draft.claims.genre_words);
    draft.claims = claims;
    draft.media_type = "application/feed+xml";
    draft.report.extend(decoded.note);
    Ok(draft)
}

impl Field<'_> {
    fn copy(&self) -> Field<'_> {
        Field {
            text: self.text.clone(),
            inside: self.inside.clone(),
            kind: self.kind.clone(),
            href: self.href.clone(),
            ..*self
        }
    }
}

/// Titles are plain text that often was escaped once too often.
fn plain_title(text: &str) -> String {
    let text = unescape(text.trim());
    let text = if text.contains("</") || text.contains("/>") { strip_tags(&text) } else { text.into_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strip_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// `dc:creator`, Atom's `author/name`, or RSS's `author`, which is a mail address with the name in
/// brackets.
fn authors(all: &Fields<'_>, entry: &Fields<'_>) -> Vec<String> {
    let creators = entry.all("creator").map(|f| f.text.clone());
    let names = all.all("name").filter(|f| f.parent == "author").map(|f| f.text.clone());
    let rss = entry.all("author").filter(|f| !f.marked_up).map(|f| match f.text.split_once('(') {
        Some((mail, name)) if mail.contains('@') => name.trim_end().trim_end_matches(')').to_owned(),
        _ => f.text.clone(),
    });
    let mut found: Vec<String> = Vec::new();
    for name in creators.chain(names).chain(rss) {
        let name = plain_title(&name);
        if !name.is_empty() && !name.contains('@') && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

fn date(fields: &Fields<'_>) -> Option<(Date, Date, String)> {
    let (name, day) = DATES.iter().find_map(|n| Some((n, parse_date(fields.text(&[n])?)?)))?;
    Some((day, day.tomorrow().ok()?, format!("stated: feed {name}")))
}

/// The day, where its author was, of a date as feeds, mails and office files write it (RFC 5322,
/// section 3.3, with or without the day of the week; RFC 3339).
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.get(..10).unwrap_or_default().parse::<Date>() {
        return Some(day);
    }
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|w| !w.is_empty()).collect();
    let at = words.iter().position(|w| w.len() <= 2 && w.bytes().all(|b| b.is_ascii_digit()))?;
    let month = words.get(at + 1)?.get(..3)?.to_ascii_lowercase();
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = MONTHS.iter().position(|m| *m == month)? as i8 + 1;
    let year: i16 = words.get(at + 2)?.parse().ok()?;
    // Two digits: RFC 5322, section 4.3.
    let year = if year < 50 {
        year + 2000
    } else if year < 100 {
        year + 1900
    } else {
        year
    };
    Date::new(year, month, words[at].parse().ok()?).ok()
}
