//! Making a former optimum feasible again after a change: duals cover all edges, matched edges are tight, blossoms full.

use super::search::Search;
use crate::graph::NONE;

impl Search<'_> {
    /// Makes the duals cover all edges of u, whose edges may have changed, and its matched edge tight or none.
    pub fn mend(&mut self, u: u32) {
        self.lay_bare(u);
        let edges = self.graph.row(u).map(|(v, w)| 4 * (w + self.lift) - self.y[v as usize]);
        let needed = edges.max().unwrap_or(0).max(0);
        self.y[u as usize] = needed.max(self.y[u as usize]);
        let mate = self.forest.mate[u as usize];
        if mate != NONE {
            let weight = self.graph.weight(u, mate).map(|w| 4 * (w + self.lift));
            if weight != Some(self.y[u as usize] + self.y[mate as usize]) {
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
    /// One pass over the vertices, however deep the nest.
    fn lay_bare(&mut self, u: u32) {
        let mut path = vec![u];
        while let Some(&id) = path.last()
            && self.forest.parent(id) != NONE
        {
            path.push(self.forest.parent(id));
        }
        let mut share = 0;
        for step in path.windows(2).rev() {
            let (kid, id) = (step[0], step[1]);
            let own = std::mem::take(&mut self.z[id as usize]) / 2;
            share += own;
            if own > 0 {
                self.separate(self.forest.base(id));
            }
            for freed in self.forest.part_around(id, kid) {
                let mut inside = vec![];
                self.forest.vertices(freed, &mut inside);
                inside.iter().for_each(|&v| self.y[v as usize] += share);
            }
        }
        self.y[u as usize] += share;
        self.forest.stand_alone(u);
    }

    /// Trees must start from even duals: an odd one is raised by one, with its whole blossom, whose dual pays for it.
    pub fn make_even(&mut self) {
        for v in 0..self.forest.n() as u32 {
            if self.forest.mate[v as usize] != NONE || self.y[v as usize] % 2 == 0 {
                continue;
            }
            let mut top = self.forest.top(v);
            if self.forest.is_blossom(top) && self.z[top as usize] < 2 {
                self.lay_bare(v);
                top = v;
            }
            let mut inside = vec![];
            self.forest.vertices(top, &mut inside);
            inside.iter().for_each(|&x| self.y[x as usize] += 1);
            if self.forest.is_blossom(top) {
                self.z[top as usize] -= 2;
            }
        }
    }
}
