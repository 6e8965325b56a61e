#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| relata_fuzz::all("a.eml", b"From: a@b.c\r\nSubject: d\r\nDate: Sat, 3 Jan 2026 10:00:00 +0000\r\n", bytes));
