//! Why two rows are to each other what they are: a closed set of patterns ([`Why`]), each with what it is told of.
//!
//! [`std::fmt::Display`] words them in English, for terminals and exports; pages have the wordings of other languages.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A reason: a pattern with its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    why: Why,
    with: Vec<Arg>,
}

/// A value in a reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arg {
    /// Words of a text, or a name: the same in every language.
    Words(String),
    /// A number as English writes it: `1,234.5`.
    Number(String),
    /// A reason in a reason.
    Reason(Reason),
}

impl From<&str> for Arg {
    fn from(words: &str) -> Arg {
        Arg::Words(words.to_owned())
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Arg {
        Arg::Words(words)
    }
}

impl From<&String> for Arg {
    fn from(words: &String) -> Arg {
        Arg::Words(words.clone())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(number.to_string())
    }
}

impl From<Reason> for Arg {
    fn from(reason: Reason) -> Arg {
        match reason.with.as_slice() {
            [one] if reason.why == Why::Words => one.clone(),
            _ => Arg::Reason(reason),
        }
    }
}

/// Declares the patterns: name, key and English wording, in which `{}` stands for a value.
macro_rules! patterns {
    ($($(#[$about:meta])* $name:ident $key:literal $english:literal;)*) => {
        /// A pattern of reasons.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Why {
            $($(#[$about])* #[doc = concat!("\"", $english, "\"")] $name,)*
        }

        impl Why {
            /// All patterns.
            pub const ALL: &'static [Why] = &[$(Why::$name,)*];

            /// The name by which other languages word it.
            pub fn key(self) -> &'static str {
                match self { $(Why::$name => $key,)* }
            }

            /// The English wording; `{}` stands for a value.
            pub fn english(self) -> &'static str {
                match self { $(Why::$name => $english,)* }
            }
        }
    };
}

patterns! {
    /// Values alone.
    Words "words" "{}";
    Also "also" "{}; {}";
    And "and" "{} and {}";
    AndMore "and more" "{} and {} more";
    Somebody "somebody" "somebody";
    Twice "twice" "twice";
    Times "times" "{} times";

    // Numbers and periods.
    NoNumber "no number" "no number";
    AtLeast "at least" "at least {}";
    UpTo "up to" "up to {}";
    FromTo "from to" "{} to {}";
    InUnit "in unit" "{} {}";
    Pounds "pounds" "{} pounds";
    Percent "percent" "{} %";
    Since "since" "since {}";
    FiscalOf "fiscal of" "{} (fiscal year of {})";

    // What two figures are to each other.
    CountsOther "counts other" "one counts {}, the other {}";
    TooLittle "too little" "their words say too little of time, place and what is counted to hold one against the other";
    PlaceWithin "place within" "one is of {}, the other of all of {}";
    PlaceAround "place around" "one is of all of {}, the other of {}";
    OfOther "of other" "one is of {}, the other of {}";
    OfOneAlone "of one alone" "one is of {} alone";
    ToldFor "told for" "one is told for {}, the other for {}";
    PeriodWithin "period within" "one is of {}, a part of {}";
    PeriodAround "period around" "one is of {}, the other of {}, a part of it";
    Narrower "narrower" "one counts {}, a part of {}";
    Wider "wider" "one counts {}, the other {}, a part of it";
    Neighbour "neighbour" "one counts {}, the other {}: near, and not the same";
    AboveWhole "above whole" "{}; the part is above its whole";
    TakenForOne "taken for one" "{}; {} and {} are taken for one thing by all that the two have in common";
    TwoPlaces "two places" "by all that their words tell, they are of two places, one perhaps a part of the other";
    TwoPlacesNamed "two places named" "by all that their words tell, {} and {} are two places, one perhaps a part of the other";
    TwoTimes "two times" "by all that their words tell, they are of two times, one perhaps a part of the other";
    TwoTimesNamed "two times named" "by all that their words tell, “{}” and “{}” are two times, one perhaps a part of the other";
    Doubtful "doubtful" "one tells of {}, the other of {}: not known to be one";
    TooFar "too far" "{} and {} are too far from each other to be two numbers of one thing";
    Apart "apart" "{} and {} cannot be one number";
    Beyond "beyond" "{} and {} do not meet, but one of them is told so loosely that it does not exclude the other";
    Meet "meet" "{} and {} meet";
    SameOnWord "same on word" "the same, on the word of {}";

    // On whose word.
    OneDocument "one document" "both stand in one document";
    OneText "one text" "their documents are copies of one text";
    BothRest "both rest" "both rest on {}";
    RestsOnNamed "rests on named" "one rests on {}, whom the other names";
    Credited "credited" "one is credited to {}, who made the other";
    BothWord "both word" "both are the word of {}";

    // What cannot be brought to one scale.
    NoNumberFor "no number for" "no number is told for \"{}\"";
    NoBase "no base" "one change is in percent, the other in units, and the level before is not told";
    NoLevelBefore "no level before" "\"{}\" is a change, \"{}\" a level, and the level before is not told";
    OtherKinds "other kinds" "{} and {} are quantities of other kinds";
    Count "count" "a count";
    Share "share" "a share in percent";
    Points "points" "points of a percentage";
    Multiple "multiple" "a multiple";
    Rate "rate" "a rate";
    Money "money" "money ({})";
    Amount "amount" "an amount in {}";
    OtherPrices "other prices" "the two are in prices of other years";
    NoExchange "no exchange" "{} and {}: no rate of exchange is told";
    NoWhole "no whole" "\"{}\" is a share of a whole that is not told, \"{}\" a number";
    OtherBasis "other basis" "one is {}, the other is not";
    RateAndSum "rate and sum" "\"{}\" is a rate, \"{}\" the sum of a time that is not told";

    // Arithmetic.
    InPercentOf "in percent of" "in percent of {}";
    QuotientUp "quotient up" "{} / {} = {}, up {} percent";
    QuotientDown "quotient down" "{} / {} = {}, down {} percent";
    Difference "difference" "{} - {} = {}";
    Equal "equal" "{} = {}";
    InOther "in other" "{} {} = {} {}";
    Exchange "exchange" "{} {} × {} = {} {}";
    AsTold "as told" "{} {} = {} {}, as told";
    PercentOf "percent of" "{} percent of {} = {}";
    Product "product" "{} {} × {} = {}";
    ProductIn "product in" "{} {} × {} = {} {}";
    Part "part" "{} / {} = {} %";
    Change "change" "{} / {} - 1 = {} %";
    PerDays "per days" "{} / {} days = {}";
    PerMonths "per months" "{} / {} months = {}";
    SumMonths "sum months" "sum of {} months = {}";
    SumQuarters "sum quarters" "sum of {} quarters = {}";
    SumYears "sum years" "sum of {} years = {}";

    // Statements and proposals.
    OneSaid "one said" "one {} of {}, told {}";
    SameSaid "same said" "the same {}: {}";
    Against "against" "{} against {}";
    Quotation "quotation" "quotation";
    Claim "claim" "claim";
    Recommendation "recommendation" "recommendation";
    Prediction "prediction" "prediction";
    Commitment "commitment" "commitment";
    ToldDone "told done" "another document tells that it was done, {}";
    ToldNotDone "told not done" "another document tells that it was not done, {}";
    Kept "kept" "kept: {}";
    Broken "broken" "broken: {}";

    // Events.
    EventAlike "event alike" "the same {}, told alike";
    EventOther "event other" "the same {}, told with another {}";
    PerhapsOne "perhaps one" "perhaps one {}, told of {} and of {}";
    AspectDate "aspect date" "date: {}";
    AspectPersons "aspect persons" "persons: {}";
    AspectWords "aspect words" "words: {}";
    AspectMode "aspect mode" "mode: {}";
    AspectModality "aspect modality" "modality: {}";

    // Documents.
    SameText "same text" "same text: {} % of the words of the shorter stand in the other";
    Revision "revision" "revision: {} % of the words of the shorter stand in the other";
    Reprint "reprint" "reprint: {} % of the words of the shorter stand in the other";
    Extract "extract" "extract: {} % of the words of the shorter stand in the other";
    BothQuote "both quote" "both quote \u{201c}{}\u{201d}";
    BothHave "both have" "both have \u{201c}{}\u{201d}";
    Passages "passages" "{} passages, the longest: \u{201c}{}\u{201d}";

    // The record.
    NothingToCheck "nothing to check" "there is no number to check";
    NoSeries "no series" "no series of the record counts this";
    RecordEmpty "record empty" "the record has no value";
    NoValueFor "no value for" "{} has no value for {}";
    AnyYear "any year" "any year";
    AtPublication "at publication" "the time of publication";
    SinceThen "since then" "all the time since then";
    PoorFit "poor fit" "nearest is {}, which does not fit well enough";
    DoesNotCount "does not count" "nearest is {}, which does not count {}";
    Held "held" "{}, {}: {}, {} ({})";
    OfVintage "of vintage" "{} (vintage {})";
    MayBeMeant "may be meant" "{} to {}, {} of {} that may be meant";
    Admitted "admitted" "which the words admit";
    OutsideBy "outside by" "outside of what the words admit by {} %";
    BeyondBy "beyond by" "beyond a side that the words leave open, by {} %";
}

impl Why {
    /// A reason of this pattern without values.
    pub fn alone(self) -> Reason {
        self.of::<Arg, 0>([])
    }

    /// A reason of this pattern with values of one sort.
    pub fn of<P: Into<Arg>, const N: usize>(self, with: [P; N]) -> Reason {
        debug_assert_eq!(self.english().matches("{}").count(), N, "{}", self.key());
        Reason { why: self, with: with.into_iter().map(Into::into).collect() }
    }

    /// A reason of this pattern.
    pub fn with<const N: usize>(self, with: [Arg; N]) -> Reason {
        self.of(with)
    }
}

impl Reason {
    /// What is said in the same words in every language.
    pub fn words(words: impl Into<String>) -> Reason {
        Why::Words.of([words.into()])
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.why == Why::Words && self.with.iter().all(|p| matches!(p, Arg::Words(w) if w.is_empty()))
    }

    /// The pattern.
    pub fn why(&self) -> Why {
        self.why
    }

    /// The values.
    pub fn parts(&self) -> &[Arg] {
        &self.with
    }

    /// The reason in a language that has a wording for each pattern and a way to write numbers.
    pub fn worded<'w>(&self, wording: &dyn Fn(Why) -> &'w str, number: &dyn Fn(&str) -> String) -> String {
        let mut pieces = wording(self.why).split("{}");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for (piece, part) in pieces.zip(&self.with) {
            match part {
                Arg::Words(words) => out.push_str(words),
                Arg::Number(n) => out.push_str(&number(n)),
                Arg::Reason(reason) => out.push_str(&reason.worded(wording, number)),
            }
            out.push_str(piece);
        }
        out
    }
}

impl Default for Reason {
    /// Says nothing.
    fn default() -> Self {
        Reason::words("")
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.worded(&|why| why.english(), &str::to_owned))
    }
}

