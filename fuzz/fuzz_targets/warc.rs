#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| relata_fuzz::all("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n", bytes));
