//! What is to be matched: vertices, weighted edges, capacities, an objective.

use crate::graph::{Graph, MAX_ENDS};
use std::fmt;

/// What makes one plan better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Objective {
    /// As many pairs as possible; among those plans, the greatest weight.
    #[default]
    EverybodyFirst,
    /// The greatest weight, however many pairs it takes; edges of weight 0 or less are never needed.
    WeightOnly,
}

/// Why a problem cannot be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// An edge names a vertex that does not exist.
    NoSuchVertex {
        /// Position of the edge in the list given.
        edge: usize,
        /// The vertex named.
        vertex: u32,
        /// Number of vertices; valid ids are `0..n`.
        n: usize,
    },
    /// An edge joins a vertex with itself.
    SelfLoop {
        /// Position of the edge in the list given.
        edge: usize,
        /// Its one end.
        vertex: u32,
    },
    /// A weight so large that sums of scaled weights could overflow.
    WeightTooLarge {
        /// The weight given.
        weight: i64,
        /// The greatest absolute value allowed for a problem of this size.
        limit: i64,
    },
    /// The list of capacities is not one number per vertex.
    CapacityCount {
        /// Length of the list.
        given: usize,
        /// Number of vertices.
        n: usize,
    },
    /// More vertices, edges or capacity than 32-bit ids can number.
    TooLarge,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Invalid::NoSuchVertex { edge, vertex, n } => {
                write!(
                    f,
                    "edge {edge} names vertex {vertex}, but there are only {n}: use ids from 0 to n - 1"
                )
            }
            Invalid::SelfLoop { edge, vertex } => {
                write!(f, "edge {edge} joins vertex {vertex} with itself: leave it out")
            }
            Invalid::WeightTooLarge { weight, limit } => {
                write!(
                    f,
                    "weight {weight} is beyond {limit}, the limit at this size: divide all weights by a constant"
                )
            }
            Invalid::CapacityCount { given, n } => {
                write!(f, "{given} capacities for {n} vertices: give one per vertex")
            }
            Invalid::TooLarge => {
                write!(f, "more than 2^31 vertices, edge ends or units of capacity: split the problem")
            }
        }
    }
}

impl std::error::Error for Invalid {}

/// A matching problem: `n` vertices `0..n`, undirected edges with integer weights, how many mates each vertex may
/// have, and what to maximise.
///
/// ```
/// use goodword_matching::{Budget, Problem, solve, verify};
/// // a path: the middle edge alone is heaviest, but two pairs are more than one
/// let path = Problem::new(4, &[(0, 1, 3), (1, 2, 10), (2, 3, 3)]).unwrap();
/// let plan = solve(&path, &Budget::default());
/// assert_eq!(plan.pairs, [(0, 1), (2, 3)]);
/// assert!(verify(&path, &plan).unwrap().optimal);
/// ```
#[derive(Clone, Debug)]
pub struct Problem {
    pub(crate) graph: Graph,
    capacities: Option<Vec<u32>>,
    objective: Objective,
    weight_limit: i64,
    /// Least and greatest weight and sum of capacities, as of when they were given: dropping edges does not narrow them.
    range: (i64, i64),
    units: usize,
}

impl Problem {
    /// States a problem from a list of edges `(u, v, weight)`, in any order and either direction. Of duplicate edges
    /// the heaviest is kept.
    ///
    /// # Errors
    /// [`Invalid`] for self-loops, ends out of range, and weights beyond the limit at this size: `2^31 - 1`, or less
    /// from about 8,000 vertices on (some 140,000 at a million vertices), because duals are sums of scaled weights.
    pub fn new(n: usize, edges: &[(u32, u32, i64)]) -> Result<Problem, Invalid> {
        if n > MAX_ENDS || edges.len() > MAX_ENDS / 2 {
            return Err(Invalid::TooLarge);
        }
        let limit = weight_limit_for(n);
        for (edge, &(u, v, weight)) in edges.iter().enumerate() {
            if let Some(&vertex) = [u, v].iter().find(|&&x| x as usize >= n) {
                return Err(Invalid::NoSuchVertex { edge, vertex, n });
            }
            if u == v {
                return Err(Invalid::SelfLoop { edge, vertex: u });
            }
            check_weight(weight, limit)?;
        }
        let graph = Graph::from_edges(n, edges);
        let range = graph.weight_range().unwrap_or((0, 0));
        Ok(Problem {
            graph,
            capacities: None,
            objective: Objective::default(),
            weight_limit: 0,
            range,
            units: n,
        })
    }

