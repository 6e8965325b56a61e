//! Due dates of proposals as a calendar (iCalendar, RFC 5545).
//!
//! Every due date is a whole-day event on the last day on which a thing is due, or on the first where there is no
//! last. `DTSTAMP`, which must be there, is the day of the document's publication, so that the same case gives the same
//! bytes whenever it is written; 1970-01-01 where that is not known.

use crate::select::{called, title, words};
use jiff::civil::{Date, date};
use relata_rows::export::Filed;
use relata_rows::{Period, Proposal, Row};
use std::collections::BTreeMap;

/// Octets of a line, its break left out (RFC 5545, section 3.1).
const LINE: usize = 75;

/// What stands before all events.
pub(crate) fn head() -> String {
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Relata//Proposals//EN", "CALSCALE:GREGORIAN"]
        .map(folded)
        .concat()
}

/// What stands behind them.
pub(crate) fn tail() -> String {
    folded("END:VCALENDAR")
}

/// The event of a proposal; `None` where no day is set. `names`: those of the actors of the case, by id.
pub(crate) fn event(row: &Row<Proposal>, filed: &Filed, names: &BTreeMap<String, String>) -> Option<String> {
    let p = &row.body;
    let due = p.due.as_ref()?;
    let day = day(due)?;
    let text = &filed.document.text;
    let published = filed.document.metadata.published.as_ref().map_or(date(1970, 1, 1), |p| p.start);
    let action = words(Some(&p.action), text);
    let action = if p.negative { format!("not: {action}") } else { action };
    let summary = match &p.holder {
        Some(holder) => format!("{}: {action}", called([holder], text, names)),
        None => action,
    };
    let sentence = row.span.get(text).unwrap_or_default();
    let told =
        [sentence, &format!("Due: {}", due.text), &format!("Status: {}", p.status.name()), &title(filed)]
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .join("\n");
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@relata", row.id),
        format!("DTSTAMP:{}T000000Z", plain(published)),
        format!("DTSTART;VALUE=DATE:{}", plain(day)),
        format!("DTEND;VALUE=DATE:{}", plain(day.tomorrow().ok()?)),
        format!("SUMMARY:{}", escaped(&summary.split_whitespace().collect::<Vec<_>>().join(" "))),
        format!("DESCRIPTION:{}", escaped(&told)),
        format!("CATEGORIES:{}", p.kind.name().to_uppercase()),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    // A URI may not hold blanks, and is not escaped.
    let url = filed
        .document
        .metadata
        .url
        .as_ref()
        .filter(|u| !u.contains(|c: char| c.is_whitespace() || c.is_control()));
    lines.extend(url.map(|url| format!("URL:{url}")));
    lines.push("END:VEVENT".to_owned());
    Some(lines.iter().map(|line| folded(line)).collect())
}

/// The last day on which it is due, else the first.
fn day(due: &Period) -> Option<Date> {
    due.end.and_then(|end| end.yesterday().ok()).or(due.start)
}

fn plain(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Text as a value (section 3.3.11); characters that no line may hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line with its end, broken where it is too long (section 3.1), never inside a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 2);
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use relata_rows::{
        DocId, Document, Extent, Genre, Metadata, Party, ProposalKind, Published, RowId, RowKind, Sha256,
        Span, Status,
    };

    fn filed(text: &str) -> Filed {
        let sha256 = Sha256::of(text.as_bytes());
        let published =
            Published { start: date(2024, 5, 10), end: date(2024, 5, 11), basis: "stated".into() };
        let document = Document {
            id: DocId::of(&sha256),
            sha256,
            media_type: "text/plain".into(),
            metadata: Metadata {
                title: Some("Wells; and water".into()),
                published: Some(published),
                genre: Genre::News,
                url: Some("https://example.org/a;b,c".into()),
                ..Metadata::default()
            },
            text: text.into(),
            blocks: vec![],
            pages: vec![],
            report: vec![],
        };
        Filed { document, path: "a.txt".into(), duplicate_of: None }
    }

    fn proposal(
        filed: &Filed,
        holder: &str,
        action: &str,
        start: Option<Date>,
        end: Option<Date>,
    ) -> Row<Proposal> {
        let text = &filed.document.text;
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let due = Period {
            text: "by June".into(),
            start,
            end,
            calendar: "gregorian".into(),
            basis: "stated".into(),
        };
        let span = Span::new(0, text.len());
        let body = Proposal {
            kind: ProposalKind::Commitment,
            holder: Some(Party { span: at(holder), entity: Some(0), actor: None }),
            addressees: vec![],
            action: Extent::from(at(action)),
            condition: None,
            negative: false,
            due: Some(due),
            status: Status::Open,
            status_basis: None,
            parent: None,
            statement: None,
        };
        let doc = filed.document.id.clone();
        Row { id: RowId::of(RowKind::Proposals, &doc, span, ""), doc, span, confidence: 0.9, body }
    }

    #[test]
    fn a_promise_stands_on_its_last_day() {
        let filed = filed("The council, it said, will open the wells, all of them, by June.");
        let row =
            proposal(&filed, "The council", "open the wells, all of them", None, Some(date(2024, 6, 1)));
        let event = event(&row, &filed, &BTreeMap::new()).unwrap();
        let lines: Vec<&str> = event.split("\r\n").collect();
        assert_eq!(lines[0], "BEGIN:VEVENT");
        assert_eq!(lines[1], format!("UID:{}@relata", row.id));
        assert_eq!(lines[2], "DTSTAMP:20240510T000000Z");
        assert_eq!(lines[3..5], ["DTSTART;VALUE=DATE:20240531", "DTEND;VALUE=DATE:20240601"]);
        assert_eq!(lines[5], "SUMMARY:The council: open the wells\\, all of them");
        assert!(event.replace("\r\n ", "").contains("\\nStatus: open\\nWells\\; and water\r\n"));
        assert!(event.contains("\r\nURL:https://example.org/a;b,c\r\n"));
        assert!(event.ends_with("END:VEVENT\r\n"));
    }

    #[test]
    fn what_has_no_day_is_no_event() {
        let filed = filed("The council will open the wells.");
        let mut row = proposal(&filed, "The council", "open the wells", None, None);
        assert_eq!(event(&row, &filed, &BTreeMap::new()), None);
        row.body.due = None;
        assert_eq!(event(&row, &filed, &BTreeMap::new()), None);
        let from = proposal(&filed, "The council", "open the wells", Some(date(2024, 7, 1)), None);
        assert!(event(&from, &filed, &BTreeMap::new()).unwrap().contains("DTSTART;VALUE=DATE:20240701"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_they_were(text in "\\PC{0,200}") {
            let line = format!("SUMMARY:{}", escaped(&text));
            let folded = folded(&line);
            prop_assert!(folded.split("\r\n").all(|part| part.len() <= LINE));
            prop_assert_eq!(folded.replace("\r\n ", ""), line + "\r\n");
        }

        #[test]
        fn nothing_breaks_out_of_a_value(text in any::<String>()) {
            let value = escaped(&text);
            prop_assert!(!value.contains(['\n', '\r']));
        }
    }
}
