//! Any bytes as a line of text through numbers and quantities: no panic, spans on borders, values finite.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relata_findings::{numbers, quantities};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for (span, value) in numbers(&text) {
        assert!(value.is_finite() && span.get(&text).is_some());
    }
    for quantity in quantities(&text) {
        assert!(quantity.span.get(&text).is_some() && quantity.value.is_none_or(f64::is_finite));
        if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
            assert!(low.value <= high.value);
        }
    }
});
