//! Names of authors: from a byline or a field to the people in it.
//!
//! Used for pages and for plain text. Knows how bylines are written, not who anybody is.

use regex::Regex;
use std::sync::LazyLock;

/// Longest name of a person or body, in code points; longer is a sentence.
const NAME_MAX: usize = 80;

/// Fields that hold no author.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "webmaster",
    "user",
    "guest",
    "anonymous",
    "unknown",
    "author",
    "authors",
    "root",
    "none",
    "null",
    "undefined",
    "default",
    "test",
    "by",
    "wordpress",
    "super user",
    "website",
    "read more",
    "share",
    "follow",
    "contributors",
    "contributor",
    "all posts",
    "view all posts",
    "see bio",
    "-",
];

/// Words that stand before a name in a byline.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)^\s*(?:
        (?:(?:story|words|text|article|report|post|posted|written|published|authored|reviewed|edited|compiled|opinion|analysis|commentary|guest\sessay|photos?|contributed|created|submitted|escrito|publicado)\s+(?:and\s+photos?\s+)?)?
        (?:by|por|von|par)\s*(?::|\s)
      | (?:authors?|writer|byline|autor(?:es|a)?|words|text|from)\s*[:|]
      )\s*";
    Regex::new(pattern).expect("a constant pattern")
});

/// A date with the names behind it.
static DATED_BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^.{0,60}\b(?:19|20)\d\d\b.{0,20}\bby:?\s").expect("a constant pattern")
});

/// Where the names of a byline end: a date, a time, a label, a count of minutes.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)
        \s*(?: \son$ | [|•·⋅–—/]\s | \s-\s | \b(?:written\sby|published|updated|posted|last\supdated|reviewed|medically|fact[\s-]checked|modified|on\s(?:\w+\.?\s\d+|\d+|\w+day)|in\s[A-Z]|for\s|at\s\d|is\sa|is\sthe|was\s|has\s|writes)\b
        | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d | \b\d{1,2}(?:st|nd|rd|th)\b | \b\d{1,2}[\s/.-] | \b(?:19|20)\d\d\b | \bmin(?:ute)?s?\b
        | \(https?: | https?: | \n )";
    Regex::new(pattern).expect("a constant pattern")
});

/// Between two names.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:;|,\s+and\s|,\s+y\s|,|\s&\s|\sand\s|\sy\s|\sund\s|\set\s|\|)\s*")
        .expect("a constant pattern")
});

/// What follows a name after a comma without being another: degrees, honours, offices.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)^(?:
        (?:[A-Z]\.?){2,6}(?:-[A-Z]{1,4})?®?(?:\s?\(.{1,20}\))? | Ph\.?\s?D\.?s? | M\.?Sc\.? | B\.?Sc\.? | Ed\.?\s?D\.? | M\.?Ed\.? | Psy\.?D\.? | Pharm\.?D\.? | Dr\.? | Jr\.? | Sr\.? | Esq\.? | LCSW.* | II | III | IV
      | (?i:the\s)? (?:[A-Z]?\w+\s){0,4} (?i:editor|reporter|correspondent|writer|contributor|columnist|director|manager|officer|ceo|founder|professor|president|fellow|analyst|expert|staff|author|specialist|reviewer)(?:\s.*)? )$";
    Regex::new(pattern).expect("a constant pattern")
});

