//! Scores of numbers and quantities against the specifications of Recognizers-Text (Microsoft, MIT): lines
//! that a person may type, each with what its numbers resolve to.
//!
//! A case counts where our resolutions are the expected ones, in any order, and none besides. What is compared
//! is value and unit; the file says which of our kinds it asks for.
//!
//! Readings of theirs that are not ours, and how they are compared:
//! - a range with a unit ("eight to 10 feet") is there the end that stands by the unit: our upper end;
//! - small coin keeps its own unit ("50 Cent"), ours is a part of its currency: multiplied back;
//! - plain "dollars", "francs" are there a currency of their own, ours is the one meant: compared by noun;
//! - "10 pounds" are there money and a weight at once, ours a weight unless the text says otherwise;
//! - a few names of units and codes differ, or lump several units together: [`NAMES`] and [`CODES`].

use crate::figure::{coin_worth, money_noun, unit_name};
use crate::{End, QuantityKind, TextQuantity, numbers, quantities};
use serde::Deserialize;

/// One case of a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Case {
    /// The line.
    pub input: String,
    /// The platforms whose implementation does not pass it.
    #[serde(default)]
    pub not_supported: String,
    /// What is to be found.
    pub results: Vec<Result>,
}

/// One expected result.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Result {
    /// What it resolves to; absent in files of extractors.
    #[serde(default)]
    pub resolution: Resolution,
}

/// What a result resolves to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Resolution {
    /// A number, a percentage or an interval, as text.
    pub value: Option<String>,
    /// The name of the unit.
    pub unit: Option<String>,
    /// ISO 4217 code, where the unit is the currency of one country.
    #[serde(rename = "isoCurrency")]
    pub currency: Option<String>,
}

/// What a file asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Bare numbers.
    Number,
    /// Ranges and limits.
    Range,
    /// Percentages.
    Percent,
    /// Money.
    Currency,
    /// Lengths, weights and the like.
    Dimension,
    /// Ages.
    Age,
    /// Temperatures.
    Temperature,
}

impl Model {
    /// The model that a file is for, by its name without path and extension.
    pub fn named(stem: &str) -> Option<Self> {
        Some(match stem {
            "NumberModel" => Self::Number,
            "NumberRangeModel" => Self::Range,
            "PercentModel" => Self::Percent,
            "CurrencyModel" => Self::Currency,
            "DimensionModel" => Self::Dimension,
            "AgeModel" => Self::Age,
            "TemperatureModel" => Self::Temperature,
            _ => return None,
        })
    }

    fn wants(self, q: &TextQuantity) -> bool {
        match self {
            Self::Number => false,
            Self::Range => {
                (q.low.is_some() || q.high.is_some()) && matches!(q.kind, QuantityKind::Number)
                    || self.bounded(q)
            }
            Self::Percent => q.kind == QuantityKind::Share,
            Self::Currency => {
                q.kind == QuantityKind::Money || matches!(q.written.as_str(), "pounds" | "pound")
            }
            Self::Dimension => matches!(q.kind, QuantityKind::Amount | QuantityKind::Angle),
            Self::Age => q.kind == QuantityKind::Age,
            Self::Temperature => q.kind == QuantityKind::Temperature,
        }
    }

    /// The unit does not matter to a range.
    fn bounded(self, q: &TextQuantity) -> bool {
        self == Self::Range && (q.low.is_some() || q.high.is_some())
    }
}

/// The cases of a file that Recognizers' own .NET implementation, the reference, passes.
///
/// # Errors
/// Where the file is not in this form.
pub fn read(json: &str) -> std::result::Result<Vec<Case>, serde_json::Error> {
    let cases: Vec<Case> = serde_json::from_str(json.trim_start_matches('\u{feff}'))?;
    Ok(cases.into_iter().filter(|c| !c.not_supported.contains("dotnet")).collect())
}

/// What we give for a line, as far as the model asks for it: values as that model's files write them, with
/// our quantity where it has a unit.
pub fn given(model: Model, line: &str) -> Vec<(Option<String>, Option<TextQuantity>)> {
    if model == Model::Number {
        return numbers(line).into_iter().map(|(_, v)| (Some(v.to_string()), None)).collect();
    }
    let found = quantities(line).into_iter().filter(|q| model.wants(q));
    found
        .map(|q| {
            let value = match model {
                Model::Range => Some(range(q.low, q.high)),
                _ => q.value.or(q.high.map(|e| e.value)).map(|v| match coin_worth(&q.written) {
                    Some(worth) => (v / worth).to_string(),
                    None => v.to_string(),
                }),
            };
            (value, Some(q))
        })
        .collect()
}

