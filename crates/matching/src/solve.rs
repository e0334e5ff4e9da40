//! From a problem to a plan with its proof.

use crate::auction::{Auction, One, cycles};
use crate::blossom::Search;
use crate::capacity;
use crate::certificate::Certificate;
use crate::graph::{Graph, NONE};
use crate::plan::{Budget, Plan};
use crate::problem::Problem;
use crate::start::Start;
use std::time::{Duration, Instant};

/// Up to this many vertices the blossom phase starts from nothing: the auction would not pay.
const SMALL: usize = 64;
/// What winding up takes per edge end when time runs out (greedy start, duals), on an ordinary machine.
const WIND_UP: Duration = Duration::from_nanos(20);

/// The best plan for the problem that the budget allows; without a time limit, a proven optimum.
///
/// The plan is a function of the problem alone, whatever the number of threads, unless a time limit cuts the work short
/// or any plan will do ([`Budget::any_plan`]).
pub fn solve(problem: &Problem, budget: &Budget) -> Plan {
    let now = Instant::now();
    let deadline = budget.time.map(|time| now + time);
    if problem.is_plain() {
        plain(problem, budget, deadline)
    } else {
        capacity::solve(problem, budget, deadline)
    }
}

fn plain(problem: &Problem, budget: &Budget, deadline: Option<Instant>) -> Plan {
    let (graph, lift) = (&problem.graph, problem.lift());
    if graph.n() <= SMALL {
        return search(
            problem,
            Search::new(graph, lift, top_duals(graph, lift), vec![NONE; graph.n()]),
            deadline,
        );
    }
    let wind_up = WIND_UP * (2 * graph.m() as u32).max(1);
    let auction_end = deadline.map(|d| d.checked_sub(wind_up).unwrap_or_else(Instant::now));
    if deadline.is_some() && budget.time.is_some_and(|time| time < 2 * wind_up) {
        return hurried(problem, None, top_duals(graph, 0), deadline);
    }
    let fraction = Auction::new(graph, lift, One(graph.n()), budget, auction_end).run();
    let mate = cycles(&fraction.holds).mate;
    let duals = fraction.duals2.iter().map(|y| 2 * y).collect();
    if !fraction.optimal {
        return hurried(problem, Some(mate), duals, deadline);
    }
    search(problem, Search::new(graph, lift, duals, mate), auction_end)
}

/// Duals that cover every edge for certain: half of it at each end.
fn top_duals(graph: &Graph, lift: i64) -> Vec<i64> {
    let heaviest = |u| graph.row(u).next().map_or(0, |(_, w)| (w + lift).max(0));
    (0..graph.n() as u32).map(|u| Certificate::SCALE / 2 * heaviest(u)).collect()
}

/// Runs a blossom phase and makes its result a plan.
pub(crate) fn search(problem: &Problem, mut search: Search, deadline: Option<Instant>) -> Plan {
    let done = search.run(deadline);
    conclude(problem, search.mates().to_vec(), search.certificate(), deadline.filter(|_| !done))
}

/// The result of a blossom phase as a plan; improved by local search if it ran out of time, which was the deadline given.
pub(crate) fn conclude(
    problem: &Problem,
    mut mate: Vec<u32>,
    (certificate, dual): (Certificate, i64),
    missed: Option<Instant>,
) -> Plan {
    if let Some(deadline) = missed {
        let mut start = Start::from(&problem.graph, problem.lift(), mate);
        start.improve(deadline.max(Instant::now() + Duration::from_millis(1)));
        mate = start.mate;
    }
    plan(problem, &mate, certificate, dual)
}

/// A plan without proof of optimality: the better of the greedy matching and the one given, after local search; bounded by
/// the duals, which are those of weight alone if no mates are given.
fn hurried(problem: &Problem, mate: Option<Vec<u32>>, duals: Vec<i64>, deadline: Option<Instant>) -> Plan {
    let (graph, lift) = (&problem.graph, problem.lift());
    let given_lift = if mate.is_some() { lift } else { 0 };
    let (begun, end) = (Instant::now(), deadline.unwrap_or_else(Instant::now));
    let mut best = Start::greedy(graph, lift);
    // what follows the local search walks rows as the greedy start did, but only for the pairs
    let end = end.checked_sub(begun.elapsed() / 2).unwrap_or(begun);
    if let Some(mate) = mate {
        let other = Start::from(graph, lift, mate);
        if other.value().1 > best.value().1 {
            best = other;
        }
    }
    best.improve(end);
    let (pairs, lifted) = best.value();
    let (certificate, dual) = tighter(duals, given_lift, pairs as i64);
    Plan::new(problem, pairs_of(&best.mate), lifted - lift * pairs as i64, certificate, dual)
}

/// Lifted duals as a certificate, or lowered by what the lift put into them as one for weight alone: whichever bounds a plan
/// with this many pairs better. (Lifted duals bound well only when the plan has as many pairs as there can be.)
fn tighter(duals: Vec<i64>, lift: i64, pairs: i64) -> (Certificate, i64) {
    let share = Certificate::SCALE / 2 * lift;
    let lowered: Vec<i64> = duals.iter().map(|y| (y - share).max(0)).collect();
    let (dual, low) = (duals.iter().sum::<i64>(), lowered.iter().sum::<i64>());
    if low < dual - Certificate::SCALE * lift * pairs {
        (Certificate::of_duals(lowered, 0), low)
    } else {
        (Certificate::of_duals(duals, lift), dual)
    }
}

fn plan(problem: &Problem, mate: &[u32], certificate: Certificate, dual: i64) -> Plan {
    let pairs = pairs_of(mate);
    let weight = pairs.iter().filter_map(|&(u, v)| problem.weight(u, v)).sum();
    Plan::new(problem, pairs, weight, certificate, dual)
}

fn pairs_of(mate: &[u32]) -> Vec<(u32, u32)> {
    let pairs = mate.iter().enumerate().filter(|&(u, &v)| v != NONE && (u as u32) < v);
    pairs.map(|(u, &v)| (u as u32, v)).collect()
}
