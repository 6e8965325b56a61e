//! The reading room: the text of a document with its rows.

use super::cite::Info;
use super::fragment::Page;
use super::lists::source;
use super::row::{citation, page_at};
use super::{CLIP, Scene, clip};
use relata_case::Case;
use relata_rows::export::Filed;
use relata_rows::{Block, BlockKind, CodePoints, Document, Mention, Row, Span, Verdict};
use relata_web::Ask;
use relata_web::view::{self, Margin, Segment};
use std::collections::BTreeSet;

/// Letters of a label in the margin.
const LABEL: usize = 70;

/// Rows in the margin of one block.
const MARGIN: usize = 200;

/// Whether a document is a PDF file, whose pages a browser shows.
pub(super) fn is_paper(document: &Document) -> bool {
    document.media_type == "application/pdf"
}

/// The bytes of a document that is a PDF file.
pub(super) fn paper(case: &Case, id: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let document = case.document(id)?.document;
    if !is_paper(&document) {
        return Ok(None);
    }
    let bytes = case.bytes(&document.sha256)?;
    // The mark stands among the first 1024 bytes (ISO 32000-1, annex H.3, note 13).
    let head = &bytes[..bytes.len().min(1024)];
    Ok(head.windows(5).any(|five| five == b"%PDF-").then_some(bytes))
}

