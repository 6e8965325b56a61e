use super::*;

const HEADLINE: &str = "Harbour council votes to widen the eastern channel";

/// A copy of an invented news page: menu, article, prompts, other stories, footer.
const PAGE: &[(&str, bool)] = &[
    ("Skip to main content", true),
    ("Menu", true),
    ("Home", true),
    ("World", true),
    ("Politics", true),
    ("Business", true),
    ("Sign In", true),
    ("Subscribe", true),
    (HEADLINE, false),
    (
        "The council of Port Ellery voted on Tuesday to widen the eastern channel, after two years of argument over \
         what the work would cost and who should pay for it.",
        false,
    ),
    (
        "Seven members were for the plan and four against. The harbour office expects the dredging to take eighteen \
         months and to cost 42 million, of which the province has promised a third.",
        false,
    ),
    ("Advertisement", true),
    (
        "Fishing crews had asked the council to wait for a study of the spawning grounds. The study is due in the \
         autumn, and the office says that no work will begin before it is published.",
        false,
    ),
    (
        "The shipping association called the vote overdue. It says that larger vessels have passed the port by since \
         the last survey, and that wages on the quays have fallen with the traffic.",
        false,
    ),
    ("Share this article", true),
    ("Facebook", true),
    ("Twitter", true),
    ("Related Stories", true),
    ("Ferry fares to rise in the spring", true),
    ("Storm closes coastal road for a third day", true),
    ("Sign up for our newsletter", true),
    ("Enter your email", true),
    ("About Us", true),
    ("Contact Us", true),
    ("Privacy Policy", true),
    ("Terms of Use", true),
    ("© 2024 Port Ellery Courier. All rights reserved.", true),
];

fn given<'a>(lines: &[&'a str]) -> Vec<Line<'a>> {
    lines.iter().map(|text| Line { text, gap: false }).collect()
}

#[test]
fn the_model_fits_its_features() {
    assert!(MODEL.is_some());
}

#[test]
fn a_copied_page_keeps_its_article_and_loses_its_menus() {
    let lines: Vec<&str> = PAGE.iter().map(|(line, _)| *line).collect();
    let found = furniture(&given(&lines));
    let wrong: Vec<&str> =
        PAGE.iter().zip(&found).filter(|((_, is), f)| *is != f.is_some()).map(|((l, _), _)| *l).collect();
    // A headline looks like those of other stories; the reader of plain text, which knows the text
    // below it, gives it back.
    assert!(wrong.iter().all(|line| *line == HEADLINE), "{wrong:?}");
    let reason = |line: &str| found[lines.iter().position(|l| *l == line).unwrap()];
    assert_eq!(reason("Menu"), Some("navigation"));
    assert_eq!(reason("Advertisement"), Some("advert"));
    assert_eq!(reason("Share this article"), Some("share bar"));
    assert_eq!(reason("Sign up for our newsletter"), Some("sign-up prompt"));
    assert_eq!(reason("© 2024 Port Ellery Courier. All rights reserved."), Some("footer"));
}

#[test]
fn a_text_that_is_no_page_keeps_every_line() {
    let letter = [
        "Dear Ms Anders,",
        "Thank you for your letter of 4 May about the mill road.",
        "The bridge will be shut from June, and buses will turn at the chapel.",
        "Please write again if the diversion gives you trouble.",
        "Yours sincerely,",
        "The roads office",
    ];
    let poem = [
        "The kettle hums, the window greys,",
        "A cart goes down the hill,",
        "And someone counts the market days",
        "Beside the silent mill.",
    ];
    let spanish = [
        "El ayuntamiento aprobó el martes la ampliación del puerto.",
        "La obra costará 42 millones y durará dieciocho meses, según la autoridad portuaria.",
        "Los pescadores pidieron que se esperara al informe sobre las zonas de cría.",
    ];
    let items = ["Packing list", "two ropes", "lamp oil", "a sound pair of boots", "matches in a tin"];
    for text in [&letter[..], &poem[..], &spanish[..], &items[..]] {
        assert_eq!(furniture(&given(text)), vec![None; text.len()]);
    }
}

#[test]
fn odd_input_is_no_trouble() {
    assert_eq!(furniture(&[]), []);
    assert_eq!(furniture(&given(&["", "  ", "***", "\u{1F600}"])), [None; 4]);
    let long = "word ".repeat(200_000);
    assert_eq!(furniture(&given(&[&long])).len(), 1);
}

#[test]
fn rows_have_a_number_for_each_name_and_all_are_finite() {
    let lines = given(&PAGE.iter().map(|(line, _)| *line).collect::<Vec<_>>());
    let names = names();
    for row in rows(&lines) {
        assert_eq!(row.len(), names.len());
        assert!(row.iter().all(|v| v.is_finite()));
    }
}
