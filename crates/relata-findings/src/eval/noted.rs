//! Texts of the corpora as readers saw them, and what they noted in them (`training/noted`).
//!
//! A file of notes: `== FILE` opens a text, then each line has the place of a sentence that was read and what stands in it,
//! parted by tabs: `START -` for nothing; of a proposal `START WORD [?]KIND[/KIND] HOLDER ADDRESSEES not|-`. Places are
//! bytes of the text that [`document`] makes of the file; `?` before what may be listed and need not.

use super::events::Count;
use relata_rows::{Document, Genre, Proposal, ProposalKind, Row, Span};
use std::collections::BTreeMap;

/// The document that a file of the corpora is: Markdown or plain text in paragraphs parted by empty lines, without a head
/// between lines of dashes and the addresses of links, or CoNLL-U with its texts in comments. `file`: its name or path,
/// which says what sort of text it is.
pub fn document(file: &str, raw: &str) -> Document {
    let texts = file.ends_with(".conllu").then(|| texts(raw));
    let mut document = paragraphs(texts.as_deref().unwrap_or(raw));
    document.metadata.genre = genre(file);
    document
}

/// What sort of text a file of the corpora is, by its name.
fn genre(file: &str) -> Genre {
    let name = file.rsplit('/').next().unwrap_or(file);
    let known = [
        ("presidential-actions", Genre::Legal),
        ("speeches", Genre::Speech),
        ("press-briefings", Genre::Interview),
        ("GUM_speech", Genre::Speech),
        ("GUM_interview", Genre::Interview),
        ("GUM_essay", Genre::Opinion),
        ("GUM_letter", Genre::Opinion),
        ("opinion_", Genre::Opinion),
        ("policy_", Genre::Policy),
        ("statement_", Genre::Statement),
    ];
    let found = known.into_iter().find(|(start, _)| name.starts_with(start)).map(|(_, genre)| genre);
    found.unwrap_or(if file.contains("whitehouse/") { Genre::Statement } else { Genre::News })
}

/// The texts of a CoNLL-U file, its paragraphs parted by empty lines.
fn texts(raw: &str) -> String {
    let mut all = String::new();
    for line in raw.lines() {
        if line.starts_with("# newpar") {
            all.push_str("\n\n");
        }
        if let Some(text) = line.strip_prefix("# text =") {
            all.push_str(text.trim());
            all.push(' ');
        }
    }
    all
}

/// The paragraphs of a text, without a head between lines of dashes and without the addresses of links.
fn paragraphs(raw: &str) -> Document {
    let body = raw.strip_prefix("---").and_then(|rest| rest.split_once("\n---\n")).map_or(raw, |(_, b)| b);
    let mut plain = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(&before.replace('[', ""));
        rest = after.split_once(')').map_or("", |(_, r)| r);
    }
    plain.push_str(rest);
    let parts = plain
        .split("\n\n")
        .map(|p| p.replace(['*', '#', '\\'], "").split_whitespace().collect::<Vec<_>>().join(" "));
    Document::of_paragraphs(&parts.filter(|p| !p.is_empty()).collect::<Vec<_>>())
}

/// A proposal that a reader noted.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// The word that tells what is proposed.
    pub word: Span,
    /// The kinds that are right.
    pub kinds: Vec<ProposalKind>,
    /// Whether it may be listed and need not.
    pub optional: bool,
}

/// What was noted of proposals: of each text, by its file, the sentences that were read, by where they begin.
///
/// # Errors
/// The first line that cannot be read.
pub fn proposals(notes: &str) -> Result<BTreeMap<String, BTreeMap<usize, Vec<Noted>>>, String> {
    let mut all: BTreeMap<String, BTreeMap<usize, Vec<Noted>>> = BTreeMap::new();
    let mut file = String::new();
    for line in notes.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        if let Some(name) = line.strip_prefix("== ") {
            name.clone_into(&mut file);
            continue;
        }
        let (at, noted) = entry(line).ok_or_else(|| format!("not understood: {line}"))?;
        all.entry(file.clone()).or_default().entry(at).or_default().extend(noted);
    }
    Ok(all)
}

fn entry(line: &str) -> Option<(usize, Option<Noted>)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let at = fields.first()?.parse().ok()?;
    if fields[1..] == ["-"] {
        return Some((at, None));
    }
    let (start, end) = fields.get(1)?.split_once('-')?;
    let word = Span::new(start.parse().ok()?, end.parse().ok()?);
    let kinds = fields.get(2)?;
    let kind = |name: &str| ProposalKind::ALL.into_iter().find(|k| k.name() == name);
    Some((
        at,
        Some(Noted {
            word,
            optional: kinds.starts_with('?'),
            kinds: kinds.trim_start_matches('?').split('/').map(kind).collect::<Option<_>>()?,
        }),
    ))
}

/// Holds the proposals of one sentence against what was noted there: by [`ProposalKind::ALL`], how many were found right,
/// found at all and expected. A row answers for the noted word nearest to where its action begins, inside it.
pub fn score(rows: &[&Row<Proposal>], noted: &[Noted]) -> [Count; 3] {
    let mut pairs: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (n, one) in noted.iter().enumerate() {
            let inside = row.body.action.parts.iter().filter(|p| p.overlaps(one.word));
            if let Some(far) = inside.map(|p| one.word.start.abs_diff(p.start)).min() {
                pairs.push((!one.kinds.contains(&row.body.kind), far, r, n));
            }
        }
    }
    pairs.sort_unstable();
    let (mut of, mut taken) = (vec![None; rows.len()], vec![false; noted.len()]);
    for (_, _, r, n) in pairs {
        if of[r].is_none() && !taken[n] {
            (of[r], taken[n]) = (Some(n), true);
        }
    }
    let mut counts = [Count::default(); 3];
    let place = |kind: ProposalKind| ProposalKind::ALL.iter().position(|&k| k == kind).unwrap_or(0);
    for (row, answered) in rows.iter().zip(of) {
        let one = answered.map(|n| &noted[n]);
        let right = one.is_some_and(|o| o.kinds.contains(&row.body.kind));
        // What may be listed is neither expected nor wrong.
        if right && one.is_some_and(|o| o.optional) {
            continue;
        }
        let count = &mut counts[place(row.body.kind)];
        count.found += 1;
        count.right += usize::from(right);
    }
    for one in noted.iter().filter(|o| !o.optional) {
        counts[place(one.kinds[0])].expected += 1;
    }
    counts
}
