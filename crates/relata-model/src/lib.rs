//! The trained language model: stretches of words to labels, trees and links.
//!
//! A compact encoder (three layers of MiniLM, fine-tuned by `training/language`) with one set of
//! outputs for every task, 8-bit weights, its own integer kernels. This room knows nothing of
//! documents: words come in as strings, numbers and label names go out. The model card,
//! `models/language-en.md`, has the corpora, the recipe and the figures.
//!
//! Same words, same answers, bit for bit: on every processor, in every batch, on any number of
//! threads (sums of the products are integers, float loops have one fixed order).
//!
//! [`Branch`] has last layers and outputs of its own, for events (`models/events.md`).
//! [`Forest`] runs the small boosted trees that judge blocks, lines and pairs of mentions.

mod branch;
mod chain;
mod encoder;
mod file;
mod forest;
mod kernel;
mod pieces;
mod tree;
mod vector;

pub use branch::{Branch, Seen};
pub use forest::{BadForest, Forest};
pub use vector::Vector;

use branch::Branched;
use chain::Chain;
use encoder::Encoder;
use file::File;
use kernel::{Acts, Matrix, Path};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// Width of a word's vector.
const HIDDEN: usize = 384;
/// Attention heads of a layer and their width.
const HEADS: usize = 12;
const HEAD: usize = HIDDEN / HEADS;

/// Why bytes are not a model that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes do not begin as a model does.
    #[error("not a Relata model")]
    NotAModel,
    /// The file ends too early.
    #[error("the model is cut off: copy it again")]
    Truncated,
    /// Of a format that this program does not know.
    #[error(
        "the model has format {found}, this program reads format {known}: use the model that came with it"
    )]
    Version {
        /// The format of the file.
        found: u32,
        /// The format of this program.
        known: u32,
    },
    /// Anything else that does not fit, in words.
    #[error("the model is damaged: {0}")]
    Damaged(String),
}

/// One word of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// Its written form.
    pub text: &'t str,
    /// Whether it is the first of a paragraph.
    pub starts_paragraph: bool,
}

/// The layers that give one label a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tags {
    /// Universal part of speech (UD).
    Upos,
    /// Tag of the Penn Treebank, as in EWT and GUM.
    Xpos,
    /// The kind of the mention that the word heads (GUM's entity types), or "none".
    Mentions,
}

/// The flat layers of spans, labelled `O`, `B-x`, `I-x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spans {
    /// Names: PER, ORG, LOC, MISC.
    Names,
    /// Attribution: source, cue, content.
    Roles,
}

/// What joins the parts of an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// From the first word of a content to that of its cue.
    Cue,
    /// From the first word of a cue to that of its source, or to itself where it has none.
    Holder,
}

/// The arc of one word in its sentence's tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// 0 for the root of the sentence, else 1 + the index of the head in the sentence.
    pub head: u32,
    /// Index of the relation in [`Model::relations`].
    pub relation: u8,
}

/// A model in memory. Cheap to share: it only points into the bytes it was read from.
#[derive(Debug)]
pub struct Model {
    encoder: Encoder,
    outputs: Matrix<'static>,
    arc: Matrix<'static>,
    relation: Matrix<'static>,
    links: [Matrix<'static>; 2],
    root: Vec<f32>,
    names: Chain,
    roles: Chain,
    tags: [Vec<String>; 3],
    relations: Vec<String>,
    places: Places,
    path: Path,
    /// The mean of all piece vectors, once it was asked for.
    mean: OnceLock<Vec<f32>>,
    name: String,
}

/// Where each head's floats begin in a word's row of outputs.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    arc: usize,
    relation: usize,
    links: [usize; 2],
    arc_width: usize,
    relation_width: usize,
    link_width: usize,
    tags: [usize; 3],
    starts: usize,
    names: usize,
    roles: usize,
}

impl Places {
    fn layer(&self, layer: Spans) -> usize {
        match layer {
            Spans::Names => self.names,
            Spans::Roles => self.roles,
        }
    }
}

