//! Tables of observations: SDMX-CSV (1.0 and 2.0) and tidy CSV to series.

use crate::error::Error;
use crate::period::{self, Days};
use crate::series::{Definition, Observation, Series};
use csv::{ReaderBuilder, StringRecord};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Columns of SDMX that are no dimension wherever they stand: attributes of its cross-domain concepts, and those of
/// the format itself.
const ATTRIBUTES: &[&str] = &[
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "ACTION",
    "DATAFLOW",
    "SERIES_KEY",
    "OBS_KEY",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "OBS_FLAG",
    "CONF_STATUS",
    "UNIT_MULT",
    "UNIT_MEASURE",
    "DECIMALS",
    "VINTAGE",
    "LAST UPDATE",
    "LAST_UPDATE",
    "TITLE",
    "COMMENT",
    "COMMENT_OBS",
    "COMMENT_TS",
    "SOURCE",
    "TIME_FORMAT",
    "COLLECTION",
    "PRE_BREAK_VALUE",
    "REPORTING_YEAR_START_DAY",
    "BASE_PER",
];

/// Dimensions that tell where, in the order in which they are asked.
const AREAS: &[&str] = &["REF_AREA", "GEO", "COUNTRY", "LOCATION", "AREA", "REGION"];

/// What tables write where they have no value.
const NONE: &[&str] = &["NaN", ".", "..", "...", ":", "NA", "N/A", "n.a.", "-", "–", "null"];

/// Which column of a tidy table is what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping(BTreeMap<String, String>);

/// What may be mapped; a tidy table has the last two at least.
const ROLES: &[&str] = &["series", "measure", "place", "who", "unit", "vintage", "status", "period", "value"];

impl Default for Mapping {
    /// Every column by the name of what it is.
    fn default() -> Self {
        Mapping(ROLES.iter().map(|role| ((*role).to_owned(), (*role).to_owned())).collect())
    }
}

impl Mapping {
    /// Reads `place=country,value=persons`: what is not named keeps its own name.
    ///
    /// # Errors
    /// A pair without `=`, or a role that there is not.
    pub fn parse(text: &str) -> Result<Mapping, Error> {
        let mut mapping = Mapping::default();
        for pair in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let fail = |what: String| Error::at("mapping", 1, what);
            let (role, column) = pair.split_once('=').ok_or_else(|| fail(format!("no `=` in {pair}")))?;
            let role = role.trim();
            if !ROLES.contains(&role) {
                return Err(fail(format!("{role} is none of {}", ROLES.join(", "))));
            }
            mapping.0.insert(role.into(), column.trim().into());
        }
        Ok(mapping)
    }
}

/// The rows of a table, as far as they could be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// The id of the structure, or the name of the file without its ending.
    pub(crate) id: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) errors: Vec<Error>,
}

/// One observation with the dimensions of its series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The table, where the rows of one file have several.
    pub(crate) table: Arc<str>,
    /// The names of the dimensions, and the code of each.
    names: Arc<[String]>,
    codes: Vec<String>,
    /// Of each dimension the label behind its code; none in tables without labels.
    labels: Vec<String>,
    pub(crate) unit: String,
    pub(crate) observation: Observation,
    /// Whether it takes back what stood there before (ACTION `D`).
    pub(crate) delete: bool,
}

impl Row {
    /// What a dimension says in words: its label, else its code; empty where it is not there.
    fn told(&self, name: &str) -> &str {
        let labels = if self.labels.is_empty() { &self.codes } else { &self.labels };
        self.at(name).and_then(|n| labels.get(n)).map_or("", String::as_str)
    }

    fn code(&self, name: &str) -> &str {
        self.at(name).and_then(|n| self.codes.get(n)).map_or("", String::as_str)
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n.eq_ignore_ascii_case(name))
    }

    /// Its dimensions with their codes, in order of names.
    fn key(&self) -> BTreeMap<String, String> {
        self.names.iter().cloned().zip(self.codes.iter().cloned()).collect()
    }
}

