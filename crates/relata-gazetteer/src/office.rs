//! Titles by one name: "Secretary of Foreign Affairs" of Mexico and "Foreign Secretary" of the United Kingdom are
//! both "foreign minister".
//!
//! A title is read in this order: its whole is looked up in `data/en/offices.txt`; else a country before or behind it
//! ("Mexican ...", "... of Mexico") is taken off, a state, province, city or host of an ambassador is set apart, and
//! what is left is looked up. A title that is not in the table is its own office.

use crate::fold::{fold, key};
use crate::list::List;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Post {
    /// Its one name.
    pub(crate) office: String,
    /// The country whose office it is.
    pub(crate) country: Option<String>,
    /// What it is for or sent to: id, else folded name.
    pub(crate) of: Option<String>,
}

/// Forms of titles: to the office, by where that holds (`""` everywhere, a country, or `of` with a region or host).
static TABLE: LazyLock<HashMap<String, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<(&str, &str)>> = HashMap::new();
    for line in include_str!("../data/en/offices.txt").lines().filter(|l| !l.starts_with('#')) {
        let (office, titles) = line.split_once('|').unwrap_or((line, ""));
        let office = office.trim();
        let own = std::iter::once(office);
        for title in own.chain(titles.split(';').map(str::trim)).filter(|t| !t.is_empty()) {
            let (place, title) = match title.strip_prefix('@') {
                Some(rest) => rest.split_once(' ').unwrap_or(("", rest)),
                None => ("", title),
            };
            table.entry(turned(&key(title))).or_default().push((place, office));
        }
    }
    table
});

/// Words before "minister" and "secretary" that are no field: "prime minister" has no "minister of prime".
const RANKS: [&str; 13] = [
    "prime",
    "deputy",
    "vice",
    "first",
    "chief",
    "assistant",
    "under",
    "cabinet",
    "press",
    "private",
    "general",
    "permanent",
    "parliamentary",
];

/// A folded title with its field behind: "minister of finance" of "finance minister" and "minister for finance".
fn turned(title: &str) -> String {
    let title = title.replace(" for ", " of ");
    for rank in ["minister", "secretary"] {
        if let Some(field) = title.strip_suffix(rank).map(str::trim_end)
            && !field.is_empty()
            && !field.split(' ').any(|w| RANKS.contains(&w) || w == "minister" || w == "of")
        {
            return format!("{rank} of {field}");
        }
    }
    title
}

/// The office that a folded title means there, where the table has it.
fn listed(title: &str, place: &str) -> Option<&'static str> {
    let senses = TABLE.get(&turned(title))?;
    let at = |p: &str| senses.iter().find(|(place, _)| *place == p).map(|(_, office)| *office);
    if place == "of" { at("of") } else { at(place).or_else(|| at("")) }
}

