//! Proposals against lists of short texts that say which ones stand in them.
//!
//! A file of such texts: comments behind `#`; `@ 2024-05-10` gives the day of publication of what follows; a text on one
//! line, ` ⏎ ` for its line breaks, then a line for each proposal,
//!
//! ```text
//! + KIND | holder | addressee | action | due | status
//! ? the same, which may come out or not
//! - KIND            none of that kind may come out; `- *`: none at all
//! ```
//!
//! with `author` for the author, `-` for none or not judged, `she = the dean` for a pronoun, `;` between several parties,
//! ` // ` between the parts of an action. A row is the one wanted when each holds the head word of the other's action, or
//! both share half of their letters.

use crate::text::Text;
use relata_language::Analysis;
use relata_rows::{
    BlockKind, CodePoints, Document, Findings, Party, Proposal, ProposalKind, Published, Row, Span,
};
use std::collections::BTreeSet;

/// A proposal of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which of the three.
    pub kind: ProposalKind,
    /// Names of the holder, each good enough; empty for the author.
    pub holder: Vec<String>,
    /// Those who are to do it or to whom it was promised, each by names that are good enough.
    pub addressees: Vec<Vec<String>>,
    /// The words that tell what, in parts.
    pub action: Vec<String>,
    /// Where they stand, in bytes, where the list says so.
    pub at: Option<Span>,
    /// The day, month or year by which, as ISO 8601 writes it.
    pub due: Option<String>,
    /// What became of it; `None` where that is not judged.
    pub status: Option<String>,
    /// Whether leaving it out is as good.
    pub optional: bool,
}

/// One text and what is wanted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The text with its line breaks.
    pub text: String,
    /// The day of publication, as ISO 8601 writes it.
    pub date: String,
    /// What is to come out.
    pub wanted: Vec<Wanted>,
    /// The kinds of which nothing may come out that is not wanted.
    pub none: Vec<ProposalKind>,
}

/// The cases of a file.
///
/// # Errors
/// The first line that is none of a case.
pub fn read(file: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut date = "2024-05-10".to_owned();
    for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        match sign {
            "@" => date = rest.trim().to_owned(),
            "+" | "?" => {
                let case = cases.last_mut().ok_or(line)?;
                case.wanted.push(wanted(rest, sign == "?").ok_or(line)?);
            }
            "-" => {
                let case = cases.last_mut().ok_or(line)?;
                match ProposalKind::parse(rest.trim()) {
                    Some(kind) => case.none.push(kind),
                    None if rest.trim() == "*" => case.none.extend(ProposalKind::ALL),
                    None => return Err(line.to_owned()),
                }
            }
            _ => cases.push(Case {
                text: line.replace(" ⏎ ", "\n"),
                date: date.clone(),
                wanted: Vec::new(),
                none: Vec::new(),
            }),
        }
    }
    Ok(cases)
}

fn wanted(line: &str, optional: bool) -> Option<Wanted> {
    let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [kind, holder, addressees, action, due, status] = fields.as_slice() else { return None };
    let given = |s: &&str| (*s != "-").then(|| (*s).to_owned());
    let names = |s: &str| s.split(" = ").map(|n| n.trim().to_owned()).collect::<Vec<_>>();
    Some(Wanted {
        kind: ProposalKind::parse(kind)?,
        holder: if matches!(*holder, "author" | "-") { Vec::new() } else { names(holder) },
        addressees: if *addressees == "-" { Vec::new() } else { addressees.split(';').map(names).collect() },
        action: action.split(" // ").map(|p| p.trim().to_owned()).collect(),
        at: None,
        due: given(due),
        status: given(status),
        optional,
    })
}

/// The commitments of one document in a list that gives places instead of words, in code points of `text`:
///
/// ```text
/// + DOCUMENT START END HOLDER_START-HOLDER_END DUE
/// ```
///
/// # Errors
/// The first line that is none of such a list.
pub fn read_places(file: &str, document: &str, text: &str) -> Result<Vec<Wanted>, String> {
    let points = CodePoints::new(text);
    let mut all = Vec::new();
    for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [sign, name, start, end, holder, due] = fields.as_slice() else { return Err(line.to_owned()) };
        if *name != document {
            continue;
        }
        let number = |s: &str| s.parse::<usize>().map(|n| points.byte(n)).map_err(|_| line.to_owned());
        let at = Span { start: number(start)?, end: number(end)? };
        let holder = match holder.split_once('-').filter(|(s, _)| !s.is_empty()) {
            Some((start, end)) => Span { start: number(start)?, end: number(end)? }.get(text).map(tidy),
            None => None,
        };
        // "We" in the author's mouth is the author.
        let own = |h: &String| matches!(h.to_lowercase().as_str(), "we" | "our" | "i" | "my");
        all.push(Wanted {
            kind: ProposalKind::Commitment,
            holder: holder.filter(|h| !own(h)).into_iter().collect(),
            addressees: Vec::new(),
            action: vec![tidy(at.get(text).unwrap_or_default())],
            at: Some(at),
            due: (*due != "-").then(|| (*due).to_owned()),
            status: None,
            optional: *sign == "?",
        });
    }
    Ok(all)
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The document of a case: a line with a bullet or number is an item, a short one without a stop above others a heading.
pub fn document(case: &Case) -> Document {
    let lines: Vec<(BlockKind, u8, &str)> =
        case.text.lines().map(|l| block(l, case.text.contains('\n'))).collect();
    let mut document = Document::of_paragraphs(&lines.iter().map(|l| l.2.to_owned()).collect::<Vec<_>>());
    for (block, (kind, level, _)) in document.blocks.iter_mut().zip(&lines) {
        (block.kind, block.level) = (*kind, *level);
    }
    if let Ok(start) = case.date.parse::<jiff::civil::Date>()
        && let Ok(end) = start.tomorrow()
    {
        document.metadata.published = Some(Published { start, end, basis: "stated".to_owned() });
    }
    document
}