/// Where a table keeps what.
struct Columns {
    /// The names of the dimensions, and where they stand.
    names: Arc<[String]>,
    at: Vec<usize>,
    table: Option<usize>,
    action: Option<usize>,
    period: usize,
    value: usize,
    unit: Option<usize>,
    power: Option<usize>,
    vintage: Option<usize>,
    status: Option<usize>,
    fiscal: Option<usize>,
    /// Whether cells have labels behind their codes, as heads have then too.
    labelled: bool,
    /// Whether cells are parted by commas.
    commas: bool,
}

/// Reads a table. `name` is that of the file; of a tidy one `mapping` says which column is what.
pub(crate) fn read(name: &str, bytes: &[u8], mapping: &Mapping) -> Table {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).split('.').next().unwrap_or(name);
    let mut table = Table { id: stem.to_owned(), ..Table::default() };
    let head = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |c: u8| head.iter().filter(|b| **b == c).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|c| (count(*c), *c == b',')).unwrap_or(b',');
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let columns = match reader.byte_headers() {
        Ok(head) => columns(&StringRecord::from_byte_record_lossy(head.clone()), mapping)
            .map(|columns| Columns { commas: delimiter == b',', ..columns }),
        Err(error) => Err(error.to_string()),
    };
    let columns = match columns {
        Ok(columns) => columns,
        Err(what) => {
            table.errors.push(Error::at(name, 1, what));
            return table;
        }
    };
    let id: Arc<str> = table.id.as_str().into();
    for record in reader.byte_records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
                let record = StringRecord::from_byte_record_lossy(record);
                match columns.row(&record, &id) {
                    Ok(Some(row)) => table.rows.push(row),
                    Ok(None) => {}
                    Err(what) => table.errors.push(Error::at(name, line, what)),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
                table.errors.push(Error::at(name, line, error.to_string()));
            }
        }
    }
    table
}

/// A number, also one whose thousands are parted by commas. In tables parted by semicolons a comma may be that of a
/// decimal: there it is no number, for an error is better than a value a thousand times too large.
fn number(text: &str, commas: bool) -> Option<f64> {
    let whole = text.split('.').next()?.trim_start_matches(['-', '+']);
    let mut groups = whole.split(',');
    let first = groups.next()?.len();
    let apart = commas && whole.contains(',') && (1..=3).contains(&first) && groups.all(|g| g.len() == 3);
    if apart { text.replace(',', "").parse().ok() } else { text.parse().ok() }
}

/// The label of such a cell; the code where it has none.
fn label(cell: &str) -> &str {
    cell.split_once(": ").map_or(cell, |(_, label)| label).trim()
}

/// The code of a cell that may have its label behind it (`MEX: Mexico`, as SDMX-CSV has it with `labels=both`).
fn code(cell: &str) -> &str {
    cell.split_once(": ").map_or(cell, |(code, _)| code).trim()
}

fn columns(head: &StringRecord, mapping: &Mapping) -> Result<Columns, String> {
    let labelled = head.iter().any(|h| h.contains(": "));
    let names: Vec<&str> = head.iter().map(code).collect();
    let at = |name: &str| names.iter().position(|n| n.eq_ignore_ascii_case(name));
    if let (Some(value), Some(period)) = (at("OBS_VALUE"), at("TIME_PERIOD")) {
        let (named, at_dimensions): (Vec<String>, Vec<usize>) = names
            .iter()
            .enumerate()
            .take(value)
            .filter(|(_, name)| !ATTRIBUTES.iter().any(|a| name.eq_ignore_ascii_case(a)))
            .map(|(n, name)| ((*name).to_owned(), n))
            .unzip();
        return Ok(Columns {
            names: named.into(),
            at: at_dimensions,
            table: at("STRUCTURE_ID").or(at("DATAFLOW")),
            action: at("ACTION"),
            period,
            value,
            unit: at("UNIT_MEASURE"),
            power: at("UNIT_MULT"),
            vintage: at("VINTAGE").or(at("LAST_UPDATE")).or(at("LAST UPDATE")),
            status: at("OBS_STATUS").or(at("OBS_FLAG")),
            fiscal: at("REPORTING_YEAR_START_DAY"),
            labelled,
            commas: true,
        });
    }
    let role = |role: &str| mapping.0.get(role).and_then(|column| at(column));
    let missing = |what: &str| {
        let column = mapping.0.get(what).map_or(what, String::as_str);
        format!("no column {column} for the {what}; there are {}", names.join(", "))
    };
    let named = [("SERIES", "series"), ("MEASURE", "measure"), ("REF_AREA", "place"), ("WHO", "who")];
    let (names, at): (Vec<String>, Vec<usize>) =
        named.iter().filter_map(|(name, own)| Some(((*name).to_owned(), role(own)?))).unzip();
    Ok(Columns {
        names: names.into(),
        at,
        table: None,
        action: None,
        period: role("period").ok_or_else(|| missing("period"))?,
        value: role("value").ok_or_else(|| missing("value"))?,
        unit: role("unit"),
        power: None,
        vintage: role("vintage"),
        status: role("status"),
        fiscal: None,
        labelled: false,
        commas: true,
    })
}

