#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| relata_fuzz::one("a.pdf", b"%PDF-1.7\n", bytes));
