//! Scores of events against short texts with their expected rows.
//!
//! A file holds paragraphs: the first line is a text, each other a row, `+ TYPE/ALT:mode | trigger | agents |
//! recipients | modality | date | place` (`?` instead of `+`: may come out; `- TYPE | trigger` and `- *`: must not).
//! ` // ` parts the words of a trigger, `; ` several parties, `/` further types or modes that are right; a party may be `it =
//! the bank`; `-` is none. `@ 2024-05-10` is the day of publication of what follows, `#` begins a comment.
//!
//! A row of ours answers for an expected one that shares a word of its trigger; a wrong type then is a miss and one
//! too many. Agents and recipients count where the type is right: each party is right where the head of one of its
//! actor's mentions, or its own words, lie inside the expected ones.

use jiff::civil::Date;
use relata_rows::{Document, Event, EventKind, Findings, Modality, Party, Period, Row, Span};
use std::ops::AddAssign;

/// One expected event.
#[derive(Debug, Clone, PartialEq)]
pub struct Gold {
    /// Whether it need not come out.
    pub optional: bool,
    /// The categories that are right.
    pub kinds: Vec<EventKind>,
    /// The mode, or modes parted by `/` of which one is right; `None` where it is not tested.
    pub mode: Option<String>,
    /// Words of which one is in the trigger.
    pub trigger: Vec<String>,
    /// Who did it.
    pub agents: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// How it is told.
    pub modality: Modality,
    /// ISO date or range; `None` where none is told.
    pub date: Option<String>,
    /// Where; `None` where nowhere is told.
    pub place: Option<String>,
}

/// A text with what is expected of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The text.
    pub text: String,
    /// Its day of publication.
    pub day: Date,
    /// What comes out.
    pub events: Vec<Gold>,
}

/// Reads a file of cases.
///
/// # Errors
/// The first line that cannot be read.
pub fn read(file: &str) -> Result<Vec<Case>, String> {
    let mut day = Date::constant(2024, 5, 10);
    let mut cases = Vec::new();
    for paragraph in file.split("\n\n") {
        let mut lines = paragraph.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).peekable();
        while let Some(date) = lines.peek().and_then(|l| l.strip_prefix("@ ")) {
            let word = date.split_whitespace().next().unwrap_or_default();
            day = word.parse().map_err(|_| format!("no date: {date}"))?;
            lines.next();
        }
        let Some(text) = lines.next() else { continue };
        let mut events = Vec::new();
        for line in lines {
            match line.split_once(' ') {
                Some((sign @ ("+" | "?"), rest)) => {
                    events.push(gold(rest, sign == "?").ok_or_else(|| format!("not understood: {line}"))?);
                }
                Some(("-", _)) => {}
                _ => return Err(format!("not understood: {line}")),
            }
        }
        cases.push(Case { text: text.to_owned(), day, events });
    }
    Ok(cases)
}

fn gold(line: &str, optional: bool) -> Option<Gold> {
    let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [kind, trigger, agents, recipients, modality, date, place] = fields[..] else { return None };
    let (kinds, mode) = kind.split_once(':').map_or((kind, None), |(k, m)| (k, Some(m.to_owned())));
    let list = |field: &str, by: &str| -> Vec<String> {
        field.split(by).map(str::trim).filter(|p| *p != "-" && !p.is_empty()).map(str::to_owned).collect()
    };
    let one = |field: &str| (field != "-").then(|| field.to_owned());
    Some(Gold {
        optional,
        kinds: kinds.split('/').map(EventKind::parse).collect::<Option<_>>()?,
        mode,
        trigger: list(trigger, " // "),
        agents: list(agents, ";"),
        recipients: list(recipients, ";"),
        modality: Modality::parse(modality)?,
        date: one(date),
        place: one(place),
    })
}

/// How many are right of those expected and of those found.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Count {
    /// Right ones.
    pub right: usize,
    /// Found, optional ones left out.
    pub found: usize,
    /// Expected.
    pub expected: usize,
}

impl Count {
    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.expected).max(1) as f64
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.right += other.right;
        self.found += other.found;
        self.expected += other.expected;
    }
}

/// The scores of some cases.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    /// Triggers, whatever their type.
    pub trigger: Count,
    /// Triggers with their type.
    pub kind: Count,
    /// Who did it, of events of the right type.
    pub agents: Count,
    /// To whom, of events of the right type.
    pub recipients: Count,
    /// Modality right, of events of the right type.
    pub modality: Count,
    /// Mode right, of events of the right type that have one.
    pub mode: Count,
    /// Date right, of events of the right type.
    pub date: Count,
    /// Place right, of events of the right type.
    pub place: Count,
}

impl AddAssign for Scores {
    fn add_assign(&mut self, o: Scores) {
        self.trigger += o.trigger;
        self.kind += o.kind;
        self.agents += o.agents;
        self.recipients += o.recipients;
        self.modality += o.modality;
        self.mode += o.mode;
        self.date += o.date;
        self.place += o.place;
    }
}

