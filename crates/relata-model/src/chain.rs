//! The best row of BIO labels under a linear-chain field (Lafferty et al. 2001; Viterbi 1967).

use crate::ModelError;
use crate::file::File;

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
}

/// Whether a label goes on with what the label before it began.
fn inner(label: &str) -> bool {
    label.starts_with("I-")
}
