//! Several mates each: capacitated matching with each edge used at most once (simple b-matching), exactly.
//!
//! # The idea
//! ```text
//!   fractional optimum    auction of units: a vertex bids for b different objects, and sells b units    ../auction
//!   halves                edges taken by half form closed trails: every other edge of a trail            trails
//!   copies and ports      a vertex becomes b copies; an edge between vertices with several copies
//!                         becomes u - p - q - v, so that it is used once at most                         expansion
//!   blossom phase         on that graph, from the fractional duals and the halves left over              blossom
//! ```
//! Only edges that are taken or nearly tight (within a *margin*) go into the expansion; the others are checked against the
//! final duals, and if one of them matters after all it is added and the phase repeated. So the expansion stays small
//! where the fractional optimum is nearly right, which it is.
//!
//! # Reference
//! Pulleyblank 1973; copies and subdivided edges: Tutte 1954; for direct algorithms Gabow, *Data structures for weighted
//! matching and extensions to b-matching and f-factors*, 2018.
//!
//! # Cost
//! The auction is that of capacity 1, unit by unit; the expansion has one node per unit of capacity, two per subdivided
//! edge, and b(u) + b(v) + 1 edges for each of those.

mod expansion;
mod trails;

use crate::auction::{Auction, Outcome, Several};
use crate::blossom::Search;
use crate::certificate::Certificate;
use crate::fractional::Fractional;
use crate::plan::{Budget, Plan};
use crate::problem::Problem;
use crate::start::greedy_pairs;
use crate::verify::dual_value;
use expansion::Expansion;
use std::collections::BTreeSet;
use std::time::Instant;

/// Edges whose reduced weight is within this part of the range of weights go into the expansion at once.
const MARGIN: i64 = 1024;
/// With fewer edges than this all of them do.
const FEW: usize = 1000;

pub(crate) fn solve(problem: &Problem, budget: &Budget, deadline: Option<Instant>) -> Plan {
    let (low, high) = problem.graph.weight_range().unwrap_or((0, 0));
    let margin = if problem.m() < FEW { i64::MAX } else { (high - low) / MARGIN };
    solve_within(problem, margin, budget, deadline)
}

/// As [`solve`], with edges of reduced weight up to `margin` in the first expansion.
fn solve_within(problem: &Problem, margin: i64, budget: &Budget, deadline: Option<Instant>) -> Plan {
    let (first, fraction) = auction(problem, budget, deadline);
    if !fraction.optimal {
        return hurried(problem);
    }
    let holds = holds(&first, &fraction);
    let rounded = trails::round(&holds);
    let mut extra = BTreeSet::new();
    loop {
        let expansion = Expansion::new(problem, &fraction.duals2, &rounded.taken, margin, &extra);
        let mut search =
            Search::new(&expansion.graph, problem.lift(), expansion.duals.clone(), expansion.mate.clone());
        let done = search.run(deadline);
        let pairs = expansion.pairs(search.mates());
        let (mut certificate, dual) = search.certificate();
        certificate.copy_start = expansion.copy_start.clone();
        certificate.subdivided = expansion.subdivided.clone();
        let missed = expansion.uncovered(problem, &certificate);
        if !done {
            return plan(problem, pairs, certificate);
        }
        if missed.is_empty() {
            return valued(problem, pairs, certificate, dual - expansion.surplus);
        }
        extra.extend(missed);
    }
}

/// The first seat of every vertex, and the fractional optimum, seat by seat.
fn auction(problem: &Problem, budget: &Budget, deadline: Option<Instant>) -> (Vec<u32>, Outcome) {
    let mut first = vec![0u32];
    (0..problem.n()).for_each(|u| first.push(first[u] + problem.capacity(u as u32)));
    let outcome = Auction::new(&problem.graph, problem.lift(), Several(&first), budget, deadline).run();
    (first, outcome)
}

