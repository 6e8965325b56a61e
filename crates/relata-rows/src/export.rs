//! Rows as they leave the program: JSON objects with code-point offsets and exact text.
//!
//! The fields and their order are those of the table "Rows" in `docs/rows.md`; CSV and every other
//! form is made from these objects, so that each field is named in one place.

mod fields;

pub use fields::fields;

use crate::{
    Actor, CodePoints, Document, Event, Extent, Figure, Mention, Note, Party, Period, PlaceRef, Proposal,
    Published, Review, Row, RowId, Span, Standing, Statement, Verdict,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A JSON object with its fields in order.
pub type Object = Map<String, Value>;

/// The fields of [`link`], in order.
pub const LINK_FIELDS: &[&str] = &[
    "id",
    "kind",
    "left",
    "right",
    "verdict",
    "reason",
    "arithmetic",
    "series",
    "root",
    "appearances",
    "witnesses",
    "review",
];

/// The fields of a series of the record, in order.
pub const SERIES_FIELDS: &[&str] =
    &["id", "name", "agency", "measure", "place", "who", "calendar", "unit", "vintage", "licence", "url"];

/// A link as an object; `review`: what a person decided on it, and its verdict before that.
pub fn link(link: &crate::Link, review: Option<&(Review, Option<Verdict>)>) -> Object {
    let mut o = Object::new();
    o.insert("id".into(), link.id.clone().into());
    o.insert("kind".into(), link.kind.name().into());
    o.insert("left".into(), link.left.clone().into());
    o.insert("right".into(), link.right.clone().into());
    o.insert("verdict".into(), link.verdict.map(crate::Verdict::name).into());
    o.insert("reason".into(), link.reason.to_string().into());
    o.insert("arithmetic".into(), link.arithmetic.as_ref().map(ToString::to_string).into());
    o.insert("series".into(), link.series.clone().into());
    o.insert("root".into(), link.root.clone().into());
    o.insert("appearances".into(), link.appearances.into());
    o.insert("witnesses".into(), link.witnesses.into());
    let review = review.map(|(r, was)| {
        json!({"verdict": r.verdict.name(), "note": r.note, "by": r.by, "at": r.at, "was": was.map(Verdict::name)})
    });
    o.insert("review".into(), json!(review));
    o
}

/// Writes the rows of one document: holds its text and the index from bytes to code points.
#[derive(Debug)]
pub struct Exporter<'t> {
    text: &'t str,
    points: CodePoints<'t>,
    reviews: Option<&'t BTreeMap<RowId, Standing>>,
}

impl<'t> Exporter<'t> {
    /// Prepares to write rows found in `text`, the [`Document::text`] that their spans count in.
    pub fn new(text: &'t str) -> Self {
        Exporter { text, points: CodePoints::new(text), reviews: None }
    }

    /// With what persons decided on rows, by the ids that these have now.
    pub fn reviewed(self, reviews: &'t BTreeMap<RowId, Standing>) -> Self {
        Exporter { reviews: Some(reviews), ..self }
    }

    /// `{"start","end","text"}` of a span: code points, exact text.
    pub fn span(&self, span: Span) -> Object {
        let mut object = Object::new();
        object.insert("start".into(), self.points.at(span.start).into());
        object.insert("end".into(), self.points.at(span.end).into());
        object.insert("text".into(), span.get(self.text).unwrap_or_default().into());
        object
    }

    /// As [`Exporter::span`], with `parts` where the extent is discontinuous.
    pub fn extent(&self, extent: &Extent) -> Object {
        let mut object = self.span(extent.cover());
        if extent.parts.len() > 1 {
            let parts = extent.parts.iter().map(|&p| Value::Object(self.span(p))).collect();
            object.insert("parts".into(), Value::Array(parts));
        }
        object
    }

