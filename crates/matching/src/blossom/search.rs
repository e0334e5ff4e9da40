//! The loop over events.

use super::agenda::{Agenda, Step};
use super::forest::{Edge, Forest};
use super::heap::Event;
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
    /// The side of the tree.
    pub side: u8,
    pub tree: u32,
    /// The edge by which the tree came here, from the parent's vertex to the one inside; none at a root.
    pub edge: Option<Edge>,
    /// Since when this label, by the clock of its side.
    pub at: i64,
}

impl Label {
    pub const FREE: Label = Label { kind: Kind::Free, side: 0, tree: NONE, edge: None, at: 0 };
}

/// One alternating tree.
#[derive(Default)]
pub(super) struct Tree {
    pub side: u8,
    pub open: bool,
    /// Everything that was labelled in it, stale entries too.
    pub members: Vec<u32>,
    /// The earliest time at which one of its outer duals reaches 0, as far as announced.
    pub single_at: i64,
}

/// Event codes in place of the position of an edge.
pub(super) const EXPAND: u32 = u32::MAX;
pub(super) const SINGLE: u32 = u32::MAX - 1;

/// The state of a blossom phase, without the graph.
pub(crate) struct Phase {
    pub(super) lift: i64,
    pub(super) forest: Forest,
    /// Dual of every id as of its label's time; 0 for vertices.
    pub(super) z: Vec<i64>,
    pub(super) labels: Vec<Label>,
    pub(super) trees: Vec<Tree>,
    /// How many trees are growing on each side.
    pub(super) open: [usize; 2],
    pub(super) agenda: Agenda,
    /// The last grow event announced for an unlabelled vertex: time and tree. Later ones of the same tree are useless.
    pub(super) reach: Vec<(i64, u32)>,
    /// Outer vertices whose edges have not been looked at yet.
    pub(super) fresh: Vec<u32>,
    pub(super) mark: Vec<u32>,
    pub(super) stamp: u32,
    /// Vertices that may have become single, or a single one's dual positive, since the last search.
    pub(super) loose: Vec<u32>,
}

impl Phase {
    /// The clock of a side.
    #[inline]
    pub(super) fn clock(&self, side: u8) -> i64 {
        self.agenda.clock(side)
    }

    /// Lets a tree grow from every root at once, all at one speed, until none is left or the deadline has passed: true
    /// when the matching is optimal.
    pub fn run(&mut self, graph: &Graph, deadline: Option<Instant>) -> bool {
        self.agenda.clear();
        for v in 0..self.forest.n() as u32 {
            self.plant(v, 0);
        }
        self.grow_all(graph, deadline)
    }

    /// As [`Phase::run`], but the roots are those among the `loose`, two at a time, and of each two the one with the
    /// smaller tree goes first: for few roots in a large graph.
    pub fn run_by_twos(&mut self, graph: &Graph, deadline: Option<Instant>) -> bool {
        self.forget_trees();
        // in the order in which they came loose: former mates are near each other
        let mut roots = std::mem::take(&mut self.loose).into_iter();
        loop {
            self.agenda.clear();
            for side in 0..2 {
                roots.by_ref().find(|&v| self.plant(v, side));
            }
            if self.open == [0, 0] {
                return true;
            }
            if !self.grow_all(graph, deadline) {
                return false;
            }
        }
    }

    /// Numbers trees from 0 again now and then, so that their list stays short.
    fn forget_trees(&mut self) {
        if self.trees.len() > self.forest.n() {
            self.trees.clear();
            self.reach.fill((i64::MAX, NONE));
        }
    }

    /// Lets all trees grow until none is left: true; false when the deadline has passed before.
    fn grow_all(&mut self, graph: &Graph, deadline: Option<Instant>) -> bool {
        let mut steps = 0u32;
        while self.open != [0, 0] {
            self.scan_fresh(graph);
            let Some((_, u, what)) = self.next(graph) else {
                debug_assert!(false, "a tree without a future");
                return false;
            };
            match what {
                EXPAND => self.maybe_expand(graph, u),
                SINGLE => self.maybe_single(graph, u),
                edge => self.maybe_tight(graph, u, edge as usize),
            }
            steps = steps.wrapping_add(1);
            if steps.is_multiple_of(1024) && deadline.is_some_and(|d| Instant::now() >= d) {
                let open: Vec<u32> =
                    (0..self.trees.len() as u32).filter(|&t| self.trees[t as usize].open).collect();
                self.drop_trees(graph, &open);
                return false;
            }
        }
        true
    }

