//! What all forests tell apart alike: relations of the tree and tags.

use crate::text::Text;
use crate::weigh::yes;

/// Tags of words that tell events.
pub(super) const TAGS: [&str; 9] = ["VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NN", "NNS", "JJ"];

/// Relations that are told apart; another counts as none of them.
pub(super) const RELATIONS: [&str; 18] = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "nmod:poss",
    "compound",
    "amod",
    "appos",
    "conj",
    "acl",
    "acl:relcl",
    "advcl",
    "xcomp",
    "ccomp",
    "parataxis",
    "root",
];

/// Which of them a word hangs on its head by.
pub(super) fn relation(text: &Text<'_>, word: Option<usize>, out: &mut Vec<f32>) {
    let own = word.map_or("", |w| text.words[w].relation);
    let bare = own.split(':').next().unwrap_or_default();
    let exact = RELATIONS.contains(&own);
    out.extend(RELATIONS.iter().map(|&r| yes(r == own || !exact && r == bare)));
}
