//! Units of figures under the names of other conventions: English names in the singular.
//!
//! Nothing is decided here that a row does not say: a code is turned into the names that a dictionary of
//! units gives it, from our tables, and from [`OTHER_NAMES`] where conventions differ.

use crate::figure::{coin_worth, currency_names, unit_name};
use relata_rows::Unit;

/// Names of units that are not the one of our table: Wikipedia's, which NewsQuant uses, first.
const OTHER_NAMES: [(&str, &str); 26] = [
    ("%", "percentage"),
    ("%{points}", "point"),
    ("%{points}", "percentage"),
    ("%{basis}", "point"),
    ("[ppb]", "parts-per-billion"),
    ("[ppm]", "parts-per-million"),
    ("[lb_av]", "pound-mass"),
    ("[ft_i].[lbf_av]", "pound-foot"),
    ("[ft_i].[lbf_av]", "foot pound-force"),
    ("{rev}/min", "revolutions per minute"),
    ("[HP]{metric}", "horsepower"),
    ("mA.h", "milliampere-hour"),
    ("kW.h", "kilowatt-hour"),
    ("t", "tonne"),
    ("t", "ton"),
    ("[ston_av]", "short ton"),
    ("Cel", "celsius"),
    ("Cel", "degree celsius"),
    ("[degF]", "fahrenheit"),
    ("[degF]", "degree fahrenheit"),
    ("[mi_i]/h", "mile per hour"),
    ("14.d", "fortnight"),
    ("[bbl_us]", "barrel of oil"),
    ("GBP", "pound sterling"),
    ("USD", "dollar"),
    ("ILS", "shekel"),
];

/// What a unit is called, in lower case and the singular; none for plain counts.
pub(super) fn names(unit: &Unit) -> Vec<String> {
    let code = unit.code.as_str();
    if code == "1" {
        return Vec::new();
    }
    if coin_worth(&unit.label).is_some() {
        let one = unit.label.strip_suffix('s').unwrap_or(&unit.label);
        return vec![one.to_owned()];
    }
    let mut names: Vec<String> =
        OTHER_NAMES.iter().filter(|(c, _)| *c == code).map(|(_, n)| (*n).to_owned()).collect();
    names.extend(unit_name(code));
    names.extend(currency_names(code));
    if unit.label.contains("old") || unit.label.ends_with("age") {
        names = names.iter().map(|n| format!("{n} of age")).chain(["age".to_owned()]).collect();
    }
    names
}
