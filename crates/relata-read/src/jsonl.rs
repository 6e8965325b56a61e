//! One record of JSON Lines: an object with a text in one of its fields.
//!
//! [`crate::Hints::fields`] says which fields hold what; `a.b` is field `b` of object `a`.

use crate::draft::{Claims, Draft};
use crate::feed::parse_date;
use crate::inner::Form;
use crate::{Limits, ReadError, Source, inner};
use jiff::civil::Date;
use relata_rows::Origin;
use serde_json::Value;

/// Reads one record. A text with tags in it is read as HTML.
///
/// # Errors
/// [`ReadError::Damaged`] where the record is no JSON object or has no such field.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    let damaged = |what: String| ReadError::Damaged { format: "JSON record", what };
    let bytes = source.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&source.bytes);
    let record: Value = serde_json::from_slice(bytes).map_err(|e| damaged(e.to_string()))?;
    let fields = &source.hints.fields;
    let string = |path: &str| field(&record, path).and_then(Value::as_str).map(str::to_owned);
    let Some(text) = string(&fields.text) else {
        let names: Vec<&str> =
            record.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).take(20).collect();
        let what = format!(
            "no field \"{}\" with a text (fields: {}); name it with --fields text=...",
            fields.text,
            names.join(", ")
        );
        return Err(damaged(what));
    };
    let form = Form::of(&text);
    let origin = Origin::Bytes { start: 0, end: source.bytes.len() };
    let url = string(&fields.url);
    let mut draft = inner::read(text, form, url.clone(), source, origin, limits)?;
    let title = string(&fields.title).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    inner::lead_with_title(&mut draft, title.as_deref(), origin);
    let found = std::mem::take(&mut draft.claims);
    let authors = field(&record, &fields.author).map(strings).unwrap_or_default();
    draft.claims = Claims {
        title: title.or(found.title),
        authors: if authors.is_empty() { found.authors } else { authors },
        publisher: string(&fields.publisher).or(found.publisher),
        published: field(&record, &fields.date).and_then(|d| date(d, &fields.date)).or(found.published),
        url: url.or(found.url),
        ..found
    };
    draft.media_type = "application/json";
    Ok(draft)
}

/// The value under a field's name, or under a path of names with dots between.
fn field<'v>(record: &'v Value, path: &str) -> Option<&'v Value> {
    record.get(path).or_else(|| path.split('.').try_fold(record, |value, name| value.get(name)))
}

/// A string, or the strings of a list; objects in it by their `name`.
fn strings(value: &Value) -> Vec<String> {
    let one =
        |v: &Value| v.as_str().or_else(|| v.get("name").and_then(Value::as_str)).map(|s| s.trim().to_owned());
    let all: Vec<String> = match value {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    };
    all.into_iter().filter(|s| !s.is_empty()).collect()
}

/// A date as text, or as seconds or milliseconds since 1970 (the latter are above 10^11: the year
/// 5138 in seconds, 1973 in milliseconds).
fn date(value: &Value, name: &str) -> Option<(Date, Date, String)> {
    let day = match value {
        Value::String(text) => parse_date(text)?,
        value => {
            let n = value.as_f64()?;
            let seconds = if n.abs() >= 1e11 { n / 1000.0 } else { n };
            let moment = jiff::Timestamp::from_second(seconds as i64).ok()?;
            jiff::tz::Offset::UTC.to_datetime(moment).date()
        }
    };
    Some((day, day.tomorrow().ok()?, format!("stated: field {name}")))
}
