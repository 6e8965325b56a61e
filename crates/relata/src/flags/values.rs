//! What stands behind a flag, read and checked.

use jiff::civil::Date;
use relata_rows::{ActorKind, EventKind, LinkKind, Modality, ProposalKind, Status, Verdict};

/// Reads the name of a type of actors.
pub(crate) fn actor_kind(s: &str) -> Result<ActorKind, String> {
    one_of(ActorKind::parse(s), s, &ActorKind::ALL.map(ActorKind::name))
}

/// Reads the name of a type of events, in small letters too.
pub(crate) fn event_kind(s: &str) -> Result<EventKind, String> {
    one_of(EventKind::parse(s), s, &EventKind::ALL.map(EventKind::name))
}

/// Reads the name of a modality.
pub(crate) fn modality(s: &str) -> Result<Modality, String> {
    one_of(Modality::parse(s), s, &Modality::ALL.map(Modality::name))
}

/// Reads the name of a kind of proposals.
pub(crate) fn proposal_kind(s: &str) -> Result<ProposalKind, String> {
    one_of(ProposalKind::parse(s), s, &ProposalKind::ALL.map(ProposalKind::name))
}

/// Reads what became of a proposal.
pub(crate) fn status(s: &str) -> Result<Status, String> {
    one_of(Status::parse(s), s, &Status::ALL.map(Status::name))
}

/// Reads the name of a kind of links.
pub(crate) fn link_kind(s: &str) -> Result<LinkKind, String> {
    let found = LinkKind::ALL.into_iter().find(|k| k.name() == s);
    one_of(found, s, &LinkKind::ALL.map(LinkKind::name))
}

/// Reads a verdict.
pub(crate) fn verdict(s: &str) -> Result<Verdict, String> {
    one_of(Verdict::named(s), s, &Verdict::ALL.map(Verdict::name))
}

fn one_of<T>(found: Option<T>, s: &str, names: &[&str]) -> Result<T, String> {
    found.ok_or_else(|| format!("{s:?} is none of {}", names.join(", ")))
}

/// Reads 2023-04-01, 2023-04 or 2023 as the days it covers, end exclusive.
pub(crate) fn published(s: &str) -> Result<(Date, Date), String> {
    let mistake = || format!("{s:?} is not a date such as 2023-04-01, 2023-04 or 2023");
    let parts: Vec<i16> = s.split('-').map(|p| p.parse().map_err(|_| mistake())).collect::<Result<_, _>>()?;
    let day = |y: i16, m: i16, d: i16| {
        let small = |n: i16| i8::try_from(n).map_err(|_| mistake());
        Date::new(y, small(m)?, small(d)?).map_err(|_| mistake())
    };
    let next = |d: Result<Date, jiff::Error>| d.map_err(|_| mistake());
    match parts[..] {
        [y] => Ok((day(y, 1, 1)?, next(day(y, 1, 1)?.checked_add(jiff::Span::new().years(1)))?)),
        [y, m] => Ok((day(y, m, 1)?, next(day(y, m, 1)?.checked_add(jiff::Span::new().months(1)))?)),
        [y, m, d] => Ok((day(y, m, d)?, next(day(y, m, d)?.tomorrow())?)),
        _ => Err(mistake()),
    }
}

/// Reads `120..140` as the first code point and the one behind the last.
pub(crate) fn span(s: &str) -> Result<(usize, usize), String> {
    let ends = s.split_once("..").and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    ends.filter(|(a, b)| a < b).ok_or_else(|| format!("{s:?} is not of the form 120..140"))
}

/// Reads a number of bytes: 500, 64K, 10M, 2G (powers of 1024).
pub(crate) fn size(s: &str) -> Result<u64, String> {
    let (digits, shift) = match s.to_ascii_uppercase().trim_end_matches('B') {
        n if n.ends_with('K') => (n[..n.len() - 1].to_owned(), 10),
        n if n.ends_with('M') => (n[..n.len() - 1].to_owned(), 20),
        n if n.ends_with('G') => (n[..n.len() - 1].to_owned(), 30),
        n => (n.to_owned(), 0),
    };
    let n: u64 = digits.trim().parse().map_err(|_| format!("{s:?} is not a size such as 500K, 64M or 2G"))?;
    n.checked_mul(1 << shift).ok_or_else(|| format!("{s:?} is too large"))
}

/// Reads `text=body,title=headline`.
pub(crate) fn fields(s: &str) -> Result<relata_read::Fields, String> {
    let mut fields = relata_read::Fields::default();
    for pair in s.split(',') {
        let (name, field) =
            pair.split_once('=').ok_or_else(|| format!("{pair:?} is not of the form text=body"))?;
        let slot = match name.trim() {
            "text" => &mut fields.text,
            "title" => &mut fields.title,
            "url" => &mut fields.url,
            "date" => &mut fields.date,
            "author" => &mut fields.author,
            "publisher" => &mut fields.publisher,
            other => {
                return Err(format!("{other:?} is none of text, title, url, date, author, publisher"));
            }
        };
        *slot = field.trim().to_owned();
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_cover_days_months_and_years() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(published("2023-12"), Ok((day(2023, 12, 1), day(2024, 1, 1))));
        assert_eq!(published("2024-02-29"), Ok((day(2024, 2, 29), day(2024, 3, 1))));
        assert_eq!(published("2023"), Ok((day(2023, 1, 1), day(2024, 1, 1))));
        assert!(published("2023-02-29").is_err());
        assert!(published("last year").is_err());
        assert!(published("9999").is_err());
    }

    #[test]
    fn names_are_read_and_what_is_none_is_told_them_all() {
        assert_eq!(event_kind("assault"), Ok(EventKind::Assault));
        assert_eq!(proposal_kind("commitment"), Ok(ProposalKind::Commitment));
        assert_eq!(status("kept"), Ok(Status::Kept));
        assert!(modality("certain").unwrap_err().contains("actual, planned, hypothetical"));
    }

    #[test]
    fn stretches_run_forwards() {
        assert_eq!(span("120..140"), Ok((120, 140)));
        assert!(span("140..120").is_err() && span("5").is_err() && span("a..b").is_err());
    }

    #[test]
    fn sizes_have_letters() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("2gb"), Ok(2 << 30));
        assert_eq!(size("17"), Ok(17));
        assert!(size("M").is_err());
        assert!(size("99999999999G").is_err());
    }

    #[test]
    fn fields_are_mapped_by_name() {
        assert_eq!(fields("text=body,title=headline").unwrap().text, "body");
        assert!(fields("body").is_err());
        assert!(fields("body=text").is_err());
    }
}
