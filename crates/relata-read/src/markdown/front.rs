//! Front matter: the fields before a Markdown text, between lines of `---` (YAML) or `+++` (TOML).
//!
//! Reads the part of YAML 1.2 and TOML 1.0 that front matter uses: one level of keys whose values
//! are plain, quoted (with the escapes of YAML 5.7 and TOML "String"), block scalars or lists. Deeper
//! levels are passed over. Nothing of it ever comes into the text.

use crate::date::{self, Order};
use crate::draft::Claims;
use crate::names;

/// Bytes of front matter beyond which a first line of marks is no front matter.
const LONGEST: usize = 16 << 10;

/// Which keys hold what, best first (Jekyll, Hugo, Pandoc, and exports of news archives).
const TITLE: &[&str] = &["title", "headline"];
const AUTHORS: &[&str] = &["author", "authors", "byline", "by", "creator"];
const PUBLISHED: &[&str] = &[
    "published_time",
    "datepublished",
    "date_published",
    "published_at",
    "publishdate",
    "published",
    "pubdate",
    "date",
    "created",
];
const PUBLISHER: &[&str] = &["publisher", "site_name", "sitename", "site", "publication", "outlet", "source"];
const URL: &[&str] = &["source_url", "canonical_url", "canonical", "url", "link", "permalink"];
const LANGUAGE: &[&str] = &["lang", "language", "locale"];
const WORDS: &[&str] = &["tags", "tag", "categories", "category", "keywords", "section", "type", "genre"];

/// One field: its key in lower case, and its values.
type Field = (String, Vec<String>);

/// The front matter of `text`, and the byte at which the text itself begins; 0 where there is none.
pub(super) fn front_matter(text: &str) -> (Claims, usize) {
    let from = text.len() - text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ']).len();
    let head = &text[from..text.floor_char_boundary(from + LONGEST)];
    let mut lines = head.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default().trim_end();
    let toml = fence == "+++";
    if fence != "---" && !toml {
        return (Claims::default(), 0);
    }
    let mut end = head.split_inclusive('\n').next().map_or(0, str::len);
    let mut body = Vec::new();
    for line in lines {
        end += line.len();
        let mark = line.trim_end();
        if mark == fence || (!toml && mark == "...") {
            let fields = fields(&body, if toml { '=' } else { ':' });
            // A text may begin with a ruled line: without a field it is none of ours.
            return if fields.is_empty() { (Claims::default(), 0) } else { (claims(&fields), from + end) };
        }
        body.push(line.trim_end_matches(['\n', '\r']));
    }
    (Claims::default(), 0)
}

/// The fields of these lines; `sign` stands between key and value.
fn fields(lines: &[&str], sign: char) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut rest = lines.iter().copied().peekable();
    while let Some(line) = rest.next() {
        if line.starts_with([' ', '\t', '#', '[', '-']) {
            continue;
        }
        let Some((key, value)) = line.split_once(sign) else { continue };
        let key = key.trim().trim_matches(['"', '\'']).to_lowercase().replace('-', "_");
        let mut value = value.trim().to_owned();
        let block = matches!(value.as_str(), "" | "|" | ">" | "|-" | ">-" | "|+" | ">+");
        let closed = |value: &str| match value.chars().next() {
            Some(q @ ('"' | '\'')) => quoted(value, q).is_some(),
            Some('[') => value.ends_with(']'),
            _ => false,
        };
        let quotes = value.starts_with(['"', '\'', '[']);
        let mut items = Vec::new();
        // What belongs to this field: lines that stand in, list items, the rest of an open quote.
        while let Some(next) = rest.peek() {
            let inner = next.trim();
            let item = inner.starts_with("- ");
            let stands_in = !inner.is_empty() && next.starts_with([' ', '\t']) && !item;
            let more = if quotes { !closed(&value) } else { stands_in };
            if more {
                fold(&mut value, inner);
            } else if value.is_empty() && item {
                items.push(scalar(inner[2..].trim()));
            } else if !inner.is_empty() {
                break;
            }
            rest.next();
        }
        if block {
            value = value.trim_start_matches(['|', '>', '-', '+']).trim().to_owned();
        }
        let values = if items.is_empty() { list(&value) } else { items };
        let values: Vec<String> =
            values.into_iter().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect();
        if !values.is_empty() {
            fields.push((key, values));
        }
    }
    fields
}

/// Adds a folded line: a blank stands for the line break, nothing where it is escaped (YAML 7.3.1).
fn fold(value: &mut String, line: &str) {
    let escaped = value.chars().rev().take_while(|&c| c == '\\').count() % 2 == 1;
    if escaped {
        value.pop();
        value.push_str(line);
    } else {
        value.push(' ');
        value.push_str(line);
    }
}

