//! The product without special instructions.

use super::{Acts, BLOCK, GROUP, Matrix};

/// See [`super::product`].
pub(super) fn product(acts: &Acts, matrix: &Matrix<'_>, out: &mut [f32]) {
    let depth = matrix.inputs;
    for (block, weights) in matrix.packed.chunks_exact(BLOCK * depth).enumerate() {
        let first = block * BLOCK;
        let here = BLOCK.min(matrix.outputs - first);
        for (row, &scale) in acts.scales[..acts.rows].iter().enumerate() {
            let bytes = &acts.bytes[row * depth..][..depth];
            let mut sums = [0i32; BLOCK];
            for (a, w) in bytes.chunks_exact(GROUP).zip(weights.chunks_exact(GROUP * BLOCK)) {
                for (sum, w) in sums.iter_mut().zip(w.chunks_exact(GROUP)) {
                    for i in 0..GROUP {
                        *sum += i32::from(a[i]) * i32::from(w[i]);
                    }
                }
            }
            let slots = &mut out[row * matrix.outputs + first..][..here];
            matrix.finish(first, &sums, scale, slots);
        }
    }
}
