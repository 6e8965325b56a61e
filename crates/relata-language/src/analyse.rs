//! The trained model over a document.
//!
//! Rules cut the words; the model reads them in stretches of whole blocks (long blocks cut where the
//! rules see a sentence end) and says where sentences begin, the tags, the names and the roles; then
//! each sentence gets its tree.

use crate::leans::{self, Leans};
use crate::roles::{self, Labels, Role, labels, spans};
use crate::tags::{MentionKind, NameKind, RoleKind, Upos};
use crate::{Cut, Sentence, Token, cut};
use crate::{lexicon, names};
use relata_model::{Branch, Model, ModelError, Reading, Space, Spans, Tags, Word};
use relata_rows::{BlockKind, Document};
use std::ops::Range;

/// What the model's word for a sentence beginning (a difference of scores, even at 0) must pass where the
/// rules see one, and where they see none. Tried in halves on EWT and GUM dev.
const LIKELY: f32 = -1.5;
const UNLIKELY: f32 = 0.3;
/// Words that the model sees at once. It was trained on 24 to 128; with 96 attributions came out a little
/// better than with 64 or 128 (PolNeAR dev), and faster than with 128.
const STRETCH: usize = 96;
/// A sentence of more words is cut: a list or a table that nothing ends.
const LONGEST: usize = 256;
/// Words that go through the model together; only a matter of speed.
const BATCH: usize = 256;
/// How deep contents are read for what is told inside them, and the words of the least attribution
/// ("He said so too").
const DEEPEST: usize = 3;
const SHORTEST: usize = 4;

/// The analysis of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Its sentences in order, outside furniture.
    pub sentences: Vec<Sentence>,
    /// The tags of each sentence's tokens.
    pub parses: Vec<Parse>,
    /// Sources, cues and contents of attributions, which may run over sentences and blocks: first those
    /// of the text itself in its order, then, after [`Analyser::deepen`], those told inside their contents,
    /// then inside these.
    pub roles: Vec<Role>,
}

/// What the model says of one sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parse {
    /// For each token of the sentence, in order.
    pub words: Vec<Parsed>,
    /// Names, as ranges of tokens of the sentence, in order and apart.
    pub names: Vec<Name>,
    /// What each token is likely to tell, in order; empty where no model read it.
    pub leans: Vec<Leans>,
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

/// Reads documents with one model. One for each thread: it holds working space.
#[derive(Debug)]
pub struct Analyser {
    model: &'static Model,
    branch: Option<&'static Branch>,
    space: Space,
    upos: Vec<Upos>,
    mentions: Vec<Option<MentionKind>>,
    names: Labels<NameKind>,
    roles: Labels<RoleKind>,
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

impl Analyser {
    /// With the model that ships with the program, and what it takes words for ([`Leans`]).
    ///
    /// # Errors
    /// Where that model or its branch is damaged.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Analyser { branch: Some(leans::branch()?), ..Self::plain()? })
    }

    /// With the model that ships with the program, for tags, trees, names and roles alone: in two thirds of the time.
    ///
    /// # Errors
    /// Where that model is damaged.
    pub fn plain() -> Result<Self, ModelError> {
        Model::built_in().map(Self::with)
    }

