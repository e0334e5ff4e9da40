//! The curves between a model's matrices: exponential, GELU, softmax, layer normalisation.
//!
//! Written with plain sums and products in a fixed order, so that every machine gives the same bits
//! (std's `exp` does not), and without branches, so that compilers can run them in vectors.
//! The error function is formula 7.1.26 of Abramowitz and Stegun (error below 2e-7).

use pulp::{Simd, WithSimd};

/// e to the power x, for x up to 80; relative error below 3e-7.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    // Adding and taking away 1.5 x 2^23 rounds to a whole number, which then stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let x = if x > -87.0 { x } else { -87.0 };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = (x - n * 0.693_359_4) + n * 2.121_944_4e-4;
    let series =
        1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r / 720.0)))));
    let power = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    series * f32::from_bits(power)
}

/// x times the share of a normal distribution below x.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly =
        t * (0.254_829_6 + t * (-0.284_496_72 + t * (1.421_413_8 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = (1.0 - poly * exp(-z * z)).copysign(x);
    0.5 * x * (1.0 + erf)
}

/// GELU of every number, in place.
pub(crate) struct Gelu<'a>(pub(crate) &'a mut [f32]);

impl WithSimd for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for x in self.0 {
            *x = gelu(*x);
        }
    }
}

/// Each row of `sum + add` brought to mean 0 and variance 1, then scaled and shifted, into `sum`.
pub(crate) struct Normalise<'a> {
    pub(crate) sum: &'a mut [f32],
    pub(crate) add: &'a [f32],
    pub(crate) scale: &'a [f32],
    pub(crate) shift: &'a [f32],
    pub(crate) epsilon: f32,
}

impl WithSimd for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let n = self.scale.len();
        for (row, add) in self.sum.chunks_exact_mut(n).zip(self.add.chunks_exact(n)) {
            for (x, y) in row.iter_mut().zip(add) {
                *x += y;
            }
            let mean = sum(row, |x| x) / n as f32;
            let spread = sum(row, |x| (x - mean) * (x - mean)) / n as f32;
            let by = 1.0 / (spread + self.epsilon).sqrt();
            for ((x, scale), shift) in row.iter_mut().zip(self.scale).zip(self.shift) {
                *x = (*x - mean) * by * scale + shift;
            }
        }
    }
}

/// A sum in sixteen strands, whatever the machine, so that the order of adding is always the same.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0_f32; 16];
    let chunks = row.chunks_exact(16);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (strand, x) in strands.iter_mut().zip(chunk) {
            *strand += of(*x);
        }
    }
    strands.iter().sum::<f32>() + rest.iter().map(|x| of(*x)).sum::<f32>()
}

/// Weights that sum to 1, in place: e^x over the sum of all e^x.
pub(crate) fn softmax(row: &mut [f32]) {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for x in row.iter_mut() {
        *x = exp(*x - top);
        total += *x;
    }
    for x in row.iter_mut() {
        *x /= total;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_that_of_the_library() {
        for i in -870..300 {
            let x = i as f32 / 10.0;
            let exact = libm::exp(f64::from(x));
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 5e-7, "{x}");
        }
    }

    #[test]
    fn gelu_is_that_of_the_error_function() {
        for i in -80..80 {
            let x = i as f32 / 10.0;
            let exact = 0.5 * f64::from(x) * (1.0 + libm::erf(f64::from(x) / std::f64::consts::SQRT_2));
            assert!((f64::from(gelu(x)) - exact).abs() < 2e-6, "{x}");
        }
    }
}
