use super::*;
use crate::Hints;
use proptest::prelude::*;

/// The blocks of a text as (kind, level, text).
fn blocks(text: &str) -> Vec<(BlockKind, u8, String)> {
    let draft = draft(text);
    draft.blocks.into_iter().map(|b| (b.kind, b.level, b.text)).collect()
}

fn draft(text: &str) -> Draft {
    let source = Source { path: "x.txt".into(), bytes: text.as_bytes().to_vec(), hints: Hints::default() };
    read(&source, &Limits::default()).unwrap()
}

fn texts(text: &str) -> Vec<String> {
    blocks(text).into_iter().map(|(_, _, text)| text).collect()
}

#[test]
fn wrapped_paragraphs_are_joined_and_cut_words_mended() {
    let text = "\
The harbour authority told the council that its earlier fore-
cast was an under-
statement, and that the long-
term cost of the works would be borne by the ports—
not by the towns.

A second paragraph begins here and it is also wrapped at about
the same width as the first one was.
";
    assert_eq!(
        texts(text),
        [
            "The harbour authority told the council that its earlier forecast was an understatement, and that the \
             long-term cost of the works would be borne by the ports—not by the towns.",
            "A second paragraph begins here and it is also wrapped at about the same width as the first one was."
        ]
    );
}

#[test]
fn lines_that_are_not_wrapped_stand_for_themselves() {
    let text = "Why the ferry stopped\n\nThe ferry stopped in May.\nNobody said why.\n\nPier Seven\nJuly 3\n";
    let draft = draft(text);
    assert_eq!(draft.claims.title.as_deref(), Some("Why the ferry stopped"));
    let texts: Vec<&str> = draft.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Why the ferry stopped", "The ferry stopped in May.", "Nobody said why.", "Pier Seven", "July 3"]
    );
    assert_eq!((draft.blocks[0].kind, draft.blocks[0].level), (BlockKind::Heading, 1));
}

#[test]
fn a_list_of_links_does_not_cut_the_sentence() {
    let text = "\
The survey of the northern ports found that the number of

small boats in the bays had fallen by a third, while the larger vessels

https://example.org/survey
https://example.org/ports
kept their berths for the whole of the season and paid the

fees that had been agreed with the towns.
";
    let blocks = blocks(text);
    assert_eq!(blocks.len(), 2);
    assert!(blocks[0].2.contains("the larger vessels kept their berths"), "{blocks:?}");
    assert_eq!(blocks[1].0, BlockKind::Furniture);
    assert_eq!(blocks[1].2, "https://example.org/survey\nhttps://example.org/ports");
}

#[test]
fn pages_have_heads_and_numbers_and_sentences_cross_them() {
    let page = |n: u32, body: &str| format!("Harbour Review, vol. {n}\n\n{body}\n\n{n}\n\x0C");
    let text =
        page(1, "The first page ends in the middle of a sentence that is about\nthe price of grain in the")
            + &page(2, "northern towns and about the price of coal in the southern\nones.")
            + &page(3, "A third page has a paragraph of its own, which is not joined\nto the others.");
    let draft = draft(&text);
    let body: Vec<&DraftBlock> = draft.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).collect();
    assert_eq!(body.len(), 2, "{draft:#?}");
    let joint = body[0].text.find("northern").unwrap();
    assert_eq!(body[0].page_starts, [(0, 1), (joint, 2)]);
    let furniture = draft.blocks.iter().filter(|b| b.kind == BlockKind::Furniture).count();
    // The head of the first page may be its title; the others and the numbers are furniture.
    assert!(furniture >= 5, "{draft:#?}");
}

#[test]
fn the_head_of_a_chapter_changes_and_its_page_number_counts() {
    let heads = ["Chapter 1: Piers 14", "Chapter 1: Piers 15", "Chapter 2: Lamps 16", "Chapter 3: Boats 17"];
    let bodies =
        ["The piers are old.", "They were built of stone.", "The lamps are new.", "There are 17 boats."];
    let pages: Vec<String> =
        heads.iter().zip(bodies).map(|(head, body)| format!("{head}\n\n{body}\n\n")).collect();
    let draft = draft(&pages.join("\x0C"));
    let kept: Vec<&str> =
        draft.blocks.iter().filter(|b| b.kind != BlockKind::Furniture).map(|b| b.text.as_str()).collect();
    assert_eq!(kept, bodies);
}

