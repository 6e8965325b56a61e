//! Statements inside statements: parents, whose "I" it is, who carries whose words.

use super::marks;
use relata_rows::{Row, RowId, SourceKind, Span, Speech, Statement};
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

/// In whose words what stands inside another's words is told: the marks around those do not count.
pub(crate) fn speech(text: &str, rows: &mut [Row<Statement>]) {
    let of = places(rows);
    // The marks inside each part of a content, by where it begins.
    let mut known: HashMap<usize, Vec<Span>> = HashMap::new();
    for i in 0..rows.len() {
        let parent = rows[i].body.parent.as_ref().and_then(|id| of.get(id)).map(|&j| &rows[j].body);
        let Some(parent) = parent.filter(|p| p.speech != Speech::Indirect) else { continue };
        let content = &rows[i].body.content.parts;
        let Some(&around) = parent.content.parts.iter().find(|p| p.contains(content[0])) else { continue };
        let inner = known.entry(around.start).or_insert_with(|| quoted_inside(text, around));
        let (mut all, mut inside) = (0, 0);
        for part in content {
            let next = inner.partition_point(|q| q.end <= part.start);
            let near = inner[next..].iter().take_while(|q| q.start < part.end);
            let letters =
                |s: Span| s.get(text).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).count();
            all += letters(*part);
            inside +=
                near.map(|q| letters(Span::new(q.start.max(part.start), q.end.min(part.end)))).sum::<usize>();
        }
        rows[i].body.speech = match inside {
            0 => Speech::Indirect,
            _ if inside == all => Speech::Direct,
            _ => Speech::Mixed,
        };
    }
}

/// What stands between marks inside a stretch, its own marks aside.
fn quoted_inside(text: &str, around: Span) -> Vec<Span> {
    let whole = around.get(text).unwrap_or_default();
    let bare = whole.trim_start_matches(is_mark);
    let first = around.start + (whole.len() - bare.len());
    let found = marks::find(bare.trim_end_matches(is_mark));
    found.into_iter().map(|q| Span::new(first + q.start, first + q.end)).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '\'' | '‘' | '’' | '«' | '»' | '„' | ',' | '.') || c.is_whitespace()
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