    /// The same problem with another objective.
    pub fn with_objective(mut self, objective: Objective) -> Problem {
        self.objective = objective;
        self
    }

    /// The same problem in which vertex `u` may have up to `capacities[u]` different mates; 0 means not this time.
    ///
    /// # Errors
    /// [`Invalid::CapacityCount`] unless there is one number per vertex; [`Invalid::TooLarge`] and
    /// [`Invalid::WeightTooLarge`] when the units of capacity are too many for the weights. A capacity greater than the
    /// vertex's degree counts as the degree.
    pub fn with_capacities(mut self, capacities: Vec<u32>) -> Result<Problem, Invalid> {
        let n = self.n();
        if capacities.len() != n {
            return Err(Invalid::CapacityCount { given: capacities.len(), n });
        }
        self.capacities = if capacities.iter().all(|&b| b == 1) { None } else { Some(capacities) };
        let units = (0..n as u32).map(|u| self.capacity(u) as usize).sum();
        if units > MAX_ENDS {
            return Err(Invalid::TooLarge);
        }
        self.units = units;
        let (low, high) = self.weight_range();
        check_weight(low, weight_limit_for(units))?;
        check_weight(high, weight_limit_for(units))?;
        Ok(self)
    }

    /// Announces that edges of any weight from `-max_abs_weight` to `max_abs_weight` may come into question later, so
    /// that the certificate of [`Objective::EverybodyFirst`] can judge them
    /// ([`Certificate::prices_out`](crate::Certificate::prices_out)) and [`resolve`](crate::resolve) can take them in.
    ///
    /// # Errors
    /// [`Invalid::WeightTooLarge`].
    pub fn with_weight_limit(mut self, max_abs_weight: i64) -> Result<Problem, Invalid> {
        check_weight(max_abs_weight, weight_limit_for(self.units()))?;
        self.weight_limit = max_abs_weight.abs();
        Ok(self)
    }

    /// The same problem without these pairs. Pairs that are no edges are ignored.
    pub fn without(mut self, forbidden: &[(u32, u32)]) -> Problem {
        for &(u, v) in forbidden {
            self.forbid(u, v);
        }
        self
    }

    /// Drops one pair in place, in time proportional to the degrees of its ends; true when it was an edge.
    pub fn forbid(&mut self, u: u32, v: u32) -> bool {
        self.graph.remove(u, v)
    }

    /// The same problem with `n` vertices (at least as many as before; new ones have capacity 1) and further edges: late
    /// joiners. An edge that exists already keeps the heavier of the two weights.
    ///
    /// # Errors
    /// As [`Problem::new`]; `n` may not shrink ([`Invalid::NoSuchVertex`]).
    pub fn extended(self, n: usize, more: &[(u32, u32, i64)]) -> Result<Problem, Invalid> {
        if n < self.n() {
            return Err(Invalid::NoSuchVertex { edge: 0, vertex: n as u32, n });
        }
        let mut edges = self.edges();
        edges.extend_from_slice(more);
        let next =
            Problem::new(n, &edges)?.with_objective(self.objective).with_weight_limit(self.weight_limit)?;
        match self.capacities {
            Some(mut capacities) => {
                capacities.resize(n, 1);
                next.with_capacities(capacities)
            }
            None => Ok(next),
        }
    }

    /// Drops all pairs of one vertex in place.
    pub(crate) fn isolate(&mut self, u: u32) {
        self.graph.isolate(u);
    }

