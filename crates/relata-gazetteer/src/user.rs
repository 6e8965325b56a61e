//! A user's own list: a CSV file (RFC 4180, UTF-8) with a line of column names.
//!
//! | column | what it has |
//! | --- | --- |
//! | `name` | the usual name; must be there |
//! | `type` | `person organization group place law event work`; must be there |
//! | `aliases` | other names and short forms, parted by `\|` |
//! | `country` | its code of two letters (ISO 3166-1), or its name in English |
//! | `id` | an id of one's own or of the built-in list; without one, type and name make it |
//! | `office` | a title held: "foreign minister", "Governor of Texas", "ambassador to Mexico" |
//! | `from`, `to` | first and last day, month or year of it (`2018-12-01`, `2018-12`, `2018`); empty: open |
//!
//! Columns may stand in any order, and all but the first two may be missing. Several lines with one id are one
//! entry with all their names and offices.

use crate::built_in::BUILT_IN;
use crate::entry::{Basis, Entry};
use crate::list::{List, term};
use crate::office::Post;
use relata_rows::ActorKind;
use std::collections::BTreeMap;
use std::fmt;

const COLUMNS: [&str; 8] = ["name", "type", "aliases", "country", "id", "office", "from", "to"];

/// Why a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListError {
    /// The line of the file, from 1, on which the row begins.
    pub line: usize,
    /// The column, where it is one's fault.
    pub column: Option<&'static str>,
    /// What is wrong, as half a sentence.
    pub what: String,
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.what),
            None => write!(f, "line {}: {}", self.line, self.what),
        }
    }
}

impl std::error::Error for ListError {}

/// The rows of a CSV text with the line on which each begins.
fn cells(text: &str) -> Result<Vec<(usize, Vec<String>)>, ListError> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut line, mut begun) = (1, 1);
    // Whether inside quotation marks; whether the cell was quoted and has ended.
    let (mut inside, mut closed) = (false, false);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if inside => (inside, closed) = (false, true),
            _ if inside => cell.push(c),
            '"' if cell.trim().is_empty() && !closed => {
                cell.clear();
                inside = true;
            }
            ',' => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                closed = false;
            }
            '\n' => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push((begun, std::mem::take(&mut row)));
                (begun, closed) = (line, false);
            }
            '\r' => {}
            _ if closed && !c.is_whitespace() => {
                let what = "text follows a closing quotation mark".to_owned();
                return Err(ListError { line: begun, column: None, what });
            }
            _ => cell.push(c),
        }
    }
    if inside {
        return Err(ListError {
            line: begun,
            column: None,
            what: "a quotation mark is never closed".to_owned(),
        });
    }
    row.push(cell.trim().to_owned());
    rows.push((begun, row));
    rows.retain(|(_, row)| row.iter().any(|c| !c.is_empty()));
    Ok(rows)
}

/// One row: its line and its cells by column.
struct Row {
    line: usize,
    cells: [String; COLUMNS.len()],
}

impl Row {
    fn get(&self, column: &str) -> &str {
        COLUMNS.iter().position(|c| *c == column).map_or("", |i| self.cells[i].as_str())
    }

    fn wrong(&self, column: &'static str, what: impl Into<String>) -> ListError {
        ListError { line: self.line, column: Some(column), what: what.into() }
    }

    fn kind(&self) -> Result<ActorKind, ListError> {
        let kinds = || ActorKind::ALL.map(ActorKind::name).join(", ");
        match self.get("type") {
            "" => Err(self.wrong("type", format!("is empty; it must be one of {}", kinds()))),
            kind => ActorKind::parse(&kind.to_lowercase())
                .ok_or_else(|| self.wrong("type", format!("\"{kind}\" is none of {}", kinds()))),
        }
    }

    fn country(&self) -> Result<Option<String>, ListError> {
        let country = self.get("country");
        if country.is_empty() {
            return Ok(None);
        }
        let of_code = BUILT_IN.entry(&format!("iso:{}", country.to_uppercase())).filter(|e| e.is_country());
        let found = of_code.or_else(|| BUILT_IN.country(country).map(|c| c.entry));
        found.map(|e| e.country.clone()).ok_or_else(|| {
            self.wrong("country", format!("\"{country}\" is no country known; write its code of two letters"))
        })
    }
}

/// Reads the rows of a list below its line of column names.
fn table(text: &str) -> Result<Vec<Row>, ListError> {
    let mut rows = cells(text)?.into_iter();
    let Some((line, head)) = rows.next() else {
        let what = "the list is empty; its first line must name the columns".to_owned();
        return Err(ListError { line: 1, column: None, what });
    };
    let mut places = Vec::new();
    for name in &head {
        let known = COLUMNS.iter().position(|c| *c == name.to_lowercase());
        let Some(place) = known.filter(|p| !places.contains(p)) else {
            let why = if known.is_some() { "is there twice" } else { "is no column of a list" };
            let what = format!("\"{name}\" {why}; the columns are {}", COLUMNS.join(", "));
            return Err(ListError { line, column: None, what });
        };
        places.push(place);
    }
    for (place, column) in COLUMNS[..2].iter().enumerate() {
        if !places.contains(&place) {
            return Err(ListError { line, column: Some(column), what: "is missing".to_owned() });
        }
    }
    rows.map(|(line, row)| {
        if row.len() > places.len() {
            let what = format!("has {} cells, but there are {} columns", row.len(), places.len());
            return Err(ListError { line, column: None, what });
        }
        let mut cells: [String; COLUMNS.len()] = Default::default();
        for (cell, place) in row.into_iter().zip(&places) {
            cells[*place] = cell;
        }
        Ok(Row { line, cells })
    })
    .collect()
}