impl Columns {
    fn code<'c>(&self, cell: &'c str) -> &'c str {
        if self.labelled { code(cell) } else { cell }
    }

    /// A row; nothing where it has no value.
    fn row(&self, record: &StringRecord, id: &Arc<str>) -> Result<Option<Row>, String> {
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let told = |at: Option<usize>| at.map(cell).filter(|c| !c.is_empty()).map(str::to_owned);
        let code = |cell| self.code(cell);
        let value = cell(self.value);
        if value.is_empty() || NONE.iter().any(|none| value.eq_ignore_ascii_case(none)) {
            return Ok(None);
        }
        let number = number(value, self.commas).ok_or_else(|| format!("no number: {value}"))?;
        let period = self.period(code(cell(self.period)), self.fiscal.map(cell))?;
        let power: i32 = match self.power.map(|p| code(cell(p))).filter(|p| !p.is_empty()) {
            Some(power) => power.parse().map_err(|_| format!("no power of ten: {power}"))?,
            None => 0,
        };
        let value = number * 10f64.powi(power);
        if !value.is_finite() {
            return Err(format!("no number: {number} with {power} zeros"));
        }
        Ok(Some(Row {
            table: match self.table.map(cell).map(flow) {
                Some(other) if other != &**id => other.into(),
                _ => Arc::clone(id),
            },
            names: Arc::clone(&self.names),
            codes: self.at.iter().map(|n| code(cell(*n)).to_owned()).collect(),
            labels: match self.labelled {
                true => self.at.iter().map(|n| label(cell(*n)).to_owned()).collect(),
                false => Vec::new(),
            },
            unit: self.unit.map(|u| code(cell(u)).to_owned()).unwrap_or_default(),
            observation: Observation {
                start: period.0,
                end: period.1,
                value,
                vintage: told(self.vintage),
                status: self.status.map(|s| code(cell(s))).filter(|s| !s.is_empty()).map(str::to_owned),
            },
            delete: self.action.is_some_and(|a| code(cell(a)).eq_ignore_ascii_case("D")),
        }))
    }

    /// A period, moved to the reporting year where the attribute REPORTING_YEAR_START_DAY (`--10-01`) has another
    /// first day.
    fn period(&self, text: &str, first: Option<&str>) -> Result<Days, String> {
        let fail = || format!("no period: {text}");
        let (start, end) = period::parse(text).ok_or_else(fail)?;
        let month =
            first.and_then(|f| f.strip_prefix("--")).and_then(|f| f.get(..2)).and_then(|m| m.parse().ok());
        match month {
            Some(month) if text.contains('-') && (2..=12).contains(&month) => {
                let ahead = jiff::Span::new().try_months(month - 1).map_err(|_| fail())?;
                let moved = |d: jiff::civil::Date| d.checked_add(ahead).map_err(|_| fail());
                Ok((moved(start)?, moved(end)?))
            }
            _ => Ok((start, end)),
        }
    }
}

/// The id of a structure (`AGENCY:ID(1.0)`) alone.
fn flow(structure: &str) -> &str {
    let id = structure.rsplit(':').next().unwrap_or(structure);
    id.split('(').next().unwrap_or(id)
}

