//! Words whose lemma the rules do not give, as lines of `data/en/lemmas.txt`: Penn tag, form, lemma.
//!
//!     cargo run --release -p relata-language --example lemmas -- ewt/train.conllu gum/dep/train/*.conllu
//!
//! Words (in lower case, with their annotated tags) that the files have four times or more, two thirds
//! of these with one lemma, and another one from the rules.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use relata_language::{Upos, conllu, lexicon};
use std::collections::BTreeMap;

fn main() {
    let mut seen: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
    let mut by_rule: BTreeMap<(String, String), String> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        let gold = conllu::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        for word in gold.sentences.iter().flat_map(|s| &s.words) {
            let upos = Upos::parse(&word.upos).unwrap_or(Upos::X);
            // Names keep their form; pieces of words, addresses and decoration have none.
            if word.xpos.starts_with("NNP")
                || ["GW", "ADD", "NFP"].contains(&word.xpos.as_str())
                || word.form.contains(char::is_whitespace)
                || upos == Upos::X
            {
                continue;
            }
            let key = (word.xpos.clone(), word.form.to_lowercase().replace('’', "'"));
            *seen.entry(key.clone()).or_default().entry(word.lemma.clone()).or_default() += 1;
            by_rule.insert(key, lexicon::lemma_by_rule(&word.form, upos, &word.xpos));
        }
    }
    println!(
        "# Words whose lemma no rule gives: Penn tag, form, lemma. Facts of the majority of uses in UD English"
    );
    println!("# EWT and GUM (train parts); made by examples/lemmas.rs.");
    for ((xpos, form), lemmas) in seen {
        let total: usize = lemmas.values().sum();
        let (lemma, count) = lemmas.iter().max_by_key(|(_, n)| **n).unwrap();
        if total >= 4 && count * 3 >= total * 2 && by_rule[&(xpos.clone(), form.clone())] != *lemma {
            println!("{xpos} {form} {lemma}");
        }
    }
}
