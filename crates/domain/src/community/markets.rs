//! Who could serve the same people together.

use goodword_language::Language;

use super::{Seat, Standing, in_parallel};
use crate::scoring;

/// Up to this many members shared markets are compared for all pairs.
const ALL_MARKETS: usize = 20_000;

/// Which pairs are asked whether they could serve the same people together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markets {
    /// All pairs, beforehand; in a very large community as in [`Markets::WhereAsksMeet`].
    All,
    /// Any pair, at the moment when it is weighed: for callers that weigh few of all pairs.
    WhenWeighed,
    /// Pairs with an ask and an offer that meet, when they are weighed.
    WhereAsksMeet,
}

/// How well any two could serve the same people together, in 255 steps.
pub(super) struct SharedMarkets {
    n: usize,
    markets: Markets,
    /// Row by row; empty unless all pairs are asked beforehand.
    steps: Vec<u8>,
}

impl SharedMarkets {
    /// Compares all pairs, unless the caller wants few of them or there are too many.
    pub fn of(language: &Language, standing: &[Standing], markets: Markets, threads: usize) -> SharedMarkets {
        let n = standing.len();
        let markets =
            if n > ALL_MARKETS && markets == Markets::All { Markets::WhereAsksMeet } else { markets };
        let mut shared = SharedMarkets { n, markets, steps: Vec::new() };
        if markets != Markets::All {
            return shared;
        }
        let later = in_parallel(n, threads, |a| {
            (a + 1..n).map(|b| steps(language, &standing[a], &standing[b])).collect::<Vec<u8>>()
        });
        shared.steps = vec![0; n * n];
        for (a, row) in later.into_iter().enumerate() {
            for (b, step) in (a + 1..).zip(row) {
                shared.steps[a * n + b] = step;
                shared.steps[b * n + a] = step;
            }
        }
        shared
    }

    /// Does a shared market count for a pair whose asks and offers do not meet?
    pub fn always(&self) -> bool {
        self.markets != Markets::WhereAsksMeet
    }

    /// One pair, where all were asked beforehand.
    pub fn kept(&self, a: Seat, b: Seat) -> Option<u8> {
        self.steps.get(a * self.n + b).copied()
    }
}

/// One pair, in 255 steps.
pub(super) fn steps(language: &Language, a: &Standing, b: &Standing) -> u8 {
    let market = language.partnership(&a.market, &b.market);
    market.map_or(0, |market| {
        (scoring::collaboration(market.audience, market.together, market.same) * 255.0).round() as u8
    })
}
