//! Inflation is told in two ways: as a level ("inflation was 4 percent in May") and as a change of prices ("prices rose
//! 4 percent in the year to May"). Both are one number of one time.

use super::concept::{self, Kin};
use super::told::Told;
use crate::events::Days;
use jiff::ToSpan;
use relata_rows::Period;

/// Whether a figure is of inflation: by that name, or as a change of consumer prices in percent.
pub(super) fn are_of(told: &Told) -> bool {
    let measure = &told.figure.measure;
    let percent = told.figure.unit.code == "%";
    let named = || {
        concept::terms(&measure.text)
            .iter()
            .any(|t| matches!(concept::compare(&t.stem, "inflation"), Kin::Same | Kin::Narrower))
    };
    percent && named()
}

/// The time of a figure of inflation: of a year that ends with a month, the month.
pub(super) fn time(period: &Period) -> Period {
    let Some(days) = Days::of(period) else { return period.clone() };
    let long = i64::from((days.end - days.start).get_days());
    let whole_year = days.start.month() == 1 && days.start.day() == 1;
    if !(360..=370).contains(&long) || whole_year || days.end.day() != 1 {
        return period.clone();
    }
    Period { start: days.end.checked_sub(1.month()).ok(), ..period.clone() }
}
