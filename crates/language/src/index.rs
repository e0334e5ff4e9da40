//! All offers near an ask, at any scale.
//!
//! Definitions. A *posting* lists the offers that hold a word, or that have a share in a concept. An offer's
//! *promise* is what its postings say of it before it is judged: shares alike, concepts served, words shared.
//!
//! Idea. Two sentences with no word in common and no concept of one serving a concept of the other have
//! strength 0, so the postings of an ask hold every offer with a strength above 0, and the search is exact.
//! Among very many offers ([`OfferIndex::EXACT`]) only the strong postings are added up and only the most
//! promising offers are judged (impact-ordered retrieval; Anh and Moffat 2006); `docs/benchmarks.md` tells what is
//! missed. Next to a sentence model, which may find two sentences close that share nothing, every offer is
//! judged up to that number.
//!
//! Cost: memory linear in the offers' words and concepts; a search adds up the ask's postings.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::Language;
use crate::nearness::Asked;
use crate::reading::Reading;
use crate::vocabulary::WordId;

/// Offers by word and by concept.
#[derive(Clone, Debug)]
pub struct OfferIndex {
    offers: Vec<Reading>,
    by_word: FxHashMap<WordId, Vec<(u32, f32)>>,
    by_concept: Vec<Vec<(u32, f32)>>,
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
const JUDGED: usize = 400;
/// There, concepts that serve an ask less than this share of the best are left out,
const FAINT_SERVICE: f64 = 0.2;
/// shares in an offer less than this,
const FAINT_SHARE: f32 = 0.05;
/// and words lighter than this.
const FAINT_WORD: f32 = 0.3;
/// What shared words promise next to shared concepts.
const WORD_PROMISE: f64 = 0.8;

/// Promises by offer, cleared by what was touched.
#[derive(Default)]
struct Promises {
    by_offer: Vec<f32>,
    touched: Vec<u32>,
}

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
        OfferIndex { offers, by_word, by_concept }
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
        let mut hits: Vec<Hit> = self
            .candidates(&asked)
            .into_iter()
            .map(|offer| Hit { offer, strength: asked.strength(&self.offers[offer as usize]) })
            .filter(|hit| hit.strength >= least)
            .collect();
        hits.sort_unstable_by_key(|hit| hit.offer);
        hits
    }

    /// The `k` strongest offers, best first; equal ones by number.
    pub fn nearest(&self, language: &Language, ask: &Reading, k: usize) -> Vec<Hit> {
        let mut hits = self.search(language, ask, 0.0);
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.offer.cmp(&b.offer)));
        hits.truncate(k);
        hits
    }

    /// The offers to judge, in no order.
    fn candidates(&self, asked: &Asked<'_>) -> Vec<u32> {
        let few = self.offers.len() <= OfferIndex::EXACT;
        if few && has_vector(asked.reading) {
            return (0..self.offers.len() as u32).collect();
        }
        PROMISES.with_borrow_mut(|promises| {
            promises.by_offer.resize(self.offers.len(), 0.0);
            self.add_concepts(asked, few, promises);
            self.add_words(asked, few, promises);
            promises.best(if few { usize::MAX } else { JUDGED })
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
                        promises.add(*offer, serves * share + root * share.sqrt());
                    }
                }
            }
        }
    }

    fn add_words(&self, asked: &Asked<'_>, all: bool, promises: &mut Promises) {
        let length = asked.reading.words.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        let heaviest = asked.reading.words.iter().map(|(_, w)| *w).fold(0.0, f32::max);
        let least = if all { 0.0 } else { FAINT_WORD.min(heaviest) };
        for (word, weight) in asked.reading.words.iter().filter(|(_, weight)| *weight >= least) {
            let by = WORD_PROMISE as f32 * weight / length;
            for (offer, weight) in self.by_word.get(word).into_iter().flatten() {
                promises.add(*offer, by * weight);
            }
        }
    }
}

impl Promises {
    fn add(&mut self, offer: u32, promise: f32) {
        if promise <= 0.0 {
            return;
        }
        let cell = &mut self.by_offer[offer as usize];
        if *cell == 0.0 {
            self.touched.push(offer);
        }
        *cell += promise;
    }

    /// The most promising offers, equal ones by number; clears the bench.
    fn best(&mut self, most: usize) -> Vec<u32> {
        let mut touched = std::mem::take(&mut self.touched);
        if touched.len() > most {
            let promise = |offer: &u32| self.by_offer[*offer as usize];
            touched.select_nth_unstable_by(most, |a, b| promise(b).total_cmp(&promise(a)).then(a.cmp(b)));
        }
        touched.iter().for_each(|offer| self.by_offer[*offer as usize] = 0.0);
        touched.truncate(most);
        touched
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
