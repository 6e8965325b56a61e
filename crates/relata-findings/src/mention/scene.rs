//! What mentions are told by: words and trees, the kinds of the nouns, the names, and who speaks where.

use super::further::further;
use super::titles;
use crate::text::Text;
use relata_gazetteer::fold;
use relata_language::lexicon::{Pos, is_kind_of};
use relata_language::{Analysis, MentionKind, NameKind};
use relata_rows::{Extent, Metadata, Row, Span, Speech, Statement};
use std::ops::Range;

/// A name in the document's row of words.
#[derive(Debug, Clone)]
pub(crate) struct NameAt {
    pub words: Range<usize>,
    pub kind: NameKind,
}

/// A stretch that somebody says or thinks.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    pub words: Range<usize>,
    /// The words that name its source.
    pub source: Option<Range<usize>>,
    /// Whether "I" inside it is the source: quotations and turns.
    pub direct: bool,
    /// Of a turn, who takes it as its label has it; of labels that anybody may bear ("Q") each is somebody else.
    pub turn: Option<String>,
}

/// Gives plural nouns that the model knows no kind of and whose commonest sense in WordNet is a person that kind: trades
/// and callings that its corpora lack ("sappers", "docker").
fn persons(text: &Text<'_>, kinds: &mut [Option<MentionKind>]) {
    let thing =
        |kind: Option<MentionKind>| matches!(kind, None | Some(MentionKind::Object | MentionKind::Animal));
    for (word, kind) in kinds.iter_mut().enumerate().filter(|(_, kind)| thing(**kind)) {
        let node = &text.words[word];
        let acts = node.xpos == "NNS" && text.is(word, "nsubj");
        if acts && is_kind_of(&text.lemma(word).to_lowercase(), "person", Pos::Noun, 1) {
            *kind = Some(MentionKind::Person);
        }
    }
}

/// Labels that stand for whoever asks.
const ANYBODY: [&str; 9] =
    ["q", "a", "question", "questioner", "reporter", "journalist", "participant", "speaker", "audience"];

/// A document as mentions are looked for in it.
#[derive(Debug)]
pub(crate) struct Scene<'t> {
    pub text: &'t Text<'t>,
    /// For each word, the kind of the mention that it heads.
    pub kinds: Vec<Option<MentionKind>>,
    /// In order and apart.
    pub names: Vec<NameAt>,
    /// In the order of their first words, an outer one before those inside it.
    pub voices: Vec<Voice>,
    /// Authors and publisher of the document, folded.
    pub heads: Vec<String>,
}

/// Whose words something stands in: the author's, a turn's, a quotation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spoken {
    Written,
    Turn,
    Quoted,
}

impl<'t> Scene<'t> {
    pub(crate) fn new(text: &'t Text<'t>, analysis: &Analysis, statements: &[Row<Statement>]) -> Self {
        let mut kinds = Vec::with_capacity(text.words.len());
        let mut names = Vec::new();
        for (sentence, parse) in text.sentences.iter().zip(&analysis.parses) {
            kinds.extend(parse.words.iter().map(|w| w.mention));
            kinds.resize(sentence.end, None);
            names.extend(parse.names.iter().map(|n| NameAt {
                words: sentence.start + n.tokens.start..sentence.start + n.tokens.end,
                kind: n.kind,
            }));
        }
        let mut names = further(text, names);
        persons(text, &mut kinds);
        let mut voices = Vec::new();
        for row in statements {
            let source = row.body.source.as_ref().map(Extent::cover).and_then(|s| words_of(text, s));
            for part in &row.body.content.parts {
                let Some(words) = words_of(text, *part) else { continue };
                let direct = row.body.speech == Speech::Direct || row.body.cue.is_none();
                let label = source.as_ref().filter(|_| row.body.cue.is_none() && direct);
                let turn = label.filter(|s| opens(text, s)).map(|s| spelt(text, s));
                let turn = turn.map(|t| if is_anybody(&t) { format!("{t} {}", voices.len()) } else { t });
                voices.push(Voice { words, source: source.clone(), direct, turn });
            }
        }
        for label in voices.iter().filter(|v: &&Voice| v.turn.is_some()).filter_map(|v| v.source.as_ref()) {
            titled(text, label, &mut names, &mut kinds);
        }
        voices.sort_by_key(|v| (v.words.start, std::cmp::Reverse(v.words.end)));
        Scene { text, kinds, names, voices, heads: Vec::new() }
    }

