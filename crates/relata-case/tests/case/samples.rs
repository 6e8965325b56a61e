//! Small documents to file, as a reader would make them.

use relata_case::{Case, Kept, Known, Outcome, Reading, Source, Versions};
use relata_rows::{
    Block, BlockKind, Bound, Credit, DocId, Document, Figure, Findings, Interval, Measure, Metadata, Note,
    NoteCode, Origin, Polarity, Row, RowId, RowKind, Sha256, SourceKind, Span, Speech, Statement, Unit,
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
    /// it begins with "Share". One statement and one figure cover the first paragraph.
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
        let row = |kind| (row_id(kind), id.clone());
        let (statement_id, doc) = row(RowKind::Statements);
        let statement = Row { id: statement_id, doc, span, confidence: 0.9, body: statement };
        let (figure_id, doc) = row(RowKind::Figures);
        let figure = Row { id: figure_id, doc, span, confidence: 0.7, body: figure };
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
            findings: Findings { statements: vec![statement], figures: vec![figure], ..Findings::default() },
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

/// Everything a reader of the case gets, in its order: documents with their rows.
pub(crate) fn everything(case: &Case) -> Vec<String> {
    let mut all = Vec::new();
    for filed in case.documents(&relata_case::Filter::default()) {
        let filed = filed.unwrap();
        let doc = &filed.document.id;
        all.push(format!("{filed:?}"));
        all.extend(case.statements(doc).unwrap().iter().map(|row| format!("{row:?}")));
        all.extend(case.figures(doc).unwrap().iter().map(|row| format!("{row:?}")));
    }
    all
}
