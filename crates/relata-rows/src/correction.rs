//! What a person puts in the place of what was found in a row, field by field.

use crate::{
    Bound, Event, Figure, Interval, Measure, Party, Period, Proposal, Row, Span, Statement, Unit, Verdict,
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
    /// What two rows are to each other.
    pub verdict: Option<Verdict>,
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
            verdict: later.verdict.or(self.verdict),
        }
    }

    /// The corrected fields by the names that exports have for them; `place` gives start and end of the words.
    pub fn object(&self, place: impl FnOnce(Span) -> (usize, usize)) -> Map<String, Value> {
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
        if let Some(verdict) = self.verdict {
            o.insert("verdict".into(), verdict.name().into());
        }
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
        let verdict = match o.get("verdict") {
            None => None,
            Some(name) => Some(Verdict::named(name.as_str()?)?),
        };
        Some(Correction { words, value, unit, measure, actor, period, verdict })
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
        assert_eq!(Correction::of(json!({"unit": 7}).as_object().unwrap()), None);
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
    fn a_unit_says_what_sort_of_quantity_it_is() {
        let unit = |code: &str| Unit { code: code.to_owned(), ..Unit::default() };
        assert_eq!(kind(&unit("%"), "people"), "share");
        assert_eq!(kind(&unit("USD"), "people"), "money");
        assert_eq!(kind(&unit("1"), "money"), "count");
        assert_eq!(kind(&unit("1"), "people"), "people");
        assert_eq!(kind(&unit("kg"), "count"), "amount");
    }
}
