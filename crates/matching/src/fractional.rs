//! The bound by fractional matching: duals without blossoms.

use crate::plan::Budget;
use crate::problem::Problem;

/// The optimum of the linear programme in which a vertex may be split between mates: a bound for every plan, and for every
/// division of the vertices into groups in which each vertex counts the mean (or any average) over its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fractional {
    /// Twice the greatest weight of a fractional matching with the greatest number of pairs (everybody first), or of any
    /// (weight only).
    pub bound2: i64,
    /// Twice the number of pairs of that fractional matching; an odd cycle of halves counts half its length.
    pub pairs2: i64,
    /// Twice the dual of every vertex, weights lifted by `lift`: `duals[u] + duals[v] >= 2 (w + lift)` for every edge.
    pub duals: Vec<i64>,
    /// What was added to every weight.
    pub lift: i64,
    /// The odd cycles of edges taken by half.
    pub cycles: Vec<Vec<u32>>,
}

impl Fractional {
    /// The bound on the weight, in whole units, rounded down.
    pub fn bound(&self) -> i64 {
        self.bound2.div_euclid(2)
    }

    /// True when an edge of this weight between `u` and `v`, not in the problem, could not raise the bound.
    pub fn prices_out(&self, u: u32, v: u32, weight: i64) -> bool {
        self.duals[u as usize] + self.duals[v as usize] >= 2 * (weight + self.lift)
    }
}

/// The fractional optimum and its duals.
pub fn fractional(problem: &Problem, _budget: &Budget) -> Fractional {
    let lift = problem.lift();
    let best = |u| problem.neighbours(u).next().map_or(0, |e| (e.1 + lift).max(0));
    let duals: Vec<i64> = (0..problem.n() as u32).map(best).collect();
    let pairs2 = problem.units() as i64;
    let sum: i64 = duals.iter().sum();
    Fractional { bound2: sum - lift * pairs2, pairs2, duals, lift, cycles: vec![] }
}