impl Post {
    /// Reads a title of a country, if it is of one. `places` has the names of countries and regions.
    pub(crate) fn read(title: &str, country: Option<&str>, places: &List) -> Post {
        let mut country = country.map(str::to_owned);
        let mut words: Vec<&str> = title.split_whitespace().collect();
        while words.first().is_some_and(|w| matches!(fold(w).as_str(), "the" | "acting" | "interim")) {
            words.remove(0);
        }
        // "Mexican foreign minister", "New Mexico governor": the longest name in front.
        let mut of = None;
        for n in (1..words.len().min(5)).rev() {
            let head = words[..n].join(" ");
            let head = head.trim_end_matches("'s").trim_end_matches("’s");
            if let Some(found) = places.country(head)
                && country.as_deref().is_none_or(|c| found.entry.country.as_deref() == Some(c))
            {
                country = country.or_else(|| found.entry.country.clone());
                words.drain(..n);
                break;
            }
            if let Some(region) = places.region(head)
                && country.as_ref().is_none_or(|c| region.country.as_ref() == Some(c))
            {
                country = region.country.clone();
                of = Some(region.id.clone());
                words.drain(..n);
                break;
            }
        }
        let plain = key(&words.join(" "));
        if of.is_none()
            && let Some(office) = listed(&plain, country.as_deref().unwrap_or(""))
        {
            return Post { office: office.to_owned(), country, of };
        }
        let mut office = plain;
        if of.is_none() {
            for n in 1..words.len() {
                let rest = words[n + 1..].join(" ");
                if rest.is_empty() || !matches!(words[n], "of" | "to" | "in" | "for" | "from") {
                    continue;
                }
                let head = key(&words[..n].join(" "));
                if matches!(
                    head.as_str(),
                    "ambassador" | "envoy" | "mayor" | "high commissioner" | "consul general"
                ) {
                    let host = places.country(&rest).map(|c| c.entry.id.clone());
                    of = Some(host.filter(|_| head != "mayor").unwrap_or_else(|| key(&rest)));
                } else if let Some(region) = places.region(&rest)
                    && country.as_ref().is_none_or(|c| region.country.as_ref() == Some(c))
                    && (country.is_some() || places.country(&rest).is_none())
                {
                    country = region.country.clone();
                    of = Some(region.id.clone());
                } else if let Some(found) = places.country(&rest) {
                    let own = found.entry.country.clone();
                    if country.is_none() || country == own {
                        country = own;
                    } else {
                        // A territory: "governor of Puerto Rico" is an office of the United States.
                        of = Some(found.entry.id.clone());
                    }
                } else {
                    continue;
                }
                office = head;
                break;
            }
        }
        let place = if of.is_some() { "of" } else { country.as_deref().unwrap_or("") };
        let office = listed(&office, place).map_or_else(|| turned(&office), str::to_owned);
        Post { office, country, of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::BUILT_IN;

    fn read(title: &str, country: Option<&str>) -> (String, Option<String>, Option<String>) {
        let post = Post::read(title, country, &BUILT_IN);
        (post.office, post.country, post.of)
    }

    fn office(title: &str, country: &str) -> String {
        read(title, Some(country)).0
    }

    #[test]
    fn one_office_has_one_name() {
        for (title, country) in [
            ("Secretary of Foreign Affairs", "MX"),
            ("foreign secretary", "MX"),
            ("Foreign Secretary", "GB"),
            ("Secretary of State for Foreign and Commonwealth Affairs", "GB"),
            ("Secretary of State", "US"),
            ("U.S. Secretary of State", "US"),
            ("Minister for Foreign Affairs", "SE"),
            ("foreign affairs minister", "CA"),
        ] {
            assert_eq!(office(title, country), "foreign minister", "{title} of {country}");
        }
        for (title, country) in [
            ("Treasury Secretary", "US"),
            ("Secretary of the Treasury", "US"),
            ("Chancellor of the Exchequer", "GB"),
            ("Secretary of Finance and Public Credit", "MX"),
            ("finance minister", "CA"),
        ] {
            assert_eq!(office(title, country), "finance minister", "{title} of {country}");
        }
        assert_eq!(office("Chancellor", "DE"), "prime minister");
        assert_eq!(office("Interior Secretary", "US"), "interior secretary");
        assert_eq!(office("Secretary of the Interior", "MX"), "interior minister");
        assert_eq!(office("railways minister", "CN"), office("Minister of Railways", "CN"));
        assert_eq!(office("deputy prime minister", "CA"), "deputy prime minister");
        assert_eq!(office("Deputy Secretary of State", "US"), "deputy secretary of state");
    }

    #[test]
    fn a_title_may_name_its_country_or_region() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(read("Mexican foreign minister", None), ("foreign minister".into(), some("MX"), None));
        assert_eq!(read("President of Mexico", None), ("president".into(), some("MX"), None));
        assert_eq!(read("governor of Texas", None), ("governor".into(), some("US"), some("iso:US-TX")));
        assert_eq!(read("New Mexico governor", None), ("governor".into(), some("US"), some("iso:US-NM")));
        assert_eq!(read("Governor of Georgia", Some("US")).2, some("iso:US-GA"));
        assert_eq!(read("President of Georgia", None), ("president".into(), some("GE"), None));
        assert_eq!(
            read("Governor of Puerto Rico", Some("US")),
            ("governor".into(), some("US"), some("iso:PR"))
        );
        let envoy = ("ambassador".into(), some("US"), some("iso:MX"));
        assert_eq!(read("U.S. Ambassador to Mexico", None), envoy);
        // A state's secretary is no foreign minister.
        assert_eq!(office("Secretary of State of Georgia", "US"), "secretary of state");
        assert_eq!(office("Governor of the Bank of Mexico", "MX"), "central bank governor");
    }
}
