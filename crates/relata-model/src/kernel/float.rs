//! Float loops, in lanes of eight: see the rule of the module above.

use super::{LEVELS, ZERO};
use crate::{HEAD, HIDDEN};

/// Floats that are computed side by side.
pub(crate) const LANES: usize = 8;
/// Words whose attention scores are computed side by side: working space is filled up to whole steps.
pub(crate) const STEP: usize = 2 * LANES;

type Lane = [f32; LANES];

#[inline(always)]
fn each(mut f: impl FnMut(usize) -> f32) -> Lane {
    let mut out = [0.0; LANES];
    let mut i = 0;
    while i < LANES {
        out[i] = f(i);
        i += 1;
    }
    out
}

#[inline(always)]
fn lane(x: &[f32]) -> Lane {
    // Slices come from `chunks_exact`, so the first eight are there.
    each(|i| x[i])
}

/// The sum of a lane, in one fixed order.
#[inline(always)]
fn total(x: Lane) -> f32 {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}

/// e to the x by splitting off a power of two and a polynomial of degree six for the rest (the
/// scheme of Cephes `expf`; error under 2 units of the last place over the range used here).
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    // Rounds to a whole number by pushing the fraction out of the mantissa.
    const PUSH: f32 = 12_582_912.0;
    let n = (x * std::f32::consts::LOG2_E + PUSH) - PUSH;
    let r = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let p = 1.987_569_1e-4f32;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let y = (p * r) * r + r + 1.0;
    let power = ((n + PUSH).to_bits() << 23).wrapping_add(1.0f32.to_bits());
    y * f32::from_bits(power)
}

/// Weight and bias of a layer norm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Norm<'m> {
    pub(crate) weight: &'m [f32],
    pub(crate) bias: &'m [f32],
}

/// Layer norm (Ba et al. 2016) of `x + by`, row by row, in place.
#[inline(always)]
pub(super) fn add_norm(x: &mut [f32], by: &[f32], norm: &Norm<'_>) {
    for (row, by) in x.chunks_exact_mut(HIDDEN).zip(by.chunks_exact(HIDDEN)) {
        let mut sum = [0.0; LANES];
        for (a, b) in row.chunks_exact_mut(LANES).zip(by.chunks_exact(LANES)) {
            for i in 0..LANES {
                a[i] += b[i];
                sum[i] += a[i];
            }
        }
        let mean = total(sum) / HIDDEN as f32;
        let mut squares = [0.0; LANES];
        for a in row.chunks_exact(LANES) {
            for i in 0..LANES {
                let d = a[i] - mean;
                squares[i] += d * d;
            }
        }
        let scale = 1.0 / (total(squares) / HIDDEN as f32 + 1e-12).sqrt();
        let weights = norm.weight.chunks_exact(LANES).zip(norm.bias.chunks_exact(LANES));
        for (a, (w, b)) in row.chunks_exact_mut(LANES).zip(weights) {
            for i in 0..LANES {
                a[i] = (a[i] - mean) * scale * w[i] + b[i];
            }
        }
    }
}

#[inline(always)]
pub(super) fn gelu(x: &mut [f32]) {
    for a in x.chunks_exact_mut(LANES) {
        let v = lane(a);
        // tanh(u) = 1 - 2 / (e^2u + 1), so half of (1 + tanh u) is 1 - 1 / (e^2u + 1).
        let twice = each(|i| 1.595_769 * (v[i] + 0.044_715 * v[i] * v[i] * v[i]));
        let e = each(|l| exp(twice[l]));
        for i in 0..LANES {
            a[i] = v[i] - v[i] / (e[i] + 1.0);
        }
    }
}

/// One head over one stretch of words: each row of `qkv` holds queries, keys and values of all heads, [`HIDDEN`] floats
/// each; the queries are scaled already. Those of `queries`, rows of the same form, are answered: writes this head's
/// part of `out`, a row of [`HIDDEN`] for each. `keys` ([`HEAD`] times the words filled up to whole steps) and
/// `rows` ([`QUERIES`] times that many words) are working space.
#[inline(always)]
pub(super) fn attend(
    queries: &[f32],
    qkv: &[f32],
    head: usize,
    keys: &mut [f32],
    rows: &mut [f32],
    out: &mut [f32],
) {
    let [answers, words] = [queries, qkv].map(|rows| rows.len() / (3 * HIDDEN));
    let full = words.next_multiple_of(STEP);
    let (keys, rows) = (&mut keys[..HEAD * full], &mut rows[..QUERIES * full]);
    // Keys turned, a step of neighbouring words side by side; what fills the last step is zero.
    for (step, keys) in keys.chunks_exact_mut(HEAD * STEP).enumerate() {
        for k in 0..STEP {
            let word = step * STEP + k;
            if word < words {
                let key = &qkv[word * 3 * HIDDEN + HIDDEN + head * HEAD..][..HEAD];
                for d in 0..HEAD {
                    keys[d * STEP + k] = key[d];
                }
            } else {
                for d in 0..HEAD {
                    keys[d * STEP + k] = 0.0;
                }
            }
        }
    }
    for first in (0..answers).step_by(QUERIES) {
        // The last few queries stand for those that are missing.
        let these: [&[f32]; QUERIES] = std::array::from_fn(|q| {
            let word = (first + q).min(answers - 1);
            &queries[word * 3 * HIDDEN + head * HEAD..][..HEAD]
        });
        score(these, keys, rows, full);
        for row in rows.chunks_exact_mut(full) {
            soften(row, words);
        }
        let mixed = mix(qkv, words, head, rows, full);
        for (q, mixed) in mixed.iter().enumerate().take(answers - first) {
            out[(first + q) * HIDDEN + head * HEAD..][..HEAD].copy_from_slice(mixed);
        }
    }
}

