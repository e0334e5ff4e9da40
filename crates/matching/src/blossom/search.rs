//! The loop over events.

use super::forest::{Edge, Forest};
use super::heap::RadixHeap;
use crate::graph::{Graph, NONE};
use std::time::Instant;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Free,
    Outer,
    Inner,
}

/// Where an outermost blossom stands in a tree.
#[derive(Clone, Copy)]
pub(super) struct Label {
    pub kind: Kind,
    pub tree: u32,
    /// The edge by which the tree came here, from the parent's vertex to the one inside; none at a root.
    pub edge: Option<Edge>,
    /// Since when this label (for z).
    pub at: i64,
}

impl Label {
    pub const FREE: Label = Label { kind: Kind::Free, tree: NONE, edge: None, at: 0 };
}

/// One alternating tree.
#[derive(Default)]
pub(super) struct Tree {
    /// Everything that was labelled in it, stale entries too.
    pub members: Vec<u32>,
    /// The earliest time at which one of its outer duals reaches 0, as far as announced.
    pub single_at: i64,
}

/// Event codes in place of the position of an edge.
pub(super) const EXPAND: u32 = u32::MAX;
pub(super) const SINGLE: u32 = u32::MAX - 1;

/// The state of a blossom phase.
pub(crate) struct Search<'a> {
    pub(super) graph: &'a Graph,
    pub(super) lift: i64,
    pub(super) forest: Forest,
    /// Dual of every id as of its label's time; 0 for vertices.
    pub(super) z: Vec<i64>,
    pub(super) labels: Vec<Label>,
    pub(super) trees: Vec<Tree>,
    pub(super) open: usize,
    pub(super) now: i64,
    pub(super) events: RadixHeap,
    /// The last grow event announced for an unlabelled vertex: time and tree. Later ones of the same tree are useless.
    pub(super) reach: Vec<(i64, u32)>,
    /// Outer vertices whose edges have not been looked at yet.
    pub(super) fresh: Vec<u32>,
    pub(super) mark: Vec<u32>,
    pub(super) stamp: u32,
}

impl Search<'_> {
    /// Runs until no tree is left, or the deadline has passed: true when the matching is optimal.
    pub fn run(&mut self, deadline: Option<Instant>) -> bool {
        self.plant();
        let mut steps = 0u32;
        while self.open > 0 {
            self.scan_fresh();
            let Some((time, u, what)) = self.events.pop() else {
                debug_assert!(false, "a tree without a future");
                return false;
            };
            self.now = time;
            match what {
                EXPAND => self.maybe_expand(u),
                SINGLE => self.maybe_single(u),
                edge => self.maybe_tight(u, edge as usize),
            }
            steps = steps.wrapping_add(1);
            if steps.is_multiple_of(1024) && deadline.is_some_and(|d| Instant::now() >= d) {
                self.open = self.trees.len(); // none is to be offered anything
                self.drop_trees(&(0..self.trees.len() as u32).collect::<Vec<_>>());
                return false;
            }
        }
        true
    }

    /// A tree for every single vertex with a positive dual.
    fn plant(&mut self) {
        for v in 0..self.forest.n() as u32 {
            if self.forest.mate[v as usize] == NONE && self.forest.dual(v) > 0 {
                let id = self.forest.top(v);
                let tree = self.trees.len() as u32;
                self.trees.push(Tree { members: vec![], single_at: i64::MAX });
                self.open += 1;
                self.set_label(id, Kind::Outer, None, tree);
            }
        }
    }

    fn maybe_expand(&mut self, id: u32) {
        if self.forest.is_outermost(id)
            && self.labels[id as usize].kind == Kind::Inner
            && self.dual_of_blossom(id) == 0
        {
            self.settle(id);
            self.expand(id);
        }
    }

    fn maybe_single(&mut self, u: u32) {
        let id = self.forest.top(u);
        let label = self.labels[id as usize];
        if label.kind == Kind::Outer && self.dual(u) == 0 {
            self.flip_path(u, NONE);
            self.drop_trees(&[label.tree]);
        }
    }

    /// An edge that was announced to become tight now: if labels have changed since, a newer event exists.
    fn maybe_tight(&mut self, mut u: u32, at: usize) {
        let (mut v, weight) = self.graph.entry(at);
        let (mut top_u, mut top_v) = (self.forest.top(u), self.forest.top(v));
        if self.labels[top_u as usize].kind != Kind::Outer {
            std::mem::swap(&mut u, &mut v);
            std::mem::swap(&mut top_u, &mut top_v);
        }
        let (from, to) = (self.labels[top_u as usize], self.labels[top_v as usize]);
        if from.kind != Kind::Outer || to.kind == Kind::Inner || top_u == top_v {
            return;
        }
        if self.dual(u) + self.dual(v) != 4 * (weight + self.lift) {
            return;
        }
        if to.kind == Kind::Free {
            let base = self.forest.base(top_v);
            if self.forest.mate[base as usize] != NONE {
                return self.grow(u, v);
            }
            self.forest.rebase(top_v, v);
            self.flip_path(u, v);
            self.forest.mate[v as usize] = u;
            self.drop_trees(&[from.tree]);
        } else if to.tree == from.tree {
            self.shrink(u, v);
        } else {
            self.flip_path(u, v);
            self.flip_path(v, u);
            self.drop_trees(&[from.tree, to.tree]);
        }
    }
}
