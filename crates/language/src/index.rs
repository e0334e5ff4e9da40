//! The offers nearest to an ask, at any scale.
//!
//! Definitions. Offers about the same stand side by side, in *blocks*. A block's *bound* is what the strength of any
//! offer in it can be at most, told by the greatest share of each concept and the greatest weight of each word in it.
//!
//! Idea. Bounds are added up along the ask's concepts, and the most promising blocks are judged offer by offer until no
//! bound reaches what has been found (block-max pruning; Ding and Suel 2011; Mallia, Suel and Tonellotto 2024). First only
//! concepts that serve the ask well are followed, and what the others could add is granted to every block; where that is
//! not enough to be sure, all are followed, so that nothing is missed. Among very many offers ([`OfferIndex::EXACT`])
//! a search is content sooner: `docs/benchmarks.md` tells what is missed.
//! Offers that share no word with an ask, and no concept of which serves it, have strength 0. A sentence model may find
//! two sentences close that share nothing: next to one every offer is judged, up to that number.
//!
//! Cost: memory linear in the offers' words and concepts; a search judges some hundred offers.

mod blocks;
mod offers;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::Language;
use crate::nearness::Asked;
use crate::reading::Reading;
use blocks::{Bench, Blocks, Reach};
use offers::Offers;

/// Offers in blocks.
#[derive(Clone, Debug)]
pub struct OfferIndex {
    offers: Offers,
    blocks: Blocks,
}

/// One offer found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The offer's place in the list that the index was made of.
    pub offer: u32,
    /// The strength of [`Language::strength`].
    pub strength: f64,
}

/// Among very many offers, what bounds of what was not looked at come to in truth, at most, nearly always.
const KEPT_AMONG_MANY: f64 = 0.6;
/// Strengths are above 0 from here on.
const LEAST: f64 = 0.0005;

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

impl OfferIndex {
    /// Up to so many offers a search misses none.
    pub const EXACT: usize = 20_000;

    /// Indexes offers; their places in the list are their numbers.
    pub fn new<'a>(language: &Language, offers: impl IntoIterator<Item = &'a Reading>) -> OfferIndex {
        let offers = Offers::new(offers.into_iter().collect());
        OfferIndex { blocks: Blocks::new(&offers, language.n_concepts()), offers }
    }

    /// The offers whose strength is above 0 and at least `min_strength`, by number.
    pub fn search(&self, language: &Language, ask: &Reading, min_strength: f64) -> Vec<Hit> {
        let mut hits = self.nearest(language, ask, usize::MAX, min_strength);
        hits.sort_unstable_by_key(|hit| hit.offer);
        hits
    }

    /// The strongest offers, at most `most` and none below `min_strength`, best first; equal ones by number.
    pub fn nearest(&self, language: &Language, ask: &Reading, most: usize, min_strength: f64) -> Vec<Hit> {
        let asked = Asked::new(&language.relations, ask, language.n_concepts());
        let mut best = Best { hits: BinaryHeap::new(), most, least: min_strength.max(LEAST) };
        let many = self.offers.len() > OfferIndex::EXACT;
        BENCH.with_borrow_mut(|bench| {
            let reach = if many { Reach::AMONG_MANY } else { Reach::FIRST };
            let rest = self.blocks.look(&asked, reach, bench);
            self.judge(&asked, bench, &mut best);
            let promised = if many { KEPT_AMONG_MANY * rest } else { rest };
            if promised >= best.least {
                self.blocks.look(&asked, Reach::ALL, bench);
                if ask.vector.is_some() {
                    self.blocks.look_everywhere(bench);
                }
                self.judge(&asked, bench, &mut best);
            }
            bench.clear();
        });
        best.hits.into_sorted_vec().into_iter().map(|Reverse(ranked)| ranked.0).collect()
    }

    /// Judges the offers of the blocks on the bench, the most promising first, as long as any could be among the best.
    fn judge(&self, asked: &Asked<'_>, bench: &mut Bench, best: &mut Best) {
        while let Some(block) = Blocks::next(asked, bench, best.least) {
            for place in Blocks::places(block, self.offers.len()) {
                if let Some(strength) = asked.strength(&self.offers.at(place), best.least) {
                    best.meet(Hit { offer: self.offers.number(place), strength });
                }
            }
        }
    }
}

/// The strongest hits so far.
struct Best {
    hits: BinaryHeap<Reverse<Ranked>>,
    most: usize,
    /// What a hit must reach to be among them.
    least: f64,
}

impl Best {
    fn meet(&mut self, hit: Hit) {
        if hit.strength < self.least || self.most == 0 {
            return;
        }
        self.hits.push(Reverse(Ranked(hit)));
        if self.hits.len() > self.most {
            self.hits.pop();
        }
        if let Some(Reverse(weakest)) = self.hits.peek().filter(|_| self.hits.len() == self.most) {
            self.least = weakest.0.strength;
        }
    }
}

/// Stronger is greater; of equal ones the one that stands first.
#[derive(PartialEq)]
struct Ranked(Hit);

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> std::cmp::Ordering {
        self.0.strength.total_cmp(&other.0.strength).then(other.0.offer.cmp(&self.0.offer))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
