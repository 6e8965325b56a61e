//! What a person puts in the place of what was found in a row, field by field.

use crate::{
    Bound, Event, EventKind, Figure, Interval, Measure, Modality, Party, Period, PlaceRef, Polarity,
    Proposal, Row, Span, Statement, Status, Unit, Verdict,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Corrected fields; `None` leaves what was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Correction {
    /// The words of the row: of a statement what is said, of a proposal what is proposed.
    pub words: Option<Words>,
    /// The values of a figure.
    pub value: Option<Bounds>,
    /// The unit of a figure.
    pub unit: Option<Unit>,
    /// What a figure counts: `text` and `what`.
    pub measure: Option<Measure>,
    /// On whose word a statement or figure rests, who does what an event tells, who proposes.
    pub actor: Option<Known>,
    /// The period of a figure, the date of an event, the day on which a proposal is due.
    pub period: Option<Period>,
    /// To whom an event is done, who should do what is recommended or to whom it was promised: all of them.
    pub recipients: Option<Vec<Whom>>,
    /// The place of a figure or an event.
    pub place: Option<Site>,
    /// The category of an event; its mode was one of the other category.
    pub kind: Option<EventKind>,
    /// Whether an event is told as having happened.
    pub modality: Option<Modality>,
    /// Whether a statement is said, denied or asked.
    pub polarity: Option<Polarity>,
    /// What became of a proposal.
    pub status: Option<Status>,
    /// What two rows are to each other.
    pub verdict: Option<Verdict>,
}

/// One on the receiving side: an actor of the case, or somebody in the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// An actor of the case.
    Actor(Known),
    /// "two men".
    Words(Words),
}

/// A place; nowhere where it has no name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub text: String,
    /// The actor of the case of that name, by id.
    pub actor: Option<String>,
}

/// Where words stand, and what they are, so that they are found again when the text has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Their place in the text.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// Smallest and largest value; `None` where open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest.
    pub low: Option<f64>,
    /// Largest.
    pub high: Option<f64>,
}

