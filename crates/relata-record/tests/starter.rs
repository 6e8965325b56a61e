//! The starter record: small, quick, and what its sources say.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

use relata_record::{Record, period};
use std::collections::BTreeSet;
use std::path::Path;

/// Looked up by hand in the tables: series, period, value.
const PLANTED: &[(&str, &str, f64)] = &[
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border", "FY2022", 2_378_944.0),
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border", "FY2023", 2_475_669.0),
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border", "FY2017", 415_517.0),
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border", "FY2017", 415_191.0),
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border", "2023-12", 301_981.0),
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border.Mexico", "FY2022", 808_339.0),
    ("cbp_sw_land_border_encounters:TOTAL.United States southwest land border.Mexico", "FY2020", 297_711.0),
    ("cbp_sw_land_border_encounters:USBP.United States southwest land border", "FY2022", 2_206_436.0),
    ("cbp_nationwide_encounters:TOTAL.United States", "FY2023", 3_201_144.0),
    ("cbp_nationwide_encounters:TOTAL.United States.Venezuela", "FY2023", 334_914.0),
    ("ohss_usbp_encounters:USBP.United States southwest land border", "FY2000", 1_566_420.0),
    ("title42_expulsions:TOTAL.United States", "2020-03/2023-05", 2_960_908.0),
    ("mpp_enrollments:ENROLLED.United States southwest land border", "2020-01", 1_974.0),
    ("cbp_drug_seizures:FENTANYL.United States", "FY2023", 27_022.9),
    ("cbp_drug_seizures:FENTANYL_OFO.United States", "FY2023", 24_182.1),
    ("cbp_drug_seizures:COCAINE.United States", "FY2021", 97_637.5),
    ("cbp_drug_seizures:FENTANYL_EVENTS.United States", "FY2023", 1_351.0),
    ("dea_fentanyl_seizures:PILLS.United States", "2022", 50_600_000.0),
    ("dea_fentanyl_seizures:DOSES.United States", "2021", 440_000_000.0),
    ("cdc_drug_overdose_deaths:ALL_FINAL.United States", "2022", 107_941.0),
    ("cdc_drug_overdose_deaths:ALL_REPORTED.United States", "2022", 109_413.0),
    ("cdc_drug_overdose_deaths:ALL_PREDICTED.United States", "2022", 110_942.0),
    ("cdc_drug_overdose_deaths:ALL_PREDICTED.United States", "2020-05/2021-04", 100_950.0),
    ("cdc_drug_overdose_deaths:SYNTHETIC_FINAL.United States", "2021", 70_601.0),
    ("cdc_drug_overdose_deaths:RATE_FINAL.United States", "2022", 32.6),
    ("mexico_homicides:INEGI.Mexico", "2021", 35_700.0),
    ("mexico_homicides:INEGI.Mexico", "2021", 35_625.0),
    ("mexico_homicides:INTENTIONAL.Guanajuato, Mexico", "2022", 3_260.0),
    ("mexico_homicides:INTENTIONAL.Mexico", "2022", 30_979.0),
    ("mexico_homicides:FEMICIDE.Mexico", "2022", 983.0),
    ("mexico_homicides:RATE.United States", "2021", 6.77972),
    ("mexico_disappeared_persons:STOCK.Mexico", "2023-08-22", 110_964.0),
    ("us_mexico_goods_trade:EXPORTS.United States-Mexico", "2022", 324_309_500_000.0),
    ("us_mexico_goods_trade:BALANCE.United States-Mexico", "2019", -101_800_000_000.0),
    ("us_mexico_goods_trade:BALANCE.United States-Mexico", "2022", -130_465_200_000.0),
    ("iom_missing_migrants_americas:DEAD_OR_MISSING.U.S.-Mexico border", "2022", 686.0),
    ("asylum_applications_mexico:COMAR.Mexico", "2021", 129_780.0),
    ("unhcr_refugees_asylum_seekers:REFUGEES.Germany", "2023", 2_593_007.0),
    ("unhcr_refugees_asylum_seekers:REFUGEES_FROM.Syria", "2022", 6_559_736.0),
    ("mexican_born_population_us:BORN.United States", "2022", 10_700_000.0),
    ("remittances_mexico:FAMILY.Mexico", "2023", 63_318_700_000.0),
    ("remittances_mexico:FAMILY.Mexico", "2023", 63_312_000_000.0),
    ("mxn_usd_exchange_rate:RATE.Mexico", "2022", 20.1208),
    ("us_cpi:INDEX.United States", "2022-06", 296.311),
    ("us_unemployment:RATE.United States", "2020", 8.1),
    ("world_population:POPULATION.Kenya", "2022", 54_252_461.0),
    ("world_gdp_current_usd:GDP.Norway", "2022", 593_726_965_416.0),
    ("world_gdp_real_and_growth:GROWTH.Spain", "2020", -10.94),
    ("world_military_expenditure:SHARE.Poland", "2023", 3.2698),
    ("world_unemployment_inflation:UNEMPLOYMENT.Greece", "2023", 11.023),
    ("world_co2_fossil:CARBON.Germany", "2020", 163_396_000.0 * 3.664),
];

