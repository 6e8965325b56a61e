//! The product and the float loops with AVX2.
//!
//! Unsafe for three reasons only: calling functions that need AVX2, which [`super::Path::Avx2`] proves
//! (it is made nowhere but after asking the processor), reading and writing vectors through pointers, and one
//! loop in assembly, each inside slices whose lengths are asserted first.
#![allow(unsafe_code, reason = "vector instructions have no safe form")]

use super::{Acts, BLOCK, GROUP, Matrix, Norm, RUN, float};
use std::arch::x86_64::*;

/// Safe front of a function that needs AVX2.
macro_rules! with_avx2 {
    ($name:ident($($arg:ident: $type:ty),*) by $body:path) => {
        pub(super) fn $name($($arg: $type),*) {
            #[target_feature(enable = "avx2")]
            fn inner($($arg: $type),*) {
                $body($($arg),*);
            }
            // SAFETY: only called on `Path::Avx2`.
            unsafe { inner($($arg),*) }
        }
    };
}

with_avx2!(add_norm(x: &mut [f32], by: &[f32], norm: &Norm<'_>) by float::add_norm);
with_avx2!(gelu(x: &mut [f32]) by float::gelu);
with_avx2!(attend(queries: &[f32], qkv: &[f32], head: usize, keys: &mut [f32], rows: &mut [f32], out: &mut [f32]) by float::attend);
with_avx2!(quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]) by float::quantise);
with_avx2!(product(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) by tiles);

/// Rows that share one pass over a block of weights: with three, all sums stay in the sixteen registers.
const ROWS: usize = 3;
/// Sixteen ones, with which neighbours are summed.
static ONES: [i16; 16] = [1; 16];

/// See [`super::product`]: block by block, a few rows at a time.
#[target_feature(enable = "avx2")]
fn tiles(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) {
    let (depth, outputs) = (matrix.inputs, matrix.outputs);
    assert!(depth.is_multiple_of(RUN * GROUP) && depth > 0 && acts.bytes.len() >= acts.rows * depth);
    assert!(matrix.packed.len() >= outputs.div_ceil(BLOCK) * BLOCK * depth);
    for (block, weights) in matrix.packed.chunks_exact(BLOCK * depth).enumerate() {
        let first = block * BLOCK;
        let here = BLOCK.min(outputs - first);
        for row in (0..acts.rows).step_by(ROWS) {
            let count = ROWS.min(acts.rows - row);
            let bytes = &acts.bytes[row * depth..(row + count) * depth];
            let mut sums = [[0i32; BLOCK]; ROWS];
            if count == ROWS {
                three(bytes, weights, &mut sums);
            } else {
                for (bytes, sums) in bytes.chunks_exact(depth).zip(&mut sums) {
                    one(bytes, weights, sums);
                }
            }
            for (r, sums) in sums.iter().enumerate().take(count) {
                let slots = &mut out[(row + r) * outputs + first..][..here];
                matrix.finish(first, sums, acts.scales[row + r], slots);
            }
        }
    }
}

