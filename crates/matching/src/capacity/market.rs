//! The fractional optimum with capacities: an auction of units.
//!
//! As in [`auction`](crate::auction), but bidder u wants b(u) *different* objects (or to stay single, as often as it likes),
//! and object v sells b(v) units. The price of an object is that of its cheapest unit; a bid takes that unit. Whoever holds
//! objects must not be worse off with any of them, by more than eps, than with the best object it does not hold. That can
//! fail while bids go on (after u has lost an object better than one it keeps), so a phase is followed by another look at
//! everybody, and the last phase is repeated until nobody is found unhappy (Bertsekas and Castañón, *The auction algorithm
//! for the transportation problem*, 1989, has the same difficulty and another way out of it).

use crate::graph::NONE;
use crate::problem::Problem;
use std::collections::VecDeque;
use std::time::Instant;

/// Objects that a bidder remembers.
const LIST: usize = 7;
/// As in the plain auction.
const START: i64 = 100;
const STEP: i64 = 10;
const PATIENCE: usize = 60;
/// The price of what is not for sale.
const NEVER: i64 = i64::MAX / 4;

/// The fractional optimum: the (different) mates that each vertex holds; an edge held from both sides is taken whole, one
/// held from one side by half. Duals times two.
pub(super) struct Fraction {
    pub holds: Vec<Vec<u32>>,
    pub duals2: Vec<i64>,
}

/// Best objects that were not held at the last look at all, and a bound on the value of all others not held.
#[derive(Clone)]
struct Shortlist {
    objects: [(u32, i32); LIST],
    rest: i64,
}

/// The best object not held.
#[derive(Clone, Copy)]
struct Choice {
    object: u32,
    weight: i32,
    value: i64,
    second: i64,
}

pub(super) struct Market<'a> {
    problem: &'a Problem,
    lift: i64,
    factor: i64,
    /// `first[u]..first[u + 1]` are the units of u, as objects and as bidder.
    first: Vec<u32>,
    owner: Vec<u32>,
    unit_price: Vec<i64>,
    /// Price of the cheapest unit of each object.
    price: Vec<i64>,
    least: i64,
    held: Vec<u32>,
    held_weight: Vec<i32>,
    lists: Vec<Shortlist>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    deadline: Option<Instant>,
}

