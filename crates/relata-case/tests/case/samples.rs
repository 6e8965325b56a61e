//! Small documents to file, as a reader would make them.

use relata_case::{Case, Kept, Known, Outcome, Reading, Source, Versions};
use relata_rows::{
    Actor, ActorKind, Block, BlockKind, Bound, Credit, DocId, Document, Entity, Event, EventKind, Figure,
    Findings, Interval, Measure, Member, Metadata, Modality, Note, NoteCode, Origin, Part, Party, Polarity,
    Proposal, ProposalKind, Resolved, Row, RowId, RowKind, Sha256, SourceKind, Span, Speech, Statement,
    Status, Unit,
};
use serde_json::{Value, json};

pub(crate) const VERSIONS: Versions = Versions { reader: 1, findings: 1 };

/// A reading with what it borrows.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) path: String,
    pub(crate) hints: Value,
    pub(crate) versions: Versions,
    pub(crate) kept: Kept,
    pub(crate) document: Document,
    pub(crate) findings: Findings,
}

impl Sample {
    /// A document whose bytes are its text: one block for each paragraph, the last one furniture if
    /// it begins with "Share". One statement, one figure, one event and one proposal cover the first
    /// paragraph; the one actor takes part in both of the latter.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let sha256 = Sha256::of(text.as_bytes());
        let id = DocId::of(&sha256);
        let mut blocks = Vec::new();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            let end = start + paragraph.len();
            let kind =
                if paragraph.starts_with("Share") { BlockKind::Furniture } else { BlockKind::Paragraph };
            blocks.push(Block {
                span: Span::new(start, end),
                kind,
                level: 0,
                origin: Origin::Bytes { start, end },
            });
            start = end + 2;
        }
        let span = blocks[0].span;
        let row_id = |kind| RowId::of(kind, &id, span, "");
        let statement = Statement {
            source: None,
            holder: None,
            entity: None,
            actor: None,
            source_kind: SourceKind::Author,
            cue: None,
            content: span.into(),
            speech: Speech::Direct,
            polarity: Polarity::Said,
            parent: None,
            via: None,
        };
        let figure = Figure {
            interval: Interval {
                low: Some(text.len() as f64),
                high: None,
                low_soft: false,
                high_soft: true,
                stated: None,
                bound: Bound::AtLeast,
            },
            record: false,
            part_of: None,
            unit: Unit { code: "1".into(), label: "words".into(), price_year: None },
            measure: Measure { text: "words".into(), kind: "count".into(), ..Measure::default() },
            place: None,
            period: None,
            change: None,
            statement: Some(row_id(RowKind::Statements)),
            credit: Some(Credit { source: span.into(), entity: None, basis: "statement".into() }),
            actor: None,
        };
        let party = Party { span, entity: Some(0), actor: None };
        let event = Event {
            kind: EventKind::Consult,
            mode: None,
            trigger: span.into(),
            agents: vec![party.clone()],
            recipients: vec![],
            date: None,
            place: None,
            modality: Modality::Actual,
            statement: Some(row_id(RowKind::Statements)),
            speech: None,
            also: vec![],
        };
        let proposal = Proposal {
            kind: ProposalKind::Commitment,
            holder: Some(party),
            addressees: vec![],
            action: span.into(),
            condition: None,
            negative: false,
            due: None,
            status: Status::Open,
            status_basis: None,
            parent: None,
            statement: None,
        };
        let entity = Entity {
            kind: ActorKind::Person,
            name: text[..3].to_owned(),
            named: true,
            aliases: vec![],
            acronyms: vec![],
            roles: vec![],
            country: None,
            gender: None,
        };
        let row = |kind| (row_id(kind), id.clone());
        let (statement_id, doc) = row(RowKind::Statements);
        let statement = Row { id: statement_id, doc, span, confidence: 0.9, body: statement };
        let (figure_id, doc) = row(RowKind::Figures);
        let figure = Row { id: figure_id, doc, span, confidence: 0.7, body: figure };
        let (event_id, doc) = row(RowKind::Events);
        let event = Row { id: event_id, doc, span, confidence: 0.6, body: event };
        let (proposal_id, doc) = row(RowKind::Proposals);
        let proposal = Row { id: proposal_id, doc, span, confidence: 0.5, body: proposal };
        Sample {
            path: path.to_owned(),
            hints: json!({}),
            versions: VERSIONS,
            kept: Kept::of(text.as_bytes()).unwrap(),
            document: Document {
                id,
                sha256,
                media_type: "text/plain".into(),
                metadata: Metadata { title: Some(format!("Of {}", &text[..3])), ..Metadata::default() },
                text: text.to_owned(),
                blocks,
                pages: vec![],
                report: vec![Note::new(NoteCode::Undated, "no date in it")],
            },
            findings: Findings {
                statements: vec![statement],
                figures: vec![figure],
                events: vec![event],
                proposals: vec![proposal],
                entities: vec![entity],
                ..Findings::default()
            },
        }
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source { path: &self.path, hints: &self.hints, versions: self.versions }
    }

    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading {
            source: self.source(),
            kept: &self.kept,
            document: &self.document,
            findings: &self.findings,
        }
    }

    /// Does what a caller does: asks first, and files only what needs it.
    pub(crate) fn read_into(&self, case: &mut Case) -> Outcome {
        match case.known(&self.source(), self.kept.sha256()).unwrap() {
            Known::Unchanged => Outcome::Unchanged,
            Known::Held(_) => case.place(&self.source(), self.kept.sha256()).unwrap(),
            _ => case.file(&self.reading()).unwrap(),
        }
    }
}

/// Makes an actor of the case of every entity: `0-1` is the second one of the first document.
pub(crate) fn resolve(case: &mut Case) {
    let documents = case.entities().unwrap();
    let mut resolved = Resolved::default();
    for (doc, told) in documents.iter().enumerate() {
        for (n, (entity, mentions)) in told.entities.iter().enumerate() {
            let (actor, reason) = (resolved.actors.len(), "name".to_owned());
            resolved.actors.push(Actor {
                id: format!("{doc}-{n}"),
                name: entity.name.clone(),
                kind: entity.kind,
                aliases: vec![],
                roles: vec![],
                external: vec![],
                country: None,
                mentions: *mentions,
                documents: 1,
                first_seen: None,
                last_seen: None,
            });
            resolved.members.push(Member { doc, part: Part::Entity(n), actor, reason, confidence: 0.9 });
        }
    }
    case.set_actors(&documents, &resolved, 1).unwrap();
}

/// Everything a reader of the case gets, in its order: documents with their rows.
pub(crate) fn everything(case: &Case) -> Vec<String> {
    let mut all = Vec::new();
    for filed in case.documents(&relata_case::Filter::default()) {
        let filed = filed.unwrap();
        let doc = &filed.document.id;
        all.push(format!("{filed:?}"));
        all.extend(case.statements(doc).unwrap().iter().map(|row| format!("{row:?}")));
        all.extend(case.figures(doc).unwrap().iter().map(|row| format!("{row:?}")));
        all.extend(case.events(doc).unwrap().iter().map(|row| format!("{row:?}")));
        all.extend(case.proposals(doc).unwrap().iter().map(|row| format!("{row:?}")));
    }
    all
}
