//! Schedules from one base round that is turned like a wheel.
//!
//! Definitions. `n = a * m + f` people: `a` *orbits* of `m` places on a wheel, and `f` *fixed* ones in the middle. Round `k`
//! is the base round with every place moved on by `k`.
//!
//! Idea. Two people meet in round `k` when the base round seats two at the same distance. So nobody meets twice if all
//! distances between two at one table are different: one search for one round instead of all rounds. Kirkman's schoolgirls
//! (15 in threes for 7 days: `m = 7`, two orbits, one fixed) are of this kind, and most large schedules of triples.
//!
//! References. T. Kirkman 1850; D. Ray-Chaudhuri, R. Wilson, "Solution of Kirkman's schoolgirl problem", 1971; C. Colbourn,
//! J. Dinitz, "Handbook of Combinatorial Designs", 2007 (starters). Cost. A depth-first search with a bounded number of steps.

use super::Round;
use crate::tables::chance::Chance;

/// How many seatings all searches for one schedule may try.
const TRIES: usize = 6_000_000;
/// After so many seatings a search begins again in another order.
const PATIENCE: usize = 60_000;

/// All of `rounds` rounds for `tables` tables of `size`, nobody meeting anybody twice, if a base round was found.
pub(super) fn developed(tables: usize, size: usize, rounds: usize) -> Option<Vec<Round>> {
    let n = tables * size;
    let mut chance = Chance::new(1);
    let wheels: Vec<(usize, usize)> = (rounds..=(n - 1) / (size - 1))
        .filter(|&m| n % m <= tables && m > 2 && n / m > 0)
        .map(|m| (m, n % m))
        .take(4)
        .collect();
    for &(m, fixed) in &wheels {
        for _ in 0..TRIES / PATIENCE / wheels.len() {
            let mut wheel = Wheel::new(m, fixed, tables, size, rounds, &mut chance);
            if wheel.seat() {
                return Some((0..rounds).map(|k| wheel.turned(k)).collect());
            }
            if wheel.tries > 0 {
                break;
            }
        }
    }
    None
}

struct Wheel {
    m: usize,
    orbits: usize,
    size: usize,
    rounds: usize,
    /// In which order people are tried.
    order: Vec<usize>,
    seated: Vec<bool>,
    /// Distances in use, by orbit, orbit and distance; the last "orbits" are the fixed ones.
    used: Vec<bool>,
    base: Vec<Vec<usize>>,
    tables: usize,
    tries: usize,
}

impl Wheel {
    fn new(m: usize, fixed: usize, tables: usize, size: usize, rounds: usize, chance: &mut Chance) -> Wheel {
        let n = tables * size;
        let orbits = (n - fixed) / m;
        // Fixed ones first: they are the most constrained.
        let mut order: Vec<usize> = (0..n).rev().collect();
        chance.shuffle(&mut order[fixed..]);
        let kinds = orbits + fixed;
        Wheel {
            m,
            orbits,
            size,
            rounds,
            order,
            seated: vec![false; n],
            used: vec![false; kinds * kinds * m],
            base: vec![vec![]],
            tables,
            tries: PATIENCE,
        }
    }

    /// The slot of the distance between two people; none when they would meet twice while the wheel turns.
    fn distance(&self, u: usize, v: usize) -> Option<usize> {
        let (u, v) = (u.min(v), u.max(v));
        let ring = self.orbits * self.m;
        let kinds = self.orbits + (self.seated.len() - ring);
        let kind = |u: usize| if u < ring { u / self.m } else { self.orbits + u - ring };
        if u >= ring {
            return None;
        }
        let slot = |d: usize| (kind(u) * kinds + kind(v)) * self.m + d;
        if v >= ring {
            return Some(slot(0));
        }
        let d = (v % self.m + self.m - u % self.m) % self.m;
        if kind(u) == kind(v) {
            let halfway = 2 * d == self.m && self.rounds > d;
            return (!halfway).then(|| slot(d.min(self.m - d)));
        }
        Some(slot(d))
    }

    /// Seats everybody who is not seated yet; true when all found a place.
    fn seat(&mut self) -> bool {
        if self.base.last().is_some_and(|t| t.len() == self.size) {
            if self.base.len() == self.tables {
                return true;
            }
            self.base.push(vec![]);
            let done = self.seat();
            if !done {
                self.base.pop();
            }
            return done;
        }
        // The first of a table is the first who waits; the others come after the one seated before them.
        let table = self.base.last().cloned().unwrap_or_default();
        let from = table.last().map_or(0, |last| 1 + self.order.iter().position(|u| u == last).unwrap_or(0));
        for i in from..self.order.len() {
            let u = self.order[i];
            if self.seated[u] {
                continue;
            }
            if self.tries == 0 {
                return false;
            }
            self.tries -= 1;
            if self.try_seat(&table, u) {
                return true;
            }
            if table.is_empty() {
                return false;
            }
        }
        false
    }

    fn try_seat(&mut self, table: &[usize], u: usize) -> bool {
        let mut slots = vec![];
        for &v in table {
            match self.distance(u, v) {
                Some(slot) if !self.used[slot] && !slots.contains(&slot) => slots.push(slot),
                _ => return false,
            }
        }
        self.mark(u, &slots, true);
        if let Some(last) = self.base.last_mut() {
            last.push(u);
        }
        if self.seat() {
            return true;
        }
        if let Some(last) = self.base.last_mut() {
            last.pop();
        }
        self.mark(u, &slots, false);
        false
    }

    fn mark(&mut self, u: usize, slots: &[usize], used: bool) {
        self.seated[u] = used;
        slots.iter().for_each(|&slot| self.used[slot] = used);
    }

    fn turned(&self, k: usize) -> Round {
        let ring = self.orbits * self.m;
        let turn = |u: usize| if u < ring { u / self.m * self.m + (u % self.m + k) % self.m } else { u };
        self.base.iter().map(|t| t.iter().map(|&u| turn(u) as u32).collect()).collect()
    }
}
