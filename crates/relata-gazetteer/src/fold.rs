//! Names made comparable: one spelling for what papers spell in several ways.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters that no accent can be taken from, as papers without them print them.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        '&' => " and ",
        _ => return None,
    })
}

/// A name in small letters, without accents (NFKD, marks dropped), apostrophes and points; "&" is "and", "ø" is "o",
/// every other sign and run of spaces is one space. Folding twice changes nothing.
///
/// "São Tomé & Príncipe" is "sao tome and principe", "U.S." is "us", "Guinea-Bissau" is "guinea bissau".
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut space = false;
    let mut put = |c: char| {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(c);
        } else if !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '.')
            && (c.is_ascii() || !is_combining_mark(c))
        {
            space = true;
        }
    };
    let mut letter = |c: char| match plain(c) {
        Some(text) => text.chars().for_each(&mut put),
        None => put(c),
    };
    for c in name.chars() {
        if c.is_ascii() {
            letter(c.to_ascii_lowercase());
        } else if !matches!(c, '´' | '’' | '‘' | 'ʼ') {
            // Taken apart before and after: small letters of some capitals have marks of their own.
            std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd().for_each(&mut letter);
        }
    }
    out
}

/// What names are looked up by: folded, without "the"; an abbreviation of one word ("Miss.") keeps its point, so
/// that it is not the word without.
pub(crate) fn key(name: &str) -> String {
    let folded = fold(name);
    let name = name.trim();
    if name.ends_with('.') && letters(name).is_none() && !folded.contains(' ') {
        return folded + ".";
    }
    if !folded.contains("the") {
        return folded;
    }
    let words: Vec<&str> = folded.split(' ').filter(|w| *w != "the").collect();
    if words.is_empty() { folded } else { words.join(" ") }
}

/// A person's folded name without initials, suffixes ("Jr.") and nicknames in quotation marks: "thomas shannon" of
/// "Thomas A. Shannon, Jr.".
pub(crate) fn bare(name: &str) -> String {
    let folded = match name.contains('"') {
        true => fold(&name.split('"').step_by(2).collect::<Vec<_>>().join(" ")),
        false => fold(name),
    };
    let words = folded
        .split(' ')
        .filter(|w| w.chars().count() > 1 && !matches!(*w, "jr" | "sr" | "ii" | "iii" | "iv"))
        .collect::<Vec<_>>();
    words.join(" ")
}

/// The letters of a short form, points out: "US" of "U.S.", "DoD", "G7", "AFL-CIO". A short form is one word of at
/// least two capitals or digits, one letter among them, and fewer small letters than those.
pub(crate) fn letters(form: &str) -> Option<String> {
    let form = form.trim();
    let (mut large, mut small, mut letter) = (0, 0, false);
    for c in form.chars().filter(|c| *c != '.') {
        letter |= c.is_uppercase();
        if c.is_uppercase() || c.is_ascii_digit() {
            large += 1;
        } else if c.is_alphabetic() {
            small += 1;
        } else if !matches!(c, '-' | '/' | '&') {
            return None;
        }
    }
    (letter && large >= 2 && small < large).then(|| form.replace('.', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (a, b) in [
            ("Andrés Manuel López Obrador", "ANDRES MANUEL LOPEZ OBRADOR"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("U.S.A.", "USA"),
            ("Guinea-Bissau", "Guinea  Bissau"),
            ("Trinidad & Tobago", "Trinidad and Tobago"),
            ("Türkiye", "Turkiye"),
            ("Jonas Gahr Støre", "Jonas Gahr Store"),
            ("Lech Wałęsa", "LECH WALESA"),
            ("Washington, D.C.", "washington dc"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(fold("São Tomé & Príncipe"), "sao tome and principe");
        assert_eq!(fold(" … "), "");
    }

    #[test]
    fn keys_leave_the_article_and_keep_the_point_of_abbreviations() {
        assert_eq!(key("The Department of the Treasury"), key("Department of Treasury"));
        assert_ne!(key("Miss."), key("Miss"));
        assert_eq!(key("The The"), "the the");
        assert_eq!(bare("Thomas A. Shannon, Jr."), "thomas shannon");
        assert_eq!(bare(r#"Philip "Brave" Davis"#), "philip davis");
    }

    #[test]
    fn short_forms_are_told_by_their_capitals() {
        for (form, short) in
            [("U.S.", "US"), ("DoD", "DoD"), ("G7", "G7"), ("AFL-CIO", "AFL-CIO"), ("N.M.", "NM")]
        {
            assert_eq!(letters(form).as_deref(), Some(short));
        }
        for word in ["us", "Nato", "A.", "White House", "StatCan", "2021", "Guinea-Bissau", ""] {
            assert_eq!(letters(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in any::<String>()) {
            let once = fold(&name);
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn folded_names_have_single_spaces_and_no_capitals_of_ascii(name in any::<String>()) {
            let folded = fold(&name);
            prop_assert!(!folded.starts_with(' ') && !folded.ends_with(' ') && !folded.contains("  "));
            prop_assert!(!folded.chars().any(|c| c.is_ascii_uppercase()));
        }
    }
}
