//! Who is who in short texts of our own, one file a phenomenon in `tests/mentions`.
//!
//! A file begins with what it is about. Cases are parted by an empty line: the text on one line (` ¶ ` parts its
//! paragraphs), then what is expected:
//!
//! - `= A / B / C`: these are mentions of one actor. `B#2` is the second mention with that text; articles at the
//!   beginning do not matter.
//! - `! A / B`: these are mentions, of two actors; or A is one and B is none.
//! - `@ NAME | KIND; woman; alias X; acronym X; country X; role TENSE TITLE of X`: an actor of that name comes out,
//!   of that kind, with all of this. Tenses are former, then, future, or left out.
//! - `- A`: no mention has this text.
//!
//! What is expected is what a careful reader says, written before it was run: the model does not reach all of it.
//! The number of cases that hold may only rise. `RELATA_SHOW=1` prints the others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod common;

use relata_rows::{BlockKind, Document, Entity, Findings, Gender, Role, RoleTense};
use std::fmt::Write;

/// Cases that hold. Measured; only to be raised.
const FLOOR: usize = 136;

#[test]
fn cases_hold() {
    common::cases("mentions", 80, FLOOR, &judge);
}

/// What does not come out as expected, a line each; empty where all does.
fn judge(text: &str, expected: &[&str]) -> String {
    let blocks: Vec<(BlockKind, &str)> = text.split(" ¶ ").map(|p| (BlockKind::Paragraph, p)).collect();
    let document = common::document(&blocks);
    let found = common::find(&document);
    let actor = |wanted: &str| actor(&document, &found, wanted);
    let mut wrong = String::new();
    for line in expected {
        let (sign, rest) = line.split_at(1);
        let parts: Vec<&str> = rest.split(" / ").map(str::trim).collect();
        let holds = match sign {
            "=" => {
                let first = actor(parts[0]);
                assert!(parts.len() > 1, "{line}: one mention alone");
                first.is_some() && parts.iter().all(|p| actor(p) == first)
            }
            "!" => actor(parts[0]).is_some() && actor(parts[0]) != actor(parts[1]),
            "@" => {
                let (name, fields) = rest.trim().split_once(" | ").expect(line);
                let has = |e: &Entity| {
                    plain(&e.name) == plain(name) && fields.split("; ").all(|f| says(e, f.trim()))
                };
                found.entities.iter().any(has)
            }
            "-" => actor(rest.trim()).is_none(),
            _ => panic!("{line}: not a line of a case"),
        };
        if !holds {
            let _ = write!(wrong, "\n   wants {line}");
        }
    }
    if !wrong.is_empty() {
        for (number, entity) in found.entities.iter().enumerate() {
            let own = found.mentions.iter().filter(|m| m.body.entity == number);
            let spans: Vec<&str> = own.map(|m| m.span.get(&document.text).unwrap()).collect();
            let roles: Vec<String> = entity.roles.iter().map(spelt).collect();
            let _ = write!(
                wrong,
                "\n   got   {} | {}; {:?} aliases {:?} acronyms {:?} country {:?} roles {roles:?}: {spans:?}",
                entity.name,
                entity.kind.name(),
                entity.gender,
                entity.aliases,
                entity.acronyms,
                entity.country,
            );
        }
    }
    wrong
}

/// Without an article at the beginning.
fn plain(text: &str) -> &str {
    let lower = text.to_lowercase();
    let article = ["the ", "a ", "an "].into_iter().find(|a| lower.starts_with(a));
    article.map_or(text, |a| &text[a.len()..])
}

/// The actor of the mention with this text.
fn actor(document: &Document, found: &Findings, wanted: &str) -> Option<usize> {
    let (text, number) = match wanted.rsplit_once('#') {
        Some((text, n)) => (text, n.parse::<usize>().unwrap()),
        None => (wanted, 1),
    };
    let same = |m: &&relata_rows::Row<relata_rows::Mention>| {
        m.span.get(&document.text).is_some_and(|t| plain(t) == plain(text))
    };
    found.mentions.iter().filter(same).nth(number - 1).map(|m| m.body.entity)
}

fn says(entity: &Entity, field: &str) -> bool {
    match field.split_once(' ') {
        Some(("alias", x)) => entity.aliases.iter().any(|a| a == x),
        Some(("acronym", x)) => entity.acronyms.iter().any(|a| a == x),
        Some(("country", x)) => entity.country.as_deref() == Some(x),
        Some(("role", x)) => entity.roles.iter().any(|r| spelt(r) == x),
        None if field == "woman" => entity.gender == Some(Gender::Woman),
        None if field == "man" => entity.gender == Some(Gender::Man),
        None => entity.kind.name() == field,
        _ => panic!("{field}: not a field of an actor"),
    }
}

fn spelt(role: &Role) -> String {
    let tense = if role.tense == RoleTense::Present { "" } else { role.tense.name() };
    let of = role.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
    format!("{tense} {}{of}", role.title).trim().to_owned()
}
