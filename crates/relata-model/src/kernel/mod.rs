//! Products of 7-bit activations with 8-bit weights, and the few float loops around them.
//!
//! Sums are integer, so every path gives the same number. The float loops are written once, in lanes
//! of eight without fused multiply-add, and compiled once for each path: compilers neither reorder
//! nor fuse float operations, so these agree too. `tests` hold both.
//!
//! The integer scheme is that of x86 (u8 by i8, neighbours summed in 16 bits). Activations stay under 128,
//! and the eight weights of a row that meet in one sum of 16 bits ([`fits`]) add up to at most [`REACH`],
//! signs left out, so that no sum overflows: 127 * 258 = 32,766 < 32,768. The file is checked for it.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod float;
mod portable;

pub(crate) use float::{LANES, Norm, QUERIES, STEP, exp};

/// Rows of a weight block: how many outputs one step of the inner loop makes.
pub(crate) const BLOCK: usize = 16;
/// Neighbouring inputs that are multiplied and summed together.
pub(crate) const GROUP: usize = 4;
/// Groups whose products are summed in 16 bits before they go on in 32.
pub(crate) const RUN: usize = 4;
/// The most that the magnitudes of the weights of one sum of 16 bits may add up to.
pub(crate) const REACH: i32 = i16::MAX as i32 / 127;
/// What stands for zero in an activation byte.
const ZERO: i32 = 64;
/// The largest magnitude of an activation.
const LEVELS: f32 = 63.0;

/// A weight matrix as it lies in the model file: `outputs` rows of `inputs`, weights that [`fits`] accepts.
///
/// `packed` is in blocks of [`BLOCK`] outputs; in a block, for every [`GROUP`] of inputs, the group of
/// each output in turn. Outputs are filled up to whole blocks with zeros.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matrix<'m> {
    pub(crate) packed: &'m [i8],
    /// What one step of a weight is worth, for each output.
    pub(crate) scales: &'m [f32],
    /// Added to each output.
    pub(crate) bias: &'m [f32],
    /// The sum of each output's weights: what the activations' zero adds is taken off again.
    pub(crate) sums: &'m [i32],
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
}

/// Whether no sum of 16 bits can overflow, whatever the activations: in the packed weights, the first halves of
/// all groups of a run meet in one sum, and so do the second halves.
pub(crate) fn fits(packed: &[i8]) -> bool {
    const LINE: usize = BLOCK * GROUP;
    packed.chunks(RUN * LINE).all(|run| {
        let mut sums = [0i32; LINE / 2];
        for line in run.chunks(LINE) {
            for (sum, pair) in sums.iter_mut().zip(line.chunks_exact(2)) {
                *sum += i32::from(pair[0]).abs() + i32::from(pair[1]).abs();
            }
        }
        sums.iter().all(|&s| s <= REACH)
    })
}

/// Rows of activations, 7 bits each with a scale a row.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    width: usize,
    rows: usize,
}

/// The first `length` of working space, which grows where it must and never shrinks: what was there
/// before stays and is to be written over.
pub(crate) fn room<T: Copy + Default>(space: &mut Vec<T>, length: usize) -> &mut [T] {
    if space.len() < length {
        space.resize(length, T::default());
    }
    &mut space[..length]
}

/// Which instructions the machine has. Made once; every path gives equal results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    /// No special instructions.
    Portable,
    /// AVX2 on x86-64.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with its byte products (VNNI) on x86-64.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Path {
    /// The fastest path that this machine has.
    pub(crate) fn detect() -> Self {
        Self::all().last().copied().unwrap_or(Path::Portable)
    }

    /// Every path that this machine has, the fastest last.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Path::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx2") {
                all.push(Path::Avx2);
            }
            if has!("avx512f") && has!("avx512bw") && has!("avx512vl") && has!("avx512vnni") {
                all.push(Path::Avx512);
            }
        }
        all
    }
}

/// Routes one call of a loop of [`float`] to its build for the path.
macro_rules! routed {
    ($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*)) => {
        $(#[$doc])*
        pub(crate) fn $name(path: Path, $($arg: $type),*) {
            match path {
                Path::Portable => float::$name($($arg),*),
                #[cfg(target_arch = "x86_64")]
                Path::Avx2 => avx2::$name($($arg),*),
                #[cfg(target_arch = "x86_64")]
                Path::Avx512 => avx512::$name($($arg),*),
            }
        }
    };
}

