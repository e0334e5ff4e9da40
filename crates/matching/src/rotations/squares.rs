//! A hundred people at ten tables for four rounds: two orthogonal squares of order ten.
//!
//! Definitions. A person is a row of four symbols out of ten, one for each round: the table. Nobody meets anybody twice when
//! every two symbols stand together in every two places exactly once: 100 rows.
//!
//! Idea. Take seven of the symbols as numbers modulo 7 and three as "outside". Some columns of four, each with at most one
//! symbol outside, are developed: seven times one more is added to the numbers, and each column has its own outside
//! symbol in turn. That gives all pairs when, between any two places, all differences of numbers are different (a
//! *quasi-difference matrix*). Besides `(0, 0, 0, 0)` three columns `(outside, 0, a, b)` and their cyclic shifts suffice; they
//! are found by trying all. Nine rows of outside symbols alone complete the hundred.
//!
//! Reference. R. C. Bose, S. Shrikhande, E. Parker 1960 (Euler's conjecture is false); C. Colbourn, J. Dinitz, "Handbook of
//! Combinatorial Designs", 2007, III.3.

use super::Round;

const NUMBERS: usize = 7;
const OUTSIDE: usize = 3;
/// How many rounds there are.
pub(super) const ROUNDS: usize = 4;
/// How many tables there are, and how many sit at each.
pub(super) const TABLES: usize = NUMBERS + OUTSIDE;

type Column = [Option<usize>; ROUNDS];

/// The four rounds, if the search finds the columns, which it does.
pub(super) fn squares() -> Option<Vec<Round>> {
    let tails: Vec<(usize, usize)> = (0..NUMBERS * NUMBERS).map(|ab| (ab / NUMBERS, ab % NUMBERS)).collect();
    for (i, &x) in tails.iter().enumerate() {
        for (j, &y) in tails.iter().enumerate().skip(i + 1) {
            for &z in &tails[j + 1..] {
                if differ(&columns(&[x, y, z])) {
                    return Some(schedule(&[x, y, z]));
                }
            }
        }
    }
    None
}

fn columns(tails: &[(usize, usize); OUTSIDE]) -> Vec<Column> {
    let mut columns = vec![[Some(0); ROUNDS]];
    for &(a, b) in tails {
        let column = [None, Some(0), Some(a), Some(b)];
        columns
            .extend((0..ROUNDS).map(|shift| std::array::from_fn(|k| column[(k + ROUNDS - shift) % ROUNDS])));
    }
    columns
}

/// True when between any two places every difference of numbers occurs once.
fn differ(columns: &[Column]) -> bool {
    let pairs = (0..ROUNDS).flat_map(|k| (0..k).map(move |l| (k, l)));
    pairs.into_iter().all(|(k, l)| {
        let mut seen = [false; NUMBERS];
        let both = columns.iter().filter_map(|c| Some((c[k]?, c[l]?)));
        both.into_iter().all(|(x, y)| !std::mem::replace(&mut seen[(x + NUMBERS - y) % NUMBERS], true))
    })
}

fn schedule(tails: &[(usize, usize); OUTSIDE]) -> Vec<Round> {
    let mut rows: Vec<[usize; ROUNDS]> = vec![];
    for (i, column) in columns(tails).iter().enumerate() {
        // After the first column there are four shifts for each outside symbol.
        let outside = NUMBERS + i.saturating_sub(1) / ROUNDS;
        let row = |g: usize| column.map(|x| x.map_or(outside, |x| (x + g) % NUMBERS));
        rows.extend((0..NUMBERS).map(row));
    }
    for (a, b) in (0..OUTSIDE * OUTSIDE).map(|ab| (ab / OUTSIDE, ab % OUTSIDE)) {
        rows.push([a, b, (a + b) % OUTSIDE, (a + 2 * b) % OUTSIDE].map(|x| NUMBERS + x));
    }
    let seated = |k: usize| -> Round {
        let table = |t: usize| (0..).zip(&rows).filter(|(_, row)| row[k] == t).map(|(u, _)| u).collect();
        (0..TABLES).map(table).collect()
    };
    (0..ROUNDS).map(seated).collect()
}