/// An actor of the case: ids change with the actors, names less often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id when it was chosen.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Correction {
    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Correction::default()
    }

    /// This one with what a later one corrects.
    #[must_use]
    pub fn with(self, later: &Correction) -> Correction {
        let later = later.clone();
        Correction {
            words: later.words.or(self.words),
            value: later.value.or(self.value),
            unit: later.unit.or(self.unit),
            measure: later.measure.or(self.measure),
            actor: later.actor.or(self.actor),
            period: later.period.or(self.period),
            recipients: later.recipients.or(self.recipients),
            place: later.place.or(self.place),
            kind: later.kind.or(self.kind),
            modality: later.modality.or(self.modality),
            polarity: later.polarity.or(self.polarity),
            status: later.status.or(self.status),
            verdict: later.verdict.or(self.verdict),
        }
    }

    /// The corrected fields by the names that exports have for them; `place` gives start and end of the words.
    pub fn object(&self, place: impl Fn(Span) -> (usize, usize)) -> Map<String, Value> {
        let mut o = Map::new();
        if let Some(Words { span, text }) = &self.words {
            let (start, end) = place(*span);
            o.insert("start".into(), start.into());
            o.insert("end".into(), end.into());
            o.insert("text".into(), text.as_str().into());
        }
        if let Some(Bounds { low, high }) = self.value {
            o.insert("low".into(), crate::export::number(low));
            o.insert("high".into(), crate::export::number(high));
        }
        if let Some(unit) = &self.unit {
            o.insert("unit".into(), json!({"code": unit.code, "label": unit.label}));
        }
        if let Some(measure) = &self.measure {
            o.insert("measure".into(), json!({"text": measure.text, "what": measure.what}));
        }
        if let Some(actor) = &self.actor {
            o.insert("actor".into(), actor.id.as_str().into());
            o.insert("name".into(), actor.name.as_str().into());
        }
        if let Some(p) = &self.period {
            let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
            o.insert(
                "period".into(),
                json!({"text": p.text, "start": day(p.start), "end": day(p.end), "calendar": p.calendar, "basis": p.basis}),
            );
        }
        if let Some(all) = &self.recipients {
            let one = |whom: &Whom| match whom {
                Whom::Actor(Known { id, name }) => json!({"actor": id, "name": name}),
                Whom::Words(Words { span, text }) => {
                    let (start, end) = place(*span);
                    json!({"start": start, "end": end, "text": text})
                }
            };
            o.insert("recipients".into(), all.iter().map(one).collect());
        }
        if let Some(Site { text, actor }) = &self.place {
            o.insert("place".into(), json!({"text": text, "actor": actor}));
        }
        let names = [
            ("type", self.kind.map(EventKind::name)),
            ("modality", self.modality.map(Modality::name)),
            ("polarity", self.polarity.map(Polarity::name)),
            ("status", self.status.map(Status::name)),
            ("verdict", self.verdict.map(Verdict::name)),
        ];
        let names = names.into_iter().filter_map(|(key, name)| Some((key.to_owned(), name?.into())));
        o.extend(names);
        o
    }

    /// From what [`Correction::object`] gave, with places in bytes; `None` where it is something else.
    pub fn of(o: &Map<String, Value>) -> Option<Correction> {
        let text = |o: &Map<String, Value>, key: &str| Some(o.get(key)?.as_str()?.to_owned());
        let whole = |key: &str| o.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok());
        let inner = |key: &str| o.get(key).map(|v| v.as_object());
        let words = match (whole("start"), whole("end")) {
            (Some(start), Some(end)) if start <= end => {
                Some(Words { span: Span::new(start, end), text: text(o, "text")? })
            }
            (None, None) => None,
            _ => return None,
        };
        let value = o.contains_key("low").then(|| Bounds {
            low: o.get("low").and_then(Value::as_f64),
            high: o.get("high").and_then(Value::as_f64),
        });
        let unit = match inner("unit") {
            None => None,
            Some(u) => Some(Unit { code: text(u?, "code")?, label: text(u?, "label")?, price_year: None }),
        };
        let measure = match inner("measure") {
            None => None,
            Some(m) => {
                Some(Measure { text: text(m?, "text")?, what: text(m?, "what")?, ..Measure::default() })
            }
        };
        let actor = match o.get("actor") {
            None => None,
            Some(id) => Some(Known { id: id.as_str()?.to_owned(), name: text(o, "name")? }),
        };
        let period = match o.get("period") {
            None => None,
            Some(period) => Some(parsed(period)?),
        };
        let recipients = match o.get("recipients") {
            None => None,
            Some(all) => Some(all.as_array()?.iter().map(whom).collect::<Option<_>>()?),
        };
        let place = match inner("place") {
            None => None,
            Some(place) => Some(Site { text: text(place?, "text")?, actor: text(place?, "actor") }),
        };
        Some(Correction {
            words,
            value,
            unit,
            measure,
            actor,
            period,
            recipients,
            place,
            kind: named(o, "type", EventKind::parse)?,
            modality: named(o, "modality", Modality::parse)?,
            polarity: named(o, "polarity", Polarity::parse)?,
            status: named(o, "status", Status::parse)?,
            verdict: named(o, "verdict", Verdict::named)?,
        })
    }

    /// The words in it that stand at a place of the text.
    pub fn at_places(&mut self) -> impl Iterator<Item = &mut Words> {
        let own = self.words.iter_mut();
        own.chain(self.recipients.iter_mut().flatten().filter_map(|whom| match whom {
            Whom::Words(words) => Some(words),
            Whom::Actor(_) => None,
        }))
    }

    /// The actors of the case in it, by id and name.
    pub fn actors(&mut self) -> impl Iterator<Item = &mut Known> {
        let own = self.actor.iter_mut();
        own.chain(self.recipients.iter_mut().flatten().filter_map(|whom| match whom {
            Whom::Actor(known) => Some(known),
            Whom::Words(_) => None,
        }))
    }

    /// A statement as corrected.
    pub fn statement(&self, row: &mut Row<Statement>) {
        if let Some(words) = &self.words {
            row.span = words.span;
            row.body.content = words.span.into();
        }
        if let Some(actor) = &self.actor {
            row.body.actor = Some(actor.id.clone());
            row.body.entity = None;
        }
        row.body.polarity = self.polarity.unwrap_or(row.body.polarity);
    }

    /// A figure as corrected. Whose word it rests on stands in `actor`; `credit` has the words of the text.
    pub fn figure(&self, row: &mut Row<Figure>) {
        let f = &mut row.body;
        if let Some(words) = &self.words {
            row.span = words.span;
        }
        if let Some(bounds) = self.value {
            f.interval = bounds.interval();
            // What was read of a change rests on the number that was wrong.
            f.change = None;
        }
        if let Some(unit) = &self.unit {
            f.measure.kind = kind(unit, &f.measure.kind);
            f.unit = unit.clone();
        }
        if let Some(measure) = &self.measure {
            let kind = std::mem::take(&mut f.measure.kind);
            f.measure = Measure { kind, ..measure.clone() };
        }
        if let Some(actor) = &self.actor {
            f.actor = Some(actor.id.clone());
        }
        if let Some(period) = &self.period {
            f.period = Some(period.clone());
        }
        if let Some(site) = &self.place {
            f.place = site.place();
        }
    }

    /// An event as corrected: the actor is the one who does it.
    pub fn event(&self, row: &mut Row<Event>) {
        let e = &mut row.body;
        if let Some(words) = &self.words {
            row.span = words.span;
        }
        if let Some(actor) = &self.actor {
            e.agents = vec![party(e.agents.first(), row.span, actor)];
        }
        if let Some(period) = &self.period {
            e.date = Some(period.clone());
        }
        if let Some(all) = &self.recipients {
            e.recipients = all.iter().map(|whom| whom.party(&e.recipients, row.span)).collect();
        }
        if let Some(site) = &self.place {
            e.place = site.place();
        }
        if let Some(kind) = self.kind.filter(|kind| *kind != e.kind) {
            e.kind = kind;
            e.mode = None;
        }
        e.modality = self.modality.unwrap_or(e.modality);
    }

    /// A proposal as corrected: the actor is the one who proposes, predicts or promises.
    pub fn proposal(&self, row: &mut Row<Proposal>) {
        let p = &mut row.body;
        if let Some(words) = &self.words {
            row.span = words.span;
            p.action = words.span.into();
        }
        if let Some(actor) = &self.actor {
            p.holder = Some(party(p.holder.as_ref(), row.span, actor));
        }
        if let Some(period) = &self.period {
            p.due = Some(period.clone());
        }
        if let Some(all) = &self.recipients {
            p.addressees = all.iter().map(|whom| whom.party(&p.addressees, row.span)).collect();
        }
        if let Some(status) = self.status {
            p.status = status;
            p.status_basis = None;
        }
    }
}

