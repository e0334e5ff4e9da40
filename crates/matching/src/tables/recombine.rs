//! A large step: every table is cut in two, and all the parts are joined anew, the best way there is.
//!
//! Idea. Take some blocks out of every table at random. Which of these parts goes to which of the rests is a bipartite
//! matching, and that is solved exactly: the best of (number of tables)! divisions at once. The present division is one of
//! them, so a step never loses. In sparse graphs few of the sums between parts and rests differ from 0; parts and rests
//! without a partner are joined in any peaceful way.
//!
//! Reference. R. Ahuja, O. Ergun, J. Orlin, A. Punnen, "A survey of very large-scale neighborhood search", 2002.
//! Cost. One exact matching of twice as many vertices as there are tables, and O(m) to set it up.

use std::collections::BTreeMap;
use std::time::Instant;

use super::Effort;
use super::anneal::Search;
use super::seats::Seats;
use crate::{Budget, Objective, Problem, solve};

/// How many edges may be looked at for every exchange that may be tried: it takes as long (measured).
const EDGES_PER_MOVE: u64 = 20;
/// More recombinations than this win little.
const MOST: u64 = 400;

/// A table cut in two; `part` moves, `rest` stays.
struct Cut {
    table: u32,
    part: Vec<u32>,
    rest: Vec<u32>,
}

impl Search<'_> {
    /// Recombines as often as the effort allows.
    pub(super) fn recombine_often(&mut self, seats: &mut Seats, effort: &Effort, started: Instant) {
        let edges = effort.moves_for(self.room.n()).saturating_mul(EDGES_PER_MOVE);
        for _ in 0..(edges / (seats.ties().m() as u64 + 1)).min(MOST) {
            if effort.time.is_some_and(|limit| started.elapsed() >= limit) {
                break;
            }
            self.recombine(seats);
        }
    }

    /// Cuts and joins all tables that are not locked. True when the value grew.
    pub(super) fn recombine(&mut self, seats: &mut Seats) -> bool {
        let mut cuts = self.cut(seats);
        // Only tables of one size and parts of one size can be joined in every way: class by class.
        cuts.sort_by_key(|c| (c.rest.len(), c.part.len()));
        let mut grew = false;
        for class in cuts.chunk_by(|a, b| (a.rest.len(), a.part.len()) == (b.rest.len(), b.part.len())) {
            if class.len() > 1 {
                grew |= self.join(seats, class);
            }
        }
        grew
    }

    fn cut(&mut self, seats: &Seats) -> Vec<Cut> {
        let mut cuts = vec![];
        let open: Vec<u32> = (0..seats.n_tables() as u32).filter(|&t| !self.is_locked(t)).collect();
        for table in open {
            let mut members = seats.members(table).to_vec();
            self.chance.shuffle(&mut members);
            let wanted = 1 + self.chance.below(members.len() / 2);
            let mut part: Vec<u32> = vec![];
            for &u in &members {
                let block = self.room.block(u);
                if !part.contains(&u) && part.len() + block.len() <= wanted {
                    part.extend(block);
                }
            }
            members.retain(|u| !part.contains(u));
            if !part.is_empty() && !members.is_empty() {
                cuts.push(Cut { table, part, rest: members });
            }
        }
        cuts
    }

    fn join(&self, seats: &mut Seats, cuts: &[Cut]) -> bool {
        let k = cuts.len();
        let mut rest_of = vec![u32::MAX; self.room.n()];
        for (i, cut) in cuts.iter().enumerate() {
            cut.rest.iter().for_each(|&u| rest_of[u as usize] = i as u32);
        }
        let mut edges = vec![];
        for (i, cut) in (0..).zip(cuts) {
            let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
            for &u in &cut.part {
                for (v, w) in seats.ties().row(u).filter(|&(v, _)| rest_of[v as usize] != u32::MAX) {
                    *sums.entry(rest_of[v as usize]).or_insert(0) += w;
                }
            }
            let worth = sums.into_iter().filter(|&(j, w)| w > 0 && peaceful(seats, cut, &cuts[j as usize]));
            edges.extend(worth.map(|(j, w)| (i, (k as u32) + j, w)));
        }
        let Ok(problem) = Problem::new(2 * k, &edges) else { return false };
        let plan = solve(&problem.with_objective(Objective::WeightOnly), &Budget::default());
        let mut rest_for = vec![u32::MAX; k];
        plan.pairs.iter().for_each(|&(i, j)| rest_for[i as usize] = j - k as u32);
        complete(seats, cuts, &mut rest_for) && carry_out(seats, cuts, &rest_for)
    }
}

fn peaceful(seats: &Seats, a: &Cut, b: &Cut) -> bool {
    a.part.iter().all(|&u| b.rest.iter().all(|&v| !seats.ties().is_forbidden(u, v)))
}

/// Gives every part without a rest a free one: its own if it can have it, else the first with which there is peace.
fn complete(seats: &Seats, cuts: &[Cut], rest_for: &mut [u32]) -> bool {
    let mut free = vec![true; cuts.len()];
    rest_for.iter().filter(|&&j| j != u32::MAX).for_each(|&j| free[j as usize] = false);
    for i in 0..cuts.len() {
        if rest_for[i] == u32::MAX && free[i] {
            (rest_for[i], free[i]) = (i as u32, false);
        }
    }
    let mut open: Vec<usize> = (0..cuts.len()).filter(|&j| free[j]).collect();
    for i in 0..cuts.len() {
        if rest_for[i] == u32::MAX {
            let Some(at) = open.iter().position(|&j| peaceful(seats, &cuts[i], &cuts[j])) else {
                return false;
            };
            rest_for[i] = open.swap_remove(at) as u32;
        }
    }
    true
}

fn carry_out(seats: &mut Seats, cuts: &[Cut], rest_for: &[u32]) -> bool {
    let before = seats.value();
    let place = |seats: &mut Seats, to: &dyn Fn(usize) -> usize| {
        cuts.iter().flat_map(|c| &c.part).for_each(|&u| seats.remove(u));
        for (i, cut) in cuts.iter().enumerate() {
            cut.part.iter().for_each(|&u| seats.add(u, cuts[to(i)].table));
        }
    };
    place(seats, &|i| rest_for[i] as usize);
    if seats.value() < before {
        place(seats, &|i| i);
    }
    seats.value() > before
}
