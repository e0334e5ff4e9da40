//! The answer: pairs, their weight, a bound, and the certificate that proves it.

use crate::certificate::Certificate;
use crate::problem::Problem;
use std::time::Duration;

/// How much work may go into a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Time after which the best plan so far is returned. Without a limit the plan depends on the problem alone; where a
    /// limit cuts the work short it depends on the speed of the machine too.
    pub time: Option<Duration>,
    /// How many threads may work at once; 0 counts as 1. The plan is the same for every number, unless `any_plan` is set.
    pub threads: usize,
    /// Any plan of the best value will do: several threads are done sooner when which one it is may depend on who of them
    /// came first. With capacities other than 1 it makes no difference.
    pub any_plan: bool,
}

impl Default for Budget {
    /// No limit, one thread, the same plan each time.
    fn default() -> Budget {
        Budget { time: None, threads: 1, any_plan: false }
    }
}

/// Pairs, and how good they are at best and for certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The pairs `(u, v)` with `u < v`, ascending.
    pub pairs: Vec<(u32, u32)>,
    /// Sum of the weights of the pairs.
    pub weight: i64,
    /// No plan with at least as many pairs as this one has a greater weight. When it equals `weight`, the plan is
    /// optimal for its objective: with [`Objective::EverybodyFirst`](crate::Objective::EverybodyFirst) the same
    /// certificate proves that no plan has more pairs (another pair would be worth more than all else, and the bound on
    /// the sum leaves no room for it). After a time limit the bound may be on weight alone; then
    /// [`is_optimal`](Plan::is_optimal) is false unless nobody who could be matched is left out.
    pub upper_bound: i64,
    /// The proof of `upper_bound`.
    pub certificate: Certificate,
    /// The lift is what the objective needs, so the bound proves the number of pairs too.
    decisive: bool,
    mate_start: Vec<u32>,
    mates: Vec<u32>,
    left_out: Vec<u32>,
}

impl Plan {
    /// Puts a plan together; the pairs must be edges of the problem within the capacities, `dual` the value of the
    /// certificate times its scale.
    pub(crate) fn new(
        problem: &Problem,
        mut pairs: Vec<(u32, u32)>,
        weight: i64,
        certificate: Certificate,
        dual: i64,
    ) -> Plan {
        pairs.sort_unstable();
        let upper_bound = dual.div_euclid(Certificate::SCALE) - certificate.lift * pairs.len() as i64;
        let (mate_start, mates) = index(problem.n(), &pairs);
        let lonely =
            |&u: &u32| mate_start[u as usize] == mate_start[u as usize + 1] && problem.capacity_wanted(u) > 0;
        let left_out = (0..problem.n() as u32).filter(lonely).collect();
        let decisive = certificate.is_decisive(problem, pairs.len());
        Plan { pairs, weight, upper_bound, certificate, decisive, mate_start, mates, left_out }
    }

    /// True when the certificate proves that there is no better plan.
    pub fn is_optimal(&self) -> bool {
        self.decisive && self.weight == self.upper_bound
    }

    /// How far the weight may be from the best: `(upper_bound - weight) / |upper_bound|`, 0 when proven optimal.
    pub fn gap(&self) -> f64 {
        (self.upper_bound - self.weight) as f64 / self.upper_bound.abs().max(1) as f64
    }

    /// The mates of `u`, ascending.
    pub fn mates(&self, u: u32) -> &[u32] {
        let u = u as usize;
        &self.mates[self.mate_start[u] as usize..self.mate_start[u + 1] as usize]
    }

    /// The vertices without a mate, ascending, those of capacity 0 not counted.
    pub fn left_out(&self) -> &[u32] {
        &self.left_out
    }
}

/// Mates of every vertex in rows, ascending, from ascending pairs.
fn index(n: usize, pairs: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; n + 1];
    for &(u, v) in pairs {
        start[u as usize + 1] += 1;
        start[v as usize + 1] += 1;
    }
    for u in 0..n {
        start[u + 1] += start[u];
    }
    let (mut next, mut mates) = (start.clone(), vec![0; 2 * pairs.len()]);
    // mates below u come from pairs with a smaller first end, so the second ends are placed first
    let ends = pairs.iter().map(|&(u, v)| (v, u)).chain(pairs.iter().copied());
    for (a, b) in ends {
        mates[next[a as usize] as usize] = b;
        next[a as usize] += 1;
    }
    (start, mates)
}
