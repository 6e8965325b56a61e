//! Events as rows of the event table of GDELT 2.0 (codebook of 19 February 2015): tabs between columns, and, unlike
//! there, a line with their names. What we do not know stays empty.
//!
//! A row is a pair of actors, as there: an event of two who do it to one is two rows. What several documents tell of
//! one event is one row a pair. `GoldsteinScale` is PLOVER's score, `QuadClass` PLOVER's quad category.

use crate::codes::{self, Known};
use crate::output::cell;
use relata_reconcile::events::Days;
use relata_rows::{Event, Party, Sha256};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The columns, in order.
pub(crate) const COLUMNS: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// An event, and how much of the case tells it.
#[derive(Debug)]
pub(crate) struct Reported<'e> {
    /// The event in the words of one document.
    pub event: &'e Event,
    /// The id of the first row that tells it.
    pub id: &'e str,
    /// The text of that document.
    pub text: &'e str,
    /// Where that document stands: its address, else its path.
    pub source: &'e str,
    /// Places in all documents that tell it.
    pub mentions: usize,
    /// Documents.
    pub articles: usize,
    /// Of these, certainly independent ones.
    pub sources: usize,
}

/// The rows of an event, each as its cells in the order of [`COLUMNS`].
pub(crate) fn rows(reported: &Reported<'_>, known: &BTreeMap<String, Known>) -> Vec<Vec<String>> {
    pairs(reported.event).into_iter().map(|pair| row(reported, pair, known)).collect()
}

type Pair<'e> = (Option<&'e Party>, Option<&'e Party>);

/// Who did it with whom to it was done; of those who all do it to each other, every two once.
fn pairs(e: &Event) -> Vec<Pair<'_>> {
    match (e.agents.as_slice(), e.recipients.as_slice()) {
        ([], []) => vec![(None, None)],
        ([], recipients) => recipients.iter().map(|r| (None, Some(r))).collect(),
        ([one], []) => vec![(Some(one), None)],
        (agents, []) => {
            let two = |(n, a)| agents.iter().skip(n + 1).map(move |b| (Some(a), Some(b)));
            agents.iter().enumerate().flat_map(two).collect()
        }
        (agents, recipients) => {
            agents.iter().flat_map(|a| recipients.iter().map(move |r| (Some(a), Some(r)))).collect()
        }
    }
}

fn row(reported: &Reported<'_>, (first, second): Pair<'_>, known: &BTreeMap<String, Known>) -> Vec<String> {
    let e = reported.event;
    let mut cells: BTreeMap<&str, Value> = BTreeMap::new();
    let start = |p: Option<&Party>| p.map_or(String::new(), |p| p.span.start.to_string());
    let id = [reported.id, &start(first), &start(second)].join("\t");
    cells.insert("GLOBALEVENTID", json!(number(&Sha256::of(id.as_bytes()))));
    if let Some(days) = e.date.as_ref().and_then(Days::of) {
        dates(days, &mut cells);
    }
    for (party, columns) in [
        (first, ["Actor1Code", "Actor1Name", "Actor1CountryCode"]),
        (second, ["Actor2Code", "Actor2Name", "Actor2CountryCode"]),
    ] {
        let Some(party) = party else { continue };
        let actor = party.actor.as_ref().and_then(|id| known.get(id));
        let words = || party.span.get(reported.text).unwrap_or_default();
        let [code, name, country] = columns;
        cells.insert(name, json!(actor.map_or_else(words, |a| &a.name)));
        cells.insert(country, json!(actor.and_then(|a| a.country)));
        cells.insert(code, json!(actor.filter(|a| a.is_country).and_then(|a| a.country)));
    }
    let code = codes::code(e.kind, e.mode.as_deref());
    cells.insert("EventCode", json!(code.cameo));
    cells.insert("EventBaseCode", json!(code.cameo));
    cells.insert("EventRootCode", json!(code.cameo.get(..2)));
    cells.insert("QuadClass", json!(e.kind.quad() as u8));
    cells.insert("GoldsteinScale", json!(code.score));
    cells.insert("NumMentions", json!(reported.mentions));
    cells.insert("NumSources", json!(reported.sources));
    cells.insert("NumArticles", json!(reported.articles));
    if let Some(place) = &e.place {
        let actor = place.actor.as_ref().and_then(|id| known.get(id));
        cells.insert("ActionGeo_FullName", json!(actor.map_or(&place.text, |a| &a.name)));
        // 1: a country. The other types say how a gazetteer of theirs resolved the name.
        cells.insert("ActionGeo_Type", json!(actor.filter(|a| a.is_country).map(|_| 1)));
    }
    cells.insert("SOURCEURL", json!(reported.source));
    COLUMNS.iter().map(|name| cells.get(name).map_or_else(String::new, one_line)).collect()
}

