//! Time expressions against annotated files: TimeML ([`timeml`]) and the specifications of Recognizers-Text
//! ([`recognizers`], through [`dialect`]).
//!
//! As TempEval-3 counts: an expression is right in the strict sense where its extent is, in the relaxed sense
//! where it overlaps one of the gold; values and types count where the extent is right in the relaxed sense.

mod dialect;
pub mod recognizers;
pub mod timeml;

use super::Count;
use crate::text::Text;
use crate::time::{self, Context};
use jiff::civil::Date;
use relata_language::Analysis;
use relata_rows::{Document, Period, Span};

pub use crate::time::Kind;

/// A time expression, found or annotated.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// Its TIMEX3 type.
    pub kind: Kind,
    /// Its TIMEX3 value.
    pub value: String,
    /// Its TIMEX3 modifier: `APPROX`, `START` ...
    pub modifier: Option<&'static str>,
    /// The stretch that is meant; of the ones found only.
    pub period: Option<Period>,
    /// Whether it hangs on a verb of reporting; of the ones found only.
    pub reported: bool,
}

/// The time expressions of a document, in order.
pub fn expressions(document: &Document, analysis: &Analysis) -> Vec<Timex> {
    let text = Text::new(document, analysis);
    let found = time::find(&text, &Context::of(document));
    let timex = |e: time::Expression| Timex {
        span: e.span,
        kind: e.kind,
        value: e.value,
        modifier: e.modifier.map(time::meaning::Modifier::name),
        period: e.period,
        reported: e.reported,
    };
    found.into_iter().map(timex).collect()
}

/// Published on one day, which is known.
pub fn published(day: Date) -> relata_rows::Published {
    let end = day.tomorrow().unwrap_or(day);
    relata_rows::Published { start: day, end, basis: "stated".to_owned() }
}

/// The counts of TempEval-3.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// Extents that are the same.
    pub strict: Count,
    /// Extents that overlap.
    pub relaxed: Count,
    /// Of those that overlap, with the same value.
    pub value: Count,
    /// Of those that overlap, with the same type.
    pub kind: Count,
}

impl Scores {
    /// Adds one document.
    pub fn add(&mut self, ours: &[Timex], gold: &[Timex]) {
        let mut used = vec![false; gold.len()];
        let (mut strict, mut relaxed, mut value, mut kind) = (0.0, 0.0, 0.0, 0.0);
        for timex in ours {
            // The same extent before one that overlaps.
            let at = |fits: &dyn Fn(&Timex) -> bool| (0..gold.len()).find(|&i| !used[i] && fits(&gold[i]));
            let hit = at(&|g| g.span == timex.span)
                .or_else(|| at(&|g| g.span.start < timex.span.end && timex.span.start < g.span.end));
            let Some(hit) = hit else { continue };
            used[hit] = true;
            let gold = &gold[hit];
            relaxed += 1.0;
            strict += f64::from(u8::from(gold.span == timex.span));
            value += f64::from(u8::from(plain(&gold.value) == plain(&timex.value)));
            kind += f64::from(u8::from(gold.kind == timex.kind));
        }
        let counts = [
            (&mut self.strict, strict),
            (&mut self.relaxed, relaxed),
            (&mut self.value, value),
            (&mut self.kind, kind),
        ];
        for (count, right) in counts {
            count.right += right;
            count.found += right;
            count.ours += ours.len() as f64;
            count.gold += gold.len() as f64;
        }
    }

    /// Each count with its name.
    pub fn counts(&self) -> [(&'static str, Count); 4] {
        [("strict", self.strict), ("relaxed", self.relaxed), ("value", self.value), ("type", self.kind)]
    }
}

/// A value in the one of several spellings that corpora have for the same: decades and centuries without
/// their last X ("199" for 199X), decades and centuries of a length in years, months of years and a half,
/// hours without minutes.
fn plain(value: &str) -> String {
    let value = value.trim();
    let is_open = |v: &str| v.bytes().all(|b| b.is_ascii_digit() || b == b'X') && v.len() == 4;
    if is_open(value) && value.ends_with('X') && value != "XXXX" {
        return value.trim_end_matches('X').to_owned();
    }
    if let Some(hours) =
        value.strip_suffix(":00").filter(|v| v.len() > 2 && v.as_bytes()[v.len() - 3] == b'T')
    {
        return hours.to_owned();
    }
    let scaled = |suffix: &str, by: f64, unit: &str| -> Option<String> {
        let n = value.strip_prefix('P')?.strip_suffix(suffix)?.parse::<f64>().ok()?;
        Some(format!("P{}{unit}", n * by))
    };
    scaled("DE", 10.0, "Y")
        .or_else(|| scaled("CE", 100.0, "Y"))
        .or_else(|| scaled("Y", 1.0, "Y").filter(|_| !value.contains('.')))
        .or_else(|| scaled("Y", 12.0, "M"))
        .unwrap_or_else(|| value.to_owned())
}