    /// Adds a vertex in place, with edges `(neighbour, weight)`; its id. Of several edges to one neighbour the heaviest is
    /// kept. Takes time proportional to the degrees of the neighbours, and now and then to the graph.
    ///
    /// # Errors
    /// As [`Problem::new`] for the problem that it would become, which then stays as it was.
    pub fn add_vertex(&mut self, edges: &[(u32, i64)]) -> Result<u32, Invalid> {
        let (n, limit) = (self.n(), weight_limit_for(self.units + 1));
        if n >= MAX_ENDS || self.units >= MAX_ENDS || self.m() + edges.len() > MAX_ENDS / 2 {
            return Err(Invalid::TooLarge);
        }
        if let Some(edge) = edges.iter().position(|e| e.0 as usize >= n) {
            return Err(Invalid::NoSuchVertex { edge, vertex: edges[edge].0, n });
        }
        let weights = edges.iter().map(|e| e.1).chain([self.range.0, self.range.1, self.weight_limit]);
        weights.into_iter().try_for_each(|weight| check_weight(weight, limit))?;
        let mut kept = edges.to_vec();
        kept.sort_unstable_by_key(|&(v, w)| (v, std::cmp::Reverse(w)));
        kept.dedup_by_key(|e| e.0);
        for &(_, w) in &kept {
            let none = self.m() == 0 && self.range == (0, 0);
            self.range = if none { (w, w) } else { (self.range.0.min(w), self.range.1.max(w)) };
        }
        self.units += 1;
        if let Some(capacities) = &mut self.capacities {
            capacities.push(1);
        }
        Ok(self.graph.add_vertex(&kept))
    }

    /// Number of vertices.
    pub fn n(&self) -> usize {
        self.graph.n()
    }

    /// Number of edges.
    pub fn m(&self) -> usize {
        self.graph.m()
    }

    /// What is maximised.
    pub fn objective(&self) -> Objective {
        self.objective
    }

    /// How many mates vertex `u` may have.
    pub fn capacity(&self, u: u32) -> u32 {
        let wanted = self.capacity_wanted(u);
        if wanted <= 1 { wanted } else { wanted.min(self.graph.degree(u) as u32) }
    }

    /// The capacity as given, be the degree smaller or not.
    pub(crate) fn capacity_wanted(&self, u: u32) -> u32 {
        self.capacities.as_ref().map_or(1, |c| c[u as usize])
    }

    /// Neighbours of `u` with the weights of the edges, heaviest first, ties by id.
    pub fn neighbours(&self, u: u32) -> impl Iterator<Item = (u32, i64)> + '_ {
        self.graph.row(u)
    }

    /// Weight of the edge between `u` and `v`, if there is one.
    pub fn weight(&self, u: u32, v: u32) -> Option<i64> {
        self.graph.weight(u, v)
    }

    /// All edges `(u, v, weight)` with `u < v`, by `u`, then heaviest first.
    pub fn edges(&self) -> Vec<(u32, u32, i64)> {
        let rows = (0..self.n() as u32).flat_map(|u| self.graph.row(u).map(move |(v, w)| (u, v, w)));
        rows.filter(|e| e.0 < e.1).collect()
    }

    /// True when no vertex may have more or fewer than one mate.
    pub(crate) fn is_plain(&self) -> bool {
        self.capacities.is_none()
    }

    /// Sum of the capacities (at least, after edges have been dropped).
    pub(crate) fn units(&self) -> usize {
        self.units
    }

    /// Least and greatest weight, of the edges there are and of those announced.
    fn weight_range(&self) -> (i64, i64) {
        (self.range.0.min(-self.weight_limit), self.range.1.max(self.weight_limit))
    }

    /// What is added to every weight so that maximising the sum alone maximises the objective: with more pairs first, so
    /// much that the longest exchange that wins one pair can never lose as much as this.
    pub(crate) fn lift(&self) -> i64 {
        match self.objective {
            Objective::WeightOnly => 0,
            Objective::EverybodyFirst => {
                let (low, high) = self.weight_range();
                let exchanges = (self.units() / 2) as i64;
                exchanges * (high - low) + low.abs().max(high.abs()) + 1
            }
        }
    }
}

/// The greatest absolute weight at which duals for this many units of capacity stay far from overflow.
fn weight_limit_for(units: usize) -> i64 {
    let units = units as i64 + 2;
    ((1i64 << 57) / units / units).min(i32::MAX as i64)
}

fn check_weight(weight: i64, limit: i64) -> Result<(), Invalid> {
    if (-limit..=limit).contains(&weight) { Ok(()) } else { Err(Invalid::WeightTooLarge { weight, limit }) }
}
