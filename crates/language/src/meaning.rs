//! The lexicon as a sentence model sees it: which concepts a vector speaks of.
//!
//! Definitions. Every wording of a concept has a vector. Directions in which the wordings of one concept
//! differ among themselves say nothing about the concept; the *sharpened* space shrinks them:
//! `y = L^-1 (x - mean)` with `L L^T` the covariance within concepts plus a ridge, then length 1.
//!
//! A concept is as near to a sentence as its nearest wording and the mean of its wordings together, and
//! words that the reader recognised bring it a little nearer.
//!
//! Idea. Linear discriminant analysis (Fisher 1936; Rao 1948) on the lexicon's own wordings teaches a general
//! model our trades, in closed form, without training it: the same lexicon gives the same space.
//! A sentence's shares are a softmax over those nearnesses.
//!
//! Cost: once per start (wordings x width^2); for a sentence width^2 / 2 + wordings x width.

use std::sync::Arc;

use pulp::Arch;

use crate::encoder::{Encoder, Layer};
use crate::reader::{self, Found};
use crate::reading::Reading;
use crate::wordings::Wordings;

/// How much of the mean variance is added in every direction.
const RIDGE: f64 = 3.0;
/// How sharply the softmax chooses.
const TEMPERATURE: f64 = 0.06;
/// How much nearer a concept comes that the words speak of for sure.
const SPOKEN: f64 = 0.05;
/// How many concepts have a share.
const MOST: usize = 16;
/// How much of the doubt recognised words take away from a share that is shown as a surety.
const RECOGNISED: f64 = 0.5;

/// A sentence model together with what it makes of one lexicon.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    encoder: Arc<Encoder>,
    space: Space,
    n_concepts: usize,
    /// Sharpened means of the concepts; zeros where a concept has no wording.
    centres: Rows,
    /// Sharpened wordings, and the concept of each.
    wordings: Rows,
    owners: Vec<u16>,
}

impl Meaning {
    /// Encodes every wording (the encoder knows those that it has kept) and sharpens the space.
    pub(crate) fn new(
        encoder: Arc<Encoder>,
        wordings: &Wordings,
        n_concepts: usize,
        threads: usize,
    ) -> Meaning {
        let texts: Vec<&str> = wordings.all.iter().map(|w| w.text.as_ref()).collect();
        let vectors = encoder.vectors(&texts, threads);
        let width = encoder.width();
        let owners: Vec<usize> = wordings.all.iter().map(|w| usize::from(w.concept)).collect();
        let means = concept_means(&vectors, &owners, n_concepts, width);
        let mean = mean_of(&vectors, width);
        let triangle = cholesky(within(&vectors, &owners, &means, width), width);
        let space = Space { mean, triangle };
        Meaning {
            centres: Rows::new(means.chunks_exact(width).map(|mean| space.sharpen(mean)), width),
            wordings: Rows::new(vectors.iter().map(|vector| space.sharpen(vector)), width),
            owners: wordings.all.iter().map(|w| w.concept).collect(),
            n_concepts,
            encoder,
            space,
        }
    }

    /// The model.
    pub(crate) fn encoder(&self) -> &Arc<Encoder> {
        &self.encoder
    }

    /// Makes the model a second witness for what a reading is about.
    pub(crate) fn add_to(&self, reading: &mut Reading) {
        let vector = self.encoder.vector(reading.text());
        let mut near = self.nearness(&self.space.sharpen(&vector));
        for (concept, surety) in reading.concepts() {
            near[usize::from(concept.0)] += SPOKEN * surety;
        }
        let weights = softmax(&near);
        let shares = reader::shares(weights);
        let found =
            shares.iter().map(|(concept, share)| self.found(reading, *concept, f64::from(*share))).collect();
        reader::settle(reading, found);
        reading.shares = shares;
        reading.vector = Some(vector);
    }

    /// A concept with its share as a surety, and the wording that spoke for it, if one did.
    fn found(&self, reading: &Reading, concept: u16, share: f64) -> Found {
        let at = reading.concepts().iter().position(|(known, _)| known.0 == concept);
        let surety = at.map_or(0.0, |at| reading.concepts()[at].1);
        (concept, 1.0 - (1.0 - share) * (1.0 - RECOGNISED * surety), at.and_then(|at| reading.spoken[at]))
    }

