//! The product of two matrices, the one thing that a sentence encoder spends its time on.
//!
//! Definitions. `out[i][j] = bias[j] + sum over k of left[i][k] * right[k][j]`, all of 32-bit floats.
//!
//! Idea. Each output is summed over k in order, one fused multiply-add a step, and lanes run along j. So the
//! result does not depend on how wide the machine's vectors are: every machine with fused multiply-add
//! gives the same bits. The right matrix is laid out once in panels of 32 columns that stay in the
//! nearest cache while six rows of the left one pass (Goto and van de Geijn, "Anatomy of High-Performance
//! Matrix Multiplication", 2008).
//!
//! Cost: rows x inner x columns fused multiply-adds, some 70 % of what the machine can do.

use pulp::{Arch, Simd, WithSimd};

/// Columns in a panel.
const PANEL: usize = 32;
/// Rows that pass a panel together.
const ROWS: usize = 6;

/// A right-hand matrix with its bias, laid out for the product.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    inner: usize,
    columns: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

impl Layer {
    /// The number of columns must be a multiple of this.
    pub(crate) const COLUMNS: usize = PANEL;

    /// From weights as models store them, `columns` rows of `inner` numbers; `columns` must be a multiple of 32.
    pub(crate) fn new(weights: &[f32], bias: Vec<f32>, inner: usize) -> Layer {
        let columns = bias.len();
        debug_assert!(columns.is_multiple_of(PANEL) && weights.len() == columns * inner);
        let mut panels = Vec::with_capacity(weights.len());
        for panel in 0..columns / PANEL {
            for k in 0..inner {
                panels.extend((0..PANEL).map(|j| weights[(panel * PANEL + j) * inner + k]));
            }
        }
        Layer { inner, columns, panels, bias }
    }

    /// Whether the product can lay out this many columns.
    pub(crate) fn fits(columns: usize) -> bool {
        columns > 0 && columns.is_multiple_of(PANEL)
    }

    /// The product with `left` (rows of `inner` numbers), into rows of `columns` numbers.
    pub(crate) fn apply(&self, arch: Arch, left: &[f32]) -> Vec<f32> {
        let rows = left.len() / self.inner;
        let mut out = vec![0.0; rows * self.columns];
        for (block, out) in out.chunks_mut(ROWS * self.columns).enumerate() {
            let from = block * ROWS * self.inner;
            let to = left.len().min(from + ROWS * self.inner);
            let packed = pack(&left[from..to], self.inner);
            arch.dispatch(Block { layer: self, packed: &packed, out });
        }
        out
    }
}

/// Six rows side by side, missing ones as zeros.
fn pack(rows: &[f32], inner: usize) -> Vec<f32> {
    let mut packed = vec![0.0; inner * ROWS];
    for (r, row) in rows.chunks_exact(inner).enumerate() {
        for (k, x) in row.iter().enumerate() {
            packed[k * ROWS + r] = *x;
        }
    }
    packed
}

/// One block of up to six rows against all panels.
struct Block<'a> {
    layer: &'a Layer,
    packed: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Block<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Block { layer, packed, out } = self;
        let step = 2 * S::F32_LANES;
        for (panel, weights) in layer.panels.chunks_exact(PANEL * layer.inner).enumerate() {
            let (vectors, _) = S::as_simd_f32s(weights);
            for sub in 0..PANEL / step {
                let at = panel * PANEL + sub * step;
                let sums = tile(simd, vectors, sub, packed, &layer.bias[at..at + step]);
                for (row, pair) in out.chunks_exact_mut(layer.columns).zip(sums) {
                    let (vectors, _) = S::as_mut_simd_f32s(&mut row[at..at + step]);
                    vectors.copy_from_slice(&pair);
                }
            }
        }
    }
}

/// Six rows by two vectors of one panel.
#[inline(always)]
fn tile<S: Simd>(
    simd: S,
    panel: &[S::f32s],
    sub: usize,
    packed: &[f32],
    bias: &[f32],
) -> [[S::f32s; 2]; ROWS] {
    let (bias, _) = S::as_simd_f32s(bias);
    let mut sums = [[bias[0], bias[1]]; ROWS];
    for (right, left) in panel.chunks_exact(PANEL / S::F32_LANES).zip(packed.chunks_exact(ROWS)) {
        let (one, two) = (right[2 * sub], right[2 * sub + 1]);
        for r in 0..ROWS {
            let x = simd.splat_f32s(left[r]);
            sums[r][0] = simd.mul_add_f32s(x, one, sums[r][0]);
            sums[r][1] = simd.mul_add_f32s(x, two, sums[r][1]);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_is_that_of_the_schoolbook_to_the_bit() {
        let (inner, columns, rows) = (40, 64, 13);
        let number = |i: usize| ((i * 37 + 11) % 101) as f32 / 17.0 - 3.0;
        let weights: Vec<f32> = (0..columns * inner).map(number).collect();
        let bias: Vec<f32> = (0..columns).map(number).collect();
        let left: Vec<f32> = (0..rows * inner).map(|i| number(i + 5)).collect();
        let out = Layer::new(&weights, bias.clone(), inner).apply(Arch::new(), &left);
        for i in 0..rows {
            for j in 0..columns {
                let sum =
                    (0..inner).fold(bias[j], |s, k| left[i * inner + k].mul_add(weights[j * inner + k], s));
                assert_eq!(out[i * columns + j].to_bits(), sum.to_bits(), "row {i} column {j}");
            }
        }
    }
}