impl Whom {
    /// As one who takes part: by the words that stood for them before, else by those of the row.
    fn party(&self, former: &[Party], span: Span) -> Party {
        match self {
            Whom::Actor(known) => {
                let same = former.iter().find(|p| p.actor.as_ref() == Some(&known.id));
                same.cloned().unwrap_or_else(|| party(None, span, known))
            }
            Whom::Words(words) => {
                let same = former.iter().find(|p| p.span == words.span);
                same.cloned().unwrap_or(Party { span: words.span, entity: None, actor: None })
            }
        }
    }
}

impl Site {
    /// As a row has it.
    fn place(&self) -> Option<PlaceRef> {
        let Site { text, actor } = self.clone();
        let basis = "corrected".to_owned();
        (!text.is_empty()).then_some(PlaceRef { entity: None, actor, text, basis })
    }
}

impl Bounds {
    /// The interval with these ends, and nothing soft about it.
    pub fn interval(self) -> Interval {
        let Bounds { low, high } = self;
        let bound = match (low, high) {
            (Some(a), Some(b)) if a == b => Bound::Exact,
            (Some(_), Some(_)) => Bound::Range,
            (Some(_), None) => Bound::AtLeast,
            (None, Some(_)) => Bound::AtMost,
            (None, None) => Bound::Unquantified,
        };
        let stated = match (low, high) {
            (Some(a), Some(b)) => (a == b).then_some(a),
            (one, other) => one.or(other),
        };
        Interval { low, high, low_soft: false, high_soft: false, stated, bound }
    }
}

