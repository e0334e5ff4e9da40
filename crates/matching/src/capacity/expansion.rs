//! The graph of copies and ports on which the blossom phase runs, and the way back.
//!
//! Copies of a vertex start with its dual. An edge with an end of capacity 1 cannot be used twice and joins the copies
//! directly; any other is subdivided, u - p - q - v. Ports start so that what is taken is tight: p = 4 W - Y(u) and
//! q = 4 W - Y(v) for an edge that is taken (u - p and q - v matched), p + q = 4 W for one that is not (p - q matched).

use crate::certificate::Certificate;
use crate::graph::{Graph, NONE};
use crate::problem::Problem;
use std::collections::BTreeSet;

pub(super) struct Expansion {
    pub graph: Graph,
    /// Feasible duals of all nodes, times four.
    pub duals: Vec<i64>,
    /// A matching of tight edges.
    pub mate: Vec<u32>,
    pub copy_start: Vec<u32>,
    pub subdivided: Vec<(u32, u32)>,
    /// How much more the expansion is worth than the problem, times four: the matching has one pair more for every
    /// subdivided edge, taken or not.
    pub surplus: i64,
    /// The vertex of each copy.
    vertex: Vec<u32>,
    /// The ends of the edges that are in, `u < v`, ascending.
    inside: Vec<(u32, u32)>,
}

/// An edge that goes into the expansion.
#[derive(Clone, Copy)]
struct Inside {
    ends: (u32, u32),
    weight: i64,
    taken: bool,
}

impl Expansion {
    /// `duals2` and `taken` from the fractional optimum; edges go in if they are taken, of reduced weight up to `margin`,
    /// or `extra`.
    pub fn new(
        problem: &Problem,
        duals2: &[i64],
        taken: &[(u32, u32)],
        margin: i64,
        extra: &BTreeSet<(u32, u32)>,
    ) -> Expansion {
        let duals = raised(problem, duals2, taken);
        let inside = inside(problem, &duals, taken, margin, extra);
        let mut expansion = Expansion::of_copies(problem, &duals);
        expansion.add_edges(problem, &duals, &inside);
        expansion
    }

    /// Copies with their duals, single, without edges.
    fn of_copies(problem: &Problem, duals: &[i64]) -> Expansion {
        let (mut copy_start, mut vertex) = (vec![0u32], vec![]);
        for u in 0..problem.n() as u32 {
            vertex.extend(std::iter::repeat_n(u, problem.capacity(u) as usize));
            copy_start.push(vertex.len() as u32);
        }
        let all: Vec<i64> = vertex.iter().map(|&u| duals[u as usize]).collect();
        let (graph, mate) = (Graph::from_edges(0, &[]), vec![NONE; vertex.len()]);
        Expansion {
            graph,
            duals: all,
            mate,
            copy_start,
            subdivided: vec![],
            surplus: 0,
            vertex,
            inside: vec![],
        }
    }

    fn add_edges(&mut self, problem: &Problem, duals: &[i64], inside: &[Inside]) {
        let mut next = self.copy_start.clone(); // the next unmatched copy of each vertex
        let mut edges = vec![];
        self.inside = inside.iter().map(|edge| edge.ends).collect();
        for &Inside { ends: (u, v), weight: w, taken: is_taken } in inside {
            let (us, vs) = (self.copies(u), self.copies(v));
            let (a, b) = (next[u as usize], next[v as usize]);
            if is_taken {
                next[u as usize] += 1;
                next[v as usize] += 1;
            }
            if us.len() == 1 || vs.len() == 1 {
                edges.extend(us.flat_map(|a| vs.clone().map(move |b| (a, b, w))));
                if is_taken {
                    self.pair(a, b);
                }
                continue;
            }
            let p = self.duals.len() as u32;
            let (yu, yv, target) = (duals[u as usize], duals[v as usize], 4 * (w + problem.lift()));
            let near_u = (target - yu).max(0);
            self.duals.extend(if is_taken { [near_u, target - yv] } else { [near_u, target - near_u] });
            self.mate.extend([NONE; 2]);
            if is_taken {
                self.pair(a, p);
                self.pair(b, p + 1);
            } else {
                self.pair(p, p + 1);
            }
            self.subdivided.push((u, v));
            self.surplus += target;
            edges.extend(us.map(|a| (a, p, w)).chain([(p, p + 1, w)]).chain(vs.map(|b| (b, p + 1, w))));
        }
        self.graph = Graph::from_edges(self.duals.len(), &edges);
    }

