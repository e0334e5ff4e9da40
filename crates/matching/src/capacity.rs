//! Several mates each. (being built)

use crate::certificate::Certificate;
use crate::plan::{Budget, Plan};
use crate::problem::Problem;
use crate::start::greedy_pairs;
use std::time::Instant;

pub(crate) fn solve(problem: &Problem, _budget: &Budget, _deadline: Option<Instant>) -> Plan {
    let lift = problem.lift();
    let best = |u| problem.neighbours(u).next().map_or(0, |e| (e.1 + lift).max(0) * Certificate::SCALE / 2);
    let mut copy_start = vec![0];
    let mut duals = vec![];
    for u in 0..problem.n() as u32 {
        duals.extend(std::iter::repeat_n(best(u), problem.capacity(u) as usize));
        copy_start.push(duals.len() as u32);
    }
    let dual = duals.iter().sum();
    let mut certificate = Certificate::of_duals(duals, lift);
    certificate.copy_start = copy_start;
    let pairs =
        greedy_pairs(&problem.graph, lift, (0..problem.n() as u32).map(|u| problem.capacity(u)).collect());
    let weight = pairs.iter().filter_map(|&(u, v)| problem.weight(u, v)).sum();
    Plan::new(problem, pairs, weight, certificate, dual)
}