fn block(line: &str, several: bool) -> (BlockKind, u8, &str) {
    let bare = line.trim();
    let number = bare.split_once(". ").filter(|(n, _)| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    let item = bare.strip_prefix(['•', '-', '*']).or(number.map(|(_, rest)| rest));
    match item {
        Some(rest) => (BlockKind::Item, if line.starts_with("  ") { 2 } else { 1 }, rest.trim()),
        None if several && !bare.ends_with(['.', ':', '!', '?']) && bare.len() < 60 => {
            (BlockKind::Heading, 1, bare)
        }
        None => (BlockKind::Paragraph, 0, bare),
    }
}

/// Counts of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Wanted, optional ones aside.
    pub wanted: usize,
    /// Of these, found.
    pub found: usize,
    /// Of those found, with the right holder.
    pub holder: usize,
    /// Of those found, with the right addressees.
    pub addressee: usize,
    /// Of those found, with the right due date, or rightly none.
    pub due: usize,
    /// Of those found whose status is judged, right; and how many these are.
    pub status: (usize, usize),
    /// Rows that are not wanted.
    pub extra: usize,
}

impl Count {
    /// Share of what is wanted that is found.
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.wanted.max(1) as f64
    }

    /// Share of rows that are wanted.
    pub fn precision(&self) -> f64 {
        self.found as f64 / (self.found + self.extra).max(1) as f64
    }
}

/// Counts by kind, in the order of [`ProposalKind::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores(pub [Count; 3]);

impl Scores {
    /// Counts one list, of which every proposal that is not in it is extra; gives what is wrong with it, a line each, for a person to read.
    pub fn add(
        &mut self,
        list: &[Wanted],
        document: &Document,
        analysis: &Analysis,
        findings: &Findings,
    ) -> Vec<String> {
        let text = Text::new(document, analysis);
        let mut wrong = Vec::new();
        let mut taken = vec![false; findings.proposals.len()];
        for w in list {
            let at = ProposalKind::ALL.iter().position(|k| *k == w.kind).unwrap_or(0);
            let count = &mut self.0[at];
            count.wanted += usize::from(!w.optional);
            let gold = w.at.or_else(|| stretch(&document.text, &w.action));
            let hit = gold.and_then(|gold| {
                let fits = |(i, row): &(usize, &Row<Proposal>)| {
                    !taken[*i] && row.body.kind == w.kind && near(&text, gold, row.body.action.cover())
                };
                findings.proposals.iter().enumerate().filter(fits).min_by_key(|(_, r)| {
                    let own = r.body.action.cover();
                    own.start.abs_diff(gold.start) + own.end.abs_diff(gold.end)
                })
            });
            let Some((i, row)) = hit else {
                if !w.optional {
                    wrong.push(format!("wants {} {:?}", w.kind.name(), w.action.join(" // ")));
                }
                continue;
            };
            taken[i] = true;
            if w.optional {
                continue;
            }
            let body = &row.body;
            let holder = match &body.holder {
                None => w.holder.is_empty(),
                Some(p) => named(document, findings, p, &w.holder),
            };
            let addressee = w.addressees.is_empty() == body.addressees.is_empty()
                && w.addressees
                    .iter()
                    .all(|names| body.addressees.iter().any(|p| named(document, findings, p, names)));
            let due = match (&w.due, &body.due) {
                (None, None) => true,
                (Some(w), Some(p)) => {
                    let last = p.end.and_then(|e| e.yesterday().ok()).or(p.start);
                    last.is_some_and(|d| within(&d.to_string(), w))
                }
                _ => false,
            };
            count.found += 1;
            count.holder += usize::from(holder);
            count.addressee += usize::from(addressee);
            count.due += usize::from(due);
            if let Some(status) = &w.status {
                count.status.1 += 1;
                count.status.0 += usize::from(status == body.status.name());
                if status != body.status.name() {
                    wrong.push(format!(
                        "status {} for {status}: {:?}",
                        body.status.name(),
                        w.action.join(" // ")
                    ));
                }
            }
            let of = |p: &Party| p.span.get(&document.text).unwrap_or_default().to_owned();
            if !holder {
                wrong.push(format!(
                    "holder {:?} for {:?}: {:?}",
                    body.holder.as_ref().map(of),
                    w.holder,
                    w.action
                ));
            }
            if !addressee {
                let ours: Vec<_> = body.addressees.iter().map(of).collect();
                wrong.push(format!("addressees {ours:?} for {:?}: {:?}", w.addressees, w.action));
            }
            if !due {
                let ours = body.due.as_ref().map(|d| (&d.text, d.start, d.end));
                wrong.push(format!("due {ours:?} for {:?}: {:?}", w.due, w.action));
            }
        }
        for (row, _) in findings.proposals.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            let at = ProposalKind::ALL.iter().position(|k| *k == row.body.kind).unwrap_or(0);
            self.0[at].extra += 1;
            wrong.push(format!(
                "extra {} {:?}",
                row.body.kind.name(),
                row.span.get(&document.text).unwrap_or_default()
            ));
        }
        wrong
    }

    /// The counts as a table.
    pub fn table(&self) -> String {
        let mut out = String::from(
            "                wanted  found  extra recall precision holder addressee due status\n",
        );
        for (kind, c) in ProposalKind::ALL.iter().zip(&self.0) {
            out.push_str(&format!(
                "{:15}{:7}{:7}{:7}{:7.2}{:10.2}{:7}{:10}{:4}{:4}/{}\n",
                kind.name(),
                c.wanted,
                c.found,
                c.extra,
                c.recall(),
                c.precision(),
                c.holder,
                c.addressee,
                c.due,
                c.status.0,
                c.status.1
            ));
        }
        out
    }
}