#[test]
fn lists_have_levels_and_lose_their_bullets() {
    let text = "\
The council asked for three things, and it asked for them in the
order of their cost:

1. A new pier, which is to be built of stone and finished before
the next winter comes.
• The stone comes from the quarry.
• The money comes from the port.
2. A lamp.
";
    let items: Vec<(BlockKind, u8, String)> = blocks(text).into_iter().skip(1).collect();
    let expected = [
        (1, "A new pier, which is to be built of stone and finished before the next winter comes."),
        (2, "The stone comes from the quarry."),
        (2, "The money comes from the port."),
        (1, "A lamp."),
    ];
    assert_eq!(items, expected.map(|(level, text)| (BlockKind::Item, level, text.to_owned())));
}

#[test]
fn numbers_that_do_not_count_stay() {
    let text = "\
The ferry ran until the sixth.

12. July was the day on which it stopped.

The rules of the pier:

(a) No fires.
(b) No dogs.

3. The lamp is lit at dusk.
4. The gate is shut at ten.
7. The keeper has the keys.
";
    let items: Vec<String> =
        blocks(text).into_iter().filter(|b| b.0 == BlockKind::Item).map(|(_, _, text)| text).collect();
    let expected = [
        "12. July was the day on which it stopped.",
        "(a) No fires.",
        "(b) No dogs.",
        "The lamp is lit at dusk.",
        "The gate is shut at ten.",
        "7. The keeper has the keys.",
    ];
    assert_eq!(items, expected);
}

#[test]
fn lines_of_unlike_lengths_are_not_wrapped() {
    let text = "\
Log in
or
register
Answer by the keeper
by Ana Vale on the third of the month
Answer to that
by Jo Roe

The pier is closed. It was closed last winter too, and nobody has said when it will be open again.
";
    assert_eq!(texts(text).len(), 8, "{:#?}", texts(text));
}

#[test]
fn notes_at_the_end_are_footnotes_where_the_text_refers_to_them() {
    let text = |sign: [&str; 2], note: [&str; 2]| {
        format!(
            "The pier was built in the year of the flood{} and it was paid for by the towns along the bay.\n\n\
             The lamp came later.{} It was a gift of the fishing crews, who had asked for one since the wreck.\n\n\
             Notes\n\n\
             {}Harbour office, yearly report, page 12.\n\
             {}Letter of the keeper to the council.\n",
            sign[0], sign[1], note[0], note[1]
        )
    };
    for (signs, labels) in [
        (["[1]", "[2]"], ["[1] ", "[2] "]),
        (["1", "2"], ["1 ", "2 "]),
        (["¹", "²"], ["1. ", "2. "]),
        (["¹", "²"], ["¹ ", "² "]),
    ] {
        let notes: Vec<String> = blocks(&text(signs, labels))
            .into_iter()
            .filter(|b| b.0 == BlockKind::Footnote)
            .map(|(_, _, text)| text)
            .collect();
        let expected = [
            format!("{}Harbour office, yearly report, page 12.", labels[0]),
            format!("{}Letter of the keeper to the council.", labels[1]),
        ];
        assert_eq!(notes, expected);
    }
    let list = text(["", ""], ["1. ", "2. "]);
    assert!(blocks(&list).iter().all(|b| b.0 != BlockKind::Footnote));
}

#[test]
fn wrapped_notes_are_parted_by_their_numbers() {
    let text = "\
The pier was built in the year of the flood [1] and it was paid for by
the towns along the bay, of which three were poor at the time and one
was rich.[2] The lamp came later and was a gift of the fishing crews.

[1] Harbour office, yearly report, page 12, and the letters that are
kept with it in the same box.
[2] Letter of the keeper to the council, in which he names the towns.
";
    let found: Vec<(BlockKind, u8, String)> = blocks(text);
    let notes: Vec<&str> =
        found.iter().filter(|b| b.0 == BlockKind::Footnote).map(|(_, _, text)| text.as_str()).collect();
    let expected = [
        "[1] Harbour office, yearly report, page 12, and the letters that are kept with it in the same box.",
        "[2] Letter of the keeper to the council, in which he names the towns.",
    ];
    assert_eq!(notes, expected, "{found:#?}");
}

