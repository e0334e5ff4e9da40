//! Schedules from a few base rounds that are turned like a wheel.
//!
//! Definitions. A *wheel* is an abelian group of `m` elements; `n = a * m + f` people sit on `a` *orbits*, one on every
//! element, and `f` are *fixed* in the middle. A base round turned by `k` seats `u + k` where it seated `u`, on every orbit.
//! The *distance* of two people on orbits `i <= j` is `(i, j, v - u)`; that of a fixed one from an orbit is the orbit.
//!
//! Idea. Turned rounds seat two people together when a base round seats two at the same distance. So nobody meets twice if
//! all distances between two at one table differ, over all base rounds: `rounds / m` rounds are to be found instead of all.
//! Kirkman's schoolgirls (15 in threes for 7 days: `m = 7`, two orbits, one fixed) are of this kind, and most schedules of
//! triples and many of fours.
//!
//! Some searches also want every table turned by a *twist* of order three to be a table again: a third of the choices are left.
//!
//! References. T. Kirkman 1850; D. Ray-Chaudhuri, R. Wilson, "Solution of Kirkman's schoolgirl problem", 1971; C. Colbourn,
//! J. Dinitz, "Handbook of Combinatorial Designs", 2007 (starters, difference families). Cost. A depth-first search with
//! restarts and a bounded number of steps.

use super::Round;
use crate::tables::chance::Chance;

/// How many seatings all searches for one schedule may try.
const TRIES: usize = 12_000_000;
/// After so many seatings a search begins again in another order.
const PATIENCE: usize = 40_000;

/// All of `rounds` rounds for `tables` tables of `size`, nobody meeting anybody twice, if base rounds were found.
pub(super) fn developed(tables: usize, size: usize, rounds: usize) -> Option<Vec<Round>> {
    let plans = plans(tables, size, rounds);
    let mut chance = Chance::new(1);
    let mut hopeless = vec![false; plans.len()];
    for attempt in 0..TRIES / PATIENCE {
        let i = attempt % plans.len().max(1);
        let Some(plan) = plans.get(i).filter(|_| !hopeless[i]) else { continue };
        let mut search = Search::new(plan, tables, size, &mut chance);
        if search.seat(0) {
            return Some(plan.turn_all(&search.rounds(), rounds));
        }
        hopeless[i] = search.tries > 0;
    }
    None
}

/// Wheels that have enough distances, those with the fewest base rounds first.
fn plans(tables: usize, size: usize, rounds: usize) -> Vec<Plan> {
    let n = tables * size;
    let needed = |base: usize| base * tables * size * (size - 1) / 2;
    let mut plans: Vec<Plan> = vec![];
    for base in 1..=rounds {
        for m in [rounds.div_ceil(base), rounds.div_ceil(base) + 1] {
            for factors in groups(m) {
                let plan = Plan::new(n, &factors, base);
                let fits = m > 2 && m <= n && plan.fixed <= tables && plan.distances() >= needed(base);
                if fits && !plans.iter().any(|p| p.minus == plan.minus && p.base == base) {
                    plans.extend(
                        plan.twists(&factors).into_iter().map(|twist| Plan { twist, ..plan.clone() }),
                    );
                }
            }
        }
    }
    plans
}

/// The cyclic group of order `m`, and the other one of order `p * p` for a small odd prime `p`.
fn groups(m: usize) -> Vec<Vec<usize>> {
    let square = [3, 5, 7].into_iter().filter(|p| p * p == m).map(|p| vec![p, p]);
    std::iter::once(vec![m]).chain(square).collect()
}

/// A wheel, how many people are on it, and how many base rounds are wanted.
#[derive(Clone)]
struct Plan {
    m: usize,
    orbits: usize,
    fixed: usize,
    base: usize,
    /// `minus[u][v]` is `v - u` in the group.
    minus: Vec<Vec<usize>>,
    plus: Vec<Vec<usize>>,
    /// Where the twist takes everybody; empty without one.
    twist: Vec<usize>,
}

