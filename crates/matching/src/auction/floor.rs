//! The auction floor: who holds what, who must bid, phase after phase.

use super::crew::Crew;
use super::duals;
use super::shortlist::{Choice, Prices, Shortlist};
use crate::graph::{Graph, NONE};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::Instant;

/// Most bids computed against the same prices.
const BATCH: usize = 4096;
/// Queues up to this length are served one by one: batches of them would be all overlap.
const SHORT: usize = 4096;
/// eps starts at this part of the range of weights, and is divided by `STEP` from phase to phase.
const START: i64 = 100;
const STEP: i64 = 10;
/// Bids per vertex after which a phase has plainly met a shortage (more bidders than objects they can live with) and goes
/// on with a greater eps.
const PATIENCE: usize = 60;

/// The end of an auction.
pub(crate) struct Outcome {
    /// The object of every bidder: itself (single), or a neighbour. Complete unless time ran out (then NONE occurs).
    pub holds: Vec<u32>,
    /// Duals Y times two when optimal: Y\[u\] + Y\[v\] >= 2 W(u, v), and equal along the cycles of `holds`. Feasible in any
    /// case.
    pub duals2: Vec<i64>,
    /// The assignment is the optimum of the linear programme.
    pub optimal: bool,
}

/// Who holds what.
struct Holdings {
    /// The bidder that holds an object, or NONE.
    owner: Vec<u32>,
    /// The object that a bidder holds, or NONE.
    object: Vec<u32>,
    /// Weight of the edge between them; 0 for single.
    weight: Vec<i32>,
}

impl Holdings {
    /// Lets u bid as chosen, on prices that may have risen since; returns who must bid (again): u itself when outbid
    /// meanwhile, the former owner, or nobody.
    #[inline]
    fn bid(&mut self, prices: &Prices, u: u32, choice: Choice, eps: i64) -> Option<u32> {
        let worth = if choice.object == u { 0 } else { prices.worth(choice.weight) };
        let second = if choice.second == i64::MIN { choice.value } else { choice.second };
        let (price, offered) = (&prices.of[choice.object as usize], worth - second + eps);
        if offered < price.load(Relaxed) + eps {
            return Some(u);
        }
        price.store(offered, Relaxed);
        self.object[u as usize] = choice.object;
        self.weight[u as usize] = choice.weight;
        let former = std::mem::replace(&mut self.owner[choice.object as usize], u);
        if former == NONE {
            return None;
        }
        self.object[former as usize] = NONE;
        Some(former)
    }

    fn give_up(&mut self, u: u32) {
        let object = std::mem::replace(&mut self.object[u as usize], NONE);
        if object != NONE {
            self.owner[object as usize] = NONE;
        }
    }
}

/// Prices, bidders, and what they hold.
pub(crate) struct Auction<'a> {
    prices: Prices<'a>,
    lists: Vec<Shortlist>,
    holdings: Holdings,
    deadline: Option<Instant>,
    threads: usize,
}

