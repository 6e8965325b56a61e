//! A branch: the encoder's last layers once more, trained for a task of its own, with the task's outputs.
//!
//! The layers below stay as they are, so all else that is read of the same words stays the same, bit for bit; a branch costs the
//! time of its layers. Its file has the form of [`crate::file`], with the tensors `layers.*`; `outputs`, first the two sides of
//! pairs, then the labels of each question of the header's `labels`, sorted by name but for `pair`; and `pair`, for each label of
//! pairs a square of the width of a side and one, whose last row and column stand for what one side says alone.

use crate::encoder::Layer;
use crate::file::File;
use crate::kernel::{Matrix, exp};
use crate::{HIDDEN, ModelError};
use std::ops::Range;

/// Layers beside the last of the encoder, and their outputs.
#[derive(Debug)]
pub struct Branch {
    pub(crate) layers: Vec<Layer>,
    pub(crate) outputs: Matrix<'static>,
    /// Width of each side of a pair.
    width: usize,
    /// Each question by its name, where its answers stand in a row.
    questions: Vec<(String, Range<usize>)>,
    /// The labels of pairs, and the squares of their form.
    labels: usize,
    form: &'static [f32],
}

impl Branch {
    /// Reads a branch from bytes that begin at a multiple of 4 and stay where they are.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let &[labels, side, _] = file.shape("pair")? else {
            return Err(ModelError::Damaged("the form of pairs is not three-dimensional".into()));
        };
        let width = side.saturating_sub(1);
        if width > HIDDEN || file.header.labels.get("pair").map(Vec::len) != Some(labels) {
            return Err(ModelError::Damaged("the form of pairs does not fit its labels".into()));
        }
        let mut end = 2 * width;
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
            width,
            questions,
            labels,
            form: file.floats("pair", &[labels, side, side])?,
        })
    }

    /// Where the answers of a question stand in a word's row; `None` of one that it does not know.
    pub fn question(&self, name: &str) -> Option<Range<usize>> {
        self.questions.iter().find(|(own, _)| own == name).map(|(_, range)| range.clone())
    }

    /// The answers of a question out of a word's row, as shares of 1 (softmax).
    pub fn shares(&self, row: &[f32], question: &Range<usize>) -> Vec<f32> {
        row.get(question.clone()).map(softmax).unwrap_or_default()
    }

    /// What two words are to each other, out of their rows: the labels of pairs as shares of 1. The sums are made in one order.
    pub fn pair(&self, first: &[f32], second: &[f32]) -> Vec<f32> {
        let side = self.width + 1;
        let (Some(low), Some(high)) = (first.get(..self.width), second.get(self.width..2 * self.width))
        else {
            return vec![0.0; self.labels];
        };
        let mut turned = vec![0.0; side];
        let score = |square: &[f32]| {
            let (rows, alone) = square.split_at(self.width * side);
            turned.copy_from_slice(alone);
            for (row, l) in rows.chunks_exact(side).zip(low).filter(|(_, l)| **l > 0.0) {
                turned.iter_mut().zip(row).for_each(|(t, weight)| *t += l * weight);
            }
            turned.iter().zip(high).fold(turned[self.width], |sum, (t, h)| sum + t * h.max(0.0))
        };
        softmax(&self.form.chunks_exact(side * side).map(score).collect::<Vec<f32>>())
    }
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let total: f32 = scores.iter().map(|s| exp(s - most)).sum();
    scores.iter().map(|s| exp(s - most) / total).collect()
}
