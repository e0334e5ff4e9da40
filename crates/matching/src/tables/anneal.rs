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

use std::time::Instant;

use super::chance::{Allowance, Chance, Cooling};
use super::seats::{ASIDE, Exchange, Party, Seats, factor};
use super::sizes::LARGEST;
use super::{Effort, Room};

/// The first heat as a share of the usual weight of a best friend.
const HOT: f64 = 0.2;
/// Up to this many vertices annealing is repeated.
const SMALL: usize = 64;
/// Descent ends after so many sweeps at the latest; a few are usual.
const SWEEPS: usize = 50;

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
        if seats.n_tables() < 2 {
            return;
        }
        let (hot, times) = (heat_of(seats), if self.room.n() <= SMALL { 8 } else { 1 });
        let moves = effort.moves_for(self.room.n()).div_ceil(times * Cooling::STEPS);
        let cooling = |time| Cooling::new(hot * time as f64, hot / 5.0).take(Cooling::STEPS as usize);
        let mut best = (seats.value(), seats.clone());
        for heat in (1..=times).flat_map(cooling) {
            if effort.time.is_some_and(|limit| started.elapsed() >= limit) {
                break;
            }
            self.wander(seats, heat, moves);
            if seats.value() > best.0 {
                best = (seats.value(), seats.clone());
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

    /// Takes improving exchanges along edges until a whole sweep finds none.
    pub(super) fn descend(&mut self, seats: &mut Seats) {
        for _ in 0..SWEEPS {
            let mut improved = false;
            for u in 0..self.room.n() as u32 {
                improved |= self.improve_around(seats, u);
            }
            if !improved {
                break;
            }
        }
    }

    fn improve_around(&mut self, seats: &mut Seats, u: u32) -> bool {
        let mut improved = false;
        for &v in seats.ties().friends(u) {
            for back in 0..seats_at(seats, u) {
                if let Some(e) = self.bring(seats, v, u, back, true).filter(|e| e.delta > 0) {
                    seats.exchange(&e);
                    improved = true;
                    break;
                }
            }
        }
        improved
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