routed!(
    /// Adds `by` to `x` and brings each row of `norm`'s width to mean 0 and variance 1, then scales.
    add_norm(x: &mut [f32], by: &[f32], norm: &Norm<'_>)
);
routed!(
    /// GELU in its tanh form (Hendrycks & Gimpel 2016), in place.
    gelu(x: &mut [f32])
);
routed!(
    /// Attention of one head over one stretch; see [`float::attend`].
    attend(queries: &[f32], qkv: &[f32], head: usize, keys: &mut [f32], rows: &mut [f32], out: &mut [f32])
);
routed!(
    /// Rows to bytes with a scale each.
    quantise(x: &[f32], width: usize, bytes: &mut [u8], scales: &mut [f32])
);

impl Acts {
    /// Takes rows of `width` floats, a multiple of [`LANES`].
    pub(crate) fn set(&mut self, path: Path, x: &[f32], width: usize) {
        self.rows = x.len() / width;
        self.width = width;
        let (bytes, scales) = (room(&mut self.bytes, x.len()), room(&mut self.scales, self.rows));
        quantise(path, x, width, bytes, scales);
    }
}

/// Every row of `acts` times `matrix`, plus its bias: rows of `matrix.outputs` floats in `space`.
pub(crate) fn product<'s>(
    path: Path,
    acts: &Acts,
    matrix: &Matrix<'_>,
    space: &'s mut Vec<f32>,
) -> &'s mut [f32] {
    debug_assert_eq!(acts.width, matrix.inputs);
    let out = room(space, acts.rows * matrix.outputs);
    match path {
        Path::Portable => portable::product(acts, matrix, out),
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => avx2::product(acts, matrix, out),
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => avx512::product(acts, matrix, out),
    }
    out
}

