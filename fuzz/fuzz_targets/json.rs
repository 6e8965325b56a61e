#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| relata_fuzz::all("a.jsonl", b"{\"text\":", bytes));
