//! The units that are for sale: who owns which, at which price.
//!
//! An object costs what its cheapest unit costs, so its units are a heap with the cheapest on top, the vacant first among
//! equals. Price and owner are side by side: four units of an object fill a cache line.

use super::prices::Prices;
use super::seats::Seats;
use crate::graph::NONE;
use std::sync::atomic::Ordering::Relaxed;

#[derive(Clone, Copy)]
struct Unit {
    price: i64,
    /// The bidder that owns it, or NONE.
    owner: u32,
}

impl Unit {
    /// What units are ordered by.
    #[inline]
    fn key(self) -> i64 {
        2 * self.price + i64::from(self.owner != NONE)
    }
}

pub(super) struct Units<S> {
    seats: S,
    units: Vec<Unit>,
}

impl<S: Seats> Units<S> {
    /// All vacant, at these prices.
    pub fn new(prices: &Prices, seats: S) -> Units<S> {
        let mut units = Vec::with_capacity(seats.count());
        for v in 0..prices.of.len() as u32 {
            let unit = Unit { price: prices.get(v), owner: NONE };
            units.extend(std::iter::repeat_n(unit, seats.of(v).len()));
        }
        Units { seats, units }
    }

    /// Who owns the cheapest unit of an object.
    #[inline]
    pub fn owner(&self, object: u32) -> u32 {
        self.units[self.seats.of(object).start].owner
    }

    /// Sells the cheapest unit of an object; returns its former owner, or NONE.
    #[inline]
    pub fn sell(&mut self, prices: &Prices, object: u32, to: u32, at: i64) -> u32 {
        let units = &mut self.units[self.seats.of(object)];
        let former = units[0].owner;
        sink(units, Unit { price: at, owner: to });
        prices.of[object as usize].store(units[0].price, Relaxed);
        former
    }

    /// The owner gives a unit back. It need not be dearer than the cheapest: nobody would take it before all others rose
    /// to it.
    pub fn vacate(&mut self, object: u32, owner: u32) {
        let units = &mut self.units[self.seats.of(object)];
        let Some(at) = units.iter().position(|unit| unit.owner == owner) else { return };
        let price = units[0].price;
        rise(units, at, Unit { price, owner: NONE });
    }
}

/// Puts a unit in the place of the top and moves it down to where it belongs.
#[inline]
fn sink(units: &mut [Unit], unit: Unit) {
    let mut at = 0;
    loop {
        let (left, right) = (2 * at + 1, 2 * at + 2);
        let Some(first) = units.get(left) else { break };
        let (child, least) = match units.get(right) {
            Some(second) if second.key() < first.key() => (right, *second),
            _ => (left, *first),
        };
        if unit.key() <= least.key() {
            break;
        }
        units[at] = least;
        at = child;
    }
    units[at] = unit;
}

/// Puts a unit in a place and moves it up to where it belongs.
fn rise(units: &mut [Unit], mut at: usize, unit: Unit) {
    while at > 0 && unit.key() < units[(at - 1) / 2].key() {
        units[at] = units[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    units[at] = unit;
}