/// An interval as the files write it: `[20,30)`.
fn range(low: Option<End>, high: Option<End>) -> String {
    let value = |end: Option<End>| end.map_or(String::new(), |e| e.value.to_string());
    let (open, close) = (low.is_some_and(|e| e.included), high.is_some_and(|e| e.included));
    format!("{}{},{}{}", if open { '[' } else { '(' }, value(low), value(high), if close { ']' } else { ')' })
}

/// Whether our resolutions of a case are the expected ones.
pub fn is_right(model: Model, case: &Case) -> bool {
    let mut ours = given(model, &case.input);
    let all = case.results.iter().all(|result| {
        let expected = &result.resolution;
        let own = ours.iter().position(|(value, quantity)| {
            same_value(value.as_deref(), expected.value.as_deref())
                && quantity.as_ref().is_none_or(|q| model == Model::Range || same_unit(q, expected))
        });
        own.map(|i| ours.remove(i)).is_some()
    });
    all && ours.is_empty()
}

/// Numbers alike to nine digits, or intervals alike in both ends.
fn same_value(ours: Option<&str>, expected: Option<&str>) -> bool {
    let (Some(ours), Some(expected)) = (ours, expected) else {
        return expected.is_none_or(|e| e == "null") && ours.is_none();
    };
    let number = |text: &str| text.trim_end_matches('%').parse::<f64>().ok();
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-12);
    if let (Some(a), Some(b)) = (number(ours), number(expected)) {
        return near(a, b);
    }
    let ends = |text: &str| -> Option<Vec<String>> {
        let inner = text.get(1..text.len().checked_sub(1)?)?;
        Some(inner.split(',').map(str::to_owned).collect())
    };
    let (Some(a), Some(b)) = (ends(ours), ends(expected)) else { return false };
    let marks = ours.as_bytes().first() == expected.as_bytes().first()
        && ours.as_bytes().last() == expected.as_bytes().last();
    let same = |(a, b): (&String, &String)| match (number(a), number(b)) {
        (Some(a), Some(b)) => near(a, b),
        _ => a == b,
    };
    marks && a.len() == b.len() && a.iter().zip(&b).all(same)
}

/// Names of units there that are other than the one in our table, beside our codes: other spellings, and
/// units that are lumped together.
const NAMES: [(&str, &str); 22] = [
    ("Cel", "c"),
    ("[degF]", "f"),
    ("K", "k"),
    ("[degR]", "r"),
    ("t", "ton"),
    ("har", "square hectometer"),
    ("mm3", "cubic millimiter"),
    ("[pnt]", "pt"),
    ("{turn}", "turn"),
    ("[stone_av]", "weight unit"),
    ("[gr]", "weight unit"),
    ("[dr_av]", "weight unit"),
    ("[pwt_tr]", "weight unit"),
    ("[lton_av]", "weight unit"),
    ("[qt_us]", "volume unit"),
    ("[gil_us]", "volume unit"),
    ("[bbl_us]", "volume unit"),
    ("[bu_us]", "volume unit"),
    ("[pk_us]", "volume unit"),
    ("[crd_us]", "volume unit"),
    ("Mbit", "megabit"),
    ("t", "metric ton"),
];

/// Codes of currencies there that have been replaced since.
const CODES: [(&str, &str); 5] =
    [("VEF", "VES"), ("STD", "STN"), ("MRO", "MRU"), ("SLL", "SLE"), ("BYR", "BYN")];

fn same_unit(ours: &TextQuantity, expected: &Resolution) -> bool {
    let Some(name) = expected.unit.as_deref().map(str::to_lowercase) else { return true };
    let code = ours.unit.code.as_str();
    if ours.kind == QuantityKind::Money {
        if let Some(currency) = expected.currency.as_deref() {
            return currency == code || CODES.contains(&(currency, code));
        }
        let coin = coin_worth(&ours.written).is_some();
        let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
        return if coin { singular(&ours.written) == name } else { money_noun(code) == Some(name.as_str()) };
    }
    if ours.kind == QuantityKind::Age && ours.written == "age" {
        return name == "age";
    }
    let own = unit_name(code).unwrap_or_default().replace("metre", "meter").replace("litre", "liter");
    own == name || NAMES.contains(&(code, name.as_str()))
}