    /// One statement.
    pub fn statement(&self, row: &Row<Statement>) -> Object {
        let s = &row.body;
        let mut o = self.common(row);
        let optional = |e: &Option<Extent>| e.as_ref().map(|e| self.extent(e));
        o.insert("source".into(), json!(optional(&s.source)));
        o.insert("holder".into(), json!(optional(&s.holder)));
        o.insert("actor".into(), json!(s.actor));
        o.insert("source_kind".into(), s.source_kind.name().into());
        o.insert("cue".into(), json!(optional(&s.cue)));
        o.insert("content".into(), self.extent(&s.content).into());
        o.insert("speech".into(), s.speech.name().into());
        o.insert("polarity".into(), s.polarity.name().into());
        o.insert("parent".into(), id(s.parent.as_ref()));
        o.insert("via".into(), json!(optional(&s.via)));
        o
    }

    /// One figure.
    pub fn figure(&self, row: &Row<Figure>) -> Object {
        let f = &row.body;
        let mut o = self.common(row);
        o.insert("low".into(), number(f.interval.low));
        o.insert("high".into(), number(f.interval.high));
        o.insert("low_soft".into(), f.interval.low_soft.into());
        o.insert("high_soft".into(), f.interval.high_soft.into());
        o.insert("stated".into(), number(f.interval.stated));
        o.insert("bound".into(), f.interval.bound.name().into());
        o.insert("record".into(), f.record.into());
        o.insert("part_of".into(), id(f.part_of.as_ref()));
        o.insert(
            "unit".into(),
            json!({"code": f.unit.code, "label": f.unit.label, "price_year": f.unit.price_year}),
        );
        // The id of the measure is given when figures of several documents are grouped.
        o.insert(
            "measure".into(),
            json!({"id": null, "text": f.measure.text, "kind": f.measure.kind, "what": f.measure.what,
                   "qualifiers": f.measure.qualifiers, "of": f.measure.of, "basis": f.measure.basis}),
        );
        o.insert("place".into(), json!(f.place.as_ref().map(place)));
        o.insert("period".into(), json!(f.period.as_ref().map(period)));
        let change = f.change.as_ref().map(|c| {
            json!({"direction": c.direction.name(), "by": number(c.by), "from": number(c.from),
                   "to": number(c.to), "base": number(c.base), "since": c.since.as_ref().map(period)})
        });
        o.insert("change".into(), json!(change));
        o.insert("statement".into(), id(f.statement.as_ref()));
        let credit = f.credit.as_ref().map(|c| {
            let mut credit = self.extent(&c.source);
            credit.insert("basis".into(), c.basis.as_str().into());
            credit
        });
        o.insert("credit".into(), json!(credit));
        o.insert("actor".into(), json!(f.actor));
        o
    }

    /// One event. `quad` follows from its type.
    pub fn event(&self, row: &Row<Event>) -> Object {
        let e = &row.body;
        let mut o = self.common(row);
        o.insert("type".into(), e.kind.name().into());
        o.insert("mode".into(), json!(e.mode));
        o.insert("quad".into(), e.kind.quad().name().into());
        o.insert("trigger".into(), self.extent(&e.trigger).into());
        o.insert("agents".into(), self.parties(&e.agents));
        o.insert("recipients".into(), self.parties(&e.recipients));
        o.insert("date".into(), json!(e.date.as_ref().map(period)));
        o.insert("place".into(), json!(e.place.as_ref().map(place)));
        o.insert("modality".into(), e.modality.name().into());
        o.insert("statement".into(), id(e.statement.as_ref()));
        o.insert("speech".into(), id(e.speech.as_ref()));
        o.insert("also".into(), e.also.iter().map(|&s| Value::Object(self.span(s))).collect());
        o
    }

    /// One proposal; `holder` is null for the author.
    pub fn proposal(&self, row: &Row<Proposal>) -> Object {
        let p = &row.body;
        let mut o = self.common(row);
        o.insert("kind".into(), p.kind.name().into());
        o.insert("holder".into(), json!(p.holder.as_ref().map(|h| self.party(h))));
        o.insert("addressees".into(), self.parties(&p.addressees));
        o.insert("action".into(), self.extent(&p.action).into());
        o.insert("condition".into(), json!(p.condition.map(|c| self.span(c))));
        o.insert("negative".into(), p.negative.into());
        o.insert("due".into(), json!(p.due.as_ref().map(period)));
        o.insert("status".into(), p.status.name().into());
        o.insert("status_basis".into(), json!(p.status_basis.map(|s| self.span(s))));
        o.insert("parent".into(), id(p.parent.as_ref()));
        o.insert("statement".into(), id(p.statement.as_ref()));
        o
    }

