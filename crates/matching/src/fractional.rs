//! The bound by fractional matching: duals without blossoms.

use crate::auction::{Auction, One, cycles};
use crate::capacity;
use crate::plan::Budget;
use crate::problem::Problem;
use std::time::Instant;

/// The optimum of the linear programme in which a vertex may be split between mates: half-integral, so pairs and odd cycles
/// of halves.
///
/// It bounds every plan, and more: if the vertices are divided into groups and each vertex counts the mean (or any other
/// average, symmetric in the two) of its weights to the others of its group, then the sum, halved, is a fractional
/// matching too, so it is at most `bound2 / 2` as long as no more pairs' worth of vertices are seated than `pairs2 / 2`.
/// With an odd number of vertices the bound can be reached: a cycle of halves leaves nobody out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fractional {
    /// Twice the greatest weight of a fractional matching: among those with the greatest number of pairs (everybody
    /// first), or of all (weight only). Exact, unless a time limit cut the work short: then an upper bound.
    pub bound2: i64,
    /// Twice the number of pairs of that fractional matching; an edge taken by half counts half.
    pub pairs2: i64,
    /// Twice the dual of every vertex, weights lifted by `lift`: `duals[u] + duals[v] >= 2 (w + lift)` for every edge
    /// (but, with capacities above 1, for edges that are taken whole).
    pub duals: Vec<i64>,
    /// What was added to every weight.
    pub lift: i64,
    /// The closed walks with an odd number of edges that are taken by half; plain odd cycles when all capacities are 1.
    pub cycles: Vec<Vec<u32>>,
    /// False when a time limit cut the work short.
    pub exact: bool,
}

impl Fractional {
    /// The bound on the weight, in whole units, rounded down.
    pub fn bound(&self) -> i64 {
        self.bound2.div_euclid(2)
    }

    /// True when an edge of this weight between `u` and `v`, not in the problem, could not raise the bound. With
    /// everybody first, the weight must be within the limit announced by
    /// [`Problem::with_weight_limit`](crate::Problem::with_weight_limit).
    pub fn prices_out(&self, u: u32, v: u32, weight: i64) -> bool {
        self.duals[u as usize] + self.duals[v as usize] >= 2 * (weight + self.lift)
    }
}

/// The fractional optimum with its duals.
pub fn fractional(problem: &Problem, budget: &Budget) -> Fractional {
    let deadline = budget.time.map(|time| Instant::now() + time);
    if !problem.is_plain() {
        return capacity::fractional(problem, budget, deadline);
    }
    let lift = problem.lift();
    let end = Auction::new(&problem.graph, lift, One(problem.n()), budget, deadline).run();
    let sum: i64 = end.duals2.iter().sum();
    let paired =
        end.holds.iter().enumerate().filter(|&(u, &v)| (v as usize) < problem.n() && v as usize != u);
    let pairs2 = if end.optimal { paired.count() as i64 } else { problem.n() as i64 };
    let cycles = if end.optimal { cycles(&end.holds).odd } else { vec![] };
    Fractional { bound2: sum - lift * pairs2, pairs2, duals: end.duals2, lift, cycles, exact: end.optimal }
}