    fn pair(&mut self, a: u32, b: u32) {
        self.mate[a as usize] = b;
        self.mate[b as usize] = a;
    }

    fn copies(&self, u: u32) -> std::ops::Range<u32> {
        self.copy_start[u as usize]..self.copy_start[u as usize + 1]
    }

    /// The pairs that a matching of the expansion stands for.
    pub fn pairs(&self, mate: &[u32]) -> Vec<(u32, u32)> {
        let copies = self.vertex.len() as u32;
        let direct = (0..copies).filter(|&a| mate[a as usize] < copies && a < mate[a as usize]);
        let direct = direct.map(|a| (self.vertex[a as usize], self.vertex[mate[a as usize] as usize]));
        let outward = |port: usize| mate[port] < copies;
        let ports = |k: usize| copies as usize + 2 * k;
        let taken = (0..self.subdivided.len()).filter(|&k| outward(ports(k)) && outward(ports(k) + 1));
        direct.chain(taken.map(|k| self.subdivided[k])).collect()
    }

    /// Edges left out of the expansion that the final duals do not cover.
    pub fn uncovered(&self, problem: &Problem, certificate: &Certificate) -> Vec<(u32, u32)> {
        let least: Vec<i64> = (0..problem.n() as u32).map(|u| certificate.vertex_dual(u)).collect();
        let mut missed = vec![];
        for u in 0..problem.n() as u32 {
            for (v, w) in problem.neighbours(u).filter(|e| u < e.0) {
                let short = least[u as usize] + least[v as usize] < 4 * (w + problem.lift());
                if short && self.inside.binary_search(&(u, v)).is_err() {
                    missed.push((u, v));
                }
            }
        }
        missed
    }
}

/// Duals times four. An edge that is taken may weigh more than its duals (its capacity of 1 has a price); where an end has
/// capacity 1 that price is added to this end's dual, for such edges join copies directly.
fn raised(problem: &Problem, duals2: &[i64], taken: &[(u32, u32)]) -> Vec<i64> {
    let mut duals: Vec<i64> = duals2.iter().map(|y| 2 * y).collect();
    for &(u, v) in taken {
        let excess =
            4 * (problem.weight(u, v).unwrap_or(0) + problem.lift()) - duals[u as usize] - duals[v as usize];
        let single = [u, v].into_iter().find(|&x| problem.capacity(x) == 1);
        single.into_iter().for_each(|x| duals[x as usize] += excess.max(0));
    }
    duals
}

fn inside(
    problem: &Problem,
    duals: &[i64],
    taken: &[(u32, u32)],
    margin: i64,
    extra: &BTreeSet<(u32, u32)>,
) -> Vec<Inside> {
    let wide = margin.saturating_mul(4);
    let (mut inside, mut rest) = (vec![], taken);
    for u in 0..problem.n() as u32 {
        let (own, later) = rest.split_at(rest.partition_point(|edge| edge.0 == u));
        rest = later;
        for (v, weight) in problem.neighbours(u).filter(|&(v, _)| u < v) {
            let lifted = weight + problem.lift();
            let near = duals[u as usize] + duals[v as usize] - 4 * lifted <= wide;
            let taken = own.contains(&(u, v));
            if (near || taken || extra.contains(&(u, v))) && lifted > 0 && is_open(problem, u, v) {
                inside.push(Inside { ends: (u, v), weight, taken });
            }
        }
    }
    inside.sort_unstable_by_key(|edge| edge.ends);
    inside
}

fn is_open(problem: &Problem, u: u32, v: u32) -> bool {
    problem.capacity(u) > 0 && problem.capacity(v) > 0
}