    fn party(&self, party: &Party) -> Object {
        let mut o = self.span(party.span);
        o.insert("actor".into(), json!(party.actor));
        o
    }

    fn parties(&self, parties: &[Party]) -> Value {
        parties.iter().map(|p| Value::Object(self.party(p))).collect()
    }

    /// One mention; `actor` is the id of the actor of the case that its entity is.
    pub fn mention(&self, row: &Row<Mention>, actor: Option<&str>) -> Object {
        let mut o = self.common(row);
        o.insert("actor".into(), json!(actor));
        o.insert("form".into(), row.body.form.name().into());
        o
    }

    /// One line of a reading report.
    pub fn note(&self, note: &Note) -> Object {
        let mut o = Object::new();
        o.insert("code".into(), note.code.name().into());
        o.insert("span".into(), json!(note.span.map(|s| self.span(s))));
        o.insert("message".into(), note.message.as_str().into());
        o
    }

    /// What holds of a row after all that persons decided on it.
    pub fn standing(&self, standing: &Standing) -> Value {
        let Review { verdict, note, by, at, .. } = &standing.last;
        let corrected = standing.corrected.as_ref().map(|c| {
            let mut o = c.fields.object(|s| (self.points.at(s.start), self.points.at(s.end)));
            o.insert("by".into(), c.by.as_str().into());
            o.insert("at".into(), c.at.as_str().into());
            o
        });
        json!({"verdict": verdict.name(), "note": note, "by": by, "at": at, "corrected": corrected})
    }

    fn common<T>(&self, row: &Row<T>) -> Object {
        let mut o = Object::new();
        o.insert("id".into(), row.id.as_str().into());
        o.insert("doc".into(), row.doc.as_str().into());
        o.extend(self.span(row.span));
        // Through decimal text, so that 0.9 is not written as 0.8999999761581421.
        o.insert("confidence".into(), number(row.confidence.to_string().parse().ok()));
        let review = self.reviews.and_then(|reviews| reviews.get(&row.id));
        o.insert("review".into(), json!(review.map(|standing| self.standing(standing))));
        o
    }
}

/// A document as a case holds it: the reading and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed {
    /// The reading.
    pub document: Document,
    /// Where it was read: a path, `archive.zip!member`, `list.jsonl#17`, or a URL.
    pub path: String,
    /// The document with the same bytes that was read first; this one has no rows of its own.
    pub duplicate_of: Option<crate::DocId>,
}

/// One document, with its text, blocks and reading report.
pub fn document(filed: &Filed) -> Object {
    let d = &filed.document;
    let m = &d.metadata;
    let points = CodePoints::new(&d.text);
    let mut o = Object::new();
    o.insert("id".into(), d.id.as_str().into());
    o.insert("path".into(), filed.path.as_str().into());
    o.insert("url".into(), json!(m.url));
    o.insert("media_type".into(), d.media_type.as_str().into());
    o.insert("sha256".into(), d.sha256.as_str().into());
    o.insert("title".into(), json!(m.title));
    o.insert("authors".into(), json!(m.authors));
    o.insert("publisher".into(), json!(m.publisher));
    o.insert("published".into(), json!(m.published.as_ref().map(published)));
    o.insert("language".into(), json!(m.language));
    o.insert("genre".into(), m.genre.name().into());
    o.insert("words".into(), d.words().into());
    o.insert("pages".into(), json!(d.pages.last().map(|p| p.page)));
    o.insert("duplicate_of".into(), json!(filed.duplicate_of.as_ref().map(|d| d.as_str())));
    o.insert("text".into(), d.text.as_str().into());
    let blocks = d.blocks.iter().map(
        |b| json!({"start": points.at(b.span.start), "end": points.at(b.span.end), "kind": b.kind.name()}),
    );
    o.insert("blocks".into(), Value::Array(blocks.collect()));
    let exporter = Exporter::new(&d.text);
    let report = d.report.iter().map(|n| Value::Object(exporter.note(n)));
    o.insert("report".into(), Value::Array(report.collect()));
    o
}

