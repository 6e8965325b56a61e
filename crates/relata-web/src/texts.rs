//! What the pages say, in each language: one file each, `key = text`, in which `{}` stands for a value.

use relata_rows::{Reason, Why};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The texts of one language.
#[derive(Debug)]
pub struct Texts {
    /// Its code (ISO 639-1).
    pub code: &'static str,
    all: BTreeMap<&'static str, &'static str>,
    /// The wordings of reasons, by their keys; English has its own ([`Why::english`]).
    why: BTreeMap<&'static str, &'static str>,
}

/// How keys of wordings of reasons begin.
const WHY: &str = "why.";

static ALL: LazyLock<[Texts; 2]> = LazyLock::new(|| {
    [("en", include_str!("../texts/en.txt")), ("es", include_str!("../texts/es.txt"))].map(|(code, file)| {
        let (why, all) = lines(file).partition(|(key, _)| key.starts_with(WHY));
        let why: BTreeMap<_, _> = why;
        Texts { code, all, why: why.into_iter().map(|(key, text)| (&key[WHY.len()..], text)).collect() }
    })
});

/// The keys and texts of a file; empty lines and those that begin with `#` say nothing.
fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('=')).map(|(key, text)| (key.trim(), text.trim()))
}

impl Texts {
    /// Those of a language, by its code.
    pub fn of(code: &str) -> Option<&'static Texts> {
        ALL.iter().find(|texts| texts.code == code)
    }

    /// Those of the first language of an `Accept-Language` header (RFC 9110, section 12.5.4) that there are texts in;
    /// English where there is none. Languages stand there in the order of preference, but for rare ones with weights.
    pub fn accepted(header: &str) -> &'static Texts {
        let mut wanted: Vec<(f32, &str)> = header
            .split(',')
            .map(|part| {
                let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
                let code = tag.trim().split('-').next().unwrap_or_default();
                (weight.trim().parse().unwrap_or(0.0), code)
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.into_iter().find_map(|(_, code)| Texts::of(code)).unwrap_or(&ALL[0])
    }

    /// The text with this key; the key where there is none, which a test keeps from happening.
    pub fn get<'k>(&self, key: &'k str) -> &'k str {
        self.all.get(key).copied().unwrap_or(key)
    }

    /// A text with a value in the place of `{}`.
    pub fn with(&self, key: &str, value: &str) -> String {
        self.get(key).replacen("{}", value, 1)
    }

    /// A reason in this language.
    pub fn reason(&self, reason: &Reason) -> String {
        if self.code == "en" {
            return reason.to_string();
        }
        let wording = |why: Why| self.why.get(why.key()).copied().unwrap_or_else(|| why.english());
        // Spanish has the marks of English numbers the other way round.
        let turned = |c: char| match c {
            ',' => '.',
            '.' => ',',
            c => c,
        };
        reason.worded(&wording, &|n| n.chars().map(turned).collect())
    }

    /// A whole number with its thousands parted as the language does.
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mark = if self.code == "es" { '.' } else { ',' };
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(c);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::Arg;
    use std::collections::BTreeSet;

    #[test]
    fn all_languages_say_the_same_with_the_same_values() {
        let [en, es] = &*ALL;
        let keys = |t: &Texts| t.all.keys().copied().collect::<BTreeSet<_>>();
        assert_eq!(keys(en), keys(es));
        for (key, text) in &en.all {
            assert_eq!(text.matches("{}").count(), es.all[key].matches("{}").count(), "{key}");
            assert!(!text.is_empty() && !es.all[key].is_empty(), "{key}");
        }
        for file in [include_str!("../texts/en.txt"), include_str!("../texts/es.txt")] {
            let own = lines(file).filter(|(key, _)| !key.starts_with(WHY));
            assert_eq!(own.count(), en.all.len(), "a key stands twice");
        }
    }

    #[test]
    fn every_reason_has_a_wording_with_the_same_values() {
        let es = &ALL[1];
        let known: BTreeSet<_> = Why::ALL.iter().map(|why| why.key()).collect();
        assert_eq!(es.why.keys().copied().collect::<BTreeSet<_>>(), known);
        for why in Why::ALL {
            let [one, other] = [why.english(), es.why[why.key()]].map(|text| text.matches("{}").count());
            assert_eq!(one, other, "{}", why.key());
        }
    }

    #[test]
    fn a_reason_is_told_in_the_language_of_the_page() {
        let number = |n: &str| Why::Words.of([Arg::Number(n.to_owned())]);
        let met = Why::Meet.of([number("2,475,669"), Why::AtLeast.of([Arg::Number("1.5".to_owned())])]);
        let reason = Why::Also.of([met, Why::BothRest.of(["La Costa, S.A."])]);
        let es = Texts::of("es").unwrap();
        let expected = "2.475.669 y al menos 1,5 coinciden; ambas se apoyan en La Costa, S.A.";
        assert_eq!(es.reason(&reason), expected);
        assert_eq!(Texts::of("en").unwrap().reason(&reason), reason.to_string());
    }

    #[test]
    fn every_text_that_a_template_asks_for_is_there() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut asked = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let template = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for call in ["page.t(\"", "page.with(\"", "page.count(\""] {
                let keys = template.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                asked.extend(keys.map(str::to_owned));
            }
        }
        assert!(asked.len() > 20);
        let missing: Vec<_> = asked.iter().filter(|key| !ALL[0].all.contains_key(key.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_language_is_the_first_that_is_accepted() {
        let code = |header| Texts::accepted(header).code;
        assert_eq!(code("es-MX,es;q=0.9,en;q=0.8"), "es");
        assert_eq!(code("fr, en;q=0.5, es;q=0.7"), "es");
        assert_eq!(code("de"), "en");
        assert_eq!(code(""), "en");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(
            ["en", "es"].map(|code| Texts::of(code).unwrap().number(1234567)),
            ["1,234,567", "1.234.567"]
        );
        assert_eq!(Texts::of("en").unwrap().number(12), "12");
    }
}