#[test]
fn it_says_what_its_sources_say() {
    let record = Record::starter();
    for (id, text, value) in PLANTED {
        let series = record.find(id).unwrap_or_else(|| panic!("no series {id}"));
        let days = period::parse(text).unwrap();
        let values: Vec<f64> = series.at(days).map(|o| o.value).collect();
        assert!(
            values.iter().any(|v| (v - value).abs() <= 1e-9 * value.abs()),
            "{id} {text}: {values:?}, not {value}"
        );
    }
}

/// Every row of the tables that may ship is in the record: runs where they are.
#[test]
fn no_row_of_the_tables_is_lost() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let tables = std::env::var_os("RELATA_SHARED").map_or_else(beside, Into::into).join("record");
    if !tables.is_dir() {
        eprintln!("skipped: no tables (set RELATA_SHARED)");
        return;
    }
    let record = Record::starter();
    let mut checked = 0;
    for table in ["world_population", "mexico_homicides", "cdc_drug_overdose_deaths", "us_mexico_goods_trade"]
    {
        let own: Vec<_> = record.series().filter(|s| s.definition.table == table).collect();
        let values: BTreeSet<u64> =
            own.iter().flat_map(|s| &s.observations).map(|o| o.value.to_bits()).collect();
        let mut reader = csv::Reader::from_path(tables.join(format!("{table}.csv"))).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let times = if row[5].starts_with("million") { 1e6 } else { 1.0 };
            let value = row[4].parse::<f64>().unwrap() * times;
            let groups = [
                "income",
                "IDA",
                "IBRD",
                "dividend",
                "mall states",
                "Africa ",
                "East",
                "Europe",
                "HIPC",
                "classification",
                "Fragile",
            ];
            if table == "world_population" && groups.iter().any(|g| row[2].contains(g)) {
                continue;
            }
            assert!(values.contains(&value.to_bits()), "{table}: {row:?}");
            checked += 1;
        }
    }
    assert!(checked > 9_000, "{checked}");
}

#[test]
fn the_notice_names_every_table() {
    let notice = include_str!("../data/NOTICE");
    for definition in Record::starter().definitions().filter(|d| d.ratio.is_none()) {
        assert!(notice.contains(&definition.table), "{}", definition.table);
    }
}

#[test]
fn every_series_says_what_it_is() {
    let record = Record::starter();
    let mut ids = BTreeSet::new();
    for definition in record.definitions() {
        let d = definition;
        assert!(ids.insert(&d.id), "{} twice", d.id);
        assert!(!d.name.is_empty() && !d.agency.is_empty() && !d.licence.is_empty(), "{}", d.id);
        assert!(!d.measure.kind.is_empty() && !d.measure.what.is_empty() && !d.told.is_empty(), "{}", d.id);
        assert!(d.url.is_some(), "{} has no source", d.id);
        assert!(d.ratio.is_some() || record.of(d).next().is_some(), "{} has no series", d.id);
        for other in d.part_of.iter().chain(d.ratio.iter().flat_map(|(a, b)| [a, b])) {
            assert!(record.definition(other).is_some(), "{}: no {other}", d.id);
        }
    }
    // None is left that no block describes: such a definition has no agency.
    for series in record.series() {
        assert!(!series.definition.agency.is_empty(), "{} is not described", series.id);
        assert!(series.observations.iter().all(|o| o.start < o.end && o.value.is_finite()), "{}", series.id);
    }
}
