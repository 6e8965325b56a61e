#![no_main]
//! Office files are packed, so the fuzzer writes the part and the target packs it.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    relata_fuzz::one("a.docx", b"", &relata_fuzz::package(&[("word/document.xml", bytes)]));
    relata_fuzz::one("a.odt", b"", &relata_fuzz::package(&[("META-INF/manifest.xml", b"<m/>"), ("content.xml", bytes)]));
});