/// In English, as exports have it.
impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What was written is words.
impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Reason::words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_reason_is_worded_with_its_values_and_theirs() {
        let five = Arg::Number("5,000.5".to_owned());
        let least = Why::AtLeast.with([five.clone()]);
        let met = Why::Meet.with([least.into(), "{} of them".into()]);
        let all = Why::Also.of([met, Why::BothRest.of(["Ana Torvald"])]);
        assert_eq!(all.to_string(), "at least 5,000.5 and {} of them meet; both rest on Ana Torvald");
        let spanish = |why: Why| match why {
            Why::Also => "{}; {}",
            Why::Meet => "{} y {} coinciden",
            Why::AtLeast => "al menos {}",
            _ => "se apoyan en {}",
        };
        let worded = all.worded(&spanish, &|n| n.replace(',', " "));
        assert_eq!(worded, "al menos 5 000.5 y {} of them coinciden; se apoyan en Ana Torvald");
        assert_eq!(serde_json::to_value(&all).unwrap(), all.to_string());
        assert!(Reason::default().is_empty() && !all.is_empty());
    }

    #[test]
    fn every_pattern_has_a_key_of_its_own() {
        let keys: BTreeSet<_> = Why::ALL.iter().map(|w| w.key()).collect();
        assert_eq!(keys.len(), Why::ALL.len());
    }
}
