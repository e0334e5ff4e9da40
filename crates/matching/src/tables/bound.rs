//! A proven upper bound on the value of every division.
//!
//! Definitions. A table of `s` gives each of its pairs the share `1 / (s - 1)`, so that the shares at every vertex sum
//! up to 1; its value is the sum of share times weight. Let `g` be the smallest size. With `x = (g - 1) * share` every
//! pair has `x <= 1` and every vertex a total of at most `b = g - 1`: a fractional simple b-matching.
//!
//! Idea. By linear-programming duality every choice of prices `y >= 0` bounds it:
//! `value <= (sum of b * y(u) + sum over edges of max(0, w(u, v) - y(u) - y(v))) / b`. No solver has to be trusted: whoever
//! doubts adds that up. Good prices are found one vertex at a time: with the other prices fixed, the best price of `u`
//! lies between its `b`-th and its next best offer `w(u, v) - y(v)`.
//!
//! Reference. W. Pulleyblank, "Faces of matching polyhedra", 1973 (b-matching); coordinate descent in the dual as in
//! D. Bertsekas, "Auction algorithms", 1988. Cost. O(m) for a sweep over all prices.

use super::chance::Chance;
use super::seats::SCALE;
use super::ties::Ties;

/// The value of the dual, in units of `1 / SCALE`, rounded down. `doubled` are prices times two, none negative.
pub(super) fn dual_value(ties: &Ties, doubled: &[i64], smallest: usize) -> i64 {
    let b = smallest as i64 - 1;
    let mut total: i128 = 0;
    for (u, &y) in (0..).zip(doubled) {
        total += i128::from(b * y);
        let later = ties.row(u).filter(|&(v, _)| v > u);
        total += later.map(|(v, w)| i128::from((2 * w - y - doubled[v as usize]).max(0))).sum::<i128>();
    }
    (total * i128::from(SCALE) / i128::from(2 * b)) as i64
}

const SWEEPS: usize = 20;

/// Doubled prices found by some sweeps over all vertices, from half of everybody's best offers.
pub(super) fn prices(ties: &Ties, smallest: usize) -> Vec<i64> {
    let b = smallest - 1;
    let mut offers: Vec<i64> = vec![];
    let mut doubled = vec![0; ties.n()];
    for u in 0..ties.n() as u32 {
        offers.clear();
        offers.extend(ties.row(u).map(|(_, w)| w));
        doubled[u as usize] = nth(&mut offers, b - 1);
    }
    let mut chance = Chance::new(1);
    let mut order: Vec<u32> = (0..ties.n() as u32).collect();
    for sweep in 0..SWEEPS as i64 {
        chance.shuffle(&mut order);
        for &u in &order {
            offers.clear();
            offers.extend(ties.row(u).map(|(v, w)| 2 * w - doubled[v as usize]));
            let high = nth(&mut offers, b - 1);
            let low = nth(&mut offers, b);
            // All prices between are equally good for `u` alone; where it stops decides what its neighbours can gain.
            doubled[u as usize] = low + (high - low) * (1 + (sweep & 1)) / 3;
        }
    }
    doubled
}

/// The offer at this rank, the best has rank 0; at least 0.
fn nth(offers: &mut [i64], rank: usize) -> i64 {
    if rank >= offers.len() {
        return 0;
    }
    (*offers.select_nth_unstable_by(rank, |a, b| b.cmp(a)).1).max(0)
}
