//! Which documents are copies of each other, what passages others share, and what changed between two.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test says by failing, and by the figures it prints"
)]

#[path = "copies/made.rs"]
mod made;

use made::{HELD_BACK, SEEN, corpus};
use proptest::prelude::*;
use relata_reconcile::copies::{
    Change, Copy, CopyKind, Held, Index, Known, Passage, Sketch, Words, changes, copies, families, judge,
    keys, passages,
};
use relata_rows::{Block, BlockKind, DocId, Document, Origin, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

const STORY: &str = "The ministry closed the old bridge near Halden on Monday after engineers found cracks in two of \
    its piers. Farmers who bring grain across the river every week now drive forty miles north to the next crossing. \
    A new bridge was promised three years ago, but the money went to the port instead, said the mayor of the town.";
const OTHER: &str = "Two schools in the southern valley will stay open through the winter because parents paid for the \
    repair of the heating. The board had wanted to send all pupils to the larger school in the city until spring. \
    Teachers welcomed the news and asked the county to pay at least half of what the families spent on the boilers.";

fn held(name: &str, text: &str) -> Held {
    Held { doc: DocId::from_printed(name), sketch: Sketch::of(&Words::of_text(text)), url: None }
}

fn judged(left: &str, right: &str) -> Option<Copy> {
    judge(&held("a", left), &held("b", right), Some((&Words::of_text(left), &Words::of_text(right))))
}

/// All copies among texts, which are named by their numbers.
fn found(texts: &[String]) -> Vec<Copy> {
    let all: Vec<Held> = texts.iter().enumerate().map(|(n, t)| held(&format!("{n:06}"), t)).collect();
    copies(&all, Known::default(), &|doc| Some(Words::of_text(&texts[number(doc)])))
}

fn number(doc: &DocId) -> usize {
    doc.as_str().parse().unwrap()
}

fn shared(left: &str, right: &str) -> Vec<(String, String, usize, bool)> {
    let text = |p: &Passage| {
        let [l, r] = [p.left.get(left).unwrap(), p.right.get(right).unwrap()];
        (l.to_owned(), r.to_owned(), p.words, p.quoted)
    };
    passages(&Words::of_text(left), &Words::of_text(right)).iter().map(text).collect()
}

#[test]
fn signs_spacing_case_and_accents_make_no_difference() {
    let same = |a: &str, b: &str| {
        Words::of_text(a)
            .as_slice()
            .iter()
            .map(|w| w.hash)
            .eq(Words::of_text(b).as_slice().iter().map(|w| w.hash))
    };
    assert!(same("The U.S. didn’t pay $4,000 —\nSão Tomé did.", "the us didn't pay 4000: sao tome did"));
    assert!(same("policy-makers of the EU", "policymakers of the E.U"));
    assert!(same("S\u{61}\u{303}o", "São"));
    assert!(!same("one two", "two one"));
    assert!(!same("It ended.Then it began", "it endedthen it began"));
    assert_eq!(Words::of_text("美国与墨西哥").len(), 6);
    let words = Words::of_text("A “second” word");
    assert_eq!(words.as_slice().iter().map(|w| w.quoted).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(words.as_slice()[1].span, Span::new(5, 11));
}

#[test]
fn furniture_is_left_out_and_block_quotations_are_quotations() {
    let mut document =
        Document::of_paragraphs(&["Share this page".into(), "He said so".into(), "We agree".into()]);
    document.blocks[0].kind = BlockKind::Furniture;
    document.blocks[2].kind = BlockKind::Quotation;
    let words = Words::of(&document);
    let texts = words.as_slice().iter().map(|w| (w.span.get(&document.text).unwrap(), w.quoted));
    assert_eq!(
        texts.collect::<Vec<_>>(),
        [("He", false), ("said", false), ("so", false), ("We", true), ("agree", true)]
    );
}

#[test]
fn kinds_of_copies() {
    let kind = |left: &str, right: &str| judged(left, right).map(|c| c.kind);
    assert_eq!(kind(STORY, &STORY.to_uppercase()), Some(CopyKind::Same));
    let edited = STORY.replace("forty miles north", "64 km").replace("Monday", "Tuesday").replace("old ", "");
    assert_eq!(kind(STORY, &edited), Some(CopyKind::Reprint));
    assert_eq!(kind(STORY, &format!("{OTHER}\n{STORY}\n{OTHER}")), Some(CopyKind::Extract));
    assert_eq!(kind(STORY, OTHER), None);
    let page = |name: &str, url: &str, text: &str| Held { url: Some(url.into()), ..held(name, text) };
    let of = |a: &Held, b: &Held| judge(a, b, None).map(|c| c.kind);
    let first = page("a", "https://www.example.org/bridge/", STORY);
    assert_eq!(of(&first, &page("b", "http://example.org/bridge#top", &edited)), Some(CopyKind::Revision));
    assert_eq!(of(&first, &page("b", "http://example.org/bridge-2", &edited)), Some(CopyKind::Reprint));
}

#[test]
fn the_shorter_stands_left_and_the_share_is_its_own() {
    let [one, two] = ["Farmers", "A new bridge"].map(|next| &STORY[..STORY.find(next).unwrap()]);
    let copy = judged(&format!("{STORY}\n{OTHER}"), one).unwrap();
    assert_eq!((copy.left.as_str(), copy.right.as_str(), copy.share), ("b", "a", 1.0));
    let words = |text: &str| text.split_whitespace().count();
    let copy = judged(&format!("{two} {OTHER}"), STORY).unwrap();
    assert_eq!((copy.left.as_str(), copy.share), ("b", words(two) as f64 / words(STORY) as f64));
    // One sentence of nineteen words is a passage.
    assert_eq!(judged(&format!("{one} {OTHER}"), STORY), None);
}

#[test]
fn a_quotation_in_common_is_a_passage_and_no_copy() {
    let said = "We will not pay for a bridge that was never built, we will not wait another ten years for it, and we \
        will tell every voter in this valley who took the money and where it went";
    let [left, right] = [
        format!(
            "{STORY} “{said},” the mayor told farmers at the market, who cheered and rang their bells all day."
        ),
        format!(
            "{OTHER} In Halden a mayor shouted. \"{said}.\" That was the end of it, parents in the valley said."
        ),
    ];
    assert_eq!(judged(&left, &right), None);
    assert_eq!(shared(&left, &right), [(said.to_owned(), said.to_owned(), 37, true)]);
    let plain = right.replace('"', "");
    assert!(!shared(&left, &plain)[0].3);
}

#[test]
fn passages_have_their_places_in_both_texts() {
    let passage = "Farmers who bring grain across the river every week now drive forty miles north";
    let edited = "Farmers who bring their grain across the river each week now drive forty miles north";
    // Runs of four and of six words are too little, of fourteen enough.
    assert_eq!(shared(STORY, &format!("{OTHER}\n{edited}, and nobody knows when that will change.")), []);
    let right = format!("{OTHER}\n{passage}, and nobody knows when that will change.");
    assert_eq!(shared(STORY, &right), [(passage.to_owned(), passage.to_owned(), 14, false)]);
}

#[test]
fn changes_put_both_texts_together() {
    let [old, new] = ["The bridge, built in 1950, is closed.", "The old bridge is closed for repair."];
    let said = changes(&Words::of_text(old), &Words::of_text(new)).into_iter().map(|change| match change {
        Change::Kept { old: o, new: n } => {
            assert!(o.get(old).unwrap().eq_ignore_ascii_case(n.get(new).unwrap()));
            format!("= {}", n.get(new).unwrap())
        }
        Change::Removed(span) => format!("- {}", span.get(old).unwrap()),
        Change::Added(span) => format!("+ {}", span.get(new).unwrap()),
    });
    assert_eq!(
        said.collect::<Vec<_>>(),
        ["= The", "+ old", "= bridge", "- built in 1950", "= is closed", "+ for repair"]
    );
}

#[test]
fn nothing_is_no_copy_of_nothing() {
    assert_eq!(judged("", ""), None);
    assert_eq!(judged("— ? !", "…"), None);
    assert_eq!(judged("word", "").map(|c| c.kind), None);
    assert_eq!(judged("word", "Word.").map(|c| (c.kind, c.share)), Some((CopyKind::Same, 1.0)));
    assert_eq!(judged("word", "other"), None);
    assert!(found(&["".into(), "".into(), "word".into(), "other".into()]).is_empty());
    assert!(keys(&Sketch::default()).is_empty());
    assert!(changes(&Words::default(), &Words::default()).is_empty());
    assert!(passages(&Words::default(), &Words::of_text(STORY)).is_empty());
}

#[test]
fn a_million_times_one_word() {
    let many = "word ".repeat(1_000_000);
    let words = Words::of_text(&many);
    let sketch = Sketch::of(&words);
    assert_eq!((words.len(), sketch.prints.len()), (1_000_000, 1));
    let [one, other] = [held("a", &many), held("b", &many[..4_000_000])];
    let copy = judge(&one, &other, Some((&words, &Words::of_text(&many[..4_000_000])))).unwrap();
    assert_eq!((copy.share, copy.left.as_str()), (1.0, "b"));
    assert_eq!(passages(&words, &words)[0].words, 1_000_000);
    // Short periods: every place has many like it.
    let [left, right] = [7, 5].map(|n| format!("{}stop ", "word ".repeat(n)).repeat(50_000));
    passages(&Words::of_text(&left), &Words::of_text(&right));
    judged(&left, &right);
}

#[test]
fn bytes_of_a_sketch() {
    let sketch = Sketch::of(&Words::of_text(STORY));
    let bytes = sketch.to_bytes();
    assert_eq!(Sketch::from_bytes(&bytes), Some(sketch.clone()));
    assert!(bytes.len() < 14 + 6 * sketch.prints.len());
    for end in 0..bytes.len() {
        assert_ne!(Sketch::from_bytes(&bytes[..end]), Some(sketch.clone()));
    }
    assert_eq!(Sketch::from_bytes(&[]), None);
    assert_eq!(Sketch::from_bytes(&[0xff; 40]), None);
}

/// Recall of the planted pairs that share 40 % or more; precision, where a planted pair that shares 25 to 40 % is
/// neither right nor wrong.
fn recall_and_precision(seed: u64, edits: &[made::Edit]) -> [f64; 2] {
    let corpus = corpus(seed, 2000, edits);
    assert!(corpus.texts.iter().all(|t| Words::of_text(&t.text).len() == t.len()), "words as they were made");
    assert!(corpus.texts.is_sorted_by_key(|t| t.family));
    let texts: Vec<String> = corpus.texts.iter().map(|t| t.text.clone()).collect();
    let pair = |c: &Copy| {
        let [a, b] = [number(&c.left), number(&c.right)];
        [a.min(b), a.max(b)]
    };
    let found: BTreeSet<[usize; 2]> = found(&texts).iter().map(pair).collect();
    let share: BTreeMap<[usize; 2], f64> = corpus.pairs.iter().map(|p| (p.texts, p.share)).collect();
    let wanted: Vec<_> = share.iter().filter(|(_, share)| **share >= 0.4).map(|(pair, _)| pair).collect();
    let of = |pair: &[usize; 2]| share.get(pair).copied().unwrap_or_default();
    let right = found.iter().filter(|&p| of(p) >= 0.4).count() as f64;
    let wrong = found.iter().filter(|&p| of(p) < 0.25).count() as f64;
    for pair in wanted.iter().filter(|p| !found.contains(**p)) {
        let edits = corpus.pairs.iter().find(|p| p.texts == **pair).map(|p| p.edits);
        println!("missed: {:.2} {edits:?}", of(pair));
    }
    let result = [
        wanted.iter().filter(|p| found.contains(**p)).count() as f64 / wanted.len() as f64,
        right / (right + wrong),
    ];
    println!("recall, precision: {result:?}");
    result
}

#[test]
fn planted_copies_are_found() {
    for edits in [&SEEN[..], &HELD_BACK[..]] {
        let [recall, precision] = recall_and_precision(3, edits);
        assert!(recall >= 0.97 && precision >= 0.98, "{recall} {precision}");
    }
}

#[test]
fn what_comes_later_finds_what_was_there_and_the_answer_is_that_of_all_at_once() {
    // A family beyond the number of leaders, and the answer for every step.
    let texts: Vec<String> = (0..130)
        .map(|n| match n % 3 {
            0 | 1 => format!("{n} {STORY} {n}").replacen("river", &format!("river {n}"), 1),
            _ => format!("{OTHER} {n}"),
        })
        .collect();
    let all: Vec<Held> = texts.iter().enumerate().map(|(n, t)| held(&format!("{n:06}"), t)).collect();
    let words = |doc: &DocId| Some(Words::of_text(&texts[number(doc)]));
    let once = copies(&all, Known::default(), &words);
    let mut step: Vec<Held> = Vec::new();
    let mut documents = BTreeSet::new();
    let mut now: Vec<Copy> = Vec::new();
    for n in (0..texts.len()).map(|n| n * 71 % texts.len()) {
        step.push(all[n].clone());
        now = copies(&step, Known { documents: Some(&documents), copies: &now }, &words);
        documents.insert(all[n].doc.clone());
    }
    assert_eq!(now, once);
    let sizes: Vec<usize> = families(&once).iter().map(BTreeSet::len).collect();
    assert_eq!(sizes, [87, 43]);
    assert!(once.len() < 130 * 60);
}

#[test]
fn a_crowd_of_texts_on_one_form_takes_time_in_proportion() {
    let pairs = |size: usize| {
        let texts =
            (0..size).map(|n| format!("{n} {STORY} {}", n * n)).map(|t| Sketch::of(&Words::of_text(&t)));
        let mut pairs = 0;
        Index::new(&texts.collect::<Vec<_>>()).pairs(&[], |_, _, _| pairs += 1);
        pairs
    };
    assert_eq!([500, 1000, 2000].map(|n| pairs(n) / n), [45, 46, 47], "each beside the 48 that lead");
}

/// Run it with `--release -- --ignored --nocapture`: seconds for made texts, from the sketches to the copies.
#[test]
#[ignore = "measures and takes minutes"]
fn time_of_many_texts() {
    for size in [12_500, 25_000, 50_000, 100_000] {
        let texts: Vec<String> = corpus(1, size, &SEEN).texts.into_iter().map(|t| t.text).collect();
        let start = Instant::now();
        let all: Vec<Held> = texts.iter().enumerate().map(|(n, t)| held(&format!("{n:06}"), t)).collect();
        let sketched = start.elapsed();
        let words = |doc: &DocId| Some(Words::of_text(&texts[number(doc)]));
        let copies_of_all = copies(&all, Known::default(), &words);
        let compared = start.elapsed();
        let documents = all[1..].iter().map(|h| h.doc.clone()).collect();
        let later: Vec<Copy> =
            copies_of_all.iter().filter(|c| ![&c.left, &c.right].contains(&&all[0].doc)).cloned().collect();
        assert_eq!(
            copies(&all, Known { documents: Some(&documents), copies: &later }, &words),
            copies_of_all
        );
        println!(
            "{size} texts: sketches {sketched:.2?}, copies {:.2?}, one more {:.2?}",
            compared - sketched,
            start.elapsed() - compared
        );
    }
}

#[test]
fn neighbours_of_one_text() {
    let sketches = [STORY, OTHER, "Nothing of all this"].map(|t| Sketch::of(&Words::of_text(t)));
    let index = Index::new(&sketches);
    let new = Sketch::of(&Words::of_text(&format!("Last week: {STORY}")));
    assert_eq!(index.near(&new).into_keys().collect::<Vec<_>>(), [0]);
    index.pairs(&[], |_, _, _| panic!("these have nothing in common"));
}

#[test]
fn extracts_join_no_families() {
    let texts = [STORY, OTHER, &format!("{STORY}\n{STORY}\n{OTHER}\n{OTHER}")].map(str::to_owned);
    let all = found(&texts);
    assert_eq!(all.iter().map(|c| c.kind).collect::<Vec<_>>(), [CopyKind::Extract; 2]);
    assert!(families(&all).is_empty());
}

/// Texts of few different words, so that runs meet in many ways.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec("[abcdé]|[,.“”\"‘’\n-]", 0..120).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn a_text_is_a_copy_of_itself(text in text()) {
        let copy = judged(&text, &text);
        prop_assert_eq!(copy.map(|c| (c.kind, c.share)), (!Words::of_text(&text).is_empty()).then_some((CopyKind::Same, 1.0)));
    }

    #[test]
    fn neither_side_matters(left in text(), right in text()) {
        let [a, b] = [held("a", &left), held("b", &right)];
        let [x, y] = [&left, &right].map(|t| Words::of_text(t));
        prop_assert_eq!(judge(&a, &b, Some((&x, &y))), judge(&b, &a, Some((&y, &x))));
        prop_assert_eq!(judge(&a, &b, None), judge(&b, &a, None));
        let turned = |p: Passage| Passage { left: p.right, right: p.left, ..p };
        let mut back: Vec<Passage> = passages(&y, &x).into_iter().map(turned).collect();
        back.sort_by_key(|p| (p.left, p.right));
        prop_assert_eq!(passages(&x, &y), back);
    }

    #[test]
    fn order_of_documents_makes_no_difference(texts in prop::collection::vec(text(), 0..12), seed in any::<u64>()) {
        let all: Vec<Held> = texts.iter().enumerate().map(|(n, t)| held(&format!("{n:06}"), t)).collect();
        let mut other = all.clone();
        other.sort_by_key(|h| h.doc.as_str().bytes().fold(seed, |s, b| (s ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)));
        let words = |doc: &DocId| Some(Words::of_text(&texts[number(doc)]));
        prop_assert_eq!(copies(&all, Known::default(), &words), copies(&other, Known::default(), &words));
    }

    #[test]
    fn passages_lie_in_the_texts_and_are_long(left in text(), right in text()) {
        for p in passages(&Words::of_text(&left), &Words::of_text(&right)) {
            let words = |t: &str, s: Span| Words::of_text(s.get(t).unwrap()).len();
            prop_assert!(p.words >= 12 && words(&left, p.left) >= p.words && words(&right, p.right) >= p.words);
        }
    }

    #[test]
    fn changes_lose_no_word(left in text(), right in text()) {
        let [x, y] = [&left, &right].map(|t| Words::of_text(t));
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for change in changes(&x, &y) {
            match change {
                Change::Kept { old: o, new: n } => { old.push(o); new.push(n); }
                Change::Removed(span) => old.push(span),
                Change::Added(span) => new.push(span),
            }
        }
        for (words, spans) in [(x, old), (y, new)] {
            prop_assert!(spans.is_sorted());
            prop_assert!(words.as_slice().iter().all(|w| spans.iter().filter(|s| s.contains(w.span)).count() == 1));
        }
    }

    #[test]
    fn stored_sketches_come_back_and_anything_else_is_refused(text in text(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let sketch = Sketch::of(&Words::of_text(&text));
        prop_assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        if let Some(sketch) = Sketch::from_bytes(&bytes) {
            prop_assert!(sketch.prints.len() <= bytes.len());
        }
    }
}

#[test]
fn what_twelve_words_share_leaves_a_fingerprint() {
    let words: Vec<&str> = STORY.split(' ').collect();
    for run in words.windows(12) {
        let [left, right] =
            [format!("x y z {} u v w", run.join(" ")), format!("{OTHER} {} p q", run.join(" "))];
        let [a, b] = [&left, &right].map(|t| Sketch::of(&Words::of_text(t)));
        assert!(!a.common(&b).is_empty(), "{run:?}");
    }
}

#[test]
fn a_block_may_be_anything() {
    let mut document = Document::of_paragraphs(&[STORY.into()]);
    document.blocks.push(Block {
        span: Span::new(1, 100_000),
        kind: BlockKind::Paragraph,
        level: 0,
        origin: Origin::Bytes { start: 0, end: 0 },
    });
    assert_eq!(Words::of(&document).len(), Words::of_text(STORY).len());
}