/// Scores what was found in a case, and says in words what is not as expected.
pub fn score(case: &Case, document: &Document, findings: &Findings) -> (Scores, Vec<String>) {
    let text = &document.text;
    let mut scores = Scores::default();
    let mut remarks = Vec::new();
    let mut answered = vec![false; findings.events.len()];
    let triggers = |row: &Row<Event>, gold: &Gold| {
        gold.trigger
            .iter()
            .any(|word| find_all(text, word).any(|s| row.body.trigger.parts.iter().any(|p| p.overlaps(s))))
    };
    let mut golds: Vec<&Gold> = case.events.iter().collect();
    golds.sort_by_key(|g| g.optional);
    for gold in golds {
        let fits = |right: bool| {
            (0..findings.events.len()).find(|&i| {
                let row = &findings.events[i];
                !answered[i] && triggers(row, gold) && gold.kinds.contains(&row.body.kind) == right
            })
        };
        let found = fits(true).or_else(|| fits(false));
        let Some(i) = found else {
            if !gold.optional {
                scores.trigger.expected += 1;
                scores.kind.expected += 1;
                remarks.push(format!("missed  {:?} {:?}", gold.kinds, gold.trigger));
            }
            continue;
        };
        answered[i] = true;
        if gold.optional {
            continue;
        }
        let event = &findings.events[i].body;
        scores.trigger += Count { right: 1, found: 1, expected: 1 };
        let right = gold.kinds.contains(&event.kind);
        scores.kind += Count { right: usize::from(right), found: 1, expected: 1 };
        if !right {
            remarks.push(format!("type    {:?} {:?}, got {}", gold.kinds, gold.trigger, event.kind.name()));
            continue;
        }
        for (count, name, wanted, got) in [
            (&mut scores.agents, "agents", &gold.agents, &event.agents),
            (&mut scores.recipients, "recips", &gold.recipients, &event.recipients),
        ] {
            let own = parties(document, findings, wanted, got);
            *count += own;
            if own.right < own.expected.max(own.found) {
                let told: Vec<_> = got.iter().filter_map(|p| p.span.get(text)).collect();
                remarks.push(format!("{name}  {:?} wants {wanted:?}, got {told:?}", gold.trigger));
            }
        }
        let modality = event.modality == gold.modality;
        scores.modality += Count { right: usize::from(modality), found: 1, expected: 1 };
        if !modality {
            remarks.push(format!(
                "modal   {:?} wants {}, got {}",
                gold.trigger,
                gold.modality.name(),
                event.modality.name()
            ));
        }
        if let Some(mode) = &gold.mode {
            let right = event.mode.as_ref().is_some_and(|m| mode.split('/').any(|one| one == m));
            scores.mode +=
                Count { right: usize::from(right), found: usize::from(event.mode.is_some()), expected: 1 };
        }
        let date = event.date.as_ref().filter(|p| p.start.is_some() || p.end.is_some());
        let same = gold.date.as_ref().zip(date).is_some_and(|(iso, p)| meets(iso, p));
        scores.date += Count {
            right: usize::from(same),
            found: usize::from(date.is_some()),
            expected: usize::from(gold.date.is_some()),
        };
        if date.is_some() != gold.date.is_some() || gold.date.is_some() && !same {
            remarks.push(format!(
                "date    {:?} wants {:?}, got {:?}",
                gold.trigger,
                gold.date,
                date.map(|p| &p.text)
            ));
        }
        let place = event.place.as_ref();
        let same = gold
            .place
            .as_ref()
            .zip(place)
            .is_some_and(|(g, p)| g.contains(&p.text) || p.text.contains(g.as_str()));
        scores.place += Count {
            right: usize::from(same),
            found: usize::from(place.is_some()),
            expected: usize::from(gold.place.is_some()),
        };
    }
    for (row, answered) in findings.events.iter().zip(answered) {
        if !answered {
            scores.trigger.found += 1;
            scores.kind.found += 1;
            let told = row.body.trigger.cover().get(text).unwrap_or_default();
            remarks.push(format!("extra   {} {told:?}", row.body.kind.name()));
        }
    }
    (scores, remarks)
}

fn parties(document: &Document, findings: &Findings, wanted: &[String], got: &[Party]) -> Count {
    let inside = |party: &Party, name: &str| {
        let name = name.rsplit(" = ").next().unwrap_or(name);
        let mentions = findings.mentions.iter().filter(|m| Some(m.body.entity) == party.entity);
        let heads: Vec<Span> = mentions.map(|m| m.body.head).collect();
        find_all(&document.text, name).any(|s| heads.iter().any(|h| s.start <= h.start && h.end <= s.end))
    };
    let right = wanted.iter().filter(|w| got.iter().any(|p| inside(p, w))).count();
    // "two officials of the bank" is one party, and so are its members told one by one.
    let stray = got.iter().filter(|p| !wanted.iter().any(|w| inside(p, w))).count();
    Count { right, found: right + stray, expected: wanted.len() }
}

fn find_all<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = Span> + 'a {
    text.match_indices(word).map(|(at, found)| Span::new(at, at + found.len()))
}

/// Whether a period shares a day with an ISO date (`2024`, `2024-05`, `2024-05-03`, or two of them parted by `/`).
fn meets(iso: &str, period: &Period) -> bool {
    let days = |part: &str| {
        let numbers: Vec<i16> = part.split('-').filter_map(|n| n.parse().ok()).collect();
        let (year, month, day) =
            (numbers.first().copied()?, numbers.get(1).copied(), numbers.get(2).copied());
        let first = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            _ => first.last_of_year(),
        };
        Some((first, last))
    };
    let (from, to) = iso.split_once('/').unwrap_or((iso, iso));
    let (Some((first, _)), Some((_, last))) = (days(from), days(to)) else { return false };
    period.start.is_none_or(|s| s <= last) && period.end.is_none_or(|e| e > first)
}