/// Queries that share one pass over keys and values.
pub(crate) const QUERIES: usize = 4;

/// The scores of a few queries with all keys, a row of `full` for each.
#[inline(always)]
fn score(queries: [&[f32]; QUERIES], keys: &[f32], rows: &mut [f32], full: usize) {
    for (step, keys) in keys.chunks_exact(HEAD * STEP).enumerate() {
        let mut sums = [[[0.0f32; LANES]; 2]; QUERIES];
        for (d, key) in keys.chunks_exact(STEP).enumerate() {
            for (sums, query) in sums.iter_mut().zip(queries) {
                let q = query[d];
                for l in 0..LANES {
                    sums[0][l] += q * key[l];
                    sums[1][l] += q * key[LANES + l];
                }
            }
        }
        for (row, sums) in rows.chunks_exact_mut(full).zip(sums) {
            let row = &mut row[step * STEP..][..STEP];
            row[..LANES].copy_from_slice(&sums[0]);
            row[LANES..].copy_from_slice(&sums[1]);
        }
    }
}

/// Softmax of the first `words` of a row; the rest becomes 0.
#[inline(always)]
fn soften(row: &mut [f32], words: usize) {
    row[words..].fill(f32::NEG_INFINITY);
    let mut tops = [f32::NEG_INFINITY; LANES];
    for r in row.chunks_exact(LANES) {
        for l in 0..LANES {
            tops[l] = if r[l] > tops[l] { r[l] } else { tops[l] };
        }
    }
    let top = tops.iter().fold(f32::NEG_INFINITY, |m, &v| if v > m { v } else { m });
    for r in row.chunks_exact_mut(LANES) {
        let e = each(|l| exp(r[l] - top));
        r.copy_from_slice(&e);
    }
    // What fills the last step is no word.
    row[words..].fill(0.0);
    let mut sums = [0.0; LANES];
    for r in row.chunks_exact(LANES) {
        for l in 0..LANES {
            sums[l] += r[l];
        }
    }
    let scale = 1.0 / total(sums);
    for r in row.iter_mut() {
        *r *= scale;
    }
}

/// The values of all words, mixed by the weights in each row.
#[inline(always)]
fn mix(qkv: &[f32], words: usize, head: usize, rows: &[f32], full: usize) -> [[f32; HEAD]; QUERIES] {
    let mut out = [[0.0; HEAD]; QUERIES];
    // Two lanes of the values at a time: the sums of all queries stay in registers.
    for part in 0..HEAD / STEP {
        let mut sums = [[[0.0f32; LANES]; 2]; QUERIES];
        for word in 0..words {
            let value = &qkv[word * 3 * HIDDEN + 2 * HIDDEN + head * HEAD + part * STEP..][..STEP];
            for (q, sums) in sums.iter_mut().enumerate() {
                let p = rows[q * full + word];
                for l in 0..LANES {
                    sums[0][l] += p * value[l];
                    sums[1][l] += p * value[LANES + l];
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(sums) {
            out[part * STEP..][..LANES].copy_from_slice(&sums[0]);
            out[part * STEP + LANES..][..LANES].copy_from_slice(&sums[1]);
        }
    }
    out
}

#[inline(always)]
pub(super) fn quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32]) {
    let rows = x.chunks_exact(width).zip(bytes.chunks_exact_mut(width)).zip(scales);
    for ((row, bytes), scale) in rows {
        let mut top = [0.0f32; LANES];
        for a in row.chunks_exact(LANES) {
            for i in 0..LANES {
                let v = a[i].abs();
                top[i] = if v > top[i] { v } else { top[i] };
            }
        }
        let top = top.iter().fold(0.0, |m, &v| if v > m { v } else { m });
        *scale = top / LEVELS;
        let by = if top > 0.0 { LEVELS / top } else { 0.0 };
        for (a, b) in row.chunks_exact(LANES).zip(bytes.chunks_exact_mut(LANES)) {
            for i in 0..LANES {
                // The whole number lands in the low bits of the mantissa.
                b[i] = (a[i] * by + (12_582_912.0 + ZERO as f32)).to_bits() as u8;
            }
        }
    }
}
