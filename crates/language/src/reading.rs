//! What the reader made of one sentence.

use std::sync::Arc;

use crate::lexicon::ConceptId;
use crate::signs::{Direction, Kind, Seniority, Signs};
use crate::varieties::Named;
use crate::vocabulary::WordId;

/// A sentence read: the concepts that it speaks of, its words by weight, and what it says beside.
#[derive(Clone, Debug)]
pub struct Reading {
    pub(crate) text: Box<str>,
    pub(crate) direction: Direction,
    pub(crate) signs: Signs,
    /// Strongest first; equal ones by id.
    pub(crate) concepts: Box<[(ConceptId, f64)]>,
    /// The same as a distribution: concepts with their shares, summing to 1, by number.
    pub(crate) shares: Box<[(u16, f32)]>,
    /// For each concept the wording that spoke for it most, by number.
    pub(crate) spoken: Box<[Option<u32>]>,
    /// Words with weight, by id; each once.
    pub(crate) words: Box<[(WordId, f32)]>,
    /// The square of the length of their vector.
    pub(crate) length: f64,
    /// The audiences that the sentence names, by number.
    pub(crate) audiences: Box<[u16]>,
    /// Named things that no other can stand in for.
    pub(crate) named: Named,
    /// What a sentence model makes of it, where there is one: a vector of length 1.
    pub(crate) vector: Option<Arc<[f32]>>,
}

/// What an ask is compared with: an offer, wherever its parts are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offered<'a> {
    pub(crate) shares: &'a [(u16, f32)],
    pub(crate) words: &'a [(WordId, f32)],
    pub(crate) beside: &'a Beside,
}

/// What a sentence says beside its concepts and words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// The square of the length of the words' vector.
    pub(crate) length: f64,
    /// How surely its surest concept was read.
    pub(crate) surest: f64,
    /// It is worded as an ask.
    pub(crate) asks: bool,
    /// It offers to bring people together.
    pub(crate) introduces: bool,
    /// The audiences that it names, by number.
    pub(crate) audiences: Box<[u16]>,
    pub(crate) named: Named,
    pub(crate) vector: Option<Arc<[f32]>>,
}

impl Reading {
    /// What it says beside its concepts and words.
    pub(crate) fn beside(&self) -> Beside {
        Beside {
            length: self.length,
            surest: self.surest(),
            asks: self.worded() == Some(Direction::Ask),
            introduces: self.kind() == Some(Kind::Introduction),
            audiences: self.audiences.clone(),
            named: self.named.clone(),
            vector: self.vector.clone(),
        }
    }

    /// As what asks are compared with.
    pub(crate) fn offered<'a>(&'a self, beside: &'a Beside) -> Offered<'a> {
        Offered { shares: &self.shares, words: &self.words, beside }
    }

    /// How surely its surest concept was read.
    pub(crate) fn surest(&self) -> f64 {
        self.concepts.first().map_or(0.0, |(_, sure)| *sure)
    }

    /// Nothing readable stood there: an empty text, only punctuation or emoji.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The sentence as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The side that it was read for.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The side that its wording speaks from, where that is clear: an "offer" that reads
    /// "looking for a baker" is worded as an ask.
    pub fn worded(&self) -> Option<Direction> {
        self.signs.worded
    }

    /// The kind of help, where the wording tells.
    pub fn kind(&self) -> Option<Kind> {
        self.signs.kind
    }

    /// How senior the person is that it names, where it says so.
    pub fn seniority(&self) -> Option<Seniority> {
        self.signs.seniority
    }

    /// Whether it says that it is soon or never.
    pub fn is_urgent(&self) -> bool {
        self.signs.urgent
    }

    /// The concepts that it speaks of with how surely (0 to 1), surest first. May be empty.
    pub fn concepts(&self) -> &[(ConceptId, f64)] {
        &self.concepts
    }
}
