//! The product and the float loops with AVX2.
//!
//! Unsafe for two reasons only: calling functions that need AVX2, which [`super::Path::Avx2`] proves
//! (it is made nowhere but after asking the processor), and reading and writing vectors through
//! pointers, each inside a slice whose length is asserted first.
#![allow(unsafe_code, reason = "vector instructions have no safe form")]

use super::{Acts, BLOCK, GROUP, Matrix, Norm, float};
use std::arch::x86_64::*;

/// Safe front of a function that needs AVX2.
macro_rules! with_avx2 {
    ($name:ident($($arg:ident: $type:ty),*)) => {
        pub(super) fn $name($($arg: $type),*) {
            #[target_feature(enable = "avx2")]
            fn inner($($arg: $type),*) {
                float::$name($($arg),*);
            }
            // SAFETY: only called on `Path::Avx2`.
            unsafe { inner($($arg),*) }
        }
    };
}

with_avx2!(add_norm(x: &mut [f32], by: &[f32], norm: &Norm<'_>));
with_avx2!(gelu(x: &mut [f32]));
with_avx2!(attend(qkv: &[f32], words: usize, head: usize, keys: &mut [f32], rows: &mut [f32], out: &mut [f32]));
with_avx2!(quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]));

/// Rows that share one pass over a block of weights.
const ROWS: usize = 4;

/// See [`super::product`].
pub(super) fn product(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) {
    let (depth, outputs) = (matrix.inputs, matrix.outputs);
    assert!(depth.is_multiple_of(2 * GROUP) && acts.bytes.len() >= acts.rows * depth);
    assert!(matrix.packed.len() >= outputs.div_ceil(BLOCK) * BLOCK * depth);
    for (block, weights) in matrix.packed.chunks_exact(BLOCK * depth).enumerate() {
        let first = block * BLOCK;
        for row in (0..acts.rows).step_by(ROWS) {
            let count = ROWS.min(acts.rows - row);
            let tile = Tile {
                bytes: &acts.bytes[row * depth..(row + count) * depth],
                scales: &acts.scales[row..row + count],
                weights,
                first,
            };
            let out = &mut out[row * outputs..(row + count) * outputs];
            // SAFETY: only called on `Path::Avx2`.
            unsafe {
                match count {
                    4 => tile.multiply::<4>(matrix, out),
                    3 => tile.multiply::<3>(matrix, out),
                    2 => tile.multiply::<2>(matrix, out),
                    _ => tile.multiply::<1>(matrix, out),
                }
            }
        }
    }
}

/// A few rows of activations and one block of weights.
struct Tile<'a> {
    bytes: &'a [u8],
    scales: &'a [f32],
    weights: &'a [i8],
    /// The first output of the block.
    first: usize,
}

impl Tile<'_> {
    /// Sixteen outputs of `N` rows into `out`, rows of all outputs.
    #[target_feature(enable = "avx2")]
    fn multiply<const N: usize>(&self, matrix: &Matrix<'_>, out: &mut [f32]) {
        let depth = matrix.inputs;
        assert!(self.bytes.len() >= N * depth && self.weights.len() >= BLOCK * depth);
        let ones = _mm256_set1_epi16(1);
        let mut acc = [[_mm256_setzero_si256(); 2]; N];
        let (b, w) = (self.bytes.as_ptr(), self.weights.as_ptr());
        for k in (0..depth / GROUP).step_by(2) {
            // SAFETY: the depth is a multiple of two groups, so `(k + 2) * 64 <= BLOCK * depth`, and
            // `(r + 1) * depth <= bytes.len()`, asserted above.
            unsafe {
                let weights = |at: usize| _mm256_loadu_si256(w.add(k * 64 + at * 32).cast());
                let (left, right) = ([weights(0), weights(2)], [weights(1), weights(3)]);
                for (r, acc) in acc.iter_mut().enumerate() {
                    let four = |g: usize| {
                        let at = b.add(r * depth + (k + g) * GROUP);
                        _mm256_set1_epi32(at.cast::<i32>().read_unaligned())
                    };
                    let (first, second) = (four(0), four(1));
                    // Two pairs of products fit into 16 bits: see the bounds in the module above.
                    let both = |w: [__m256i; 2]| {
                        let p = _mm256_maddubs_epi16(first, w[0]);
                        let q = _mm256_maddubs_epi16(second, w[1]);
                        _mm256_madd_epi16(_mm256_add_epi16(p, q), ones)
                    };
                    acc[0] = _mm256_add_epi32(acc[0], both(left));
                    acc[1] = _mm256_add_epi32(acc[1], both(right));
                }
            }
        }
        let here = BLOCK.min(matrix.outputs - self.first);
        for (r, acc) in acc.iter().enumerate() {
            let mut sums = [0i32; BLOCK];
            // SAFETY: sixteen numbers are two vectors.
            unsafe {
                _mm256_storeu_si256(sums.as_mut_ptr().cast(), acc[0]);
                _mm256_storeu_si256(sums.as_mut_ptr().add(8).cast(), acc[1]);
            }
            let slots = &mut out[r * matrix.outputs + self.first..][..here];
            matrix.finish(self.first, &sums, self.scales[r], slots);
        }
    }
}
