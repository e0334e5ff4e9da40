//! Schedules from lines: everybody has a class and a place, and a table takes one from every class.
//!
//! Definitions. `t * g` people: `g` classes of `t`; person `(i, j)` has class `i` and place `j`, both counted from 0. In
//! round `k` it sits at table `j + d(k, i)`, in an abelian group on `0..t`.
//!
//! Idea. Two of one class never meet. `(i, j)` and `(i', j')` meet in round `k` when `d(k, i) - d(k, i') = j' - j`: never
//! twice, if for every two classes these differences differ from round to round (a *difference matrix*). In a field
//! `d(k, i) = k * i` does that for `t` rounds: tables are lines of a plane. In a product of fields it does for as many rounds
//! as the smallest field has elements. For more rounds the matrix is searched (see `offsets.rs`); what cannot be had without
//! repeats is had with few. When `g` divides `t`, each class also splits into `t / g` tables by itself.
//!
//! References. R. C. Bose 1938 (orthogonal squares from fields); H. MacNeish 1922 (products); D. Jungnickel, "On difference
//! matrices, resolvable transversal designs and generalized Hadamard matrices", 1979. Cost. O(rounds * people), and the search.

use super::Round;
use super::field::Ring;
use super::offsets;

/// What lines can do for `tables` tables of `size` and some rounds.
pub(super) struct Lines {
    tables: usize,
    size: usize,
    wanted: usize,
    ring: Ring,
    within: Vec<Round>,
}

impl Lines {
    pub(super) fn new(tables: usize, size: usize, rounds: usize) -> Lines {
        let within = within_classes(tables, size, rounds);
        Lines { tables, size, wanted: rounds - within.len(), ring: Ring::new(tables), within }
    }

    /// True when all rounds are known without a repeat and without a search.
    pub(super) fn are_perfect(&self) -> bool {
        let known = if self.tables < self.size { 1 } else { self.ring.diagonal().len() };
        self.wanted <= known
    }

    /// The rounds, with few repeats, none where that is known; fewer rounds when nothing is known about more.
    pub(super) fn schedule(self) -> Vec<Round> {
        let (tables, size) = (self.tables, self.size);
        let diagonal = self.ring.diagonal();
        let row = |&k: &usize| (0..size).map(|i| self.ring.multiply(k, i % tables)).collect();
        // With fewer tables than classes some always move alike; any two rounds still mix all tables evenly.
        let rows: Vec<Vec<usize>> = if tables < size || self.are_perfect() || diagonal.len() == tables {
            diagonal.iter().take(self.wanted).map(row).collect()
        } else {
            offsets::offsets(&self.ring, tables, self.wanted, size)
        };
        let mut schedule: Vec<Round> =
            rows.iter().map(|row| round(tables, size, |i, j| self.ring.add(j, row[i]))).collect();
        schedule.extend(self.within);
        schedule
    }
}

fn round(tables: usize, size: usize, table_of: impl Fn(usize, usize) -> usize) -> Round {
    let mut round = vec![vec![]; tables];
    for i in 0..size {
        for j in 0..tables {
            round[table_of(i, j)].push((i * tables + j) as u32);
        }
    }
    round
}

/// Rounds in which every class splits into tables of its own, nobody meeting anybody twice. At least one other round is
/// left over.
fn within_classes(tables: usize, size: usize, rounds: usize) -> Vec<Round> {
    if !tables.is_multiple_of(size) || rounds == 1 {
        return vec![];
    }
    let (fewer, most) = (tables / size, (tables - 1) / (size - 1).max(1));
    let known = if fewer < size { 1 } else { Ring::new(fewer).diagonal().len() };
    let within = Lines::new(fewer, size, known.min(most).min(rounds - 1)).schedule();
    let shifted = |round: &Round, i: usize| -> Round {
        round.iter().map(|t| t.iter().map(|&u| u + (i * tables) as u32).collect()).collect()
    };
    within.iter().map(|round| (0..size).flat_map(|i| shifted(round, i)).collect()).collect()
}