/// The mates that each vertex holds; an edge held from both sides is taken whole, one held from one side by half.
fn holds(first: &[u32], outcome: &Outcome) -> Vec<Vec<u32>> {
    let seats = |u: usize| &outcome.holds[first[u] as usize..first[u + 1] as usize];
    let mates = |u: usize| seats(u).iter().copied().filter(|&v| v as usize != u).collect();
    (0..first.len() - 1).map(mates).collect()
}

/// What the auction alone says.
pub(crate) fn fractional(problem: &Problem, budget: &Budget, deadline: Option<Instant>) -> Fractional {
    let (n, lift) = (problem.n() as u32, problem.lift());
    let (first, outcome) = auction(problem, budget, deadline);
    if !outcome.optimal {
        let pairs2 = problem.units() as i64;
        let sum: i64 = (0..n).map(|u| outcome.duals2[u as usize] * i64::from(problem.capacity(u))).sum();
        return Fractional {
            bound2: sum - lift * pairs2,
            pairs2,
            duals: outcome.duals2,
            lift,
            cycles: vec![],
            exact: false,
        };
    };
    let holds = holds(&first, &outcome);
    let (mut bound2, mut pairs2) = (0, 0);
    for (u, held) in holds.iter().enumerate() {
        for &v in held {
            bound2 += problem.weight(u as u32, v).unwrap_or(0);
            pairs2 += 1;
        }
    }
    let cycles = trails::round(&holds).odd;
    Fractional { bound2, pairs2, duals: outcome.duals2, lift, cycles, exact: true }
}

/// Pairs by greed, bounded by half of everybody's heaviest edge per unit of capacity: for when time is up.
fn hurried(problem: &Problem) -> Plan {
    let n = problem.n() as u32;
    let (mut copy_start, mut duals) = (vec![0], vec![]);
    for u in 0..n {
        let heaviest = problem.neighbours(u).next().map_or(0, |e| e.1.max(0));
        duals.extend(std::iter::repeat_n(heaviest * Certificate::SCALE / 2, problem.capacity(u) as usize));
        copy_start.push(duals.len() as u32);
    }
    let certificate = Certificate { copy_start, ..Certificate::of_duals(duals, 0) };
    let room = (0..n).map(|u| problem.capacity(u)).collect();
    plan(problem, greedy_pairs(&problem.graph, problem.lift(), room), certificate)
}

/// A plan whose certificate's value is looked up edge by edge.
fn plan(problem: &Problem, pairs: Vec<(u32, u32)>, certificate: Certificate) -> Plan {
    let dual = dual_value(problem, &certificate).unwrap_or(i128::from(i64::MAX));
    valued(problem, pairs, certificate, dual.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
}

/// A plan whose certificate is worth `dual`.
fn valued(problem: &Problem, pairs: Vec<(u32, u32)>, certificate: Certificate, dual: i64) -> Plan {
    let weight = pairs.iter().filter_map(|&(u, v)| problem.weight(u, v)).sum();
    Plan::new(problem, pairs, weight, certificate, dual)
}

#[cfg(test)]
mod tests {
    use super::solve_within;
    use crate::{Problem, verify};

    /// Whatever the margin leaves out at first must be found by the check against the final duals.
    #[test]
    fn a_margin_too_small_is_made_good() {
        let mut x = 1u64;
        let mut below = move |n: u64| {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (x >> 33) % n
        };
        for _ in 0..200 {
            let n = 5 + below(12) as u32;
            let ends = (0..n).flat_map(|u| (u + 1..n).map(move |v| (u, v)));
            let edges: Vec<_> = ends.map(|(u, v)| (u, v, below(12) as i64)).filter(|e| e.2 > 3).collect();
            let capacities = (0..n).map(|_| below(4) as u32).collect();
            let problem = Problem::new(n as usize, &edges).unwrap().with_capacities(capacities).unwrap();
            let one = crate::Budget::default();
            let (tight, wide) =
                (solve_within(&problem, 0, &one, None), solve_within(&problem, i64::MAX, &one, None));
            assert!(verify(&problem, &tight).unwrap().optimal);
            assert!(verify(&problem, &wide).unwrap().optimal);
            assert_eq!((tight.weight, tight.pairs.len()), (wide.weight, wide.pairs.len()));
        }
    }
}
