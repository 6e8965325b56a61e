//! Linear outputs over the vectors of words in their context: a small file beside the model, trained on vectors that stay as
//! they are.
//!
//! A file, little-endian throughout:
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `RLIN` |
//! | 4, 4, 4 | version (1), number of outputs, width of a vector |
//! | for each output 4 times the width, 4 | weights (f32), bias (f32) |

use crate::{HIDDEN, kernel};

/// A number of sums of a word's vector.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    rows: Vec<(Vec<f32>, f32)>,
}

/// Why a file of linear outputs cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("damaged file of linear outputs: {0}")]
pub struct BadLinear(&'static str);

impl Linear {
    /// Reads a file that gives `outputs` numbers.
    ///
    /// # Errors
    /// Where the bytes are cut short, too long, or made for something else.
    pub fn from_bytes(bytes: &[u8], outputs: usize) -> Result<Linear, BadLinear> {
        let number = |at: usize| -> Option<[u8; 4]> { bytes.get(at..at + 4)?.try_into().ok() };
        let count = |at: usize| number(at).map(u32::from_le_bytes).map(|n| n as usize);
        if number(0) != Some(*b"RLIN") || count(4) != Some(1) {
            return Err(BadLinear("it does not begin with RLIN, version 1"));
        }
        if count(8) != Some(outputs) || count(12) != Some(HIDDEN) {
            return Err(BadLinear("it was made for another number of outputs, or another model"));
        }
        if bytes.len() != 16 + outputs * (HIDDEN + 1) * 4 {
            return Err(BadLinear("it has another length than it says"));
        }
        let floats: Vec<f32> =
            bytes[16..].chunks_exact(4).map(|c| f32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
        let row = |r: &[f32]| (r[..HIDDEN].to_vec(), r[HIDDEN]);
        Ok(Linear { rows: floats.chunks_exact(HIDDEN + 1).map(row).collect() })
    }

    /// The sums of a vector, one for each output; added up in one order, so the same everywhere.
    pub fn of(&self, vector: &[f32]) -> Vec<f32> {
        let sum = |(weights, bias): &(Vec<f32>, f32)| {
            let mut sums = [0.0f32; kernel::LANES];
            for (w, v) in weights.chunks_exact(kernel::LANES).zip(vector.chunks_exact(kernel::LANES)) {
                for i in 0..kernel::LANES {
                    sums[i] += w[i] * v[i];
                }
            }
            bias + sums.iter().sum::<f32>()
        };
        self.rows.iter().map(sum).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(outputs: u32) -> Vec<u8> {
        let mut out = b"RLIN".to_vec();
        [1, outputs, HIDDEN as u32].iter().for_each(|n| out.extend(n.to_le_bytes()));
        for output in 0..outputs {
            (0..HIDDEN).for_each(|i| out.extend(f32::from(u8::from(i == output as usize)).to_le_bytes()));
            out.extend(0.5f32.to_le_bytes());
        }
        out
    }

    #[test]
    fn each_output_is_a_sum_with_its_bias() {
        let linear = Linear::from_bytes(&file(2), 2).unwrap();
        let mut vector = vec![0.0; HIDDEN];
        (vector[0], vector[1]) = (3.0, -1.0);
        assert_eq!(linear.of(&vector), [3.5, -0.5]);
    }

    #[test]
    fn damage_is_told_apart() {
        let good = file(2);
        assert!(Linear::from_bytes(&good, 3).is_err());
        assert!((0..good.len()).all(|cut| Linear::from_bytes(&good[..cut], 2).is_err()));
        assert!(Linear::from_bytes(&[&good[..], &[0]].concat(), 2).is_err());
    }
}
