//! From prices to duals.
//!
//! A bidder's profit is the value of its best object; price of u as an object plus profit of u as a bidder is twice the
//! dual of u: Y2\[u\] + Y2\[v\] >= 2 W(u, v), because u could buy v and v could buy u.

use super::lists::Lists;
use super::prices::{NEVER, Prices};
use super::seats::Seats;

/// Exact duals from the prices of a finished auction (eps 1, weights times n + 1).
///
/// An object held and another one differ in value to the holder by at most eps less than they should. n prices leave one
/// residue modulo n + 1 unused; rounding all prices at it changes differences by less than a whole unit, and what is at
/// most one (n + 1)-th short of an integer inequality fulfils it.
pub(super) fn exact<S: Seats>(prices: &Prices, lists: &Lists<S>) -> Vec<i64> {
    let vertices = || 0..lists.n() as u32;
    let mut used = vec![false; prices.factor as usize];
    let for_sale = vertices().map(|v| prices.get(v)).filter(|&price| price < NEVER);
    for_sale.for_each(|price| used[price.rem_euclid(prices.factor) as usize] = true);
    let unused = used.iter().position(|&u| !u).unwrap_or(0) as i64;
    let rounded: Vec<i64> = vertices().map(|v| (prices.get(v) - unused).div_euclid(prices.factor)).collect();
    let value = |u: u32, (object, weight): (u32, i32)| {
        let worth = if object == u { 0 } else { i64::from(weight) + prices.lift };
        worth - rounded[object as usize]
    };
    let profit = |u: u32| lists.held(u).map(|held| value(u, held)).min();
    vertices().map(|u| profit(u).map_or(NEVER / 2, |profit| rounded[u as usize] + profit)).collect()
}

/// Feasible duals from any prices: each bidder's profit is looked up, fractions are rounded up.
pub(super) fn feasible(prices: &Prices) -> Vec<i64> {
    let n = prices.of.len() as u32;
    let profit = |u: u32| {
        let (ids, weights) = prices.graph.slices(u);
        let values = ids.iter().zip(weights).map(|(&v, &w)| prices.worth(w) - prices.get(v));
        values.max().unwrap_or(i64::MIN).max(-prices.get(u))
    };
    let dual = |u: u32| (prices.get(u) + profit(u) + prices.factor - 1).div_euclid(prices.factor);
    (0..n).map(|u| if prices.get(u) < NEVER { dual(u) } else { NEVER / 2 }).collect()
}
