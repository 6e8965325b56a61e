//! The record: tables with their sidecars, read when they are asked for.

use crate::error::Error;
use crate::period;
use crate::series::{Definition, Observation, Place, Series};
use crate::sidecar::Sidecar;
use crate::starter;
use crate::table::{self, Mapping, Row, Table};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

/// Official series to check figures against. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Record {
    parts: Vec<Arc<Part>>,
    /// In the order of the sidecars: the first is to be preferred.
    definitions: Vec<Arc<Definition>>,
    places: Vec<Place>,
}

/// One table with what is said of its series.
struct Part {
    table: String,
    series: Source,
}

type Source = LazyLock<Vec<Arc<Series>>, Box<dyn FnOnce() -> Vec<Arc<Series>> + Send + Sync>>;

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("table", &self.table).finish_non_exhaustive()
    }
}

/// What was read of a file: series, places that its sidecar tells of, and what could not be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// In order of ids.
    pub series: Vec<Series>,
    /// Parts and borders of countries.
    pub places: Vec<Place>,
    /// One for each line that could not be read.
    pub errors: Vec<Error>,
}

impl Record {
    /// The record that ships with the program (`docs/record.md`). Only the index is read; each table when it is
    /// first asked for.
    pub fn starter() -> Record {
        static STARTER: LazyLock<Record> = LazyLock::new(|| {
            let (sidecar, _) = Sidecar::parse("starter.txt", starter::SIDECAR);
            let definitions: Vec<Arc<Definition>> = sidecar.definitions.into_iter().map(Arc::new).collect();
            let parts = starter::TABLES.iter().map(|(name, packed)| {
                let of = |d: &&Arc<Definition>| d.table == *name;
                let known: Vec<Arc<Definition>> = definitions.iter().filter(of).cloned().collect();
                let read = move || {
                    let bytes = starter::unpack(packed);
                    let rows = table::read(name, &bytes, &Mapping::default()).rows;
                    table::series(rows, &known).into_iter().map(Arc::new).collect()
                };
                Arc::new(Part { table: (*name).to_owned(), series: Source::new(Box::new(read)) })
            });
            let parts = parts.collect();
            Record { parts, definitions, places: sidecar.places }
        });
        STARTER.clone()
    }

    /// Nothing: what is added with [`Record::with`] stands alone.
    pub fn empty() -> Record {
        Record::default()
    }

    /// Reads a table in SDMX-CSV 1.0 or 2.0 (told by its columns OBS_VALUE and TIME_PERIOD) or tidy CSV (`mapping`
    /// says which column is what), with the sidecar that says what its series count; without one, they are known by
    /// the words of the table. What can be read is; the errors name file and line of the rest.
    pub fn parse(name: &str, bytes: &[u8], mapping: &Mapping, sidecar: Option<&str>) -> Read {
        let Table { rows, mut errors, id } = table::read(name, bytes, mapping);
        let (sidecar, more) = sidecar.map_or_else(Default::default, |text| Sidecar::parse("sidecar", text));
        errors.extend(more);
        let mut definitions = sidecar.definitions;
        // A sidecar of one file need not say of which table it speaks.
        definitions.iter_mut().filter(|d| d.table.is_empty()).for_each(|d| {
            d.table = rows.first().map_or_else(|| id.clone(), |r: &Row| r.table.to_string());
        });
        let definitions: Vec<Arc<Definition>> = definitions.into_iter().map(Arc::new).collect();
        Read { series: table::series(rows, &definitions), places: sidecar.places, errors }
    }

    /// With further series, which go before those that are here already.
    #[must_use]
    pub fn with(mut self, read: Read) -> Record {
        let mut by_table: BTreeMap<String, Vec<Series>> = BTreeMap::new();
        for series in read.series {
            by_table.entry(series.definition.table.clone()).or_default().push(series);
        }
        let mut definitions: Vec<Arc<Definition>> = Vec::new();
        for (table, series) in by_table {
            for s in &series {
                if definitions.iter().all(|d| d.id != s.definition.id) {
                    definitions.push(Arc::clone(&s.definition));
                }
            }
            let source = Source::new(Box::new(move || series.into_iter().map(Arc::new).collect()));
            self.parts.insert(0, Arc::new(Part { table, series: source }));
        }
        self.definitions.splice(0..0, definitions);
        self.places.splice(0..0, read.places);
        self
    }

