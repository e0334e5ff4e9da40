//! Schedules from lines: everybody has a class and a place, and a table takes one from every class.
//!
//! Definitions. `t * g` people: `g` classes of `t`; person `(i, j)` has class `i` and place `j`, both counted from 0. In
//! round `k` it sits at table `j + d(k, i)`, in some abelian group on `0..t`.
//!
//! Idea. Two of one class never meet. `(i, j)` and `(i', j')` meet in round `k` when `d(k, i) - d(k, i') = j' - j`: never
//! twice, if for every two classes these differences differ from round to round (a *difference matrix*). In a field
//! `d(k, i) = k * i` does that for `t` rounds: tables are lines of a plane. Where `t` is no prime power the matrix is
//! searched. When `g` divides `t`, each class then splits into `t / g` tables by themselves and goes on like that.
//!
//! References. R. C. Bose 1938 (orthogonal squares from fields); D. Jungnickel, "On difference matrices, resolvable
//! transversal designs and generalized Hadamard matrices", 1979. Cost. O(rounds * people), plus a bounded search.

use super::Round;
use super::field::Field;

/// How many entries the search for a difference matrix tries.
const TRIES: usize = 200_000;

/// As many of `rounds` rounds as this construction knows, for `tables` tables of `size`, nobody meeting anybody twice.
pub(super) fn lines(tables: usize, size: usize, rounds: usize) -> Vec<Round> {
    if size < 2 || tables < size || rounds == 0 {
        return together_once(tables, size, rounds);
    }
    let mut schedule: Vec<Round> = match Field::new(tables) {
        Some(field) => (0..tables.min(rounds))
            .map(|k| round(tables, size, |i, j| field.add(j, field.multiply(k, i))))
            .collect(),
        None => {
            let matrix = difference_matrix(tables, size, rounds);
            matrix.iter().map(|row| round(tables, size, |i, j| (j + row[i]) % tables)).collect()
        }
    };
    if schedule.len() < rounds && tables.is_multiple_of(size) {
        let within = lines(tables / size, size, rounds - schedule.len());
        schedule.extend(within.iter().map(|round| in_every_class(tables, size, round)));
    }
    schedule
}

/// One round of any seating; all that is possible when there are fewer tables than seats at one.
fn together_once(tables: usize, size: usize, rounds: usize) -> Vec<Round> {
    (0..rounds.min(1)).map(|_| round(tables, size, |_, j| j)).collect()
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

fn in_every_class(tables: usize, size: usize, round: &Round) -> Round {
    let shifted = |i: usize| round.iter().map(move |t| t.iter().map(|&u| u + (i * tables) as u32).collect());
    (0..size).flat_map(shifted).collect()
}

/// Rows of offsets: any two columns differ by another amount in every row, modulo `t`. At most `rounds` rows, as many
/// as a bounded depth-first search over columns finds.
fn difference_matrix(t: usize, columns: usize, rounds: usize) -> Vec<Vec<usize>> {
    for rows in (3..=rounds.min(t)).rev() {
        let mut search = Columns { t, rows, wanted: columns, found: vec![vec![0; rows]], tries: TRIES };
        if search.extend(&mut vec![0]) {
            return (0..rows).map(|k| search.found.iter().map(|column| column[k]).collect()).collect();
        }
    }
    (0..rounds.min(2)).map(|k| (0..columns).map(|i| k * i % t).collect()).collect()
}

struct Columns {
    t: usize,
    rows: usize,
    wanted: usize,
    found: Vec<Vec<usize>>,
    tries: usize,
}

impl Columns {
    /// Adds rows to the column begun, and columns to the matrix, until all are there or the tries are used up.
    fn extend(&mut self, column: &mut Vec<usize>) -> bool {
        if self.found.len() == self.wanted {
            return true;
        }
        if column.len() == self.rows {
            self.found.push(column.clone());
            if self.extend(&mut vec![0]) {
                return true;
            }
            self.found.pop();
            return false;
        }
        for entry in 1..self.t {
            if self.tries == 0 {
                return false;
            }
            self.tries -= 1;
            // Columns may be ordered by their second entry.
            let ordered = column.len() > 1 || self.found.last().is_none_or(|last| entry > last[1]);
            if ordered && self.fits(column, entry) {
                column.push(entry);
                if self.extend(column) {
                    return true;
                }
                column.pop();
            }
        }
        false
    }

    fn fits(&self, column: &[usize], entry: usize) -> bool {
        let difference = |a: usize, b: usize| (a + self.t - b) % self.t;
        self.found.iter().all(|other| {
            let new = difference(entry, other[column.len()]);
            column.iter().zip(other).all(|(&a, &b)| difference(a, b) != new)
        })
    }
}

/// All `rounds` rounds, with few repeats: lines of the plane with one table more, of which one is dissolved.
///
/// With `t + 1` tables and no place `t`, every line lacks the one class whose place would be `t`. The people of one line that
/// lacks none move to the lines that lack their class: tables of one from every class again, `t` of them. None when `t + 1`
/// is no prime power or there are too many rounds.
pub(super) fn dissolved(tables: usize, size: usize, rounds: usize) -> Option<Vec<Round>> {
    let q = tables + 1;
    let field = Field::new(q).filter(|_| size <= tables)?;
    let mut schedule = vec![];
    if tables == size {
        schedule.push(in_every_class(tables, size, &vec![(0..tables as u32).collect()]));
    }
    for k in 0..q {
        let line = |i: usize, j: usize| field.add(j, field.multiply(k, i));
        let mut round: Round = vec![vec![]; q];
        for i in 0..size {
            (0..tables).for_each(|j| round[line(i, j)].push((i * tables + j) as u32));
        }
        let lacking: Vec<usize> = (0..size).map(|i| line(i, tables)).collect();
        let whole = (0..q).rev().find(|b| !lacking.contains(b));
        let goes = whole.filter(|_| k > 0).map_or(tables, |b| b);
        for u in std::mem::take(&mut round[goes]) {
            round[lacking[u as usize / tables]].push(u);
        }
        round.remove(goes);
        schedule.push(round);
    }
    schedule.truncate(rounds);
    (schedule.len() == rounds).then_some(schedule)
}
