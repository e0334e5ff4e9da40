//! Local search: simulated annealing over exchanges between two tables, then descent.
//!
//! Definitions. A *block* is what must sit together (most blocks are one vertex). An *exchange* moves a block from
//! one table to another and some blocks back, such that the two tables keep their two sizes (perhaps swapped).
//!
//! Idea. Most exchanges are useless on a sparse graph, so seven of eight are proposed by an edge: take a vertex, one of
//! its friends, and bring the friend's block to the vertex's table. Losses are allowed with a probability that falls
//! while the search cools (Kirkpatrick, Gelatt, Vecchi 1983); the best division met is kept.
//!
//! Cost. O(size) weight look-ups for a proposal, each O(log degree).

use std::collections::VecDeque;
use std::time::Instant;

use super::chance::{Allowance, Chance, Cooling};
use super::seats::{ASIDE, Exchange, Party, Seats, factor};
use super::sizes::LARGEST;
use super::{Effort, Room};

/// The first heat as a share of the usual weight of a best friend.
const HOT: f64 = 0.2;
/// Up to this many vertices annealing is repeated.
const SMALL: usize = 64;
/// Fewer moves for every vertex are not worth annealing (measured on sparse graphs).
const WORTHWHILE: u64 = 1000;
/// A heat at which everything is allowed.
const ANYWHERE: f64 = 1e17;
/// Descent looks at everybody so often at the latest; a few times are usual.
const LOOKS: usize = 50;

/// The search and what it may touch.
pub(super) struct Search<'r> {
    pub(super) room: &'r Room<'r>,
    /// Tables that stay as they are.
    pub(super) locked: Vec<bool>,
    pub(super) chance: Chance,
    pub(super) allowance: Allowance,
}

impl Search<'_> {
    /// Anneals once, small rooms several times and ever hotter, and leaves the best division met in `seats`.
    pub(super) fn anneal(&mut self, seats: &mut Seats, effort: &Effort, started: Instant) {
        // In a hurry annealing only spoils a good start.
        if seats.n_tables() < 2 || effort.moves_for(self.room.n()) < WORTHWHILE * self.room.n() as u64 {
            return;
        }
        let (hot, times) = (heat_of(seats), if self.room.n() <= SMALL { 16 } else { 1 });
        let moves = effort.moves_for(self.room.n()).div_ceil(times * Cooling::STEPS);
        let mut best = (seats.value(), seats.clone());
        for time in 1..=times {
            if time > 1 && time % 2 == 0 {
                // Small rooms with many rules have corners that no step leaves: begin anew from anywhere.
                self.wander(seats, ANYWHERE, 20 * self.room.n() as u64);
                self.make_peace(seats);
            }
            for heat in Cooling::new(hot * (1 + time / 2) as f64, hot / 5.0).take(Cooling::STEPS as usize) {
                if effort.time.is_some_and(|limit| started.elapsed() >= limit) {
                    break;
                }
                self.wander(seats, heat, moves);
                if seats.value() > best.0 {
                    best = (seats.value(), seats.clone());
                }
            }
        }
        *seats = best.1;
    }

    fn wander(&mut self, seats: &mut Seats, heat: f64, moves: u64) {
        for _ in 0..moves {
            let Some(e) = self.propose(seats) else { continue };
            if e.delta >= 0 || e.delta + self.allowance.draw(heat, &mut self.chance) >= 0 {
                seats.exchange(&e);
            }
        }
    }

    /// Takes improving exchanges along edges until no vertex has one. Looks again only at those for whom something changed.
    pub(super) fn descend(&mut self, seats: &mut Seats) {
        let n = self.room.n();
        let mut waits = vec![true; n];
        let mut queue: VecDeque<u32> = (0..n as u32).collect();
        // Every exchange improves, so this ends; the limit only bounds the time.
        for _ in 0..n * LOOKS {
            let Some(u) = queue.pop_front() else { break };
            waits[u as usize] = false;
            while let Some(e) = self.improvement(seats, u) {
                let tables = seats.exchange(&e);
                let members = tables.iter().flat_map(|&t| seats.members(t));
                for &v in members.flat_map(|&m| seats.ties().friends(m)) {
                    if !std::mem::replace(&mut waits[v as usize], true) {
                        queue.push_back(v);
                    }
                }
            }
        }
    }

    /// An exchange that brings a friend of `u` to its table and improves.
    fn improvement(&self, seats: &Seats, u: u32) -> Option<Exchange> {
        let backs = seats_at(seats, u);
        let friends = seats.ties().friends(u).iter();
        let mut all =
            friends.flat_map(|&v| (0..backs).filter_map(move |back| self.bring(seats, v, u, back, true)));
        all.find(|e| e.delta > 0)
    }

    fn propose(&mut self, seats: &Seats) -> Option<Exchange> {
        let n = self.room.n();
        let u = self.chance.below(n) as u32;
        let friends = seats.ties().friends(u);
        let dice = self.chance.next();
        let v = if dice & 7 == 0 || friends.is_empty() {
            self.chance.below(n) as u32
        } else {
            friends[self.chance.below(friends.len())]
        };
        let back = self.chance.below(seats_at(seats, u));
        self.bring(seats, v, u, back, dice & 8 == 0)
    }

    /// The exchange that brings the block of `v` to the table of `u`, against blocks found from seat `back` on.
    fn bring(&self, seats: &Seats, v: u32, u: u32, back: usize, even: bool) -> Option<Exchange> {
        let (from, to) = (seats.table_of(v), seats.table_of(u));
        if from == to || from == ASIDE || to == ASIDE || self.is_locked(from) || self.is_locked(to) {
            return None;
        }
        let leaving = Party::of(self.room.block(v));
        let (size_from, size_to) = (seats.members(from).len(), seats.members(to).len());
        let swapped = (leaving.len() + size_to).checked_sub(size_from)?;
        let wanted = if even { leaving.len() } else { swapped };
        let coming = self.collect(seats.members(to), u, back, wanted)?;
        Some(seats.weigh(from, leaving, to, coming))
    }

    pub(super) fn is_locked(&self, t: u32) -> bool {
        self.locked.get(t as usize).copied().unwrap_or(false)
    }

    /// Whole blocks of `wanted` members together, found round the table from seat `back` on, the block of `u` not
    /// among them.
    fn collect(&self, members: &[u32], u: u32, back: usize, wanted: usize) -> Option<Party> {
        let mut party = Party::default();
        for i in 0..members.len() {
            if party.len() == wanted {
                break;
            }
            let block = self.room.block(members[(back + i) % members.len()]);
            let taken = party.as_slice().contains(&block[0]) || block[0] == self.room.block(u)[0];
            if !taken && party.len() + block.len() <= wanted {
                block.iter().for_each(|&v| party.push(v));
            }
        }
        (party.len() == wanted).then_some(party)
    }
}

fn seats_at(seats: &Seats, u: u32) -> usize {
    match seats.table_of(u) {
        ASIDE => 1,
        t => seats.members(t).len(),
    }
}

/// The mean over all vertices of their best weights, at a table of the usual size.
fn heat_of(seats: &Seats) -> f64 {
    let n = seats.ties().n();
    let best = |u: u32| seats.ties().row(u).map(|(_, w)| w).max().unwrap_or(0).max(0);
    let mean = (0..n as u32).map(best).sum::<i64>() as f64 / n.max(1) as f64;
    let size = (n / seats.n_tables().max(1)).clamp(2, LARGEST);
    mean * factor(size) as f64 * HOT
}
