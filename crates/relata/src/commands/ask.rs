//! `relata ask`: a question in plain words, answered by rows with their sentences.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::across::{Ledger, Wanted};
use crate::ask::{self, Question, Ranked};
use crate::flags::{Ask, Flags};
use crate::output::Style;
use crate::select::title;
use crate::table::Column;
use relata_case::Case;
use relata_language::Analyser;
use relata_rows::export::{Filed, Object};
use relata_rows::{CodePoints, DocId};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a row of an answer.
const FIELDS: [&str; 12] =
    ["rank", "group", "score", "kind", "id", "doc", "start", "end", "text", "sentence", "who", "about"];

pub(crate) fn run(flags: &Flags, ask: &Ask) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let question = Question::read(&ask.question, &mut Analyser::plain()?);
    let decisions = crate::decided::Decisions::of(&case)?;
    let mut ranked = ask::answer(&case, &decisions, &case.actors()?, &question)?;
    if let Some(name) = &ask.listing.document {
        let id = case::document(&case, name)?.document.id;
        ranked.retain(|r| r.row.doc == id.as_str());
    }
    let columns = vec![
        Column::fixed("GROUP"),
        Column::fixed("ID"),
        Column::flexible("ANSWER", 20, 4),
        Column::flexible("ABOUT", 12, 2),
        Column::flexible("WHO", 10, 2),
        Column::flexible("DOCUMENT", 14, 2),
    ];
    let mut lister =
        Lister::new(&ask.listing, "answer found", columns, &FIELDS, Style::of_stdout(flags.color))?;
    let groups = groups(&case, ranked)?;
    let mut documents: BTreeMap<String, Filed> = BTreeMap::new();
    let mut rank = 0;
    for (n, group) in groups.iter().enumerate() {
        for one in &group.rows {
            rank += 1;
            let doc = &one.row.doc;
            if !documents.contains_key(doc) {
                documents.insert(doc.clone(), case.document(doc)?);
            }
            let filed = &documents[doc];
            lister.row(|| cells(n + 1, one, filed), || object(rank, n + 1, one, filed))?;
        }
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// The rows of an answer by what they agree on.
fn groups(case: &Case, ranked: Vec<Ranked>) -> anyhow::Result<Vec<ask::Group>> {
    let figures = ranked.iter().filter(|r| r.row.kind == "figure");
    let documents: BTreeSet<DocId> = figures.map(|r| DocId::from_printed(&r.row.doc)).collect();
    let wanted = Wanted { figures: true, ..Wanted::default() };
    let ledger =
        if documents.is_empty() { Ledger::default() } else { Ledger::of(case, wanted, Some(&documents))? };
    Ok(ask::group(ranked, &ledger.told.iter().collect::<Vec<_>>()))
}

fn cells(group: usize, one: &Ranked, filed: &Filed) -> Vec<String> {
    let row = &one.row;
    let shown = if row.kind == "figure" { row.span } else { row.sentence };
    vec![
        group.to_string(),
        short(&row.id),
        shown.get(&filed.document.text).unwrap_or_default().to_owned(),
        row.about.clone(),
        row.who.clone(),
        title(filed),
    ]
}

fn object(rank: usize, group: usize, one: &Ranked, filed: &Filed) -> Object {
    let (row, text) = (&one.row, &filed.document.text);
    let points = CodePoints::new(text);
    let id = Some(&row.id).filter(|id| !id.is_empty());
    let values = [
        json!(rank),
        json!(group),
        json!((one.score * 1000.0).round() / 1000.0),
        json!(row.kind),
        json!(id),
        json!(row.doc),
        json!(points.at(row.span.start)),
        json!(points.at(row.span.end)),
        json!(row.span.get(text)),
        json!(row.sentence.get(text)),
        json!(row.who),
        json!(row.about),
    ];
    FIELDS.iter().map(|f| (*f).to_owned()).zip(values).collect()
}
