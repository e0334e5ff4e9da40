//! Solving again after a small change, from the former duals.
//!
//! # The idea
//! A decline removes edges, a late joiner adds some, a correction changes weights. Duals and matching of the former optimum
//! stay right almost everywhere. What the change breaks is mended locally, so that the duals are feasible again and the
//! matched edges tight; that leaves a few vertices single, and the blossom phase runs from these alone, two at a time.
//!
//! * A blossom that holds a changed vertex is dissolved: half its dual goes to each of its vertices. Edges inside stay as
//!   tight as they were; the one matched edge that leaves it gets slack and is given up.
//! * A changed vertex whose edges its dual does not cover is raised until it covers them; its matched edge is given up.
//! * When the lift has to grow by d (more vertices, greater weights), all duals grow by half of d.
//!
//! # Cost
//! The trees that grow, plus O(n) for reading the former plan and writing the new one. [`Standing`](crate::Standing) saves
//! the O(n).

use crate::blossom::Phase;
use crate::graph::NONE;
use crate::plan::{Budget, Plan};
use crate::problem::Problem;
use crate::solve::{conclude, solve};
use std::collections::BTreeSet;
use std::time::Instant;

/// The optimum of a problem that differs little from one solved before.
///
/// `changed` names at least one end of every edge that was dropped, added or given another weight since `former` was
/// solved; vertices that `former` did not know count as changed. The plan is as good as that of [`solve`], though it may be
/// another one of equal value. Falls back on [`solve`] for capacities and when `former` is not proven optimal. For many
/// small changes one after the other, [`Standing`](crate::Standing) is much faster.
///
/// ```
/// use goodword_matching::{Budget, Problem, resolve, solve, verify};
/// let mut square = Problem::new(4, &[(0, 1, 5), (1, 2, 4), (2, 3, 5), (3, 0, 4)]).unwrap();
/// let first = solve(&square, &Budget::default());
/// assert_eq!(first.pairs, [(0, 1), (2, 3)]);
/// square.forbid(0, 1); // 0 declines 1
/// let second = resolve(&square, &first, &[0], &Budget::default());
/// assert_eq!(second.pairs, [(0, 3), (1, 2)]);
/// assert!(verify(&square, &second).unwrap().optimal);
/// ```
pub fn resolve(problem: &Problem, former: &Plan, changed: &[u32], budget: &Budget) -> Plan {
    let known = former.certificate.holder.len();
    let fits = problem.is_plain() && former.certificate.copy_start.is_empty() && known <= problem.n();
    if !fits || !former.is_optimal() {
        return solve(problem, budget);
    }
    let deadline = budget.time.map(|time| Instant::now() + time);
    let Some(mut phase) = reopened(problem, former) else {
        return solve(problem, budget);
    };
    let changed = changed.iter().copied().filter(|&u| (u as usize) < problem.n());
    let joined = known as u32..problem.n() as u32;
    changed.chain(joined).collect::<BTreeSet<_>>().into_iter().for_each(|u| phase.mend(&problem.graph, u));
    let done = phase.run_by_twos(&problem.graph, deadline);
    conclude(problem, phase.mates().to_vec(), phase.certificate(), deadline.filter(|_| !done))
}

/// A former optimum as the state of a blossom phase, its lift grown to what the problem needs now and vertices that it did
/// not know single. None when the pairs are not those that the certificate's blossoms were made with.
pub(crate) fn reopened(problem: &Problem, former: &Plan) -> Option<Phase> {
    let mut mate = vec![NONE; problem.n()];
    for &(u, v) in &former.pairs {
        *mate.get_mut(u as usize)? = v;
        *mate.get_mut(v as usize)? = u;
    }
    let certificate = &former.certificate;
    let lift = certificate.lift.max(problem.lift());
    certificate.is_of(&mate).then(|| Phase::of_optimum(certificate, mate, lift))
}