/// Sixteen sums for each of three rows of activations with one block of weights.
///
/// In assembly, for what compilers make of the intrinsics keeps half of the sums in memory, which takes a
/// fifth more time. The same steps as in [`one`].
#[target_feature(enable = "avx2")]
fn three(bytes: &[u8], weights: &[i8], sums: &mut [[i32; BLOCK]; ROWS]) {
    /// One group: its weights, and for each row the products, put or added into the 16-bit sums.
    macro_rules! group {
        ($w:literal, $b:literal, $which:tt) => {
            concat!(
                "vmovdqu {wl}, [{w} + ", $w, "]\n", "vmovdqu {wr}, [{w} + ", $w, " + 32]\n",
                group!(@row "[{b} + " $b "]", "{s0}", "{s1}", $which),
                group!(@row "[{b} + {depth} + " $b "]", "{s2}", "{s3}", $which),
                group!(@row "[{b} + 2*{depth} + " $b "]", "{s4}", "{s5}", $which),
            )
        };
        (@row $a:literal $b:literal $c:literal, $l:literal, $r:literal, first) => {
            concat!(
                "vpbroadcastd {four}, dword ptr ", $a, $b, $c, "\n",
                "vpmaddubsw ", $l, ", {four}, {wl}\n", "vpmaddubsw ", $r, ", {four}, {wr}\n",
            )
        };
        (@row $a:literal $b:literal $c:literal, $l:literal, $r:literal, next) => {
            concat!(
                "vpbroadcastd {four}, dword ptr ", $a, $b, $c, "\n",
                "vpmaddubsw {more}, {four}, {wl}\n", "vpaddw ", $l, ", ", $l, ", {more}\n",
                "vpmaddubsw {four}, {four}, {wr}\n", "vpaddw ", $r, ", ", $r, ", {four}\n",
            )
        };
    }
    /// 16-bit sums into the 32-bit ones.
    macro_rules! widen {
        ($short:literal, $long:literal) => {
            concat!(
                "vpmaddwd ",
                $short,
                ", ",
                $short,
                ", [{ones}]\n",
                "vpaddd ",
                $long,
                ", ",
                $long,
                ", ",
                $short,
                "\n"
            )
        };
    }
    let depth = bytes.len() / ROWS;
    let runs = depth / (RUN * GROUP);
    assert!(runs > 0 && depth == runs * RUN * GROUP && weights.len() >= BLOCK * depth);
    let zero = _mm256_setzero_si256();
    let mut acc = [zero; 2 * ROWS];
    let [a0, a1, a2, a3, a4, a5] = &mut acc;
    // SAFETY: every run reads `RUN * GROUP` bytes of each of the three rows and `BLOCK` times as many weights,
    // which are there, as asserted; nothing is written but registers.
    unsafe {
        std::arch::asm!(
            "2:",
            group!("0", "0", first),
            group!("64", "4", next),
            group!("128", "8", next),
            group!("192", "12", next),
            widen!("{s0}", "{a0}"), widen!("{s1}", "{a1}"), widen!("{s2}", "{a2}"),
            widen!("{s3}", "{a3}"), widen!("{s4}", "{a4}"), widen!("{s5}", "{a5}"),
            "add {w}, 256",
            "add {b}, 16",
            "dec {runs}",
            "jnz 2b",
            w = inout(reg) weights.as_ptr() => _,
            b = inout(reg) bytes.as_ptr() => _,
            depth = in(reg) depth,
            runs = inout(reg) runs => _,
            ones = in(reg) ONES.as_ptr(),
            a0 = inout(ymm_reg) *a0, a1 = inout(ymm_reg) *a1, a2 = inout(ymm_reg) *a2,
            a3 = inout(ymm_reg) *a3, a4 = inout(ymm_reg) *a4, a5 = inout(ymm_reg) *a5,
            s0 = out(ymm_reg) _, s1 = out(ymm_reg) _, s2 = out(ymm_reg) _,
            s3 = out(ymm_reg) _, s4 = out(ymm_reg) _, s5 = out(ymm_reg) _,
            wl = out(ymm_reg) _, wr = out(ymm_reg) _, four = out(ymm_reg) _, more = out(ymm_reg) _,
            options(nostack, readonly),
        );
    }
    for (sums, acc) in sums.iter_mut().zip(acc.chunks_exact(2)) {
        store(sums, acc[0], acc[1]);
    }
}

/// Sixteen sums of one row of activations with one block of weights.
#[target_feature(enable = "avx2")]
fn one(bytes: &[u8], weights: &[i8], sums: &mut [i32; BLOCK]) {
    let ones = _mm256_set1_epi16(1);
    let mut acc = [_mm256_setzero_si256(); 2];
    for (bytes, weights) in bytes.chunks_exact(RUN * GROUP).zip(weights.chunks_exact(RUN * GROUP * BLOCK)) {
        // Products of a run of groups, summed in 16 bits: see the bound in the module above.
        let mut short = [_mm256_setzero_si256(); 2];
        for (four, weights) in bytes.as_chunks::<GROUP>().0.iter().zip(weights.chunks_exact(GROUP * BLOCK)) {
            let four = _mm256_set1_epi32(i32::from_le_bytes(*four));
            for (half, short) in short.iter_mut().enumerate() {
                // SAFETY: the weights of a group are two vectors.
                let weights = unsafe { _mm256_loadu_si256(weights.as_ptr().add(half * 32).cast()) };
                *short = _mm256_add_epi16(*short, _mm256_maddubs_epi16(four, weights));
            }
        }
        for (acc, short) in acc.iter_mut().zip(short) {
            *acc = _mm256_add_epi32(*acc, _mm256_madd_epi16(short, ones));
        }
    }
    store(sums, acc[0], acc[1]);
}

/// Two vectors as sixteen numbers.
#[target_feature(enable = "avx2")]
fn store(sums: &mut [i32; BLOCK], left: __m256i, right: __m256i) {
    let at = sums.as_mut_ptr();
    // SAFETY: sixteen numbers are two vectors.
    unsafe {
        _mm256_storeu_si256(at.cast(), left);
        _mm256_storeu_si256(at.add(8).cast(), right);
    }
}
