//! Tables, periods and sidecars as they come.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use jiff::civil::date;
use proptest::prelude::*;
use relata_record::{Calendar, Mapping, Read, Record, Sidecar, Time, period};

fn read(name: &str, text: &str) -> Read {
    Record::parse(name, text.as_bytes(), &Mapping::default(), None)
}

fn errors(read: &Read) -> Vec<String> {
    read.errors.iter().map(ToString::to_string).collect()
}

#[test]
fn periods_are_days() {
    for (text, start, end) in [
        ("2022", (2022, 1, 1), (2023, 1, 1)),
        ("2022-10", (2022, 10, 1), (2022, 11, 1)),
        ("2022-Q3", (2022, 7, 1), (2022, 10, 1)),
        ("2022-10-05", (2022, 10, 5), (2022, 10, 6)),
        ("FY2022", (2021, 10, 1), (2022, 10, 1)),
        ("FY 2022", (2021, 10, 1), (2022, 10, 1)),
        ("2020-03/2023-05", (2020, 3, 1), (2023, 6, 1)),
        ("2014/2019", (2014, 1, 1), (2020, 1, 1)),
        ("2023-01-01/2023-12-08", (2023, 1, 1), (2023, 12, 9)),
        ("2021-10-01/P1Y", (2021, 10, 1), (2022, 10, 1)),
        ("2020-03-01/P39M", (2020, 3, 1), (2023, 6, 1)),
        ("2022-A1", (2022, 1, 1), (2023, 1, 1)),
        ("2022-S2", (2022, 7, 1), (2023, 1, 1)),
        ("2022-T1", (2022, 1, 1), (2022, 5, 1)),
        ("2022-M09", (2022, 9, 1), (2022, 10, 1)),
        ("2022-W01", (2022, 1, 3), (2022, 1, 10)),
        ("2020-W53", (2020, 12, 28), (2021, 1, 4)),
        ("2022-D033", (2022, 2, 2), (2022, 2, 3)),
        ("2022-10-05T12:00:00", (2022, 10, 5), (2022, 10, 6)),
    ] {
        let day = |(y, m, d)| date(y, m, d);
        assert_eq!(period::parse(text), Some((day(start), day(end))), "{text}");
    }
    for text in [
        "",
        "22",
        "2022-13",
        "2022-Q5",
        "2022-Q0",
        "soon",
        "2023/2022",
        "FY22x",
        "2022-10-32",
        "2022-01-01/P",
        "20é2-1",
    ] {
        assert_eq!(period::parse(text), None, "{text}");
    }
}

#[test]
fn periods_are_written_as_people_do() {
    let label = |text, rolling| period::label(period::parse(text).unwrap(), rolling);
    assert_eq!(label("2021-10-01/P1Y", false), "FY2022");
    assert_eq!(label("2021-10-01/P1Y", true), "12 months to 2022-09");
    assert_eq!(label("2022-01-01/P1Y", true), "12 months to 2022-12");
    assert_eq!(label("2022-M09", false), "2022-09");
    assert_eq!(label("2020-03-01/P39M", false), "2020-03/2023-05");
    assert_eq!(Calendar::of(period::parse("2022-Q1").unwrap(), false), Calendar::Quarter);
}

