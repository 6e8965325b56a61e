//! The record: official statistical series to check figures against.
//!
//! Series come as SDMX-CSV or tidy CSV with a sidecar that says what each of them counts; a starter record is built
//! in. This crate knows nothing of documents or of what is found in them.

mod series;

pub use series::{Calendar, Observation, Series};