/// The items of a flow list, or the one value.
fn list(value: &str) -> Vec<String> {
    let Some(inner) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) else {
        return vec![scalar(value)];
    };
    let mut items = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if inner[start..at].trim().is_empty() => quote = Some(c),
            (Some(q), c) if c == q => quote = None,
            (None, ',') => {
                items.push(scalar(inner[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(scalar(inner[start..].trim()));
    items
}

/// One value without its quotes and, where it has none, without a comment after it.
fn scalar(value: &str) -> String {
    match value.chars().next() {
        Some(q @ ('"' | '\'')) => quoted(value, q).unwrap_or_else(|| value[1..].to_owned()),
        _ => value.split(" #").next().unwrap_or_default().trim().to_owned(),
    }
}

/// What stands between the quotes `q` at the beginning of `value`, escapes resolved; `None` where
/// the quote is not closed.
fn quoted(value: &str, q: char) -> Option<String> {
    let mut out = String::new();
    let mut chars = value[1..].chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' if q == '\'' && chars.peek() == Some(&'\'') => out.extend(chars.next()),
            c if c == q => return Some(out),
            '\\' if q == '"' => match chars.next()? {
                'n' | 'r' | 't' | ' ' | 'N' | 'L' | 'P' => out.push(' '),
                '_' => out.push('\u{a0}'),
                'x' => out.extend(hex(&mut chars, 2)),
                'u' => out.extend(hex(&mut chars, 4)),
                'U' => out.extend(hex(&mut chars, 8)),
                c if c.is_control() => {}
                '0' | 'a' | 'b' | 'e' | 'f' | 'v' => {}
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
    None
}

/// The character whose number is written in so many hexadecimal digits.
fn hex(chars: &mut impl Iterator<Item = char>, digits: usize) -> Option<char> {
    let code: String = chars.take(digits).collect();
    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32)
}

fn claims(fields: &[Field]) -> Claims {
    let all = |keys: &[&str]| -> Vec<&Field> {
        keys.iter().filter_map(|k| fields.iter().find(|(key, _)| key == k)).collect()
    };
    // White space that the site put in to hold words together means nothing in a title.
    let tidy = |s: &String| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = |keys: &[&str]| all(keys).first().and_then(|(_, values)| values.first()).map(tidy);
    let published = all(PUBLISHED).into_iter().find_map(|(key, values)| {
        let days = date::read(values.first()?, Order::Unknown)?;
        Some((days.start, days.end, format!("front matter {key}")))
    });
    let address = |s: &String| s.starts_with("http://") || s.starts_with("https://");
    Claims {
        title: first(TITLE),
        authors: all(AUTHORS)
            .first()
            .map_or_else(Vec::new, |(_, values)| values.iter().flat_map(|v| names::people(v)).collect()),
        publisher: all(PUBLISHER)
            .into_iter()
            .filter_map(|(_, values)| values.first())
            .find(|v| !address(v))
            .map(tidy),
        published,
        language: first(LANGUAGE),
        url: all(URL).into_iter().filter_map(|(_, values)| values.first()).find(|v| address(v)).cloned(),
        genre_words: all(WORDS).into_iter().flat_map(|(_, values)| values.iter().map(tidy)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_fields_become_claims() {
        let text = "---\ntitle: \"A Pier\\_and a \\u201CLamp\\u201D\\\n  \\ for the Port\"\nauthors:\n- Ana Vale\n- Jo Roe\n\
                    date: '2024-05-06'\npublished_time: 2024-05-07 10:00:00-04:00\nsource_url: https://example.org/a\n\
                    tags: [ports, 'sea, wind']\nsite: The Harbour # a paper\n---\nText\n";
        let (claims, end) = front_matter(text);
        assert_eq!(&text[end..], "Text\n");
        assert_eq!(claims.title.as_deref(), Some("A Pier and a “Lamp” for the Port"));
        assert_eq!(claims.authors, ["Ana Vale", "Jo Roe"]);
        let (start, _, basis) = claims.published.unwrap();
        assert_eq!(
            (start.to_string().as_str(), basis.as_str()),
            ("2024-05-07", "front matter published_time")
        );
        assert_eq!(claims.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(claims.publisher.as_deref(), Some("The Harbour"));
        assert_eq!(claims.genre_words, ["ports", "sea, wind"]);
    }

    #[test]
    fn toml_and_folded_fields_are_read_and_a_ruled_line_is_not_front_matter() {
        let (claims, _) = front_matter("+++\ntitle = 'On \"Grain\"'\ndate = 2024-05-06\n+++\n");
        assert_eq!(claims.title.as_deref(), Some("On \"Grain\""));
        assert!(claims.published.is_some());
        let (claims, _) = front_matter("---\ntitle: >\n  A long\n  title\nextra:\n  deep: value\n---\n");
        assert_eq!(claims.title.as_deref(), Some("A long title"));
        assert_eq!(front_matter("---\n\nA text\n\n---\n").1, 0);
        assert_eq!(front_matter("--- title: no").1, 0);
    }
}