    /// How near each concept is to a sharpened vector.
    fn nearness(&self, sharp: &[f32]) -> Vec<f64> {
        let mut nearest = vec![-1.0_f32; self.n_concepts];
        for (owner, x) in self.owners.iter().zip(self.wordings.times(sharp)) {
            let best = &mut nearest[usize::from(*owner)];
            *best = best.max(x);
        }
        nearest
            .iter()
            .zip(self.centres.times(sharp))
            .map(|(one, other)| f64::from(*one) + f64::from(other))
            .collect()
    }
}

/// The heaviest concepts of a softmax, by number.
fn softmax(near: &[f64]) -> Vec<(u16, f64)> {
    let top = near.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut order: Vec<usize> = (0..near.len()).filter(|c| near[*c] > top - 12.0 * TEMPERATURE).collect();
    order.sort_by(|a, b| near[*b].total_cmp(&near[*a]).then(a.cmp(b)));
    order.truncate(MOST);
    order.into_iter().map(|c| (c as u16, libm::exp((near[c] - top) / TEMPERATURE))).collect()
}

/// Many vectors that one is compared with.
#[derive(Clone, Debug)]
struct Rows {
    layer: Layer,
    n: usize,
}

impl Rows {
    fn new(rows: impl Iterator<Item = Vec<f32>>, width: usize) -> Rows {
        let mut flat: Vec<f32> = rows.flatten().collect();
        let n = flat.len() / width;
        let padded = n.next_multiple_of(Layer::COLUMNS);
        flat.resize(padded * width, 0.0);
        Rows { layer: Layer::new(&flat, vec![0.0; padded], width), n }
    }

    /// The products with one vector.
    fn times(&self, vector: &[f32]) -> Vec<f32> {
        let mut products = self.layer.apply(Arch::new(), vector);
        products.truncate(self.n);
        products
    }
}

/// The sharpened space of one lexicon.
#[derive(Clone, Debug)]
struct Space {
    mean: Vec<f32>,
    /// The lower triangle of `L`, row by row.
    triangle: Vec<f64>,
}

impl Space {
    /// Solves `L y = x - mean` and brings y to length 1.
    fn sharpen(&self, x: &[f32]) -> Vec<f32> {
        if x.iter().all(|x| *x == 0.0) {
            return x.to_vec();
        }
        let mut y: Vec<f64> = Vec::with_capacity(x.len());
        let mut row_start = 0;
        for (i, (x, mean)) in x.iter().zip(&self.mean).enumerate() {
            let row = &self.triangle[row_start..row_start + i];
            let known: f64 = row.iter().zip(&y).map(|(l, y)| l * y).sum();
            y.push((f64::from(*x) - f64::from(*mean) - known) / self.triangle[row_start + i]);
            row_start += i + 1;
        }
        let length = y.iter().map(|y| y * y).sum::<f64>().sqrt().max(1e-12);
        y.iter().map(|y| (y / length) as f32).collect()
    }
}

fn mean_of(vectors: &[Box<[f32]>], width: usize) -> Vec<f32> {
    let mut sums = vec![0.0_f64; width];
    for vector in vectors {
        sums.iter_mut().zip(vector).for_each(|(sum, x)| *sum += f64::from(*x));
    }
    sums.iter().map(|sum| (sum / vectors.len().max(1) as f64) as f32).collect()
}

fn concept_means(vectors: &[Box<[f32]>], owners: &[usize], n: usize, width: usize) -> Vec<f32> {
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

/// The lower triangle `L` with `L L^T = a`, row by row (Cholesky-Banachiewicz).
fn cholesky(a: Vec<f64>, width: usize) -> Vec<f64> {
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
    rows.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_times_itself_is_the_matrix() {
        let a = vec![4.0, 2.0, 0.4, 2.0, 5.0, 1.0, 0.4, 1.0, 3.0];
        let l = cholesky(a.clone(), 3);
        let at = |i: usize, j: usize| if j <= i { l[i * (i + 1) / 2 + j] } else { 0.0 };
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| at(i, k) * at(j, k)).sum();
                assert!((product - a[i * 3 + j]).abs() < 1e-12);
            }
        }
    }
}
