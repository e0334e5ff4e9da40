//! The auction floor: who holds what, who must bid, phase after phase.

use super::crew::Crew;
use super::duals;
use super::lists::{Lists, Offer};
use super::loose::{self, Limits};
use super::prices::{Prices, first_price};
use super::seats::Seats;
use super::units::Units;
use crate::fetch::fetch;
use crate::graph::{Graph, NONE};
use crate::plan::Budget;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::Instant;

/// Most bids computed against the same prices.
const BATCH: usize = 4096;
/// Queues up to this length are served one by one: batches of them would be all overlap.
const SHORT: usize = 512;
/// Most bids at once while the queue is short.
const SMALL: usize = 16;
/// eps starts at this part of the range of weights, and is divided by `STEP` from phase to phase.
const START: i64 = 100;
const STEP: i64 = 10;
/// Bids per seat after which a phase has plainly met a shortage (more bidders than objects they can live with) and goes
/// on with a greater eps.
const PATIENCE: usize = 60;

/// The end of an auction.
pub(crate) struct Outcome {
    /// An object for every seat: a neighbour, or the vertex itself where it stays single. Complete unless time ran out
    /// (then NONE occurs).
    pub holds: Vec<u32>,
    /// Duals Y times two when optimal: Y\[u\] + Y\[v\] >= 2 W(u, v) for every edge that is not taken whole, and equal
    /// along what is taken by half. Feasible in any case.
    pub duals2: Vec<i64>,
    /// The assignment is the optimum of the linear programme.
    pub optimal: bool,
}

/// Prices, bidders, and what they hold.
pub(crate) struct Auction<'a, S> {
    seats: S,
    prices: Prices<'a>,
    lists: Lists<S>,
    units: Units<S>,
    deadline: Option<Instant>,
    threads: usize,
    /// Threads bid as they come.
    loose: bool,
}

