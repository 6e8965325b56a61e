//! Facts that anybody can check, asked of the built-in list through its public interface.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use relata_gazetteer::{Basis, Gazetteer};
use relata_rows::ActorKind;

fn ids<'e>(entries: impl IntoIterator<Item = &'e relata_gazetteer::Entry>) -> Vec<&'e str> {
    entries.into_iter().map(|e| e.id.as_str()).collect()
}

fn country(word: &str) -> Option<(String, bool)> {
    let g = Gazetteer::built_in();
    g.country(word).map(|c| (c.entry.country.clone().unwrap(), c.demonym))
}

fn holders(title: &str, country: &str, day: Date) -> Vec<String> {
    let g = Gazetteer::built_in();
    let country = Some(country).filter(|c| !c.is_empty());
    g.holders(title, country, day).iter().map(|h| h.person.name.clone()).collect()
}

#[test]
fn countries_by_name_and_demonym() {
    for (word, code, demonym) in [
        ("Mexico", "MX", false),
        ("MEXICO", "MX", false),
        ("México", "MX", false),
        ("United Mexican States", "MX", false),
        ("Mexican", "MX", true),
        ("the United States", "US", false),
        ("U.S.", "US", false),
        ("US", "US", false),
        ("Americans", "US", true),
        ("Türkiye", "TR", false),
        ("Côte d’Ivoire", "CI", false),
        ("Nigerien", "NE", true),
        ("Nigerian", "NG", true),
        ("South Korean", "KR", true),
        ("DPRK", "KP", false),
        ("Soviet", "SUHH", true),
        ("Kosovo", "XK", false),
    ] {
        assert_eq!(country(word), Some((code.to_owned(), demonym)), "{word}");
    }
    for word in ["us", "New Mexico", "Scotland", "Mexica", "African", ""] {
        assert_eq!(country(word), None, "{word}");
    }
}

