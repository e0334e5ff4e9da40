//! The duals as prices: what they prove of all pairs, those included that the engine was not handed.

use goodword_matching::{Plan, fractional};

use super::candidates::Candidates;
use super::{ENOUGH, Group};
use crate::community::in_parallel;

/// Pairs added for one person when the duals ask for them.
const MORE: usize = 32;
/// How often the duals are asked before the bound is given with what is left.
const ASKINGS: usize = 10;

/// A person, the pairs with others that should have been handed over, and the greatest excess among them.
type Missing = (usize, Vec<(u32, i64)>, i64);

/// Numbers that bound every pairing: `price[u] + price[v] >= scale * (weight + lift)` for each pair handed over.
pub(super) struct Prices {
    price: Vec<i64>,
    scale: i64,
    lift: i64,
    /// What must be added to the sum of the prices so that they hold for the pairs not handed over, too.
    excess: i64,
}

impl Prices {
    /// What somebody can have with another, as a weight.
    pub fn of(&self, vertex: usize) -> f64 {
        self.price[vertex] as f64 / self.scale as f64
    }

    /// No pairing in which so many ends of pairs are taken weighs more: each price counts once per meeting.
    pub fn bound(&self, ends: usize) -> f64 {
        let sum = self.price.iter().sum::<i64>() + self.excess;
        sum as f64 / self.scale as f64 - self.lift as f64 * ends as f64 / 2.0
    }
}

impl Group<'_> {
    /// Adds pairs until the prices of a fractional round leave none out that could matter.
    pub(super) fn priced(&self, candidates: &mut Candidates) -> Prices {
        let mut asked = 0;
        loop {
            asked += 1;
            let mut prices = self.prices(candidates);
            let missing = self.missing(candidates, &prices);
            prices.excess = self.excess(&missing);
            let slight =
                prices.excess as f64 / prices.scale as f64 <= ENOUGH / 2.0 * prices.bound(self.n()).max(0.0);
            if slight || asked == ASKINGS {
                return prices;
            }
            missing.iter().for_each(|(u, pairs, _)| candidates.add(*u as u32, pairs));
        }
    }

    pub(super) fn prices(&self, candidates: &Candidates) -> Prices {
        let relaxed = fractional(&self.problem(candidates), &self.budget());
        Prices { price: relaxed.duals, scale: 2, lift: relaxed.lift, excess: 0 }
    }

    /// The worst excess of each person, added to their price, makes it hold for the pairs not handed over.
    fn excess(&self, missing: &[Missing]) -> i64 {
        missing.iter().map(|&(u, _, worst)| i64::from(self.capacity(u)) * worst).sum()
    }

    /// What the engine's own proof says of all pairs, those included that it never saw.
    pub(super) fn bound_of(&self, candidates: &Candidates, plan: &Plan) -> f64 {
        let proof = &plan.certificate;
        let n = self.n() + usize::from(self.has_empty_chair());
        let price = (0..n as u32).map(|u| proof.vertex_dual(u)).collect();
        let prices = Prices { price, scale: proof.scale(), lift: proof.lift(), excess: 0 };
        let excess = self.excess(&self.missing(candidates, &prices));
        plan.upper_bound as f64 + excess as f64 / prices.scale as f64
    }

    /// People whose price is too low to answer for half of a pair that was not handed over.
    pub(super) fn doubtful(&self, candidates: &Candidates, prices: &Prices) -> Vec<usize> {
        (0..self.n())
            .filter(|&u| candidates.floor[u] != i64::MIN)
            .filter(|&u| 2 * prices.price[u] < prices.scale * (candidates.floor[u] + prices.lift))
            .collect()
    }

    /// The pairs not handed over that the prices do not rule out, for each person whose own price is too low to
    /// answer for half of them: the other end of such a pair weighs no more than either end's floor, so that at
    /// least one end is too low. With each person's heaviest excess first, and that excess.
    fn missing(&self, candidates: &Candidates, prices: &Prices) -> Vec<Missing> {
        let doubtful = self.doubtful(candidates, prices);
        let found = in_parallel(doubtful.len(), self.settings.threads, |i| {
            let u = doubtful[i];
            let row = self.weighed(u);
            let mut excess: Vec<(i64, u32, i64)> = row
                .iter()
                .map(|&(v, w)| {
                    (prices.scale * (w + prices.lift) - prices.price[u] - prices.price[v as usize], v, w)
                })
                .filter(|&(over, v, _)| over > 0 && !candidates.has(u as u32, v))
                .collect();
            excess.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
            let worst = excess.first().map_or(0, |first| first.0);
            let mut kept = Vec::with_capacity(MORE);
            kept.extend(excess.into_iter().take(MORE).map(|(_, v, w)| (v, w)));
            (u, kept, worst)
        });
        found.into_iter().filter(|(_, pairs, _)| !pairs.is_empty()).collect()
    }
}
