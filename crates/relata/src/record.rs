//! The record of a case: the one that ships with the program, and what the user added.

use relata_case::Case;
use relata_record::{Mapping, Record};

/// The record of a case. What was added goes before what ships.
pub(crate) fn of(case: &Case) -> anyhow::Result<Record> {
    let files = case.record_files()?.into_iter();
    Ok(files.fold(Record::starter(), |record, file| {
        let name = format!("{}.csv", file.name);
        record.with(Record::parse(&name, file.csv.as_bytes(), &Mapping::default(), file.sidecar.as_deref()))
    }))
}
