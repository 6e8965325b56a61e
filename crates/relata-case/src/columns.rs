//! From columns to values: one after the other, so that each list of columns is written once.

use crate::Fault;
use jiff::civil::Date;
use relata_rows::{Extent, Period, RowId, Sha256, Span};
use rusqlite::types::FromSql;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// Takes the columns of one row of a query from left to right.
pub(crate) struct Columns<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    next: usize,
}

impl<'r, 's> Columns<'r, 's> {
    pub(crate) fn of(row: &'r rusqlite::Row<'s>) -> Self {
        Columns { row, next: 0 }
    }

    /// The next column as SQLite has it.
    pub(crate) fn get<T: FromSql>(&mut self) -> Result<T, Fault> {
        let value = self.row.get(self.next)?;
        self.next += 1;
        Ok(value)
    }

    /// A whole number; one that does not fit is a damaged case.
    pub(crate) fn whole<T: TryFrom<i64>>(&mut self) -> Result<T, Fault> {
        T::try_from(self.get::<i64>()?).map_err(|_| Fault::Damaged)
    }

    /// As [`Columns::whole`], where there may be none.
    pub(crate) fn optional_whole<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, Fault> {
        self.get::<Option<i64>>()?.map(|n| T::try_from(n).map_err(|_| Fault::Damaged)).transpose()
    }

    /// One of a fixed set of names, as the exports have them.
    pub(crate) fn name<T: DeserializeOwned>(&mut self) -> Result<T, Fault> {
        let name: String = self.get()?;
        named(&name)
    }

    /// As [`Columns::name`], where there may be none.
    pub(crate) fn optional_name<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Fault> {
        self.get::<Option<String>>()?.map(|name| named(&name)).transpose()
    }

    /// A day.
    pub(crate) fn date(&mut self) -> Result<Option<Date>, Fault> {
        self.get::<Option<String>>()?.map(|day| day.parse().map_err(|_| Fault::Damaged)).transpose()
    }

    /// An id of another row.
    pub(crate) fn row_id(&mut self) -> Result<Option<RowId>, Fault> {
        Ok(self.get::<Option<String>>()?.map(|id| RowId::from_printed(&id)))
    }

    /// Start and end.
    pub(crate) fn span(&mut self) -> Result<Span, Fault> {
        self.optional_span()?.ok_or(Fault::Damaged)
    }

    /// Start and end, where there may be neither.
    pub(crate) fn optional_span(&mut self) -> Result<Option<Span>, Fault> {
        let (start, end): (Option<i64>, Option<i64>) = (self.get()?, self.get()?);
        match (start, end) {
            (None, None) => Ok(None),
            (Some(start), Some(end)) => span(start, end).map(Some),
            _ => Err(Fault::Damaged),
        }
    }

    /// Start, end and parts, where there may be none of them.
    pub(crate) fn optional_extent(&mut self) -> Result<Option<Extent>, Fault> {
        let cover = self.optional_span()?;
        let parts: Option<String> = self.get()?;
        match (cover, parts) {
            (None, _) => Ok(None),
            (Some(cover), None) => Ok(Some(cover.into())),
            (Some(_), Some(parts)) => Extent::of(spans(&parts)?).ok_or(Fault::Damaged).map(Some),
        }
    }

    /// Start, end and parts.
    pub(crate) fn extent(&mut self) -> Result<Extent, Fault> {
        self.optional_extent()?.ok_or(Fault::Damaged)
    }

    /// Text, start, end, calendar and basis of a period; none where the text is NULL.
    pub(crate) fn period(&mut self) -> Result<Option<Period>, Fault> {
        let text: Option<String> = self.get()?;
        let (start, end) = (self.date()?, self.date()?);
        let (calendar, basis): (Option<String>, Option<String>) = (self.get()?, self.get()?);
        Ok(text.map(|text| Period {
            text,
            start,
            end,
            calendar: calendar.unwrap_or_default(),
            basis: basis.unwrap_or_default(),
        }))
    }

    /// A hash.
    pub(crate) fn sha256(&mut self) -> Result<Sha256, Fault> {
        let digits: String = self.get()?;
        serde_json::from_value(digits.into()).map_err(|_| Fault::Damaged)
    }

    /// Passes over `n` columns.
    pub(crate) fn skip(&mut self, n: usize) {
        self.next += n;
    }
}

fn span(start: i64, end: i64) -> Result<Span, Fault> {
    let fits = |n: i64| usize::try_from(n).map_err(|_| Fault::Damaged);
    let (start, end) = (fits(start)?, fits(end)?);
    if start <= end { Ok(Span::new(start, end)) } else { Err(Fault::Damaged) }
}

fn named<T: DeserializeOwned>(name: &str) -> Result<T, Fault> {
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    T::deserialize(name).map_err(|_| Fault::Damaged)
}

/// The parts of a discontinuous extent as JSON; `None` where the cover says it all.
pub(crate) fn parts(extent: &Extent) -> Option<String> {
    (extent.parts.len() > 1).then(|| pairs(&extent.parts))
}

/// Spans as a JSON list of starts and ends.
pub(crate) fn pairs(spans: &[Span]) -> String {
    let pairs: Vec<String> = spans.iter().map(|s| format!("[{},{}]", s.start, s.end)).collect();
    format!("[{}]", pairs.join(","))
}

/// Spans from what [`pairs`] made of them.
pub(crate) fn spans(pairs: &str) -> Result<Vec<Span>, Fault> {
    let pairs: Vec<(i64, i64)> = serde_json::from_str(pairs).map_err(|_| Fault::Damaged)?;
    pairs.into_iter().map(|(start, end)| span(start, end)).collect()
}

/// `?, ?, ...`: as many places for values as `columns`, a list parted by commas, has names.
pub(crate) fn marks(columns: &str) -> String {
    vec!["?"; columns.split(',').count()].join(", ")
}