impl<'a> Market<'a> {
    pub fn new(problem: &'a Problem, deadline: Option<Instant>) -> Market<'a> {
        let n = problem.n();
        let mut first = vec![0u32];
        (0..n).for_each(|u| first.push(first[u] + problem.capacity(u as u32)));
        let units = first[n] as usize;
        let price = (0..n).map(|u| if first[u] == first[u + 1] { NEVER } else { 0 }).collect();
        Market {
            problem,
            lift: problem.lift(),
            factor: n as i64 + 1,
            first,
            owner: vec![NONE; units],
            unit_price: vec![0; units],
            price,
            least: 0,
            held: vec![NONE; units],
            held_weight: vec![0; units],
            lists: vec![Shortlist { objects: [(NONE, 0); LIST], rest: i64::MAX }; n],
            queue: VecDeque::new(),
            queued: vec![false; n],
            deadline,
        }
    }

    /// Runs all phases; None when the deadline passed.
    pub fn run(mut self) -> Option<Fraction> {
        let (low, high) = self.problem.graph.weight_range().unwrap_or((0, 0));
        let mut eps = ((high - low.min(0)) * self.factor / START).max(1);
        let mut patience = PATIENCE * self.owner.len() + 1000;
        let mut settled = false;
        loop {
            self.least = self.price.iter().copied().min().unwrap_or(0);
            self.release(eps);
            let mut bids = 0;
            settled &= self.queue.is_empty();
            while let Some(u) = self.queue.pop_front() {
                self.queued[u as usize] = false;
                bids += self.serve(u, eps);
                if bids % 256 < 4 && self.deadline.is_some_and(|d| Instant::now() >= d) {
                    return None;
                }
                if bids > patience {
                    (eps, patience, bids) = (eps.saturating_mul(STEP).min(i64::MAX / 64), 2 * patience, 0);
                }
            }
            if eps > 1 {
                eps = (eps / STEP).max(1);
            } else if std::mem::replace(&mut settled, true) {
                return Some(self.finish());
            }
        }
    }

    fn units(&self, u: u32) -> std::ops::Range<usize> {
        self.first[u as usize] as usize..self.first[u as usize + 1] as usize
    }

    fn holds(&self, u: u32, object: u32) -> bool {
        self.held[self.units(u)].contains(&object)
    }

    fn worth(&self, weight: i32) -> i64 {
        (i64::from(weight) + self.lift) * self.factor
    }

    /// What the object in a slot of u is worth to it at present.
    fn value_held(&self, u: u32, slot: usize) -> i64 {
        let object = self.held[slot];
        let worth = if object == u { 0 } else { self.worth(self.held_weight[slot]) };
        worth - self.price[object as usize]
    }

    fn enqueue(&mut self, u: u32) {
        if !std::mem::replace(&mut self.queued[u as usize], true) {
            self.queue.push_back(u);
        }
    }

    /// Lets go of what is not within eps of the best elsewhere; all with empty slots must bid.
    fn release(&mut self, eps: i64) {
        for u in 0..self.lists.len() as u32 {
            if self.units(u).is_empty() {
                continue;
            }
            let best = self.choose(u).value;
            for slot in self.units(u) {
                if self.held[slot] == NONE || self.value_held(u, slot) < best - eps {
                    self.give_up(u, slot);
                    self.enqueue(u);
                }
            }
        }
    }

    fn give_up(&mut self, u: u32, slot: usize) {
        let object = std::mem::replace(&mut self.held[slot], NONE);
        if object != NONE {
            let unit = self.units(object).find(|&unit| self.owner[unit] == u);
            if let Some(unit) = unit {
                // a vacant unit need not be dearer than the cheapest: nobody would take it before all others rose to it
                self.owner[unit] = NONE;
                self.unit_price[unit] = self.price[object as usize];
            }
            self.admit(u, object, self.held_weight[slot]);
        }
    }

    /// An object that u does not hold any more comes back on the list, if it is not there; the last one makes room.
    fn admit(&mut self, u: u32, object: u32, weight: i32) {
        let list = &self.lists[u as usize];
        if object == u || list.objects.iter().any(|e| e.0 == object) {
            return;
        }
        let free = list.objects.iter().position(|e| e.0 == NONE).unwrap_or(LIST - 1);
        let (dropped, its_weight) = list.objects[free];
        let value =
            if dropped == NONE { i64::MIN } else { self.worth(its_weight) - self.price[dropped as usize] };
        let list = &mut self.lists[u as usize];
        list.objects[free] = (object, weight);
        list.rest = list.rest.max(value);
    }

    /// Fills the empty slots of u; returns the number of bids.
    fn serve(&mut self, u: u32, eps: i64) -> usize {
        let mut bids = 0;
        while let Some(slot) = self.units(u).find(|&slot| self.held[slot] == NONE) {
            let choice = self.choose(u);
            self.bid(u, slot, choice, eps);
            bids += 1;
        }
        bids
    }

    fn bid(&mut self, u: u32, slot: usize, choice: Choice, eps: i64) {
        let object = choice.object;
        let worth = if object == u { 0 } else { self.worth(choice.weight) };
        let second = if choice.second == i64::MIN { choice.value } else { choice.second };
        // the cheapest unit, a vacant one if there is a choice
        let key = |&unit: &usize| (self.unit_price[unit], self.owner[unit] != NONE);
        let Some(unit) = self.units(object).min_by_key(key) else { return };
        self.unit_price[unit] = worth - second + eps;
        let former = std::mem::replace(&mut self.owner[unit], u);
        let cheapest = self.units(object).map(|x| self.unit_price[x]).min();
        self.price[object as usize] = cheapest.unwrap_or(NEVER);
        self.held[slot] = object;
        self.held_weight[slot] = choice.weight;
        if former != NONE {
            let lost = self.units(former).find(|&s| self.held[s] == object && (former != u || s != slot));
            if let Some(s) = lost {
                self.held[s] = NONE;
                self.admit(former, object, self.held_weight[s]);
            }
            self.enqueue(former);
        }
    }

    /// The best object that u does not hold, for certain.
    fn choose(&mut self, u: u32) -> Choice {
        let choice = self.look(u);
        if choice.value >= choice.second {
            return choice;
        }
        self.renew(u);
        self.look(u)
    }

    fn look(&self, u: u32) -> Choice {
        let list = &self.lists[u as usize];
        let mut best = Choice { object: u, weight: 0, value: -self.price[u as usize], second: list.rest };
        for &(object, weight) in list.objects.iter().take_while(|e| e.0 != NONE) {
            let value = self.worth(weight) - self.price[object as usize];
            if value > best.value && !self.holds(u, object) {
                best = Choice { object, weight, value, second: best.second.max(best.value) };
            } else if value > best.second && value <= best.value && !self.holds(u, object) {
                best.second = value;
            }
        }
        best
    }

    /// Looks at all objects that u does not hold.
    fn renew(&mut self, u: u32) {
        let mut best = [(i64::MIN, NONE, 0i32); LIST + 1];
        let (ids, weights) = self.problem.graph.slices(u);
        for (&object, &weight) in ids.iter().zip(weights) {
            let worth = self.worth(weight);
            if worth - self.least <= best[LIST].0 {
                break;
            }
            let price = self.price[object as usize];
            let value = worth - price;
            if value > best[LIST].0 && price < NEVER && !self.holds(u, object) {
                let mut i = LIST;
                while i > 0 && value > best[i - 1].0 {
                    best[i] = best[i - 1];
                    i -= 1;
                }
                best[i] = (value, object, weight);
            }
        }
        let objects = std::array::from_fn(|i| (best[i].1, best[i].2));
        self.lists[u as usize] = Shortlist { objects, rest: best[LIST].0 };
    }

    /// Exact duals and what is held: see [`auction::duals`](crate::auction) for the rounding.
    fn finish(self) -> Fraction {
        let n = self.price.len() as u32;
        let sold = |&v: &u32| !self.units(v).is_empty();
        let mut used = vec![false; self.factor as usize];
        (0..n)
            .filter(sold)
            .for_each(|v| used[self.price[v as usize].rem_euclid(self.factor) as usize] = true);
        let unused = used.iter().position(|&u| !u).unwrap_or(0) as i64;
        let rounded: Vec<i64> = self.price.iter().map(|p| (p - unused).div_euclid(self.factor)).collect();
        let value = |u: u32, slot: usize| {
            let object = self.held[slot];
            let worth = if object == u { 0 } else { i64::from(self.held_weight[slot]) + self.lift };
            worth - rounded[object as usize]
        };
        let profit = |u: u32| self.units(u).map(|slot| value(u, slot)).min();
        let dual = |u: u32| profit(u).map_or(NEVER / 2, |p| rounded[u as usize] + p);
        let duals2 = (0..n).map(dual).collect();
        let holds =
            (0..n).map(|u| self.held[self.units(u)].iter().copied().filter(|&v| v != u).collect()).collect();
        Fraction { holds, duals2 }
    }
}
