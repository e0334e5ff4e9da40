//! Labels, the duals that follow from them, and the events that they announce.

use super::forest::Edge;
use super::search::{EXPAND, Kind, Label, SINGLE, Search};

impl Search<'_> {
    /// The present dual of vertex v.
    #[inline]
    pub(super) fn dual(&self, v: u32) -> i64 {
        let label = &self.labels[self.forest.top(v) as usize];
        let passed = self.now - label.at;
        match label.kind {
            Kind::Outer => self.forest.dual(v) - passed,
            Kind::Inner => self.forest.dual(v) + passed,
            Kind::Free => self.forest.dual(v),
        }
    }

    /// The present z of an outermost blossom.
    pub(super) fn dual_of_blossom(&self, id: u32) -> i64 {
        let label = self.labels[id as usize];
        let passed = self.now - label.at;
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
        let label = &mut self.labels[id as usize];
        let passed = self.now - label.at;
        label.at = self.now;
        match label.kind {
            Kind::Outer => self.forest.raise(id, -passed),
            Kind::Inner => self.forest.raise(id, passed),
            Kind::Free => {}
        }
    }

    /// Labels an unlabelled outermost blossom.
    pub(super) fn set_label(&mut self, id: u32, kind: Kind, edge: Option<Edge>, tree: u32) {
        self.labels[id as usize] = Label { kind, tree, edge, at: self.now };
        self.trees[tree as usize].members.push(id);
        if kind == Kind::Outer {
            self.forest.vertices(id, &mut self.fresh);
        } else if self.forest.is_blossom(id) {
            self.events.push((self.now + self.z[id as usize] / 2, id, EXPAND));
        }
    }

    /// Takes in v's outermost blossom through the tight edge (u, v) as inner, and its partner as outer.
    pub(super) fn grow(&mut self, u: u32, v: u32) {
        let top_u = self.forest.top(u);
        let tree = self.labels[top_u as usize].tree;
        let inner = self.forest.top(v);
        self.set_label(inner, Kind::Inner, Some((u, v)), tree);
        let base = self.forest.base(inner);
        let mate = self.forest.mate[base as usize];
        let outer = self.forest.top(mate);
        self.set_label(outer, Kind::Outer, Some((base, mate)), tree);
    }

    /// Announces what the edges of new outer vertices will do, and when.
    pub(super) fn scan_fresh(&mut self) {
        while let Some(u) = self.fresh.pop() {
            let top_u = self.forest.top(u);
            let label = self.labels[top_u as usize];
            if label.kind == Kind::Outer {
                let single_at = self.now + self.dual(u);
                let tree = &mut self.trees[label.tree as usize];
                if single_at < tree.single_at {
                    tree.single_at = single_at;
                    self.events.push((single_at, u, SINGLE));
                }
                self.scan(u, top_u, label.tree);
            }
        }
    }

    fn scan(&mut self, u: u32, top_u: u32, tree: u32) {
        let dual_u = self.dual(u);
        let last = self.trees[tree as usize].single_at;
        for at in self.graph.range(u) {
            let (v, weight) = self.graph.entry(at);
            let top_v = self.forest.top(v);
            let kind = self.labels[top_v as usize].kind;
            if top_v == top_u || kind == Kind::Inner {
                continue;
            }
            let slack = dual_u + self.dual(v) - 4 * (weight + self.lift);
            debug_assert!(slack >= 0 && (kind == Kind::Free || slack % 2 == 0), "slack {slack}");
            let time = self.now + if kind == Kind::Outer { slack / 2 } else { slack };
            // after `last` this tree is gone, and whoever is left then is offered v anew
            if time <= last && (kind == Kind::Outer || self.is_sooner(v, time, tree)) {
                self.events.push((time, u, at as u32));
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
    pub(super) fn offer(&mut self, v: u32) {
        self.reach[v as usize] = (i64::MAX, crate::graph::NONE);
        for at in self.graph.range(v) {
            let (u, weight) = self.graph.entry(at);
            let top_u = self.forest.top(u);
            let label = self.labels[top_u as usize];
            if label.kind == Kind::Outer {
                let slack = self.dual(u) + self.dual(v) - 4 * (weight + self.lift);
                if self.is_sooner(v, self.now + slack, label.tree) {
                    self.events.push((self.now + slack, v, at as u32));
                }
            }
        }
    }
}
