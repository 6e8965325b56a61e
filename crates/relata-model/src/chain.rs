//! The best row of BIO labels under a linear-chain field (Lafferty et al. 2001; Viterbi 1967).

use crate::ModelError;
use crate::file::File;
use crate::kernel::exp;

/// What stands for "cannot be".
const NEVER: f32 = -1e4;

/// One flat layer.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) labels: Vec<String>,
    /// Score of label b after label a, at `a * labels + b`; what BIO forbids is [`NEVER`].
    steps: Vec<f32>,
}

impl Chain {
    /// The layer `name` of a model.
    pub(crate) fn read(file: &File, name: &str) -> Result<Self, ModelError> {
        let labels = file.header.labels.get(name).cloned().unwrap_or_default();
        if labels.is_empty() {
            return Err(ModelError::Damaged(format!("no labels for {name}")));
        }
        let n = labels.len();
        let mut steps = file.floats(&format!("{name}.steps"), &[n, n])?.to_vec();
        for (a, before) in labels.iter().enumerate() {
            for (b, label) in labels.iter().enumerate() {
                if inner(label) && before.get(2..) != label.get(2..) {
                    steps[a * n + b] += NEVER;
                }
            }
        }
        Ok(Chain { labels, steps })
    }

    /// The best labels of `words` rows of scores, given by `score(word)`.
    pub(crate) fn best<'s>(&self, words: usize, score: impl Fn(usize) -> &'s [f32]) -> Vec<u8> {
        let n = self.labels.len();
        if words == 0 {
            return Vec::new();
        }
        let mut now: Vec<f32> =
            score(0).iter().zip(&self.labels).map(|(s, l)| if inner(l) { s + NEVER } else { *s }).collect();
        let mut next = vec![0.0; n];
        let mut back = vec![0u8; words * n];
        for w in 1..words {
            let scores = score(w);
            for b in 0..n {
                let (mut top, mut from) = (f32::NEG_INFINITY, 0);
                for (a, v) in now.iter().enumerate() {
                    let s = v + self.steps[a * n + b];
                    if s > top {
                        (top, from) = (s, a);
                    }
                }
                next[b] = top + scores[b];
                back[w * n + b] = from as u8;
            }
            std::mem::swap(&mut now, &mut next);
        }
        let mut at = 0;
        for (l, v) in now.iter().enumerate() {
            if *v > now[at] {
                at = l;
            }
        }
        let mut path = vec![0; words];
        for w in (0..words).rev() {
            path[w] = at as u8;
            at = back[w * n + at] as usize;
        }
        path
    }

    /// The marginal probability of each label of a path (forward-backward, Rabiner 1989, in
    /// probabilities made to sum to one at each word).
    pub(crate) fn marginals<'s>(&self, path: &[u8], score: impl Fn(usize) -> &'s [f32]) -> Vec<f32> {
        let (n, words) = (self.labels.len(), path.len());
        let weight: Vec<f32> = self.steps.iter().map(|s| exp(*s)).collect();
        // What each label's score alone is worth, beside the best of its word.
        let mut own = vec![0.0; words * n];
        for (w, row) in own.chunks_exact_mut(n).enumerate() {
            let scores = score(w);
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for ((o, s), label) in row.iter_mut().zip(scores).zip(&self.labels) {
                *o = if w == 0 && inner(label) { 0.0 } else { exp(s - top) };
            }
        }
        let mut before = own.clone();
        for w in 1..words {
            let (done, rest) = before.split_at_mut(w * n);
            let last = &done[(w - 1) * n..];
            for (b, cell) in rest[..n].iter_mut().enumerate() {
                *cell *= last.iter().enumerate().map(|(a, v)| v * weight[a * n + b]).sum::<f32>();
            }
            normalise(&mut rest[..n]);
        }
        let mut behind = vec![1.0; n];
        let mut out = vec![0.0; words];
        for w in (0..words).rev() {
            let mut both: Vec<f32> =
                before[w * n..(w + 1) * n].iter().zip(&behind).map(|(a, b)| a * b).collect();
            normalise(&mut both);
            out[w] = both[path[w] as usize];
            let next: Vec<f32> = own[w * n..(w + 1) * n].iter().zip(&behind).map(|(a, b)| a * b).collect();
            for (a, cell) in behind.iter_mut().enumerate() {
                *cell = next.iter().enumerate().map(|(b, v)| v * weight[a * n + b]).sum();
            }
            normalise(&mut behind);
        }
        out
    }
}

/// Makes the numbers sum to one.
fn normalise(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|v| *v /= sum);
    }
}

/// Whether a label goes on with what the label before it began.
fn inner(label: &str) -> bool {
    label.starts_with("I-")
}