proptest! {
    #[test]
    fn what_is_written_for_sdmx_is_read_back(start in 0..20_000_i32, length in 1..4_000_i32) {
        let day = |n: i32| date(1980, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
        let days = (day(start), day(start + length));
        prop_assert_eq!(period::parse(&period::sdmx(days)), Some(days));
        prop_assert_eq!(period::parse(&period::label(days, false)), Some(days));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in ".{0,200}") {
        let head = b"STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n";
        Record::parse("any.csv", &[&head[..], &bytes].concat(), &Mapping::default(), Some(&text));
        Record::parse("any.csv", &bytes, &Mapping::default(), None);
        period::parse(&text);
    }
}

#[test]
fn tidy_tables_are_read_by_their_mapping() {
    let text = "land;jahr;persons;state\nVellmark;2021;12;prelim\nVellmark;2021;13;final\nVellmark;2022;n/a;final\nOrrin;;4;final\nOrrin;2022;1,5;final\n";
    let mapping = Mapping::parse("place=land,period=jahr,value=persons,vintage=state").unwrap();
    let read = Record::parse("data/visits.csv", text.as_bytes(), &mapping, None);
    // Line 4 has no value, which is no error; a comma may be that of a decimal, which is not guessed.
    assert_eq!(errors(&read), ["data/visits.csv:5: no period: ", "data/visits.csv:6: no number: 1,5"]);
    let series = &read.series[0];
    assert_eq!((series.place.as_str(), series.observations.len()), ("Vellmark", 2));
    assert_eq!(series.observations[0].vintage.as_deref(), Some("final"));
    assert!(Mapping::parse("where=land").is_err());
    let none = Record::parse("visits.csv", text.as_bytes(), &Mapping::default(), None);
    assert_eq!(
        errors(&none),
        ["visits.csv:1: no column period for the period; there are land, jahr, persons, state"]
    );
}

#[test]
fn thousands_may_be_parted() {
    let text = "period,value\n2021,\"1,204,300.5\"\n2022,\"-12,000\"\n2023,\"12,00\"\n";
    let read = Record::parse("visits.csv", text.as_bytes(), &Mapping::default(), None);
    let values: Vec<f64> = read.series[0].observations.iter().map(|o| o.value).collect();
    assert_eq!(values, [1_204_300.5, -12_000.0]);
    assert_eq!(errors(&read), ["visits.csv:4: no number: 12,00"]);
}

#[test]
fn sdmx_csv_is_read() {
    // 2.0, with a multiplier, a status, an action that takes back, and a missing value.
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS\n\
        dataflow,ESTAT:VISITS(1.0),I,A,Northmere,2021,2.3,1,6,P\n\
        dataflow,ESTAT:VISITS(1.0),I,A,Northmere,2022,2.4,1,6,A\n\
        dataflow,ESTAT:VISITS(1.0),I,A,Northmere,2023,,1,6,M\n\
        dataflow,ESTAT:VISITS(1.0),D,A,Northmere,2022,2.4,1,6,A\n";
    let read = read("download.csv", text);
    assert_eq!(errors(&read), [""; 0]);
    assert_eq!(read.series.len(), 1);
    let series = &read.series[0];
    assert_eq!(series.id, "visits:A.Northmere");
    assert_eq!(series.observations.len(), 1);
    assert_eq!(series.observations[0].value, 2_300_000.0);
    assert_eq!(series.observations[0].status.as_deref(), Some("P"));
}

#[test]
fn sdmx_csv_of_the_older_kind_and_with_labels_is_read() {
    let text = "DATAFLOW,LAST UPDATE,freq: Frequency,geo: Where,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_FLAG: Flag\n\
        ESTAT:VISITS(1.0),2024-02-01,A: Annual,NM: Northmere,2021: 2021,7,\n";
    let read = read("estat.csv", text);
    assert_eq!(errors(&read), [""; 0]);
    let series = &read.series[0];
    assert_eq!((series.id.as_str(), series.place.as_str()), ("visits:A.NM", "Northmere"));
    assert_eq!(series.observations[0].known(), Some(date(2024, 2, 1)));
}

#[test]
fn reporting_years_begin_when_they_are_said_to() {
    let text =
        "STRUCTURE_ID,GEO,TIME_PERIOD,OBS_VALUE,REPORTING_YEAR_START_DAY\nX:Y(1.0),A,2021-A1,7,--10-01\n";
    let read = read("x.csv", text);
    let o = &read.series[0].observations[0];
    assert_eq!((o.start, o.end), (date(2021, 10, 1), date(2022, 10, 1)));
}

const SIDECAR: &str = "\
# What it counts.
[place Northmere harbour]
in: Northmere
told: harbour district | port of northmere

[visits]
name: Visits to museums
agency: Northmere Statistics
called: statistics office
kind: events
what: visit
qualifiers: museum
told: visit & museum
  | museum visitor
with: museum
unit: 1
factor: 1000
time: flow
licence: CC0
mind: visits, not visitors

[visits.free]
like: visits
where: KIND=FREE
with: free
part of: visits
";

#[test]
fn sidecars_say_what_series_count() {
    let (sidecar, wrong) = Sidecar::parse("s.txt", SIDECAR);
    assert!(wrong.is_empty());
    let free = &sidecar.definitions[1];
    assert_eq!(free.told, ["visit & museum", "museum visitor"]);
    assert_eq!(free.with, [["museum"], ["free"]]);
    assert_eq!((free.factor, free.time, free.part_of.as_deref()), (1000.0, Time::Flow, Some("visits")));
    assert_eq!(Sidecar::parse("s.txt", &sidecar.text()), (sidecar, vec![]));

    let (_, wrong) = Sidecar::parse(
        "s.txt",
        "name: x\n[a]\nnonsense\ncolour: red\ntime: never\nfactor: many\nlike: b\n[c\n",
    );
    let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "s.txt:1: a line before the first head",
            "s.txt:3: no key before a colon: nonsense",
            "s.txt:4: no key of a series: colour",
            "s.txt:5: time is flow, stock or level, not never",
            "s.txt:6: no number: many",
            "s.txt:7: no block above is called b",
            "s.txt:8: a head without its closing bracket",
        ]
    );
}

#[test]
fn what_a_user_added_is_kept_as_text() {
    let table = "period,place,measure,value,vintage\n2021,Northmere,FREE,2.5,\"2022-01-05 first, as told\"\n\
        2021,Northmere,PAID,7,\n2020-10-01/P1Y,Northmere,PAID,9,\nFY2023,\"Orrin, Vellmark\",PAID,11,\n";
    let sidecar = SIDECAR.replace("KIND=", "MEASURE=");
    let read = Record::parse("visits.csv", table.as_bytes(), &Mapping::default(), Some(&sidecar));
    assert_eq!(errors(&read), [""; 0]);
    assert_eq!(read.series[0].observations[0].value, 2500.0);
    let (csv, kept) = read.text();
    let again = Record::parse("visits.csv", csv.as_bytes(), &Mapping::default(), Some(&kept));
    assert_eq!(errors(&again), [""; 0]);
    let values = |r: &Read| -> Vec<_> {
        r.series.iter().map(|s| (s.id.clone(), s.place.clone(), s.observations.clone())).collect()
    };
    assert_eq!(values(&read), values(&again));
    assert_eq!(again.places, read.places);

    let record = Record::starter().with(read);
    assert_eq!(record.find("visits:FREE.Northmere").unwrap().observations.len(), 1);
    assert_eq!(record.definitions().next().unwrap().agency, "Northmere Statistics");
}