impl Plan {
    fn new(n: usize, factors: &[usize], base: usize) -> Plan {
        let m: usize = factors.iter().product();
        let combine = |u: usize, v: usize, sign: usize| {
            let (mut place, mut sum) = (1, 0);
            for f in factors {
                let (a, b) = (u / place % f, v / place % f);
                sum += (b + if sign == 0 { a } else { f - a }) % f * place;
                place *= f;
            }
            sum
        };
        let table = |sign: usize| (0..m).map(|u| (0..m).map(|v| combine(u, v, sign)).collect()).collect();
        Plan { m, orbits: n / m, fixed: n % m, base, minus: table(1), plus: table(0), twist: vec![] }
    }

    /// No twist, and the twists of order three: three orbits change places, or all places are multiplied, or both.
    fn twists(&self, factors: &[usize]) -> Vec<Vec<usize>> {
        let (m, ring) = (self.m, self.orbits * self.m);
        let mut twists = vec![vec![]];
        if factors.len() > 1 {
            return twists;
        }
        for by in (1..m).filter(|by| by * by % m * by % m == 1) {
            for shift in if self.orbits == 3 { 0..2 } else { 0..1 } {
                let turn = |u: usize| (u / m + shift) % self.orbits * m + u % m * by % m;
                let centre = |u: usize| if self.fixed == 3 { ring + (u - ring + 1) % 3 } else { u };
                if by > 1 || shift > 0 {
                    twists.push(
                        (0..ring + self.fixed).map(|u| if u < ring { turn(u) } else { centre(u) }).collect(),
                    );
                }
            }
        }
        twists
    }

    /// How many distances there are at which two people may sit.
    fn distances(&self) -> usize {
        let pure = (1..self.m).filter(|&d| self.minus[d][0] != d).count() / 2;
        self.orbits * pure
            + self.orbits * self.orbits.saturating_sub(1) / 2 * self.m
            + self.fixed * self.orbits
    }

    /// The slot of the distance of two people; none when they would meet twice while the wheel turns.
    fn distance(&self, u: usize, v: usize) -> Option<usize> {
        let (u, v) = (u.min(v), u.max(v));
        let ring = self.orbits * self.m;
        let kinds = self.orbits + self.fixed;
        let kind = |u: usize| if u < ring { u / self.m } else { self.orbits + u - ring };
        if u >= ring {
            return None;
        }
        let slot = |d: usize| (kind(u) * kinds + kind(v)) * self.m + d;
        if v >= ring {
            return Some(slot(0));
        }
        let (d, back) = (self.minus[u % self.m][v % self.m], self.minus[v % self.m][u % self.m]);
        if kind(u) == kind(v) {
            return (d != back).then(|| slot(d.min(back)));
        }
        Some(slot(d))
    }

    fn turn_all(&self, base: &[Vec<Vec<usize>>], rounds: usize) -> Vec<Round> {
        let ring = self.orbits * self.m;
        let turn =
            |u: usize, k: usize| if u < ring { u / self.m * self.m + self.plus[u % self.m][k] } else { u };
        let turned = |round: &Vec<Vec<usize>>, k: usize| -> Round {
            round.iter().map(|t| t.iter().map(|&u| turn(u, k) as u32).collect()).collect()
        };
        let all = base.iter().flat_map(|round| (0..self.m).map(move |k| turned(round, k)));
        all.take(rounds).collect()
    }
}

struct Search<'p> {
    plan: &'p Plan,
    size: usize,
    n: usize,
    /// In which order people are tried, for every base round.
    order: Vec<Vec<usize>>,
    /// Everybody seated so far, by position in the order: base round after base round, table after table.
    seats: Vec<usize>,
    seated: Vec<Vec<bool>>,
    used: Vec<bool>,
    tries: usize,
}

