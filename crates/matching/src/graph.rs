//! Adjacency in compressed sparse rows, heaviest edge first.
//!
//! Both directions of an edge are stored, 8 bytes each. Rows are sorted by weight, ties by id: whoever looks for the best
//! partner can stop early, and the same edges give the same graph in whatever order they came.

/// The greatest number of edge ends (and of vertices) that 32-bit offsets can number, with room for reserved ids.
pub(crate) const MAX_ENDS: usize = (u32::MAX - 16) as usize / 2;

/// "No vertex".
pub(crate) const NONE: u32 = u32::MAX;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Graph {
    /// Row of u: `start[u]..end[u]`; rows may have gaps behind them after removals.
    start: Vec<u32>,
    end: Vec<u32>,
    ids: Vec<u32>,
    weights: Vec<i32>,
    m: usize,
}

impl Graph {
    /// Builds the rows; of duplicate edges the heaviest is kept. The edges must have been checked.
    pub fn from_edges(n: usize, edges: &[(u32, u32, i64)]) -> Graph {
        let mut end = vec![0u32; n + 1];
        for &(u, v, _) in edges {
            end[u as usize] += 1;
            end[v as usize] += 1;
        }
        let mut start = Vec::with_capacity(n + 1);
        let mut sum = 0;
        for e in &mut end {
            start.push(sum);
            sum += std::mem::replace(e, sum);
        }
        let (mut ids, mut weights) = (vec![0u32; 2 * edges.len()], vec![0i32; 2 * edges.len()]);
        for &(u, v, w) in edges {
            for (a, b) in [(u, v), (v, u)] {
                let at = end[a as usize] as usize;
                (ids[at], weights[at]) = (b, w as i32);
                end[a as usize] += 1;
            }
        }
        end.pop();
        let mut graph = Graph { start, end, ids, weights, m: 0 };
        graph.sort_rows();
        graph
    }

    /// Sorts every row, drops all but the heaviest of duplicate edges and closes the gaps.
    fn sort_rows(&mut self) {
        let n = self.n();
        let (mut keys, mut seen, mut to) = (Vec::new(), vec![NONE; n], 0);
        for u in 0..n {
            let row = self.start[u] as usize..self.end[u] as usize;
            keys.clear();
            keys.extend(row.map(|i| sort_key(self.weights[i], self.ids[i])));
            keys.sort_unstable();
            self.start[u] = to as u32;
            for &key in &keys {
                let (w, v) = from_key(key);
                if std::mem::replace(&mut seen[v as usize], u as u32) != u as u32 {
                    (self.ids[to], self.weights[to]) = (v, w);
                    to += 1;
                }
            }
            self.end[u] = to as u32;
        }
        self.ids.truncate(to);
        self.weights.truncate(to);
        self.m = to / 2;
    }

    pub fn n(&self) -> usize {
        self.end.len()
    }

    pub fn m(&self) -> usize {
        self.m
    }

    pub fn degree(&self, u: u32) -> usize {
        (self.end[u as usize] - self.start[u as usize]) as usize
    }

    #[inline]
    pub fn range(&self, u: u32) -> std::ops::Range<usize> {
        self.start[u as usize] as usize..self.end[u as usize] as usize
    }

    /// Neighbour ids and weights of u as two slices.
    #[inline]
    pub fn slices(&self, u: u32) -> (&[u32], &[i32]) {
        (&self.ids[self.range(u)], &self.weights[self.range(u)])
    }

    /// The neighbour and weight at a position of the rows.
    #[inline]
    pub fn entry(&self, at: usize) -> (u32, i64) {
        (self.ids[at], i64::from(self.weights[at]))
    }

    pub fn row(&self, u: u32) -> impl Iterator<Item = (u32, i64)> + '_ {
        let (ids, weights) = self.slices(u);
        ids.iter().zip(weights).map(|(&v, &w)| (v, i64::from(w)))
    }

    pub fn weight(&self, u: u32, v: u32) -> Option<i64> {
        if u as usize >= self.n() || v as usize >= self.n() {
            return None;
        }
        let (a, b) = if self.degree(u) <= self.degree(v) { (u, v) } else { (v, u) };
        let (ids, weights) = self.slices(a);
        ids.iter().position(|&x| x == b).map(|i| i64::from(weights[i]))
    }

    /// Least and greatest weight; None without edges.
    pub fn weight_range(&self) -> Option<(i64, i64)> {
        let rows = (0..self.n()).filter(|&u| self.start[u] < self.end[u]);
        let ends =
            rows.map(|u| (self.weights[self.end[u] as usize - 1], self.weights[self.start[u] as usize]));
        ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(a, b)| (i64::from(a), i64::from(b)))
    }

    /// Removes an edge in place.
    pub fn remove(&mut self, u: u32, v: u32) -> bool {
        if self.weight(u, v).is_none() {
            return false;
        }
        for (a, b) in [(u, v), (v, u)] {
            let row = self.range(a);
            if let Some(at) = self.ids[row.clone()].iter().position(|&x| x == b) {
                self.ids[row.clone()][at..].rotate_left(1);
                self.weights[row][at..].rotate_left(1);
                self.end[a as usize] -= 1;
            }
        }
        self.m -= 1;
        true
    }
}

/// Ascending keys are descending weights, then ascending ids.
fn sort_key(weight: i32, id: u32) -> u64 {
    let rank = !((weight as u32) ^ (1 << 31));
    (u64::from(rank) << 32) | u64::from(id)
}

fn from_key(key: u64) -> (i32, u32) {
    ((!((key >> 32) as u32) ^ (1 << 31)) as i32, key as u32)
}
