//! The units that are for sale: who owns which, at which price.
//!
//! An object costs what its cheapest unit costs, so its units are a heap with the cheapest on top, the vacant first among
//! equals. Of a single unit the price is known already and is not written down again.

use super::prices::Prices;
use super::seats::Seats;
use crate::graph::NONE;
use std::sync::atomic::Ordering::Relaxed;

pub(super) struct Units<S> {
    seats: S,
    /// The bidder that owns a unit, or NONE.
    owner: Vec<u32>,
    /// Prices of units of objects that have more than one.
    price: Vec<i64>,
}

impl<S: Seats> Units<S> {
    /// All vacant, at these prices.
    pub fn new(prices: &Prices, seats: S) -> Units<S> {
        let mut price = vec![0; seats.count()];
        for v in 0..prices.of.len() as u32 {
            price[seats.of(v)].fill(prices.get(v));
        }
        Units { seats, owner: vec![NONE; seats.count()], price }
    }

    /// Sells the cheapest unit of an object; returns its former owner, or NONE.
    #[inline]
    pub fn sell(&mut self, prices: &Prices, object: u32, to: u32, at: i64) -> u32 {
        let units = self.seats.of(object);
        let former = std::mem::replace(&mut self.owner[units.start], to);
        let mut cheapest = at;
        if units.len() > 1 {
            self.price[units.start] = at;
            self.sink(units.clone());
            cheapest = self.price[units.start];
        }
        prices.of[object as usize].store(cheapest, Relaxed);
        former
    }

    /// The owner gives a unit back. It need not be dearer than the cheapest: nobody would take it before all others rose
    /// to it.
    pub fn vacate(&mut self, object: u32, owner: u32) {
        let units = self.seats.of(object);
        let Some(at) = self.owner[units.clone()].iter().position(|&o| o == owner) else { return };
        self.owner[units.start + at] = NONE;
        if at > 0 {
            self.price[units.start + at] = self.price[units.start];
            self.rise(units, at);
        }
    }

    fn key(&self, unit: usize) -> (i64, bool) {
        (self.price[unit], self.owner[unit] != NONE)
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.owner.swap(a, b);
        self.price.swap(a, b);
    }

    /// Moves the top down to where it belongs.
    fn sink(&mut self, units: std::ops::Range<usize>) {
        let mut at = 0;
        loop {
            let children = (2 * at + 1..2 * at + 3).map(|i| units.start + i).filter(|&i| i < units.end);
            let Some(child) = children.min_by_key(|&i| self.key(i)) else { return };
            if self.key(units.start + at) <= self.key(child) {
                return;
            }
            self.swap(units.start + at, child);
            at = child - units.start;
        }
    }

    /// Moves a unit up to where it belongs.
    fn rise(&mut self, units: std::ops::Range<usize>, mut at: usize) {
        while at > 0 && self.key(units.start + at) < self.key(units.start + (at - 1) / 2) {
            self.swap(units.start + at, units.start + (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }
}
