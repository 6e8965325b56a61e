use super::names::{Attr, Tag};
use super::tree::{NodeId, Tree, parse};
use super::{blocks, payload, read};
use crate::draft::Draft;
use crate::{Hints, Limits, Source};
use relata_rows::{BlockKind, Origin};
use std::fmt::Write;

fn tree(html: &str) -> Tree {
    parse(html, &Limits::default())
}

/// Kind, level and text of every block, before any is judged.
fn raw(html: &str) -> Vec<(BlockKind, u8, String)> {
    let tree = tree(html);
    let page = blocks::blocks(&tree, html);
    page.blocks.iter().map(|b| (b.kind, b.level, page.text_of(b).to_owned())).collect()
}

fn texts(html: &str) -> Vec<String> {
    raw(html).into_iter().map(|(.., text)| text).collect()
}

fn draft(html: &str) -> Draft {
    let bytes = html.as_bytes().to_vec();
    read(&Source { path: "page.html".into(), bytes, hints: Hints::default() }, &Limits::default()).unwrap()
}

#[test]
fn the_tree_keeps_order_attributes_and_offsets() {
    let html =
        "<!doctype html><p class='a b'>One &amp; <b>two</b><!-- <p>no --> three<script>if (a<b) {}</script>";
    let tree = tree(html);
    let p = tree.descendants(NodeId::ROOT).find(|&n| tree.tag(n) == Tag::P).unwrap();
    assert_eq!(tree.attr(p, Attr::Class), Some("a b"));
    assert_eq!(tree.attr(p, Attr::Id), None);
    assert_eq!(tree.text_content(p), "One & two three");
    let two = tree.descendants(p).find(|&n| tree.text(n) == "two").unwrap();
    assert_eq!(&html[tree.source(two)], "<b>two");
    assert_eq!(tree.ancestors(two).map(|n| tree.tag(n)).take(2).collect::<Vec<_>>(), [Tag::B, Tag::P]);
}

#[test]
fn only_data_of_scripts_is_kept() {
    let tree = tree(
        "<script>var x = '<p>'</script><script type=application/ld+json>{\"a\": \"<b>\"}</SCRIPT><style>p{}</style>",
    );
    assert_eq!(tree.text_content(NodeId::ROOT), "{\"a\": \"<b>\"}");
}

#[test]
fn structure_becomes_kinds_and_levels() {
    let html = "<h2>Report</h2><p>First<br>line</p><ul><li>one<ul><li>two</ul></ul>\
                <blockquote><p>Said</p></blockquote><figure><img><figcaption>A port</figcaption></figure>\
                <p>Left<br><br>right</p><pre>a\n  b</pre>";
    assert_eq!(
        raw(html),
        [
            (BlockKind::Heading, 2, "Report".into()),
            (BlockKind::Paragraph, 0, "First\nline".into()),
            (BlockKind::Item, 1, "one".into()),
            (BlockKind::Item, 2, "two".into()),
            (BlockKind::Quotation, 0, "Said".into()),
            (BlockKind::Caption, 0, "A port".into()),
            (BlockKind::Paragraph, 0, "Left".into()),
            (BlockKind::Paragraph, 0, "right".into()),
            (BlockKind::Paragraph, 0, "a\nb".into()),
        ]
    );
}

#[test]
fn tables_of_data_are_one_block_and_tables_of_layout_are_none() {
    let data = "<table><caption>Trade</caption><tr><th>Year<th>Exports<tr><td>2021<td>1.5 bn</table>";
    assert_eq!(raw(data), [(BlockKind::Table, 0, "Trade\nYear\tExports\n2021\t1.5 bn".into())]);
    let layout = "<table><tr><td><a href=/>Home</a><td><h1>News</h1><p>Text</table>";
    assert_eq!(texts(layout), ["Home", "News", "Text"]);
}

#[test]
fn what_is_not_shown_gives_no_words() {
    let html = "<head><title>No</title></head><script>no</script><style>no</style><template>no</template>\
                <select><option>no</select><svg><text>no</text></svg><p>yes<noscript> too</noscript>";
    assert_eq!(texts(html), ["yes", "too"]);
}