/// Working space for one thread: kept between calls, so that none of them allocates for a word.
#[derive(Debug, Default)]
pub struct Space {
    encoder: encoder::Space,
    vectors: Vec<f32>,
    acts: Acts,
    outputs: Vec<f32>,
    beside: Vec<f32>,
    branched: Vec<f32>,
    pairs: Pairs,
}

/// Working space for the scores of pairs of words.
#[derive(Debug, Default)]
struct Pairs {
    low: Vec<f32>,
    acts: Acts,
    turned: Vec<f32>,
}

/// What the model says of the words that were read; words are counted over all stretches.
#[derive(Debug)]
pub struct Reading<'r> {
    model: &'r Model,
    rows: &'r [f32],
    branched: Option<Branched<'r>>,
    pairs: &'r mut Pairs,
}

/// Bytes at an address that every number may have.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static BUILT_IN: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/language-en.model"));
static MODEL: LazyLock<Result<Model, ModelError>> = LazyLock::new(|| Model::read(&BUILT_IN.0));

static EVENTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/events.branch"));

/// The branch for events that ships with the program (`models/events.md`).
///
/// # Errors
/// Where the file that the program was built with is damaged.
pub fn events() -> Result<Branch, ModelError> {
    let (branch, model) = (Branch::read(&EVENTS.0)?, Model::built_in()?);
    if branch.layers.len() > model.encoder.of_words() {
        return Err(ModelError::Damaged("it has more layers than the model has that see words".into()));
    }
    Ok(branch)
}

