#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| relata_fuzz::one("a.txt", b"Text ", bytes));