impl Matrix<'_> {
    /// Outputs from `first` on from their integer sums: the zero of the activations off, then both scales
    /// and the bias.
    #[inline(always)]
    fn finish(&self, first: usize, sums: &[i32; BLOCK], scale: f32, out: &mut [f32]) {
        let range = first..first + out.len();
        let (own, scales, bias) = (&self.sums[range.clone()], &self.scales[range.clone()], &self.bias[range]);
        let float = |sum: i32, own: i32, own_scale: f32, bias: f32| {
            (sum - ZERO * own) as f32 * (scale * own_scale) + bias
        };
        // Whole blocks as arrays, whose length the compiler knows: they become vectors.
        let arrays =
            (<&mut [f32; BLOCK]>::try_from(&mut *out), own.try_into(), scales.try_into(), bias.try_into());
        if let (Ok(out), Ok(own), Ok(scales), Ok(bias)) = arrays {
            let (own, scales, bias): (&[i32; BLOCK], &[f32; BLOCK], &[f32; BLOCK]) = (own, scales, bias);
            for i in 0..BLOCK {
                out[i] = float(sums[i], own[i], scales[i], bias[i]);
            }
            return;
        }
        for (i, slot) in out.iter_mut().enumerate().take(BLOCK) {
            *slot = float(sums[i], own[i], scales[i], bias[i]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A matrix with its own storage.
    struct Own {
        packed: Vec<i8>,
        scales: Vec<f32>,
        bias: Vec<f32>,
        sums: Vec<i32>,
    }

    fn pack(weights: &[Vec<i8>]) -> Own {
        let (outputs, inputs) = (weights.len(), weights[0].len());
        let mut packed = vec![0; outputs.div_ceil(BLOCK) * BLOCK * inputs];
        for (o, row) in weights.iter().enumerate() {
            for (i, &w) in row.iter().enumerate() {
                let block = o / BLOCK * BLOCK * inputs;
                packed[block + i / GROUP * GROUP * BLOCK + o % BLOCK * GROUP + i % GROUP] = w;
            }
        }
        Own {
            packed,
            scales: (0..outputs).map(|o| 0.01 + o as f32 * 0.001).collect(),
            bias: (0..outputs).map(|o| o as f32 - 3.0).collect(),
            sums: weights.iter().map(|r| r.iter().map(|&w| i32::from(w)).sum()).collect(),
        }
    }

    fn numbers(count: usize, seed: u32, width: f32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 * 2.0 * width - width
        };
        (0..count).map(|_| next()).collect()
    }

    proptest! {
        #[test]
        fn every_path_gives_the_true_product(rows in 1usize..10, outputs in 1usize..40, groups in 1usize..5, seed: u32) {
            let inputs = groups * RUN * GROUP;
            let x = numbers(rows * inputs, seed, 4.0);
            let weights: Vec<Vec<i8>> = (0..outputs)
                .map(|o| numbers(inputs, seed ^ o as u32, 32.99).iter().map(|&w| w as i8).collect())
                .collect();
            let own = pack(&weights);
            let matrix = Matrix { packed: &own.packed, scales: &own.scales, bias: &own.bias, sums: &own.sums, inputs, outputs };
            let mut acts = Acts::default();
            acts.set(Path::Portable, &x, inputs);
            let mut space = Vec::new();
            let portable = product(Path::Portable, &acts, &matrix, &mut space).to_vec();
            for fast in Path::all() {
                let mut fast_acts = Acts::default();
                fast_acts.set(fast, &x, inputs);
                prop_assert_eq!(&acts.bytes, &fast_acts.bytes);
                let mut space = Vec::new();
                prop_assert_eq!(&portable, product(fast, &fast_acts, &matrix, &mut space));
            }
            for r in 0..rows {
                for o in 0..outputs {
                    let exact: f32 = (0..inputs).map(|i| x[r * inputs + i] * f32::from(weights[o][i]) * own.scales[o]).sum();
                    let near = portable[r * outputs + o] - own.bias[o];
                    // Half a step of an activation, at every weight.
                    let largest = x[r * inputs..(r + 1) * inputs].iter().fold(0f32, |m, v| m.max(v.abs()));
                    let slack = 0.51 * largest / LEVELS * own.scales[o] * weights[o].iter().map(|w| f32::from(*w).abs()).sum::<f32>();
                    prop_assert!((near - exact).abs() <= slack + 1e-3, "{near} {exact} {slack}");
                }
            }
        }

        #[test]
        fn the_largest_products_do_not_overflow(outputs in 1usize..20, sign: bool) {
            let inputs = 2 * RUN * GROUP;
            let x = vec![if sign { 3.0 } else { -3.0 }; inputs];
            // As much as may meet in one sum: in one pair, and spread over the run.
            let pair = |i: usize, w: i8| if i % (RUN * GROUP) < 4 { w } else { i8::from(i.is_multiple_of(4)) * w.signum() };
            let even = |i: usize, w: i8| if i % 4 < 2 { w.signum() * 32 } else { w.signum() * 31 };
            let rows = [-127i8, 127].into_iter().flat_map(|w| [(0..inputs).map(|i| pair(i, w)).collect::<Vec<_>>(), (0..inputs).map(|i| even(i, w)).collect()]);
            for row in rows {
                let own = pack(&vec![row; outputs]);
                prop_assert!(fits(&own.packed));
                let matrix = Matrix { packed: &own.packed, scales: &own.scales, bias: &own.bias, sums: &own.sums, inputs, outputs };
                let mut acts = Acts::default();
                acts.set(Path::Portable, &x, inputs);
                let (mut a, mut b) = (Vec::new(), Vec::new());
                for fast in Path::all() {
                    prop_assert_eq!(product(Path::Portable, &acts, &matrix, &mut a), product(fast, &acts, &matrix, &mut b));
                }
            }
        }

        #[test]
        fn float_loops_agree_on_every_path(words in 1usize..20, seed: u32) {
            let x = numbers(words * 384, seed, 6.0);
            let plain = {
                let mut a = x.clone();
                gelu(Path::Portable, &mut a);
                a
            };
            for (y, v) in plain.iter().zip(&x) {
                let v = f64::from(*v);
                let exact = 0.5 * v * (1.0 + (0.797_884_560_802_865_4 * (v + 0.044715 * v * v * v)).tanh());
                prop_assert!((f64::from(*y) - exact).abs() < 2e-6 * (1.0 + v.abs()), "{y} {exact}");
            }
            let (weight, bias, by) = (numbers(384, seed ^ 1, 1.0), numbers(384, seed ^ 2, 1.0), numbers(words * 384, seed ^ 3, 2.0));
            let norm = Norm { weight: &weight, bias: &bias };
            let qkv = numbers(words * 3 * 384, seed ^ 4, 2.0);
            // GELU, layer norm and attention on one path.
            let all = |path| {
                let mut a = x.clone();
                gelu(path, &mut a);
                add_norm(path, &mut a, &by, &norm);
                let mut out = vec![0.0; words * 384];
                let mut keys = vec![0.0; 32 * words.next_multiple_of(STEP)];
                let mut row = vec![0.0; QUERIES * words.next_multiple_of(STEP)];
                attend(path, &qkv, &qkv, 3, &mut keys, &mut row, &mut out);
                // Some of the queries give their rows alone.
                let asked = &qkv[words / 2 * 3 * 384..];
                let mut some = vec![0.0; (words - words / 2) * 384];
                attend(path, asked, &qkv, 3, &mut keys, &mut row, &mut some);
                assert_eq!(some, out[words / 2 * 384..]);
                (a, out)
            };
            let portable = all(Path::Portable);
            for fast in Path::all() {
                prop_assert_eq!(&portable, &all(fast));
            }
            let mixed = portable.1;
            // The attention of the first word, computed plainly.
            let at = |part: usize, w: usize, d: usize| f64::from(qkv[w * 3 * 384 + part * 384 + 3 * 32 + d]);
            let scores: Vec<f64> = (0..words).map(|j| (0..32).map(|d| at(0, 0, d) * at(1, j, d)).sum::<f64>().exp()).collect();
            let total: f64 = scores.iter().sum();
            for d in 0..32 {
                let exact: f64 = (0..words).map(|j| scores[j] / total * at(2, j, d)).sum();
                prop_assert!((f64::from(mixed[3 * 32 + d]) - exact).abs() < 1e-4);
            }
        }
    }
}
