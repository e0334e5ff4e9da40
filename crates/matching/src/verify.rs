//! Checking a plan against its certificate.
//!
//! The one place that everything else is judged by: it shares no code with the solver, takes time linear in the size of
//! problem and plan, and recomputes from the numbers in the certificate what they prove, by the inequality in
//! [`certificate`](crate::certificate).

use crate::certificate::Certificate;
use crate::graph::NONE;
use crate::plan::Plan;
use crate::problem::{Objective, Problem};
use std::fmt;

/// What a verified plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Number of pairs.
    pub pairs: usize,
    /// Sum of their weights.
    pub weight: i64,
    /// No plan with at least as many pairs has a greater weight.
    pub upper_bound: i64,
    /// The weight equals the bound, and the bound is one for the problem's objective.
    pub optimal: bool,
}

/// What is wrong with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A pair that is no edge of the problem (or not written with the smaller id first).
    NoEdge(u32, u32),
    /// Pairs out of order or repeated; the second of the two.
    OutOfOrder(u32, u32),
    /// A vertex with more mates than its capacity.
    OverCapacity(u32),
    /// The pairs weigh something else than the plan says.
    Weight {
        /// What the plan says.
        claimed: i64,
        /// What the pairs weigh.
        found: i64,
    },
    /// The certificate belongs to another problem, or was built for another objective.
    Misfit,
    /// A negative dual of a copy, a port or a blossom.
    NegativeDual,
    /// A blossom that is named before the one that holds it.
    Nesting(u32),
    /// The duals of a subdivided edge do not cover its weight.
    Uncovered(u32, u32),
    /// The certificate proves another bound than the plan claims.
    Bound {
        /// What the plan says.
        claimed: i64,
        /// What the certificate proves.
        proven: i64,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Flaw::NoEdge(u, v) => write!(f, "pair {u}, {v} is no edge of this problem"),
            Flaw::OutOfOrder(u, v) => write!(f, "pair {u}, {v} is repeated or out of order"),
            Flaw::OverCapacity(u) => write!(f, "vertex {u} has more mates than its capacity"),
            Flaw::Weight { claimed, found } => write!(f, "the pairs weigh {found}, not {claimed}"),
            Flaw::Misfit => write!(f, "the certificate was made for another problem: solve this one"),
            Flaw::NegativeDual => write!(f, "a dual is negative"),
            Flaw::Nesting(b) => write!(f, "blossom {b} is not nested in an earlier one"),
            Flaw::Uncovered(u, v) => write!(f, "the subdivided edge {u}, {v} is not covered by its duals"),
            Flaw::Bound { claimed, proven } => {
                write!(f, "the certificate proves a bound of {proven}, not {claimed}")
            }
        }
    }
}

impl std::error::Error for Flaw {}

/// Checks that the pairs are a plan for the problem, that they weigh what the plan says, and that its certificate proves
/// its upper bound. Linear time (but for chains of nested blossoms, which are climbed), no trust in the solver.
///
/// # Errors
/// The first [`Flaw`] found.
pub fn verify(problem: &Problem, plan: &Plan) -> Result<Verdict, Flaw> {
    let weight = check_pairs(problem, plan)?;
    if weight != plan.weight {
        return Err(Flaw::Weight { claimed: plan.weight, found: weight });
    }
    let dual = dual_value(problem, &plan.certificate)?;
    let lifted = i128::from(plan.certificate.lift) * plan.pairs.len() as i128;
    let bound = dual.div_euclid(i128::from(Certificate::SCALE)) - lifted;
    let proven = bound.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
    if proven != plan.upper_bound {
        return Err(Flaw::Bound { claimed: plan.upper_bound, proven });
    }
    let optimal = weight == proven && plan.certificate.is_decisive(problem, plan.pairs.len());
    Ok(Verdict { pairs: plan.pairs.len(), weight, upper_bound: proven, optimal })
}

/// Sum of the weights of the pairs, if they are edges, in order, within the capacities.
fn check_pairs(problem: &Problem, plan: &Plan) -> Result<i64, Flaw> {
    let mut used = vec![0u32; problem.n()];
    let (mut weight, mut last) = (0, None);
    for &(u, v) in &plan.pairs {
        let edge = problem.weight(u, v).filter(|_| u < v).ok_or(Flaw::NoEdge(u, v))?;
        if last.replace((u, v)).is_some_and(|l| l >= (u, v)) {
            return Err(Flaw::OutOfOrder(u, v));
        }
        for x in [u, v] {
            used[x as usize] += 1;
            if used[x as usize] > problem.capacity(x) {
                return Err(Flaw::OverCapacity(x));
            }
        }
        weight += edge;
    }
    Ok(weight)
}

/// The upper bound on the sum of lifted weights that the certificate proves, times scale.
pub(crate) fn dual_value(problem: &Problem, certificate: &Certificate) -> Result<i128, Flaw> {
    check_shape(problem, certificate)?;
    let forest = Forest::new(certificate)?;
    if certificate.duals.iter().any(|&y| y < 0) {
        return Err(Flaw::NegativeDual);
    }
    let mut sum: i128 = certificate.duals.iter().map(|&y| i128::from(y)).sum();
    sum += forest.dual_value();
    let least: Vec<i64> = (0..problem.n() as u32).map(|u| certificate.vertex_dual(u)).collect();
    sum += uncovered(problem, certificate, &forest, &least);
    for (k, &(u, v)) in certificate.subdivided.iter().enumerate() {
        let lifted = problem.weight(u, v).ok_or(Flaw::Misfit)? + certificate.lift;
        check_subdivision(certificate, &forest, k, Certificate::SCALE * lifted)?;
        // the general sum charged this edge as if it were not subdivided
        sum -= i128::from(excess(certificate, &forest, &least, (u, v), Certificate::SCALE * lifted));
        sum -= i128::from(Certificate::SCALE * lifted);
    }
    Ok(sum)
}

