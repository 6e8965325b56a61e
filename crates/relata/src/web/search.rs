//! Passages, rows and actors that have the words.

use super::cite::{Citer, Info};
use super::lists::{actor_line, has, is_called, rows};
use super::{Scene, clip};
use relata_case::Fault;
use relata_web::Ask;
use relata_web::view;

/// Rows of each kind that a search shows.
const ROWS: usize = 8;

/// Passages and rows that have the words.
pub(super) fn search(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Found> {
    let whole = scene.whole;
    let hits = match scene.case.search(&ask.q, 30) {
        Ok(hits) => hits,
        Err(error) if matches!(error.fault, Fault::EmptyQuery) => return Ok(view::Found::default()),
        Err(error) => return Err(error.into()),
    };
    let mut passages = Vec::new();
    for hit in hits {
        let blocks = scene.case.document(hit.doc.as_str())?.document.blocks;
        passages.push(view::Passage {
            doc: whole.document(&hit.doc),
            block: blocks.iter().position(|b| b.span == hit.span).unwrap_or(0),
            pieces: hit.snippet.into_iter().map(|p| (clip(&p.text, 600), p.is_match)).collect(),
        });
    }
    // Marks of a query say how passages are sought; rows are sought by its words.
    let words: String = ask.q.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut citer = Citer::new(scene);
    let mut found = Vec::new();
    for kind in ["figure", "statement", "event", "proposal"] {
        let fits = |info: &Info| has(&format!("{} {} {}", info.who, info.about, info.words), &words);
        let all = rows(whole, kind, fits);
        if !words.trim().is_empty() && !all.is_empty() {
            let shown = all.iter().take(ROWS).map(|(id, info)| citer.row(id, info));
            found.push((kind, all.len(), shown.collect::<anyhow::Result<_>>()?));
        }
    }
    let named = whole.actors.iter().filter(|a| !words.trim().is_empty() && is_called(a, words.trim()));
    Ok(view::Found { passages, rows: found, actors: named.take(10).map(actor_line).collect() })
}