/// One actor.
pub fn actor(a: &Actor) -> Object {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    let mut o = Object::new();
    o.insert("id".into(), a.id.as_str().into());
    o.insert("name".into(), a.name.as_str().into());
    o.insert("type".into(), a.kind.name().into());
    o.insert("aliases".into(), json!(a.aliases));
    let roles = a.roles.iter().map(
        |r| json!({"title": r.title, "of": r.of, "from": day(r.from), "to": day(r.to), "basis": r.basis}),
    );
    o.insert("roles".into(), Value::Array(roles.collect()));
    let external = a.external.iter().map(|(scheme, id)| (scheme.clone(), Value::from(id.as_str())));
    o.insert("external".into(), Value::Object(external.collect()));
    o.insert("country".into(), json!(a.country));
    o.insert("mentions".into(), a.mentions.into());
    o.insert("documents".into(), a.documents.into());
    o.insert("first_seen".into(), json!(day(a.first_seen)));
    o.insert("last_seen".into(), json!(day(a.last_seen)));
    o
}

fn place(p: &PlaceRef) -> Value {
    json!({"actor": p.actor, "text": p.text, "basis": p.basis})
}

fn published(p: &Published) -> Value {
    json!({"start": p.start.to_string(), "end": p.end.to_string(), "basis": p.basis})
}

fn period(p: &Period) -> Value {
    json!({"text": p.text, "start": p.start.map(|d| d.to_string()), "end": p.end.map(|d| d.to_string()),
           "calendar": p.calendar, "basis": p.basis})
}

fn id(id: Option<&RowId>) -> Value {
    json!(id.map(RowId::as_str))
}

