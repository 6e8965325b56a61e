//! Statements inside statements: parents, whose "I" it is, who carries whose words.

use relata_rows::{Row, RowId, SourceKind, Statement};
use std::collections::HashMap;

/// Gives each statement the one in whose content it stands: the innermost that holds all of it.
pub(crate) fn parents(rows: &mut [Row<Statement>]) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let key =
        |r: &Row<Statement>| (r.body.content.cover().start, std::cmp::Reverse(r.body.content.cover().end));
    order.sort_by_key(|&i| key(&rows[i]));
    let mut open: Vec<usize> = Vec::new();
    for &i in &order {
        let own = rows[i].span;
        while open
            .last()
            .is_some_and(|&o| rows[o].body.content.cover().end <= rows[i].body.content.cover().start)
        {
            open.pop();
        }
        let holds = |o: &&usize| {
            rows[**o].body.content.parts.iter().any(|p| p.contains(own)) && rows[**o].id != rows[i].id
        };
        // Deeper nesting than this is not speech; it bounds the work.
        let parent = open.iter().rev().take(16).find(holds).map(|&o| rows[o].id.clone());
        rows[i].body.parent = parent;
        open.push(i);
    }
}

/// "I" and "we" inside somebody's content are that somebody, not the author.
pub(crate) fn own_words(rows: &mut [Row<Statement>]) {
    let of = places(rows);
    // Rows stand in the order of the text, parents not always before what they hold: climb anew for each.
    for i in 0..rows.len() {
        if rows[i].body.source_kind != SourceKind::Author {
            continue;
        }
        let above = |j: usize| rows[j].body.parent.as_ref().and_then(|id| of.get(id)).copied();
        let other = |&j: &usize| rows[j].body.source_kind != SourceKind::Author;
        let Some(j) = std::iter::successors(above(i), |&j| above(j)).find(other) else { continue };
        let (kind, holder) = (rows[j].body.source_kind, rows[j].body.holder.clone());
        let holder = holder.or_else(|| rows[j].body.source.clone());
        rows[i].body.source_kind = kind;
        rows[i].body.holder = holder;
    }
}

/// Who tells what an unnamed source said carries its words.
pub(crate) fn carriers(rows: &mut [Row<Statement>]) {
    let of = places(rows);
    for i in 0..rows.len() {
        let body = &rows[i].body;
        let parent = body.parent.as_ref().and_then(|id| of.get(id)).map(|&j| &rows[j].body);
        if body.source_kind == SourceKind::Unnamed && body.via.is_none() && body.source.is_some() {
            let outlet = parent.filter(|p| p.source_kind == SourceKind::Named).and_then(|p| p.source.clone());
            rows[i].body.via = outlet;
        }
    }
}

/// The place of each row by its id.
fn places(rows: &[Row<Statement>]) -> HashMap<RowId, usize> {
    rows.iter().enumerate().map(|(i, r)| (r.id.clone(), i)).collect()
}
