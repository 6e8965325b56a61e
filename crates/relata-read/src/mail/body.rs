//! Whose words the body of a mail holds: the sender's, those of an earlier mail, or nobody's.
//!
//! Plain text is cut by lines before it is read ([`stretches`]), HTML is marked by blocks after
//! ([`mark`]); both look for the same words, which mail programs and lawyers write.

use crate::draft::DraftBlock;
use mail_parser::{MessagePart, PartType};
use relata_rows::BlockKind;

/// How programs introduce an earlier mail: the line begins with the one and ends with the other.
const INTRODUCTIONS: &[(&str, &str)] = &[
    ("On ", "wrote:"),
    ("On ", "writes:"),
    ("El ", "escribió:"),
    ("Le ", "a écrit :"),
    ("Le ", "a écrit\u{a0}:"),
    ("Am ", "schrieb:"),
    ("Am ", "folgendes geschrieben:"),
    ("Em ", "escreveu:"),
    ("Il ", "ha scritto:"),
];

/// Lines that part a mail from an earlier one below, without the dashes around them.
const PARTINGS: &[&str] = &[
    "original message",
    "forwarded message",
    "forwarded by",
    "original appointment",
    "mensaje original",
    "mensaje reenviado",
    "message d'origine",
    "message transféré",
    "ursprüngliche nachricht",
    "weitergeleitete nachricht",
    "mensagem original",
    "mensagem encaminhada",
    "messaggio originale",
    "begin forwarded message:",
    "inicio del mensaje reenviado:",
    "début du message réexpédié :",
];

/// Names of the header lines that programs copy above an earlier mail, and how many make such a head.
const HEADER_NAMES: &[&str] = &[
    "from",
    "sent",
    "date",
    "to",
    "cc",
    "subject",
    "reply-to",
    "de",
    "enviado",
    "enviado el",
    "fecha",
    "para",
    "asunto",
    "envoyé",
    "objet",
    "à",
    "von",
    "gesendet",
    "an",
    "betreff",
    "datum",
    "assunto",
    "data",
    "importance",
    "attachments",
];
const HEADER_LINES: usize = 3;

/// Beginnings of the lines that programs add below a mail.
const PROGRAMS: &[&str] = &[
    "sent from my ",
    "sent from mail for",
    "sent from yahoo",
    "sent via ",
    "get outlook for",
    "enviado desde mi ",
    "envoyé de mon ",
    "von meinem ",
    "this email was sent to",
    "to unsubscribe",
    "unsubscribe",
    "you received this message because",
    "you are receiving this",
    "view this email in your browser",
    "view in browser",
    "manage your preferences",
    "update your preferences",
    "this email has been checked for viruses",
    "virus-free.",
    "please consider the environment",
    "darse de baja",
    "ver este correo en su navegador",
];

/// Words of legal notices; two of them in one paragraph make it one.
const LEGAL: &[&str] = &[
    "intended recipient",
    "intended solely",
    "intended only for",
    "confidential",
    "privileged",
    "received this",
    "in error",
    "notify the sender",
    "unauthorized",
    "unauthorised",
    "disclosure, copying",
    "delete this",
    "destinatario",
    "confidencial",
    "por error",
    "notifique al remitente",
    "destinataire",
    "confidentiel",
    "par erreur",
];

/// Longest introduction of an earlier mail and longest line added by a program, in bytes.
const SHORT: usize = 300;

/// Whose words a stretch of the body is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Of {
    Sender,
    Earlier,
    /// Furniture, and which sort.
    Nobody(&'static str),
}

/// Lines of a plain text body that belong together.
#[derive(Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) of: Of,
    pub(super) text: String,
}

/// Words of a part as its reader will see them, about.
pub(super) fn words(part: &MessagePart<'_>) -> usize {
    match &part.body {
        PartType::Text(text) => text.split_whitespace().count(),
        PartType::Html(text) => {
            // Outside tags, styles and scripts, near enough for a comparison.
            let mut words = 0;
            let mut hidden = false;
            for piece in text.split('<') {
                let name = piece.get(..6).unwrap_or(piece).to_ascii_lowercase();
                hidden = name.starts_with("style")
                    || name.starts_with("script")
                    || hidden && !name.starts_with('/');
                if let Some((_, said)) = piece.split_once('>').filter(|_| !hidden) {
                    words += said.split_whitespace().count();
                }
            }
            words
        }
        _ => 0,
    }
}

/// Cuts a plain text body; `flowed` is RFC 3676, where a line that ends with a blank goes on in the
/// next one.
pub(super) fn stretches(text: &str, flowed: bool) -> Vec<Stretch> {
    let lines: Vec<&str> = text.lines().collect();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut rest = Of::Sender;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let trimmed = line.trim();
        let mut taken = 1;
        let of = if line.starts_with('>') {
            // Quoted lines end a signature above them.
            rest = if rest == Of::Earlier { rest } else { Of::Sender };
            Of::Earlier
        } else if line == "-- " || trimmed == "--" {
            rest = if rest == Of::Earlier { rest } else { Of::Nobody("signature") };
            Of::Nobody("signature")
        } else if is_parting(trimmed) {
            rest = Of::Earlier;
            Of::Nobody("line above an earlier mail")
        } else if let Some(n) = introduction(&lines[at..]) {
            taken = n;
            // Programs that do not mark quoted lines quote to the end.
            let next = lines[at + n..].iter().find(|l| !l.trim().is_empty());
            rest = if next.is_some_and(|l| l.starts_with('>')) { Of::Sender } else { Of::Earlier };
            Of::Nobody("line above an earlier mail")
        } else if let Some(n) = header_lines(&lines[at..]) {
            taken = n;
            rest = Of::Earlier;
            Of::Nobody("head of an earlier mail")
        } else {
            rest
        };
        for line in &lines[at..at + taken] {
            let line = if of == Of::Earlier { unquoted(line) } else { line };
            let last = match stretches.last_mut().filter(|s| s.of == of) {
                Some(last) => last,
                None => {
                    stretches.push(Stretch { of, text: String::new() });
                    // Just pushed, so there is one.
                    let end = stretches.len() - 1;
                    &mut stretches[end]
                }
            };
            last.text.push_str(line);
            if !(flowed && line.ends_with(' ') && line != "-- ") {
                last.text.push('\n');
            }
        }
        at += taken;
    }
    stretches.retain(|s| !s.text.trim().is_empty());
    stretches
}