#[test]
fn names_that_several_bear() {
    let g = Gazetteer::built_in();
    // Georgia twice: a country and a state.
    let georgia = ids(g.named("Georgia"));
    assert_eq!(georgia, ["iso:GE", "iso:US-GA"]);
    assert_eq!(g.region("Georgia").unwrap().country.as_deref(), Some("US"));
    // Congo twice: no single country, but both.
    let congo = g.countries("Congo").into_iter().map(|c| c.entry);
    assert_eq!(ids(congo), ["iso:CD", "iso:CG"]);
    assert_eq!(country("Congo"), None);
    assert_eq!(country("DR Congo").unwrap().0, "CD");
    assert_eq!(country("Congo-Brazzaville").unwrap().0, "CG");
    // Guinea thrice, and Papua New Guinea: each by its own name alone.
    for (name, code) in
        [("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("Equatorial Guinea", "GQ"), ("Papua New Guinea", "PG")]
    {
        assert_eq!(country(name).unwrap().0, code);
    }
    // A party of this name is in several countries.
    let labour = g.named("Labour Party");
    assert!(labour.iter().any(|e| e.country.as_deref() == Some("GB")), "{labour:?}");
    assert!(labour.iter().any(|e| e.country.as_deref() == Some("NZ")), "{labour:?}");
}

#[test]
fn regions_are_never_the_country_whose_name_they_hold() {
    let g = Gazetteer::built_in();
    let new_mexico = g.region("New Mexico").unwrap();
    assert_eq!((new_mexico.id.as_str(), new_mexico.parent.as_deref()), ("iso:US-NM", Some("iso:US")));
    assert_eq!(ids(g.named("New Mexico")), ["iso:US-NM"]);
    assert_eq!(g.region("N.M.").unwrap().id, "iso:US-NM");
    assert!(g.region("Mexico").is_none());
    assert_eq!(g.region("Estado de Mexico").unwrap().id, "iso:MX-MEX");
    assert_eq!(g.region("Nuevo Leon").unwrap().country.as_deref(), Some("MX"));
    assert_eq!(g.region("Québec").unwrap().id, "iso:CA-QC");
    assert_eq!(g.region("Scotland").unwrap().country.as_deref(), Some("GB"));
    assert_eq!(g.region("Miss.").unwrap().id, "iso:US-MS");
    assert!(g.named("Miss").is_empty() && g.region("in").is_none());
    assert_eq!(g.region("IN").unwrap().id, "iso:US-IN");
}

#[test]
fn capitals_and_what_stands_for_a_body() {
    let g = Gazetteer::built_in();
    for (city, code) in
        [("Ottawa", "CA"), ("Bogotá", "CO"), ("La Paz", "BO"), ("Sucre", "BO"), ("Kiev", "UA")]
    {
        assert_eq!(g.capital(city).unwrap().country.as_deref(), Some(code), "{city}");
    }
    assert!(g.capital("Toronto").is_none());
    for (word, body) in [
        ("the Pentagon", "relata:us-defense"),
        ("Foggy Bottom", "relata:us-state"),
        ("the White House", "relata:us-presidency"),
        ("The Kremlin", "relata:ru-presidency"),
        ("Downing Street", "relata:gb-pmo"),
        ("the Élysée", "relata:fr-presidency"),
        ("Los Pinos", "relata:mx-presidency"),
        ("Washington", "relata:US-government"),
        ("Beijing", "relata:CN-government"),
    ] {
        assert_eq!(ids(g.metonym(word)), [body], "{word}");
    }
    assert_eq!(ids(g.metonym("Brussels")), ["relata:BE-government", "wikidata:Q458"]);
    assert!(g.metonym("Toronto").is_empty());
    assert_eq!(ids(g.named("the Mexican government")), ["relata:MX-government"]);
    assert_eq!(ids(g.named("Government of the United States")), ["relata:US-government"]);
}

#[test]
fn short_forms_keep_their_capitals() {
    let g = Gazetteer::built_in();
    assert_eq!(ids(g.acronym("SRE")), ["relata:mx-sre"]);
    assert_eq!(ids(g.acronym("C.D.C.")), ["relata:us-cdc"]);
    let who = g.acronym("WHO");
    assert!(who.iter().any(|e| e.name.starts_with("World Health Organi")), "{who:?}");
    assert!(g.named("who").is_empty() && g.named("Who").is_empty() && g.named("ice").is_empty());
    assert_eq!(ids(g.acronym("Nato")), ids(g.acronym("NATO")));
    assert_eq!(g.acronym("NATO").len(), 1);
    assert_eq!(ids(g.named("AMLO")), ids(g.named("Andres Manuel Lopez Obrador")));
    assert_eq!(g.named("AMLO")[0].kind, ActorKind::Person);
}

#[test]
fn presidents_on_the_day_of_change() {
    for day in [date(1963, 11, 22), date(1974, 8, 9), date(2009, 1, 20), date(2017, 1, 20), date(2021, 1, 20)]
    {
        let both = holders("President", "US", day);
        assert_eq!(both.len(), 2, "{day}: {both:?}");
        let before = holders("President", "US", day.yesterday().unwrap());
        let after = holders("President", "US", day.tomorrow().unwrap());
        assert_eq!((before, after), (vec![both[0].clone()], vec![both[1].clone()]), "{day}");
    }
    assert_eq!(holders("president", "US", date(2021, 1, 19)), ["Donald Trump"]);
    assert_eq!(holders("U.S. President", "", date(2021, 1, 21)), ["Joe Biden"]);
    assert_eq!(holders("president", "MX", date(2018, 11, 30)), ["Enrique Peña Nieto"]);
    assert_eq!(holders("president of Mexico", "", date(2018, 12, 2)), ["Andrés Manuel López Obrador"]);
    assert_eq!(holders("vice president", "US", date(2010, 6, 1)), ["Joe Biden"]);
}

#[test]
fn other_offices_by_any_of_their_titles() {
    let spring = date(2012, 5, 1);
    assert_eq!(holders("secretary of state", "US", spring), ["Hillary Clinton"]);
    assert_eq!(holders("foreign minister", "US", spring), ["Hillary Clinton"]);
    assert_eq!(holders("secretary of foreign affairs", "MX", spring), ["Patricia Espinosa"]);
    assert_eq!(holders("Mexican foreign minister", "", spring), ["Patricia Espinosa"]);
    assert_eq!(holders("treasury secretary", "US", spring), ["Timothy Geithner"]);
    assert_eq!(holders("governor of Texas", "US", spring), ["Rick Perry"]);
    assert_eq!(holders("Texas governor", "", spring), ["Rick Perry"]);
    assert_eq!(holders("governor of New Mexico", "US", spring), ["Susana Martinez"]);
    assert_eq!(holders("UN Secretary-General", "", spring), ["Ban Ki-moon"]);
    assert_eq!(holders("prime minister", "CA", spring), ["Stephen Harper"]);
    assert_eq!(holders("U.S. ambassador to Mexico", "", date(2022, 3, 1)), ["Ken Salazar"]);
    assert_eq!(holders("German chancellor", "", date(2022, 3, 1)), ["Olaf Scholz"]);
    assert_eq!(holders("leader", "GB", date(1985, 1, 1)), ["Margaret Thatcher"]);
    let texans = holders("senator from Texas", "US", date(2015, 5, 1));
    assert_eq!(texans, ["John Cornyn", "Ted Cruz"]);
    assert!(holders("governor", "US", spring).is_empty(), "no region, no holder");
}

#[test]
fn where_a_source_ends_so_does_the_answer() {
    let g = Gazetteer::built_in();
    // Known from a source that ended in September 2022 with its holder in office, and from no other.
    assert_eq!(holders("prime minister", "CA", date(2022, 3, 1)), ["Justin Trudeau"]);
    assert!(holders("prime minister", "CA", date(2023, 3, 1)).is_empty());
    // Attested later by documents: from the first to the last, and no day more.
    let attested = g.holders("secretary of foreign affairs", Some("MX"), date(2023, 9, 1));
    assert_eq!((attested.len(), attested[0].basis), (1, Basis::Attested));
    assert!(holders("secretary of foreign affairs", "MX", date(2024, 6, 1)).is_empty());
    // Two of one year, of which the source has no days.
    let two = g.holders("prime minister", Some("IL"), date(2022, 3, 1));
    assert!(two.len() == 2 && two.iter().all(|h| !h.days), "{two:?}");
    assert!(g.holders("president", Some("MX"), date(2015, 1, 1))[0].days);
    let running = g.holders("foreign minister", Some("MX"), date(2021, 12, 1));
    assert_eq!((running.len(), running[0].basis), (1, Basis::Running));
    // Of a former member of Congress no dates are known: told by name, never for a day.
    let former = g.named("Paul Ryan")[0];
    assert!(g.held(&former.id).iter().any(|h| h.office == "representative" && h.basis == Basis::Undated));
    assert!(holders("representative", "US", date(2010, 1, 1)).is_empty());
}

#[test]
fn people_by_several_of_their_names() {
    let g = Gazetteer::built_in();
    for (a, b) in [
        ("Donald J. Trump", "Donald Trump"),
        ("John F. Kerry", "John Kerry"),
        ("Claudia Sheinbaum Pardo", "Claudia Sheinbaum"),
        ("Luis Videgaray", "Luis Videgaray Caso"),
        ("Bernie Sanders", "Bernard Sanders"),
    ] {
        assert_eq!(ids(g.named(a)), ids(g.named(b)), "{a}, {b}");
        assert_eq!(g.named(a).len(), 1, "{a}");
    }
    // The minister who was also a senator is one person, found by either id.
    let kerry = g.named("John Kerry")[0];
    assert_eq!(g.entry(&kerry.same[0]).unwrap().id, kerry.id);
    assert_eq!(kerry.country.as_deref(), Some("US"));
    // Father and son of one name are two.
    assert_eq!(g.named("Robert Menendez").len(), 2);
    // A surname alone is nobody's name.
    assert!(g.named("Brown").is_empty());
}

#[test]
fn a_list_of_ones_own_stands_beside_the_built_in() {
    let text = "name,type,aliases,country,id,office,from,to\n\
                Harbour Watch,organization,HW|Watch,Iceland,,,,\n\
                Jo Example,person,,IS,me:jo,foreign minister,2030-02,2031\n\
                Jo Example,person,J. Example,IS,me:jo,ambassador to Mexico,2032-01-01,\n";
    let list = Gazetteer::from_csv(text).unwrap();
    let g = Gazetteer::built_in().with(list.clone());
    assert_eq!(ids(g.acronym("HW")), ["user:organization-harbour-watch"]);
    assert_eq!(g.named("harbour watch")[0].country.as_deref(), Some("IS"));
    assert_eq!(g.holders("Icelandic foreign minister", None, date(2031, 12, 31))[0].person.id, "me:jo");
    assert!(g.holders("foreign minister", Some("IS"), date(2030, 1, 31)).is_empty());
    assert_eq!(g.holders("ambassador to Mexico", Some("IS"), date(2040, 1, 1))[0].basis, Basis::Stated);
    assert_eq!(g.held("me:jo").len(), 2);
    assert_eq!(g.country("Mexican").unwrap().entry.id, "iso:MX");
    // Alone it knows nothing else.
    let alone = Gazetteer::empty().with(list);
    assert!(alone.country("Mexico").is_none());
    assert_eq!(alone.named("Jo Example").len(), 1);
}

proptest! {
    /// Whatever is asked or given as a list, there is an answer.
    #[test]
    fn no_question_and_no_list_is_too_odd(text in any::<String>(), words in "([A-Z][a-z]{0,8}[ ,.\"|\n-]{1,2}){0,8}") {
        let g = Gazetteer::built_in();
        for text in [&text, &words] {
            g.named(text);
            g.metonym(text);
            g.capital(text);
            g.region(text);
            g.holders(text, None, date(2010, 1, 1));
            g.holders(&format!("President of {text}"), Some("US"), date(2010, 1, 1));
            // An error has a line of the text.
            let list = format!("name,type,country\n{text}");
            if let Err(error) = Gazetteer::from_csv(&list) {
                prop_assert!((1..=list.lines().count() + 1).contains(&error.line), "{error}");
            }
        }
    }
}