/// The series of a table by the definitions that fit them, in order of ids. Rows for which there is no definition
/// make one of their own, whose words are those of the table.
pub(crate) fn series(rows: Vec<Row>, definitions: &[Arc<Definition>]) -> Vec<Series> {
    let mut all: Vec<(Series, Vec<(Observation, bool)>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut own: BTreeMap<String, Arc<Definition>> = BTreeMap::new();
    let mut last: Option<(Arc<str>, Vec<String>, usize)> = None;
    for row in rows {
        // Rows of one series mostly stand together.
        let same = last.as_ref().filter(|(table, codes, _)| *table == row.table && *codes == row.codes);
        let at = same.map(|(_, _, at)| *at).unwrap_or_else(|| {
            let key = row.key();
            let values: Vec<&str> = key.values().map(String::as_str).filter(|v| !v.is_empty()).collect();
            let id = format!("{}:{}", row.table.to_lowercase(), values.join("."));
            *places.entry(id).or_insert_with_key(|id| {
                all.push((Series::of(id, &row, definitions, &mut own), Vec::new()));
                all.len() - 1
            })
        });
        let Row { table, codes, mut observation, delete, .. } = row;
        if let Some((series, observations)) = all.get_mut(at) {
            observation.value *= series.definition.factor;
            observations.push((observation, delete));
        }
        last = Some((table, codes, at));
    }
    let done = all
        .into_iter()
        .map(|(series, observations)| Series { observations: settled(observations), ..series });
    let mut all: Vec<Series> = done.filter(|s| !s.observations.is_empty()).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// Observations in order; a later one about the same period and vintage replaces an earlier one, or takes it back.
fn settled(mut observations: Vec<(Observation, bool)>) -> Vec<Observation> {
    observations.sort_by(|(a, _), (b, _)| (a.start, a.end, &a.vintage).cmp(&(b.start, b.end, &b.vintage)));
    let same =
        |a: &Observation, b: &Observation| (a.start, a.end, &a.vintage) == (b.start, b.end, &b.vintage);
    let mut kept: Vec<(Observation, bool)> = Vec::new();
    for new in observations {
        if kept.last().is_some_and(|(old, _)| same(old, &new.0)) {
            kept.pop();
        }
        kept.push(new);
    }
    kept.into_iter().filter(|(_, delete)| !delete).map(|(o, _)| o).collect()
}

impl Series {
    /// A series without observations, as its first row tells it.
    fn of(
        id: &str,
        row: &Row,
        definitions: &[Arc<Definition>],
        own: &mut BTreeMap<String, Arc<Definition>>,
    ) -> Series {
        let definition = definitions.iter().find(|d| d.fits(row)).cloned().unwrap_or_else(|| {
            let plain = Definition::plain(row);
            Arc::clone(own.entry(plain.id.clone()).or_insert_with(|| Arc::new(plain)))
        });
        let told = |name: &&str| Some(row.told(name).to_owned()).filter(|v| !v.is_empty());
        let place = definition.place.clone().or_else(|| AREAS.iter().find_map(told));
        Series {
            id: id.to_owned(),
            place: place.unwrap_or_default(),
            who: told(&"WHO"),
            key: row.key(),
            definition,
            observations: Vec::new(),
        }
    }
}

impl Definition {
    /// Whether a row is of one of its series.
    fn fits(&self, row: &Row) -> bool {
        self.ratio.is_none()
            && self.table.eq_ignore_ascii_case(&row.table)
            && self.select.iter().all(|(name, value)| {
                let own = row.code(name);
                value == "*" && !own.is_empty() || value == own
            })
    }

    /// What the table alone tells: its name, and every dimension that is neither place nor people.
    fn plain(row: &Row) -> Definition {
        let aside = [AREAS, &["WHO", "FREQ", "FREQUENCY"]].concat();
        let words: Vec<&str> = row
            .names
            .iter()
            .filter(|name| !aside.iter().any(|a| name.eq_ignore_ascii_case(a)))
            .map(|name| row.told(name))
            .filter(|value| !value.is_empty())
            .collect();
        let name = if words.is_empty() { row.table.to_string() } else { words.join(": ") };
        let told = words.last().map_or_else(|| row.table.replace('_', " "), |w| (*w).to_owned());
        Definition {
            id: format!("{}:{}", row.table.to_lowercase(), words.join(".")),
            table: row.table.to_string(),
            told: vec![told.to_lowercase()],
            name,
            unit: if row.unit.is_empty() { "1".into() } else { row.unit.clone() },
            factor: 1.0,
            ..Definition::default()
        }
    }
}
