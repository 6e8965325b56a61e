//! Annotated text: TimeML files with TIMEX3 in the text, and a plain form for texts marked by hand.

use super::{Kind, Timex, published};
use jiff::civil::Date;
use relata_rows::{Document, Span};

/// One annotated document.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Its text without marks, published on its day of creation.
    pub document: Document,
    /// Its expressions, in order.
    pub timexes: Vec<Timex>,
}

/// The document of a TimeML file: the text of its TEXT element and the value of its DCT element.
///
/// # Errors
/// What is missing.
pub fn read(file: &str) -> Result<Gold, &'static str> {
    let between = |open: &str, close: &str| {
        let from = file.find(open)? + open.len();
        Some(&file[from..from + file[from..].find(close)?])
    };
    let body = between("<TEXT>", "</TEXT>").ok_or("no TEXT element")?;
    let created = between("<DCT>", "</DCT>").and_then(|d| attribute(d, "value"));
    let (mut text, mut timexes) = (String::with_capacity(body.len()), Vec::new());
    let mut open: Option<(usize, Kind, String)> = None;
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        entities(&rest[..at], &mut text);
        let end = rest[at..].find('>').ok_or("a tag that does not end")? + at;
        let tag = &rest[at + 1..end];
        if tag.starts_with("TIMEX3") && !tag.ends_with('/') {
            let kind =
                kind(&attribute(tag, "type").unwrap_or_default()).ok_or("a TIMEX3 of no known type")?;
            open = Some((text.len(), kind, attribute(tag, "value").unwrap_or_default()));
        } else if tag == "/TIMEX3"
            && let Some((start, kind, value)) = open.take()
        {
            timexes.push(Timex {
                span: Span::new(start, text.len()).trim(&text),
                kind,
                value,
                modifier: None,
                period: None,
                reported: false,
            });
        }
        rest = &rest[end + 1..];
    }
    entities(rest, &mut text);
    let created = created.and_then(|c| c.get(..10).unwrap_or(&c).parse().ok());
    Ok(Gold { document: document(text, created), timexes })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[from..from + tag[from..].find('"')?];
    let mut out = String::new();
    entities(value, &mut out);
    Some(out)
}

fn kind(name: &str) -> Option<Kind> {
    [Kind::Date, Kind::Time, Kind::Duration, Kind::Set].into_iter().find(|k| k.name() == name)
}

/// Adds text with the five entities of XML written out.
fn entities(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
        let (len, c) =
            known.into_iter().find(|(e, _)| rest.starts_with(e)).map_or((1, '&'), |(e, c)| (e.len(), c));
        out.push(c);
        rest = &rest[len..];
    }
    out.push_str(rest);
}

/// A paragraph is a line, with the lines after it where it was broken to a width.
fn document(text: String, created: Option<Date>) -> Document {
    let mut document = Document::of_lines(text);
    let mut merged: Vec<relata_rows::Block> = Vec::with_capacity(document.blocks.len());
    for block in std::mem::take(&mut document.blocks) {
        let words = |span: Span| span.get(&document.text).unwrap_or_default();
        if let Some(last) = merged.last_mut() {
            let gap = words(Span::new(last.span.end, block.span.start));
            let line = words(last.span);
            // Shorter lines, and lines that end a sentence, end their paragraph.
            let broken = gap.matches('\n').count() == 1
                && line.len() >= 50
                && !line.ends_with(['.', '!', '?', '"', '”', ':']);
            if broken {
                last.span = last.span.cover(block.span);
                continue;
            }
        }
        merged.push(block);
    }
    document.blocks = merged;
    document.metadata.published = created.map(published);
    document
}

/// Documents in the plain form: `= DATE` opens one, every other line is a paragraph, `# ` a comment, and
/// `[words|TYPE value]` an expression.
///
/// # Errors
/// The line that is not of this form.
pub fn read_plain(file: &str) -> Result<Vec<Gold>, usize> {
    let mut all = Vec::new();
    let mut open: Option<(Date, String, Vec<Timex>)> = None;
    let close = |open: Option<(Date, String, Vec<Timex>)>, all: &mut Vec<Gold>| {
        if let Some((created, text, timexes)) = open {
            all.push(Gold { document: document(text, Some(created)), timexes });
        }
    };
    for (number, line) in file.lines().enumerate() {
        let wrong = number + 1;
        if line.trim().is_empty() || line.starts_with("# ") {
            continue;
        }
        if let Some(date) = line.strip_prefix("= ") {
            close(open.take(), &mut all);
            open = Some((date.trim().parse().map_err(|_| wrong)?, String::new(), Vec::new()));
            continue;
        }
        let (_, text, timexes) = open.as_mut().ok_or(wrong)?;
        let mut rest = line;
        while let Some(at) = rest.find('[') {
            text.push_str(&rest[..at]);
            let end = rest[at..].find(']').ok_or(wrong)? + at;
            let (words, mark) = rest[at + 1..end].split_once('|').ok_or(wrong)?;
            let (name, value) = mark.split_once(' ').ok_or(wrong)?;
            let span = Span::new(text.len(), text.len() + words.len());
            let kind = kind(name).ok_or(wrong)?;
            timexes.push(Timex {
                span,
                kind,
                value: value.to_owned(),
                modifier: None,
                period: None,
                reported: false,
            });
            text.push_str(words);
            rest = &rest[end + 1..];
        }
        text.push_str(rest);
        text.push_str("\n\n");
    }
    close(open.take(), &mut all);
    Ok(all)
}
