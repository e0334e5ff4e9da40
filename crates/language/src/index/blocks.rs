//! Blocks of offers, and what the strength of any offer in one can be at most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::offers::Offers;
use crate::nearness::{self, Asked, Evidence};
use crate::rows::Rows;
use crate::vocabulary::WordId;

/// So many offers stand in a block.
const SIZE: usize = 64;
/// Words that more than one block in so many holds stand everywhere.
const EVERYWHERE: usize = 8;
/// What words promise beside concepts.
const WORDS: f32 = 0.5;
/// Words that are the same on both sides, some of them misspelt or said aside, are at least so close,
const SAME_WORDS: f32 = 0.88;
/// and so far alike in what they are about.
const SAME_MATTER: f32 = 0.5;
/// Bounds are kept in millionths.
const MILLION: f64 = 1e6;

/// What is greatest among the offers of each block.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    /// By block, how surely its offers were read.
    sure: Vec<Sure>,
    /// By concept and by word: the blocks that hold it.
    with_concept: Rows<(u32, f32)>,
    with_word: Rows<(u32, f32)>,
    word_rows: FxHashMap<WordId, u32>,
}

/// Work space for one search after another.
#[derive(Default)]
pub(super) struct Bench {
    /// By block, what the postings add up to.
    promises: Vec<Promise>,
    touched: Vec<u32>,
    /// Bounds in millionths, and the blocks.
    promising: BinaryHeap<(u32, Reverse<u32>)>,
    judged: Vec<bool>,
}

/// How far a look goes: concepts that serve the ask at least this share of what the best one does are followed, and of
/// the blocks found there those that promise at least this share of what the best one does are laid on the bench.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Reach {
    well: f64,
    much: f32,
}

impl Reach {
    /// Where most searches end.
    pub(super) const FIRST: Reach = Reach { well: 0.3, much: 0.5 };
    /// Where all searches end, among very many offers.
    pub(super) const AMONG_MANY: Reach = Reach { well: 0.5, much: 0.6 };
    /// All that serves the ask at all, or has a word of it.
    pub(super) const ALL: Reach = Reach { well: 0.0, much: 0.0 };
}

/// How firmly some sentences were read at most, and how surely at least, each as its share of a pair's.
#[derive(Clone, Copy, Debug)]
struct Sure {
    firmly: f64,
    surely: f64,
}

/// The most that [`Evidence`] of these names can be.
#[derive(Clone, Copy, Debug, Default)]
struct Promise {
    alike: f32,
    served: f32,
    words: f32,
}

impl Blocks {
    pub(super) fn new(offers: &Offers, n_concepts: usize) -> Blocks {
        let mut with_concept: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n_concepts];
        let mut with_word: BTreeMap<WordId, Vec<(u32, f32)>> = BTreeMap::new();
        let mut sure = Vec::new();
        for block in 0..offers.len().div_ceil(SIZE) as u32 {
            let greatest = Greatest::of(offers, Blocks::places(block, offers.len()));
            for (concept, share) in greatest.shares {
                with_concept[usize::from(concept)].push((block, share));
            }
            for (word, share) in greatest.words {
                with_word.entry(word).or_default().push((block, share));
            }
            sure.push(Sure::of(greatest.sure.0, greatest.sure.1));
        }
        Blocks {
            sure,
            with_concept: with_concept.into_iter().collect(),
            word_rows: with_word.keys().copied().zip(0..).collect(),
            with_word: with_word.into_values().collect(),
        }
    }

    /// The places of the offers of a block.
    pub(super) fn places(block: u32, n_offers: usize) -> Range<usize> {
        let first = block as usize * SIZE;
        first..n_offers.min(first + SIZE)
    }

    /// Lays the blocks within reach on the bench; returns what the strength of any offer elsewhere can be at most.
    pub(super) fn look(&self, asked: &Asked<'_>, reach: Reach, bench: &mut Bench) -> f64 {
        bench.promises.resize(self.sure.len(), Promise::default());
        bench.judged.resize(self.sure.len(), false);
        let unseen = self.add_up(asked, reach, bench);
        let most =
            bench.touched.iter().map(|block| bench.promises[*block as usize].sum()).fold(0.0, f32::max);
        let least = reach.much * most;
        let modelled = asked.reading.vector.is_some();
        let own = Sure::of(asked.reading.surest(), asked.reading.surest());
        let mut elsewhere = unseen;
        for block in bench.touched.drain(..) {
            let promise = std::mem::take(&mut bench.promises[block as usize]);
            if promise.sum() < least {
                elsewhere = elsewhere.or(promise.with(unseen));
            } else if !bench.judged[block as usize] {
                let bound = promise.with(unseen).bound(own.with(self.sure[block as usize]), asked);
                bench.promising.push((millionths(bound), Reverse(block)));
            }
        }
        nearness::at_most(elsewhere.bound(Sure { firmly: 1.0, surely: 0.0 }, asked), modelled)
    }

    /// Adds up what the ask's concepts and words promise of each block, and tells what concepts may add that were
    /// not followed.
    fn add_up(&self, asked: &Asked<'_>, reach: Reach, bench: &mut Bench) -> Promise {
        let most = asked.served_by.iter().copied().fold(0.0, f64::max);
        let least = reach.well * most;
        let faint =
            asked.served_by.iter().copied().filter(|serves| *serves < least).fold(0.0, f64::max) as f32;
        let mut rest_shares = 0.0;
        let mut own = asked.reading.shares.iter().copied().peekable();
        for (concept, serves) in asked.served_by.iter().enumerate().filter(|(_, serves)| **serves > 0.0) {
            let share = own.next_if(|(own, _)| usize::from(*own) == concept).map_or(0.0, |(_, share)| share);
            if *serves < least {
                rest_shares += share;
                continue;
            }
            // Shares sum to 1: what is not of this concept is served as the best of the others serve, at most.
            let (serves, root) = (*serves as f32 - faint, share.sqrt());
            for (block, other) in self.with_concept.row(concept) {
                let promise = bench.of(*block);
                promise.served += serves * other;
                if root > 0.0 {
                    promise.alike += root * other.sqrt();
                }
            }
        }
        Promise { alike: f32::sqrt(rest_shares), served: faint, words: self.add_words(asked, reach, bench) }
    }

    /// The same for words; those that stand everywhere are followed only when all is.
    fn add_words(&self, asked: &Asked<'_>, reach: Reach, bench: &mut Bench) -> f32 {
        let length = asked.reading.length.sqrt() as f32;
        let mut rest = 0.0;
        for (word, weight) in &asked.reading.words {
            let Some(row) = self.word_rows.get(word) else { continue };
            let blocks = self.with_word.row(*row as usize);
            if reach != Reach::ALL && EVERYWHERE * blocks.len() > self.sure.len() {
                rest += weight / length;
                continue;
            }
            for (block, other) in blocks {
                bench.of(*block).words += weight / length * other;
            }
        }
        rest
    }

    /// Lays all blocks on the bench that were not judged.
    pub(super) fn look_everywhere(&self, bench: &mut Bench) {
        bench.promising.clear();
        let left = (0..self.sure.len() as u32).filter(|block| !bench.judged[*block as usize]);
        bench.promising.extend(left.map(|block| (millionths(1.0), Reverse(block))));
    }

    /// The most promising block that has not been judged, unless nothing in it can reach this strength.
    pub(super) fn next(asked: &Asked<'_>, bench: &mut Bench, least: f64) -> Option<u32> {
        let (bound, Reverse(block)) = bench.promising.pop()?;
        if nearness::at_most(f64::from(bound) / MILLION, asked.reading.vector.is_some()) < least {
            bench.promising.clear();
            return None;
        }
        bench.judged[block as usize] = true;
        Some(block)
    }
}

