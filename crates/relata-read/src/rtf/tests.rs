use super::*;
use crate::Hints;

fn drafted(rtf: &[u8]) -> Draft {
    let source = Source { path: "x".into(), bytes: rtf.to_vec(), hints: Hints::default() };
    read(&source, &Limits::default()).unwrap()
}

fn texts(rtf: &[u8]) -> Vec<String> {
    let draft = drafted(rtf);
    draft.blocks.into_iter().map(|b| b.text.trim().to_owned()).filter(|t| !t.is_empty()).collect()
}

#[test]
fn charsets_of_document_and_fonts_and_unicode() {
    let rtf = br"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Cyr;}}
\f0 Se\'f1al \'93x\'94 \f1\'cc\'e8\'f0\f0  \u8364? \uc2\u-10179??\u-8704?? \uc0\u233 t\u233 \par}";
    assert_eq!(texts(rtf), ["Señal “x” Мир € 😀 été"]);
}

#[test]
fn destinations_that_are_not_text_are_passed_over() {
    let rtf = br"{\rtf1{\*\generator Some Program;}{\colortbl;\red0;}{\pict\wmetafile8 010203}{\*\unknown {\b lost}}
Kept {\field{\*\fldinst HYPERLINK x}{\fldrslt a link}} here.\bin5 }}{{}{\v hidden}{\deleted gone}\par}";
    assert_eq!(texts(rtf), ["Kept a link here."]);
    assert!(drafted(rtf).report.iter().any(|n| n.message == "tracked deletions left out: 1"));
}

#[test]
fn paragraphs_take_their_kind_from_styles_lists_and_tables() {
    let rtf = br"{\rtf1{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s5 Intense Quote;}{\*\cs9 heading 9;}}
{\info{\title The paper}{\author Ana Ruiz}{\creatim\yr2025\mo2\dy3\hr1}}
{\header Draft of May\par}
\pard\s1 Part\par
\pard A claim.{\super\chftn}{\footnote\pard {\super\chftn} The source.} More.\par
\pard\s5 Quoted.\par
\pard\ls1\ilvl1 {\listtext 1.\tab}Item\par
\trowd\pard\intbl Year\cell Tons\cell\row
\trowd\pard\intbl 2024\cell 12\par 13\cell\row
\pard After.\par}";
    let draft = drafted(rtf);
    let shown: Vec<_> =
        draft.blocks.iter().map(|b| (b.kind, b.level, b.text.trim())).filter(|b| !b.2.is_empty()).collect();
    use BlockKind::{Footnote, Furniture, Heading, Item, Paragraph, Quotation, Table};
    assert_eq!(
        shown,
        [
            (Heading, 1, "Part"),
            (Furniture, 0, "Draft of May"),
            (Paragraph, 0, "A claim. More."),
            (Footnote, 0, "The source."),
            (Quotation, 0, "Quoted."),
            (Item, 2, "Item"),
            (Table, 0, "Year\tTons\n2024\t12 13"),
            (Paragraph, 0, "After."),
        ]
    );
    assert_eq!(draft.claims.title.as_deref(), Some("The paper"));
    assert_eq!(draft.claims.authors, ["Ana Ruiz"]);
    assert_eq!(draft.claims.published.unwrap().0.to_string(), "2025-02-03");
}

#[test]
fn origins_are_bytes_of_the_file() {
    let rtf = br"{\rtf1 One.\par Two.\par}";
    let Origin::Bytes { start, end } = drafted(rtf).blocks[1].origin else { panic!() };
    assert_eq!(&rtf[start..end], br"Two.\par");
}

#[test]
fn deep_groups_and_cut_files_are_read() {
    let mut rtf = br"{\rtf1 ".to_vec();
    rtf.extend(b"{".repeat(200_000));
    rtf.extend(b"Deep.");
    rtf.extend(b"}".repeat(200_000));
    rtf.extend(br"\par Out.\par}");
    assert_eq!(texts(&rtf), ["Deep.", "Out."]);
    let cut = br"{\rtf1 One.\par {\b Two";
    assert_eq!(texts(cut), ["One.", "Two"]);
    assert!(drafted(cut).report.iter().any(|n| n.code == NoteCode::Lost));
}
