//! A branch: the encoder's last layers once more, trained for a task of its own, with the task's outputs.
//!
//! The layers below stay as they are, so all else that is read of the same words stays the same, bit for bit; a branch costs the
//! time of its layers. What other words are to one of them is asked of one more layer, in which that one is marked (as Shi &
//! Lin 2019 mark a predicate): only its queries, keys and values are made of the whole stretch, all else of the rows asked for.
//!
//! Its file has the form of [`crate::file`], with the tensors `layers.*`; `outputs`, the labels of each question of the header's
//! `labels`, sorted by name but for `pair`; the layer `asked`, the vector `mark` that is added to the row of the marked word, and
//! `pair`, the labels of pairs.

use crate::encoder::Layer;
use crate::file::File;
use crate::kernel::{self, Acts, Matrix, Path, exp};
use crate::{HIDDEN, ModelError, Word};
use std::ops::Range;

/// Layers beside the last of the encoder, and their outputs.
#[derive(Debug)]
pub struct Branch {
    pub(crate) layers: Vec<Layer>,
    pub(crate) outputs: Matrix<'static>,
    /// Each question by its name, where its answers stand in a row.
    questions: Vec<(String, Range<usize>)>,
    asked: Layer,
    mark: &'static [f32],
    pair: Matrix<'static>,
    path: Path,
}

/// What a branch says of one stretch: a row for [CLS], then one for each word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen {
    /// Vectors, [`HIDDEN`] numbers a row, as the upper halves of floats (bfloat16): a text keeps those of all its words.
    vectors: Vec<u16>,
    /// The scores of all answers.
    answers: Vec<f32>,
}

/// The same of all stretches, one after the other.
#[derive(Debug)]
pub(crate) struct Branched<'r> {
    vectors: &'r [f32],
    answers: &'r [f32],
    /// Where the rows of each stretch begin, and where the last ends.
    begins: Vec<usize>,
}

impl<'r> Branched<'r> {
    pub(crate) fn new(vectors: &'r [f32], answers: &'r [f32], stretches: &[&[Word<'_>]]) -> Self {
        let mut end = 0;
        let ends = stretches.iter().map(|s| {
            end += 1 + s.len();
            end
        });
        Branched { vectors, answers, begins: std::iter::once(0).chain(ends).collect() }
    }

    /// What is said of one stretch.
    pub(crate) fn stretch(&self, stretch: usize) -> Option<Seen> {
        let (begin, end) = (*self.begins.get(stretch)?, *self.begins.get(stretch + 1)?);
        let rows = |all: &'r [f32]| {
            let width = all.len() / self.begins.last()?;
            all.get(begin * width..end * width)
        };
        let vectors = rows(self.vectors)?.iter().copied().map(upper).collect();
        Some(Seen { vectors, answers: rows(self.answers)?.to_vec() })
    }
}

impl Branch {
    /// Reads a branch from bytes that begin at a multiple of 4 and stay where they are.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let labels = file.header.labels.get("pair").map_or(0, Vec::len);
        if labels == 0 || file.header.layers == 0 {
            return Err(ModelError::Damaged("it has no layers, or pairs have no labels".into()));
        }
        let mut end = 0;
        let own = file.header.labels.iter().filter(|(name, _)| *name != "pair");
        let questions = own
            .map(|(name, answers)| {
                end += answers.len();
                (name.clone(), end - answers.len()..end)
            })
            .collect();
        Ok(Branch {
            layers: Layer::all(&file)?,
            outputs: file.matrix("outputs", HIDDEN)?.sized(end)?,
            questions,
            asked: Layer::read(&file, "asked")?,
            mark: file.floats("mark", &[HIDDEN])?,
            pair: file.matrix("pair", HIDDEN)?.sized(labels)?,
            path: Path::detect(),
        })
    }

    /// Where the answers of a question stand in a word's row; `None` of one that it does not know.
    pub fn question(&self, name: &str) -> Option<Range<usize>> {
        self.questions.iter().find(|(own, _)| own == name).map(|(_, range)| range.clone())
    }

    /// The answers to a question about a word of a stretch, as shares of 1 (softmax); empty where there is no such word.
    pub fn shares(&self, seen: &Seen, word: usize, question: &Range<usize>) -> Vec<f32> {
        let width = self.outputs.outputs;
        let row = seen.answers.get((word + 1) * width..(word + 2) * width);
        row.and_then(|row| row.get(question.clone())).map(softmax).unwrap_or_default()
    }

    /// How many labels pairs have.
    pub fn labels_of_pairs(&self) -> usize {
        self.pair.outputs
    }

    /// What other words of a stretch are to one of them: for each the labels of pairs as shares of 1. Nothing where one of the
    /// words is not in the stretch.
    pub fn pairs(&self, seen: &Seen, word: usize, others: &[usize]) -> Vec<Vec<f32>> {
        let rows = seen.vectors.len() / HIDDEN;
        if others.is_empty() || others.iter().chain([&word]).any(|w| w + 1 >= rows) {
            return Vec::new();
        }
        let mut marked: Vec<f32> = seen.vectors.iter().copied().map(float).collect();
        marked[(word + 1) * HIDDEN..].iter_mut().zip(self.mark).for_each(|(x, mark)| *x += mark);
        let which: Vec<usize> = others.iter().map(|other| other + 1).collect();
        let (mut acts, mut scores) = (Acts::default(), Vec::new());
        acts.set(self.path, &self.asked.apply_to(self.path, &marked, &which), HIDDEN);
        let scores = kernel::product(self.path, &acts, &self.pair, &mut scores);
        scores.chunks_exact(self.pair.outputs).map(softmax).collect()
    }
}

/// The upper half of a float, rounded to the nearest, ties to even.
fn upper(x: f32) -> u16 {
    let bits = x.to_bits();
    ((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16
}

fn float(upper: u16) -> f32 {
    f32::from_bits(u32::from(upper) << 16)
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let total: f32 = scores.iter().map(|s| exp(s - most)).sum();
    scores.iter().map(|s| exp(s - most) / total).collect()
}

#[cfg(test)]
mod tests {
    use super::{float, upper};

    #[test]
    fn half_a_float_is_the_nearest() {
        for (x, near) in [(0.0, 0.0), (-1.5, -1.5), (1.0 / 3.0, 0.333_984_38), (1.0 + 1.0 / 256.0, 1.0)] {
            assert_eq!(float(upper(x)), near, "{x}");
        }
    }
}
