//! A round in numbers: how many were helped, against what chance would have given the same people.

use std::collections::BTreeSet;

use super::Seating;
use crate::community::{Community, Seat, in_parallel};
use crate::scoring::scale;

/// The round in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Members in the list.
    pub members: usize,
    /// Members with a match.
    pub matched: usize,
    /// Members without.
    pub left_out: usize,
    /// Members with at least one ask.
    pub asking: usize,
    /// Members whose partner can usefully answer at least one of their asks.
    pub helped: usize,
    /// Matches in which everyone is helped by someone and helps someone.
    pub both_ways: usize,
    /// The mean of `helped` over all pairings of the people who take part, each equally likely.
    pub random_helped: f64,
    /// The mean of `both_ways` over the same.
    pub random_both_ways: f64,
    /// Sum of the tables' values; a table's value is the mean over partners of the pairs' weights.
    pub weight: f64,
    /// No seating under the same rules weighs more; where `sifted`, none of the pairs that were weighed.
    pub upper_bound: f64,
    /// The community is so large that only everybody's most promising pairs were weighed, and the bound holds over
    /// those.
    pub sifted: bool,
}

/// Up to so many members chance is compared with over everybody, beyond that over an even sample of so many.
const COMPARED: usize = 20_000;
const SAMPLED: usize = 2_000;

impl Summary {
    /// How far the round may be from the optimum, as a share of the bound; 0 is proven optimal.
    pub fn gap(&self) -> f64 {
        if self.upper_bound > 0.0 {
            ((self.upper_bound - self.weight) / self.upper_bound).max(0.0)
        } else {
            0.0
        }
    }
}

pub(crate) fn of(
    community: &Community,
    taking_part: &[Seat],
    seating: &Seating,
    left_out: usize,
    threads: usize,
) -> Summary {
    let n = community.n();
    let step = if taking_part.len() > COMPARED { taking_part.len().div_ceil(SAMPLED) } else { 1 };
    let sample: Vec<Seat> = taking_part.iter().copied().step_by(step).collect();
    let links = in_parallel(sample.len(), threads, |i| {
        let (helped, helps) = community.usefully(sample[i]);
        let helpers = taking_part.iter().filter(|&&v| helped[v]).count();
        let both = taking_part.iter().filter(|&&v| helped[v] && helps[v]).count();
        (helpers, both)
    });
    let share = taking_part.len() as f64 / sample.len().max(1) as f64;
    // In a random pairing everybody is equally likely to be anybody's partner; with an odd number one sits out.
    let partners = (taking_part.len().max(2) - 1 + taking_part.len() % 2) as f64;
    let (mut helped, mut both_ways) = (BTreeSet::new(), 0);
    for table in &seating.tables {
        let (mut receives, mut gives) = (BTreeSet::new(), BTreeSet::new());
        for &a in table {
            for &b in table.iter().filter(|&&b| b != a && community.helps(b, a)) {
                receives.insert(a);
                gives.insert(b);
            }
        }
        both_ways += usize::from(receives.len() == table.len() && gives.len() == table.len());
        helped.extend(receives);
    }
    let matched = n - left_out;
    Summary {
        members: n,
        matched,
        left_out,
        asking: community.members.iter().filter(|member| !member.asks.is_empty()).count(),
        helped: helped.len(),
        both_ways,
        random_helped: share * links.iter().map(|&(helpers, _)| helpers as f64).sum::<f64>() / partners,
        random_both_ways: share * links.iter().map(|&(_, both)| both as f64).sum::<f64>() / 2.0 / partners,
        weight: seating.weight / scale(n),
        upper_bound: seating.upper_bound / scale(n),
        sifted: seating.sifted,
    }
}