/// The people or bodies named in a field or byline, in order: "By Ana Ruiz and Bo Ek, Staff
/// Writers" gives two. Empty where the field holds no name (an address, a handle, "admin").
pub(crate) fn people(field: &str) -> Vec<String> {
    let field = field.replace("&amp;", "&").replace('\u{a0}', " ");
    let field = BEFORE.replace(field.trim(), "").into_owned();
    let field = BEFORE.replace(&field, "").into_owned();
    let end = AFTER.find(&field).map_or(field.len(), |m| m.start());
    let field = &field[..end];
    // "Ana Ruiz, Trade and Customs Editor": what follows a comma may be one office with "and" in it.
    let commas = field.match_indices(',').map(|(at, _)| at).take(4);
    let office = commas.into_iter().find(|&at| TITLE.is_match(field[at + 1..].trim()));
    let mut names: Vec<String> = Vec::new();
    for part in BETWEEN.split(&field[..office.unwrap_or(field.len())]) {
        let part = part.trim();
        if TITLE.is_match(part) && !names.is_empty() {
            continue;
        }
        let name = part.trim_matches([',', '.', ':', '-', '–', '"', '\'', '*', '|', ' ']);
        let name = match name.rsplit_once(" (") {
            Some((name, aside)) if aside.ends_with(')') || !aside.contains(')') => name,
            _ => name,
        };
        if is_name(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The authors where a line is a byline ("By Ana Ruiz | 3 March 2023", "3 March 2023 by Ana Ruiz");
/// `None` for any other line.
pub(crate) fn byline(line: &str) -> Option<Vec<String>> {
    let label = match BEFORE.find(line) {
        Some(label) => label,
        None => DATED_BY.find(line)?,
    };
    let rest = &line[label.end()..];
    // "By 2030 we will": a name begins with a capital.
    let names = people(rest);
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    (capital && !names.is_empty() && names.iter().all(|n| is_written_as_name(n))).then_some(names)
}

/// Whether a line is the label of a byline whose names stand on the next ("Written by").
pub(crate) fn is_byline_label(line: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)^\s*(?:(?:written|article|story|posted|words|text|published|report|escrito|publicado)\s+(?:by|por)|by|por|authors?|autor(?:es|a)?)\s*:?\s*$";
        Regex::new(pattern).expect("a constant pattern")
    });
    LABEL.is_match(line)
}

/// Whether a line holds nothing but names, as people write theirs.
pub(crate) fn is_names(line: &str) -> bool {
    let names = people(line);
    !names.is_empty() && names.iter().all(|n| is_written_as_name(n) && n.split_whitespace().count() >= 2)
}

/// Whether a string can be a name at all.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let lower = name.to_lowercase();
    letters >= 2
        && name.chars().count() <= NAME_MAX
        && !NOBODY.contains(&lower.as_str())
        && !name.contains(['@', '<', '>', '{', '}', '=', '!', '?'])
        && !lower.contains("http")
        && !lower.contains("www.")
        && !lower.ends_with(".com")
        && (name.contains(' ') || name.matches('.').count() < 2)
        && name.split_whitespace().count() <= 8
}

/// Whether a name is written with capitals, as people's are in bylines: of its words all but the
/// small ones ("de", "van") begin with one.
fn is_written_as_name(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "de", "del", "la", "las", "los", "van", "von", "der", "den", "di", "da", "dos", "y", "e", "al",
        "bin", "ibn", "el", "the", "of", "for",
    ];
    let mut words = name.split_whitespace();
    words.clone().count() <= 6
        && words.all(|w| {
            SMALL.contains(&w) || w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_names() {
        let table: &[(&str, &[&str])] = &[
            ("By Ana Ruiz and Bo Ek | 3 March 2023", &["Ana Ruiz", "Bo Ek"]),
            ("Written by: Ana Ruiz, Ph.D., Staff Writer", &["Ana Ruiz"]),
            ("Ana Ruiz, MD, FACS", &["Ana Ruiz"]),
            ("Opinion by Ana de la Cruz", &["Ana de la Cruz"]),
            ("Por Ana Ruiz y Bo Ek", &["Ana Ruiz", "Bo Ek"]),
            ("Ana Ruiz; Bo Ek; Cy Dee", &["Ana Ruiz", "Bo Ek", "Cy Dee"]),
            ("Ana Ruiz Published May 3, 2021", &["Ana Ruiz"]),
            ("The Editorial Board", &["The Editorial Board"]),
            ("admin", &[]),
            ("https://a.example/ana", &[]),
            ("@anaruiz", &[]),
            ("ana@a.example", &[]),
            ("", &[]),
        ];
        for (field, names) in table {
            assert_eq!(people(field), *names, "{field}");
        }
    }

    #[test]
    fn a_sentence_is_no_byline() {
        assert_eq!(byline("By 2030 the two countries will trade more."), None);
        assert_eq!(byline("By then the levee had failed"), None);
        assert_eq!(byline("BY ANA RUIZ"), Some(vec!["ANA RUIZ".to_owned()]));
    }
}
