//! Bytes that are no model, and the one that ships.

#![allow(clippy::unwrap_used)]

use relata_model::{Branch, Model, ModelError, Space, Spans, Tags, Word};

fn shipped() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/language-en.model")).unwrap()
}

#[test]
fn what_is_no_model_says_so() {
    assert_eq!(Model::from_bytes(b"").unwrap_err(), ModelError::NotAModel);
    assert_eq!(Model::from_bytes(b"%PDF-1.7 and so on").unwrap_err(), ModelError::NotAModel);
    let whole = shipped();
    let mut other = whole.clone();
    other[16] = 77;
    assert_eq!(Model::from_bytes(&other).unwrap_err(), ModelError::Version { found: 77, known: 2 });
    let mut flipped = whole.clone();
    let last = flipped.len() - 1000;
    flipped[last] ^= 1;
    assert!(matches!(Model::from_bytes(&flipped).unwrap_err(), ModelError::Damaged(_)));
    let mut header = whole;
    header[40] = b'!';
    assert!(matches!(Model::from_bytes(&header).unwrap_err(), ModelError::Damaged(_)));
}

#[test]
fn a_model_that_is_cut_off_says_so() {
    let whole = shipped();
    for keep in [10, 18, 30, 40, 3000, whole.len() / 2, whole.len() - 1] {
        let error = Model::from_bytes(&whole[..keep]).unwrap_err();
        assert_eq!(error, ModelError::Truncated, "{keep} bytes");
        assert!(error.to_string().contains("cut off"));
    }
}

#[test]
fn stretches_do_not_see_each_other() {
    let model = Model::built_in().unwrap();
    let words = |text: &'static str| -> Vec<Word<'static>> {
        text.split(' ').enumerate().map(|(i, text)| Word { text, starts_paragraph: i == 0 }).collect()
    };
    let (a, b) = (words("The senate passed the bill on Friday ."), words("Nobody answered"));
    let all = |stretches: &[&[Word<'_>]], from: usize, count: usize| {
        let mut space = Space::default();
        let mut reading = model.analyse(stretches, &mut space);
        let range = from..from + count;
        let tags: Vec<usize> = range.clone().map(|w| reading.tag(Tags::Xpos, w)).collect();
        (tags, reading.tree(range.clone()), reading.labels(Spans::Roles, range))
    };
    assert_eq!(all(&[&a], 0, a.len()), all(&[&b, &a], b.len(), a.len()));
    assert_eq!(all(&[&b], 0, b.len()), all(&[&b, &a], 0, b.len()));
    assert_eq!(all(&[&a, &[], &b], a.len(), b.len()), all(&[&b], 0, b.len()));
}

#[test]
fn a_branch_changes_nothing_else() {
    let model = Model::built_in().unwrap();
    let branch = relata_model::events().unwrap();
    let words: Vec<Word<'_>> = "The mayor asked the guard to leave ."
        .split(' ')
        .enumerate()
        .map(|(i, text)| Word { text, starts_paragraph: i == 0 })
        .collect();
    let (mut one, mut other) = (Space::default(), Space::default());
    let mut plain = model.analyse(&[&words], &mut one);
    let mut with = model.analyse_with(&[&words], &branch, &mut other);
    assert_eq!(plain.tree(0..8), with.tree(0..8));
    assert_eq!(plain.sure(Spans::Names, 0..8, &[0; 8]), with.sure(Spans::Names, 0..8, &[0; 8]));
    assert!(plain.branched(2).is_empty());
    let (asked, mayor, guard) = (with.branched(2), with.branched(1), with.branched(4));
    let event = branch.shares(asked, &branch.question("event").unwrap());
    assert!((event.iter().sum::<f32>() - 1.0).abs() < 1e-5 && event.len() == 17);
    // None, agent, recipient: whoever asks acts, and is not who is asked.
    let [agent, recipient] = [branch.pair(asked, mayor), branch.pair(asked, guard)];
    assert!(agent[1] > agent[2] && recipient[2] > recipient[1], "{agent:?} {recipient:?}");
    assert_eq!(branch.pair(asked, &[]), [0.0; 3]);
    assert_eq!(branch.question("weather"), None);
}

#[test]
fn a_damaged_branch_says_so() {
    let whole = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/events.branch")).unwrap();
    let read = |bytes: Vec<u8>| Branch::read(bytes.leak());
    assert!(read(whole.clone()).is_ok());
    for keep in [0, 10, 40, whole.len() / 2, whole.len() - 1] {
        assert!(read(whole[..keep].to_vec()).is_err(), "{keep} bytes");
    }
    let mut flipped = whole;
    *flipped.last_mut().unwrap() ^= 1;
    assert!(matches!(read(flipped).unwrap_err(), ModelError::Damaged(_)));
}
