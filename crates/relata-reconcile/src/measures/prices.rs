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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(start: jiff::civil::Date, end: jiff::civil::Date) -> Period {
        Period {
            text: String::new(),
            start: Some(start),
            end: Some(end),
            calendar: "gregorian".into(),
            basis: "stated".into(),
        }
    }

    #[test]
    fn the_year_to_a_month_is_of_the_month() {
        let year_to_may = period(date(2022, 6, 1), date(2023, 6, 1));
        assert_eq!(time(&year_to_may), period(date(2023, 5, 1), date(2023, 6, 1)));
    }

    #[test]
    fn other_times_stay_as_they_are() {
        for (start, end) in [
            (date(2023, 1, 1), date(2024, 1, 1)),
            (date(2023, 5, 1), date(2023, 6, 1)),
            (date(2022, 12, 1), date(2023, 6, 1)),
            (date(2022, 5, 17), date(2023, 5, 17)),
        ] {
            assert_eq!(time(&period(start, end)), period(start, end));
        }
        let open = Period { end: None, ..period(date(2022, 6, 1), date(2023, 6, 1)) };
        assert_eq!(time(&open), open);
    }
}
