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
with_avx2!(attend(qkv: &[f32], words: usize, head: usize, keys: &mut [f32], row: &mut [f32], out: &mut [f32]));
with_avx2!(quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]));

/// Rows that share one pass over a block of weights.
const ROWS: usize = 4;

/// See [`super::product`].
pub(super) fn product(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) {
    let (depth, rows) = (matrix.inputs, acts.scales.len());
    assert!(depth.is_multiple_of(GROUP) && acts.bytes.len() >= rows * depth);
    assert!(matrix.packed.len() >= matrix.outputs.div_ceil(BLOCK) * BLOCK * depth);
    for (block, weights) in matrix.packed.chunks_exact(BLOCK * depth).enumerate() {
        let first = block * BLOCK;
        let here = BLOCK.min(matrix.outputs - first);
        let mut row = 0;
        while row < rows {
            let count = ROWS.min(rows - row);
            let mut sums = [[0i32; BLOCK]; ROWS];
            let bytes = &acts.bytes[row * depth..(row + count) * depth];
            // SAFETY: only called on `Path::Avx2`.
            unsafe {
                match count {
                    4 => tile::<4>(bytes, weights, depth, &mut sums),
                    3 => tile::<3>(bytes, weights, depth, &mut sums),
                    2 => tile::<2>(bytes, weights, depth, &mut sums),
                    _ => tile::<1>(bytes, weights, depth, &mut sums),
                }
            }
            for (r, sums) in sums.iter().enumerate().take(count) {
                let scale = acts.scales[row + r];
                let slots = &mut out[(row + r) * matrix.outputs + first..][..here];
                for (k, (slot, &sum)) in slots.iter_mut().zip(sums).enumerate() {
                    *slot = matrix.finish(first + k, sum, scale);
                }
            }
            row += count;
        }
    }
}

/// `N` rows of bytes by one block of weights: integer sums.
#[target_feature(enable = "avx2")]
fn tile<const N: usize>(bytes: &[u8], weights: &[i8], depth: usize, sums: &mut [[i32; BLOCK]; ROWS]) {
    assert!(bytes.len() >= N * depth && weights.len() >= BLOCK * depth);
    let ones = _mm256_set1_epi16(1);
    let mut acc = [[_mm256_setzero_si256(); 2]; N];
    let (b, w) = (bytes.as_ptr(), weights.as_ptr());
    for k in 0..depth / GROUP {
        // SAFETY: `k * 64 + 64 <= BLOCK * depth` and `(r + 1) * depth <= bytes.len()`, asserted above.
        unsafe {
            let left = _mm256_loadu_si256(w.add(k * 64).cast());
            let right = _mm256_loadu_si256(w.add(k * 64 + 32).cast());
            for (r, acc) in acc.iter_mut().enumerate() {
                let four = _mm256_set1_epi32(b.add(r * depth + k * GROUP).cast::<i32>().read_unaligned());
                let p = _mm256_madd_epi16(_mm256_maddubs_epi16(four, left), ones);
                let q = _mm256_madd_epi16(_mm256_maddubs_epi16(four, right), ones);
                acc[0] = _mm256_add_epi32(acc[0], p);
                acc[1] = _mm256_add_epi32(acc[1], q);
            }
        }
    }
    for (acc, sums) in acc.iter().zip(sums.iter_mut()) {
        // SAFETY: a row of sums is sixteen numbers, two vectors.
        unsafe {
            _mm256_storeu_si256(sums.as_mut_ptr().cast(), acc[0]);
            _mm256_storeu_si256(sums.as_mut_ptr().add(8).cast(), acc[1]);
        }
    }
}
