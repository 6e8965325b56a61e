//! The sidecar: a plain text beside a table that says what its series count.
//!
//! Blocks of `key: value` lines under a head in brackets, apart by empty lines; `#` begins a comment; a line that
//! begins with a space goes on with the one before; lists are parted by `|`. A head `[place NAME]` opens a block
//! about a place, any other one about series, by the id under which they are known. `like: ID` takes over what
//! another block above says. The keys are in `docs/record.md`.

use crate::error::Error;
use crate::series::{Definition, Place, Time};
use relata_rows::Measure;
use std::fmt::Write;

/// What a sidecar says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sidecar {
    /// About series.
    pub definitions: Vec<Definition>,
    /// About places.
    pub places: Vec<Place>,
}

/// The block that is being read.
enum Open {
    None,
    Series(Box<Definition>),
    Place(Place),
}

impl Sidecar {
    /// Reads the text of a sidecar; `name` is that of its file, for errors. What can be read is, whatever else stands
    /// there: the errors name the lines that cannot.
    pub fn parse(name: &str, text: &str) -> (Sidecar, Vec<Error>) {
        let (mut sidecar, mut errors, mut open) = (Sidecar::default(), Vec::new(), Open::None);
        for (number, line) in joined(text) {
            let mut fail = |what: String| errors.push(Error::at(name, number, what));
            if let Some(head) = line.strip_prefix('[') {
                sidecar.close(std::mem::replace(&mut open, Open::None));
                let Some(head) = head.strip_suffix(']') else {
                    fail("a head without its closing bracket".into());
                    continue;
                };
                open = match head.trim().strip_prefix("place ") {
                    Some(place) => Open::Place(Place { name: place.trim().into(), ..Place::default() }),
                    None => Open::Series(Box::new(Definition {
                        id: head.trim().into(),
                        factor: 1.0,
                        unit: "1".into(),
                        ..Definition::default()
                    })),
                };
                continue;
            }
            let Some((key, value)) = line.split_once(':') else {
                fail(format!("no key before a colon: {line}"));
                continue;
            };
            let (key, value) = (key.trim(), value.trim());
            let read = match &mut open {
                Open::None => Err("a line before the first head".to_owned()),
                Open::Place(place) => place_line(place, key, value),
                Open::Series(own) if key == "like" => {
                    match sidecar.definitions.iter().find(|d| d.id == value) {
                        Some(other) => {
                            **own = Definition { id: std::mem::take(&mut own.id), ..other.clone() };
                            Ok(())
                        }
                        None => Err(format!("no block above is called {value}")),
                    }
                }
                Open::Series(own) => line_of(own, key, value),
            };
            if let Err(what) = read {
                fail(what);
            }
        }
        sidecar.close(open);
        (sidecar, errors)
    }

    fn close(&mut self, open: Open) {
        match open {
            Open::None => {}
            Open::Place(place) => self.places.push(place),
            Open::Series(own) => self.definitions.push(*own),
        }
    }

    /// As text, which [`Sidecar::parse`] reads back.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for place in &self.places {
            let _ = writeln!(out, "[place {}]", place.name);
            put(&mut out, "in", place.within.as_deref().unwrap_or_default());
            put(&mut out, "told", &place.told.join(" | "));
            out.push('\n');
        }
        for own in &self.definitions {
            let _ = writeln!(out, "[{}]", own.id);
            write(&mut out, own);
            out.push('\n');
        }
        out
    }
}

/// The lines that say something, each with its number, continuations joined.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let plain = line.trim();
        if plain.is_empty() || plain.starts_with('#') {
            continue;
        }
        match lines.last_mut() {
            Some((_, last)) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(plain);
            }
            _ => lines.push((n + 1, plain.to_owned())),
        }
    }
    lines
}

fn list(value: &str) -> Vec<String> {
    value.split('|').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
}