/// What a quantity in this unit is, if it was `former` before.
fn kind(unit: &Unit, former: &str) -> String {
    let is_money = unit.code.len() == 3 && unit.code.bytes().all(|b| b.is_ascii_uppercase());
    let kind = match unit.code.as_str() {
        "%" => "share",
        _ if is_money => "money",
        "1" if ["money", "share", "amount", "duration"].contains(&former) => "count",
        "1" => former,
        _ if ["duration", "rate", "level"].contains(&former) => former,
        _ => "amount",
    };
    kind.to_owned()
}

/// Somebody in the place of another, by whose words it stands; where there was nobody, by those of the row.
fn party(former: Option<&Party>, span: Span, actor: &Known) -> Party {
    let span = former.map_or(span, |p| p.span);
    Party { span, entity: None, actor: Some(actor.id.clone()) }
}

/// The field of this name, which is a name itself; `None` where it is something else.
fn named<T>(o: &Map<String, Value>, key: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    o.get(key).map_or(Some(None), |name| Some(Some(parse(name.as_str()?)?)))
}

/// One recipient, as written.
fn whom(value: &Value) -> Option<Whom> {
    let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let place = |key: &str| value.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok());
    match text("actor") {
        Some(id) => Some(Whom::Actor(Known { id, name: text("name")? })),
        None => {
            let (start, end) = (place("start")?, place("end")?);
            (start <= end).then_some(())?;
            Some(Whom::Words(Words { span: Span::new(start, end), text: text("text")? }))
        }
    }
}