/// Whether a day lies in a day, month or year, or from the first to the last of a range, all as ISO 8601 writes them.
pub fn within(day: &str, wanted: &str) -> bool {
    match wanted.split_once('/') {
        Some((first, last)) => day >= first && (day <= last || day.starts_with(last)),
        None => day.starts_with(wanted),
    }
}

/// From the first to the last of words that stand in a text in this order.
fn stretch(text: &str, parts: &[String]) -> Option<Span> {
    let mut cover: Option<Span> = None;
    for part in parts {
        let from = cover.map_or(0, |c| c.end);
        let at = from + text.get(from..)?.find(part.as_str())?;
        let span = Span::new(at, at + part.len());
        cover = Some(cover.map_or(span, |c| c.cover(span)));
    }
    cover
}

/// Whether two stretches tell the same: each holds the head word of the other, or they share half of their letters.
fn near(text: &Text<'_>, gold: Span, own: Span) -> bool {
    let head = |s: Span| {
        let from = text.words.partition_point(|w| w.span.end <= s.start);
        let to = text.words.partition_point(|w| w.span.start < s.end);
        (from < to).then(|| text.words[text.head(&(from..to))].span)
    };
    let shared = gold.end.min(own.end).saturating_sub(gold.start.max(own.start));
    let heads = head(gold).is_some_and(|h| own.contains(h)) && head(own).is_some_and(|h| gold.contains(h));
    heads || 4 * shared >= gold.len() + own.len()
}

/// Whether a party is one of these names: all words of the shorter are in the longer, by its own words or by another
/// mention of the same actor.
fn named(document: &Document, findings: &Findings, party: &Party, names: &[String]) -> bool {
    let same = |span: Span| {
        let own = words(span.get(&document.text).unwrap_or_default());
        names.iter().map(|n| words(n)).any(|gold| {
            let both = own.intersection(&gold).count();
            both > 0 && both == own.len().min(gold.len())
        })
    };
    let others = findings.mentions.iter().filter(|m| party.entity == Some(m.body.entity));
    same(party.span) || others.map(|m| m.span).any(same)
}

/// The words of a name, but articles.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).filter(|w| !["the", "a", "an", "s"].contains(&w.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read() {
        let file = "# about\n@ 2023-02-01\n\nWe propose: ⏎ 1. Go.\n+ recommendation | author | a; it = b | Go | 2024 | -\n- prediction\n";
        let cases = read(file).expect("a file");
        assert_eq!(cases[0].text, "We propose:\n1. Go.");
        let w = &cases[0].wanted[0];
        assert_eq!(w.addressees, [vec!["a".to_owned()], vec!["it".to_owned(), "b".to_owned()]]);
        assert_eq!((w.holder.len(), w.due.as_deref(), w.status.as_deref()), (0, Some("2024"), None));
        assert_eq!(cases[0].none, [ProposalKind::Prediction]);
        let document = document(&cases[0]);
        assert_eq!(document.blocks[1].kind, BlockKind::Item);
        assert_eq!(document.text, "We propose:\n\nGo.");
        assert!(read("+ recommendation | author\n").is_err());
    }

    #[test]
    fn days_lie_in_months_years_and_ranges() {
        assert!(
            within("2024-06-30", "2024-06")
                && within("2024-06-30", "2024")
                && !within("2024-06-30", "2024-07")
        );
        assert!(within("2023-08-31", "2023-06/2023-08") && !within("2023-09-01", "2023-06/2023-08"));
    }
}
