//! All offers near an ask, at any scale.
//!
//! Definitions. A *posting* lists the offers that hold a word, or that serve a concept. Two sentences with
//! no word in common and no concept of one serving a concept of the other have strength 0, so that the
//! postings of an ask hold every offer with a strength above 0: the search is exact.
//!
//! Cost: memory linear in the offers' words and concepts; a search judges the offers on the ask's postings.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::Language;
use crate::reading::Reading;
use crate::vocabulary::WordId;

/// Offers by word and by concept.
#[derive(Clone, Debug)]
pub struct OfferIndex {
    offers: Vec<Reading>,
    by_word: FxHashMap<WordId, Vec<u32>>,
    by_concept: Vec<Vec<u32>>,
}

/// One offer found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The offer's place in the list that the index was made of.
    pub offer: u32,
    /// The strength of [`Language::strength`].
    pub strength: f64,
}

impl OfferIndex {
    /// Indexes offers; their places in the list are their numbers.
    pub fn new(language: &Language, offers: Vec<Reading>) -> OfferIndex {
        let mut by_word: FxHashMap<WordId, Vec<u32>> = FxHashMap::default();
        let mut by_concept = vec![Vec::new(); language.n_concepts()];
        for (number, offer) in offers.iter().enumerate() {
            for (word, _) in &offer.words {
                by_word.entry(*word).or_default().push(number as u32);
            }
            for (concept, _) in &offer.concepts {
                by_concept[usize::from(concept.0)].push(number as u32);
            }
        }
        OfferIndex { offers, by_word, by_concept }
    }

    /// The offers, by number.
    pub fn offers(&self) -> &[Reading] {
        &self.offers
    }

    /// Exactly the offers whose strength is above 0 and at least `min_strength`, by number.
    pub fn search(&self, language: &Language, ask: &Reading, min_strength: f64) -> Vec<Hit> {
        let least = min_strength.max(0.0005);
        self.candidates(language, ask)
            .into_iter()
            .map(|offer| Hit { offer, strength: language.strength(ask, &self.offers[offer as usize]) })
            .filter(|hit| hit.strength >= least)
            .collect()
    }

    /// The `k` strongest offers, best first; equal ones by number.
    pub fn nearest(&self, language: &Language, ask: &Reading, k: usize) -> Vec<Hit> {
        let mut hits = self.search(language, ask, 0.0);
        hits.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.offer.cmp(&b.offer)));
        hits.truncate(k);
        hits
    }

    fn candidates(&self, language: &Language, ask: &Reading) -> Vec<u32> {
        let mut numbers: BTreeMap<u32, ()> = BTreeMap::new();
        for (word, _) in &ask.words {
            numbers.extend(self.by_word.get(word).into_iter().flatten().map(|n| (*n, ())));
        }
        for (asked, _) in &ask.concepts {
            for (offered, _) in language.relations.row(asked.0) {
                numbers.extend(self.by_concept[usize::from(*offered)].iter().map(|n| (*n, ())));
            }
        }
        numbers.into_keys().collect()
    }
}
