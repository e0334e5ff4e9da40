//! A sentence encoder: a small BERT model, read from a folder, run in plain Rust on the processor.
//!
//! Optional in every sense: behind the feature `encoder`, and the product reads sentences well without it.
//! [`Encoder::load`] takes a folder with `config.json`, `model.safetensors` and `vocab.txt` (or
//! `tokenizer.json`), as sentence-transformers' MiniLM models have them. Vectors are kept by a hash of
//! their sentence, in memory and, where [`Encoder::keep`] is called, in the folder.

mod bert;
mod curves;
mod product;
mod weights;
mod wordpiece;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

use rustc_hash::FxHashMap;

use crate::text;
use bert::Bert;
pub(crate) use bert::dot;
pub(crate) use product::Layer;
pub use weights::EncoderError;
use wordpiece::WordPieces;

/// Sentences that run through the model together.
const TOGETHER: usize = 16;
/// Longer sentences are cut to this many pieces.
const PIECES: usize = 128;
/// The file of kept vectors.
const KEPT: &str = "goodword-vectors.bin";
const KEPT_MARK: &[u8; 8] = b"gwvec\x001\n";

/// A loaded model with the vectors that it has made.
#[derive(Debug)]
pub struct Encoder {
    bert: Bert,
    pieces: WordPieces,
    folder: PathBuf,
    known: RwLock<FxHashMap<u64, Box<[f32]>>>,
}

impl Encoder {
    /// Loads a model from its folder, and the vectors kept there.
    pub fn load(folder: impl AsRef<Path>) -> Result<Encoder, EncoderError> {
        let folder = folder.as_ref().to_path_buf();
        let (bert, pieces) = weights::load(&folder)?;
        let known = kept(&folder, bert.width).unwrap_or_default();
        Ok(Encoder { bert, pieces, folder, known: RwLock::new(known) })
    }

    /// How many numbers a vector has.
    pub fn width(&self) -> usize {
        self.bert.width
    }

    /// How many sentences' vectors are in memory.
    pub fn n_known(&self) -> usize {
        self.known.read().map_or(0, |known| known.len())
    }

    /// One vector of length 1 for each sentence, on as many threads as asked for; the vectors do not
    /// depend on the threads, nor on which sentences come together.
    pub fn vectors(&self, sentences: &[&str], threads: usize) -> Vec<Box<[f32]>> {
        let keys: Vec<u64> = sentences.iter().map(|s| key(s)).collect();
        let missing = self.missing(&keys, sentences);
        let batches: Vec<&[(u64, Vec<u32>)]> = missing.chunks(TOGETHER).collect();
        let made = spread(&batches, threads.max(1), |batch| self.make(batch));
        if let Ok(mut known) = self.known.write() {
            known.extend(made.into_iter().flatten());
        }
        let known = self.known.read();
        let vector = |key: &u64| known.as_ref().ok().and_then(|k| k.get(key).cloned());
        keys.iter().map(|key| vector(key).unwrap_or_else(|| vec![0.0; self.width()].into())).collect()
    }

    /// The vector of one sentence.
    pub fn vector(&self, sentence: &str) -> Box<[f32]> {
        self.vectors(&[sentence], 1).pop().unwrap_or_default()
    }

    /// Pieces of the sentences that have no vector yet, each once, long ones together.
    fn missing(&self, keys: &[u64], sentences: &[&str]) -> Vec<(u64, Vec<u32>)> {
        let Ok(known) = self.known.read() else { return Vec::new() };
        let new: BTreeMap<u64, &str> = keys
            .iter()
            .zip(sentences)
            .filter(|(key, _)| !known.contains_key(key))
            .map(|(k, s)| (*k, *s))
            .collect();
        let most = PIECES.min(self.bert.longest());
        let mut pieces: Vec<(u64, Vec<u32>)> =
            new.into_iter().map(|(key, s)| (key, self.pieces.read(&text::fold(s), most))).collect();
        pieces.sort_by_key(|(_, pieces)| pieces.len());
        pieces
    }

    fn make(&self, batch: &[(u64, Vec<u32>)]) -> Vec<(u64, Box<[f32]>)> {
        let sentences: Vec<Vec<u32>> = batch.iter().map(|(_, pieces)| pieces.clone()).collect();
        let vectors = self.bert.run(&sentences);
        batch.iter().map(|(key, _)| *key).zip(vectors.into_iter().map(Into::into)).collect()
    }

    /// Writes the vectors in memory to the model's folder, so that the next start need not make them again.
    pub fn keep(&self) -> Result<(), EncoderError> {
        let Ok(known) = self.known.read() else { return Ok(()) };
        let sorted: BTreeMap<&u64, &Box<[f32]>> = known.iter().collect();
        let mut bytes = KEPT_MARK.to_vec();
        for (key, vector) in sorted {
            bytes.extend_from_slice(&key.to_le_bytes());
            vector.iter().for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
        }
        let path = self.folder.join(KEPT);
        std::fs::write(&path, bytes).map_err(|e| EncoderError::file(&path, &e))
    }
}

/// Runs each batch on one of the threads; the answers come in the order of the batches.
fn spread<T: Sync, R: Send>(batches: &[T], threads: usize, run: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let share = batches.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let run = &run;
        let parts: Vec<_> = batches
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(run).collect::<Vec<R>>()))
            .collect();
        parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

/// A hash of the folded sentence (FNV-1a): the same on every machine.
fn key(sentence: &str) -> u64 {
    text::fold(sentence)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, byte| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The vectors kept in a folder; a file that does not fit is as good as none.
fn kept(folder: &Path, width: usize) -> Option<FxHashMap<u64, Box<[f32]>>> {
    let bytes = std::fs::read(folder.join(KEPT)).ok()?;
    let rows = bytes.strip_prefix(KEPT_MARK)?.chunks_exact(8 + 4 * width);
    if !rows.remainder().is_empty() {
        return None;
    }
    let row = |row: &[u8]| {
        let key = u64::from_le_bytes(row[..8].try_into().ok()?);
        let vector = row[8..].chunks_exact(4).map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]])).collect();
        Some((key, vector))
    };
    rows.map(row).collect()
}
