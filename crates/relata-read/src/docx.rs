//! DOCX: WordprocessingML (ECMA-376 part 1, section 17) in a package.
//!
//! Inserted text is kept and deleted text left out, as if all tracked changes were accepted; who
//! deleted how much goes into the report. Origins are byte ranges inside the unpacked
//! `word/document.xml`, since the kept bytes are packed.

mod story;
mod styles;

use crate::draft::{Claims, Draft, DraftBlock};
use crate::package::{Package, dublin_core};
use crate::xml::{Node, Walk};
use crate::{Limits, ReadError, Source};
use relata_rows::{BlockKind, Note, NoteCode, Origin};
use std::collections::{BTreeMap, BTreeSet};
use story::{Story, read_story};
use styles::Styles;

pub(crate) use styles::role_by_name;

const MAIN: &str = "word/document.xml";

/// Reads one DOCX file.
///
/// # Errors
/// [`ReadError::Damaged`] where the package or its main part cannot be read.
pub(crate) fn read(source: &Source, limits: &Limits) -> Result<Draft, ReadError> {
    let mut package = Package::open(&source.bytes, "DOCX", limits)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let in_folder = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let styles =
        package.part(&in_folder("styles.xml"))?.map_or_else(Styles::default, |s| Styles::read(&s.text));
    let mut side = |name: &str| -> Result<Story, ReadError> {
        let part = package.part(&in_folder(name))?;
        Ok(part.map_or_else(Story::default, |p| read_story(&p, &styles, &BTreeMap::new())))
    };
    let mut notes = side("footnotes.xml")?.notes;
    notes.extend(side("endnotes.xml")?.notes);
    let comments =
        comments(package.part(&in_folder("comments.xml"))?.map_or(String::new(), |c| c.text).as_str());
    let document = package.needed(&main)?;
    let story = read_story(&document, &styles, &notes);
    let (headers, footers) = edges(&mut package, &folder, &styles)?;
    let core = package.part("docProps/core.xml")?;
    let core = core.map_or_else(Claims::default, |c| dublin_core(&c.text, "DOCX core properties"));
    let title = story.title.clone().or_else(|| core.title.clone().filter(|t| is_title(t)));
    let mut report = story.report();
    report.extend(document.note);
    report.extend(comments);
    let mut blocks = headers;
    blocks.extend(story.blocks);
    blocks.extend(footers);
    Ok(Draft {
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        blocks,
        claims: Claims { title, language: core.language.clone().or(styles.language), ..core },
        report,
    })
}

/// The main part, which the package's relations name (ECMA-376 part 2, section 6.5; part 1, section 11.3.10).
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let relations = package.part("_rels/.rels")?.map_or(String::new(), |r| r.text);
    let target = Walk::new(&relations).find_map(|(node, _)| match node {
        Node::Open(tag) if tag.attr("Type").is_some_and(|t| t.ends_with("/officeDocument")) => {
            tag.attr("Target")
        }
        _ => None,
    });
    Ok(target.map_or_else(|| MAIN.to_owned(), |t| t.trim_start_matches('/').to_owned()))
}

/// Running heads and feet, each text once, as furniture.
fn edges(
    package: &mut Package<'_>,
    folder: &str,
    styles: &Styles,
) -> Result<(Vec<DraftBlock>, Vec<DraftBlock>), ReadError> {
    let mut names = package.names();
    names.sort();
    let mut seen = BTreeSet::new();
    let mut gather = |kind: &str, why: &'static str| -> Result<Vec<DraftBlock>, ReadError> {
        let mut blocks = Vec::new();
        for name in &names {
            let local = name.strip_prefix(folder).unwrap_or(name).trim_start_matches('/');
            if !local.starts_with(kind) || !local.ends_with(".xml") || local.contains('/') {
                continue;
            }
            let Some(part) = package.part(name)? else { continue };
            for block in read_story(&part, styles, &BTreeMap::new()).blocks {
                let text = block.text.trim().to_owned();
                // A page number alone says nothing.
                let says = text.chars().any(char::is_alphabetic);
                if says && seen.insert(text) {
                    let origin = Origin::Bytes { start: 0, end: 0 };
                    blocks.push(DraftBlock::furniture(block.text, origin, why));
                }
            }
        }
        Ok(blocks)
    };
    Ok((gather("header", "running head")?, gather("footer", "page footer")?))
}

/// Titles that programs put into the properties by themselves.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let automatic = ["microsoft word - ", "untitled", "document", "word document"];
    let ends = [".doc", ".docx", ".rtf", ".dotx", ".indd"];
    !automatic.iter().any(|a| lower == *a || a.ends_with(' ') && lower.starts_with(a))
        && !ends.iter().any(|e| lower.ends_with(e))
}

/// How many comments of whom are left out.
fn comments(part: &str) -> Option<Note> {
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    for (node, _) in Walk::new(part) {
        if let Node::Open(tag) = node
            && tag.local == "comment"
        {
            *by.entry(tag.attr("author").unwrap_or_default()).or_default() += 1;
        }
    }
    let message = format!("comments left out: {}", story::counted(&by));
    (!by.is_empty()).then(|| Note::new(NoteCode::Lost, message))
}

/// What a paragraph is, as its style and numbering say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Role {
    Title,
    /// A heading with its level, 1 to 6.
    Heading(u8),
    Block(BlockKind),
    /// A line of a table of contents.
    Contents,
}

#[cfg(test)]
mod tests;
