//! The record: official statistical series to check figures against.
//!
//! Series come as SDMX-CSV or tidy CSV with a sidecar that says what each of them counts and how prose tells it; a
//! starter record is built in. This crate knows nothing of documents or of what is found in them.
//!
//! ```
//! use relata_record::{Record, Mapping};
//!
//! let table = "period,place,value\n2021,Northmere,2312450\nFY2022,Northmere,2.4 million\n";
//! let read = Record::parse("museums.csv", table.as_bytes(), &Mapping::default(), None);
//! assert_eq!(read.errors[0].to_string(), "museums.csv:3: no number: 2.4 million");
//! assert_eq!(read.series[0].observations[0].value, 2_312_450.0);
//!
//! let record = Record::starter().with(read);
//! assert_eq!(record.find("world_population:POPULATION.Kenya").unwrap().place, "Kenya");
//! ```

mod error;
pub mod period;
mod record;
mod series;
mod sidecar;
mod starter;
mod table;

pub use error::Error;
pub use period::{Calendar, Days};
pub use record::{Read, Record};
pub use series::{Definition, Observation, Place, Series, Time};
pub use sidecar::Sidecar;
pub use table::Mapping;