#[test]
fn the_headline_of_a_copied_page_is_the_line_that_tells_of_the_text() {
    let text = "\
Skip to main content
Menu
World
Politics
Sign In
Ferry fares to rise
Harbour council votes to widen the channel
Share
Copy link
The council of Port Ellery voted on Tuesday to widen the eastern channel of the harbour, after two years of \
argument over what the work would cost and who should pay for it.
The harbour office expects the work on the channel to take eighteen months, and the council has asked for a \
study of the spawning grounds before any of it begins.
Subscribe
Privacy Policy
© 2031 Port Ellery Courier. All rights reserved.
";
    let draft = draft(text);
    assert_eq!(draft.claims.title.as_deref(), Some("Harbour council votes to widen the channel"));
    let body: Vec<BlockKind> =
        draft.blocks.iter().map(|b| b.kind).filter(|k| *k != BlockKind::Furniture).collect();
    assert_eq!(body, [BlockKind::Heading, BlockKind::Paragraph, BlockKind::Paragraph], "{draft:#?}");
}

#[test]
fn each_turn_of_a_transcript_is_a_paragraph() {
    let text = "\
THE CHAIR: The meeting is open, and the first question is about the
price of the new pier.
MR. VALE: It is too high. It was too high last year, and nobody has
asked the quarry for a better one.
Q    Who should ask?
MR. VALE: The port.
";
    let turns = texts(text);
    assert_eq!(turns.len(), 4, "{turns:#?}");
    assert!(turns[1].ends_with("for a better one."));
}

#[test]
fn aligned_columns_are_a_table() {
    let text = "\
Landed fish by port and year

Port           2019      2020
North Pier      410       388
South Pier    1,204     1,377
";
    let table = blocks(text).pop().unwrap();
    assert_eq!(table.0, BlockKind::Table);
    assert_eq!(table.2, "Port\t2019\t2020\nNorth Pier\t410\t388\nSouth Pier\t1,204\t1,377");
}

#[test]
fn quotations_stand_in_or_behind_marks() {
    let text = "\
The report of the harbour master put it in these words, which the
council then had printed:

     The pier is older than the town, and it will not
     stand another winter.

> A reader asked whether that was so, and nobody could give her
> an answer.
";
    let kinds: Vec<BlockKind> = blocks(text).into_iter().map(|(kind, _, _)| kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Quotation, BlockKind::Quotation]);
}

#[test]
fn origins_are_the_bytes_of_the_lines() {
    let text = "\u{feff}Olá\r\n\r\nA line\rAnother\n";
    let source = text.as_bytes();
    for block in draft(text).blocks {
        let Origin::Bytes { start, end } = block.origin else { panic!("bytes expected") };
        assert_eq!(&source[start..end], block.text.as_bytes());
    }
}

#[test]
fn large_and_odd_texts_take_linear_time() {
    let begun = std::time::Instant::now();
    assert_eq!(blocks(&"word ".repeat(1_000_000)).len(), 1);
    assert_eq!(blocks(&("\n".repeat(4_000_000) + "end")).len(), 1);
    assert_eq!(blocks(&"and a line of words of which one is cut-\n".repeat(30_000)).len(), 1);
    assert!(begun.elapsed().as_secs() < 20, "took {:?}", begun.elapsed());
}

/// What is left of a text without white space, hyphens and quotation marks of mail.
fn bare(text: &str) -> String {
    let removed =
        |c: &char| !(c.is_whitespace() || c.is_control() || "-‐>\u{feff}\u{200b}\u{ad}".contains(*c));
    text.chars().filter(removed).collect()
}

/// All of `part`, in order of characters, sorted: asides move, so order is not kept.
fn letters(text: impl Iterator<Item = String>) -> Vec<char> {
    let mut all: Vec<char> = text.flat_map(|t| bare(&t).chars().collect::<Vec<_>>()).collect();
    all.sort_unstable();
    all
}

proptest! {
    #[test]
    fn no_character_is_lost_or_doubled(
        lines in prop::collection::vec(
            prop_oneof![
                "[a-z]{1,9}( [a-z]{1,9}){0,12}[.,-]?",
                "[A-Z][a-z]{1,9}( [a-z]{1,9}){0,12}[.:—]?",
                "(• |- |1\\. |\\(b\\) |> |    |Q    |MR\\. X: |[0-9]{1,2}\t)?[A-Za-z]{0,20}",
                "https://[a-z]{1,9}\\.org/",
                "[a-z]{1,9}   {1,5}[0-9]{1,4}",
                "\\PC{0,60}",
                Just(String::new()),
                Just("\x0C".to_owned()),
            ],
            0..60,
        )
    ) {
        let text = lines.join("\n");
        prop_assume!(!text.trim().is_empty());
        let (pieces, _) = pieces(&mut rows::rows(&text));
        let found = pieces.into_iter().map(|p| p.mark + &p.text);
        prop_assert_eq!(letters(found), letters([text].into_iter()));
    }
}
