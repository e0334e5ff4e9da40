//! Into the phase and out of it: duals, mates and blossoms as plain numbers.

use super::agenda::Agenda;
use super::forest::{Forest, Ring};
use super::search::{Label, Phase};
use crate::certificate::{Blossom, Certificate};
use crate::graph::{Graph, NONE};
use std::time::Instant;

/// A blossom phase on a graph.
pub(crate) struct Search<'a> {
    graph: &'a Graph,
    phase: Phase,
}

impl<'a> Search<'a> {
    /// `duals` times four, even at single vertices and feasible without blossoms; `mate` a matching on tight edges.
    pub fn new(graph: &'a Graph, lift: i64, duals: Vec<i64>, mate: Vec<u32>) -> Search<'a> {
        Search { graph, phase: Phase::new(lift, duals, mate) }
    }

    /// Runs until no tree is left, or the deadline has passed: true when the matching is optimal.
    pub fn run(&mut self, deadline: Option<Instant>) -> bool {
        self.phase.run(self.graph, deadline)
    }

    /// The mates found (NONE: single).
    pub fn mates(&self) -> &[u32] {
        self.phase.mates()
    }

    /// The duals and blossoms as they stand (no tree left), and what they add up to, times four.
    pub fn certificate(&self) -> (Certificate, i64) {
        self.phase.certificate()
    }
}

impl Phase {
    /// `duals` times four, feasible without blossoms; `mate` a matching on tight edges. For [`Phase::run`] all single
    /// vertices must have even duals.
    pub fn new(lift: i64, duals: Vec<i64>, mate: Vec<u32>) -> Phase {
        let n = mate.len();
        Phase {
            lift,
            forest: Forest::new(mate, duals),
            z: vec![0; n],
            labels: vec![Label::FREE; n],
            trees: vec![],
            open: [0, 0],
            agenda: Agenda::new(),
            reach: vec![(i64::MAX, NONE); n],
            fresh: vec![],
            mark: vec![0; n],
            stamp: 0,
            loose: vec![],
        }
    }

    /// The state at a former optimum, its lift grown to `lift`; vertices that the certificate does not know have dual 0.
    pub fn of_optimum(certificate: &Certificate, mate: Vec<u32>, lift: i64) -> Phase {
        let more = Certificate::SCALE / 2 * (lift - certificate.lift);
        let mut duals: Vec<i64> = certificate.duals.iter().map(|y| y + more).collect();
        duals.resize(mate.len(), 0);
        let mut phase = Phase::new(lift, duals, mate);
        phase.adopt(certificate);
        phase.loose = (0..phase.forest.n() as u32).filter(|&v| phase.forest.mate(v) == NONE).collect();
        phase
    }

    /// The mates found (NONE: single).
    pub fn mates(&self) -> &[u32] {
        self.forest.mates()
    }

    /// Who had whom before, for all vertices whose mates were set since this was asked last; by vertex.
    pub fn take_moves(&mut self) -> Vec<(u32, u32)> {
        self.forest.take_moves()
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
    fn adopt(&mut self, certificate: &Certificate) {
        for blossom in certificate.blossoms.iter().rev() {
            let kids = blossom.ring.iter().map(|e| self.forest.top(e.0)).collect();
            let id = self.forest.join(Ring { kids, edges: blossom.ring.clone() });
            self.make_room();
            self.z[id as usize] = blossom.dual;
        }
    }
}
