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
//! Cost: once per start (wordings x width^2); for a sentence width^2 + wordings x width.

mod space;

use std::sync::Arc;

use pulp::Arch;

use crate::encoder::{Encoder, Layer, Told};
use crate::reader::{self, Found};
use crate::reading::Reading;
use crate::wordings::Wordings;
use space::Space;

/// How sharply the softmax chooses.
const TEMPERATURE: f64 = 0.06;
/// How much nearer a concept comes that the words speak of for sure.
const SPOKEN: f64 = 0.05;
/// Readings that are compared with the wordings together: one pass over the wordings serves them all.
const TOGETHER: usize = 24;
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
        told: Told<'_>,
    ) -> Meaning {
        let texts: Vec<&str> = wordings.all.iter().map(|w| w.text.as_ref()).collect();
        encoder.learn(&texts, threads, told);
        let vectors = encoder.vectors(&texts, threads);
        let width = encoder.width();
        let owners: Vec<usize> = wordings.all.iter().map(|w| usize::from(w.concept)).collect();
        let means = space::concept_means(&vectors, &owners, n_concepts, width);
        let space = Space::new(&vectors, &owners, &means, width);
        Meaning {
            centres: Rows::new(space.sharpen(&means), width),
            wordings: Rows::new(space.sharpen(&vectors.concat()), width),
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

    /// Makes the model a second witness for what readings are about; each comes out as it would alone.
    pub(crate) fn add_to(&self, readings: &mut [Reading]) {
        let mut full: Vec<&mut Reading> = readings.iter_mut().filter(|reading| !reading.is_empty()).collect();
        for some in full.chunks_mut(TOGETHER) {
            let texts: Vec<&str> = some.iter().map(|reading| reading.text()).collect();
            let vectors = self.encoder.vectors(&texts, 1);
            let near = self.nearness(&self.space.sharpen(&vectors.concat()));
            for ((reading, vector), near) in some.iter_mut().zip(vectors).zip(near) {
                self.witness(reading, vector, near);
            }
        }
    }

    fn witness(&self, reading: &mut Reading, vector: Box<[f32]>, mut near: Vec<f64>) {
        for (concept, surety) in reading.concepts() {
            near[usize::from(concept.0)] += SPOKEN * surety;
        }
        let shares = reader::shares(softmax(&near));
        let found =
            shares.iter().map(|(concept, share)| self.found(reading, *concept, f64::from(*share))).collect();
        reader::settle(reading, found);
        reading.shares = shares;
        reading.vector = Some(vector.into());
    }

    /// A concept with its share as a surety, and the wording that spoke for it, if one did.
    fn found(&self, reading: &Reading, concept: u16, share: f64) -> Found {
        let at = reading.concepts().iter().position(|(known, _)| known.0 == concept);
        let surety = at.map_or(0.0, |at| reading.concepts()[at].1);
        (concept, 1.0 - (1.0 - share) * (1.0 - RECOGNISED * surety), at.and_then(|at| reading.spoken[at]))
    }

    /// How near each concept is to each of these sharpened vectors.
    fn nearness(&self, sharp: &[f32]) -> Vec<Vec<f64>> {
        let (wordings, centres) = (self.wordings.times(sharp), self.centres.times(sharp));
        let rows =
            wordings.chunks_exact(self.wordings.n_padded).zip(centres.chunks_exact(self.centres.n_padded));
        rows.map(|(wordings, centres)| {
            let mut nearest = vec![-1.0_f32; self.n_concepts];
            for (owner, x) in self.owners.iter().zip(wordings) {
                let best = &mut nearest[usize::from(*owner)];
                *best = best.max(*x);
            }
            nearest.iter().zip(centres).map(|(one, other)| f64::from(*one) + f64::from(*other)).collect()
        })
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

/// Many vectors that others are compared with.
#[derive(Clone, Debug)]
struct Rows {
    layer: Layer,
    /// The number of vectors, filled up with zeros to what the product can lay out.
    n_padded: usize,
}

impl Rows {
    fn new(mut rows: Vec<f32>, width: usize) -> Rows {
        let n_padded = (rows.len() / width).next_multiple_of(Layer::COLUMNS).max(Layer::COLUMNS);
        rows.resize(n_padded * width, 0.0);
        Rows { layer: Layer::new(&rows, vec![0.0; n_padded], width), n_padded }
    }

    /// The products with each of these vectors: rows of `n_padded`.
    fn times(&self, vectors: &[f32]) -> Vec<f32> {
        self.layer.apply(Arch::new(), vectors)
    }
}
