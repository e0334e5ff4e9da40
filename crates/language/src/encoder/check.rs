//! Does a model understand anything? Three pairs of sentences whose order every sentence model must find.

use super::error::EncoderError;
use super::{Encoder, dot};

/// From the nearest pair to the farthest: the same said twice, the same feast, and nothing in common.
const PAIRS: [(&str, &str); 3] = [
    ("the weather will be cold tomorrow", "it will be freezing tomorrow"),
    ("a photographer for our wedding", "flowers for a wedding"),
    ("we need an accountant for our taxes", "winter tyres for your motorcycle"),
];
/// How much nearer each pair must be than the next; a model of sentences has several times as much.
const APART: f32 = 0.05;

impl Encoder {
    /// Runs the model on sentences that are known: its vectors must be finite, of length 1, and near where people
    /// say the same. Weights that were cut short or belong to another vocabulary do not pass.
    pub fn check(&self) -> Result<(), EncoderError> {
        let unfit = |what: String| Err(EncoderError::Unfit { what });
        let sentences: Vec<&str> = PAIRS.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let vectors = self.vectors(&sentences, 1);
        for (sentence, vector) in sentences.iter().zip(&vectors) {
            let length = dot(vector, vector).sqrt();
            // A length that is no number is not between these either.
            if !(0.9999..=1.0001).contains(&length) {
                return unfit(format!("the vector of “{sentence}” has the length {length}, not 1"));
            }
        }
        let near: Vec<f32> = vectors.chunks(2).map(|pair| dot(&pair[0], &pair[1])).collect();
        for (at, pair) in near.windows(2).enumerate() {
            if pair[0] < pair[1] + APART {
                let ((a, b), (c, d)) = (PAIRS[at], PAIRS[at + 1]);
                return unfit(format!(
                    "“{a}” and “{b}” ({:.2}) are not clearly nearer than “{c}” and “{d}” ({:.2})",
                    pair[0], pair[1]
                ));
            }
        }
        Ok(())
    }
}