impl<'a, S: Seats> Auction<'a, S> {
    /// Weights lifted by `lift`; see [`Outcome`] for what a deadline does.
    pub fn new(
        graph: &'a Graph,
        lift: i64,
        seats: S,
        budget: &Budget,
        deadline: Option<Instant>,
    ) -> Auction<'a, S> {
        let n = graph.n();
        let price = |u| AtomicI64::new(first_price(graph, u, seats.of(u).len()));
        let of = (0..n as u32).map(price).collect();
        let prices = Prices { graph, lift, factor: n as i64 + 1, of, least: 0 };
        let units = Units::new(&prices, seats);
        let (lists, threads) = (Lists::new(n, seats), budget.threads.clamp(1, 64));
        let loose = budget.any_plan && threads > 1 && S::SINGLE;
        Auction { seats, prices, lists, units, deadline, threads, loose }
    }

    /// Runs all phases, or until the deadline.
    pub fn run(mut self) -> Outcome {
        let (low, high) = self.prices.graph.weight_range().unwrap_or((0, 0));
        let mut eps = ((high - low.min(0)) * self.prices.factor / START).max(1);
        let mut patience = PATIENCE * self.seats.count() + 1000;
        let mut complete = None; // what was held at the end of the last phase, for when time runs out in the next
        let mut last = false;
        loop {
            self.prices.least = self.prices.of.iter().map(|p| p.load(Relaxed)).min().unwrap_or(0);
            let queue = self.release(eps);
            if last && queue.is_empty() {
                let duals2 = duals::exact(&self.prices, &self.lists);
                return Outcome { holds: self.holds(), duals2, optimal: true };
            }
            if !self.phase(queue, &mut eps, &mut patience) {
                let duals2 = duals::feasible(&self.prices);
                return Outcome { holds: complete.unwrap_or_else(|| self.holds()), duals2, optimal: false };
            }
            last = eps == 1;
            eps = (eps / STEP).max(1);
            complete = self.deadline.map(|_| self.holds());
        }
    }

    /// What is held, seat by seat.
    fn holds(&self) -> Vec<u32> {
        let mut holds = vec![NONE; self.seats.count()];
        for u in 0..self.lists.n() as u32 {
            let seats = &mut holds[self.seats.of(u)];
            seats.iter_mut().zip(self.lists.held(u)).for_each(|(seat, (object, _))| *seat = object);
        }
        holds
    }

    /// Takes from bidders what is not within eps of the best that they do not hold; those and the empty-handed must bid.
    fn release(&mut self, eps: i64) -> VecDeque<u32> {
        let n = self.lists.n();
        let part = n.div_ceil(self.threads).max(1);
        let this = &*self;
        let unhappy = |range: std::ops::Range<usize>| -> Vec<(u32, i64)> {
            let wanted = range.map(|u| u as u32).map(|u| (u, this.due(u, eps)));
            wanted.filter_map(|(u, due)| Some((u, due?))).collect()
        };
        let mut found = vec![];
        std::thread::scope(|scope| {
            let parts = (0..n).step_by(part).map(|first| first..(first + part).min(n));
            let others: Vec<_> =
                parts.clone().skip(1).map(|range| scope.spawn(move || unhappy(range))).collect();
            parts.take(1).for_each(|range| found.extend(unhappy(range)));
            for other in others {
                // a helper cannot panic but by a bug, and then the bug is what should be heard of
                found.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
        });
        found.iter().for_each(|&(u, due)| self.give_up(u, due));
        found.iter().map(|found| found.0).collect()
    }

    /// The value that everything u holds must have; None when it has, and no seat is open.
    fn due(&self, u: u32, eps: i64) -> Option<i64> {
        if self.lists.open(u) > 0 {
            return Some(i64::MIN);
        }
        let least = self.lists.least_held(&self.prices, u);
        if least == i64::MAX || least >= self.lists.bound(&self.prices, u) - eps {
            return None;
        }
        let due = self.lists.choose(&self.prices, u).value - eps;
        (least < due).then_some(due)
    }

    /// Takes from u what is worth less than `due`.
    fn give_up(&mut self, u: u32, due: i64) {
        let poor = self.lists.held(u).filter(|&held| self.prices.value(u, held) < due);
        for (object, _) in poor.collect::<Vec<_>>() {
            self.units.vacate(object, u);
            self.lists.lose(u, object);
        }
    }

    /// Bids until the queue is empty; false when the deadline passed. Raises eps when the phase does not come to an end.
    fn phase(&mut self, mut queue: VecDeque<u32>, eps: &mut i64, patience: &mut usize) -> bool {
        let mut bids = 0;
        while !queue.is_empty() {
            bids += match queue.len() > SHORT {
                _ if self.loose => self.loosely(&mut queue, *eps, *patience),
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

    /// Serves the queue with all threads as they come, until it is empty, patience or time is up; returns the number of
    /// bids.
    fn loosely(&mut self, queue: &mut VecDeque<u32>, eps: i64, patience: usize) -> usize {
        let floor = (&self.prices, &self.lists, &mut self.units);
        let limits = Limits { bids: patience, deadline: self.deadline };
        loose::serve(floor, queue, eps, self.threads, limits)
    }

    /// Serves batches, with all threads, until the queue is short, patience or time is up; returns the number of bids.
    fn long_queue(&mut self, queue: &mut VecDeque<u32>, eps: i64, patience: usize) -> usize {
        let Auction { prices, lists, units, deadline, threads, .. } = self;
        let (prices, lists, helpers) = (&*prices, &*lists, *threads - 1);
        let crew = Crew::new(BATCH, helpers);
        let offer = |u: u32| lists.choose(prices, u).offer();
        let (mut bids, mut deals) = (0, vec![]);
        std::thread::scope(|scope| {
            (0..helpers).for_each(|_| drop(scope.spawn(|| crew.help(offer))));
            while queue.len() > SHORT && bids <= patience && deadline.is_none_or(|d| Instant::now() < d) {
                let size = (queue.len() / 8).min(BATCH);
                crew.offer_all(queue.drain(..size), offer);
                serve(prices, lists, units, queue, crew.offers(), &mut deals, eps);
                bids += size;
            }
            crew.dismiss();
        });
        bids
    }

    /// Serves small batches on this thread; returns the number of bids.
    fn short_queue(&mut self, queue: &mut VecDeque<u32>, eps: i64) -> usize {
        let (mut bids, mut offers, mut deals) = (0, vec![], vec![]);
        while bids < BATCH && !queue.is_empty() {
            let size = (queue.len() / 8).clamp(1, SMALL);
            offers.clear();
            fetch(queue.iter().take(size).map(|&u| self.lists.fetch(u)));
            offers.extend(queue.drain(..size).map(|u| (u, self.lists.choose(&self.prices, u).offer())));
            serve(&self.prices, &self.lists, &mut self.units, queue, offers.iter().copied(), &mut deals, eps);
            bids += size;
        }
        bids
    }
}

/// Lets bidders bid as offered, in order, on prices that may have risen since; queues who must bid (again): those outbid
/// meanwhile or in want of more, and former owners.
///
/// One pass for each step: what a pass waits for in memory does not depend on what the one before waits for.
fn serve<S: Seats>(
    prices: &Prices,
    lists: &Lists<S>,
    units: &mut Units<S>,
    queue: &mut VecDeque<u32>,
    offers: impl Iterator<Item = (u32, Offer)> + Clone,
    deals: &mut Vec<(u32, u32)>,
    eps: i64,
) {
    deals.clear();
    fetch(offers.clone().map(|(_, offer)| u64::from(units.owner(offer.object))));
    for (u, offer) in offers {
        let price = offer.price + eps;
        if price >= prices.get(offer.object) + eps {
            let former = units.sell(prices, offer.object, u, price);
            lists.win(u, offer);
            if former != NONE {
                deals.push((former, offer.object));
            }
        }
        if lists.open(u) > 0 {
            queue.push_back(u);
        }
    }
    fetch(deals.iter().map(|deal| lists.fetch(deal.0)));
    for &(former, object) in &*deals {
        if lists.open(former) == 0 {
            queue.push_back(former);
        }
        lists.lose(former, object);
    }
}