fn text(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

fn place_line(place: &mut Place, key: &str, value: &str) -> Result<(), String> {
    match key {
        "in" => place.within = text(value),
        "told" => place.told = list(value),
        _ => return Err(format!("no key of a place: {key}")),
    }
    Ok(())
}

fn line_of(own: &mut Definition, key: &str, value: &str) -> Result<(), String> {
    match key {
        "table" => own.table = value.into(),
        "where" => {
            own.select = value
                .split(';')
                .filter(|p| !p.trim().is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').ok_or(format!("no `=` in {pair}"))?;
                    Ok((name.trim().to_owned(), value.trim().to_owned()))
                })
                .collect::<Result<_, String>>()?;
        }
        "name" => own.name = value.into(),
        "agency" => own.agency = value.into(),
        "called" => own.called = list(value),
        "kind" => own.measure.kind = value.into(),
        "what" => own.measure.what = value.into(),
        "qualifiers" => own.measure.qualifiers = list(value),
        "of" => own.measure.of = text(value),
        "basis" => own.measure.basis = text(value),
        "told" => own.told = list(value),
        "with" => own.with.push(list(value)),
        // An empty one takes back what `like` brought.
        "without" => own.with.clear(),
        "may" => own.may = list(value),
        "not" => own.not = list(value),
        "minus" => own.minus = list(value),
        "unit" => own.unit = value.into(),
        "factor" => {
            let factor: f64 = value.parse().map_err(|_| format!("no number: {value}"))?;
            own.factor = Some(factor).filter(|f| f.is_finite()).ok_or(format!("no number: {value}"))?;
        }
        "time" => {
            own.time = [Time::Flow, Time::Stock, Time::Level]
                .into_iter()
                .find(|t| t.name() == value)
                .ok_or(format!("time is flow, stock or level, not {value}"))?;
        }
        "rolling" => own.rolling = yes(value)?,
        "fiscal" => own.fiscal = yes(value)?,
        "part of" => own.part_of = text(value),
        "ratio" => {
            let (over, under) = value.split_once('/').ok_or(format!("no `/` in {value}"))?;
            own.ratio = Some((over.trim().into(), under.trim().into()));
        }
        "place" => own.place = text(value),
        "origin" => own.origin = yes(value)?,
        "home" => own.home = yes(value)?,
        "licence" => own.licence = value.into(),
        "source" => own.url = text(value),
        "mind" => own.mind = text(value),
        _ => return Err(format!("no key of a series: {key}")),
    }
    Ok(())
}

fn yes(value: &str) -> Result<bool, String> {
    match value {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err(format!("yes or no, not {value}")),
    }
}

fn put(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{key}: {value}");
    }
}

fn write(out: &mut String, own: &Definition) {
    let select: Vec<String> = own.select.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let Measure { kind, what, qualifiers, of, basis, .. } = &own.measure;
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    put(out, "table", &own.table);
    put(out, "where", &select.join("; "));
    put(out, "name", &own.name);
    put(out, "agency", &own.agency);
    put(out, "called", &own.called.join(" | "));
    put(out, "kind", kind);
    put(out, "what", what);
    put(out, "qualifiers", &qualifiers.join(" | "));
    put(out, "of", &optional(of));
    put(out, "basis", &optional(basis));
    put(out, "told", &own.told.join(" | "));
    own.with.iter().for_each(|group| put(out, "with", &group.join(" | ")));
    put(out, "may", &own.may.join(" | "));
    put(out, "not", &own.not.join(" | "));
    put(out, "minus", &own.minus.join(" | "));
    put(out, "unit", &own.unit);
    if own.factor != 1.0 {
        put(out, "factor", &own.factor.to_string());
    }
    put(out, "time", own.time.name());
    put(out, "rolling", if own.rolling { "yes" } else { "" });
    put(out, "fiscal", if own.fiscal { "yes" } else { "" });
    put(out, "part of", &optional(&own.part_of));
    put(out, "ratio", &own.ratio.as_ref().map_or(String::new(), |(over, under)| format!("{over} / {under}")));
    put(out, "place", &optional(&own.place));
    put(out, "origin", if own.origin { "yes" } else { "" });
    put(out, "home", if own.home { "yes" } else { "" });
    put(out, "licence", &own.licence);
    put(out, "source", &optional(&own.url));
    put(out, "mind", &optional(&own.mind));
}
