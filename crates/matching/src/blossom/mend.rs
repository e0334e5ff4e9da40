//! Making a former optimum feasible again after a change: duals cover all edges, matched edges are tight, blossoms full.

use super::search::Search;
use crate::graph::NONE;

impl Search<'_> {
    /// Makes the duals cover all edges of u, whose edges may have changed, and its matched edge tight or none.
    pub fn mend(&mut self, u: u32) {
        self.lay_bare(u);
        let edges = self.graph.row(u).map(|(v, w)| 4 * (w + self.lift) - self.forest.dual(v));
        let needed = edges.max().unwrap_or(0).max(0);
        self.forest.raise(u, (needed - self.forest.dual(u)).max(0));
        let mate = self.forest.mate[u as usize];
        if mate != NONE {
            let weight = self.graph.weight(u, mate).map(|w| 4 * (w + self.lift));
            if weight != Some(self.forest.dual(u) + self.forest.dual(mate)) {
                self.separate(u);
            }
        }
    }

    fn separate(&mut self, u: u32) {
        let mate = std::mem::replace(&mut self.forest.mate[u as usize], NONE);
        if mate != NONE {
            self.forest.mate[mate as usize] = NONE;
        }
    }

    /// Takes apart all blossoms that hold u, outermost first. Half the dual of each goes to each of its vertices: edges
    /// inside stay as tight as they were, those that leave it get slack, so the one of them that is matched is given up.
    fn lay_bare(&mut self, u: u32) {
        let mut top = self.forest.top(u);
        while self.forest.is_blossom(top) {
            let share = std::mem::take(&mut self.z[top as usize]) / 2;
            if share > 0 {
                self.forest.raise(top, share);
                self.separate(self.forest.base(top));
            }
            self.forest.part(top);
            top = self.forest.top(u);
        }
    }

    /// Trees must start from even duals: an odd one is raised by one, with its whole blossom, whose dual pays for it.
    pub fn make_even(&mut self) {
        for v in 0..self.forest.n() as u32 {
            if self.forest.mate[v as usize] != NONE || self.forest.dual(v) % 2 == 0 {
                continue;
            }
            let mut top = self.forest.top(v);
            if self.forest.is_blossom(top) && self.z[top as usize] < 2 {
                self.lay_bare(v);
                top = v;
            }
            self.forest.raise(top, 1);
            if self.forest.is_blossom(top) {
                self.z[top as usize] -= 2;
            }
        }
    }
}
