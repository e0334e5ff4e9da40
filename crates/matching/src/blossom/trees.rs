//! What happens to trees: cycles shrink, blossoms expand, paths flip, trees go.

use super::forest::{Edge, Ring, flip};
use super::search::{Kind, Label, Phase};
use crate::graph::{Graph, NONE};

impl Phase {
    /// The outer blossom two steps nearer to the root; None at the root.
    fn climb(&mut self, id: u32) -> Option<u32> {
        let up = self.labels[id as usize].edge?;
        let inner = self.forest.top(up.0);
        let edge = self.labels[inner as usize].edge?;
        Some(self.forest.top(edge.0))
    }

    /// Where the paths from two outer blossoms of one tree to its root meet: climbs from both in turn.
    fn meeting(&mut self, a: u32, b: u32) -> u32 {
        self.stamp += 1;
        let mut sides = [Some(a), Some(b)];
        loop {
            for side in &mut sides {
                if let Some(id) = *side {
                    if std::mem::replace(&mut self.mark[id as usize], self.stamp) == self.stamp {
                        return id;
                    }
                    *side = self.climb(id);
                }
            }
        }
    }

    /// The blossoms from `id` up to, not including, `end`, each with the edge to it from above.
    fn path(&mut self, mut id: u32, end: u32) -> Vec<(u32, Edge)> {
        let mut path = vec![];
        while id != end {
            let Some(edge) = self.labels[id as usize].edge else { break };
            path.push((id, edge));
            id = self.forest.top(edge.0);
        }
        path
    }

    /// Joins the odd cycle that the tight edge (u, v) closes in a tree into an outer blossom.
    pub(super) fn shrink(&mut self, u: u32, v: u32) {
        let (top_u, top_v) = (self.forest.top(u), self.forest.top(v));
        let meet = self.meeting(top_u, top_v);
        let (down, up) = (self.path(top_u, meet), self.path(top_v, meet));
        let mut ring = Ring { kids: vec![meet], edges: vec![] };
        for &(id, edge) in down.iter().rev() {
            ring.kids.push(id);
            ring.edges.push(edge);
        }
        ring.edges.push((u, v));
        for &(id, edge) in &up {
            ring.kids.push(id);
            ring.edges.push(flip(edge));
        }
        for &kid in &ring.kids {
            self.settle(kid);
            if self.labels[kid as usize].kind == Kind::Inner {
                self.forest.vertices(kid, &mut self.fresh);
            }
        }
        let id = self.forest.join(ring);
        self.make_room();
        let label = self.labels[meet as usize];
        self.labels[id as usize] = Label { at: self.clock(label.side), ..label };
        self.z[id as usize] = 0;
        self.trees[label.tree as usize].members.push(id);
    }

    /// Per-id arrays follow the forest's ids.
    pub(super) fn make_room(&mut self) {
        let ids = self.forest.ids();
        self.labels.resize(ids, Label::FREE);
        self.z.resize(ids, 0);
        self.mark.resize(ids, 0);
    }

    /// Takes apart an inner blossom whose dual has reached 0. The tree goes on along the even side of its ring, from the
    /// kid where it entered to the base; the kids on the other side lose their labels.
    pub(super) fn expand(&mut self, graph: &Graph, id: u32) {
        let label = self.labels[id as usize];
        let Some(entry) = label.edge else { return };
        self.labels[id as usize] = Label::FREE;
        let Ring { kids, edges } = self.forest.part(id);
        kids.iter().for_each(|&k| self.labels[k as usize] = Label::FREE);
        let entered = self.forest.top(entry.1);
        let mut i = kids.iter().position(|&k| k == entered).unwrap_or(0);
        let (len, forward, mut edge) = (kids.len(), i % 2 == 1, entry);
        loop {
            self.set_label(kids[i], Kind::Inner, Some(edge), label.tree);
            if i == 0 {
                break;
            }
            let (next, matched, unmatched) = match forward {
                true => ((i + 1) % len, edges[i], edges[(i + 1) % len]),
                false => (i - 1, flip(edges[i - 1]), flip(edges[(i + len - 2) % len])),
            };
            self.set_label(kids[next], Kind::Outer, Some(matched), label.tree);
            edge = unmatched;
            i = if forward { (i + 2) % len } else { i - 2 };
        }
        let mut released = vec![];
        for &kid in kids.iter().filter(|&&k| self.labels[k as usize].kind == Kind::Free) {
            self.forest.vertices(kid, &mut released);
        }
        released.into_iter().for_each(|v| self.offer(graph, v));
    }

    /// Swaps matched and unmatched edges from the outer vertex s up to the root; s gets `partner`, or none.
    pub(super) fn flip_path(&mut self, mut s: u32, mut partner: u32) {
        loop {
            let outer = self.forest.top(s);
            self.forest.rebase(outer, s);
            self.forest.set_mate(s, partner);
            let Some((up, _)) = self.labels[outer as usize].edge else { return };
            let inner = self.forest.top(up);
            let Some((next, entry)) = self.labels[inner as usize].edge else { return };
            self.forest.rebase(inner, entry);
            self.forest.set_mate(entry, next);
            (s, partner) = (next, entry);
        }
    }

    /// Writes down the duals of trees that are done, unlabels everything in them and offers it to the other trees.
    pub(super) fn drop_trees(&mut self, graph: &Graph, trees: &[u32]) {
        let (mut freed, mut ids) = (vec![], vec![]);
        for &tree in trees {
            let done = &mut self.trees[tree as usize];
            done.open = false;
            self.open[done.side as usize] -= 1;
            for id in std::mem::take(&mut self.trees[tree as usize].members) {
                let label = self.labels[id as usize];
                if self.forest.parent(id) == NONE && label.kind != Kind::Free && label.tree == tree {
                    self.forest.vertices(id, &mut freed);
                    self.settle(id);
                    self.labels[id as usize] = Label::FREE;
                    ids.push(id);
                }
            }
        }
        ids.into_iter().for_each(|id| self.dissolve_idle(id));
        for v in freed {
            self.reach[v as usize] = (i64::MAX, NONE);
            if self.open != [0, 0] {
                self.offer(graph, v);
            }
        }
    }

    /// An unlabelled blossom with dual 0 proves nothing: its kids may go their own ways.
    fn dissolve_idle(&mut self, id: u32) {
        let mut idle = vec![];
        idle.extend(self.forest.is_blossom(id).then_some(id));
        while let Some(id) = idle.pop() {
            if self.forest.is_outermost(id) && self.z[id as usize] == 0 {
                let kids = self.forest.part(id).kids;
                kids.iter().for_each(|&kid| self.labels[kid as usize] = Label::FREE);
                idle.extend(kids.into_iter().filter(|&kid| self.forest.is_blossom(kid)));
            }
        }
    }
}