/// Copies and ports are as many as the problem says, ids are in range, the lift is that of the objective or 0.
fn check_shape(problem: &Problem, c: &Certificate) -> Result<(), Flaw> {
    let n = problem.n();
    let copies = match c.copy_start.last() {
        None => n,
        Some(&last) => {
            let fits = c.copy_start.len() == n + 1
                && c.copy_start[0] == 0
                && (0..n).all(|u| {
                    c.copy_start[u + 1].checked_sub(c.copy_start[u]) == Some(problem.capacity(u as u32))
                });
            if fits { last as usize } else { return Err(Flaw::Misfit) }
        }
    };
    let plain = (0..n as u32).all(|u| problem.capacity(u) == 1);
    let ordered = c.subdivided.windows(2).all(|w| w[0] < w[1]) && c.subdivided.iter().all(|&(u, v)| u < v);
    let fits = (plain || !c.copy_start.is_empty())
        && (c.lift == 0 || (c.lift > 0 && problem.objective() == Objective::EverybodyFirst))
        && c.duals.len() == copies + 2 * c.subdivided.len()
        && c.holder.len() == c.duals.len()
        && c.holder.iter().all(|&b| b == NONE || (b as usize) < c.blossoms.len());
    if fits && ordered { Ok(()) } else { Err(Flaw::Misfit) }
}

/// The forest of blossoms with what the sums need.
struct Forest<'a> {
    c: &'a Certificate,
    depth: Vec<u32>,
    /// Sum of z from the outermost blossom down to this one.
    above: Vec<i64>,
    size: Vec<u64>,
}

impl<'a> Forest<'a> {
    fn new(c: &'a Certificate) -> Result<Forest<'a>, Flaw> {
        let (mut depth, mut above) = (Vec::new(), Vec::<i64>::new());
        for (i, b) in c.blossoms.iter().enumerate() {
            if b.dual < 0 {
                return Err(Flaw::NegativeDual);
            }
            if b.holder != NONE && b.holder as usize >= i {
                return Err(Flaw::Nesting(i as u32));
            }
            let outer = (b.holder != NONE).then_some(b.holder as usize);
            depth.push(outer.map_or(1, |h| depth[h] + 1));
            above.push(outer.map_or(0, |h| above[h]).saturating_add(b.dual));
        }
        let mut size = vec![0u64; c.blossoms.len()];
        c.holder.iter().filter(|&&b| b != NONE).for_each(|&b| size[b as usize] += 1);
        for i in (0..c.blossoms.len()).rev().filter(|&i| c.blossoms[i].holder != NONE) {
            size[c.blossoms[i].holder as usize] += size[i];
        }
        Ok(Forest { c, depth, above, size })
    }

    fn dual_value(&self) -> i128 {
        let terms = self.c.blossoms.iter().zip(&self.size);
        terms.map(|(b, &size)| i128::from(b.dual) * i128::from(size.saturating_sub(1) / 2)).sum()
    }

    /// Sum of z over the blossoms that hold both copies.
    fn common(&self, a: usize, b: usize) -> i64 {
        let (mut a, mut b) = (self.c.holder[a], self.c.holder[b]);
        while a != b {
            if a == NONE || b == NONE {
                return 0;
            }
            let inner = if self.depth[a as usize] >= self.depth[b as usize] { &mut a } else { &mut b };
            *inner = self.c.blossoms[*inner as usize].holder;
        }
        if a == NONE { 0 } else { self.above[a as usize] }
    }

    /// What is missing between two copies or ports to cover a lifted weight times scale.
    fn missing(&self, a: usize, b: usize, target: i64) -> i64 {
        let bare = target - self.c.duals[a] - self.c.duals[b];
        if bare <= 0 { 0 } else { (bare - self.common(a, b)).max(0) }
    }
}

/// Sum of the excesses of all edges, as if none were subdivided.
fn uncovered(problem: &Problem, c: &Certificate, forest: &Forest, least: &[i64]) -> i128 {
    let mut sum = 0;
    for u in 0..problem.n() as u32 {
        for (v, w) in problem.neighbours(u) {
            if u < v {
                sum += i128::from(excess(c, forest, least, (u, v), Certificate::SCALE * (w + c.lift)));
            }
        }
    }
    sum
}

/// The most that is missing between any copy of u and any copy of v.
fn excess(c: &Certificate, forest: &Forest, least: &[i64], (u, v): (u32, u32), target: i64) -> i64 {
    if least[u as usize] + least[v as usize] >= target {
        return 0;
    }
    let pairs = c.copies(u).flat_map(|a| c.copies(v).map(move |b| (a, b)));
    pairs.map(|(a, b)| forest.missing(a, b, target)).max().unwrap_or(0)
}

/// The three edges of a subdivided edge are covered by their duals.
fn check_subdivision(c: &Certificate, forest: &Forest, k: usize, target: i64) -> Result<(), Flaw> {
    let (u, v) = c.subdivided[k];
    let p = c.duals.len() - 2 * (c.subdivided.len() - k);
    let mut covered = forest.missing(p, p + 1, target) == 0;
    covered &= c.copies(u).all(|a| forest.missing(a, p, target) == 0);
    covered &= c.copies(v).all(|b| forest.missing(b, p + 1, target) == 0);
    if covered { Ok(()) } else { Err(Flaw::Uncovered(u, v)) }
}
