use super::*;
use crate::{Hints, read as read_source};
use std::io::{Cursor, Write};

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn package(parts: &[(&str, String)]) -> Source {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    Source { path: "x".into(), bytes, hints: Hints::default() }
}

fn body(inner: &str) -> (&'static str, String) {
    ("word/document.xml", format!("<w:document {SPACE}><w:body>{inner}</w:body></w:document>"))
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn drafted(parts: &[(&str, String)]) -> Draft {
    read(&package(parts), &Limits::default()).unwrap()
}

fn shown(draft: &Draft) -> Vec<(BlockKind, u8, &str)> {
    draft.blocks.iter().map(|b| (b.kind, b.level, b.text.as_str())).collect()
}

#[test]
fn styles_and_numbering_make_blocks() {
    let style = |id: &str, name: &str, more: &str| {
        format!("<w:style w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>")
    };
    let styles = [
        style("berschrift2", "heading 2", ""),
        style("Own", "House head", "<w:basedOn w:val=\"berschrift2\"/>"),
        style("Outlined", "Section", "<w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>"),
        style("Zitat", "Intense Quote", ""),
        style("Titel", "Title", ""),
    ];
    let paragraphs = [
        p("<w:pStyle w:val=\"Titel\"/>", "The paper"),
        p("<w:pStyle w:val=\"Own\"/>", "Two"),
        p("<w:pStyle w:val=\"Outlined\"/>", "Three"),
        p("<w:pStyle w:val=\"Zitat\"/>", "Quoted."),
        p("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"4\"/></w:numPr>", "Item."),
        p("<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "No item."),
    ];
    let draft = drafted(&[
        body(&paragraphs.concat()),
        ("word/styles.xml", format!("<w:styles {SPACE}>{}</w:styles>", styles.concat())),
    ]);
    use BlockKind::{Heading, Item, Quotation};
    assert_eq!(
        shown(&draft),
        [
            (Heading, 1, "The paper"),
            (Heading, 2, "Two"),
            (Heading, 3, "Three"),
            (Quotation, 0, "Quoted."),
            (Item, 2, "Item."),
            (BlockKind::Paragraph, 0, "No item."),
        ]
    );
    assert_eq!(draft.claims.title.as_deref(), Some("The paper"));
}

#[test]
fn tracked_changes_fields_and_hidden_text() {
    let inner = "<w:p><w:r><w:t xml:space=\"preserve\">We </w:t></w:r>\
        <w:del w:author=\"A. Editor\"><w:r><w:delText>never </w:delText></w:r></w:del>\
        <w:ins w:author=\"B. Writer\"><w:r><w:t xml:space=\"preserve\">always </w:t></w:r></w:ins>\
        <w:hyperlink><w:r><w:t>agree</w:t></w:r></w:hyperlink>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t xml:space=\"preserve\"> 7</w:t></w:r>\
        <w:r><w:t>per</w:t><w:noBreakHyphen/><w:t>cent</w:t><w:br/><w:softHyphen/><w:t>End &amp; all</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:author=\"A. Editor\"/></w:rPr></w:pPr><w:r><w:t>Joined </w:t></w:r></w:p>\
        <w:p><w:r><w:t>up.</w:t></w:r></w:p>";
    let draft = drafted(&[body(inner)]);
    let texts: Vec<&str> = draft.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["We always agree 7per-cent\nEnd & all", "Joined up."]);
    let report: Vec<&str> = draft.report.iter().map(|n| n.message.as_str()).collect();
    assert_eq!(
        report,
        ["tracked deletions left out: 1 by A. Editor", "tracked insertions kept as text: 1 by B. Writer"]
    );
}

#[test]
fn notes_tables_text_boxes_and_edges() {
    let cell = |inner: String| format!("<w:tc>{inner}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(p("", "in")) + &cell(p("", "side")));
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}</w:tr>",
        cell(p("", "Year")),
        cell(p("", "Tons")),
        cell(p("", "2024")),
        cell(nested + "<w:p/>")
    );
    let boxed = |t: &str| format!("<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>", p("", t));
    let inner = format!(
        "<w:p><w:r><w:t>A claim.</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:tbl>{rows}</w:tbl>\
         <w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
         <w:t>Anchor.</w:t></w:r></w:p>",
        boxed("Boxed."),
        boxed("Boxed.")
    );
    let notes = format!(
        "<w:footnotes {SPACE}><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote>\
         <w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p("", "no note"),
        p("", "The source.")
    );
    let draft = drafted(&[
        body(&inner),
        ("word/footnotes.xml", notes),
        ("word/header1.xml", format!("<w:hdr {SPACE}>{}</w:hdr>", p("", "Draft of May"))),
        ("word/footer1.xml", format!("<w:ftr {SPACE}>{}</w:ftr>", p("", "7"))),
        (
            "word/comments.xml",
            format!("<w:comments {SPACE}><w:comment w:author=\"C. Reader\"/></w:comments>"),
        ),
    ]);
    use BlockKind::{Footnote, Furniture, Paragraph, Table};
    assert_eq!(
        shown(&draft),
        [
            (Furniture, 0, "Draft of May"),
            (Paragraph, 0, "A claim."),
            (Footnote, 0, "The source."),
            (Table, 0, "Year\tTons\n2024\tin side"),
            (Paragraph, 0, "Anchor."),
            (Paragraph, 0, "Boxed."),
        ]
    );
    assert_eq!(draft.report[0].message, "comments left out: 1 by C. Reader");
}

#[test]
fn properties_are_claims_and_origins_point_into_the_part() {
    let core = "<cp:coreProperties><dc:title>Trade paper</dc:title><dc:creator>Ana Ruiz; Bo Lind</dc:creator>\
                <dcterms:created>2025-11-03T23:30:00Z</dcterms:created></cp:coreProperties>";
    let (name, xml) = body(&p("", "Words of it."));
    let source = package(&[(name, xml.clone()), ("docProps/core.xml", core.to_owned())]);
    let document = read_source(&source, &Limits::default()).unwrap();
    assert_eq!(document.check(), Ok(()));
    let Origin::Bytes { start, end } = document.blocks[0].origin else { panic!() };
    assert_eq!(&xml[start..end], p("", "Words of it."));
    let claims = read(&source, &Limits::default()).unwrap().claims;
    assert_eq!(claims.title.as_deref(), Some("Trade paper"));
    assert_eq!(claims.authors, ["Ana Ruiz", "Bo Lind"]);
    let (start, end, basis) = claims.published.unwrap();
    assert_eq!((start.to_string(), end.to_string()), ("2025-11-03".to_owned(), "2025-11-04".to_owned()));
    assert_eq!(basis, "DOCX core properties created");
}

#[test]
fn damage_is_an_error_or_a_note() {
    let whole = package(&[body(&p("", "Words."))]);
    let cut = Source { bytes: whole.bytes[..whole.bytes.len() - 40].to_vec(), ..whole };
    assert!(matches!(read(&cut, &Limits::default()), Err(ReadError::Damaged { format: "DOCX", .. })));
    let torn = drafted(&[(MAIN, format!("<w:document {SPACE}><w:body>{}<w:p><w:r", p("", "Words.")))]);
    assert_eq!(torn.blocks[0].text, "Words.");
    assert!(torn.report.iter().any(|n| n.code == NoteCode::Lost), "{:?}", torn.report);
}
