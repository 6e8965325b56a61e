//! `relata links`: what rows of different documents have to do with each other.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::across::{BETWEEN_DOCUMENTS, Ledger, between, links};
use crate::decided::Judged;
use crate::flags::{Flags, Links};
use crate::output::Style;
use crate::select::holds;
use crate::table::Column;
use relata_rows::{Link, LinkKind, Verdict, export};

pub(crate) fn run(flags: &Flags, wanted: &Links) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("KIND"),
        Column::fixed("VERDICT"),
        Column::flexible("ONE", 14, 3),
        Column::flexible("IN", 8, 1),
        Column::flexible("OTHER", 14, 3),
        Column::flexible("IN", 8, 1),
        Column::flexible("WHY", 20, 4),
    ];
    let style = Style::of_stdout(flags.color);
    let mut lister = Lister::new(&wanted.listing, "links", columns, export::LINK_FIELDS, style)?;
    let kinds = if wanted.kind.is_empty() { BETWEEN_DOCUMENTS.to_vec() } else { wanted.kind.clone() };
    let document = wanted.listing.document.as_ref().map(|name| case::document(&case, name)).transpose()?;
    let document = document.map(|filed| filed.document.id);
    let (ledger, mut all) = match wanted.between.as_deref() {
        Some([row, other]) => {
            let (ledger, link) = case.snapshot(|case| between(case, row, other))?;
            (ledger, vec![link])
        }
        _ => case.snapshot(|case| links(case, &kinds, document.as_ref()))?,
    };
    let of = |link: &Link| {
        document
            .as_ref()
            .is_none_or(|doc| link.left.iter().chain(&link.right).any(|id| ledger.doc_of(id) == doc.as_str()))
            && (wanted.verdict.is_empty() || link.verdict.is_some_and(|v| wanted.verdict.contains(&v)))
            && (wanted.about.is_none()
                || link
                    .left
                    .iter()
                    .chain(&link.right)
                    .any(|id| holds(ledger.words_of(id), wanted.about.as_ref())))
    };
    all.retain(of);
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    for link in &all {
        lister.row(|| cells(link, &ledger), || export::link(link, ledger.judged.get(&link.id)))?;
    }
    lister.finish()?;
    Ok(Outcome::Fine)
}

/// What a person wants to see first comes first: contradictions, then agreement, then what only looks alike.
fn order(link: &Link) -> (usize, LinkKind, &str) {
    let rank = match link.verdict {
        Some(Verdict::Opposed) => 0,
        Some(Verdict::Differs) => 1,
        None => 2,
        Some(Verdict::Agrees) => 3,
        Some(Verdict::SameRoot) => 4,
        Some(Verdict::OtherDefinition) => 5,
        Some(Verdict::OtherPeriod | Verdict::OtherPlace) => 6,
        Some(_) => 7,
    };
    (rank, link.kind, &link.id)
}

fn cells(link: &Link, ledger: &Ledger) -> Vec<String> {
    let side = |ids: &[String]| {
        let first = ids.first().map_or("", String::as_str);
        let more = if ids.len() > 1 { format!(" (and {} more)", ids.len() - 1) } else { String::new() };
        (format!("{}{more}", ledger.words_of(first)), ledger.title_of(first).to_owned())
    };
    let ((one, one_in), (other, other_in)) = (side(&link.left), side(&link.right));
    let arithmetic = link.arithmetic.as_ref().map_or_else(String::new, |a| format!("; {a}"));
    vec![
        link.kind.name().to_owned(),
        link.verdict.map_or("", Verdict::name).to_owned(),
        if one.is_empty() { short(link.left.first().map_or("", String::as_str)) } else { one },
        one_in,
        if other.is_empty() { short(link.right.first().map_or("", String::as_str)) } else { other },
        other_in,
        format!(
            "{}{}{arithmetic}",
            ledger.judged.get(&link.id).map_or_else(String::new, judged),
            link.reason
        ),
    ]
}

/// Who decided on a link, and what was found.
fn judged((review, was): &Judged) -> String {
    let by = if review.by.is_empty() { "a person" } else { &review.by };
    let was = was.map_or_else(String::new, |was| format!("; found: {}", was.name()));
    let note = if review.note.is_empty() { String::new() } else { format!(": {}", review.note) };
    format!("[{} by {by}{was}{note}] ", review.verdict.name())
}
