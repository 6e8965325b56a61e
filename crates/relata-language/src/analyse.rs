//! The trained model over a document.
//!
//! Rules cut the words; the model reads them in stretches of whole blocks (long blocks cut where the
//! rules see a sentence end) and says where sentences begin, the tags, the names and the roles; then
//! each sentence gets its tree.

use crate::tags::{MentionKind, NameKind, RoleKind, Upos};
use crate::{Cut, Sentence, Token, cut};
use crate::{lexicon, names};
use relata_model::{Link, Model, ModelError, Reading, Space, Spans, Tags, Word};
use relata_rows::{BlockKind, Document, Span};
use std::ops::Range;

/// Words that the model sees at once: what it was trained on.
const STRETCH: usize = 128;
/// A sentence of more words is cut: a list or a table that nothing ends.
const LONGEST: usize = 256;
/// Words that go through the model together; only a matter of speed.
const BATCH: usize = 256;

/// The analysis of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Its sentences in order, outside furniture.
    pub sentences: Vec<Sentence>,
    /// The tags of each sentence's tokens.
    pub parses: Vec<Parse>,
    /// Sources, cues and contents of attributions in the order of the text; they may run over
    /// sentences and blocks.
    pub roles: Vec<Role>,
}

/// What the model says of one sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parse {
    /// For each token of the sentence, in order.
    pub words: Vec<Parsed>,
    /// Names, as ranges of tokens of the sentence, in order and apart.
    pub names: Vec<Name>,
}

/// What the model says of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parsed {
    /// Universal part of speech.
    pub upos: Upos,
    /// Tag of the Penn Treebank, as in EWT.
    pub xpos: &'static str,
    /// 0 for the root, else 1 + the index of the head in the sentence.
    pub head: u32,
    /// Relation to the head (UD, with subtypes: "nsubj:pass").
    pub relation: &'static str,
    /// The kind of the mention that this token heads, if it heads one.
    pub mention: Option<MentionKind>,
}

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// Its tokens in the sentence.
    pub tokens: Range<usize>,
}

/// A part of an attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Which part.
    pub kind: RoleKind,
    /// Where it stands.
    pub span: Span,
    /// For a content, the index in [`Analysis::roles`] of its cue; for a cue, that of its source.
    /// Several cues may have one source. None where there is none near.
    pub to: Option<usize>,
}

/// Reads documents with one model. One for each thread: it holds working space.
#[derive(Debug)]
pub struct Analyser {
    model: &'static Model,
    space: Space,
    upos: Vec<Upos>,
    mentions: Vec<Option<MentionKind>>,
    names: Labels<NameKind>,
    roles: Labels<RoleKind>,
}

/// What a BIO label means: begins a span, and of which kind; `None` is outside.
type Labels<K> = Vec<Option<(bool, K)>>;

fn labels<K>(texts: &[String], kind: impl Fn(&str) -> Option<K>) -> Labels<K> {
    texts.iter().map(|t| Some((t.starts_with("B-"), kind(t.get(2..)?)?))).collect()
}

fn name_kind(text: &str) -> Option<NameKind> {
    match text {
        "PER" => Some(NameKind::Person),
        "ORG" => Some(NameKind::Organization),
        "LOC" => Some(NameKind::Place),
        "MISC" => Some(NameKind::Other),
        _ => None,
    }
}

/// The spans of a row of labels: (kind, first, end).
fn spans<K: Copy + PartialEq>(row: &[u8], labels: &Labels<K>) -> Vec<(K, Range<usize>)> {
    let mut out: Vec<(K, Range<usize>)> = Vec::new();
    for (i, &l) in row.iter().enumerate() {
        let Some((begins, kind)) = labels[l as usize] else { continue };
        match out.last_mut() {
            Some((k, range)) if !begins && *k == kind && range.end == i => range.end = i + 1,
            _ => out.push((kind, i..i + 1)),
        }
    }
    out
}

impl Analyser {
    /// With the model that ships with the program.
    ///
    /// # Errors
    /// Where that model is damaged.
    pub fn new() -> Result<Self, ModelError> {
        Model::built_in().map(Self::with)
    }

    /// With another model.
    pub fn with(model: &'static Model) -> Self {
        let known = |layer| model.tags(layer).iter();
        Analyser {
            model,
            space: Space::default(),
            upos: known(Tags::Upos).map(|t| Upos::parse(t).unwrap_or(Upos::X)).collect(),
            mentions: known(Tags::Mentions).map(|t| MentionKind::parse(t)).collect(),
            names: labels(model.spans(Spans::Names), name_kind),
            roles: labels(model.spans(Spans::Roles), RoleKind::parse),
        }
    }