impl<'p> Search<'p> {
    fn new(plan: &'p Plan, tables: usize, size: usize, chance: &mut Chance) -> Search<'p> {
        let n = tables * size;
        // Fixed ones first: they are the most constrained.
        let mut order: Vec<usize> = (0..n).rev().collect();
        let orders = (0..plan.base).map(|_| {
            chance.shuffle(&mut order[plan.fixed..]);
            order.clone()
        });
        let kinds = plan.orbits + plan.fixed;
        Search {
            plan,
            size,
            n,
            order: orders.collect(),
            seats: vec![],
            seated: vec![vec![false; n]; plan.base],
            used: vec![false; kinds * kinds * plan.m],
            tries: PATIENCE,
        }
    }

    /// Fills the next seat, trying positions from `from` on, and all after it; true when everybody has one.
    fn seat(&mut self, from: usize) -> bool {
        let (round, opens) = (self.seats.len() / self.n, self.seats.len().is_multiple_of(self.size));
        if round == self.plan.base {
            return true;
        }
        // The first of a table is the first who waits; the others come after the one seated before them.
        for at in if opens { 0 } else { from }..self.n {
            if self.seated[round][at] {
                continue;
            }
            if self.tries == 0 {
                return false;
            }
            self.tries -= 1;
            if self.try_seat(round, at) {
                return true;
            }
            if opens {
                return false;
            }
        }
        false
    }

    fn try_seat(&mut self, round: usize, at: usize) -> bool {
        let u = self.order[round][at];
        let mates = self.seats.len() % self.size;
        let mut slots = Vec::with_capacity(mates);
        for &seat in &self.seats[self.seats.len() - mates..] {
            match self.plan.distance(u, self.order[round][seat]) {
                Some(slot) if !self.used[slot] && !slots.contains(&slot) => slots.push(slot),
                _ => return false,
            }
        }
        slots.iter().for_each(|&slot| self.used[slot] = true);
        self.seated[round][at] = true;
        self.seats.push(at);
        let (seats, mut more) = (self.seats.len(), vec![]);
        if self.seat_images(round, &mut more) && self.seat(at + 1) {
            return true;
        }
        self.seats.drain(seats - 1..).for_each(|at| self.seated[round][at] = false);
        slots.iter().chain(&more).for_each(|&slot| self.used[slot] = false);
        false
    }

    /// Seats the two images under the twist of a table that has just become full. False when one of them does not fit;
    /// `marked` are the distances that were taken in any case.
    fn seat_images(&mut self, round: usize, marked: &mut Vec<usize>) -> bool {
        if self.plan.twist.is_empty() || !self.seats.len().is_multiple_of(self.size) {
            return true;
        }
        let full = &self.seats[self.seats.len() - self.size..];
        let table: Vec<usize> = full.iter().map(|&at| self.order[round][at]).collect();
        let mut image = table.clone();
        for _ in 0..2 {
            image.iter_mut().for_each(|u| *u = self.plan.twist[*u]);
            if image.iter().all(|u| table.contains(u)) {
                return true;
            }
            for (i, &u) in image.iter().enumerate() {
                let at = self.order[round].iter().position(|&v| v == u).unwrap_or(0);
                if self.seated[round][at] {
                    return false;
                }
                for &v in &image[..i] {
                    match self.plan.distance(u, v) {
                        Some(slot) if !self.used[slot] => marked.push(slot),
                        _ => return false,
                    }
                    self.used[marked[marked.len() - 1]] = true;
                }
                self.seated[round][at] = true;
                self.seats.push(at);
            }
        }
        true
    }

    fn rounds(&self) -> Vec<Vec<Vec<usize>>> {
        let of = |(r, seats): (usize, &[usize])| {
            seats.chunks(self.size).map(|table| table.iter().map(|&at| self.order[r][at]).collect()).collect()
        };
        self.seats.chunks(self.n).enumerate().map(of).collect()
    }
}
