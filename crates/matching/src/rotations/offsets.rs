//! Near difference matrices: offsets by which classes move from round to round, such that few differences repeat.
//!
//! Definitions. `d(k, i)` for rounds `k` and classes `i` in a group of `t` elements. Two rounds *collide* in two classes
//! when `d(k, i) - d(k', i)` is the same for both: then `t` pairs of people meet in both rounds.
//!
//! Idea. One change of one entry moves a whole class of people in a round, so annealing on the few entries reaches what
//! annealing on seats never finds. No collision: nobody meets twice. Ten tables have no complete set of squares (ten is 2
//! modulo 4, so two rounds of the same parity always collide), yet this comes near.
//!
//! Reference. D. Jungnickel 1979 (difference matrices); the parity argument is L. Paige's, 1947. Cost. O(rounds) a change.

use super::field::Ring;
use crate::tables::chance::{Allowance, Chance, Cooling};

/// How many times the search begins anew, and how many counts each search reads.
const SEARCHES: usize = 3;
const READS: u64 = 100_000_000;

/// `rows` rows of `columns` offsets with as few collisions as were found.
pub(super) fn offsets(ring: &Ring, t: usize, rows: usize, columns: usize) -> Vec<Vec<usize>> {
    let mut chance = Chance::new(1);
    let mut best = Offsets::new(ring, t, rows, columns, &mut chance);
    for _ in 0..SEARCHES {
        let found = anneal(Offsets::new(ring, t, rows, columns, &mut chance), &mut chance);
        if found.collisions < best.collisions {
            best = found;
        }
        if best.collisions == 0 {
            break;
        }
    }
    best.matrix
}

fn anneal(mut search: Offsets, chance: &mut Chance) -> Offsets {
    let allowance = Allowance::new();
    let mut best = search.clone();
    for heat in Cooling::new(0.6, 0.2).take(Cooling::STEPS as usize) {
        for _ in 0..READS / Cooling::STEPS / search.rows as u64 {
            // Thousandths, because allowances are whole numbers.
            let allowed = allowance.draw(1000.0 * heat, chance);
            search.step(allowed, chance);
            if search.collisions < best.collisions {
                best.collisions = search.collisions;
                best.matrix.clone_from(&search.matrix);
            }
            if best.collisions == 0 {
                return best;
            }
        }
    }
    best
}

#[derive(Clone)]
struct Offsets {
    t: usize,
    rows: usize,
    minus: Vec<usize>,
    matrix: Vec<Vec<usize>>,
    /// How often each difference occurs between two rows, for ordered pairs of rows.
    count: Vec<i32>,
    collisions: i32,
}

impl Offsets {
    fn new(ring: &Ring, t: usize, rows: usize, columns: usize, chance: &mut Chance) -> Offsets {
        let minus = (0..t * t).map(|ab| ring.subtract(ab / t, ab % t)).collect();
        let matrix = (0..rows).map(|_| (0..columns).map(|_| chance.below(t)).collect()).collect();
        let mut offsets = Offsets { t, rows, minus, matrix, count: vec![0; rows * rows * t], collisions: 0 };
        for k in 0..rows {
            for i in 0..columns {
                for l in (0..rows).filter(|&l| l != k) {
                    let slot = offsets.slot(k, l, offsets.matrix[k][i], i);
                    offsets.count[slot] += 1;
                }
            }
        }
        offsets.collisions = offsets.count.iter().map(|c| c * (c - 1) / 2).sum::<i32>() / 2;
        offsets
    }

    fn slot(&self, k: usize, l: usize, value: usize, i: usize) -> usize {
        (k * self.rows + l) * self.t + self.minus[value * self.t + self.matrix[l][i]]
    }

    /// Tries another value for one entry; keeps it when collisions grow by no more than `allowed` thousandths.
    fn step(&mut self, allowed: i64, chance: &mut Chance) {
        let (k, i) = (chance.below(self.rows), chance.below(self.matrix[0].len()));
        let (old, new) = (self.matrix[k][i], chance.below(self.t));
        if old == new {
            return;
        }
        let others = (0..self.rows).filter(|&l| l != k);
        let change: i32 = others
            .clone()
            .map(|l| self.count[self.slot(k, l, new, i)] - self.count[self.slot(k, l, old, i)] + 1)
            .sum();
        if 1000 * i64::from(change) > allowed {
            return;
        }
        for l in others {
            for (value, by) in [(old, -1), (new, 1)] {
                let slot = self.slot(k, l, value, i);
                self.count[slot] += by;
                let back = self.minus[self.matrix[l][i] * self.t + value];
                self.count[(l * self.rows + k) * self.t + back] += by;
            }
        }
        self.matrix[k][i] = new;
        self.collisions += change;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the search from miscounting: its collisions are those of its matrix, and Latin squares are found.
    #[test]
    fn collisions_are_counted_right() {
        let (ring, mut chance) = (Ring::new(6), Chance::new(2));
        let mut search = Offsets::new(&ring, 6, 5, 4, &mut chance);
        for _ in 0..2000 {
            search.step(500, &mut chance);
            let m = &search.matrix;
            let mut found = 0;
            for (k, l) in (0..5).flat_map(|k| (0..k).map(move |l| (k, l))) {
                for (i, j) in (0..4).flat_map(|i| (0..i).map(move |j| (i, j))) {
                    found += i32::from(ring.subtract(m[k][i], m[l][i]) == ring.subtract(m[k][j], m[l][j]));
                }
            }
            assert_eq!(search.collisions, found);
        }
        let none = Offsets { matrix: offsets(&ring, 6, 3, 3), ..search };
        assert!(none.matrix.iter().all(|row| row.len() == 3));
    }
}