    /// A tree for v if it is single, has a positive dual and no tree yet.
    fn plant(&mut self, v: u32, side: u8) -> bool {
        let free = self.labels[self.forest.top(v) as usize].kind == Kind::Free;
        let is_root = free && self.forest.mate(v) == NONE && self.forest.dual(v) > 0;
        if is_root {
            let tree = self.trees.len() as u32;
            self.trees.push(Tree { side, open: true, members: vec![], single_at: i64::MAX });
            self.open[side as usize] += 1;
            self.set_label(self.forest.top(v), Kind::Outer, None, tree);
        }
        is_root
    }

    /// The next event, clocks moved on to it.
    fn next(&mut self, graph: &Graph) -> Option<Event> {
        if let Some(side) = self.open.iter().position(|&trees| trees == 0) {
            return self.agenda.alone(1 - side as u8);
        }
        loop {
            let lighter = self.agenda.lighter();
            match [lighter, 1 - lighter].into_iter().find(|&side| !self.is_blocked(graph, side)) {
                None => return self.agenda.together(),
                Some(side) => match self.agenda.advance(side)? {
                    Step::Event(event) => return Some(event),
                    Step::Blocked => {}
                },
            }
        }
    }

    /// True when a tight edge leads from an outer vertex of this side to an inner one of the other.
    fn is_blocked(&mut self, graph: &Graph, side: u8) -> bool {
        while let Some((_, u, at)) = self.agenda.block(side) {
            let (from, to, slack) = self.edge(graph, u, at as usize);
            let (from, to) =
                (self.labels[self.forest.top(from) as usize], self.labels[self.forest.top(to) as usize]);
            let stands =
                from.kind == Kind::Outer && from.side == side && to.kind == Kind::Inner && to.side != side;
            debug_assert!(!stands || slack >= 0, "slack {slack}");
            if stands && slack == 0 {
                return true;
            }
            self.agenda.drop_block(side);
            if stands {
                self.agenda.blocked(side, (slack, u, at));
            }
        }
        false
    }

    /// An edge by its position in the row of one end: its ends, an outer one first if there is one, and its slack.
    fn edge(&self, graph: &Graph, u: u32, at: usize) -> (u32, u32, i64) {
        let (v, weight) = graph.entry(at);
        let slack = self.dual(u) + self.dual(v) - 4 * (weight + self.lift);
        let outer = self.labels[self.forest.top(u) as usize].kind == Kind::Outer;
        if outer { (u, v, slack) } else { (v, u, slack) }
    }

    fn maybe_expand(&mut self, graph: &Graph, id: u32) {
        if self.forest.is_outermost(id)
            && self.labels[id as usize].kind == Kind::Inner
            && self.dual_of_blossom(id) == 0
        {
            self.settle(id);
            self.expand(graph, id);
        }
    }

    fn maybe_single(&mut self, graph: &Graph, u: u32) {
        let id = self.forest.top(u);
        let label = self.labels[id as usize];
        if label.kind == Kind::Outer && self.dual(u) == 0 {
            self.flip_path(u, NONE);
            self.drop_trees(graph, &[label.tree]);
        }
    }

    /// An edge that was announced to become tight now: if labels have changed since, a newer event exists.
    fn maybe_tight(&mut self, graph: &Graph, u: u32, at: usize) {
        let (first, (u, v, slack)) = (u, self.edge(graph, u, at));
        let (top_u, top_v) = (self.forest.top(u), self.forest.top(v));
        let (from, to) = (self.labels[top_u as usize], self.labels[top_v as usize]);
        if from.kind != Kind::Outer || top_u == top_v {
            return;
        }
        match to.kind {
            Kind::Inner if to.side != from.side => self.agenda.blocked(from.side, (slack, first, at as u32)),
            _ if slack != 0 => {}
            Kind::Inner => {}
            Kind::Free if self.forest.mate(self.forest.base(top_v)) != NONE => self.grow(u, v),
            Kind::Free => {
                self.forest.rebase(top_v, v);
                self.flip_path(u, v);
                self.forest.set_mate(v, u);
                self.drop_trees(graph, &[from.tree]);
            }
            Kind::Outer if to.tree == from.tree => self.shrink(u, v),
            Kind::Outer => {
                self.flip_path(u, v);
                self.flip_path(v, u);
                self.drop_trees(graph, &[from.tree, to.tree]);
            }
        }
    }
}
