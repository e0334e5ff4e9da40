//! Labels, the duals that follow from them, and the events that they announce.

use super::forest::Edge;
use super::search::{EXPAND, Kind, Label, Phase, SINGLE};
use crate::fetch::fetch;
use crate::graph::Graph;

impl Phase {
    /// The present dual of vertex v.
    #[inline]
    pub(super) fn dual(&self, v: u32) -> i64 {
        let label = &self.labels[self.forest.top(v) as usize];
        let passed = self.clock(label.side) - label.at;
        match label.kind {
            Kind::Outer => self.forest.dual(v) - passed,
            Kind::Inner => self.forest.dual(v) + passed,
            Kind::Free => self.forest.dual(v),
        }
    }

    /// The present z of an outermost blossom.
    pub(super) fn dual_of_blossom(&self, id: u32) -> i64 {
        let label = self.labels[id as usize];
        let passed = self.clock(label.side) - label.at;
        match label.kind {
            Kind::Outer => self.z[id as usize] + 2 * passed,
            Kind::Inner => self.z[id as usize] - 2 * passed,
            Kind::Free => self.z[id as usize],
        }
    }

    /// Writes down the duals of an outermost blossom and its vertices as they are now.
    pub(super) fn settle(&mut self, id: u32) {
        if self.forest.is_blossom(id) {
            self.z[id as usize] = self.dual_of_blossom(id);
        }
        let label = self.labels[id as usize];
        let now = self.clock(label.side);
        self.labels[id as usize].at = now;
        let passed = now - label.at;
        match label.kind {
            Kind::Outer => self.forest.raise(id, -passed),
            Kind::Inner => self.forest.raise(id, passed),
            Kind::Free => {}
        }
    }

    /// Labels an unlabelled outermost blossom.
    pub(super) fn set_label(&mut self, id: u32, kind: Kind, edge: Option<Edge>, tree: u32) {
        let side = self.trees[tree as usize].side;
        let now = self.clock(side);
        self.labels[id as usize] = Label { kind, side, tree, edge, at: now };
        self.trees[tree as usize].members.push(id);
        if kind == Kind::Outer {
            self.forest.vertices(id, &mut self.fresh);
        } else if self.forest.is_blossom(id) {
            self.agenda.own(side, (now + self.z[id as usize] / 2, id, EXPAND));
        }
    }

    /// Takes in v's outermost blossom through the tight edge (u, v) as inner, and its partner as outer.
    pub(super) fn grow(&mut self, u: u32, v: u32) {
        let top_u = self.forest.top(u);
        let tree = self.labels[top_u as usize].tree;
        let inner = self.forest.top(v);
        self.set_label(inner, Kind::Inner, Some((u, v)), tree);
        let base = self.forest.base(inner);
        let mate = self.forest.mate(base);
        let outer = self.forest.top(mate);
        self.set_label(outer, Kind::Outer, Some((base, mate)), tree);
    }

    /// Announces what the edges of new outer vertices will do, and when.
    pub(super) fn scan_fresh(&mut self, graph: &Graph) {
        while let Some(u) = self.fresh.pop() {
            let label = self.labels[self.forest.top(u) as usize];
            if label.kind == Kind::Outer {
                let single_at = self.clock(label.side) + self.dual(u);
                let tree = &mut self.trees[label.tree as usize];
                if single_at < tree.single_at {
                    tree.single_at = single_at;
                    self.agenda.own(label.side, (single_at, u, SINGLE));
                }
                self.scan(graph, u, label);
            }
        }
    }

    fn scan(&mut self, graph: &Graph, u: u32, label: Label) {
        let (top_u, dual_u) = (self.forest.top(u), self.dual(u));
        let (now, last) = (self.clock(label.side), self.trees[label.tree as usize].single_at);
        self.agenda.work(label.side, graph.degree(u));
        fetch(
            graph.slices(u).0.iter().map(|&v| {
                u64::from(self.labels[self.forest.top(v) as usize].tree ^ self.reach[v as usize].1)
            }),
        );
        for at in graph.range(u) {
            let (v, weight) = graph.entry(at);
            let top_v = self.forest.top(v);
            let to = self.labels[top_v as usize];
            let here = to.side == label.side;
            if top_v == top_u || (to.kind == Kind::Inner && here) {
                continue;
            }
            let slack = dual_u + self.dual(v) - 4 * (weight + self.lift);
            debug_assert!(slack >= 0, "slack {slack}");
            let event = (slack, u, at as u32);
            match to.kind {
                Kind::Inner => self.agenda.blocked(label.side, event),
                Kind::Outer if !here => self.agenda.between(event),
                // after `last` this tree is gone, and whoever is left then is offered v anew
                Kind::Outer if now + slack / 2 <= last => {
                    self.agenda.own(label.side, (now + slack / 2, u, at as u32));
                }
                Kind::Free if now + slack <= last && self.is_sooner(v, now + slack, label.tree) => {
                    self.agenda.own(label.side, (now + slack, u, at as u32));
                }
                _ => {}
            }
        }
    }

    /// Remembers a grow event for the unlabelled vertex v unless its tree has announced one as early.
    fn is_sooner(&mut self, v: u32, time: i64, tree: u32) -> bool {
        let reach = &mut self.reach[v as usize];
        let sooner = reach.1 != tree || time < reach.0;
        if sooner {
            *reach = (time, tree);
        }
        sooner
    }

    /// Offers v, which has just become unlabelled, to its outer neighbours.
    pub(super) fn offer(&mut self, graph: &Graph, v: u32) {
        self.reach[v as usize] = (i64::MAX, crate::graph::NONE);
        for at in graph.range(v) {
            let (u, weight) = graph.entry(at);
            let label = self.labels[self.forest.top(u) as usize];
            if label.kind == Kind::Outer {
                let slack = self.dual(u) + self.dual(v) - 4 * (weight + self.lift);
                let time = self.clock(label.side) + slack;
                if self.is_sooner(v, time, label.tree) {
                    self.agenda.own(label.side, (time, v, at as u32));
                }
            }
        }
    }
}
