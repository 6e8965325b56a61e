//! Reads the files of pairs and the texts in them.

use jiff::civil::Date;
use relata_gazetteer::Gazetteer;
use relata_language::Analyser;
use relata_reconcile::actors::{Decisions, resolve};
use relata_reconcile::measures::{Told, told};
use relata_rows::{Document, Findings, Published, Span, Verdict};
use std::path::Path;

/// A text.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) day: Option<Date>,
    pub(crate) publisher: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) paragraphs: Vec<String>,
    /// The figure that is meant.
    pub(crate) figure: Span,
}

#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) verdict: Verdict,
    pub(crate) texts: [Text; 2],
    pub(crate) why: String,
}

fn text(head: &str, line: &str) -> Text {
    let mut parts = head.split('|').map(str::trim).map(|p| Some(p.to_owned()).filter(|p| !p.is_empty()));
    let day = parts.next().flatten().map(|d| d.parse().unwrap());
    let (publisher, author) = (parts.next().flatten(), parts.next().flatten());
    let start = line.find("[[").unwrap();
    let text = line.replace("[[", "").replace("]]", "");
    let end = line.find("]]").unwrap() - 2;
    Text { day, publisher, author, paragraphs: vec![text], figure: Span::new(start, end) }
}

pub(crate) fn pairs(file: &str) -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs").join(file);
    let all = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = all.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).collect();
    lines
        .chunks(6)
        .map(|lines| {
            let [verdict, one, first, other, second, why] = lines else { panic!("{lines:?}") };
            let head = |line: &&str| line.strip_prefix('@').unwrap().trim().to_owned();
            let verdict = verdict.strip_prefix("= ").unwrap();
            Pair {
                verdict: Verdict::named(verdict).unwrap(),
                texts: [text(&head(one), first), text(&head(other), second)],
                why: why.strip_prefix("~ ").unwrap().to_owned(),
            }
        })
        .collect()
}

fn read(analyser: &mut Analyser, text: &Text) -> (Document, Findings) {
    let mut document = Document::of_paragraphs(&text.paragraphs);
    document.metadata.publisher.clone_from(&text.publisher);
    document.metadata.authors = text.author.iter().cloned().collect();
    document.metadata.published = text.day.map(|day| Published {
        start: day,
        end: day.tomorrow().unwrap(),
        basis: "stated: test".into(),
    });
    let mut analysis = analyser.analyse(&document);
    analyser.deepen(&document, &mut analysis);
    let findings = relata_findings::find(&document, &analysis);
    (document, findings)
}

/// All figures of some texts, and which of them are meant; those that were not found are none.
pub(crate) fn figures(
    analyser: &mut Analyser,
    gazetteer: &Gazetteer,
    texts: &[Text],
) -> (Vec<Told>, Vec<Option<usize>>) {
    let read: Vec<_> = texts.iter().map(|t| read(analyser, t)).collect();
    let documents: Vec<relata_rows::Told> = read
        .iter()
        .map(|(document, findings)| relata_rows::Told {
            doc: document.id.clone(),
            day: document.metadata.published.as_ref().map(|p| p.start),
            title: None,
            authors: document.metadata.authors.clone(),
            publisher: document.metadata.publisher.clone(),
            entities: findings.entities.iter().map(|e| (e.clone(), 1)).collect(),
        })
        .collect();
    let resolved = resolve(&documents, gazetteer, &Decisions::default());
    let mut all = Vec::new();
    let mut meant = vec![None; texts.len()];
    for (n, (document, findings)) in read.iter().enumerate() {
        let words = |span: Span| span.get(&document.text).unwrap_or_default().to_owned();
        let told = told(&documents, n, &resolved, &findings.figures, &findings.mentions, &words);
        let wanted = texts[n].figure;
        let best = findings.figures.iter().enumerate().filter(|(_, f)| f.span.overlaps(wanted)).max_by_key(
            |(i, f)| (f.span.end.min(wanted.end) - f.span.start.max(wanted.start), usize::MAX - i),
        );
        meant[n] = best.map(|(i, _)| all.len() + i);
        all.extend(told);
    }
    (all, meant)
}