    /// The same of a document whose head names these authors and publisher.
    pub(crate) fn of(mut self, head: &Metadata) -> Self {
        self.heads = head.authors.iter().chain(&head.publisher).map(|n| fold(n)).collect();
        self
    }

    /// Whether a word stands in the label of a turn.
    pub(crate) fn is_label(&self, word: usize) -> bool {
        // A turn's content begins behind its label.
        let next = self.voices.partition_point(|v| v.words.start <= word);
        let turn = self.voices[next..].iter().take(2).find(|v| v.turn.is_some());
        turn.and_then(|v| v.source.as_ref()).is_some_and(|s| s.contains(&word))
    }

    /// The name that holds a word.
    pub(crate) fn name_at(&self, word: usize) -> Option<&NameAt> {
        let next = self.names.partition_point(|n| n.words.start <= word);
        self.names[..next].last().filter(|n| n.words.contains(&word))
    }

    /// For each word, how it is spoken.
    pub(crate) fn spoken_words(&self) -> Vec<Spoken> {
        let mut all = vec![Spoken::Written; self.text.words.len()];
        for voice in self.voices.iter().filter(|v| v.direct) {
            let how = if voice.turn.is_some() { Spoken::Turn } else { Spoken::Quoted };
            for word in &mut all[voice.words.clone()] {
                *word = (*word).max(how);
            }
        }
        all
    }

    /// For each word, the index of the innermost voice that it is said by.
    pub(crate) fn voice_of_words(&self) -> Vec<Option<usize>> {
        let mut all = vec![None; self.text.words.len()];
        // Inner ones come later and so stay.
        for (number, voice) in self.voices.iter().enumerate() {
            for word in voice.words.clone() {
                all[word] = Some(number);
            }
        }
        all
    }
}

/// Whether a label stands at the beginning of its block, or behind the mark of a quotation there.
fn opens(text: &Text<'_>, label: &Range<usize>) -> bool {
    let first = text.blocks[text.block(label.start)].words.start;
    (first..label.start).all(|i| !text.is_word(i))
}

fn spelt(text: &Text<'_>, label: &Range<usize>) -> String {
    label.clone().map(|i| text.lower(i)).collect::<Vec<_>>().join(" ")
}

/// Whether a label (small letters) stands for whoever asks.
pub(crate) fn is_anybody(label: &str) -> bool {
    label.split(' ').any(|w| ANYBODY.contains(&w.trim_end_matches('.')))
}

/// Who takes a turn is a person: the name behind "MS." or an office, and the office or part alone ("MODERATOR"). What
/// begins with "Q" is no name.
fn titled(text: &Text<'_>, label: &Range<usize>, names: &mut [NameAt], kinds: &mut [Option<MentionKind>]) {
    let from = names.partition_point(|n| n.words.end <= label.start);
    if let Some(name) = names[from..].first_mut().filter(|n| n.words.start < label.end) {
        let title = |i: usize| titles::is_courtesy(&text.lower(i)) || titles::is_office(&text.lower(i));
        if name.words.start <= label.start && name.words.end > label.end {
            name.words.start = label.end;
        } else if label.clone().take_while(|&i| i <= name.words.start).any(title) {
            name.kind = NameKind::Person;
        }
        return;
    }
    if label.len() == 1 && !is_anybody(&text.lower(label.start)) {
        kinds[label.start] = Some(MentionKind::Person);
    }
}

/// The words of a stretch of the text.
fn words_of(text: &Text<'_>, span: Span) -> Option<Range<usize>> {
    let first = text.words.partition_point(|w| w.span.end <= span.start);
    let last = text.words.partition_point(|w| w.span.start < span.end);
    (first < last).then_some(first..last)
}
