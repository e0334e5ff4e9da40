//! The sharpened space of one lexicon: directions in which wordings of one concept differ are shrunk.
//!
//! `y = L^-1 (x - mean)`, brought to length 1, with `L L^T` the covariance within concepts plus a ridge. The
//! inverse is a matrix like those of the model, so that many vectors run through it together.

use pulp::Arch;

use crate::encoder::Layer;

/// How much of the mean variance is added in every direction.
const RIDGE: f64 = 3.0;

/// The way into the sharpened space.
#[derive(Clone, Debug)]
pub(super) struct Space {
    width: usize,
    layer: Layer,
}

impl Space {
    /// Learns from vectors, the concept of each, and the concepts' means (rows of `width`).
    pub(super) fn new(vectors: &[Box<[f32]>], owners: &[usize], means: &[f32], width: usize) -> Space {
        let mean = mean_of(vectors, width);
        let inverse = inverted(&cholesky(within(vectors, owners, means, width), width));
        let shift = inverse.iter().map(|row| -row.iter().zip(&mean).map(|(l, m)| l * m).sum::<f64>() as f32);
        let shift: Vec<f32> = shift.collect();
        let full =
            inverse.iter().flat_map(|row| row.iter().copied().chain([0.0; 1].repeat(width - row.len())));
        let full: Vec<f32> = full.map(|x| x as f32).collect();
        Space { width, layer: Layer::new(&full, shift, width) }
    }

    /// Sharpens rows of `width` numbers, each by itself; rows of nothing but zeros stay.
    pub(super) fn sharpen(&self, rows: &[f32]) -> Vec<f32> {
        let mut sharp = self.layer.apply(Arch::new(), rows);
        for (y, x) in sharp.chunks_exact_mut(self.width).zip(rows.chunks_exact(self.width)) {
            let length = y.iter().map(|y| f64::from(*y) * f64::from(*y)).sum::<f64>().sqrt().max(1e-12);
            let scale = if x.iter().all(|x| *x == 0.0) { 0.0 } else { 1.0 / length };
            y.iter_mut().for_each(|y| *y = (f64::from(*y) * scale) as f32);
        }
        sharp
    }
}

/// The mean of each concept's vectors, rows of `width`; zeros where a concept has none.
pub(super) fn concept_means(vectors: &[Box<[f32]>], owners: &[usize], n: usize, width: usize) -> Vec<f32> {
    let mut means = vec![0.0_f32; n * width];
    let mut counts = vec![0_u32; n];
    for (vector, owner) in vectors.iter().zip(owners) {
        counts[*owner] += 1;
        let mean = &mut means[owner * width..(owner + 1) * width];
        mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
    }
    for (mean, count) in means.chunks_exact_mut(width.max(1)).zip(counts) {
        mean.iter_mut().for_each(|x| *x /= count.max(1) as f32);
    }
    means
}

fn mean_of(vectors: &[Box<[f32]>], width: usize) -> Vec<f64> {
    let mut sums = vec![0.0_f64; width];
    for vector in vectors {
        sums.iter_mut().zip(vector).for_each(|(sum, x)| *sum += f64::from(*x));
    }
    sums.iter().map(|sum| sum / vectors.len().max(1) as f64).collect()
}

/// The covariance within concepts with the ridge, full rows.
fn within(vectors: &[Box<[f32]>], owners: &[usize], means: &[f32], width: usize) -> Vec<f64> {
    let mut sums = vec![0.0_f64; width * width];
    for (vector, owner) in vectors.iter().zip(owners) {
        let mean = &means[owner * width..(owner + 1) * width];
        let off: Vec<f64> = vector.iter().zip(mean).map(|(x, m)| f64::from(x - m)).collect();
        for (i, x) in off.iter().enumerate() {
            let row = &mut sums[i * width..i * width + i + 1];
            row.iter_mut().zip(&off).for_each(|(sum, y)| *sum += x * y);
        }
    }
    let n = vectors.len().max(1) as f64;
    let trace: f64 = (0..width).map(|i| sums[i * width + i] / n).sum();
    let ridge = RIDGE * (trace / width.max(1) as f64).max(1e-9);
    for (at, sum) in sums.iter_mut().enumerate() {
        *sum = *sum / n + if at / width == at % width { ridge } else { 0.0 };
    }
    sums
}

/// The lower triangle `L` with `L L^T = a` (Cholesky-Banachiewicz); row `i` has `i + 1` numbers.
fn cholesky(a: Vec<f64>, width: usize) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(width);
    for i in 0..width {
        let mut row = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let known: f64 = if j < i {
                row.iter().zip(&rows[j]).take(j).map(|(x, y): (&f64, &f64)| x * y).sum()
            } else {
                row.iter().map(|x| x * x).sum()
            };
            let left = a[i * width + j] - known;
            row.push(if j < i { left / rows[j][j] } else { left.max(1e-12).sqrt() });
        }
        rows.push(row);
    }
    rows
}

/// The inverse of a lower triangle, in the same form.
fn inverted(triangle: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut inverse: Vec<Vec<f64>> = Vec::with_capacity(triangle.len());
    for (i, row) in triangle.iter().enumerate() {
        let mut sums = vec![0.0; i + 1];
        sums[i] = 1.0;
        for (l, known) in row.iter().zip(&inverse) {
            sums.iter_mut().zip(known).for_each(|(sum, x)| *sum -= l * x);
        }
        sums.iter_mut().for_each(|sum| *sum /= row[i]);
        inverse.push(sums);
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rows: &[Vec<f64>], i: usize, j: usize) -> f64 {
        rows[i].get(j).copied().unwrap_or(0.0)
    }

    #[test]
    fn a_triangle_times_itself_is_the_matrix_and_times_its_inverse_is_one() {
        let a = vec![4.0, 2.0, 0.4, 2.0, 5.0, 1.0, 0.4, 1.0, 3.0];
        let l = cholesky(a.clone(), 3);
        let inverse = inverted(&l);
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| at(&l, i, k) * at(&l, j, k)).sum();
                assert!((product - a[i * 3 + j]).abs() < 1e-12);
                let one: f64 = (0..3).map(|k| at(&inverse, i, k) * at(&l, k, j)).sum();
                assert!((one - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
    }
}
