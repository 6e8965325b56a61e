//! The encoder: words to vectors.
//!
//! The first layers of MiniLM (Wang et al. 2020), post-norm BERT. Pieces go through the first layers,
//! are averaged to words, and the words go through the rest. Rows of all stretches lie one after the
//! other; only attention looks at the borders between them.

use crate::file::{File, Table};
use crate::kernel::{self, Acts, Matrix, Norm, Path, QUERIES, STEP};
use crate::pieces::Pieces;
use crate::{HEAD, HEADS, HIDDEN, ModelError, Word};

/// Rows that go through the feed-forward part together: their floats stay in the second-level cache.
const ROWS: usize = 64;
/// Classes of [`form`], twice.
const FORMS: usize = 8;

#[derive(Debug)]
pub(crate) struct Encoder {
    pub(crate) pieces: Pieces,
    table: Table,
    positions: Table,
    forms: &'static [f32],
    norm: Norm<'static>,
    layers: Vec<Layer>,
    words_from: usize,
}

/// One layer of the encoder.
#[derive(Debug)]
pub(crate) struct Layer {
    qkv: Matrix<'static>,
    mix: Matrix<'static>,
    norm1: Norm<'static>,
    up: Matrix<'static>,
    down: Matrix<'static>,
    norm2: Norm<'static>,
}

/// Working space, kept between calls so that nothing is allocated for a word.
#[derive(Debug, Default)]
pub(crate) struct Space {
    ids: Vec<u32>,
    plain: String,
    /// For each row of pieces, the row of its word.
    word_of: Vec<u32>,
    /// Length of each stretch in rows, first in pieces, then in words; [CLS] counted.
    lengths: Vec<usize>,
    word_lengths: Vec<usize>,
    x: Vec<f32>,
    pooled: Vec<f32>,
    /// What the layers of a branch begin with.
    below: Vec<f32>,
    acts: Acts,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    out: Vec<f32>,
    wide: Vec<f32>,
    keys: Vec<f32>,
    row: Vec<f32>,
}

fn norm(file: &File, name: &str) -> Result<Norm<'static>, ModelError> {
    Ok(Norm {
        weight: file.floats(&format!("{name}.weight"), &[HIDDEN])?,
        bias: file.floats(&format!("{name}.bias"), &[HIDDEN])?,
    })
}

impl Encoder {
    pub(crate) fn read(file: &File) -> Result<Self, ModelError> {
        let vocabulary = file.text("vocabulary")?;
        let pieces = Pieces::new(vocabulary)
            .ok_or_else(|| ModelError::Damaged("its vocabulary has no [UNK] or [CLS]".into()))?;
        let table = file.table("pieces", HIDDEN)?;
        if table.rows() != vocabulary.lines().count() {
            return Err(ModelError::Damaged("its vocabulary has another size than its table".into()));
        }
        Ok(Encoder {
            pieces,
            table,
            positions: file.table("positions", HIDDEN)?,
            forms: file.floats("forms", &[2 * FORMS, HIDDEN])?,
            norm: norm(file, "norm")?,
            layers: Layer::all(file)?,
            words_from: file.header.words_from,
        })
    }

    /// Adds the mean of the vectors of the pieces of one word, as they are before any layer sees them, to `out`.
    pub(crate) fn alone(&self, word: &str, out: &mut [f32]) {
        let (mut plain, mut ids) = (String::new(), Vec::new());
        self.pieces.cut(word, &mut plain, &mut ids);
        let mut sum = [0.0; HIDDEN];
        for &id in &ids {
            self.table.add(id as usize, &mut sum);
        }
        let share = 1.0 / ids.len().max(1) as f32;
        for (o, s) in out.iter_mut().zip(sum) {
            *o += s * share;
        }
    }

    /// The mean of the vectors of all pieces.
    pub(crate) fn mean_piece(&self) -> Vec<f32> {
        let mut sum = vec![0.0; HIDDEN];
        for at in 0..self.table.rows() {
            self.table.add(at, &mut sum);
        }
        let share = 1.0 / self.table.rows() as f32;
        sum.iter_mut().for_each(|s| *s *= share);
        sum
    }

