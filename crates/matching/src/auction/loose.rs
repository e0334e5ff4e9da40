//! Any optimum, sooner: threads that bid as they come.
//!
//! In batches ([`crew`](super::crew)) each thread waits for the last one, and sales are made in order, by one. Here every
//! thread serves a queue of its own and lets its bidders buy at once, while others do the same. A bid computed
//! from prices that have risen since is refused, and one that is taken is still within eps of the best: prices only rise,
//! so everything else has become worse, not better. Who came first decides which of several optima is found; that it is
//! one, the duals prove as ever.
//!
//! For capacity 1 only. There a bidder either waits in the queue or holds one object; whoever takes it from the one or
//! the other has it alone, so that its list needs no lock.

use super::lists::{Lists, Offer};
use super::prices::Prices;
use super::seats::Seats;
use super::units::Units;
use crate::fetch::fetch;
use crate::graph::NONE;
use std::collections::VecDeque;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::*};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Most bidders that a thread takes from the queue at once.
const HANDFUL: usize = 256;
/// In place of an owner: a thread is selling this object.
const SELLING: u32 = NONE - 1;
/// Looks at an empty queue before a thread lets others have the processor.
const SPINS: usize = 200;

/// When a crowd stops before the queue is empty.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub bids: usize,
    pub deadline: Option<Instant>,
}

impl Limits {
    fn is_late(&self) -> bool {
        self.deadline.is_some_and(|end| Instant::now() >= end)
    }
}

/// Threads, each with a queue of its own.
struct Crowd<'a, S> {
    prices: &'a Prices<'a>,
    lists: &'a Lists<S>,
    owners: Vec<AtomicU32>,
    queues: Vec<Mutex<VecDeque<u32>>>,
    /// Bidders that hold nothing: those in the queues, and those whom a thread is serving.
    open: AtomicUsize,
    /// One thread has found a reason to stop: all do.
    over: AtomicBool,
    eps: i64,
    limits: Limits,
}

/// Lets all threads serve the queue until it is empty or a limit is reached; returns the number of bids.
pub(super) fn serve<S: Seats>(
    (prices, lists, units): (&Prices, &Lists<S>, &mut Units<S>),
    queue: &mut VecDeque<u32>,
    eps: i64,
    threads: usize,
    limits: Limits,
) -> usize {
    let vertices = || 0..lists.n() as u32;
    let open = AtomicUsize::new(queue.len());
    let share = queue.len().div_ceil(threads).max(1);
    let crowd = Crowd {
        prices,
        lists,
        owners: vertices().map(|v| AtomicU32::new(units.owner(v))).collect(),
        queues: (0..threads).map(|_| Mutex::new(queue.drain(..share.min(queue.len())).collect())).collect(),
        open,
        over: AtomicBool::new(false),
        eps,
        limits: Limits { bids: limits.bids / threads, ..limits },
    };
    let bids = std::thread::scope(|scope| {
        let crowd = &crowd;
        let others: Vec<_> = (1..threads).map(|own| scope.spawn(move || crowd.join(own))).collect();
        let first = crowd.join(0);
        // a thread cannot panic but by a bug, and then the bug is what should be heard of
        let bids = |other: std::thread::ScopedJoinHandle<'_, usize>| {
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        first + others.into_iter().map(bids).sum::<usize>()
    });
    for (v, owner) in vertices().zip(&crowd.owners) {
        units.sell(prices, v, owner.load(Relaxed), prices.get(v));
    }
    let rest = crowd.queues.into_iter().map(|rest| rest.into_inner().unwrap_or_else(PoisonError::into_inner));
    rest.for_each(|rest| queue.extend(rest));
    bids
}

impl<S: Seats> Crowd<'_, S> {
    /// What each thread does; returns the number of its bids.
    fn join(&self, own: usize) -> usize {
        let (mut bidders, mut offers, mut outbid) = (vec![], vec![], vec![]);
        let (mut bids, mut looks) = (0, 0);
        while !self.over.load(Relaxed) {
            self.take(own, &mut bidders);
            if bidders.is_empty() {
                looks += 1;
                if looks % SPINS == 0 {
                    std::thread::yield_now()
                } else {
                    spin_loop()
                }
                continue;
            }
            bids += bidders.len();
            fetch(bidders.iter().map(|&u| self.lists.fetch(u)));
            offers.clear();
            offers.extend(bidders.drain(..).map(|u| (u, self.lists.choose(self.prices, u).offer())));
            self.trade(&offers, &mut bidders, &mut outbid);
            self.queue(own).extend(bidders.drain(..));
            if bids > self.limits.bids || self.limits.is_late() || self.open.load(Relaxed) == 0 {
                self.over.store(true, Relaxed);
            }
        }
        bids
    }

    fn queue(&self, of: usize) -> MutexGuard<'_, VecDeque<u32>> {
        self.queues[of].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next bidders of a thread's own queue; when it is empty, the first half of the next one that is not.
    fn take(&self, own: usize, bidders: &mut Vec<u32>) {
        let mut queue = self.queue(own);
        let size = queue.len().div_ceil(8).min(HANDFUL);
        bidders.extend(queue.drain(..size));
        drop(queue);
        for other in (1..self.queues.len()).map(|k| (own + k) % self.queues.len()) {
            if bidders.is_empty() {
                let mut queue = self.queue(other);
                let half = queue.len() / 2;
                bidders.extend(queue.drain(..half));
            }
        }
    }

    /// Lets bidders buy as offered; `again` gets those who were refused or lost what they had.
    fn trade(&self, offers: &[(u32, Offer)], again: &mut Vec<u32>, outbid: &mut Vec<(u32, u32)>) {
        fetch(offers.iter().map(|(_, offer)| u64::from(self.owners[offer.object as usize].load(Relaxed))));
        for &(u, offer) in offers {
            match self.sell(u, offer) {
                None => again.push(u),
                Some(NONE) => drop(self.open.fetch_sub(1, Relaxed)),
                Some(former) => outbid.push((former, offer.object)),
            }
        }
        fetch(outbid.iter().map(|&(former, _)| self.lists.fetch(former)));
        for (former, object) in outbid.drain(..) {
            self.lists.lose(former, object);
            again.push(former);
        }
    }

    /// Sells an object at the price offered, raised by eps, unless it has become dearer; returns its former owner, or
    /// NONE.
    fn sell(&self, to: u32, offer: Offer) -> Option<u32> {
        let owner = &self.owners[offer.object as usize];
        let former = loop {
            match owner.swap(SELLING, Acquire) {
                SELLING => spin_loop(),
                former => break former,
            }
        };
        let price = &self.prices.of[offer.object as usize];
        let sold = offer.price >= price.load(Relaxed);
        if sold {
            price.store(offer.price + self.eps, Relaxed);
            self.lists.win(to, offer);
        }
        owner.store(if sold { to } else { former }, Release);
        sold.then_some(former)
    }
}
