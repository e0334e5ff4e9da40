//! All offers near an ask, at any scale.
//!
//! Definitions. A *posting* lists the offers that hold a word, or that have a share in a concept. An offer's
//! *bound* is what its strength can be at most, told by the postings alone.
//!
//! Idea. Two sentences with no word in common and no concept of one serving a concept of the other have
//! strength 0, so the postings of an ask hold every offer with a strength above 0. They are added up, and only
//! offers whose bound is high enough are judged: the search is exact. Among very many offers
//! ([`OfferIndex::EXACT`]) faint postings are left out and only the most promising offers are judged
//! (impact-ordered retrieval; Anh and Moffat 2006); `docs/benchmarks.md` tells what is missed. Next to a sentence
//! model, which may find two sentences close that share nothing, every offer is judged up to that number.
//!
//! Cost: memory linear in the offers' words and concepts; a search adds up the ask's postings.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::Language;
use crate::nearness::{self, Asked};
use crate::reading::Reading;
use crate::vocabulary::WordId;

/// Offers by word and by concept.
#[derive(Clone, Debug)]
pub struct OfferIndex {
    offers: Vec<Reading>,
    by_word: FxHashMap<WordId, Vec<(u32, f32)>>,
    by_concept: Vec<Vec<(u32, f32)>>,
    surest: Vec<f32>,
}

/// One offer found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The offer's place in the list that the index was made of.
    pub offer: u32,
    /// The strength of [`Language::strength`].
    pub strength: f64,
}

/// Among very many offers so many are judged for one ask.
const JUDGED: usize = 200;
/// There, concepts that serve an ask less than this share of the best are left out,
const FAINT_SERVICE: f64 = 0.35;
/// shares in an offer less than this,
const FAINT_SHARE: f32 = 0.1;
/// and words lighter than this.
const FAINT_WORD: f32 = 0.3;

/// What the postings say of the offers, cleared by what was touched.
#[derive(Default)]
struct Promises {
    by_offer: Vec<Promise>,
    touched: Vec<u32>,
}

/// What the postings say of one offer: the parts of [`crate::Evidence`] of these names.
#[derive(Clone, Copy, Debug, Default)]
struct Promise {
    alike: f32,
    served: f32,
    words: f32,
}

/// What shared words promise next to shared concepts.
const WORD_PROMISE: f32 = 0.5;

thread_local! {
    static PROMISES: RefCell<Promises> = RefCell::new(Promises::default());
}

impl OfferIndex {
    /// Up to so many offers a search misses none.
    pub const EXACT: usize = 20_000;

    /// Indexes offers; their places in the list are their numbers.
    pub fn new(language: &Language, offers: Vec<Reading>) -> OfferIndex {
        let mut by_word: FxHashMap<WordId, Vec<(u32, f32)>> = FxHashMap::default();
        let mut by_concept = vec![Vec::new(); language.n_concepts()];
        for (number, offer) in offers.iter().enumerate() {
            let length = offer.words.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
            for (word, weight) in &offer.words {
                by_word.entry(*word).or_default().push((number as u32, weight / length));
            }
            for (concept, share) in &offer.shares {
                by_concept[usize::from(*concept)].push((number as u32, *share));
            }
        }
        let surest = offers.iter().map(|offer| nearness::surest(offer) as f32).collect();
        OfferIndex { offers, by_word, by_concept, surest }
    }

    /// The offers, by number.
    pub fn offers(&self) -> &[Reading] {
        &self.offers
    }

    /// The offers whose strength is above 0 and at least `min_strength`, by number: all of them up to
    /// [`OfferIndex::EXACT`] offers, beyond that those among the most promising ones.
    pub fn search(&self, language: &Language, ask: &Reading, min_strength: f64) -> Vec<Hit> {
        let least = min_strength.max(0.0005);
        let asked = Asked::new(&language.relations, ask, language.n_concepts());
        let promising = self.promising(&asked).into_iter().filter(|(bound, _)| *bound >= least);
        let judged = promising.map(|(_, offer)| self.judge(&asked, offer));
        let mut hits: Vec<Hit> = judged.filter(|hit| hit.strength >= least).collect();
        hits.sort_unstable_by_key(|hit| hit.offer);
        hits
    }