impl<'a> Auction<'a> {
    /// Weights lifted by `lift`; see [`Outcome`] for what a deadline does.
    pub fn new(graph: &'a Graph, lift: i64, threads: usize, deadline: Option<Instant>) -> Auction<'a> {
        let n = graph.n();
        let of = (0..n).map(|_| AtomicI64::new(0)).collect();
        Auction {
            prices: Prices { graph, lift, factor: n as i64 + 1, of, least: 0 },
            lists: (0..n).map(|_| Shortlist::new()).collect(),
            holdings: Holdings { owner: vec![NONE; n], object: vec![NONE; n], weight: vec![0; n] },
            deadline,
            threads: threads.clamp(1, 64),
        }
    }

    /// Runs all phases, or until the deadline.
    pub fn run(mut self) -> Outcome {
        let (low, high) = self.prices.graph.weight_range().unwrap_or((0, 0));
        let mut eps = ((high - low.min(0)) * self.prices.factor / START).max(1);
        let mut patience = PATIENCE * self.lists.len() + 1000;
        let mut complete = None; // what was held at the end of the last phase, for when time runs out in the next
        loop {
            self.prices.least = self.prices.of.iter().map(|p| p.load(Relaxed)).min().unwrap_or(0);
            let queue = self.release(eps);
            if !self.phase(queue, &mut eps, &mut patience) {
                let duals2 = duals::feasible(&self.prices);
                return Outcome { holds: complete.unwrap_or(self.holdings.object), duals2, optimal: false };
            }
            if eps == 1 {
                let duals2 = duals::exact(&self.prices, &self.holdings.object, &self.holdings.weight);
                return Outcome { holds: self.holdings.object, duals2, optimal: true };
            }
            eps = (eps / STEP).max(1);
            complete = self.deadline.map(|_| self.holdings.object.clone());
        }
    }

    /// Takes their objects from bidders that are not within eps of their best; those and the empty-handed must bid.
    fn release(&mut self, eps: i64) -> VecDeque<u32> {
        let n = self.lists.len();
        let part = n.div_ceil(self.threads).max(1);
        let this = &*self;
        let unhappy = |range: std::ops::Range<usize>| -> Vec<u32> {
            range.map(|u| u as u32).filter(|&u| this.is_unhappy(u, eps)).collect()
        };
        let mut queue = VecDeque::new();
        std::thread::scope(|scope| {
            let parts = (0..n).step_by(part).map(|first| first..(first + part).min(n));
            let others: Vec<_> =
                parts.clone().skip(1).map(|range| scope.spawn(move || unhappy(range))).collect();
            parts.take(1).for_each(|range| queue.extend(unhappy(range)));
            for other in others {
                // a helper cannot panic but by a bug, and then the bug is what should be heard of
                queue.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
        });
        queue.iter().for_each(|&u| self.holdings.give_up(u));
        queue
    }

    fn is_unhappy(&self, u: u32, eps: i64) -> bool {
        let object = self.holdings.object[u as usize];
        if object == NONE {
            return true;
        }
        let worth = if object == u { 0 } else { self.prices.worth(self.holdings.weight[u as usize]) };
        worth - self.prices.get(object) < self.lists[u as usize].choose(&self.prices, u).value - eps
    }

    /// Bids until the queue is empty; false when the deadline passed. Raises eps when the phase does not come to an end.
    fn phase(&mut self, mut queue: VecDeque<u32>, eps: &mut i64, patience: &mut usize) -> bool {
        let mut bids = 0;
        while !queue.is_empty() {
            bids += match queue.len() > SHORT {
                true => self.long_queue(&mut queue, *eps, *patience),
                false => self.short_queue(&mut queue, *eps),
            };
            if self.is_late() {
                return false;
            }
            if bids > *patience {
                *eps = eps.saturating_mul(STEP).min(i64::MAX / 64);
                *patience *= 2;
                bids = 0;
            }
        }
        true
    }

    fn is_late(&self) -> bool {
        self.deadline.is_some_and(|d| Instant::now() >= d)
    }

    /// Serves batches, with all threads, until the queue is short, patience or time is up; returns the number of bids.
    fn long_queue(&mut self, queue: &mut VecDeque<u32>, eps: i64, patience: usize) -> usize {
        let Auction { prices, lists, holdings, deadline, threads } = self;
        let (prices, lists, helpers) = (&*prices, &*lists, *threads - 1);
        let crew = Crew::new(BATCH, helpers);
        let choose = |u: u32| lists[u as usize].choose(prices, u);
        let mut bids = 0;
        std::thread::scope(|scope| {
            (0..helpers).for_each(|_| drop(scope.spawn(|| crew.help(choose))));
            while queue.len() > SHORT && bids <= patience && deadline.is_none_or(|d| Instant::now() < d) {
                let size = (queue.len() / 8).min(BATCH);
                crew.choose_all(queue.drain(..size), choose);
                queue.extend(crew.choices().filter_map(|(u, choice)| holdings.bid(prices, u, choice, eps)));
                bids += size;
            }
            crew.dismiss();
        });
        bids
    }

    /// Serves some bidders one by one; returns the number of bids.
    fn short_queue(&mut self, queue: &mut VecDeque<u32>, eps: i64) -> usize {
        let mut bids = 0;
        while bids < BATCH
            && let Some(u) = queue.pop_front()
        {
            let choice = self.lists[u as usize].choose(&self.prices, u);
            queue.extend(self.holdings.bid(&self.prices, u, choice, eps));
            bids += 1;
        }
        bids
    }
}