#[test]
fn broken_markup_is_read_as_browsers_read_it() {
    assert_eq!(texts("<p>One<p>Two</div></b><li>Three<td>Four"), ["One", "Two", "ThreeFour"]);
    assert_eq!(texts("<p>One <a href='x>Two"), ["One"]);
    assert_eq!(texts("5 < 6 and 7 > 6"), ["5 < 6 and 7 > 6"]);
    assert_eq!(texts("<p>a</p><!-- never closed <p>b"), ["a"]);
    assert_eq!(texts(""), [] as [&str; 0]);
}

/// The words of every block stand in the bytes that it names, and those hold no other words.
#[test]
fn every_block_knows_where_it_came_from() {
    let html = "<title>Harbours</title><div class=\"x>y\"><h1>Harbours &amp; tides</h1>a line\
                <p>The office said <a href=\"/o\">on\nMonday</a> that ships wait.</p><ul><li>One<li>Two</ul></div>tail";
    let mut blocks = 0;
    for block in draft(html).blocks {
        let Origin::Bytes { start, end } = block.origin else { panic!("pages in HTML") };
        let source = &html[start..end];
        let shown: String = tree(&format!("<body>{source}")).text_content(NodeId::ROOT);
        let shown: Vec<&str> = shown.split_whitespace().collect();
        assert_eq!(shown, block.text.split_whitespace().collect::<Vec<_>>());
        blocks += 1;
    }
    assert_eq!(blocks, 6);
}

#[test]
fn deep_and_multiplying_markup_costs_little_and_loses_no_text() {
    let deep = "<div>".repeat(100_000) + "bottom" + &"</div>".repeat(100_000) + "<p>after";
    let tree = tree(&deep);
    assert!(tree.dropped_tags > 90_000);
    assert!(tree.descendants(NodeId::ROOT).all(|n| tree.depth(n) <= 520));
    assert_eq!(texts(&deep), ["bottom", "after"]);
    // Each paragraph reopens every formatting element that was left open.
    let open: String = (0..3000).fold(String::new(), |mut html, i| {
        let _ = write!(html, "<p><font size={i}>w{i}");
        html
    });
    let tree = parse(&open, &Limits::default());
    assert!(tree.len() < 500_000, "{}", tree.len());
    assert!(tree.text_content(NodeId::ROOT).ends_with("w2998w2999"));
    assert!(draft(&deep).report.iter().any(|note| note.message.contains("left out")));
}

#[test]
fn text_that_scripts_draw_is_found_in_the_data() {
    let html = r#"<div id=root></div><script type="application/json">{"props": {"id": "a-b-c",
        "html": "<h2>Rivers</h2><p>The river rose by two metres in a week, the water office wrote. Boats stayed in port.</p>"}}</script>"#;
    let found = payload::blocks(&tree(html), &Limits::default());
    let found: Vec<_> = found.into_iter().map(|f| (f.kind, f.text)).collect();
    assert_eq!(found[0], (BlockKind::Heading, "Rivers".to_owned()));
    assert!(found[1].1.starts_with("The river rose") && found.len() == 2);
    let stated = r#"<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "One.\n\nTwo."}</script>"#;
    let found = payload::blocks(&tree(stated), &Limits::default());
    assert_eq!(found.into_iter().map(|f| f.text).collect::<Vec<_>>(), ["One.", "Two."]);
}

#[test]
fn a_page_without_text_keeps_its_description() {
    let html =
        r#"<title>Tides</title><meta name=description content="When ships may enter."><div hidden></div>"#;
    let draft = draft(html);
    let [block] = &draft.blocks[..] else { panic!("one block") };
    assert_eq!(block.text, "When ships may enter.");
    let Origin::Bytes { start, end } = block.origin else { panic!("pages in HTML") };
    assert!(html[start..end].starts_with("<meta name=description"));
    assert_eq!(draft.report.len(), 1);
}

#[test]
fn a_small_page() {
    let page = include_str!("small.html");
    let mut out = String::new();
    for block in draft(page).blocks {
        let why = if block.why.is_empty() { String::new() } else { format!(" ({})", block.why) };
        let _ = writeln!(out, "{} {}{why}: {}", block.kind.name(), block.level, block.text);
    }
    insta::assert_snapshot!(out);
}
