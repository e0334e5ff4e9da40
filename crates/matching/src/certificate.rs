//! The proof that a plan comes with: duals, and blossoms.
//!
//! # Definitions
//! Every weight is lifted by a constant L (0 for weight only; large for everybody first, so that one more pair always
//! outweighs the rest): W(e) = w(e) + L. A vertex with capacity b is b *copies*. The certificate holds, all multiplied by
//! [`Certificate::scale`],
//!
//! * a dual Y >= 0 for every copy,
//! * blossoms: nested sets B of copies with a dual z(B) >= 0,
//! * for capacities: some edges *subdivided* into a path of three edges u - p - q - v of the edge's weight, with duals for
//!   the two ports p and q. Subdividing adds exactly W(e) to the optimum: either p - q, or both outer edges, are used. So
//!   an edge is used once at most although its ends have several copies.
//!
//! # The bound
//! Any plan, its units shared out among the copies, is a matching. Each edge of it has
//! W(e) <= (Y(a) + Y(b) + sum of z over the blossoms that hold both ends + excess(e)) / scale, where excess(e) is what is
//! missing, if anything; each copy occurs at most once; each B holds at most (|B| - 1) / 2 edges. So
//!
//! sum of W <= (sum of Y + sum of z (|B| - 1) / 2 + sum of excess) / scale - sum of W over subdivided edges.
//!
//! That is linear-programming weak duality (Edmonds 1965 for the blossoms); it holds for whatever numbers, which is what
//! lets [`verify`](crate::verify) trust nothing else.

use crate::graph::NONE;
use crate::problem::{Objective, Problem};

/// Duals and blossoms that prove [`Plan::upper_bound`](crate::Plan::upper_bound); see the
/// [module's text](crate::certificate) for what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What is added to every weight before anything else.
    pub(crate) lift: i64,
    /// Y of every copy, then of every port, times scale.
    pub(crate) duals: Vec<i64>,
    /// `copy_start[u]..copy_start[u + 1]` are the copies of u; empty when every vertex is its own only copy.
    pub(crate) copy_start: Vec<u32>,
    /// The k-th subdivided edge (u, v) has the ports `ports + 2 k` next to u and `ports + 2 k + 1` next to v.
    pub(crate) subdivided: Vec<(u32, u32)>,
    /// The innermost blossom of every copy and port, or NONE.
    pub(crate) holder: Vec<u32>,
    /// Blossoms, every one after the blossom that holds it.
    pub(crate) blossoms: Vec<Blossom>,
}

/// An odd set of copies with its dual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blossom {
    /// The blossom directly around this one, or NONE.
    pub holder: u32,
    /// z, times scale.
    pub dual: i64,
    /// The tight edges around it, from kid to kid, starting at the kid with the base: not part of the proof, but where
    /// [`resolve`](crate::resolve) goes on from.
    pub ring: Vec<(u32, u32)>,
}

impl Certificate {
    /// All duals are whole multiples of `1 / SCALE`.
    pub const SCALE: i64 = 4;

    /// The number by which duals are multiplied, so that they are integers.
    pub fn scale(&self) -> i64 {
        Self::SCALE
    }

    /// What was added to every weight: 0, or the worth of one more pair.
    pub fn lift(&self) -> i64 {
        self.lift
    }

    /// A certificate of duals alone, one per vertex.
    pub(crate) fn of_duals(duals: Vec<i64>, lift: i64) -> Certificate {
        let holder = vec![NONE; duals.len()];
        Certificate { lift, duals, copy_start: vec![], subdivided: vec![], holder, blossoms: vec![] }
    }

    /// True when equality of weight and bound proves a plan with this many pairs best for the problem's objective: the lift
    /// is great enough, or there can be no more pairs anyway.
    pub(crate) fn is_decisive(&self, problem: &Problem, pairs: usize) -> bool {
        match problem.objective() {
            Objective::WeightOnly => self.lift == 0,
            Objective::EverybodyFirst => self.lift >= problem.lift() || pairs == problem.units() / 2,
        }
    }

    /// True when the blossoms' rings are matched as these mates say: every second edge, but for the kid with the base.
    pub(crate) fn is_of(&self, mate: &[u32]) -> bool {
        let pairs = self.blossoms.iter().flat_map(|b| b.ring.iter().skip(1).step_by(2));
        pairs.into_iter().all(|&(a, b)| mate.get(a as usize) == Some(&b))
    }

    /// The copies of vertex `u`.
    pub(crate) fn copies(&self, u: u32) -> std::ops::Range<usize> {
        match self.copy_start.is_empty() {
            true => u as usize..u as usize + 1,
            false => self.copy_start[u as usize] as usize..self.copy_start[u as usize + 1] as usize,
        }
    }

    /// The dual of vertex `u` times [`scale`](Certificate::scale): the least of its copies. A vertex of capacity 0 has a
    /// dual beyond any weight.
    pub fn vertex_dual(&self, u: u32) -> i64 {
        self.duals[self.copies(u)].iter().copied().min().unwrap_or(i64::MAX / 4)
    }

    /// True when an edge between `u` and `v` of weight `weight`, not in the problem so far, could not improve the bound:
    /// `Y[u] + Y[v] >= scale * (weight + lift)`. Blossoms are not looked at, which errs on the safe side. With
    /// [`Objective::EverybodyFirst`] the weight must be within the limit announced by
    /// [`Problem::with_weight_limit`](crate::Problem::with_weight_limit) (or within those of the problem).
    pub fn prices_out(&self, u: u32, v: u32, weight: i64) -> bool {
        self.vertex_dual(u) + self.vertex_dual(v) >= Self::SCALE * (weight + self.lift)
    }

    /// Number of blossoms.
    pub fn blossoms(&self) -> usize {
        self.blossoms.len()
    }

    /// The dual of a blossom times [`scale`](Certificate::scale).
    pub fn blossom_dual(&self, blossom: usize) -> i64 {
        self.blossoms[blossom].dual
    }

    /// The vertices in a blossom, ascending, once per copy; ports are left out. Linear in the size of the certificate.
    pub fn blossom_members(&self, blossom: usize) -> Vec<u32> {
        let mut inside = vec![false; self.blossoms.len()];
        for (i, b) in self.blossoms.iter().enumerate() {
            inside[i] = i == blossom || (b.holder != NONE && inside[b.holder as usize]);
        }
        let n = if self.copy_start.is_empty() { self.duals.len() } else { self.copy_start.len() - 1 };
        let copies = (0..n as u32).flat_map(|u| self.copies(u).map(move |c| (u, c)));
        copies
            .filter(|&(_, c)| self.holder[c] != NONE && inside[self.holder[c] as usize])
            .map(|(u, _)| u)
            .collect()
    }
}
