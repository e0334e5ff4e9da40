//! From a sentence to the concepts that it speaks of.
//!
//! Definitions. A concept's *loose* evidence is the rarity-weighted sum of what the sentence's words
//! point to; its *phrase* evidence is that of its best covered wording. Both lie in 0..1 and grow with
//! every matching word. *Shares* are the sureties sharpened and brought to sum 1: what the sentence is about,
//! as a distribution.
//!
//! Idea. `surety = 1 - (1 - A phrase)(1 - B loose)`: either witness suffices, both together convince.
//! Words are taken as a set in the order of their numbers, so that the order of a list cannot matter.
//!
//! Cost: the concepts that the sentence's words point to; some microseconds.

use std::cell::RefCell;

use crate::lexicon::ConceptId;
use crate::phrases::Heard;
use crate::reading::Reading;
use crate::signs::{Direction, Signs};
use crate::vocabulary::{Token, WordId};
use crate::wordings::Wordings;

/// How much of the doubt a fully covered phrase takes away.
const PHRASE: f64 = 0.9;
/// How much of the doubt loose words can take away.
const LOOSE: f64 = 0.8;
/// Concepts fainter than this share of the surest are left out.
const FAINTEST: f64 = 0.26;
/// Concepts surer than this are kept at all.
const LEAST: f64 = 0.045;
/// How many concepts a reading keeps.
const MOST: usize = 7;
/// How much surer concepts are preferred when sureties become shares.
const SHARPEN: i32 = 4;

/// A concept, how surely, and the wording that spoke for it most.
pub(crate) type Found = (u16, f64, Option<u32>);

/// Work space of one thread: cleared by what was touched, so that a reading allocates little.
#[derive(Default)]
struct Bench {
    loose: Vec<f64>,
    phrase: Vec<(f64, u32)>,
    concepts: Vec<u16>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

/// Reads one sentence, given folded and as its words in order, for one side.
pub(crate) fn read(
    wordings: &Wordings,
    signs: Signs,
    tokens: &[Token],
    text: &str,
    direction: Direction,
) -> Reading {
    let mut spoken = tokens.to_vec();
    spoken.sort_by(|a, b| a.id.cmp(&b.id).then(b.weight.total_cmp(&a.weight)));
    spoken.dedup_by_key(|word| word.id);
    let found = BENCH.with_borrow_mut(|bench| {
        bench.fit(wordings);
        bench.weigh(wordings, &spoken)
    });
    let words = weighted(&spoken);
    let mut reading = Reading {
        text: text.into(),
        direction,
        signs,
        length: words.iter().map(|(_, w)| f64::from(*w) * f64::from(*w)).sum(),
        words,
        concepts: Box::default(),
        shares: Box::default(),
        spoken: Box::default(),
        audiences: Box::default(),
        named: crate::varieties::Named::default(),
        vector: None,
    };
    settle(&mut reading, found);
    reading
}

/// Keeps the surest concepts, surest first, and their shares.
pub(crate) fn settle(reading: &mut Reading, mut found: Vec<Found>) {
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let surest = found.first().map_or(0.0, |(_, surety, _)| *surety);
    found.retain(|(_, surety, _)| *surety >= LEAST.max(FAINTEST * surest));
    found.truncate(MOST);
    reading.shares =
        shares(found.iter().map(|(concept, surety, _)| (*concept, power(*surety, SHARPEN))).collect());
    reading.concepts = found.iter().map(|(concept, surety, _)| (ConceptId(*concept), *surety)).collect();
    reading.spoken = found.iter().map(|(_, _, wording)| *wording).collect();
}

/// Brought to sum 1, by number.
pub(crate) fn shares(mut weights: Vec<(u16, f64)>) -> Box<[(u16, f32)]> {
    weights.sort_unstable_by_key(|(concept, _)| *concept);
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    weights.into_iter().map(|(concept, weight)| (concept, (weight / total) as f32)).collect()
}

/// A whole power by products alone: the same on every machine.
fn power(x: f64, n: i32) -> f64 {
    (0..n).fold(1.0, |product, _| product * x)
}

/// The words that count; a sentence of everyday words alone counts by them.
fn weighted(spoken: &[Token]) -> Box<[(WordId, f32)]> {
    let heavy = spoken.iter().any(|word| word.weight > 0.0);
    let least = if heavy { 0.0 } else { 0.1 };
    let words = spoken.iter().map(|word| (word.id, word.weight.max(least) as f32));
    words.filter(|(_, weight)| *weight > 0.0).collect()
}

impl Bench {
    fn fit(&mut self, wordings: &Wordings) {
        let n = wordings.n_concepts;
        if self.loose.len() != n {
            *self = Bench { loose: vec![0.0; n], phrase: vec![(0.0, 0); n], ..Bench::default() };
        }
    }

    /// Concepts with surety and the wording that spoke most for each.
    fn weigh(&mut self, wordings: &Wordings, spoken: &[Token]) -> Vec<Found> {
        for word in spoken.iter().filter(|word| word.weight > 0.0) {
            for (concept, share) in wordings.pointers(word.id) {
                let loose = &mut self.loose[usize::from(*concept)];
                if *loose == 0.0 {
                    self.concepts.push(*concept);
                }
                *loose += word.weight * f64::from(*share);
            }
        }
        wordings.phrases.listen(spoken, |heard| self.keep(heard));
        self.conclude()
    }

    fn keep(&mut self, heard: Heard) {
        let at = usize::from(heard.concept);
        let best = &mut self.phrase[at];
        if best.0 == 0.0 && self.loose[at] == 0.0 {
            self.concepts.push(heard.concept);
        }
        if best.0 == 0.0 || heard.beats(best.0, best.1) {
            *best = (heard.evidence, heard.wording);
        }
    }

    /// Weighs the witnesses, for those concepts only that can be kept.
    fn conclude(&mut self) -> Vec<Found> {
        let mut hopeful: Vec<(f64, u16)> = Vec::with_capacity(self.concepts.len());
        let mut most = (0.0, 0);
        for concept in self.concepts.drain(..) {
            let at = usize::from(concept);
            let bound = surety(self.phrase[at].0, (1.5 * self.loose[at]).min(1.0));
            hopeful.push((bound, concept));
            most = if bound > most.0 { (bound, concept) } else { most };
        }
        let exact = |at: usize| surety(self.phrase[at].0, saturated(1.5 * self.loose[at]));
        let least = LEAST.max(FAINTEST * exact(usize::from(most.1)));
        let kept = hopeful.iter().filter(|(bound, _)| *bound >= least).map(|(_, concept)| *concept);
        let found = kept
            .map(|concept| {
                let (phrase, number) = self.phrase[usize::from(concept)];
                (concept, exact(usize::from(concept)), (phrase > 0.25).then_some(number))
            })
            .collect();
        for (_, concept) in hopeful {
            self.loose[usize::from(concept)] = 0.0;
            self.phrase[usize::from(concept)] = (0.0, 0);
        }
        found
    }
}

fn surety(phrase: f64, loose: f64) -> f64 {
    1.0 - (1.0 - PHRASE * phrase) * (1.0 - LOOSE * loose)
}

/// `1 - e^-x`.
fn saturated(x: f64) -> f64 {
    1.0 - libm::exp(-x)
}
