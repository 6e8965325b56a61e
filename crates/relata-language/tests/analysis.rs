//! The trained model through the public interface: fixed sentences, equal answers, hard input.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use relata_language::{Analyser, Analysis, MentionKind, NameKind, RoleKind, Upos};
use relata_rows::Document;

fn document(paragraphs: &[&str]) -> Document {
    Document::of_paragraphs(&paragraphs.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
}

fn analyse(paragraphs: &[&str]) -> (Document, Analysis) {
    let document = document(paragraphs);
    let analysis = Analyser::new().unwrap().analyse(&document);
    (document, analysis)
}

/// Every word of the only sentence as "form UPOS relation head-form".
fn arcs(text: &str) -> Vec<String> {
    let (document, analysis) = analyse(&[text]);
    assert_eq!(analysis.sentences.len(), 1, "{text}");
    let forms: Vec<&str> =
        analysis.sentences[0].tokens.iter().map(|t| t.span.get(&document.text).unwrap()).collect();
    let words = &analysis.parses[0].words;
    let head = |h: u32| if h == 0 { "-" } else { forms[h as usize - 1] };
    words.iter().zip(&forms).map(|(w, f)| format!("{f} {} {} {}", w.upos, w.relation, head(w.head))).collect()
}

// The expected trees follow the guidelines of UD English, written by hand.

#[test]
fn a_report_is_the_complement_of_its_verb() {
    let expected = [
        "The DET det minister",
        "minister NOUN nsubj said",
        "said VERB root -",
        "that SCONJ mark fell",
        "exports NOUN nsubj fell",
        "fell VERB ccomp said",
        ". PUNCT punct said",
    ];
    assert_eq!(arcs("The minister said that exports fell."), expected);
}

#[test]
fn who_did_what_to_whom_in_active_and_passive() {
    let active = [
        "Officials NOUN nsubj denied",
        "in ADP case City",
        "Mexico PROPN compound City",
        "City PROPN nmod Officials",
        "denied VERB root -",
        "the DET det report",
        "report NOUN obj denied",
        ". PUNCT punct denied",
    ];
    assert_eq!(arcs("Officials in Mexico City denied the report."), active);
    let passive = [
        "Two NUM nummod suspects",
        "suspects NOUN nsubj:pass arrested",
        "were AUX aux:pass arrested",
        "arrested VERB root -",
        "on ADP case Friday",
        "Friday PROPN obl arrested",
        "by ADP case police",
        "the DET det police",
        "police NOUN obl:agent arrested",
        ". PUNCT punct arrested",
    ];
    assert_eq!(arcs("Two suspects were arrested on Friday by the police."), passive);
}

#[test]
fn names_mentions_and_lemmas() {
    let text = "The European Union and Mexico signed agreements with Maria Lopez in Brussels.";
    let (document, analysis) = analyse(&[text]);
    let (sentence, parse) = (&analysis.sentences[0], &analysis.parses[0]);
    let form = |i: usize| sentence.tokens[i].span.get(&document.text).unwrap();
    let names: Vec<_> = parse
        .names
        .iter()
        .map(|n| (n.kind, n.tokens.clone().map(form).collect::<Vec<_>>().join(" ")))
        .collect();
    let expected = [
        (NameKind::Organization, "European Union"),
        (NameKind::Country, "Mexico"),
        (NameKind::Person, "Maria Lopez"),
        (NameKind::Place, "Brussels"),
    ];
    assert_eq!(names, expected.map(|(k, n)| (k, n.to_owned())));
    let lemma = |word: &str| {
        let i = (0..sentence.tokens.len()).find(|&i| form(i) == word).unwrap();
        (parse.lemma(i, word), parse.words[i].upos, parse.words[i].mention)
    };
    assert_eq!(lemma("signed"), ("sign".to_owned(), Upos::Verb, None));
    assert_eq!(lemma("agreements"), ("agreement".to_owned(), Upos::Noun, Some(MentionKind::Abstract)));
    assert_eq!(lemma("Brussels"), ("Brussels".to_owned(), Upos::Propn, Some(MentionKind::Place)));
}

#[test]
fn a_content_points_at_its_cue_and_the_cue_at_its_source() {
    let (document, analysis) = analyse(&[
        "The agency said on Tuesday that seizures had risen sharply.",
        "“We will not accept this,” said the ambassador.",
    ]);
    let text = |span: relata_rows::Span| span.get(&document.text).unwrap();
    let found: Vec<_> = analysis
        .roles
        .iter()
        .map(|r| (r.kind, text(r.span), r.to.map(|c| text(analysis.roles[c].span))))
        .collect();
    for expected in [
        (RoleKind::Source, "The agency", None),
        (RoleKind::Cue, "said", Some("The agency")),
        (RoleKind::Cue, "said", Some("the ambassador")),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    let contents: Vec<_> = found.iter().filter(|f| f.0 == RoleKind::Content).map(|f| f.1).collect();
    assert!(contents.iter().any(|c| c.contains("seizures had risen sharply")), "{contents:?}");
    assert!(contents.iter().any(|c| c.contains("We will not accept this")), "{contents:?}");
}

#[test]
fn what_is_told_inside_a_content_comes_with_deepening() {
    let text = ["The minister said that the envoy had assured him that the treaty would hold."];
    let (document, mut analysis) = analyse(&text);
    assert!(analysis.roles.iter().all(|r| r.within.is_none()));
    let outer = analysis.roles.clone();
    Analyser::new().unwrap().deepen(&document, &mut analysis);
    assert_eq!(analysis.roles[..outer.len()], outer[..]);
    check(&document, &analysis);
    let inner: Vec<_> =
        analysis.roles[outer.len()..].iter().map(|r| (r.kind, r.span.get(&document.text).unwrap())).collect();
    assert!(inner.contains(&(RoleKind::Source, "the envoy")), "{inner:?}");
    assert!(inner.contains(&(RoleKind::Cue, "had assured")), "{inner:?}");
}

#[test]
fn sentences_end_where_the_rules_alone_see_no_end() {
    // A heading run into the text, and a missing capital.
    let (document, analysis) = analyse(&["The talks failed. what happens next is unclear. Nobody knows."]);
    let found: Vec<_> = analysis.sentences.iter().map(|s| s.span.get(&document.text).unwrap()).collect();
    assert_eq!(found, ["The talks failed.", "what happens next is unclear.", "Nobody knows."]);
}

#[test]
fn the_same_words_give_the_same_answers_in_any_order_and_on_any_thread() {
    let texts: Vec<Vec<String>> = (0..6)
        .map(|i| {
            (0..=i)
                .map(|k| format!("Report {k} says that {i} of the ships sank, according to the ministry."))
                .collect()
        })
        .collect();
    let one = |texts: &mut dyn Iterator<Item = &Vec<String>>| {
        let mut analyser = Analyser::new().unwrap();
        texts.map(|t| analyser.analyse(&Document::of_paragraphs(t))).collect::<Vec<_>>()
    };
    let forward = one(&mut texts.iter());
    let mut backward = one(&mut texts.iter().rev());
    backward.reverse();
    assert_eq!(forward, backward);
    let threads: Vec<Analysis> = std::thread::scope(|scope| {
        let handles: Vec<_> = texts
            .iter()
            .map(|t| scope.spawn(|| Analyser::new().unwrap().analyse(&Document::of_paragraphs(t))))
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });
    assert_eq!(forward, threads);
}

/// What must hold of every analysis.
fn check(document: &Document, analysis: &Analysis) {
    assert_eq!(analysis.sentences.len(), analysis.parses.len());
    let mut end = 0;
    for (sentence, parse) in analysis.sentences.iter().zip(&analysis.parses) {
        assert!(sentence.span.start >= end);
        end = sentence.span.end;
        assert_eq!(sentence.tokens.len(), parse.words.len());
        assert!(sentence.tokens.iter().all(|t| t.span.get(&document.text).is_some_and(|t| !t.is_empty())));
        assert_eq!(parse.words.iter().filter(|w| w.head == 0).count(), 1);
        assert!(parse.words.iter().all(|w| w.head as usize <= parse.words.len()));
        for (i, _) in parse.words.iter().enumerate() {
            // Every word reaches the root.
            let (mut at, mut steps) = (i + 1, 0);
            while at != 0 {
                at = parse.words[at - 1].head as usize;
                steps += 1;
                assert!(steps <= parse.words.len());
            }
        }
        assert!(parse.names.iter().all(|n| !n.tokens.is_empty() && n.tokens.end <= sentence.tokens.len()));
    }
    for role in &analysis.roles {
        assert!(role.span.get(&document.text).is_some());
        assert!((0.0..=1.001).contains(&role.sure));
        assert!(role.within.is_none_or(|c| {
            let content = &analysis.roles[c];
            content.kind == RoleKind::Content && content.span.contains(role.span)
        }));
        let to = role.to.map(|i| analysis.roles[i].kind);
        assert!(match role.kind {
            RoleKind::Content => to.is_none_or(|k| k == RoleKind::Cue),
            RoleKind::Cue => to.is_none_or(|k| k == RoleKind::Source),
            RoleKind::Source => to.is_none(),
        });
    }
}

#[test]
fn hard_input() {
    let long = "and then the next one came ".repeat(900);
    let symbols = "*".repeat(3000) + &" = - | ".repeat(300);
    let texts: [&[&str]; 8] = [
        &[],
        &["a"],
        &[long.as_str()],
        &[symbols.as_str()],
        &["😀😀 👩‍👩‍👧‍👦 🇲🇽!!! 😡", "¿Qué pasó? No sé."],
        &[
            "Президент заявил, что переговоры продолжатся.",
            "大統領は交渉が続くと述べた。",
            "قال الرئيس إن المحادثات ستستمر.",
        ],
        &["\u{200b}\u{feff} \u{202e}abc\u{0}\u{7f}"],
        &["e\u{301}e\u{301}\u{301}\u{301} Zürich’s naïve coöperation"],
    ];
    for text in texts {
        let (document, analysis) = analyse(text);
        check(&document, &analysis);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_has_a_whole_analysis(paragraphs in prop::collection::vec("\\PC{1,80}", 0..5)) {
        let paragraphs: Vec<String> = paragraphs.into_iter().filter(|p| p.trim() == p && !p.is_empty()).collect();
        let document = Document::of_paragraphs(&paragraphs);
        let analysis = Analyser::new().unwrap().analyse(&document);
        check(&document, &analysis);
        let gold = relata_language::conllu::read(&relata_language::conllu::write(&document, &analysis, "x"));
        prop_assert_eq!(gold.unwrap().sentences.len(), analysis.sentences.len());
    }
}
