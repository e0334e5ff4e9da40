//! Into the phase and out of it: duals, mates and blossoms as plain numbers.

use super::forest::{Forest, Ring};
use super::heap::RadixHeap;
use super::search::{Label, Search};
use crate::certificate::{Blossom, Certificate};
use crate::graph::{Graph, NONE};

impl<'a> Search<'a> {
    /// `duals` times four, even at single vertices and feasible without blossoms; `mate` a matching on tight edges.
    pub fn new(graph: &'a Graph, lift: i64, duals: Vec<i64>, mate: Vec<u32>) -> Search<'a> {
        let n = graph.n();
        Search {
            graph,
            lift,
            forest: Forest::new(mate, duals),
            z: vec![0; n],
            labels: vec![Label::FREE; n],
            trees: vec![],
            open: 0,
            now: 0,
            events: RadixHeap::new(),
            reach: vec![(i64::MAX, NONE); n],
            fresh: vec![],
            mark: vec![0; n],
            stamp: 0,
        }
    }

    /// The mates found (NONE: single).
    pub fn mates(&self) -> &[u32] {
        &self.forest.mate
    }

    /// The duals and blossoms as they stand (no tree left), and what they add up to, times four.
    pub fn certificate(&self) -> (Certificate, i64) {
        let n = self.forest.n();
        let duals: Vec<i64> = (0..n as u32).map(|v| self.forest.dual(v)).collect();
        let mut dual: i64 = duals.iter().sum();
        let mut number = vec![NONE; self.forest.ids()];
        let mut order: Vec<u32> =
            (n as u32..self.forest.ids() as u32).filter(|&b| self.forest.is_outermost(b)).collect();
        let (mut holder, mut blossoms, mut next) = (vec![NONE; n], Vec::new(), 0);
        while next < order.len() {
            let id = order[next];
            number[id as usize] = next as u32;
            next += 1;
            let parent = self.forest.parent(id);
            let outer = if parent == NONE { NONE } else { number[parent as usize] };
            let ring = self.forest.ring(id);
            for &kid in &ring.kids {
                if self.forest.is_blossom(kid) {
                    order.push(kid);
                } else {
                    holder[kid as usize] = number[id as usize];
                }
            }
            blossoms.push(Blossom { holder: outer, dual: self.z[id as usize], ring: ring.edges.clone() });
        }
        let mut size = vec![1i64; self.forest.ids()];
        for &id in order.iter().rev() {
            size[id as usize] = self.forest.ring(id).kids.iter().map(|&kid| size[kid as usize]).sum();
            dual += self.z[id as usize] * (size[id as usize] - 1) / 2;
        }
        let mut certificate = Certificate::of_duals(duals, self.lift);
        (certificate.holder, certificate.blossoms) = (holder, blossoms);
        (certificate, dual)
    }

    /// Takes over the blossoms of a certificate for the same duals and mates.
    pub fn adopt(&mut self, certificate: &Certificate) {
        for blossom in certificate.blossoms.iter().rev() {
            let kids = blossom.ring.iter().map(|e| self.forest.top(e.0)).collect();
            let id = self.forest.join(Ring { kids, edges: blossom.ring.clone() });
            self.make_room();
            self.z[id as usize] = blossom.dual;
        }
    }
}
