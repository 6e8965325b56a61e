//! The product and the float loops with AVX-512 and its byte products (VNNI).
//!
//! Unsafe for two reasons only: calling functions that need these instructions, which [`super::Path::Avx512`]
//! proves (it is made nowhere but after asking the processor), and reading and writing vectors through pointers
//! inside slices whose lengths are asserted first.
#![allow(unsafe_code, reason = "vector instructions have no safe form")]

use super::{Acts, BLOCK, GROUP, Matrix, Norm, float};
use std::arch::x86_64::*;

/// Safe front of a function that needs AVX-512.
macro_rules! with_avx512 {
    ($name:ident($($arg:ident: $type:ty),*) by $body:path) => {
        pub(super) fn $name($($arg: $type),*) {
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
            fn inner($($arg: $type),*) {
                $body($($arg),*);
            }
            // SAFETY: only called on `Path::Avx512`.
            unsafe { inner($($arg),*) }
        }
    };
}

with_avx512!(add_norm(x: &mut [f32], by: &[f32], norm: &Norm<'_>) by float::add_norm);
with_avx512!(gelu(x: &mut [f32]) by float::gelu);
with_avx512!(attend(queries: &[f32], qkv: &[f32], head: usize, keys: &mut [f32], rows: &mut [f32], out: &mut [f32]) by float::attend);
with_avx512!(quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]) by float::quantise);
with_avx512!(product(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) by tiles);

/// Rows that share one pass over two blocks of weights: their sixteen sums stay in registers.
const ROWS: usize = 8;

/// See [`super::product`]: tile by tile, two blocks of outputs where there are two left.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn tiles(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) {
    let blocks = matrix.outputs.div_ceil(BLOCK);
    for block in (0..blocks).step_by(2) {
        if block + 1 < blocks {
            rows::<2>(acts, matrix, block, out);
        } else {
            rows::<1>(acts, matrix, block, out);
        }
    }
}

/// All rows with `B` blocks of weights, beginning at `block`.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn rows<const B: usize>(acts: &Acts, matrix: &Matrix<'_>, block: usize, out: &mut [f32]) {
    let size = BLOCK * matrix.inputs;
    let mut weights = [&matrix.packed[..0]; B];
    for (b, weights) in weights.iter_mut().enumerate() {
        *weights = &matrix.packed[(block + b) * size..][..size];
    }
    let mut row = 0;
    while row + ROWS <= acts.rows {
        tile::<ROWS, B>(acts, matrix, block, weights, row, out);
        row += ROWS;
    }
    while row < acts.rows {
        tile::<1, B>(acts, matrix, block, weights, row, out);
        row += 1;
    }
}

/// `R` rows from `row` on with `B` blocks of weights, finished into `out`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn tile<const R: usize, const B: usize>(
    acts: &Acts,
    matrix: &Matrix<'_>,
    block: usize,
    weights: [&[i8]; B],
    row: usize,
    out: &mut [f32],
) {
    let depth = matrix.inputs;
    let mut bytes = [&acts.bytes[..0]; R];
    for (r, bytes) in bytes.iter_mut().enumerate() {
        *bytes = &acts.bytes[(row + r) * depth..][..depth];
    }
    assert!(weights.iter().all(|w| w.len() == BLOCK * depth) && depth.is_multiple_of(GROUP));
    let mut sums = [[_mm512_setzero_si512(); B]; R];
    for group in 0..depth / GROUP {
        let mut vectors = [_mm512_setzero_si512(); B];
        for (vector, weights) in vectors.iter_mut().zip(weights) {
            // SAFETY: a group is one vector of each block, which is there, as asserted.
            *vector = unsafe { _mm512_loadu_si512(weights.as_ptr().add(group * GROUP * BLOCK).cast()) };
        }
        for (bytes, sums) in bytes.iter().zip(&mut sums) {
            // SAFETY: and `GROUP` bytes of each row, which are there, as asserted.
            let four = unsafe { bytes.as_ptr().add(group * GROUP).cast::<i32>().read_unaligned() };
            let four = _mm512_set1_epi32(four);
            for (sum, weights) in sums.iter_mut().zip(vectors) {
                *sum = _mm512_dpbusd_epi32(*sum, four, weights);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (b, sums) in sums.iter().enumerate() {
            let first = (block + b) * BLOCK;
            let here = BLOCK.min(matrix.outputs - first);
            let mut whole = [0i32; BLOCK];
            // SAFETY: sixteen numbers are one vector.
            unsafe { _mm512_storeu_si512(whole.as_mut_ptr().cast(), *sums) };
            let slots = &mut out[(row + r) * matrix.outputs + first..][..here];
            matrix.finish(first, &whole, acts.scales[row + r], slots);
        }
    }
}