    /// The `k` strongest offers, best first; equal ones by number.
    pub fn nearest(&self, language: &Language, ask: &Reading, k: usize) -> Vec<Hit> {
        let asked = Asked::new(&language.relations, ask, language.n_concepts());
        let mut promising = self.promising(&asked);
        promising.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut hits: Vec<Hit> = Vec::new();
        for part in promising.chunks(2 * k.max(8)) {
            let enough = hits.get(k.wrapping_sub(1)).is_some_and(|hit: &Hit| hit.strength > part[0].0);
            if enough {
                break;
            }
            let judged = part.iter().map(|(_, offer)| self.judge(&asked, *offer));
            hits.extend(judged.filter(|hit| hit.strength > 0.0));
            hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.offer.cmp(&b.offer)));
            hits.truncate(k);
        }
        hits
    }

    fn judge(&self, asked: &Asked<'_>, offer: u32) -> Hit {
        Hit { offer, strength: asked.strength(&self.offers[offer as usize]) }
    }

    /// The offers that may be near, each with the most that its strength can be, in no order.
    fn promising(&self, asked: &Asked<'_>) -> Vec<(f64, u32)> {
        let few = self.offers.len() <= OfferIndex::EXACT;
        if few && has_vector(asked.reading) {
            return (0..self.offers.len() as u32).map(|offer| (1.0, offer)).collect();
        }
        PROMISES.with_borrow_mut(|promises| {
            promises.by_offer.resize(self.offers.len(), Promise::default());
            self.add_concepts(asked, few, promises);
            self.add_words(asked, few, promises);
            self.bounds(asked, if few { usize::MAX } else { JUDGED }, promises)
        })
    }

    fn add_concepts(&self, asked: &Asked<'_>, all: bool, promises: &mut Promises) {
        let mut own = vec![0.0_f32; self.by_concept.len()];
        asked.reading.shares.iter().for_each(|(concept, share)| own[usize::from(*concept)] = share.sqrt());
        let most = asked.served_by.iter().copied().fold(0.0, f64::max);
        for (concept, serves) in asked.served_by.iter().enumerate() {
            if *serves > if all { 0.0 } else { FAINT_SERVICE * most } {
                let (serves, root) = (*serves as f32, own[concept]);
                for (offer, share) in &self.by_concept[concept] {
                    if all || *share >= FAINT_SHARE {
                        let promise = promises.of(*offer);
                        promise.served += serves * share;
                        promise.alike += root * share.sqrt();
                    }
                }
            }
        }
    }

    fn add_words(&self, asked: &Asked<'_>, all: bool, promises: &mut Promises) {
        let length = asked.reading.length.sqrt() as f32;
        let heaviest = asked.reading.words.iter().map(|(_, w)| *w).fold(0.0, f32::max);
        let least = if all { 0.0 } else { FAINT_WORD.min(heaviest) };
        for (word, weight) in asked.reading.words.iter().filter(|(_, weight)| *weight >= least) {
            for (offer, other) in self.by_word.get(word).into_iter().flatten() {
                promises.of(*offer).words += weight / length * other;
            }
        }
    }

    /// The bounds of the offers that the postings touched, the greatest ones only; clears the bench.
    fn bounds(&self, asked: &Asked<'_>, most: usize, promises: &mut Promises) -> Vec<(f64, u32)> {
        let surest = nearness::surest(asked.reading);
        let beside_model = has_vector(asked.reading);
        let mut bounds = Vec::with_capacity(promises.touched.len());
        promises.keep_best(most);
        for offer in promises.touched.drain(..) {
            let promise = std::mem::take(&mut promises.by_offer[offer as usize]);
            let sure =
                if beside_model { 1.0 } else { (surest * f64::from(self.surest[offer as usize])).sqrt() };
            let (alike, served) = (f64::from(promise.alike).min(1.0), f64::from(promise.served).min(1.0));
            bounds.push((nearness::bound(alike, served, f64::from(promise.words), sure), offer));
        }
        if beside_model { bounds.into_iter().map(|(_, offer)| (1.0, offer)).collect() } else { bounds }
    }
}

impl Promise {
    fn sum(self) -> f32 {
        self.alike + self.served + WORD_PROMISE * self.words
    }
}

impl Promises {
    /// Forgets all but the most promising offers, equal ones by number.
    fn keep_best(&mut self, most: usize) {
        if self.touched.len() <= most {
            return;
        }
        let mut sums: Vec<(f32, u32)> =
            self.touched.iter().map(|offer| (self.by_offer[*offer as usize].sum(), *offer)).collect();
        sums.select_nth_unstable_by(most, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        sums[most..].iter().for_each(|(_, offer)| self.by_offer[*offer as usize] = Promise::default());
        self.touched.clear();
        self.touched.extend(sums[..most].iter().map(|(_, offer)| *offer));
    }

    fn of(&mut self, offer: u32) -> &mut Promise {
        let promise = &mut self.by_offer[offer as usize];
        if promise.alike == 0.0 && promise.served == 0.0 && promise.words == 0.0 {
            self.touched.push(offer);
        }
        promise
    }
}

#[cfg(feature = "encoder")]
fn has_vector(reading: &Reading) -> bool {
    reading.vector.is_some()
}

#[cfg(not(feature = "encoder"))]
fn has_vector(_: &Reading) -> bool {
    false
}
