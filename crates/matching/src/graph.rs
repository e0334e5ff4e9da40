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
        start.pop();
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

    /// Removes all edges of a vertex in place.
    pub fn isolate(&mut self, u: u32) {
        for (v, _) in self.row(u).collect::<Vec<_>>() {
            self.remove(u, v);
        }
    }

    /// Adds a vertex with edges to different vertices; its id. Rows that grow move to the end, the gaps that they leave are
    /// closed when they are half of all.
    pub fn add_vertex(&mut self, edges: &[(u32, i64)]) -> u32 {
        let more: usize = edges.iter().map(|e| self.degree(e.0) + 2).sum();
        let used = 2 * self.m + more;
        if self.ids.len() + more > (2 * used).min(2 * MAX_ENDS) {
            self.close_gaps();
        }
        let u = self.n() as u32;
        self.start.push(self.ids.len() as u32);
        let mut keys: Vec<u64> = edges.iter().map(|&(v, w)| sort_key(w as i32, v)).collect();
        keys.sort_unstable();
        for (w, v) in keys.into_iter().map(from_key) {
            self.ids.push(v);
            self.weights.push(w);
        }
        self.end.push(self.ids.len() as u32);
        edges.iter().for_each(|&(v, w)| self.insert(v, u, w as i32));
        self.m += edges.len();
        u
    }

    /// Moves the row of u to the end, with v in it.
    fn insert(&mut self, u: u32, v: u32, weight: i32) {
        let row = self.range(u);
        let to = self.ids.len();
        let before = |at: &usize| sort_key(self.weights[*at], self.ids[*at]) < sort_key(weight, v);
        let split = row.start + row.clone().take_while(before).count();
        self.ids.extend_from_within(row.start..split);
        self.ids.push(v);
        self.ids.extend_from_within(split..row.end);
        self.weights.extend_from_within(row.start..split);
        self.weights.push(weight);
        self.weights.extend_from_within(split..row.end);
        (self.start[u as usize], self.end[u as usize]) = (to as u32, self.ids.len() as u32);
    }

    fn close_gaps(&mut self) {
        let (mut ids, mut weights) = (Vec::with_capacity(2 * self.m), Vec::with_capacity(2 * self.m));
        for u in 0..self.n() {
            let row = self.range(u as u32);
            self.start[u] = ids.len() as u32;
            ids.extend_from_slice(&self.ids[row.clone()]);
            weights.extend_from_slice(&self.weights[row]);
            self.end[u] = ids.len() as u32;
        }
        (self.ids, self.weights) = (ids, weights);
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