/// A cell without tabs and line breaks, which part columns and rows.
fn one_line(value: &Value) -> String {
    cell(value).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first 60 bits of a hash: an id is a whole number there, and 64 bits would not fit a signed one.
fn number(hash: &Sha256) -> u64 {
    u64::from_str_radix(&hash.as_str()[..15], 16).unwrap_or_default()
}

/// Day, month and year as far as all days have them in common.
fn dates(days: Days, cells: &mut BTreeMap<&str, Value>) {
    let (start, last) = (days.start, days.last());
    let (year, month, day) = (i64::from(start.year()), i64::from(start.month()), i64::from(start.day()));
    if start == last {
        cells.insert("SQLDATE", json!(year * 10_000 + month * 100 + day));
        // The share of the year that is over, months taken as thirty days and counted from 0, so that it stays below 1.
        let fraction = year as f64 + ((month - 1) * 30 + day) as f64 / 365.0;
        cells.insert("FractionDate", json!((fraction * 1e4).round() / 1e4));
    }
    if start.year() == last.year() {
        cells.insert("Year", json!(year));
        if start.month() == last.month() {
            cells.insert("MonthYear", json!(year * 100 + month));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{EventKind, Modality, Period, PlaceRef, Span};

    const TEXT: &str = "Aldoria and Borland fined\tthe line at Port Sel.";

    fn party(words: &str, actor: Option<&str>) -> Party {
        let start = TEXT.find(words).unwrap();
        let actor = actor.map(str::to_owned);
        Party { span: Span::new(start, start + words.len()), entity: Some(0), actor }
    }

    fn event(agents: Vec<Party>, recipients: Vec<Party>) -> Event {
        let start = "2024-05-03".parse().unwrap();
        Event {
            kind: EventKind::Coerce,
            mode: Some("restrict".into()),
            trigger: party("fined", None).span.into(),
            agents,
            recipients,
            date: Some(Period {
                text: "3 May".into(),
                start: Some(start),
                end: start.tomorrow().ok(),
                calendar: "gregorian".into(),
                basis: "stated".into(),
            }),
            place: Some(PlaceRef {
                entity: None,
                actor: None,
                text: "Port Sel".into(),
                basis: "clause".into(),
            }),
            modality: Modality::Actual,
            statement: None,
            speech: None,
            also: vec![],
        }
    }

    fn rows_of(e: &Event) -> Vec<BTreeMap<&'static str, String>> {
        let country =
            Known { name: "Aldoria".into(), country: Some("ALD"), is_country: true, wikidata: None };
        let known = BTreeMap::from([("aa".to_owned(), country)]);
        let reported = Reported {
            event: e,
            id: "0123456789abcdef",
            text: TEXT,
            source: "https://example.org/a",
            mentions: 3,
            articles: 2,
            sources: 1,
        };
        rows(&reported, &known).into_iter().map(|cells| COLUMNS.into_iter().zip(cells).collect()).collect()
    }

    #[test]
    fn each_pair_is_a_row_with_what_is_known() {
        let agents = vec![party("Aldoria", Some("aa")), party("Borland", None)];
        let all = rows_of(&event(agents, vec![party("fined\tthe line", None)]));
        assert_eq!(all.len(), 2);
        let row = &all[0];
        let told = |name| row[name].as_str();
        assert_eq!(
            ["Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor2Name"].map(told),
            ["ALD", "Aldoria", "ALD", "fined the line"]
        );
        assert_eq!(all[1]["Actor1Name"], "Borland");
        assert_eq!(all[1]["Actor1CountryCode"], "");
        // (5 - 1) * 30 + 3 = 123 of 365 days.
        assert_eq!(
            ["SQLDATE", "MonthYear", "Year", "FractionDate"].map(told),
            ["20240503", "202405", "2024", "2024.337"]
        );
        assert_eq!(["EventCode", "EventBaseCode", "EventRootCode"].map(told), ["163", "163", "16"]);
        assert_eq!(["QuadClass", "GoldsteinScale"].map(told), ["4", "-7.0"]);
        assert_eq!(["NumMentions", "NumSources", "NumArticles"].map(told), ["3", "1", "2"]);
        assert_eq!(["ActionGeo_FullName", "DATEADDED", "AvgTone"].map(told), ["Port Sel", "", ""]);
        let ids: Vec<u64> = all.iter().map(|r| r["GLOBALEVENTID"].parse().unwrap()).collect();
        assert_ne!(ids[0], ids[1]);
        assert!(ids.iter().all(|&id| i64::try_from(id).is_ok()));
    }

    #[test]
    fn those_who_do_it_to_each_other_are_one_pair_and_the_unknown_stay_empty() {
        let both = rows_of(&event(vec![party("Aldoria", Some("aa")), party("Borland", None)], vec![]));
        assert_eq!(both.len(), 1);
        assert_eq!((both[0]["Actor1Name"].as_str(), both[0]["Actor2Name"].as_str()), ("Aldoria", "Borland"));
        let passive = rows_of(&event(vec![], vec![party("Borland", None)]));
        assert_eq!((passive[0]["Actor1Name"].as_str(), passive[0]["Actor2Name"].as_str()), ("", "Borland"));
    }

    #[test]
    fn a_month_is_no_day() {
        let mut month = event(vec![party("Borland", None)], vec![]);
        month.date = Some(Period {
            start: "2024-05-01".parse().ok(),
            end: "2024-06-01".parse().ok(),
            ..month.date.unwrap()
        });
        let row = &rows_of(&month)[0];
        assert_eq!(["SQLDATE", "FractionDate", "MonthYear"].map(|n| row[n].as_str()), ["", "", "202405"]);
    }
}
