//! What each possible match of a round is worth, in whole millionths, with the rules applied.

use super::past::Standing;
use super::rules::{Closed, Rules};
use crate::community::{Community, Seat, in_parallel};
use crate::scoring;

/// Everything that decides the worth of a match.
pub(crate) struct Weights<'a> {
    pub community: &'a Community<'a>,
    pub rules: &'a Rules,
    pub past: &'a Standing,
    /// Median of the positive weights, the unit of bridging and welcome.
    median: f64,
    /// For each seat what recent giving leaves of its help, and how much help counts for it.
    protection: Vec<f64>,
    need: Vec<f64>,
}

/// Weights of one member with everybody, by seat; `None` where the rules close the pair.
pub(crate) type WeightRow = Vec<Option<i64>>;

impl<'a> Weights<'a> {
    pub fn of(
        community: &'a Community<'a>,
        rules: &'a Rules,
        past: &'a Standing,
        taking_part: &[Seat],
        threads: usize,
    ) -> Weights<'a> {
        let dials = &community.dials;
        let protection = past.given.iter().map(|&given| dials.protection(given)).collect();
        let need = past.received.iter().map(|&received| dials.need(received)).collect();
        let mut weights = Weights { community, rules, past, median: 0.0, protection, need };
        weights.median = weights.median_weight(taking_part, threads);
        weights
    }

    /// The median of positive help weights, over the rows of up to 200 members spread evenly.
    fn median_weight(&self, taking_part: &[Seat], threads: usize) -> f64 {
        let step = taking_part.len().div_ceil(200).max(1);
        let sample: Vec<Seat> = taking_part.iter().copied().step_by(step).collect();
        let rows = in_parallel(sample.len(), threads, |i| {
            let row = self.community.row(sample[i]);
            let weight =
                |&other: &Seat| self.help_weight(sample[i], other, row.gets[other], row.gives[other]);
            taking_part.iter().map(weight).filter(|&w| w > 0.0).collect::<Vec<f64>>()
        });
        let mut positive: Vec<f64> = rows.into_iter().flatten().collect();
        positive.sort_by(f64::total_cmp);
        positive.get(positive.len() / 2).copied().unwrap_or(1.0)
    }

    /// W without bridging and welcome: `gets` is h(b→a), `gives` is h(a→b).
    pub fn help_weight(&self, a: Seat, b: Seat, gets: f64, gives: f64) -> f64 {
        // Sums and products of two are taken in the order of the seats, so that both rows agree to the bit.
        let (a, b, gets, gives) = if a < b { (a, b, gets, gives) } else { (b, a, gives, gets) };
        let (dials, protection, need) = (&self.community.dials, &self.protection, &self.need);
        dials.weight(gets * protection[b] * need[a], gives * protection[a] * need[b])
    }

    /// A newcomer's first partner is somebody who knows the place.
    fn welcomes(&self, a: Seat, b: Seat) -> bool {
        let (a, b) = (&self.community.members[a], &self.community.members[b]);
        a.newcomer != b.newcomer
            && [a, b].iter().any(|m| !m.newcomer && m.years.is_none_or(|years| years >= 5))
    }

    /// D, by steps in the network of who met whom; beyond two steps counts as no path.
    fn bridging(&self, a: Seat, b: Seat) -> f64 {
        let met = &self.past.met;
        let steps = if met[a].contains(&b) { Some(1) } else { (!met[a].is_disjoint(&met[b])).then_some(2) };
        scoring::bridging(steps)
    }

    fn weigh(&self, a: Seat, b: Seat, gets: f64, gives: f64) -> i64 {
        let dials = &self.community.dials;
        let welcome = if self.welcomes(a, b) { dials.welcome } else { 0.0 };
        let extra = (dials.bridging * self.bridging(a, b) + welcome) * self.median;
        ((self.help_weight(a, b, gets, gives) + extra) * scoring::scale(self.community.n())).round() as i64
    }

    /// The weight of a pair who have never met, from the weight of their help.
    pub fn stranger(&self, help: f64) -> f64 {
        let dials = &self.community.dials;
        (help + dials.bridging * scoring::bridging(None) * self.median) * scoring::scale(self.community.n())
    }

    /// May these two sit together this time? `None` is yes.
    pub fn closed(&self, a: Seat, b: Seat) -> Option<Closed> {
        self.rules.closed(self.past, a, b)
    }

    /// The weights of one member with `others`, in their order.
    pub fn row(&self, seat: Seat, others: &[Seat]) -> WeightRow {
        let help = self.community.row(seat);
        let weight = |&other: &Seat| {
            let open = other != seat && self.closed(seat, other).is_none();
            open.then(|| self.weigh(seat, other, help.gets[other], help.gives[other]))
        };
        others.iter().map(weight).collect()
    }

    /// The weight of one pair; `None` where the rules close it.
    pub fn between(&self, a: Seat, b: Seat) -> Option<i64> {
        let open = a != b && self.closed(a, b).is_none();
        open.then(|| {
            let (gives, gets) = self.community.between(a, b);
            self.weigh(a, b, gets, gives)
        })
    }
}