impl Model {
    /// The English model that ships with the program.
    ///
    /// # Errors
    /// Where the file that the program was built with is damaged.
    pub fn built_in() -> Result<&'static Model, ModelError> {
        MODEL.as_ref().map_err(Clone::clone)
    }

    /// Reads a model from any bytes. They are copied and stay in memory to the end of the program.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<&'static Model, ModelError> {
        // Numbers of four bytes want an even start, which a vector of bytes need not have.
        let own = file::bytes_of(vec![0u32; bytes.len().div_ceil(4)].leak());
        own[..bytes.len()].copy_from_slice(bytes);
        Ok(Box::leak(Box::new(Model::read(&own[..bytes.len()])?)))
    }

    /// Reads a model from bytes that begin at a multiple of 4 and stay where they are.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let encoder = Encoder::read(&file)?;
        let labels = |name: &str| file.header.labels.get(name).cloned().unwrap_or_default();
        let tags = [labels("upos"), labels("xpos"), labels("mentions")];
        let (names, roles) = (Chain::read(&file, "ner")?, Chain::read(&file, "roles")?);
        let relations = labels("rels");
        let width = |name: &str| file.shape(name).map(|s| s.get(1).copied().unwrap_or(0));
        let (arc_width, relation_width, link_width) = (width("arc")?, width("rel")?, width("link")?);
        let mut end = 0;
        let mut take = |n: usize| {
            end += n;
            end - n
        };
        let places = Places {
            arc: take(2 * arc_width),
            relation: take(2 * relation_width),
            links: [take(2 * link_width), take(2 * link_width)],
            arc_width,
            relation_width,
            link_width,
            tags: [take(tags[0].len()), take(tags[1].len()), take(tags[2].len())],
            starts: take(2),
            names: take(names.labels.len()),
            roles: take(roles.labels.len()),
        };
        let outputs = file.matrix("outputs", HIDDEN)?.sized(end)?;
        let arc = file.matrix("arc", arc_width)?.sized(arc_width + 1)?;
        let relation = file.matrix("rel", relation_width)?.sized(relations.len() * (relation_width + 1))?;
        let link = |name| file.matrix(name, link_width)?.sized(link_width + 1);
        let links = [link("link")?, link("holder")?];
        let path = Path::detect();
        // The root of a sentence is a vector of its own; its outputs are computed once.
        let mut acts = Acts::default();
        let mut root = Vec::new();
        acts.set(path, file.floats("root", &[HIDDEN])?, HIDDEN);
        kernel::product(path, &acts, &outputs, &mut root);
        Ok(Model {
            encoder,
            outputs,
            arc,
            relation,
            links,
            root,
            names,
            roles,
            tags,
            relations,
            places,
            path,
            mean: OnceLock::new(),
            name: file.header.name,
        })
    }

    /// Name of the model, for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The labels of a layer of tags.
    pub fn tags(&self, layer: Tags) -> &[String] {
        &self.tags[layer as usize]
    }

    /// The labels of a layer of spans.
    pub fn spans(&self, layer: Spans) -> &[String] {
        &self.chain(layer).labels
    }

    /// The relations of trees (UD, with subtypes).
    pub fn relations(&self) -> &[String] {
        &self.relations
    }

    /// The outputs of one word.
    fn row<'o>(&self, outputs: &'o [f32], word: usize) -> &'o [f32] {
        let width = self.outputs.outputs;
        &outputs[word * width..(word + 1) * width]
    }

    fn chain(&self, layer: Spans) -> &Chain {
        match layer {
            Spans::Names => &self.names,
            Spans::Roles => &self.roles,
        }
    }

    /// Reads stretches of words. Each stretch is seen at once and alone; about a hundred words of
    /// whole sentences is what the model was trained on.
    pub fn analyse<'r>(&'r self, stretches: &[&[Word<'_>]], space: &'r mut Space) -> Reading<'r> {
        self.read_words(stretches, None, space)
    }

    /// The same, with what a branch says of each word.
    pub fn analyse_with<'r>(
        &'r self,
        stretches: &[&[Word<'_>]],
        branch: &Branch,
        space: &'r mut Space,
    ) -> Reading<'r> {
        self.read_words(stretches, Some(branch), space)
    }

    fn read_words<'r>(
        &'r self,
        stretches: &[&[Word<'_>]],
        branch: Option<&Branch>,
        space: &'r mut Space,
    ) -> Reading<'r> {
        let Space { encoder, vectors, acts, outputs, beside, branched, pairs } = space;
        self.encoder.encode(
            self.path,
            stretches,
            branch.map_or(&[], |b| &b.layers),
            encoder,
            [vectors, beside],
        );
        let branched = branch.map(|b| {
            acts.set(self.path, beside, HIDDEN);
            let answers = kernel::product(self.path, acts, &b.outputs, branched);
            Branched::new(beside, answers, stretches)
        });
        acts.set(self.path, vectors, HIDDEN);
        Reading {
            model: self,
            rows: kernel::product(self.path, acts, &self.outputs, outputs),
            branched,
            pairs,
        }
    }
}