    /// The vectors of all words of all stretches, one after the other, [`HIDDEN`] floats each; and those that the layers of a
    /// branch make instead of as many of the last, which see words already; these with a row for [CLS] before the words of each stretch.
    pub(crate) fn encode(
        &self,
        path: Path,
        stretches: &[&[Word<'_>]],
        branch: &[Layer],
        space: &mut Space,
        [out, beside]: [&mut Vec<f32>; 2],
    ) {
        self.embed(path, stretches, space);
        let mut words = false;
        space.below.clear();
        for (i, layer) in self.layers.iter().enumerate() {
            if i == self.words_from {
                pool(space);
                words = true;
            }
            if words && i + branch.len() == self.layers.len() {
                space.below.extend_from_slice(&space.x);
            }
            layer.apply(path, space, words);
        }
        if !words {
            pool(space);
        }
        words_of(space, out);
        beside.clear();
        if !space.below.is_empty() {
            std::mem::swap(&mut space.x, &mut space.below);
            branch.iter().for_each(|layer| layer.apply(path, space, true));
            std::mem::swap(&mut space.x, beside);
        }
    }

    /// Layers that see words.
    pub(crate) fn of_words(&self) -> usize {
        self.layers.len().saturating_sub(self.words_from)
    }

    fn embed(&self, path: Path, stretches: &[&[Word<'_>]], space: &mut Space) {
        space.x.clear();
        space.word_of.clear();
        space.lengths.clear();
        space.word_lengths.clear();
        let mut word_row = 0;
        for stretch in stretches {
            let mut place = 0;
            self.embed_piece(self.pieces.start, 0, &mut place, &mut space.x);
            space.word_of.push(word_row);
            for word in *stretch {
                word_row += 1;
                space.ids.clear();
                self.pieces.cut(word.text, &mut space.plain, &mut space.ids);
                let form = form(word.text) + if word.starts_paragraph { FORMS } else { 0 };
                for &id in &space.ids {
                    self.embed_piece(id, form, &mut place, &mut space.x);
                    space.word_of.push(word_row);
                }
            }
            word_row += 1;
            space.lengths.push(place);
            space.word_lengths.push(stretch.len() + 1);
        }
        let nothing = kernel::room(&mut space.out, space.x.len());
        nothing.fill(0.0);
        kernel::add_norm(path, &mut space.x, nothing, &self.norm);
    }

    fn embed_piece(&self, id: u32, form: usize, place: &mut usize, x: &mut Vec<f32>) {
        let at = x.len();
        x.extend_from_slice(&self.forms[form * HIDDEN..(form + 1) * HIDDEN]);
        self.table.add(id as usize, &mut x[at..]);
        self.positions.add(*place, &mut x[at..]);
        *place += 1;
    }
}

/// The vectors of all words, without the rows of [CLS].
fn words_of(space: &Space, out: &mut Vec<f32>) {
    out.clear();
    let mut at = 0;
    for &length in &space.word_lengths {
        out.extend_from_slice(&space.x[(at + 1) * HIDDEN..(at + length) * HIDDEN]);
        at += length;
    }
}

/// The mean of the pieces of each word.
fn pool(space: &mut Space) {
    let words: usize = space.word_lengths.iter().sum();
    space.pooled.clear();
    space.pooled.resize(words * HIDDEN, 0.0);
    let mut at = 0;
    while at < space.word_of.len() {
        let word = space.word_of[at] as usize;
        let count = space.word_of[at..].iter().take_while(|&&w| w as usize == word).count();
        let target = &mut space.pooled[word * HIDDEN..(word + 1) * HIDDEN];
        for row in space.x[at * HIDDEN..(at + count) * HIDDEN].chunks_exact(HIDDEN) {
            for (t, v) in target.iter_mut().zip(row) {
                *t += v;
            }
        }
        if count > 1 {
            let by = 1.0 / count as f32;
            target.iter_mut().for_each(|t| *t *= by);
        }
        at += count;
    }
    std::mem::swap(&mut space.x, &mut space.pooled);
}

impl Layer {
    /// The layers of a file.
    pub(crate) fn all(file: &File) -> Result<Vec<Self>, ModelError> {
        (0..file.header.layers).map(|i| Layer::read(file, &format!("layers.{i}"))).collect()
    }

    /// The layer whose tensors begin with `name`.
    pub(crate) fn read(file: &File, name: &str) -> Result<Self, ModelError> {
        let feed = file.shape(&format!("{name}.down"))?.get(1).copied().unwrap_or(0);
        if feed == 0 {
            return Err(ModelError::Damaged(format!("{name} has no width")));
        }
        Ok(Layer {
            qkv: file.matrix(&format!("{name}.qkv"), HIDDEN)?.sized(3 * HIDDEN)?,
            mix: file.matrix(&format!("{name}.mix"), HIDDEN)?.sized(HIDDEN)?,
            norm1: norm(file, &format!("{name}.norm1"))?,
            up: file.matrix(&format!("{name}.up"), HIDDEN)?.sized(feed)?,
            down: file.matrix(&format!("{name}.down"), feed)?.sized(HIDDEN)?,
            norm2: norm(file, &format!("{name}.norm2"))?,
        })
    }

    fn apply(&self, path: Path, space: &mut Space, words: bool) {
        let Space { x, acts, qkv, mixed, out, wide, keys, row, lengths, word_lengths, .. } = space;
        let lengths = if words { word_lengths } else { lengths };
        acts.set(path, x, HIDDEN);
        let qkv = kernel::product(path, acts, &self.qkv, qkv);
        let mixed = kernel::room(mixed, x.len());
        let mut at = 0;
        for &length in lengths.iter() {
            let rows = &qkv[at * 3 * HIDDEN..(at + length) * 3 * HIDDEN];
            attend(path, rows, rows, [keys, row], &mut mixed[at * HIDDEN..(at + length) * HIDDEN]);
            at += length;
        }
        self.settle(path, x, mixed, acts, [out, wide]);
    }

    /// What the layer makes of some rows of one stretch; all are looked at. `rows`: [`HIDDEN`] floats each; `which`: their places.
    pub(crate) fn apply_to(&self, path: Path, rows: &[f32], which: &[usize]) -> Vec<f32> {
        let Space { acts, qkv, mixed, out, wide, keys, row, .. } = &mut Space::default();
        let pick = |all: &[f32], width| -> Vec<f32> {
            which.iter().flat_map(|&at| &all[at * width..(at + 1) * width]).copied().collect()
        };
        acts.set(path, rows, HIDDEN);
        let qkv = kernel::product(path, acts, &self.qkv, qkv);
        let mixed = kernel::room(mixed, which.len() * HIDDEN);
        attend(path, &pick(qkv, 3 * HIDDEN), qkv, [keys, row], mixed);
        let mut rows = pick(rows, HIDDEN);
        self.settle(path, &mut rows, mixed, acts, [out, wide]);
        rows
    }

    /// What comes after attention, which mixed `mixed`.
    fn settle(
        &self,
        path: Path,
        x: &mut [f32],
        mixed: &[f32],
        acts: &mut Acts,
        [out, wide]: [&mut Vec<f32>; 2],
    ) {
        acts.set(path, mixed, HIDDEN);
        let by = kernel::product(path, acts, &self.mix, out);
        kernel::add_norm(path, x, by, &self.norm1);
        for part in x.chunks_mut(ROWS * HIDDEN) {
            acts.set(path, part, HIDDEN);
            let wide = kernel::product(path, acts, &self.up, wide);
            kernel::gelu(path, wide);
            acts.set(path, wide, self.up.outputs);
            let by = kernel::product(path, acts, &self.down, out);
            kernel::add_norm(path, part, by, &self.norm2);
        }
    }
}

/// Attention of all heads over one stretch; see [`kernel::attend`].
fn attend(path: Path, queries: &[f32], qkv: &[f32], [keys, row]: [&mut Vec<f32>; 2], out: &mut [f32]) {
    let full = (qkv.len() / (3 * HIDDEN)).next_multiple_of(STEP);
    let (row, keys) = (kernel::room(row, QUERIES * full), kernel::room(keys, HEAD * full));
    for head in 0..HEADS {
        kernel::attend(path, queries, qkv, head, keys, row, out);
    }
}

impl Matrix<'static> {
    /// Itself, if it has this many outputs.
    pub(crate) fn sized(self, outputs: usize) -> Result<Self, ModelError> {
        if self.outputs == outputs {
            Ok(self)
        } else {
            Err(ModelError::Damaged(format!("a matrix has {} outputs, not {outputs}", self.outputs)))
        }
    }
}

/// The class of a word's written form, which the uncased vocabulary forgets. The same as `shape` in
/// `training/language/model.py`.
fn form(word: &str) -> usize {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let upper_first = word.chars().next().is_some_and(char::is_uppercase);
    if letters().next().is_none() {
        return usize::from(!word.chars().any(char::is_numeric));
    }
    if letters().all(char::is_lowercase) {
        2
    } else if upper_first && letters().skip(1).all(char::is_lowercase) {
        if letters().nth(1).is_some() { 3 } else { 4 }
    } else if letters().all(char::is_uppercase) {
        5
    } else if upper_first {
        6
    } else {
        7
    }
}
