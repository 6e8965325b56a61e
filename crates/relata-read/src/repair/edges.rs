//! Lines that stand aside from the flow of the text: running heads, page numbers, lists of links,
//! ruled lines and end marks.

use super::shape::{self, Ending};
use super::{Known, Line};
use std::collections::{BTreeMap, BTreeSet};

/// Lines at the top and at the bottom of a page that may be running heads or feet.
const EDGE: usize = 3;

/// How far (in heights of a page) a running head may move from page to page.
const DRIFT: f32 = 0.04;

/// Bare numbers in a row, each one more than the last, that make page numbers in a text without pages.
const NUMBERED_PAGES: usize = 3;

/// For each line what sets it aside, if anything does.
pub(super) fn asides(lines: &[Line<'_>]) -> Vec<Option<Known>> {
    let mut asides: Vec<Option<Known>> = lines
        .iter()
        .map(|line| match line.known {
            Some(Known::Quotation) | None => by_itself(&line.text).map(Known::Furniture),
            known => known,
        })
        .collect();
    if lines.iter().any(|l| l.page > 0) {
        running_heads(lines, &mut asides);
    } else {
        counted_pages(lines, &mut asides);
    }
    link_lists(lines, &mut asides);
    asides
}

/// Why a line is furniture wherever it stands.
fn by_itself(text: &str) -> Option<&'static str> {
    shape::end_mark(text)
        .or_else(|| shape::is_page_number(text).then_some("page number"))
        .or_else(|| shape::is_contents(text).then_some("table of contents"))
}

/// Lines that come again at the same place of several pages, but for their numbers; and bare
/// numbers there that are the page's own.
fn running_heads(lines: &[Line<'_>], asides: &mut [Option<Known>]) {
    let pages: Vec<&[Line<'_>]> = lines.chunk_by(|a, b| a.page == b.page).collect();
    let mut groups: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    // Lines that begin or end with a number, by how far it is from that of the page.
    let mut counting: BTreeMap<(bool, bool, i64), Vec<usize>> = BTreeMap::new();
    let mut start = 0;
    for page in &pages {
        let mut order: Vec<usize> = (start..start + page.len()).collect();
        order.sort_by(|&a, &b| lines[a].depth.total_cmp(&lines[b].depth));
        start += page.len();
        let bottom = order.len().saturating_sub(EDGE);
        for (place, &i) in order.iter().enumerate() {
            if place >= EDGE && place < bottom {
                continue;
            }
            let line = &lines[i];
            let below = line.depth > 0.5;
            if shape::bare_number(&line.text) == Some(line.page) {
                asides[i] = Some(Known::Furniture("page number"));
            }
            if line.text.len() <= 200 {
                for (leads, number) in outer_numbers(&line.text) {
                    counting.entry((below, leads, i64::from(line.page) - number)).or_default().push(i);
                }
                groups.entry((below, without_numbers(&line.text))).or_default().push(i);
            }
        }
    }
    let enough = if pages.len() <= 5 { 2 } else { 3 };
    // The head of a chapter changes with the chapter; its page number still counts.
    for group in counting.into_values() {
        for i in in_place(lines, &group, enough.max(3)) {
            asides[i] = Some(Known::Furniture("running head"));
        }
    }
    for ((_, key), group) in groups {
        let why = if key.chars().any(char::is_alphabetic) { "running head" } else { "page number" };
        for i in in_place(lines, &group, enough) {
            // The title of the first page is often what the heads of the others repeat.
            let alone = lines.get(1).is_none_or(|next| next.gap > 0 || next.size < lines[i].size);
            let title =
                i == 0 && why == "running head" && !key.contains('#') && lines[i].size >= 1.0 && alone;
            if !title {
                asides[i] = Some(Known::Furniture(why));
            }
        }
    }
}

/// Those of the lines `group` that stand at the height that is usual for them; none where they are
/// on fewer than `enough` pages.
fn in_place(lines: &[Line<'_>], group: &[usize], enough: usize) -> Vec<usize> {
    let mut depths: Vec<f32> = group.iter().map(|&i| lines[i].depth).collect();
    depths.sort_by(f32::total_cmp);
    let usual = depths[depths.len() / 2];
    let near: Vec<usize> =
        group.iter().copied().filter(|&i| (lines[i].depth - usual).abs() <= DRIFT).collect();
    let pages: BTreeSet<u32> = near.iter().map(|&i| lines[i].page).collect();
    if pages.len() < enough { Vec::new() } else { near }
}

/// The numbers with which a line begins (`true`) and ends, where they stand apart from its words.
fn outer_numbers(text: &str) -> Vec<(bool, i64)> {
    let mut words = text.split_whitespace();
    let (first, last) = (words.next(), words.next_back());
    let number = |word: Option<&str>| shape::bare_number(word?).map(i64::from);
    [(true, number(first)), (false, number(last))]
        .into_iter()
        .filter_map(|(leads, n)| Some((leads, n?)))
        .collect()
}

/// The text in lower case with every number as `#`.
fn without_numbers(text: &str) -> String {
    if shape::bare_number(text).is_some() {
        return "#".to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_numeric() && out.ends_with('#') => {}
            c if c.is_numeric() => out.push('#'),
            c if c.is_whitespace() && (out.is_empty() || out.ends_with(' ')) => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Bare numbers on lines of their own that count up through a text without pages.
fn counted_pages(lines: &[Line<'_>], asides: &mut [Option<Known>]) {
    let mut run: Vec<(usize, u32)> = Vec::new();
    let numbers = lines.iter().enumerate().filter_map(|(i, line)| Some((i, shape::bare_number(&line.text)?)));
    for (i, number) in numbers.chain([(usize::MAX, u32::MAX)]) {
        // A list of numbers is no sequence of pages: a page has some lines.
        let follows = run.last().is_some_and(|&(at, last)| last.checked_add(1) == Some(number) && i - at > 8);
        if !follows {
            if run.len() >= NUMBERED_PAGES {
                run.iter().for_each(|&(at, _)| asides[at] = Some(Known::Furniture("page number")));
            }
            run.clear();
        }
        run.push((i, number));
    }
}

/// Two or more addresses on lines of their own; one alone where it cuts a sentence.
fn link_lists(lines: &[Line<'_>], asides: &mut [Option<Known>]) {
    let mut i = 0;
    while i < lines.len() {
        let run = lines[i..].iter().take_while(|l| shape::is_url(&l.text)).count();
        let cuts = run == 1
            && i > 0
            && shape::ending(&lines[i - 1].text) == Ending::Open
            && lines.get(i + 1).is_some_and(|next| shape::begins_inside(&next.text));
        if run > 1 || cuts {
            asides[i..i + run].fill(Some(Known::Furniture("link list")));
        }
        i += run.max(1);
    }
}