/// A number without a needless `.0`: 70000, not 70000.0.
pub(crate) fn number(n: Option<f64>) -> Value {
    // 2^53: every whole number below is exact in a double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match n {
        Some(n) if n.fract() == 0.0 && n.abs() < EXACT => json!(n as i64),
        Some(n) => json!(n),
        None => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        DocId, EventKind, Modality, Polarity, ProposalKind, RowKind, Sha256, SourceKind, Speech, Status,
    };

    #[test]
    fn offsets_leave_as_code_points() {
        let text = "«No», said Ñandú.";
        let at = |s: &str| {
            let start = text.find(s).unwrap();
            Span::new(start, start + s.len())
        };
        let doc = DocId::of(&Sha256::of(text.as_bytes()));
        let row = Row {
            id: RowId::of(RowKind::Statements, &doc, at("No"), ""),
            doc,
            span: at(text),
            confidence: 0.9,
            body: Statement {
                source: Some(at("Ñandú").into()),
                holder: None,
                entity: None,
                actor: None,
                source_kind: SourceKind::Named,
                cue: Some(at("said").into()),
                content: at("No").into(),
                speech: Speech::Direct,
                polarity: Polarity::Said,
                parent: None,
                via: None,
            },
        };
        let o = Exporter::new(text).statement(&row);
        assert_eq!(o["source"], json!({"start": 11, "end": 16, "text": "Ñandú"}));
        assert_eq!(o["content"], json!({"start": 1, "end": 3, "text": "No"}));
        assert_eq!(o["confidence"], json!(0.9));
        assert_eq!(o.keys().collect::<Vec<_>>(), fields(RowKind::Statements));
    }

    fn row<T>(kind: RowKind, span: Span, body: T) -> Row<T> {
        let doc = DocId::of(&Sha256::of(b"x"));
        Row { id: RowId::of(kind, &doc, span, ""), doc, span, confidence: 0.8, body }
    }

    /// Spans of words of one text, each where it first stands.
    fn in_text(text: &str) -> impl Fn(&str) -> Span {
        move |words| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        }
    }

    #[test]
    fn events_leave_with_their_parties_and_the_quad_of_their_type() {
        let text = "Él dijo: the navy of Aldoria seized two boats off Peña on 3 May.";
        let at = in_text(text);
        let party = |words, actor: Option<&str>| Party {
            span: at(words),
            entity: Some(0),
            actor: actor.map(str::to_owned),
        };
        let event = Event {
            kind: EventKind::Coerce,
            mode: Some("seize".into()),
            trigger: at("seized").into(),
            agents: vec![party("the navy of Aldoria", Some("00000000000000aa"))],
            recipients: vec![party("two boats", None)],
            date: Some(Period {
                text: "3 May".into(),
                start: Some(jiff::civil::date(2024, 5, 3)),
                end: Some(jiff::civil::date(2024, 5, 4)),
                calendar: "gregorian".into(),
                basis: "from publication".into(),
            }),
            place: None,
            modality: Modality::Alleged,
            statement: None,
            speech: None,
            also: vec![at("Él")],
        };
        let o = Exporter::new(text).event(&row(RowKind::Events, at(text), event));
        assert_eq!(o.keys().collect::<Vec<_>>(), fields(RowKind::Events));
        assert_eq!((&o["type"], &o["quad"]), (&json!("COERCE"), &json!("material_conflict")));
        assert_eq!(o["trigger"], json!({"start": 29, "end": 35, "text": "seized"}));
        let navy = json!({"start": 9, "end": 28, "text": "the navy of Aldoria", "actor": "00000000000000aa"});
        assert_eq!(o["agents"], json!([navy]));
        let boats = json!({"start": 36, "end": 45, "text": "two boats", "actor": null});
        assert_eq!(o["recipients"], json!([boats]));
        assert_eq!((&o["date"]["start"], &o["date"]["end"]), (&json!("2024-05-03"), &json!("2024-05-04")));
        assert_eq!((&o["modality"], &o["place"]), (&json!("alleged"), &Value::Null));
        assert_eq!(o["also"], json!([{"start": 0, "end": 2, "text": "Él"}]));
    }

    #[test]
    fn proposals_leave_with_holder_addressees_and_condition() {
        let text = "El Niño or not, the council should, if rain fails, open the wells by June.";
        let at = in_text(text);
        let proposal = Proposal {
            kind: ProposalKind::Recommendation,
            holder: None,
            addressees: vec![Party { span: at("the council"), entity: Some(1), actor: None }],
            action: Extent::of(vec![at("open the wells"), at("if rain fails")]).unwrap(),
            condition: Some(at("if rain fails")),
            negative: false,
            due: None,
            status: Status::Unknown,
            status_basis: None,
            parent: None,
            statement: None,
        };
        let o = Exporter::new(text).proposal(&row(RowKind::Proposals, at(text), proposal));
        assert_eq!(o.keys().collect::<Vec<_>>(), fields(RowKind::Proposals));
        assert_eq!((&o["kind"], &o["holder"]), (&json!("recommendation"), &Value::Null));
        let council = json!({"start": 16, "end": 27, "text": "the council", "actor": null});
        assert_eq!(o["addressees"], json!([council]));
        assert_eq!((&o["action"]["start"], &o["action"]["end"]), (&json!(36), &json!(65)));
        assert_eq!(o["condition"]["text"], "if rain fails");
        assert_eq!(o["action"]["parts"][1]["text"], "open the wells");
        assert_eq!((&o["status"], &o["negative"]), (&json!("unknown"), &json!(false)));
    }

    #[test]
    fn whole_numbers_have_no_point() {
        assert_eq!(number(Some(2.3e6)), json!(2_300_000));
        assert_eq!(number(Some(0.25)), json!(0.25));
        assert_eq!(number(None), Value::Null);
    }
}