    /// What its series count, those of the user first.
    pub fn definitions(&self) -> impl Iterator<Item = &Arc<Definition>> {
        self.definitions.iter()
    }

    /// The definition with this id.
    pub fn definition(&self, id: &str) -> Option<&Arc<Definition>> {
        self.definitions().find(|d| d.id == id)
    }

    /// The parts and borders of countries that it knows.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// All series; reads every table.
    pub fn series(&self) -> impl Iterator<Item = &Arc<Series>> {
        self.parts.iter().flat_map(|p| p.series.iter())
    }

    /// The series with this id (see [`Series::id`]).
    pub fn find(&self, id: &str) -> Option<&Arc<Series>> {
        let table = id.split(':').next()?;
        let own = self.parts.iter().filter(|p| p.table.eq_ignore_ascii_case(table));
        own.flat_map(|p| p.series.iter()).find(|s| s.id == id)
    }

    /// The series of a definition, which reads its table. Those that are worked out of two others have none here:
    /// see [`Record::ratio`].
    pub fn of(&self, definition: &Definition) -> impl Iterator<Item = &Arc<Series>> {
        let own = self.parts.iter().filter(|p| p.table == definition.table && !p.table.is_empty());
        own.flat_map(|p| p.series.iter()).filter(|s| s.definition.id == definition.id)
    }

    /// The series that is worked out of two others of one place: each value of the one over that of the other in
    /// the same period, the last vintages of both, times the factor of `definition`.
    pub fn ratio(&self, definition: &Arc<Definition>, over: &Series, under: &Series) -> Series {
        let last = |series: &Series| -> BTreeMap<period::Days, f64> {
            series.observations.iter().map(|o| ((o.start, o.end), o.value)).collect()
        };
        let (above, below) = (last(over), last(under));
        let observations = above.into_iter().filter_map(|((start, end), value)| {
            let value = value / below.get(&(start, end)).filter(|v| **v != 0.0)? * definition.factor;
            Some(Observation { start, end, value, vintage: None, status: None })
        });
        Series {
            id: format!("{}.{}", definition.id, over.place),
            definition: Arc::clone(definition),
            place: over.place.clone(),
            who: None,
            key: BTreeMap::new(),
            observations: observations.collect(),
        }
    }
}

impl Read {
    /// As two texts, SDMX-CSV 2.0 and sidecar, which [`Record::parse`] reads back: what a case keeps.
    pub fn text(&self) -> (String, String) {
        let mut definitions: BTreeMap<&str, &Definition> = BTreeMap::new();
        let mut names: Vec<&str> = Vec::new();
        for series in &self.series {
            definitions.insert(&series.definition.id, &series.definition);
            names.extend(series.key.keys().map(String::as_str));
        }
        names.sort_unstable();
        names.dedup();
        let sidecar = Sidecar {
            definitions: definitions.into_values().cloned().collect(),
            places: self.places.clone(),
        };
        let mut csv = String::from("STRUCTURE,STRUCTURE_ID,ACTION");
        names.iter().for_each(|n| csv.push_str(&format!(",{}", quoted(n))));
        csv.push_str(",TIME_PERIOD,VINTAGE,OBS_VALUE,UNIT_MEASURE,OBS_STATUS\n");
        for series in &self.series {
            for o in &series.observations {
                let _ =
                    write!(csv, "dataflow,{},I", quoted(&format!("RELATA:{}(1.0)", series.definition.table)));
                for name in &names {
                    let _ = write!(csv, ",{}", quoted(series.key.get(*name).map_or("", String::as_str)));
                }
                let optional = |v: &Option<String>| quoted(v.as_deref().unwrap_or_default());
                let (period, value) = (period::sdmx((o.start, o.end)), o.value / series.definition.factor);
                let (vintage, status) = (optional(&o.vintage), optional(&o.status));
                let unit = quoted(&series.definition.unit);
                let _ = writeln!(csv, ",{period},{vintage},{value},{unit},{status}");
            }
        }
        (csv, sidecar.text())
    }
}

/// A cell of CSV.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
