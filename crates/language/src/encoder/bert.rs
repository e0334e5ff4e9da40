//! A BERT model run forward: from the pieces of sentences to one vector a sentence.
//!
//! Definitions. A layer lets every piece look at the others of its sentence (attention) and then thinks
//! about each piece alone (two matrices with a GELU between). The sentence's vector is the mean of its
//! pieces' vectors, brought to length 1.
//!
//! Reference: Devlin and others, "BERT", 2018; Reimers and Gurevych, "Sentence-BERT", 2019; Wang and others,
//! "MiniLM", 2020. Cost: about 2 x (weights of the layers) operations a piece; the pieces of many
//! sentences run together without padding.

use pulp::Arch;

use super::curves::{Gelu, Normalise, softmax};
use super::product::Layer;

/// The numbers of one normalisation.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

/// One layer's matrices.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    /// Query, key and value side by side.
    pub(crate) look: Layer,
    pub(crate) gather: Layer,
    pub(crate) gathered: Norm,
    pub(crate) widen: Layer,
    pub(crate) narrow: Layer,
    pub(crate) narrowed: Norm,
}

/// A model's numbers.
#[derive(Clone, Debug)]
pub(crate) struct Bert {
    pub(crate) words: Vec<f32>,
    /// Positions with the type of the first sentence added.
    pub(crate) positions: Vec<f32>,
    pub(crate) embedded: Norm,
    pub(crate) stages: Vec<Stage>,
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) epsilon: f32,
}

impl Bert {
    /// How many pieces a sentence may have.
    pub(crate) fn longest(&self) -> usize {
        self.positions.len() / self.width
    }

    /// One vector of length 1 for each sentence of pieces.
    pub(crate) fn run(&self, sentences: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let arch = Arch::new();
        let mut state = self.embed(arch, sentences);
        for stage in &self.stages {
            let looks = stage.look.apply(arch, &state);
            let seen = self.attend(&looks, sentences);
            self.settle(arch, &mut state, &stage.gather.apply(arch, &seen), &stage.gathered);
            let mut wide = stage.widen.apply(arch, &state);
            arch.dispatch(Gelu(&mut wide));
            self.settle(arch, &mut state, &stage.narrow.apply(arch, &wide), &stage.narrowed);
        }
        self.pool(&state, sentences)
    }

    fn embed(&self, arch: Arch, sentences: &[Vec<u32>]) -> Vec<f32> {
        let mut state = Vec::new();
        let mut places = Vec::new();
        for sentence in sentences {
            for (place, piece) in sentence.iter().enumerate() {
                let word = *piece as usize * self.width;
                state.extend_from_slice(&self.words[word..word + self.width]);
                places.extend_from_slice(&self.positions[place * self.width..(place + 1) * self.width]);
            }
        }
        self.settle(arch, &mut state, &places, &self.embedded);
        state
    }

    fn settle(&self, arch: Arch, sum: &mut [f32], add: &[f32], norm: &Norm) {
        arch.dispatch(Normalise { sum, add, scale: &norm.scale, shift: &norm.shift, epsilon: self.epsilon });
    }

    /// Every piece's mean of the values of its sentence, weighted by how well its query meets their keys.
    fn attend(&self, looks: &[f32], sentences: &[Vec<u32>]) -> Vec<f32> {
        let mut seen = vec![0.0; looks.len() / 3];
        let mut from = 0;
        for sentence in sentences {
            let to = from + sentence.len();
            let looks = &looks[from * 3 * self.width..to * 3 * self.width];
            let seen = &mut seen[from * self.width..to * self.width];
            for head in 0..self.heads {
                self.attend_head(looks, seen, head);
            }
            from = to;
        }
        seen
    }

    fn attend_head(&self, looks: &[f32], seen: &mut [f32], head: usize) {
        let size = self.width / self.heads;
        let by = 1.0 / (size as f32).sqrt();
        let part = |which: usize| which * self.width + head * size..which * self.width + (head + 1) * size;
        let rows: Vec<&[f32]> = looks.chunks_exact(3 * self.width).collect();
        let mut weights = vec![0.0; rows.len()];
        for (query, seen) in rows.iter().zip(seen.chunks_exact_mut(self.width)) {
            let query = &query[part(0)];
            for (weight, key) in weights.iter_mut().zip(&rows) {
                *weight = by * dot(query, &key[part(1)]);
            }
            softmax(&mut weights);
            let seen = &mut seen[head * size..(head + 1) * size];
            for (weight, value) in weights.iter().zip(&rows) {
                for (sum, x) in seen.iter_mut().zip(&value[part(2)]) {
                    *sum += weight * x;
                }
            }
        }
    }

    fn pool(&self, state: &[f32], sentences: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let mut from = 0;
        let mut vectors = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let to = from + sentence.len();
            let mut mean = vec![0.0; self.width];
            for row in state[from * self.width..to * self.width].chunks_exact(self.width) {
                mean.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
            }
            let length = dot(&mean, &mean).sqrt().max(1e-12);
            mean.iter_mut().for_each(|x| *x /= length);
            vectors.push(mean);
            from = to;
        }
        vectors
    }
}

/// A product of vectors in eight strands, so that the order of adding is always the same.
pub(crate) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut strands = [0.0_f32; 8];
    for (a, b) in one.chunks_exact(8).zip(other.chunks_exact(8)) {
        for i in 0..8 {
            strands[i] += a[i] * b[i];
        }
    }
    let done = one.len() / 8 * 8;
    let rest: f32 = one[done..].iter().zip(&other[done..]).map(|(a, b)| a * b).sum();
    strands.iter().sum::<f32>() + rest
}
