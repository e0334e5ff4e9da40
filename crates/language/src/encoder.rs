//! A sentence encoder: a small BERT model, read from a folder, run in plain Rust on the processor.
//!
//! Optional in every sense: behind the feature `encoder`, and the product reads sentences well without it.
//! [`Encoder::load`] takes a folder with `config.json`, `model.safetensors` and `vocab.txt` (or
//! `tokenizer.json`), as sentence-transformers' MiniLM models have them. Vectors are kept by a hash of
//! their sentence: in memory, and those of [`Encoder::keep`] in a folder.

mod bert;
mod check;
mod curves;
mod error;
mod kept;
mod product;
mod weights;
mod wordpiece;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::text;
use bert::Bert;
pub(crate) use bert::dot;
pub use error::EncoderError;
pub(crate) use product::Layer;
use wordpiece::WordPieces;

/// Sentences that run through the model together.
const TOGETHER: usize = 16;
/// Longer sentences are cut to this many pieces.
const PIECES: usize = 128;

/// Told as work goes on: how many of how many sentences are done. Called from any thread.
pub type Told<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// A loaded model with the vectors that it has made.
#[derive(Debug)]
pub struct Encoder {
    bert: Bert,
    pieces: WordPieces,
    name: String,
    fingerprint: u64,
    n_kept: usize,
    known: RwLock<kept::Vectors>,
}

impl Encoder {
    /// The files of a model, in the order in which they are looked for; one of the last two suffices.
    pub const FILES: [&str; 4] = ["config.json", "model.safetensors", "vocab.txt", "tokenizer.json"];
    /// The file of kept vectors.
    pub const KEPT: &str = kept::FILE;

    /// Loads a model from its folder, and the vectors kept there.
    pub fn load(folder: impl AsRef<Path>) -> Result<Encoder, EncoderError> {
        let folder = folder.as_ref();
        let weights::Loaded { bert, pieces, name, fingerprint } = weights::load(folder)?;
        let known = kept::read(folder, fingerprint, bert.width).unwrap_or_default();
        Ok(Encoder { bert, pieces, name, fingerprint, n_kept: known.len(), known: RwLock::new(known) })
    }

    /// What the model calls itself, in letters, digits, dots and dashes; and the beginning of its fingerprint.
    pub fn name(&self) -> String {
        format!("{} {:08x}", self.name, self.fingerprint >> 32)
    }

    /// A hash of the model's numbers and pieces: another model gives other vectors.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// How many numbers a vector has.
    pub fn width(&self) -> usize {
        self.bert.width
    }

    /// How many sentences' vectors are in memory.
    pub fn n_known(&self) -> usize {
        self.known.read().map_or(0, |known| known.len())
    }

    /// How many of them were found kept in the folder when it was loaded.
    pub fn n_kept(&self) -> usize {
        self.n_kept
    }

    /// One vector of length 1 for each sentence, on as many threads as asked for; the vectors do not
    /// depend on the threads, nor on which sentences come together.
    pub fn vectors(&self, sentences: &[&str], threads: usize) -> Vec<Box<[f32]>> {
        self.learn(sentences, threads, &|_, _| ());
        let known = self.known.read();
        let vector = |sentence: &&str| known.as_ref().ok().and_then(|k| k.get(&key(sentence)).cloned());
        let nothing = || vec![0.0; self.width()].into();
        sentences.iter().map(|sentence| vector(sentence).unwrap_or_else(nothing)).collect()
    }

    /// The vector of one sentence.
    pub fn vector(&self, sentence: &str) -> Box<[f32]> {
        self.vectors(&[sentence], 1).pop().unwrap_or_default()
    }

    /// Makes the vectors of these sentences that are not in memory yet, each once; how many those were.
    pub fn learn(&self, sentences: &[&str], threads: usize, told: Told<'_>) -> usize {
        let missing = self.missing(sentences);
        let batches: Vec<&[(u64, Vec<u32>)]> = missing.chunks(TOGETHER).collect();
        let done = AtomicUsize::new(0);
        let made = spread(&batches, threads.max(1), |batch| {
            let made = self.make(batch);
            told(done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len(), missing.len());
            made
        });
        if let Ok(mut known) = self.known.write() {
            known.extend(made.into_iter().flatten());
        }
        missing.len()
    }

    /// Pieces of the sentences that have no vector yet, each once, long ones together.
    fn missing(&self, sentences: &[&str]) -> Vec<(u64, Vec<u32>)> {
        let Ok(known) = self.known.read() else { return Vec::new() };
        let keyed = sentences.iter().map(|sentence| (key(sentence), *sentence));
        let new: BTreeMap<u64, &str> = keyed.filter(|(key, _)| !known.contains_key(key)).collect();
        let most = PIECES.min(self.bert.longest());
        let mut pieces: Vec<(u64, Vec<u32>)> =
            new.into_iter().map(|(key, s)| (key, self.pieces.read(&text::fold(s), most))).collect();
        pieces.sort_by_key(|(_, pieces)| std::cmp::Reverse(pieces.len()));
        pieces
    }

    fn make(&self, batch: &[(u64, Vec<u32>)]) -> Vec<(u64, Box<[f32]>)> {
        let sentences: Vec<Vec<u32>> = batch.iter().map(|(_, pieces)| pieces.clone()).collect();
        let vectors = self.bert.run(&sentences);
        batch.iter().map(|(key, _)| *key).zip(vectors.into_iter().map(Into::into)).collect()
    }

    /// Writes the vectors in memory to a folder, where [`Encoder::load`] finds them beside the same model:
    /// whole or not at all. These should be the lexicon's; a person's sentences do not belong on a disk.
    pub fn keep(&self, folder: &Path) -> Result<(), EncoderError> {
        let Ok(known) = self.known.read() else { return Ok(()) };
        kept::write(folder, self.fingerprint, self.width(), &known)
    }
}

/// Runs each batch on the thread that is free first; the answers come in the order of the batches.
fn spread<T: Sync, R: Send>(batches: &[T], threads: usize, run: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(batch) = batches.get(at) else { return done };
            done.push((at, run(batch)));
        }
    };
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads.min(batches.len())).map(|_| scope.spawn(work)).collect();
        let joined = parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.flatten().collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A hash of the folded sentence (FNV-1a): the same on every machine.
fn key(sentence: &str) -> u64 {
    text::fold(sentence)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, byte| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
