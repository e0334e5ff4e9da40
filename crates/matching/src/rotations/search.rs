//! Fewest repeats by simulated annealing on swaps of two seats in one round.
//!
//! Idea. A swap of two people in one round changes only their own meetings there, so its effect is known exactly from a
//! few counts. Most swaps concern people who meet nobody twice and are skipped. The search is heated several times, and ends
//! when nothing repeats or the bound is reached.
//!
//! References. I. Dotú, P. Van Hentenryck, "Scheduling social golfers locally", 2005; M. Triska, N. Musliu, "An effective
//! greedy heuristic for the social golfer problem", 2012. Cost. O(seats at a table) for a swap, O(people^2) memory.

use std::time::Instant;

use super::meetings::{Meetings, REPEAT};
use crate::tables::Effort;
use crate::tables::chance::{Allowance, Chance, Cooling};

/// How many counts a search reads when the caller does not say how many swaps it may try.
const READS: u64 = 300_000_000;

/// When to stop searching.
pub(super) struct Limits<'a> {
    pub(super) effort: &'a Effort,
    pub(super) started: Instant,
    /// No schedule can cost less.
    pub(super) goal: i64,
    /// The first heat, in repeats.
    pub(super) hot: f64,
    /// Share of the moves this search may use: one part of so many.
    pub(super) parts: u64,
}

impl Limits<'_> {
    fn moves(&self, meetings: &Meetings) -> u64 {
        let seats = meetings.rounds().first().and_then(|r| r.first()).map_or(2, |t| t.len() as u64);
        self.effort.moves.unwrap_or(READS / (4 * seats)) / self.parts
    }

    fn is_over(&self) -> bool {
        self.effort.time.is_some_and(|limit| self.started.elapsed() >= limit)
    }
}

/// Anneals and leaves the best schedule met.
pub(super) fn anneal(meetings: &mut Meetings, limits: &Limits, chance: &mut Chance) {
    let allowance = Allowance::new();
    let moves = limits.moves(meetings).div_ceil(Cooling::STEPS);
    let hot = limits.hot * REPEAT as f64;
    let mut cost = meetings.cost();
    let mut best = (cost, meetings.clone());
    for heat in Cooling::new(hot, 0.12 * REPEAT as f64).take(Cooling::STEPS as usize) {
        if best.0 <= limits.goal || limits.is_over() {
            break;
        }
        for _ in 0..moves {
            let Some((r, u, v)) = propose(meetings, chance) else { continue };
            let change = meetings.weigh(r, u, v);
            if change <= 0 || change <= allowance.draw(heat, chance) {
                meetings.swap(r, u, v);
                cost += change;
                if cost <= limits.goal {
                    break;
                }
            }
        }
        if cost < best.0 {
            best = (cost, meetings.clone());
        }
    }
    *meetings = best.1;
}

/// Somebody who has a reason to move (now and then anybody), and somebody at another table.
fn propose(meetings: &Meetings, chance: &mut Chance) -> Option<(usize, u32, u32)> {
    let n = meetings.n();
    let r = chance.below(meetings.rounds().len());
    let (u, v) = (chance.below(n) as u32, chance.below(n) as u32);
    let apart = meetings.table_of(r, u) != meetings.table_of(r, v);
    let mut matters = || chance.next() & 15 == 0 || meetings.burden(r, u) > 0;
    (apart && matters()).then_some((r, u, v))
}
