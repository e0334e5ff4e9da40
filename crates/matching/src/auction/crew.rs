//! Threads that wait for the next batch.
//!
//! A batch is a list of bidders; thread after thread takes the next piece of it and writes each bid into the slot of its
//! bidder, so the result does not depend on who did which piece. Between batches the threads spin for some microseconds
//! (the next batch is usually that near) and then sleep. Nobody waits for a thread that has not come yet: one that is
//! late finds the batch closed.

use super::lists::Offer;
use crate::graph::NONE;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, AtomicUsize, Ordering::*};
use std::sync::{Condvar, Mutex, PoisonError};

/// Bidders in one piece of a batch.
const PIECE: usize = 64;
/// Looks at the clockwork before a thread goes to sleep.
const SPINS: u32 = 4000;

/// Of the state: the batch takes nobody in any more.
const CLOSED: u64 = 1 << 16;
/// Of the state: one batch further.
const BATCH: u64 = 1 << 17;

/// An offer in a place that any thread may write.
struct Slot {
    bidder: AtomicU32,
    object: AtomicU32,
    place: AtomicU32,
    price: AtomicI64,
}

pub(super) struct Crew {
    slots: Vec<Slot>,
    length: AtomicUsize,
    next: AtomicUsize,
    /// The number of the batch, whether it is closed, and how many helpers are at work on it.
    state: AtomicU64,
    dismissed: AtomicBool,
    asleep: Mutex<usize>,
    bell: Condvar,
    helpers: usize,
}

impl Crew {
    /// A crew for batches of up to `most` bidders with `helpers` threads besides the caller's.
    pub fn new(most: usize, helpers: usize) -> Crew {
        let slot = || Slot {
            bidder: AtomicU32::new(NONE),
            object: AtomicU32::new(NONE),
            place: AtomicU32::new(0),
            price: AtomicI64::new(0),
        };
        Crew {
            slots: (0..most).map(|_| slot()).collect(),
            length: AtomicUsize::new(0),
            next: AtomicUsize::new(0),
            state: AtomicU64::new(CLOSED),
            dismissed: AtomicBool::new(false),
            asleep: Mutex::new(0),
            bell: Condvar::new(),
            helpers,
        }
    }

    /// What a helper thread does until dismissed.
    pub fn help(&self, offer: impl Fn(u32) -> Offer) {
        let mut seen = u64::MAX;
        while !self.dismissed.load(Acquire) {
            let Some(open) = self.wait(seen) else { continue };
            let entered = self.state.compare_exchange(open, open + 1, AcqRel, Relaxed);
            if entered.is_ok() {
                seen = open / BATCH;
                self.work(&offer);
                self.state.fetch_sub(1, Release);
            }
        }
    }

    /// Waits for an open batch other than `seen` and returns the state; None when it has closed already, or at the end.
    fn wait(&self, seen: u64) -> Option<u64> {
        let open = || {
            let state = self.state.load(Acquire);
            (state & CLOSED == 0 && state / BATCH != seen).then_some(state)
        };
        let ready = || self.dismissed.load(Acquire) || open().is_some();
        for _ in 0..SPINS {
            if ready() {
                return open();
            }
            std::hint::spin_loop();
        }
        let mut asleep = self.asleep.lock().unwrap_or_else(PoisonError::into_inner);
        *asleep += 1;
        while !ready() {
            asleep = self.bell.wait(asleep).unwrap_or_else(PoisonError::into_inner);
        }
        *asleep -= 1;
        open()
    }

    fn ring(&self) {
        let asleep = self.asleep.lock().unwrap_or_else(PoisonError::into_inner);
        if *asleep > 0 {
            self.bell.notify_all();
        }
    }

    fn work(&self, offer: &impl Fn(u32) -> Offer) {
        let length = self.length.load(Relaxed);
        loop {
            let first = self.next.fetch_add(PIECE, Relaxed);
            if first >= length {
                return;
            }
            for slot in &self.slots[first..(first + PIECE).min(length)] {
                let offer = offer(slot.bidder.load(Relaxed));
                slot.object.store(offer.object, Relaxed);
                slot.place.store(offer.place, Relaxed);
                slot.price.store(offer.price, Relaxed);
            }
        }
    }

    /// Computes the offers of a batch of bidders, with all threads.
    pub fn offer_all(&self, bidders: impl Iterator<Item = u32>, offer: impl Fn(u32) -> Offer) {
        let mut length = 0;
        for (slot, bidder) in self.slots.iter().zip(bidders) {
            slot.bidder.store(bidder, Relaxed);
            length += 1;
        }
        self.length.store(length, Relaxed);
        self.next.store(0, Relaxed);
        let number = self.state.load(Relaxed) / BATCH + 1;
        self.state.store(number * BATCH, Release);
        if self.helpers > 0 {
            self.ring();
        }
        self.work(&offer);
        let mut spins = 0u32;
        let mut state = self.state.fetch_or(CLOSED, AcqRel);
        while state & (CLOSED - 1) > 0 {
            spins += 1;
            if spins > SPINS {
                std::thread::yield_now()
            } else {
                std::hint::spin_loop()
            }
            state = self.state.load(Acquire);
        }
    }

    /// The bidders of the last batch with their offers, in order.
    pub fn offers(&self) -> impl Iterator<Item = (u32, Offer)> + Clone + '_ {
        self.slots[..self.length.load(Relaxed)].iter().map(|slot| {
            let offer = Offer {
                object: slot.object.load(Relaxed),
                place: slot.place.load(Relaxed),
                price: slot.price.load(Relaxed),
            };
            (slot.bidder.load(Relaxed), offer)
        })
    }

    /// Sends the helpers home.
    pub fn dismiss(&self) {
        self.dismissed.store(true, Release);
        self.ring();
    }
}