fn parsed<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Correction {
        Correction {
            words: Some(Words { span: Span::new(3, 8), text: "4 500".to_owned() }),
            value: Some(Bounds { low: Some(4500.0), high: None }),
            unit: Some(Unit { code: "1".to_owned(), label: "people".to_owned(), price_year: None }),
            measure: Some(Measure { text: "people".into(), what: "people".into(), ..Measure::default() }),
            actor: Some(Known { id: "0123456789abcdef".to_owned(), name: "Ana Torvald".to_owned() }),
            period: Some(Period {
                text: "2022".to_owned(),
                start: "2022-01-01".parse().ok(),
                end: "2023-01-01".parse().ok(),
                calendar: "gregorian".to_owned(),
                basis: "corrected".to_owned(),
            }),
            recipients: Some(vec![
                Whom::Actor(Known { id: "fedcba9876543210".to_owned(), name: "Tom Vale".to_owned() }),
                Whom::Words(Words { span: Span::new(9, 16), text: "two men".to_owned() }),
            ]),
            place: Some(Site { text: "Sarrow".to_owned(), actor: None }),
            kind: Some(EventKind::Coerce),
            modality: Some(Modality::Planned),
            polarity: Some(Polarity::Denied),
            status: Some(Status::Kept),
            verdict: Some(Verdict::OtherPeriod),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for correction in [Correction::default(), full()] {
            let object = correction.object(|s| (s.start, s.end));
            assert_eq!(Correction::of(&object), Some(correction));
        }
        let open = full().object(|s| (s.start, s.end));
        assert_eq!((&open["low"], &open["high"]), (&json!(4500), &Value::Null));
        assert_eq!(Correction::of(json!({"start": 1}).as_object().unwrap()), None);
        let wrong = [
            json!({"unit": 7}),
            json!({"type": "DANCE"}),
            json!({"recipients": [{"text": "x"}]}),
            json!({"recipients": [{"start": 3, "end": 1, "text": "x"}]}),
            json!({"place": "Sarrow"}),
        ];
        wrong.iter().for_each(|w| assert_eq!(Correction::of(w.as_object().unwrap()), None, "{w}"));
    }

    #[test]
    fn later_fields_stand_over_earlier_ones() {
        let later =
            Correction { value: Some(Bounds { low: Some(1.0), high: Some(2.0) }), ..Correction::default() };
        let both = full().with(&later);
        assert_eq!(both, Correction { value: later.value, ..full() });
    }

    #[test]
    fn the_ends_of_a_value_tell_how_it_is_bound() {
        let of = |low, high| {
            let interval = Bounds { low, high }.interval();
            (interval.bound, interval.stated)
        };
        assert_eq!(of(Some(2.0), Some(2.0)), (Bound::Exact, Some(2.0)));
        assert_eq!(of(Some(2.0), Some(3.0)), (Bound::Range, None));
        assert_eq!(of(Some(2.0), None), (Bound::AtLeast, Some(2.0)));
        assert_eq!(of(None, Some(2.0)), (Bound::AtMost, Some(2.0)));
    }

    #[test]
    fn an_event_and_a_proposal_take_what_was_corrected() {
        let party = |start, actor: Option<&str>| Party {
            span: Span::new(start, start + 7),
            entity: Some(start),
            actor: actor.map(str::to_owned),
        };
        let event = Event {
            kind: EventKind::Assault,
            mode: Some("firearms".into()),
            trigger: Span::new(0, 2).into(),
            agents: Vec::new(),
            recipients: vec![party(9, None), party(20, Some("aaaa"))],
            date: None,
            place: None,
            modality: Modality::Actual,
            statement: None,
            speech: None,
            also: Vec::new(),
        };
        let (id, doc) = (crate::RowId::from_printed("00"), crate::DocId::from_printed("00"));
        let mut row = Row { id, doc, span: Span::new(0, 40), confidence: 1.0, body: event };
        full().event(&mut row);
        let e = &row.body;
        assert_eq!((e.kind, e.mode.as_deref(), e.modality), (EventKind::Coerce, None, Modality::Planned));
        assert_eq!(
            e.place.as_ref().map(|p| (p.text.as_str(), p.basis.as_str())),
            Some(("Sarrow", "corrected"))
        );
        // Who was there stays who it was; whom the text does not name there stands by the words of the row.
        let who: Vec<_> = e.recipients.iter().map(|p| (p.span, p.entity, p.actor.as_deref())).collect();
        let span = Span::new(3, 8);
        assert_eq!(who, [(span, None, Some("fedcba9876543210")), (Span::new(9, 16), Some(9), None)]);
        let nobody = Correction {
            recipients: Some(Vec::new()),
            place: Some(Site::default()),
            kind: Some(EventKind::Coerce),
            ..Correction::default()
        };
        row.body.mode = Some("arrest".into());
        nobody.event(&mut row);
        assert!(row.body.recipients.is_empty() && row.body.place.is_none());
        assert_eq!(row.body.mode.as_deref(), Some("arrest"), "of the same category it stays");
    }

    #[test]
    fn a_unit_says_what_sort_of_quantity_it_is() {
        let unit = |code: &str| Unit { code: code.to_owned(), ..Unit::default() };
        assert_eq!(kind(&unit("%"), "people"), "share");
        assert_eq!(kind(&unit("USD"), "people"), "money");
        assert_eq!(kind(&unit("1"), "money"), "count");
        assert_eq!(kind(&unit("1"), "people"), "people");
        assert_eq!(kind(&unit("kg"), "count"), "amount");
    }
}