    /// The analysis of a document: a function of its text and blocks alone.
    pub fn analyse(&mut self, document: &Document) -> Analysis {
        self.cuts(document, &cut(document), false)
    }

    /// The analysis of sentences and words that are known, in the order of the text.
    pub fn analyse_sentences(&mut self, document: &Document, sentences: &[Sentence]) -> Analysis {
        let mut cuts: Vec<Cut> = Vec::new();
        let mut first = 0;
        for s in sentences {
            if cuts.last().is_none_or(|c| c.block != s.block) {
                let kind = document.blocks.get(s.block).map_or(BlockKind::Paragraph, |b| b.kind);
                cuts.push(Cut { block: s.block, kind, first, tokens: Vec::new(), groups: Vec::new() });
            }
            if let Some(last) = cuts.last_mut() {
                let from = last.tokens.len();
                last.tokens.extend(s.tokens.iter().map(|t| t.span));
                last.groups.push(from..last.tokens.len());
                first += s.tokens.len();
            }
        }
        self.cuts(document, &cuts, true)
    }

    /// `known`: the groups of the cuts are the sentences.
    fn cuts(&mut self, document: &Document, blocks: &[Cut], known: bool) -> Analysis {
        let words = Words::of(document, blocks, known);
        let stretches = stretches(blocks);
        let mut analysis = Analysis::default();
        let mut at = 0;
        while at < stretches.len() {
            let mut end = at + 1;
            while end < stretches.len() && stretches[end].end - stretches[at].start <= BATCH {
                end += 1;
            }
            self.batch(&words, &stretches[at..end], &mut analysis);
            at = end;
        }
        analysis
    }

    fn batch(&mut self, words: &Words<'_>, stretches: &[Range<usize>], analysis: &mut Analysis) {
        let texts: Vec<&[Word<'_>]> = stretches.iter().map(|s| &words.words[s.clone()]).collect();
        let Some(first) = stretches.first().map(|s| s.start) else { return };
        let mut reading = self.model.analyse(&texts, &mut self.space);
        let tagger = Tagger {
            model: self.model,
            upos: &self.upos,
            mentions: &self.mentions,
            names: &self.names,
            roles: &self.roles,
        };
        for stretch in stretches {
            let here = stretch.start - first..stretch.end - first;
            for sentence in words.sentences(stretch, |w| reading.starts_sentence(w - first)) {
                let place = sentence.start - first..sentence.end - first;
                let tokens: Vec<Token> =
                    words.spans[sentence.clone()].iter().map(|&span| Token { span }).collect();
                let (Some(a), Some(b)) = (tokens.first(), tokens.last()) else { continue };
                let span = a.span.cover(b.span);
                analysis.sentences.push(Sentence { span, block: words.block[sentence.start], tokens });
                let forms = words.words[sentence].iter().map(|w| w.text).collect();
                analysis.parses.push(tagger.parse(&mut reading, place, forms));
            }
            tagger.roles_of(words, &mut reading, here, first, &mut analysis.roles);
        }
    }
}

struct Tagger<'a> {
    model: &'static Model,
    upos: &'a [Upos],
    mentions: &'a [Option<MentionKind>],
    names: &'a Labels<NameKind>,
    roles: &'a Labels<RoleKind>,
}