fn unquoted(line: &str) -> &str {
    let marks = line.trim_start_matches(['>', ' ']);
    if line.starts_with('>') { marks } else { line }
}

fn is_parting(line: &str) -> bool {
    let dashed = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    let inside = line.trim_matches(['-', '_', '=', ' ']).to_lowercase();
    let begins = |p: &&&str| inside == **p || inside.starts_with(**p) && dashed;
    line.len() <= SHORT && PARTINGS.iter().any(|p| begins(&p) && (dashed || p.ends_with(':')))
}

/// Lines that an introduction of an earlier mail takes up, at most three.
fn introduction(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim();
    let known = INTRODUCTIONS.iter().filter(|(begins, _)| first.starts_with(begins));
    let mut joined = String::new();
    for (n, line) in lines.iter().take(3).enumerate() {
        if line.trim().is_empty() {
            return None;
        }
        joined.push_str(line.trim());
        if joined.len() <= SHORT && known.clone().any(|(_, ends)| joined.ends_with(ends)) && has_time(&joined)
        {
            return Some(n + 1);
        }
        joined.push(' ');
    }
    None
}

/// A year, an hour or an address: what tells a program's introduction from a sentence.
fn has_time(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 || line.contains('@')
}

/// Lines of a head like `From: ... Sent: ... To: ... Subject: ...`, with the lines that continue them.
fn header_lines(lines: &[&str]) -> Option<usize> {
    let mut named = 0;
    let mut taken = 0;
    let mut first = None;
    for line in lines.iter().take(40) {
        let trimmed = line.trim().trim_matches('*');
        if trimmed.is_empty() {
            break;
        }
        let name = header_name(trimmed);
        if name.is_none() && !(taken > 0 && line.starts_with([' ', '\t'])) {
            break;
        }
        first = first.or(name);
        named += usize::from(name.is_some());
        taken += 1;
    }
    let begins = matches!(first, Some("from" | "de" | "von" | "date" | "subject" | "to"));
    (begins && named >= HEADER_LINES).then_some(taken)
}

fn header_name(line: &str) -> Option<&'static str> {
    let (name, _) = line.split_once(':')?;
    let name = name.trim_matches(['*', ' ', '\u{a0}']).to_lowercase();
    HEADER_NAMES.iter().find(|n| **n == name).copied()
}

/// Makes the blocks of an earlier mail quotations.
pub(super) fn quote(blocks: &mut [DraftBlock]) {
    for block in blocks {
        if !matches!(block.kind, BlockKind::Furniture | BlockKind::Table) {
            (block.kind, block.level) = (BlockKind::Quotation, 0);
        }
    }
}

/// Marks, in blocks that were read from HTML or from the sender's stretches of plain text, earlier
/// mails as quotations and what nobody says as furniture. `earlier` says whether an earlier mail has
/// begun, here or in a part before.
pub(super) fn mark(blocks: &mut [DraftBlock], earlier: &mut bool) {
    let mut signature = false;
    for block in blocks {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let text = block.text.trim().to_owned();
        let lines: Vec<&str> = text.lines().collect();
        let first = lines.first().copied().unwrap_or_default().trim();
        let head = header_lines(&lines).is_some_and(|n| n == lines.len());
        let introduced = introduction(&lines).is_some_and(|n| n == lines.len());
        let why = if head {
            Some("head of an earlier mail")
        } else if introduced || is_parting(first) && lines.len() == 1 {
            Some("line above an earlier mail")
        } else if first == "--" {
            signature = true;
            Some("signature")
        } else if is_program(&text) {
            Some("line added by the mail program")
        } else if is_legal(&text) {
            Some("legal notice")
        } else {
            None
        };
        if matches!(why, Some("head of an earlier mail" | "line above an earlier mail")) {
            // An introduction above a marked quotation introduces only that; what follows it is marked
            // as a quotation by the page itself.
            *earlier |= !introduced;
            signature = false;
        }
        if block.kind == BlockKind::Quotation && why.is_none() {
            signature = false;
            continue;
        }
        if let Some(why) = why.or(signature.then_some("signature")) {
            (block.kind, block.level, block.why) = (BlockKind::Furniture, 0, why);
        } else if *earlier {
            quote(std::slice::from_mut(block));
        }
    }
}

fn is_program(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() <= SHORT && PROGRAMS.iter().any(|p| lower.starts_with(p))
}

fn is_legal(text: &str) -> bool {
    let lower = text.to_lowercase();
    let about = ["mail", "message", "communication", "correo", "mensaje", "attachment"];
    let said = LEGAL.iter().filter(|w| lower.contains(**w)).count();
    said >= 2 && about.iter().any(|w| lower.contains(w)) && lower.len() < 4000
}
