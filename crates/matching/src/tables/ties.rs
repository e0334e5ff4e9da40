//! What every pair of vertices weighs at one table, forbidden pairs included.

use super::Room;

/// Up to this many vertices the weights lie in a square, above in sorted rows.
const SQUARE: usize = 1024;

/// Pair weights for the search: a forbidden pair has a penalty that outweighs everything two tables can hold.
#[derive(Clone, Debug)]
pub(super) struct Ties {
    n: usize,
    start: Vec<usize>,
    other: Vec<u32>,
    weight: Vec<i64>,
    square: Vec<i64>,
    friends_start: Vec<usize>,
    friends: Vec<u32>,
    forbidden: i64,
}

impl Ties {
    pub(super) fn new(room: &Room) -> Ties {
        let n = room.n();
        let heaviest = (0..n as u32).flat_map(|u| room.weights().neighbours(u)).map(|(_, w)| w.abs()).max();
        let forbidden = -128 * heaviest.unwrap_or(0) - 1;
        let mut ties = Ties {
            n,
            start: vec![0],
            other: vec![],
            weight: vec![],
            square: vec![],
            friends_start: vec![0],
            friends: vec![],
            forbidden,
        };
        let apart = room.apart_rows();
        for (u, apart) in (0..n as u32).zip(&apart) {
            ties.push_row(room, u, apart);
        }
        ties.fill_square();
        ties
    }

    fn push_row(&mut self, room: &Room, u: u32, apart: &[u32]) {
        let mut row: Vec<(u32, i64)> =
            room.weights().neighbours(u).filter(|(v, _)| apart.binary_search(v).is_err()).collect();
        self.friends.extend(row.iter().filter(|&&(_, w)| w > 0).map(|&(v, _)| v));
        self.friends_start.push(self.friends.len());
        row.extend(apart.iter().map(|&v| (v, self.forbidden)));
        row.sort_unstable();
        self.other.extend(row.iter().map(|&(v, _)| v));
        self.weight.extend(row.iter().map(|&(_, w)| w));
        self.start.push(self.other.len());
    }

    fn fill_square(&mut self) {
        if self.n > SQUARE {
            return;
        }
        self.square = vec![0; self.n * self.n];
        for u in 0..self.n {
            for i in self.start[u]..self.start[u + 1] {
                self.square[u * self.n + self.other[i] as usize] = self.weight[i];
            }
        }
    }

    /// The number of edges that may be used, and of forbidden pairs.
    pub(super) fn m(&self) -> usize {
        self.other.len() / 2
    }

    pub(super) fn n(&self) -> usize {
        self.n
    }

    /// The weight of a pair: 0 when the two have no edge, the penalty when they are forbidden.
    pub(super) fn weight(&self, u: u32, v: u32) -> i64 {
        if !self.square.is_empty() {
            return self.square[u as usize * self.n + v as usize];
        }
        let row = self.start[u as usize]..self.start[u as usize + 1];
        match self.other[row.clone()].binary_search(&v) {
            Ok(i) => self.weight[row.start + i],
            Err(_) => 0,
        }
    }

    pub(super) fn is_forbidden(&self, u: u32, v: u32) -> bool {
        self.weight(u, v) == self.forbidden
    }

    /// Those with whom `u` has a positive weight and may sit.
    pub(super) fn friends(&self, u: u32) -> &[u32] {
        &self.friends[self.friends_start[u as usize]..self.friends_start[u as usize + 1]]
    }

    /// The neighbours of `u` with their weights, forbidden ones not among them.
    pub(super) fn row(&self, u: u32) -> impl Iterator<Item = (u32, i64)> + '_ {
        let row = self.start[u as usize]..self.start[u as usize + 1];
        row.map(|i| (self.other[i], self.weight[i])).filter(|&(_, w)| w != self.forbidden)
    }
}
