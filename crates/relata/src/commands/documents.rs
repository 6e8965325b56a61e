//! `relata documents`: what is in the case, or what could not be read.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Documents, Flags};
use crate::output::Style;
use crate::select::{self, file_name};
use crate::table::{Column, grouped};
use anyhow::bail;
use relata_case::{Case, Filter};
use relata_rows::export::{self, Filed, Object};
use relata_rows::{Genre, RowKind};
use serde_json::json;
use std::collections::BTreeSet;

/// Blocks looked at in a search; a person reads no more documents than these lie in.
const HITS: usize = 10_000;

pub(crate) fn run(flags: &Flags, documents: &Documents) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let style = Style::of_stdout(flags.color);
    if documents.failed {
        return failed(&case, documents, style);
    }
    let columns = vec![
        Column::fixed("ID"),
        Column::flexible("TITLE", 16, 4),
        Column::flexible("PUBLISHER", 8, 2),
        Column::fixed("PUBLISHED"),
        Column::fixed("GENRE"),
        Column::fixed("LANG"),
        Column::number("WORDS"),
        Column::flexible("FILE", 10, 3),
    ];
    let fields = export::fields(RowKind::Documents);
    let mut lister = Lister::new(&documents.listing, "documents", columns, fields, style)?;
    let matching = match &documents.search {
        Some(words) => Some(case.search(words, HITS)?.into_iter().map(|h| h.doc).collect::<BTreeSet<_>>()),
        None => None,
    };
    let filter =
        Filter { language: documents.language.clone(), genre: genre(documents)?, ..Filter::default() };
    select::documents(&case, &documents.listing, filter, &mut |filed| {
        if matching.as_ref().is_none_or(|m| m.contains(&filed.document.id)) {
            lister.row(|| cells(&filed), || export::document(&filed))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn genre(documents: &Documents) -> anyhow::Result<Option<Genre>> {
    let Some(name) = &documents.genre else { return Ok(None) };
    match Genre::ALL.into_iter().find(|g| g.name() == name) {
        Some(genre) => Ok(Some(genre)),
        None => bail!("no genre {name:?}; there are {}", Genre::ALL.map(Genre::name).join(", ")),
    }
}

fn cells(filed: &Filed) -> Vec<String> {
    let d = &filed.document;
    let m = &d.metadata;
    let title = match (&m.title, &filed.duplicate_of) {
        (_, Some(first)) => format!("(copy of {})", short(first.as_str())),
        (Some(title), None) => title.clone(),
        (None, None) => "(no title stated)".to_owned(),
    };
    vec![
        short(d.id.as_str()),
        title,
        m.publisher.clone().unwrap_or_default(),
        published(filed),
        m.genre.name().to_owned(),
        m.language.clone().unwrap_or_default(),
        grouped(d.words() as u64),
        file_name(&filed.path).to_owned(),
    ]
}

/// The day, or the first day with a mark where several are possible.
fn published(filed: &Filed) -> String {
    filed.document.metadata.published.as_ref().map_or_else(String::new, |p| {
        let one_day = p.start.tomorrow().is_ok_and(|next| next == p.end);
        if one_day { p.start.to_string() } else { format!("{}…", p.start) }
    })
}

fn failed(case: &Case, documents: &Documents, style: Style) -> anyhow::Result<Outcome> {
    let columns = vec![Column::flexible("PATH", 16, 1), Column::flexible("WHY", 30, 2)];
    let mut lister = Lister::new(&documents.listing, "failures", columns, &["path", "message"], style)?;
    for failure in case.failures()? {
        let object = || {
            let mut object = Object::new();
            object.insert("path".into(), json!(failure.path));
            object.insert("message".into(), json!(failure.message));
            object
        };
        lister.row(|| vec![failure.path.clone(), failure.message.clone()], object)?;
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}
