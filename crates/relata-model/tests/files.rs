//! Bytes that are no model, and the one that ships.

#![allow(clippy::unwrap_used)]

use relata_model::{Branch, Model, ModelError, Seen, Space, Spans, Tags, Word};

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
    let words: Vec<Word<'_>> = "The mayor asked the guard to arrest the thief ."
        .split(' ')
        .enumerate()
        .map(|(i, text)| Word { text, starts_paragraph: i == 0 })
        .collect();
    let (mut one, mut other, mut third) = (Space::default(), Space::default(), Space::default());
    let mut plain = model.analyse(&[&words], &mut one);
    let mut with = model.analyse_with(&[&words], &branch, &mut other);
    assert_eq!(plain.tree(0..10), with.tree(0..10));
    assert_eq!(plain.sure(Spans::Names, 0..10, &[0; 10]), with.sure(Spans::Names, 0..10, &[0; 10]));
    assert_eq!(plain.seen(0), None);
    let (seen, event) = (with.seen(0).unwrap(), branch.question("event").unwrap());
    let [asked, arrest, mayor, guard] = [2, 6, 1, 4];
    let shares = branch.shares(&seen, asked, &event);
    assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5 && shares.len() == 17);
    // None, agent, recipient: who is asked is who is to arrest.
    let of_asked = branch.pairs(&seen, asked, &[guard, mayor, guard]);
    let of_arrest = branch.pairs(&seen, arrest, &[guard]);
    let likeliest = |shares: &[f32]| (0..3).max_by(|&a, &b| shares[a].total_cmp(&shares[b]));
    assert_eq!(of_asked.iter().map(|s| likeliest(s)).collect::<Vec<_>>(), [Some(2), Some(1), Some(2)]);
    assert_eq!(likeliest(&of_arrest[0]), Some(1));
    // Whoever else is asked for changes nothing, and neither do other stretches.
    assert_eq!(branch.pairs(&seen, asked, &[mayor]), [of_asked[1].clone()]);
    let more = model.analyse_with(&[&words[..3], &words], &branch, &mut third);
    assert_eq!((more.seen(1), more.seen(2)), (Some(seen.clone()), None));
    // Words that are not there.
    assert!(
        branch.shares(&seen, 10, &event).is_empty() && branch.pairs(&seen, asked, &[mayor, 10]).is_empty()
    );
    assert!(branch.pairs(&Seen::default(), 0, &[0]).is_empty());
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
    // The sum over a file is of its tensors: a header that names others is told apart by what is missed.
    for name in
        ["\"mark\"", "\"asked.mix\"", "\"pair.scales\"", "\"layers.1.up\"", "\"outputs\"", "\"pair\":["]
    {
        let (old, mut other) = (name.as_bytes(), whole.clone());
        let at = other.windows(old.len()).position(|w| w == old).unwrap();
        other[at + 1] = b'x';
        assert!(matches!(read(other), Err(ModelError::Damaged(_))), "{name}");
    }
    let mut flipped = whole;
    *flipped.last_mut().unwrap() ^= 1;
    assert!(matches!(read(flipped).unwrap_err(), ModelError::Damaged(_)));
}
