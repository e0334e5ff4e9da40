//! Solving again after a small change, from the former duals.
//!
//! # The idea
//! A decline removes edges, a late joiner adds some, a correction changes weights. Duals and matching of the former optimum
//! stay right almost everywhere. What the change breaks is mended locally, so that the duals are feasible again and the
//! matched edges tight; that leaves a few vertices single, and the blossom phase runs from these alone.
//!
//! * A blossom that holds a changed vertex is dissolved: half its dual goes to each of its vertices. Edges inside stay as
//!   tight as they were; the one matched edge that leaves it gets slack and is given up.
//! * A changed vertex whose edges its dual does not cover is raised until it covers them; its matched edge is given up.
//! * When the lift has to grow by d (more vertices, greater weights), all duals grow by half of d.
//!
//! # Cost
//! The trees that grow, plus O(n) for reading the former plan and writing the new one.

use crate::blossom::Search;
use crate::certificate::Certificate;
use crate::graph::NONE;
use crate::plan::{Budget, Plan};
use crate::problem::Problem;
use crate::solve::{search, solve};
use std::collections::BTreeSet;
use std::time::Instant;

/// The optimum of a problem that differs little from one solved before.
///
/// `changed` names at least one end of every edge that was dropped, added or given another weight since `former` was
/// solved; vertices that `former` did not know count as changed. The plan is as good as that of [`solve`], though it may be
/// another one of equal value. Falls back on [`solve`] for capacities and when `former` is not proven optimal.
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
    let mut mending = Mending::new(problem, former);
    let changed = changed.iter().copied().filter(|&u| (u as usize) < problem.n());
    for u in changed.chain(known as u32..problem.n() as u32).collect::<BTreeSet<_>>() {
        mending.mend(u);
    }
    mending.make_even();
    let Mending { lift, duals, mate, holder, blossoms, .. } = mending;
    let kept = Certificate { holder, blossoms, ..Certificate::of_duals(vec![], lift) };
    let mut phase = Search::new(&problem.graph, lift, duals, mate);
    phase.adopt(&kept);
    search(problem, phase, deadline)
}

/// The former optimum on its way to being a start.
struct Mending<'a> {
    problem: &'a Problem,
    lift: i64,
    duals: Vec<i64>,
    mate: Vec<u32>,
    holder: Vec<u32>,
    /// As in the certificate; dissolved ones have an empty ring.
    blossoms: Vec<crate::certificate::Blossom>,
}

impl<'a> Mending<'a> {
    fn new(problem: &'a Problem, former: &Plan) -> Mending<'a> {
        let certificate = &former.certificate;
        let lift = certificate.lift.max(problem.lift());
        let more = Certificate::SCALE / 2 * (lift - certificate.lift);
        let mut duals: Vec<i64> = certificate.duals.iter().map(|y| y + more).collect();
        let (mut mate, mut holder) = (vec![NONE; problem.n()], certificate.holder.clone());
        duals.resize(problem.n(), 0);
        holder.resize(problem.n(), NONE);
        for &(u, v) in &former.pairs {
            (mate[u as usize], mate[v as usize]) = (v, u);
        }
        Mending { problem, lift, duals, mate, holder, blossoms: certificate.blossoms.clone() }
    }

    fn separate(&mut self, u: u32) {
        let v = std::mem::replace(&mut self.mate[u as usize], NONE);
        if v != NONE {
            self.mate[v as usize] = NONE;
        }
    }

    /// Makes the duals cover all edges of u, and its matched edge tight or none.
    fn mend(&mut self, u: u32) {
        while self.holder[u as usize] != NONE {
            self.dissolve(self.outermost(u));
        }
        let scaled = |w: i64| Certificate::SCALE * (w + self.lift);
        let edges = self.problem.neighbours(u);
        let needed = edges.map(|(v, w)| scaled(w) - self.duals[v as usize]).max().unwrap_or(0).max(0);
        let own = &mut self.duals[u as usize];
        *own = needed.max(*own);
        let mate = self.mate[u as usize];
        if mate != NONE {
            let target = self.problem.weight(u, mate).map(|w| Certificate::SCALE * (w + self.lift));
            if target != Some(self.duals[u as usize] + self.duals[mate as usize]) {
                self.separate(u);
            }
        }
    }

    fn outermost(&self, u: u32) -> u32 {
        let mut id = self.holder[u as usize];
        while self.blossoms[id as usize].holder != NONE {
            id = self.blossoms[id as usize].holder;
        }
        id
    }

    /// The vertices of an outermost blossom.
    fn members(&self, id: u32) -> Vec<u32> {
        (0..self.holder.len() as u32)
            .filter(|&v| self.holder[v as usize] != NONE && self.outermost(v) == id)
            .collect()
    }

    fn dissolve(&mut self, id: u32) {
        let members = self.members(id);
        let inside: BTreeSet<u32> = members.iter().copied().collect();
        for &v in &members {
            self.duals[v as usize] += self.blossoms[id as usize].dual / 2;
            let mate = self.mate[v as usize];
            if mate != NONE && !inside.contains(&mate) {
                self.separate(v);
            }
            if self.holder[v as usize] == id {
                self.holder[v as usize] = NONE;
            }
        }
        self.blossoms.iter_mut().filter(|b| b.holder == id).for_each(|b| b.holder = NONE);
        self.blossoms[id as usize].ring.clear();
        self.blossoms[id as usize].dual = 0;
    }

    /// Trees must start from even duals. An odd one is raised by one, with its whole blossom, whose dual pays for it.
    fn make_even(&mut self) {
        for v in 0..self.duals.len() as u32 {
            if self.mate[v as usize] != NONE || self.duals[v as usize] % 2 == 0 {
                continue;
            }
            while self.holder[v as usize] != NONE && self.blossoms[self.outermost(v) as usize].dual < 2 {
                self.dissolve(self.outermost(v));
            }
            if self.holder[v as usize] == NONE {
                self.duals[v as usize] += 1;
            } else {
                let id = self.outermost(v);
                self.members(id).iter().for_each(|&x| self.duals[x as usize] += 1);
                self.blossoms[id as usize].dual -= 2;
            }
        }
    }
}