impl Reading<'_> {
    fn row(&self, word: usize) -> &[f32] {
        self.model.row(self.rows, word)
    }

    /// What the branch says of one of the stretches, counted from 0; `None` without a branch, or past the last one.
    pub fn seen(&self, stretch: usize) -> Option<Seen> {
        self.branched.as_ref()?.stretch(stretch)
    }

    /// The label of a word, as an index into [`Model::tags`].
    pub fn tag(&self, layer: Tags, word: usize) -> usize {
        let at = self.model.places.tags[layer as usize];
        let scores = &self.row(word)[at..at + self.model.tags[layer as usize].len()];
        let mut top = 0;
        for (i, s) in scores.iter().enumerate() {
            if *s > scores[top] {
                top = i;
            }
        }
        top
    }

    /// How strongly a sentence begins with this word; more than 0 is yes.
    pub fn starts_sentence(&self, word: usize) -> f32 {
        let at = self.model.places.starts;
        let row = self.row(word);
        row[at + 1] - row[at]
    }

    /// The labels of the words of one range, as indices into [`Model::spans`].
    pub fn labels(&self, layer: Spans, words: Range<usize>) -> Vec<u8> {
        let chain = self.model.chain(layer);
        let at = self.model.places.layer(layer);
        chain.best(words.len(), |w| &self.row(words.start + w)[at..at + chain.labels.len()])
    }

    /// How probable the given labels of the words of one range are, each alone: its marginal under the
    /// field, 0 to 1.
    pub fn sure(&self, layer: Spans, words: Range<usize>, labels: &[u8]) -> Vec<f32> {
        let chain = self.model.chain(layer);
        let at = self.model.places.layer(layer);
        chain.marginals(labels, |w| &self.row(words.start + w)[at..at + chain.labels.len()])
    }

    /// The tree of one sentence, an arc a word.
    pub fn tree(&mut self, sentence: Range<usize>) -> Vec<Arc> {
        let n = sentence.len();
        if n == 0 {
            return Vec::new();
        }
        let (model, rows, pairs) = (self.model, self.rows, &mut *self.pairs);
        let Model { places, arc, relation, path, root, relations, .. } = model;
        let (aw, rw) = (places.arc_width, places.relation_width);
        // Heads: the root first, then the words.
        let high = |at: usize, width: usize, head: usize| -> &[f32] {
            let row = if head == 0 { root } else { model.row(rows, sentence.start + head - 1) };
            &row[at..at + width]
        };
        let lows = |at, width| sentence.clone().map(move |w| &model.row(rows, w)[at..at + width]);
        let turned = pairs.turn(*path, lows(places.arc, aw), aw, arc);
        let scores = turned
            .chunks_exact(aw + 1)
            .flat_map(|low| (0..=n).map(|h| pair(low, high(places.arc + aw, aw, h))))
            .collect();
        let heads = tree::Arcs::new(n, scores).tree();
        let turned = pairs.turn(*path, lows(places.relation, rw), rw, relation);
        let rows = turned.chunks_exact(relations.len() * (rw + 1));
        heads
            .iter()
            .zip(rows)
            .map(|(&head, row)| {
                let above = high(places.relation + rw, rw, head);
                let (mut top, mut label) = (f32::NEG_INFINITY, 0);
                for (r, low) in row.chunks_exact(rw + 1).enumerate() {
                    let s = pair(low, above);
                    if s > top {
                        (top, label) = (s, r);
                    }
                }
                Arc { head: head as u32, relation: label as u8 }
            })
            .collect()
    }

    /// The one of the words `among` that `word` is linked to; `None` where none is given.
    pub fn linked(&mut self, link: Link, word: usize, among: &[usize]) -> Option<usize> {
        let (model, rows, pairs) = (self.model, self.rows, &mut *self.pairs);
        let Model { places, links, path, .. } = model;
        let (at, width) = (places.links[link as usize], places.link_width);
        let low = std::iter::once(&model.row(rows, word)[at..at + width]);
        let turned = pairs.turn(*path, low, width, &links[link as usize]);
        let mut top = None;
        for &other in among {
            let s = pair(turned, &model.row(rows, other)[at + width..at + 2 * width]);
            if top.is_none_or(|(t, _)| s > t) {
                top = Some((s, other));
            }
        }
        top.map(|(_, other)| other)
    }
}

impl Pairs {
    /// One half of a biaffine form with the rows on its low side: a row each.
    fn turn<'a>(
        &mut self,
        path: Path,
        low: impl Iterator<Item = &'a [f32]>,
        width: usize,
        form: &Matrix<'_>,
    ) -> &[f32] {
        self.low.clear();
        self.low.extend(low.flatten().map(|v| v.max(0.0)));
        self.acts.set(path, &self.low, width);
        kernel::product(path, &self.acts, form, &mut self.turned)
    }
}

/// The other half: what [`Pairs::turn`] gave for one word with the row on the high side of another,
/// whose negative floats count as nought. The last float of `low` stands alone.
fn pair(low: &[f32], high: &[f32]) -> f32 {
    let mut sums = [0.0; kernel::LANES];
    for (a, b) in low.chunks_exact(kernel::LANES).zip(high.chunks_exact(kernel::LANES)) {
        for i in 0..kernel::LANES {
            sums[i] += a[i] * b[i].max(0.0);
        }
    }
    sums.iter().sum::<f32>() + low[low.len() - 1]
}