impl Tagger<'_> {
    fn parse(&self, reading: &mut Reading<'_>, sentence: Range<usize>, forms: Vec<&str>) -> Parse {
        let arcs = reading.tree(sentence.clone());
        let words: Vec<Parsed> = sentence
            .clone()
            .zip(arcs)
            .map(|(w, arc)| Parsed {
                upos: self.upos[reading.tag(Tags::Upos, w)],
                xpos: &self.model.tags(Tags::Xpos)[reading.tag(Tags::Xpos, w)],
                head: arc.head,
                relation: &self.model.relations()[arc.relation as usize],
                mention: self.mentions[reading.tag(Tags::Mentions, w)],
            })
            .collect();
        let found = spans(&reading.labels(Spans::Names, sentence), self.names);
        let found = found.into_iter().map(|(kind, tokens)| Name { kind, tokens }).collect();
        let upos = words.iter().map(|w| w.upos).collect();
        Parse { names: names::refine(&names::Sentence { forms, upos }, found), words }
    }

    /// The roles of one stretch: each content with its cue, each cue with its source.
    fn roles_of(
        &self,
        words: &Words<'_>,
        reading: &mut Reading<'_>,
        here: Range<usize>,
        first: usize,
        roles: &mut Vec<Role>,
    ) {
        let found = spans(&reading.labels(Spans::Roles, here.clone()), self.roles);
        let base = roles.len();
        // The first words of the parts of one kind, and from such a word to its part.
        let starts = |kind| -> Vec<usize> {
            found.iter().filter(|(k, _)| *k == kind).map(|(_, range)| here.start + range.start).collect()
        };
        let part = |word: usize| {
            found.iter().position(|(_, range)| here.start + range.start == word).map(|i| base + i)
        };
        let (cues, sources) = (starts(RoleKind::Cue), starts(RoleKind::Source));
        for (kind, range) in &found {
            let word = here.start + range.start;
            let at = first + here.start;
            let span = words.spans[at + range.start].cover(words.spans[at + range.end - 1]);
            let to = match kind {
                RoleKind::Content => reading.linked(Link::Cue, word, &cues),
                RoleKind::Cue => {
                    let among: Vec<usize> = sources.iter().copied().chain([word]).collect();
                    reading.linked(Link::Holder, word, &among).filter(|&w| w != word)
                }
                RoleKind::Source => None,
            };
            roles.push(Role { kind: *kind, span, to: to.and_then(part) });
        }
    }
}

impl Parse {
    /// The lemma of the sentence's token `index`, whose written form is `form`.
    pub fn lemma(&self, index: usize, form: &str) -> String {
        self.words.get(index).map_or_else(|| form.to_lowercase(), |w| lexicon::lemma(form, w.upos, w.xpos))
    }
}

/// All words of a document that are read.
struct Words<'d> {
    words: Vec<Word<'d>>,
    spans: Vec<Span>,
    /// The block of each word.
    block: Vec<usize>,
    border: Vec<Border>,
}

/// What is known of the place before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    /// A sentence begins.
    Yes,
    /// The model decides.
    Open,
    /// No sentence begins.
    No,
}

impl<'d> Words<'d> {
    /// `known`: the groups of the blocks are the sentences.
    fn of(document: &'d Document, blocks: &[Cut], known: bool) -> Self {
        let mut all = Words { words: Vec::new(), spans: Vec::new(), block: Vec::new(), border: Vec::new() };
        for b in blocks {
            let base = all.border.len();
            for (i, &span) in b.tokens.iter().enumerate() {
                let text = span.get(&document.text).unwrap_or_default();
                all.words.push(Word { text, starts_paragraph: i == 0 });
                all.spans.push(span);
                all.block.push(b.block);
                all.border.push(if known { Border::No } else { Border::Open });
            }
            for group in &b.groups {
                // The lines of a table end where they end.
                let sure = known || b.kind == BlockKind::Table || group.start == 0;
                if sure {
                    all.border[base + group.start] = Border::Yes;
                }
            }
        }
        all
    }

    /// The sentences of a stretch, as ranges of words; `begins` is the model's word for it, more than 0
    /// for yes.
    fn sentences(&self, stretch: &Range<usize>, begins: impl Fn(usize) -> f32) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = stretch.start;
        for w in stretch.clone().skip(1) {
            let ends = match self.border[w] {
                Border::Yes => true,
                Border::Open => begins(w) > 0.0 || w - start >= LONGEST,
                Border::No => false,
            };
            if ends {
                out.push(start..w);
                start = w;
            }
        }
        out.push(start..stretch.end);
        out
    }
}

/// Packs blocks, and the rule-cut sentences of longer ones, into stretches: ranges of words.
fn stretches(blocks: &[Cut]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut add = |words: Range<usize>| match out.last_mut() {
        Some(last) if words.end - last.start <= STRETCH => last.end = words.end,
        _ => out.push(words),
    };
    for b in blocks {
        if b.tokens.len() <= STRETCH {
            add(b.first..b.first + b.tokens.len());
            continue;
        }
        for group in &b.groups {
            let (mut from, end) = (b.first + group.start, b.first + group.end);
            while end - from > LONGEST {
                add(from..from + LONGEST);
                from += LONGEST;
            }
            add(from..end);
        }
    }
    out
}
