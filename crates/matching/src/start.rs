//! Good plans fast, for when there is no time for the best: a greedy start, then local search.
//!
//! # The idea
//! *Suitors* (Manne and Halappanavar 2014): everybody proposes to the heaviest neighbour whose best suitor so far is lighter;
//! the one displaced proposes again. The result is the greedy matching (at least half the optimum) without sorting edges.
//! Then *augmenting paths of length three* give single vertices a mate where that wins a pair, and *exchanges* of two pairs
//! win weight.
//!
//! # Cost
//! Rows are heaviest first, so a suitor walks its row once: O(m) at worst. A sweep of local search is O(m d) for degree d.

use crate::graph::{Graph, NONE};
use std::time::Instant;

/// A matching under construction, with the weights of its edges.
pub(crate) struct Start<'a> {
    graph: &'a Graph,
    lift: i64,
    pub mate: Vec<u32>,
    /// Lifted weight of the edge to the mate; 0 when single.
    worth: Vec<i64>,
}

impl<'a> Start<'a> {
    /// A matching to go on from.
    pub fn from(graph: &'a Graph, lift: i64, mate: Vec<u32>) -> Start<'a> {
        let edge =
            |u: usize| if mate[u] == NONE { 0 } else { graph.weight(u as u32, mate[u]).unwrap_or(0) + lift };
        let worth = (0..mate.len()).map(edge).collect();
        Start { graph, lift, mate, worth }
    }

    /// The greedy matching.
    pub fn greedy(graph: &'a Graph, lift: i64) -> Start<'a> {
        let n = graph.n();
        let (mut suitor, mut worth) = (vec![NONE; n], vec![0i64; n]);
        let mut reached = vec![0u32; n]; // how far each row has been walked
        for first in 0..n as u32 {
            let mut u = first;
            while u != NONE {
                let (ids, weights) = graph.slices(u);
                let at = reached[u as usize] as usize;
                let proposals = ids[at..].iter().zip(&weights[at..]).map(|(&v, &w)| (v, i64::from(w) + lift));
                let accepted = proposals.enumerate().find(|(_, (v, w))| *w <= 0 || *w > worth[*v as usize]);
                let Some((steps, (v, w))) = accepted.filter(|(_, (_, w))| *w > 0) else { break };
                reached[u as usize] += steps as u32 + 1;
                worth[v as usize] = w;
                u = std::mem::replace(&mut suitor[v as usize], u);
            }
        }
        let mutual = |v: usize| suitor[v] != NONE && suitor[suitor[v] as usize] == v as u32;
        let mate: Vec<u32> = (0..n).map(|v| if mutual(v) { suitor[v] } else { NONE }).collect();
        mate.iter().zip(&mut worth).filter(|(mate, _)| **mate == NONE).for_each(|(_, worth)| *worth = 0);
        Start { graph, lift, mate, worth }
    }

    /// Number of pairs and sum of lifted weights.
    pub fn value(&self) -> (usize, i64) {
        let singles = self.mate.iter().filter(|&&m| m == NONE).count();
        ((self.mate.len() - singles) / 2, self.worth.iter().sum::<i64>() / 2)
    }

    fn pair(&mut self, u: u32, v: u32, worth: i64) {
        for (a, b) in [(u, v), (v, u)] {
            self.mate[a as usize] = b;
            self.worth[a as usize] = worth;
        }
    }

    fn edges(&self, u: u32) -> impl Iterator<Item = (u32, i64)> + use<'a> {
        let lift = self.lift;
        self.graph.row(u).map(move |(v, w)| (v, w + lift)).take_while(|e| e.1 > 0)
    }

    /// Local search until nothing changes any more or the deadline has passed.
    pub fn improve(&mut self, deadline: Instant) {
        for _ in 0..8 {
            let mut changed = false;
            for u in 0..self.mate.len() as u32 {
                if u % 256 == 0 && Instant::now() >= deadline {
                    return;
                }
                changed |= if self.mate[u as usize] == NONE { self.augment(u) } else { self.exchange(u) };
            }
            if !changed {
                return;
            }
        }
    }

    /// Finds single u a mate: a single neighbour, or v of a pair (v, x) where x has a single neighbour y. The best gain.
    fn augment(&mut self, u: u32) -> bool {
        let mut best: (i64, Option<(u32, i64, u32, i64)>) = (0, None);
        for (v, worth) in self.edges(u) {
            let x = self.mate[v as usize];
            if x == NONE {
                if worth > best.0 {
                    best = (worth, Some((v, worth, NONE, 0)));
                }
                break; // further single neighbours are lighter
            }
            let Some((y, beyond)) = self.edges(x).find(|&(y, _)| y != u && self.mate[y as usize] == NONE)
            else {
                continue;
            };
            let gain = worth + beyond - self.worth[v as usize];
            if gain > best.0 {
                best = (gain, Some((v, worth, y, beyond)));
            }
        }
        let Some((v, worth, y, beyond)) = best.1 else { return false };
        if y != NONE {
            let x = self.mate[v as usize];
            self.pair(x, y, beyond);
        }
        self.pair(u, v, worth);
        true
    }

    /// Exchanges (u, a), (v, b) for (u, v), (a, b) where that gains.
    fn exchange(&mut self, u: u32) -> bool {
        let a = self.mate[u as usize];
        for (v, worth) in self.edges(u).take(64) {
            let b = self.mate[v as usize];
            if v == a || b == NONE || worth <= self.worth[u as usize].min(self.worth[v as usize]) {
                continue;
            }
            let Some(other) = self.graph.weight(a, b).map(|w| w + self.lift) else { continue };
            if worth + other > self.worth[u as usize] + self.worth[v as usize] {
                self.pair(u, v, worth);
                self.pair(a, b, other);
                return true;
            }
        }
        false
    }
}

/// Pairs by greed where vertices may have several mates: heaviest edge first.
pub(crate) fn greedy_pairs(graph: &Graph, lift: i64, mut left: Vec<u32>) -> Vec<(u32, u32)> {
    let rows = (0..graph.n() as u32).flat_map(|u| graph.row(u).map(move |(v, w)| (-w, u, v)));
    let mut edges: Vec<(i64, u32, u32)> = rows.filter(|e| e.1 < e.2 && lift - e.0 > 0).collect();
    edges.sort_unstable();
    edges.retain(|&(_, u, v)| {
        let free = left[u as usize] > 0 && left[v as usize] > 0;
        if free {
            left[u as usize] -= 1;
            left[v as usize] -= 1;
        }
        free
    });
    edges.into_iter().map(|(_, u, v)| (u, v)).collect()
}
