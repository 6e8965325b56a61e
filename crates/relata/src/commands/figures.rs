//! `relata figures`: how much, of what, when and where, on whose word.

use super::case;
use super::listing::{Lister, short};
use crate::Outcome;
use crate::flags::{Figures, Flags};
use crate::output::Style;
use crate::select::{self, Found, holds, meets, title};
use crate::table::Column;
use relata_language::lexicon::{self, Pos};
use relata_language::{Upos, country};
use relata_rows::{Figure, RowKind, export};
use std::collections::BTreeSet;

pub(crate) fn run(flags: &Flags, figures: &Figures) -> anyhow::Result<Outcome> {
    let case = case::open(flags)?;
    let columns = vec![
        Column::fixed("ID"),
        Column::flexible("FIGURE", 12, 2),
        Column::flexible("OF WHAT", 14, 3),
        Column::flexible("WHEN", 8, 1),
        Column::flexible("WHERE", 8, 1),
        Column::flexible("WHO SAYS SO", 10, 2),
        Column::flexible("DOCUMENT", 14, 2),
    ];
    let style = Style::of_stdout(flags.color);
    let fields = export::fields(RowKind::Figures);
    let mut lister = Lister::new(&figures.listing, "figures", columns, fields, style)?;
    select::figures(&case, &figures.listing, &mut |found| {
        let f = &found.row.body;
        let text = found.row.span.get(&found.filed.document.text).unwrap_or_default();
        let wanted = figures.measure.as_ref().is_none_or(|words| is_of(f, words))
            && figures
                .place
                .as_ref()
                .is_none_or(|name| f.place.as_ref().is_some_and(|p| is_at(&p.text, name)))
            && figures.unit.as_ref().is_none_or(|unit| f.unit.code.eq_ignore_ascii_case(unit))
            && figures.period.is_none_or(|days| f.period.as_ref().is_some_and(|p| meets(p, days)));
        if wanted {
            lister.row(|| cells(&found, text), || found.exporter.figure(found.original))?;
        }
        Ok(())
    })?;
    lister.finish()?;
    Ok(Outcome::Fine)
}

fn cells(found: &Found<'_, Figure>, text: &str) -> Vec<String> {
    let f = &found.row.body;
    let credit = f.credit.as_ref().and_then(|c| c.source.cover().get(&found.filed.document.text));
    let text = if found.has_other_value() { select::amount(f) } else { text.to_owned() };
    let credit = found.actor().or(credit);
    vec![
        short(found.row.id.as_str()),
        text,
        f.measure.text.clone(),
        f.period.as_ref().map_or_else(String::new, |p| p.text.clone()),
        f.place.as_ref().map_or_else(String::new, |p| p.text.clone()),
        credit.unwrap_or("(the author)").to_owned(),
        title(found.filed),
    ]
}

/// Whether every one of `words`, or a word derived from it, stands among those that say what a figure counts:
/// lemmas on both sides.
fn is_of(figure: &Figure, words: &str) -> bool {
    let m = &figure.measure;
    let own: BTreeSet<String> = [&m.text, &m.what, &figure.unit.label]
        .into_iter()
        .chain(&m.qualifiers)
        .chain(&m.of)
        .flat_map(|t| lemmas(t))
        .collect();
    let told = |lemma: String| {
        let akin = [Pos::Noun, Pos::Verb].into_iter().flat_map(|pos| lexicon::derived(&lemma, pos));
        own.contains(&lemma) || akin.into_iter().any(|(w, _)| own.contains(w))
    };
    words.split_whitespace().all(|word| lemmas(word).any(told))
}

/// Every lemma that the words of a text may have, as nouns and as verbs.
fn lemmas(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    words.into_iter().filter(|w| !w.is_empty()).flat_map(|w| {
        let tag = if w.ends_with('s') { "NNS" } else { "NN" };
        let noun = lexicon::lemma(&w, Upos::Noun, tag);
        let verb = lexicon::lemma(&w, Upos::Verb, "VBN");
        if noun == verb { vec![noun] } else { vec![noun, verb] }
    })
}

/// Whether a place is the one asked for: part of its name, or the same country by another name.
fn is_at(place: &str, name: &str) -> bool {
    let same = |part: &str| country(part).is_some_and(|c| Some(c) == country(name));
    holds(place, Some(&name.to_owned())) || same(place) || place.split_whitespace().any(same)
}
