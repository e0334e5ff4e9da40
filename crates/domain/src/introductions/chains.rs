//! Thanks along a chain of introductions: whose links made a piece of help possible, and how much each.
//!
//! *Definitions.* A link is an introduction of two people, made by somebody. A coalition of makers is worth 1 if their links, with the ties
//! that existed anyway, lead from who helped to who was helped, else 0. *Idea.* Each maker's part is their Shapley value: what they
//! add on average, over all orders in which makers could have come. Then parts fade with the age of the link, down to a quarter, and
//! are made to sum to the whole again. *Reference.* Shapley, "A value for n-person games" (1953). *Cost.* 2ⁿ coalitions of at most
//! [`MOST`] makers.
//!
//! It is recognition, never money: no such rule withstands false names (who splits into three gets more).

use std::collections::BTreeMap;

/// The most makers that are looked at: chains are short.
pub const MOST: usize = 12;
/// After so many days a link's part weighs half; never below a quarter.
const HALF_LIFE_DAYS: f64 = 365.0;

/// An introduction in a chain. People are numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Who made it.
    pub maker: usize,
    /// Whom it brought together.
    pub between: (usize, usize),
    /// How many days before the outcome.
    pub lag_days: f64,
}

/// The part of each maker in what went from `source` to `outcome`, by maker; together `value`, if there is a way at all.
/// Of more than [`MOST`] makers, the ones with the lowest numbers count.
pub fn parts(
    value: f64,
    links: &[Link],
    ties: &[(usize, usize)],
    (source, outcome): (usize, usize),
) -> BTreeMap<usize, f64> {
    let mut makers: Vec<usize> = links.iter().map(|link| link.maker).collect();
    makers.sort_unstable();
    makers.dedup();
    makers.truncate(MOST);
    let n = makers.len();
    let leads: Vec<bool> = (0..1_usize << n)
        .map(|coalition| {
            let in_it = |maker: usize| {
                makers.iter().position(|known| *known == maker).is_some_and(|at| coalition >> at & 1 == 1)
            };
            let made = links.iter().filter(|link| in_it(link.maker)).map(|link| link.between);
            connects(made.chain(ties.iter().copied()).collect(), source, outcome)
        })
        .collect();
    let shapley: Vec<f64> = (0..n).map(|maker| added(&leads, n, maker)).collect();
    let faded: Vec<f64> = (0..n).map(|at| shapley[at] * weight(links, makers[at])).collect();
    let sum: f64 = faded.iter().sum();
    let part = |at: usize| if sum > 0.0 { value * faded[at] / sum } else { 0.0 };
    (0..n).map(|at| (makers[at], part(at))).collect()
}

/// What a maker adds on average over all orders: Σ |S|! (n − |S| − 1)! / n! over the coalitions S that they complete.
fn added(leads: &[bool], n: usize, maker: usize) -> f64 {
    let completes = |coalition: &usize| {
        coalition >> maker & 1 == 0 && !leads[*coalition] && leads[coalition | 1 << maker]
    };
    let orders = |size: usize| {
        // 1 / (n · C(n − 1, size)).
        let choose = (0..size).fold(1.0, |product, i| product * (n - 1 - i) as f64 / (i + 1) as f64);
        1.0 / (n as f64 * choose)
    };
    (0..leads.len()).filter(completes).map(|coalition: usize| orders(coalition.count_ones() as usize)).sum()
}

/// How much a maker's part has faded: by their latest link.
fn weight(links: &[Link], maker: usize) -> f64 {
    let own = links.iter().filter(|link| link.maker == maker).map(|link| link.lag_days.max(0.0));
    let lag = own.fold(f64::INFINITY, f64::min);
    libm::exp2(-lag / HALF_LIFE_DAYS).max(0.25)
}

/// Whether these ties lead from one to the other.
fn connects(ties: Vec<(usize, usize)>, from: usize, to: usize) -> bool {
    let (mut reached, mut next) = (vec![from], 0);
    while let Some(&person) = reached.get(next) {
        next += 1;
        for &(a, b) in &ties {
            for (here, there) in [(a, b), (b, a)] {
                if here == person && !reached.contains(&there) {
                    reached.push(there);
                }
            }
        }
    }
    reached.contains(&to)
}
