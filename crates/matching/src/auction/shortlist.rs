//! What a bidder remembers: its best objects at the last look at all, and a bound on the value of the others.
//!
//! Prices only rise, so values only fall: an object that was not on the list is worth at most `rest` for ever. While the
//! best of the list is worth more than `rest`, the list is all that a bid needs (an old trick: Bertsekas and Castañón keep
//! the third best). The fields are atomic because any thread may compute a bidder's bid; a bidder is in one batch at a
//! time, so nothing is ever contended.

use crate::graph::{Graph, NONE};
use std::sync::atomic::{AtomicI32, AtomicI64, AtomicU32, Ordering::Relaxed};

/// Objects on a list; with `rest` it fills a cache line.
const LENGTH: usize = 7;

pub(super) struct Shortlist {
    objects: [AtomicU32; LENGTH],
    weights: [AtomicI32; LENGTH],
    rest: AtomicI64,
}

/// The best object for a bidder at the present prices, and what it must beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub object: u32,
    pub weight: i32,
    pub value: i64,
    /// At least the value of every other object, at most `value` when the choice is certain.
    pub second: i64,
}

/// What values are computed from.
pub(super) struct Prices<'a> {
    pub graph: &'a Graph,
    pub lift: i64,
    /// What weights are multiplied by.
    pub factor: i64,
    pub of: Vec<AtomicI64>,
    /// No price is below it.
    pub least: i64,
}

impl Prices<'_> {
    #[inline]
    pub fn get(&self, object: u32) -> i64 {
        self.of[object as usize].load(Relaxed)
    }

    /// A weight as a bidder counts it.
    #[inline]
    pub fn worth(&self, weight: i32) -> i64 {
        (i64::from(weight) + self.lift) * self.factor
    }
}

impl Shortlist {
    pub fn new() -> Shortlist {
        Shortlist {
            objects: std::array::from_fn(|_| AtomicU32::new(NONE)),
            weights: std::array::from_fn(|_| AtomicI32::new(0)),
            rest: AtomicI64::new(i64::MAX),
        }
    }

    /// The best object for bidder u, staying single included; looks at all its edges only when the list cannot tell.
    #[inline]
    pub fn choose(&self, prices: &Prices, u: u32) -> Choice {
        let choice = self.look(prices, u);
        if choice.value >= choice.second {
            return choice;
        }
        self.renew(prices, u);
        self.look(prices, u)
    }

    /// The best of the list and of staying single. `second` includes the bound on everything else.
    #[inline]
    fn look(&self, prices: &Prices, u: u32) -> Choice {
        let mut best =
            Choice { object: u, weight: 0, value: -prices.get(u), second: self.rest.load(Relaxed) };
        for (object, weight) in self.objects.iter().zip(&self.weights) {
            let (object, weight) = (object.load(Relaxed), weight.load(Relaxed));
            if object == NONE {
                break;
            }
            let value = prices.worth(weight) - prices.get(object);
            if value > best.value {
                best = Choice { object, weight, value, second: best.second.max(best.value) };
            } else {
                best.second = best.second.max(value);
            }
        }
        best
    }

    /// Looks at all edges of u, heaviest first, until no further one can enter the list.
    fn renew(&self, prices: &Prices, u: u32) {
        let mut best = [(i64::MIN, NONE, 0i32); LENGTH + 1];
        let (ids, weights) = prices.graph.slices(u);
        for (&object, &weight) in ids.iter().zip(weights) {
            let worth = prices.worth(weight);
            if worth - prices.least <= best[LENGTH].0 {
                break;
            }
            let value = worth - prices.get(object);
            if value > best[LENGTH].0 {
                let mut i = LENGTH;
                while i > 0 && value > best[i - 1].0 {
                    best[i] = best[i - 1];
                    i -= 1;
                }
                best[i] = (value, object, weight);
            }
        }
        for (i, &(_, object, weight)) in best[..LENGTH].iter().enumerate() {
            self.objects[i].store(object, Relaxed);
            self.weights[i].store(weight, Relaxed);
        }
        self.rest.store(best[LENGTH].0, Relaxed);
    }
}