/// One document with its rows; of some kinds where `ask.kind` names them, of none for `none`.
pub(super) fn reading(scene: &Scene<'_>, id: &str, ask: &Ask) -> anyhow::Result<view::Reading> {
    let filed = scene.case.document(id)?;
    let shown_doc = filed.duplicate_of.clone().unwrap_or_else(|| filed.document.id.clone());
    let mentions = scene.case.mentions(&shown_doc)?;
    let whole = scene.whole;
    let own = whole.order.iter().filter_map(|id| Some((id.as_str(), whole.rows.get(id)?)));
    let own: Vec<(&str, &Info)> = own.filter(|(_, info)| info.doc == shown_doc).collect();
    const ALL: [&str; 5] = ["statement", "figure", "event", "proposal", "mention"];
    let kinds = &ALL[..4];
    let mut counts: Vec<(&'static str, usize)> =
        kinds.iter().map(|kind| (*kind, own.iter().filter(|(_, i)| i.kind == *kind).count())).collect();
    counts.push(("mention", mentions.len()));
    let wanted = |kind: &str| match ask.kind.as_str() {
        "" => kind != "mention",
        some => some.split(',').any(|one| one == kind),
    };
    let rows = own.iter().filter(|(_, i)| wanted(i.kind)).map(|(id, info)| {
        let now = super::cite::now(scene, id)?;
        anyhow::Ok(shown(scene, id, now.as_ref().unwrap_or(info)))
    });
    let rows = rows.collect::<anyhow::Result<Vec<_>>>()?.into_iter();
    let named = mentions.iter().filter(|_| wanted("mention")).map(|row| mention(row, &filed));
    let mut rows: Vec<Shown> = rows.chain(named).collect();
    let (points, page) = (CodePoints::new(&filed.document.text), Page::of(&filed.document));
    let doc = super::cite::doc_ref(&filed);
    for row in &mut rows {
        let words = row.span.get(&filed.document.text).unwrap_or_default();
        let place = (points.at(row.span.start), points.at(row.span.end));
        row.margin.citation = citation(&doc, &filed, words, place, &row.margin.id);
        row.margin.original = page.as_ref().and_then(|page| page.link(row.span));
    }
    rows.sort_by(|a, b| (a.span, &a.margin.id).cmp(&(b.span, &b.margin.id)));
    let at = whole.places.get(filed.document.id.as_str()).copied();
    let beside = |n: Option<usize>| n.and_then(|n| whole.lines.get(n)).map(|l| l.doc.clone());
    let m = &filed.document.metadata;
    let facts = [
        ("maker", m.publisher.clone().unwrap_or_default()),
        ("authors", m.authors.join("; ")),
        ("day", doc.day.clone()),
        ("basis", m.published.as_ref().map_or_else(String::new, |p| p.basis.clone())),
        ("genre", m.genre.name().to_owned()),
        ("language", m.language.clone().unwrap_or_default()),
        ("words", filed.document.words().to_string()),
        ("format", filed.document.media_type.clone()),
        ("file", filed.path.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, clip(&v, CLIP)));
    Ok(view::Reading {
        facts: facts.collect(),
        blocks: blocks(&filed, &rows),
        counts,
        shown: ALL.into_iter().filter(|kind| wanted(kind)).collect(),
        paper: is_paper(&filed.document),
        report: filed
            .document
            .report
            .iter()
            .take(200)
            .map(|n| (n.code.name().to_owned(), clip(&n.message, 600)))
            .collect(),
        before: beside(at.and_then(|n| n.checked_sub(1))),
        after: beside(at.map(|n| n + 1)),
        citation: format!("{}, SHA-256 {}", source(&doc, &filed.path), filed.document.sha256),
        url: web_address(m.url.as_deref()),
        doc,
    })
}

/// An address, where it is one of the web: never one that runs something.
pub(super) fn web_address(url: Option<&str>) -> Option<String> {
    let url = url?;
    let is_web =
        ["http://", "https://"].iter().any(|s| url.get(..s.len()).is_some_and(|p| p.eq_ignore_ascii_case(s)));
    let fine = is_web && url.len() < 4000 && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    fine.then(|| url.to_owned())
}

/// A row to be shown in the text.
struct Shown {
    span: Span,
    margin: Margin,
}

fn shown(scene: &Scene<'_>, id: &str, info: &Info) -> Shown {
    let label = match info.kind {
        "figure" => format!("{} · {}", clip(info.amount().unwrap_or(&info.words), 30), info.about),
        "proposal" => format!("{} · {}", info.about, info.words),
        _ => format!("{} · {}", info.who, info.about),
    };
    let telling =
        |v: &Verdict| matches!(v, Verdict::Differs | Verdict::Opposed | Verdict::Agrees | Verdict::SameRoot);
    let mut verdicts: Vec<&'static str> = Vec::new();
    for verdict in scene.whole.links_of(id).filter_map(|l| l.verdict).filter(telling) {
        if !verdicts.contains(&verdict.name()) {
            verdicts.push(verdict.name());
        }
    }
    verdicts.truncate(2);
    let standing = scene.decisions.rows.get(&relata_rows::RowId::from_printed(id));
    let review = standing.map_or("", |s| s.last.verdict.name());
    let margin = Margin {
        id: id.to_owned(),
        kind: info.kind,
        label: clip(label.trim_start_matches(" · "), LABEL),
        verdicts,
        review: review.to_owned(),
        ..Margin::default()
    };
    Shown { span: info.span, margin }
}

fn mention(row: &Row<Mention>, filed: &Filed) -> Shown {
    let words = row.span.get(&filed.document.text).unwrap_or_default();
    let label = format!("{} ({})", clip(words, LABEL), row.body.form.name());
    let margin = Margin { id: row.id.as_str().to_owned(), kind: "mention", label, ..Margin::default() };
    Shown { span: row.span, margin }
}

/// The blocks with their rows; blocks of furniture that follow each other are one.
fn blocks(filed: &Filed, rows: &[Shown]) -> Vec<view::Block> {
    let d = &filed.document;
    let mut all: Vec<view::Block> = Vec::new();
    let mut page = 0;
    for (n, block) in d.blocks.iter().enumerate() {
        let furniture = block.kind == BlockKind::Furniture;
        let within: Vec<&Shown> = if furniture {
            Vec::new()
        } else {
            rows.iter().filter(|r| r.span.overlaps(block.span)).collect()
        };
        if furniture && let Some(last) = all.last_mut().filter(|b| b.kind == "furniture") {
            let text = format!("\n\n{}", block.span.get(&d.text).unwrap_or_default());
            last.segments.push(Segment { text, ..Segment::default() });
            continue;
        }
        let begins = page_at(d, block.span.start);
        let own = within.iter().filter(|r| r.span.start >= block.span.start);
        all.push(view::Block {
            kind: block.kind.name(),
            n,
            segments: if block.kind == BlockKind::Table {
                Vec::new()
            } else {
                segments(&d.text, block.span, &within)
            },
            cells: if block.kind == BlockKind::Table { cells(&d.text, block, &within) } else { Vec::new() },
            margin: own.take(MARGIN).map(|r| r.margin.clone()).collect(),
            page: if begins == page { 0 } else { begins },
        });
        page = begins;
    }
    all
}

/// A stretch of text, cut wherever a row begins or ends.
fn segments(text: &str, span: Span, rows: &[&Shown]) -> Vec<Segment> {
    let within = rows.iter().filter(|r| r.span.overlaps(span));
    let ends = within.clone().flat_map(|r| [r.span.start.max(span.start), r.span.end.min(span.end)]);
    let cuts: BTreeSet<usize> = ends.chain([span.start, span.end]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let segment = |pair: &[usize]| {
        let part = Span::new(pair[0], pair[1]);
        let over: Vec<&&Shown> = within.clone().filter(|r| r.span.overlaps(part)).map(|r| r as _).collect();
        let mut kinds: Vec<&str> =
            over.iter().map(|r| r.margin.kind).collect::<BTreeSet<_>>().into_iter().collect();
        if over.len() > 1 {
            kinds.push("several");
        }
        Segment {
            text: part.get(text).unwrap_or_default().to_owned(),
            kinds: kinds.join(" "),
            begin: over.iter().filter(|r| r.span.start == part.start).map(|r| r.margin.id.clone()).collect(),
        }
    };
    cuts.windows(2).map(segment).collect()
}

/// The cells of a table: rows on lines, cells parted by tabs.
fn cells(text: &str, block: &Block, rows: &[&Shown]) -> Vec<Vec<Vec<Segment>>> {
    let whole = block.span.get(text).unwrap_or_default();
    let mut at = block.span.start;
    let mut lines = Vec::new();
    for line in whole.split('\n') {
        let mut cells = Vec::new();
        for cell in line.split('\t') {
            cells.push(segments(text, Span::new(at, at + cell.len()), rows));
            at += cell.len() + 1;
        }
        lines.push(cells);
    }
    lines
}