    /// With another model, for tags, trees, names and roles alone.
    pub fn with(model: &'static Model) -> Self {
        let known = |layer| model.tags(layer).iter();
        Analyser {
            model,
            branch: None,
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
        for some in batches(&stretches) {
            self.batch(&words, &stretches[some], &mut analysis);
        }
        for role in &mut analysis.roles {
            role.span = words.spans[role.words.start].cover(words.spans[role.words.end - 1]);
        }
        analysis
    }

    /// Adds to an analysis what is told inside the contents of its attributions, to any depth that speech
    /// has: the words of each content are read once more, alone.
    pub fn deepen(&mut self, document: &Document, analysis: &mut Analysis) {
        let mut words = Vec::new();
        let mut block = None;
        for sentence in &analysis.sentences {
            for token in &sentence.tokens {
                let text = token.span.get(&document.text).unwrap_or_default();
                words.push((token.span, Word { text, starts_paragraph: block != Some(sentence.block) }));
                block = Some(sentence.block);
            }
        }
        let roles = &mut analysis.roles;
        let mut level = 0;
        for _ in 0..DEEPEST {
            let first = roles.len();
            let (contents, stretches): (Vec<usize>, Vec<Range<usize>>) = (level..first)
                .filter(|&i| roles[i].kind == RoleKind::Content)
                .map(|i| (i, clause(&words, &roles[i].words)))
                .filter(|(i, own)| {
                    // Read again, the same words would say the same.
                    let around = roles[*i].within.map(|outer| clause(&words, &roles[outer].words));
                    own.len() >= SHORTEST && around.as_ref() != Some(own)
                })
                .unzip();
            for some in batches(&stretches) {
                let texts: Vec<Vec<Word<'_>>> = stretches[some.clone()]
                    .iter()
                    .map(|s| words[s.clone()].iter().map(|w| w.1).collect())
                    .collect();
                let texts: Vec<&[Word<'_>]> = texts.iter().map(Vec::as_slice).collect();
                let mut reading = self.model.analyse(&texts, &mut self.space);
                let mut at = 0;
                for i in some {
                    let here = at..at + stretches[i].len();
                    at = here.end;
                    roles::read(
                        &mut reading,
                        &self.roles,
                        here,
                        stretches[i].start,
                        Some(contents[i]),
                        roles,
                    );
                }
            }
            for role in &mut roles[first..] {
                role.span = words[role.words.start].0.cover(words[role.words.end - 1].0);
            }
            level = first;
        }
    }

    /// The words of a document as they are read, stretch by stretch: where each stands, and whether a paragraph begins with it.
    /// What the branch of [`Leans`] is learnt from.
    pub fn stretches(&self, document: &Document) -> Vec<Vec<(relata_rows::Span, bool)>> {
        let blocks = cut(document);
        let words = Words::of(document, &blocks, false);
        let word = |w: usize| (words.spans[w], words.words[w].starts_paragraph);
        stretches(&blocks).into_iter().map(|s| s.map(word).collect()).collect()
    }

    fn batch(&mut self, words: &Words<'_>, stretches: &[Range<usize>], analysis: &mut Analysis) {
        let texts: Vec<&[Word<'_>]> = stretches.iter().map(|s| &words.words[s.clone()]).collect();
        let Some(first) = stretches.first().map(|s| s.start) else { return };
        let mut reading = match self.branch {
            Some(branch) => self.model.analyse_with(&texts, branch, &mut self.space),
            None => self.model.analyse(&texts, &mut self.space),
        };
        let tagger =
            Tagger { model: self.model, upos: &self.upos, mentions: &self.mentions, names: &self.names };
        for (n, stretch) in stretches.iter().enumerate() {
            let here = stretch.start - first..stretch.end - first;
            let leans = reading.seen(n).map(|seen| Leans::of(seen, stretch.len())).unwrap_or_default();
            for sentence in words.sentences(stretch, |w| reading.starts_sentence(w - first)) {
                let place = sentence.start - first..sentence.end - first;
                let tokens: Vec<Token> =
                    words.spans[sentence.clone()].iter().map(|&span| Token { span }).collect();
                let (Some(a), Some(b)) = (tokens.first(), tokens.last()) else { continue };
                let span = a.span.cover(b.span);
                analysis.sentences.push(Sentence { span, block: words.block[sentence.start], tokens });
                let forms = words.words[sentence].iter().map(|w| w.text).collect();
                let own = leans.get(place.start - here.start..place.end - here.start);
                let leans = own.unwrap_or_default().to_vec();
                analysis.parses.push(tagger.parse(&mut reading, place, forms, leans));
            }
            roles::read(&mut reading, &self.roles, here, stretch.start, None, &mut analysis.roles);
        }
    }
}

struct Tagger<'a> {
    model: &'static Model,
    upos: &'a [Upos],
    mentions: &'a [Option<MentionKind>],
    names: &'a Labels<NameKind>,
}

impl Tagger<'_> {
    fn parse(
        &self,
        reading: &mut Reading<'_>,
        sentence: Range<usize>,
        forms: Vec<&str>,
        leans: Vec<Leans>,
    ) -> Parse {
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
        let found = spans(&reading.labels(Spans::Names, sentence.clone()), self.names);
        let found = found.into_iter().map(|(kind, tokens)| Name { kind, tokens }).collect();
        let upos = words.iter().map(|w| w.upos).collect();
        Parse { names: names::refine(&names::Sentence { forms, upos }, found), words, leans }
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
    spans: Vec<relata_rows::Span>,
    /// The block of each word.
    block: Vec<usize>,
    border: Vec<Border>,
}

/// What is known of the place before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    /// A sentence begins.
    Yes,
    /// The rules see a sentence begin, and the model may object.
    Likely,
    /// The rules see none, and the model decides.
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
                all.border[base + group.start] = if sure { Border::Yes } else { Border::Likely };
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
                Border::Likely => begins(w) > LIKELY,
                Border::Open => begins(w) > UNLIKELY || w - start >= LONGEST,
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

/// A content without what makes it one: marks and "that" before it.
fn clause(words: &[(relata_rows::Span, Word<'_>)], content: &Range<usize>) -> Range<usize> {
    let bare = |w: &Word<'_>| w.text.eq_ignore_ascii_case("that") || !w.text.contains(char::is_alphanumeric);
    content.clone().find(|&i| !bare(&words[i].1)).unwrap_or(content.end)..content.end
}

/// Neighbouring stretches that go through the model together, as ranges of their indices.
fn batches(stretches: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for (i, stretch) in stretches.iter().enumerate() {
        match out.last_mut() {
            Some(last) if size + stretch.len() <= BATCH => {
                last.end = i + 1;
                size += stretch.len();
            }
            _ => {
                out.push(i..i + 1);
                size = stretch.len();
            }
        }
    }
    out
}