impl Bench {
    fn of(&mut self, block: u32) -> &mut Promise {
        let promise = &mut self.promises[block as usize];
        if promise.served == 0.0 && promise.words == 0.0 {
            self.touched.push(block);
        }
        promise
    }

    /// Ready for the next search.
    pub(super) fn clear(&mut self) {
        self.promising.clear();
        self.judged.fill(false);
    }
}

impl Sure {
    /// Read at least and at most so surely.
    fn of(least: f64, most: f64) -> Sure {
        Sure { firmly: nearness::firm(most.sqrt()), surely: least.sqrt() }
    }

    fn with(self, other: Sure) -> Sure {
        Sure { firmly: self.firmly * other.firmly, surely: self.surely * other.surely }
    }
}

impl Promise {
    fn with(self, other: Promise) -> Promise {
        Promise {
            alike: self.alike + other.alike,
            served: self.served + other.served,
            words: self.words + other.words,
        }
    }

    fn sum(self) -> f32 {
        self.alike + self.served + WORDS * self.words
    }

    /// The greatest of each.
    fn or(self, other: Promise) -> Promise {
        Promise {
            alike: self.alike.max(other.alike),
            served: self.served.max(other.served),
            words: self.words.max(other.words),
        }
    }

    /// What the witnesses can come to.
    fn bound(&self, sure: Sure, asked: &Asked<'_>) -> f64 {
        if self.words >= SAME_WORDS && (self.alike >= SAME_MATTER || asked.reading.shares.is_empty()) {
            return 1.0;
        }
        let evidence = Evidence {
            alike: f64::from(self.alike.min(1.0)),
            served: f64::from(self.served.min(1.0)),
            words: f64::from(self.words.min(1.0)),
            close: 1.0,
            modelled: asked.reading.vector.is_some(),
            ..Evidence::default()
        };
        nearness::joined(&evidence, sure.firmly, nearness::SURELY * sure.surely)
    }
}

/// Rounded up, with room for what sums of short floats may be off by.
fn millionths(bound: f64) -> u32 {
    (bound * MILLION) as u32 + 10
}

/// What is greatest among some offers.
#[derive(Default)]
struct Greatest {
    shares: BTreeMap<u16, f32>,
    words: BTreeMap<WordId, f32>,
    /// The least and the most.
    sure: (f64, f64),
}

impl Greatest {
    fn of(offers: &Offers, places: Range<usize>) -> Greatest {
        let mut greatest = Greatest { sure: (1.0, 0.0), ..Greatest::default() };
        for offer in places.map(|place| offers.at(place)) {
            let length = offer.beside.length.sqrt() as f32;
            offer.shares.iter().for_each(|(concept, share)| raise(&mut greatest.shares, *concept, *share));
            offer.words.iter().for_each(|(word, weight)| raise(&mut greatest.words, *word, weight / length));
            let sure = offer.beside.surest;
            greatest.sure = (greatest.sure.0.min(sure), greatest.sure.1.max(sure));
        }
        greatest
    }
}

fn raise<K: Ord>(greatest: &mut BTreeMap<K, f32>, key: K, x: f32) {
    let most = greatest.entry(key).or_insert(x);
    *most = most.max(x);
}
