//! Codes by which other programs know events and countries, from the tables in `data/en`.

use relata_gazetteer::Gazetteer;
use relata_rows::{Actor, EventKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What other programs know of a category or mode of events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Code {
    /// Of conflict (-10) and cooperation (10), by PLOVER.
    pub score: f64,
    /// Three digits of CAMEO; the first two are its root.
    pub cameo: &'static str,
}

static CODES: LazyLock<BTreeMap<&str, Code>> = LazyLock::new(|| {
    let code = |line: &'static str| {
        let mut parts = line.split('|').map(str::trim);
        let (name, score, cameo) = (parts.next()?, parts.next()?, parts.next()?);
        Some((name, Code { score: score.parse().ok()?, cameo }))
    };
    lines(include_str!("../data/en/plover.txt")).filter_map(code).collect()
});

static ALPHA_3: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    lines(include_str!("../data/en/iso3166.txt")).filter_map(|l| l.split_once(' ')).collect()
});

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The code of a category in a mode; of a mode that the table lacks, that of the category.
pub(crate) fn code(kind: EventKind, mode: Option<&str>) -> Code {
    let of_mode = mode.and_then(|mode| CODES.get(format!("{} {mode}", kind.name()).as_str()));
    of_mode.or_else(|| CODES.get(kind.name())).copied().unwrap_or(Code { score: 0.0, cameo: "" })
}

/// ISO 3166-1 of three letters for one of two.
pub(crate) fn alpha_3(alpha_2: &str) -> Option<&'static str> {
    ALPHA_3.get(alpha_2).copied()
}

/// What other programs are told of an actor of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub name: String,
    /// ISO 3166-1 of three letters: of the country that it is or belongs to.
    pub country: Option<&'static str>,
    pub is_country: bool,
    pub wikidata: Option<String>,
}

/// The actors, by id.
pub(crate) fn known(actors: &[Actor], gazetteer: &Gazetteer) -> BTreeMap<String, Known> {
    let one = |a: &Actor| {
        let of = |scheme: &str| a.external.iter().find(|(s, _)| s == scheme).map(|(_, id)| id.clone());
        let own = of("iso");
        let named = || gazetteer.country(a.country.as_deref()?)?.entry.country.clone();
        let alpha_2 = own.clone().or_else(named);
        let known = Known {
            name: a.name.clone(),
            country: alpha_2.and_then(|code| alpha_3(code.split('-').next().unwrap_or_default())),
            is_country: own.is_some_and(|code| !code.contains('-')),
            wikidata: of("wikidata"),
        };
        (a.id.clone(), known)
    };
    actors.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_a_score_on_its_side_and_a_code() {
        for kind in EventKind::ALL {
            let Code { score, cameo } = code(kind, None);
            // Requests are held for neither by the manual.
            if kind != EventKind::Request {
                assert_eq!(score > 0.0, kind.quad().is_cooperation(), "{kind:?}");
            }
            assert!(cameo.len() == 3 && cameo.bytes().all(|b| b.is_ascii_digit()), "{kind:?}");
        }
        let lines = lines(include_str!("../data/en/plover.txt")).count();
        assert_eq!(CODES.len(), lines, "every line is understood, none is there twice");
        assert!(CODES.keys().all(|name| EventKind::parse(name.split(' ').next().unwrap()).is_some()));
    }

    #[test]
    fn modes_have_scores_of_their_own_and_others_those_of_their_category() {
        // Manual, table of scores; CAMEO 193: fight with small arms.
        assert_eq!(code(EventKind::Assault, Some("firearms")), Code { score: -9.0, cameo: "193" });
        assert_eq!(code(EventKind::Consult, Some("phone")), Code { score: 1.5, cameo: "041" });
        assert_eq!(code(EventKind::Aid, Some("unheard")), code(EventKind::Aid, None));
    }

    #[test]
    fn countries_have_three_letters() {
        assert_eq!(alpha_3("NA"), Some("NAM"));
        assert_eq!(alpha_3("UK"), None);
        assert!(ALPHA_3.iter().all(|(two, three)| two.len() == 2 && three.len() == 3));
    }
}
