//! Making a former optimum feasible again after a change: duals cover all edges, matched edges are tight, blossoms full.

use super::search::{Label, Phase};
use crate::graph::{Graph, NONE};

impl Phase {
    /// Makes the duals cover all edges of u, whose edges may have changed, and its matched edge tight or none.
    pub fn mend(&mut self, graph: &Graph, u: u32) {
        self.lay_bare(u);
        self.loose.push(u);
        let edges = graph.row(u).map(|(v, w)| 4 * (w + self.lift) - self.forest.dual(v));
        let needed = edges.max().unwrap_or(0).max(0);
        self.forest.raise(u, (needed - self.forest.dual(u)).max(0));
        let mate = self.forest.mate(u);
        if mate != NONE {
            let weight = graph.weight(u, mate).map(|w| 4 * (w + self.lift));
            if weight != Some(self.forest.dual(u) + self.forest.dual(mate)) {
                self.separate(u);
            }
        }
    }

    /// Takes notice that the edge between u and v is no more. Unless they are mates or the edge holds a blossom together,
    /// nothing depends on it.
    pub fn sever(&mut self, u: u32, v: u32) {
        if self.forest.is_ringed(u, v) {
            while self.forest.top(u) == self.forest.top(v) {
                self.dissolve(self.forest.top(u));
            }
        }
        if self.forest.mate(u) == v {
            self.separate(u);
        }
    }

    /// Takes notice that u has no edges any more.
    pub fn retire(&mut self, u: u32) {
        self.lay_bare(u);
        self.separate(u);
        self.forest.raise(u, -self.forest.dual(u));
    }

    /// Makes u and its mate, if any, single.
    fn separate(&mut self, u: u32) {
        let mate = self.forest.mate(u);
        self.loose.push(u);
        if mate != NONE {
            self.loose.push(mate);
            self.forest.set_mate(u, NONE);
            self.forest.set_mate(mate, NONE);
        }
    }

    /// Takes apart all blossoms that hold u, outermost first.
    fn lay_bare(&mut self, u: u32) {
        while self.forest.is_blossom(self.forest.top(u)) {
            self.dissolve(self.forest.top(u));
        }
    }

    /// Takes apart an outermost blossom. Half its dual goes to each of its vertices: edges inside stay as tight as they
    /// were, those that leave it get slack, so the one of them that is matched is given up.
    fn dissolve(&mut self, id: u32) {
        let share = std::mem::take(&mut self.z[id as usize]) / 2;
        if share > 0 {
            self.forest.raise(id, share);
            self.separate(self.forest.base(id));
        }
        // labels of kids are those of the trees in which the blossom was made
        self.forest.part(id).kids.iter().for_each(|&kid| self.labels[kid as usize] = Label::FREE);
    }
}