/// Reads a list.
pub(crate) fn read(text: &str) -> Result<List, ListError> {
    let rows = table(text)?;
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut offices = Vec::new();
    for row in &rows {
        let name = row.get("name");
        if name.is_empty() {
            return Err(row.wrong("name", "is empty"));
        }
        let kind = row.kind()?;
        let country = row.country()?;
        let id = match row.get("id") {
            "" => format!("user:{}-{}", kind.name(), crate::fold(name).replace(' ', "-")),
            id => id.to_owned(),
        };
        let entry = entries.entry(id.clone()).or_insert_with(|| Entry::new(&id, kind, name));
        if entry.kind != kind {
            let what = format!("{id} is a {} on an earlier line, a {} here", entry.kind.name(), kind.name());
            return Err(row.wrong("type", what));
        }
        for other in std::iter::once(name).chain(row.get("aliases").split('|').map(str::trim)) {
            if !other.is_empty() && entry.names().all(|n| n != other) {
                entry.aliases.push(other.to_owned());
            }
        }
        let office = row.get("office");
        if office.is_empty() {
            entry.country = entry.country.take().or(country);
            continue;
        }
        if kind != ActorKind::Person {
            return Err(row.wrong("office", format!("a {} holds no office", kind.name())));
        }
        offices.push((row, id, Post::read(office, country.as_deref(), &BUILT_IN)));
    }
    let mut list = List::new(entries.into_values().collect());
    let mut terms = Vec::new();
    for (row, id, post) in offices {
        let Some(person) = list.place(&id) else { continue };
        let (from, to) = (row.get("from"), row.get("to"));
        for (column, date) in [("from", from), ("to", to)] {
            if !date.is_empty() && crate::entry::days(date).is_none() {
                return Err(
                    row.wrong(column, format!("\"{date}\" is no date; write 2018-12-01, 2018-12 or 2018"))
                );
            }
        }
        let Some(term) = term(person, list.add_post(post), from, to, Basis::Stated) else { continue };
        if term.from.zip(term.to).is_some_and(|(from, to)| to < from) {
            return Err(row.wrong("to", format!("{to} is before {from}")));
        }
        terms.push(term);
    }
    list.set_terms(terms);
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_line_and_column() {
        assert_eq!(error(""), "line 1: the list is empty; its first line must name the columns");
        assert_eq!(error("name,country\n"), "line 1, column type: is missing");
        assert!(error("name,type,colour\n").starts_with("line 1: \"colour\" is no column"));
        assert!(error("name,type,name\n").starts_with("line 1: \"name\" is there twice"));
        assert!(
            error("name,type\nA Person,persona\n").starts_with("line 2, column type: \"persona\" is none of")
        );
        assert_eq!(error("name,type\n,person\n"), "line 2, column name: is empty");
        // The row begins on line 3, after one of two lines.
        let two = "name,type,country\n\"A\nPerson\",person,MX\nB,person,Ruritania\n";
        assert!(error(two).starts_with("line 4, column country: \"Ruritania\" is no country"));
        let office = "name,type,office,from,to\nA Person,person,mayor,May 2018,\n";
        assert!(error(office).starts_with("line 2, column from: \"May 2018\" is no date"));
        let turned = "name,type,office,from,to\nA Person,person,mayor,2019,2018\n";
        assert_eq!(error(turned), "line 2, column to: 2018 is before 2019");
        let body = "name,type,office\nA Body,organization,president\n";
        assert_eq!(error(body), "line 2, column office: a organization holds no office");
        assert!(error("name,type\na,work,b\n").starts_with("line 2: has 3 cells"));
        assert_eq!(error("name,type\n\"a,work\n"), "line 2: a quotation mark is never closed");
        assert_eq!(error("name,type\n\"a\"b,work\n"), "line 2: text follows a closing quotation mark");
        let twice = "name,type,id\na,work,x\nb,law,x\n";
        assert_eq!(error(twice), "line 3, column type: x is a work on an earlier line, a law here");
    }

    #[test]
    fn quotation_marks_line_ends_and_empty_lines_are_read_as_csv_has_them() {
        let text = "\u{feff}type,name,aliases\r\n\r\nlaw, \"The \"\"Long\"\" Act, 2020\" ,LA|Long Act\r\n";
        let list = read(text).unwrap();
        let [entry] = list.entries() else { panic!("{:?}", list.entries()) };
        assert_eq!(entry.name, "The \"Long\" Act, 2020");
        assert_eq!(entry.aliases, ["LA", "Long Act"]);
        assert_eq!(entry.id, "user:law-the-long-act-2020");
    }
}
