//! The starter record: tables of official statistics, packed, and what is said of them. Sources and licences stand
//! in `data/NOTICE`; `training/record/compile.py` makes the tables, the sidecar is written by hand.

use flate2::read::GzDecoder;
use std::io::Read;

/// What the tables count.
pub(crate) static SIDECAR: &str = include_str!("../data/starter.txt");

/// No table of ours is larger; more is a damaged file.
const MOST: u64 = 1 << 24;

macro_rules! tables {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../data/", $name, ".csv.gz")))),*]
    };
}

/// Each table by name, as gzip.
pub(crate) static TABLES: &[(&str, &[u8])] = tables![
    "asylum_applications_mexico",
    "cbp_drug_seizures",
    "cbp_nationwide_encounters",
    "cbp_sw_land_border_encounters",
    "cdc_drug_overdose_deaths",
    "dea_fentanyl_seizures",
    "iom_missing_migrants_americas",
    "mexican_born_population_us",
    "mexico_disappeared_persons",
    "mexico_homicides",
    "mpp_enrollments",
    "mxn_usd_exchange_rate",
    "ohss_usbp_encounters",
    "remittances_mexico",
    "title42_expulsions",
    "unhcr_refugees_asylum_seekers",
    "us_cpi",
    "us_mexico_goods_trade",
    "us_unemployment",
    "world_co2_fossil",
    "world_gdp_current_usd",
    "world_gdp_real_and_growth",
    "world_military_expenditure",
    "world_population",
    "world_unemployment_inflation",
];

/// The bytes of a table; empty where it is damaged, which a test excludes.
pub(crate) fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    match GzDecoder::new(packed).take(MOST).read_to_end(&mut bytes) {
        Ok(_) => bytes,
        Err(_) => Vec::new(),
    }
}
