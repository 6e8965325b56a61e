//! What every fuzz target does: read bytes as one format, and look at what came out.
//!
//! `cargo +nightly fuzz run docx`, with `-- -max_total_time=600` for ten minutes. Without a nightly compiler, and
//! without the sanitizer, the same by hand:
//!
//! ```text
//! RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
//!     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
//!     cargo build --release --no-default-features --bin findings --target x86_64-unknown-linux-gnu
//! target/x86_64-unknown-linux-gnu/release/findings -max_total_time=600 -max_len=2000 corpus/findings
//! ```

#![cfg(feature = "read")]

use relata_read::{Hints, Input, Limits, ReadError, Source, read, unpack};
use std::io::Cursor;
use std::ops::ControlFlow;

/// Small bounds, so that a slow input is a finding and not a long wait.
fn limits() -> Limits {
    Limits { document_bytes: 1 << 20, archive_bytes: 8 << 20, archive_members: 200, ..Limits::default() }
}

/// Reads `mark` followed by `bytes`: the mark makes the bytes of the format that the target is for.
pub fn one(path: &str, mark: &[u8], bytes: &[u8]) {
    let source = Source { path: path.to_owned(), bytes: [mark, bytes].concat(), hints: Hints::default() };
    sound(&source);
}

/// Parts `bytes` and reads every source that comes out.
pub fn all(path: &str, mark: &[u8], bytes: &[u8]) {
    let bytes = [mark, bytes].concat();
    let mut each = |_: String, source: Result<Source, ReadError>| {
        if let Ok(source) = source {
            sound(&source);
        }
        ControlFlow::Continue(())
    };
    let _ = unpack(path, Input::File(&mut Cursor::new(bytes)), &Hints::default(), &limits(), &mut each);
}

/// A fault behind the fence is a finding, and so is a document whose blocks do not fit its text.
fn sound(source: &Source) {
    match read(source, &limits()) {
        Ok(document) => assert_eq!(document.check(), Ok(())),
        Err(ReadError::Fault { format, what }) => panic!("{format}: {what}"),
        Err(_) => {}
    }
}

/// A zip file with these members, stored: local headers, table of contents, end record (APPNOTE 6.3,
/// sections 4.3.7, 4.3.12 and 4.3.16).
pub fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut table) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let start = file.len() as u32;
        let mut fields = Vec::new();
        fields.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        fields.extend(crc32(bytes).to_le_bytes());
        fields.extend([(bytes.len() as u32).to_le_bytes(); 2].concat());
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&fields);
        file.extend(name.as_bytes());
        file.extend(*bytes);
        table.extend(b"PK\x01\x02\x14\x00");
        table.extend(&fields);
        table.extend([0; 10]);
        table.extend(start.to_le_bytes());
        table.extend(name.as_bytes());
    }
    let (start, count) = (file.len() as u32, members.len() as u16);
    file.extend(&table);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count.to_le_bytes(); 2].concat());
    file.extend((table.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// CRC-32 of zip files (polynomial 0xEDB88320, reflected).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    })
}
