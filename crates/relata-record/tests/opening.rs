//! How large the starter record is and how quickly it opens: in a process of its own, for it is opened once.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says by failing")]

use relata_record::Record;
use std::path::Path;
use std::time::Instant;

#[test]
fn it_is_small_and_opens_quickly() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let size: u64 = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum();
    assert!(size <= 2_000_000, "{size} bytes");
    let from = Instant::now();
    let record = Record::starter();
    let open = from.elapsed();
    let from = Instant::now();
    let series = record.series().count();
    let all = from.elapsed();
    eprintln!("{size} bytes; open {open:?}, all {series} series {all:?}");
    assert!(open.as_millis() < 100, "{open:?}");
}
